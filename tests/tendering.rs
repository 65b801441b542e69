//! The engine knows no process: a public tendering authority, with kinds, roles, stages and a calendar of its own, is
//! judged by the same binary. `tests/tendering/pipeline` is clean; `tests/tendering/planted` lies over it and breaks
//! every clause of its process. `UPDATE_GOLDEN=1 cargo test --test tendering` writes the expected findings anew; read
//! their diff.

#![allow(clippy::expect_used, clippy::panic)]

use dealdesk::process::{Definition, Kind, Process, Spot};
use dealdesk::text::Source;
use regex::Regex;
use serde_json::Value;
use std::collections::BTreeSet;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Command, Output};
use tempfile::TempDir;

#[test]
fn the_clean_pipeline_is_clean() {
    let output = deal(&home().join("pipeline"), &["check", "--format", "concise"]);
    assert_eq!(
        text(&output.stdout),
        "no findings, 1 waived in 155 records of 223 files, judged at 2031-06-18 \
         (deadlines: 23 running, 41 met)\n"
    );
    assert_eq!(output.status.code(), Some(0));
}

#[test]
fn every_planted_violation_is_found_at_its_line() {
    let tree = planted();
    for language in ["en", "zh-CN"] {
        let output = deal(
            tree.path(),
            &["check", "--format", "concise", "--lang", language],
        );
        assert_eq!(output.status.code(), Some(1));
        golden(&format!("expected.{language}.txt"), text(&output.stdout));
    }
}

#[test]
fn a_folder_alone_is_judged_as_in_the_whole() {
    let tree = planted();
    let whole = findings(tree.path(), &[]);
    let mut folders = BTreeSet::new();
    for finding in &whole {
        let mut parts = field(finding, "path").splitn(4, '/');
        if let (Some("tenders"), Some(year), Some(id)) = (parts.next(), parts.next(), parts.next())
        {
            folders.insert(format!("tenders/{year}/{id}"));
        }
    }
    assert!(folders.len() > 20);
    for folder in folders {
        // Keys that two records share show only when all records are read.
        let expected: Vec<&Value> = whole
            .iter()
            .filter(|finding| field(finding, "path").starts_with(&format!("{folder}/")))
            .filter(|finding| field(finding, "rule") != "duplicate-record")
            .collect();
        let alone = findings(tree.path(), &[&folder]);
        let alone: Vec<&Value> = alone
            .iter()
            .filter(|finding| field(finding, "rule") != "calendar-year-missing")
            .collect();
        assert_eq!(alone, expected, "{folder}");
    }
}

#[test]
fn every_clause_of_the_process_is_broken_somewhere() {
    let tree = planted();
    let process = process(&home().join("pipeline"));
    let findings = findings(tree.path(), &[]);
    let fired: BTreeSet<&str> = findings
        .iter()
        .flat_map(|finding| [finding["subject"].as_str(), finding["rule"].as_str()])
        .flatten()
        .collect();
    let demanded: BTreeSet<(&str, u64, u64)> = findings
        .iter()
        .filter_map(|finding| place(&finding["demand"]))
        .collect();
    let mut silent = Vec::new();
    for kind in &process.kinds {
        let name = &kind.outline.name;
        let clauses = kind.clause_names().filter(|clause| !fired.contains(clause));
        silent.extend(clauses.map(|clause| format!("{name}.{clause}")));
        let parts = gate_parts(kind)
            .into_iter()
            .map(|spot| process.place(spot))
            .filter(|place| {
                let start = place.start.expect("a demand has a line");
                let (line, column) = (u64::from(start.line), u64::from(start.column));
                !demanded.contains(&(place.path.as_str(), line, column))
            });
        silent.extend(parts.map(|place| format!("{name}: {:?}", place.start)));
    }
    assert_eq!(silent, Vec::<String>::new(), "nothing planted breaks these");
}

#[test]
fn every_sign_off_is_what_the_command_prints() {
    let pipeline = home().join("pipeline");
    let mut seen = 0;
    for path in files(&pipeline)
        .iter()
        .filter(|path| path.contains("/signoffs/"))
    {
        let written = read(&pipeline.join(path));
        let form: serde_yaml::Value = serde_yaml::from_str(&written).expect("a sign-off is YAML");
        let part = |name: &str| form.get(name).and_then(serde_yaml::Value::as_str);
        let mut args = vec!["statement"];
        args.extend([part("on"), part("signoff")].into_iter().flatten());
        let flags = [
            ("--role", "role"),
            ("--by", "by"),
            ("--at", "at"),
            ("--behalf", "behalf"),
            ("--recorded-by", "recorded_by"),
            ("--return", "comment"),
        ];
        for (flag, name) in flags {
            args.extend(part(name).into_iter().flat_map(|value| [flag, value]));
        }
        let output = deal(&pipeline, &args);
        assert_eq!(
            text(&output.stdout),
            written,
            "{path}: {}",
            text(&output.stderr)
        );
        seen += 1;
    }
    assert!(seen > 50, "{seen} sign-offs");
}

