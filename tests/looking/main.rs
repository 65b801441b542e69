//! `deal list`, `show`, `history` and `diff`, through the binary, on pipelines in real repositories.

#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)]

#[path = "../pipeline/mod.rs"]
mod pipeline;

mod diff;
mod golden;
mod history;
mod list;
mod show;

use pipeline::{Pipeline, Ran};
use std::path::Path;
use std::process::Command;

/// A pipeline in a repository of its own, whose state is committed on `main`.
struct Repository(Pipeline);

impl Repository {
    fn new() -> Repository {
        Repository::of(Pipeline::new())
    }

    fn of(pipeline: Pipeline) -> Repository {
        let repository = Repository(pipeline);
        repository.git(&["init", "-q", "-b", "main"]);
        repository.commit("begin");
        repository
    }

    fn git(&self, args: &[&str]) -> String {
        git(self.0.root(), args)
    }

    /// Commits all there is, and returns the commit's name.
    fn commit(&self, message: &str) -> String {
        self.git(&["add", "-A"]);
        self.git(&["commit", "-q", "--allow-empty", "-m", message]);
        self.git(&["rev-parse", "HEAD"]).trim().to_owned()
    }

    fn run(&self, args: &[&str]) -> Ran {
        self.0.run(args)
    }
}

/// Git with nobody's configuration.
fn git(folder: &Path, args: &[&str]) -> String {
    let output = Command::new("git")
        .current_dir(folder)
        .args(["-c", "user.name=周衡", "-c", "user.email=zh@example.com"])
        .args(args)
        .env("GIT_CONFIG_GLOBAL", "/dev/null")
        .env("GIT_CONFIG_NOSYSTEM", "1")
        .env("GIT_AUTHOR_DATE", "2026-06-30T10:00:00+08:00")
        .env("GIT_COMMITTER_DATE", "2026-06-30T10:00:00+08:00")
        .output()
        .unwrap();
    let text = String::from_utf8_lossy(&output.stderr).into_owned();
    assert!(output.status.success(), "git {args:?}: {text}");
    String::from_utf8(output.stdout).unwrap()
}

/// Lines of an answer without the blanks around them.
fn lines(ran: &Ran) -> Vec<&str> {
    ran.out
        .lines()
        .map(str::trim)
        .filter(|line| !line.is_empty())
        .collect()
}

/// A person's words that try to be something else.
const HOSTILE: &str = "\"\\e[31m<b>@all</b> | a\\nb ::error:: =1+1\"";
