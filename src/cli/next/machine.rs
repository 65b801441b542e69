//! What a record needs next, as JSON.

use crate::change::{Outlook, Passage, Step, Waiting};
use crate::check::{Asked, Giver, Lack, Pending, State};
use crate::finding::Finding;
use crate::language::{Language, Phrase};
use chrono::NaiveDate;
use serde_json::{Value, json};

/// Version of the format: it goes up when a key changes its meaning or goes away.
const VERSION: u32 = 1;

/// What one record needs.
pub fn one(outlook: &Outlook, today: NaiveDate, language: Language) -> String {
    let mut value = record(outlook, today, language);
    value["version"] = VERSION.into();
    value["today"] = today.to_string().into();
    written(&value)
}

/// What a person's own open records need.
pub fn list(
    outlooks: &[Outlook],
    waiting: &[Waiting],
    today: NaiveDate,
    person: &str,
    language: Language,
) -> String {
    let records = outlooks
        .iter()
        .map(|outlook| record(outlook, today, language));
    written(&json!({
        "version": VERSION,
        "today": today.to_string(),
        "person": person,
        "records": records.collect::<Vec<_>>(),
        "signoffs": waiting.iter().map(|one| of_waiting(one, language)).collect::<Vec<_>>(),
    }))
}

/// A sign-off that waits for the person.
fn of_waiting(one: &Waiting, language: Language) -> Value {
    let (lack, fields) = lacking(&one.lack);
    json!({
        "record": one.record.0,
        "name": one.record.1.get(language),
        "on": one.on,
        "signoff": one.signoff.0,
        "title": one.signoff.1.get(language),
        "role": one.role.0,
        "lack": lack,
        "changed": fields,
        "others": one.others,
        "since": one.since.map(|day| day.to_string()),
        "command": one.command,
    })
}

/// Why a sign-off is wanted, and which values changed.
fn lacking(lack: &Lack) -> (&'static str, &[String]) {
    match lack {
        Lack::Missing => ("missing", &[][..]),
        Lack::Returned(_) => ("returned", &[][..]),
        Lack::Void(fields, _) => ("void", fields.as_slice()),
        Lack::Flawed => ("flawed", &[][..]),
    }
}

fn written(value: &Value) -> String {
    format!("{value:#}\n")
}

fn record(outlook: &Outlook, today: NaiveDate, language: Language) -> Value {
    let stage = outlook.stage.as_ref().map(|standing| {
        let stay = standing.stay.as_ref();
        json!({
            "name": standing.stage.0,
            "title": standing.stage.1.get(language),
            "entered": stay.map(|stay| stay.entered.to_string()),
            "days": stay.map(|stay| stay.days),
            "longest_until": stay.and_then(|stay| Some(stay.longest?.1.to_string())),
        })
    });
    json!({
        "record": outlook.record,
        "kind": outlook.kind.0,
        "name": outlook.name.get(language),
        "stage": stage,
        "open": outlook.open(),
        "passage": outlook.passage.as_ref().map(|passage| of_passage(passage, language)),
        "signoffs": steps(&outlook.signoffs, language),
        "findings": outlook.wrong.iter().map(|finding| brought(finding, language)).collect::<Vec<_>>(),
        "deadlines": outlook.dues.iter().map(|due| deadline(due, today, language)).collect::<Vec<_>>(),
    })
}

fn of_passage(passage: &Passage, language: Language) -> Value {
    let gates = passage.gates.iter().map(|gate| {
        json!({
            "gate": gate.gate.0,
            "title": gate.gate.1.get(language),
            "needs": steps(&gate.steps, language),
        })
    });
    json!({
        "to": passage.to.0,
        "title": passage.to.1.get(language),
        "blocked": passage.blocked,
        "command": passage.command,
        "gates": gates.collect::<Vec<_>>(),
        "findings": passage.breaks.iter().map(|finding| brought(finding, language)).collect::<Vec<_>>(),
    })
}

fn brought(finding: &Finding, language: Language) -> Value {
    let text = |phrase: &Phrase| phrase.get(language).to_owned();
    json!({
        "rule": finding.rule,
        "subject": finding.subject,
        "level": finding.level.name(),
        "message": text(&finding.message),
        "record": finding.record,
        "path": finding.place.path,
        "help": finding.help.as_ref().map(text),
    })
}

fn steps(steps: &[Step], language: Language) -> Vec<Value> {
    steps.iter().map(|step| of_step(step, language)).collect()
}

fn of_step(step: &Step, language: Language) -> Value {
    let mut value = match &step.demand.what {
        Asked::Field { path, title, .. } => {
            json!({"what": "field", "title": title.get(language), "field": path})
        }
        Asked::Records { title, count, .. } => {
            json!({"what": "record", "title": title.get(language), "found": count.0, "at_least": count.1})
        }
        Asked::Signoff {
            name,
            title,
            on,
            wanted,
        } => {
            let wanted = wanted.iter().map(|wanted| {
                json!({
                    "of": wanted.of,
                    "roles": wanted.roles.iter().map(|role| giver(role, language)).collect::<Vec<_>>(),
                })
            });
            json!({
                "what": "sign-off", "title": title.get(language), "signoff": name, "on": on,
                "wanted": wanted.collect::<Vec<_>>(),
            })
        }
        Asked::Condition(words) => json!({"what": "condition", "title": words.get(language)}),
    };
    value["met"] = step.demand.met.into();
    value["command"] = step.command.clone().into();
    value
}

fn giver(giver: &Giver, language: Language) -> Value {
    let (lack, fields) = lacking(&giver.lack);
    let people = giver.people.iter();
    json!({
        "role": giver.role,
        "title": giver.title.get(language),
        "lack": lack,
        "changed": fields,
        "people": people
            .map(|somebody| json!({"id": somebody.id, "name": somebody.name.get(language)}))
            .collect::<Vec<_>>(),
    })
}

fn deadline(due: &Pending, today: NaiveDate, language: Language) -> Value {
    let state = match due.state {
        State::Missed => "missed",
        State::DueToday => "due_today",
        _ => "running",
    };
    json!({
        "deadline": due.name,
        "title": due.title.get(language),
        "record": due.record,
        "due": due.due.to_string(),
        "days": (due.due.date - today).num_days(),
        "state": state,
        "who": due.who.as_ref().map(|who| who.get(language)),
        "help": due.remedy.get(language),
    })
}
