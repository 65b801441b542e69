//! YAML that exhausts, misleads or does something: bombs, depth, duplicates, look-alikes, types, tags, documents.

use crate::pipeline::{CUSTOMER, DEAL, MINUTES, Pipeline, text};
use std::fmt::Write as _;

#[test]
fn an_alias_bomb_is_refused() {
    let mut bomb = String::from("a0: &a0 [x, x, x, x, x, x, x, x, x]\n");
    for level in 1..60 {
        let alias = vec![format!("*a{}", level - 1); 9].join(", ");
        writeln!(bomb, "a{level}: &a{level} [{alias}]").unwrap();
    }
    for path in [
        CUSTOMER,
        "pipeline.yaml",
        "kinds/deal.yaml",
        "calendar/cn.yaml",
    ] {
        let pipeline = Pipeline::new();
        // What else is wrong is still found.
        pipeline.write("deals/stray.txt", "").write(path, &bomb);
        let checked = pipeline.check(&[]);
        let process_only = path != CUSTOMER;
        assert_eq!(checked.status, if process_only { 2 } else { 1 });
        let places = checked.places();
        assert!(
            places.contains(&format!("{path}:1 unsupported-yaml")),
            "{places:?}"
        );
        assert_eq!(
            places.contains(&"deals/stray.txt unclaimed-file".to_owned()),
            !process_only
        );
    }
}

#[test]
fn deep_nesting_is_refused_on_a_workers_stack() {
    let block = |depth: usize| -> String {
        (0..depth).fold(String::new(), |mut text, level| {
            writeln!(text, "{:1$}a:", "", level).unwrap();
            text
        })
    };
    let deep = [
        "[".repeat(100_000),
        format!("note: {}{}\n", "[".repeat(100_000), "]".repeat(100_000)),
        "{a: ".repeat(100_000),
        "- ".repeat(100_000),
        block(1_400),
    ];
    for text in deep {
        for path in [CUSTOMER, "kinds/deal.yaml", "pipeline.yaml"] {
            let pipeline = Pipeline::new();
            pipeline.write(path, &text);
            let checked = pipeline.check(&[]);
            let rules: Vec<_> = checked
                .findings()
                .iter()
                .map(|f| f["rule"].clone())
                .collect();
            assert!(rules.contains(&"too-large".into()), "{rules:?}");
            assert!(checked.places().iter().all(|place| place.starts_with(path)));
        }
    }
}

#[test]
fn duplicate_keys_show_both_lines() {
    let pipeline = Pipeline::with_deal("amount: 7000\n\"title\": x\n");
    let checked = pipeline.check(&[]);
    let places = checked.places();
    assert_eq!(
        places,
        [
            format!("{DEAL}:5 duplicate-key"),
            format!("{DEAL}:6 duplicate-key")
        ]
    );
    let finding = &checked.findings()[0];
    assert!(
        text(&finding["message"]).contains("lines 4 and 5"),
        "{finding}"
    );
    assert_eq!(finding["demand"]["line"], 4);
}

#[test]
fn a_merge_key_is_refused() {
    let pipeline = Pipeline::with_deal("lines:\n  - &one {name: a}\n  - {<<: *one, price: 3}\n");
    let checked = pipeline.check(&[]);
    assert!(
        checked
            .places()
            .iter()
            .all(|place| place.ends_with("unsupported-yaml"))
    );
    assert!(
        checked
            .places()
            .contains(&format!("{DEAL}:7 unsupported-yaml"))
    );
}

#[test]
fn what_looks_like_yaml_is_hinted_at_and_not_guessed() {
    for (lines, line) in [
        ("note：客户很急\n", 5),
        ("lines:\n\t- {name: a}\n", 6),
        ("tags: [a，b\n", 5),
    ] {
        let pipeline = Pipeline::with_deal(lines);
        let checked = pipeline.check(&[]);
        let finding = &checked.findings()[0];
        assert_eq!(
            (text(&finding["rule"]), finding["line"].as_u64()),
            ("syntax", Some(line)),
            "{finding}"
        );
        let chinese = pipeline.run(&["check", "--lang", "zh-CN"]).out;
        assert!(chinese.contains("解决办法"), "{chinese}");
    }
    for (field, value) in [
        ("amount2", ""),
        ("discount", "１２%"),
        ("count", "１２"),
        ("signed_on", "２０２６-03-31"),
    ] {
        if value.is_empty() {
            continue;
        }
        let pipeline = Pipeline::with_deal(&format!("{field}: {value}\n"));
        pipeline.check(&[]).is(&[&format!("{DEAL}:5 wrong-value")]);
    }
}

