//! The process's own rules on a record.

use super::bench::Bench;
use super::charge::Charge;
use crate::expression::{Item, Val, World};
use crate::finding::{Finding, Level, Place};
use crate::form::Record;
use crate::process::ProcessRule;
use crate::rules::Rule;
use crate::say;
use crate::text::{Source, Span};

/// Judges a record by its kind's rules.
pub fn judge(bench: &Bench<'_>, record: &Record) -> Vec<Charge> {
    let mut charges = Vec::new();
    for rule in &bench.kind(record).clauses.rules {
        if !bench.applies(rule.clause.since, record) {
            continue;
        }
        for item in bench.items(rule.each.as_ref(), record) {
            let item = item.as_ref();
            let due = rule
                .when
                .as_ref()
                .is_none_or(|when| bench.truth(when, record, item) == Some(true));
            if due && bench.truth(&rule.assert, record, item) == Some(false) {
                charges.push(charge(bench, record, rule, item));
            }
        }
    }
    charges
}

fn charge(
    bench: &Bench<'_>,
    record: &Record,
    rule: &ProcessRule,
    item: Option<&Item<'_>>,
) -> Charge {
    let clause = &rule.clause;
    let message = match &rule.message {
        Some(message) => bench.message(message, record, item),
        None => {
            say!(en: "{record}: {title} is not met", zh: "{record}：不符合“{title}”", record = bench.name(record), title = clause.title)
        }
    };
    let (source, span) = place(bench, record, rule, item);
    let finding = Finding {
        rule: clause.name.clone().into(),
        subject: None,
        level: Level::Error,
        help: rule
            .help
            .as_ref()
            .map(|help| bench.message(help, record, item)),
        ..Finding::at(Rule::WrongValue, source, span, message)
    };
    let charge = Charge::of(finding, Some(record.kind));
    let demand: Place = bench.process.place(clause.spot);
    Charge {
        on: record.source.path.clone(),
        level: clause.level,
        finding: Finding {
            record: Some(record.address.clone()),
            ..charge.finding
        },
        ..charge
    }
    .demand(demand, say!(en: "demanded here", zh: "要求在此"))
}

/// The value to point at: what `at` names, else the first field of `assert`, else the item, else the record.
fn place<'a>(
    bench: &Bench<'_>,
    record: &'a Record,
    rule: &ProcessRule,
    item: Option<&Item<'a>>,
) -> (&'a Source, Span) {
    let named = [rule.at.as_ref(), Some(&rule.assert)];
    let (home, span) = named
        .into_iter()
        .flatten()
        .find_map(|expression| bench.first_place(expression, record, item))
        .or_else(|| item.and_then(|item| item.place))
        .unwrap_or((record, Span::default()));
    (&home.source, span)
}

/// The keys of a record that no other of its kind may share, as (position of the unique key, key).
pub fn keys(bench: &Bench<'_>, record: &Record) -> Vec<(usize, String, Span)> {
    let mut keys = Vec::new();
    for (index, unique) in bench.kind(record).clauses.unique.iter().enumerate() {
        if !bench.applies(unique.clause.since, record) {
            continue;
        }
        let span = bench.first_slot(&unique.key, record).unwrap_or_default();
        let value = bench.value(&unique.key, record, None);
        let mut own: Vec<String> = match &value {
            Val::List(list) => list.values().filter_map(|value| value.key(bench)).collect(),
            value => value.key(bench).into_iter().collect(),
        };
        own.sort();
        own.dedup();
        own.retain(|key| !key.is_empty() && !unique.except.contains(key));
        keys.extend(own.into_iter().map(|key| (index, key, span)));
    }
    keys
}
