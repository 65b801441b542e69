//! What a sign-off covers as people read it: what somebody who signs looks at last.

use super::bench::Bench;
use crate::expression::{List, Val};
use crate::form::{FieldType, KindId, Record, Slot, Value};
use crate::language::Phrase;
use crate::process::{Process, Signoff};
use crate::text::Span;

/// A covered value.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Content {
    /// As the process names it.
    pub path: String,
    /// What people call it.
    pub title: Phrase,
    /// Its value, a line for each item of a list.
    pub lines: Vec<Phrase>,
}

/// What a sign-off covers, in the definition's order.
pub fn content(bench: &Bench<'_>, record: &Record, signoff: &Signoff) -> Vec<Content> {
    let covers = signoff.covers.iter();
    covers
        .map(|covered| {
            let value = bench.value(&covered.value, record, None);
            let lines = match &value {
                Val::List(List::Slots { record, slots, .. }) if slots.iter().any(is_group) => {
                    items(record, slots)
                }
                Val::Group(group) => vec![written(group.record, group.span)],
                value => vec![on_one_line(value.shown(covered.value.ty(), bench))],
            };
            Content {
                title: title(bench.process, record.kind, &covered.path),
                path: covered.path.clone(),
                lines,
            }
        })
        .collect()
}

fn is_group(slot: &Slot) -> bool {
    matches!(slot.value, Value::Group(_))
}

fn items(record: &Record, slots: &[Slot]) -> Vec<Phrase> {
    let slots = slots.iter();
    slots.map(|slot| written(record, slot.span)).collect()
}

/// As it is written, on one line: a map with a key on each line has commas between them.
fn written(record: &Record, span: Span) -> Phrase {
    let lines = record.source.slice(span).lines().map(str::trim);
    let mut text = String::new();
    for line in lines.filter(|line| !line.is_empty()) {
        let goes_on =
            text.is_empty() || text.ends_with([',', '{', '[']) || line.starts_with(['}', ']']);
        text.push_str(if goes_on { " " } else { ", " });
        text.push_str(line);
    }
    on_one_line(Phrase::same(text))
}

fn on_one_line(text: Phrase) -> Phrase {
    let join = |text: String| text.split_whitespace().collect::<Vec<_>>().join(" ");
    Phrase {
        zh: join(text.zh),
        en: join(text.en),
    }
}

/// What people call the field at the end of a path, which may go along references and to other kinds; else the path.
pub(super) fn title(process: &Process, kind: KindId, path: &str) -> Phrase {
    let mut shape = &process.kind(kind).outline.shape;
    let mut title = None;
    for name in path.split('.') {
        if let Some((_, field)) = shape.find(name) {
            title = Some(&field.title);
            shape = match &field.ty {
                FieldType::Group(inner) => inner,
                FieldType::Reference(to) => &process.kind(*to).outline.shape,
                _ => shape,
            };
        } else if let Some(kind) = process.kinds.iter().find(|kind| kind.outline.name == name) {
            title = Some(&kind.outline.title);
            shape = &kind.outline.shape;
        } else {
            return Phrase::same(path);
        }
    }
    title.cloned().unwrap_or_else(|| Phrase::same(path))
}
