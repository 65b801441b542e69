//! Filled templates as trees.

use super::{Problem, Sheeted, read};
use crate::language::Language;
use crate::typeset::literal::{guarded, prose};
use crate::typeset::{Align, Block, Inline, Look, Piece, Table, sample};
use proptest::prelude::*;

fn sheeted(markdown: &str) -> Sheeted {
    read(markdown, Language::En).unwrap_or_else(|problem| Sheeted {
        title: Some(format!("{}: {}", problem.line, problem.message.en)),
        ..Sheeted::default()
    })
}

fn blocks(markdown: &str) -> Vec<Block> {
    let sheeted = sheeted(markdown);
    if sheeted.blocks.is_empty() {
        assert_eq!(sheeted.title, None, "{markdown}");
    }
    sheeted.blocks
}

fn problem(markdown: &str) -> String {
    match read(markdown, Language::En) {
        Ok(sheeted) => format!("no problem: {sheeted:?}"),
        Err(Problem { line, message, .. }) => format!("{line}: {}", message.en),
    }
}

fn text(text: &str) -> Inline {
    Inline::Text(text.to_owned())
}

fn paragraph(line: &str) -> Block {
    Block::Paragraph(vec![text(line)])
}

fn heading(level: u8, line: &str) -> Block {
    Block::Heading {
        level,
        number: None,
        text: vec![text(line)],
    }
}

/// The blocks without numbers of headings and shares of columns, which a reader works out.
fn bare(mut blocks: Vec<Block>) -> Vec<Block> {
    for block in &mut blocks {
        match block {
            Block::Heading { number, .. } => *number = None,
            Block::Table(table) => table.columns.iter_mut().for_each(|column| column.share = 1),
            _ => {}
        }
    }
    blocks
}

#[test]
fn a_template_makes_the_sample() {
    let sheeted = sheeted(include_str!("../sample.md"));
    let sample = sample::document();
    assert_eq!(sheeted.title.as_deref(), Some(sample.title.as_str()));
    assert_eq!(sheeted.sheet.header, sample.sheet.header);
    assert_eq!(sheeted.sheet.footer, sample.sheet.footer);
    let read = bare(sheeted.blocks);
    assert_eq!(read.as_slice(), &bare(sample.blocks)[..read.len()]);
    assert_eq!(read.len(), 11);
}

#[test]
fn a_value_is_never_markup() {
    let hostile = "# **x** | <b> `c` [l](http://e.example) :::note\n---\n- 1. > \\";
    let value = guarded(hostile);
    let lines: Vec<Inline> = [
        text("# **x** | <b> `c` [l](http://e.example) :::note"),
        Inline::Break,
        text("---"),
        Inline::Break,
        text("- 1. > \\"),
    ]
    .into();
    assert_eq!(blocks(&value), [Block::Paragraph(lines.clone())]);
    let found = blocks(&format!("| {value} |\n|---|\n| {value} |\n"));
    let [Block::Table(Table { head, rows, .. })] = found.as_slice() else {
        panic!("{found:?}");
    };
    assert_eq!(*head, [lines.as_slice()]);
    assert_eq!(rows.len(), 1);
}

#[test]
fn emphasis_beside_a_value_always_works() {
    for value in ["", " ", "a", "(a)", "（甲）", "1", "😀", "*", "Ⓐ"] {
        let guarded = guarded(value);
        let strong = |around: &str| around.replace("{}", &guarded);
        for (markdown, before, after) in [
            ("甲**{}**乙", "甲", "乙"),
            ("a**{}**b", "a", "b"),
            ("(**{}**)", "(", ")"),
        ] {
            let [Block::Paragraph(line)] = &blocks(&strong(markdown))[..] else {
                panic!("{markdown}");
            };
            let expected = if value.is_empty() {
                vec![text(&format!("{before}{after}"))]
            } else {
                vec![text(before), Inline::Strong(vec![text(value)]), text(after)]
            };
            assert_eq!(*line, expected, "{markdown} {value:?}");
        }
        for markdown in ["**Party (A):**{}", "**甲方：**{}"] {
            let [Block::Paragraph(line)] = &blocks(&strong(markdown))[..] else {
                panic!("{markdown}");
            };
            assert!(matches!(line[0], Inline::Strong(_)), "{line:?}");
        }
    }
}

