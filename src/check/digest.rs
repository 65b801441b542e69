//! Digests of what a sign-off covers: SHA-256 over one form of each value, so that the same content has the same
//! digest however it was written.
//!
//! The form is JSON with sorted keys and no spaces. Numbers, money and days are texts without needless zeros,
//! texts are NFC with LF line ends, what is absent is null, and an absent field of a group is left out.

use crate::expression::{Group, List, Val, World};
use crate::form::{Attachment, FieldType, Record, Shape, Slot, Value};
use crate::process::{Process, Stages};
use crate::text::sha256;
use std::borrow::Cow;
use std::fmt::{Display, Write as _};
use unicode_normalization::{UnicodeNormalization, is_nfc};

/// The digest of a value; `None` where part of it is broken or can't be said.
pub fn of_value(world: &dyn World, process: &Process, value: &Val<'_>) -> Option<String> {
    let mut form = Form::default();
    form.val(world, process, value)?;
    Some(form.sha256())
}

/// A form that is being written.
#[derive(Default)]
pub struct Form {
    text: String,
}

impl Form {
    /// The SHA-256 of what was written, in hexadecimal.
    pub fn sha256(&self) -> String {
        sha256(self.text.as_bytes())
    }

    /// What was written.
    pub fn into_text(self) -> String {
        self.text
    }

    /// Writes a further key of a map with a text, or null.
    pub fn entry(&mut self, key: &str, text: Option<&str>) {
        self.raw(&format!(",\"{key}\":"));
        self.optional(text);
    }

    /// Writes a text, or null.
    pub fn optional(&mut self, text: Option<&str>) {
        match text {
            Some(text) => self.quoted(text),
            None => self.raw("null"),
        }
    }

    /// Writes signs of JSON as they are.
    pub fn raw(&mut self, signs: &str) {
        self.text.push_str(signs);
    }

    /// Writes a text in quotes.
    pub fn quoted(&mut self, text: &str) {
        self.text.push('"');
        for c in text.chars() {
            match c {
                '"' => self.raw("\\\""),
                '\\' => self.raw("\\\\"),
                '\n' => self.raw("\\n"),
                '\r' => self.raw("\\r"),
                '\t' => self.raw("\\t"),
                '\u{8}' => self.raw("\\b"),
                '\u{c}' => self.raw("\\f"),
                // Writing to a string doesn't fail.
                c if c < ' ' => drop(write!(self.text, "\\u{:04x}", c as u32)),
                c => self.text.push(c),
            }
        }
        self.text.push('"');
    }

    /// Writes what displays without quotes, backslashes and controls, in quotes.
    pub fn shown(&mut self, value: impl Display) {
        let _ = write!(self.text, "\"{value}\"");
    }

    /// Writes a list, each item by `write`.
    pub fn list<T>(
        &mut self,
        items: impl IntoIterator<Item = T>,
        mut write: impl FnMut(&mut Form, T) -> Option<()>,
    ) -> Option<()> {
        self.raw("[");
        for (index, item) in items.into_iter().enumerate() {
            if index > 0 {
                self.raw(",");
            }
            write(self, item)?;
        }
        self.raw("]");
        Some(())
    }

    /// Writes a value; nothing where part of it is broken or can't be said.
    pub fn val(&mut self, world: &dyn World, process: &Process, value: &Val<'_>) -> Option<()> {
        match value {
            Val::Null => self.raw("null"),
            Val::Unknown => return None,
            Val::Boolean(truth) => self.raw(if *truth { "true" } else { "false" }),
            Val::Text(text) => self.normal(text),
            Val::Group(Group { record, slots, .. }) => {
                let shape = &process.kind(record.kind).outline.shape;
                let shape = find_shape(shape, &record.slots, slots)?;
                self.of(process, record).group(shape, slots)?;
            }
            Val::List(List::Slots { record, slots, .. }) => {
                let shape = &process.kind(record.kind).outline.shape;
                match find_items(shape, &record.slots, slots) {
                    Some(ty) => self.of(process, record).items(ty, slots)?,
                    None if slots.is_empty() => self.raw("[]"),
                    None => return None,
                }
            }
            Val::List(list) => {
                self.list(list.values(), |form, value| {
                    form.val(world, process, &value)
                })?;
            }
            Val::File(file) => self.file(file.record, file.attachment),
            other => self.quoted(&other.key(world)?),
        }
        Some(())
    }

