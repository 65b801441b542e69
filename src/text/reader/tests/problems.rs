//! Broken files: which rule reports what, where.

use super::{Fault, Problem, broken, faults, read};
use crate::text::{Tree, decode, front_matter, read_front_matter};

/// The written text of each problem's place.
fn marked<'t>(text: &'t str, problems: &[Problem]) -> Vec<&'t str> {
    problems
        .iter()
        .map(|problem| &text[problem.span.range()])
        .collect()
}

fn help(problem: &Problem) -> &str {
    problem.help.as_ref().map_or("", |help| &help.en)
}

#[test]
fn bytes_that_are_not_utf_8_are_named() {
    let gbk = b"title: x\nname: \xbb\xaa\xb3\xbd\n".to_vec();
    let error = *decode(gbk).unwrap_err();
    assert_eq!(error.text, "title: x\nname: \\xbb\\xaa\\xb3\\xbd\n");
    assert_eq!(&error.text[error.problem.span.range()], "\\xbb");
    assert_eq!(error.problem.fault, Fault::Encoding);
    let message =
        "the file is not UTF-8: byte 15 (line 2) doesn't fit; it is probably GBK (GB18030)";
    assert_eq!(error.problem.message.en, message);

    let little: Vec<u8> = "a: 甲\n"
        .encode_utf16()
        .flat_map(u16::to_le_bytes)
        .collect();
    let big: Vec<u8> = "\u{feff}a: 甲\n"
        .encode_utf16()
        .flat_map(u16::to_be_bytes)
        .collect();
    assert!(
        decode(little)
            .unwrap_err()
            .problem
            .message
            .en
            .contains("UTF-16 LE")
    );
    assert!(
        decode(big)
            .unwrap_err()
            .problem
            .message
            .en
            .contains("UTF-16 BE")
    );
    let neither = decode(b"a: \xff\xff\n".to_vec()).unwrap_err();
    assert!(neither.problem.message.en.ends_with("doesn't fit"));
    assert_eq!(decode("\u{feff}甲".into()).unwrap(), "\u{feff}甲");
}

#[test]
fn control_characters_break_the_file() {
    let text = "a: x\0y\nb: \u{1b}[31m\nc: \u{7f}\u{85}\nd: z\u{feff}\u{2028}\n";
    let problems = broken(text);
    assert_eq!(faults(&problems), [Fault::Encoding; 6]);
    let message = |index: usize| problems[index].message.zh.as_str();
    assert_eq!(message(0), "文本文件中不允许控制字符 \\x00");
    assert_eq!(message(1), "文本文件中不允许控制字符 \\x1b");
    assert_eq!(message(5), "文本文件中不允许控制字符 \\u2028");
    assert_eq!(marked(text, &problems)[0], "\0");
    assert_eq!(faults(&broken("a: 1\rb: 2\r")), [Fault::Encoding; 2]);
    // The last byte counts too.
    assert_eq!(faults(&broken("a: 1\n\x07")), [Fault::Encoding]);
}

#[test]
fn hidden_characters_leave_the_file_usable() {
    let text = "a: x\u{202e}y\nb: '\u{200b}'\nc: 👨\u{200d}👩 “…”\n";
    let (tree, problems) = read(text);
    assert_eq!(faults(&problems), [Fault::HiddenCharacter; 2]);
    assert!(
        problems[0]
            .message
            .en
            .contains("\\u202e, which changes the direction")
    );
    let c = tree.root(text).unwrap().get("c").unwrap();
    assert_eq!(c.scalar(), Some("👨\u{200d}👩 “…”"));
}

#[test]
fn each_conflict_is_one_problem_and_hides_everything_else() {
    let text = "a: 1\n<<<<<<< HEAD\nb: 2\n||||||| base\nb: 0\n=======\nb: 3\n>>>>>>> other\nc: \u{1b}\n\
                <<<<<<< HEAD\r\nd: 1\r\n=======\r\nd: 2\r\n>>>>>>> x\r\n";
    let problems = broken(text);
    assert_eq!(faults(&problems), [Fault::MergeConflict; 2]);
    assert_eq!(
        problems[0].message.en,
        "a merge conflict is not resolved: lines 2 to 8"
    );
    assert_eq!(marked(text, &problems), ["<<<<<<< HEAD", "<<<<<<< HEAD"]);
    assert_eq!(faults(&broken("a: 1\n=======\n")), [Fault::MergeConflict]);
    assert_eq!(faults(&broken("<<<<<<< a: b\n")), [Fault::MergeConflict]);
    assert_eq!(faults(&broken("a: 1\n>>>>>>> x\n")), [Fault::MergeConflict]);
    let (_, problems) = read("a: |\n  =======\n  <<<<<<< HEAD\n");
    assert_eq!(problems, []);
}

