//! Documents that went out: whether their files are right, and whether what somebody confirmed still holds.

use super::attachments;
use super::bench::Bench;
use super::charge::Charge;
use super::showing::{cell, showing};
use crate::finding::Finding;
use crate::form::Record;
use crate::language::{Language, Phrase};
use crate::process::{Document, Page};
use crate::records::{Dispatch, folder};
use crate::rules::Rule;
use crate::say;
use crate::text::{Span, sha256_of};
use crate::value::Cell;
use std::collections::BTreeMap;

/// What is wrong with the dispatches of a dossier, and with what they say.
pub fn judge(bench: &Bench<'_>) -> Vec<Charge> {
    let mut charges = Vec::new();
    let dispatches = &bench.dossier.dispatches;
    for dispatch in dispatches {
        if let Some((field, message)) = flaw(bench, dispatch) {
            let span = dispatch.span(field);
            let finding = Finding::at(Rule::InvalidDispatch, &dispatch.source, span, message);
            charges.push(Charge::of(finding.subject(dispatch.document.clone()), None));
            continue;
        }
        charges.extend(unproven(bench, dispatch));
        // Of several that went out on one day, the one that still holds was the last.
        let is_later = |other: &&Dispatch| {
            (&other.on, &other.document) == (&dispatch.on, &dispatch.document)
                && other.confirmed.is_some()
                && (other.sent_on > dispatch.sent_on
                    || other.sent_on == dispatch.sent_on
                        && changes(bench, other).is_some_and(|changed| changed.is_empty()))
        };
        if dispatch.confirmed.is_some() && !dispatches.iter().any(|other| is_later(&other)) {
            charges.extend(changed_since(bench, dispatch));
        }
    }
    charges
}

/// The record and the document of a dispatch, where there are such.
pub fn sent<'b>(
    bench: &'b Bench<'b>,
    dispatch: &Dispatch,
) -> Option<(&'b Record, &'b Document, Language)> {
    let record = bench.dossier.at(&dispatch.on)?;
    let documents = &bench.kind(record).clauses.documents;
    let document = documents
        .iter()
        .find(|document| document.name == dispatch.document)?;
    Some((record, document, Language::from_tag(&dispatch.language)?))
}

/// The parts that the record no longer shows as a dispatch did; `None` where that can't be said.
pub fn changes(bench: &Bench<'_>, dispatch: &Dispatch) -> Option<Vec<String>> {
    let then: BTreeMap<&str, &str> = dispatch
        .shows
        .iter()
        .map(|(part, sha256)| (part.as_str(), sha256.as_str()))
        .collect();
    let now = parts(bench, dispatch, &then)?;
    let mut changed: Vec<String> = now
        .iter()
        .filter(|(part, sha256)| then.get(part.as_str()) != Some(&sha256.as_str()))
        .map(|(part, _)| part.clone())
        .collect();
    let gone = then.keys().filter(|part| !now.contains_key(**part));
    changed.extend(gone.map(|part| (*part).to_owned()));
    changed.sort();
    Some(changed)
}

/// The parts that went out and that the record no longer shows so; `None` where that can't be said.
pub fn outdated(bench: &Bench<'_>, dispatch: &Dispatch) -> Option<Vec<String>> {
    let mut changed = changes(bench, dispatch)?;
    changed.retain(|part| dispatch.shows.iter().any(|(shown, _)| shown == part));
    Some(changed)
}

/// Whether a dispatch was made by this very process and these templates, so that only records can differ.
pub fn is_of_this_process(bench: &Bench<'_>, dispatch: &Dispatch) -> bool {
    pages(bench, dispatch).any(|page| page.digest() == dispatch.template)
        && sha256_of(&bench.process.sources) == dispatch.process
}

/// The value of a part of a dispatch as it is now; nothing where it is no single value.
pub fn shown_part(bench: &Bench<'_>, dispatch: &Dispatch, path: &str) -> Cell {
    let cell = || {
        let (record, document, _) = sent(bench, dispatch)?;
        let page = pages(bench, dispatch).min_by_key(|page| page.digest() != dispatch.template)?;
        cell(bench, record, document, page, path)
    };
    cell().unwrap_or(Cell::Empty)
}

/// The pages that the document of a dispatch can be made by now.
fn pages<'b>(
    bench: &'b Bench<'_>,
    dispatch: &Dispatch,
) -> impl Iterator<Item = &'b Page> + use<'b> {
    let mediums = sent(bench, dispatch).into_iter();
    mediums.flat_map(move |(record, document, language)| {
        let kind = bench.kind(record);
        bench.archive.pages(kind, document, language)
    })
}

