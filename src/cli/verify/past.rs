//! A code that no record has now: the last commit at which one had it. Of each step only what it changed is looked at
//! again, and all where that may show anywhere.

use super::super::desk::Desk;
use super::super::failure::Failure;
use super::code::{Commit, Found, Search, homes};
use crate::form::{FieldType, KindId, Shape};
use crate::git::{self, Query, Repository};
use crate::history::{self, State};
use crate::process::{Definition, Loaded, Process};
use crate::records::{Claims, Furniture, Listing, Role, home};
use crate::text::sha256_of;
use std::collections::BTreeSet;

/// What of a state is looked at.
enum Wanted {
    /// All dossiers.
    All,
    /// Those at these places.
    At(BTreeSet<String>),
}

/// The last document that had this code, and the last commit at which it had it.
///
/// # Errors
/// Git fails, or history is cut off.
pub fn search(desk: &Desk, code: &str) -> Result<Option<(Found, Commit)>, Failure> {
    let Some(repository) = Repository::around(&desk.root)? else {
        return Ok(None);
    };
    let Some(head) = repository.head()?.commit() else {
        return Ok(None);
    };
    let query = Query {
        from: vec![head],
        first_parent: true,
        ..Query::default()
    };
    let mut wanted = Wanted::All;
    let mut loaded: Option<Loaded> = None;
    for commit in repository.log(&query)? {
        let commit = commit?;
        if let Some(found) = at(&repository, &commit, &mut loaded, &wanted, code)? {
            let day = commit.committer.at().map(|at| at.date_naive());
            let id = commit.id.short().to_owned();
            return Ok(Some((found, Commit { id, day })));
        }
        // The next state is the one before this commit: it differs in what the commit changed.
        let process = loaded.as_ref().and_then(|loaded| loaded.process.as_ref());
        let changed = commit.changes.iter().map(|change| &*change.path);
        let is_of_process =
            |path: &str| process.is_none_or(|process| Furniture::of(process).has(path));
        let (anew, next) = match process {
            Some(process) => (
                changed.clone().any(is_of_process),
                wanted_before(process, changed),
            ),
            None => (true, Wanted::All),
        };
        wanted = next;
        if anew {
            loaded = None;
            wanted = Wanted::All;
        }
    }
    repository.lacks_nothing()?;
    Ok(None)
}

/// The document that had the code at a commit, among those that are wanted.
fn at(
    repository: &Repository,
    commit: &git::Commit,
    loaded: &mut Option<Loaded>,
    wanted: &Wanted,
    code: &str,
) -> Result<Option<Found>, Failure> {
    if matches!(wanted, Wanted::At(homes) if homes.is_empty()) {
        return Ok(None);
    }
    let files = repository.snapshot(commit.id)?;
    let loaded = loaded.get_or_insert_with(|| Definition::load_from(&files).0);
    let Some(process) = &loaded.process else {
        return Ok(None);
    };
    let Some(day) = commit.committer.at().map(|at| at.date_naive()) else {
        return Ok(None);
    };
    let listing = history::listing(process, &files);
    let state = State::new(process, &listing, "deal", day);
    let search = Search {
        state: &state,
        code,
        day,
        definition: sha256_of(&process.sources),
    };
    Ok(match wanted {
        Wanted::At(homes) => search.among(homes),
        Wanted::All => {
            let whole = Listing::whole(&files, Furniture::of(process));
            search.among(&homes(process, &whole))
        }
    })
}

/// What may show something else after these files changed.
fn wanted_before<'c>(process: &Process, changed: impl Iterator<Item = &'c str>) -> Wanted {
    let claims = Claims::of(process);
    let mut homes = BTreeSet::new();
    for path in changed {
        match claims.role(path) {
            Role::Record(kind, _) if is_shared(process, kind) => return Wanted::All,
            Role::Unclaimed => {}
            _ => {
                homes.insert(home(process, &claims, path));
            }
        }
    }
    Wanted::At(homes)
}

/// Whether documents of other records may show a record of this kind: others refer to it, or it stands alone, as what
/// documents choose from does.
fn is_shared(process: &Process, kind: KindId) -> bool {
    let outline = &process.kind(kind).outline;
    if outline.parent.is_some() {
        return false;
    }
    let mut kinds = process.kinds.iter();
    let is_alone = !kinds
        .clone()
        .any(|other| other.outline.parent == Some(kind));
    is_alone || kinds.any(|other| refers(&other.outline.shape, kind))
}

fn refers(shape: &Shape, kind: KindId) -> bool {
    shape
        .fields
        .iter()
        .any(|field| type_refers(&field.ty, kind))
}

fn type_refers(ty: &FieldType, kind: KindId) -> bool {
    match ty {
        FieldType::Reference(to) => *to == kind,
        FieldType::Group(shape) | FieldType::Moves(shape) => refers(shape, kind),
        FieldType::List { of, .. } => type_refers(of, kind),
        _ => false,
    }
}
