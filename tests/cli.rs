//! The command line: exit statuses, flags and commands, through the binary.

#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)]

mod pipeline;

use pipeline::{DEAL, MINUTES, Pipeline, Ran, text};

const REVIEW: [&str; 7] = [
    "statement",
    DEAL,
    "review",
    "--role",
    "manager",
    "--by",
    "wang-qiang",
];
const REVIEW_FILE: &str = "deals/lanyu-a1/signoffs/review.manager.wang-qiang.yaml";

/// One error (`unknown-field`) and one warning (`short-title`).
fn one_of_each() -> Pipeline {
    let pipeline = Pipeline::with_deal("not: 1\n");
    pipeline.replace(DEAL, "蓝屿一期改造", &"长".repeat(45));
    pipeline
}

/// A deal that is worth a review.
fn needs_review() -> Pipeline {
    let pipeline = Pipeline::with_deal("lines: [{name: 仪表, price: 10000, quantity: 2}]\n");
    pipeline.replace(DEAL, "amount: 5000", "amount: 20000");
    pipeline
}

#[test]
fn status_0_is_clean_or_warnings_only() {
    let ran = Pipeline::new().run(&["check"]);
    assert_eq!((ran.status, &*ran.err), (0, ""));
    assert_eq!(
        ran.out,
        "no findings in 5 records of 5 files, judged at 2026-06-30\n"
    );
    let ran = one_of_each().run(&["check", "--only", "short-title"]);
    assert_eq!(ran.status, 0);
    assert!(ran.out.contains("warning[short-title]"), "{}", ran.out);
    for args in [
        ["--help"].as_slice(),
        &["--version"],
        &["check", "--help"],
        &["explain"],
    ] {
        let ran = Pipeline::new().run(args);
        assert_eq!((ran.status, &*ran.err), (0, ""), "{args:?}");
        assert!(!ran.out.is_empty());
    }
}

#[test]
fn status_1_is_findings() {
    assert_eq!(one_of_each().run(&["check"]).status, 1);
    let args = ["check", "--only", "short-title", "--deny-warnings"];
    assert_eq!(one_of_each().run(&args).status, 1);
    assert_eq!(Pipeline::new().run(&["check", "--deny-warnings"]).status, 0);
}

#[test]
fn status_2_is_something_to_correct_first() {
    let pipeline = one_of_each();
    for args in [
        [].as_slice(),
        &["chek"],
        &["check", "--format", "xml"],
        &["check", "--today", "31.03.2026"],
        &["check", "--lang", "fr"],
        &["check", "--only"],
        &["check", "--fix"],
        &["check", "--only", "no-such-rule"],
        &["-C", "no/such/folder", "check"],
        &["statement", DEAL],
        &[
            "statement",
            DEAL,
            "no-such-signoff",
            "--role",
            "manager",
            "--by",
            "wang-qiang",
        ],
    ] {
        let ran = pipeline.run(args);
        assert_eq!((ran.status, &*ran.out), (2, ""), "{args:?}: {}", ran.err);
        assert!(!ran.err.is_empty(), "{args:?}");
    }
    pipeline.append("kinds/deal.yaml", "nonsense: 1\n");
    assert_eq!(pipeline.run(&["check"]).status, 2);
    assert_eq!(pipeline.run(&["calendar"]).status, 2);
}

#[test]
fn status_3_is_nothing_matched() {
    for args in [
        ["check", "deals/none"].as_slice(),
        &["explain", "no-such-rule"],
        &["calendar", "2031"],
        &[
            "statement",
            "deals/none/deal.yaml",
            "review",
            "--role",
            "manager",
            "--by",
            "wang-qiang",
        ],
    ] {
        let ran = Pipeline::new().run(args);
        assert_eq!((ran.status, &*ran.out), (3, ""), "{args:?}: {}", ran.err);
        assert!(ran.err.starts_with("error: "), "{args:?}: {}", ran.err);
    }
}

#[test]
#[cfg(target_os = "linux")]
fn status_4_is_a_failure_of_the_system() {
    let full = || {
        std::fs::File::options()
            .write(true)
            .open("/dev/full")
            .unwrap()
    };
    let pipeline = Pipeline::new();
    for args in [
        ["check"].as_slice(),
        &["check", "--format", "junit"],
        &["explain"],
        &["calendar"],
    ] {
        let ran = Ran::of(pipeline.command(args).stdout(full()));
        assert_eq!(ran.status, 4, "{args:?}");
        assert!(ran.err.contains("the system failed"), "{}", ran.err);
    }
}

