//! Attacks on what went out and who confirmed it, brought in by a merge, a squash and a rebase.

use crate::history::{History, QUOTE, WAYS, deal};
use serde_json::Value;

/// Runs an attack on a dispatch in every way, and asserts what is found; `SENT` stands for the dispatch.
fn attack(prepare: impl Fn(&History) -> String, work: impl Fn(&History, &str), found: &[&str]) {
    for way in WAYS {
        let history = History::new();
        let sent = prepare(&history);
        history.through(way, "2026-03-17", |history| work(history, &sent));
        let audited = history.audit(&[]);
        let found: Vec<String> = found.iter().map(|it| it.replace("SENT", &sent)).collect();
        assert_eq!(
            audited.found(),
            found,
            "{way:?}: {:#}",
            audited.report["findings"]
        );
        let errors = audited.report["summary"]["errors"] != 0;
        assert_eq!(audited.status, i32::from(errors));
    }
}

fn went_out(history: &History) -> String {
    history.with_dispatch()
}

/// The same, confirmed on the next day.
fn was_confirmed(history: &History) -> String {
    let sent = history.with_dispatch();
    history
        .confirm("2026-03-13")
        .commit("lin-mei", "2026-03-13");
    sent
}

/// Sent and confirmed, and the price changed afterwards: what tempts one to touch the dispatch.
fn has_changed(history: &History) -> String {
    let sent = was_confirmed(history);
    history
        .replace(QUOTE, "total: 100000.00", "total: 90000.00")
        .commit("lin-mei", "2026-03-16");
    sent
}

#[test]
fn what_is_sent_and_confirmed_in_time_gives_no_finding() {
    for way in WAYS {
        let history = History::new();
        history.with_letter();
        history.through(way, "2026-03-12", |work| {
            work.send("2026-03-12");
            work.commit("lin-mei", "2026-03-12");
        });
        history.through(way, "2026-03-17", |work| {
            work.confirm("2026-03-16").commit("lin-mei", "2026-03-16");
            // How it is written says nothing.
            let sent = only_sent(work);
            work.replace(&sent, "document: letter", "document:   'letter'")
                .append(&sent, "# a remark\n")
                .replace(QUOTE, "total: 100000.00", "total: 90000.00")
                .commit("lin-mei", "2026-03-16T11:00:00");
            work.send("2026-03-16");
            work.commit("lin-mei", "2026-03-16T12:00:00");
        });
        history.audit(&[]).is(&[]);
    }
}

fn only_sent(history: &History) -> String {
    let mut sent = std::fs::read_dir(history.path("deals/harbour-2603-k7q/sent")).unwrap();
    let name = sent.next().unwrap().unwrap().file_name();
    assert!(sent.next().is_none());
    format!("deals/harbour-2603-k7q/sent/{}", name.to_str().unwrap())
}

#[test]
fn a_dispatch_that_was_removed() {
    let remove = |work: &History, sent: &str| {
        work.remove(sent).commit("lin-mei", "2026-03-16");
    };
    attack(went_out, remove, &["removed-dispatch SENT"]);
    attack(has_changed, remove, &["removed-dispatch SENT"]);
}

#[test]
fn a_dispatch_that_was_removed_with_its_record() {
    let remove = |work: &History, sent: &str| {
        work.remove(sent)
            .remove(QUOTE)
            .commit("lin-mei", "2026-03-16");
    };
    let gone = format!("deleted-record {QUOTE}");
    attack(went_out, remove, &[&gone, "removed-dispatch SENT"]);
}

#[test]
fn a_dispatch_that_a_merge_dropped() {
    let history = History::new();
    history.with_letter();
    history.git(&["checkout", "-q", "-b", "work"]);
    let sent = history.send("2026-03-12");
    history.commit("lin-mei", "2026-03-12");
    history.git(&["checkout", "-q", "main"]);
    history.git(&["merge", "-q", "-s", "ours", "-m", "merge", "work"]);
    history
        .audit(&[])
        .is(&[&format!("removed-dispatch {sent}")]);
}

