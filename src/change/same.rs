//! Whether a value that is to be written stands there already, however it is spelt.

use super::typist::Typist;
use crate::form::{FieldType, Record, Slot, Value};
use crate::records::{self, Scalar};
use crate::text::Plant;

/// Whether `slot` of the record holds `value`.
pub fn is(typist: Typist<'_>, record: &Record, slot: &Slot, ty: &FieldType, value: &Plant) -> bool {
    let within = |slot: &Slot, ty: &FieldType, value: &Plant| is(typist, record, slot, ty, value);
    match (ty, &slot.value, value) {
        (FieldType::List { of, .. }, Value::List(slots), Plant::List(items)) => {
            let mut pairs = slots.iter().zip(items);
            slots.len() == items.len() && pairs.all(|(slot, item)| within(slot, of, item))
        }
        (FieldType::Group(shape), Value::Group(slots), Plant::Map(entries)) => {
            let mut fields = shape.fields.iter().zip(slots);
            fields.all(|(field, slot)| {
                let entry = entries.iter().find(|(name, _)| *name == field.name);
                match entry {
                    Some((_, value)) => within(slot, &field.ty, value),
                    None => matches!(slot.value, Value::Absent),
                }
            })
        }
        (_, standing, Plant::Text(text) | Plant::Literal(text)) => {
            let read = records::read_scalar(ty, text, typist.process, typist.stages);
            match (standing, read) {
                (Value::Text(own), Ok(Scalar::Text)) => record.text(own) == text,
                (Value::File(own), Ok(Scalar::Text)) => {
                    own.sha256.is_none() && record.text(&own.path.0) == text
                }
                (own, Ok(Scalar::Value(value))) => own.is_same(&value),
                _ => false,
            }
        }
        _ => false,
    }
}
