//! Why a document can't be made.

use crate::check::Absent;
use crate::language::Language;
use crate::process::Unfit;
use crate::template;
use crate::typeset;

/// Why a document can't be made.
#[derive(Debug)]
pub enum Refusal {
    /// There is no template in this language.
    NoTemplate(Language),
    /// The template doesn't fit the process.
    Unfit(Box<Unfit>),
    /// The record's file can't be read.
    BrokenRecord,
    /// The process says that this record has no such document.
    NotOfThisRecord,
    /// These values are written wrong.
    Broken(Vec<String>),
    /// These values must be printed and aren't there; where the template prints them.
    Absent(Vec<(Absent, String)>),
    /// The process says that it may not go out yet: only a draft can be made.
    NotReady,
    /// Something is wrong with the record: only a draft can be made.
    Flawed,
    /// The loops at this place would go round too often.
    TooLong(String),
    /// The template failed at this place.
    Trouble(Option<String>, template::Trouble),
    /// What the template made is no document.
    Layout(typeset::Problem),
}