#[test]
fn a_dispatch_that_was_altered() {
    for (old, new) in [
        ("Wu Jun", "An Qi"),
        ("sent_on: 2026-03-12", "sent_on: 2026-03-13"),
        ("sha256: ", "sha256: \"0\" # "),
        ("part: total", "part: sum"),
    ] {
        let alter = |work: &History, sent: &str| {
            work.replace(sent, old, new).commit("lin-mei", "2026-03-16");
        };
        attack(went_out, alter, &["altered-dispatch SENT"]);
    }
}

#[test]
fn what_a_dispatch_showed_made_to_fit_the_record_of_today() {
    let doctor = |work: &History, sent: &str| {
        let new = work.send("2026-03-16");
        let shows = |path: &str| {
            let text = work.read(path);
            let at = text.find("shows:").unwrap();
            text[at..].lines().take(2).collect::<Vec<_>>().join("\n")
        };
        let (old, honest) = (shows(sent), shows(&new));
        assert_ne!(old, honest);
        work.remove(&new)
            .replace(sent, &old, &honest)
            .commit("lin-mei", "2026-03-16T11:00:00");
    };
    attack(has_changed, doctor, &["altered-dispatch SENT"]);
}

#[test]
fn a_confirmation_that_was_altered_or_taken_away() {
    let alter = |work: &History, sent: &str| {
        work.replace(sent, "by: \"Wu Jun\"", "by: \"An Qi\"")
            .commit("lin-mei", "2026-03-16");
    };
    attack(was_confirmed, alter, &["altered-dispatch SENT"]);
    let unconfirm = |work: &History, sent: &str| {
        let text = work.read(sent);
        let (kept, _) = text.split_once("confirmed:").unwrap();
        work.write(sent, kept).commit("lin-mei", "2026-03-16");
    };
    attack(was_confirmed, unconfirm, &["altered-dispatch SENT"]);
}

#[test]
fn a_dispatch_altered_by_way_of_a_broken_file() {
    for way in WAYS {
        let history = History::new();
        let sent = history.with_dispatch();
        let text = history.read(&sent);
        history.through(way, "2026-03-13", |work| {
            work.write(&sent, "{").commit("lin-mei", "2026-03-13");
        });
        history.through(way, "2026-03-16", |work| {
            work.write(&sent, &text.replace("Wu Jun", "An Qi"))
                .commit("lin-mei", "2026-03-16");
        });
        history
            .audit(&[])
            .is(&[&format!("altered-dispatch {sent}")]);
    }
}

#[test]
fn a_dispatch_dated_before_what_it_shows() {
    let prepare = |history: &History| {
        history.with_letter();
        history
            .replace(QUOTE, "total: 100000.00", "total: 90000.00")
            .commit("lin-mei", "2026-03-11T12:00:00");
        String::new()
    };
    for way in WAYS {
        let history = History::new();
        prepare(&history);
        history.through(way, "2026-03-17", |work| {
            work.send("2026-03-03");
            work.commit("lin-mei", "2026-03-16");
        });
        let sent = only_sent(&history);
        history.audit(&[]).is(&[&format!("back-dated {sent}")]);
    }
}

#[test]
fn a_confirmation_dated_before_the_document_went_out() {
    let confirm = |work: &History, sent: &str| {
        work.append(sent, "confirmed:\n  on: 2026-03-11\n  by: \"Wu Jun\"\n")
            .commit("lin-mei", "2026-03-16");
    };
    attack(went_out, confirm, &["back-dated SENT"]);
}

#[test]
fn a_confirmation_dated_before_the_change_that_it_should_have_known() {
    let confirm = |work: &History, _: &str| {
        work.confirm("2026-03-12").commit("lin-mei", "2026-03-17");
    };
    let prepare = |history: &History| {
        let sent = history.with_dispatch();
        // The day counts on which it became official.
        history
            .replace(QUOTE, "total: 100000.00", "total: 90000.00")
            .commit("lin-mei", "2026-03-18");
        sent
    };
    for way in WAYS {
        let history = History::new();
        let sent = prepare(&history);
        history.through(way, "2026-03-19", |work| confirm(work, &sent));
        let found = history.audit(&[]).found();
        assert!(
            found.contains(&format!("back-dated {sent}")),
            "{way:?}: {found:?}"
        );
    }
}

