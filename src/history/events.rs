//! Two states of a dossier → what happened between them.

use super::compare::{FieldChange, compare};
use super::content::Version;
use super::dispatches::Dispatches;
use super::event::{Event, Exception, Paper, Step, Subject, What};
use super::items::member;
use super::{papers, strangers};
use crate::check::{self, Bench};
use crate::expression::{Found, Val, World};
use crate::form::{FieldType, KindId, Record, Shape, Slot, Value};
use crate::language::Phrase;
use crate::records::Role;
use crate::say;
use crate::value::{Cell, Member};
use std::collections::BTreeSet;

/// A file that a change touches.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Touched {
    /// Its path.
    pub path: String,
    /// Whether it was there before, and is now.
    pub there: (bool, bool),
}

/// What happened between two states of a dossier to the files that a change touches, and what became void by it.
pub fn events(before: &Bench<'_>, after: &Bench<'_>, touched: &[Touched]) -> Vec<Event> {
    let is_touched = |path: &str| touched.iter().any(|touched| touched.path == path);
    let mut paths: BTreeSet<(bool, &str)> = BTreeSet::new();
    for bench in [before, after] {
        let records = bench.dossier.records.iter();
        // A child comes after the record in whose folder it lies.
        paths.extend(records.map(|record| {
            let is_child = bench.kind(record).outline.parent.is_some();
            (is_child, record.source.path.as_str())
        }));
    }
    let mut events = Vec::new();
    for (_, path) in paths {
        let pair = Pair {
            before,
            after,
            old: before.dossier.at(path),
            new: after.dossier.at(path),
        };
        if is_touched(path) {
            pair.of_record(&mut events);
        }
        papers::of_signoffs(&pair, &is_touched, &mut events);
        papers::of_waivers(&pair, &is_touched, &mut events);
    }
    Dispatches {
        before,
        after,
        is_touched: &is_touched,
    }
    .events(&mut events);
    papers::unreadable(before, after, &is_touched, &mut events);
    attachments(after, touched, &mut events);
    events
}

/// A record in both states.
pub(super) struct Pair<'p> {
    pub before: &'p Bench<'p>,
    pub after: &'p Bench<'p>,
    pub old: Option<&'p Record>,
    pub new: Option<&'p Record>,
}

impl Pair<'_> {
    /// The record as it is now, or as it was.
    pub fn subject(&self) -> Option<Subject> {
        let now = self.new.map(|record| subject(self.after, record));
        now.or_else(|| self.old.map(|record| subject(self.before, record)))
    }

    pub fn push(&self, what: What, events: &mut Vec<Event>) {
        let subject = self.subject();
        events.extend(subject.map(|subject| Event { subject, what }));
    }

    fn of_record(&self, events: &mut Vec<Event>) {
        match (self.old, self.new) {
            (None, Some(new)) if new.broken => self.push(unreadable(self.after, new), events),
            (None, Some(new)) => self.push(What::Created(facts(self.after, new)), events),
            (Some(_), None) => self.push(What::Removed, events),
            (Some(old), Some(new)) if old.source.text == new.source.text && !new.broken => {}
            (Some(_), Some(new)) if new.broken => self.push(unreadable(self.after, new), events),
            (Some(old), Some(_)) if old.broken => self.push(What::Readable, events),
            (Some(old), Some(new)) => self.of_fields(old, new, events),
            (None, None) => {}
        }
    }

    fn of_fields(&self, old: &Record, new: &Record, events: &mut Vec<Event>) {
        let (before_names, after_names) = (names(self.before), names(self.after));
        let was = version(self.before, old, &before_names);
        let is = version(self.after, new, &after_names);
        let moved = self.of_moves(was, is, events);
        let own = self.after.kind(new).outline.stage_fields;
        let fields = &self.after.kind(new).outline.shape.fields;
        let name = |at: usize| fields.get(at).map(|field| field.name.as_str());
        for change in compare(Some(was), Some(is)) {
            let is_log = own.is_some_and(|(_, log)| name(log) == Some(&change.path));
            let is_stage = own.is_some_and(|(stage, _)| name(stage) == Some(&change.path));
            let is_told_as_move = is_log || is_stage && moved;
            if !is_told_as_move {
                self.push(What::Field(change), events);
            }
        }
        for (name, old, new) in strangers::between(self.before, old, self.after, new) {
            self.push(What::Stranger { name, old, new }, events);
        }
    }

    /// The moves that came; whether the last of them is to the stage that the record is in.
    fn of_moves(&self, was: Version<'_>, is: Version<'_>, events: &mut Vec<Event>) -> bool {
        let outline = &self.after.kind(is.record).outline;
        let Some((stage, log)) = outline.stage_fields else {
            return false;
        };
        let fields = &outline.shape.fields;
        let (Some(stage_field), Some(FieldType::Moves(shape))) =
            (fields.get(stage), fields.get(log).map(|field| &field.ty))
        else {
            return false;
        };
        let (old, new) = (steps(was, shape, log), steps(is, shape, log));
        let kept = old
            .iter()
            .zip(&new)
            .take_while(|(old, new)| old == new)
            .count();
        if kept < old.len() {
            self.push(What::LogRewritten, events);
        }
        let part = |step: &Cell, name: &str| member(step, name).cloned().unwrap_or(Cell::Empty);
        let mut from = kept
            .checked_sub(1)
            .and_then(|at| new.get(at))
            .map_or(Cell::Empty, |step| part(step, "to"));
        for step in new.iter().skip(kept) {
            let to = part(step, "to");
            let step = Step {
                from: std::mem::replace(&mut from, to.clone()),
                to,
                at: part(step, "at"),
                by: part(step, "by"),
                reason: part(step, "reason"),
            };
            self.push(What::Moved(step), events);
        }
        let now = is
            .record
            .slots
            .get(stage)
            .map(|slot| is.cell(&stage_field.ty, slot));
        kept < new.len() && now == Some(from)
    }
}

