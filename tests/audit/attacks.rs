//! Each rule's attack, brought in by a merge, a squash and a rebase.

use crate::history::{DEAL, History, QUOTE, SIGNOFF, WAYS, Way};

/// Runs an attack in every way on a history that `prepare` made, and asserts its findings.
fn attack(
    prepare: impl Fn(&History),
    work: impl Fn(&History),
    found: impl Fn(Way) -> Vec<&'static str>,
) {
    for way in WAYS {
        let history = History::new();
        prepare(&history);
        history.through(way, "2026-03-17", &work);
        let audited = history.audit(&[]);
        assert_eq!(
            audited.found(),
            found(way),
            "{way:?}: {:#}",
            audited.report["findings"]
        );
        let errors = audited.report["summary"]["errors"] != 0;
        assert_eq!(audited.status, i32::from(errors));
    }
}

/// The same findings in every way.
fn always(found: &'static [&'static str]) -> impl Fn(Way) -> Vec<&'static str> {
    move |_| found.to_vec()
}

const JUMPED: &str = "jumped-stage deals/harbour-2603-k7q/deal.yaml";
const REWRITTEN: &str = "rewritten-moves deals/harbour-2603-k7q/deal.yaml";

fn nothing(_: &History) {}

#[test]
fn a_stage_that_was_jumped_and_mended_later_stays_a_finding() {
    for way in WAYS {
        let history = History::new();
        history.through(way, "2026-03-17", |work| {
            work.moved("won", "2026-03-16")
                .commit("lin-mei", "2026-03-16");
        });
        history.replace(
            DEAL,
            "  - {to: won,",
            "  - {to: offer, at: 2026-03-15, by: lin-mei}\n  - {to: won,",
        );
        history.commit("lin-mei", "2026-03-18");
        history.audit(&[]).is(&[JUMPED, REWRITTEN]);
    }
}

#[test]
fn two_deals_of_the_same_bytes_are_two_deals() {
    let twins = |work: &History| {
        let jumped = work.read(DEAL).replace("stage: needs", "stage: won");
        work.write(DEAL, &jumped)
            .write("deals/twin-2603-k7q/deal.yaml", &jumped)
            .commit("lin-mei", "2026-03-16");
    };
    const TWIN: &str = "jumped-stage deals/twin-2603-k7q/deal.yaml";
    // Its moves of before are entered only now.
    const LATE: &str = "late-entry deals/twin-2603-k7q/deal.yaml";
    attack(nothing, twins, always(&[JUMPED, TWIN, LATE]));
}

#[test]
fn a_stage_without_a_move_is_a_jump() {
    let put = |work: &History| {
        work.replace(DEAL, "stage: needs", "stage: won")
            .commit("lin-mei", "2026-03-16");
    };
    attack(nothing, put, always(&[JUMPED]));
}

#[test]
fn a_jump_that_a_waiver_of_the_time_excused_is_none() {
    let waived = |work: &History| {
        work.write(
            "deals/harbour-2603-k7q/waivers/skip.yaml",
            &format!("rule: skipped-stage\non: {DEAL}\nreason: The customer ordered at once.\nby: song-yu\nat: 2026-03-16\nuntil: 2026-05-31\n"),
        );
        work.moved("won", "2026-03-16")
            .commit("lin-mei", "2026-03-16");
    };
    attack(nothing, waived, always(&[]));
}

#[test]
fn a_rewritten_log() {
    let rewrite = |work: &History| {
        work.replace(
            DEAL,
            "to: needs, at: 2026-03-09",
            "to: needs, at: 2026-03-05",
        )
        .commit("lin-mei", "2026-03-16");
    };
    attack(nothing, rewrite, always(&[REWRITTEN]));
}

#[test]
fn a_log_rewritten_by_way_of_a_deleted_record() {
    for way in WAYS {
        let history = History::new();
        let text = history.read(DEAL);
        history.through(way, "2026-03-16", |work| {
            work.remove(DEAL).commit("lin-mei", "2026-03-16");
        });
        history.through(way, "2026-03-17", |work| {
            work.write(DEAL, &text.replace("2026-03-09", "2026-03-05"))
                .commit("lin-mei", "2026-03-17");
        });
        history
            .audit(&[])
            .is(&["deleted-record deals/harbour-2603-k7q/deal.yaml", REWRITTEN]);
    }
}