#[test]
fn a_heading_in_prose_is_no_conflict() {
    let prose = "---\na: 1\n---\n标题\n=======\n";
    assert!(read_front_matter(prose, &mut Tree::new()).is_ok());
    let spoilt = format!("{prose}<<<<<<< HEAD\nx\n=======\ny\n>>>>>>> z\n");
    let problems = read_front_matter(&spoilt, &mut Tree::new()).unwrap_err();
    assert_eq!(faults(&problems), [Fault::MergeConflict]);
}

#[test]
fn the_body_below_front_matter_is_looked_over() {
    let text = "---\na: 1\n---\nx\u{1b}\n";
    let problems = read_front_matter(text, &mut Tree::new()).unwrap_err();
    assert_eq!(faults(&problems), [Fault::Encoding]);
    let text = "---\na: 1\na: 2\n---\nx\u{202e}\n";
    let (_, problems) = read_front_matter(text, &mut Tree::new()).unwrap();
    assert_eq!(
        faults(&problems),
        [Fault::DuplicateKey, Fault::HiddenCharacter]
    );
}

#[test]
fn keys_that_stand_twice_name_both_lines() {
    let text = "a: 1\nb: 2\n\"a\": 3\nc:\n  - {d: 1, d: 2}\n";
    let (_, problems) = read(text);
    assert_eq!(faults(&problems), [Fault::DuplicateKey; 2]);
    assert_eq!(
        problems[0].message.en,
        "`a` is written twice: on lines 1 and 3"
    );
    assert_eq!(marked(text, &problems), ["\"a\"", "d"]);
    let (first, _) = problems[0].other.clone().unwrap();
    assert_eq!(first.range(), 0..1);
    // Many keys go through a table.
    let many: String = (0..100).map(|key| format!("k{key}: x\n")).collect();
    let (_, problems) = read(&format!("{many}k7: y\n"));
    assert_eq!(
        problems[0].message.en,
        "`k7` is written twice: on lines 8 and 101"
    );
}

#[test]
fn yaml_beyond_records_is_located() {
    let text = "a: &x 1\nb: *x\nc: !!python/object:os.system y\n<<: {d: 1}\ne: *nothing\n[f]: 1\n";
    let problems = broken(text);
    assert_eq!(faults(&problems), [Fault::UnsupportedYaml; 6]);
    assert_eq!(
        marked(text, &problems),
        [
            "&x",
            "*x",
            "!!python/object:os.system",
            "<<",
            "*nothing",
            "["
        ]
    );
    assert_eq!(
        faults(&broken("%YAML 1.2\n---\na: 1\n")),
        [Fault::UnsupportedYaml]
    );
    assert_eq!(
        faults(&broken("a: 1\n---\nb: 2\n---\nc: 3\n")),
        [Fault::UnsupportedYaml]
    );
    let (_, problems) = read("'<<': 1\n");
    assert_eq!(problems, []);
}

#[test]
fn a_file_without_fields_is_broken() {
    for text in [
        "",
        "\n\n",
        "# 只有注释\n",
        "\u{feff}",
        "---\n",
        "---\n...\n",
        "\u{feff}# x",
    ] {
        assert_eq!(faults(&broken(text)), [Fault::Syntax], "{text:?}");
    }
    // A list or a text as a whole is for the caller to judge.
    read("- a\n- b\n");
    read("文字\n");
}

#[test]
fn front_matter_has_a_first_and_a_last_line() {
    assert!(front_matter("").is_err());
    assert!(front_matter("a: 1\n---\n").is_err());
    assert!(front_matter("--- \na: 1\n---\n").is_err());
    assert!(front_matter("---").is_err());
    assert!(front_matter("---\na: 1\n").is_err());
    assert!(front_matter("---\na: 1\n----\n").is_err());
    let (fields, body) = front_matter("---\na: 1\n---").unwrap();
    assert_eq!((fields.range(), body.range()), (4..9, 12..12));
    let (fields, _) = front_matter("---\n---\n").unwrap();
    assert_eq!(fields.range(), 4..4);
    let problems = read_front_matter("---\n---\nx\n", &mut Tree::new()).unwrap_err();
    assert_eq!(faults(&problems), [Fault::Syntax]);
}

