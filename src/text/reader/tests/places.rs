//! The bytes of every kind of node, the same by both readers.

use super::super::{granit, plain};
use super::{dump, read, whole};
use crate::text::{NodeRef, Span, Tree, read_front_matter, read_yaml};

/// The written text of the values of the root map, by granit-parser alone.
fn values(text: &str) -> Vec<String> {
    let mut tree = Tree::new();
    granit::read(text, whole(text), &mut tree).unwrap();
    let written = |span: Span| text[span.range()].to_owned();
    let root = tree.root(text).unwrap();
    root.entries()
        .map(|(_, value)| written(value.span()))
        .collect()
}

/// The one value's place as `start..end`, by granit-parser.
fn value(text: &str) -> Span {
    let mut tree = Tree::new();
    granit::read(text, whole(text), &mut tree).unwrap();
    let root = tree.root(text).unwrap();
    let (_, value) = root.entries().next().unwrap();
    value.span()
}

#[test]
fn scalars_have_their_quotes() {
    let text = "a: 甲 乙  # 注\nb: '丙''丁'\nc: \"戊\\n\"\nd: 一\n  二\n";
    assert_eq!(values(text), ["甲 乙", "'丙''丁'", "\"戊\\n\"", "一\n  二"]);
}

#[test]
fn block_scalars_run_from_their_sign_to_their_last_line() {
    let text = "a: | # 注 |\n  一\n\n  二\n\nb: >-\r\n   三\r\n    四\r\nc: |2\n    五 \nd: |+\n\ne: |-\n  六";
    assert_eq!(
        values(text),
        [
            "| # 注 |\n  一\n\n  二",
            ">-\r\n   三\r\n    四",
            "|2\n    五 ",
            "|+",
            "|-\n  六"
        ]
    );
    for text in ["|-\n文\n", "---\n|-\n  文\n"] {
        let (tree, _) = read(text);
        let root = tree.root(text).unwrap().span();
        assert_eq!(text[root.range()].lines().next(), Some("|-"));
    }
    let text = "- a: 1\n- # 注\n  |\n  文\n-\n";
    let mut tree = Tree::new();
    granit::read(text, whole(text), &mut tree).unwrap();
    let items: Vec<_> = tree
        .root(text)
        .unwrap()
        .items()
        .map(|item| item.span())
        .collect();
    assert_eq!(&text[items[1].range()], "|\n  文");
    assert_eq!(
        items[2],
        Span::new(text.len() as u32 - 1, text.len() as u32 - 1)
    );
}

#[test]
fn a_value_that_is_not_written_stands_right_behind_its_sign() {
    assert_eq!(value("a:\n"), Span::new(2, 2));
    assert_eq!(value("a :   # 注\n\n"), Span::new(3, 3));
    assert_eq!(value("a:\nb: 1\n"), Span::new(2, 2));
    assert_eq!(value("{a: , b: 1}"), Span::new(3, 3));
    assert_eq!(value("? a\n:\nb: 1\n"), Span::new(5, 5));
    let mut tree = Tree::new();
    let text = "-   # 注\n- -\n  -\n- x\n";
    granit::read(text, whole(text), &mut tree).unwrap();
    let place = |node: NodeRef<'_>| node.span().range();
    let items: Vec<_> = tree.root(text).unwrap().items().collect();
    assert_eq!(place(items[0]), 1..1);
    assert_eq!(
        items[1].items().map(place).collect::<Vec<_>>(),
        [13..13, 17..17]
    );
    assert_eq!(place(items[1]), 13..17);
}

#[test]
fn collections_run_from_their_first_to_their_last_child() {
    let text = "a:\n- x\n- y: 1\n  z: [ 2 ]\n# 注\n\nb: {c: d }\ne:\n    f: |\n     g\n";
    assert_eq!(
        values(text),
        ["x\n- y: 1\n  z: [ 2 ]", "{c: d }", "f: |\n     g"]
    );
    assert_eq!(values("a: [b: c, {d: e}]\n"), ["[b: c, {d: e}]"]);
}

#[test]
fn a_mark_line_ends_and_a_missing_last_line_end_change_nothing() {
    let text = "a: 甲\nb:\n  - 乙\n  - |\n    丙\n    丁\nc: '戊'\n";
    let (tree, _) = read(text);
    let expected = dump(&tree, text).replace(|c: char| c.is_ascii_digit(), "");
    for other in [
        format!("\u{feff}{text}"),
        text.replace('\n', "\r\n"),
        format!("\u{feff}{}", text.replace('\n', "\r\n").trim_end()),
        format!("---\n{text}...\n"),
    ] {
        let (tree, problems) = read(&other);
        assert_eq!(problems, []);
        assert_eq!(
            dump(&tree, &other).replace(|c: char| c.is_ascii_digit(), ""),
            expected
        );
        let root = tree.root(&other).unwrap();
        let a = root.get("a").unwrap().span();
        assert_eq!(&other[a.range()], "甲");
    }
}

#[test]
fn nothing_is_typed_but_nulls() {
    let text = "a: no\nb: 007\nc: 1e3\nd: 12:30\ne: 2026-03-31\nf: ~\ng: null\nh:\ni: Null\nj: '~'\nk: '2026-03-31'\n~: x\n";
    let (tree, problems) = read(text);
    assert_eq!(problems, []);
    let root = tree.root(text).unwrap();
    let scalars: Vec<_> = root.entries().map(|(_, value)| value.scalar()).collect();
    let day = Some("2026-03-31");
    assert_eq!(
        scalars,
        [
            Some("no"),
            Some("007"),
            Some("1e3"),
            Some("12:30"),
            day,
            None,
            None,
            None,
            Some("Null"),
            Some("~"),
            day,
            Some("x")
        ]
    );
    assert!(root.get("f").unwrap().is_null() && root.get("h").unwrap().is_null());
    assert_eq!(root.get("~").and_then(|value| value.scalar()), Some("x"));
}

#[test]
fn spans_of_front_matter_count_from_the_start_of_the_file() {
    let text = "\u{feff}---\r\nabout: needs\r\n---\r\n# 纪要\r\n正文\r\n";
    let mut tree = Tree::new();
    let (body, problems) = read_front_matter(text, &mut tree).unwrap();
    assert_eq!(problems, []);
    assert_eq!(&text[body.range()], "# 纪要\r\n正文\r\n");
    let about = tree.root(text).unwrap().get("about").unwrap();
    assert_eq!(&text[about.span().range()], "needs");
}

#[test]
fn the_fast_path_leaves_nothing_behind_when_it_gives_up() {
    let text = "a: \"一\\n\"\nb: [c, d]\ne: >\n  f\n";
    let mut tree = Tree::new();
    assert!(plain::read(text, whole(text), &mut tree).is_none());
    assert_eq!(read_yaml(text, whole(text), &mut tree), Ok(Vec::new()));
    let mut alone = Tree::new();
    granit::read(text, whole(text), &mut alone).unwrap();
    assert_eq!(dump(&tree, text), dump(&alone, text));
}
