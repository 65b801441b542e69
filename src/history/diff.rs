//! Two states of a pipeline → what differs, dossier by dossier, and what follows from it.

use super::event::{Event, Outdated, Subject, What};
use super::events::{Touched, events, subject};
use super::papers;
use super::state::State;
use crate::check::{self, Bench, Comparison, Limit};
use crate::finding::Finding;
use crate::form::Record;
use crate::language::Phrase;
use crate::process::{Givers, Process};
use crate::records::{self, Claims, Furniture, Role};
use crate::rules::Rule;
use crate::say;
use crate::value::Money;
use std::collections::{BTreeMap, BTreeSet};

/// What differs between two states of a pipeline.
#[derive(Debug, Default)]
pub struct PipelineDiff {
    /// The dossiers in which something differs, by path.
    pub dossiers: Vec<DossierDiff>,
    /// Files of the definition that differ, by path.
    pub definition: Vec<String>,
    /// Other files that are no part of a record.
    pub others: Vec<String>,
    /// The forecast of the records in these dossiers.
    pub forecast: Vec<Shift>,
}

/// What differs in a dossier, and what follows.
#[derive(Debug)]
pub struct DossierDiff {
    /// The record at its head.
    pub subject: Subject,
    /// What happened.
    pub events: Vec<Event>,
    /// Sign-offs that are newly demanded because a limit is crossed.
    pub demanded: Vec<Crossing>,
    /// Sign-offs that are not demanded any more.
    pub released: Vec<Crossing>,
    /// Findings that are new.
    pub introduced: Vec<Finding>,
    /// Findings that are gone.
    pub mended: Vec<Finding>,
    /// How the forecast of its records moved.
    pub forecast: Vec<Shift>,
}

/// A sign-off that a limit demands.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Crossing {
    /// The record.
    pub subject: Subject,
    /// The sign-off's name.
    pub signoff: String,
    /// What people call it.
    pub title: Phrase,
    /// The roles' names, of which `of` must give it; of someone outside, what they are called.
    pub roles: Vec<String>,
    /// What people call those.
    pub who: Phrase,
}

/// A forecast that moved, in one currency.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Shift {
    /// What it was.
    pub before: Money,
    /// What it is.
    pub after: Money,
}

/// The two states, and the paths that differ.
pub struct Contrast<'c> {
    /// The earlier state.
    pub before: &'c State<'c>,
    /// The later state.
    pub after: &'c State<'c>,
    /// The judgement of both.
    pub comparison: &'c Comparison<'c>,
    /// The files that differ.
    pub touched: &'c [Touched],
}

impl Contrast<'_> {
    /// What differs, and what follows.
    pub fn diff(&self) -> PipelineDiff {
        let process = self.comparison.process;
        let claims = Claims::of(process);
        let furniture = Furniture::of(process);
        let mut diff = PipelineDiff::default();
        let mut homes: BTreeMap<String, Vec<Touched>> = BTreeMap::new();
        for touched in self.touched {
            let path = &touched.path;
            match claims.role(path) {
                _ if is_definition(process, path) => diff.definition.push(path.clone()),
                _ if furniture.has(path) || is_hidden(path) => diff.others.push(path.clone()),
                Role::Unclaimed => diff.others.push(path.clone()),
                _ => homes
                    .entry(records::home(process, &claims, path))
                    .or_default()
                    .push(touched.clone()),
            }
        }
        let paths = homes.values().flatten();
        let paths: Vec<String> = paths.map(|touched| touched.path.clone()).collect();
        for home in self.comparison.reached(&paths) {
            homes.entry(home).or_default();
        }
        let asked: Vec<String> = homes.keys().cloned().collect();
        let outcome = self.comparison.outcome(&asked);
        let mut findings = Findings {
            process,
            introduced: outcome.report.findings,
            mended: outcome.mended,
        };
        let mut moved = (Vec::new(), Vec::new());
        for (home, touched) in homes {
            let (dossier, before, after) = self.dossier(&home, &touched, &mut findings);
            moved.0.extend(before);
            moved.1.extend(after);
            if !dossier.is_empty() {
                diff.dossiers.push(dossier);
            }
        }
        diff.forecast = shifts(moved.0, moved.1);
        diff
    }

    fn dossier(
        &self,
        home: &str,
        touched: &[Touched],
        findings: &mut Findings<'_>,
    ) -> (DossierDiff, Vec<Money>, Vec<Money>) {
        let (old, new) = (self.before.dossier(home), self.after.dossier(home));
        let (was, is) = (self.before.bench(&old), self.after.bench(&new));
        let events = events(&was, &is, touched);
        let (demanded, released) = crossings(&was, &is);
        let (before, after) = (forecasts(&was), forecasts(&is));
        let head = head(&is)
            .or_else(|| head(&was))
            .unwrap_or_else(|| papers::by_path(home));
        let mut dossier = DossierDiff {
            subject: head,
            events,
            demanded,
            released,
            introduced: Vec::new(),
            mended: Vec::new(),
            forecast: shifts(before.clone(), after.clone()),
        };
        findings.give(home, &mut dossier);
        (dossier, before, after)
    }
}