#[test]
fn a_log_rewritten_by_way_of_a_broken_file() {
    for way in WAYS {
        let history = History::new();
        let text = history.read(DEAL);
        history.through(way, "2026-03-16", |work| {
            work.write(DEAL, "{").commit("lin-mei", "2026-03-16");
        });
        history.through(way, "2026-03-17", |work| {
            work.write(DEAL, &text.replace("2026-03-09", "2026-03-05"))
                .commit("lin-mei", "2026-03-17");
        });
        history.audit(&[]).is(&[REWRITTEN]);
    }
}

#[test]
fn a_move_dated_before_the_one_it_follows() {
    let back = |work: &History| {
        work.moved("offer", "2026-03-06")
            .commit("lin-mei", "2026-03-16");
    };
    attack(
        nothing,
        back,
        always(&["back-dated deals/harbour-2603-k7q/deal.yaml"]),
    );
}

#[test]
fn a_sign_off_dated_before_what_it_signs() {
    let back = |work: &History| {
        work.sign("song-yu", "2026-03-03")
            .commit("song-yu", "2026-03-16");
    };
    let prepare = |history: &History| {
        history
            .append(QUOTE, "discount: 8%\n")
            .commit("lin-mei", "2026-03-11");
    };
    attack(
        prepare,
        back,
        always(&["back-dated deals/harbour-2603-k7q/signoffs/discount.sales_manager.song-yu.yaml"]),
    );
}

#[test]
fn what_is_entered_late() {
    let late = |work: &History| {
        work.moved("offer", "2026-03-11");
        work.replace(
            DEAL,
            "first_contact_on: 2026-03-03",
            "first_contact_on: 2026-03-10",
        );
        work.commit("lin-mei", "2026-03-19");
    };
    for way in WAYS {
        let history = History::new();
        history.through(way, "2026-03-19", late);
        let audited = history.audit(&[]);
        audited.is(&["late-entry deals/harbour-2603-k7q/deal.yaml"]);
        assert_eq!(audited.status, 0);
        let message = audited.report["findings"][0]["message"].as_str().unwrap();
        assert!(message.contains("1 more"), "{message}");
    }
}

#[test]
fn a_fact_that_is_logged_with_an_old_day() {
    let log = |day: &'static str| {
        move |work: &History| {
            let items = format!("  - {{on: {day}, text: Called.}}\n");
            work.replace(
                DEAL,
                "stage: needs",
                &format!("follow_ups:\n{items}stage: needs"),
            )
            .commit("lin-mei", "2026-03-16");
        }
    };
    attack(nothing, log("2026-03-16"), always(&[]));
    attack(nothing, log("2026-03-13"), always(&[]));
    attack(
        nothing,
        log("2026-03-10"),
        always(&["late-entry deals/harbour-2603-k7q/deal.yaml"]),
    );
    attack(
        nothing,
        log("2026-03-02"),
        always(&["back-dated deals/harbour-2603-k7q/deal.yaml"]),
    );
    attack(
        nothing,
        log("2026-03-20"),
        always(&["future-dated deals/harbour-2603-k7q/deal.yaml"]),
    );
}

#[test]
fn a_merge_that_came_late_is_blamed_on_nobody_where_the_side_commits_are_there() {
    for way in WAYS {
        let history = History::new();
        history.through(way, "2026-03-27", |work| {
            work.moved("offer", "2026-03-12")
                .commit("lin-mei", "2026-03-12");
        });
        let found: &[&str] = match way {
            Way::Merge | Way::Rebase => &[],
            // All that is left is the day of the squash.
            Way::Squash => &["late-entry deals/harbour-2603-k7q/deal.yaml"],
        };
        history.audit(&[]).is(found);
    }
}

#[test]
fn a_move_of_the_future() {
    let future = |work: &History| {
        work.moved("offer", "2026-04-16")
            .commit("lin-mei", "2026-03-16");
    };
    attack(
        nothing,
        future,
        always(&["future-dated deals/harbour-2603-k7q/deal.yaml"]),
    );
}

