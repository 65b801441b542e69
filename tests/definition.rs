//! Broken definitions: each edit of the right one (`tests/definition/right`) is found at its place and says what
//! mends it; all at once in one run; and no record is judged by a process that is wrong. `UPDATE_GOLDEN=1 cargo test
//! --test definition` writes the expected findings anew; read their diff.

#![allow(clippy::expect_used, clippy::panic)]

use serde_json::Value;
use std::fmt::Write;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Command, Output};
use tempfile::TempDir;

/// An edit of one file: what stands there once, and what takes its place; nothing stands for the whole file.
type Edit = (&'static str, &'static str, &'static str);

const PIPELINE: &str = "pipeline.yaml";
const CALENDAR: &str = "calendar/home.yaml";
const ORDER: &str = "kinds/order.yaml";
const NOTE: &str = "kinds/note.yaml";
const PERSON: &str = "kinds/person.yaml";

const BROKEN: &[(&str, &[Edit])] = &[
    // pipeline.yaml
    (
        "no uuid",
        &[(
            PIPELINE,
            "pipeline: 0f4d2c1b-7a65-4e3d-9b8c-5a4f3e2d1c0b\n",
            "",
        )],
    ),
    (
        "a wrong uuid",
        &[(
            PIPELINE,
            "0f4d2c1b-7a65-4e3d-9b8c-5a4f3e2d1c0b",
            "warehouse",
        )],
    ),
    ("an unknown key", &[(PIPELINE, "calendar: ", "calender: ")]),
    (
        "an unknown language",
        &[(PIPELINE, "language: en", "language: fr")],
    ),
    ("an unknown currency", &[(PIPELINE, "EUR", "EURO")]),
    (
        "an unknown time zone",
        &[(PIPELINE, "Europe/Lisbon", "Europe/Lisboa")],
    ),
    (
        "a missing translation",
        &[(PIPELINE, "{zh-CN: 库管员, en: Clerk}", "{zh-CN: 库管员}")],
    ),
    (
        "a language that texts don't have",
        &[(
            PIPELINE,
            "{zh-CN: 主管, en: Chief}",
            "{zh-CN: 主管, en: Chief, de: Chef}",
        )],
    ),
    (
        "a role's name with a capital",
        &[(PIPELINE, "  chief: {", "  Chief: {")],
    ),
    ("a role twice", &[(PIPELINE, "  chief: {", "  clerk: {")]),
    (
        "a wrong glob",
        &[(PIPELINE, "orders/*/files/**", "orders/[/files/**")],
    ),
    (
        "people of an unknown kind",
        &[(PIPELINE, "{kind: person, roles", "{kind: persons, roles")],
    ),
    (
        "people by an unknown field",
        &[(PIPELINE, "email: email", "email: mail")],
    ),
    (
        "people whose roles are none",
        &[(PIPELINE, "roles: roles", "roles: name")],
    ),
    (
        "a level of an unknown rule",
        &[(PIPELINE, "order.pick-up: warn", "order.pickup: warn")],
    ),
    (
        "an unknown level",
        &[(PIPELINE, "stale-stage: warn", "stale-stage: loud")],
    ),
    (
        "a level that would pass unread files",
        &[(PIPELINE, "stale-stage: warn", "syntax: off")],
    ),
    (
        "waivers by an unknown role",
        &[(PIPELINE, "by: [chief]", "by: [cheif]")],
    ),
    (
        "waivers of an unknown rule",
        &[(
            PIPELINE,
            "allow: [missing-signoff]",
            "allow: [missing-sign-off]",
        )],
    ),
    ("a size that is none", &[(PIPELINE, "1 MiB", "1 cup")]),
    (
        "a day that is none",
        &[(PIPELINE, "2026-06-30", "2026-06-31")],
    ),
    (
        "a type of types",
        &[(
            PIPELINE,
            "{type: enum, values: [small, large]}",
            "{type: size}",
        )],
    ),
    (
        "a file that YAML can't read",
        &[(
            PIPELINE,
            "{zh-CN: 仓库, en: Warehouse}",
            "{zh-CN: 仓库, en: [Warehouse}",
        )],
    ),
    ("an empty file", &[(NOTE, "", "")]),
    // calendar
    (
        "a calendar that is not there",
        &[(PIPELINE, "calendar/home.yaml", "calendar/moon.yaml")],
    ),
    (
        "a calendar outside",
        &[(PIPELINE, "calendar/home.yaml", "../home.yaml")],
    ),
    (
        "a wrong number of working days",
        &[(CALENDAR, "260", "250")],
    ),
    (
        "an unknown weekday",
        &[(CALENDAR, "[sat, sun]", "[saturday, sun]")],
    ),
    (
        "a holiday of another year",
        &[(CALENDAR, "2026-01-01", "2025-01-01")],
    ),
    // kinds and their paths
    (
        "a kind in another file",
        &[(NOTE, "kind: note", "kind: notes")],
    ),
    ("a kind twice", &[(NOTE, "kind: note", "kind: person")]),
    (
        "a kind without files",
        &[(NOTE, "files: orders/{order}/notes/{id}.md\n", "")],
    ),
    (
        "two placeholders in a name",
        &[(NOTE, "{id}.md", "{order}-{id}.md")],
    ),
    (
        "two parents",
        &[(NOTE, "{order}/notes", "{order}/{person}/notes")],
    ),
    (
        "a placeholder that is no kind",
        &[(NOTE, "{order}/notes", "{ordr}/notes")],
    ),
    ("another ending", &[(NOTE, "{id}.md", "{id}.txt")]),
    (
        "a path that leaves the pipeline",
        &[(PERSON, "people/{id}", "../people/{id}")],
    ),
    (
        "a path of no folder",
        &[(PERSON, "people/{id}.yaml", "'{id}.yaml'")],
    ),
    (
        "a child outside of its parent's folder",
        &[(NOTE, "orders/{order}/notes", "notes/{order}")],
    ),
    (
        "a field with the name of a child",
        &[(ORDER, "  paid: boolean", "  note: boolean")],
    ),
    (
        "two kinds with one pattern",
        &[(NOTE, "orders/{order}/notes/{id}.md", "people/{id}.yaml")],
    ),
    (
        "a person's file that YAML can't read",
        &[(
            PERSON,
            "title: {zh-CN: 人员, en: Person}",
            "title: {zh-CN: 人员, en: [Person}",
        )],
    ),
    // fields
    (
        "a field and the unknown kind that it names",
        &[(ORDER, "paid: boolean", "bank: {type: ref, to: bank}")],
    ),
    (
        "a field and the unknown role that it names",
        &[(
            ORDER,
            "owner: {type: person, role: clerk}",
            "owner: {type: person, role: owner}",
        )],
    ),
    (
        "an unknown key of a field",
        &[(ORDER, "max: 40", "maximum: 40")],
    ),
    (
        "a key of another type",
        &[(ORDER, "{type: money, min: 1}", "{type: money, places: 1}")],
    ),
    ("an unknown type", &[(ORDER, "paid: boolean", "paid: bool")]),
    (
        "a reference to an unknown kind",
        &[(ORDER, "paid: boolean", "paid: {type: ref, to: bank}")],
    ),
    (
        "a reference to nothing",
        &[(ORDER, "paid: boolean", "paid: {type: ref}")],
    ),
    (
        "a person of an unknown role",
        &[(ORDER, "role: clerk}", "role: clark}")],
    ),
    (
        "an enum without values",
        &[(PIPELINE, "values: [small, large]", "min: 1")],
    ),
    (
        "a value twice",
        &[(PIPELINE, "[small, large]", "[small, small]")],
    ),
    (
        "a pattern that is none",
        &[(ORDER, "max: 40", "pattern: '(['")],
    ),
    (
        "a list of nothing",
        &[(PERSON, "{type: list, of: role}", "{type: list}")],
    ),
    (
        "a field's name with a dash",
        &[(ORDER, "  paid: boolean", "  paid-up: boolean")],
    ),
    (
        "a field twice",
        &[(ORDER, "  paid: boolean", "  size: boolean")],
    ),
    (
        "a stage without stages",
        &[(NOTE, "{type: text, required: true}", "{type: stage}")],
    ),
    (
        "stages without a log",
        &[(ORDER, "  moves: {type: moves, required: true}\n", "")],
    ),
    // stages
    ("a stage twice", &[(ORDER, "{id: packed,", "{id: placed,")]),
    (
        "a stage without a way out",
        &[(ORDER, ", end: true}\n  - {id: void", "}\n  - {id: void")],
    ),
    (
        "a stage aside without a way out",
        &[(ORDER, "aside: true, end: true", "aside: true")],
    ),
    (
        "a stage aside that nothing leads to",
        &[(ORDER, "from: [placed]", "from: []")],
    ),
    (
        "a stage aside from an unknown one",
        &[(ORDER, "from: [placed]", "from: [plased]")],
    ),
    (
        "a way back without aside",
        &[(ORDER, "longest: 30 days", "back: true")],
    ),
    (
        "a length that is none",
        &[(ORDER, "longest: 30 days", "longest: a month or so")],
    ),
    (
        "a likelihood beyond certainty",
        &[(ORDER, "longest: 30 days", "longest: 30 days, likely: 140%")],
    ),
    (
        "a likelihood that is no percentage",
        &[(ORDER, "longest: 30 days", "longest: 30 days, likely: 0.4")],
    ),
    (
        "a worth that is no money",
        &[(ORDER, "kind: order\n", "kind: order\nworth: size('x')\n")],
    ),
    // gates
    (
        "a gate at an unknown stage",
        &[(ORDER, "leaving: placed", "leaving: palced")],
    ),
    (
        "a gate at the last stage",
        &[(ORDER, "leaving: placed", "leaving: sent")],
    ),
    (
        "a gate with two stages",
        &[(
            ORDER,
            "leaving: placed",
            "leaving: placed\n    entering: packed",
        )],
    ),
    ("a gate with none", &[(ORDER, "    leaving: placed\n", "")]),
    (
        "a gate that needs an unknown field",
        &[(ORDER, "buyer.name]", "buyer.nam]")],
    ),
    (
        "a gate that goes into no group",
        &[(ORDER, "buyer.name]", "amount.low]")],
    ),
    (
        "a gate with an unknown child",
        &[(ORDER, "kind: note, where", "kind: person, where")],
    ),
    (
        "a gate with a field that the child lacks",
        &[(ORDER, "about == 'packing'", "abuot == 'packing'")],
    ),
    (
        "a gate with an unknown sign-off",
        &[(ORDER, "signed: [approval]", "signed: [aproval]")],
    ),
    (
        "a gate that nothing passes",
        &[(ORDER, "that: size(lines) > 0", "that: false")],
    ),
    (
        "a gate that asks for two of a single child",
        &[
            (NOTE, "notes/{id}.md", "note.md"),
            (ORDER, "at_least: 1", "at_least: 2"),
            (ORDER, "from: note,", "from: lines,"),
            (ORDER, "by: about", "by: what"),
        ],
    ),
    // deadlines
    (
        "a deadline without a length",
        &[(ORDER, "within: 3 days, ", "")],
    ),
    (
        "a deadline of two shapes",
        &[(ORDER, "from: ordered_on, within", "due: ordered_on, within")],
    ),
    (
        "a deadline from no day",
        &[(ORDER, "from: ordered_on", "from: amount")],
    ),
    (
        "a deadline after an unknown stage",
        &[(ORDER, "left('packed')", "left('pakced')")],
    ),
    (
        "a deadline of nobody",
        &[(ORDER, "who: owner}", "who: title}")],
    ),
    (
        "an unknown period",
        &[(
            ORDER,
            "from: ordered_on, within: 3 days, met: \"left('packed')\"",
            "every: fortnight, from: ordered_on, events: 'note.map(n, today)'",
        )],
    ),
    // sign-offs
    (
        "a sign-off of an unknown role",
        &[(ORDER, "[clerk, chief]", "[clerk, boss]")],
    ),
    (
        "a sign-off of three of two",
        &[(ORDER, "of: 1, among", "of: 3, among")],
    ),
    (
        "a sign-off of no role",
        &[(ORDER, "roles: {of: 1, among: [clerk, chief]}", "roles: []")],
    ),
    (
        "a sign-off that covers an unknown field",
        &[(ORDER, "covers: [amount, lines]", "covers: [amount, line]")],
    ),
    (
        "a sign-off that covers nothing",
        &[(ORDER, "    covers: [amount, lines]\n", "")],
    ),
    (
        "a sign-off by no person",
        &[(ORDER, "not_by: [owner]", "not_by: [title]")],
    ),
    (
        "a sign-off by two ways",
        &[(ORDER, "    not_by: [owner]", "    ladder: []")],
    ),
    (
        "a sign-off from outside by an unknown field",
        &[(ORDER, "by: about", "by: name")],
    ),
    (
        "a sign-off from outside by a field that is no name",
        &[(ORDER, "from: note, by: about", "from: lines, by: price")],
    ),
    (
        "a sign-off from outside by no list",
        &[(ORDER, "from: note,", "from: amount,")],
    ),
    // expressions
    (
        "an unknown field",
        &[(ORDER, "name: title\n", "name: titel\n")],
    ),
    (
        "a comparison of two types",
        &[(ORDER, "item.price <= amount", "item.price <= title")],
    ),
    (
        "no comparison",
        &[(ORDER, "item.price <= amount", "item.price")],
    ),
    (
        "an unknown enum value",
        &[(ORDER, "item.price <= amount", "size == 'huge'")],
    ),
    (
        "an unknown function",
        &[(ORDER, "fold(title)", "folded(title)")],
    ),
    ("a bracket too few", &[(ORDER, "fold(title)", "fold(title")]),
    (
        "an unknown field in a message",
        &[(ORDER, "{item.what} costs", "{item.name} costs")],
    ),
    (
        "since without a day",
        &[
            (ORDER, "dated: ordered_on\n", ""),
            (
                ORDER,
                "    each: lines",
                "    since: 2026-01-01\n    each: lines",
            ),
        ],
    ),
    (
        "a rule without assert",
        &[(ORDER, "    assert: item.price <= amount\n", "")],
    ),
    // what fills in new records
    (
        "a default of another type",
        &[(
            ORDER,
            "ordered_on: date",
            "ordered_on: {type: date, default: title}",
        )],
    ),
    (
        "a default that is no value of the enum",
        &[(
            ORDER,
            "paid: boolean",
            "paid: {type: enum, values: [cash, card], default: \"'cahs'\"}",
        )],
    ),
    (
        "a default for the stage",
        &[(
            ORDER,
            "{type: stage, required: true}",
            "{type: stage, default: \"'sent'\"}",
        )],
    ),
    (
        "an unknown name in a default inside a list",
        &[(
            ORDER,
            "price: money}}",
            "price: {type: money, default: amuont}}}",
        )],
    ),
    (
        "me outside of defaults",
        &[(ORDER, "assert: item.price <= amount", "assert: owner == me")],
    ),
    (
        "an id of lists",
        &[(
            ORDER,
            "owner: owner\n",
            "owner: owner\nid: [title, lines]\n",
        )],
    ),
    (
        "follow-ups in fields that don't fit",
        &[(
            ORDER,
            "owner: owner\n",
            "owner: owner\nfollow: {list: lines, date: what, by: who, text: price}\n",
        )],
    ),
    (
        "follow-ups in no list",
        &[(
            ORDER,
            "owner: owner\n",
            "owner: owner\nfollow: {list: buyer, day: x}\n",
        )],
    ),
    // several at once: none hides another, not in one file nor in several
    (
        "six mistakes in four files",
        &[
            (PIPELINE, "Europe/Lisbon", "Europe/Lisboa"),
            (CALENDAR, "260", "250"),
            (ORDER, "left('packed')", "left('pakced')"),
            (ORDER, "[clerk, chief]", "[clerk, boss]"),
            (ORDER, "longest: 30 days", "longest: a month or so"),
            (NOTE, "{type: text, required: true}", "{type: txt}"),
        ],
    ),
];

#[test]
fn the_right_one_judges_records() {
    let report = report(&deal(&home().join("right"), &["check", "--format", "json"]));
    assert_eq!(report["summary"]["process_only"], false);
    assert_eq!(report["summary"]["records"], 1);
    assert_ne!(report["findings"].as_array().map(Vec::len), Some(0));
}

#[test]
fn broken_ones_say_where_and_what_mends_them() {
    for language in ["en", "zh-CN"] {
        let mut found = String::new();
        let mut taken = Vec::new();
        for (name, edits) in BROKEN {
            let tree = edited(name, edits);
            let output = deal(
                tree.path(),
                &["check", "--format", "json", "--lang", language],
            );
            if output.status.code() != Some(2) {
                taken.push(*name);
                continue;
            }
            let report = report(&output);
            assert_eq!(report["summary"]["process_only"], true, "{name}");
            assert_eq!(report["summary"]["records"], 0, "{name}");
            writeln!(found, "# {name}").expect("a text grows");
            for finding in report["findings"].as_array().expect("findings") {
                found.push_str(&line(finding));
            }
        }
        assert_eq!(taken, Vec::<&str>::new(), "these were taken for right");
        golden(&format!("expected.{language}.txt"), &found);
    }
}

#[test]
fn other_commands_refuse_to_work_with_it() {
    let tree = edited("", &[(ORDER, "paid: boolean", "paid: bool")]);
    for args in [
        &[
            "statement",
            "orders/first/order.yaml",
            "approval",
            "--role",
            "clerk",
            "--by",
            "x",
        ][..],
        &["calendar"],
    ] {
        let output = deal(tree.path(), args);
        assert_eq!(output.status.code(), Some(2), "{args:?}");
        assert!(text(&output.stderr).contains("deal check"), "{args:?}");
    }
}

/// `path:line:column: rule message | help`
fn line(finding: &Value) -> String {
    let part = |name: &str| finding[name].as_str().unwrap_or_default();
    let number = |name: &str| finding[name].as_u64().unwrap_or(0);
    let path = part("path");
    assert!(!path.starts_with("orders/"), "a record was judged: {path}");
    let help = match part("help") {
        "" => String::new(),
        help => format!(" | {help}"),
    };
    format!(
        "{path}:{}:{}: {} {}{help}\n",
        number("line"),
        number("column"),
        part("rule"),
        part("message")
    )
}

fn home() -> PathBuf {
    PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("tests/definition")
}

fn edited(name: &str, edits: &[Edit]) -> TempDir {
    let tree = TempDir::new().expect("a folder");
    for entry in walkdir::WalkDir::new(home().join("right")) {
        let entry = entry.expect("an entry");
        let path = entry.path();
        let to = tree
            .path()
            .join(path.strip_prefix(home().join("right")).expect("below"));
        if entry.file_type().is_dir() {
            fs::create_dir_all(to).expect("a folder");
        } else {
            fs::copy(path, to).expect("a copy");
        }
    }
    for (file, old, new) in edits {
        let path = tree.path().join(file);
        let text = read(&path);
        let text = match *old {
            "" => (*new).to_owned(),
            old => {
                assert_eq!(text.matches(old).count(), 1, "{name}: {old}");
                text.replace(old, new)
            }
        };
        fs::write(path, text).expect("the edit is written");
    }
    tree
}

fn deal(dir: &Path, args: &[&str]) -> Output {
    Command::new(env!("CARGO_BIN_EXE_deal"))
        .args(args)
        .current_dir(dir)
        .output()
        .expect("the command runs")
}

fn report(output: &Output) -> Value {
    serde_json::from_slice(&output.stdout).expect("JSON")
}

fn text(bytes: &[u8]) -> &str {
    std::str::from_utf8(bytes).expect("UTF-8")
}

fn read(path: &Path) -> String {
    fs::read_to_string(path).unwrap_or_else(|error| panic!("{}: {error}", path.display()))
}

fn golden(name: &str, found: &str) {
    let path = home().join(name);
    if std::env::var_os("UPDATE_GOLDEN").is_some() {
        fs::write(&path, found).expect("the expected findings are written");
    }
    for (expected, found) in read(&path).lines().zip(found.lines()) {
        assert_eq!(expected, found, "{name}");
    }
    assert_eq!(read(&path), found, "{name}");
}
