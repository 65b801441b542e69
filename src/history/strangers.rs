//! Fields of a record that the form of today doesn't have: old versions may have them.

use crate::check::Bench;
use crate::form::{Record, Shape};
use crate::rules::Rule;
use crate::text::{self, NodeKind, Span, Tree};
use std::collections::BTreeMap;

/// A field's name, and as it was and is written.
pub type Stranger = (String, Option<String>, Option<String>);

/// The unknown fields that differ.
pub(super) fn between(
    before: &Bench<'_>,
    old: &Record,
    after: &Bench<'_>,
    new: &Record,
) -> Vec<Stranger> {
    let (old, new) = (of(before, old), of(after, new));
    let mut strangers: Vec<Stranger> = Vec::new();
    for (name, was) in &old {
        if new.get(name) != Some(was) {
            strangers.push((name.clone(), Some(was.clone()), new.get(name).cloned()));
        }
    }
    let come = new.into_iter().filter(|(name, _)| !old.contains_key(name));
    strangers.extend(come.map(|(name, is)| (name, None, Some(is))));
    strangers
}

fn of(bench: &Bench<'_>, record: &Record) -> BTreeMap<String, String> {
    let path = &record.source.path;
    let has_some =
        bench.dossier.findings.iter().any(|finding| {
            finding.place.path == *path && finding.rule == Rule::UnknownField.name()
        });
    match has_some {
        true => read(record, &bench.kind(record).outline.shape).unwrap_or_default(),
        false => BTreeMap::new(),
    }
}

fn read(record: &Record, shape: &Shape) -> Option<BTreeMap<String, String>> {
    let source = &record.source;
    let mut tree = Tree::new();
    match source.path.ends_with(".md") {
        true => drop(text::read_front_matter(&source.text, &mut tree).ok()?),
        false => {
            let whole = Span::new(0, source.text.len() as u32);
            text::read_yaml(&source.text, whole, &mut tree).ok()?;
        }
    }
    let root = tree
        .root(&source.text)
        .filter(|root| root.kind() == NodeKind::Map)?;
    let entries = root.entries().filter_map(|(key, value)| {
        let name = key.scalar()?;
        let written = value.scalar().unwrap_or_else(|| source.slice(value.span()));
        shape
            .find(name)
            .is_none()
            .then(|| (name.to_owned(), written.trim().to_owned()))
    });
    Some(entries.collect())
}
