//! Sign-offs and waivers around a step: what comes must be right by the process and the people of the state before, and
//! stays as it is.

use super::dates::{self, Claim, Claims};
use super::parsed::Parsed;
use super::replay::Known;
use super::scene::{At, Scene};
use super::state::View;
use crate::check::{self, Bench, Signed};
use crate::files::Files;
use crate::form::{KindId, Record};
use crate::git::BlobId;
use crate::process::{Proof, Signoff};
use crate::records::{Reader, Role, Statement, Waiver, folder};
use crate::rules::Rule;
use crate::say;
use crate::value::Moment;
use chrono::NaiveDate;
use std::sync::Arc;

/// A paper's path around a step.
#[derive(Clone, Copy)]
pub struct Paper<'p> {
    /// Its path.
    pub path: &'p str,
    /// Its content before, if it was there.
    pub was: Option<BlobId>,
    /// Its content after, if it is there.
    pub is: Option<BlobId>,
}

/// What judges papers by.
pub struct Desk<'d, 'r> {
    /// The step.
    pub scene: &'d Scene<'d>,
    /// What was parsed.
    pub parsed: &'d Parsed,
    /// Reads the files before.
    pub before: &'d mut Reader<'r>,
    /// Reads the files after.
    pub after: &'d mut Reader<'r>,
    /// The papers of the state before.
    pub known: &'d mut Known,
}

/// A sign-off that came, as the report counts it.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Given {
    /// The sign-off's name.
    pub signoff: String,
    /// The role.
    pub role: String,
    /// Who.
    pub by: String,
    /// When.
    pub at: NaiveDate,
    /// How far it is proven.
    pub proof: &'static str,
}

/// Judges a sign-off's file; the sign-off, where a new one came that fits its seal.
pub fn signoff(desk: &mut Desk<'_, '_>, paper: Paper<'_>) -> Option<Given> {
    let scene = desk.scene;
    let was = paper.was;
    let old = was.map(|was| desk.parsed.statement(desk.before, paper.path, was));
    let Some(is) = paper.is else {
        removed(scene, paper.path, old.flatten().as_deref());
        return None;
    };
    let given = desk.parsed.statement(desk.after, paper.path, is);
    if let Some(old) = &old {
        if same_text(
            old.as_ref().map(|old| &old.source.text),
            given.as_ref().map(|new| &new.source.text),
        ) {
            return None;
        }
        let message =
            say!(en: "the sign-off was changed after it was given", zh: "签批文件在签批后被改动");
        altered(
            scene,
            paper.path,
            given
                .as_ref()
                .map(|given| (&given.source, given.on.as_str())),
            message,
        );
    }
    arrival(desk, paper.path, given?.as_ref())
}

/// Line ends and blanks at the ends of lines say nothing.
fn same_text(one: Option<&String>, other: Option<&String>) -> bool {
    match (one, other) {
        (Some(one), Some(other)) => {
            let lines = |text: &str| {
                text.lines()
                    .map(|line| line.trim_end().to_owned())
                    .collect::<Vec<_>>()
            };
            lines(one) == lines(other)
        }
        _ => false,
    }
}

fn removed(scene: &Scene<'_>, path: &str, old: Option<&Statement>) {
    let message = match old {
        Some(old) => say!(
            en: "the sign-off {signoff} of {by} as {role} of {day} was removed", zh: "{by}以“{role}”身份于 {day} 给出的签批“{signoff}”被删除",
            signoff = scene.signoff(old), by = scene.person(&old.by), role = scene.role(&old.role), day = old.at.date
        ),
        None => say!(en: "a sign-off was removed", zh: "一份签批被删除"),
    };
    let address = old.and_then(|old| address(scene, &old.on));
    scene.find_gone(Rule::RemovedSignoff, path, address.as_deref(), message);
}

/// A sign-off that a side commit gave and the merge dropped.
pub fn dropped(scene: &Scene<'_>, path: &str) {
    let message = say!(
        en: "a sign-off that was given on the merged branch was dropped by the merge", zh: "被合并分支上的一份签批在合并时被丢弃"
    );
    scene.find_by(
        Rule::RemovedSignoff,
        path,
        None,
        message,
        scene.step.deed.clone(),
    );
}

