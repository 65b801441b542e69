//! `deal history`: what happened to a record, commit by commit, whoever wrote it and however.

use super::args::{Global, History, StoryFormat};
use super::failure::Failure;
use super::pager::Output;
use super::vault::Vault;
use super::{Status, pipe};
use crate::check;
use crate::files::{Files, Nothing};
use crate::git::{Commit, CommitId, Query, Who};
use crate::history::{self, Difference, Event, State, Subject, Touched, What};
use crate::language::Phrase;
use crate::output::story::{Entry, Past, Telling};
use crate::process::Process;
use crate::records::{self, Archive, Claims};
use crate::say;
use chrono::NaiveDate;
use std::cell::RefCell;
use std::collections::HashMap;

/// Runs the command.
pub fn run(global: &Global, args: &History) -> Result<Status, Failure> {
    let vault = Vault::open(global)?;
    let process = vault.process()?;
    let files = vault.files()?;
    let listing = history::listing(process, &*files);
    let archive = Archive::new(process, &listing, "deal");
    let teller = Teller {
        vault: &vault,
        process,
        archive: &archive,
        today: vault.today(global),
        people: RefCell::default(),
    };
    for path in vault.paths(process, global, &args.record)? {
        let mut past = teller.past(&path, args)?;
        vault.repository.lacks_nothing()?;
        if past.entries.is_empty() {
            continue;
        }
        past.subject = teller.subject(&path, &past);
        return write(&past, args.format, &vault, global);
    }
    Err(nothing(args))
}

fn nothing(args: &History) -> Failure {
    let record = args.record.display();
    match &args.field {
        Some(field) => Failure::nothing(say!(
            en: "no commit changes `{field}` of {record}", zh: "没有提交改动过 {record} 的 `{field}`", field = field, record = record
        )),
        None => Failure::nothing(
            say!(en: "no commit has a record {record}", zh: "没有任何提交有记录 {record}", record = record),
        )
        .hint(say!(
            en: "it may not be committed yet, or its id may be no id: `deal check` says",
            zh: "可能尚未提交，或其编号不合规则：请用 `deal check` 查看"
        )),
    }
}

fn write(
    past: &Past,
    format: StoryFormat,
    vault: &Vault,
    global: &Global,
) -> Result<Status, Failure> {
    let language = vault.language(global);
    let mut out = Output::of(global, matches!(format, StoryFormat::Text));
    let written = match format {
        StoryFormat::Text => past.write(Telling::Text, language, &mut out),
        StoryFormat::Markdown => past.write(Telling::Markdown, language, &mut out),
        StoryFormat::Json => past.write_json(language, &mut out),
    };
    match written.and_then(|()| out.close()) {
        Ok(()) => Ok(Status::Clean),
        Err(error) => pipe(error),
    }
}

/// Tells the history of records.
struct Teller<'t> {
    vault: &'t Vault,
    process: &'t Process,
    archive: &'t Archive<'t>,
    today: NaiveDate,
    /// People by e-mail address.
    people: RefCell<HashMap<String, Option<(String, Phrase)>>>,
}