impl DossierDiff {
    fn is_empty(&self) -> bool {
        let same_limits = self.demanded.is_empty() && self.released.is_empty();
        same_limits
            && self.events.is_empty()
            && self.introduced.is_empty()
            && self.mended.is_empty()
    }

    /// Whether the finding says no more than what is said already: a sign-off that became void, or is now demanded, or a
    /// confirmed document that went stale.
    fn says(&self, finding: &Finding) -> bool {
        let subject = finding.subject.as_deref();
        let void = |event: &Event| match &event.what {
            What::Void(paper, _) => {
                Some(&*paper.name) == subject
                    && Some(&event.subject.address) == finding.record.as_ref()
            }
            _ => false,
        };
        let demanded = |crossing: &Crossing| {
            Some(&*crossing.signoff) == subject
                && Some(&crossing.subject.address) == finding.record.as_ref()
        };
        let outdated = |event: &Event| match &event.what {
            What::Outdated(Outdated {
                sending,
                replaced: None,
                ..
            }) => {
                sending.confirmed.is_some()
                    && Some(&*sending.document) == subject
                    && Some(&event.subject.address) == finding.record.as_ref()
            }
            _ => false,
        };
        match Rule::named(&finding.rule) {
            Some(Rule::ChangedDocument) => self.events.iter().any(outdated),
            Some(Rule::StaleSignoff) => self.events.iter().any(void),
            Some(Rule::MissingSignoff) => self.demanded.iter().any(demanded),
            _ => false,
        }
    }
}

/// Findings that no dossier has yet.
struct Findings<'f> {
    process: &'f Process,
    introduced: Vec<Finding>,
    mended: Vec<Finding>,
}

impl Findings<'_> {
    fn give(&mut self, home: &str, dossier: &mut DossierDiff) {
        let claims = Claims::of(self.process);
        let is_own = |finding: &mut Finding| {
            let path = &finding.place.path;
            let inside = path
                .strip_prefix(home)
                .is_some_and(|rest| rest.is_empty() || rest.starts_with('/'));
            inside || records::home(self.process, &claims, path) == home
        };
        dossier.introduced = self.introduced.extract_if(.., is_own).collect();
        dossier.mended = self.mended.extract_if(.., is_own).collect();
        let mut introduced = std::mem::take(&mut dossier.introduced);
        introduced.retain(|finding| !dossier.says(finding));
        dossier.introduced = introduced;
    }
}

/// The record that no other has in its folder.
fn head(bench: &Bench<'_>) -> Option<Subject> {
    let mut records = bench.dossier.records.iter();
    let head = records.find(|record| bench.kind(record).outline.parent.is_none());
    head.or_else(|| bench.dossier.records.first())
        .map(|record| subject(bench, record))
}

fn is_definition(process: &Process, path: &str) -> bool {
    let is_kind = path
        .strip_prefix("kinds/")
        .is_some_and(|name| !name.contains('/') && name.ends_with(".yaml"));
    is_kind || path == "figures.yaml" || process.sources.iter().any(|source| source.path == path)
}