fn altered(
    scene: &Scene<'_>,
    path: &str,
    new: Option<(&crate::text::Source, &str)>,
    message: crate::language::Phrase,
) {
    match new {
        Some((source, on)) => {
            let address = address(scene, on);
            let at = At {
                source,
                span: crate::text::Span::new(0, 0),
                record: address.as_deref(),
                kind: None,
            };
            scene.find(Rule::AlteredSignoff, at, None, message);
        }
        None => scene.find_gone(Rule::AlteredSignoff, path, None, message),
    }
}

/// The address of the record at a path.
pub fn address(scene: &Scene<'_>, path: &str) -> Option<String> {
    let record =
        record(scene.bench, scene.after, path).or_else(|| record(scene.bench, scene.before, path));
    record.map(|record| record.address.clone())
}

/// The record at a path, if there is one in these files.
pub fn record<'b>(bench: &'b Bench<'b>, files: &View<'_>, path: &str) -> Option<&'b Record> {
    files.file(path)?;
    let claims = &bench.archive.claims;
    let Role::Record(kind, index) = claims.role(path) else {
        return None;
    };
    let claim = claims.pattern(kind, index)?.claim(path)?;
    let id = claim.id.or(claim.parent)?;
    Some(
        bench
            .archive
            .at(kind, path, id, claim.parent.unwrap_or_default()),
    )
}

/// Judges a sign-off that came.
fn arrival(desk: &mut Desk<'_, '_>, path: &str, given: &Statement) -> Option<Given> {
    let scene = desk.scene;
    let record = record(scene.bench, scene.after, &given.on);
    let at = |field: &str| At {
        source: &given.source,
        span: given.span(field),
        record: record.map(|record| record.address.as_str()),
        kind: record.map(|record| record.kind),
    };
    let here = format!("{}signoffs/", folder(&given.on)) == folder(path);
    let sealed = check::seal(scene.process, given) == given.sha256;
    if !sealed || !here {
        let original = desk
            .known
            .signoffs
            .original(scene, desk.before, path, &given.sha256);
        match original {
            Some(original) => {
                let message = say!(en: "the sign-off was given elsewhere: its seal is that of {path}", zh: "该签批原在别处给出：其摘要属于 {path}", path = original);
                scene.find(
                    Rule::ReplayedSignoff,
                    at("on"),
                    Some(&given.signoff),
                    message,
                );
            }
            None if sealed => {
                let message = say!(en: "the sign-off was given on {on}, and lies with another record", zh: "该签批是对 {on} 给出的，却放在另一条记录处", on = given.on);
                scene.find(
                    Rule::ReplayedSignoff,
                    at("on"),
                    Some(&given.signoff),
                    message,
                );
            }
            None => {
                let message = say!(en: "the sign-off is not what {by} sealed: its digest doesn't fit", zh: "该签批不是{by}给出的原文：摘要不符", by = scene.person(&given.by));
                scene.find(
                    Rule::InvalidSignoff,
                    at("sha256"),
                    Some(&given.signoff),
                    message,
                );
            }
        }
        return None;
    }
    let record = record?;
    let kind = scene.process.kind(record.kind);
    let signoff = kind
        .clauses
        .signoffs
        .iter()
        .find(|signoff| signoff.clause.name == given.signoff)?;
    if let Some(flaw) = check::refusal(scene.bench, record, signoff, given) {
        let message = say!(
            en: "{flaw}, by the people and the process before this commit", zh: "{flaw}（按此提交之前的人员与流程）",
            flaw = flaw.message
        );
        scene.find(flaw.rule, at(flaw.field), Some(&given.signoff), message);
    }
    let others = others(desk, path, given);
    if is_newest(scene, record, given, &others) {
        blind(scene, record, signoff, given, at("covers"));
    }
    days(scene, given, record, &others);
    older(scene, signoff, given, at("policy"));
    let proof = proof(scene, path, signoff, given, at("by"));
    Some(Given {
        signoff: given.signoff.clone(),
        role: given.role.clone(),
        by: given.by.clone(),
        at: given.at.date,
        proof,
    })
}

/// Who gives it, over what, must be what the process said when it came.
fn older(scene: &Scene<'_>, signoff: &Signoff, given: &Statement, at: At<'_>) {
    if given
        .policy
        .as_ref()
        .is_none_or(|policy| *policy == signoff.policy)
    {
        return;
    }
    let message = say!(
        en: "the sign-off {signoff} of {by} was given under another process than was in force when it came",
        zh: "{by}的签批“{signoff}”所依据的流程不是其进入时生效的流程",
        signoff = signoff.clause.title, by = scene.person(&given.by)
    );
    scene.find(Rule::OlderProcess, at, Some(&given.signoff), message);
}

