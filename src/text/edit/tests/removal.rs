//! What is taken out.

use super::{check, check_file, remove};

#[test]
fn a_key_goes_with_its_lines() {
    check("a: 1\nb: 2 # 二\nc: 3\n", remove("b"), "a: 1\nc: 3\n");
    check(
        "a: 1\nb:\n  - x\n  - y: |\n      文\n\nc: 3\n",
        remove("b"),
        "a: 1\n\nc: 3\n",
    );
    check("a: 1\r\nb: 2\r\n", remove("b"), "a: 1\r\n");
    check("a: 1\nb: 2", remove("b"), "a: 1\n");
    check("\u{feff}a: 1\nb: 2\n", remove("a"), "\u{feff}b: 2\n");
    check("a: 1\nb: |+\n  x\n\n\nc: 1\n", remove("b"), "a: 1\nc: 1\n");
}

#[test]
fn a_comment_above_stays() {
    check(
        "a: 1\n# 二\nb: 2\nc: 3\n",
        remove("b"),
        "a: 1\n# 二\nc: 3\n",
    );
}

#[test]
fn a_key_behind_a_dash() {
    check("- a: 1 # 一\n  b: 2\n", remove("0.a"), "- b: 2\n");
    check("- a: 1\n  b: 2\n", remove("0.b"), "- a: 1\n");
    check(
        "- a: 1\n  # 二\n  b: 2\n",
        remove("0.a"),
        "- # 二\n  b: 2\n",
    );
    check(
        "l:\n- a: 1\n- b: 2\n",
        remove("l.0.a"),
        "l:\n- {}\n- b: 2\n",
    );
}

#[test]
fn an_item() {
    check(
        "l:\n  - a\n  - b # 二\n  - c\n",
        remove("l.1"),
        "l:\n  - a\n  - c\n",
    );
    check(
        "l:\n- a: 1\n  b: 2\n- c\nm: 1\n",
        remove("l.0"),
        "l:\n- c\nm: 1\n",
    );
    check("- - a\n  - b\n- c\n", remove("0.0"), "- - b\n- c\n");
}

#[test]
fn the_last_of_its_kind() {
    check(
        "a: 1\nl:\n  - x\nm: 1\n",
        remove("l.0"),
        "a: 1\nl: []\nm: 1\n",
    );
    check(
        "a: 1\nb:\n  c:\n    d: 1\nm: 1\n",
        remove("b.c.d"),
        "a: 1\nm: 1\n",
    );
    check("a: {b: {c: 1}}\nm: 1\n", remove("a.b.c"), "m: 1\n");
}

#[test]
fn from_brackets() {
    check(
        "a: {b: 1, c: 2, d: 3}\n",
        remove("a.b"),
        "a: {c: 2, d: 3}\n",
    );
    check(
        "a: {b: 1, c: 2, d: 3}\n",
        remove("a.c"),
        "a: {b: 1, d: 3}\n",
    );
    check("a: { b: 1, c: 2 }\n", remove("a.c"), "a: { b: 1 }\n");
    check("a: [x]\n", remove("a.0"), "a: []\n");
    check("a: [x, 'y, z', w]\n", remove("a.1"), "a: [x, w]\n");
    check(
        "a: [\n  x, # 一\n  y, # 二\n  z # 三\n]\n",
        remove("a.1"),
        "a: [\n  x, # 一\n  z # 三\n]\n",
    );
}

#[test]
fn the_last_in_brackets_takes_the_comma_and_no_comment() {
    check(
        "a: [\n  x, # 一\n  # 注\n  z # 三\n]\n",
        remove("a.1"),
        "a: [\n  x # 一\n  # 注\n]\n",
    );
    check(
        "a: {\n  x: 1, # 一\n  y: 2, # 二\n}\n",
        remove("a.y"),
        "a: {\n  x: 1, # 一\n}\n",
    );
    check("a: [\n  x,\n  y]\n", remove("a.1"), "a: [\n  x]\n");
}

#[test]
fn what_is_not_there_is_removed_already() {
    check("a: 1\n", remove("b"), "a: 1\n");
    check("a: 1\n", remove("b.c.0"), "a: 1\n");
}

#[test]
fn from_front_matter() {
    check_file(
        "m.md",
        "---\na: 1\nb: 2\n---\nb: 2\n",
        &[remove("b")],
        "---\na: 1\n---\nb: 2\n",
    );
}
