//! The values of a record's fields as cells.

use crate::form::{Field, FieldType, KindId, Record, Shape, Slot, Value};
use crate::language::Phrase;
use crate::process::Process;
use crate::value::{Cell, Member, Named};
use unicode_normalization::UnicodeNormalization;

/// What people call the record of a kind that `from` refers to by an id, where that is known.
pub type Names<'n> = dyn Fn(KindId, &str, &Record) -> Option<Phrase> + 'n;

/// A record and what is needed to read its values.
#[derive(Clone, Copy)]
pub struct Version<'v> {
    /// The process, whose form the record was read by.
    pub process: &'v Process,
    /// The record.
    pub record: &'v Record,
    /// The names of others.
    pub names: &'v Names<'v>,
}

impl Version<'_> {
    /// What a slot holds.
    pub fn cell(&self, ty: &FieldType, slot: &Slot) -> Cell {
        match (&slot.value, ty) {
            (Value::Absent, _) => Cell::Empty,
            (Value::Broken, _) => Cell::Broken(self.record.source.slice(slot.span).to_owned()),
            (Value::Boolean(truth), _) => Cell::Boolean(*truth),
            (Value::Number(share), FieldType::Percent { .. }) => Cell::Percent(*share),
            (Value::Number(number), _) => Cell::Number(*number),
            (Value::Money(money), _) => Cell::Money(*money),
            (Value::Moment(moment), _) => Cell::Moment(*moment),
            (Value::Length(length), _) => Cell::Length(*length),
            (Value::File(file), _) => Cell::File {
                path: normal(self.record.text(&file.path.0)),
                sha256: file
                    .sha256
                    .as_ref()
                    .map(|(text, _)| self.record.text(text).to_owned()),
            },
            (Value::Choice(at), ty) => self.choice(ty, *at),
            (Value::Text(text), ty) => self.text(ty, self.record.text(text)),
            (Value::Group(slots), FieldType::Group(shape)) => {
                Cell::Group(self.members(shape, slots))
            }
            (Value::List(items), FieldType::List { of, .. }) => {
                Cell::List(items.iter().map(|item| self.cell(of, item)).collect())
            }
            (Value::List(items), FieldType::Moves(shape)) => {
                let item = |item: &Slot| self.step(shape, item);
                Cell::List(items.iter().map(item).collect())
            }
            (Value::Group(_) | Value::List(_), _) => Cell::Empty,
        }
    }

    /// A move of the log.
    pub fn step(&self, shape: &Shape, item: &Slot) -> Cell {
        match &item.value {
            Value::Group(slots) => Cell::Group(self.members(shape, slots)),
            _ => Cell::Broken(self.record.source.slice(item.span).to_owned()),
        }
    }

    /// The fields that are there.
    pub fn members(&self, shape: &Shape, slots: &[Slot]) -> Vec<Member> {
        let member = |(field, slot): (&Field, &Slot)| Member {
            name: field.name.clone(),
            title: field.title.clone(),
            value: self.cell(&field.ty, slot),
        };
        let fields = shape.fields.iter().zip(slots);
        fields
            .map(member)
            .filter(|member| !member.value.is_empty())
            .collect()
    }

    fn choice(&self, ty: &FieldType, at: u16) -> Cell {
        let index = usize::from(at);
        let stages = || self.process.kind(self.record.kind).outline.stages.as_ref();
        let found = match ty {
            FieldType::Enum(choices) => choices
                .get(index)
                .map(|choice| (&choice.name, &choice.title)),
            _ => stages()
                .and_then(|stages| stages.all.get(index))
                .map(|stage| (&stage.name, &stage.title)),
        };
        match found {
            Some((name, title)) => named(name, title.clone(), Some(at)),
            None => Cell::Broken(String::new()),
        }
    }

    fn text(&self, ty: &FieldType, text: &str) -> Cell {
        let kind = match ty {
            FieldType::Reference(kind) => Some(*kind),
            FieldType::Person(_) => self.process.people.as_ref().map(|people| people.kind),
            FieldType::Role => {
                let roles = &self.process.pipeline.roles;
                let role = roles.iter().find(|role| role.name == text);
                let title = role.map_or_else(|| Phrase::same(text), |role| role.title.clone());
                return named(text, title, None);
            }
            _ => None,
        };
        match kind {
            Some(kind) => {
                let title = (self.names)(kind, text, self.record);
                named(text, title.unwrap_or_else(|| Phrase::same(text)), None)
            }
            None => Cell::Text(normal(text)),
        }
    }
}

/// A text in the form by which a sign-off knows it: line ends and composed characters don't count.
fn normal(text: &str) -> String {
    text.replace("\r\n", "\n").nfc().collect()
}

fn named(name: &str, title: Phrase, order: Option<u16>) -> Cell {
    Cell::Named(Named {
        name: name.to_owned(),
        title,
        order,
    })
}
