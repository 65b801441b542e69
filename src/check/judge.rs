//! One dossier → its verdict.

use super::bench::Bench;
use super::charge::Charge;
use super::levels::weighed;
use super::{
    deadlines, dispatches, gates, happened, proof, rules, signoffs, stages, values, waivers,
};
use crate::finding::{DeadlineCount, Finding, Waived};
use crate::form::{KindId, Record};
use crate::records::{Archive, Dossier, Waiver, folder, parent_id};
use crate::rules::Rule;
use crate::say;
use crate::text::Span;
use chrono::NaiveDate;
use std::collections::BTreeMap;

/// What the judgement of one dossier gives.
#[derive(Default)]
pub struct Verdict {
    /// What counts.
    pub charges: Vec<Charge>,
    /// What a waiver excuses.
    pub waived: Vec<Waived>,
    /// Keys that no other record may have.
    pub keys: Vec<Key>,
    /// Waivers of keys that are shared, which only all dossiers together show.
    pub key_waivers: Vec<Waiver>,
    /// States of deadlines.
    pub deadlines: DeadlineCount,
    /// Years that the calendar lacks, each with the address of the first record that needs it.
    pub missing_years: BTreeMap<i32, String>,
    /// Files that were read.
    pub files: usize,
    /// Records that were judged.
    pub records: usize,
}

/// A key of a record.
pub struct Key {
    /// The kind and the position of its unique key.
    pub unique: (KindId, u16),
    /// The key.
    pub text: Box<str>,
    /// The record's path.
    pub path: Box<str>,
    /// Where the key's value is.
    pub span: Span,
}

impl Key {
    /// A key of `record`: the position of its unique clause, its text and where its value is.
    pub fn of(record: &Record, (unique, text, span): (usize, String, Span)) -> Key {
        Key {
            unique: (record.kind, unique as u16),
            text: text.into(),
            path: record.source.path.as_str().into(),
            span,
        }
    }
}

/// Judges a dossier.
pub fn judge(archive: &Archive<'_>, dossier: Dossier, today: NaiveDate) -> Verdict {
    let (mut verdict, good) = judged(archive, &dossier, today);
    let waivers = dossier.waivers.into_iter().zip(good);
    verdict.key_waivers = waivers
        .filter_map(|(waiver, good)| good.then_some(waiver))
        .collect();
    verdict
}

/// What stands against a dossier, without what is waived.
pub(super) fn charges(archive: &Archive<'_>, dossier: &Dossier, today: NaiveDate) -> Vec<Charge> {
    judged(archive, dossier, today).0.charges
}

/// The verdict but for its waivers of keys, and which of the dossier's waivers are such.
fn judged(archive: &Archive<'_>, dossier: &Dossier, today: NaiveDate) -> (Verdict, Vec<bool>) {
    let bench = Bench::new(archive, dossier, today);
    let mut verdict = Verdict {
        files: dossier.files,
        records: dossier.records.len(),
        ..Verdict::default()
    };
    let mut charges: Vec<Charge> = dossier
        .findings
        .iter()
        .map(|finding| of_file(&bench, finding.clone()))
        .collect();
    charges.extend(orphans(&bench));
    charges.extend(
        dossier
            .records
            .iter()
            .filter_map(|record| second_of_an_id(&bench, record)),
    );
    for record in dossier.records.iter().filter(|record| !record.broken) {
        charges.extend(values::judge(&bench, record));
        charges.extend(proof::judge_keys(&bench, record));
        charges.extend(stages::judge(&bench, record));
        charges.extend(happened::judge(&bench, record));
        charges.extend(gates::judge(&bench, record));
        charges.extend(deadlines::judge(&bench, record, &mut verdict.deadlines));
        charges.extend(signoffs::judge(&bench, record));
        charges.extend(rules::judge(&bench, record));
        let keys = rules::keys(&bench, record).into_iter();
        verdict.keys.extend(keys.map(|key| Key::of(record, key)));
    }
    charges.extend(dispatches::judge(&bench));
    charges.append(&mut bench.troubles.take());
    merge_twins(&mut charges);
    let (charges, waived) = waivers::apply(&bench, charges);
    verdict.charges = charges;
    verdict.waived = waived;
    let first = dossier.records.first();
    verdict.missing_years = bench
        .missing_years
        .take()
        .into_iter()
        .filter_map(|year| Some((year, first?.address.clone())))
        .collect();
    let of_keys = |waiver: &Waiver| {
        waiver.rule == Rule::DuplicateRecord.name() && waivers::flaw(&bench, waiver).is_none()
    };
    let good = dossier.waivers.iter().map(of_keys).collect();
    (verdict, good)
}

