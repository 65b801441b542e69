//! How a record stands, for those who look at it: its sign-offs, the limits that it crosses, what it adds to the forecast.

use super::bench::Bench;
use super::signoffs;
use super::stages::Course;
use super::{covered, statement};
use crate::expression::Val;
use crate::form::Record;
use crate::language::Phrase;
use crate::process::{Givers, Quorum, Signoff};
use crate::records::Statement;
use crate::value::{Decimal, Money};

/// Whether a sign-off that was given holds.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum Holds {
    /// It approves what is there.
    Good,
    /// It returned what was there.
    Returned,
    /// These covered values changed since.
    Stale(Vec<String>),
    /// Something is wrong with it.
    Flawed(Phrase),
    /// A later one of the same role counts.
    Superseded,
    /// The process knows no such sign-off, or something that it covers can't be read.
    Unknown,
}

/// A sign-off that was given.
pub struct Given<'g> {
    /// The file.
    pub statement: &'g Statement,
    /// What it is by the process.
    pub signoff: Option<&'g Signoff>,
    /// Whether it holds.
    pub holds: Holds,
}

/// The sign-offs on a record: by name, role and person, and of one person's the first first.
pub fn given<'g>(bench: &'g Bench<'_>, record: &Record) -> Vec<Given<'g>> {
    let mut statements = bench.statements(record);
    statements.sort_by_cached_key(|given| {
        let name = statement::file_name(bench.process, record, given);
        (name, statement::number(bench.process, record, given))
    });
    let known = &bench.process.kind(record.kind).clauses.signoffs;
    statements
        .into_iter()
        .map(|statement| {
            let signoff = known
                .iter()
                .find(|signoff| signoff.clause.name == statement.signoff);
            Given {
                statement,
                signoff,
                holds: signoff.map_or(Holds::Unknown, |signoff| {
                    holds(bench, record, signoff, statement)
                }),
            }
        })
        .collect()
}

fn holds(bench: &Bench<'_>, record: &Record, signoff: &Signoff, given: &Statement) -> Holds {
    let newest = covered::newest(bench, record, signoff, |other| other.role == given.role);
    if newest.is_some_and(|newest| !std::ptr::eq(newest, given)) {
        return Holds::Superseded;
    }
    if let Some(flaw) = statement::flaw(bench, record, signoff, given) {
        return Holds::Flawed(flaw.message);
    }
    match covered::changed(bench, record, signoff, given) {
        _ if !given.approved => Holds::Returned,
        None => Holds::Unknown,
        Some(changed) if changed.is_empty() => Holds::Good,
        Some(changed) => Holds::Stale(changed),
    }
}

/// A sign-off that a record needs because a limit is crossed: a condition, or a step of a ladder.
#[derive(Clone, Copy)]
pub struct Limit<'l> {
    /// The sign-off.
    pub signoff: &'l Signoff,
    /// Who must give it; none for someone outside.
    pub quorum: Option<&'l Quorum>,
}

/// The limits that a record crosses. A sign-off that has none is demanded by gates alone.
pub fn limits<'l>(bench: &'l Bench<'_>, record: &'l Record) -> Vec<Limit<'l>> {
    let signoffs = &bench.process.kind(record.kind).clauses.signoffs;
    let mut limits = Vec::new();
    for signoff in signoffs {
        let due = match &signoff.when {
            Some(when) => bench.truth(when, record, None) == Some(true),
            None => matches!(signoff.by, Givers::Ladder(_)),
        };
        if !due || !bench.applies(signoff.clause.since, record) {
            continue;
        }
        match &signoff.by {
            Givers::Outside { .. } => limits.push(Limit {
                signoff,
                quorum: None,
            }),
            _ => {
                let quorums = signoffs::quorums(bench, record, signoff).unwrap_or_default();
                limits.extend(quorums.into_iter().map(|quorum| Limit {
                    signoff,
                    quorum: Some(quorum),
                }));
            }
        }
    }
    limits
}

/// What an open record adds to the forecast: its worth times how likely its stage is.
pub fn forecast(bench: &Bench<'_>, record: &Record) -> Option<Money> {
    let kind = bench.process.kind(record.kind);
    let worth = kind.clauses.worth.as_ref()?;
    let course = Course::of(kind, record)?;
    let stage = course.stages.all.get(course.current?)?;
    let likely = stage.likely.filter(|_| !stage.end)?;
    match bench.value(worth, record, None) {
        Val::Money(worth) => Some(Money {
            amount: worth.amount.checked_mul(likely)?,
            currency: worth.currency,
        }),
        _ => None,
    }
}

/// The forecast of several records, by currency.
pub fn sum(amounts: impl IntoIterator<Item = Money>) -> Vec<Money> {
    let mut sums: Vec<Money> = Vec::new();
    for money in amounts {
        match sums.iter_mut().find(|sum| sum.currency == money.currency) {
            Some(sum) => sum.amount = sum.amount.checked_add(money.amount).unwrap_or(Decimal::MAX),
            None => sums.push(money),
        }
    }
    sums.sort_by_key(|sum| sum.currency.code().to_owned());
    sums
}
