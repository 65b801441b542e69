//! Sign-offs and waivers: the two forms that every process has.

use super::read::Reader;
use crate::finding::Finding;
use crate::form::{Field, FieldType, Shape, Slot, Text, TextKind, Value};
use crate::language::Phrase;
use crate::rules::Rule;
use crate::text::{Source, Span};
use crate::value::Moment;
use chrono::NaiveDate;
use std::sync::LazyLock;

/// A sign-off file.
#[derive(Debug)]
pub struct Statement {
    /// The file.
    pub source: Source,
    /// The sign-off's name.
    pub signoff: String,
    /// Path of the record that it is on.
    pub on: String,
    /// The role it was given in.
    pub role: String,
    /// The id of the person; the name of someone outside.
    pub by: String,
    /// When.
    pub at: Moment,
    /// Whether it approves.
    pub approved: bool,
    /// The person who delegated the role.
    pub behalf: Option<String>,
    /// Who took down what someone outside said.
    pub recorded_by: Option<String>,
    /// Digests of the covered values, by path, in the file's order.
    pub covers: Vec<(String, String, Span)>,
    /// Digest of the whole statement.
    pub sha256: String,
    slots: Box<[Slot]>,
}

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

static SIGNOFF: LazyLock<Shape> = LazyLock::new(|| Shape {
    fields: vec![
        text("signoff", true),
        text("on", true),
        text("role", true),
        text("by", true),
        field("at", FieldType::DateTime, true),
        field("verdict", verdicts(), true),
        text("behalf", false),
        text("recorded_by", false),
        field("covers", covers(), true),
        text("sha256", true),
        text("comment", false),
        field("evidence", FieldType::File { digest: false }, false),
    ],
});

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

fn text(name: &str, required: bool) -> Field {
    field(
        name,
        FieldType::Text {
            kind: TextKind::Plain,
            pattern: None,
            max: None,
        },
        required,
    )
}

fn field(name: &str, ty: FieldType, required: bool) -> Field {
    Field {
        name: name.to_owned(),
        title: Phrase::same(format!("`{name}`")),
        help: None,
        ty,
        required,
        since: None,
        confidential: false,
        personal: false,
        grows: false,
        span: Span::default(),
    }
}

fn verdicts() -> FieldType {
    let choice = |name: &str| crate::form::Choice {
        name: name.to_owned(),
        title: Phrase::same(name),
    };
    FieldType::Enum(vec![choice("approved"), choice("returned")])
}

/// A list, so that each value has a line of its own in a diff.
fn covers() -> FieldType {
    let shape = Shape {
        fields: vec![text("field", true), text("sha256", true)],
    };
    FieldType::List {
        of: Box::new(FieldType::Group(shape)),
        min: Some(1),
        max: None,
    }
}

impl Statement {
    /// Reads a sign-off file; `None` where it is broken or lacks what a sign-off must have, which is a finding.
    pub fn read(reader: &mut Reader<'_>, path: &str) -> (Option<Statement>, Vec<Finding>) {
        let filled = reader.fill(path, &SIGNOFF, None);
        let statement = filled
            .slots
            .and_then(|slots| Statement::of(filled.source, slots));
        (statement, filled.findings)
    }

    /// A statement that is not a file yet.
    pub fn draft(signoff: &str, on: &str, role: &str, by: &str, at: Moment) -> Statement {
        Statement {
            source: Source::default(),
            signoff: signoff.to_owned(),
            on: on.to_owned(),
            role: role.to_owned(),
            by: by.to_owned(),
            at,
            approved: true,
            behalf: None,
            recorded_by: None,
            covers: Vec::new(),
            sha256: String::new(),
            slots: Box::default(),
        }
    }

    fn of(source: Source, slots: Box<[Slot]>) -> Option<Statement> {
        let form = Form {
            source: &source,
            shape: &SIGNOFF,
            slots: &slots,
        };
        let Value::List(items) = &form.slot("covers")?.value else {
            return None;
        };
        let covers = items
            .iter()
            .filter_map(|item| {
                let Value::Group(parts) = &item.value else {
                    return None;
                };
                let [field, sha256] = &**parts else {
                    return None;
                };
                Some((
                    written(&source, field)?,
                    written(&source, sha256)?,
                    sha256.span,
                ))
            })
            .collect();
        let (Value::Moment(at), Value::Choice(verdict)) =
            (&form.slot("at")?.value, &form.slot("verdict")?.value)
        else {
            return None;
        };
        Some(Statement {
            signoff: form.text("signoff")?,
            on: form.text("on")?,
            role: form.text("role")?,
            by: form.text("by")?,
            at: *at,
            approved: *verdict == 0,
            behalf: form.text("behalf"),
            recorded_by: form.text("recorded_by"),
            covers,
            sha256: form.text("sha256")?,
            source,
            slots,
        })
    }

    /// Where the field `name` is written.
    pub fn span(&self, name: &str) -> Span {
        span(&SIGNOFF, &self.slots, name)
    }
}

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

/// A filled form of the engine's own.
struct Form<'f> {
    source: &'f Source,
    shape: &'f Shape,
    slots: &'f [Slot],
}

impl Form<'_> {
    fn slot(&self, name: &str) -> Option<&Slot> {
        self.slots.get(self.shape.find(name)?.0)
    }

    fn text(&self, name: &str) -> Option<String> {
        written(self.source, self.slot(name)?)
    }
}

fn written(source: &Source, slot: &Slot) -> Option<String> {
    match &slot.value {
        Value::Text(Text::Slice(span)) => Some(source.slice(*span).to_owned()),
        Value::Text(Text::Owned(text)) => Some(text.to_string()),
        _ => None,
    }
}

fn span(shape: &Shape, slots: &[Slot], name: &str) -> Span {
    shape
        .find(name)
        .and_then(|(index, _)| slots.get(index))
        .map(|slot| slot.span)
        .unwrap_or_default()
}
