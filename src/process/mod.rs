//! A company's process: the definition files, compiled and type-checked. Knows no record.

mod field;

pub use field::{Choice, Field, FieldType, KindId, Shape, TextKind};
