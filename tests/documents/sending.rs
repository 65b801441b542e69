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
fn files_that_were_made_stand_with_their_document() {
    let desk = Desk::committed();
    sent(&desk);
    let made = desk.pipeline.path("out/letter.html");
    let edited = fs::read_to_string(&made).unwrap();
    let edited = edited.replace("198,000.00", "98,000.00");
    fs::write(desk.pipeline.path("out/edited.html"), edited).unwrap();
    fs::write(desk.pipeline.path("out/note.txt"), "Call Wu Jun.").unwrap();
    let told = || desk.deal(&["documents", "q-1", "out"]).out;
    let has = |text: &str| assert!(told().contains(text), "{}", told());
    has("out/letter.html, made on 2026-03-20 [");
    has("]: as it was made; still holds\n");
    has("out/edited.html, made on 2026-03-20 [");
    has("]: edited by hand or saved anew; still holds\n");
    has("1 other file: `deal verify` says what it shows");
    let set = desk.deal(&["set", "q-1", "total=190000", "--as", "li-na"]);
    assert_eq!(set.status, 0, "{}", set.err);
    has("]: as it was made; stale: total changed\n");
    let gone = desk.deal(&["documents", "q-1", "out/gone.html"]);
    assert_eq!(gone.status, 2, "{}", gone.err);
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

/// The code that the letter has now.
fn code(desk: &Desk) -> String {
    let standing = standing(desk);
    let (_, rest) = standing.split_once('[').unwrap();
    rest.split(']').next().unwrap().to_owned()
}

#[test]
fn a_printed_code_leads_to_what_went_out() {
    let desk = Desk::committed();
    let code = code(&desk);
    sent(&desk);
    let typed = code.to_lowercase().replace('-', "");
    let found = desk.deal(&["verify", &typed]);
    assert_eq!(found.status, 0, "{}{}", found.out, found.err);
    for said in [
        format!("{code}: Letter of q-1\n").as_str(),
        "  sent on 2026-03-20 to Wu Jun\n",
        "  ✓ the record still says this\n",
    ] {
        assert!(found.out.contains(said), "{said}: {}", found.out);
    }
    let confirmed = [
        "confirm", "q-1", "--code", &typed, "--by", "Wu Jun", "--as", "li-na",
    ];
    assert_eq!(desk.deal(&confirmed).status, 0);
    desk.deal(&["set", "q-1", "total=190000", "--as", "li-na"]);
    let stale = desk.deal_in("zh-CN", &["verify", &code]);
    assert_eq!(stale.status, 1);
    for said in [
        "  于 2026-03-20 发出，收件人 Wu Jun，Wu Jun 于 2026-03-20 确认\n",
        "  ✗ 已过时：此后改动了total\n",
    ] {
        assert!(stale.out.contains(said), "{said}: {}", stale.out);
    }
    let json = desk.deal(&["verify", &code, "--format", "json"]).out;
    let json: serde_json::Value = serde_json::from_str(&json).unwrap();
    assert_eq!(json["codes"][0]["changed"][0], "total");
    assert_eq!(json["codes"][0]["sent"][0]["confirmed"]["by"], "Wu Jun");
}

#[test]
fn a_printed_code_leads_to_what_was_only_made() {
    let desk = Desk::committed();
    let first = code(&desk);
    let now = desk.deal(&["verify", &first]);
    assert_eq!(now.status, 0, "{}{}", now.out, now.err);
    assert!(now.out.contains("  never sent\n"), "{}", now.out);
    assert!(
        now.out.contains("  ✓ the record still says this\n"),
        "{}",
        now.out
    );
    desk.deal(&["set", "q-1", "note=later", "--as", "li-na"]);
    let second = code(&desk);
    desk.pipeline
        .write("templates/en/letter.md", "# Another {{ number }}\n");
    desk.git(&["add", "."]);
    desk.git(&["commit", "-q", "-m", "template"]);
    desk.deal(&["set", "q-1", "note=later still", "--as", "li-na"]);
    let commit = |back: &str| {
        desk.git(&["rev-parse", "--short=10", back])
            .trim()
            .to_owned()
    };
    for (code, commit) in [(second, commit("HEAD~2")), (first, commit("HEAD~3"))] {
        let past = desk.deal(&["verify", &code]);
        assert_eq!(past.status, 1, "{}{}", past.out, past.err);
        let up_to = format!("  the record said this up to commit {commit} of 2026-03-20\n");
        assert!(past.out.contains(&up_to), "{up_to}: {}", past.out);
        assert!(past.out.contains("  ✗ stale: "), "{}", past.out);
    }
    let none = desk.deal(&["verify", "0000-0000"]);
    assert_eq!(none.status, 3);
    assert!(none.err.contains("has the code 0000-0000"), "{}", none.err);
}

#[test]
fn a_file_of_the_name_of_a_code_is_a_file() {
    let desk = Desk::committed();
    desk.pipeline.write("0000-0000", "x");
    let read = desk.deal(&["verify", "0000-0000"]);
    assert!(read.err.contains("carries no receipt"), "{}", read.err);
}

#[test]
fn line_ends_alone_are_no_edit() {
    let desk = Desk::committed();
    for (file, send) in [("out/letter.md", false), ("out/sent.md", true)] {
        let mut args = vec!["render", "q-1", "letter", "--to", "md", "-o", file];
        if send {
            args[0] = "send";
            args.extend(["--as", "li-na"]);
        }
        assert_eq!(desk.deal(&args).status, 0);
        let text = fs::read_to_string(desk.pipeline.path(file)).unwrap();
        let write = |text: String| desk.pipeline.write("out/back.md", &text);
        write(text.replace('\n', "\r\n"));
        let same = desk.deal(&["verify", "out/back.md"]);
        assert_eq!(same.status, 0, "{}{}", same.out, same.err);
        assert!(
            same.out.contains("but for the ends of its lines"),
            "{}",
            same.out
        );
        write(
            text.replace('\n', "\r\n")
                .replace("198,000.00", "98,000.00"),
        );
        assert_eq!(desk.deal(&["verify", "out/back.md"]).status, 1);
    }
}

#[test]
fn what_goes_out_again_as_it_was_supersedes_nothing() {
    let desk = Desk::committed();
    sent(&desk);
    sent(&desk);
    let standing = standing(&desk);
    assert_eq!(standing.matches("still holds").count(), 2, "{standing}");
}

#[test]
fn a_file_of_a_commit_that_is_gone_is_known_while_the_record_says_the_same() {
    let desk = Desk::committed();
    desk.deal(&["set", "q-1", "note=x", "--as", "li-na"]);
    desk.deal(&["render", "q-1", "letter", "-o", "out/letter.md"]);
    // What a squash on the forge leaves: the same files in another commit.
    desk.git(&["reset", "-q", "--soft", "HEAD~1"]);
    desk.git(&["commit", "-q", "-m", "squashed"]);
    desk.git(&["reflog", "expire", "--expire=now", "--all"]);
    desk.git(&["gc", "-q", "--prune=now"]);
    let verified = desk.deal(&["verify", "out/letter.md"]);
    assert_eq!(verified.status, 0, "{}{}", verified.out, verified.err);
    assert!(
        verified.out.contains("✓ as it was made"),
        "{}",
        verified.out
    );
    desk.deal(&["set", "q-1", "note=y", "--as", "li-na"]);
    let verified = desk.deal(&["verify", "out/letter.md"]);
    assert!(
        verified.out.contains("? can't be compared"),
        "{}",
        verified.out
    );
}

#[test]
fn what_was_made_after_another_went_out_is_not_superseded_by_it() {
    let desk = Desk::committed();
    sent(&desk);
    desk.deal(&["set", "q-1", "note=later", "--as", "li-na"]);
    desk.deal(&["render", "q-1", "letter", "-o", "out/later.md"]);
    let verified = desk.deal(&["verify", "out/later.md"]);
    assert_eq!(verified.status, 0, "{}{}", verified.out, verified.err);
    let verified = desk.deal(&["verify", "out/letter.html"]);
    assert!(verified.out.contains("✗ stale"), "{}", verified.out);
}

#[test]
fn a_draft_is_made_by_a_command_that_makes_drafts() {
    let desk = Desk::committed();
    desk.deal(&["set", "q-1", "floor=150000", "--as", "li-na"]);
    let refused = desk.deal(&[
        "send",
        "q-1",
        "sheet",
        "-o",
        "out/sheet.docx",
        "--as",
        "li-na",
    ]);
    assert_eq!(refused.status, 2);
    let hint = "hint: make a draft: deal render q-1 sheet --draft\n";
    assert!(refused.err.contains(hint), "{}", refused.err);
}

#[test]
fn files_that_were_only_copied_are_no_changes() {
    let desk = Desk::committed();
    let render = || desk.deal(&["render", "q-1", "letter"]).out;
    let before = render();
    assert!(!before.contains("\"commit\":null"), "{before}");
    for path in [OFFER, "kinds/offer.yaml", "templates/en/letter.md"] {
        let file = std::fs::File::options()
            .write(true)
            .open(desk.pipeline.path(path));
        let long_ago = std::time::SystemTime::UNIX_EPOCH;
        file.unwrap().set_modified(long_ago).unwrap();
    }
    assert_eq!(render(), before);
    desk.pipeline.append(OFFER, "note: new\n");
    assert!(render().contains("\"commit\":null"));
}
