//! `deal send`, `confirm`, `documents`, `verify`: a document stays bound to what it shows.

use crate::desk::{Desk, OFFER};
use std::fs;

fn sent(desk: &Desk) {
    let sent = desk.deal(&[
        "send",
        "q-1",
        "letter",
        "--to",
        "html",
        "-o",
        "out/letter.html",
        "--recipient",
        "Wu Jun",
        "--as",
        "li-na",
    ]);
    assert_eq!(sent.status, 0, "{}{}", sent.out, sent.err);
}

fn standing(desk: &Desk) -> String {
    desk.deal(&["documents", "q-1"]).out
}

#[test]
fn what_goes_out_is_noted_in_a_commit_and_the_file_is_known_again() {
    let desk = Desk::committed();
    sent(&desk);
    let changed = desk.git(&["show", "--format=%s%n%b", "--name-only", "HEAD"]);
    assert!(changed.contains("q-1: send Letter ["), "{changed}");
    assert!(changed.contains("Deal-Change: send"), "{changed}");
    assert!(
        changed.contains("offers/q-1/sent/letter.2026-03-20."),
        "{changed}"
    );
    assert!(
        standing(&desk).contains("2026-03-20 sent to Wu Jun ["),
        "{}",
        standing(&desk)
    );
    let verified = desk.deal(&["verify", "out/letter.html"]);
    assert_eq!(verified.status, 0, "{}{}", verified.out, verified.err);
    assert!(
        verified.out.contains("✓ as it was made") && verified.out.contains("sent on 2026-03-20")
    );
    desk.pipeline.check(&["--today", "2026-03-20"]).is(&[]);
}

#[test]
fn an_edited_file_and_a_stale_one_are_told_apart() {
    let desk = Desk::committed();
    sent(&desk);
    let path = desk.pipeline.path("out/letter.html");
    let text = fs::read_to_string(&path).unwrap();
    fs::write(
        desk.pipeline.path("out/edited.html"),
        text.replace("198,000.00", "98,000.00"),
    )
    .unwrap();
    let edited = desk.deal(&["verify", "out/edited.html"]);
    assert_eq!(edited.status, 1);
    assert!(
        edited.out.contains("✗ edited") && edited.out.contains("✓ the record still says this"),
        "{}",
        edited.out
    );
    let set = desk.deal(&["set", "q-1", "total=190000", "--as", "li-na"]);
    assert_eq!(set.status, 0, "{}", set.err);
    let stale = desk.deal(&["verify", "out/letter.html"]);
    assert_eq!(stale.status, 1);
    assert!(
        stale.out.contains("✓ as it was made") && stale.out.contains("✗ stale: total changed"),
        "{}",
        stale.out
    );
    assert!(standing(&desk).contains("stale: total changed"));
}

#[test]
fn a_file_that_was_only_rendered_is_made_again_from_its_commit() {
    let desk = Desk::committed();
    assert_eq!(
        desk.deal(&["render", "q-1", "letter", "-o", "out/letter.md"])
            .status,
        0
    );
    assert_eq!(
        desk.deal(&["set", "q-1", "note=later", "--as", "li-na"])
            .status,
        0
    );
    let verified = desk.deal(&["verify", "out/letter.md"]);
    assert!(
        verified.out.contains("✓ as it was made"),
        "{}",
        verified.out
    );
    assert!(
        verified.out.contains("✗ stale: note changed"),
        "{}",
        verified.out
    );
}

#[test]
fn a_change_of_what_was_confirmed_is_a_finding_until_it_is_confirmed_again() {
    let desk = Desk::committed();
    sent(&desk);
    let confirmed = desk.deal(&[
        "confirm", "q-1", "--by", "Wu Jun", "--how", "reply", "--as", "li-na",
    ]);
    assert_eq!(confirmed.status, 0, "{}", confirmed.err);
    let again = desk.deal(&["confirm", "q-1", "--by", "Wu Jun", "--as", "li-na"]);
    assert_eq!(again.status, 2, "confirmed already");
    let set = desk.deal(&["set", "q-1", "total=190000", "--as", "li-na"]);
    assert_eq!(
        set.status, 0,
        "a new price must be written before it can be sent: {}",
        set.err
    );
    assert!(set.err.contains("changed-document"), "{}", set.err);
    desk.pipeline
        .check(&["--today", "2026-03-20"])
        .is(&["offers/q-1/offer.yaml:2 changed-document"]);
    let resent = desk.deal(&[
        "send",
        "q-1",
        "letter",
        "-o",
        "out/b.html",
        "--to",
        "html",
        "--as",
        "li-na",
    ]);
    assert_eq!(resent.status, 0, "{}", resent.err);
    assert_eq!(
        desk.pipeline.check(&["--today", "2026-03-20"]).status,
        1,
        "sent is not confirmed"
    );
    let again = desk.deal(&["confirm", "q-1", "--by", "Wu Jun", "--as", "li-na"]);
    assert_eq!(again.status, 0, "{}", again.err);
    desk.pipeline.check(&["--today", "2026-03-20"]).is(&[]);
}

