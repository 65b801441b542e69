//! `deal sign`: a sign-off on a record as it is now, given or refused.

mod earlier;
mod shown;

use super::args::{Global, Sign as Args};
use super::failure::Failure;
use super::work::Work;
use super::{Status, given, signing};
use crate::change::{self, Change, Ground, Signing};
use crate::check::Bench;
use crate::form::Record;
use crate::process::{Proof, Signoff};
use crate::records::Statement;
use crate::say;
use crate::value::Moment;
use std::cell::Cell;
use std::io::{self, IsTerminal};

/// Runs the command.
pub fn run(global: &Global, args: &Args) -> Result<Status, Failure> {
    let work = Work::of(global, &args.how)?;
    // It is shown once, also where the change is built again.
    let shown = Cell::new(global.quiet || !io::stderr().is_terminal());
    work.perform(|ground| {
        let signing = signing(ground, args)?;
        let at = given::target(global, &work, ground, &args.record)?;
        let (target, name) = signing.find(ground, &at)?;
        let sign = |bench: &Bench<'_>, record: &Record| {
            let mut signoffs = bench.kind(record).clauses.signoffs.iter();
            let signoff = signoffs.find(|signoff| signoff.clause.name == name);
            let signoff = signoff.ok_or_else(|| no_signoff(&name))?;
            let mut given = signing.draft(ground, bench, record, signoff)?;
            if !shown.replace(true) {
                shown::show(&work, bench, record, signoff, &given);
            }
            seal(ground, bench, record, (signoff, &mut given), args)
        };
        ground.with(&target, |bench, record| Ok(sign(bench, record)))?
    })
}

fn no_signoff(name: &str) -> Failure {
    Failure::nothing(
        say!(en: "there is no sign-off `{name}` here", zh: "此处没有签批 `{name}`", name = name),
    )
}

/// The change, with the person's signature where the process demands one.
fn seal(
    ground: &Ground<'_>,
    bench: &Bench<'_>,
    record: &Record,
    (signoff, given): (&Signoff, &mut Statement),
    args: &Args,
) -> Result<Change, Failure> {
    let unsigned = change::sign(ground, bench, record, signoff, given);
    let wanted = signoff.proof == Proof::Signed || args.key.is_some();
    if unsigned.writes.is_empty() || !wanted {
        return Ok(unsigned);
    }
    signing::sign(bench, signoff, given, args.key.as_deref())?;
    Ok(change::sign(ground, bench, record, signoff, given))
}

fn signing(ground: &Ground<'_>, args: &Args) -> Result<Signing, Failure> {
    let read = |at: &String| Moment::read(at, ground.process.pipeline.timezone);
    let at = args.at.as_ref().map(read).transpose();
    Ok(Signing {
        signoff: args.signoff.clone(),
        role: args.role.clone(),
        by: args.by.clone(),
        at: at.map_err(Failure::correctable)?,
        returned: args.returned.clone(),
        comment: args.comment.clone(),
        behalf: args.behalf.clone(),
        recorded_by: args.recorded_by.clone(),
        evidence: args.evidence.clone(),
    })
}
