//! `deal check --since` and `--staged`: what a proposal brings is told by what it is about, and judged by the base.

#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)]

mod commands;
#[path = "../pipeline/mod.rs"]
mod pipeline;
mod reached;

use pipeline::{DEAL, Pipeline};
use std::process::Command;

/// A repository with a pipeline whose state is committed on `main`.
struct Proposal(Pipeline);

impl Proposal {
    fn new() -> Proposal {
        Proposal::of(Pipeline::new())
    }

    fn of(pipeline: Pipeline) -> Proposal {
        let proposal = Proposal(pipeline);
        proposal.git(&["init", "-q", "-b", "main"]);
        proposal.commit("begin");
        proposal.git(&["switch", "-q", "-c", "proposal"]);
        proposal
    }

    fn git(&self, args: &[&str]) -> String {
        let output = Command::new("git")
            .current_dir(self.0.root())
            .args(["-c", "user.name=周衡", "-c", "user.email=zh@example.com"])
            .args(args)
            .env("GIT_CONFIG_GLOBAL", "/dev/null")
            .env("GIT_CONFIG_NOSYSTEM", "1")
            .env("GIT_AUTHOR_DATE", "2026-06-30T18:00:00+08:00")
            .env("GIT_COMMITTER_DATE", "2026-06-30T18:00:00+08:00")
            .output()
            .unwrap();
        let text = String::from_utf8_lossy(&output.stderr).into_owned();
        assert!(output.status.success(), "git {args:?}: {text}");
        String::from_utf8(output.stdout).unwrap()
    }

    fn commit(&self, message: &str) {
        self.git(&["add", "-A"]);
        self.git(&["commit", "-q", "--allow-empty", "-m", message]);
    }

    #[track_caller]
    fn brings(&self, expected: &[&str]) {
        let checked = self.0.check(&["--since", "main"]);
        assert_eq!(checked.places(), expected, "{:#}", checked.report);
    }
}

#[test]
fn what_was_wrong_before_is_not_blamed_wherever_it_stands_now() {
    let pipeline = Pipeline::with_deal("nonsense: 1\n");
    let proposal = Proposal::of(pipeline);
    let text = proposal.0.read(DEAL);
    proposal.0.write(DEAL, format!("# a line more\n{text}"));
    proposal.commit("moves the finding down");
    proposal.brings(&[]);
    proposal.0.append(DEAL, "other: 1\n");
    proposal.commit("adds another");
    let line = proposal.0.read(DEAL).lines().count();
    proposal.brings(&[&format!("{DEAL}:{line} unknown-field")]);
}

#[test]
fn only_what_is_committed_counts_and_only_what_is_staged() {
    let proposal = Proposal::new();
    let text = proposal.0.read(DEAL);
    proposal.0.append(DEAL, "nonsense: 1\n");
    proposal.brings(&[]);
    assert_eq!(proposal.0.check(&["--staged"]).places(), [""; 0]);
    proposal.git(&["add", DEAL]);
    // The work tree is right again; what is staged isn't.
    proposal.0.write(DEAL, &text);
    let staged = proposal.0.check(&["--staged"]);
    assert_eq!(staged.status, 1);
    assert_eq!(staged.places().len(), 1, "{:#}", staged.report);
    assert_eq!(
        proposal.git(&["status", "--porcelain"]),
        format!("MM {DEAL}\n")
    );
}

#[test]
fn the_first_commit_brings_everything() {
    let pipeline = Pipeline::with_deal("nonsense: 1\n");
    let proposal = Proposal(pipeline);
    proposal.git(&["init", "-q", "-b", "main"]);
    proposal.git(&["add", "-A"]);
    assert_eq!(proposal.0.check(&["--staged"]).places().len(), 1);
}

#[test]
fn a_stricter_process_is_blamed_for_what_it_newly_breaks() {
    let proposal = Proposal::new();
    proposal.0.replace(
        "kinds/customer.yaml",
        "fields:\n",
        "fields:\n  tax_number: {type: text, required: true, title: {zh-CN: 税号, en: Tax number}}\n",
    );
    proposal.commit("demands a tax number");
    proposal.brings(&["customers/lanyu/customer.yaml:1 missing-field"]);
}