    /// A file is its path and its digest, where the record has one.
    fn file(&mut self, record: &Record, file: &Attachment) {
        self.raw("[");
        self.normal(record.text(&file.path.0));
        self.raw(",");
        match &file.sha256 {
            Some((text, _)) => self.normal(record.text(text)),
            None => self.raw("null"),
        }
        self.raw("]");
    }

    /// Writes a text in its normal form.
    fn normal(&mut self, text: &str) {
        let text = match text.contains('\r') {
            true => Cow::Owned(text.replace("\r\n", "\n")),
            false => Cow::Borrowed(text),
        };
        match is_nfc(&text) {
            true => self.quoted(&text),
            false => self.quoted(&text.nfc().collect::<String>()),
        }
    }

    fn of<'f>(&'f mut self, process: &'f Process, record: &'f Record) -> Writer<'f> {
        Writer {
            form: self,
            process,
            record,
        }
    }
}

/// Writes the values of one record.
struct Writer<'f> {
    form: &'f mut Form,
    process: &'f Process,
    record: &'f Record,
}

impl Writer<'_> {
    fn items(&mut self, ty: &FieldType, items: &[Slot]) -> Option<()> {
        let (process, record) = (self.process, self.record);
        self.form.list(items, |form, item| {
            form.of(process, record).value(ty, &item.value)
        })
    }

    fn group(&mut self, shape: &Shape, slots: &[Slot]) -> Option<()> {
        let mut fields: Vec<_> = shape
            .fields
            .iter()
            .zip(slots)
            .filter(|(_, slot)| !matches!(slot.value, Value::Absent))
            .collect();
        fields.sort_unstable_by_key(|(field, _)| field.name.as_str());
        self.form.raw("{");
        for (index, (field, slot)) in fields.into_iter().enumerate() {
            if index > 0 {
                self.form.raw(",");
            }
            self.form.shown(&field.name);
            self.form.raw(":");
            self.value(&field.ty, &slot.value)?;
        }
        self.form.raw("}");
        Some(())
    }

    fn value(&mut self, ty: &FieldType, value: &Value) -> Option<()> {
        let form = &mut *self.form;
        match (value, ty) {
            (Value::Absent, _) => form.raw("null"),
            (Value::Broken, _) => return None,
            (Value::Boolean(truth), _) => form.raw(if *truth { "true" } else { "false" }),
            (Value::Number(number), _) => form.shown(number.normalize()),
            (Value::Money(money), _) => {
                form.shown(format_args!(
                    "{} {}",
                    money.amount.normalize(),
                    money.currency.code()
                ));
            }
            (Value::Moment(moment), _) => match moment.time {
                Some(time) => form.shown(format_args!("{}T{time}", moment.date)),
                None => form.shown(moment.date),
            },
            (Value::Length(length), _) => {
                form.shown(format_args!("{} {:?}", length.count, length.unit))
            }
            (Value::Text(text), _) => form.normal(self.record.text(text)),
            (Value::Choice(index), FieldType::Enum(choices)) => {
                form.quoted(&choices.get(usize::from(*index))?.name);
            }
            (Value::Choice(index), _) => {
                let stages: &Stages = self
                    .process
                    .kind(self.record.kind)
                    .outline
                    .stages
                    .as_ref()?;
                form.quoted(&stages.all.get(usize::from(*index))?.name);
            }
            (Value::Group(slots), FieldType::Group(shape)) => self.group(shape, slots)?,
            (Value::Group(_), _) => return None,
            (Value::File(file), _) => form.file(self.record, file),
            (Value::List(items), FieldType::List { of, .. }) => self.items(of, items)?,
            (Value::List(items), FieldType::Moves(shape)) => {
                let (process, record) = (self.process, self.record);
                form.list(items, |form, item| match &item.value {
                    Value::Group(slots) => form.of(process, record).group(shape, slots),
                    _ => None,
                })?;
            }
            (Value::List(_), _) => return None,
        }
        Some(())
    }
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

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    proptest! {
        #[test]
        fn any_text_is_quoted_as_json(text in any::<String>()) {
            let mut form = Form::default();
            form.quoted(&text);
            prop_assert_eq!(form.text, serde_json::Value::from(text).to_string());
        }
    }

    #[test]
    fn texts_have_one_form() {
        let form = |text: &str| {
            let mut form = Form::default();
            form.normal(text);
            form.text
        };
        assert_eq!(form("a\r\nb"), form("a\nb"));
        assert_eq!(form("e\u{301}"), form("\u{e9}"));
    }
}
