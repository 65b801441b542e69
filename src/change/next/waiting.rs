//! What waits for a person: sign-offs that open records want now, and that this person may give.

use super::way::Way;
use crate::change::ground::Ground;
use crate::check::{self, Asked, Bench, Demand, Lack};
use crate::language::Phrase;
use crate::process::Kind;
use crate::records::{Archive, Dossier};
use crate::rules::Rule;
use chrono::NaiveDate;
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

/// Those of the records that are longest in their stage first.
pub fn in_order(mut all: Vec<Waiting>) -> Vec<Waiting> {
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

/// Whether records of a kind, with those that belong to them, may want sign-offs.
pub fn may_be(ground: &Ground<'_>, kind: &Kind) -> bool {
    let id = kind.outline.id;
    let mut kinds = ground.process.kinds.iter();
    kind.outline.parent.is_none()
        && kinds.any(|of| {
            (of.outline.id == id || of.outline.parent == Some(id))
                && !of.outline.signoffs.is_empty()
        })
}

/// What the open record at `path`, with those that belong to it, wants of the person.
pub fn of_record(
    ground: &Ground<'_>,
    archive: &Archive<'_>,
    path: &str,
    person: &str,
) -> Vec<Waiting> {
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
