//! Records and people by what they are called, where nobody knows the id.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)]

mod pipeline;

use pipeline::{Pipeline, Ran};

fn english(pipeline: &Pipeline, args: &[&str]) -> Ran {
    pipeline.run(&[&["--lang", "en", "--today", "2026-03-20"], args].concat())
}

#[test]
fn who_looks_gets_the_only_record_of_a_name_and_is_told_which() {
    let pipeline = Pipeline::new();
    let by_id = english(&pipeline, &["show", "lanyu-a1"]);
    assert_eq!(by_id.status, 0, "{}", by_id.err);
    let by_part = english(&pipeline, &["show", "yu-a"]);
    assert_eq!(
        (by_part.status, by_part.out.as_str()),
        (0, by_id.out.as_str()),
        "{}",
        by_part.err
    );
    assert!(by_part.err.starts_with("lanyu-a1: "), "{}", by_part.err);
    assert_eq!(english(&pipeline, &["--quiet", "show", "yu-a"]).err, "");
}

#[test]
fn of_several_none_is_taken_and_each_is_named() {
    let pipeline = Pipeline::new();
    let several = english(&pipeline, &["show", "lany"]);
    assert_eq!((several.status, several.out.as_str()), (3, ""));
    assert!(
        several.err.contains("hint: lanyu: ") && several.err.contains("hint: lanyu-a1: "),
        "{}",
        several.err
    );
}

#[test]
fn who_writes_is_only_told() {
    let pipeline = Pipeline::new();
    let before = pipeline.read(pipeline::DEAL);
    let refused = english(&pipeline, &["set", "yu-a", "title=x", "--as", "li-na"]);
    assert_eq!(refused.status, 3);
    assert!(refused.err.contains("hint: lanyu-a1: "), "{}", refused.err);
    assert_eq!(pipeline.read(pipeline::DEAL), before);
}

#[test]
fn who_writes_a_whole_name_means_the_only_record_of_it() {
    let pipeline = Pipeline::new();
    let title = {
        let deal = pipeline.read(pipeline::DEAL);
        let line = deal.lines().find(|line| line.starts_with("title: "));
        line.unwrap().trim_start_matches("title: ").to_owned()
    };
    let done = english(&pipeline, &["set", &title, "amount=700000", "--as", "李娜"]);
    assert_eq!(done.status, 0, "{}", done.err);
    assert!(done.out.starts_with("lanyu-a1: "), "{}", done.out);
    let next = english(&pipeline, &["next", &title]);
    assert_eq!(next.status, 0, "{}", next.err);
}

#[test]
fn a_person_is_suggested_by_name_or_by_a_likely_slip() {
    let pipeline = Pipeline::new();
    for wrong in ["li-ma", "li-n"] {
        let refused = english(&pipeline, &["set", "lanyu-a1", "title=x", "--as", wrong]);
        assert_eq!(refused.status, 2);
        assert!(
            refused.err.contains("did you mean `--as li-na`?"),
            "{wrong}: {}",
            refused.err
        );
    }
}
