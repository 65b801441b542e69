//! `deal documents`: which documents a record has, whether they can go out, and what went out.

use super::args::{Answer, Documents as Args, Global};
use super::failure::Failure;
use super::papers::{self, Plates, Press, choice, refused};
use super::seen::{self, Seen};
use super::{Status, answer};
use crate::check::{self, Bench};
use crate::documents::Refusal;
use crate::form::Record;
use crate::language::{Language, Phrase};
use crate::output::visible;
use crate::process::{Audience, Document, Medium};
use crate::records::Dispatch;
use crate::say;
use serde_json::{Value, json};

/// A document, and how it stands.
struct Standing<'d> {
    record: &'d Record,
    document: &'d Document,
    title: Phrase,
    /// Its code, or why it can't go out.
    now: Result<String, (&'static str, Phrase)>,
    /// What went out of it, first first.
    sent: Vec<Sent<'d>>,
}

/// A dispatch, and how it stands.
struct Sent<'d> {
    dispatch: &'d Dispatch,
    superseded: bool,
    /// What has changed since; none where that can't be said.
    changed: Option<Vec<String>>,
    /// What people call that.
    titles: Phrase,
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
    let standings: Vec<Standing<'_>> = chosen
        .into_iter()
        .map(|(record, document)| standing(seen.bench, &press, record, document))
        .collect();
    answer(&match args.format {
        Answer::Text => text(&standings, press.language),
        Answer::Json => machine(&standings, press.language),
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
            .map(|dispatch| {
                let changed = check::changes_since_sent(bench, dispatch);
                let titles = changed.as_deref().unwrap_or_default();
                Sent {
                    dispatch,
                    superseded: last.as_ref() != Some(&dispatch.code),
                    titles: bench.titles(record, titles),
                    changed,
                }
            })
            .collect(),
    }
}

fn text(standings: &[Standing<'_>], language: Language) -> String {
    let mut lines = Vec::new();
    for one in standings {
        let audience = match one.document.audience {
            Audience::Customer => say!(en: "for the customer", zh: "给客户"),
            Audience::Us => say!(en: "internal", zh: "内部"),
        };
        lines.push(say!(
            en: "{title} ({name} of {record}), {audience}", zh: "{title}（{record} 的 {name}），{audience}",
            title = one.title, name = one.document.name, record = one.record.address, audience = audience
        ));
        lines.push(match &one.now {
            Ok(code) => {
                say!(en: "  ✓ can go out [{code}]", zh: "  ✓ 可以发出 [{code}]", code = code)
            }
            Err((_, why)) => say!(en: "  · {why}", zh: "  · {why}", why = why),
        });
        lines.extend(one.sent.iter().map(of_sent));
    }
    let lines = lines
        .iter()
        .map(|line| visible::line(line.get(language)).into_owned() + "\n");
    lines.collect()
}

fn of_sent(sent: &Sent<'_>) -> Phrase {
    let dispatch = sent.dispatch;
    let to = match dispatch.sent_to.is_empty() {
        true => Phrase::default(),
        false => say!(en: " to {to}", zh: "，收件人 {to}", to = dispatch.sent_to.join(", ")),
    };
    let confirmed = match &dispatch.confirmed {
        Some(confirmed) => {
            say!(en: ", confirmed by {by} on {day}", zh: "，{by} 于 {day} 确认", by = confirmed.by, day = confirmed.on)
        }
        None => Phrase::default(),
    };
    let state = match (&sent.changed, sent.superseded) {
        (_, true) => say!(en: "superseded by a later one", zh: "已被后来的取代"),
        (Some(changed), _) if changed.is_empty() => say!(en: "still holds", zh: "仍然有效"),
        (Some(_), _) => {
            say!(en: "stale: {parts} changed", zh: "已过时：此后改动了{parts}", parts = sent.titles)
        }
        (None, _) => say!(en: "can't be compared any more", zh: "已无法比对"),
    };
    say!(
        en: "  {day} sent{to} [{code}]{confirmed}: {state}", zh: "  {day} 发出{to} [{code}]{confirmed}：{state}",
        day = dispatch.sent_on, to = to, code = dispatch.code, confirmed = confirmed, state = state
    )
}

fn machine(standings: &[Standing<'_>], language: Language) -> String {
    let documents: Vec<Value> = standings
        .iter()
        .map(|one| {
            let (state, why) = match &one.now {
                Ok(_) => ("ready", None),
                Err((state, why)) => (*state, Some(why.get(language))),
            };
            let sent: Vec<Value> = one.sent.iter().map(sent_json).collect();
            json!({
                "document": one.document.name,
                "title": one.title.get(language),
                "record": one.record.address,
                "path": one.record.source.path,
                "for": match one.document.audience { Audience::Customer => "customer", Audience::Us => "us" },
                "state": state,
                "why": why,
                "code": one.now.as_ref().ok(),
                "sent": sent,
            })
        })
        .collect();
    let whole = json!({ "version": 1, "documents": documents });
    serde_json::to_string_pretty(&whole).unwrap_or_default() + "\n"
}

fn sent_json(sent: &Sent<'_>) -> Value {
    let dispatch = sent.dispatch;
    let confirmed = dispatch.confirmed.as_ref().map(|confirmed| {
        json!({ "on": confirmed.on.to_string(), "by": confirmed.by, "how": confirmed.how })
    });
    json!({
        "path": dispatch.source.path,
        "on": dispatch.sent_on.to_string(),
        "by": dispatch.sent_by,
        "to": dispatch.sent_to,
        "code": dispatch.code,
        "confirmed": confirmed,
        "superseded": sent.superseded,
        "changed": sent.changed,
    })
}
