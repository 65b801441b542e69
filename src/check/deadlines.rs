//! Deadlines: the state of each, and those that were missed.

use super::bench::Bench;
use super::charge::Charge;
use crate::calendar::{self, Every, Period};
use crate::expression::{Compiled, Fact, Item, World};
use crate::finding::{DeadlineCount, Finding, Place};
use crate::form::Record;
use crate::language::Phrase;
use crate::process::{Deadline, Term};
use crate::rules::Rule;
use crate::say;
use crate::text::Span;
use crate::value::{Length, Moment, Unit};
use chrono::NaiveDate;

/// How a deadline stands.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum State {
    /// Still to come.
    Running,
    /// Its last day.
    DueToday,
    /// Done in time.
    Met,
    /// Done too late.
    MetLate,
    /// Not done and too late.
    Missed,
}

/// One term of a deadline: something due on a day.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Due {
    /// When it began to run.
    pub from: Moment,
    /// When it is due.
    pub due: Moment,
    /// How it stands.
    pub state: State,
}

/// Judges all deadlines of a record and counts their states.
pub fn judge(bench: &Bench<'_>, record: &Record, count: &mut DeadlineCount) -> Vec<Charge> {
    let mut charges = Vec::new();
    for run in runs(bench, record) {
        let dues = run.dues();
        for due in &dues {
            add(count, due.state);
        }
        let missed: Vec<&Due> = dues
            .iter()
            .filter(|due| due.state == State::Missed)
            .collect();
        charges.extend(run.charge(&missed));
    }
    charges
}

/// A deadline on a record, or on one item of it.
pub struct Timed<'t> {
    /// The deadline.
    pub deadline: &'t Deadline,
    /// Number of the item, from 1, where it runs for each.
    pub item: Option<usize>,
    /// Its terms, the oldest first; none where it hasn't started.
    pub dues: Vec<Due>,
    /// The person responsible.
    pub who: Option<Phrase>,
}

/// How all deadlines of a record stand.
pub fn states<'t>(bench: &'t Bench<'_>, record: &'t Record) -> Vec<Timed<'t>> {
    let runs = runs(bench, record).into_iter();
    runs.map(|run| Timed {
        deadline: run.deadline,
        item: run.item.as_ref().map(|(number, _)| *number),
        dues: run.dues(),
        who: run.who(),
    })
    .collect()
}

/// All deadlines of a record, each on every item that it runs for.
pub(super) fn runs<'r>(bench: &'r Bench<'_>, record: &'r Record) -> Vec<Run<'r>> {
    let deadlines = bench.kind(record).clauses.deadlines.iter();
    let runs = deadlines.flat_map(|deadline| {
        let items = bench.items(deadline.each.as_ref(), record).into_iter();
        items.enumerate().map(move |(index, item)| Run {
            bench,
            record,
            deadline,
            item: item.map(|item| (index + 1, item)),
        })
    });
    runs.collect()
}

fn add(count: &mut DeadlineCount, state: State) {
    match state {
        State::Running => count.running += 1,
        State::DueToday => count.due_today += 1,
        State::Met => count.met += 1,
        State::MetLate => count.met_late += 1,
        State::Missed => count.missed += 1,
    }
}

/// A deadline on a record, or on one item of it.
pub(super) struct Run<'r> {
    /// What is known.
    pub bench: &'r Bench<'r>,
    /// The record.
    pub record: &'r Record,
    /// The deadline.
    pub deadline: &'r Deadline,
    /// The item, with its number from 1.
    item: Option<(usize, Item<'r>)>,
}

