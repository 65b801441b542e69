//! Attachments that a change newly names, through the binary: its commit takes them along, or refuses and says why.

#![cfg(unix)]
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)]

mod pipeline;

use pipeline::{DEAL, Pipeline, Ran, guarded};
use std::fs::{self, File};
use std::os::unix::fs::symlink;
use std::process::Command;

const OFFER: &str = "deals/lanyu-a1/files/offer.pdf";
const NAME_IT: [&str; 3] = ["set", "lanyu-a1", "offer=deals/lanyu-a1/files/offer.pdf"];

/// A pipeline in a repository, whose deals have what attachments are named by.
fn begun() -> Pipeline {
    let pipeline = Pipeline::new();
    pipeline.replace(
        "kinds/deal.yaml",
        "  offer: file\n",
        "  offer: file
  contract: {type: file, digest: required}
  calls: {type: list, fields: {date: {type: date, required: true}, by: person, text: {type: text, required: true}, paper: file}}
  people: {type: list, fields: {name: {type: text, required: true, personal: true}}}
  stage: stage
  moves: moves
",
    );
    pipeline.replace(
        "kinds/deal.yaml",
        "owner: owner\n",
        "owner: owner
follow: {list: calls, date: date, by: by, text: text}
stages:
  - {id: lead, title: {zh-CN: 线索, en: Lead}}
  - {id: won, title: {zh-CN: 成交, en: Won}, end: true}
",
    );
    pipeline.replace(
        "kinds/deal.yaml",
        "signoffs:\n",
        "signoffs:
  accept:
    title: {zh-CN: 客户认可, en: Acceptance}
    outside: {role: customer, from: people, by: name}
    covers: [amount]
    when: amount > 1000000
",
    );
    pipeline.append(
        DEAL,
        "people: [{name: 吴军}]\nstage: lead\nmoves:\n  - {to: lead, at: 2026-06-01, by: li-na}\n",
    );
    git(&pipeline, &["init", "-q", "-b", "main"]);
    git(&pipeline, &["add", "-A"]);
    git(&pipeline, &["commit", "-q", "-m", "begin"]);
    pipeline
}

fn hermetic(command: &mut Command) -> &mut Command {
    command
        .env("GIT_CONFIG_GLOBAL", "/dev/null")
        .env("GIT_CONFIG_NOSYSTEM", "1")
        .env("GIT_AUTHOR_NAME", "李娜")
        .env("GIT_AUTHOR_EMAIL", "li.na@example.com")
        .env("GIT_COMMITTER_NAME", "李娜")
        .env("GIT_COMMITTER_EMAIL", "li.na@example.com")
}

fn git(pipeline: &Pipeline, args: &[&str]) -> String {
    let mut command = Command::new("git");
    let output = hermetic(&mut command)
        .current_dir(pipeline.root())
        .args(["-c", "core.quotePath=false"])
        .args(args)
        .output()
        .unwrap();
    let said = String::from_utf8_lossy(&output.stderr).into_owned();
    assert!(output.status.success(), "git {args:?}: {said}");
    String::from_utf8(output.stdout).unwrap()
}

fn deal(pipeline: &Pipeline, args: &[&str]) -> Ran {
    let mut command = guarded();
    command
        .current_dir(pipeline.root())
        .args(["--today", "2026-06-30"])
        .args(args)
        .args(["--as", "li-na"]);
    Ran::of(hermetic(&mut command))
}

/// Files of the last commit: `A path`, sorted.
fn last(pipeline: &Pipeline) -> Vec<String> {
    let said = git(pipeline, &["show", "--format=", "--name-status", "HEAD"]);
    let files = said.lines().filter(|line| !line.is_empty());
    files.map(|line| line.replace('\t', " ")).collect()
}

fn status(pipeline: &Pipeline) -> String {
    git(pipeline, &["status", "--porcelain", "-uall"])
}

/// Asserts that a command is refused, says so in both languages, and changes nothing.
#[track_caller]
fn refuses(pipeline: &Pipeline, args: &[&str], status: i32, english: &[&str], chinese: &[&str]) {
    let head = git(pipeline, &["rev-parse", "HEAD"]);
    let before = (self::status(pipeline), pipeline.read(DEAL), head);
    for (language, all) in [("en", english), ("zh-CN", chinese)] {
        let ran = deal(pipeline, &[args, &["--lang", language]].concat());
        assert_eq!(ran.status, status, "{args:?}: {}{}", ran.out, ran.err);
        for said in all {
            assert!(ran.err.contains(said), "{said:?}: {}", ran.err);
        }
    }
    let head = git(pipeline, &["rev-parse", "HEAD"]);
    assert_eq!((self::status(pipeline), pipeline.read(DEAL), head), before);
}

