//! Signing, waiving and asking what is next, through the binary. `UPDATE_GOLDEN=1` writes `tests/giving/` anew.

#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)]

mod pipeline;

use dealdesk::change::Ground;
use dealdesk::files::Disk;
use dealdesk::process::Definition;
use dealdesk::{check, value};
use pipeline::{DEAL, MINUTES, Pipeline, Ran, guarded, text};
use serde_json::Value;
use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};

const REVIEW: &str = "deals/lanyu-a1/signoffs/review.manager.wang-qiang.yaml";
const SIGN: [&str; 5] = ["sign", "lanyu-a1", "review", "--as", "wang-qiang"];

/// A deal that is worth a review.
fn needs_review() -> Pipeline {
    let pipeline = Pipeline::with_deal("lines: [{name: 仪表, price: 10000, quantity: 2}]\n");
    pipeline.replace(DEAL, "amount: 5000", "amount: 20000");
    pipeline
}

/// Minutes that a manager confirms, and somebody of the customer.
fn confirmed_minutes() -> Pipeline {
    let pipeline = Pipeline::new();
    pipeline.append(
        "kinds/minutes.yaml",
        "signoffs:
  confirm: {title: {zh-CN: 确认, en: Confirmation}, roles: {any: [rep, manager]}, covers: [body]}
  accept:
    title: {zh-CN: 客户认可, en: Acceptance}
    outside: {role: customer, from: deal.people, by: name}
    covers: [body]
    when: held_on < date('2026-01-01')
",
    );
    pipeline.replace(
        "kinds/deal.yaml",
        "  tags:",
        "  people: {type: list, fields: {name: {type: text, required: true, personal: true}}}\n  tags:",
    );
    pipeline.append(DEAL, "people: [{name: 吴军}, {name: 郑敏}]\n");
    pipeline
}

fn delegating() -> Pipeline {
    let pipeline = needs_review();
    pipeline
        .replace("pipeline.yaml", "roles: roles}", "roles: roles, delegations: delegations}")
        .append(
            "kinds/person.yaml",
            "  delegations: {type: list, fields: {role: role, to: person, from: date, until: date}}\n",
        )
        .append(
            "people/wang-qiang.yaml",
            "delegations: [{role: manager, to: zhao-lei, from: 2026-06-01, until: 2026-06-30}]\n",
        )
        .write("people/zhao-lei.yaml", "name: 赵磊\nroles: [rep]\n");
    pipeline
}

/// Every file with its bytes.
fn files(root: &Path) -> BTreeMap<PathBuf, Vec<u8>> {
    let mut files = BTreeMap::new();
    let mut folders = vec![root.to_owned()];
    while let Some(folder) = folders.pop() {
        for entry in fs::read_dir(folder).unwrap().flatten() {
            let path = entry.path();
            match path.is_dir() {
                true if path.ends_with(".git") => {}
                true => folders.push(path),
                false => {
                    files.insert(path.clone(), fs::read(path).unwrap());
                }
            }
        }
    }
    files
}

/// Asserts that a command ends so, says so, and writes nothing.
#[track_caller]
fn refuses(pipeline: &Pipeline, args: &[&str], status: i32, said: &[&str]) -> Ran {
    let before = files(pipeline.root());
    let ran = pipeline.run(args);
    assert_eq!(ran.status, status, "{args:?}: {}{}", ran.out, ran.err);
    for said in said {
        assert!(
            ran.err.contains(said),
            "{args:?} doesn't say {said}: {}",
            ran.err
        );
    }
    assert_eq!(files(pipeline.root()), before, "{args:?} wrote");
    ran
}

#[track_caller]
fn does(pipeline: &Pipeline, args: &[&str]) -> String {
    let ran = pipeline.run(args);
    assert_eq!((ran.status, &*ran.err), (0, ""), "{args:?}: {}", ran.out);
    ran.out
}

