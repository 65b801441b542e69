//! Values that take the place of others.

use super::{check, check_file, list, literal, map, set, text};

#[test]
fn a_number_changes_its_digits_only() {
    check(
        "a: 1\nb: 2   # 两\nc: 3\n",
        set("b", literal("20")),
        "a: 1\nb: 20   # 两\nc: 3\n",
    );
}

#[test]
fn quotes_are_kept() {
    check("a: 'x'\n", set("a", text("it's")), "a: 'it''s'\n");
    check("a: \"x\"\n", set("a", text("y")), "a: \"y\"\n");
    check(
        "a: 'x'\n",
        set("a", text("two\nlines")),
        "a: \"two\\nlines\"\n",
    );
    check(
        "phone: '138'\n",
        set("phone", literal("139")),
        "phone: '139'\n",
    );
}

#[test]
fn chinese_text_and_dates_stay_plain() {
    check(
        "a: x\n",
        set("a", text("客户：交期敏感，“十周”太长（见附件）")),
        "a: 客户：交期敏感，“十周”太长（见附件）\n",
    );
    check(
        "on: 2026-03-01\n",
        set("on", literal("2026-03-10 09:30")),
        "on: 2026-03-10 09:30\n",
    );
    check(
        "a: x\n",
        set("a", text("2026 年 3 月签约")),
        "a: 2026 年 3 月签约\n",
    );
    check(
        "a: x\n",
        set("a", text("3 套 #2 线")),
        "a: \"3 套 #2 线\"\n",
    );
    check("a: x\n", set("a", text("C#和F#")), "a: C#和F#\n");
}

#[test]
fn text_that_yaml_takes_for_something_else_is_quoted() {
    for value in [
        "yes",
        "No",
        "ON",
        "y",
        "true",
        "null",
        "~",
        "1",
        "-3",
        "1_000",
        "0x1f",
        "017",
        "0o17",
        "1e3",
        "1.5",
        ".5",
        "12:30",
        "190:20:30",
        ".inf",
        "-.INF",
        ".nan",
        "2026-03-10",
        "2026-03-10 09:30",
        "2026-3-1T1:02:03Z",
        "=",
        "<<",
        "1,000",
        "",
        " a",
        "a ",
        "a: b",
        "a:",
        "- a",
        "-",
        "? a",
        "# a",
        "@a",
        "`a`",
        "*a",
        "&a",
        "!a",
        "%a",
        "[a]",
        "{a}",
        "|",
        ">",
        "'a'",
        "a #b",
        "--- a",
        "...",
        "a\tb",
        "\u{2028}",
        "a\u{85}b",
    ] {
        let before = "a: x\nb: 1\n";
        let edited = super::apply("deal.yaml", before, &[set("a", text(value))]).unwrap();
        assert!(
            edited.starts_with("a: \"") && edited.ends_with("\"\nb: 1\n"),
            "{edited}"
        );
        let read: serde_yaml::Value = serde_yaml::from_str(&edited).unwrap();
        assert_eq!(read["a"], serde_yaml::Value::from(value));
    }
}

#[test]
fn text_that_only_looks_so_is_plain() {
    for value in [
        "a:b",
        "-a",
        "400-820-1234转8",
        "1.2.3版",
        "yes!",
        "no one",
        "x,y",
        "a]b",
        "https://example.com/a#b",
        "8%",
    ] {
        check("a: x\n", set("a", text(value)), &format!("a: {value}\n"));
    }
}

#[test]
fn an_empty_value_is_filled() {
    check("a:\nb: 1\n", set("a", text("x")), "a: x\nb: 1\n");
    check(
        "a:   # 待填\nb: 1\n",
        set("a", text("x")),
        "a: x   # 待填\nb: 1\n",
    );
    check("a: ~\n", set("a", literal("5")), "a: 5\n");
    check("a: ''\n", set("a", text("x")), "a: 'x'\n");
    check("a:", set("a", text("x")), "a: x");
    check("- \n- b\n", set("0", text("x")), "- x\n- b\n");
    check(
        "x: {a: , b: 2}\n",
        set("x.a", literal("1")),
        "x: {a: 1 , b: 2}\n",
    );
}

