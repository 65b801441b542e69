//! Records made of any values: equal ones differ in nothing, and whatever differs is told.

use super::{Difference, FieldChange, Version, compare, listing};
use crate::files::{Nothing, Overlay};
use crate::form::{KindId, Record};
use crate::language::Phrase;
use crate::process::{Definition, Process};
use crate::records::Reader;
use proptest::prelude::*;

const PIPELINE: &str = "pipeline: 4b1c6a9e-2f0d-4c58-9d3e-7a5b1e0c2f44\nname: x\nlanguage: en\ncurrency: CNY\ntimezone: Asia/Shanghai\nroles: {}\n";
const KIND: &str = "kind: thing
title: Thing
files: things/{id}.yaml
fields:
  title: text
  amount: money
  share: percent
  day: date
  sort: {type: enum, values: [a, b, c]}
  group: {type: group, fields: {low: integer, high: integer}}
  tags: {type: list, of: text}
  lines: {type: list, fields: {id: text, price: money, note: text}}
  steps: {type: list, fields: {what: text, when: date}}
";

fn process() -> Process {
    let mut files = Overlay::new(&Nothing);
    files.put("pipeline.yaml", Some(PIPELINE.into()));
    files.put("kinds/thing.yaml", Some(KIND.into()));
    let (loaded, unread) = Definition::load_from(&files);
    assert!(
        unread.is_empty() && loaded.problems.is_empty(),
        "{:?}",
        loaded.problems
    );
    loaded.process.unwrap()
}

fn record(process: &Process, text: &str) -> Record {
    let mut files = Overlay::new(&Nothing);
    files.put("things/x.yaml", Some(text.into()));
    let listing = listing(process, &files);
    let (record, findings) =
        Reader::new(process, &listing).record(KindId(0), "things/x.yaml", "x", None);
    assert!(!record.broken, "{findings:?}\n{text}");
    record
}

fn changes(process: &Process, before: &str, after: &str) -> Vec<FieldChange> {
    let names = |_: KindId, _: &str, _: &Record| None::<Phrase>;
    let (before, after) = (record(process, before), record(process, after));
    let version = |record| Version {
        process,
        record,
        names: &names,
    };
    compare(Some(version(&before)), Some(version(&after)))
}

fn paths(before: &str, after: &str) -> Vec<String> {
    let told = |change: FieldChange| {
        let how = match change.difference {
            Difference::Set { .. } => "",
            Difference::Added(_) => "+",
            Difference::Removed(_) => "-",
            Difference::Reordered => "~",
        };
        format!("{how}{}", change.path)
    };
    changes(&process(), before, after)
        .into_iter()
        .map(told)
        .collect()
}

#[test]
fn how_it_is_written_is_no_change() {
    let plain = "title: a b\namount: 1000\nshare: 8%\nday: 2026-03-31\ngroup: {low: 1}\ntags: [x, y]\nlines: [{id: A, price: 5}]\n";
    let otherwise = "# a remark\nlines:\n  - price: '5.00'\n    id: \"A\"\ntags:\n- x\n- 'y'\ngroup:\n  low: 1\nday: '2026-03-31'\nshare: \"8.0%\"\namount: CNY 1000.00\ntitle: >-\n  a\n  b\nsteps: []\n";
    assert_eq!(paths(plain, otherwise), [""; 0]);
}

#[test]
fn items_are_known_by_their_id_their_content_or_their_place() {
    let lines = |text: &str| format!("lines: [{text}]\n");
    assert_eq!(
        paths(
            &lines("{id: A, price: 1}, {id: B, price: 2}"),
            &lines("{id: C}, {id: B, price: 3}")
        ),
        ["-lines[1]", "+lines[1]", "lines[2].price"]
    );
    assert_eq!(
        paths(&lines("{id: A}, {id: B}"), &lines("{id: B}, {id: A}")),
        ["~lines"]
    );
    let steps = |text: &str| format!("steps: [{text}]\n");
    let (a, b, c) = (
        "{what: a, when: 2026-01-01}",
        "{what: b, when: 2026-01-02}",
        "{what: c}",
    );
    assert_eq!(
        paths(
            &steps(&format!("{a}, {b}")),
            &steps(&format!("{c}, {a}, {b}"))
        ),
        ["+steps[1]"]
    );
    assert_eq!(
        paths(&steps(&format!("{a}, {b}")), &steps(b)),
        ["-steps[1]"]
    );
    assert_eq!(
        paths(&steps(a), &steps("{what: a, when: 2026-01-09}")),
        ["steps[1].when"]
    );
    assert_eq!(paths(&steps(c), &steps("{what: d}")), ["steps[1].what"]);
    assert_eq!(
        paths("tags: [x, y, x]\n", "tags: [x, z, y]\n"),
        ["+tags[2]", "-tags[3]"].map(str::to_owned)
    );
}