/// How far history and the file prove who gave it: never more than was verified.
fn proof(
    scene: &Scene<'_>,
    path: &str,
    signoff: &Signoff,
    given: &Statement,
    at: At<'_>,
) -> &'static str {
    // A bench remembers signatures by where a sign-off is in memory, and this one doesn't stay there.
    let bench = Bench::new(scene.bench.archive, scene.bench.dossier, scene.bench.today);
    match check::signed(&bench, signoff, given) {
        Signed::By(_) => return Proof::Signed.name(),
        Signed::Forged(why) => {
            scene.find(Rule::ForgedSignoff, at, Some(&given.signoff), why);
            return Proof::Declared.name();
        }
        Signed::No if signoff.proof == Proof::Signed => {
            let message = say!(en: "the sign-off {signoff} of {by} came without a signature", zh: "{by}的签批“{signoff}”没有签名", signoff = signoff.clause.title, by = scene.person(&given.by));
            scene.find(Rule::UnsignedSignoff, at, Some(&given.signoff), message);
        }
        Signed::No => {}
    }
    let deed = scene.deed(path);
    let signer = check::signer(signoff, given);
    let author = scene.author(deed);
    if author == Some(signer) {
        return Proof::Committed.name();
    }
    if signoff.proof == Proof::Committed {
        let known = scene.addresses.values().any(|id| id == signer);
        // A squash makes one author of many: then nothing says who committed what.
        let own = scene.step.side_of(path).is_some() || only_papers(scene);
        let (rule, message) = match known && own {
            true => (
                Rule::ForeignSignoff,
                say!(en: "the sign-off {signoff} names {by}, and was committed by {author}", zh: "签批“{signoff}”写明由{by}给出，却由{author}提交", signoff = signoff.clause.title, by = scene.person(signer), author = deed.author),
            ),
            false => (
                Rule::UnattributableSignoff,
                say!(en: "nothing says that {by} committed the sign-off {signoff}: it came with other changes by {author}", zh: "无法证明签批“{signoff}”由{by}提交：它与{author}的其他改动一起进入", signoff = signoff.clause.title, by = scene.person(signer), author = deed.author),
            ),
        };
        scene.find(rule, at, Some(&given.signoff), message);
    }
    Proof::Declared.name()
}

/// Whether the step changed nothing but sign-offs.
fn only_papers(scene: &Scene<'_>) -> bool {
    let claims = &scene.bench.archive.claims;
    let mut changes = scene.step.changes.iter();
    changes.all(|delta| claims.role(&delta.path) == Role::Signoff)
}

/// What it covers must be what is there: nobody signs what never was official.
fn blind(scene: &Scene<'_>, record: &Record, signoff: &Signoff, given: &Statement, at: At<'_>) {
    let changed = check::changed(scene.bench, record, signoff, given).unwrap_or_default();
    if changed.is_empty() {
        return;
    }
    let first = given
        .covers
        .iter()
        .find(|(field, ..)| changed.contains(field));
    let message = say!(
        en: "the sign-off {signoff} of {by} covers another content than came with it: {fields}",
        zh: "{by}的签批“{signoff}”所覆盖的内容与同时进入的记录不符：{fields}",
        signoff = signoff.clause.title, by = scene.person(&given.by), fields = changed.join(", ")
    );
    let span = first.map_or(at.span, |(.., span)| *span);
    scene.find(
        Rule::BlindSignoff,
        At { span, ..at },
        Some(&given.signoff),
        message,
    );
}

/// The other sign-offs of the same name and role on the record.
fn others(desk: &mut Desk<'_, '_>, path: &str, given: &Statement) -> Vec<Arc<Statement>> {
    let mut start = folder(path).to_owned();
    start.push_str(
        path.rsplit('/')
            .next()
            .and_then(|name| name.split('.').next())
            .unwrap_or_default(),
    );
    let files = desk.scene.after;
    let papers = files.list(folder(path), &|_| false).paths;
    papers
        .iter()
        .filter(|other| ***other != *path && other.starts_with(&start))
        .filter_map(|other| {
            desk.parsed
                .statement(desk.after, other, files.file(other)?.blob)
        })
        .filter(|other| {
            other.on == given.on && other.signoff == given.signoff && other.role == given.role
        })
        .collect()
}

