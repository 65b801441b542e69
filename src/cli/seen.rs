//! A record that a command looks at, with what is beside it.

use super::args::Global;
use super::desk::{Asked, Desk};
use super::failure::Failure;
use crate::check::Bench;
use crate::form::Record;
use crate::history::{self, State};
use crate::process::Process;
use crate::say;
use std::path::PathBuf;

/// A record that a command looks at.
pub struct Seen<'s> {
    /// The pipeline that it is in.
    pub desk: &'s Desk,
    /// The process.
    pub process: &'s Process,
    /// All other records.
    pub state: &'s State<'s>,
    /// What its dossier is judged on.
    pub bench: &'s Bench<'s>,
    /// The record.
    pub record: &'s Record,
}

/// Shows the record that was asked for: by path or address, or by a name that no other has.
///
/// # Errors
/// There is no such record, or what `see` says.
pub fn look<T>(
    global: &Global,
    asked: &PathBuf,
    see: impl FnOnce(Seen<'_>) -> Result<T, Failure>,
) -> Result<T, Failure> {
    let desk = Desk::of(global, Some(asked))?;
    let process = desk.process()?;
    let (Asked::Path(path) | Asked::Record(path)) = desk.look(process, global, asked)?;
    let listing = history::listing(process, &desk.files);
    let command = desk.command();
    let state = State::new(process, &listing, &command, desk.today(global));
    state.open(&path, |bench, record| {
        see(Seen {
            desk: &desk,
            process,
            state: &state,
            bench,
            record: record.ok_or_else(|| no_record(&path))?,
        })
    })
}

/// A path is no record.
pub fn no_record(path: &str) -> Failure {
    Failure::nothing(say!(en: "{path} is no record", zh: "{path} 不是记录", path = path))
}
