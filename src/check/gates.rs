//! Gates: what must be there behind a record that has passed them.

use super::bench::Bench;
use super::charge::Charge;
use super::mending;
use super::signoffs;
use super::stages::Course;
use super::waivers;
use crate::expression::World;
use crate::form::{Record, Slot, Value};
use crate::language::Phrase;
use crate::process::{Assertion, Gate, Need, NeededRecord};
use crate::rules::Rule;
use crate::say;
use crate::value::Moment;

/// Judges all gates that a record has passed.
pub fn judge(bench: &Bench<'_>, record: &Record) -> Vec<Charge> {
    judge_those(bench, record, |_| true)
}

/// Judges the gates that a record has passed since it was as `before`, by what is there now and isn't waived.
pub fn newly_passed(bench: &Bench<'_>, before: Option<&Record>, record: &Record) -> Vec<Charge> {
    let stood = before.and_then(|before| Course::of(bench.process.kind(before.kind), before));
    let is_new = |gate: &Gate| {
        stood
            .as_ref()
            .is_none_or(|stood| passed(stood, gate).is_none())
    };
    waivers::standing(bench, judge_those(bench, record, is_new))
}

fn judge_those(
    bench: &Bench<'_>,
    record: &Record,
    is_asked: impl Fn(&Gate) -> bool,
) -> Vec<Charge> {
    let kind = bench.process.kind(record.kind);
    let Some(course) = Course::of(kind, record) else {
        return Vec::new();
    };
    let mut charges = Vec::new();
    for gate in kind.clauses.gates.iter().filter(|gate| is_asked(gate)) {
        let Some(at) = passed(&course, gate) else {
            continue;
        };
        if gate.clause.since.is_some_and(|since| at.date < since) {
            continue;
        }
        if gate
            .when
            .as_ref()
            .is_some_and(|when| bench.truth(when, record, None) != Some(true))
        {
            continue;
        }
        Passage {
            bench,
            record,
            course: &course,
            gate,
            at,
        }
        .judge(&mut charges);
    }
    charges
}

/// When a record passed a gate that still stands behind it.
fn passed(course: &Course<'_>, gate: &Gate) -> Option<Moment> {
    let aside = course.stages.all[gate.stage].aside.is_some();
    match (gate.entering, aside) {
        (false, false) => course.passed(gate.stage).then(|| course.left(gate.stage))?,
        (false, true) => course.left(gate.stage),
        (true, true) => (course.current == Some(gate.stage)).then(|| course.entered(gate.stage))?,
        (true, false) => course
            .base()
            .filter(|&base| base >= gate.stage)
            .and_then(|_| course.entered(gate.stage)),
    }
}

/// A record that has passed a gate.
struct Passage<'g> {
    bench: &'g Bench<'g>,
    record: &'g Record,
    course: &'g Course<'g>,
    gate: &'g Gate,
    at: Moment,
}

