//! A record in memory: the file's text, and a slot for every field of its kind.

use super::KindId;
use crate::text::{Source, Span};
use crate::value::{Decimal, Length, Moment, Money};

/// A file that a kind claims, read and typed.
#[derive(Debug)]
pub struct Record {
    /// Its kind.
    pub kind: KindId,
    /// Its own id; for a single child, its parent's.
    pub id: String,
    /// Id after its parent's: `huachen-2603-k7q/solution`.
    pub address: String,
    /// The file.
    pub source: Source,
    /// Whether the file could not be read as a record: nothing is known of its values then.
    pub broken: bool,
    /// A slot for every field of the kind's shape, in its order; empty when broken.
    pub slots: Box<[Slot]>,
}

/// A field's value in a record, and where it is written.
#[derive(Debug)]
pub struct Slot {
    /// The value.
    pub value: Value,
    /// The value's bytes; of an absent one, where it would stand.
    pub span: Span,
}

/// A text: bytes of the record's file, or a string of its own where quoting or folding changed it.
#[derive(Debug)]
pub enum Text {
    /// Bytes of the file.
    Slice(Span),
    /// The text.
    Owned(Box<str>),
}

/// A typed value.
#[derive(Debug)]
pub enum Value {
    /// Not there, or null.
    Absent,
    /// There, and not what its type says; reported once, and unknown to everything else.
    Broken,
    /// `true` or `false`.
    Boolean(bool),
    /// Integer, decimal, or percent as a share.
    Number(Decimal),
    /// An amount in a currency.
    Money(Money),
    /// A date or datetime.
    Moment(Moment),
    /// A duration.
    Length(Length),
    /// A file in the pipeline.
    File(Box<Attachment>),
    /// Text of any kind, a role, or the id (or address) of a person or record.
    Text(Text),
    /// An enum's value, or a stage: its position in the definition.
    Choice(u16),
    /// A group: a slot for each field of its shape.
    Group(Box<[Slot]>),
    /// A list: a slot for each item.
    List(Box<[Slot]>),
}

/// A file that a record names.
#[derive(Debug)]
pub struct Attachment {
    /// Its path in the pipeline, and where that is written.
    pub path: (Text, Span),
    /// Its SHA-256 as the record has it, and where that is written.
    pub sha256: Option<(Text, Span)>,
}

impl Value {
    /// Whether two values that need no file to be understood are the same; of others, no.
    pub fn is_same(&self, other: &Value) -> bool {
        match (self, other) {
            (Value::Boolean(one), Value::Boolean(two)) => one == two,
            (Value::Number(one), Value::Number(two)) => one == two,
            (Value::Money(one), Value::Money(two)) => one == two,
            (Value::Moment(one), Value::Moment(two)) => one == two,
            (Value::Length(one), Value::Length(two)) => one == two,
            (Value::Choice(one), Value::Choice(two)) => one == two,
            _ => false,
        }
    }
}

impl Record {
    /// The characters of a text of this record.
    pub fn text<'r>(&'r self, text: &'r Text) -> &'r str {
        match text {
            Text::Slice(span) => self.source.slice(*span),
            Text::Owned(text) => text,
        }
    }
}