impl Teller<'_> {
    fn past(&self, path: &str, args: &History) -> Result<Past, Failure> {
        let place = Place::of(self.process, path);
        let query = Query {
            from: vec![self.vault.head()?],
            paths: place.watched.clone(),
            ..Query::default()
        };
        let mut entries = Vec::new();
        for commit in self.vault.repository.log(&query)? {
            if args.limit.is_some_and(|limit| entries.len() >= limit) {
                break;
            }
            let commit = commit?;
            let mut events = self.events(&commit, &place)?;
            events.retain(|event| place.is_told(&event.subject));
            if let Some(field) = &args.field {
                events.retain(|event| is_of_field(event, field));
            }
            if !events.is_empty() {
                entries.push(self.entry(commit, events));
            }
        }
        Ok(Past {
            subject: by_path(path),
            entries,
        })
    }

    /// What a commit did.
    fn events(&self, commit: &Commit, place: &Place) -> Result<Vec<Event>, Failure> {
        let touched: Vec<Touched> = commit
            .changes
            .iter()
            .filter(|delta| place.holds(self.process, &delta.path))
            .map(|delta| Touched {
                path: delta.path.to_string(),
                there: (delta.before.is_some(), delta.after.is_some()),
            })
            .collect();
        if commit.parents.len() > 1 && touched.is_empty() {
            return self.voided_by_merge(commit, place);
        }
        if touched.is_empty() {
            return Ok(Vec::new());
        }
        let from = |parent| self.between(parent, commit.id, place, &touched, |events, _| events);
        let mut events = from(commit.parents.first().copied())?;
        let others = commit.parents.get(1..).unwrap_or_default();
        for parent in others {
            // What stands so in one of the parents was done there, and not by the merge.
            let known: Vec<String> = from(Some(*parent))?.iter().map(own_key).collect();
            events.retain(|event| known.contains(&own_key(event)));
        }
        if !others.is_empty() {
            events.retain(|event| void_key(event).is_none());
            events.extend(self.voided_by_merge(commit, place)?);
        }
        Ok(events)
    }

    /// A value that one side changed may void what the other side signed or sent, though no file is new in the merge.
    fn voided_by_merge(&self, commit: &Commit, place: &Place) -> Result<Vec<Event>, Failure> {
        let mut voided: Vec<(String, Event)> = Vec::new();
        let mut was_void: Vec<String> = Vec::new();
        for parent in &commit.parents {
            let (void, had) =
                self.between(Some(*parent), commit.id, place, &[], |events, had| {
                    let void = events
                        .into_iter()
                        .filter_map(|event| Some((void_key(&event)?, event)));
                    (void.collect::<Vec<_>>(), had)
                })?;
            was_void.extend(had);
            voided.extend(void);
        }
        let mut told: Vec<String> = Vec::new();
        voided.retain(|(key, _)| {
            let new = !was_void.contains(key) && !told.contains(key);
            told.push(key.clone());
            new
        });
        Ok(voided.into_iter().map(|(_, event)| event).collect())
    }

    /// What happened between two commits, and the sign-offs and documents that were void before.
    fn between<T>(
        &self,
        before: Option<CommitId>,
        after: CommitId,
        place: &Place,
        touched: &[Touched],
        take: impl FnOnce(Vec<Event>, Vec<String>) -> T,
    ) -> Result<T, Failure> {
        let old: Box<dyn Files> = match before {
            Some(commit) => Box::new(self.vault.repository.snapshot(commit)?),
            None => Box::new(Nothing),
        };
        let new = self.vault.repository.snapshot(after)?;
        let (old_listing, new_listing) = (
            history::listing(self.process, &*old),
            history::listing(self.process, &new),
        );
        let state = |listing| State::new(self.process, listing, "deal", self.today);
        let (was, is) = (state(&old_listing), state(&new_listing));
        let (old_dossier, new_dossier) = (was.dossier(&place.home), is.dossier(&place.home));
        let (old_bench, new_bench) = (was.bench(&old_dossier), is.bench(&new_dossier));
        let events = history::events(&old_bench, &new_bench, touched);
        let mut void = Vec::new();
        if touched.is_empty() {
            void.extend(history::stale_dispatches(&old_bench));
            for record in old_dossier.records.iter().filter(|record| !record.broken) {
                for given in check::given(&old_bench, record) {
                    if let check::Holds::Stale(_) = given.holds {
                        let statement = given.statement;
                        void.push(format!(
                            "{} {} {} {}",
                            record.source.path, statement.signoff, statement.role, statement.at
                        ));
                    }
                }
            }
        }
        Ok(take(events, void))
    }

    fn entry(&self, commit: Commit, events: Vec<Event>) -> Entry {
        let zone = self.process.pipeline.timezone;
        let at = commit
            .author
            .at()
            .map(|at| at.with_timezone(&zone).fixed_offset());
        Entry {
            commit: commit.id.to_string(),
            at,
            person: self.person(&commit.author),
            message: commit.subject().to_owned(),
            merge: commit.parents.len() > 1,
            name: commit.author.name,
            email: commit.author.email,
            events,
        }
    }

    fn person(&self, who: &Who) -> Option<(String, Phrase)> {
        let mut people = self.people.borrow_mut();
        let find = || {
            let id = check::person_with_email(self.archive, &who.email)?;
            let nothing = records::Dossier::default();
            let bench = check::Bench::new(self.archive, &nothing, self.today);
            let name = history::person(&bench, &id);
            Some((id, name))
        };
        people.entry(who.email.clone()).or_insert_with(find).clone()
    }

    /// The record as it is today; of one that is gone, as its history last calls it.
    fn subject(&self, path: &str, past: &Past) -> Subject {
        let place = Place::of(self.process, path);
        let state = State::new(self.process, self.archive.listing, "deal", self.today);
        let dossier = state.dossier(&place.home);
        let bench = state.bench(&dossier);
        let now = dossier
            .at(path)
            .map(|record| history::subject(&bench, record));
        let events = past.entries.iter().flat_map(|entry| &entry.events);
        let mut own = events.filter(|event| event.subject.path == path);
        now.or_else(|| own.next().map(|event| event.subject.clone()))
            .unwrap_or_else(|| by_path(path))
    }
}

