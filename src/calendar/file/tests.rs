//! Calendar files, right and wrong.

use super::*;
use crate::calendar::MissingYear;
use crate::text::{NodeId, Style, Tree};
use proptest::prelude::*;
use std::sync::LazyLock;

const CHINA: &str = include_str!("../../../example-pipeline/calendar/cn.yaml");

pub fn day(text: &str) -> NaiveDate {
    date::read(text).unwrap()
}

/// The calendar of the example pipeline, without anything wrong.
pub fn china() -> Calendar {
    static CALENDAR: LazyLock<Calendar> = LazyLock::new(|| {
        let (calendar, problems) = loaded(&[CHINA]);
        assert_eq!(problems, []);
        calendar
    });
    CALENDAR.clone()
}

/// A tree of the text by another YAML reader; spans are where the scalars' texts come next.
fn tree(text: &str) -> Tree {
    tree_of(text, &serde_yaml::from_str(text).unwrap())
}

fn tree_of(text: &str, value: &serde_yaml::Value) -> Tree {
    let mut tree = Tree::new();
    let mut at = 0;
    build(&mut tree, text, &mut at, value);
    tree
}

fn build(tree: &mut Tree, text: &str, at: &mut usize, value: &serde_yaml::Value) -> NodeId {
    use serde_yaml::Value;
    let start = *at as u32;
    let scalar = match value {
        Value::Null => return tree.null(Span::new(start, start)),
        Value::Sequence(items) => {
            let list = tree.collection(NodeKind::List, Span::new(start, start));
            for item in items {
                let child = build(tree, text, at, item);
                tree.append(list, child);
            }
            tree.end(list, *at as u32);
            return list;
        }
        Value::Mapping(entries) => {
            let map = tree.collection(NodeKind::Map, Span::new(start, start));
            for (key, value) in entries {
                for part in [key, value] {
                    let child = build(tree, text, at, part);
                    tree.append(map, child);
                }
            }
            tree.end(map, *at as u32);
            return map;
        }
        Value::String(text) => text.clone(),
        Value::Number(number) => number.to_string(),
        Value::Bool(value) => value.to_string(),
        Value::Tagged(tagged) => return build(tree, text, at, &tagged.value),
    };
    // A scalar that is written otherwise than it reads has an empty span.
    let (start, len) = match text[*at..].find(&scalar) {
        Some(offset) => (*at + offset, scalar.len()),
        None => (*at, 0),
    };
    *at = start + len;
    tree.scalar(Style::Plain, scalar, Span::new(start as u32, *at as u32))
}

