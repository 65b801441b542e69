//! Random edits of random files: a third reader sees the change and nothing else, and every other line keeps its bytes.

use super::super::{Edit, Plant, Step, apply};
use super::random::{self, File};
use proptest::prelude::*;
use proptest::strategy::ValueTree;
use proptest::test_runner::TestRunner;
use serde_yaml::Value;

/// So many cases, or as many as `PROPTEST_CASES` says.
fn cases(count: u32) -> ProptestConfig {
    let asked = std::env::var("PROPTEST_CASES").ok();
    ProptestConfig {
        cases: asked.and_then(|asked| asked.parse().ok()).unwrap_or(count),
        failure_persistence: None,
        ..ProptestConfig::default()
    }
}

/// What the third reader makes of a text.
fn value(text: &str) -> Value {
    let text = text.trim_start_matches('\u{feff}');
    // libyaml ends a block scalar otherwise where the last line has no end.
    let end = if text.ends_with('\n') { "" } else { "\n" };
    serde_yaml::from_str(&format!("{text}{end}")).unwrap_or_else(|error| panic!("{error}: {text}"))
}

/// The value that a planted one is read as; a literal may stand in the quotes that were there.
fn planted(plant: &Plant) -> Value {
    match plant {
        Plant::Text(text) => Value::from(text.as_str()),
        Plant::Literal(text) => serde_yaml::from_str(text).unwrap(),
        Plant::List(items) => items.iter().map(planted).collect(),
        Plant::Map(entries) => Value::Mapping(
            entries
                .iter()
                .map(|(key, value)| (Value::from(key.as_str()), planted(value)))
                .collect(),
        ),
    }
}

fn child<'v>(value: &'v mut Value, step: &Step) -> Option<&'v mut Value> {
    match (value, step) {
        (Value::Mapping(map), Step::Key(key)) => map.get_mut(Value::from(key.as_str())),
        (Value::Sequence(items), Step::Item(index)) => items.get_mut(*index),
        _ => None,
    }
}

fn at<'v>(value: &'v mut Value, path: &[Step]) -> Option<&'v mut Value> {
    path.iter()
        .try_fold(value, |value, step| child(value, step))
}

/// Does the edit on what the third reader has read; says at what path.
fn done<'e>(value: &mut Value, edit: &'e Edit) -> &'e [Step] {
    match edit {
        Edit::Set {
            path, value: plant, ..
        } => {
            let (last, rest) = path.split_last().unwrap();
            let parent = at(value, rest).unwrap();
            if parent.is_null() {
                *parent = match last {
                    Step::Key(_) => Value::Mapping(Default::default()),
                    Step::Item(_) => Value::Sequence(Default::default()),
                };
            }
            match (parent, last) {
                (Value::Mapping(map), Step::Key(key)) => {
                    map.insert(Value::from(key.as_str()), planted(plant));
                }
                (Value::Sequence(items), Step::Item(index)) => match items.get_mut(*index) {
                    Some(item) => *item = planted(plant),
                    None => items.push(planted(plant)),
                },
                _ => unreachable!(),
            }
            path
        }
        Edit::Append {
            path, value: plant, ..
        } => {
            match at(value, path).unwrap() {
                Value::Sequence(items) => items.push(planted(plant)),
                other => *other = Value::Sequence(vec![planted(plant)]),
            }
            path
        }
        Edit::Remove { path } => removed(value, path),
        Edit::Body(_) => &[],
    }
}

fn removed<'e>(value: &mut Value, path: &'e [Step]) -> &'e [Step] {
    let (last, rest) = path.split_last().unwrap();
    let left = match (at(value, rest).unwrap(), last) {
        (Value::Mapping(map), Step::Key(key)) => {
            map.shift_remove(Value::from(key.as_str()));
            map.len()
        }
        (Value::Sequence(items), Step::Item(index)) => {
            items.remove(*index);
            items.len().max(1)
        }
        _ => unreachable!(),
    };
    match (left, rest.last()) {
        (0, Some(Step::Key(_))) => removed(value, rest),
        (0, Some(Step::Item(_))) => rest,
        _ => path,
    }
}

/// Whether the values are alike; text may be in quotes on one side.
fn alike(one: &Value, other: &Value) -> bool {
    match (one, other) {
        (Value::Mapping(map), Value::Mapping(others)) => {
            map.len() == others.len()
                && map
                    .iter()
                    .zip(others)
                    .all(|((key, value), (other_key, other))| {
                        // New keys may stand elsewhere.
                        (key == other_key && alike(value, other))
                            || others.get(key).is_some_and(|other| alike(value, other))
                    })
        }
        (Value::Sequence(items), Value::Sequence(others)) => {
            items.len() == others.len() && items.iter().zip(others).all(|(a, b)| alike(a, b))
        }
        (Value::String(text), Value::Number(_) | Value::Bool(_)) => {
            serde_yaml::from_str::<Value>(text).ok().as_ref() == Some(other)
        }
        _ => one == other,
    }
}

/// The lines of `file` that the edit has nothing to do with stand in `edited`, in order, and all line ends are alike.
fn others_stay(file: &File, edit: &Edit, path: &[Step], edited: &str) {
    // A dash moves to another line with the key it stands before, a comma in brackets comes or goes with the next.
    let bare = |line: &str| {
        line.trim_end_matches(['\r', '\n'])
            .trim_start_matches([' ', '-'])
            .replace(", #", " #")
    };
    let mut lines = edited
        .trim_start_matches('\u{feff}')
        .split_inclusive('\n')
        .map(bare);
    for line in &file.lines {
        let within = line.path.starts_with(path);
        let touched = within || (!line.between && path.starts_with(&line.path));
        let touched = touched || line.text.trim().is_empty();
        if !touched {
            let wanted = bare(&line.text);
            assert!(
                lines.any(|line| line == wanted),
                "{wanted:?} is lost: {edit:?} of\n{}\nmade\n{edited}",
                file.text
            );
        }
    }
    if file.text.contains("\r\n") {
        assert_eq!(
            edited.matches('\n').count(),
            edited.matches("\r\n").count(),
            "{edited:?}"
        );
    } else {
        assert!(!edited.contains('\r'), "{edited:?}");
    }
    assert_eq!(
        edited.starts_with('\u{feff}'),
        file.text.starts_with('\u{feff}')
    );
}

/// Whether the edit was made; panics where it was made wrongly.
fn right(file: &File, edit: &Edit) -> bool {
    let Ok(edited) = apply("deal.yaml", &file.text, std::slice::from_ref(edit)) else {
        return false;
    };
    let mut wanted = value(&file.text);
    let path = done(&mut wanted, edit);
    let got = value(&edited);
    assert!(
        alike(&got, &wanted),
        "{edit:?} of\n{}\nmade\n{edited}\n{got:?}\nnot {wanted:?}",
        file.text
    );
    others_stay(file, edit, path, &edited);
    true
}

#[test]
fn hardly_any_edit_is_refused() {
    let mut runner = TestRunner::deterministic();
    let refused: Vec<_> = (0..1000)
        .map(|_| random::edited().new_tree(&mut runner).unwrap().current())
        .filter(|(file, edit)| !right(file, edit))
        .collect();
    assert!(
        refused.len() <= 10,
        "{} of 1000, such as {:#?}",
        refused.len(),
        refused.first()
    );
}

proptest! {
    #![proptest_config(cases(400))]

    #[test]
    fn an_edit_does_what_it_says_and_nothing_else((file, edit) in random::edited()) {
        right(&file, &edit);
    }
}