#[test]
fn every_command_brings_the_attachment_that_it_names() {
    let named = |field: &str| format!("{field}={OFFER}");
    let (offer, contract, paper) = (named("offer"), named("contract"), named("paper"));
    let commands: [&[&str]; 7] = [
        &["set", "lanyu-a1", &offer],
        &["set", "lanyu-a1", &contract],
        &["set", "lanyu-a1", "amount=6000", &offer, &contract],
        &["follow", "lanyu-a1", "合同已寄出", &paper],
        &["move", "lanyu-a1", "won", &offer],
        &[
            "sign",
            "lanyu-a1",
            "accept",
            "--by",
            "吴军",
            "--evidence",
            OFFER,
        ],
        &[
            "new",
            "deal",
            "title=二期",
            "customer=lanyu",
            "owner=li-na",
            "amount=9000",
            &offer,
        ],
    ];
    for command in commands {
        let pipeline = begun();
        pipeline
            .write(OFFER, b"%PDF\0")
            .write("deals/lanyu-a1/files/other.pdf", "x");
        let ran = deal(&pipeline, command);
        assert_eq!(ran.status, 0, "{command:?}: {}{}", ran.out, ran.err);
        assert_eq!(ran.err, format!("committed with it: {OFFER} (5 B)\n"));
        let last = last(&pipeline);
        assert_eq!(last.len(), 2, "{command:?}: {last:?}");
        assert!(last.contains(&format!("A {OFFER}")), "{last:?}");
        assert_eq!(status(&pipeline), "?? deals/lanyu-a1/files/other.pdf\n");
        assert_eq!(
            git(&pipeline, &["show", &format!("HEAD:{OFFER}")]),
            "%PDF\0"
        );
    }
}

#[test]
fn only_what_is_newly_named_goes_along() {
    let pipeline = begun();
    pipeline.write(OFFER, "one");
    assert_eq!(deal(&pipeline, &NAME_IT).status, 0);
    // The file was named before: what became of it is another change's business.
    pipeline.write(OFFER, "two");
    let ran = deal(&pipeline, &["set", "lanyu-a1", "amount=6000"]);
    assert_eq!((ran.status, &*ran.err), (0, ""));
    assert_eq!(last(&pipeline), [format!("M {DEAL}")]);
    assert_eq!(status(&pipeline), format!(" M {OFFER}\n"));
    // Another digest names another content.
    let contract = format!("contract={OFFER}");
    let ran = deal(&pipeline, &["set", "lanyu-a1", &contract]);
    assert_eq!(ran.err, format!("committed with it: {OFFER} (3 B)\n"));
    assert_eq!(last(&pipeline), [format!("M {DEAL}"), format!("M {OFFER}")]);
    pipeline.write(OFFER, "three");
    let ran = deal(&pipeline, &["set", "lanyu-a1", &contract]);
    assert_eq!(ran.status, 0, "{}", ran.err);
    assert_eq!(last(&pipeline), [format!("M {DEAL}"), format!("M {OFFER}")]);
    pipeline.check(&[]).is(&[]);
}

#[test]
fn a_dry_run_shows_the_size_and_not_the_bytes() {
    let pipeline = begun();
    // 3 GiB that take no room: neither a dry run nor its judgement reads them.
    fs::create_dir_all(pipeline.path("deals/lanyu-a1/files")).unwrap();
    let file = File::create(pipeline.path(OFFER)).unwrap();
    file.set_len(3 << 30).unwrap();
    let dry = [&NAME_IT[..], &["--dry-run"]].concat();
    let ran = deal(&pipeline, &dry);
    assert_eq!((ran.status, &*ran.err), (0, ""));
    let shown = format!("--- /dev/null\n+++ b/{OFFER}\nattachment, 3 GiB\n");
    assert!(ran.out.ends_with(&shown), "{}", ran.out);
    assert!(
        ran.out.contains(&format!("+offer: {OFFER}\n")),
        "{}",
        ran.out
    );
    let chinese = deal(&pipeline, &[&dry[..], &["--lang", "zh-CN"]].concat());
    assert!(chinese.out.ends_with("附件，3 GiB\n"), "{}", chinese.out);
    assert_eq!(git(&pipeline, &["log", "--format=%s"]), "begin\n");
    // Of one that is committed and changed since, it is a change.
    file.set_len(5).unwrap();
    git(&pipeline, &["add", OFFER]);
    git(&pipeline, &["commit", "-q", "-m", "offer"]);
    file.set_len(6).unwrap();
    let ran = deal(&pipeline, &dry);
    let shown = format!("--- a/{OFFER}\n+++ b/{OFFER}\nattachment, 6 B\n");
    assert!(ran.out.ends_with(&shown), "{}", ran.out);
}