#[test]
fn the_engine_has_none_of_its_words() {
    let words = Regex::new(
        r"(?i)\b(tender|tenders|bid|bids|bidder|bidders|procurement|commission|objection|standstill|supervision|award|qualification|clarification)\b|招标|投标|评标|中标|开标|标段|异议",
    )
    .expect("a pattern");
    let root = PathBuf::from(env!("CARGO_MANIFEST_DIR"));
    let mut found = Vec::new();
    // The starter's list of files is the example's.
    let own = files(&root.join("src")).into_iter();
    for path in own.filter(|path| path != "starter/example.rs") {
        let source = read(&root.join("src").join(&path));
        let lines = source.lines().enumerate();
        found.extend(
            lines
                .filter(|(_, line)| words.is_match(line))
                .map(|(at, line)| format!("src/{path}:{}: {line}", at + 1)),
        );
    }
    assert_eq!(found, Vec::<String>::new());
}

fn home() -> PathBuf {
    PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("tests/tendering")
}

/// The clean pipeline with the planted records over it.
fn planted() -> TempDir {
    let tree = TempDir::new().expect("a folder");
    for part in ["pipeline", "planted"] {
        let from = home().join(part);
        for path in files(&from) {
            let to = tree.path().join(&path);
            fs::create_dir_all(to.parent().expect("a file is in a folder")).expect("a folder");
            fs::copy(from.join(&path), to).expect("a copy");
        }
    }
    tree
}

/// The paths of all files below a folder, with `/`, sorted.
fn files(root: &Path) -> Vec<String> {
    let entries = walkdir::WalkDir::new(root).sort_by_file_name();
    entries
        .into_iter()
        .map(|entry| entry.expect("an entry"))
        .filter(|entry| entry.file_type().is_file())
        .map(|entry| {
            let path = entry.path().strip_prefix(root).expect("below the root");
            path.to_string_lossy().replace('\\', "/")
        })
        .collect()
}

fn read(path: &Path) -> String {
    fs::read_to_string(path).unwrap_or_else(|error| panic!("{}: {error}", path.display()))
}

fn deal(dir: &Path, args: &[&str]) -> Output {
    Command::new(env!("CARGO_BIN_EXE_deal"))
        .args(args)
        .current_dir(dir)
        .env("NO_COLOR", "1")
        .output()
        .expect("the command runs")
}

fn text(bytes: &[u8]) -> &str {
    std::str::from_utf8(bytes).expect("UTF-8")
}

fn golden(name: &str, found: &str) {
    let path = home().join(name);
    if std::env::var_os("UPDATE_GOLDEN").is_some() {
        fs::write(&path, found).expect("the expected findings are written");
    }
    for (expected, found) in read(&path).lines().zip(found.lines()) {
        assert_eq!(expected, found, "{name}");
    }
    assert_eq!(read(&path), found, "{name}");
}

fn findings(root: &Path, paths: &[&str]) -> Vec<Value> {
    let mut args = vec!["check", "--format", "json"];
    args.extend(paths);
    let output = deal(root, &args);
    let report: Value = serde_json::from_slice(&output.stdout).expect("JSON");
    report["findings"].as_array().expect("findings").clone()
}

fn field<'v>(finding: &'v Value, name: &str) -> &'v str {
    finding[name].as_str().expect("a text")
}

fn place(demand: &Value) -> Option<(&str, u64, u64)> {
    let path = demand["path"].as_str()?;
    Some((path, demand["line"].as_u64()?, demand["column"].as_u64()?))
}

/// Where each demand of a kind's gates stands, except for sign-offs, which are clauses of their own.
fn gate_parts(kind: &Kind) -> Vec<Spot> {
    let gates = kind.clauses.gates.iter();
    gates
        .flat_map(|gate| {
            let needs = gate.needs.iter().map(|need| need.spot);
            let records = gate.records.iter().map(|record| record.spot);
            let asserts = gate.asserts.iter().map(|assertion| assertion.spot);
            needs.chain(records).chain(asserts)
        })
        .collect()
}

fn process(root: &Path) -> Process {
    let source = |path: String| Source::new(path.clone(), read(&root.join(path)));
    let pipeline = source("pipeline.yaml".to_owned());
    let calendars = Definition::calendar_paths(&pipeline);
    let kinds = files(&root.join("kinds"));
    let loaded = Definition {
        kinds: kinds
            .into_iter()
            .map(|name| source(format!("kinds/{name}")))
            .collect(),
        calendars: calendars
            .into_iter()
            .map(|(path, _)| source(path))
            .collect(),
        pipeline,
        templates: Vec::new(),
        forms: Vec::new(),
        logos: Vec::new(),
        incomplete: false,
    }
    .load();
    loaded.process.expect("the process is right")
}
