//! The document that a receipt names, made again: from the commit that it names, or from the files as they are.

use super::super::args::PaperFormat;
use super::super::desk::Desk;
use super::super::failure::Failure;
use super::super::papers::{self, Writer};
use crate::documents::{Order, Paper, Plate, Receipt};
use crate::files::Files;
use crate::form::Record;
use crate::git::Repository;
use crate::history::{self, State};
use crate::process::{Definition, Medium, Process};

/// The file made again from the commit that it names; nothing where that can't be.
///
/// # Errors
/// Git fails.
pub fn remade(
    desk: &Desk,
    receipt: &Receipt,
    format: PaperFormat,
) -> Result<Option<Vec<u8>>, Failure> {
    let (Some(commit), Some(repository)) = (&receipt.commit, Repository::around(&desk.root)?)
    else {
        return Ok(None);
    };
    // A commit that is gone, or was never here, proves nothing.
    let Ok(commit) = repository.resolve(commit) else {
        return Ok(None);
    };
    let files = repository.snapshot(commit)?;
    let (loaded, _) = Definition::load_from(&files);
    let Some(process) = &loaded.process else {
        return Ok(None);
    };
    let made = made(desk, process, &files, receipt, format);
    repository.lacks_nothing()?;
    Ok(made)
}

/// The file as these files make it.
pub fn made(
    desk: &Desk,
    process: &Process,
    files: &dyn Files,
    receipt: &Receipt,
    format: PaperFormat,
) -> Option<Vec<u8>> {
    let paper = print(process, files, receipt, papers::medium(format))?;
    let writer = Writer::of(format, &desk.root, files).ok()?;
    writer.bytes(paper).ok()
}

fn print(process: &Process, files: &dyn Files, receipt: &Receipt, medium: Medium) -> Option<Paper> {
    let listing = history::listing(process, files);
    let state = State::new(process, &listing, "deal", receipt.day);
    let order = Order {
        day: receipt.day,
        draft: receipt.draft,
        flawed: receipt.draft,
        commit: receipt.commit.as_deref(),
    };
    state
        .open(&receipt.on, |bench, _| {
            let record = bench.dossier.at(&receipt.on)?;
            let plate = plate(process, record, receipt, medium)?;
            plate.print(bench, record, order).ok()
        })
        .map(|print| print.paper)
}

/// The document that a receipt names, made ready.
pub fn plate<'p>(
    process: &'p Process,
    record: &Record,
    receipt: &Receipt,
    medium: Medium,
) -> Option<Plate<'p>> {
    let kind = process.kind(record.kind);
    let mut documents = kind.clauses.documents.iter();
    let document = documents.find(|document| document.name == receipt.document)?;
    Plate::new(process, kind, document, receipt.language()?, medium).ok()
}