fn loaded(texts: &[&str]) -> (Calendar, Vec<Problem>) {
    let sources: Vec<(Source, Tree)> = texts
        .iter()
        .map(|text| (Source::new("calendar.yaml", *text), tree(text)))
        .collect();
    let roots: Vec<(&Source, NodeRef<'_>)> = sources
        .iter()
        .map(|(source, tree)| (source, tree.root(&source.text).unwrap()))
        .collect();
    load(&roots)
}

/// What is wrong with a block of 2026 in a calendar that is right otherwise: place, message, help.
fn wrong(block: &str) -> Vec<(String, String, String)> {
    let text = format!("calendar: x\nname: X\nweekend: [sat, sun]\nyears:\n  2026:\n{block}");
    let (_, problems) = loaded(&[&text]);
    problems
        .into_iter()
        .map(|problem| {
            let place = text[problem.span.range()]
                .lines()
                .next()
                .unwrap_or_default()
                .to_owned();
            (
                place,
                problem.message.en,
                problem.help.unwrap_or_default().en,
            )
        })
        .collect()
}

fn messages(block: &str) -> Vec<String> {
    wrong(block)
        .into_iter()
        .map(|(_, message, _)| message)
        .collect()
}

#[test]
fn the_years_add_up_by_the_rules() {
    let calendar = china();
    // Counted from the rules alone: weekdays, less weekdays that are holidays, and the make-up days.
    for (year, working) in [(2024, 251), (2025, 248), (2026, 248)] {
        let value: serde_yaml::Value = serde_yaml::from_str(CHINA).unwrap();
        let block = &value["years"][serde_yaml::Value::from(year)];
        let days = |node: &serde_yaml::Value| day(node.as_str().unwrap());
        let off: Vec<(NaiveDate, NaiveDate)> = block["holidays"]
            .as_sequence()
            .unwrap()
            .iter()
            .map(|holiday| {
                (
                    days(&holiday["from"]),
                    holiday.get("to").map_or(days(&holiday["from"]), days),
                )
            })
            .collect();
        let makeup: Vec<NaiveDate> = block["makeup"]
            .as_sequence()
            .unwrap()
            .iter()
            .map(days)
            .collect();
        let counted = day(&format!("{year}-01-01"))
            .iter_days()
            .take_while(|day| day.year() == year)
            .filter(|day| {
                let weekday = day.weekday().num_days_from_monday() < 5;
                let free = off
                    .iter()
                    .any(|(first, last)| (first..=last).contains(&day));
                makeup.contains(day) || weekday && !free
            })
            .count();
        assert_eq!(counted, working as usize);
        assert_eq!(calendar.working_days_of(year), Ok(working));
    }
    assert_eq!(calendar.years().count(), 3);
}

#[test]
fn later_files_win_day_by_day() {
    let company = "calendar: company\nname: Company\nyears:\n  2026:\n    status: company\n    working_days: 248\n    \
        holidays:\n      - {name: Outing, from: 2026-06-15}\n    makeup: [2026-06-13]\n";
    let (calendar, problems) = loaded(&[CHINA, company]);
    assert_eq!(problems, []);
    assert_eq!(calendar.is_working(day("2026-06-15")), Ok(false));
    assert_eq!(calendar.is_working(day("2026-06-13")), Ok(true));
    assert_eq!(calendar.is_working(day("2026-02-16")), Ok(false));
    assert_eq!(
        calendar.holiday(day("2026-06-15")).unwrap().name.en,
        "Outing"
    );

    let works_on_holiday = "calendar: company\nname: Company\nyears:\n  2026: {status: company, makeup: [2026-10-07]}\n";
    let (calendar, problems) = loaded(&[CHINA, works_on_holiday]);
    assert_eq!(problems, []);
    assert_eq!(calendar.is_working(day("2026-10-07")), Ok(true));

    let six_days = "calendar: company\nname: Company\nweekend: [sun]\nyears: {}\n";
    let (calendar, problems) = loaded(&[CHINA, six_days]);
    assert_eq!(problems, []);
    assert_eq!(calendar.is_working(day("2026-03-07")), Ok(true));
    assert_eq!(calendar.is_working(day("2026-02-21")), Ok(false));
}

#[test]
fn a_company_adds_only_to_years_that_are_there() {
    let company = "calendar: company\nname: Company\nyears:\n  2027: {status: company, makeup: [2027-01-02]}\n";
    let (calendar, problems) = loaded(&[CHINA, company]);
    assert_eq!(problems.len(), 1);
    assert_eq!(problems[0].source, 1);
    assert!(
        problems[0]
            .message
            .en
            .contains("no earlier calendar file has 2027")
    );
    assert_eq!(
        calendar.is_working(day("2027-01-04")),
        Err(MissingYear(2027))
    );
}

#[test]
fn a_wrong_checksum_is_found() {
    let found = wrong("    status: estimated\n    working_days: 260\n");
    assert_eq!(found.len(), 1);
    assert_eq!(found[0].0, "260");
    assert_eq!(
        found[0].1,
        "2026 has 261 working days by its holidays and make-up days, not 260"
    );
    let text = CHINA.replacen("2026-10-10", "2026-10-11", 1);
    assert_eq!(loaded(&[&text]).1, []);
    let text = CHINA.replacen("      - 2026-10-10\n", "", 1);
    assert_eq!(loaded(&[&text]).1.len(), 1);
}

#[test]
fn a_wrong_day_has_no_second_finding_about_the_checksum() {
    let text = CHINA.replacen("to: 2026-10-07", "to: 2026-10-32", 1);
    let (_, problems) = loaded(&[&text]);
    assert_eq!(problems.len(), 1);
    assert_eq!(
        problems[0].message.en,
        "2026-10-32: October 2026 has 31 days"
    );
    assert_eq!(&text[problems[0].span.range()], "2026-10-32");
}

#[test]
fn wrong_ranges_are_found() {
    let holidays =
        |list: &str| messages(&format!("    status: estimated\n    holidays: [{list}]\n"));
    assert_eq!(
        holidays("{name: A, from: 2026-02-15, to: 2026-02-10}"),
        ["ends on 2026-02-10, before it begins on 2026-02-15"]
    );
    assert_eq!(
        holidays("{name: A, from: 2026-02-10, to: 2026-02-15}, {name: B, from: 2026-02-15}"),
        ["overlaps A, 2026-02-10 to 2026-02-15"]
    );
    assert_eq!(
        holidays("{name: A, from: 2025-12-31, to: 2026-01-02}"),
        ["2025-12-31 isn't in 2026"]
    );
    assert_eq!(
        holidays("{name: A, from: 2026-02-30}"),
        ["2026-02-30: February 2026 has 28 days"]
    );
    assert_eq!(holidays("{name: A}"), ["`from` is missing"]);
    assert_eq!(
        holidays("{name: {en: A}, from: 2026-02-10}"),
        ["`zh-CN` is missing"]
    );
}

#[test]
fn wrong_make_up_days_are_found() {
    let found = messages(
        "    status: estimated\n    holidays: [{name: A, from: 2026-02-14}]\n    \
        makeup: [2026-02-13, 2026-02-14, 2026-02-15, 2026-02-15, 2027-01-02, 20260228]\n",
    );
    assert_eq!(
        found,
        [
            "2026-02-13 is a Friday, a working day anyway",
            "2026-02-14 is a day off of A too",
            "2026-02-15 is listed twice",
            "2027-01-02 isn't in 2026",
            "20260228: a date is written like 2026-03-31; write 2026-02-28 instead",
        ]
    );
}

#[test]
fn unknown_keys_come_with_a_suggestion() {
    let found = wrong("    status: oficial\n    sorce: x\n    make_up: []\n    zzz: 1\n");
    let found: Vec<(&str, &str)> = found
        .iter()
        .map(|(place, _, help)| (place.as_str(), help.as_str()))
        .collect();
    assert_eq!(
        found,
        [
            ("oficial", "did you mean `official`?"),
            ("sorce", "did you mean `source`?"),
            ("make_up", "did you mean `makeup`?"),
            ("zzz", ""),
        ]
    );
}

#[test]
fn files_of_any_other_shape_are_refused() {
    for text in [
        "[]",
        "x",
        "~",
        "{}",
        "{calendar: [], name: {}, weekend: x, years: []}",
        "{years: {x: 1, 2026: x, [a]: b}}",
    ] {
        let (calendar, problems) = loaded(&[text]);
        assert!(!problems.is_empty(), "{text}");
        assert_eq!(calendar.years().count(), 0);
    }
    let found =
        messages("    status: official\n    holidays: 1\n    makeup: {}\n    working_days: many\n");
    assert_eq!(found.len(), 4, "{found:?}");
}

proptest! {
    #[test]
    fn damaged_files_are_read_or_refused(at in 0_usize..4000, len in 0_usize..60, put in "[-0-9a-z:{}\\[\\], \n]{0,12}") {
        let mut text: Vec<char> = CHINA.chars().skip_while(|&c| c != '\n').collect();
        let start = at.min(text.len());
        let end = (start + len).min(text.len());
        text.splice(start..end, put.chars());
        let text: String = text.into_iter().collect();
        let value = serde_yaml::from_str::<serde_yaml::Value>(&text);
        if let Ok(value) = value {
            let tree = tree_of(&text, &value);
            let source = Source::new("calendar.yaml", text.as_str());
            if let Some(root) = tree.root(&source.text) {
                let (_, problems) = load(&[(&source, root)]);
                for problem in problems {
                    prop_assert!(text.get(problem.span.range()).is_some());
                }
            }
        }
    }
}