#[test]
fn what_is_noted_late_and_what_is_to_come() {
    for (day, found) in [("2026-03-11", "late-entry"), ("2026-03-26", "future-dated")] {
        for way in WAYS {
            let history = History::new();
            history.with_letter();
            history.through(way, "2026-03-19", |work| {
                work.send(day);
                work.commit("lin-mei", "2026-03-19");
            });
            let sent = only_sent(&history);
            history.audit(&[]).is(&[&format!("{found} {sent}")]);
        }
    }
}

const OTHER: &str = "deals/harbour-2603-x2b/quote.yaml";

#[test]
fn a_dispatch_copied_to_another_record() {
    for edited in [false, true] {
        let prepare = |history: &History| {
            let sent = history.with_dispatch();
            for path in ["deals/harbour-2603-k7q/deal.yaml", QUOTE] {
                history.write(&path.replace("k7q", "x2b"), &history.read(path));
            }
            // Its moves are entered late; that is another matter.
            history
                .append("pipeline.yaml", "levels: {late-entry: off}\n")
                .commit("lin-mei", "2026-03-13");
            sent
        };
        for way in WAYS {
            let history = History::new();
            let sent = prepare(&history);
            let there = sent.replace("k7q", "x2b");
            history.through(way, "2026-03-17", |work| {
                let text = work.read(&sent);
                let text = match edited {
                    true => text.replace(QUOTE, OTHER),
                    false => text,
                };
                work.write(&there, &text).commit("lin-mei", "2026-03-16");
            });
            history.audit(&[]).has("replayed-dispatch", &there);
        }
    }
}

#[test]
fn a_dispatch_of_what_was_never_sent() {
    for way in WAYS {
        let history = History::new();
        history.with_letter();
        history.through(way, "2026-03-12", |work| {
            let sent = work.send("2026-03-12");
            work.replace(&sent, "part: total, sha256: ", "part: total, sha256: 0")
                .commit("lin-mei", "2026-03-12");
        });
        let sent = only_sent(&history);
        history
            .audit(&[])
            .is(&[&format!("invalid-dispatch {sent}")]);
    }
}

#[test]
fn a_pull_request_that_touches_what_went_out_is_told_before_its_merge() {
    let history = History::new();
    let sent = history.with_dispatch();
    let rules = |work: &dyn Fn(&History)| -> Vec<String> {
        history.git(&["checkout", "-q", "-B", "work", "main"]);
        work(&history);
        history.commit("lin-mei", "2026-03-16");
        let output = deal(&history.path(""))
            .args(["check", "--since", "main", "--format", "json"])
            .args(["--today", "2026-03-17"])
            .output()
            .unwrap();
        assert_eq!(output.status.code(), Some(1));
        let report: Value = serde_json::from_slice(&output.stdout).unwrap();
        let findings = report["findings"].as_array().unwrap().iter();
        findings
            .map(|finding| format!("{} {}", finding["rule"], finding["path"]).replace('"', ""))
            .collect()
    };
    let removed = rules(&|work| {
        work.remove(&sent);
    });
    assert_eq!(removed, [format!("removed-dispatch {sent}")]);
    let altered = rules(&|work| {
        work.replace(&sent, "Wu Jun", "An Qi");
    });
    assert_eq!(altered, [format!("altered-dispatch {sent}")]);
    let confirmed = rules(&|work| {
        work.append(&sent, "confirmed:\n  on: 2026-03-11\n  by: \"Wu Jun\"\n");
    });
    assert!(
        confirmed.contains(&format!("back-dated {sent}")),
        "{confirmed:?}"
    );
}
