//! `deal waive`: an exception on a record, as a file with its reason and its end.

use super::args::{Global, Waive as Args};
use super::failure::Failure;
use super::work::Work;
use super::{Status, given};
use crate::change::Waiving;

/// Runs the command.
pub fn run(global: &Global, args: &Args) -> Result<Status, Failure> {
    let work = Work::of(global, &args.how)?;
    let waiving = Waiving {
        rule: args.rule.clone(),
        subject: args.subject.clone(),
        reason: args.reason.clone(),
        until: args.until,
    };
    work.perform(|ground| {
        let target = given::target(global, &work, ground, &args.record)?;
        Ok(waiving.change(ground, &target)?)
    })
}
