//! A hostile or broken definition: it stops the judgement, and says all that is wrong with it at once.

use crate::pipeline::{DEAL, Pipeline, text};
use std::time::{Duration, Instant};

#[test]
fn a_pattern_that_backtracks_elsewhere_is_linear() {
    let pipeline = Pipeline::with_deal(&format!("serial: {}b\n", "a".repeat(500_000)));
    pipeline.replace("kinds/deal.yaml", "'[a-z0-9-]+'", "'(a+)+'");
    let start = Instant::now();
    pipeline.check(&[]).is(&[&format!("{DEAL}:5 wrong-value")]);
    assert!(start.elapsed() < Duration::from_secs(60));
}

#[test]
fn a_pattern_that_grows_without_bounds_is_refused() {
    for pattern in ["((((a{1000}){1000}){1000}){1000})", "(?=a)", "(a)\\1", "["] {
        let pipeline = Pipeline::new();
        pipeline.replace("kinds/deal.yaml", "'[a-z0-9-]+'", &format!("'{pattern}'"));
        let checked = pipeline.check(&[]);
        checked.is(&["kinds/deal.yaml:21 invalid-process"]);
    }
}

#[test]
fn an_expression_is_bounded() {
    let deep = "(".repeat(50_000);
    let deep_not = "!".repeat(50_000);
    let long = vec!["amount"; 20_000].join(" + ");
    let lists = format!("{}1{}", "[".repeat(20_000), "]".repeat(20_000));
    let ternaries = format!("{}true", "true ? true : ".repeat(20_000));
    for expression in [deep, deep_not, long, lists, ternaries] {
        let pipeline = Pipeline::new();
        pipeline.replace(
            "kinds/deal.yaml",
            "assert: amount >= 100",
            &format!("assert: '{expression}'"),
        );
        let checked = pipeline.check(&[]);
        assert_eq!(checked.status, 2);
        assert!(
            checked
                .places()
                .iter()
                .all(|place| place.starts_with("kinds/deal.yaml:")),
            "{:?}",
            checked.places()
        );
    }
}

#[test]
fn nested_loops_over_long_lists_end() {
    let lines = "{name: a, price: 1, quantity: 1}, ".repeat(5_000);
    let pipeline = Pipeline::with_deal(&format!("lines: [{lines}]\n"));
    pipeline.replace(
        "kinds/deal.yaml",
        "assert: amount >= 100",
        "assert: lines.all(a, lines.all(b, a.price == b.price))",
    );
    let checked = pipeline.check(&[]);
    // Not judged is said; it is not the same as judged to be right.
    assert!(
        checked.places().contains(&format!("{DEAL}:5 not-judged")),
        "{:#}",
        checked.report
    );
}

#[test]
fn a_sign_off_that_asks_for_itself_ends() {
    let pipeline = Pipeline::new();
    pipeline.replace(
        "kinds/deal.yaml",
        "signoffs:\n",
        "signoffs:\n  again:\n    when: amount > 0\n    covers: [amount]\n    ladder:\n      - {when: \"signed('again')\", roles: [manager]}\n",
    );
    pipeline.check(&[]).is(&[&format!("{DEAL}:1 not-judged")]);
}

#[test]
fn names_that_lead_back_to_themselves_end() {
    let pipeline = Pipeline::new();
    pipeline.replace("kinds/deal.yaml", "name: title", "name: first(minutes)");
    pipeline.replace(
        "kinds/minutes.yaml",
        "kind: minutes",
        "kind: minutes\nname: deal",
    );
    pipeline.replace(DEAL, "amount: 5000", "amount: 20000");
    let checked = pipeline.check(&[]);
    checked.is(&[&format!("{DEAL}:4 missing-signoff")]);
}

#[test]
fn a_broken_kind_is_one_finding_and_no_cascade() {
    let pipeline = Pipeline::new();
    pipeline.append("kinds/customer.yaml", "rules: [\n");
    pipeline.check(&[]).is(&["kinds/customer.yaml:9 syntax"]);
    // Another broken file isn't hidden.
    pipeline.append("kinds/minutes.yaml", "a\tb\n");
    let files: Vec<_> = pipeline.check(&[]).places();
    assert!(
        files
            .iter()
            .any(|place| place.starts_with("kinds/customer.yaml:9"))
    );
    assert!(
        files
            .iter()
            .any(|place| place.starts_with("kinds/minutes.yaml:"))
    );
}

