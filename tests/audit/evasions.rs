//! Ways round the rules that take more than one step, or go round the chain of official states.

use crate::history::{Audited, DEAL, History, QUOTE, WAYS, Way, deal, git, run, said};

/// The deal, put in Won without a move on 2026-03-16 and put right the day after.
fn mended_jump() -> History {
    let history = History::new();
    history
        .replace(DEAL, "stage: needs", "stage: won")
        .commit("lin-mei", "2026-03-16");
    history
        .replace(DEAL, "stage: won", "stage: needs")
        .commit("lin-mei", "2026-03-17");
    history
}

/// Pushes the branch on from another line, on which what was official is only a side: no push is forced for that.
pub fn turn_round(history: &History, back: &str) {
    history.git(&["checkout", "-q", "-b", "other", back]);
    history.commit("song-yu", "2026-03-17T11:00:00");
    let merge = ["merge", "-q", "-m", "merge", "main"];
    run(git(history.root(), "song-yu", "2026-03-18").args(merge));
    history.git(&["checkout", "-q", "main"]);
    history.git(&["merge", "-q", "--ff-only", "other"]);
}

const JUMPED: &str = "jumped-stage deals/harbour-2603-k7q/deal.yaml";
const REWRITTEN: &str = "rewritten-history pipeline.yaml";

#[test]
fn official_states_that_became_a_side_of_a_merge() {
    let history = mended_jump();
    history.audit(&[]).is(&[JUMPED]);
    turn_round(&history, "HEAD~2");
    let audited = history.audit(&[]);
    audited.is(&[REWRITTEN]);
    assert_eq!(audited.text, history.audit(&["--strict"]).text);
    let message = audited.report["findings"][0]["message"].as_str().unwrap();
    assert!(message.contains("a side that was merged"), "{message}");
}

#[test]
fn a_branch_that_took_in_main_and_was_merged_is_none() {
    let history = mended_jump();
    history.audit(&[]).is(&[JUMPED]);
    history.git(&["checkout", "-q", "-b", "work", "HEAD~2"]);
    history
        .append("customers/harbour-foods/customer.yaml", "note: x\n")
        .commit("lin-mei", "2026-03-16");
    let merge = |args: &[&str]| {
        run(git(history.root(), "lin-mei", "2026-03-18")
            .args(["merge", "-q", "-m", "merge"])
            .args(args))
    };
    merge(&["main"]);
    history.git(&["checkout", "-q", "main"]);
    merge(&["--no-ff", "work"]);
    history.audit(&[]).is(&[JUMPED]);
}

/// A deal that left its stage without what the gate demands, which was filled in later.
fn unmet(history: &History, excuse: impl FnOnce(&History)) {
    history
        .replace(DEAL, "assigned_on: 2026-03-02\n", "")
        .moved("offer", "2026-03-16");
    excuse(history);
    history.commit("lin-mei", "2026-03-16");
}

#[test]
fn a_gate_that_was_met_after_it_was_passed() {
    for way in WAYS {
        let history = History::new();
        history.through(way, "2026-03-17", |work| unmet(work, |_| {}));
        history
            .replace(
                DEAL,
                "owner: lin-mei\n",
                "owner: lin-mei\nassigned_on: 2026-03-02\n",
            )
            .commit("lin-mei", "2026-03-18");
        let audited = history.audit(&[]);
        audited.is(&["unmet-gate deals/harbour-2603-k7q/deal.yaml"]);
        assert_eq!(
            audited.author("unmet-gate"),
            match way {
                Way::Squash => "Song Yu",
                _ => "Lin Mei",
            }
        );
    }
}

#[test]
fn a_gate_that_was_met_in_the_step_that_passed_it_or_was_waived_is_none() {
    for way in WAYS {
        let history = History::new();
        history.through(way, "2026-03-17", |work| {
            unmet(work, |_| {});
            work.replace(
                DEAL,
                "owner: lin-mei\n",
                "owner: lin-mei\nassigned_on: 2026-03-02\n",
            )
            .commit("lin-mei", "2026-03-16T11:00:00");
        });
        let found: &[&str] = match way {
            // Each commit of a rebase is an official state.
            Way::Rebase => &["unmet-gate deals/harbour-2603-k7q/deal.yaml"],
            _ => &[],
        };
        history.audit(&[]).is(found);
    }
    let waive = |history: &History, day: &str| {
        let text = format!(
            "rule: unmet-gate\non: {DEAL}\nreason: Taken over from another team.\nby: song-yu\nat: {day}\nuntil: 2026-05-31\n"
        );
        history.write("deals/harbour-2603-k7q/waivers/gate.yaml", &text);
    };
    let history = History::new();
    unmet(&history, |history| waive(history, "2026-03-16"));
    history.audit(&[]).is(&[]);
    for way in [Way::Merge, Way::Squash] {
        let history = History::new();
        history.through(way, "2026-03-18", |work| {
            unmet(work, |_| {});
            waive(work, "2026-03-17");
            work.commit("song-yu", "2026-03-17");
        });
        history.audit(&[]).is(&[]);
    }
}