#[test]
fn the_form_types_a_value_and_not_its_looks() {
    let same = [
        ("signed_on", "2026-03-31"),
        ("note", "no"),
        ("note", "010"),
        ("note", "1e3"),
        ("note", "12:30"),
        ("note", "2026-03-31"),
        ("note", "0x1F"),
        ("note", "True"),
        ("answer", "true"),
        ("count", "12"),
        ("rate", "1.50"),
        ("amount", "5000.00"),
    ];
    for (field, value) in same {
        for written in [
            value.to_owned(),
            format!("'{value}'"),
            format!("\"{value}\""),
        ] {
            let pipeline = Pipeline::new();
            let deal = pipeline.read(DEAL).replace("amount: 5000\n", "");
            pipeline.write(DEAL, format!("{deal}{field}: {written}\n"));
            pipeline.check(&[]).is(&[]);
        }
    }
    for (field, value) in [
        ("answer", "no"),
        ("answer", "yes"),
        ("count", "1e3"),
        ("count", "0x1F"),
        ("count", "1_000"),
        ("count", "12:30"),
        ("rate", ".inf"),
        ("signed_on", "31.03.2026"),
        ("signed_on", "2026-02-29"),
        ("signed_on", "20260331"),
    ] {
        for written in [value.to_owned(), format!("'{value}'")] {
            let pipeline = Pipeline::with_deal(&format!("{field}: {written}\n"));
            pipeline.check(&[]).is(&[&format!("{DEAL}:5 wrong-value")]);
        }
    }
    // Null is absent, unless it is quoted.
    Pipeline::with_deal("note: ~\nsigned_on:\n")
        .check(&[])
        .is(&[]);
    Pipeline::with_deal("signed_on: '~'\n")
        .check(&[])
        .is(&[&format!("{DEAL}:5 wrong-value")]);
}

#[test]
fn every_merge_conflict_is_found_and_its_file_is_broken() {
    let conflict =
        |value: &str| format!("<<<<<<< HEAD\nnote: {value}\n=======\nnote: y\n>>>>>>> branch\n");
    let pipeline = Pipeline::with_deal(&format!("{}serial: a\n{}", conflict("x"), conflict("z")));
    pipeline.append(MINUTES, &conflict("m"));
    pipeline.check(&[]).is(&[
        &format!("{DEAL}:5 merge-conflict"),
        &format!("{DEAL}:11 merge-conflict"),
        &format!("{MINUTES}:5 merge-conflict"),
    ]);
    let pipeline = Pipeline::new();
    pipeline.append("kinds/customer.yaml", &conflict("x"));
    pipeline
        .check(&[])
        .is(&["kinds/customer.yaml:9 merge-conflict"]);
}

#[test]
fn files_that_are_no_record_are_findings() {
    for (deal, rule) in [
        ("", "syntax"),
        ("# nothing\n", "syntax"),
        ("- a\n- b\n", "syntax"),
        ("just text\n", "syntax"),
        ("~\n", "syntax"),
        ("title: a\n---\ntitle: b\n", "unsupported-yaml"),
        ("title: !!python/object:os.system x\n", "unsupported-yaml"),
        ("title: !own x\n", "unsupported-yaml"),
        ("? [a, b]\n: c\n", "unsupported-yaml"),
        ("%YAML 1.1\n---\ntitle: x\n", "unsupported-yaml"),
    ] {
        let pipeline = Pipeline::new();
        pipeline.write(DEAL, deal).write("deals/stray.txt", "");
        let checked = pipeline.check(&[]);
        let rules: Vec<_> = checked
            .findings()
            .iter()
            .map(|f| text(&f["rule"]))
            .collect();
        assert_eq!(
            rules,
            [rule, "unclaimed-file"],
            "{deal:?}: {:#}",
            checked.report
        );
        assert_eq!(checked.status, 1);
    }
    for (minutes, rule) in [
        ("", "syntax"),
        ("---\nheld_on: 2026-03-10\n", "syntax"),
        ("no front matter\n", "syntax"),
        ("---\n- a\n---\nx\n", "syntax"),
        ("---\nheld_on: 2026-03-10\n---\n", "missing-field"),
    ] {
        let pipeline = Pipeline::new();
        pipeline.write(MINUTES, minutes);
        let checked = pipeline.check(&[]);
        let rules: Vec<_> = checked
            .findings()
            .iter()
            .map(|f| text(&f["rule"]))
            .collect();
        assert_eq!(rules, [rule], "{minutes:?}: {:#}", checked.report);
    }
}
