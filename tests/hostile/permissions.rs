//! Files and folders that the system doesn't let one read or write. Root may read everything, so as root these run
//! the binary as nobody.

use crate::pipeline::{CUSTOMER, Checked, DEAL, MINUTES, Pipeline, Ran};
use std::fs;
use std::os::unix::fs::PermissionsExt;
use std::process::Command;

fn allow(pipeline: &Pipeline, path: &str, mode: u32) {
    fs::set_permissions(pipeline.path(path), fs::Permissions::from_mode(mode)).unwrap();
}

/// The pipeline checked by someone who isn't root; `None` where there is no way to become that.
fn check(pipeline: &Pipeline) -> Option<Checked> {
    allow(pipeline, "", 0o755);
    let deal = env!("CARGO_BIN_EXE_deal");
    let probe = tempfile::tempdir().unwrap();
    fs::set_permissions(probe.path(), fs::Permissions::from_mode(0o0)).unwrap();
    let mut command = if fs::read_dir(probe.path()).is_err() {
        Command::new(deal)
    } else {
        let mut nobody = Command::new("setpriv");
        nobody.args(["--reuid=65534", "--regid=65534", "--clear-groups", deal]);
        nobody
    };
    if !command
        .arg("--version")
        .output()
        .is_ok_and(|ran| ran.status.success())
    {
        eprintln!("skipped: root, and no way to run the binary as someone else");
        return None;
    }
    let mut args: Vec<_> = command.get_args().map(ToOwned::to_owned).collect();
    args.pop();
    let mut command = Command::new(command.get_program());
    command
        .args(args)
        .args(["check", "--format", "json"])
        .current_dir(pipeline.root());
    Some(Checked::of(Ran::of(&mut command)))
}

#[test]
fn an_unreadable_record_is_a_finding_and_the_rest_is_judged() {
    let pipeline = Pipeline::new();
    pipeline.append(MINUTES, "\u{202e}");
    allow(&pipeline, DEAL, 0);
    let Some(checked) = check(&pipeline) else {
        return;
    };
    checked.is(&[
        &format!("{DEAL} unreadable-file"),
        &format!("{MINUTES}:5 hidden-character"),
    ]);
}

#[test]
fn what_refers_to_an_unreadable_record_is_no_finding() {
    let pipeline = Pipeline::new();
    allow(&pipeline, CUSTOMER, 0);
    let Some(checked) = check(&pipeline) else {
        return;
    };
    checked.is(&[&format!("{CUSTOMER} unreadable-file")]);
}

#[test]
fn an_unreadable_folder_is_a_finding() {
    let pipeline = Pipeline::new();
    allow(&pipeline, "deals/lanyu-a1/minutes", 0);
    let checked = check(&pipeline);
    allow(&pipeline, "deals/lanyu-a1/minutes", 0o755);
    let Some(checked) = checked else { return };
    checked.is(&["deals/lanyu-a1/minutes unreadable-file"]);
}

#[test]
fn an_unreadable_definition_stops_the_judgement() {
    for (path, status) in [
        ("pipeline.yaml", 0o644),
        ("kinds", 0o755),
        ("kinds/deal.yaml", 0o644),
        ("calendar/cn.yaml", 0o644),
    ] {
        let pipeline = Pipeline::new();
        allow(&pipeline, path, 0);
        let checked = check(&pipeline);
        allow(&pipeline, path, status);
        let Some(checked) = checked else { return };
        checked.is(&[&format!("{path} unreadable-file")]);
    }
}

#[test]
fn an_unreadable_attachment_is_a_finding_where_its_digest_is_stated() {
    let digest = "0".repeat(64);
    let pipeline = Pipeline::with_deal(&format!(
        "offer: {{path: deals/lanyu-a1/files/a, sha256: {digest}}}\n"
    ));
    pipeline.write("deals/lanyu-a1/files/a", "");
    allow(&pipeline, "deals/lanyu-a1/files/a", 0);
    let Some(checked) = check(&pipeline) else {
        return;
    };
    checked.is(&[&format!("{DEAL}:5 unreadable-file")]);
}

#[test]
fn a_read_only_pipeline_is_checked_and_left_as_it_is() {
    let pipeline = Pipeline::with_deal("not: 1\n");
    let folders = [
        "deals/lanyu-a1/minutes",
        "deals/lanyu-a1",
        "deals",
        "kinds",
        "calendar",
        "people",
        "",
    ];
    folders
        .iter()
        .for_each(|folder| allow(&pipeline, folder, 0o555));
    let ran = pipeline.run(&["check"]);
    folders
        .iter()
        .for_each(|folder| allow(&pipeline, folder, 0o755));
    assert_eq!((ran.status, &*ran.err), (1, ""));
    let names = fs::read_dir(pipeline.root()).unwrap().count();
    assert_eq!(names, 6);
}
