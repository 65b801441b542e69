//! What the evaluator must know of what is outside the record at hand.

use super::value::{Item, Val};
use crate::form::KindId;
use crate::form::Record;
use crate::language::Phrase;
use crate::value::{Length, Moment};
use chrono::NaiveDate;
use std::borrow::Cow;

/// The records, their history and the calendar, as expressions see them.
pub trait World {
    /// The day that is judged at.
    fn today(&self) -> NaiveDate;

    /// The record that `from` refers to by `id`.
    fn resolve(&self, kind: KindId, id: &str, from: &Record) -> Found<'_>;
    /// The id of the person who makes the record, where one is made and that is known.
    fn me(&self) -> Option<&str> {
        None
    }
    /// The address of the record that `from` refers to by `id`, whether it exists or not.
    fn address<'i>(&self, kind: KindId, id: &'i str, from: &Record) -> Cow<'i, str>;
    /// The children of a kind, in the order of their addresses.
    fn children(&self, of: &Record, kind: KindId) -> Cow<'_, [&Record]>;
    /// The record in whose folder this one lies.
    fn parent(&self, of: &Record) -> Option<&Record>;
    /// All records of a kind, in the order of their addresses.
    fn all(&self, kind: KindId) -> Cow<'_, [&Record]>;
    /// What people call a record.
    fn name(&self, record: &Record) -> Phrase;

    /// When the record last entered the stage at this position.
    fn entered(&self, record: &Record, stage: usize) -> Fact<Moment>;
    /// When the record last left it.
    fn left(&self, record: &Record, stage: usize) -> Fact<Moment>;
    /// Whether it has ever entered it; none: not known.
    fn reached(&self, record: &Record, stage: usize) -> Option<bool>;
    /// Whether it stands beyond it now; none: not known.
    fn passed(&self, record: &Record, stage: usize) -> Option<bool>;
    /// Whether it rests in an end stage; none: not known.
    fn closed(&self, record: &Record) -> Option<bool>;
    /// Whether the sign-off at this position is given by all and not stale; none: not known.
    fn signed(&self, record: &Record, signoff: usize) -> Option<bool>;
    /// Whether a person holds the role at this position today; none: not known.
    fn holds(&self, person: &Record, role: usize) -> Option<bool>;

    /// Working days after `from`, up to and with `to`, negative where `to` is earlier; none: the calendar doesn't reach.
    fn working_days(&self, from: NaiveDate, to: NaiveDate) -> Option<i64>;
    /// The moment so much later; none: there is no such day, or the calendar doesn't reach.
    fn add(&self, moment: Moment, length: Length) -> Option<Moment>;
    /// The moment so much earlier; none: there is no such day, or the calendar doesn't reach.
    fn subtract(&self, moment: Moment, length: Length) -> Option<Moment>;
}

/// What a reference leads to.
#[derive(Clone, Copy, Debug)]
pub enum Found<'w> {
    /// A record.
    Record(&'w Record),
    /// Nothing.
    Missing,
    /// A file that can't be read as a record.
    Broken,
}

/// Something that may not have happened, or may not be known.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Fact<T> {
    /// It is so.
    Known(T),
    /// It hasn't happened.
    Absent,
    /// Can't be said, because a value it follows from is broken.
    Unknown,
}

/// Where an expression is evaluated.
#[derive(Clone)]
pub struct Scope<'a> {
    /// Everything around.
    pub world: &'a dyn World,
    /// The record at hand.
    pub record: &'a Record,
    /// The item, inside `each`.
    pub item: Option<Item<'a>>,
}

impl<'a> Scope<'a> {
    /// A record without an item.
    pub fn of(record: &'a Record, world: &'a dyn World) -> Scope<'a> {
        Scope {
            world,
            record,
            item: None,
        }
    }

    /// The same with an item of `each`.
    pub fn with_item(&self, item: Item<'a>) -> Scope<'a> {
        Scope {
            item: Some(item),
            ..self.clone()
        }
    }

    pub(super) fn item_value(&self) -> Val<'a> {
        self.item
            .as_ref()
            .map_or(Val::Unknown, |item| item.value.clone())
    }
}
