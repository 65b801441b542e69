//! What concerns a person: the pipeline is gone through once, and only one dossier at a time is kept.

use super::own;
use super::waiting::{self, Waiting};
use super::{Course, Ground, Outlook};
use crate::form::Record;
use crate::process::Kind;
use crate::records::{Archive, Furniture, Listing};
use rayon::prelude::*;

/// A person's own open records, and the sign-offs that wait for them.
pub fn of_person(ground: &Ground<'_>, person: &str) -> (Vec<Outlook>, Vec<Waiting>) {
    let listing = Listing::whole(ground.files, Furniture::of(ground.process));
    let archive = Archive::new(ground.process, &listing, ground.command);
    let kinds = ground.process.kinds.iter();
    let paths: Vec<(&Kind, Box<str>)> = kinds
        .filter(|kind| kind.clauses.owner.is_some() || waiting::may_be(ground, kind))
        .flat_map(|kind| {
            let paths = archive.paths(kind.outline.id).into_iter();
            paths.map(move |path| (kind, path))
        })
        .collect();
    let found: Vec<(Option<Outlook>, Vec<Waiting>)> = paths
        .par_iter()
        .map(|(kind, path)| of_record(ground, &archive, (kind, path), person))
        .collect();
    let (outlooks, signoffs): (Vec<_>, Vec<_>) = found.into_iter().unzip();
    (
        own::in_order(outlooks.into_iter().flatten().collect()),
        waiting::in_order(signoffs.into_iter().flatten().collect()),
    )
}

/// What an open record is to the person; one that is closed or broken, nothing.
fn of_record(
    ground: &Ground<'_>,
    archive: &Archive<'_>,
    (kind, path): (&Kind, &str),
    person: &str,
) -> (Option<Outlook>, Vec<Waiting>) {
    let record = archive.once(kind.outline.id, path);
    let is_closed =
        |record: &Record| Course::of(kind, record).is_some_and(|course| course.closed());
    let Some(record) = record.filter(|record| !record.broken && !is_closed(record)) else {
        return (None, Vec::new());
    };
    let signoffs = match waiting::may_be(ground, kind) {
        true => waiting::of_record(ground, archive, path, person),
        false => Vec::new(),
    };
    (own::outlook(ground, archive, &record, person), signoffs)
}