#[test]
fn what_is_wrong_in_several_files_is_said_at_once() {
    let pipeline = Pipeline::new();
    pipeline.replace("pipeline.yaml", "currency: CNY", "currency: GOLD");
    pipeline.replace("kinds/deal.yaml", "to: customer", "to: costumer");
    pipeline.replace("kinds/minutes.yaml", "type: date", "type: dat");
    let places = pipeline.check(&[]).places();
    for file in [
        "pipeline.yaml:4",
        "kinds/deal.yaml:9",
        "kinds/minutes.yaml:5",
    ] {
        assert!(
            places.iter().any(|place| place.starts_with(file)),
            "{file}: {places:?}"
        );
    }
}

#[test]
fn empty_missing_and_strange_definitions_stop_the_judgement() {
    for (path, content) in [
        ("pipeline.yaml", ""),
        ("pipeline.yaml", "- a\n"),
        ("pipeline.yaml", "\u{0}"),
        ("kinds/deal.yaml", ""),
        ("kinds/deal.yaml", "kind: deal\n---\nkind: deal\n"),
        ("kinds/other.yaml", "kind: deal\n"),
        ("calendar/cn.yaml", ""),
        ("calendar/cn.yaml", "[]\n"),
    ] {
        let pipeline = Pipeline::new();
        pipeline.write(path, content);
        let checked = pipeline.check(&[]);
        assert_eq!(checked.status, 2, "{path} {content:?}");
        assert!(
            checked.places().iter().any(|place| place.starts_with(path)),
            "{path} {content:?}: {:?}",
            checked.places()
        );
        for args in [
            [
                "statement",
                DEAL,
                "review",
                "--role",
                "manager",
                "--by",
                "wang-qiang",
            ]
            .as_slice(),
            &["calendar"],
        ] {
            let ran = pipeline.run(args);
            assert_eq!((ran.status, &*ran.out), (2, ""), "{path} {content:?}");
        }
    }
    let pipeline = Pipeline::new();
    pipeline.remove("kinds");
    pipeline.check(&[]).is(&["kinds unreadable-file"]);
}

#[test]
fn a_calendar_outside_the_pipeline_is_not_read() {
    for path in [
        "../cn.yaml",
        "/etc/passwd",
        "calendar/../../cn.yaml",
        "calendar//cn.yaml",
        "none.yaml",
        "kinds",
        "''",
    ] {
        let pipeline = Pipeline::new();
        pipeline.replace("pipeline.yaml", "calendar/cn.yaml", path);
        let checked = pipeline.check(&[]);
        assert_eq!(checked.status, 2, "{path}");
        assert_eq!(checked.findings().len(), 1, "{path}: {:#}", checked.report);
    }
}

#[test]
fn files_of_a_kind_stay_in_the_pipeline() {
    for files in [
        "../{id}.yaml",
        "/etc/{id}.yaml",
        "deals/../{id}.yaml",
        ".git/{id}.yaml",
        "customers//{id}.yaml",
        "{id}",
    ] {
        let pipeline = Pipeline::new();
        pipeline.replace(
            "kinds/customer.yaml",
            "customers/{id}/customer.yaml",
            &format!("'{files}'"),
        );
        let checked = pipeline.check(&[]);
        assert!(
            checked
                .places()
                .contains(&"kinds/customer.yaml:3 invalid-process".to_owned()),
            "{files}: {:#}",
            checked.report
        );
    }
}

#[test]
fn a_large_definition_is_not_read() {
    for path in ["kinds/deal.yaml", "calendar/cn.yaml", "pipeline.yaml"] {
        let pipeline = Pipeline::new();
        let file = std::fs::File::create(pipeline.path(path)).unwrap();
        file.set_len(8 << 30).unwrap();
        let checked = pipeline.check(&[]);
        checked.is(&[&format!("{path} too-large")]);
        assert!(text(&checked.findings()[0]["message"]).contains("MiB"));
    }
}