/// What is wrong in a dossier, as it may be shown, in [`Finding::order`].
pub fn findings(archive: &Archive<'_>, dossier: &Dossier, today: NaiveDate) -> Vec<Finding> {
    let findings = weighed(archive.process, charges(archive, dossier, today)).into_iter();
    findings.map(Finding::shown).collect()
}

fn of_file(bench: &Bench<'_>, finding: Finding) -> Charge {
    let kind = bench
        .dossier
        .at(&finding.place.path)
        .map(|record| record.kind);
    Charge::of(finding, kind)
}

/// Children without their parent, and sign-offs on nothing.
fn orphans(bench: &Bench<'_>) -> Vec<Charge> {
    let mut charges = Vec::new();
    for record in &bench.dossier.records {
        let Some(parent) = bench.kind(record).outline.parent else {
            continue;
        };
        let id = parent_id(bench.process, record);
        if bench.path(parent, id, "").is_none() {
            let outline = &bench.process.kind(parent).outline;
            let message = say!(
                en: "this record belongs to {kind} `{id}`, and there is none", zh: "此记录属于{kind} `{id}`，但没有该记录",
                kind = outline.title, id = id
            );
            let path = outline
                .patterns
                .first()
                .and_then(|pattern| pattern.path(id, ""));
            let help = say!(
                en: "add `{path}`, or move this file to the folder of the right one", zh: "补上 `{path}`，或把此文件移到正确的目录",
                path = path.unwrap_or_default()
            );
            charges
                .push(Charge::on(Rule::OrphanRecord, record, Span::default(), message).help(help));
        }
    }
    for given in &bench.dossier.signoffs {
        let here = format!("{}signoffs/", folder(&given.on));
        if bench.dossier.at(&given.on).is_none() || folder(&given.source.path) != here {
            let message = say!(en: "there is no record `{path}` in the folder above", zh: "上级目录中没有记录 `{path}`", path = given.on);
            let finding = Finding::at(
                Rule::InvalidSignoff,
                &given.source,
                given.span("on"),
                message,
            );
            charges.push(Charge::of(finding.subject(given.signoff.clone()), None));
        }
    }
    charges
}

/// A record whose id an earlier pattern of its kind gives to another file, which is the one that references find.
fn second_of_an_id(bench: &Bench<'_>, record: &Record) -> Option<Charge> {
    if bench.kind(record).outline.patterns.len() < 2 {
        return None;
    }
    let parent = parent_id(bench.process, record);
    let first = bench.archive.path(record.kind, &record.id, parent)?;
    if first == record.source.path {
        return None;
    }
    let message = say!(
        en: "`{first}` is the record `{id}` already", zh: "记录 `{id}` 已有文件 `{first}`",
        first = first, id = record.address
    );
    let help = say!(en: "keep one of the two files, or give this one another id", zh: "两个文件只保留一个，或给此文件换一个编号");
    Some(Charge::on(Rule::DuplicateId, record, Span::default(), message).help(help))
}

/// The same fact found on two ways is one finding: a sign-off that two gates demand, say, or a gate that was passed
/// without one that is due anyway, which says more.
fn merge_twins(charges: &mut Vec<Charge>) {
    charges.sort_by(|one, two| one.finding.order(&two.finding));
    let mut kept: Vec<Charge> = Vec::with_capacity(charges.len());
    for charge in charges.drain(..) {
        let place = |one: &Charge| (one.finding.place.path.clone(), one.finding.place.start);
        let here = place(&charge);
        let mut neighbours = kept.iter_mut().rev().take_while(|one| place(one) == here);
        match neighbours.find(|one| are_twins(&one.finding, &charge.finding)) {
            Some(twin) if charge.finding.passed && !twin.finding.passed => *twin = charge,
            Some(_) => {}
            None => kept.push(charge),
        }
    }
    *charges = kept;
    charges.sort_by(|one, two| one.finding.order(&two.finding));
    charges.dedup_by(|later, first| first.finding == later.finding);
}

fn are_twins(one: &Finding, two: &Finding) -> bool {
    let key = |it: &Finding| (it.rule.clone(), it.subject.clone(), it.record.clone());
    is_signoff(one) && key(one) == key(two) && one.help == two.help
}

fn is_signoff(finding: &Finding) -> bool {
    Rule::named(&finding.rule).is_some_and(Rule::is_signoff)
}
