//! `deal history`.

use crate::pipeline::{DEAL, MINUTES, Pipeline, Ran};
use crate::{HOSTILE, Repository, git, lines};
use serde_json::Value;

/// The events of a history, oldest first: `event field`.
fn events(ran: &Ran) -> Vec<String> {
    assert_eq!(ran.status, 0, "{}", ran.err);
    let told: Value = serde_json::from_str(&ran.out).unwrap();
    let commits = told["commits"].as_array().unwrap().iter().rev();
    let events = commits.flat_map(|commit| commit["events"].as_array().unwrap());
    events
        .map(|event| {
            let field = event["field"]
                .as_str()
                .or(event["signoff"].as_str())
                .unwrap_or_default();
            format!("{} {field}", event["event"].as_str().unwrap())
                .trim()
                .to_owned()
        })
        .collect()
}

fn told(repository: &Repository) -> Vec<String> {
    events(&repository.run(&["history", "lanyu-a1", "--format", "json"]))
}

#[test]
fn what_people_did_in_business_terms() {
    let repository = Repository::new();
    let pipeline = &repository.0;
    pipeline.replace("people/li-na.yaml", "name: 李娜", "name: 李娜\n");
    pipeline.replace(DEAL, "amount: 5000", "amount: 20000");
    repository.commit("by hand");
    let args = [
        "statement",
        DEAL,
        "review",
        "--role",
        "manager",
        "--by",
        "wang-qiang",
        "--write",
    ];
    assert_eq!(pipeline.run(&args).status, 0);
    repository.commit("sign");
    pipeline.replace(DEAL, "amount: 20000", "amount: 20500.50  # a word");
    repository.commit("void it");
    pipeline.replace(DEAL, "amount: 20500.50", "amount: \"20500.5\"");
    repository.commit("only quotes");
    pipeline.remove(MINUTES);
    repository.commit("no minutes");
    assert_eq!(
        told(&repository),
        [
            "created",
            "created",
            "changed amount",
            "signed review",
            "changed amount",
            "voided review",
            "deleted"
        ]
    );
    let text = repository.run(&["history", "lanyu-a1", "--lang", "zh-CN"]);
    let text = lines(&text);
    assert!(
        text.contains(&"amount：20,000.00 CNY → 20,500.50 CNY（+500.50）"),
        "{text:?}"
    );
    assert!(
        text.contains(&"评审 销售经理 王强：签批已失效，因为amount有改动"),
        "{text:?}"
    );
    let of_amount = repository.run(&[
        "history", "lanyu-a1", "--format", "json", "--field", "amount",
    ]);
    assert_eq!(events(&of_amount), ["changed amount", "changed amount"]);
    let newest = repository.run(&["history", "lanyu-a1", "--format", "json", "--limit", "1"]);
    assert_eq!(events(&newest), ["deleted"]);
    assert_eq!(
        repository
            .run(&["history", "lanyu-a1", "--field", "note"])
            .status,
        3
    );
}

#[test]
fn who_and_when_come_from_the_commit() {
    let repository = Repository::new();
    let pipeline = &repository.0;
    pipeline.replace(
        "pipeline.yaml",
        "roles: roles}",
        "roles: roles, email: email}",
    );
    pipeline.replace("kinds/person.yaml", "fields:", "fields:\n  email: email");
    pipeline.append("people/li-na.yaml", "email: ZH@example.com\n");
    repository.commit("addresses");
    pipeline.append(DEAL, "note: x\n");
    repository.commit("a note");
    let ran = repository.run(&["history", "lanyu-a1", "--format", "json", "--limit", "1"]);
    let told: Value = serde_json::from_str(&ran.out).unwrap();
    let commit = &told["commits"][0];
    assert_eq!(commit["author"]["person"], "li-na");
    assert_eq!(commit["author"]["name"], "周衡");
    assert_eq!(commit["at"], "2026-06-30T10:00:00+08:00");
    let text = repository.run(&["history", "lanyu-a1", "--limit", "1"]).out;
    assert!(text.contains("2026-06-30 10:00  李娜  "), "{text}");
}

#[test]
fn a_record_is_found_by_its_name() {
    let repository = Repository::new();
    repository.0.append(DEAL, "note: x\n");
    repository.commit("note");
    let ran = repository.run(&["history", "蓝屿一期改造"]);
    assert_eq!(ran.status, 0, "{}", ran.err);
    assert!(ran.out.contains("note"), "{}", ran.out);
    let nobody = repository.run(&["history", "没有这个"]);
    assert_eq!(nobody.status, 3, "{}", nobody.err);
}

