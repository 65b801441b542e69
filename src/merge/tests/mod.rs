//! Merges of records as two people change them.

mod fields;
mod lines;
mod lists;
mod lists_random;
mod normal;
mod papers;

use super::{Custody, Merged, merge};

/// Merges a deal of which nothing is under custody.
fn merged(base: &str, ours: &str, theirs: &str) -> Merged {
    merge(
        "deals/x/deal.yaml",
        base,
        ours,
        theirs,
        &Custody::Record(Vec::new()),
    )
}

#[track_caller]
fn clean(base: &str, ours: &str, theirs: &str, wanted: &str) {
    let merged = merged(base, ours, theirs);
    assert_eq!(merged.text, wanted);
    assert!(merged.clean, "{:?}", merged.conflicts);
}

#[track_caller]
fn conflict(base: &str, ours: &str, theirs: &str, fields: &[&str], wanted: &str) {
    let merged = merged(base, ours, theirs);
    assert_eq!(merged.text, wanted);
    assert_eq!(merged.conflicts, fields);
    assert!(!merged.clean);
}