/// Whether no later one of the same name and role takes its place.
fn is_newest(
    scene: &Scene<'_>,
    record: &Record,
    given: &Statement,
    others: &[Arc<Statement>],
) -> bool {
    let rank = |given: &Statement| {
        let number = check::number(scene.process, record, given);
        (given.at.date, given.at.time, number)
    };
    others.iter().all(|other| rank(other) < rank(given))
}

fn days(scene: &Scene<'_>, given: &Statement, record: &Record, others: &[Arc<Statement>]) {
    let number = |given: &Statement| check::number(scene.process, record, given);
    let follows = others
        .iter()
        .filter(|other| other.by == given.by && number(other) < number(given))
        .map(|other| other.at)
        .max_by_key(|at| (at.date, at.time));
    let claim = Claim {
        at: given.at,
        span: given.span("at"),
        what: Box::new(
            || say!(en: "the sign-off {signoff} of {by}", zh: "{by}的签批“{signoff}”", signoff = scene.signoff(given), by = scene.person(&given.by)),
        ),
        follows,
        at_leisure: false,
    };
    dates::judge(
        scene,
        &Claims {
            source: &given.source,
            record: (&record.address, Some(record.kind)),
            changed: scene.before.file(&given.on).map(|file| file.day),
            all: vec![claim],
        },
    );
}

/// Judges a waiver's file. To remove one that has ended, or excuses nothing, is good housekeeping.
pub fn waiver(desk: &mut Desk<'_, '_>, paper: Paper<'_>) {
    let scene = desk.scene;
    if paper.is.is_none() {
        return;
    }
    let old = paper.was.map(|_| Waiver::read(desk.before, paper.path).0);
    let new = Waiver::read(desk.after, paper.path).0;
    if let Some(old) = &old {
        if same_text(
            old.as_ref().map(|old| &old.source.text),
            new.as_ref().map(|new| &new.source.text),
        ) {
            return;
        }
        let message =
            say!(en: "the waiver was changed after it was given", zh: "豁免文件在给出后被改动");
        altered(
            scene,
            paper.path,
            new.as_ref().map(|new| (&new.source, new.on.as_str())),
            message,
        );
    }
    let Some(waiver) = new else {
        return;
    };
    let record = record(scene.bench, scene.after, &waiver.on);
    let address = record.map(|record| record.address.as_str());
    let kind = record.map(|record| record.kind);
    if let Some((field, message, _)) = check::waiver_giver(scene.bench, &waiver) {
        let message = say!(
            en: "{message}, by the people and the process before this commit", zh: "{message}（按此提交之前的人员与流程）",
            message = message
        );
        let at = At {
            source: &waiver.source,
            span: waiver.span(field),
            record: address,
            kind,
        };
        scene.find(Rule::InvalidWaiver, at, Some(&waiver.rule), message);
    }
    brought(scene, &waiver, address, kind);
    dates::judge(
        scene,
        &Claims {
            source: &waiver.source,
            record: (address.unwrap_or_default(), kind),
            changed: scene.before.file(&waiver.on).map(|file| file.day),
            all: vec![Claim {
                at: Moment::day(waiver.at),
                span: waiver.span("at"),
                what: Box::new(
                    || say!(en: "the waiver of {rule} by {by}", zh: "{by}对 {rule} 的豁免", rule = waiver.rule, by = scene.person(&waiver.by)),
                ),
                follows: None,
                at_leisure: false,
            }],
        },
    );
}

/// A waiver has no signature: where sign-offs must be proven, it has to be committed by whoever gives it. A squash makes
/// one author of many: then nothing says who committed what.
fn brought(scene: &Scene<'_>, waiver: &Waiver, address: Option<&str>, kind: Option<KindId>) {
    let path = waiver.source.path.as_str();
    let deed = scene.deed(path);
    if scene.process.pipeline.proof == Proof::Declared
        || scene.author(deed) == Some(waiver.by.as_str())
    {
        return;
    }
    let own = scene.step.side_of(path).is_some() || scene.step.changes.len() == 1;
    let rule = match own {
        true => Rule::ForeignSignoff,
        false => Rule::UnattributableSignoff,
    };
    let message = say!(
        en: "the waiver of {rule} names {by}, and was committed by {author}", zh: "对 {rule} 的豁免写明由{by}给出，却由{author}提交",
        rule = waiver.rule, by = scene.person(&waiver.by), author = deed.author
    );
    let at = At {
        source: &waiver.source,
        span: waiver.span("by"),
        record: address,
        kind,
    };
    scene.find(rule, at, Some(&waiver.rule), message);
}
