//! A proposal as one step: what its merge would do to the official state, judged by the state that it starts from.
//! Only the dossiers that it touches, the people and the definition are looked at, however large the pipeline is.

use super::deed::Deed;
use super::run::Audit;
use super::state::{Kept, State};
use super::store::Store;
use super::walk::{Sides, Step, file};
use crate::files::Files;
use crate::finding::Finding;
use crate::git::{CommitId, Query, Repository, Snapshot, Trouble};
use crate::process::Process;
use crate::records::{self, Claims, Furniture, Listing};
use chrono::NaiveDate;
use std::sync::Arc;

/// What the rules of history find in the step from `base` to `head`; `process` is the base's.
///
/// # Errors
/// The history between them isn't here.
pub fn proposal(
    repository: &Repository,
    process: &Arc<Process>,
    base: CommitId,
    head: CommitId,
) -> Result<Vec<Finding>, Trouble> {
    let Some(step) = step(repository, base, head)? else {
        return Ok(Vec::new());
    };
    let before = repository.snapshot(base)?;
    let mut audit = Audit::new(Store::new(repository.blobs()?));
    audit.begin(state(process, &before, &step), Arc::clone(process));
    audit.step(&step);
    audit.store.lacking.nothing()?;
    let found = audit.found.into_iter();
    Ok(found.map(|(_, found)| found.finding.shown()).collect())
}

/// All commits of the proposal as one step; `None` where there are none.
fn step(repository: &Repository, base: CommitId, head: CommitId) -> Result<Option<Step>, Trouble> {
    let log = repository.log(&Query {
        from: vec![head],
        exclude: vec![base],
        oldest_first: true,
        ..Query::default()
    })?;
    let mut sides = Sides::new();
    let mut last = None;
    for commit in log {
        let commit = commit?;
        let deed = Arc::new(Deed::of(&commit));
        for delta in commit.changes {
            let brought = (file(delta.after), deed.clone());
            sides.entry(delta.path).or_default().push(brought);
        }
        last = Some(deed);
    }
    let Some(deed) = last else {
        return Ok(None);
    };
    let changes = repository.changed(base, head)?;
    let wanted = changes.iter();
    let wanted = wanted
        .map(|delta| (delta.path.clone(), file(delta.after)))
        .collect();
    Ok(Some(Step {
        deed,
        changes,
        clocks: Vec::new(),
        sides,
        wanted,
    }))
}

/// The files of the base that the step's judges may look at.
fn state(process: &Process, before: &Snapshot<'_>, step: &Step) -> State {
    let listing = Listing::live(before, Furniture::of(process));
    let claims = Claims::of(process);
    let changed = step.changes.iter().map(|delta| &delta.path);
    let touched: Vec<String> = changed
        .chain(step.sides.keys())
        .map(|path| path.to_string())
        .collect();
    let mut paths = records::dossier_paths(process, &claims, &listing, &touched);
    let people = process.people.as_ref().map(|people| people.kind);
    let roots = people.into_iter().flat_map(|kind| {
        let patterns = process.kind(kind).outline.patterns.iter();
        patterns.map(|pattern| pattern.root())
    });
    for folder in roots.chain(["kinds/".to_owned()]) {
        paths.extend(before.list(&folder, &|_| false).paths);
    }
    let definition = process.sources.iter().map(|source| source.path.as_str());
    paths.extend(definition.map(Box::from));
    let mut state = State::default();
    for path in paths {
        if let Ok(blob) = before.blob(&path) {
            // When it was changed last is not known without all of history; no claim is older than this.
            let day = NaiveDate::MIN;
            state.set(&path, Some(Kept { blob, day }));
        }
    }
    state
}
