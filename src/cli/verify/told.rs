//! What was found out about files and codes, for people and for programs.

use super::code::{Sent, Trace};
use super::file::{Changed, Verdict};
use crate::language::{Language, Phrase};
use crate::output::visible;
use crate::say;
use serde_json::{Value, json};

/// A file, for people.
pub fn file(verdict: &Verdict, language: Language) -> String {
    let receipt = &verdict.receipt;
    let mut lines = vec![say!(
        en: "{file}: {title}, made on {day} [{code}]", zh: "{file}：{title}，生成于 {day} [{code}]",
        file = verdict.file, title = verdict.title, day = receipt.day, code = receipt.code()
    )];
    lines.push(match verdict.unaltered {
        Some(true) if verdict.other_ends => say!(en: "  ✓ as it was made, but for the ends of its lines", zh: "  ✓ 与生成时一致，只有换行符不同"),
        Some(true) => say!(en: "  ✓ as it was made", zh: "  ✓ 与生成时一致"),
        Some(false) => say!(en: "  ✗ edited, saved anew by another program, or made by another version or with other fonts: it is not what is made here", zh: "  ✗ 已被改动、被其他软件另存，或由其他版本、其他字体生成：与在此生成的内容不一致"),
        None => say!(en: "  ? can't be compared: it was made from files that no commit here has", zh: "  ? 无法比对：生成所依据的文件不在本仓库的任何提交中"),
    });
    lines.push(still(verdict.changed.as_ref()));
    let facts: [Option<Phrase>; 5] = [
        receipt
            .draft
            .then(|| say!(en: "  ✗ a draft", zh: "  ✗ 草稿")),
        verdict
            .sent
            .map(|day| say!(en: "  sent on {day}", zh: "  于 {day} 发出", day = day)),
        verdict.original.filter(|_| verdict.sent.is_none()).map(
            |day| say!(en: "  a document with its code went out on {day}, and is not this file", zh: "  同一编号的单据于 {day} 发出，但不是这个文件", day = day),
        ),
        verdict
            .confirmed
            .map(|day| say!(en: "  confirmed on {day}", zh: "  于 {day} 得到确认", day = day)),
        verdict.superseded.then(superseded),
    ];
    lines.extend(facts.into_iter().flatten());
    told(&lines, language)
}

/// How a file stands, in a line: `as it was made; stale: Lines changed`.
pub fn states(verdict: &Verdict) -> Phrase {
    let made = match verdict.unaltered {
        Some(true) => say!(en: "as it was made", zh: "与生成时一致"),
        Some(false) => say!(en: "edited by hand or saved anew", zh: "已被改动或另存"),
        None => say!(en: "can't be compared", zh: "无法比对"),
    };
    let stands = stands(verdict.superseded, verdict.changed.as_ref());
    let draft = verdict
        .receipt
        .draft
        .then(|| say!(en: "a draft", zh: "草稿"));
    let all: Vec<Phrase> = draft.into_iter().chain([made, stands]).collect();
    Phrase::joined(&all, "; ", "；")
}

/// Whether what a document shows still holds, in a few words.
pub fn stands(superseded: bool, changed: Option<&Changed>) -> Phrase {
    match changed {
        _ if superseded => say!(en: "superseded by a later one", zh: "已被后来的取代"),
        Some(changed) if changed.paths.is_empty() => say!(en: "still holds", zh: "仍然有效"),
        Some(changed) => {
            say!(en: "stale: {parts} changed", zh: "已过时：此后改动了{parts}", parts = changed.titles)
        }
        None => say!(en: "can't be compared any more", zh: "已无法比对"),
    }
}

