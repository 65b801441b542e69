//! Deadlines that run on a record: when each is due, and who is responsible.

use super::bench::Bench;
use super::deadlines::{self, State};
use crate::expression::World;
use crate::form::Record;
use crate::language::Phrase;
use crate::value::Moment;

/// A deadline that isn't done.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Pending {
    /// Its name.
    pub name: String,
    /// What people call it.
    pub title: Phrase,
    /// Address of the record that it runs on.
    pub record: String,
    /// What people call the record.
    pub of: Phrase,
    /// The earliest day that isn't done.
    pub due: Moment,
    /// How that stands: running, due today, or missed.
    pub state: State,
    /// Who is responsible.
    pub who: Option<Phrase>,
    /// What to do.
    pub remedy: Phrase,
}

/// The deadlines of a record that aren't done, the nearest first.
pub fn pending(bench: &Bench<'_>, record: &Record) -> Vec<Pending> {
    let runs = deadlines::runs(bench, record).into_iter();
    let pending = runs.filter_map(|run| {
        let open = run
            .dues()
            .into_iter()
            .filter(|due| matches!(due.state, State::Running | State::DueToday | State::Missed));
        let first = open.min_by_key(|due| (due.due.date, due.due.time))?;
        Some(Pending {
            name: run.deadline.clause.name.clone(),
            title: run.deadline.clause.title.clone(),
            record: record.address.clone(),
            of: bench.name(record),
            due: first.due,
            state: first.state,
            who: run.who(),
            remedy: run.remedy(),
        })
    });
    let mut all: Vec<Pending> = pending.collect();
    all.sort_by(|one, two| one.key().cmp(&two.key()));
    all
}

impl Pending {
    /// By day, then by name.
    pub fn key(&self) -> impl Ord + '_ {
        (self.due.date, self.due.time, &self.record, &self.name)
    }
}