#[test]
fn broken_versions_are_events_and_unknown_fields_have_names() {
    let repository = Repository::new();
    repository.0.append(DEAL, "legacy: 12\n");
    repository.commit("an old form");
    repository.0.append(DEAL, "title: [\n");
    repository.commit("break");
    repository.0.replace(DEAL, "title: [\n", "");
    repository.commit("mend");
    let all = told(&repository);
    assert_eq!(
        all,
        [
            "created",
            "created",
            "changed legacy",
            "unreadable",
            "readable"
        ]
    );
}

#[test]
fn a_merge_that_voids_says_so_once() {
    let repository = Repository::new();
    let pipeline = &repository.0;
    pipeline.replace(DEAL, "amount: 5000", "amount: 20000");
    repository.commit("worth a review");
    repository.git(&["switch", "-q", "-c", "signed"]);
    let args = [
        "statement",
        DEAL,
        "review",
        "--role",
        "manager",
        "--by",
        "wang-qiang",
        "--write",
    ];
    assert_eq!(pipeline.run(&args).status, 0);
    repository.commit("sign");
    repository.git(&["switch", "-q", "main"]);
    pipeline.replace(DEAL, "amount: 20000", "amount: 30000");
    repository.commit("more");
    repository.git(&["merge", "-q", "--no-edit", "signed"]);
    let all = told(&repository);
    assert_eq!(
        all.last().map(String::as_str),
        Some("voided review"),
        "{all:?}"
    );
    assert_eq!(
        all.iter().filter(|event| *event == "voided review").count(),
        1
    );
}

#[test]
fn in_a_bare_repository_a_subfolder_and_after_deletion() {
    let folder = tempfile::tempdir().unwrap();
    let pipeline = Pipeline::new();
    let top = folder.path().join("company");
    let inside = top.join("sales");
    std::fs::create_dir(&top).unwrap();
    let copied = std::process::Command::new("cp")
        .arg("-r")
        .arg(pipeline.root())
        .arg(&inside)
        .status()
        .unwrap();
    assert!(copied.success());
    git(&top, &["init", "-q", "-b", "main"]);
    git(&top, &["add", "-A"]);
    git(&top, &["commit", "-q", "-m", "begin"]);
    let run = |at: &std::path::Path, args: &[&str]| {
        Ran::of(crate::pipeline::guarded().args(args).current_dir(at))
    };
    let args = ["history", "lanyu-a1", "--format", "json"];
    let here = run(&inside, &args);
    assert_eq!(events(&here), ["created", "created"]);
    git(
        folder.path(),
        &["clone", "-q", "--bare", "company", "bare.git"],
    );
    assert_eq!(run(&folder.path().join("bare.git"), &args).out, here.out);
    std::fs::remove_dir_all(inside.join("deals/lanyu-a1")).unwrap();
    git(&top, &["commit", "-qam", "gone"]);
    assert_eq!(
        events(&run(&inside, &args)).last().map(String::as_str),
        Some("deleted")
    );
    let path = folder.path().to_str().unwrap();
    git(
        folder.path(),
        &[
            "clone",
            "-q",
            "--depth",
            "1",
            &format!("file://{path}/company"),
            "shallow",
        ],
    );
    let shallow = run(&folder.path().join("shallow/sales"), &args);
    assert_eq!(shallow.status, 2);
    assert!(
        shallow.err.contains("git fetch --unshallow"),
        "{}",
        shallow.err
    );
}

#[test]
fn without_a_repository_or_a_commit() {
    let pipeline = Pipeline::new();
    let ran = pipeline.run(&["history", "lanyu-a1"]);
    assert_eq!(ran.status, 2);
    assert!(ran.err.contains("git init"), "{}", ran.err);
    git(pipeline.root(), &["init", "-q"]);
    assert_eq!(pipeline.run(&["history", "lanyu-a1"]).status, 3);
}

#[test]
fn hostile_words_stay_words() {
    let repository = Repository::new();
    repository.0.replace(DEAL, "蓝屿一期改造", HOSTILE);
    repository.git(&["add", "-A"]);
    repository.git(&[
        "-c",
        "user.name=\u{1b}[31mx<b>|",
        "commit",
        "-q",
        "-m",
        "@all #1 \u{1b}]0;x\u{7} | [a](javascript:b)",
    ]);
    for format in ["text", "markdown", "json"] {
        let ran = repository.run(&["history", "lanyu-a1", "--format", format]);
        assert_eq!(ran.status, 0);
        assert!(
            !ran.out.contains(['\u{1b}', '\u{7}']),
            "{format}: {:?}",
            ran.out
        );
    }
    let markdown = repository
        .run(&["history", "lanyu-a1", "--format", "markdown"])
        .out;
    for evil in ["<b>", "@all", "](javascript", "\u{1b}"] {
        assert!(!markdown.contains(evil), "{evil}: {markdown}");
    }
}
