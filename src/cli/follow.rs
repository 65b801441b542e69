//! `deal follow`: a follow-up goes into the record's log.

use super::args::{Follow as Args, Global};
use super::failure::Failure;
use super::work::Work;
use super::{Status, given};
use crate::change::{self, FollowUp};

/// Runs the command.
pub fn run(global: &Global, args: &Args) -> Result<Status, Failure> {
    let work = Work::of(global, &args.how)?.despite(&args.despite)?;
    let assignments = given::assignments(global, &args.assignments)?;
    let up = FollowUp {
        text: &args.text,
        on: args.on,
        assignments: &assignments,
    };
    work.perform(|ground| {
        let target = given::target(global, &work, ground, &args.record)?;
        Ok(change::follow(ground, target, &up)?)
    })
}