#[test]
fn only_and_skip_select_by_rule_and_by_name() {
    let pipeline = one_of_each();
    pipeline.append(DEAL, "assigned_on: 2026-01-01\npromised_on: 2026-03-02\n");
    let rules = |args: &[&str]| -> Vec<String> {
        let checked = pipeline.check(args);
        checked
            .findings()
            .iter()
            .map(|f| text(&f["rule"]).to_owned())
            .collect()
    };
    let missed = "missed-deadline";
    assert_eq!(rules(&[]), ["short-title", "unknown-field", missed, missed]);
    assert_eq!(rules(&["--only", missed]), [missed, missed]);
    assert_eq!(rules(&["--only", "first-visit"]), [missed]);
    assert_eq!(
        rules(&["--only", "first-visit,short-title"]),
        ["short-title", missed]
    );
    assert_eq!(
        rules(&["--only", "first-visit", "--only", "unknown-field"]),
        ["unknown-field", missed]
    );
    assert_eq!(rules(&["--skip", missed]), ["short-title", "unknown-field"]);
    assert_eq!(
        rules(&["--skip", "quote", "--skip", "short-title"]),
        ["unknown-field", missed]
    );
    assert_eq!(rules(&["--only", missed, "--skip", "quote"]), [missed]);
}

#[test]
fn a_misspelt_rule_is_an_error_with_a_suggestion() {
    for (flag, name, near) in [
        ("--only", "mised-deadline", "missed-deadline"),
        ("--skip", "short-titel", "short-title"),
    ] {
        let ran = one_of_each().run(&["check", flag, name]);
        assert_eq!((ran.status, &*ran.out), (2, ""));
        assert_eq!(
            ran.err,
            format!("error: there is no rule `{name}`\nhint: did you mean `{near}`?\n")
        );
        let ran = one_of_each().run(&["check", flag, name, "--lang", "zh-CN"]);
        assert!(
            ran.err.contains("没有规则") && ran.err.contains(near),
            "{}",
            ran.err
        );
    }
}

#[test]
fn explain_tells_rules_of_the_engine_and_of_the_process() {
    let pipeline = Pipeline::new();
    let list = pipeline.run(&["explain"]).out;
    for name in [
        "missing-signoff",
        "personal-data",
        "deal.first-visit",
        "deal.review",
        "deal.worth-it",
    ] {
        assert!(
            list.lines().any(|line| line.trim_start().starts_with(name)),
            "{name}: {list}"
        );
    }
    let engine = pipeline.run(&["explain", "missing-signoff"]);
    assert_eq!(engine.status, 0);
    assert_ne!(
        engine.out,
        pipeline
            .run(&["explain", "missing-signoff", "--lang", "zh-CN"])
            .out
    );
    for name in ["worth-it", "deal.worth-it"] {
        let own = pipeline.run(&["explain", name]).out;
        assert!(
            own.contains("Small deals cost more than they bring"),
            "{own}"
        );
        assert!(
            own.contains("assert: amount >= 100") && own.contains("kinds/deal.yaml:"),
            "{own}"
        );
    }
    assert!(
        pipeline
            .run(&["explain", "worth-it", "--lang", "zh-CN"])
            .out
            .contains("小单不做")
    );
    let ran = pipeline.run(&["explain", "worth-ti"]);
    assert!(ran.err.contains("did you mean `worth-it`"), "{}", ran.err);
    // Rules of the engine are there without a pipeline too.
    let elsewhere = tempfile::tempdir().unwrap();
    let ran = Ran::of(
        pipeline::guarded()
            .args(["explain", "missing-signoff"])
            .current_dir(elsewhere.path()),
    );
    assert_eq!((ran.status, ran.out), (0, engine.out));
}

