//! A waiver file.

use super::{Form, field, span, text};
use crate::finding::Finding;
use crate::form::{FieldType, Shape, Slot, Value};
use crate::records::read::Reader;
use crate::rules::Rule;
use crate::text::{Source, Span};
use chrono::NaiveDate;
use std::sync::LazyLock;

/// A waiver file.
#[derive(Debug)]
pub struct Waiver {
    /// The file.
    pub source: Source,
    /// The rule it waives.
    pub rule: String,
    /// What of it, where the rule covers several.
    pub subject: Option<String>,
    /// Path of the record.
    pub on: String,
    /// Why; absent or blank is a finding.
    pub reason: String,
    /// The id of the person who gave it.
    pub by: String,
    /// The day it was given.
    pub at: NaiveDate,
    /// Its last day.
    pub until: NaiveDate,
    slots: Box<[Slot]>,
}

static WAIVER: LazyLock<Shape> = LazyLock::new(|| Shape {
    fields: vec![
        text("rule", true),
        text("subject", false),
        text("on", true),
        text("reason", true),
        text("by", true),
        field("at", FieldType::Date, true),
        field("until", FieldType::Date, true),
    ],
});

impl Waiver {
    /// Reads a waiver file; `None` where it is broken or lacks what a waiver must have, which is a finding.
    pub fn read(reader: &mut Reader<'_>, path: &str) -> (Option<Waiver>, Vec<Finding>) {
        let mut filled = reader.fill(path, &WAIVER, None);
        for finding in &mut filled.findings {
            if finding.rule == Rule::MissingField.name() {
                finding.rule = Rule::InvalidWaiver.name().into();
            }
        }
        let waiver = filled
            .slots
            .and_then(|slots| Waiver::of(filled.source, slots));
        (waiver, filled.findings)
    }

    fn of(source: Source, slots: Box<[Slot]>) -> Option<Waiver> {
        let form = Form {
            source: &source,
            shape: &WAIVER,
            slots: &slots,
        };
        let (Value::Moment(at), Value::Moment(until)) =
            (&form.slot("at")?.value, &form.slot("until")?.value)
        else {
            return None;
        };
        Some(Waiver {
            rule: form.text("rule")?,
            subject: form.text("subject"),
            on: form.text("on")?,
            reason: form.text("reason")?,
            by: form.text("by")?,
            at: at.date,
            until: until.date,
            source,
            slots,
        })
    }

    /// Where the field `name` is written.
    pub fn span(&self, name: &str) -> Span {
        span(&WAIVER, &self.slots, name)
    }
}