impl Passage<'_> {
    fn judge(&self, charges: &mut Vec<Charge>) {
        for need in &self.gate.needs {
            if is_empty_at(&self.record.slots, &need.slots) {
                charges.push(self.lacks_field(need));
            }
        }
        for needed in &self.gate.records {
            self.judge_records(needed, charges);
        }
        let words = || self.words();
        for (signoff, _) in &self.gate.signed {
            charges.extend(signoffs::demand(
                self.bench,
                self.record,
                *signoff,
                Some(&words),
            ));
        }
        for assertion in &self.gate.asserts {
            if self.bench.truth(&assertion.that, self.record, None) == Some(false) {
                charges.push(self.broken(assertion));
            }
        }
    }

    fn lacks_field(&self, need: &Need) -> Charge {
        let message = say!(en: "{passage} without {title}", zh: "{passage}，却没有{title}", passage = self.words(), title = need.title);
        let shape = &self.bench.kind(self.record).outline.shape;
        let help = match mending::field_at(shape, &need.slots) {
            Some(field) => {
                let fill = mending::fill(self.bench, self.record, &need.path, &field.ty);
                Phrase::same(fill)
            }
            None => say!(en: "add `{path}: …`", zh: "补上 `{path}: …`", path = need.path),
        };
        self.charge(message)
            .help(help)
            .demand(self.bench.process.place(need.spot), required_here())
    }

    /// Enough children of a kind, each signed. What can't be known (a broken child) is given the benefit.
    fn judge_records(&self, needed: &NeededRecord, charges: &mut Vec<Charge>) {
        let bench = self.bench;
        let mut unknown = 0;
        let mut matching = Vec::new();
        let children = bench.children(self.record, needed.kind);
        for &child in children.iter() {
            let counts = needed
                .filter
                .as_ref()
                .map_or(Some(true), |filter| bench.truth(filter, child, None));
            match counts {
                _ if child.broken => unknown += 1,
                Some(true) => matching.push(child),
                Some(false) => {}
                None => unknown += 1,
            }
        }
        if matching.len() + unknown < needed.at_least {
            let message = match needed.at_least {
                1 => {
                    say!(en: "{passage} without {title}", zh: "{passage}，却没有{title}", passage = self.words(), title = needed.title)
                }
                count => say!(
                    en: "{passage} with {found} of {count}: {title}", zh: "{passage}，{title}应有 {count} 份，现有 {found} 份",
                    passage = self.words(), title = needed.title, count = count, found = matching.len() + unknown
                ),
            };
            let help = mending::make(bench, self.record, needed, &children);
            let place = bench.process.place(needed.spot);
            charges.push(
                self.charge(message)
                    .help(help)
                    .demand(place, required_here()),
            );
            return;
        }
        let words = || self.words();
        for signoff in &needed.signed {
            let lacking: Vec<&Record> = matching
                .iter()
                .copied()
                .filter(|child| signoffs::signed(bench, child, *signoff) == Some(false))
                .collect();
            let signed = matching.len() - lacking.len();
            if signed + unknown >= needed.at_least {
                continue;
            }
            for child in lacking.iter().take(needed.at_least - signed) {
                charges.extend(signoffs::demand(bench, child, *signoff, Some(&words)));
            }
        }
    }

    fn broken(&self, assertion: &Assertion) -> Charge {
        let why = assertion
            .message
            .as_ref()
            .map(|message| self.bench.message(message, self.record, None));
        let message = match why {
            Some(why) => {
                say!(en: "{passage}: {why}", zh: "{passage}：{why}", passage = self.words(), why = why)
            }
            None => say!(
                en: "{passage}, and the gate {gate} is not met", zh: "{passage}，却不满足“{gate}”",
                passage = self.words(), gate = self.gate.clause.title
            ),
        };
        let charge = self
            .charge(message)
            .demand(self.bench.process.place(assertion.spot), required_here());
        match self.bench.first_slot(&assertion.that, self.record) {
            Some(span) if span != self.course.span => Charge {
                finding: crate::finding::Finding {
                    place: crate::finding::Place::of(&self.record.source, span),
                    label: None,
                    ..charge.finding
                },
                ..charge
            },
            _ => charge,
        }
    }

    /// `X left Needs` or `X entered Lost`.
    fn words(&self) -> Phrase {
        let stage = &self.course.stages.all[self.gate.stage].title;
        let record = self.bench.name(self.record);
        match self.gate.entering {
            true => {
                say!(en: "{record} entered {stage}", zh: "{record}已进入“{stage}”", record = record, stage = stage)
            }
            false => {
                say!(en: "{record} left {stage}", zh: "{record}已离开“{stage}”", record = record, stage = stage)
            }
        }
    }

    fn charge(&self, message: Phrase) -> Charge {
        let verb = match self.gate.entering {
            true => say!(en: "entered {day}", zh: "{day} 进入", day = self.at.date),
            false => {
                say!(en: "left {stage} on {day}", zh: "{day} 离开“{stage}”", day = self.at.date, stage = self.course.stages.all[self.gate.stage].title)
            }
        };
        Charge::on(Rule::UnmetGate, self.record, self.course.span, message)
            .clause(&self.gate.clause)
            .label(verb)
    }
}

fn required_here() -> Phrase {
    say!(en: "required here", zh: "要求在此")
}

/// Whether the field at the end of a path of slots is empty. A broken one is not: it is a finding of its own.
pub(super) fn is_empty_at(slots: &[Slot], path: &[usize]) -> bool {
    let Some((first, rest)) = path.split_first() else {
        return false;
    };
    match slots.get(*first).map(|slot| &slot.value) {
        Some(Value::Group(inner)) if !rest.is_empty() => is_empty_at(inner, rest),
        Some(value) => is_empty(value),
        None => false,
    }
}

fn is_empty(value: &Value) -> bool {
    match value {
        Value::Absent => true,
        Value::List(items) => items.is_empty(),
        Value::Group(slots) => slots.iter().all(|slot| is_empty(&slot.value)),
        _ => false,
    }
}