/// Where a record and what belongs to it are.
struct Place {
    /// The record's file; for a folder, what is under it.
    path: String,
    /// Its dossier.
    home: String,
    /// The files and folders in which something may happen to it.
    watched: Vec<String>,
    /// The folder of its own, if it is the head of one.
    own: Option<String>,
}

impl Place {
    fn of(process: &Process, path: &str) -> Place {
        let claims = Claims::of(process);
        let home = records::home(process, &claims, path);
        let own = records::own_folder(process, path).filter(|own| *own == home);
        let folder = records::folder(path);
        let watched = match &own {
            Some(own) => vec![own.clone()],
            None => vec![
                path.to_owned(),
                format!("{folder}signoffs"),
                format!("{folder}waivers"),
                format!("{folder}sent"),
            ],
        };
        Place {
            path: path.to_owned(),
            home,
            watched,
            own,
        }
    }

    /// Whether a file belongs to the record's dossier.
    fn holds(&self, process: &Process, path: &str) -> bool {
        let inside = |folder: &str| {
            path.strip_prefix(folder)
                .is_some_and(|rest| rest.starts_with('/'))
        };
        path == self.path
            || inside(&self.home)
            || records::home(process, &Claims::of(process), path) == self.home
    }

    /// Whether what happened to a record is told: of a child, only what is its own.
    fn is_told(&self, subject: &Subject) -> bool {
        self.own.is_some() || subject.path == self.path
    }
}

/// What tells apart the sign-offs that became void, and the documents that went stale; `None` for another event.
fn void_key(event: &Event) -> Option<String> {
    match &event.what {
        What::Void(paper, _) => Some(format!(
            "{} {} {} {}",
            event.subject.path, paper.name, paper.role, paper.at
        )),
        What::Outdated(outdated) => Some(outdated.sending.path.clone()),
        _ => None,
    }
}

/// What a merge did itself is the same against each of its parents, whatever was there before.
fn own_key(event: &Event) -> String {
    let path = &event.subject.path;
    match &event.what {
        What::Field(change) => match &change.difference {
            Difference::Set { new, .. } => format!("{path} {} {new:?}", change.path),
            other => {
                let list = change.path.rsplit_once('[').map_or("", |(list, _)| list);
                format!("{path} {list} {other:?}")
            }
        },
        What::Moved(step) => format!("{path} {:?} {:?}", step.to, step.at),
        what => format!("{path} {what:?}"),
    }
}

/// Whether an event changes a field, or something inside it.
fn is_of_field(event: &Event, field: &str) -> bool {
    match &event.what {
        What::Field(change) => {
            let rest = change.path.strip_prefix(field);
            rest.is_some_and(|rest| rest.is_empty() || rest.starts_with(['.', '[']))
        }
        What::Stranger { name, .. } => name == field,
        What::Moved(_) | What::LogRewritten => matches!(field, "stage" | "moves"),
        _ => false,
    }
}

fn by_path(path: &str) -> Subject {
    Subject {
        address: path.to_owned(),
        path: path.to_owned(),
        kind: Phrase::default(),
        name: Phrase::same(path),
    }
}
