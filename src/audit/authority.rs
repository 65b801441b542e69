//! Who may decide: roles, delegations, keys and addresses of people, and what the process says of sign-offs and waivers;
//! and what else the process demands.

use super::same::Of;
use super::scene::{At, Scene};
use crate::check;
use crate::form::{Record, Value};
use crate::language::Phrase;
use crate::process::{Pipeline, Process, Spot, changed_demands, demanded};
use crate::rules::Rule;
use crate::say;
use std::collections::BTreeMap;

/// Judges a person's record.
pub fn person(scene: &Scene<'_>, before: Option<&Record>, after: &Record) {
    let Some(people) = &scene.process.people else {
        return;
    };
    let fields = &scene.process.kind(people.kind).outline.shape.fields;
    let authority = [
        Some(people.roles),
        people.delegations,
        people.keys,
        people.email,
    ];
    let changed: Vec<usize> = authority
        .into_iter()
        .flatten()
        .filter(|index| differs(before, after, *index))
        // An address gives nobody a right before there is a right.
        .filter(|index| before.is_some() || Some(*index) != people.email)
        .collect();
    let Some(first) = changed.first() else {
        return;
    };
    let names: Vec<&str> = changed
        .iter()
        .filter_map(|index| fields.get(*index))
        .map(|field| field.name.as_str())
        .collect();
    let deed = scene.deed(&after.source.path);
    let own = scene.author(deed) == Some(after.id.as_str())
        || address(after, people.email) == Some(deed.email.as_str());
    let itself = own && changed.contains(&people.roles) && gains(scene.process, before, after);
    let (rule, message) = match itself {
        true => (
            Rule::SelfGrantedRole,
            say!(en: "{person} changed their own roles", zh: "{person}改动了自己的角色", person = scene.name(after)),
        ),
        false => (
            Rule::ChangedAuthority,
            say!(en: "the authority of {person} was changed: {fields}", zh: "{person}的权限有变动：{fields}", person = scene.name(after), fields = names.join(", ")),
        ),
    };
    let span = after
        .slots
        .get(*first)
        .map(|slot| slot.span)
        .unwrap_or_default();
    scene.find(rule, At::of(after, span), None, message);
}

/// Whether a person holds a role on a day on which they didn't before. Who gives one up gains nothing.
fn gains(process: &Process, before: Option<&Record>, after: &Record) -> bool {
    let old = match before {
        Some(before) => check::spells(process, before),
        None => Some(Vec::new()),
    };
    let (Some(old), Some(new)) = (old, check::spells(process, after)) else {
        return true;
    };
    new.iter().any(|(role, from, until)| {
        let within =
            |(other, begin, end): &(String, _, _)| other == role && begin <= from && until <= end;
        !old.iter().any(within)
    })
}

fn differs(before: Option<&Record>, after: &Record, index: usize) -> bool {
    let Some(new) = after.slots.get(index) else {
        return false;
    };
    match before.and_then(|before| Some((before, before.slots.get(index)?))) {
        Some((before, old)) => !Of::new(before, old).same(Of::new(after, new)),
        None => !matches!(new.value, Value::Absent),
    }
}

fn address(person: &Record, email: Option<usize>) -> Option<&str> {
    match &person.slots.get(email?)?.value {
        Value::Text(text) => Some(person.text(text)),
        _ => None,
    }
}