#[test]
fn a_value_can_be_emptied() {
    check(
        "a: 5  # c\nb: 1\n",
        set("a", literal("")),
        "a:  # c\nb: 1\n",
    );
}

#[test]
fn blocks_of_lines_stay_blocks() {
    check(
        "n: |\n  一\n  二\nz: 1\n",
        set("n", text("甲\n乙\n丙\n")),
        "n: |\n  甲\n  乙\n  丙\nz: 1\n",
    );
    check(
        "n: |\n  一\n  二\nz: 1\n",
        set("n", text("甲\n\n乙")),
        "n: |-\n  甲\n\n  乙\nz: 1\n",
    );
    check(
        "n: |- # 备注\n    一\n\n# c\nz: 1\n",
        set("n", text("甲\n乙")),
        "n: |- # 备注\n    甲\n    乙\n\n# c\nz: 1\n",
    );
    check(
        "n: >\n  一\n  二\nz: 1\n",
        set("n", text("甲\n")),
        "n: >\n  甲\nz: 1\n",
    );
    check(
        "n: >\n  一\n",
        set("n", text("甲\n乙\n")),
        "n: |\n  甲\n  乙\n",
    );
    check(
        "n: |\n  一\nz: 1\n",
        set("n", text("  甲\n乙")),
        "n: \"  甲\\n乙\"\nz: 1\n",
    );
    check("n: |\n  一\nz: 1\n", set("n", literal("5")), "n: 5\nz: 1\n");
    check(
        "n: |+\n  一\n\n\nz: 1\n",
        set("n", text("甲\n乙\n")),
        "n: |\n  甲\n  乙\nz: 1\n",
    );
}

#[test]
fn several_lines_become_a_block() {
    check(
        "n: x # c\nz: 1\n",
        set("n", text("甲\n乙")),
        "n: |- # c\n  甲\n  乙\nz: 1\n",
    );
    check(
        "n:\nz: 1\n",
        set("n", text("甲\n乙\n")),
        "n: |\n  甲\n  乙\nz: 1\n",
    );
    check(
        "m: {n: x}\n",
        set("m.n", text("甲\n乙")),
        "m: {n: \"甲\\n乙\"}\n",
    );
    check(
        "l:\n- x\n- y\n",
        set("l.0", text("甲\n乙")),
        "l:\n- |-\n  甲\n  乙\n- y\n",
    );
}

#[test]
fn line_ends_mark_and_missing_last_line_end_stay() {
    check(
        "a: 1\r\nb: 2\r\n",
        set("b", literal("3")),
        "a: 1\r\nb: 3\r\n",
    );
    check(
        "a: 1\r\nb: x\r\n",
        set("b", text("甲\n乙")),
        "a: 1\r\nb: |-\r\n  甲\r\n  乙\r\n",
    );
    check(
        "\u{feff}a: 1\nb: 2",
        set("a", literal("3")),
        "\u{feff}a: 3\nb: 2",
    );
    check("a: 1\nb: 2", set("b", text("甲")), "a: 1\nb: 甲");
    check(
        "a: 1\t# 注\t\nb: 2\n",
        set("a", literal("3")),
        "a: 3\t# 注\t\nb: 2\n",
    );
}

#[test]
fn brackets_are_edited_in_place() {
    check(
        "x: { a: 1 , b: [c, d] } # e\n",
        set("x.b.1", text("甲")),
        "x: { a: 1 , b: [c, 甲] } # e\n",
    );
    check(
        "x: {a: 1}\n",
        set("x.a", text("y, z")),
        "x: {a: \"y, z\"}\n",
    );
    check(
        "x: {a: 1}\n",
        set("x.a", list([literal("1"), text("b")])),
        "x: {a: [1, b]}\n",
    );
    check(
        "x: {\n  a: 1,  # 一\n  b: 2\n}\n",
        set("x.a", literal("10")),
        "x: {\n  a: 10,  # 一\n  b: 2\n}\n",
    );
}