#[test]
fn a_field_and_its_values_may_come_together() {
    let proposal = Proposal::new();
    proposal.0.replace(
        "kinds/deal.yaml",
        "  amount: money\n",
        "  amount: money\n  tax_number: {type: text, title: {zh-CN: 税号, en: Tax number}}\n",
    );
    proposal.0.append(DEAL, "tax_number: x\n");
    proposal.commit("a field with its value");
    proposal.brings(&[]);
}

#[test]
fn a_role_counts_once_the_base_has_it() {
    let proposal = Proposal::new();
    proposal
        .0
        .write("people/zhao-min.yaml", "name: 赵敏\nroles: [manager]\n");
    proposal.0.replace(DEAL, "amount: 5000", "amount: 20000");
    let args = [
        "statement",
        DEAL,
        "review",
        "--role",
        "manager",
        "--by",
        "zhao-min",
        "--write",
    ];
    assert_eq!(proposal.0.run(&args).status, 0);
    assert_eq!(proposal.0.check(&[]).places(), [""; 0]);
    proposal.commit("a manager of its own signs");
    let file = "deals/lanyu-a1/signoffs/review.manager.zhao-min.yaml";
    proposal.brings(&[
        &format!("{file}:4 unauthorised-signoff"),
        "people/zhao-min.yaml:2 changed-authority",
    ]);
    proposal.git(&["switch", "-q", "main"]);
    proposal.git(&["checkout", "-q", "proposal", "--", "people"]);
    proposal.commit("the role is granted");
    proposal.git(&["switch", "-q", "proposal"]);
    proposal.git(&["rebase", "-q", "main"]);
    proposal.brings(&[]);
}

#[test]
fn a_proposal_is_judged_as_the_step_that_its_merge_would_be() {
    let proposal = Proposal::new();
    let file = "deals/lanyu-a1/signoffs/review.manager.wang-qiang.yaml";
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
    assert_eq!(proposal.0.run(&args).status, 0);
    proposal.commit("reviewed");
    proposal.git(&["branch", "-f", "main"]);
    proposal.0.remove(file);
    proposal.commit("the review is gone");
    proposal.brings(&[&format!("{file} removed-signoff")]);
    proposal.git(&["revert", "--no-edit", "HEAD"]);
    proposal.brings(&[]);
    proposal.0.remove("customers/lanyu/customer.yaml");
    proposal.commit("a customer is gone");
    let checked = proposal
        .0
        .check(&["--since", "main", "--only", "deleted-record"]);
    assert_eq!(
        checked.places(),
        ["customers/lanyu/customer.yaml deleted-record"]
    );
}

#[test]
fn history_that_is_cut_off_says_what_to_do() {
    let proposal = Proposal::new();
    proposal.commit("one");
    let folder = tempfile::tempdir().unwrap();
    let url = format!("file://{}", proposal.0.root().display());
    let clone = folder.path().join("clone");
    proposal.git(&[
        "clone",
        "-q",
        "--depth=1",
        "--no-single-branch",
        &url,
        clone.to_str().unwrap(),
    ]);
    let mut command = pipeline::guarded();
    command
        .current_dir(&clone)
        .args(["--lang", "en", "check", "--since", "origin/main"]);
    let ran = pipeline::Ran::of(&mut command);
    assert_eq!(ran.status, 2, "{}{}", ran.out, ran.err);
    assert!(ran.err.contains("fetch-depth: 0"), "{}", ran.err);
}

#[test]
fn an_unknown_revision_or_no_repository_can_be_corrected() {
    let ran = Pipeline::new().run(&["--lang", "en", "check", "--since", "main"]);
    assert_eq!(ran.status, 2);
    assert!(ran.err.contains("no Git repository"), "{}", ran.err);
    let ran = Proposal::new()
        .0
        .run(&["--lang", "en", "check", "--since", "mian"]);
    assert_eq!(ran.status, 2);
    assert!(ran.err.contains("there is no revision mian"), "{}", ran.err);
}

#[test]
fn a_deleted_child_is_judged_with_its_parent() {
    let pipeline = Pipeline::new();
    pipeline.replace(
        "kinds/deal.yaml",
        "rules:\n",
        "rules:\n  has-minutes: {assert: size(minutes) > 0, message: {zh-CN: 没有纪要, en: No minutes}}\n",
    );
    let proposal = Proposal::of(pipeline);
    proposal.0.remove(pipeline::MINUTES);
    proposal.commit("deletes the minutes");
    let checked = proposal.0.check(&["--since", "main"]);
    assert_eq!(checked.only("has-minutes")["record"], "lanyu-a1");
}
