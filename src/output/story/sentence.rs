//! What happened, in one line.

use super::change;
use crate::history::{Event, Exception, Outdated, Paper, Part, Sending, Step, Subject, What};
use crate::language::Phrase;
use crate::say;

/// A record's kind, name and address.
pub fn heading(subject: &Subject) -> Phrase {
    let Subject {
        address,
        kind,
        name,
        ..
    } = subject;
    let is_named = name.en != *address || name.zh != *address;
    match (*kind == Phrase::default(), is_named) {
        (true, _) => name.clone(),
        (false, true) => {
            say!(en: "{kind} {name} ({address})", zh: "{kind} {name}（{address}）", kind = kind, name = name, address = address)
        }
        (false, false) => {
            say!(en: "{kind} {address}", zh: "{kind} {address}", kind = kind, address = address)
        }
    }
}

/// What stands before a line about a record other than the one that is told of.
pub fn prefix(subject: &Subject, told: &str) -> Option<Phrase> {
    if subject.address == told {
        return None;
    }
    if subject.kind == Phrase::default() {
        return Some(subject.name.clone());
    }
    let own = subject.address.rsplit('/').next().unwrap_or_default();
    // A child that is the only one of its kind is named by its kind.
    Some(match subject.address.split('/').count() {
        2 => subject.kind.clone(),
        _ => say!(en: "{kind} {own}", zh: "{kind} {own}", kind = subject.kind, own = own),
    })
}

/// What happened; with `hidden`, without values that may hold personal data.
pub fn sentence(event: &Event, hidden: bool) -> Phrase {
    match &event.what {
        What::Created(facts) => {
            let facts: Vec<Phrase> = facts
                .iter()
                .map(|fact| say!(en: "{title} {value}", zh: "{title} {value}", title = fact.title, value = fact.value.shown()))
                .collect();
            match facts.is_empty() {
                true => say!(en: "created", zh: "新建"),
                false => say!(
                    en: "created: {facts}", zh: "新建：{facts}", facts = Phrase::joined(&facts, ", ", "，")
                ),
            }
        }
        What::Removed => say!(en: "deleted", zh: "已删除"),
        What::Unreadable(why) => {
            say!(en: "could not be read: {why}", zh: "无法读取：{why}", why = why)
        }
        What::Readable => say!(en: "can be read again", zh: "恢复可读"),
        What::Moved(step) => moved(step),
        What::LogRewritten => {
            say!(en: "the log of stage moves was rewritten", zh: "阶段变动记录被改写")
        }
        What::Field(change) => change::phrase(change, hidden),
        What::Stranger { name, .. } if hidden => {
            say!(en: "{name}: changed (not in the form of today)", zh: "{name}：有改动（现行表单无此字段）", name = name)
        }
        What::Stranger { name, old, new } => {
            let text = |text: &Option<String>| text.clone().unwrap_or_else(|| "—".to_owned());
            say!(
                en: "{name}: {old} → {new} (not in the form of today)", zh: "{name}：{old} → {new}（现行表单无此字段）",
                name = name, old = text(old), new = text(new)
            )
        }
        What::Signed(paper) => signed(paper),
        What::Unsigned(paper) => {
            say!(en: "{who}: deleted", zh: "{who}：签批文件被删除", who = who(paper))
        }
        What::Altered(paper) => {
            say!(en: "{who}: the sign-off file was changed", zh: "{who}：签批文件被改动", who = who(paper))
        }
        What::Void(paper, fields) => say!(
            en: "{who}: void, because {fields} changed", zh: "{who}：签批已失效，因为{fields}有改动",
            who = who(paper), fields = Phrase::joined(fields, ", ", "、")
        ),
        What::Holds(paper) => {
            say!(en: "{who}: holds again", zh: "{who}：签批恢复有效", who = who(paper))
        }
        What::Waived(waiver) => {
            say!(
                en: "waived {what} until {until}, granted by {by}: {reason}", zh: "豁免 {what}，至 {until}，由{by}给出：{reason}",
                what = exempt(waiver), until = waiver.until, by = waiver.person, reason = waiver.reason
            )
        }
        What::Unwaived(waiver) => {
            say!(en: "the waiver of {what} was deleted", zh: "豁免 {what} 被删除", what = exempt(waiver))
        }
        What::Sent(sending) => say!(
            en: "{what} by {sender}", zh: "{what}（由{sender}发出）", what = sent(sending), sender = sending.sender
        ),
        What::Confirmed(sending) => confirmed(sending),
        What::DispatchRemoved(sending) => {
            say!(en: "{what}: the dispatch was deleted", zh: "{what}：发送记录被删除", what = sent(sending))
        }
        What::DispatchAltered(sending, fields) => say!(
            en: "{what}: the dispatch was changed: {fields}", zh: "{what}：发送记录被改动：{fields}",
            what = sent(sending), fields = fields.join(", ")
        ),
        What::Outdated(outdated) => gone_stale(outdated, hidden),
        What::File { path, there } => {
            let name = path.rsplit('/').next().unwrap_or(path);
            match there {
                (false, _) => say!(en: "file added: {name}", zh: "新增文件：{name}", name = name),
                (true, false) => {
                    say!(en: "file deleted: {name}", zh: "删除文件：{name}", name = name)
                }
                (true, true) => {
                    say!(en: "file changed: {name}", zh: "文件有改动：{name}", name = name)
                }
            }
        }
    }
}