#[test]
fn a_clock_that_was_set_back() {
    let back = |work: &History| {
        work.append("customers/harbour-foods/customer.yaml", "note: x\n")
            .commit("lin-mei", "2026-03-01");
    };
    for way in [Way::Merge, Way::Rebase] {
        let history = History::new();
        match way {
            Way::Merge => {
                history.through(way, "2026-03-17", back);
            }
            _ => back(&history),
        }
        let audited = history.audit(&[]);
        audited.is(&["clock-back customers/harbour-foods/customer.yaml"]);
        assert_eq!(audited.author("clock-back"), "Lin Mei");
    }
}

const REMOVED: &str =
    "removed-signoff deals/harbour-2603-k7q/signoffs/discount.sales_manager.song-yu.yaml";

#[test]
fn a_sign_off_that_was_removed() {
    let remove = |work: &History| {
        work.remove(SIGNOFF).commit("lin-mei", "2026-03-16");
    };
    attack(
        |history| {
            history.with_signoff();
        },
        remove,
        always(&[REMOVED]),
    );
}

#[test]
fn a_sign_off_that_a_merge_dropped() {
    let history = History::new();
    history
        .append(QUOTE, "discount: 8%\n")
        .commit("lin-mei", "2026-03-11");
    history.git(&["checkout", "-q", "-b", "work"]);
    history
        .sign("song-yu", "2026-03-12")
        .commit("song-yu", "2026-03-12");
    history.git(&["checkout", "-q", "main"]);
    history.git(&["merge", "-q", "-s", "ours", "-m", "merge", "work"]);
    history.audit(&[]).is(&[REMOVED]);
}

#[test]
fn a_sign_off_that_was_altered() {
    let alter = |work: &History| {
        work.append(SIGNOFF, "comment: on second thoughts\n")
            .commit("lin-mei", "2026-03-16");
    };
    attack(
        |history| {
            history.with_signoff();
        },
        alter,
        |_| {
            vec![
                "altered-signoff deals/harbour-2603-k7q/signoffs/discount.sales_manager.song-yu.yaml",
                "invalid-signoff deals/harbour-2603-k7q/signoffs/discount.sales_manager.song-yu.yaml",
            ]
        },
    );
}

#[test]
fn a_waiver_that_was_prolonged() {
    const WAIVER: &str = "deals/harbour-2603-k7q/waivers/stay.yaml";
    let prepare = |history: &History| {
        let text = format!(
            "rule: stale-stage\non: {DEAL}\nreason: Waiting for the plant.\nby: song-yu\nat: 2026-03-11\nuntil: 2026-04-11\n"
        );
        history.write(WAIVER, &text).commit("song-yu", "2026-03-11");
    };
    let prolong = |work: &History| {
        work.replace(WAIVER, "until: 2026-04-11", "until: 2026-05-11")
            .commit("lin-mei", "2026-03-13");
    };
    for way in WAYS {
        let history = History::new();
        prepare(&history);
        history.through(way, "2026-03-13", prolong);
        history
            .audit(&[])
            .is(&["altered-signoff deals/harbour-2603-k7q/waivers/stay.yaml"]);
    }
}

#[test]
fn a_sign_off_whose_text_is_forged() {
    let forge = |work: &History| {
        work.sign("song-yu", "2026-03-16")
            .replace(SIGNOFF, "by: song-yu", "by: zhao-qi");
        let text = work.read(SIGNOFF);
        work.remove(SIGNOFF);
        work.write(
            "deals/harbour-2603-k7q/signoffs/discount.sales_manager.zhao-qi.yaml",
            &text,
        );
        work.commit("lin-mei", "2026-03-16");
    };
    let prepare = |history: &History| {
        history
            .append(QUOTE, "discount: 8%\n")
            .commit("lin-mei", "2026-03-11");
    };
    attack(
        prepare,
        forge,
        always(&[
            "invalid-signoff deals/harbour-2603-k7q/signoffs/discount.sales_manager.zhao-qi.yaml",
        ]),
    );
}