#[test]
fn deep_paths_are_found() {
    check(
        "a:\n  - b:\n      - {c: [x, {d: 1}]}\n    # n\n    e: 2\n",
        set("a.0.b.0.c.1.d", literal("9")),
        "a:\n  - b:\n      - {c: [x, {d: 9}]}\n    # n\n    e: 2\n",
    );
    check(
        "- - - x\n    - y\n",
        set("0.0.1", text("z")),
        "- - - x\n    - z\n",
    );
}

#[test]
fn a_scalar_becomes_a_map_or_a_list_and_the_reverse() {
    check(
        "a: x # c\nb: 1\n",
        set("a", map([("low", literal("1")), ("high", literal("2"))])),
        "a: {low: 1, high: 2} # c\nb: 1\n",
    );
    let long = map([(
        "text",
        text("夜间巡检两小时一次，液位高报曾晚发现四十分钟，去年一次溢流，环保罚款十二万元"),
    )]);
    check(
        "a: x # c\nb: 1\n",
        set("a", long.clone()),
        "a: # c\n  text: 夜间巡检两小时一次，液位高报曾晚发现四十分钟，去年一次溢流，环保罚款十二万元\nb: 1\n",
    );
    check(
        "a:\nb: 1\n",
        set(
            "a",
            list([text("第一次拜访的纪要已经发给客户"), text("乙")]),
        ),
        "a:\n  - 第一次拜访的纪要已经发给客户\n  - 乙\nb: 1\n",
    );
    check(
        "a: # c\n  # d\n  x: 1 # e\n\n# f\nb: 1\n",
        set("a", text("甲")),
        "a: 甲 # c\n  # d\n\n# f\nb: 1\n",
    );
    check(
        "a:\n- x\n- y\nb: 1\n",
        set("a", literal("0")),
        "a: 0\nb: 1\n",
    );
    check(
        "a:\n- x: 1\n  y: 2\n- z\n",
        set("a.0", text("甲")),
        "a:\n- 甲\n- z\n",
    );
    check(
        "a:\n- x\n- z\n",
        set("a.0", map([("p", literal("1")), ("q", text("甲\n乙"))])),
        "a:\n- p: 1\n  q: |-\n    甲\n    乙\n- z\n",
    );
    check("a:\n  x: 1\nb: 1\n", set("a", list([])), "a: []\nb: 1\n");
}

#[test]
fn a_map_is_set_key_by_key() {
    check(
        "c:\n  # 让步\n  cut: 0.05\n  days: '60'\n  old: x\n",
        set(
            "c",
            map([
                ("cut", literal("0.08")),
                ("why", text("年度框架")),
                ("days", literal("60")),
            ]),
        ),
        "c:\n  # 让步\n  cut: 0.08\n  why: 年度框架\n  days: '60'\n",
    );
    check(
        "c: {a: 1, b: 2}\n",
        set("c", map([("a", literal("1")), ("b", literal("3"))])),
        "c: {a: 1, b: 3}\n",
    );
}

#[test]
fn a_list_is_set_item_by_item() {
    let items = list([text("a"), text("m"), text("c")]);
    check(
        "l:\n  - a # 1\n  - b # 2\n  - c # 3\n",
        set("l", items.clone()),
        "l:\n  - a # 1\n  - m # 2\n  - c # 3\n",
    );
    check(
        "l:\n  - a # 1\n  - c # 3\n",
        set("l", items.clone()),
        "l:\n  - a # 1\n  - m\n  - c # 3\n",
    );
    check(
        "l:\n  - x\n  - a # 1\n  - m\n  - c # 3\n",
        set("l", items.clone()),
        "l:\n  - a # 1\n  - m\n  - c # 3\n",
    );
    check("l: [m, c]\n", set("l", items), "l: [a, m, c]\n");
}