#[test]
fn prose_becomes_blocks_below_its_heading() {
    let value = prose(
        "## A\n\n- x\n\n#### B\n\n:::note\nraw <b>\n\n[^1]: kept\n\n<!-- hidden -->\n\n```\nopen",
    );
    let found = blocks(&format!("# T\n\n## Needs\n\n{value}\n\n## Next\n\n[x]\n"));
    assert_eq!(
        found,
        [
            heading(1, "T"),
            heading(2, "Needs"),
            heading(3, "A"),
            Block::List {
                first: None,
                items: vec![vec![paragraph("x")]]
            },
            heading(5, "B"),
            paragraph(":::note raw <b>"),
            paragraph("[^1]: kept"),
            Block::Verbatim("open".to_owned()),
            heading(2, "Next"),
            paragraph("[x]"),
        ]
    );
}

#[test]
fn prose_leaves_its_own_title_out_where_the_document_has_one() {
    let titled = prose("# Minutes\n\n## Site\n\nx");
    assert_eq!(
        blocks(&format!("# Minutes of the meeting\n\n{titled}")),
        [
            heading(1, "Minutes of the meeting"),
            heading(2, "Site"),
            paragraph("x")
        ]
    );
    assert_eq!(blocks(&titled).first(), Some(&heading(2, "Minutes")));
    let two = prose("# One\n\n# Two");
    assert_eq!(
        blocks(&format!("# T\n\n{two}")),
        [heading(1, "T"), heading(2, "One"), heading(2, "Two")]
    );
}

#[test]
fn a_number_written_at_the_head_of_a_heading_gives_way_to_its_own() {
    let numbered = |text: &str| {
        let template = format!("---\nnumbering: chinese\n---\n## {text}");
        match read(&template, Language::ZhCn).map(|sheeted| sheeted.blocks) {
            Ok(blocks) => match blocks.as_slice() {
                [Block::Heading { text, .. }] => text.clone(),
                other => panic!("{other:?}"),
            },
            Err(problem) => panic!("{problem:?}"),
        }
    };
    for (written, read) in [
        ("一、痛点", "痛点"),
        ("（十二） 价值", "价值"),
        ("3、保障", "保障"),
        ("3\\. 保障", "保障"),
        ("一体化方案", "一体化方案"),
        ("2026 年计划", "2026 年计划"),
        ("1.5 倍产能", "1.5 倍产能"),
        ("一、", "一、"),
    ] {
        assert_eq!(numbered(written), [text(read)], "{written}");
    }
    assert_eq!(blocks("## 一、痛点"), [heading(2, "一、痛点")]);
}

#[test]
fn prose_in_a_line_is_text() {
    let value = prose("# A\n\n1. *x*\n2. y");
    assert_eq!(
        blocks(&format!("See {value}!")),
        [Block::Paragraph(vec![
            text("See A"),
            Inline::Break,
            text("1. x"),
            Inline::Break,
            text("2. y!"),
        ])]
    );
}

#[test]
fn prose_too_deep_stays_as_written() {
    let deep = "> ".repeat(40) + "x";
    assert_eq!(blocks(&prose(&deep)), [paragraph(&deep)]);
}

#[test]
fn the_fields_of_a_template() {
    let sheeted = sheeted(&format!(
        "\n---\ntitle: {}\nlandscape: true\nheader: '{{page}}/{{pages}}'\nfooter: {{left: {}, right: x}}\nnumbering: articles\n---\n## A\n",
        guarded("a: \"b\" # c"),
        guarded("{page}"),
    ));
    assert_eq!(sheeted.title.as_deref(), Some("a: \"b\" # c"));
    assert!(sheeted.sheet.landscape);
    let slash = Piece::Text("/".to_owned());
    assert_eq!(
        sheeted.sheet.header.centre,
        [Piece::Page, slash, Piece::Pages]
    );
    assert_eq!(
        sheeted.sheet.footer.left,
        [Piece::Text("{page}".to_owned())]
    );
    assert!(
        matches!(&sheeted.blocks[..], [Block::Heading { number: Some(n), .. }] if n == "Article 1")
    );
}

#[test]
fn the_title_is_the_first_heading_where_no_field_says_it() {
    assert_eq!(sheeted("x\n\n# A *b*\n").title.as_deref(), Some("A b"));
}