const BY_HE_AN: &str = "deals/harbour-2603-k7q/signoffs/discount.sales_manager.he-an.yaml";

#[test]
fn a_sign_off_by_somebody_without_the_role_then() {
    let prepare = |history: &History| {
        history
            .append(QUOTE, "discount: 8%\n")
            .commit("lin-mei", "2026-03-11");
    };
    let sign = |work: &History| {
        work.replace(
            "people/he-an.yaml",
            "roles: [sales_rep]",
            "roles: [sales_rep, sales_manager]",
        );
        work.sign("he-an", "2026-03-16");
        work.replace(
            "people/he-an.yaml",
            "roles: [sales_rep, sales_manager]",
            "roles: [sales_rep]",
        );
        work.commit("he-an", "2026-03-16");
    };
    for way in WAYS {
        let history = History::new();
        prepare(&history);
        history.through(way, "2026-03-17", sign);
        // A role that he is given later mends nothing of the past.
        history.replace(
            "people/he-an.yaml",
            "roles: [sales_rep]",
            "roles: [sales_rep, sales_manager]",
        );
        history.commit("song-yu", "2026-03-18");
        history.audit(&[]).is(&[
            "unauthorised-signoff deals/harbour-2603-k7q/signoffs/discount.sales_manager.he-an.yaml",
            "changed-authority people/he-an.yaml",
        ]);
    }
}

#[test]
fn a_role_that_the_signer_granted_along_with_the_sign_off() {
    let sign = |work: &History| {
        work.replace(
            "people/he-an.yaml",
            "roles: [sales_rep]",
            "roles: [sales_rep, sales_manager]",
        );
        work.commit("he-an", "2026-03-16");
        work.sign("he-an", "2026-03-16")
            .commit("he-an", "2026-03-16T11:00:00");
    };
    for way in [Way::Merge, Way::Squash] {
        let history = History::new();
        history
            .append(QUOTE, "discount: 8%\n")
            .commit("lin-mei", "2026-03-11");
        history.through(way, "2026-03-17", sign);
        let audited = history.audit(&[]);
        audited.has("unauthorised-signoff", BY_HE_AN);
        match way {
            Way::Merge => audited.has("self-granted-role", "people/he-an.yaml"),
            _ => audited.has("changed-authority", "people/he-an.yaml"),
        };
    }
    let history = History::new();
    history
        .append(QUOTE, "discount: 8%\n")
        .commit("lin-mei", "2026-03-11");
    history.through(Way::Rebase, "2026-03-17", sign);
    history
        .audit(&[])
        .is(&["self-granted-role people/he-an.yaml"]);
}

#[test]
fn a_sign_off_on_ones_own_work() {
    let sign = |work: &History| {
        work.sign("song-yu", "2026-03-16");
        work.replace(DEAL, "owner: lin-mei", "owner: song-yu")
            .commit("song-yu", "2026-03-16");
    };
    let prepare = |history: &History| {
        history
            .append(QUOTE, "discount: 8%\n")
            .commit("lin-mei", "2026-03-11");
    };
    attack(
        prepare,
        sign,
        always(&[
            "self-signoff deals/harbour-2603-k7q/signoffs/discount.sales_manager.song-yu.yaml",
        ]),
    );
}

#[test]
fn a_sign_off_replayed_on_another_record() {
    let second = |history: &History| {
        history.with_signoff();
        for path in [DEAL, QUOTE] {
            history.write(&path.replace("k7q", "x2b"), &history.read(path));
        }
        history.commit("lin-mei", "2026-03-16");
    };
    let there = SIGNOFF.replace("k7q", "x2b");
    for edited in [false, true] {
        let replay = |work: &History| {
            let text = work.read(SIGNOFF);
            let text = match edited {
                true => text.replace(QUOTE, &QUOTE.replace("k7q", "x2b")),
                false => text,
            };
            work.write(&there, &text).commit("lin-mei", "2026-03-16");
        };
        for way in WAYS {
            let history = History::new();
            second(&history);
            history.through(way, "2026-03-17", replay);
            // The second deal's moves are entered late; that is another matter.
            history.audit(&[]).has("replayed-signoff", &there);
        }
    }
}

