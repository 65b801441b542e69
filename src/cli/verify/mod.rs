//! `deal verify`: which record a file shows, whether the file is as it was made, and whether it still holds; of a code
//! that is printed on a paper, which record and which state of it has it.

mod again;
mod code;
mod file;
mod past;
mod told;

pub use code::changed_since;
pub use file::{Changed, Paper, Verdict, judge};
pub use told::{file_json, paths, stands, states};

use super::args::{Answer, Global, Verify as Args};
use super::desk::Desk;
use super::failure::Failure;
use super::{Status, answer};
use crate::documents::Receipt;
use std::fs;
use std::path::Path;

/// Runs the command.
pub fn run(global: &Global, args: &Args) -> Result<Status, Failure> {
    let desk = Desk::of(global, None)?;
    let process = desk.process()?;
    let mut verdicts = Vec::new();
    let mut traces = Vec::new();
    let mut failures = Vec::new();
    for asked in &args.files {
        let found = match code_of(asked) {
            Some(code) => {
                code::trace(global, &desk, process, &code).map(|trace| traces.push(trace))
            }
            None => file::verdict(global, &desk, process, asked).map(|one| verdicts.push(one)),
        };
        failures.extend(found.err());
    }
    let language = desk.language(global);
    answer(&match args.format {
        Answer::Text => {
            let files = verdicts.iter().map(|verdict| told::file(verdict, language));
            let codes = traces.iter().map(|trace| told::code(trace, language));
            files.chain(codes).collect()
        }
        Answer::Json => told::machine(&verdicts, &traces),
    })?;
    if let Some(failure) = failures.into_iter().reduce(Failure::and) {
        return Err(failure);
    }
    let hold = verdicts.iter().all(file::Verdict::holds) && traces.iter().all(code::Trace::holds);
    Ok(match hold {
        true => Status::Clean,
        false => Status::Findings,
    })
}

/// The code that is meant: what is no file and can be one.
fn code_of(asked: &Path) -> Option<String> {
    let code = Receipt::code_read(asked.to_str()?)?;
    fs::symlink_metadata(asked).is_err().then_some(code)
}
