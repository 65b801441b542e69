//! Forms and filled forms: the fields that a kind of record has, and a record's typed values.

mod field;
mod record;

pub use field::{Choice, Field, FieldType, KindId, Shape, TextKind};
pub use record::{Record, Slot, Text, Value};
