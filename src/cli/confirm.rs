//! `deal confirm`: that somebody confirmed a document that went out.

use super::args::{Confirm as Args, Global};
use super::failure::Failure;
use super::work::Work;
use super::{Status, given};
use crate::change::{self, Change, Ground};
use crate::check::{self, Bench};
use crate::documents::Receipt;
use crate::form::Record;
use crate::records::{Confirmed, Dispatch, Evidence};
use crate::say;

/// Runs the command.
pub fn run(global: &Global, args: &Args) -> Result<Status, Failure> {
    let work = Work::of(global, &args.how)?;
    work.perform(|ground| {
        let target = given::target(global, &work, ground, &args.record)?;
        ground.with(&target, |bench, record| {
            Ok(change(ground, args, bench, record))
        })?
    })
}

fn change(
    ground: &Ground<'_>,
    args: &Args,
    bench: &Bench<'_>,
    record: &Record,
) -> Result<Change, Failure> {
    let dispatch = meant(bench, record, args)?;
    let (of, document, _) = check::sent(bench, dispatch).ok_or_else(|| nothing(record))?;
    let confirmed = Confirmed {
        on: args.on.unwrap_or(ground.today),
        by: args.by.clone(),
        how: args.way.clone(),
        evidence: args
            .evidence
            .clone()
            .map(|path| Evidence { path, sha256: None }),
    };
    Ok(change::confirm(
        &of.address,
        &document.title,
        dispatch,
        &confirmed,
    )?)
}

/// The dispatch that is meant: of this code, else the last one of the document that nobody has confirmed.
fn meant<'b>(bench: &'b Bench<'b>, record: &Record, args: &Args) -> Result<&'b Dispatch, Failure> {
    let below = format!("{}/", record.address);
    let code = args.code.as_ref();
    let code = code.map(|code| Receipt::code_read(code).unwrap_or_else(|| code.clone()));
    let is_meant = |dispatch: &&Dispatch| {
        let Some((of, document, _)) = check::sent(bench, dispatch) else {
            return false;
        };
        let here = of.address == record.address || of.address.starts_with(&below);
        let named = args.document.as_ref().is_none_or(|name| {
            [&document.name, &document.title.zh, &document.title.en].contains(&name)
        });
        let coded = code.as_ref().is_none_or(|code| dispatch.code == *code);
        here && named && coded
    };
    let all: Vec<&Dispatch> = bench.dossier.dispatches.iter().filter(is_meant).collect();
    // Of several that went out, what waits for a confirmation is meant.
    let last = all
        .iter()
        .max_by_key(|dispatch| (dispatch.confirmed.is_none(), dispatch.order()));
    let last = last.copied().ok_or_else(|| nothing(record))?;
    let key = |dispatch: &Dispatch| (dispatch.on.clone(), dispatch.document.clone());
    if all.iter().any(|other| key(other) != key(last)) {
        let message =
            say!(en: "several documents went out: say which", zh: "发出过多种单据：请写明是哪一份");
        let mut names: Vec<&str> = all
            .iter()
            .map(|dispatch| dispatch.document.as_str())
            .collect();
        names.sort_unstable();
        names.dedup();
        return Err(Failure::correctable(message).hint(say!(
            en: "went out: {names}; or name it by its code: --code", zh: "已发出：{names}；也可用 --code 指明",
            names = names.join(", ")
        )));
    }
    Ok(last)
}

fn nothing(record: &Record) -> Failure {
    Failure::nothing(say!(en: "no such document of {address} went out", zh: "{address} 没有发出过这样的单据", address = record.address))
        .hint(say!(en: "`deal documents {address}` lists what did", zh: "用 `deal documents {address}` 查看已发出的单据", address = record.address))
}
