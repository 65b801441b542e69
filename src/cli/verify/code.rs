//! The code on a paper: the documents that went out with it, else those that records make now, else those that they made
//! at an earlier commit.

use super::super::args::Global;
use super::super::desk::Desk;
use super::super::failure::Failure;
use super::file::{Changed, changed, title};
use super::past;
use crate::check::{self, Bench};
use crate::documents::{Order, Receipt, with_code};
use crate::history::State;
use crate::language::Phrase;
use crate::process::{Medium, Process};
use crate::records::{Claims, Dispatch, Furniture, Listing, Role, home};
use crate::say;
use crate::text::sha256_of;
use chrono::NaiveDate;
use std::collections::BTreeSet;

/// What is known of a code.
pub struct Trace {
    /// The code.
    pub code: String,
    /// Path of the record.
    pub on: String,
    /// The document's name.
    pub document: String,
    /// What people call the document of the record.
    pub title: Phrase,
    /// The tag of its language.
    pub language: String,
    /// When it went out, first first.
    pub sent: Vec<Sent>,
    /// The commit that had this content last, where it never went out and isn't what the record says now.
    pub commit: Option<Commit>,
    /// What the record shows otherwise now; none where that can't be said.
    pub changed: Option<Changed>,
    /// That another one went out since.
    pub superseded: bool,
}

/// A time that it went out.
pub struct Sent {
    /// The day.
    pub on: NaiveDate,
    /// To whom.
    pub to: Vec<String>,
    /// Who confirmed it, and when.
    pub confirmed: Option<(String, NaiveDate)>,
}

/// A commit.
pub struct Commit {
    /// Its name.
    pub id: String,
    /// Its day.
    pub day: Option<NaiveDate>,
}

impl Trace {
    /// Whether the record still says what a paper with this code shows.
    pub fn holds(&self) -> bool {
        let changed = self.changed.as_ref();
        changed.is_some_and(|changed| changed.paths.is_empty()) && !self.superseded
    }
}

/// What is known of a code.
///
/// # Errors
/// Nothing is, or Git fails.
pub fn trace(
    global: &Global,
    desk: &Desk,
    process: &Process,
    code: &str,
) -> Result<Trace, Failure> {
    let listing = Listing::whole(&desk.files, Furniture::of(process));
    let state = State::new(process, &listing, "deal", desk.today(global));
    if let Some(trace) = went_out(process, &listing, &state, code) {
        return Ok(trace);
    }
    let search = Search {
        state: &state,
        code,
        day: desk.today(global),
        definition: sha256_of(&process.sources),
    };
    if let Some(found) = search.among(&homes(process, &listing)) {
        return Ok(found.trace(&state, None));
    }
    match past::search(desk, code)? {
        Some((found, commit)) => Ok(found.trace(&state, Some(commit))),
        None => Err(Failure::nothing(say!(
            en: "no document of this pipeline has the code {code}", zh: "本销售库没有编号为 {code} 的单据",
            code = code
        ))
        .hint(say!(
            en: "it may have been made from changes that were never committed, from commits that are gone, or elsewhere", zh: "可能是由未提交的改动、已不存在的提交或别处生成的"
        ))),
    }
}

/// What went out with this code.
fn went_out(
    process: &Process,
    listing: &Listing<'_>,
    state: &State<'_>,
    code: &str,
) -> Option<Trace> {
    let claims = Claims::of(process);
    let named = format!(".{}.", code.to_lowercase());
    let paths = listing.paths().iter();
    let mut paths =
        paths.filter(|path| path.contains(&named) && matches!(claims.role(path), Role::Dispatch));
    paths.find_map(|path| {
        state.open(path, |bench, _| {
            let all = bench.dossier.dispatches.iter();
            let mut all: Vec<&Dispatch> = all.collect();
            all.sort_by_key(|sent| sent.order());
            let first = all.iter().find(|sent| sent.code == code)?;
            let same = |sent: &&&Dispatch| sent.on == first.on && sent.document == first.document;
            let last = all.iter().rfind(same)?;
            Some(Trace {
                code: code.to_owned(),
                on: first.on.clone(),
                document: first.document.clone(),
                title: title(bench, &first.on, &first.document),
                language: first.language.clone(),
                sent: all
                    .iter()
                    .filter(|sent| same(sent) && sent.code == code)
                    .map(|sent| Sent::of(sent))
                    .collect(),
                commit: None,
                changed: changed_since(bench, first),
                superseded: last.code != code,
            })
        })
    })
}

impl Sent {
    fn of(dispatch: &Dispatch) -> Sent {
        let confirmed = dispatch.confirmed.as_ref();
        Sent {
            on: dispatch.sent_on,
            to: dispatch.sent_to.clone(),
            confirmed: confirmed.map(|confirmed| (confirmed.by.clone(), confirmed.on)),
        }
    }
}

/// What the record shows otherwise now than a dispatch did; none where that can't be said.
pub fn changed_since(bench: &Bench<'_>, dispatch: &Dispatch) -> Option<Changed> {
    let paths = check::changes_since_sent(bench, dispatch)?;
    let record = bench.dossier.at(&dispatch.on)?;
    Some(Changed {
        titles: bench.titles(record, &paths),
        paths,
    })
}

/// The dossiers of a pipeline, by where they are.
pub fn homes(process: &Process, listing: &Listing<'_>) -> BTreeSet<String> {
    let claims = Claims::of(process);
    let paths = listing.paths().iter();
    let records = paths.filter(|path| matches!(claims.role(path), Role::Record(..)));
    records.map(|path| home(process, &claims, path)).collect()
}

/// A search for a code in a pipeline at one time.
pub struct Search<'s> {
    /// The pipeline.
    pub state: &'s State<'s>,
    /// The code.
    pub code: &'s str,
    /// The day.
    pub day: NaiveDate,
    /// The digest of the process.
    pub definition: String,
}

/// A document that has the code, by its receipt.
pub struct Found(Receipt);

impl Search<'_> {
    /// The first document in these dossiers that has the code.
    pub fn among(&self, homes: &BTreeSet<String>) -> Option<Found> {
        homes.iter().find_map(|home| {
            let dossier = self.state.dossier(home);
            let bench = self.state.bench(&dossier);
            dossier.records.iter().find_map(|record| {
                let receipt = with_code(&bench, record, self.code, &self.definition, self.order());
                receipt.map(Found)
            })
        })
    }

    fn order(&self) -> Order<'static> {
        Order {
            day: self.day,
            draft: true,
            flawed: false,
            commit: None,
        }
    }
}

impl Found {
    /// What is known of it, held against what the record says now.
    fn trace(self, state: &State<'_>, commit: Option<Commit>) -> Trace {
        let Found(receipt) = self;
        state.open(&receipt.on.clone(), |bench, _| {
            let all = bench.dossier.dispatches.iter();
            let others =
                all.filter(|sent| sent.on == receipt.on && sent.document == receipt.document);
            let later = commit.as_ref().and_then(|commit| commit.day);
            let superseded = later.is_some_and(|day| {
                others
                    .map(|sent| sent.made_on)
                    .max()
                    .is_some_and(|made| made >= day)
            });
            Trace {
                code: receipt.code(),
                title: title(bench, &receipt.on, &receipt.document),
                changed: changed(bench, &receipt, Medium::Markdown),
                on: receipt.on,
                document: receipt.document,
                language: receipt.language,
                sent: Vec::new(),
                commit,
                superseded,
            }
        })
    }
}
