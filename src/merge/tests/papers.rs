//! What may not be merged silently.

use super::super::{Custody, merge};

fn bound(groups: &[&[&str]]) -> Custody {
    let path = |path: &&str| path.split('.').map(str::to_owned).collect();
    Custody::Record(
        groups
            .iter()
            .map(|group| group.iter().map(path).collect())
            .collect(),
    )
}

#[test]
fn papers_are_never_merged() {
    let merged = merge(
        "signoffs/x.yaml",
        "a: 1\nb: 2\n",
        "a: 9\nb: 2\n",
        "a: 1\nb: 9\n",
        &Custody::Paper,
    );
    assert!(!merged.clean);
    assert_eq!(
        merged.text,
        "<<<<<<< ours\na: 9\nb: 2\n=======\na: 1\nb: 9\n>>>>>>> theirs\n"
    );
    let merged = merge(
        "signoffs/x.yaml",
        "a: 1\n",
        "a: 1\n",
        "a: 2\n",
        &Custody::Paper,
    );
    assert_eq!((merged.text.as_str(), merged.clean), ("a: 2\n", true));
}

#[test]
fn fields_that_one_sign_off_covers_change_on_one_side_only() {
    let custody = bound(&[&["amount", "terms.price"]]);
    let base = "amount: 1\nowner: a\nterms: {price: 5, days: 30}\n";
    let ours = "amount: 2\nowner: a\nterms: {price: 5, days: 30}\n";
    let merged = merge(
        "x.yaml",
        base,
        ours,
        "amount: 1\nowner: b\nterms: {price: 6, days: 30}\n",
        &custody,
    );
    assert_eq!(merged.conflicts, ["amount", "terms.price"]);
    assert_eq!(
        merged.text,
        "<<<<<<< ours\namount: 2\n=======\namount: 1\n>>>>>>> theirs\nowner: b\n<<<<<<< ours\nterms: {price: 5, days: 30}\n=======\nterms: {price: 6, days: 30}\n>>>>>>> theirs\n"
    );
    let merged = merge(
        "x.yaml",
        base,
        ours,
        "amount: 1\nowner: b\nterms: {price: 5, days: 60}\n",
        &custody,
    );
    assert_eq!(
        (merged.text.as_str(), merged.clean),
        ("amount: 2\nowner: b\nterms: {price: 5, days: 60}\n", true)
    );
    let merged = merge(
        "x.yaml",
        base,
        ours,
        "amount: 2\nowner: b\nterms: {price: 5, days: 30}\n",
        &custody,
    );
    assert!(merged.clean);
}

#[test]
fn moves_that_both_appended_are_a_conflict() {
    let custody = bound(&[&["moves"]]);
    let base = "stage: needs\nmoves:\n  - {to: needs}\nz: 1\n";
    let ours = "stage: proposal\nmoves:\n  - {to: needs}\n  - {to: proposal, by: a}\nz: 1\n";
    let theirs = "stage: proposal\nmoves:\n  - {to: needs}\n  - {to: proposal, by: b}\nz: 1\n";
    let merged = merge("x.yaml", base, ours, theirs, &custody);
    assert_eq!(merged.conflicts, ["moves"]);
    assert_eq!(
        merged.text,
        "stage: proposal\nmoves:\n  - {to: needs}\n<<<<<<< ours\n  - {to: proposal, by: a}\n=======\n  - {to: proposal, by: b}\n>>>>>>> theirs\nz: 1\n"
    );
    assert!(merge("x.yaml", base, ours, ours, &custody).clean);
}

#[test]
fn a_covered_body_changes_on_one_side_only() {
    let custody = bound(&[&["a", "body"]]);
    let merged = merge(
        "m.md",
        "---\na: 1\n---\n一\n\n二\n",
        "---\na: 1\n---\n甲\n\n二\n",
        "---\na: 1\n---\n一\n\n乙\n",
        &custody,
    );
    assert_eq!(merged.conflicts, ["body"]);
    let merged = merge(
        "m.md",
        "---\na: 1\n---\n一\n",
        "---\na: 2\n---\n一\n",
        "---\na: 1\n---\n乙\n",
        &custody,
    );
    assert_eq!(merged.conflicts, ["a", "body"]);
}