#[test]
fn problems_say_their_line() {
    for (markdown, said) in [
        (
            "---\ntitel: x\n---\n",
            "2: a template has no field of this name; it has: title, landscape, header, footer, numbering",
        ),
        (
            "---\ntitle: x\n",
            "1: the fields at the top have no end: the closing line `---` is missing",
        ),
        (
            "---\nnumbering: roman\n---\n",
            "2: `numbering` is one of: none, decimal, chinese, articles",
        ),
        (
            "---\nlandscape: yes\n---\n",
            "2: `landscape` is `true` or `false`",
        ),
        ("---\nfooter: {page} of\n---\n", "2: "),
        ("---\nx: 1\n", "1: "),
        (
            "---\ntitle: x\n---\n\na <b>c</b>\n",
            "5: a template has no HTML: no other format could show it",
        ),
        (
            "a\n\n<div>\n",
            "3: a template has no HTML: no other format could show it",
        ),
        ("a\n\n![x](y.png)\n", "3: a template has no images"),
        ("a[^1]\n\n[^1]: note\n", "3: a template has no footnotes"),
        (
            ":::foot\nx\n:::\n",
            "1: there is no directive `foot`; there are: cover, centre, right, small, note, keep, signatures, page-break",
        ),
        (
            "a\n\n:::note\nx\n",
            "3: `:::note` has no end: a line `:::` is missing",
        ),
        (
            ":::keep\n:::note\nx\n:::\n:::\n",
            "2: `:::note` has no end: a line `:::` is missing",
        ),
        ("x\n\n:::\n", "3: this `:::` closes nothing"),
        (
            ":::page-break\nx\n:::\n",
            "1: `:::page-break` has nothing in it",
        ),
        (
            "- a\n\n  :::page-break\n  :::\n",
            "3: a page can't begin within something else",
        ),
        (
            ":::signatures\nx\n:::\n",
            "1: `:::signatures` has one list in it, an item for each party",
        ),
    ] {
        let found = problem(markdown);
        assert!(found.starts_with(said), "{markdown}\n{found}");
    }
    assert!(problem(&("> ".repeat(33) + "x")).contains("nested more than 32 deep"));
    assert!(problem(&"x".repeat(9 << 20)).contains("longer than 8 MB"));
}

#[test]
fn directives_nest_with_longer_fences() {
    assert_eq!(
        blocks("::::keep\n:::note\nx\n:::\n::::\n\n:::page-break\n:::\n"),
        [
            Block::Section(
                Look::Keep,
                vec![Block::Section(Look::Note, vec![paragraph("x")])]
            ),
            Block::PageBreak,
        ]
    );
}

#[test]
fn signatures_take_along_what_stands_before_them() {
    let signed = ":::::keep\nSo agreed.\n\n::::signatures\n- A\n::::\n:::::\n";
    let kept = |above: &str| {
        let blocks = blocks(&format!("x\n\n{above}\n\n{signed}"));
        let Some(Block::Section(Look::Keep, kept)) = blocks.last() else {
            panic!("{blocks:?}");
        };
        (blocks.len(), kept.len())
    };
    assert_eq!(kept("## Next\n\nlast"), (2, 4));
    assert_eq!(kept("## Next\n\n- a\n- b"), (2, 4));
    assert_eq!(kept("## Items\n\n| a |\n|---|\n| 1 |"), (2, 4));
    let long = "- a\n".repeat(6);
    assert_eq!(kept(&format!("## Next\n\n{long}")), (4, 2));
    assert_eq!(blocks("x\n\n:::keep\ny\n:::\n").len(), 2);
}

#[test]
fn a_blank_that_a_party_fills_in_is_left_to_the_format() {
    let party = |line: &str| {
        let found = blocks(&format!(":::signatures\n- {line}\n:::\n"));
        let [Block::Section(Look::Signatures, parties)] = &found[..] else {
            panic!("{found:?}");
        };
        let [Block::Section(Look::Keep, lines)] = &parties[..] else {
            panic!("{parties:?}");
        };
        lines.clone()
    };
    assert_eq!(party(r"签字：\_\_\_\_"), [paragraph("签字：")]);
    assert_eq!(party(r"Date: \_\_"), [paragraph("Date:")]);
    let day = r"日期：\_\_ 年 \_\_ 月 \_\_ 日";
    assert_eq!(party(day), [paragraph("日期：__ 年 __ 月 __ 日")]);
    assert_eq!(blocks(r"签字：\_\_"), [paragraph("签字：__")]);
}

#[test]
fn a_cover_has_a_page_of_its_own() {
    assert_eq!(
        blocks(":::cover\n# T\n\nfor A\n:::\n"),
        [Block::Section(
            Look::Cover,
            vec![heading(1, "T"), paragraph("for A")]
        )]
    );
    assert_eq!(
        problem("::::note\n:::cover\nx\n:::\n::::\n"),
        "2: a page can't begin within something else"
    );
}

#[test]
fn no_space_stays_behind_a_chinese_stop_in_strong_letters() {
    let strong = |line: &str| Inline::Strong(vec![text(line)]);
    for (markdown, line) in [
        ("**一小时。** 程序", [strong("一小时。"), text("程序")]),
        ("**一小时** 程序", [strong("一小时"), text(" 程序")]),
        ("**One hour.** Then", [strong("One hour."), text(" Then")]),
    ] {
        assert_eq!(blocks(markdown), [Block::Paragraph(line.into())]);
    }
}

