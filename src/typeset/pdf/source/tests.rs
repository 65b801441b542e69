//! The Typst of documents: one golden source, and that no text changes its structure.

use super::*;
use crate::typeset::pdf::fonts::tests::file;
use crate::typeset::sample;
use crate::typeset::{Align, Block, Column, Inline, Look, Row, Table};
use proptest::prelude::*;
use std::{env, fs};
use typst_syntax::{SyntaxKind, SyntaxNode, parse};

/// Fonts that have all that is asked for.
fn fonts(text: &str) -> Fonts {
    let latin: String = (' '..='~').chain("•–".chars()).collect();
    Fonts {
        files: vec![
            file("Times New Roman", 400, &latin),
            file("SimSun", 400, &format!("的{text}")),
            file("SimHei", 400, &format!("的{latin}{text}")),
            file("Consolas", 400, &latin),
        ],
    }
}

fn written(document: &Document) -> String {
    let Err(Trouble::Missing(letters)) = source(document, &Fonts::default()) else {
        unreachable!("there are no fonts");
    };
    let letters: String = letters.into_iter().collect();
    source(document, &fonts(&letters)).unwrap().text
}

fn of(blocks: Vec<Block>) -> String {
    let whole = written(&Document {
        blocks,
        ..sample::document()
    });
    let (_, body) = whole.rsplit_once("#set page(flipped").unwrap();
    body.split_once('\n').unwrap().1.to_owned()
}

fn text(text: &str) -> Vec<Inline> {
    vec![Inline::Text(text.to_owned())]
}

#[test]
fn the_sample_as_typst() {
    let path = "src/typeset/pdf/source/sample.typ";
    let written = written(&sample::document());
    if env::var_os("UPDATE_GOLDEN").is_some() {
        fs::write(path, &written).unwrap();
    }
    assert_eq!(written, fs::read_to_string(path).unwrap());
}

#[test]
fn a_logo_stands_in_the_source() {
    let file = include_bytes!("../../../../example-pipeline/templates/logo.png");
    let logo = crate::typeset::Logo::read(file).unwrap();
    let text = written(&Document {
        logo: Some(logo.into()),
        ..sample::document()
    });
    let image = "#block(below: 5mm, image(bytes(json(bytes(\"[137,80,78,71,13,10,26,10,";
    assert_eq!(text.matches(image).count(), 1);
    assert!(text.contains(
        r#"format: "png", width: 12.00mm, height: 12.00mm, alt: "云杉自动化有限公司"))"#
    ));
}

/// The kinds of all nodes, and the texts of all literals.
fn structure(text: &str) -> (Vec<SyntaxKind>, Vec<String>) {
    fn walk(node: &SyntaxNode, kinds: &mut Vec<SyntaxKind>, texts: &mut Vec<String>) {
        kinds.push(node.kind());
        if let Some(text) = node.cast::<typst_syntax::ast::Str>() {
            texts.push(text.get().to_string());
        }
        node.children().for_each(|child| walk(child, kinds, texts));
    }
    let root = parse(text);
    assert!(root.errors_and_warnings().0.is_empty());
    let (mut kinds, mut texts) = (Vec::new(), Vec::new());
    walk(&root, &mut kinds, &mut texts);
    (kinds, texts)
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(24))]
    #[test]
    fn no_text_changes_the_structure(
        texts in prop::collection::vec(r#"(["\\#$\[\]{}*_`@<>=/~\n-]|\PC|let|import|eval){0,5}"#, 1..40)
    ) {
        let mut nth = 0;
        let mut given = Vec::new();
        let hostile = sample::filled(&mut |old| {
            // Whether a cell is empty or higher than a page, and where a hand writes, is structure.
            let text = format!("{}{}", texts[nth % texts.len()].trim_end(), old);
            nth += 1;
            given.push(text.clone());
            text
        });
        let parts = |document: &Document| written(document).split(LOOK).map(structure).collect::<Vec<_>>();
        let (hostile, sample) = (parts(&hostile), parts(&sample::document()));
        prop_assert_eq!((hostile.len(), sample.len()), (2, 2));
        prop_assert!(hostile[1].0 == sample[1].0);
        let literals = hostile.iter().flat_map(|part| &part.1);
        let literals: Vec<String> = literals.map(|text| plain(text)).collect();
        for text in given {
            prop_assert!(literals.contains(&plain(&text)), "{}", text);
        }
    }
}

/// A text without what may be dropped or is a space.
fn plain(text: &str) -> String {
    text.chars()
        .filter(|c| !c.is_whitespace() && !c.is_control() && !crate::text::is_hidden(*c))
        .filter(|c| u32::from(*c) & 0xfffe != 0xfffe && *c != '\u{feff}')
        .collect()
}

#[test]
fn only_known_addresses_are_links() {
    let link = |to: &str| {
        of(vec![Block::Paragraph(vec![Inline::Link {
            to: to.to_owned(),
            text: text("t"),
        }])])
    };
    assert_eq!(
        link("https://a.example/中?x=\"1"),
        "#par[#link(\"https://a.example/%E4%B8%AD?x=%221\")[#\"t\"]]\n"
    );
    assert_eq!(
        link("tel:+8651200000000"),
        "#par[#link(\"tel:+8651200000000\")[#\"t\"]]\n"
    );
    for to in [
        "javascript:alert(1)",
        "file:///etc/passwd",
        "https:",
        "",
        "page",
        &format!("http:{}", "x".repeat(9000)),
    ] {
        assert_eq!(link(to), "#par[#\"t\"]\n", "{to}");
    }
}

