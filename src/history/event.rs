//! What can happen to a record.

use super::compare::FieldChange;
use crate::check::Holds;
use crate::language::Phrase;
use crate::records::Confirmed;
use crate::value::{Cell, Member, Moment};
use chrono::NaiveDate;

/// Something that happened to a record.
#[derive(Clone, Debug)]
pub struct Event {
    /// The record.
    pub subject: Subject,
    /// What.
    pub what: What,
}

/// The record that something happened to.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Subject {
    /// Its address.
    pub address: String,
    /// Its path.
    pub path: String,
    /// What its kind is called.
    pub kind: Phrase,
    /// What it is called.
    pub name: Phrase,
}

/// What happened.
#[derive(Clone, Debug)]
pub enum What {
    /// The record came: its stage, owner and worth, as far as it has them.
    Created(Vec<Member>),
    /// The record went.
    Removed,
    /// The file can't be read as a record any more.
    Unreadable(Phrase),
    /// The file can be read again.
    Readable,
    /// It moved to another stage.
    Moved(Step),
    /// The log of moves, which only grows, lost or changed some that were there.
    LogRewritten,
    /// A field changed.
    Field(FieldChange),
    /// A field changed that the form of today doesn't have.
    Stranger {
        /// Its name.
        name: String,
        /// As it was written.
        old: Option<String>,
        /// As it is written.
        new: Option<String>,
    },
    /// A sign-off was given, or returned.
    Signed(Paper),
    /// A sign-off was taken away.
    Unsigned(Paper),
    /// A sign-off file was changed after it was given.
    Altered(Paper),
    /// A sign-off doesn't hold any more, because these covered values changed.
    Void(Paper, Vec<Phrase>),
    /// A sign-off that was void holds again.
    Holds(Paper),
    /// A rule was waived, or a waiver changed.
    Waived(Exception),
    /// A waiver was taken away.
    Unwaived(Exception),
    /// A document went out.
    Sent(Sending),
    /// Somebody confirmed a document that had gone out.
    Confirmed(Sending),
    /// The file of a dispatch was taken away.
    DispatchRemoved(Sending),
    /// These fields of a dispatch were changed after it was written.
    DispatchAltered(Sending, Vec<&'static str>),
    /// A document that went out doesn't show what is there any more.
    Outdated(Outdated),
    /// A file beside the record.
    File {
        /// Its path.
        path: String,
        /// Whether it was there before, and is now.
        there: (bool, bool),
    },
}

/// A move to another stage.
#[derive(Clone, Debug)]
pub struct Step {
    /// From where, if it was anywhere.
    pub from: Cell,
    /// To where.
    pub to: Cell,
    /// When, as the record says.
    pub at: Cell,
    /// Who, as the record says.
    pub by: Cell,
    /// Why.
    pub reason: Cell,
}

/// A sign-off as people know it.
#[derive(Clone, Debug)]
pub struct Paper {
    /// Its name in the process.
    pub name: String,
    /// What people call it.
    pub title: Phrase,
    /// The role's name.
    pub role: String,
    /// What people call the role.
    pub role_title: Phrase,
    /// Id of the person, or the name of someone outside.
    pub by: String,
    /// The person's name.
    pub person: Phrase,
    /// When, as the file says.
    pub at: Moment,
    /// Whether it approves.
    pub approved: bool,
    /// What they had to say.
    pub comment: Option<String>,
    /// How it stands.
    pub holds: Holds,
}

/// A document that went out, as people know it.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Sending {
    /// Path of the dispatch file.
    pub path: String,
    /// The document's name in the process.
    pub document: String,
    /// What people call it.
    pub title: Phrase,
    /// The code printed on it.
    pub code: String,
    /// The day that it went out.
    pub sent_on: NaiveDate,
    /// Id of the person who sent it.
    pub sent_by: String,
    /// The person's name.
    pub sender: Phrase,
    /// Who got it.
    pub sent_to: Vec<String>,
    /// That somebody confirmed it.
    pub confirmed: Option<Confirmed>,
}

/// A document that went out and doesn't show what is there any more.
#[derive(Clone, Debug)]
pub struct Outdated {
    /// The document.
    pub sending: Sending,
    /// What it shows otherwise; at least one.
    pub parts: Vec<Part>,
    /// The day on which it went out again as it is now; of one that was confirmed, so that it was confirmed too.
    pub replaced: Option<NaiveDate>,
}

/// A part of a document.
#[derive(Clone, Debug)]
pub struct Part {
    /// Its path: `total`, `deal.customer.name`.
    pub path: String,
    /// What people call it.
    pub title: Phrase,
    /// Whether it may hold personal data.
    pub personal: bool,
    /// What it was and what it is, where that are single values.
    pub values: Option<(Cell, Cell)>,
}

/// A waiver as people know it.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Exception {
    /// The rule.
    pub rule: String,
    /// What of it.
    pub subject: Option<String>,
    /// The person's name.
    pub person: Phrase,
    /// Its last day.
    pub until: NaiveDate,
    /// Why.
    pub reason: String,
}
