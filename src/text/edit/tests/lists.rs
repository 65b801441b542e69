//! Items of lists.

use super::{append, check, list, literal, map, set, text};

#[test]
fn an_item_looks_like_the_one_before() {
    check(
        "l:\n  - a\n\n# m\nm: 1\n",
        append("l", text("b")),
        "l:\n  - a\n  - b\n\n# m\nm: 1\n",
    );
    check(
        "l:\n- a # 1\nm: 1\n",
        append("l", text("b")),
        "l:\n- a # 1\n- b\nm: 1\n",
    );
    check(
        "l:\n  -   a\n",
        append("l", text("b")),
        "l:\n  -   a\n  -   b\n",
    );
    let item = map([("date", literal("2026-03-10")), ("text", text("电话沟通"))]);
    check(
        "l:\n  - {date: 2026-03-01}\n",
        append("l", item.clone()),
        "l:\n  - {date: 2026-03-01}\n  - {date: 2026-03-10, text: 电话沟通}\n",
    );
    check(
        "l:\n- date: 2026-03-01\n  text: x\n",
        append("l", item.clone()),
        "l:\n- date: 2026-03-01\n  text: x\n- date: 2026-03-10\n  text: 电话沟通\n",
    );
    check(
        "l:\n  -\n    date: 2026-03-01\n",
        append("l", item.clone()),
        "l:\n  -\n    date: 2026-03-01\n  - date: 2026-03-10\n    text: 电话沟通\n",
    );
    check(
        "l: [{date: 1}]\n",
        append("l", item),
        "l: [{date: 1}, {date: 2026-03-10, text: 电话沟通}]\n",
    );
}

#[test]
fn an_item_of_several_lines_is_a_block_though_others_are_in_braces() {
    let item = map([("date", literal("2026-03-10")), ("text", text("一\n二"))]);
    check(
        "l:\n  - {date: 1}\n",
        append("l", item),
        "l:\n  - {date: 1}\n  - date: 2026-03-10\n    text: |-\n      一\n      二\n",
    );
}

#[test]
fn the_first_item() {
    let short = map([("date", literal("2026-03-10")), ("by", text("li-na"))]);
    check(
        "a: 1\nl: []\n",
        append("l", short.clone()),
        "a: 1\nl:\n  - {date: 2026-03-10, by: li-na}\n",
    );
    check(
        "a: 1\nl: [] # c\nm: 1\n",
        append("l", short.clone()),
        "a: 1\nl: # c\n  - {date: 2026-03-10, by: li-na}\nm: 1\n",
    );
    check(
        "a: 1\nl:\nm: 1\n",
        append("l", short.clone()),
        "a: 1\nl:\n  - {date: 2026-03-10, by: li-na}\nm: 1\n",
    );
    check(
        "b:\n- x\nl: []\n",
        append("l", short),
        "b:\n- x\nl:\n- {date: 2026-03-10, by: li-na}\n",
    );
    check("l: []\n", append("l", text("li-na")), "l: [li-na]\n");
    check(
        "x: {l: []}\n",
        append("x.l", text("li-na")),
        "x: {l: [li-na]}\n",
    );
    let long = map([
        ("date", literal("2026-03-10")),
        (
            "text",
            text(
                "询问预算上报情况，提出拜访集团工程部；集团在压投资，暂不方便安排，等集团批复以后再约时间",
            ),
        ),
    ]);
    check(
        "l: []\n",
        append("l", long),
        "l:\n  - date: 2026-03-10\n    text: 询问预算上报情况，提出拜访集团工程部；集团在压投资，暂不方便安排，等集团批复以后再约时间\n",
    );
}

#[test]
fn a_missing_list_is_made_at_its_place() {
    let edit = super::Edit::Append {
        path: super::path("l"),
        value: text("客户确认 了"),
        after: vec!["a".to_owned()],
    };
    check("a: 1\nz: 1\n", edit, "a: 1\nl:\n  - 客户确认 了\nz: 1\n");
}

#[test]
fn items_in_brackets() {
    check("l: [a, b]\n", append("l", text("c d")), "l: [a, b, c d]\n");
    check(
        "l: [a, b]\n",
        append("l", text("c, d")),
        "l: [a, b, \"c, d\"]\n",
    );
    check("l: [ a ]\n", append("l", text("b")), "l: [ a, b ]\n");
    check("l: [a,]\n", append("l", text("b")), "l: [a, b,]\n");
    check(
        "l: [\n  a,\n  b  # 二\n]\n",
        append("l", text("c")),
        "l: [\n  a,\n  b,  # 二\n  c\n]\n",
    );
}

#[test]
fn items_after_nested_things() {
    check(
        "l:\n  - a: |\n      文\n\n  # 尾\nm: 1\n",
        append("l", text("b")),
        "l:\n  - a: |\n      文\n  - b\n\n  # 尾\nm: 1\n",
    );
    check("- - a\n", append("0", text("b")), "- - a\n  - b\n");
    check("- a", append("", text("b")), "- a\n- b");
    check(
        "l:\r\n- a\r\n",
        append("l", text("b")),
        "l:\r\n- a\r\n- b\r\n",
    );
}

#[test]
fn an_item_past_the_end_is_added() {
    check("l:\n- a\n", set("l.1", text("b")), "l:\n- a\n- b\n");
    check("a: 1\n", set("l.0.x", list([])), "a: 1\nl:\n  - {x: []}\n");
}
