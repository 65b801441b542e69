//! Edits that aren't made.

use super::{apply, literal, remove, set, text};
use crate::text::Edit;

#[track_caller]
fn refused(before: &str, edit: Edit, en: &str) {
    let refusal = apply("deal.yaml", before, &[edit]).unwrap_err();
    assert_eq!(refusal.message.en, en);
    assert_ne!(refusal.message.zh, en);
}

#[test]
fn broken_files() {
    refused(
        "a: 1\nb: [\n",
        set("a", literal("2")),
        "line 2 is broken: the bracket [ is never closed",
    );
    refused(
        "a: 1\na: 2\n",
        set("a", literal("2")),
        "line 2 is broken: `a` is written twice: on lines 1 and 2",
    );
    refused(
        "a: &x 1\n",
        set("a", literal("2")),
        "line 1 is broken: `&x` names a value for use elsewhere (a YAML anchor), which records may not use",
    );
    refused(
        "# nothing\n",
        set("a", literal("2")),
        "line 1 is broken: no field is written here",
    );
    let conflict = "a: 1\n<<<<<<< ours\nb: 1\n=======\nb: 2\n>>>>>>> theirs\n";
    refused(
        conflict,
        set("a", literal("2")),
        "line 2 is broken: a merge conflict is not resolved: lines 2 to 6",
    );
}

#[test]
fn places_that_are_something_else() {
    refused(
        "a: x\n",
        set("a.b", literal("2")),
        "there is no place for a.b: what it stands in is something else",
    );
    refused(
        "a: [x]\n",
        set("a.5", literal("2")),
        "there is no place for a[5]: what it stands in is something else",
    );
    refused(
        "a: x\n",
        super::append("a", literal("2")),
        "there is no place for a: what it stands in is something else",
    );
    refused(
        "a: x\n",
        Edit::Body("x".to_owned()),
        "only a Markdown record has a body",
    );
}

#[test]
fn the_only_field() {
    refused("a: x\n", remove("a"), "a is the record's only field");
}

#[test]
fn unusual_layout() {
    let strange = "? a\n: 1\n? b\n: 2\n";
    refused(
        strange,
        remove("a"),
        "a is laid out in a way that can't be edited without touching something else",
    );
}

#[test]
fn one_refused_edit_refuses_all() {
    let edits = [set("a", literal("2")), set("a.b", text("x"))];
    assert!(apply("deal.yaml", "a: 1\n", &edits).is_err());
}

#[test]
fn a_body_that_breaks_the_file() {
    let body = Edit::Body("<<<<<<< x\n".to_owned());
    assert!(apply("m.md", "---\na: 1\n---\n", &[body]).is_err());
}