#[test]
fn a_statement_makes_the_finding_vanish_until_a_covered_value_changes() {
    let pipeline = needs_review();
    let demanded = pipeline.check(&[]);
    assert_eq!(demanded.status, 1);
    let missing = demanded.only("missing-signoff");
    assert_eq!(missing["subject"], "review");

    let statement = pipeline.run(&REVIEW);
    assert_eq!((statement.status, &*statement.err), (0, ""));
    pipeline.write(REVIEW_FILE, &statement.out);
    pipeline.check(&[]).is(&[]);
    // What isn't covered may change, and so may the way that a value is written.
    pipeline
        .append(DEAL, "note: x\n")
        .replace(DEAL, "amount: 20000", "amount: '20000.00'");
    pipeline.check(&[]).is(&[]);

    for (old, new, field) in [
        ("quantity: 2", "quantity: 3", "lines"),
        ("'20000.00'", "20001", "amount"),
    ] {
        let pipeline_now = pipeline.read(DEAL);
        pipeline.replace(DEAL, old, new);
        let checked = pipeline.check(&["--only", "stale-signoff"]);
        let stale = checked.only("stale-signoff");
        assert!(text(&stale["message"]).contains(field), "{stale:#}");
        pipeline.write(DEAL, pipeline_now);
    }
    pipeline.check(&[]).is(&[]);
}

#[test]
fn a_statement_holds_for_its_pipeline_and_its_words_only() {
    let pipeline = needs_review();
    let statement = pipeline.run(&REVIEW).out;
    for (old, new) in [
        ("verdict: approved", "verdict: returned\ncomment: x"),
        ("by: wang-qiang", "by: li-na"),
        ("at: ", "at: 2026-01-01 # "),
    ] {
        assert!(statement.contains(old), "{statement}");
        pipeline.write(REVIEW_FILE, statement.replace(old, new));
        assert_eq!(pipeline.check(&[]).status, 1, "{old}");
    }
    pipeline.write(REVIEW_FILE, &statement);
    pipeline.replace("pipeline.yaml", "4b1c6a9e", "4b1c6a9f");
    assert_eq!(pipeline.check(&[]).status, 1);
}

#[test]
fn a_statement_takes_texts_that_need_quotes() {
    let pipeline = needs_review();
    let comment = "no: \"really\" # {not}, [yet]\n- 'x' \u{1b}[31m";
    let ran = pipeline.run(
        &[
            &REVIEW[..],
            &["--return", comment, "--at", "2026-06-29T15:20"],
        ]
        .concat(),
    );
    assert_eq!(ran.status, 0);
    let read: serde_yaml::Value = serde_yaml::from_str(&ran.out).unwrap();
    assert_eq!(read["comment"].as_str(), Some(comment));
    assert_eq!(read["verdict"].as_str(), Some("returned"));
    assert!(!ran.out.contains('\u{1b}'));
    pipeline.write(REVIEW_FILE, &ran.out);
    let checked = pipeline.check(&[]);
    assert_eq!(checked.status, 1);
    assert!(
        !checked
            .places()
            .iter()
            .any(|place| place.contains("syntax") || place.contains("encoding")),
        "{:?}",
        checked.places()
    );
}

#[test]
fn calendar_counts_the_working_days() {
    let pipeline = Pipeline::new();
    let all = pipeline.run(&["calendar"]);
    assert_eq!((all.status, &*all.err), (0, ""));
    assert_eq!(pipeline.run(&["calendar", "2026"]).out, all.out);
    assert!(
        all.out.contains("248 working days") && all.out.contains("2026-02-15 – 2026-02-23"),
        "{}",
        all.out
    );
    assert!(
        pipeline
            .run(&["calendar", "--lang", "zh-CN"])
            .out
            .contains("248 个工作日")
    );
    for year in ["99999999999", "-1", "x"] {
        assert!(
            matches!(pipeline.run(&["calendar", "--", year]).status, 2 | 3),
            "{year}"
        );
    }
}

#[test]
fn today_goes_over_the_fixed_day() {
    let pipeline = Pipeline::with_deal("assigned_on: 2026-03-02\n");
    let checked = pipeline.check(&["--today", "2026-04-02"]);
    assert_eq!(checked.report["today"], "2026-04-02");
    checked.is(&[]);
    let checked = pipeline.check(&["--today", "2026-04-03"]);
    checked.is(&[&format!("{DEAL}:5 missed-deadline")]);
    assert_eq!(pipeline.check(&[]).report["today"], "2026-06-30");
    // Also where the process is wrong.
    pipeline.append("kinds/deal.yaml", "nonsense: 1\n");
    assert_eq!(pipeline.check(&[]).report["today"], "2026-06-30");
}