/// A code, for people.
pub fn code(trace: &Trace, language: Language) -> String {
    let mut lines = vec![say!(
        en: "{code}: {title}", zh: "{code}：{title}",
        code = trace.code, title = trace.title
    )];
    lines.extend(trace.sent.iter().map(sent));
    if trace.sent.is_empty() {
        lines.push(say!(en: "  never sent", zh: "  没有发出过"));
    }
    if let Some(commit) = &trace.commit {
        let day = commit.day.map_or_else(String::new, |day| day.to_string());
        lines.push(say!(
            en: "  the record said this up to commit {id} of {day}", zh: "  截至 {day} 的提交 {id}，记录的内容如此",
            id = commit.id, day = day
        ));
    }
    lines.push(still(trace.changed.as_ref()));
    if trace.superseded {
        lines.push(superseded());
    }
    lines.push(say!(
        en: "  a code is easily copied: hold what the paper says against the record", zh: "  编号可以照抄：请把纸上的内容与记录核对"
    ));
    told(&lines, language)
}

fn sent(sent: &Sent) -> Phrase {
    let to = match sent.to.is_empty() {
        true => Phrase::default(),
        false => say!(en: " to {to}", zh: "，收件人 {to}", to = sent.to.join(", ")),
    };
    let confirmed = match &sent.confirmed {
        Some((by, day)) => {
            say!(en: ", confirmed by {by} on {day}", zh: "，{by} 于 {day} 确认", by = by, day = day)
        }
        None => Phrase::default(),
    };
    say!(
        en: "  sent on {day}{to}{confirmed}", zh: "  于 {day} 发出{to}{confirmed}",
        day = sent.on, to = to, confirmed = confirmed
    )
}

fn still(changed: Option<&Changed>) -> Phrase {
    match changed {
        Some(changed) if changed.paths.is_empty() => {
            say!(en: "  ✓ the record still says this", zh: "  ✓ 与记录的当前内容一致")
        }
        Some(changed) => {
            say!(en: "  ✗ stale: {parts} changed since", zh: "  ✗ 已过时：此后改动了{parts}", parts = changed.titles)
        }
        None => {
            say!(en: "  ✗ the record or the document is no longer there", zh: "  ✗ 记录或单据已不存在")
        }
    }
}

fn superseded() -> Phrase {
    say!(en: "  ✗ superseded: another one went out", zh: "  ✗ 已被取代：发出的是另一份")
}

fn told(lines: &[Phrase], language: Language) -> String {
    let lines = lines
        .iter()
        .map(|line| visible::line(line.get(language)).into_owned() + "\n");
    lines.collect()
}

/// Both, for programs.
pub fn machine(verdicts: &[Verdict], traces: &[Trace]) -> String {
    let files: Vec<Value> = verdicts.iter().map(file_json).collect();
    let codes: Vec<Value> = traces
        .iter()
        .map(|trace| {
            let sent = trace.sent.iter().map(|sent| {
                let confirmed = sent.confirmed.as_ref();
                json!({
                    "on": sent.on.to_string(),
                    "to": sent.to,
                    "confirmed": confirmed.map(|(by, day)| json!({ "by": by, "on": day.to_string() })),
                })
            });
            json!({
                "code": trace.code,
                "holds": trace.holds(),
                "on": trace.on,
                "document": trace.document,
                "language": trace.language,
                "sent": sent.collect::<Vec<Value>>(),
                "commit": trace.commit.as_ref().map(|commit| &commit.id),
                "changed": paths(trace.changed.as_ref()),
                "superseded": trace.superseded,
            })
        })
        .collect();
    let whole = json!({ "version": 1, "files": files, "codes": codes });
    serde_json::to_string_pretty(&whole).unwrap_or_default() + "\n"
}

/// A file, for programs.
pub fn file_json(verdict: &Verdict) -> Value {
    json!({
        "file": verdict.file,
        "holds": verdict.holds(),
        "code": verdict.receipt.code(),
        "unaltered": verdict.unaltered,
        "changed": paths(verdict.changed.as_ref()),
        "sent": verdict.sent.map(|day| day.to_string()),
        "confirmed": verdict.confirmed.map(|day| day.to_string()),
        "superseded": verdict.superseded,
        "receipt": verdict.receipt,
    })
}

/// The paths of what changed, for programs.
pub fn paths(changed: Option<&Changed>) -> Option<&Vec<String>> {
    changed.map(|changed| &changed.paths)
}