#[test]
fn parties_sign_three_beside_each_other() {
    for (parties, rows) in [
        (1, vec![1]),
        (2, vec![2]),
        (3, vec![3]),
        (4, vec![2, 2]),
        (5, vec![3, 2]),
    ] {
        let list = "- **A**\n\n  Signed:\n".repeat(parties);
        let found: Vec<usize> = blocks(&format!(":::signatures\n{list}:::\n"))
            .iter()
            .map(|block| match block {
                Block::Section(Look::Signatures, parties) => parties.len(),
                other => panic!("{other:?}"),
            })
            .collect();
        assert_eq!(found, rows);
    }
}

#[test]
fn lines_join_as_their_script_has_it() {
    assert_eq!(
        blocks("中文\n换行\nEnglish\nlines"),
        [paragraph("中文换行 English lines")]
    );
}

#[test]
fn links_lead_to_the_web_to_mail_and_to_telephones() {
    let link = |to: &str| {
        vec![Block::Paragraph(vec![Inline::Link {
            to: to.to_owned(),
            text: vec![text("x")],
        }])]
    };
    assert_eq!(
        blocks("[x](HTTPS://e.example/a?b)"),
        link("https://e.example/a?b")
    );
    assert_eq!(
        blocks(&format!("[x](mailto:{})", guarded("a@e.example"))),
        link("mailto:a@e.example")
    );
    for to in [
        "javascript:alert(1)",
        "/etc/passwd",
        "file:///x",
        "data:text/html,x",
    ] {
        assert_eq!(blocks(&format!("[x]({to})")), [paragraph("x")]);
    }
    assert_eq!(
        blocks(&format!("[x]({})", guarded("http://a b"))),
        [paragraph("x")]
    );
}

#[test]
fn a_row_of_strong_cells_is_a_total() {
    let found = blocks("| a | b |\n|:-:|-:|\n| **1** | 2 |\n| | **3** |\n| | |\n");
    let [Block::Table(table)] = found.as_slice() else {
        panic!("{found:?}");
    };
    let totals: Vec<bool> = table.rows.iter().map(|row| row.total).collect();
    assert_eq!(totals, [false, true, false]);
    let aligns: Vec<Align> = table.columns.iter().map(|column| column.align).collect();
    assert_eq!(aligns, [Align::Centre, Align::Right]);
}

/// What a tree is made of, without its texts.
fn shape(blocks: &[Block]) -> String {
    let mut shape = String::new();
    for block in blocks {
        match block {
            Block::Heading { level, .. } => shape.push_str(&format!("h{level} ")),
            Block::Paragraph(_) => shape.push_str("p "),
            Block::List { items, .. } => items
                .iter()
                .for_each(|item| shape.push_str(&format!("li({})", self::shape(item)))),
            Block::Table(table) => {
                let cells = table.rows.iter().map(|row| row.cells.len());
                shape.push_str(&format!(
                    "t{}{:?} ",
                    table.head.len(),
                    cells.collect::<Vec<_>>()
                ));
            }
            other => shape.push_str(&format!("{other:?} ")),
        }
    }
    shape
}

const FORM: &str =
    "# {}\n\n甲方：**{}**，{}。\n\n| {} | b |\n|---|--:|\n| {} | *{}* |\n\n- {}\n- x{}\n";

fn filled(value: &str) -> Sheeted {
    sheeted(&FORM.replace("{}", &guarded(value)))
}

proptest! {
    #[test]
    fn no_value_changes_the_shape(value in "\\PC{1,20}|[#*_`~+:|<>\\[\\]()!&;\\\\ \n.0-9a-z-]{1,20}") {
        prop_assume!(!value.trim_matches([' ', '\n']).is_empty());
        prop_assume!(guarded(&value) != guarded(""));
        prop_assert_eq!(shape(&filled(&value).blocks), shape(&filled("x").blocks));
    }

    #[test]
    fn nothing_panics(markdown in "([#*_`~+:|<>\\[\\]()!&;\\\\ \n.0-9a-z-]|:::|---\n|note|&#xf000a;|<br>|\u{100000}|\u{100001}|\u{f0041}|\u{3fffd}){0,80}") {
        let _ = read(&markdown, Language::ZhCn);
        let _ = read(&prose(&markdown), Language::ZhCn);
    }
}
/// What would take comrak time in the square of its length is refused, or left as it was written.
#[test]
fn what_would_take_too_long_is_not_read() {
    for text in [
        ">".repeat(100_000),
        ":::note\n".repeat(5_000),
        "|a".repeat(3_000) + "\n" + &"|-".repeat(3_000),
    ] {
        assert!(read(&text, Language::En).is_err(), "{}", &text[..10]);
        assert_eq!(sheeted(&prose(&text)).blocks.len(), 1);
    }
}
