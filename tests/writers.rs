//! Many commands at once, and commands that are killed: no change is lost, and none is half done.
//!
//! `DEAL_CHANGES` and `DEAL_KILLS` make the runs longer; CONTRIBUTING.md says how.

#![cfg(unix)]
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)]

mod pipeline;

use pipeline::{DEAL, Pipeline, Ran, guarded};
use std::process::{Command, Stdio};
use std::thread;
use std::time::Duration;

const WRITERS: usize = 8;

/// A pipeline in a repository, with a person who may be named.
fn begun() -> Pipeline {
    let pipeline = Pipeline::new();
    git(&pipeline, &["init", "-q", "-b", "main"]);
    git(&pipeline, &["add", "-A"]);
    git(&pipeline, &["commit", "-q", "-m", "begin"]);
    pipeline
}

fn git(pipeline: &Pipeline, args: &[&str]) -> String {
    let mut command = Command::new("git");
    let output = hermetic(&mut command)
        .current_dir(pipeline.root())
        .args(args)
        .output()
        .unwrap();
    let said = String::from_utf8_lossy(&output.stderr).into_owned();
    assert!(output.status.success(), "git {args:?}: {said}");
    String::from_utf8(output.stdout).unwrap()
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

fn deal(pipeline: &Pipeline, args: &[&str]) -> Command {
    let mut command = guarded();
    command
        .current_dir(pipeline.root())
        .args(["--today", "2026-06-30", "--lang", "en"])
        .args(args)
        .args(["--as", "li-na"]);
    hermetic(&mut command);
    command
}

fn number(name: &str, default: usize) -> usize {
    std::env::var(name).map_or(default, |text| text.parse().expect("a number"))
}

#[test]
fn changes_made_at_once_all_land() {
    let pipeline = begun();
    let each = number("DEAL_CHANGES", 40).div_ceil(WRITERS);
    thread::scope(|scope| {
        for writer in 0..WRITERS {
            let pipeline = &pipeline;
            scope.spawn(move || {
                for round in 0..each {
                    let tag = format!("tags+=w{writer}-{round}");
                    let ran = Ran::of(&mut deal(pipeline, &["set", "lanyu-a1", &tag]));
                    assert_eq!(ran.status, 0, "{}{}", ran.out, ran.err);
                }
            });
        }
    });
    let text = pipeline.read(DEAL);
    for writer in 0..WRITERS {
        for round in 0..each {
            let tag = format!("w{writer}-{round}");
            assert!(text.contains(&tag), "{tag} is lost");
        }
    }
    let commits = git(&pipeline, &["rev-list", "--count", "HEAD"]);
    assert_eq!(commits.trim(), (WRITERS * each + 1).to_string());
    sound(&pipeline);
}

#[test]
fn new_records_made_at_once_have_ids_of_their_own() {
    let pipeline = begun();
    let each = number("DEAL_CHANGES", 16).div_ceil(WRITERS);
    let before = pipeline.check(&[]).report["summary"]["records"]
        .as_u64()
        .unwrap();
    thread::scope(|scope| {
        for _ in 0..WRITERS {
            scope.spawn(|| {
                for _ in 0..each {
                    let args = ["new", "deal", "title=x", "owner=li-na", "customer=lanyu"];
                    let ran = Ran::of(&mut deal(&pipeline, &args));
                    assert_eq!(ran.status, 0, "{}{}", ran.out, ran.err);
                }
            });
        }
    });
    let after = pipeline.check(&[]).report["summary"]["records"]
        .as_u64()
        .unwrap();
    assert_eq!(after, before + (WRITERS * each) as u64);
    sound(&pipeline);
}

#[test]
fn a_command_killed_at_any_moment_leaves_the_old_or_the_new() {
    let pipeline = begun();
    for round in 0..number("DEAL_KILLS", 12) {
        let amount = format!("amount={}", 6000 + round);
        let mut victim = deal(&pipeline, &["set", "lanyu-a1", &amount])
            .stdout(Stdio::null())
            .stderr(Stdio::null())
            .spawn()
            .unwrap();
        // Spread over the time that a command takes, and beyond.
        thread::sleep(Duration::from_micros((round as u64 * 7919) % 90_000));
        let _ = victim.kill();
        victim.wait().unwrap();
        remove_what_a_killed_git_left(&pipeline);
        let after = format!("note=after-{round}");
        let ran = Ran::of(&mut deal(&pipeline, &["set", "lanyu-a1", &after]));
        assert_eq!(ran.status, 0, "round {round}: {}{}", ran.out, ran.err);
        let status = git(&pipeline, &["status", "--porcelain"]);
        assert_eq!(status, "", "round {round}");
    }
    sound(&pipeline);
}

/// A `git` that dies with its terminal leaves its own lock, which is its user's to remove.
fn remove_what_a_killed_git_left(pipeline: &Pipeline) {
    thread::sleep(Duration::from_millis(30));
    let _ = std::fs::remove_file(pipeline.path(".git/index.lock"));
}

/// Git and `deal check` accept what is there.
fn sound(pipeline: &Pipeline) {
    git(pipeline, &["fsck", "--strict", "--no-dangling"]);
    assert_eq!(git(pipeline, &["status", "--porcelain"]), "");
    assert_eq!(pipeline.check(&[]).places(), [""; 0]);
    let left = walkdir::WalkDir::new(pipeline.root())
        .min_depth(1)
        .into_iter()
        .flatten();
    let left: Vec<_> = left
        .filter(|entry| entry.file_name().to_string_lossy().contains(".tmp"))
        .collect();
    assert!(left.is_empty(), "{left:?}");
}
