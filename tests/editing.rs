//! `deal new --edit`: the record is written in the person's own editor, and judged as it is then.
#![cfg(unix)]
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)]

mod pipeline;

use pipeline::{Pipeline, Ran};
use std::fs;
use std::os::unix::fs::PermissionsExt;

const MADE: &str = "deals/lanyu-a1/minutes/2026-03-20-needs.md";

/// Makes minutes with an editor that does `script` to the file `$1`.
fn edited(pipeline: &Pipeline, script: &str) -> Ran {
    let editor = pipeline.path(".editor");
    fs::write(&editor, format!("#!/bin/sh\n{script}\n")).unwrap();
    fs::set_permissions(&editor, fs::Permissions::from_mode(0o755)).unwrap();
    let args = [
        "--today",
        "2026-03-20",
        "--lang",
        "en",
        "new",
        "minutes",
        "lanyu-a1",
        "--id",
        "2026-03-20-needs",
        "--edit",
        "--as",
        "li-na",
    ];
    let mut command = pipeline.command(&args);
    command
        .env("VISUAL", editor)
        .env("TMPDIR", pipeline.root().join(".tmp"));
    fs::create_dir_all(pipeline.path(".tmp")).unwrap();
    Ran::of(&mut command)
}

#[test]
fn offered_lines_can_be_taken_and_the_others_go() {
    let pipeline = Pipeline::new();
    let ran = edited(
        &pipeline,
        "cp \"$1\" .seen; sed -i 's/^#: held_on: .*/held_on: 2026-03-20/' \"$1\"; echo 'The words.' >> \"$1\"",
    );
    assert_eq!(ran.status, 0, "{}", ran.err);
    let seen = pipeline.read(".seen");
    assert!(seen.contains("\n#: "), "{seen}");
    let made = pipeline.read(MADE);
    assert!(
        made.contains("The words.") && !made.contains("#:"),
        "{made}"
    );
    assert!(
        !pipeline.path(".tmp").read_dir().unwrap().any(|_| true),
        "nothing is left"
    );
}

#[test]
fn what_breaks_the_process_is_kept_for_another_try() {
    let pipeline = Pipeline::new();
    let ran = edited(&pipeline, "echo 'nonsense: [' > \"$1\"");
    assert_eq!(ran.status, 1, "{}{}", ran.out, ran.err);
    assert!(ran.err.contains("the text is kept in "), "{}", ran.err);
    assert!(!pipeline.path(MADE).exists());
    let kept = ran
        .err
        .lines()
        .find_map(|line| line.strip_prefix("the text is kept in "))
        .unwrap();
    assert_eq!(fs::read_to_string(kept).unwrap(), "nonsense: [\n");
}

#[test]
fn an_editor_that_fails_makes_nothing() {
    let pipeline = Pipeline::new();
    let ran = edited(&pipeline, "exit 3");
    assert_eq!(ran.status, 2);
    assert!(
        ran.err.contains("failed") && !pipeline.path(MADE).exists(),
        "{}",
        ran.err
    );
}
