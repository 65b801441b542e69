//! Digests of what a sign-off covers: SHA-256 over one form of each value, so that the same content has the same
//! digest however it was written.
//!
//! The form is JSON with sorted keys and no spaces. Numbers, money and days are texts without needless zeros,
//! texts are NFC with LF line ends, what is absent is null, and an absent field of a group is left out.

use crate::expression::{Group, List, Val, World};
use crate::form::{Attachment, FieldType, Record, Shape, Slot, Text, Value};
use crate::process::{Process, Stages};
use serde_json::{Map, Value as Json};
use sha2::{Digest, Sha256};
use unicode_normalization::{UnicodeNormalization, is_nfc};

/// The digest of a value; `None` where part of it is broken or can't be said.
pub fn of_value(world: &dyn World, process: &Process, value: &Val<'_>) -> Option<String> {
    Some(hex(&json(world, process, value)?))
}

/// The SHA-256 of a form, in hexadecimal.
pub fn hex(form: &Json) -> String {
    let digit = |value: u8| char::from(b"0123456789abcdef"[usize::from(value & 0xf)]);
    let digest = Sha256::digest(form.to_string().as_bytes());
    let digits = digest
        .iter()
        .flat_map(|&byte| [digit(byte >> 4), digit(byte)]);
    digits.collect()
}

fn json(world: &dyn World, process: &Process, value: &Val<'_>) -> Option<Json> {
    Some(match value {
        Val::Null => Json::Null,
        Val::Unknown => return None,
        Val::Boolean(truth) => Json::Bool(*truth),
        Val::Text(text) => normal(text),
        Val::Group(group) => of_group(process, group)?,
        Val::List(List::Slots { record, slots, .. }) => Form { process, record }.list(slots)?,
        Val::List(list) => {
            let items: Option<Vec<Json>> = list
                .values()
                .map(|value| json(world, process, &value))
                .collect();
            Json::Array(items?)
        }
        Val::File(file) => of_file(file.record, file.attachment),
        other => Json::String(other.key(world)?),
    })
}

/// A file is its path and its digest, where the record has one.
fn of_file(record: &Record, file: &Attachment) -> Json {
    let sha256 = file
        .sha256
        .as_ref()
        .map_or(Json::Null, |(text, _)| normal(record.text(text)));
    Json::Array(vec![normal(record.text(&file.path.0)), sha256])
}

fn of_group(process: &Process, group: &Group<'_>) -> Option<Json> {
    Form {
        process,
        record: group.record,
    }
    .at_span(group)
}

/// Forms of the values of one record.
struct Form<'f> {
    process: &'f Process,
    record: &'f Record,
}