#[test]
fn items_that_stay_keep_their_lines() {
    let items =
        |names: &str| super::Plant::List(names.chars().map(|c| text(&c.to_string())).collect());
    let before = "l:\n- a # a\n- b # b\n# c\n- c # c\n- d # d\n";
    check(
        before,
        set("l", items("acdx")),
        "l:\n- a # a\n# c\n- c # c\n- d # d\n- x\n",
    );
    check(
        before,
        set("l", items("xybz")),
        "l:\n- x # a\n- \"y\"\n- b # b\n# c\n- z # c\n",
    );
    check(
        before,
        set("l", items("dabc")),
        "l:\n- d\n- a # a\n- b # b\n# c\n- c # c\n",
    );
    let maps = |items: &[(&str, &str)]| {
        let item =
            |(id, text): &(&str, &str)| map([("id", super::text(id)), ("text", super::text(text))]);
        super::Plant::List(items.iter().map(item).collect())
    };
    check(
        "l:\n- {id: R1, text: 一} # 1\n- {id: R2, text: 二} # 2\n",
        set("l", maps(&[("R0", "零"), ("R1", "壹"), ("R2", "贰")])),
        "l:\n- {id: R0, text: 零}\n- {id: R1, text: 壹} # 1\n- {id: R2, text: 贰} # 2\n",
    );
}

#[test]
fn an_equal_value_changes_nothing() {
    for before in ["a: '1'\n", "a: \"1\"\n", "a: 1\n"] {
        check(before, set("a", text("1")), before);
        check(before, set("a", literal("1")), before);
    }
    check(
        "l: [ 1,2 ]\n",
        set("l", list([literal("1"), literal("2")])),
        "l: [ 1,2 ]\n",
    );
}

#[test]
fn a_value_on_the_next_line_is_found() {
    check("a:\n  x\nb: 1\n", set("a", text("甲")), "a:\n  甲\nb: 1\n");
    check(
        "a: # c\n  'x'\nb: 1\n",
        set("a", text("y\nz")),
        "a: # c\n  \"y\\nz\"\nb: 1\n",
    );
    check("a: x\n  y\nb: 1\n", set("a", text("z")), "a: z\nb: 1\n");
    check(
        "a: \"x\n  y\" # c\nb: 1\n",
        set("a", text("z")),
        "a: \"z\" # c\nb: 1\n",
    );
}

#[test]
fn front_matter_is_edited_and_the_body_stays() {
    check_file(
        "minutes.md",
        "---\r\na: 1\r\nb: 2\r\n---\r\n# 纪要\n\na: 1\r\n",
        &[set("a", literal("3")), set("b", literal("4"))],
        "---\r\na: 3\r\nb: 4\r\n---\r\n# 纪要\n\na: 1\r\n",
    );
    check_file(
        "m.md",
        "---\na: 1\n---",
        &[set("a", literal("3"))],
        "---\na: 3\n---",
    );
}

#[test]
fn a_body_is_replaced() {
    let body = |body: &str| super::Edit::Body(body.to_owned());
    check_file(
        "m.md",
        "---\na: 1 # c\n---\nold\n",
        &[body("# 新\n\n文\n")],
        "---\na: 1 # c\n---\n# 新\n\n文\n",
    );
    check_file(
        "m.md",
        "---\r\na: 1\r\n---\r\nold",
        &[body("一\n二")],
        "---\r\na: 1\r\n---\r\n一\r\n二",
    );
    check_file(
        "m.md",
        "---\na: 1\n---",
        &[body("一\n")],
        "---\na: 1\n---\n一\n",
    );
}

#[test]
fn edits_follow_each_other() {
    check_file(
        "deal.yaml",
        "stage: needs\nmoves:\n  - {to: needs, at: 2026-03-01}\n",
        &[
            set("stage", text("proposal")),
            super::append(
                "moves",
                map([
                    ("to", text("proposal")),
                    ("at", literal("2026-03-10 09:00")),
                ]),
            ),
            super::set_after("next.due", literal("2026-03-12"), &[]),
        ],
        "stage: proposal\nmoves:\n  - {to: needs, at: 2026-03-01}\n  - {to: proposal, at: 2026-03-10 09:00}\nnext: {due: 2026-03-12}\n",
    );
}
