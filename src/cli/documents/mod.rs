//! `deal documents`: which documents a record has, whether they can go out, what went out, and how files stand that were
//! made of them.

mod made;
mod told;

use super::args::{Answer, Documents as Args, Global};
use super::failure::Failure;
use super::papers::{self, Plates, Press, choice, refused};
use super::seen::{self, Seen};
use super::verify::{self, Changed, Verdict};
use super::{Status, answer};
use crate::check::Bench;
use crate::documents::Refusal;
use crate::form::Record;
use crate::language::Phrase;
use crate::process::{Document, Medium};
use crate::records::Dispatch;

/// A document, and how it stands.
struct Standing<'d> {
    record: &'d Record,
    document: &'d Document,
    title: Phrase,
    /// Its code, or why it can't go out.
    now: Result<String, (&'static str, Phrase)>,
    /// What went out of it, first first.
    sent: Vec<Sent<'d>>,
    /// Files that were made of it, as far as they were named.
    made: Vec<Verdict>,
}

/// A dispatch, and how it stands.
struct Sent<'d> {
    dispatch: &'d Dispatch,
    superseded: bool,
    /// What has changed since; none where that can't be said.
    changed: Option<Changed>,
}

/// Runs the command.
pub fn run(global: &Global, args: &Args) -> Result<Status, Failure> {
    seen::look(global, &args.record, |seen| documents(global, args, &seen))
}

fn documents(global: &Global, args: &Args, seen: &Seen<'_>) -> Result<Status, Failure> {
    let wish = choice::Wish {
        document: None,
        stage: None,
        all: true,
        many: false,
    };
    let press = Press {
        process: seen.process,
        language: seen.desk.language(global),
        // Where the company has its own Word file, that is the document.
        medium: Medium::Word,
        day: seen.bench.today,
        flawed: papers::flawed(seen.state, std::slice::from_ref(&seen.record.source.path)),
        commit: None,
        draft: false,
        plates: Plates::default(),
    };
    let chosen = choice::documents(seen.bench, seen.record, wish)?;
    let mut standings: Vec<Standing<'_>> = chosen
        .into_iter()
        .map(|(record, document)| standing(seen.bench, &press, record, document))
        .collect();
    let others = made::sort(seen, &args.files, &mut standings)?;
    answer(&match args.format {
        Answer::Text => told::text(&standings, others, press.language),
        Answer::Json => told::machine(&standings, others, press.language),
    })
}

fn standing<'d>(
    bench: &'d Bench<'d>,
    press: &Press<'_>,
    record: &'d Record,
    document: &'d Document,
) -> Standing<'d> {
    let now = press.print(bench, record, document);
    let now = now.map(|print| print.receipt.code()).map_err(|refusal| {
        let state = match &refusal {
            Refusal::NotReady | Refusal::Flawed => "draft",
            Refusal::Absent(_) | Refusal::Broken(_) => "incomplete",
            _ => "impossible",
        };
        let failure = refused::failure(bench, record, document, refusal);
        (state, failure.message().clone())
    });
    let mut dispatches: Vec<&Dispatch> = bench
        .dossier
        .dispatches
        .iter()
        .filter(|sent| sent.on == record.source.path && sent.document == document.name)
        .collect();
    dispatches.sort_by_key(|sent| sent.order());
    // What went out again as it was isn't superseded by that.
    let last = dispatches.last().map(|last| last.code.clone());
    Standing {
        record,
        document,
        title: document.title.clone(),
        now,
        sent: dispatches
            .into_iter()
            .map(|dispatch| Sent {
                dispatch,
                superseded: last.as_ref() != Some(&dispatch.code),
                changed: verify::changed_since(bench, dispatch),
            })
            .collect(),
        made: Vec::new(),
    }
}