fn is_hidden(path: &str) -> bool {
    path.split('/').any(|name| name.starts_with('.'))
}

fn forecasts(bench: &Bench<'_>) -> Vec<Money> {
    let records = bench.dossier.records.iter().filter(|record| !record.broken);
    records
        .filter_map(|record| check::forecast(bench, record))
        .collect()
}

fn shifts(before: Vec<Money>, after: Vec<Money>) -> Vec<Shift> {
    let zero = |money: &Money| Money {
        amount: crate::value::Decimal::ZERO,
        ..*money
    };
    let (before, after) = (check::sum(before), check::sum(after));
    let currencies: BTreeSet<String> = before
        .iter()
        .chain(&after)
        .map(|money| money.currency.code().to_owned())
        .collect();
    let of = |sums: &[Money], code: &str| {
        sums.iter()
            .find(|money| money.currency.code() == code)
            .copied()
    };
    let shift = |code: String| {
        let (was, is) = (of(&before, &code), of(&after, &code));
        let any = was.or(is)?;
        Some(Shift {
            before: was.unwrap_or_else(|| zero(&any)),
            after: is.unwrap_or_else(|| zero(&any)),
        })
    };
    let shifts = currencies.into_iter().filter_map(shift);
    shifts.filter(|shift| shift.before != shift.after).collect()
}

/// Limits that are crossed now and weren't, and the other way round. A record that is gone demands nothing.
fn crossings(was: &Bench<'_>, is: &Bench<'_>) -> (Vec<Crossing>, Vec<Crossing>) {
    let (mut demanded, mut released) = (Vec::new(), Vec::new());
    for record in is.dossier.records.iter().filter(|record| !record.broken) {
        let now = crossed(is, record);
        let earlier = was.dossier.at(&record.source.path);
        // Of a record that could not be read nobody knows what it demanded.
        if earlier.is_some_and(|earlier| earlier.broken) {
            continue;
        }
        let then = earlier.map_or_else(Vec::new, |earlier| crossed(was, earlier));
        let same = |one: &Crossing, two: &Crossing| {
            (&one.signoff, &one.roles) == (&two.signoff, &two.roles)
        };
        let lacks = |all: &[Crossing], one: &Crossing| !all.iter().any(|other| same(one, other));
        demanded.extend(
            now.iter()
                .filter(|crossing| lacks(&then, crossing))
                .cloned(),
        );
        released.extend(then.into_iter().filter(|crossing| lacks(&now, crossing)));
    }
    (demanded, released)
}

fn crossed(bench: &Bench<'_>, record: &Record) -> Vec<Crossing> {
    let limits = check::limits(bench, record);
    limits
        .iter()
        .map(|limit| crossing(bench, record, limit))
        .collect()
}

fn crossing(bench: &Bench<'_>, record: &Record, limit: &Limit<'_>) -> Crossing {
    let roles = &bench.process.pipeline.roles;
    let (names, who) = match (limit.quorum, &limit.signoff.by) {
        (Some(quorum), _) => {
            let own: Vec<_> = quorum
                .roles
                .iter()
                .filter_map(|role| roles.get(*role))
                .collect();
            let titles = Phrase::joined(own.iter().map(|role| &role.title), ", ", "、");
            let names = own.iter().map(|role| role.name.clone()).collect();
            match quorum.of == quorum.roles.len() {
                true => (names, titles),
                false => (
                    names,
                    say!(en: "{of} of {titles}", zh: "{titles}中的 {of} 个", of = quorum.of, titles = titles),
                ),
            }
        }
        (None, Givers::Outside { role, .. }) => (vec![role.clone()], Phrase::same(role.clone())),
        (None, _) => (Vec::new(), Phrase::default()),
    };
    Crossing {
        subject: subject(bench, record),
        signoff: limit.signoff.clause.name.clone(),
        title: limit.signoff.clause.title.clone(),
        roles: names,
        who,
    }
}