#[test]
fn a_sign_off_of_what_never_was() {
    let sign = |work: &History| {
        work.sign("song-yu", "2026-03-16");
        work.replace(QUOTE, "discount: 8%", "discount: 18%")
            .commit("song-yu", "2026-03-16");
    };
    let prepare = |history: &History| {
        history
            .append(QUOTE, "discount: 8%\n")
            .commit("lin-mei", "2026-03-11");
    };
    attack(
        prepare,
        sign,
        always(&[
            "blind-signoff deals/harbour-2603-k7q/signoffs/discount.sales_manager.song-yu.yaml",
        ]),
    );
}

#[test]
fn a_sign_off_that_another_replaced_in_the_same_branch_is_not_blind() {
    let sign_twice = |work: &History| {
        work.sign("song-yu", "2026-03-16")
            .commit("song-yu", "2026-03-16");
        work.replace(QUOTE, "discount: 8%", "discount: 18%")
            .commit("lin-mei", "2026-03-16T11:00:00");
        work.sign("song-yu", "2026-03-16")
            .commit("song-yu", "2026-03-16T12:00:00");
    };
    let prepare = |history: &History| {
        history
            .append(QUOTE, "discount: 8%\n")
            .commit("lin-mei", "2026-03-11");
    };
    attack(prepare, sign_twice, always(&[]));
}

#[test]
fn a_sign_off_that_somebody_else_committed() {
    let prepare = |history: &History| {
        history
            .append("pipeline.yaml", "signoffs: {proof: committed}\n")
            .commit("song-yu", "2026-03-10T12:00:00");
        history
            .append(QUOTE, "discount: 8%\n")
            .commit("lin-mei", "2026-03-11");
    };
    let forge = |work: &History| {
        work.sign("zhao-qi", "2026-03-16")
            .commit("lin-mei", "2026-03-16");
        work.append("customers/harbour-foods/customer.yaml", "note: x\n")
            .commit("lin-mei", "2026-03-16T11:00:00");
    };
    for way in WAYS {
        let history = History::new();
        prepare(&history);
        history.through(way, "2026-03-17", forge);
        let rule = match way {
            Way::Merge | Way::Rebase => "foreign-signoff",
            Way::Squash => "unattributable-signoff",
        };
        history.audit(&[]).has(
            rule,
            "deals/harbour-2603-k7q/signoffs/discount.sales_manager.zhao-qi.yaml",
        );
    }
}

#[test]
fn a_sign_off_given_under_another_process() {
    let prepare = |history: &History| {
        history
            .append(QUOTE, "discount: 8%\n")
            .commit("lin-mei", "2026-03-11");
        history.sign("song-yu", "2026-03-12");
        history.git(&["stash", "-q", "-u"]);
        history
            .replace("kinds/quote.yaml", "not_by: [deal.owner]", "not_by: []")
            .commit("song-yu", "2026-03-12");
        history.git(&["stash", "pop", "-q"]);
        history.git(&["stash", "list"]);
    };
    let sign = |work: &History| {
        work.commit("song-yu", "2026-03-13");
    };
    for way in WAYS {
        let history = History::new();
        prepare(&history);
        history.through(way, "2026-03-13", sign);
        history
            .audit(&[])
            .has("older-process", SIGNOFF)
            .has("changed-authority", "kinds/quote.yaml");
    }
}

#[test]
fn a_record_that_was_deleted() {
    let delete = |work: &History| {
        work.remove("deals/harbour-2603-k7q/quote.yaml")
            .commit("lin-mei", "2026-03-16");
    };
    attack(
        nothing,
        delete,
        always(&["deleted-record deals/harbour-2603-k7q/quote.yaml"]),
    );
}

#[test]
fn a_fact_that_was_changed() {
    let prepare = |history: &History| {
        history.replace(
            DEAL,
            "stage: needs",
            "follow_ups:\n  - {on: 2026-03-11, text: They want the line by May.}\nstage: needs",
        );
        history.commit("lin-mei", "2026-03-11");
    };
    for new in [
        "- {on: 2026-03-11, text: They want it whenever.}",
        "- {on: 2026-03-12, text: Called.}\n  - {on: 2026-03-11, text: They want the line by May.}",
    ] {
        let change = |work: &History| {
            work.replace(
                DEAL,
                "- {on: 2026-03-11, text: They want the line by May.}",
                new,
            );
            work.commit("lin-mei", "2026-03-16");
        };
        attack(
            prepare,
            change,
            always(&["changed-fact deals/harbour-2603-k7q/deal.yaml"]),
        );
    }
}

