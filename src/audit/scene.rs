//! One official step before its judges: the process and the people of the state before it, the files before and after.

use super::deed::Deed;
use super::state::View;
use super::walk::Step;
use crate::check::{self, Bench, Charge};
use crate::expression::World;
use crate::finding::{Finding, Place};
use crate::form::{KindId, Record};
use crate::language::Phrase;
use crate::process::Process;
use crate::records::{Role, Statement};
use crate::rules::Rule;
use crate::say;
use crate::text::{Source, Span};
use chrono::NaiveDate;
use std::cell::RefCell;
use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

/// A finding, and the commit that it is about.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Found {
    /// The finding; its place is in the commit's version of the file.
    pub finding: Finding,
    /// The commit.
    pub deed: Arc<Deed>,
}

/// Ids of people by the e-mail address that Git knows them by, in small letters.
pub type Addresses = BTreeMap<String, String>;

/// A step that is judged.
pub struct Scene<'s> {
    /// The process of the state before.
    pub process: &'s Process,
    /// The people of the state before.
    pub addresses: &'s Addresses,
    /// The step.
    pub step: &'s Step,
    /// The files before.
    pub before: &'s View<'s>,
    /// The files after.
    pub after: &'s View<'s>,
    /// The records after, with the people of the state before.
    pub bench: &'s Bench<'s>,
    /// What was found.
    pub found: RefCell<Vec<Found>>,
    /// Years that the calendar lacks.
    pub missing_years: RefCell<BTreeSet<i32>>,
    /// Whether all files of the state are there to judge by, not only those that the step touches.
    pub whole: bool,
}

/// Where a finding is.
#[derive(Clone, Copy)]
pub struct At<'a> {
    /// The file.
    pub source: &'a Source,
    /// The bytes.
    pub span: Span,
    /// The record's address.
    pub record: Option<&'a str>,
    /// The record's kind.
    pub kind: Option<KindId>,
}

impl<'a> At<'a> {
    /// At a place of a record.
    pub fn of(record: &'a Record, span: Span) -> At<'a> {
        At {
            source: &record.source,
            span,
            record: Some(&record.address),
            kind: Some(record.kind),
        }
    }
}

impl Scene<'_> {
    /// The commit that brought what is at a path now, or took it away.
    pub fn deed(&self, path: &str) -> &Arc<Deed> {
        self.step.deed_of(path)
    }

    /// Keeps a finding at a place.
    pub fn find(&self, rule: Rule, at: At<'_>, subject: Option<&str>, message: Phrase) {
        let deed = self.deed(&at.source.path).clone();
        let finding = Finding::at(rule, at.source, at.span, message);
        self.keep(finding, at, subject, deed);
    }

    /// Keeps a finding about a file that is gone.
    pub fn find_gone(&self, rule: Rule, path: &str, record: Option<&str>, message: Phrase) {
        let deed = self.deed(path).clone();
        self.find_by(rule, path, record, message, deed);
    }

    /// Keeps a finding about a file, by a commit.
    pub fn find_by(
        &self,
        rule: Rule,
        path: &str,
        record: Option<&str>,
        message: Phrase,
        deed: Arc<Deed>,
    ) {
        let source = Source::default();
        let at = At {
            source: &source,
            span: Span::default(),
            record,
            kind: None,
        };
        let finding = Finding {
            place: Place::file(path),
            ..Finding::of_file(rule, path, message)
        };
        self.keep(finding, at, None, deed);
    }

    fn keep(&self, mut finding: Finding, at: At<'_>, subject: Option<&str>, deed: Arc<Deed>) {
        finding.record = at.record.map(str::to_owned);
        finding.subject = subject.map(str::to_owned);
        let mut charge = Charge::of(finding, at.kind);
        charge.on = at.source.path.clone();
        self.charge(charge, deed);
    }

    /// Keeps what the judgement of a record says, by a commit.
    pub fn charge(&self, mut charge: Charge, deed: Arc<Deed>) {
        charge.finding.message = said(&charge.finding.message, &deed, self.process);
        if let Some(finding) = check::weigh(self.process, charge) {
            let finding = finding.shown();
            self.found.borrow_mut().push(Found { finding, deed });
        }
    }

    /// What people call a record.
    pub fn name(&self, record: &Record) -> Phrase {
        self.bench.name(record)
    }

    /// What people call a person; one that isn't known, by the id.
    pub fn person(&self, id: &str) -> Phrase {
        self.bench.called(id)
    }

    /// What people call a role.
    pub fn role(&self, name: &str) -> Phrase {
        let mut roles = self.process.pipeline.roles.iter();
        let role = roles.find(|role| role.name == name);
        role.map_or_else(|| Phrase::same(name), |role| role.title.clone())
    }

    /// What people call the sign-off that somebody gave.
    pub fn signoff(&self, given: &Statement) -> Phrase {
        let kind = match self.bench.archive.claims.role(&given.on) {
            Role::Record(kind, _) => Some(self.process.kind(kind)),
            _ => None,
        };
        let mut signoffs = kind.into_iter().flat_map(|kind| &kind.clauses.signoffs);
        let signoff = signoffs.find(|signoff| signoff.clause.name == given.signoff);
        signoff.map_or_else(
            || Phrase::same(&given.signoff),
            |signoff| signoff.clause.title.clone(),
        )
    }

    /// The person who wrote a commit, as the people of the state before have it.
    pub fn author(&self, deed: &Deed) -> Option<&str> {
        let id = self.addresses.get(&deed.email.to_lowercase());
        id.map(String::as_str)
    }

    /// The day of a commit.
    pub fn day(&self, deed: &Deed) -> NaiveDate {
        deed.day(self.process.pipeline.timezone)
    }
}

/// A message with the commit that it is about.
fn said(message: &Phrase, deed: &Deed, process: &Process) -> Phrase {
    say!(
        en: "{message} (commit {commit} by {author}, {day})",
        zh: "{message}（提交 {commit}，{author}，{day}）",
        message = message, commit = deed.short(), author = deed.author,
        day = deed.day(process.pipeline.timezone)
    )
}