#[test]
fn only_what_is_committed_goes_out() {
    let desk = Desk::committed();
    desk.pipeline.append(OFFER, "note: not yet\n");
    let refused = desk.deal(&[
        "send",
        "q-1",
        "letter",
        "--to",
        "html",
        "-o",
        "out/a.html",
        "--as",
        "li-na",
    ]);
    assert_eq!(refused.status, 2);
    assert!(
        refused.err.contains("changes that no commit has"),
        "{}",
        refused.err
    );
    assert!(!desk.pipeline.path("out/a.html").exists());
}

#[test]
fn files_without_a_receipt_or_of_another_pipeline_are_not_vouched_for() {
    let desk = Desk::committed();
    desk.pipeline.write("out/none.md", "# Hello\n");
    assert_eq!(desk.deal(&["verify", "out/none.md"]).status, 3);
    assert_eq!(
        desk.deal(&["render", "q-1", "letter", "-o", "out/a.md"])
            .status,
        0
    );
    let text = desk.pipeline.read("out/a.md");
    let at = text.find("\"pipeline\":\"").unwrap() + 12;
    let other = format!("{}00000000{}", &text[..at], &text[at + 8..]);
    desk.pipeline.write("out/b.md", other);
    let foreign = desk.deal(&["verify", "out/b.md"]);
    assert_eq!(foreign.status, 3);
    assert!(foreign.err.contains("another pipeline"), "{}", foreign.err);
}

#[test]
fn what_shows_a_confirmation_is_committed_with_it_and_must_stay() {
    const REPLY: &str = "deals/lanyu-a1/files/reply.eml";
    let desk = Desk::committed();
    sent(&desk);
    let confirm = [
        "confirm",
        "q-1",
        "--by",
        "Wu Jun",
        "--as",
        "li-na",
        "--evidence",
    ];
    for (path, said) in [
        (REPLY, "there is no file"),
        ("../reply.eml", "is no path inside the pipeline"),
    ] {
        let refused = desk.deal(&[&confirm[..], &[path]].concat());
        assert_eq!(refused.status, 1, "{}", refused.err);
        assert!(refused.err.contains(said), "{}", refused.err);
    }
    desk.pipeline.write(REPLY, "yes");
    let confirmed = desk.deal(&[&confirm[..], &[REPLY]].concat());
    assert_eq!(confirmed.status, 0, "{}", confirmed.err);
    assert!(
        confirmed.err.contains("committed with it"),
        "{}",
        confirmed.err
    );
    desk.pipeline.check(&["--today", "2026-03-20"]).is(&[]);
    desk.pipeline.remove(REPLY);
    let checked = desk.pipeline.check(&["--today", "2026-03-20"]);
    checked.only("broken-reference");
}

#[test]
fn the_last_of_several_that_went_out_on_one_day_is_the_last() {
    let desk = Desk::committed();
    // The same twice; then another one, whose code sorts as it likes.
    sent(&desk);
    sent(&desk);
    for total in ["total=190000", "total=180000", "total=170000"] {
        let set = desk.deal(&["set", "q-1", total, "--as", "li-na"]);
        assert_eq!(set.status, 0, "{}", set.err);
        sent(&desk);
    }
    let order = || {
        let said = desk.deal(&["documents", "q-1", "--format", "json"]).out;
        let said: serde_json::Value = serde_json::from_str(&said).unwrap();
        let sent = said["documents"][0]["sent"].as_array().unwrap().clone();
        let part = |one: &serde_json::Value| {
            let path = one["path"].as_str().unwrap();
            let number = path.trim_end_matches(".yaml").rsplit('.').next().unwrap();
            (
                number.parse().unwrap_or(1),
                one["superseded"] == true,
                one["confirmed"] != serde_json::Value::Null,
            )
        };
        sent.iter().map(part).collect::<Vec<(u32, bool, bool)>>()
    };
    let superseded = |number| (number, true, false);
    let earlier = [1, 2, 3, 4].map(superseded);
    assert_eq!(order(), [&earlier[..], &[(5, false, false)]].concat());
    let confirmed = desk.deal(&["confirm", "q-1", "--by", "Wu Jun", "--as", "li-na"]);
    assert_eq!(confirmed.status, 0, "{}", confirmed.err);
    assert_eq!(order(), [&earlier[..], &[(5, false, true)]].concat());
    let verified = desk.deal(&["verify", "out/letter.html"]);
    assert_eq!(verified.status, 0, "{}{}", verified.out, verified.err);
    desk.pipeline.check(&["--today", "2026-03-20"]).is(&[]);
}

#[test]
fn of_the_same_twice_on_one_day_the_second_is_confirmed() {
    let desk = Desk::committed();
    sent(&desk);
    sent(&desk);
    let confirmed = desk.deal(&["confirm", "q-1", "--by", "Wu Jun", "--as", "li-na"]);
    assert_eq!(confirmed.status, 0, "{}", confirmed.err);
    let changed = desk.git(&["show", "--format=", "--name-only", "HEAD"]);
    assert!(changed.trim_end().ends_with(".2.yaml"), "{changed}");
}
