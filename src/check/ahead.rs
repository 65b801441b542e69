//! Gates that a record has still before it: what each asks for, and whether it is there.

use super::bench::Bench;
use super::gates::is_empty_at;
use super::mending;
use super::wanted::{Wanted, wanted};
use crate::expression::World;
use crate::form::{KindId, Record};
use crate::language::Phrase;
use crate::process::{Gate, NeededRecord, Signoff};

/// Something that a gate asks for.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Demand {
    /// What.
    pub what: Asked,
    /// Whether it is there; `None` where that can't be said.
    pub met: Option<bool>,
}

/// What a gate asks for.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum Asked {
    /// A field that isn't empty.
    Field {
        /// As written: `budget.low`.
        path: String,
        /// Its title.
        title: Phrase,
        /// The command that fills it in, where it is empty.
        fill: Option<String>,
    },
    /// Children that count.
    Records {
        /// Their kind.
        kind: KindId,
        /// What they are called here.
        title: Phrase,
        /// How many there are, and how many there must be.
        count: (usize, usize),
        /// Path of one that is there and doesn't count.
        other: Option<String>,
    },
    /// A sign-off on the record, or on a child.
    Signoff {
        /// Its name.
        name: String,
        /// Its title.
        title: Phrase,
        /// Path of the record that it is on.
        on: String,
        /// What it wants.
        wanted: Vec<Wanted>,
    },
    /// A condition that doesn't hold, in the process's own words.
    Condition(Phrase),
}

/// What a gate asks of a record; nothing where it doesn't apply. Conditions that hold are left out: their words say
/// what is wrong.
pub fn demands(bench: &Bench<'_>, record: &Record, gate: &Gate) -> Vec<Demand> {
    let begun = gate.clause.since.is_none_or(|since| since <= bench.today);
    let applies = gate
        .when
        .as_ref()
        .is_none_or(|when| bench.truth(when, record, None) == Some(true));
    if !begun || !applies {
        return Vec::new();
    }
    let mut demands: Vec<Demand> = Vec::new();
    let shape = &bench.kind(record).outline.shape;
    for need in &gate.needs {
        let empty = is_empty_at(&record.slots, &need.slots);
        let field = mending::field_at(shape, &need.slots).filter(|_| empty);
        demands.push(Demand {
            met: Some(!empty),
            what: Asked::Field {
                path: need.path.clone(),
                title: need.title.clone(),
                fill: field.map(|field| mending::fill(bench, record, &need.path, &field.ty)),
            },
        });
    }
    for needed in &gate.records {
        children(bench, record, needed, &mut demands);
    }
    let signoffs = &bench.kind(record).clauses.signoffs;
    for (index, _) in &gate.signed {
        demands.extend(
            signoffs
                .get(*index)
                .map(|signoff| of_signoff(bench, record, signoff)),
        );
    }
    for assertion in &gate.asserts {
        if bench.truth(&assertion.that, record, None) == Some(false) {
            let words = assertion.message.as_ref();
            let words = words.map(|message| bench.message(message, record, None));
            demands.push(Demand {
                what: Asked::Condition(words.unwrap_or_else(|| gate.clause.title.clone())),
                met: Some(false),
            });
        }
    }
    demands
}

/// A sign-off as a demand.
pub fn of_signoff(bench: &Bench<'_>, record: &Record, signoff: &Signoff) -> Demand {
    let wanted = wanted(bench, record, signoff);
    Demand {
        met: wanted.as_ref().map(Vec::is_empty),
        what: Asked::Signoff {
            name: signoff.clause.name.clone(),
            title: signoff.clause.title.clone(),
            on: record.source.path.clone(),
            wanted: wanted.unwrap_or_default(),
        },
    }
}

fn children(bench: &Bench<'_>, record: &Record, needed: &NeededRecord, demands: &mut Vec<Demand>) {
    let all = bench.children(record, needed.kind);
    let counts = |child: &Record| match &needed.filter {
        _ if child.broken => None,
        None => Some(true),
        Some(filter) => bench.truth(filter, child, None),
    };
    let of = |wanted: Option<bool>| {
        let found = all
            .iter()
            .copied()
            .filter(move |child| counts(child) == wanted);
        found.collect::<Vec<&Record>>()
    };
    let (counted, unsure, others) = (of(Some(true)), of(None), of(Some(false)));
    let met = match counted.len() {
        enough if enough >= needed.at_least => Some(true),
        few if few + unsure.len() >= needed.at_least => None,
        _ => Some(false),
    };
    demands.push(Demand {
        met,
        what: Asked::Records {
            kind: needed.kind,
            title: needed.title.clone(),
            count: (counted.len(), needed.at_least),
            other: others.first().map(|other| other.source.path.clone()),
        },
    });
    let signoffs = &bench.process.kind(needed.kind).clauses.signoffs;
    for signoff in needed
        .signed
        .iter()
        .filter_map(|&index| signoffs.get(index))
    {
        let states: Vec<Demand> = counted
            .iter()
            .map(|child| of_signoff(bench, child, signoff))
            .collect();
        let signed = states
            .iter()
            .filter(|demand| demand.met == Some(true))
            .count();
        // One that is enough stands for all; else those that are nearest.
        let (done, open): (Vec<Demand>, Vec<Demand>) = states
            .into_iter()
            .partition(|demand| demand.met == Some(true));
        let missing = needed.at_least.saturating_sub(signed);
        demands.extend(done.into_iter().take(needed.at_least));
        demands.extend(open.into_iter().take(missing));
    }
}