#[test]
fn a_closed_record_that_was_changed() {
    let prepare = |history: &History| {
        history
            .moved("offer", "2026-03-11")
            .commit("lin-mei", "2026-03-11");
        history
            .moved("won", "2026-03-12")
            .commit("lin-mei", "2026-03-12");
    };
    let change = |work: &History| {
        work.replace(
            DEAL,
            "assigned_on: 2026-03-02",
            "assigned_on: 2026-03-03\nfollow_ups: [{on: 2026-03-16, text: Thanks}]",
        );
        work.commit("lin-mei", "2026-03-16");
    };
    attack(
        prepare,
        change,
        always(&["changed-after-close deals/harbour-2603-k7q/deal.yaml"]),
    );
}

#[test]
fn who_gives_up_a_role_of_their_own_grants_themselves_nothing() {
    let (one, both) = ("roles: [sales_rep]", "roles: [sales_rep, sales_manager]");
    let history = History::new();
    history.replace("people/he-an.yaml", one, both);
    history.commit("song-yu", "2026-03-16");
    history.replace("people/he-an.yaml", both, one);
    history.commit("he-an", "2026-03-17");
    history.audit(&[]).is(&[
        "changed-authority people/he-an.yaml",
        "changed-authority people/he-an.yaml",
    ]);
}

#[test]
fn an_authority_that_was_changed() {
    let roles = |work: &History| {
        work.replace(
            "people/he-an.yaml",
            "roles: [sales_rep]",
            "roles: [sales_rep, sales_manager]",
        );
        work.commit("song-yu", "2026-03-16");
    };
    attack(
        nothing,
        roles,
        always(&["changed-authority people/he-an.yaml"]),
    );
    let process = |work: &History| {
        work.replace("kinds/quote.yaml", "not_by: [deal.owner]", "not_by: []");
        work.replace(
            "pipeline.yaml",
            "waivers: {by: [sales_manager]",
            "waivers: {by: [sales_rep]",
        );
        work.commit("song-yu", "2026-03-16");
    };
    attack(
        nothing,
        process,
        always(&[
            "changed-authority kinds/quote.yaml",
            "changed-authority pipeline.yaml",
        ]),
    );
}

#[test]
fn a_head_that_loosens_its_own_judge_is_judged_by_the_one_before() {
    let loosen = |work: &History| {
        work.replace(DEAL, "owner: lin-mei", "owner: song-yu");
        work.replace("kinds/quote.yaml", "not_by: [deal.owner]", "not_by: []");
        work.sign("song-yu", "2026-03-16")
            .commit("song-yu", "2026-03-16");
    };
    for way in WAYS {
        let history = History::new();
        history
            .append(QUOTE, "discount: 8%\n")
            .commit("lin-mei", "2026-03-11");
        history.through(way, "2026-03-17", loosen);
        history
            .audit(&[])
            .has("self-signoff", SIGNOFF)
            .has("changed-authority", "kinds/quote.yaml");
    }
}

#[test]
fn history_that_was_rewritten() {
    for way in WAYS {
        let history = History::new();
        history.through(way, "2026-03-12", |work| {
            work.append(QUOTE, "discount: 18%\n")
                .commit("lin-mei", "2026-03-12");
        });
        history.audit(&[]).is(&[]);
        history.git(&["reset", "-q", "--hard", "HEAD~1"]);
        history
            .append(QUOTE, "discount: 4%\n")
            .commit("lin-mei", "2026-03-12");
        let audited = history.audit(&[]);
        audited.is(&["rewritten-history pipeline.yaml"]);
        assert_eq!(audited.status, 1);
        // It stays until somebody accounts for it.
        history
            .audit(&["--strict"])
            .is(&["rewritten-history pipeline.yaml"]);
    }
}