#[test]
fn what_its_type_refuses_is_compared_as_it_is_written() {
    assert_eq!(paths("amount: viel\n", "amount: mehr\n"), ["amount"]);
    assert_eq!(paths("amount: viel\n", "amount: 'viel'\n"), ["amount"]);
    assert_eq!(paths("tags: [x]\n", "tags: no list\n"), ["tags"]);
    assert_eq!(
        paths("group: {low: a}\n", "group: {low: b}\n"),
        ["group.low"]
    );
}

/// The values of a record's fields, as YAML; none is absent.
fn values() -> impl Strategy<Value = Vec<Option<String>>> {
    let text = "[a-d]{1,3}".prop_map(|text| format!("'{text}'"));
    let money = (0..4_u32).prop_map(|amount| format!("{amount}.50"));
    let share = (0..3_u32).prop_map(|share| format!("{share}%"));
    let day = (1..4_u32).prop_map(|day| format!("2026-01-0{day}"));
    let sort = prop::sample::select(vec!["a", "b", "c"]).prop_map(str::to_owned);
    let group =
        (0..3_u32, 0..3_u32).prop_map(|(low, high)| format!("{{low: {low}, high: {high}}}"));
    let tags =
        prop::collection::vec("[xyz]", 1..4).prop_map(|tags| format!("[{}]", tags.join(", ")));
    let line = ("[A-C]", 0..3_u32).prop_map(|(id, price)| format!("{{id: {id}, price: {price}}}"));
    let lines =
        prop::collection::vec(line, 1..4).prop_map(|lines| format!("[{}]", lines.join(", ")));
    let step = ("[p-r]", 1..4_u32)
        .prop_map(|(what, day)| format!("{{what: {what}, when: 2026-01-0{day}}}"));
    let steps =
        prop::collection::vec(step, 1..4).prop_map(|steps| format!("[{}]", steps.join(", ")));
    let some = |strategy: BoxedStrategy<String>| prop::option::of(strategy).boxed();
    let all: Vec<BoxedStrategy<Option<String>>> = vec![
        some(text.boxed()),
        some(money.boxed()),
        some(share.boxed()),
        some(day.boxed()),
        some(sort.boxed()),
        some(group.boxed()),
        some(tags.boxed()),
        some(lines.boxed()),
        some(steps.boxed()),
    ];
    all
}

const FIELDS: [&str; 9] = [
    "title", "amount", "share", "day", "sort", "group", "tags", "lines", "steps",
];

fn written(values: &[Option<String>]) -> String {
    let fields = FIELDS.iter().zip(values);
    let lines = fields.filter_map(|(name, value)| Some(format!("{name}: {}\n", value.as_ref()?)));
    format!(
        "# x\n{}",
        lines
            .chain(
                ["{}\n".to_owned()]
                    .into_iter()
                    .filter(|_| values.iter().all(Option::is_none))
            )
            .collect::<String>()
    )
}

proptest! {
    #[test]
    fn what_differs_is_told_and_nothing_else(before in values(), after in values()) {
        let process = process();
        let (old, new) = (written(&before), written(&after));
        prop_assert_eq!(changes(&process, &old, &old), []);
        let told = changes(&process, &old, &new);
        for (at, field) in FIELDS.iter().enumerate() {
            let own = told.iter().filter(|change| {
                change.path.strip_prefix(field).is_some_and(|rest| rest.is_empty() || rest.starts_with(['.', '[']))
            });
            let differs = before[at] != after[at];
            prop_assert_eq!(own.count() > 0, differs, "{}: {:?} → {:?}: {:?}", field, &before[at], &after[at], &told);
        }
    }
}
