//! What somebody's last sign-off covered, found in history: a state counts where its digest is the one they signed.

use crate::check::{self, Bench, Content, SinceLast};
use crate::cli::work::Work;
use crate::form::Record;
use crate::git::{CommitId, Query, Repository};
use crate::history::{State, listing};
use crate::process::Signoff;
use crate::records;

/// Most commits that are looked into.
const MOST: usize = 200;

/// The values that changed, as they were signed; without those that no recent commit has.
pub fn earlier(
    work: &Work<'_>,
    bench: &Bench<'_>,
    record: &Record,
    signoff: &Signoff,
    since: &SinceLast<'_>,
) -> Vec<Content> {
    let Some(repository) = work.repository() else {
        return Vec::new();
    };
    let home = records::home(bench.process, &bench.archive.claims, &record.source.path);
    let mut found: Vec<Content> = Vec::new();
    for commit in commits(repository, &home) {
        if found.len() == since.changed.len() {
            break;
        }
        let Ok(files) = repository.snapshot(commit) else {
            break;
        };
        let listing = listing(bench.process, &files);
        let state = State::new(bench.process, &listing, bench.archive.command, bench.today);
        let dossier = state.dossier(&home);
        let then = state.bench(&dossier);
        if let Some(old) = dossier.at(&record.source.path).filter(|old| !old.broken) {
            let content = check::content(&then, old, signoff);
            let known = |path: &String| found.iter().any(|known| known.path == *path);
            let signed: Vec<Content> = content
                .into_iter()
                .filter(|old| since.changed.contains(&old.path) && !known(&old.path))
                .filter(|content| is_signed(&then, old, signoff, since, &content.path))
                .collect();
            found.extend(signed);
        }
    }
    found
}

/// The commits that changed the dossier, the newest first. A history that can't be read tells nothing.
fn commits(repository: &Repository, home: &str) -> impl Iterator<Item = CommitId> + use<> {
    let head = repository.head().ok().and_then(|head| head.commit());
    let query = Query {
        from: head.into_iter().collect(),
        paths: vec![home.to_owned()],
        ..Query::default()
    };
    let log = match query.from.is_empty() {
        false => repository.log(&query).ok(),
        true => None,
    };
    let commits = log.into_iter().flatten().map_while(Result::ok);
    commits.take(MOST).map(|commit| commit.id)
}

/// Whether a covered value is the one that the sign-off has the digest of.
fn is_signed(
    then: &Bench<'_>,
    old: &Record,
    signoff: &Signoff,
    since: &SinceLast<'_>,
    path: &str,
) -> bool {
    let covered = signoff.covers.iter().find(|covered| covered.path == path);
    let digest = covered.and_then(|covered| check::digest_of(then, old, &covered.value));
    let mut signed = since.last.covers.iter();
    signed.any(|(field, sha256, _)| field == path && Some(sha256) == digest.as_ref())
}
