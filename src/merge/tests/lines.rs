//! Lines: where it is clear which line is which, the same as Git's own merge.

use super::super::lines;
use proptest::prelude::*;
use std::fs;
use std::process::Command;

/// `git merge-file`: the text, and whether it is clean.
fn git(base: &str, ours: &str, theirs: &str) -> (String, bool) {
    let folder = tempfile::tempdir().unwrap();
    for (name, text) in [("base", base), ("ours", ours), ("theirs", theirs)] {
        fs::write(folder.path().join(name), text).unwrap();
    }
    let output = Command::new("git")
        .args(["merge-file", "-p", "-q", "ours", "base", "theirs"])
        .current_dir(folder.path())
        .output()
        .unwrap();
    (
        String::from_utf8(output.stdout).unwrap(),
        output.status.success(),
    )
}

/// Ten lines, some of which someone took away or wrote anew, in a hand that nobody else has.
fn side(who: &'static str) -> impl Strategy<Value = String> {
    prop::collection::vec(0u8..12, 10).prop_map(move |doings| {
        let line = |(at, doing): (usize, &u8)| match doing {
            0 => String::new(),
            1 => format!("{who} {at}\n"),
            2 => format!("{at}\n{who} {at}\n"),
            3 => format!("both {at}\n"),
            _ => format!("{at}\n"),
        };
        doings.iter().enumerate().map(line).collect()
    })
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 150, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn git_agrees(ours in side("a"), theirs in side("b")) {
        let base: String = (0..10).map(|at| format!("{at}\n")).collect();
        let merged = lines::merge(&base, &ours, &theirs);
        let (wanted, clean) = git(&base, &ours, &theirs);
        prop_assert_eq!(merged.clean, clean, "{}\n--\n{}", merged.text, wanted);
        if clean {
            prop_assert_eq!(merged.text, wanted);
        } else {
            prop_assert!(merged.text.contains("<<<<<<< ours\n"));
        }
    }
}

#[test]
fn a_last_line_without_an_end_stays_so() {
    let merge = |base, ours, theirs| lines::merge(base, ours, theirs).text;
    assert_eq!(merge("a\nb\nc", "x\nb\nc", "a\nb\ny"), "x\nb\ny");
    assert_eq!(merge("a\nb\nc", "x\nb\nc", "a\nb\ny\n"), "x\nb\ny\n");
    assert_eq!(merge("a\nb\nc\n", "x\nb\nc", "a\nb\ny\n"), "x\nb\ny");
}

#[test]
fn differences_are_marked_line_by_line() {
    assert_eq!(
        lines::marked("a\nb\nc\n", "a\nx\nc\ny\n"),
        "a\n<<<<<<< ours\nb\n=======\nx\n>>>>>>> theirs\nc\n<<<<<<< ours\n=======\ny\n>>>>>>> theirs\n"
    );
    assert_eq!(
        lines::marked("a\r\n", "b\r\n"),
        "<<<<<<< ours\r\na\r\n=======\r\nb\r\n>>>>>>> theirs\r\n"
    );
}
