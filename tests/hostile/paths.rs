//! Names of files and folders, and the path that a command is given.

use crate::pipeline::{CUSTOMER, DEAL, MINUTES, Pipeline, Ran, guarded, text};

#[test]
fn names_that_collide_elsewhere_are_findings_on_both() {
    let pipeline = Pipeline::new();
    pipeline.write("deals/lanyu-a1/files/Offer.pdf", "");
    pipeline.write("deals/lanyu-a1/files/offer.pdf", "");
    pipeline.write("deals/lanyu-a1/files/caf\u{e9}", "");
    pipeline.write("deals/lanyu-a1/files/cafe\u{301}", "");
    if std::fs::read_dir(pipeline.path("deals/lanyu-a1/files"))
        .unwrap()
        .count()
        < 4
    {
        eprintln!("skipped: this file system doesn't tell the names apart");
        return;
    }
    let all = [
        "deals/lanyu-a1/files/Offer.pdf colliding-path",
        "deals/lanyu-a1/files/cafe\u{301} colliding-path",
        "deals/lanyu-a1/files/caf\u{e9} colliding-path",
        "deals/lanyu-a1/files/offer.pdf colliding-path",
    ];
    pipeline.check(&[]).is(&all);
    pipeline.check(&["deals/lanyu-a1"]).is(&all);
}

#[test]
fn an_id_in_capitals_is_invalid_and_collides() {
    let pipeline = Pipeline::new();
    let deal = pipeline.read(DEAL);
    pipeline.write("deals/Lanyu-A1/deal.yaml", deal);
    if std::fs::read_dir(pipeline.path("deals")).unwrap().count() < 2 {
        eprintln!("skipped: this file system doesn't tell the names apart");
        return;
    }
    let checked = pipeline.check(&[]);
    checked.only("invalid-id");
    let colliding = checked
        .findings()
        .iter()
        .filter(|f| f["rule"] == "colliding-path");
    let paths: Vec<_> = colliding.map(|f| text(&f["path"])).collect();
    assert!(
        paths.contains(&"deals/Lanyu-A1") && paths.contains(&"deals/lanyu-a1"),
        "{paths:?}"
    );
}

#[test]
#[cfg(unix)]
fn strange_names_are_processed_and_shown_escaped() {
    use std::os::unix::ffi::OsStrExt;
    let pipeline = Pipeline::new();
    let names = [
        "a\nb.yaml",
        "c\x1b[31md.yaml",
        "e\"'`f.yaml",
        "g🚀.yaml",
        "h\u{202e}i.yaml",
        "z\u{200b}.yaml",
        "::error::.yaml",
        " .yaml",
    ];
    for name in names {
        pipeline.write(&format!("deals/{name}"), "");
    }
    let broken = std::ffi::OsStr::from_bytes(b"deals/\xff\xfe.yaml");
    let has_broken = std::fs::write(pipeline.root().join(broken), "").is_ok();
    let checked = pipeline.check(&[]);
    assert_eq!(checked.status, 1);
    for name in names {
        let of_name = checked
            .findings()
            .iter()
            .filter(|f| text(&f["path"]) == format!("deals/{name}"));
        let rules: Vec<_> = of_name.map(|f| text(&f["rule"])).collect();
        let hidden = name.contains(['\n', '\x1b', '\u{202e}', '\u{200b}']);
        let expected: &[&str] = if hidden {
            &["hidden-character", "unclaimed-file"]
        } else {
            &["unclaimed-file"]
        };
        assert_eq!(rules, expected, "{name:?}");
    }
    if has_broken {
        assert!(text(&checked.only("colliding-path")["message"]).contains("UTF-8"));
    }
    for format in [
        "human", "concise", "sarif", "github", "gitlab", "junit", "markdown",
    ] {
        let ran = pipeline.run(&["check", "--format", format, "--color", "never"]);
        let steers = |c: char| (c.is_control() && c != '\n') || c == '\u{202e}';
        assert!(!ran.out.contains(steers), "{format}: {}", ran.out);
        assert!(!ran.out.contains("a\nb.yaml"), "{format}: {}", ran.out);
    }
}

#[test]
fn a_path_that_is_not_there_matches_nothing() {
    let pipeline = Pipeline::new();
    for path in [
        "deals/none",
        "deals/none/deal.yaml",
        "deals/lanyu-a1/deal.yaml/x",
        "a\nb",
    ] {
        let ran = pipeline.run(&["check", path]);
        assert_eq!((ran.status, &*ran.out), (3, ""), "{path}");
        assert_eq!(ran.err.lines().count(), 2, "{}", ran.err);
        let first = path.split('\n').next().unwrap();
        assert!(
            ran.err
                .contains(&format!("there is no file and no record {first}")),
            "{}",
            ran.err
        );
    }
    // A folder without records.
    std::fs::create_dir(pipeline.path("deals/empty")).unwrap();
    assert_eq!(pipeline.run(&["check", "deals/empty"]).status, 3);
    // One that is there doesn't hide one that is not.
    assert_eq!(pipeline.run(&["check", DEAL, "deals/none"]).status, 3);
}