#[test]
fn without_a_commit_it_is_said_what_belongs_to_it() {
    let pipeline = begun();
    pipeline.write(OFFER, "x");
    let ran = deal(
        &pipeline,
        &[&NAME_IT[..], &["--no-commit", "--lang", "zh-CN"]].concat(),
    );
    assert_eq!(ran.status, 0);
    assert_eq!(ran.err, format!("须一并提交：{OFFER}（1 B）\n"));
    assert_eq!(status(&pipeline), format!(" M {DEAL}\n?? {OFFER}\n"));
}

#[test]
fn what_nobody_else_would_get_is_refused() {
    let pipeline = begun();
    pipeline.write(OFFER, "x");
    git(&pipeline, &["add", OFFER]);
    pipeline.write(OFFER, "xy");
    refuses(
        &pipeline,
        &NAME_IT,
        2,
        &[
            "is staged, and not as it is now",
            &format!("git add {OFFER}"),
        ],
        &["已暂存的内容与现有文件不同", &format!("git add {OFFER}")],
    );
    git(&pipeline, &["rm", "-q", "--cached", "-f", OFFER]);

    pipeline.write(".git/info/exclude", "*.pdf\n");
    for command in [&NAME_IT[..], &[&NAME_IT[..], &["--dry-run"]].concat()] {
        refuses(
            &pipeline,
            command,
            2,
            &["is ignored by", &format!("git check-ignore -v {OFFER}")],
            &["忽略", &format!("git check-ignore -v {OFFER}")],
        );
    }
    pipeline.write(".git/info/exclude", "");

    pipeline.write("notes.pdf", "x");
    refuses(
        &pipeline,
        &["set", "lanyu-a1", "offer=notes.pdf"],
        2,
        &["`attachments` in pipeline.yaml doesn't take it"],
        &["也不包括它"],
    );
    pipeline.remove("notes.pdf");

    refuses(
        &pipeline,
        &["set", "lanyu-a1", "offer=../offer.pdf"],
        2,
        &["is no path inside the pipeline", "copy the file"],
        &["不是销售库内的路径", "复制到"],
    );
    pipeline.remove(OFFER);
    symlink("/etc/hostname", pipeline.path(OFFER)).unwrap();
    for command in [
        &NAME_IT[..],
        &[
            "sign",
            "lanyu-a1",
            "accept",
            "--by",
            "吴军",
            "--evidence",
            OFFER,
        ],
    ] {
        refuses(
            &pipeline,
            command,
            1,
            &["is a symbolic link", "put the file itself there"],
            &["是符号链接", "请把文件本身放在那里"],
        );
    }
}

#[test]
fn evidence_that_is_not_there_is_found() {
    let pipeline = begun();
    let sign = [
        "sign",
        "lanyu-a1",
        "accept",
        "--by",
        "吴军",
        "--evidence",
        OFFER,
    ];
    refuses(
        &pipeline,
        &sign,
        1,
        &["broken-reference", "there is no file"],
        &["没有文件"],
    );
    pipeline.write(OFFER, "x");
    assert_eq!(deal(&pipeline, &sign).status, 0);
    pipeline.check(&[]).is(&[]);
    pipeline.remove(OFFER);
    let signed = "deals/lanyu-a1/signoffs/accept.customer.li-na.yaml";
    let line = pipeline.read(signed);
    let line = line.lines().position(|line| line.starts_with("evidence:"));
    pipeline
        .check(&[])
        .is(&[&format!("{signed}:{} broken-reference", line.unwrap() + 1)]);
}
