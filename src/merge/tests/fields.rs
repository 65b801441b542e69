//! Fields.

use super::{clean, conflict};

#[test]
fn different_fields_merge_though_their_lines_touch() {
    clean(
        "# 华辰\nstage: needs   # 阶段\namount: 100\nowner: li-na\n",
        "# 华辰\nstage: proposal   # 阶段\namount: 100\nowner: li-na\n",
        "# 华辰\nstage: needs   # 阶段\namount: 120\nowner: li-na\n",
        "# 华辰\nstage: proposal   # 阶段\namount: 120\nowner: li-na\n",
    );
}

#[test]
fn our_comments_order_and_quotes_stay() {
    clean(
        "a: 1\nb: 2\nc: 3\n",
        "# 注\nb: '2'\na: 10 # 十\nc: 3\n",
        "a: 1\nb: 2\nc: 30\nd: 4\n",
        "# 注\nb: '2'\na: 10 # 十\nc: 30\nd: 4\n",
    );
}

#[test]
fn fields_of_one_group_merge() {
    clean(
        "g: {a: 1, b: 2}\n",
        "g: {a: 10, b: 2}\n",
        "g: {a: 1, b: 20, c: 3}\n",
        "g: {a: 10, b: 20, c: 3}\n",
    );
    clean(
        "a: 1\n",
        "a: 1\ng: {p: 1}\n",
        "a: 1\ng: {q: 2}\n",
        "a: 1\ng: {q: 2, p: 1}\n",
    );
}

#[test]
fn new_fields_stand_behind_those_before_them() {
    clean(
        "a: 1\nd: 4\n",
        "a: 1\nb: 2\nd: 4\n",
        "a: 1\nc: 3\nd: 4\n",
        "a: 1\nc: 3\nb: 2\nd: 4\n",
    );
}

#[test]
fn a_field_that_one_side_took_away_goes() {
    clean(
        "a: 1\nb: 2\nc: 3\n",
        "a: 10\nb: 2\nc: 3\n",
        "a: 1\nc: 3\n",
        "a: 10\nc: 3\n",
    );
    clean(
        "a: 1\nb: 2\nc: 3\n",
        "a: 1\nc: 3\n",
        "a: 10\nb: 2\nc: 3\n",
        "a: 10\nc: 3\n",
    );
}

#[test]
fn equal_changes_are_one() {
    clean(
        "a: 1\nb: 2\nc: 3\n",
        "a: 5\nb: 2\nc: 4\n",
        "a: '5'\nb: 6\nc: 3\n",
        "a: 5\nb: 6\nc: 4\n",
    );
}

#[test]
fn two_values_of_one_field_are_a_conflict_on_its_lines() {
    conflict(
        "title: x\namount: 100 # 万\nowner: li-na\n",
        "title: y\namount: 120 # 万\nowner: li-na\n",
        "title: x\namount: 130 # 万\nowner: wang-qiang\n",
        &["amount"],
        "title: y\n<<<<<<< ours\namount: 120 # 万\n=======\namount: 130 # 万\n>>>>>>> theirs\nowner: wang-qiang\n",
    );
    conflict(
        "g:\n  a: 1\n  b: |\n    一\n",
        "g:\n  a: 1\n  b: |\n    一\n    二\n",
        "g:\n  a: 1\n  b: |\n    一\n    三\n",
        &["g.b"],
        "g:\n  a: 1\n  b: |\n    一\n<<<<<<< ours\n    二\n=======\n    三\n>>>>>>> theirs\n",
    );
}

#[test]
fn a_change_against_a_removal_is_a_conflict() {
    conflict(
        "a: 1\nb: 2\nc: 3\n",
        "a: 1\nc: 3\n",
        "a: 1\nb: 20\nc: 3\n",
        &["b"],
        "a: 1\n<<<<<<< ours\n=======\nb: 20\n>>>>>>> theirs\nc: 3\n",
    );
    conflict(
        "a: 1\nb: 2\nc: 3\n",
        "a: 1\nb: 20\nc: 3\n",
        "a: 1\nc: 3\n",
        &["b"],
        "a: 1\n<<<<<<< ours\nb: 20\n=======\n>>>>>>> theirs\nc: 3\n",
    );
}

#[test]
fn a_group_against_a_text_is_a_conflict() {
    conflict(
        "a: 1\nb: x\n",
        "a: 1\nb: y\n",
        "a: 1\nb: {c: 1}\n",
        &["b"],
        "a: 1\n<<<<<<< ours\nb: y\n=======\nb: {c: 1}\n>>>>>>> theirs\n",
    );
}

#[test]
fn both_added_the_file() {
    clean("", "a: 1\nb: 2\n", "a: 1\nc: 3\n", "a: 1\nc: 3\nb: 2\n");
    conflict(
        "",
        "a: 1\n",
        "a: 2\n",
        &["a"],
        "<<<<<<< ours\na: 1\n=======\na: 2\n>>>>>>> theirs\n",
    );
}

#[test]
fn line_ends_and_mark_are_ours() {
    clean(
        "a: 1\nb: 2\n",
        "\u{feff}a: 10\r\nb: 2\r\n",
        "a: 1\nb: 20\n",
        "\u{feff}a: 10\r\nb: 20\r\n",
    );
    clean("a: 1\nb: 2", "a: 10\nb: 2", "a: 1\nb: 20", "a: 10\nb: 20");
}

#[test]
fn markdown_merges_fields_by_name_and_body_by_line() {
    let merge = |base: &str, ours: &str, theirs: &str| {
        super::merge(
            "deals/x/minutes/m.md",
            base,
            ours,
            theirs,
            &super::Custody::Record(Vec::new()),
        )
    };
    let merged = merge(
        "---\na: 1\nb: 2\n---\n# 纪要\n\n一\n\n二\n",
        "---\na: 10\nb: 2\n---\n# 纪要\n\n一一\n\n二\n",
        "---\na: 1\nb: 20\n---\n# 纪要\n\n一\n\n二二\n",
    );
    assert!(merged.clean);
    assert_eq!(
        merged.text,
        "---\na: 10\nb: 20\n---\n# 纪要\n\n一一\n\n二二\n"
    );
    let merged = merge(
        "---\na: 1\n---\n一\n",
        "---\na: 2\n---\n二\n",
        "---\na: 3\n---\n三\n",
    );
    assert_eq!(merged.conflicts, ["a", "body"]);
    assert_eq!(
        merged.text,
        "---\n<<<<<<< ours\na: 2\n=======\na: 3\n>>>>>>> theirs\n---\n<<<<<<< ours\n二\n=======\n三\n>>>>>>> theirs\n"
    );
}

#[test]
fn a_broken_side_is_merged_by_lines() {
    let merged = super::merged("a: 1\nb: 2\n", "a: [\nb: 2\n", "a: 1\nb: 3\n");
    assert!(!merged.clean);
    assert!(merged.text.contains("<<<<<<< ours"));
}

#[test]
fn what_is_too_large_to_be_looked_at_is_a_conflict() {
    let file = |first: &str, last: &str| {
        let middle: String = (0..1100).map(|at| format!("k{at}: 1\n")).collect();
        format!("a: {first}\n{middle}z: {last}\n")
    };
    let merged = super::merged(&file("1", "1"), &file("2", "1"), &file("1", "2"));
    assert!(!merged.clean);
    assert!(merged.text.starts_with("<<<<<<< ours\na: 2\n"));
}
