//! The documents of a record, for people and for programs.

use super::super::verify::{self, Verdict};
use super::{Sent, Standing};
use crate::language::{Language, Phrase};
use crate::output::visible;
use crate::process::Audience;
use crate::say;
use serde_json::{Value, json};

/// For people.
pub fn text(standings: &[Standing<'_>], others: usize, language: Language) -> String {
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
        lines.extend(one.made.iter().map(of_file));
    }
    lines.extend(match others {
        0 => None,
        1 => Some(say!(en: "1 other file: `deal verify` says what it shows", zh: "另有 1 个文件：用 `deal verify` 查看它属于哪条记录")),
        _ => Some(say!(en: "{n} other files: `deal verify` says what they show", zh: "另有 {n} 个文件：用 `deal verify` 查看它们属于哪条记录", n = others)),
    });
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
    let state = verify::stands(sent.superseded, sent.changed.as_ref());
    say!(
        en: "  {day} sent{to} [{code}]{confirmed}: {state}", zh: "  {day} 发出{to} [{code}]{confirmed}：{state}",
        day = dispatch.sent_on, to = to, code = dispatch.code, confirmed = confirmed, state = state
    )
}

fn of_file(file: &Verdict) -> Phrase {
    say!(
        en: "  {file}, made on {day} [{code}]: {states}", zh: "  {file}，生成于 {day} [{code}]：{states}",
        file = file.file, day = file.receipt.day, code = file.receipt.code(), states = verify::states(file)
    )
}

/// For programs.
pub fn machine(standings: &[Standing<'_>], others: usize, language: Language) -> String {
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
                "files": one.made.iter().map(verify::file_json).collect::<Vec<Value>>(),
            })
        })
        .collect();
    let whole = json!({ "version": 1, "documents": documents, "others": others });
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
        "changed": verify::paths(sent.changed.as_ref()),
    })
}