impl Run<'_> {
    fn item(&self) -> Option<&Item<'_>> {
        self.item.as_ref().map(|(_, item)| item)
    }

    /// Its terms. What hasn't started, or can't be said, has none.
    pub fn dues(&self) -> Vec<Due> {
        let applies = self
            .deadline
            .when
            .as_ref()
            .is_none_or(|when| self.bench.truth(when, self.record, self.item()) == Some(true));
        let until = match self.deadline.until.as_ref().map(|until| self.moment(until)) {
            None | Some(Fact::Absent) => None,
            Some(Fact::Known(until)) => Some(until.date),
            Some(Fact::Unknown) => return Vec::new(),
        };
        if !applies {
            return Vec::new();
        }
        let dues = match &self.deadline.term {
            Term::Once { from, within, met } => self.once(from, *within, met.as_ref(), until),
            Term::Own { due, met } => self.own(due, met.as_ref(), until),
            Term::Chain {
                from,
                chain,
                within,
            } => self.chain(from, chain, *within, until),
            Term::Every {
                period,
                from,
                within,
                events,
            } => self.every(*period, from, *within, events, until),
        };
        let since = self.deadline.clause.since;
        let dues = dues.unwrap_or_default().into_iter();
        dues.filter(|due| since.is_none_or(|since| due.from.date >= since))
            .collect()
    }

    fn once(
        &self,
        from: &Compiled,
        within: Length,
        met: Option<&Compiled>,
        until: Option<NaiveDate>,
    ) -> Option<Vec<Due>> {
        let from = self.known(from)?;
        let due = self.bench.after(from, within)?;
        self.term(from, due, self.met(met)?, until)
    }

    fn own(
        &self,
        due: &Compiled,
        met: Option<&Compiled>,
        until: Option<NaiveDate>,
    ) -> Option<Vec<Due>> {
        let due = self.known(due)?;
        self.term(due, due, self.met(met)?, until)
    }

    fn chain(
        &self,
        from: &Compiled,
        chain: &Compiled,
        within: Length,
        until: Option<NaiveDate>,
    ) -> Option<Vec<Due>> {
        let start = self.known(from)?;
        let events = self.bench.moments(chain, self.record, self.item())?;
        let later: Vec<Moment> = events
            .into_iter()
            .filter(|event| calendar::late(start, *event))
            .collect();
        let mut dues = Vec::new();
        let mut from = start;
        for event in later {
            dues.extend(self.term(from, self.bench.after(from, within)?, Some(event), until)?);
            from = event;
        }
        dues.extend(self.term(from, self.bench.after(from, within)?, None, until)?);
        Some(dues)
    }

    /// A period is met by an event in it; with `within`, it may be recorded that long after the period's end.
    fn every(
        &self,
        every: Every,
        from: &Compiled,
        within: Option<Length>,
        events: &Compiled,
        until: Option<NaiveDate>,
    ) -> Option<Vec<Due>> {
        let start = self.known(from)?.date;
        let events = self.bench.moments(events, self.record, self.item())?;
        let today = self.bench.today;
        let last = until.map_or(today, |until| until.min(today));
        let mut dues = Vec::new();
        let mut period = Period::around(start, every);
        while period.first <= last {
            let over = until.is_some_and(|until| until < period.last);
            let end = Moment::day(period.last);
            let due = match within {
                Some(within) if period.last < today => self.bench.after(end, within)?,
                _ => end,
            };
            // With `within` an event says which period it is about, and may stand for its first day.
            let met = events.iter().any(|event| {
                period.contains(event.date) && (within.is_some() || event.date >= start)
            });
            let state = match met {
                true => State::Met,
                false if due.date < today => State::Missed,
                false if due.date == today => State::DueToday,
                false => State::Running,
            };
            // A period that ends after the deadline does is not owed.
            if met || !over {
                dues.push(Due {
                    from: Moment::day(period.first.max(start)),
                    due,
                    state,
                });
            }
            period = period.next(every);
        }
        Some(dues)
    }

    /// One term; none where it ended before it was due.
    fn term(
        &self,
        from: Moment,
        due: Moment,
        met: Option<Moment>,
        until: Option<NaiveDate>,
    ) -> Option<Vec<Due>> {
        let today = self.bench.today;
        let state = match met {
            Some(met) if calendar::late(due, met) => State::MetLate,
            Some(_) => State::Met,
            None if until.is_some_and(|until| until <= due.date) => return Some(Vec::new()),
            None if due.date < today => State::Missed,
            None if due.date == today => State::DueToday,
            None => State::Running,
        };
        Some(vec![Due { from, due, state }])
    }

    fn moment(&self, expression: &Compiled) -> Fact<Moment> {
        self.bench.moment(expression, self.record, self.item())
    }

    fn known(&self, expression: &Compiled) -> Option<Moment> {
        match self.moment(expression) {
            Fact::Known(moment) => Some(moment),
            _ => None,
        }
    }

    /// When it was done: `Some(None)` is not yet, `None` can't be said.
    fn met(&self, met: Option<&Compiled>) -> Option<Option<Moment>> {
        match met.map(|met| self.moment(met)) {
            None | Some(Fact::Absent) => Some(None),
            Some(Fact::Known(moment)) => Some(Some(moment)),
            Some(Fact::Unknown) => None,
        }
    }

    /// The terms that were missed are one finding: the first is named, the rest are counted.
    fn charge(&self, missed: &[&Due]) -> Option<Charge> {
        let first = missed.first()?;
        let clause = &self.deadline.clause;
        let days = (self.bench.today - first.due.date).num_days();
        let late = Length {
            count: u32::try_from(days).unwrap_or(u32::MAX),
            unit: Unit::Days,
        };
        let name = self.bench.name(self.record);
        let message = match missed.len() {
            1 => say!(
                en: "{record}: {title} was due on {day}, {late} ago", zh: "{record}：{title}最迟应于 {day} 完成，已超期 {late}",
                record = name, title = clause.title, day = first.due.date, late = late.phrase()
            ),
            count => say!(
                en: "{record}: {title} was missed {count} times, first on {day}", zh: "{record}：{title}已错过 {count} 次，最早一次应于 {day} 完成",
                record = name, title = clause.title, count = count, day = first.due.date
            ),
        };
        let message = match self.who() {
            Some(who) => {
                say!(en: "{message} (responsible: {who})", zh: "{message}（责任人：{who}）", message = message, who = who)
            }
            None => message,
        };
        let (place, label) = self.place(first);
        let charge =
            Charge::on(Rule::MissedDeadline, self.record, Span::default(), message).clause(clause);
        let charge = Charge {
            finding: Finding {
                place,
                ..charge.finding
            },
            ..charge
        }
        .label(label);
        let demand = self.bench.process.place(clause.spot);
        Some(
            charge
                .demand(demand, say!(en: "demanded here", zh: "要求在此"))
                .help(self.remedy()),
        )
    }

    /// The person responsible.
    pub fn who(&self) -> Option<Phrase> {
        let who = self.deadline.who.as_ref()?;
        match self.bench.value(who, self.record, self.item()) {
            crate::expression::Val::Reference(to) => Some(
                self.bench
                    .person(to.id)
                    .map_or_else(|| Phrase::same(to.id), |person| self.bench.name(person)),
            ),
            crate::expression::Val::Record(person) => Some(self.bench.name(person)),
            _ => None,
        }
    }

    /// The item, the value that started the deadline, or the stage that did.
    fn place(&self, due: &Due) -> (Place, Phrase) {
        let label = say!(en: "due {day}", zh: "到期 {day}", day = due.due.date);
        let start = match &self.deadline.term {
            Term::Once { from, .. } | Term::Chain { from, .. } | Term::Every { from, .. } => from,
            Term::Own { due, .. } => due,
        };
        let stage = || Some((self.record, self.bench.stage_span(self.record)?));
        let (home, span) = self
            .bench
            .first_place(start, self.record, self.item())
            .or_else(|| self.item().and_then(|item| item.place))
            .or_else(stage)
            .unwrap_or((self.record, Span::default()));
        (Place::of(&home.source, span), label)
    }

    /// What to do.
    pub fn remedy(&self) -> Phrase {
        let met = match &self.deadline.term {
            Term::Once { met, .. } | Term::Own { met, .. } => met.as_ref(),
            Term::Chain { chain, .. } => Some(chain),
            Term::Every { events, .. } => Some(events),
        };
        let field = met.and_then(|met| self.bench.field_name(met, self.record));
        match field {
            Some(field) => {
                say!(en: "when it is done, write it in `{field}`", zh: "完成后写入 `{field}`", field = field)
            }
            None => say!(en: "do it and record it", zh: "请完成并记录"),
        }
    }
}
