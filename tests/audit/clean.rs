//! Honest work gives no finding.

use crate::history::{DEAL, History, QUOTE, SIGNOFF, WAYS, git, run};
use std::path::Path;

#[test]
fn honest_work_gives_no_finding() {
    for way in WAYS {
        let history = History::new();
        history.through(way, "2026-03-13", |work| {
            work.append(QUOTE, "discount: 8%\n")
                .commit("lin-mei", "2026-03-11");
            work.sign("song-yu", "2026-03-12")
                .commit("song-yu", "2026-03-12");
        });
        history.through(way, "2026-03-17", |work| {
            work.replace(
                DEAL,
                "stage: needs",
                "follow_ups: [{on: 2026-03-13, text: Called.}]\nstage: needs",
            );
            work.commit("lin-mei", "2026-03-13");
            work.moved("offer", "2026-03-16")
                .commit("lin-mei", "2026-03-16");
        });
        history.through(way, "2026-03-18", |work| {
            // Comments and quotes say nothing else than before.
            work.replace(DEAL, "to: lead", "to: 'lead'")
                .append(SIGNOFF, "")
                .commit("lin-mei", "2026-03-18");
        });
        let audited = history.audit(&[]);
        audited.is(&[]);
        assert_eq!(audited.report["summary"]["signoffs"], 1);
        assert_eq!(audited.status, 0);
    }
}

#[test]
fn the_commit_that_brought_a_sign_off_proves_who_gave_it() {
    for way in WAYS {
        let history = History::new();
        history.through(way, "2026-03-13", |work| {
            work.append(QUOTE, "discount: 8%\n")
                .commit("lin-mei", "2026-03-11");
            work.sign("zhao-qi", "2026-03-12")
                .commit("zhao-qi", "2026-03-12");
        });
        let audited = history.audit(&[]);
        audited.is(&[]);
        let proof = match way {
            // The squash is by Song Yu.
            crate::history::Way::Squash => "declared",
            _ => "committed",
        };
        assert_eq!(audited.report["signoffs"][0]["proof"], proof, "{way:?}");
    }
}

#[test]
fn the_example_imported_and_worked_on_gives_no_finding() {
    let folder = tempfile::tempdir().unwrap();
    let at = folder.path();
    let example = Path::new(env!("CARGO_MANIFEST_DIR")).join("example-pipeline");
    run(std::process::Command::new("cp")
        .arg("-r")
        .arg(&example)
        .arg(at.join("p")));
    let at = &at.join("p");
    run(git(at, "su-ting", "2026-06-29").args(["init", "-q", "-b", "main"]));
    run(git(at, "su-ting", "2026-06-29").args(["add", "-A"]));
    run(git(at, "su-ting", "2026-06-29").args(["commit", "-q", "-m", "import"]));
    crate::history::Audited::of(at, &[]).is(&[]);
    let deal = at.join("deals/huachen-2603-k7q/deal.yaml");
    let text = std::fs::read_to_string(&deal).unwrap();
    std::fs::write(&deal, format!("# a note\n{text}")).unwrap();
    run(git(at, "su-ting", "2026-06-30").args(["commit", "-q", "-a", "-m", "work"]));
    let audited = crate::history::Audited::of(at, &[]);
    audited.is(&[]);
    assert_eq!(audited.report["summary"]["steps"], 2);
}

#[test]
fn what_came_before_the_day_that_the_process_names_is_not_late() {
    let history = History::new();
    history
        .append("pipeline.yaml", "audit: {since: 2026-03-12, late: 1 day}\n")
        .commit("song-yu", "2026-03-10T11:00:00");
    history
        .moved("offer", "2026-03-11")
        .commit("lin-mei", "2026-03-16");
    history
        .moved("won", "2026-03-17")
        .commit("lin-mei", "2026-03-19");
    let audited = history.audit(&[]);
    audited.is(&[
        "changed-authority pipeline.yaml",
        "late-entry deals/harbour-2603-k7q/deal.yaml",
    ]);
    let message = audited.report["findings"][1]["message"].as_str().unwrap();
    assert!(message.contains("Won"), "{message}");
}