#[test]
fn full_width_signs_get_a_hint() {
    let text = "title: x\n客户：华辰\n金额：100\n备注: |\n  说明：不算\n";
    let problems = broken(text);
    assert_eq!(faults(&problems), [Fault::Syntax; 2]);
    assert_eq!(marked(text, &problems), ["：", "："]);
    assert_eq!(problems[0].message.zh, "“客户”后面用了全角冒号“：”");
    assert!(help(&problems[0]).contains("write `: `"));
    // A file of nothing else reads as one long text.
    assert_eq!(
        faults(&broken("客户：华辰\n金额：１００\n")),
        [Fault::Syntax; 2]
    );
    assert!(help(&broken("a: {text：x, need: y}\n")[0]).contains("instead of `：`"));
    assert!(help(&broken("a: {text: x，need: y}\n")[0]).contains("instead of `，`"));
    let text = "customer:\n  名称：华辰\n  地址：北京\ntitle: x\n";
    assert_eq!(marked(text, &broken(text)), ["：", "："]);
    // As text they are as good as any other sign.
    read("a: 两点\n  一：甲\nb:\n  说明：乙\n  一句话。\nc:\n- 备注：丙\n");
    let (_, problems) = read("备注：有: 说明：甲，乙\nb: [需求明确，预算充足]\n");
    assert_eq!(problems, []);
}

#[test]
fn a_colon_without_its_space_gets_a_hint() {
    let text = "title: x\n客户:华辰\nstage: needs\n";
    let problems = broken(text);
    assert_eq!(
        problems[0].message.en,
        "the colon after `客户` has no space behind it"
    );
    let text = "a: 1\n－ 甲\n";
    assert_eq!(marked(text, &broken(text)), ["－"]);
}

#[test]
fn an_item_that_continues_a_text_is_found() {
    let text = "a:\n- b\n - c\nd: |\n  e\n  - f\n";
    let problems = broken(text);
    assert_eq!(marked(text, &problems), ["-"]);
    assert!(
        problems[0]
            .message
            .en
            .starts_with("this item continues the text")
    );
}

#[test]
fn emphasis_is_an_alias_and_nothing_else() {
    let text = "a: 1\nnote: *now* or never\nb: 2\n";
    let problems = broken(text);
    assert_eq!(marked(text, &problems), ["*now*"]);
    assert_eq!(problems[0].fault, Fault::UnsupportedYaml);
}

#[test]
fn tabs_are_found_in_every_line() {
    let text = "a:\n\tb: 1\n\tc: 2\nd: |\n  \t文\n";
    let problems = broken(text);
    assert_eq!(marked(text, &problems), ["\t", "\t"]);
    assert_eq!(problems[0].message.en, "a tab indents this line");
}

#[test]
fn frequent_errors_are_said_plainly() {
    for (text, message) in [
        ("a: 1\nb\nc: 2\n", "this line is not `name: value`"),
        ("a: 1\n b: 2\n", "this line is indented too far"),
        ("a: b: c\n", "there is a second `: `"),
        (
            "a:\n  - b\n  c: d\n",
            "list items and fields are mixed here",
        ),
        (
            "a:\n    b: 1\n  c: 2\n",
            "this line doesn't fit the lines above",
        ),
        ("a: 'x\n", "a quotation mark is not closed before this line"),
        (
            "a: 'x",
            "the quotation mark that opens here is never closed",
        ),
        (
            "a: \"x\" y\n",
            "there is more text after the closing quotation mark",
        ),
        ("a: \"\\q\"\n", "a backslash in double quotes"),
        ("a: [b, c\n", "the bracket [ is never closed"),
        ("a: [b, c}\n", "the bracket [ is closed with }"),
        ("a: b]\nc: ]\n", "a bracket is closed that was never opened"),
        ("a: @b\n", "a value can't begin with the sign @"),
        ("a: * b\n", "a value can't begin with"),
        ("a: | b\n", "the text after `|` or `>`"),
        ("a: [b]c\n", "there is more text after the closing bracket"),
        ("a: 1\n- b\n", "list items and fields are mixed here"),
        ("  a: 1\nb: 2\n", "this line doesn't fit the lines above"),
        (": b\n", "the name before the colon is missing"),
        ("a: {b}\n", "a name in {…} has no value"),
    ] {
        let problems = broken(text);
        let said = &problems[0].message.en;
        assert!(said.starts_with(message), "{text:?}: {said}");
        assert_eq!(problems[0].fault, Fault::Syntax);
        assert!(problems[0].help.is_some() && !problems[0].message.zh.is_empty());
    }
}