fn moved(step: &Step) -> Phrase {
    let (from, to) = (step.from.shown(), step.to.shown());
    let mut said = match step.from.is_empty() {
        true => say!(en: "stage: {to}", zh: "阶段：{to}", to = to),
        false => say!(en: "stage: {from} → {to}", zh: "阶段：{from} → {to}", from = from, to = to),
    };
    let (at, by) = (step.at.shown(), step.by.shown());
    if !step.at.is_empty() && !step.by.is_empty() {
        said = say!(en: "{said} on {at} by {by}", zh: "{said}（{at}，{by}）", said = said, at = at, by = by);
    }
    match step.reason.is_empty() {
        true => said,
        false => {
            say!(en: "{said}: {why}", zh: "{said}：{why}", said = said, why = step.reason.shown())
        }
    }
}

fn signed(paper: &Paper) -> Phrase {
    let verdict = match paper.approved {
        true => say!(en: "approved on {at}", zh: "{at} 同意", at = paper.at),
        false => say!(en: "returned on {at}", zh: "{at} 退回", at = paper.at),
    };
    match &paper.comment {
        Some(comment) => {
            say!(en: "{who}: {verdict}: {comment}", zh: "{who}：{verdict}：{comment}", who = who(paper), verdict = verdict, comment = comment)
        }
        None => {
            say!(en: "{who}: {verdict}", zh: "{who}：{verdict}", who = who(paper), verdict = verdict)
        }
    }
}

/// `Solution review, product manager Li Na`.
fn who(paper: &Paper) -> Phrase {
    if paper.role_title == Phrase::default() {
        return say!(en: "{title}, {person}", zh: "{title} {person}", title = paper.title, person = paper.person);
    }
    say!(
        en: "{title}, {role} {person}", zh: "{title} {role} {person}",
        title = paper.title, role = paper.role_title, person = paper.person
    )
}

/// `Quote [7F3K-9MZ2] sent to Feng Li on 2026-03-02`.
fn sent(sending: &Sending) -> Phrase {
    let Sending {
        title,
        code,
        sent_on: day,
        ..
    } = sending;
    match sending.sent_to.join(", ") {
        to if to.is_empty() => {
            say!(en: "{title} [{code}] sent on {day}", zh: "{day} 发出的{title} [{code}]", title = title, code = code, day = day)
        }
        to => {
            say!(en: "{title} [{code}] sent to {to} on {day}", zh: "{day} 发给 {to} 的{title} [{code}]", title = title, code = code, to = to, day = day)
        }
    }
}

fn confirmed(sending: &Sending) -> Phrase {
    let what = sent(sending);
    let Some(confirmed) = &sending.confirmed else {
        return what;
    };
    let said = say!(
        en: "{what}: confirmed by {by} on {day}", zh: "{what}：{by} 于 {day} 确认",
        what = what, by = confirmed.by, day = confirmed.on
    );
    match &confirmed.how {
        Some(how) => say!(en: "{said} ({how})", zh: "{said}（{how}）", said = said, how = how),
        None => said,
    }
}

fn gone_stale(outdated: &Outdated, hidden: bool) -> Phrase {
    let part = |part: &Part| match &part.values {
        Some((old, new)) if !(part.personal && hidden) => change::set(&part.title, old, new),
        _ => say!(en: "{title}: changed", zh: "{title}：有改动", title = part.title),
    };
    let parts: Vec<Phrase> = outdated.parts.iter().map(part).collect();
    let parts = Phrase::joined(&parts, "; ", "；");
    let what = match &outdated.sending.confirmed {
        Some(confirmed) => say!(
            en: "{what}, confirmed by {by} on {day}", zh: "{what}（{by} 于 {day} 确认）",
            what = sent(&outdated.sending), by = confirmed.by, day = confirmed.on
        ),
        None => sent(&outdated.sending),
    };
    let said = say!(en: "{what}: gone stale: {parts}", zh: "{what}：已过时：{parts}", what = what, parts = parts);
    match outdated.replaced {
        Some(day) => {
            say!(en: "{said} (sent again on {day})", zh: "{said}（{day} 已重新发出）", said = said, day = day)
        }
        None => said,
    }
}

fn exempt(waiver: &Exception) -> String {
    match &waiver.subject {
        Some(subject) => format!("{} ({subject})", waiver.rule),
        None => waiver.rule.clone(),
    }
}
