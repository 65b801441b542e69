//! New keys.

use super::{check, check_file, literal, map, set, set_after, text};

#[test]
fn a_key_goes_behind_the_last_of_those_before_it() {
    check(
        "a: 1\nb: 2\nd: 4\n",
        set_after("c", literal("3"), &["a", "b"]),
        "a: 1\nb: 2\nc: 3\nd: 4\n",
    );
    check(
        "a: 1\nd: 4\n",
        set_after("c", literal("3"), &["a", "b"]),
        "a: 1\nc: 3\nd: 4\n",
    );
    check(
        "b: 2\na: 1\nd: 4\n",
        set_after("c", literal("3"), &["a", "b"]),
        "b: 2\nc: 3\na: 1\nd: 4\n",
    );
}

#[test]
fn a_key_without_one_before_it_goes_first() {
    check("# 头\nb: 2\n", set("a", literal("1")), "# 头\na: 1\nb: 2\n");
    check(
        "\u{feff}b: 2\r\n",
        set("a", literal("1")),
        "\u{feff}a: 1\r\nb: 2\r\n",
    );
    check(
        "l:\n  - b: 2\n    c: 3\n",
        set("l.0.a", literal("1")),
        "l:\n  - a: 1\n    b: 2\n    c: 3\n",
    );
    check(
        "--- # x\nb: 2\n",
        set("a", literal("1")),
        "--- # x\na: 1\nb: 2\n",
    );
}

#[test]
fn blank_lines_and_comments_of_the_next_key_stay_with_it() {
    check(
        "a: 1  # 一\n\n# 二\nb: 2\n",
        set_after("c", text("x"), &["a"]),
        "a: 1  # 一\nc: x\n\n# 二\nb: 2\n",
    );
}

#[test]
fn comments_of_the_key_before_stay_with_it() {
    check(
        "a:\n  x: 1\n  # y: 2\n# b\nb: 2\n",
        set_after("c", text("x"), &["a"]),
        "a:\n  x: 1\n  # y: 2\nc: x\n# b\nb: 2\n",
    );
}

#[test]
fn a_key_follows_blocks_of_lines() {
    check(
        "a: |\n  一\n\n  二\n\n\nb: 2\n",
        set_after("c", literal("3"), &["a"]),
        "a: |\n  一\n\n  二\nc: 3\n\n\nb: 2\n",
    );
    check(
        "a: |+\n  一\n\n\nb: 2\n",
        set_after("c", literal("3"), &["a"]),
        "a: |+\n  一\n\n\nc: 3\nb: 2\n",
    );
    check(
        "a:\n  - x: |+\n      一\n\nb: 2\n",
        set_after("c", literal("3"), &["a"]),
        "a:\n  - x: |+\n      一\n\nc: 3\nb: 2\n",
    );
    check("a: |", set_after("c", literal("3"), &["a"]), "a: |\nc: 3");
}

#[test]
fn a_file_without_a_last_line_end_keeps_none() {
    check("a: 1", set_after("b", literal("2"), &["a"]), "a: 1\nb: 2");
    check(
        "a: 1\r\nb: 2",
        set_after("c", literal("3"), &["b"]),
        "a: 1\r\nb: 2\r\nc: 3",
    );
}

#[test]
fn a_key_in_a_nested_map_has_its_indentation() {
    check(
        "a:\n    b: 1\nz: 1\n",
        set_after("a.c", literal("2"), &["b"]),
        "a:\n    b: 1\n    c: 2\nz: 1\n",
    );
    check(
        "a:\n- b: 1\n- d: 1\n",
        set_after("a.0.c", literal("2"), &["b"]),
        "a:\n- b: 1\n  c: 2\n- d: 1\n",
    );
}

#[test]
fn missing_maps_are_made() {
    check("a: 1\n", set("b.c.d", text("x")), "a: 1\nb:\n  c: {d: x}\n");
    check("a: 1\nb:\n", set("b.c", text("x")), "a: 1\nb: {c: x}\n");
    check(
        "a: 1\nb: {}\n",
        set("b.c", text("甲\n乙")),
        "a: 1\nb:\n  c: |-\n    甲\n    乙\n",
    );
    check("a: {b: {}}\n", set("a.b.c", text("x")), "a: {b: {c: x}}\n");
}

#[test]
fn a_key_in_braces() {
    check(
        "a: {b: 1}\n",
        set_after("a.c", text("x"), &["b"]),
        "a: {b: 1, c: x}\n",
    );
    check(
        "a: { b: 1 }\n",
        set("a.c", text("x")),
        "a: { c: x, b: 1 }\n",
    );
    check(
        "a: {b: 1, d: 2}\n",
        set_after("a.c", text("x，y"), &["b"]),
        "a: {b: 1, c: x，y, d: 2}\n",
    );
    check(
        "a: {\n  b: 1, # 一\n  d: 2 # 二\n}\n",
        set_after("a.c", text("x"), &["b"]),
        "a: {\n  b: 1, # 一\n  c: x,\n  d: 2 # 二\n}\n",
    );
    check(
        "a: {\n  b: 1, # 一\n  d: 2 # 二\n}\n",
        set_after("a.e", text("x"), &["d"]),
        "a: {\n  b: 1, # 一\n  d: 2, # 二\n  e: x\n}\n",
    );
    check(
        "a: {\n  b: 1, # 一\n}\n",
        set_after("a.e", text("x"), &["b"]),
        "a: {\n  b: 1, # 一\n  e: x,\n}\n",
    );
    check(
        "{a: 1}\n",
        set_after("b", literal("2"), &["a"]),
        "{a: 1, b: 2}\n",
    );
}

#[test]
fn a_name_that_needs_quotes_has_them() {
    check(
        "a: 1\n",
        set_after("on", text("x"), &["a"]),
        "a: 1\n\"on\": x\n",
    );
    check(
        "a: 1\n",
        set_after("客户名称", text("x"), &["a"]),
        "a: 1\n客户名称: x\n",
    );
    check("'on': 1\n", set("on", literal("2")), "'on': 2\n");
}

#[test]
fn the_files_own_indentation_is_followed() {
    check(
        "a:\n    x: 1\nb: 2\n",
        set_after("c", map([("t", text("甲\n乙"))]), &["b"]),
        "a:\n    x: 1\nb: 2\nc:\n    t: |-\n        甲\n        乙\n",
    );
    check(
        "a:\n- x\nb: 2\n",
        set_after("c", super::list([text("甲 乙")]), &["b"]),
        "a:\n- x\nb: 2\nc:\n- 甲 乙\n",
    );
}

#[test]
fn a_key_in_front_matter() {
    check_file(
        "m.md",
        "---\na: 1\n\n---\n文\n",
        &[set_after("b", literal("2"), &["a"])],
        "---\na: 1\nb: 2\n\n---\n文\n",
    );
}
