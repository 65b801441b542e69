//! Edits of files as people write them, and of random ones.

mod documents;
mod keys;
mod lists;
mod properties;
mod random;
mod refusals;
mod removal;
mod values;

use super::{Edit, Plant, Step, apply};

/// `lines.0.price` as steps.
fn path(path: &str) -> Vec<Step> {
    let step = |name: &str| match name.parse() {
        Ok(index) => Step::Item(index),
        Err(_) => Step::Key(name.to_owned()),
    };
    path.split('.')
        .filter(|name| !name.is_empty())
        .map(step)
        .collect()
}

fn text(text: &str) -> Plant {
    Plant::Text(text.to_owned())
}

fn literal(text: &str) -> Plant {
    Plant::Literal(text.to_owned())
}

fn list<const N: usize>(items: [Plant; N]) -> Plant {
    Plant::List(items.to_vec())
}

fn map<const N: usize>(entries: [(&str, Plant); N]) -> Plant {
    let entries = entries
        .into_iter()
        .map(|(key, value)| (key.to_owned(), value));
    Plant::Map(entries.collect())
}

fn set(at: &str, value: Plant) -> Edit {
    set_after(at, value, &[])
}

fn set_after(at: &str, value: Plant, after: &[&str]) -> Edit {
    Edit::Set {
        path: path(at),
        value,
        after: after.iter().map(|&name| name.to_owned()).collect(),
    }
}

fn append(at: &str, value: Plant) -> Edit {
    Edit::Append {
        path: path(at),
        value,
        after: Vec::new(),
    }
}

fn remove(at: &str) -> Edit {
    Edit::Remove { path: path(at) }
}

/// Panics where `edit` doesn't make `after` of `before`.
#[track_caller]
fn check(before: &str, edit: Edit, after: &str) {
    check_file("deal.yaml", before, &[edit], after);
}

#[track_caller]
fn check_file(path: &str, before: &str, edits: &[Edit], after: &str) {
    match apply(path, before, edits) {
        Ok(edited) => assert_eq!(edited, after, "of {before:?}"),
        Err(refusal) => panic!("{}: {before:?}", refusal.message.en),
    }
}