#[test]
fn a_path_outside_is_refused() {
    let pipeline = Pipeline::new();
    let other = Pipeline::new();
    let elsewhere = tempfile::tempdir().unwrap();
    for path in [elsewhere.path(), other.root()] {
        let path = path.to_str().unwrap();
        let ran = pipeline.run(&["check", DEAL, path]);
        assert_eq!((ran.status, &*ran.out), (2, ""), "{}", ran.err);
        assert!(ran.err.contains("is not in the pipeline"), "{}", ran.err);
    }
    let ran = pipeline.run(&["check", elsewhere.path().to_str().unwrap()]);
    assert_eq!(ran.status, 2);
    assert!(ran.err.contains("there is no pipeline.yaml"), "{}", ran.err);
}

#[test]
fn a_path_may_go_round() {
    let pipeline = Pipeline::with_deal("not: 1\n");
    let expected = [&*format!("{DEAL}:5 unknown-field")];
    let absolute = pipeline.path(DEAL);
    for path in [
        "deals/../deals/lanyu-a1/./deal.yaml",
        "./deals/lanyu-a1/deal.yaml",
        "deals//lanyu-a1/",
        absolute.to_str().unwrap(),
        ".",
        "kinds/..",
    ] {
        pipeline.check(&[path]).is(&expected);
    }
}

#[test]
fn files_that_are_no_records_are_right_as_they_are() {
    // A hook names all files that changed.
    let pipeline = Pipeline::new();
    pipeline
        .write("README.md", "x")
        .write(".gitignore", "x")
        .write("templates/a.md", "x");
    pipeline.write("deals/lanyu-a1/files/a.pdf", "x");
    for path in [
        "pipeline.yaml",
        "kinds/deal.yaml",
        "README.md",
        ".gitignore",
        "templates/a.md",
        "deals/lanyu-a1/files/a.pdf",
    ] {
        pipeline.check(&[path]).is(&[]);
    }
    pipeline.write("deals/stray.txt", "");
    pipeline
        .check(&["deals/stray.txt"])
        .is(&["deals/stray.txt unclaimed-file"]);
}

#[test]
fn a_pipeline_may_lie_within_a_larger_repository() {
    let repository = tempfile::tempdir().unwrap();
    let pipeline = Pipeline::with_deal("not: 1\n");
    let root = repository.path().join("sales");
    std::fs::create_dir(repository.path().join(".git")).unwrap();
    std::fs::write(repository.path().join("stray.txt"), "").unwrap();
    std::fs::rename(pipeline.root(), &root).unwrap();
    let run =
        |here: &std::path::Path, args: &[&str]| Ran::of(guarded().args(args).current_dir(here));
    let line = format!("{DEAL}:5:1: error[unknown-field]");
    for (here, args, prefix) in [
        (&*root, ["check", "--format", "concise"].as_slice(), ""),
        (
            &root.join("deals/lanyu-a1"),
            &["check", "--format", "concise"],
            "",
        ),
        (
            repository.path(),
            &["-C", "sales", "check", "--format", "concise"],
            "sales/",
        ),
        (
            repository.path(),
            &["check", "sales", "--format", "concise"],
            "sales/",
        ),
        (
            repository.path(),
            &[
                "-C",
                "sales/deals",
                "check",
                "lanyu-a1",
                "--format",
                "concise",
            ],
            "sales/",
        ),
    ] {
        let ran = run(here, args);
        assert_eq!(ran.status, 1, "{}", ran.err);
        assert!(
            ran.out.starts_with(&format!("{prefix}{line}")),
            "{args:?} {}",
            ran.out
        );
        assert!(!ran.out.contains("stray.txt"));
    }
    let ran = run(repository.path(), &["check"]);
    assert_eq!(ran.status, 2);
    let ran = run(repository.path(), &["-C", "none", "check"]);
    assert_eq!(ran.status, 2);
    assert!(ran.err.contains("none"), "{}", ran.err);
}

#[test]
fn checking_a_file_says_what_the_whole_run_says_of_it() {
    let pipeline =
        Pipeline::with_deal("not: 1\nsigned_on: 2026-02-30\noffer: deals/x\nnote: 13812345678\n");
    pipeline
        .write(CUSTOMER, "name: [\n")
        .append(MINUTES, "\u{202e}");
    pipeline
        .write("deals/lanyu-a1/stray.txt", "")
        .write("people/Bad.yaml", "name: x\n");
    let whole = pipeline.check(&[]);
    assert!(whole.findings().len() > 7);
    let paths: std::collections::BTreeSet<_> =
        whole.findings().iter().map(|f| text(&f["path"])).collect();
    for path in paths {
        let of_path: Vec<_> = whole
            .findings()
            .iter()
            .filter(|f| f["path"] == path)
            .collect();
        let alone = pipeline.check(&[path]);
        let alone: Vec<_> = alone.findings().iter().collect();
        assert_eq!(alone, of_path, "{path}");
    }
}
