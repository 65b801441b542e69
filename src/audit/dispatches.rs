//! Dispatches around a step: what says that a document went out stays as it was written, but for one confirmation, which
//! stays too; and it says so of the record that it lies with, on days that can be.

use super::dates::{self, Claim, Claims};
use super::papers::{Desk, Paper, address, record};
use super::scene::{At, Scene};
use crate::documents::Receipt;
use crate::form::Record;
use crate::language::Phrase;
use crate::records::{Amendment, Confirmed, Dispatch, folder};
use crate::rules::Rule;
use crate::say;
use crate::value::Moment;

/// Judges a dispatch's file. One that can't be read is a finding of `deal check` until it can be.
pub fn judge(desk: &mut Desk<'_, '_>, paper: Paper<'_>) {
    let was = paper.was.map(|_| Dispatch::read(desk.before, paper.path).0);
    let Some(_) = paper.is else {
        return removed(desk.scene, paper.path, was.flatten().as_ref());
    };
    let is = Dispatch::read(desk.after, paper.path).0;
    match (was.flatten(), is) {
        (None, Some(is)) => came(desk, paper.path, &is),
        (Some(was), None) => {
            let message = say!(en: "{what} can't be read any more", zh: "{what}已无法读取", what = said(&was));
            let on = address(desk.scene, &was.on);
            let scene = desk.scene;
            scene.find_gone(Rule::AlteredDispatch, paper.path, on.as_deref(), message);
        }
        (Some(was), Some(is)) => amended(desk.scene, &was, &is),
        (None, None) => {}
    }
}

/// A dispatch that a side commit brought and the merge dropped.
pub fn dropped(scene: &Scene<'_>, path: &str) {
    let message = say!(
        en: "a document that went out on the merged branch is no longer noted: the merge dropped the dispatch", zh: "被合并分支上登记过单据已发出，该发送记录在合并时被丢弃"
    );
    let deed = scene.step.deed.clone();
    scene.find_by(Rule::RemovedDispatch, path, None, message, deed);
}

fn removed(scene: &Scene<'_>, path: &str, was: Option<&Dispatch>) {
    let message = match was {
        Some(was) => say!(en: "{what} was removed", zh: "{what}被删除", what = said(was)),
        None => say!(en: "a dispatch was removed", zh: "一份发送记录被删除"),
    };
    let on = was.and_then(|was| address(scene, &was.on));
    scene.find_gone(Rule::RemovedDispatch, path, on.as_deref(), message);
}

fn amended(scene: &Scene<'_>, was: &Dispatch, is: &Dispatch) {
    match was.amended(is) {
        Amendment::None => {}
        Amendment::Confirmation => {
            let record = record(scene.bench, scene.after, &is.on);
            days(scene, is, record, confirmation(is).into_iter().collect());
        }
        Amendment::Alteration(fields) => {
            let message = say!(
                en: "{what} was changed after it was written: {fields}", zh: "{what}在写下之后被改动：{fields}",
                what = said(was), fields = fields.join(", ")
            );
            let span = fields.first().map(|field| is.span(field));
            let on = address(scene, &is.on);
            let at = At {
                source: &is.source,
                span: span.unwrap_or_default(),
                record: on.as_deref(),
                kind: None,
            };
            scene.find(Rule::AlteredDispatch, at, Some(&was.document), message);
        }
    }
}

/// A dispatch that came.
fn came(desk: &mut Desk<'_, '_>, path: &str, is: &Dispatch) {
    let scene = desk.scene;
    let record = record(scene.bench, scene.after, &is.on);
    let at = |field: &str| At {
        source: &is.source,
        span: is.span(field),
        record: record.map(|record| record.address.as_str()),
        kind: record.map(|record| record.kind),
    };
    let subject = Some(is.document.as_str());
    if format!("{}sent/", folder(&is.on)) != folder(path) {
        let message = say!(
            en: "{what} is about {on}, and lies with another record", zh: "{what}是 {on} 的，却放在另一条记录处",
            what = said(is), on = is.on
        );
        return scene.find(Rule::ReplayedDispatch, at("on"), subject, message);
    }
    // The code is a digest of what the document showed, of which record.
    let uuid = &scene.process.pipeline.uuid;
    if Receipt::of(uuid, is).is_none_or(|receipt| receipt.code() != is.code) {
        let known = &mut desk.known.dispatches;
        let Some(original) = known.original(scene, desk.before, path, &is.code) else {
            let message = say!(
                en: "{what} is not of the document that went out: its code doesn't fit what it says", zh: "{what}与发出的单据不符：编号与所写内容对不上",
                what = said(is)
            );
            return scene.find(Rule::InvalidDispatch, at("code"), subject, message);
        };
        let message = say!(
            en: "{what} is of a document that went out elsewhere: its code is that of {path}", zh: "{what}所指的单据原在别处发出：其编号属于 {path}",
            what = said(is), path = original
        );
        return scene.find(Rule::ReplayedDispatch, at("on"), subject, message);
    }
    let sent = Claim {
        at: Moment::day(is.sent_on),
        span: is.span("sent_on"),
        what: Box::new(|| said(is)),
        at_leisure: false,
        follows: None,
    };
    let claims = std::iter::once(sent).chain(confirmation(is));
    days(scene, is, record, claims.collect());
}

/// That somebody confirmed it, as a claim.
fn confirmation(is: &Dispatch) -> Option<Claim<'_>> {
    let Confirmed { on, by, .. } = is.confirmed.as_ref()?;
    Some(Claim {
        at: Moment::day(*on),
        span: is.span("confirmed"),
        what: Box::new(
            move || say!(en: "the confirmation of {document} [{code}] by {by}", zh: "{by}对单据 {document} [{code}] 的确认", document = is.document, code = is.code, by = by),
        ),
        at_leisure: false,
        follows: Some(Moment::day(is.sent_on)),
    })
}

fn days(scene: &Scene<'_>, is: &Dispatch, record: Option<&Record>, all: Vec<Claim<'_>>) {
    let record = record.map(|record| (record.address.as_str(), Some(record.kind)));
    dates::judge(
        scene,
        &Claims {
            source: &is.source,
            record: record.unwrap_or_default(),
            changed: scene.before.file(&is.on).map(|file| file.day),
            all,
        },
    );
}

/// `the dispatch of quote [7F3K-9MZ2] to Feng Li on 2026-03-12`
fn said(dispatch: &Dispatch) -> Phrase {
    let Dispatch {
        document,
        code,
        sent_on: day,
        ..
    } = dispatch;
    match dispatch.sent_to.join(", ") {
        to if to.is_empty() => {
            say!(en: "the dispatch of {document} [{code}] on {day}", zh: "{day} 单据 {document} [{code}] 的发送记录", document = document, code = code, day = day)
        }
        to => {
            say!(en: "the dispatch of {document} [{code}] to {to} on {day}", zh: "{day} 发给 {to} 的单据 {document} [{code}] 的发送记录", document = document, code = code, to = to, day = day)
        }
    }
}