#[test]
fn the_language_is_the_pipelines_unless_asked() {
    let pipeline = one_of_each();
    assert!(
        pipeline
            .run(&["check"])
            .out
            .contains("error[unknown-field]: Deal has no field")
    );
    let chinese = pipeline.run(&["check", "--lang", "zh-CN"]).out;
    assert!(
        chinese.contains("错误[unknown-field]") && chinese.contains("商机没有字段"),
        "{chinese}"
    );
    pipeline.replace("pipeline.yaml", "language: en", "language: zh-CN");
    assert_eq!(pipeline.run(&["check"]).out, chinese);
    assert_eq!(pipeline.run(&["--lang", "zh-CN", "check"]).out, chinese);
}

#[test]
fn every_format_is_written_as_what_it_is() {
    let pipeline = one_of_each();
    for (format, sign) in [
        ("human", "error[unknown-field]: Deal has no field `not`\n"),
        (
            "concise",
            "deals/lanyu-a1/deal.yaml:5:1: error[unknown-field] Deal has no field `not`\n",
        ),
        ("json", "\"version\": 1"),
        ("sarif", "\"version\": \"2.1.0\""),
        (
            "github",
            "::error file=deals/lanyu-a1/deal.yaml,line=5,col=1",
        ),
        ("gitlab", "\"check_name\": \"unknown-field\""),
        ("junit", "<?xml version=\"1.0\""),
        ("markdown", "### deal check: "),
    ] {
        let ran = pipeline.run(&["check", "--format", format]);
        assert_eq!((ran.status, &*ran.err), (1, ""), "{format}");
        assert!(ran.out.contains(sign), "{format}: {}", ran.out);
        assert!(ran.out.ends_with('\n'), "{format}");
        // A clean run and a wrong process are written in each format, too.
        assert_eq!(
            Pipeline::new().run(&["check", "--format", format]).status,
            0
        );
        let wrong = Pipeline::new();
        wrong.append("pipeline.yaml", "nonsense: 1\n");
        let ran = wrong.run(&["check", "--format", format]);
        assert_eq!(ran.status, 2);
        assert!(
            ran.out.contains("invalid-process") || ran.out.contains("nonsense"),
            "{format}: {}",
            ran.out
        );
    }
}

#[test]
fn colour_is_for_terminals_unless_asked() {
    let pipeline = one_of_each();
    let colours = |args: &[&str], env: Option<(&str, &str)>| {
        let mut command = pipeline.command(args);
        command.envs(env);
        Ran::of(&mut command).out.contains('\u{1b}')
    };
    assert!(!colours(&["check"], None));
    assert!(colours(&["check", "--color", "always"], None));
    assert!(!colours(&["check", "--color", "never"], None));
    assert!(colours(
        &["check", "--color", "always"],
        Some(("NO_COLOR", "1"))
    ));
    assert!(!colours(&["check"], Some(("NO_COLOR", "1"))));
    assert!(!colours(
        &["check", "--color", "never"],
        Some(("CLICOLOR_FORCE", "1"))
    ));
    for format in ["concise", "json", "junit", "markdown"] {
        assert!(
            !colours(&["check", "--color", "always", "--format", format], None),
            "{format}"
        );
    }
}

#[test]
fn a_child_is_judged_with_its_parent_and_shown_alone() {
    let pipeline = one_of_each();
    pipeline.replace(MINUTES, "held_on: 2026-03-10", "held_on: 10.03.2026");
    pipeline
        .check(&[MINUTES])
        .is(&[&format!("{MINUTES}:2 wrong-value")]);
    assert_eq!(pipeline.check(&["deals/lanyu-a1"]).findings().len(), 3);
    assert_eq!(pipeline.check(&[MINUTES, DEAL]).findings().len(), 3);
    assert_eq!(pipeline.check(&[MINUTES, MINUTES]).findings().len(), 1);
}

#[test]
fn a_waiver_excuses_and_is_counted() {
    let pipeline = Pipeline::with_deal("assigned_on: 2026-03-02\n");
    pipeline
        .check(&[])
        .is(&[&format!("{DEAL}:5 missed-deadline")]);
    pipeline.write(
        "deals/lanyu-a1/waivers/visit.yaml",
        format!("rule: missed-deadline\nsubject: first-visit\non: {DEAL}\nreason: 请拨 13812345678\nby: wang-qiang\nat: 2026-06-01\nuntil: 2026-07-31\n"),
    );
    let checked = pipeline.check(&["--skip", "personal-data"]);
    checked.is(&[]);
    assert_eq!(checked.report["summary"]["waived"], 1);
    assert_eq!(
        checked.report["waived"][0]["waiver"]["reason"],
        "请拨 138****5678"
    );
    assert_eq!(pipeline.check(&["--today", "2026-08-01"]).status, 1);
}