fn steps(version: Version<'_>, shape: &Shape, log: usize) -> Vec<Cell> {
    match version.record.slots.get(log).map(|slot| &slot.value) {
        Some(Value::List(items)) => items
            .iter()
            .map(|item: &Slot| version.step(shape, item))
            .collect(),
        _ => Vec::new(),
    }
}

/// A record as people know it.
pub fn subject(bench: &Bench<'_>, record: &Record) -> Subject {
    Subject {
        address: record.address.clone(),
        path: record.source.path.clone(),
        kind: bench.kind(record).outline.title.clone(),
        name: bench.name(record),
    }
}

/// What a bench calls the records that others refer to.
pub fn names<'b>(bench: &'b Bench<'_>) -> impl Fn(KindId, &str, &Record) -> Option<Phrase> + 'b {
    move |kind, id, from| match bench.resolve(kind, id, from) {
        Found::Record(record) => Some(bench.name(record)),
        Found::Missing | Found::Broken => None,
    }
}

/// A record to be read with the names of a bench.
pub fn version<'v>(
    bench: &Bench<'v>,
    record: &'v Record,
    names: &'v super::Names<'v>,
) -> Version<'v> {
    Version {
        process: bench.process,
        record,
        names,
    }
}

/// The stage, the owner and the worth of a record.
pub fn facts(bench: &Bench<'_>, record: &Record) -> Vec<Member> {
    let kind = bench.kind(record);
    let names = names(bench);
    let version = version(bench, record, &names);
    let mut facts = Vec::new();
    let mut add = |name: &str, title: Phrase, value: Cell| {
        if !value.is_empty() {
            facts.push(Member {
                name: name.to_owned(),
                title,
                value,
            });
        }
    };
    if let Some((stage, _)) = kind.outline.stage_fields
        && let (Some(field), Some(slot)) = (
            kind.outline.shape.fields.get(stage),
            record.slots.get(stage),
        )
    {
        add("stage", field.title.clone(), version.cell(&field.ty, slot));
    }
    let clauses = [
        (
            "owner",
            &kind.clauses.owner,
            say!(en: "Owner", zh: "负责人"),
        ),
        ("worth", &kind.clauses.worth, say!(en: "Worth", zh: "金额")),
    ];
    for (name, clause, title) in clauses {
        if let Some(clause) = clause {
            let value = bench.value(clause, record, None);
            if !matches!(value, Val::Unknown) {
                add(name, title, value.cell(clause.ty(), bench));
            }
        }
    }
    facts
}

fn unreadable(bench: &Bench<'_>, record: &Record) -> What {
    What::Unreadable(papers::reason(bench, &record.source.path).unwrap_or_default())
}

/// Files that are no records.
fn attachments(after: &Bench<'_>, touched: &[Touched], events: &mut Vec<Event>) {
    for touched in touched {
        if after.archive.claims.role(&touched.path) != Role::Attachment {
            continue;
        }
        let records = after.dossier.records.iter().filter(|record| {
            let folder = crate::records::folder(&record.source.path);
            touched.path.starts_with(folder)
        });
        // Of all in the folder, the record at its head.
        let own = records.min_by_key(|record| after.kind(record).outline.parent.is_some());
        let subject = own.map(|record| subject(after, record));
        events.push(Event {
            subject: subject.unwrap_or_else(|| papers::by_path(&touched.path)),
            what: What::File {
                path: touched.path.clone(),
                there: touched.there,
            },
        });
    }
}

/// The fields of a record that is there in one state only, for those who want to see them.
pub fn fields_of(bench: &Bench<'_>, record: &Record) -> Vec<FieldChange> {
    let names = names(bench);
    compare(None, Some(version(bench, record, &names)))
}

/// A sign-off as people know it.
pub fn paper(bench: &Bench<'_>, given: &check::Given<'_>) -> Paper {
    papers::paper(bench, given)
}

/// A waiver as people know it.
pub fn exception(bench: &Bench<'_>, waiver: &crate::records::Waiver) -> Exception {
    papers::exception(bench, waiver)
}