/// The digests of what the document of a dispatch shows now: on the template that it was made by, else on the one whose
/// parts are most like those that it showed.
fn parts(
    bench: &Bench<'_>,
    dispatch: &Dispatch,
    then: &BTreeMap<&str, &str>,
) -> Option<BTreeMap<String, String>> {
    let (record, document, _) = sent(bench, dispatch)?;
    let shown = pages(bench, dispatch).map(|page| {
        let shown = showing(bench, record, document, page);
        let now = shown.digests.keys();
        let both = now.filter(|part| then.contains_key(part.as_str())).count();
        let only_one = shown.digests.len() + then.len() - 2 * both;
        (page.digest() != dispatch.template, only_one, shown)
    });
    let (.., shown) = shown.min_by_key(|(is_other, only_one, _)| (*is_other, *only_one))?;
    (!record.broken && shown.broken.is_empty()).then_some(shown.digests)
}

fn changed_since(bench: &Bench<'_>, dispatch: &Dispatch) -> Option<Charge> {
    let (record, document, _) = sent(bench, dispatch)?;
    let confirmed = dispatch.confirmed.as_ref()?;
    let changed = changes(bench, dispatch)?;
    let first = changed.first()?;
    let shape = &bench.kind(record).outline.shape;
    let root = first.split('.').next().unwrap_or(first);
    let slot = shape.find(root).and_then(|(at, _)| record.slots.get(at));
    let message = say!(
        en: "{by} confirmed {title} on {day}, and it has changed since: {parts}",
        zh: "{by}于 {day} 确认了{title}，之后内容有改动：{parts}",
        by = confirmed.by, title = document.title, day = confirmed.on, parts = bench.titles(record, &changed)
    );
    let span = slot.map_or(Span::default(), |slot| slot.span);
    let charge = Charge::on(Rule::ChangedDocument, record, span, message)
        .subject(document.name.clone())
        .help(say!(
            en: "send it again and have it confirmed: {deal} send {record} {document} -o FILE", zh: "请重新发送并请对方确认：{deal} send {record} {document} -o 文件",
            deal = bench.archive.command, record = record.address, document = document.name
        ));
    let place = crate::finding::Place::of(&dispatch.source, dispatch.span("confirmed"));
    Some(charge.demand(place, say!(en: "confirmed here", zh: "在此确认")))
}

/// That what is said to prove a confirmation isn't there.
fn unproven(bench: &Bench<'_>, dispatch: &Dispatch) -> Option<Charge> {
    let evidence = dispatch.confirmed.as_ref()?.evidence.as_ref()?;
    let listing = bench.archive.listing;
    let flaw = attachments::flaw(listing, &evidence.path, evidence.sha256.as_deref())?;
    let span = dispatch.span("confirmed");
    let finding = Finding::at(flaw.rule, &dispatch.source, span, flaw.message);
    let finding = Finding {
        help: flaw.help,
        ..finding.subject(dispatch.document.clone())
    };
    Some(Charge::of(finding, None))
}

fn flaw(bench: &Bench<'_>, dispatch: &Dispatch) -> Option<(&'static str, Phrase)> {
    let here = format!("{}sent/", folder(&dispatch.on));
    let Some(record) = bench
        .dossier
        .at(&dispatch.on)
        .filter(|_| folder(&dispatch.source.path) == here)
    else {
        let message = say!(en: "there is no record `{path}` in the folder above", zh: "上级目录中没有记录 `{path}`", path = dispatch.on);
        return Some(("on", message));
    };
    let mut documents = bench.kind(record).clauses.documents.iter();
    if !documents.any(|document| document.name == dispatch.document) {
        let message = say!(en: "there is no document `{name}`", zh: "没有单据 `{name}`", name = dispatch.document);
        return Some(("document", message));
    }
    if Language::from_tag(&dispatch.language).is_none() {
        return Some((
            "language",
            say!(en: "a document is in `zh-CN` or `en`", zh: "单据语言为 `zh-CN` 或 `en`"),
        ));
    }
    if bench.person(&dispatch.sent_by).is_none() {
        let message =
            say!(en: "there is no person `{id}`", zh: "没有人员 `{id}`", id = dispatch.sent_by);
        return Some(("sent_by", message));
    }
    if dispatch.sent_on > bench.today || dispatch.sent_on < dispatch.made_on {
        let message = say!(
            en: "the document was made on {made}, so it can't have gone out on {sent}", zh: "单据生成于 {made}，不可能在 {sent} 发出",
            made = dispatch.made_on, sent = dispatch.sent_on
        );
        let future = say!(en: "{day} is in the future", zh: "{day} 在将来", day = dispatch.sent_on);
        return Some((
            "sent_on",
            if dispatch.sent_on > bench.today {
                future
            } else {
                message
            },
        ));
    }
    let confirmed = dispatch.confirmed.as_ref()?;
    if confirmed.on < dispatch.sent_on || confirmed.on > bench.today {
        let message = say!(
            en: "what went out on {sent} can't have been confirmed on {day}", zh: "{sent} 发出的单据不可能在 {day} 得到确认",
            sent = dispatch.sent_on, day = confirmed.on
        );
        return Some(("confirmed", message));
    }
    None
}
