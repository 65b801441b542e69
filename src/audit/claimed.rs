//! The days that a record newly claims beside its moves: when deadlines were met, when logged facts happened, and what
//! else says that it happened.

use super::dates::Claim;
use super::same::Of;
use super::scene::Scene;
use crate::check;
use crate::expression::{FieldPath, Root};
use crate::form::{Record, Slot, Value};
use crate::process::{Deadline, Term, day_of_items};
use crate::say;

/// The days on which deadlines were met that the record didn't have before.
pub fn met<'c>(scene: &'c Scene<'_>, before: Option<&Record>, after: &'c Record) -> Vec<Claim<'c>> {
    let mut claims = Vec::new();
    let mut known: Vec<(&[usize], &[usize])> = Vec::new();
    for deadline in &scene.process.kind(after.kind).clauses.deadlines {
        let Some((each, fields)) = met_field(deadline) else {
            continue;
        };
        if known.contains(&(each, fields)) {
            continue;
        }
        known.push((each, fields));
        let old = before.map_or_else(Vec::new, |before| moments(before, each, fields));
        for (index, slot) in moments(after, each, fields).into_iter().enumerate() {
            let Some(Value::Moment(at)) = slot.map(|slot| &slot.value) else {
                continue;
            };
            let was = old.get(index).copied().flatten().map(|slot| &slot.value);
            if matches!(was, Some(Value::Moment(was)) if was == at) {
                continue;
            }
            claims.push(Claim {
                at: *at,
                span: slot.map(|slot| slot.span).unwrap_or_default(),
                what: Box::new(move || say!(en: "{record}: that {deadline} was met", zh: "{record}：“{deadline}”的完成", record = scene.name(after), deadline = deadline.clause.title)),
                follows: None,
                at_leisure: false,
            });
        }
    }
    claims
}

/// The days of facts that were added to lists which only grow, and of follow-ups.
pub fn logged<'c>(
    scene: &'c Scene<'_>,
    before: Option<&Record>,
    after: &'c Record,
) -> Vec<Claim<'c>> {
    let kind = scene.process.kind(after.kind);
    let fields = kind.outline.shape.fields.iter().enumerate();
    let mut claims = Vec::new();
    for (list, field) in fields {
        let Some(day) = day_of_items(kind, list, field) else {
            continue;
        };
        for slot in new_days(before, after, list, day) {
            let Value::Moment(at) = &slot.value else {
                continue;
            };
            claims.push(Claim {
                at: *at,
                span: slot.span,
                what: Box::new(move || say!(en: "{record}: the new item of {field}", zh: "{record}：{field}中的新条目", record = scene.name(after), field = field.title)),
                follows: None,
                at_leisure: false,
            });
        }
    }
    claims
}

/// Days on which something is said to have happened that the record didn't have before.
pub fn happened<'c>(
    scene: &'c Scene<'_>,
    before: Option<&Record>,
    after: &'c Record,
) -> Vec<Claim<'c>> {
    let process = scene.process;
    let mut claims = Vec::new();
    for which in 0..process.happened(after.kind).len() {
        let known = before.map_or_else(Vec::new, |before| check::days(process, before, which));
        let is_known = |day: &check::Day<'_>| {
            let same = |old: &check::Day<'_>| (&old.name, old.at) == (&day.name, day.at);
            known.iter().any(same)
        };
        let new = check::days(process, after, which).into_iter();
        claims.extend(new.filter(|day| !is_known(day)).map(|day| Claim {
            at: day.at,
            span: day.span,
            what: Box::new(move || say!(en: "{record}: {title}", zh: "{record}：{title}", record = scene.name(after), title = day.field.title)),
            follows: None,
            at_leisure: true,
        }));
    }
    claims
}

/// The days of a list's items that the record didn't have before. A fact that was only put elsewhere, or said
/// otherwise, claims no new day.
fn new_days<'r>(
    before: Option<&Record>,
    after: &'r Record,
    list: usize,
    day: usize,
) -> Vec<&'r Slot> {
    let old = before.and_then(|before| Some(Of::new(before, before.slots.get(list)?)));
    let is_known = |at: usize, item: &Slot, day_of_item: &Slot| {
        old.is_some_and(|old| {
            let same = |one: &Slot, two: &Slot| Of::new(old.record, one).same(Of::new(after, two));
            let there = old.items().get(at).and_then(|item| part(item, day));
            there.is_some_and(|there| same(there, day_of_item))
                || old.items().iter().any(|known| same(known, item))
        })
    };
    let new = after.slots.get(list).map(|slot| Of::new(after, slot));
    let items = new.map_or(&[][..], Of::items).iter().enumerate();
    items
        .filter_map(|(at, item)| {
            let slot = part(item, day)?;
            (!is_known(at, item, slot)).then_some(slot)
        })
        .collect()
}

fn part(item: &Slot, at: usize) -> Option<&Slot> {
    match &item.value {
        Value::Group(slots) => slots.get(at),
        _ => None,
    }
}

/// The field of the record that says when a deadline was met: the list whose items have it, if so, and the way to it.
fn met_field(deadline: &Deadline) -> Option<(&[usize], &[usize])> {
    let (Term::Once { met, .. } | Term::Own { met, .. }) = &deadline.term else {
        return None;
    };
    let FieldPath { from, fields } = met.as_ref()?.reads().first_field()?;
    match from {
        Root::Record => Some((&[], fields)),
        Root::Item => {
            let list = deadline.each.as_ref()?.reads().first_field()?;
            (list.from == Root::Record).then_some((&list.fields, fields))
        }
    }
}

fn moments<'r>(record: &'r Record, each: &[usize], fields: &[usize]) -> Vec<Option<&'r Slot>> {
    if each.is_empty() {
        return vec![at(&record.slots, fields)];
    }
    match at(&record.slots, each).map(|slot| &slot.value) {
        Some(Value::List(items)) => items
            .iter()
            .map(|item| match &item.value {
                Value::Group(slots) => at(slots, fields),
                _ => None,
            })
            .collect(),
        _ => Vec::new(),
    }
}

fn at<'r>(slots: &'r [Slot], fields: &[usize]) -> Option<&'r Slot> {
    let (first, rest) = fields.split_first()?;
    let slot = slots.get(*first)?;
    match (&slot.value, rest) {
        (_, []) => Some(slot),
        (Value::Group(slots), rest) => at(slots, rest),
        _ => None,
    }
}
