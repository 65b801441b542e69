//! Links, pipes and sockets: nothing is read through them, and nothing hangs on them.

use crate::pipeline::{CUSTOMER, DEAL, Pipeline, Ran, guarded};
use std::os::unix::fs::symlink;
use std::os::unix::net::UnixListener;
use std::process::Command;

fn pipe(pipeline: &Pipeline, path: &str) {
    let made = Command::new("mkfifo")
        .arg(pipeline.path(path))
        .status()
        .unwrap();
    assert!(made.success());
}

/// A folder outside of the pipeline with a customer and a deal that is worth too little.
fn outside() -> Pipeline {
    let other = Pipeline::new();
    other.replace(DEAL, "amount: 5000", "amount: 5");
    other
}

#[test]
fn links_and_pipes_among_the_records_are_findings() {
    let outside = outside();
    let pipeline = Pipeline::new();
    symlink(
        outside.path("deals/lanyu-a1"),
        pipeline.path("deals/folder"),
    )
    .unwrap();
    symlink(
        outside.path(DEAL),
        pipeline.path("deals/lanyu-a1/file.yaml"),
    )
    .unwrap();
    symlink("..", pipeline.path("deals/loop")).unwrap();
    symlink("self", pipeline.path("deals/self")).unwrap();
    symlink("/dev/zero", pipeline.path("deals/lanyu-a1/zero.yaml")).unwrap();
    symlink("gone", pipeline.path("dangling")).unwrap();
    pipe(&pipeline, "customers/pipe");
    pipe(&pipeline, "deals/lanyu-a1/minutes/pipe.md");
    let _socket = UnixListener::bind(pipeline.path("s")).unwrap();
    let all = [
        "customers/pipe outside-root",
        "dangling outside-root",
        "deals/folder outside-root",
        "deals/lanyu-a1/file.yaml outside-root",
        "deals/lanyu-a1/minutes/pipe.md outside-root",
        "deals/lanyu-a1/zero.yaml outside-root",
        "deals/loop outside-root",
        "deals/self outside-root",
        "s outside-root",
    ];
    pipeline.check(&[]).is(&all);
    // Asked for one by one they are the same, and so is the folder that holds them.
    for place in all {
        pipeline
            .check(&[place.split(' ').next().unwrap()])
            .is(&[place]);
    }
    pipeline.check(&["deals/lanyu-a1"]).is(&all[3..6]);
    pipeline.check(&["deals"]).is(&all[2..8]);
}

#[test]
fn a_record_in_place_of_a_link_is_missing() {
    let outside = outside();
    let pipeline = Pipeline::new();
    pipeline.remove("customers/lanyu");
    symlink(
        outside.path("customers/lanyu"),
        pipeline.path("customers/lanyu"),
    )
    .unwrap();
    let missing = format!("{DEAL}:3 broken-reference");
    pipeline
        .check(&[])
        .is(&["customers/lanyu outside-root", &missing]);
    pipeline.check(&[DEAL]).is(&[&missing]);

    let pipeline = Pipeline::new();
    pipeline.remove(CUSTOMER);
    pipe(&pipeline, CUSTOMER);
    pipeline
        .check(&[])
        .is(&[&format!("{CUSTOMER} outside-root"), &missing]);
    pipeline.check(&[DEAL]).is(&[&missing]);
}

#[test]
fn an_attachment_behind_a_link_is_missing_and_not_read() {
    let outside = outside();
    let digest = "sha256: 0000000000000000000000000000000000000000000000000000000000000000";
    let pipeline = Pipeline::with_deal(&format!(
        "offer: {{path: deals/lanyu-a1/files/pipeline.yaml, {digest}}}\n"
    ));
    symlink(outside.root(), pipeline.path("deals/lanyu-a1/files")).unwrap();
    let missing = format!("{DEAL}:5 broken-reference");
    pipeline
        .check(&[])
        .is(&[&missing, "deals/lanyu-a1/files outside-root"]);
    let checked = pipeline.check(&[DEAL]);
    checked.is(&[&missing]);
    let help = checked.findings()[0]["help"].to_string();
    assert!(!help.contains("sha256"), "{help}");
    // A pipe would never end.
    let pipeline = Pipeline::with_deal(&format!(
        "offer: {{path: deals/lanyu-a1/files/a, {digest}}}\n"
    ));
    std::fs::create_dir(pipeline.path("deals/lanyu-a1/files")).unwrap();
    pipe(&pipeline, "deals/lanyu-a1/files/a");
    pipeline
        .check(&[])
        .is(&[&missing, "deals/lanyu-a1/files/a outside-root"]);
    pipeline.check(&[DEAL]).is(&[&missing]);
}

#[test]
fn the_definition_is_not_read_through_a_link() {
    for name in [
        "pipeline.yaml",
        "kinds",
        "kinds/deal.yaml",
        "calendar",
        "calendar/cn.yaml",
    ] {
        let outside = Pipeline::new();
        let pipeline = Pipeline::new();
        pipeline.remove(name);
        symlink(outside.path(name), pipeline.path(name)).unwrap();
        pipeline.check(&[]).is(&[&format!("{name} outside-root")]);
    }
}

#[test]
fn the_definition_is_not_read_from_a_pipe() {
    for name in ["kinds", "kinds/deal.yaml", "calendar/cn.yaml"] {
        let pipeline = Pipeline::new();
        pipeline.remove(name);
        pipe(&pipeline, name);
        pipeline.check(&[]).is(&[&format!("{name} outside-root")]);
    }
    let pipeline = Pipeline::new();
    pipeline.remove("pipeline.yaml");
    pipe(&pipeline, "pipeline.yaml");
    let ran = pipeline.run(&["check"]);
    assert_eq!((ran.status, &*ran.out), (2, ""));
    assert!(ran.err.contains("pipeline.yaml"), "{}", ran.err);
}

#[test]
fn a_link_to_the_pipeline_is_the_pipeline() {
    let pipeline = Pipeline::with_deal("note: 1\nnot: 1\n");
    let elsewhere = tempfile::tempdir().unwrap();
    let link = elsewhere.path().join("link");
    symlink(pipeline.root(), &link).unwrap();
    let link = link.to_str().unwrap();
    for args in [
        ["-C", link, "check"].as_slice(),
        &["check", link],
        &["check", &format!("{link}/deals")],
    ] {
        let ran = Ran::of(guarded().args(args).current_dir(elsewhere.path()));
        assert_eq!(ran.status, 1, "{args:?} {}{}", ran.out, ran.err);
        assert!(ran.out.contains("unknown-field"), "{args:?} {}", ran.out);
    }
}