#[test]
fn a_new_page_starts_outside_of_boxes_only() {
    let inside = |look| of(vec![Block::Section(look, vec![Block::PageBreak])]);
    assert!(inside(Look::Small).contains("pagebreak"));
    assert!(inside(Look::Centre).contains("pagebreak"));
    assert!(!inside(Look::Note).contains("pagebreak"));
    assert!(!inside(Look::Keep).contains("pagebreak"));
}

#[test]
fn what_is_kept_is_measured_once() {
    let deep = (0..8).fold(Block::Rule, |inner, _| {
        Block::Section(Look::Keep, vec![inner])
    });
    assert_eq!(of(vec![deep]).matches("kept").count(), 1);
}

#[test]
fn depth_is_bounded() {
    let deep = (0..500).fold(Block::Paragraph(text("x")), |inner, nth| match nth % 3 {
        0 => Block::Quote(vec![inner]),
        1 => Block::List {
            first: None,
            items: vec![vec![inner]],
        },
        _ => Block::Section(Look::Note, vec![inner]),
    });
    let styled = (0..500).fold(text("y"), |inner, _| vec![Inline::Strong(inner)]);
    let written = of(vec![deep, Block::Paragraph(styled)]);
    assert_eq!(
        written.matches("quoted").count()
            + written.matches("list(").count()
            + written.matches("note").count(),
        12
    );
    assert_eq!(written.matches("strong").count(), 12);
    assert!(written.contains("#\"x\"") && written.contains("#\"y\""));
}

#[test]
fn a_row_higher_than_half_a_page_may_be_broken() {
    let table = |cell: Vec<Inline>| {
        of(vec![Block::Table(Table {
            columns: vec![
                Column {
                    align: Align::Left,
                    share: 1
                };
                4
            ],
            head: vec![text("h"); 4],
            rows: vec![Row {
                cells: vec![cell; 4],
                total: true,
            }],
        })])
    };
    assert!(table(text("short")).contains("total["));
    assert!(table(text(&"长".repeat(1000))).contains("long["));
    assert!(table(vec![Inline::Break; 30]).contains("long["));
}

#[test]
fn a_party_has_a_line_to_sign_on() {
    let party = |last: &str| {
        let party = Block::Section(
            Look::Keep,
            vec![Block::Paragraph(text("甲方")), Block::Paragraph(text(last))],
        );
        of(vec![Block::Section(Look::Signatures, vec![party])])
    };
    assert!(party("签字：").contains("#par[#\"签字：\"#room]"));
    assert!(
        !party("记录人：周衡").contains("room"),
        "who is named signs no more"
    );
    assert!(!of(vec![Block::Paragraph(text("签字："))]).contains("room"));
}

#[test]
fn a_cover_is_a_page_outside_of_boxes_only() {
    let cover = || Block::Section(Look::Cover, vec![Block::Paragraph(text("x"))]);
    assert!(of(vec![cover()]).contains("#cover["));
    let inside = of(vec![Block::Section(Look::Note, vec![cover()])]);
    assert!(!inside.contains("#cover[") && inside.contains("center"));
}

#[test]
fn a_short_table_stays_whole_and_one_with_a_sum_longer() {
    let table = |rows: usize, total: bool| {
        let row = |total| Row {
            cells: vec![text("x")],
            total,
        };
        let mut rows = vec![row(false); rows - 1];
        rows.push(row(total));
        of(vec![Block::Table(Table {
            columns: vec![Column {
                align: Align::Left,
                share: 1,
            }],
            head: vec![text("h")],
            rows,
        })])
    };
    for (rows, total, whole) in [
        (12, false, true),
        (13, false, false),
        (20, true, true),
        (21, true, false),
    ] {
        assert_eq!(
            table(rows, total).contains("#tabular(breakable: false)["),
            whole,
            "{rows} {total}"
        );
    }
}

#[test]
fn an_empty_cell_of_facts_is_no_label() {
    let facts = of(vec![Block::Table(Table {
        columns: vec![
            Column {
                align: Align::Left,
                share: 1
            };
            4
        ],
        head: vec![Vec::new(); 4],
        rows: vec![Row {
            cells: vec![text("a"), text("b"), Vec::new(), Vec::new()],
            total: false,
        }],
    })]);
    assert_eq!(facts.matches("fact[").count(), 1, "{facts}");
}

#[test]
fn the_font_that_lacks_a_name_says_so() {
    let document = Document {
        blocks: vec![Block::Paragraph(text("陈喆"))],
        ..sample::document()
    };
    let simple = fonts("草稿云杉自动化有限公司合同第页共 K73F92MD，、。： \u{3000}");
    assert_eq!(
        source(&document, &simple),
        Err(Trouble::Missing(vec!['喆', '陈']))
    );
}