#[test]
fn a_process_that_was_loosened_for_one_step() {
    const GATE: &str = "    needs: [assigned_on]\n";
    for way in WAYS {
        let history = History::new();
        history.through(way, "2026-03-13", |work| {
            work.replace("kinds/deal.yaml", GATE, "    needs: [owner]\n")
                .commit("song-yu", "2026-03-13");
        });
        history.through(way, "2026-03-17", |work| unmet(work, |_| {}));
        history.through(way, "2026-03-18", |work| {
            work.replace("kinds/deal.yaml", "    needs: [owner]\n", GATE)
                .replace(
                    DEAL,
                    "owner: lin-mei\n",
                    "owner: lin-mei\nassigned_on: 2026-03-02\n",
                )
                .commit("song-yu", "2026-03-18");
        });
        let audited = history.audit(&[]);
        audited.is(&["changed-process kinds/deal.yaml"; 2]);
        let message = audited.report["findings"][0]["message"].as_str().unwrap();
        assert!(message.contains(": gates.leave-needs ("), "{message}");
    }
}

#[test]
fn what_else_a_process_demands_is_watched_too() {
    for (path, old, new, part) in [
        (
            "pipeline.yaml",
            "Asia/Shanghai",
            "America/New_York",
            "timezone",
        ),
        (
            "pipeline.yaml",
            "currency: CNY",
            "currency: USD",
            "currency",
        ),
        (
            "pipeline.yaml",
            "currency: CNY",
            "currency: CNY\nignore: ['deals/**']",
            "ignore",
        ),
        (
            "pipeline.yaml",
            "currency: CNY",
            "currency: CNY\ntoday: 2026-03-02",
            "today",
        ),
        (
            "calendar/cn.yaml",
            "from: 2026-01-01",
            "from: 2026-03-04",
            "years.2026",
        ),
        (
            "kinds/deal.yaml",
            "    grows: true\n",
            "",
            "fields.follow_ups",
        ),
        (
            "kinds/deal.yaml",
            "longest: 45 days",
            "longest: 450 days",
            "stages",
        ),
        (
            "kinds/quote.yaml",
            "max: 30%",
            "max: 90%",
            "fields.discount",
        ),
    ] {
        let history = History::new();
        history
            .replace(path, old, new)
            .commit("song-yu", "2026-03-13");
        let audited = history.audit(&[]);
        audited.is(&[&format!("changed-process {path}")]);
        let message = audited.report["findings"][0]["message"].as_str().unwrap();
        assert!(message.contains(&format!(": {part} (")), "{message}");
    }
    let history = History::new();
    history
        .replace("kinds/deal.yaml", "en: Offer}", "en: Offer made}")
        .append(
            "kinds/deal.yaml",
            "rules:\n  named: {assert: 'title != \"\"'}\n",
        )
        .commit("song-yu", "2026-03-13");
    let output = deal(history.root()).args(["check"]).output().unwrap();
    assert_ne!(output.status.code(), Some(2), "{}", said(&output));
    history.audit(&[]).is(&[]);
}

#[test]
fn a_pipeline_that_was_moved_to_another_folder() {
    let history = mended_jump();
    history.git(&["checkout", "-q", "-b", "work"]);
    std::fs::create_dir(history.path("sales")).unwrap();
    for part in [
        "pipeline.yaml",
        "kinds",
        "people",
        "deals",
        "customers",
        "calendar",
    ] {
        history.git(&["mv", part, "sales"]);
    }
    history.commit("song-yu", "2026-03-18");
    let there = history.path("sales");
    let audited = Audited::of(&there, &[]);
    audited.is(&[REWRITTEN]);
    assert_eq!(audited.status, 1);
    assert_eq!(audited.text, Audited::of(&there, &["--strict"]).text);
    let output = deal(&there)
        .args([
            "check",
            "--since",
            "main",
            "--today",
            "2026-03-20",
            "--lang",
            "en",
        ])
        .output()
        .unwrap();
    let printed = said(&output);
    assert!(printed.contains("error[rewritten-history]"), "{printed}");
    // What happened before the pipeline went there is to be seen where it was.
    let before = Audited::of(history.root(), &["--at", "main", "--pipeline", "."]);
    before.is(&[JUMPED]);
}

#[test]
fn a_waiver_that_somebody_else_committed() {
    const WAIVER: &str = "deals/harbour-2603-k7q/waivers/stay.yaml";
    let waiver = |day: &str| {
        format!(
            "rule: stale-stage\non: {DEAL}\nreason: So he said.\nby: song-yu\nat: {day}\nuntil: 2026-04-30\n"
        )
    };
    for way in WAYS {
        let history = History::new();
        history
            .append("pipeline.yaml", "signoffs: {proof: committed}\n")
            .commit("song-yu", "2026-03-10T12:00:00");
        history.through(way, "2026-03-17", |work| {
            work.write(WAIVER, &waiver("2026-03-16"))
                .commit("lin-mei", "2026-03-16");
            work.append(QUOTE, "# note\n")
                .commit("lin-mei", "2026-03-16T11:00:00");
        });
        let audited = history.audit(&[]);
        match way {
            // The one who squashed is the one who could have given it.
            Way::Squash => audited.is(&["changed-authority kinds/quote.yaml"]),
            Way::Merge | Way::Rebase => audited.has("foreign-signoff", WAIVER),
        };
    }
    let history = History::new();
    history
        .append("pipeline.yaml", "signoffs: {proof: signed}\n")
        .commit("song-yu", "2026-03-10T12:00:00");
    history
        .write(WAIVER, &waiver("2026-03-16"))
        .append(QUOTE, "# note\n")
        .commit("lin-mei", "2026-03-16");
    history.audit(&[]).has("unattributable-signoff", WAIVER);
}
