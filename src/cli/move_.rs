//! `deal move`: a record enters another stage.

use super::args::{Global, Move as Args};
use super::failure::Failure;
use super::work::Work;
use super::{Status, given};
use crate::change::{self, Move};
use crate::value::Moment;

/// Runs the command.
pub fn run(global: &Global, args: &Args) -> Result<Status, Failure> {
    let work = Work::of(global, &args.how)?.despite(&args.despite)?;
    let assignments = given::assignments(global, &args.assignments)?;
    let zone = work.desk.process()?.pipeline.timezone;
    let at = args.at.as_deref().map(|at| Moment::read(at, zone));
    let step = Move {
        to: &args.stage,
        reason: args.reason.as_deref(),
        at: at.transpose().map_err(Failure::correctable)?,
        assignments: &assignments,
    };
    work.perform(|ground| {
        let target = given::target(global, &work, ground, &args.record)?;
        Ok(change::enter(ground, target, &step)?)
    })
}
