//! A generated pipeline: what is planted in it is found where it is, and nothing else; its history is in order; and a
//! report never depends on threads or on the order in which files came into being.

#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)]

#[path = "../benches/generator/mod.rs"]
mod generator;

use generator::{Plan, Planted};
use std::fs;
use std::io::Write;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

fn plan(faults: usize) -> Plan {
    Plan {
        seed: 7,
        deals: 60,
        faults,
    }
}

fn check(root: &Path, format: &str, threads: &str) -> String {
    let output = Command::new(env!("CARGO_BIN_EXE_deal"))
        .args([
            "-C",
            &root.display().to_string(),
            "--lang",
            "en",
            "check",
            "--format",
            format,
        ])
        .env("RAYON_NUM_THREADS", threads)
        .output()
        .expect("deal runs");
    String::from_utf8(output.stdout).expect("UTF-8")
}

fn findings(root: &Path) -> Vec<(String, Option<u64>, String)> {
    let report: serde_json::Value = serde_json::from_str(&check(root, "json", "2")).expect("JSON");
    let findings = report["findings"].as_array().expect("findings");
    let text = |value: &serde_json::Value| value.as_str().unwrap_or_default().to_owned();
    let mut found: Vec<_> = findings
        .iter()
        .map(|finding| {
            (
                text(&finding["path"]),
                finding["line"].as_u64(),
                text(&finding["rule"]),
            )
        })
        .collect();
    found.sort();
    found
}

fn files(root: &Path) -> Vec<PathBuf> {
    let mut paths: Vec<PathBuf> = walkdir::WalkDir::new(root)
        .into_iter()
        .map(|entry| entry.expect("an entry"))
        .filter(|entry| entry.file_type().is_file())
        .map(|entry| entry.path().strip_prefix(root).expect("below").to_owned())
        .collect();
    paths.sort();
    paths
}

#[test]
fn a_clean_pipeline_has_no_findings() {
    let root = tempfile::tempdir().expect("a folder");
    let planted = generator::write(root.path(), &plan(0)).expect("written");
    assert_eq!(planted, Vec::<Planted>::new());
    assert_eq!(findings(root.path()), vec![]);
    let report: serde_json::Value =
        serde_json::from_str(&check(root.path(), "json", "2")).expect("JSON");
    assert!(report["summary"]["records"].as_u64() > Some(150));
}

#[test]
fn every_planted_fault_is_found_on_its_line_and_nothing_else() {
    let root = tempfile::tempdir().expect("a folder");
    let planted = generator::write(root.path(), &plan(generator::sorts())).expect("written");
    assert_eq!(planted.len(), generator::sorts());
    let wanted: Vec<_> = planted
        .into_iter()
        .map(|fault| {
            let line = fault.line.map(|line| line as u64);
            (fault.path, line, fault.rule.to_owned())
        })
        .collect();
    assert_eq!(findings(root.path()), wanted);
}

fn git(root: &Path, args: &[&str]) -> Command {
    let mut command = Command::new("git");
    command.arg("-C").arg(root).args(args);
    command
        .env("GIT_CONFIG_GLOBAL", "/dev/null")
        .env("GIT_CONFIG_NOSYSTEM", "1");
    command
}

#[test]
fn its_history_leads_to_its_files_and_gives_an_audit_nothing_to_find() {
    let root = tempfile::tempdir().expect("a folder");
    generator::write(root.path(), &plan(0)).expect("written");
    let mut stream = Vec::new();
    let commits = generator::past::write(root.path(), &mut stream).expect("written");
    assert!(commits > 150, "{commits}");
    git(root.path(), &["init", "-q", "-b", "main"])
        .status()
        .expect("git");
    let import = git(root.path(), &["fast-import", "--quiet"])
        .stdin(Stdio::piped())
        .spawn();
    let mut import = import.expect("git");
    let mut input = import.stdin.take().expect("its input");
    input.write_all(&stream).expect("written");
    drop(input);
    assert!(import.wait().expect("its end").success());
    git(root.path(), &["reset", "-q"]).status().expect("git");
    let differs = git(root.path(), &["status", "--porcelain"])
        .output()
        .expect("git");
    assert_eq!(String::from_utf8_lossy(&differs.stdout), "");
    let audit = Command::new(env!("CARGO_BIN_EXE_deal"))
        .arg("-C")
        .arg(root.path())
        .args(["audit", "--format", "json"])
        .output()
        .expect("deal runs");
    let report: serde_json::Value = serde_json::from_slice(&audit.stdout).expect("JSON");
    assert_eq!(report["findings"], serde_json::json!([]));
    assert_eq!(report["summary"]["steps"], commits);
    assert!(report["summary"]["signoffs"].as_u64() > Some(50));
}

#[test]
fn one_seed_gives_the_same_bytes() {
    let roots = [(); 2].map(|()| tempfile::tempdir().expect("a folder"));
    let [one, two] = roots.each_ref().map(|root| {
        generator::write(root.path(), &plan(10)).expect("written");
        files(root.path())
    });
    assert_eq!(one, two);
    for path in one {
        let [one, two] = roots
            .each_ref()
            .map(|root| fs::read(root.path().join(&path)).expect("read"));
        assert_eq!(one, two, "{}", path.display());
    }
}

#[test]
fn threads_and_the_order_of_files_change_nothing() {
    let root = tempfile::tempdir().expect("a folder");
    generator::write(root.path(), &plan(generator::sorts())).expect("written");
    let shuffled = tempfile::tempdir().expect("a folder");
    let mut paths = files(root.path());
    paths.sort_by_key(|path| {
        // The reversed path mixes folders well.
        path.display().to_string().chars().rev().collect::<String>()
    });
    for path in paths {
        let to = shuffled.path().join(&path);
        fs::create_dir_all(to.parent().expect("a folder")).expect("made");
        fs::copy(root.path().join(&path), to).expect("copied");
    }
    for format in [
        "human", "concise", "json", "sarif", "github", "gitlab", "junit", "markdown",
    ] {
        let first = check(root.path(), format, "1");
        assert!(!first.is_empty(), "{format} says nothing");
        for threads in ["2", "7"] {
            assert_eq!(
                first,
                check(root.path(), format, threads),
                "{format}, {threads} threads"
            );
        }
        assert_eq!(
            first,
            check(shuffled.path(), format, "2"),
            "{format}, shuffled"
        );
    }
}
