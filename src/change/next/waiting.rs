//! What waits for a person: sign-offs that open records want now, and that this person may give.

use super::way::Way;
use crate::change::ground::Ground;
use crate::check::{self, Asked, Bench, Course, Demand, Lack};
use crate::form::{KindId, Record};
use crate::language::Phrase;
use crate::records::{Archive, Dossier};
use crate::rules::Rule;
use chrono::NaiveDate;
use rayon::prelude::*;
use std::collections::BTreeSet;

/// A sign-off that waits for a person.
#[derive(Clone, Debug)]
pub struct Waiting {
    /// Address and name of the record that is held up.
    pub record: (String, Phrase),
    /// Path of the record that is to be signed.
    pub on: String,
    /// Name and title of the sign-off.
    pub signoff: (String, Phrase),
    /// Name and title of the role.
    pub role: (String, Phrase),
    /// Why it is wanted.
    pub lack: Lack,
    /// How many others could give it too.
    pub others: usize,
    /// Since when the record is in its stage.
    pub since: Option<NaiveDate>,
    /// The command that gives it.
    pub command: String,
}

/// The sign-offs that wait for a person, those of the records that are longest in their stage first.
pub fn waiting(ground: &Ground<'_>, archive: &Archive<'_>, person: &str) -> Vec<Waiting> {
    let heads = ground
        .process
        .kinds
        .iter()
        .filter(|kind| kind.outline.parent.is_none());
    let heads = heads.filter(|kind| may_want(ground, kind.outline.id));
    let heads = heads.map(|kind| kind.outline.id);
    let paths: Vec<(KindId, Box<str>)> = heads
        .flat_map(|kind| {
            let paths = archive.paths(kind).into_iter();
            paths.map(move |path| (kind, path))
        })
        .collect();
    let mut all: Vec<Waiting> = paths
        .par_iter()
        .filter_map(|(kind, path)| archive.record(*kind, path))
        .flat_map_iter(|head| of_record(ground, archive, head, person))
        .collect();
    all.sort_by(|one, two| {
        let key = |it: &Waiting| {
            (
                it.since.is_none(),
                it.since,
                it.record.0.clone(),
                it.on.clone(),
            )
        };
        key(one).cmp(&key(two))
    });
    all
}

/// Whether a kind, or one that belongs to it, has sign-offs.
fn may_want(ground: &Ground<'_>, id: KindId) -> bool {
    let kinds = ground.process.kinds.iter();
    kinds
        .filter(|kind| kind.outline.id == id || kind.outline.parent == Some(id))
        .any(|kind| !kind.outline.signoffs.is_empty())
}

/// What an open record wants of the person; of one that is closed or broken, nothing.
fn of_record(
    ground: &Ground<'_>,
    archive: &Archive<'_>,
    head: &Record,
    person: &str,
) -> Vec<Waiting> {
    let kind = ground.process.kind(head.kind);
    if head.broken || Course::of(kind, head).is_some_and(|course| course.closed()) {
        return Vec::new();
    }
    let path = &head.source.path;
    let dossier = Dossier::around(ground.process, &archive.claims, archive.listing, path);
    let dossier = dossier.unwrap_or_default();
    let bench = Bench::new(archive, &dossier, ground.today);
    let Some(record) = dossier.at(path) else {
        return Vec::new();
    };
    let outlook = Way::of(ground, &bench, record).outlook;
    let stay = outlook
        .stage
        .as_ref()
        .and_then(|standing| standing.stay.as_ref());
    let since = stay.map(|stay| stay.entered.date);
    let gates = outlook.passage.iter().flat_map(|passage| &passage.gates);
    let steps = gates.flat_map(|gate| &gate.steps).chain(&outlook.signoffs);
    let ahead = steps.map(|step| step.demand.clone());
    let mut seen = BTreeSet::new();
    ahead
        .chain(lacked(&bench))
        .filter(|demand| demand.met != Some(true))
        .flat_map(|demand| of_demand(&demand, person))
        .filter(|one| seen.insert((one.on.clone(), one.signoff.0.clone(), one.role.0.clone())))
        .map(|waiting| Waiting {
            record: (outlook.record.clone(), outlook.name.clone()),
            since,
            command: format!(
                "{} sign {} {} --role {}",
                ground.command, waiting.on, waiting.signoff.0, waiting.role.0
            ),
            ..waiting
        })
        .collect()
}

/// Sign-offs whose lack is a finding already: of gates that were passed without them.
fn lacked(bench: &Bench<'_>) -> Vec<Demand> {
    let findings = check::findings(bench.archive, bench.dossier, bench.today);
    let lacks = findings.iter().filter(|finding| {
        let rule = Rule::named(&finding.rule);
        matches!(rule, Some(Rule::MissingSignoff | Rule::StaleSignoff))
    });
    lacks
        .filter_map(|finding| {
            let mut records = bench.dossier.records.iter();
            let record = records.find(|record| finding.record.as_ref() == Some(&record.address))?;
            let mut signoffs = bench.kind(record).clauses.signoffs.iter();
            let named = |name: &str| finding.subject.as_deref() == Some(name);
            let signoff = signoffs.find(|signoff| named(&signoff.clause.name))?;
            Some(check::of_signoff(bench, record, signoff))
        })
        .collect()
}

fn of_demand(demand: &Demand, person: &str) -> Vec<Waiting> {
    let Asked::Signoff {
        name,
        title,
        on,
        wanted,
    } = &demand.what
    else {
        return Vec::new();
    };
    let givers = wanted.iter().flat_map(|wanted| &wanted.roles);
    let theirs = givers.filter(|giver| giver.people.iter().any(|somebody| somebody.id == person));
    theirs
        .map(|giver| Waiting {
            record: (String::new(), Phrase::default()),
            on: on.clone(),
            signoff: (name.clone(), title.clone()),
            role: (giver.role.clone(), giver.title.clone()),
            lack: giver.lack.clone(),
            others: giver.people.len().saturating_sub(1),
            since: None,
            command: String::new(),
        })
        .collect()
}
