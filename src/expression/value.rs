//! The values of expressions: views of records, or computed.

use super::types::{Choices, Type};
use super::world::World;
use crate::form::KindId;
use crate::form::{Record, Slot, Value};
use crate::text::Span;
use crate::value::{Decimal, Length, Moment, Money};
use std::borrow::Cow;
use std::sync::Arc;

/// The value of an expression.
#[derive(Clone, Debug)]
pub enum Val<'a> {
    /// Not there.
    Null,
    /// Can't be said: something it needs is absent, broken or missing.
    Unknown,
    /// `true` or `false`.
    Boolean(bool),
    /// A number.
    Number(Decimal),
    /// A text.
    Text(Cow<'a, str>),
    /// A name of an enum, a stage or a role, by its position.
    Choice(&'a Choices, u16),
    /// A day, or a time on a day.
    Moment(Moment),
    /// A length of time.
    Length(Length),
    /// An amount of money.
    Money(Money),
    /// A list.
    List(List<'a>),
    /// A group of fields in a record.
    Group(Group<'a>),
    /// A record.
    Record(&'a Record),
    /// A reference that nobody has followed yet.
    Reference(Reference<'a>),
}

/// A group of fields in a record.
#[derive(Clone, Copy, Debug)]
pub struct Group<'a> {
    /// The record that it is written in.
    pub record: &'a Record,
    /// Its bytes in the record's file.
    pub span: Span,
    /// Its fields.
    pub slots: &'a [Slot],
}

/// A reference to a record.
#[derive(Clone, Copy, Debug)]
pub struct Reference<'a> {
    /// The kind of the record.
    pub kind: KindId,
    /// Its id, or its address.
    pub id: &'a str,
    /// The record that refers to it.
    pub from: &'a Record,
}

/// The items of a list.
#[derive(Clone, Debug)]
pub enum List<'a> {
    /// As written in a record.
    Slots {
        /// The record.
        record: &'a Record,
        /// The items.
        slots: &'a [Slot],
        /// Their type.
        of: &'a Type,
    },
    /// Records.
    Records(&'a [&'a Record]),
    /// Computed.
    Values(Arc<[Val<'a>]>),
}

/// An item of a list, and where it is written.
#[derive(Clone, Debug)]
pub struct Item<'a> {
    /// Its value.
    pub value: Val<'a>,
    /// The record and the bytes in its file; none for a computed value.
    pub place: Option<(&'a Record, Span)>,
}

impl<'a> Val<'a> {
    /// Whether it holds; none where that can't be said.
    pub fn truth(&self) -> Option<bool> {
        match self {
            Val::Boolean(truth) => Some(*truth),
            _ => None,
        }
    }

    /// Whether nothing can be said of it.
    pub fn is_unknown(&self) -> bool {
        matches!(self, Val::Unknown)
    }

    /// What equal values have in common; none for what isn't there, isn't known, or is a group or a list.
    pub fn key(&self, world: &dyn World) -> Option<String> {
        Some(match self {
            Val::Null | Val::Unknown | Val::List(_) | Val::Group(_) => return None,
            Val::Boolean(truth) => truth.to_string(),
            Val::Number(number) => number.normalize().to_string(),
            Val::Text(text) => text.to_string(),
            Val::Choice(..) => self.text()?.to_owned(),
            Val::Moment(moment) => match moment.time {
                Some(time) => format!("{}T{time}", moment.date),
                None => moment.date.to_string(),
            },
            Val::Length(length) => format!("{} {:?}", length.count, length.unit),
            Val::Money(money) => {
                format!("{} {}", money.amount.normalize(), money.currency.code())
            }
            Val::Record(record) => record.address.clone(),
            Val::Reference(to) => world.address(to.kind, to.id, to.from).into_owned(),
        })
    }

    pub(super) fn from_truth(truth: Option<bool>) -> Val<'a> {
        truth.map_or(Val::Unknown, Val::Boolean)
    }

    /// A text, or the name of a choice.
    pub(super) fn text(&self) -> Option<&str> {
        match self {
            Val::Text(text) => Some(text),
            Val::Choice(choices, at) => {
                let (name, _) = choices.values.get(usize::from(*at))?;
                Some(name)
            }
            _ => None,
        }
    }

    /// What a slot holds, read as its field's type says.
    pub(super) fn of_slot(record: &'a Record, slot: &'a Slot, ty: &'a Type) -> Val<'a> {
        match (&slot.value, ty) {
            (Value::Absent, Type::List(of)) => Val::List(List::Slots {
                record,
                slots: &[],
                of,
            }),
            (Value::Absent, _) => Val::Null,
            (Value::Broken, _) => Val::Unknown,
            (Value::Boolean(truth), _) => Val::Boolean(*truth),
            (Value::Number(number), _) => Val::Number(*number),
            (Value::Money(money), _) => Val::Money(*money),
            (Value::Moment(moment), _) => Val::Moment(*moment),
            (Value::Length(length), _) => Val::Length(*length),
            (Value::Choice(at), Type::Choice(choices)) => Val::Choice(choices, *at),
            (Value::Text(text), Type::Record(kind)) => Val::Reference(Reference {
                kind: *kind,
                id: record.text(text),
                from: record,
            }),
            (Value::Text(text), Type::Choice(choices)) => {
                let text = record.text(text);
                match choices.position(text) {
                    Some(at) => Val::Choice(choices, at),
                    None => Val::Unknown,
                }
            }
            (Value::Text(text), _) => Val::Text(Cow::Borrowed(record.text(text))),
            (Value::Group(slots), _) => Val::Group(Group {
                record,
                span: slot.span,
                slots,
            }),
            (Value::List(slots), Type::List(of)) => Val::List(List::Slots { record, slots, of }),
            (Value::Choice(_) | Value::List(_), _) => Val::Unknown,
        }
    }
}

impl<'a> List<'a> {
    /// A list of records, which stay where they are if that can be.
    pub(super) fn of_records(records: Cow<'a, [&'a Record]>) -> List<'a> {
        match records {
            Cow::Borrowed(records) => List::Records(records),
            Cow::Owned(records) => List::Values(records.into_iter().map(Val::Record).collect()),
        }
    }

    /// Number of items.
    pub fn len(&self) -> usize {
        match self {
            List::Slots { slots, .. } => slots.len(),
            List::Records(records) => records.len(),
            List::Values(values) => values.len(),
        }
    }

    /// Whether there are none.
    pub fn is_empty(&self) -> bool {
        self.len() == 0
    }

    /// The value of the item at a position.
    pub fn get(&self, at: usize) -> Option<Val<'a>> {
        match self {
            List::Slots { record, slots, of } => {
                slots.get(at).map(|slot| Val::of_slot(record, slot, of))
            }
            List::Records(records) => records.get(at).map(|record| Val::Record(record)),
            List::Values(values) => values.get(at).cloned(),
        }
    }

    /// The values.
    pub fn values(&self) -> impl Iterator<Item = Val<'a>> {
        (0..self.len()).filter_map(|at| self.get(at))
    }

    /// The items with their places, for `each`.
    pub fn items(&self) -> impl Iterator<Item = Item<'a>> {
        (0..self.len()).filter_map(|at| {
            let value = self.get(at)?;
            let place = match self {
                List::Slots { record, slots, .. } => slots.get(at).map(|slot| (*record, slot.span)),
                _ => value.place(),
            };
            Some(Item { value, place })
        })
    }
}

impl<'a> Val<'a> {
    /// Where the value is written, as far as it knows.
    fn place(&self) -> Option<(&'a Record, Span)> {
        match self {
            Val::Group(group) => Some((group.record, group.span)),
            _ => None,
        }
    }
}