/// Judges a changed definition: who may sign or waive, and by what people are known.
pub fn definition(scene: &Scene<'_>, new: &Process) {
    let old = scene.process;
    let (was, is) = (signoffs(old), signoffs(new));
    for (name, (policy, spot)) in &is {
        let changed = match was.get(name) {
            Some((before, _)) if before == policy => continue,
            Some(_) => {
                say!(en: "who gives the sign-off {name}, or over what, was changed", zh: "签批“{name}”由谁给出或覆盖什么有变动", name = name)
            }
            None => continue,
        };
        found(scene, new, *spot, changed);
    }
    for name in was.keys().filter(|name| !is.contains_key(*name)) {
        let message = say!(en: "the sign-off {name} was taken out of the process", zh: "签批“{name}”被移出流程", name = name);
        scene.find_gone(Rule::ChangedAuthority, "pipeline.yaml", None, message);
    }
    let (was, is) = (settings(&old.pipeline), settings(&new.pipeline));
    let names: Vec<&str> = was
        .keys()
        .filter(|key| was.get(*key) != is.get(*key))
        .copied()
        .collect();
    demands(scene, new);
    if !names.is_empty() {
        let message = say!(en: "pipeline.yaml was changed in what decides: {keys}", zh: "pipeline.yaml 中决定权限的内容有变动：{keys}", keys = names.join(", "));
        found(
            scene,
            new,
            Spot {
                file: 0,
                span: crate::text::Span::default(),
            },
            message,
        );
    }
}

/// Judges what the definition's files demand, each by itself.
fn demands(scene: &Scene<'_>, new: &Process) {
    let of = |process: &Process, path: &str| {
        let mut sources = process.sources.iter();
        let source = sources.find(|source| source.path == path);
        source.map_or_else(Vec::new, demanded)
    };
    for source in &new.sources {
        let before = of(scene.process, &source.path);
        let (names, place) = changed_demands(&before, &demanded(source));
        if names.is_empty() || before.is_empty() {
            continue;
        }
        let at = At {
            source,
            span: place.unwrap_or_default(),
            record: None,
            kind: None,
        };
        let message = say!(
            en: "what the process demands was changed: {parts}", zh: "流程要求有变动：{parts}",
            parts = names.join(", ")
        );
        scene.find(Rule::ChangedProcess, at, None, message);
    }
    for source in &scene.process.sources {
        if new.sources.iter().all(|other| other.path != source.path) {
            let message =
                say!(en: "a part of the process was removed", zh: "流程定义的一部分被移除");
            scene.find_gone(Rule::ChangedProcess, &source.path, None, message);
        }
    }
}

fn found(scene: &Scene<'_>, process: &Process, spot: Spot, message: Phrase) {
    let Some(source) = process.sources.get(spot.file) else {
        return;
    };
    let at = At {
        source,
        span: spot.span,
        record: None,
        kind: None,
    };
    scene.find(Rule::ChangedAuthority, at, None, message);
}

type Policies = BTreeMap<String, (String, Spot)>;

/// What the process says of each sign-off, by its kind and name.
fn signoffs(process: &Process) -> Policies {
    let kinds = process.kinds.iter();
    kinds
        .flat_map(|kind| {
            kind.clauses.signoffs.iter().map(|signoff| {
                let name = format!("{}.{}", kind.outline.name, signoff.clause.name);
                (name, (signoff.policy.clone(), signoff.clause.spot))
            })
        })
        .collect()
}

fn names<'p>(pipeline: &'p Pipeline, roles: &[usize]) -> Vec<&'p str> {
    let roles = roles.iter().filter_map(|&role| pipeline.roles.get(role));
    roles.map(|role| role.name.as_str()).collect()
}

/// The settings of `pipeline.yaml` that decide who may do what, and what the audit says.
fn settings(pipeline: &Pipeline) -> BTreeMap<&'static str, String> {
    let people = pipeline.people.as_ref().map(|people| {
        let field = |name: &Option<crate::process::block::Located<String>>| {
            name.as_ref().map(|name| name.value.clone())
        };
        (
            people.kind.value.clone(),
            people.roles.value.clone(),
            field(&people.delegations),
            field(&people.email),
            field(&people.keys),
        )
    });
    let policy = &pipeline.waivers;
    let waivers = (names(pipeline, &policy.by), policy.longest, &policy.allow);
    let levels: Vec<_> = pipeline
        .levels
        .iter()
        .map(|(rule, (level, _))| (rule, level))
        .collect();
    BTreeMap::from([
        ("pipeline", pipeline.uuid.clone()),
        ("people", format!("{people:?}")),
        ("waivers", format!("{waivers:?}")),
        ("levels", format!("{levels:?}")),
        ("audit", format!("{:?}", pipeline.audit)),
    ])
}
