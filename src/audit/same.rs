//! Whether two values of one form say the same, however they are written.

use crate::form::{Attachment, Record, Slot, Value};
use crate::text::Span;

/// A value of a record.
#[derive(Clone, Copy)]
pub struct Of<'v> {
    /// The record.
    pub record: &'v Record,
    /// The value.
    pub slot: &'v Slot,
}

impl<'v> Of<'v> {
    /// A value of a record's own.
    pub fn new(record: &'v Record, slot: &'v Slot) -> Of<'v> {
        Of { record, slot }
    }

    /// The items of a list; none of another value.
    pub fn items(self) -> &'v [Slot] {
        match &self.slot.value {
            Value::List(items) => items,
            _ => &[],
        }
    }

    /// Whether two values say the same.
    pub fn same(self, other: Of<'_>) -> bool {
        let text = |of: Of<'v>, span: Span| of.record.source.slice(span);
        match (&self.slot.value, &other.slot.value) {
            (Value::Absent, Value::Absent) => true,
            (Value::Broken, Value::Broken) => {
                text(self, self.slot.span) == other.record.source.slice(other.slot.span)
            }
            (Value::Text(one), Value::Text(two)) => self.record.text(one) == other.record.text(two),
            (Value::File(one), Value::File(two)) => {
                file(self.record, one) == file(other.record, two)
            }
            (Value::Group(one), Value::Group(two)) | (Value::List(one), Value::List(two)) => {
                let pairs = one.iter().zip(two);
                one.len() == two.len()
                    && pairs.into_iter().all(|(one, two)| {
                        Of::new(self.record, one).same(Of::new(other.record, two))
                    })
            }
            (one, two) => one.is_same(two),
        }
    }
}

fn file<'r>(record: &'r Record, file: &'r Attachment) -> (&'r str, Option<&'r str>) {
    let digest = file.sha256.as_ref();
    (
        record.text(&file.path.0),
        digest.map(|(text, _)| record.text(text)),
    )
}

/// The position of the first item of a list that the later list changed or lacks; `None` where it only grew.
pub fn first_change(before: Of<'_>, after: Of<'_>) -> Option<usize> {
    let (old, new) = (before.items(), after.items());
    let kept = old
        .iter()
        .zip(new)
        .take_while(|(old, new)| Of::new(before.record, old).same(Of::new(after.record, new)));
    let kept = kept.count();
    (kept < old.len()).then_some(kept)
}
