//! Items of lists.

use super::{clean, conflict, merged};

#[test]
fn items_that_two_people_add_both_stay_ours_first() {
    clean(
        "l:\n  - {date: 2026-03-11, by: li-na}\nz: 1\n",
        "l:\n  - {date: 2026-03-11, by: li-na}\n  - {date: 2026-04-07, by: li-na} # 我\nz: 1\n",
        "l:\n  - {date: 2026-03-11, by: li-na}\n  - {date: 2026-04-07, by: wang-qiang}\n  - {date: 2026-04-08, by: wang-qiang}\nz: 1\n",
        "l:\n  - {date: 2026-03-11, by: li-na}\n  - {date: 2026-04-07, by: li-na} # 我\n  - {date: 2026-04-07, by: wang-qiang}\n  - {date: 2026-04-08, by: wang-qiang}\nz: 1\n",
    );
    clean(
        "a: 1\n",
        "a: 1\nl:\n- x\n",
        "a: 1\nl:\n- z\n",
        "a: 1\nl:\n- x\n- z\n",
    );
    clean("l: []\n", "l: [x]\n", "l: [z]\n", "l: [x, z]\n");
}

#[test]
fn equal_additions_stand_once() {
    clean(
        "l: [a]\n",
        "l: [a, x, c]\n",
        "l: [a, x, d]\n",
        "l: [a, x, c, d]\n",
    );
    clean(
        "l:\n- {id: R1, t: a}\n",
        "l:\n- {id: R1, t: a}\n- {id: R2, t: b}\n",
        "l:\n- {id: R1, t: a}\n- {id: R2, t: b}\n- {id: R3, t: c}\n",
        "l:\n- {id: R1, t: a}\n- {id: R2, t: b}\n- {id: R3, t: c}\n",
    );
}

#[test]
fn items_are_known_by_their_id() {
    clean(
        "l:\n- {id: R1, t: a, p: 1} # 一\n- {id: R2, t: b, p: 2} # 二\n",
        "l:\n- {id: R0, t: n, p: 0}\n- {id: R1, t: aa, p: 1} # 一\n- {id: R2, t: b, p: 2} # 二\n",
        "l:\n- {id: R2, t: b, p: 22} # 二\n- {id: R1, t: a, p: 11} # 一\n",
        "l:\n- {id: R0, t: n, p: 0}\n- {id: R1, t: aa, p: 11} # 一\n- {id: R2, t: b, p: 22} # 二\n",
    );
}

#[test]
fn one_id_for_two_new_items_is_a_conflict() {
    conflict(
        "l:\n- {id: R1, t: a}\n",
        "l:\n- {id: R1, t: a}\n- {id: R2, t: b}\n",
        "l:\n- {id: R1, t: a}\n- {id: R2, t: c}\n",
        &["l[R2]"],
        "l:\n- {id: R1, t: a}\n<<<<<<< ours\n- {id: R2, t: b}\n=======\n- {id: R2, t: c}\n>>>>>>> theirs\n",
    );
}

#[test]
fn one_field_of_one_item_is_a_conflict() {
    conflict(
        "l:\n- name: 周明\n  role: 采购\n  phone: '1'\n- name: 吴芳\n",
        "l:\n- name: 周明\n  role: 采购经理\n  phone: '1'\n- name: 吴芳\n",
        "l:\n- name: 周明\n  role: 采购总监\n  phone: '2'\n- name: 吴芳\n",
        &["l[周明].role"],
        "l:\n- name: 周明\n<<<<<<< ours\n  role: 采购经理\n=======\n  role: 采购总监\n>>>>>>> theirs\n  phone: '2'\n- name: 吴芳\n",
    );
}

#[test]
fn items_without_names_are_known_by_content() {
    clean(
        "l: [a, b, c]\n",
        "l: [a, c]\n",
        "l: [a, b, c, d]\n",
        "l: [a, c, d]\n",
    );
    clean(
        "l: [a, b, c]\n",
        "l: [a, B, c]\n",
        "l: [x, a, b, c]\n",
        "l: [x, a, B, c]\n",
    );
    clean(
        "l: [a, b]\n",
        "l: [a, B]\n",
        "l: [a, b, c]\n",
        "l: [a, B, c]\n",
    );
    clean(
        "l: [a, b]\n",
        "l: [a, b, c]\n",
        "l: [a, B]\n",
        "l: [a, B, c]\n",
    );
    clean("l: [a, b, c]\n", "l: [b, c]\n", "l: [a, b]\n", "l: [b]\n");
}

#[test]
fn one_item_changed_twice_is_a_conflict() {
    conflict(
        "l: [a, b]\n",
        "l: [A, b]\n",
        "l: [Ä, b]\n",
        &["l[0]"],
        "<<<<<<< ours\nl: [A, b]\n=======\nl: [Ä, b]\n>>>>>>> theirs\n",
    );
    conflict(
        "l:\n- a\n- b\n",
        "l:\n- b\n",
        "l:\n- A\n- b\n",
        &["l"],
        "l:\n<<<<<<< ours\n=======\n- A\n>>>>>>> theirs\n- b\n",
    );
}

#[test]
fn a_renamed_item_is_not_doubled() {
    let merged = merged(
        "l:\n- text: 巡检\n  impact: 罚款\n- text: 爬罐\n",
        "l:\n- text: 夜间巡检\n  impact: 罚款\n- text: 爬罐\n",
        "l:\n- text: 巡检慢\n  impact: 罚款\n- text: 爬罐\n",
    );
    assert_eq!(merged.conflicts, ["l[0].text"]);
    assert!(!merged.clean);
}

#[test]
fn an_item_removed_here_and_changed_there_is_a_conflict() {
    let base = "l:\n- {id: R1, t: a}\n- {id: R2, t: b}\n";
    let less = "l:\n- {id: R2, t: b}\n";
    let more = "l:\n- {id: R1, t: aa}\n- {id: R2, t: b}\n";
    conflict(
        base,
        less,
        more,
        &["l[R1]"],
        "l:\n<<<<<<< ours\n=======\n- {id: R1, t: aa}\n>>>>>>> theirs\n- {id: R2, t: b}\n",
    );
    conflict(
        base,
        more,
        less,
        &["l[R1]"],
        "l:\n<<<<<<< ours\n- {id: R1, t: aa}\n=======\n>>>>>>> theirs\n- {id: R2, t: b}\n",
    );
}

#[test]
fn a_moved_item_that_the_other_side_took_away_is_no_guess() {
    let merged = merged("l: [x, a, b]\n", "l: [a, b, x]\n", "l: [a, b]\n");
    assert!(!merged.clean);
}

#[test]
fn items_in_the_middle_stay_there() {
    clean(
        "l:\n- {id: a}\n- {id: b}\n- {id: c}\n",
        "l:\n- {id: a}\n- {id: o}\n- {id: b}\n- {id: c}\n",
        "l:\n- {id: a}\n- {id: t}\n- {id: b}\n",
        "l:\n- {id: a}\n- {id: o}\n- {id: t}\n- {id: b}\n",
    );
}
