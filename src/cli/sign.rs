//! `deal sign`: a sign-off on a record as it is now, given or refused.

use super::args::{Global, Sign as Args};
use super::failure::Failure;
use super::work::Work;
use super::{Status, given, signing};
use crate::change::{self, Change, Ground, Signing};
use crate::check::{self, Bench, Content};
use crate::form::Record;
use crate::language::{Language, Phrase};
use crate::output::visible;
use crate::process::{Proof, Signoff};
use crate::records::Statement;
use crate::say;
use crate::value::Moment;
use std::cell::Cell;
use std::io::{self, IsTerminal, Write};

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
                show(bench, record, signoff, &given, work.language());
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

/// What is about to be signed, on stderr: all of it, or what changed since the person signed last.
fn show(
    bench: &Bench<'_>,
    record: &Record,
    signoff: &Signoff,
    given: &Statement,
    language: Language,
) {
    let mut content = check::content(bench, record, signoff);
    let since = check::since_last(bench, record, signoff, &given.role, &given.by);
    let heading = match &since {
        Some(since) => {
            content.retain(|content| since.changed.contains(&content.path));
            say!(en: "{signoff}: changed since you signed on {day}", zh: "“{signoff}”：自您 {day} 签批以来的改动", signoff = signoff.clause.title, day = since.last.at.date)
        }
        None => say!(en: "{signoff} covers", zh: "“{signoff}”覆盖", signoff = signoff.clause.title),
    };
    let text = listed(&heading, &content, language);
    // A failure to show it changes nothing.
    let _ = io::stderr().write_all(text.as_bytes());
}

fn listed(heading: &Phrase, content: &[Content], language: Language) -> String {
    let mut text = format!("{}\n", visible::line(heading.get(language)));
    for Content { title, lines, .. } in content {
        let title = visible::line(title.get(language)).into_owned();
        match lines.as_slice() {
            [line] => text.push_str(&format!(
                "  {title}: {}\n",
                visible::line(line.get(language))
            )),
            lines => {
                text.push_str(&format!("  {title}:\n"));
                for line in lines {
                    text.push_str(&format!("    {}\n", visible::line(line.get(language))));
                }
            }
        }
    }
    text
}