fn with<'a>(args: &[&'a str], more: &[&'a str]) -> Vec<&'a str> {
    [args, more].concat()
}

#[test]
fn a_sign_off_is_given_and_holds() {
    let pipeline = needs_review();
    let missing = pipeline.check(&[]);
    let help = text(&missing.only("missing-signoff")["help"]).to_owned();
    assert_eq!(
        help,
        format!("deal sign {DEAL} review --role manager --as wang-qiang")
    );
    let words: Vec<&str> = help.split(' ').skip(1).collect();
    assert_eq!(
        does(&pipeline, &words),
        "lanyu-a1: 王强 signs Review as Sales manager (signoffs/review.manager.wang-qiang.yaml)\n"
    );
    let file = pipeline.read(REVIEW);
    assert!(
        file.contains("\nat: 2026-06-30\nverdict: approved\n"),
        "{file}"
    );
    pipeline.check(&[]).is(&[]);
}

#[test]
fn names_may_be_titles_and_what_is_plain_is_left_out() {
    for args in [
        ["sign", "lanyu-a1", "评审", "--role", "销售经理"].as_slice(),
        &["sign", DEAL, "REVIEW"],
        &["sign", "lanyu-a1"],
    ] {
        let pipeline = needs_review();
        let said = does(
            &pipeline,
            &with(args, &["--as", "wang-qiang", "--lang", "zh-CN"]),
        );
        assert_eq!(
            said,
            "lanyu-a1：王强以“销售经理”签批“评审”（signoffs/review.manager.wang-qiang.yaml）\n"
        );
    }
}

#[test]
fn the_same_content_is_signed_once_and_changed_content_anew() {
    let pipeline = needs_review();
    does(&pipeline, &SIGN);
    let first = pipeline.read(REVIEW);
    assert_eq!(
        does(&pipeline, &SIGN),
        "this is said already, and what it covers hasn't changed since\n"
    );
    pipeline
        .replace(DEAL, "20000", "30000")
        .replace(DEAL, "price: 10000", "price: 15000");
    pipeline.check(&[]).only("stale-signoff");
    assert!(does(&pipeline, &SIGN).contains("wang-qiang.2.yaml"));
    assert_eq!(pipeline.read(REVIEW), first);
    pipeline.check(&[]).is(&[]);
    // What was given first stands first.
    let shown = does(&pipeline, &["show", "lanyu-a1", "--lang", "en"]);
    let (replaced, good) = (shown.find("replaced by a later one"), shown.rfind("good\n"));
    assert!(replaced.is_some() && replaced < good, "{shown}");
}

#[test]
fn content_is_returned_with_a_comment() {
    let pipeline = needs_review();
    let returned = with(&SIGN, &["--return", "哪个型号？"]);
    // Nobody signed yet, so nothing gets worse.
    let said = does(&pipeline, &returned);
    assert!(said.starts_with("lanyu-a1: 王强 returns Review"), "{said}");
    let file = pipeline.read(REVIEW);
    assert!(file.contains("verdict: returned\ncomment: "), "{file}");
    let message = pipeline.check(&[]);
    assert!(text(&message.only("missing-signoff")["message"]).contains("returned it"));
    // Void, then returned: still what was lacking lacks.
    does(&pipeline, &SIGN);
    pipeline
        .replace(DEAL, "20000", "30000")
        .replace(DEAL, "price: 10000", "price: 15000");
    does(&pipeline, &returned);
    // One that holds may be taken back; the deal lacks it from then on.
    does(&pipeline, &SIGN);
    let ran = pipeline.run(&returned);
    assert_eq!(ran.status, 0, "{}", ran.err);
    assert!(ran.err.contains("this is to be done next"), "{}", ran.err);
    pipeline.check(&[]).only("missing-signoff");
    refuses(&pipeline, &with(&SIGN, &["--return", " "]), 2, &[]);
}

#[test]
fn who_may_not_sign_is_told_why() {
    let pipeline = needs_review();
    for (args, status, said) in [
        (vec!["sign", "lanyu-a1", "review"], 2, vec!["--as"]),
        (
            vec!["sign", "lanyu-a1", "review", "--as", "li-na"],
            2,
            vec!["李娜 did not hold the role Sales manager"],
        ),
        (
            vec!["sign", "lanyu-a1", "review", "--as", "nobody"],
            2,
            vec!["no person `nobody`"],
        ),
        (
            with(&SIGN, &["--role", "rep"]),
            2,
            vec!["not given by the role `rep`"],
        ),
        (
            with(&SIGN, &["--by", "吴军"]),
            2,
            vec!["`--by` is for someone outside"],
        ),
        (with(&SIGN, &["--at", "yesterday"]), 2, vec![]),
        (
            with(&SIGN, &["--at", "2027-01-01"]),
            1,
            vec!["error[invalid-signoff]"],
        ),
        (
            vec!["sign", "lanyu-a1", "reveiw", "--as", "li-na"],
            3,
            vec!["did you mean `review`?"],
        ),
        (
            vec!["sign", "lanyu-a9", "review", "--as", "li-na"],
            3,
            vec!["no record lanyu-a9"],
        ),
        (
            vec!["sign", "lanyu-a1", "--as", "li-na"],
            3,
            vec!["no sign-off is wanted here"],
        ),
    ] {
        refuses(&pipeline, &args, status, &said);
    }
    pipeline.replace(DEAL, "owner: li-na", "owner: wang-qiang");
    refuses(&pipeline, &SIGN, 2, &["nobody signs their own work"]);
    pipeline.append(DEAL, "note: [\n");
    refuses(&pipeline, &SIGN, 2, &["mend it first", "deal check"]);
}

#[test]
fn a_deputy_names_who_delegated() {
    let pipeline = delegating();
    let deputy = ["sign", "lanyu-a1", "review", "--as", "zhao-lei"];
    let command = format!("deal sign {DEAL} review --role manager --behalf wang-qiang");
    refuses(&pipeline, &deputy, 2, &[&command, "Sales manager: 王强"]);
    refuses(
        &pipeline,
        &with(&deputy, &["--behalf", "li-na"]),
        2,
        &["had not delegated"],
    );
    let said = does(&pipeline, &with(&deputy, &["--behalf", "wang-qiang"]));
    assert!(said.contains("赵磊 for 王强 signs Review"), "{said}");
    pipeline.check(&[]).is(&[]);
}

#[test]
fn what_was_wrong_before_blocks_nobody() {
    let pipeline = needs_review();
    pipeline
        .append(DEAL, "not: 1\n")
        .replace(DEAL, "title: ", "titel: ");
    does(&pipeline, &SIGN);
    let args = [
        "waive",
        "lanyu-a1",
        "unknown-field",
        "not",
        "--as",
        "wang-qiang",
    ];
    does(
        &pipeline,
        &with(&args, &["--reason", "x", "--until", "3 days"]),
    );
    let left = pipeline.check(&[]).places();
    assert_eq!(left.len(), 2, "{left:?}");
}

#[test]
fn several_roles_or_records_are_listed() {
    let pipeline = confirmed_minutes();
    pipeline.write("people/sun-yi.yaml", "name: 孙怡\nroles: [rep, manager]\n");
    let confirm = ["sign", "lanyu-a1", "confirm", "--as", "sun-yi"];
    let minutes = format!("deal sign {MINUTES} confirm");
    let roles = [
        format!("{minutes} --role rep"),
        format!("{minutes} --role manager"),
    ];
    refuses(&pipeline, &confirm, 2, &[&roles[0], &roles[1]]);
    let said = does(&pipeline, &with(&confirm, &["--role", "rep"]));
    assert!(
        said.starts_with("lanyu-a1/minutes/2026-03-10-needs: 孙怡 signs"),
        "{said}"
    );
    let file = "deals/lanyu-a1/minutes/signoffs/2026-03-10-needs.confirm.rep.sun-yi.yaml";
    assert!(pipeline.read(file).contains(&format!("on: {MINUTES}\n")));
    // Of two records, the one that is still to be confirmed is meant; of three, none.
    let second = pipeline.read(MINUTES);
    pipeline.write("deals/lanyu-a1/minutes/2026-04-01-again.md", &second);
    let said = does(&pipeline, &with(&confirm, &["--role", "rep"]));
    assert!(
        said.starts_with("lanyu-a1/minutes/2026-04-01-again: "),
        "{said}"
    );
    refuses(&pipeline, &confirm, 2, &[&minutes, "several records"]);
}

#[test]
fn somebody_outside_is_written_down_by_one_of_ours() {
    let pipeline = confirmed_minutes();
    let accept = ["sign", "lanyu-a1", "accept", "--as", "li-na"];
    refuses(&pipeline, &accept, 2, &["who was it?", "--by NAME"]);
    refuses(
        &pipeline,
        &with(&accept, &["--by", "钱多"]),
        2,
        &["none of those who can give"],
    );
    refuses(
        &pipeline,
        &with(&accept, &["--evidence", "x"]),
        2,
        &["--by"],
    );
    pipeline.write("deals/lanyu-a1/files/reply.eml", "yes");
    let by = [
        "--by",
        "吴军",
        "--evidence",
        "deals/lanyu-a1/files/reply.eml",
    ];
    let said = does(&pipeline, &with(&accept, &by));
    assert!(said.contains("吴军 signs Acceptance as customer"), "{said}");
    let file = "deals/lanyu-a1/minutes/signoffs/2026-03-10-needs.accept.customer.li-na.yaml";
    let file = pipeline.read(file);
    assert!(
        file.contains("recorded_by: li-na\nevidence: deals/lanyu-a1/files/reply.eml\n"),
        "{file}"
    );
    pipeline.check(&[]).is(&[]);
}

#[test]
fn a_dry_run_shows_the_file_and_a_demanded_signature_needs_a_key() {
    let pipeline = needs_review();
    let before = files(pipeline.root());
    let shown = does(&pipeline, &with(&SIGN, &["--dry-run"]));
    assert!(
        shown.starts_with("--- /dev/null\n+++ b/deals/lanyu-a1/signoffs/review"),
        "{shown}"
    );
    assert_eq!(files(pipeline.root()), before);
    pipeline
        .replace("kinds/deal.yaml", "    roles: [manager]", "    roles: [manager]\n    proof: signed")
        .replace("pipeline.yaml", "roles: roles}", "roles: roles, keys: keys}")
        .append("kinds/person.yaml", "  keys: {type: list, fields: {key: {type: text, required: true}, from: date, until: date}}\n");
    let mut command = pipeline.command(&SIGN);
    command
        .env("HOME", pipeline.root())
        .env_remove("DEALDESK_SIGNING_KEY");
    command
        .env("GIT_CONFIG_SYSTEM", "/dev/null")
        .env("XDG_CONFIG_HOME", pipeline.root());
    let ran = Ran::of(&mut command);
    assert_eq!(ran.status, 2, "{}", ran.err);
    assert!(
        ran.err.contains("no key to sign with") && ran.err.contains("--key"),
        "{}",
        ran.err
    );
    assert!(!pipeline.path(REVIEW).exists());
}

#[test]
fn a_waiver_excuses_what_stands_against_a_record() {
    let pipeline = Pipeline::with_deal("assigned_on: 2026-03-01\n");
    pipeline.replace(DEAL, "amount: 5000", "amount: 50");
    let waive = ["waive", "lanyu-a1", "missed-deadline", "--as", "wang-qiang"];
    let why = ["--reason", "客户停产: 七月再来", "--until", "30 days"];
    let said = does(&pipeline, &with(&waive, &why));
    assert_eq!(
        said,
        "lanyu-a1: waive missed-deadline first-visit until 2026-07-30\n"
    );
    let file = pipeline.read("deals/lanyu-a1/waivers/missed-deadline-first-visit.yaml");
    let waiver: Value = serde_yaml::from_str(&file).unwrap();
    let expected = serde_json::json!({
        "rule": "missed-deadline", "subject": "first-visit", "on": DEAL, "reason": "客户停产: 七月再来",
        "by": "wang-qiang", "at": "2026-06-30", "until": "2026-07-30",
    });
    assert_eq!(waiver, expected);
    // A rule of the process; a day of its own.
    let args = [
        "waive",
        DEAL,
        "worth-it",
        "--as",
        "wang-qiang",
        "--reason",
        "x",
        "--until",
        "2026-09-01",
    ];
    does(&pipeline, &args);
    pipeline.check(&[]).is(&[]);
    // When it has ended, the next one stands beside it.
    pipeline
        .check(&["--today", "2026-07-31"])
        .only("expired-waiver");
    let later = with(&waive, &["--today", "2026-07-31"]);
    does(&pipeline, &with(&later, &why));
    assert!(
        pipeline
            .path("deals/lanyu-a1/waivers/missed-deadline-first-visit.2.yaml")
            .exists()
    );
    pipeline.check(&["--today", "2026-07-31"]).is(&[]);
}

#[test]
fn a_deadline_may_be_named_in_place_of_its_rule() {
    let pipeline = Pipeline::with_deal("assigned_on: 2026-03-01\n");
    let args = [
        "waive",
        "lanyu-a1",
        "first-visit",
        "--as",
        "wang-qiang",
        "--reason",
        "x",
    ];
    does(&pipeline, &with(&args, &["--until", "1 month"]));
    pipeline.check(&[]).is(&[]);
}

#[test]
fn a_record_in_a_flat_folder_has_its_waivers_beside_it() {
    let pipeline = Pipeline::new();
    pipeline.append("people/li-na.yaml", "shoe_size: 38\n");
    let args = [
        "waive",
        "people/li-na.yaml",
        "unknown-field",
        "--as",
        "wang-qiang",
    ];
    does(
        &pipeline,
        &with(&args, &["--reason", "x", "--until", "3 days"]),
    );
    assert!(
        pipeline
            .path("people/waivers/li-na.unknown-field-shoe_size.yaml")
            .exists()
    );
    pipeline.check(&[]).is(&[]);
}

#[test]
fn records_that_share_a_key_can_be_excused() {
    let pipeline = Pipeline::new();
    pipeline.write("customers/lanyu-2/customer.yaml", "name: 蓝屿仪表\n");
    pipeline.check(&[]).only("duplicate-record");
    let args = ["waive", "lanyu", "duplicate-record", "--as", "wang-qiang"];
    does(
        &pipeline,
        &with(&args, &["--reason", "two sites", "--until", "90 days"]),
    );
    pipeline.check(&[]).is(&[]);
}

#[test]
fn the_policy_of_waivers_is_kept() {
    let pipeline = needs_review();
    pipeline
        .append(DEAL, "assigned_on: 2026-03-01\npromised_on: 2026-03-01\n")
        .replace(DEAL, "price: 10000", "price: 9999");
    let waive = |rule, person, reason, until| {
        [
            "waive", "lanyu-a1", rule, "--as", person, "--reason", reason, "--until", until,
        ]
    };
    for (args, status, said) in [
        (
            waive("sum-of-lines", "li-na", "x", "3 days"),
            2,
            vec!["李娜 can't waive anything", "manager"],
        ),
        (
            waive("sum-of-lines", "wang-qiang", "x", "91 days"),
            2,
            vec!["longer than 90 days"],
        ),
        (
            waive("sum-of-lines", "wang-qiang", "x", "2026-06-01"),
            2,
            vec!["ends before it begins"],
        ),
        (waive("sum-of-lines", "wang-qiang", "x", "soon"), 2, vec![]),
        (
            waive("sum-of-lines", "wang-qiang", " ", "3 days"),
            2,
            vec![],
        ),
        (
            waive("missing-signoff", "wang-qiang", "x", "3 days"),
            2,
            vec!["does not let `missing-signoff`"],
        ),
        (
            waive("syntax", "wang-qiang", "x", "3 days"),
            2,
            vec!["can't be waived"],
        ),
        (
            waive("sum-of-line", "wang-qiang", "x", "3 days"),
            3,
            vec!["did you mean `sum-of-lines`?"],
        ),
        (
            waive("worth-it", "wang-qiang", "x", "3 days"),
            3,
            vec![
                "would excuse nothing",
                "deal waive deals/lanyu-a1/deal.yaml sum-of-lines --reason",
            ],
        ),
        (
            waive("missed-deadline", "wang-qiang", "x", "3 days"),
            2,
            vec![
                "several things",
                "missed-deadline first-visit",
                "missed-deadline quote",
            ],
        ),
    ] {
        refuses(&pipeline, &args, status, &said);
    }
    refuses(
        &pipeline,
        &["waive", "lanyu-a1", "worth-it", "--until", "3 days"],
        2,
        &["--reason"],
    );
}

/// A deal with stages: a gate asks for a field and for confirmed minutes, and a rule holds from the second stage on.
fn staged() -> Pipeline {
    let pipeline = confirmed_minutes();
    pipeline.replace(
        "kinds/deal.yaml",
        "deadlines:\n",
        "  stage: {type: stage, required: true}
  moves: {type: moves, required: true}
stages:
  - {id: talk, title: {zh-CN: 接洽, en: Talk}, longest: 30 days}
  - {id: offer, title: {zh-CN: 报价, en: Offer}}
  - {id: won, title: {zh-CN: 成交, en: Won}, end: true}
  - {id: rest, title: {zh-CN: 暂缓, en: Rest}, aside: true, back: true, reason: true}
gates:
  known:
    title: {zh-CN: 需求明确, en: The need is known}
    leaving: talk
    needs: [note, tags]
    records: [{kind: minutes, signed: [confirm]}]
    assert: [{that: has(signed_on), message: {zh-CN: 还没有签字, en: It isn't signed}}]
deadlines:
",
    );
    pipeline.append(
        "kinds/deal.yaml",
        "  contact-known:
    title: {zh-CN: 联系人, en: Contact}
    when: \"reached('offer')\"
    assert: has(contact)
    message: {zh-CN: 没有联系人, en: There is no contact}
",
    );
    pipeline.append(
        DEAL,
        "stage: talk\nmoves: [{to: talk, at: 2026-06-20, by: li-na}]\nassigned_on: 2026-06-20\n",
    );
    pipeline
}

#[test]
fn next_says_what_is_open_and_what_the_move_would_bring() {
    let pipeline = staged();
    for language in ["en", "zh-CN"] {
        let said = does(&pipeline, &["next", "lanyu-a1", "--lang", language]);
        golden(&format!("open.{language}.txt"), &said);
    }
    let said = does(&pipeline, &["next", "lanyu-a1", "--format", "json"]);
    golden("open.json", &said);
    let open: Value = serde_json::from_str(&said).unwrap();
    assert_eq!(open["passage"]["blocked"], true);
    assert_eq!(open["passage"]["findings"][0]["rule"], "contact-known");
    assert_eq!(open["open"], 5);
}

#[test]
fn next_ends_with_the_command_that_moves_on() {
    let pipeline = staged();
    does(
        &pipeline,
        &["sign", "lanyu-a1", "confirm", "--as", "wang-qiang"],
    );
    pipeline.append(
        DEAL,
        "note: x\ntags: [a]\nsigned_on: 2026-06-20\ncontact: 吴军\n",
    );
    let said = does(&pipeline, &["next", "lanyu-a1"]);
    golden("free.en.txt", &said);
    let command = said.lines().last().unwrap().rsplit(": ").next().unwrap();
    let words: Vec<&str> = command.split(' ').skip(1).collect();
    does(&pipeline, &with(&words, &["--as", "li-na"]));
    assert!(pipeline.read(DEAL).contains("stage: offer"));
    // Aside, the way leads back.
    does(
        &pipeline,
        &["move", "lanyu-a1", "rest", "--reason", "x", "--as", "li-na"],
    );
    let said = does(&pipeline, &["next", "lanyu-a1"]);
    assert!(said.contains("deal move lanyu-a1 offer"), "{said}");
}

#[test]
fn a_reference_that_leads_nowhere_is_told_before_what_it_would_fill_in() {
    let pipeline = Pipeline::new();
    let new = ["new", "deal", "title=x", "customer=lanyo", "--lang", "en"];
    refuses(
        &pipeline,
        &new,
        2,
        &["customer: there is no", "did you mean `lanyu`?"],
    );
}

#[test]
fn what_is_to_be_waived_is_written_first() {
    let pipeline = Pipeline::new();
    let cheap = ["set", "lanyu-a1", "amount=7", "--as", "li-na"];
    refuses(&pipeline, &cheap, 1, &["worth-it"]);
    let despite = |rule| [&cheap[..], &["--despite", rule]].concat();
    refuses(&pipeline, &despite("budget"), 2, &["no rule `budget`"]);
    refuses(&pipeline, &despite("stage-log"), 1, &["worth-it"]);
    refuses(
        &pipeline,
        &despite("missing-signoff"),
        2,
        &["missing-signoff"],
    );
    let done = pipeline.run(&[&despite("worth-it")[..], &["--lang", "en"]].concat());
    assert_eq!(done.status, 0, "{}", done.err);
    let waive = "deal waive lanyu-a1 worth-it --reason … --until …";
    assert!(done.err.contains(waive), "{}", done.err);
    assert_eq!(pipeline.check(&[]).status, 1);
    let waive = ["waive", "lanyu-a1", "worth-it", "--reason", "A trial"];
    does(
        &pipeline,
        &[&waive[..], &["--until", "60 days", "--as", "wang-qiang"]].concat(),
    );
    assert_eq!(pipeline.check(&[]).status, 0);
}

#[test]
fn next_lists_ones_own_open_records() {
    let pipeline = staged();
    for language in ["en", "zh-CN"] {
        let said = does(&pipeline, &["next", "--as", "li-na", "--lang", language]);
        golden(&format!("own.{language}.txt"), &said);
    }
    let said = does(&pipeline, &["next", "--as", "li-na", "--format", "json"]);
    let own: Value = serde_json::from_str(&said).unwrap();
    assert_eq!(own["records"].as_array().unwrap().len(), 1);
    refuses(
        &Pipeline::new(),
        &["next", "--as", "wang-qiang"],
        3,
        &["王强 has no open record, and no sign-off waits for them"],
    );
    refuses(&pipeline, &["next"], 2, &["--as"]);
    refuses(&pipeline, &["next", "lanyu-a9"], 3, &["no record lanyu-a9"]);
    pipeline.append(DEAL, "note: [\n");
    refuses(&pipeline, &["next", "lanyu-a1"], 2, &["mend it first"]);
}

#[test]
fn next_of_the_example() {
    for (record, name) in [
        (["next", "tiehe-2603-y2r"].as_slice(), "tiehe"),
        (&["next", "jihe-2604-r8w"], "jihe"),
        (&["next", "lantian-m4x"], "customer"),
        (&["next", "--as", "su-ting"], "su-ting"),
        (&["next", "--as", "tang-wei"], "tang-wei"),
        (&["next", "--as", "pan-yue"], "pan-yue"),
    ] {
        for language in ["en", "zh-CN"] {
            let mut command = guarded();
            command
                .args(record)
                .args(["--lang", language])
                .current_dir("example-pipeline");
            let ran = Ran::of(&mut command);
            assert_eq!((ran.status, &*ran.err), (0, ""), "{record:?}");
            golden(&format!("{name}.{language}.txt"), &ran.out);
        }
    }
}

#[test]
fn what_waits_for_a_sign_off_comes_to_those_who_may_give_it() {
    let pipeline = needs_review();
    let waits = |person: &str| -> Vec<String> {
        let said = does(&pipeline, &["next", "--as", person, "--format", "json"]);
        let own: Value = serde_json::from_str(&said).unwrap();
        let signoffs = own["signoffs"].as_array().unwrap();
        let commands = signoffs.iter().map(|one| text(&one["command"]).to_owned());
        commands.collect()
    };
    let sign = format!("deal sign {DEAL} review --role manager");
    assert_eq!(waits("wang-qiang"), [sign.as_str()]);
    assert!(waits("li-na").is_empty(), "she doesn't hold the role");
    does(&pipeline, &SIGN);
    assert!(waits("wang-qiang").is_empty(), "it is given");
    pipeline.replace(DEAL, "price: 10000", "price: 12000");
    assert_eq!(waits("wang-qiang"), [sign.as_str()], "it is void");
}

#[test]
fn what_a_sign_off_covers_is_told_whole() {
    let pipeline = confirmed_minutes();
    let note = "好 ".repeat(200);
    pipeline
        .replace(
            "kinds/deal.yaml",
            "covers: [amount, lines]",
            "covers: [amount, lines, note, customer.name, tags]",
        )
        .append(DEAL, &format!("note: {note}\ntags: [a, b]\nlines:\n"));
    for number in 0..10 {
        pipeline.append(
            DEAL,
            &format!("  - {{name: 仪表{number}, price: 500, quantity: 1}}\n"),
        );
    }
    let files = Disk::new(pipeline.root());
    let process = Definition::load_from(&files).0.process.unwrap();
    let today = value::date::read("2026-06-30").unwrap();
    let ground = Ground {
        process: &process,
        files: &files,
        today,
        now: value::Moment::day(today),
        person: None,
        command: "deal",
    };
    let target = ground.target(DEAL).unwrap();
    let content = ground.with(&target, |bench, record| {
        let signoff = &process.kind(record.kind).clauses.signoffs[0];
        Ok(check::content(bench, record, signoff))
    });
    let content = content.unwrap();
    let titles: Vec<&str> = content
        .iter()
        .map(|content| content.title.zh.as_str())
        .collect();
    assert_eq!(titles, ["amount", "lines", "note", "name", "tags"]);
    let lines = |at: usize| {
        content[at]
            .lines
            .iter()
            .map(|line| line.en.as_str())
            .collect::<Vec<_>>()
    };
    assert_eq!(lines(0), ["5,000.00 CNY"]);
    assert_eq!(lines(1).len(), 10);
    assert_eq!(lines(1)[0], "{name: 仪表0, price: 500, quantity: 1}");
    assert_eq!(lines(2)[0].chars().count(), 399);
    assert_eq!((lines(3), lines(4)), (vec!["蓝屿仪表"], vec!["a, b"]));
}

#[track_caller]
fn golden(name: &str, said: &str) {
    let path = Path::new("tests/giving").join(name);
    if std::env::var_os("UPDATE_GOLDEN").is_some() {
        fs::write(&path, said).unwrap();
    }
    let expected = fs::read_to_string(&path).unwrap_or_default();
    assert_eq!(said, expected.replace("\r\n", "\n"), "{name}");
}

#[test]
fn a_sign_off_that_lacked_before_still_blocks_the_gate_that_demands_it() {
    let pipeline = needs_review();
    pipeline
        .replace(
            "kinds/deal.yaml",
            "owner: owner\nfields:\n",
            "owner: owner\nstages: [{id: offer, title: {zh-CN: 报价, en: Offer}}, {id: won, title: {zh-CN: 成交, en: Won}, end: true}]\n\
             gates: {leave-offer: {title: {zh-CN: 已报价, en: Offered}, leaving: offer, signed: [review]}}\n\
             fields:\n  stage: {type: stage, required: true}\n  moves: {type: moves, required: true}\n",
        )
        .append(
            DEAL,
            "stage: offer\nmoves:\n  - {to: offer, at: 2026-06-01, by: li-na}\n",
        );
    let go = ["move", "lanyu-a1", "won", "--as", "li-na"];
    refuses(
        &pipeline,
        &go,
        1,
        &["left Offer without the sign-off Review"],
    );
    assert!(!does(&pipeline, &["next", "lanyu-a1"]).contains("Nothing blocks"));
    does(&pipeline, &SIGN);
    let given = pipeline.read(REVIEW);
    pipeline.replace(REVIEW, "approved", "returned");
    refuses(&pipeline, &go, 1, &["its digest doesn't fit"]);
    pipeline.write(REVIEW, given);
    does(&pipeline, &go);
    pipeline.replace(REVIEW, "approved", "returned");
    pipeline.check(&[]).only("invalid-signoff");
}

#[test]
fn usage_errors_are_in_the_language_of_the_pipeline() {
    let pipeline = Pipeline::new();
    let waive = [
        "waive", "lanyu-a1", "worth-it", "--reason", "试用", "--until", "30 天",
    ];
    refuses(&pipeline, &waive, 2, &["error: ", "write 30 days instead"]);
    pipeline.replace("pipeline.yaml", "language: en", "language: zh-CN");
    refuses(&pipeline, &waive, 2, &["错误: ", "30 days"]);
    let english = with(&waive, &["--lang", "en"]);
    refuses(&pipeline, &english, 2, &["error: "]);
    assert!(does(&pipeline, &["sign", "--help"]).contains("用法"));
}
