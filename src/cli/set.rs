//! `deal set`: fields of a record get other values.

use super::args::{Global, Set as Args};
use super::failure::Failure;
use super::work::Work;
use super::{Status, given};
use crate::change;

/// Runs the command.
pub fn run(global: &Global, args: &Args) -> Result<Status, Failure> {
    let work = Work::of(global, &args.how)?.despite(&args.despite)?;
    let assignments = given::assignments(global, &args.assignments)?;
    work.perform(|ground| {
        let target = given::target(global, &work, ground, &args.record)?;
        Ok(change::set(ground, target, &assignments)?)
    })
}
