//! A finding on its way to the report: with the record it is on, and the level that its clause gives it.

use crate::finding::{Finding, Level, Place};
use crate::form::{KindId, Record};
use crate::language::Phrase;
use crate::process::Clause;
use crate::rules::Rule;
use crate::text::{Source, Span};

/// A finding, and what levels and waivers need to know of it.
#[derive(Clone, Debug)]
pub struct Charge {
    /// The finding.
    pub finding: Finding,
    /// Path of the record that a waiver would name.
    pub on: String,
    /// The record's kind.
    pub kind: Option<KindId>,
    /// The level that the clause gives; `Some(None)` is off.
    pub level: Option<Option<Level>>,
}

impl Charge {
    /// An engine rule's finding at a place of a record.
    pub fn on(rule: Rule, record: &Record, span: Span, message: Phrase) -> Charge {
        Charge::in_file(rule, record, &record.source, span, message)
    }

    /// An engine rule's finding on a record, at a place of another file.
    pub fn in_file(rule: Rule, record: &Record, source: &Source, span: Span, message: Phrase) -> Charge {
        let mut finding = Finding::at(rule, source, span, message);
        finding.record = Some(record.address.clone());
        Charge { finding, on: record.source.path.clone(), kind: Some(record.kind), level: None }
    }

    /// A finding of a reader.
    pub fn of(finding: Finding, kind: Option<KindId>) -> Charge {
        Charge { on: finding.place.path.clone(), finding, kind, level: None }
    }

    /// With the clause that demands otherwise: its name is the subject.
    pub fn clause(mut self, clause: &Clause) -> Charge {
        self.finding.subject = Some(clause.name.clone());
        self.level = clause.level;
        self
    }

    /// With what it is about.
    pub fn subject(mut self, subject: impl Into<String>) -> Charge {
        self.finding.subject = Some(subject.into());
        self
    }

    /// With what mends it.
    pub fn help(mut self, help: Phrase) -> Charge {
        self.finding.help = Some(help);
        self
    }

    /// With what to say at the place.
    pub fn label(mut self, label: Phrase) -> Charge {
        self.finding.label = Some(label);
        self
    }

    /// With the line of the process that demands otherwise.
    pub fn demand(mut self, place: Place, label: Phrase) -> Charge {
        self.finding.demand = Some((place, label));
        self
    }
}
