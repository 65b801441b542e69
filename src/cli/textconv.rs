//! `deal textconv`: a record as `git diff` shows it. Git gives the file itself or a copy of the same name elsewhere.

use super::args::{Global, Textconv};
use super::desk::{self, Desk};
use super::failure::Failure;
use super::{Status, answer};
use crate::form::Shape;
use crate::merge::normal_form;
use crate::output::visible;
use crate::process::Process;
use std::fs;
use std::path::Path;

/// Runs the command.
pub fn run(global: &Global, args: &Textconv) -> Result<Status, Failure> {
    let bytes = fs::read(&args.file).map_err(|error| Failure::system(&error))?;
    let text = String::from_utf8_lossy(&bytes);
    let name = args.file.file_name().and_then(|name| name.to_str());
    let name = name.unwrap_or_default();
    let desk = Desk::open(&desk::start(global)).ok();
    let process = desk.as_ref().and_then(|desk| desk.process().ok());
    let shape = process.and_then(|process| shape(process, &args.file));
    let form = normal_form(name, &text, shape);
    let lines = form.lines().map(|line| visible::line(line) + "\n");
    answer(&lines.collect::<String>())
}

/// The form of a record: of its path, else of its file's name where only one kind has such files.
fn shape<'p>(process: &'p Process, file: &Path) -> Option<&'p Shape> {
    let name = file.file_name()?.to_str()?;
    let mut kinds = process.kinds.iter().filter(|kind| {
        let mut patterns = kind.outline.patterns.iter();
        patterns.any(|pattern| pattern.text.rsplit('/').next() == Some(name))
    });
    let kind = kinds.next()?;
    kinds.next().is_none().then_some(&kind.outline.shape)
}