#[test]
fn check_writes_nothing() {
    let pipeline = one_of_each();
    let files = || -> Vec<_> {
        let walk = walkdir::WalkDir::new(pipeline.root()).sort_by_file_name();
        let entries = walk
            .into_iter()
            .map(Result::unwrap)
            .filter(|entry| entry.file_type().is_file());
        entries
            .map(|entry| {
                (
                    entry.path().to_owned(),
                    std::fs::read(entry.path()).unwrap(),
                )
            })
            .collect()
    };
    let before = files();
    for args in [
        ["check"].as_slice(),
        &["check", DEAL],
        &["explain"],
        &["calendar"],
        &REVIEW,
    ] {
        pipeline.run(args);
    }
    assert_eq!(files(), before);
}

#[test]
fn a_statement_of_someone_who_cant_sign_is_refused() {
    let pipeline = needs_review();
    for (by, role, why) in [
        ("nobody", "manager", "there is no person"),
        ("li-na", "manager", "did not hold the role"),
        ("wang-qiang", "boss", "is not given by the role"),
    ] {
        let ran = pipeline.run(&["statement", DEAL, "review", "--role", role, "--by", by]);
        assert_eq!((ran.status, &*ran.out), (2, ""), "{by} {role}");
        assert!(ran.err.contains(why), "{}", ran.err);
    }
}

#[test]
fn a_statement_is_written_beside_those_that_are_there() {
    let pipeline = needs_review();
    let write = || pipeline.run(&[&REVIEW[..], &["--write"]].concat());
    let first = write();
    assert_eq!((first.status, first.out.trim_end()), (0, REVIEW_FILE));
    pipeline.check(&[]).is(&[]);

    pipeline
        .replace(DEAL, "quantity: 2", "quantity: 4")
        .replace(DEAL, "price: 10000", "price: 5000");
    assert_eq!(
        pipeline.check(&[]).only("stale-signoff")["subject"],
        "review"
    );
    let second = write();
    assert_eq!(
        second.out.trim_end(),
        REVIEW_FILE.replace(".yaml", ".2.yaml")
    );
    pipeline.check(&[]).is(&[]);
}

#[test]
fn a_record_is_named_by_its_address_too() {
    let pipeline = needs_review();
    let by_path = pipeline.run(&["check", "deals/lanyu-a1", "--format", "json"]);
    let by_address = pipeline.run(&["check", "lanyu-a1", "--format", "json"]);
    assert_eq!(by_address.out, by_path.out);
    assert!(by_address.out.contains("missing-signoff"));

    let minutes = pipeline.run(&[
        "check",
        "lanyu-a1/minutes/2026-03-10-needs",
        "--format",
        "json",
    ]);
    assert_eq!(minutes.status, 0, "{}", minutes.err);
    assert_eq!(pipeline.run(&["check", "lanyu-b2"]).status, 3);
    assert_eq!(pipeline.run(&["check", "lanyu-a1/minutes/none"]).status, 3);
}

#[test]
fn a_shared_key_is_waived_only_by_who_may() {
    let pipeline = Pipeline::new();
    pipeline.write("customers/second/customer.yaml", "name: 蓝屿 仪表\n");
    let waiver = |by: &str| {
        let text = format!(
            "rule: duplicate-record\non: customers/second/customer.yaml\nreason: 两家独立法人\nby: {by}\nat: 2026-06-01\nuntil: 2026-07-01\n"
        );
        pipeline.write("customers/second/waivers/name.yaml", text);
    };
    pipeline.check(&[]).only("duplicate-record");
    waiver("li-na");
    let checked = pipeline.check(&["--only", "duplicate-record"]);
    checked.only("duplicate-record");
    waiver("wang-qiang");
    let checked = pipeline.check(&[]);
    checked.is(&[]);
    assert_eq!(checked.report["summary"]["waived"], 1);
}

#[test]
fn help_is_asked_for_as_in_other_programs() {
    let pipeline = Pipeline::new();
    for (asked, means) in [
        (["help"].as_slice(), ["--help"].as_slice()),
        (&["help", "verify"], &["verify", "--help"]),
        (
            &["help", "--lang", "zh-CN", "set"],
            &["--lang", "zh-CN", "set", "--help"],
        ),
    ] {
        let (asked, means) = (pipeline.run(asked), pipeline.run(means));
        assert_eq!((asked.status, asked.out), (0, means.out));
    }
}