impl Form<'_> {
    /// A group is found again in its kind's shape by where its slots are.
    fn at_span(&self, group: &Group<'_>) -> Option<Json> {
        let kind = &self.process.kind(self.record.kind).outline;
        let shape = find_shape(&kind.shape, &self.record.slots, group.slots)?;
        self.group(shape, group.slots)
    }

    fn list(&self, items: &[Slot]) -> Option<Json> {
        let kind = &self.process.kind(self.record.kind).outline;
        let ty = find_items(&kind.shape, &self.record.slots, items);
        match (ty, items) {
            (Some(ty), _) => self.items(ty, items),
            (None, []) => Some(Json::Array(Vec::new())),
            (None, _) => None,
        }
    }

    fn items(&self, ty: &FieldType, items: &[Slot]) -> Option<Json> {
        let items: Option<Vec<Json>> = items
            .iter()
            .map(|item| self.value(ty, &item.value))
            .collect();
        Some(Json::Array(items?))
    }

    fn group(&self, shape: &Shape, slots: &[Slot]) -> Option<Json> {
        let mut map = Map::new();
        for (field, slot) in shape.fields.iter().zip(slots) {
            if !matches!(slot.value, Value::Absent) {
                map.insert(field.name.clone(), self.value(&field.ty, &slot.value)?);
            }
        }
        // `serde_json` keeps maps sorted by key unless asked otherwise.
        Some(Json::Object(map))
    }

    fn value(&self, ty: &FieldType, value: &Value) -> Option<Json> {
        Some(match (value, ty) {
            (Value::Absent, _) => Json::Null,
            (Value::Broken, _) => return None,
            (Value::Boolean(truth), _) => Json::Bool(*truth),
            (Value::Number(number), _) => Json::String(number.normalize().to_string()),
            (Value::Money(money), _) => Json::String(format!(
                "{} {}",
                money.amount.normalize(),
                money.currency.code()
            )),
            (Value::Moment(moment), _) => Json::String(match moment.time {
                Some(time) => format!("{}T{time}", moment.date),
                None => moment.date.to_string(),
            }),
            (Value::Length(length), _) => {
                Json::String(format!("{} {:?}", length.count, length.unit))
            }
            (Value::Text(text), _) => self.text(text),
            (Value::Choice(index), FieldType::Enum(choices)) => {
                Json::String(choices.get(usize::from(*index))?.name.clone())
            }
            (Value::Choice(index), _) => {
                Json::String(self.stages()?.all.get(usize::from(*index))?.name.clone())
            }
            (Value::Group(slots), FieldType::Group(shape)) => self.group(shape, slots)?,
            (Value::Group(_), _) => return None,
            (Value::File(file), _) => of_file(self.record, file),
            (Value::List(items), FieldType::List { of, .. }) => self.items(of, items)?,
            (Value::List(items), FieldType::Moves(shape)) => {
                let items: Option<Vec<Json>> = items
                    .iter()
                    .map(|item| match &item.value {
                        Value::Group(slots) => self.group(shape, slots),
                        _ => None,
                    })
                    .collect();
                Json::Array(items?)
            }
            (Value::List(_), _) => return None,
        })
    }

    fn text(&self, text: &Text) -> Json {
        normal(self.record.text(text))
    }

    fn stages(&self) -> Option<&Stages> {
        self.process.kind(self.record.kind).outline.stages.as_ref()
    }
}

fn normal(text: &str) -> Json {
    let text = if text.contains('\r') {
        text.replace("\r\n", "\n")
    } else {
        text.to_owned()
    };
    Json::String(if is_nfc(&text) {
        text
    } else {
        text.nfc().collect()
    })
}

/// The shape of the group whose slots these are.
fn find_shape<'s>(shape: &'s Shape, slots: &[Slot], wanted: &[Slot]) -> Option<&'s Shape> {
    if std::ptr::eq(slots, wanted) {
        return Some(shape);
    }
    shape
        .fields
        .iter()
        .zip(slots)
        .find_map(|(field, slot)| match (&field.ty, &slot.value) {
            (FieldType::Group(inner), Value::Group(slots)) => find_shape(inner, slots, wanted),
            (FieldType::List { of, .. }, Value::List(items)) => match &**of {
                FieldType::Group(inner) => items.iter().find_map(|item| match &item.value {
                    Value::Group(slots) => find_shape(inner, slots, wanted),
                    _ => None,
                }),
                _ => None,
            },
            _ => None,
        })
}

/// The type of the items of the list whose slots these are.
fn find_items<'s>(shape: &'s Shape, slots: &[Slot], wanted: &[Slot]) -> Option<&'s FieldType> {
    shape
        .fields
        .iter()
        .zip(slots)
        .find_map(|(field, slot)| match (&field.ty, &slot.value) {
            (FieldType::List { of, .. }, Value::List(items)) if std::ptr::eq(&**items, wanted) => {
                Some(&**of)
            }
            (FieldType::Moves(_), Value::List(items)) if std::ptr::eq(&**items, wanted) => {
                Some(&field.ty)
            }
            (FieldType::Group(inner), Value::Group(slots)) => find_items(inner, slots, wanted),
            (FieldType::List { of, .. }, Value::List(items)) => match &**of {
                FieldType::Group(inner) => items.iter().find_map(|item| match &item.value {
                    Value::Group(slots) => find_items(inner, slots, wanted),
                    _ => None,
                }),
                _ => None,
            },
            _ => None,
        })
}
