//! Records and sign-offs as they were parsed: those that the coming steps change ahead on all cores, others when they are
//! asked for. As long as a version is remembered, it is parsed once, however often and in whatever part it is looked at.

use super::recent::Recent;
use super::store::Store;
use super::walk::{Step, file};
use crate::files::Nothing;
use crate::form::{KindId, Record};
use crate::git::BlobId;
use crate::process::Process;
use crate::records::{Claims, Furniture, Listing, Reader, Role, Statement};
use rayon::prelude::*;
use std::collections::HashSet;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

/// Bytes of files whose parsed form is remembered.
const MOST_KEPT: usize = 8 * 1024 * 1024;

/// What was parsed by one process, by content. The same content at two paths is two records: the last one is remembered.
pub struct Parsed {
    known: Mutex<Recent<BlobId, Paper>>,
}

/// A file that was parsed.
#[derive(Clone)]
enum Paper {
    Record(Arc<Record>),
    Statement(Arc<Statement>),
}

/// A record by its path, with the ids that the path holds.
#[derive(Clone, Copy)]
pub struct Named<'n> {
    /// The kind.
    pub kind: KindId,
    /// The path.
    pub path: &'n str,
    /// The record's own id; of a single child, its parent's.
    pub id: &'n str,
    /// The parent's id.
    pub parent: Option<&'n str>,
}

/// One file to parse.
struct Task<'t> {
    path: &'t str,
    blob: BlobId,
    bytes: Arc<[u8]>,
    /// The record that it is; else it is a sign-off.
    record: Option<Named<'t>>,
}

impl Default for Parsed {
    fn default() -> Parsed {
        Parsed {
            known: Mutex::new(Recent::new(MOST_KEPT)),
        }
    }
}

impl Parsed {
    /// Parses what stands before and after each of some steps.
    pub fn prepare(&self, process: &Process, store: &Store, steps: &[Step]) {
        let claims = Claims::of(process);
        let tasks = self.tasks(&claims, store, process.pipeline.file_limit, steps);
        let bytes: usize = tasks.iter().map(|task| task.bytes.len()).sum();
        // What is parsed ahead is not forgotten before it is looked at.
        self.known().limit(MOST_KEPT.max(2 * bytes));
        let listing = Listing::live(&Nothing, Furniture::of(process));
        let read: Vec<Option<Paper>> = tasks
            .par_iter()
            .map_init(
                || Reader::new(process, &listing),
                |reader, task| {
                    let bytes = task.bytes.to_vec();
                    match task.record {
                        Some(Named {
                            kind,
                            path,
                            id,
                            parent,
                        }) => {
                            let record = reader.record_of(kind, path, bytes, id, parent)?;
                            Some(Paper::Record(Arc::new(record)))
                        }
                        None => {
                            let given = Statement::read_of(reader, task.path, bytes)?;
                            Some(Paper::Statement(Arc::new(given)))
                        }
                    }
                },
            )
            .collect();
        let mut known = self.known();
        for (task, paper) in tasks.iter().zip(read) {
            if let Some(paper) = paper {
                let weight = paper.weight();
                known.put(task.blob, paper, weight);
            }
        }
    }

    /// The record at a path with this content, which the reader finds there.
    pub fn record(&self, reader: &mut Reader<'_>, named: Named<'_>, blob: BlobId) -> Arc<Record> {
        if let Some(Paper::Record(record)) = self.get(named.path, blob) {
            return record;
        }
        let record = reader.record(named.kind, named.path, named.id, named.parent);
        let record = Arc::new(record.0);
        self.put(blob, Paper::Record(record.clone()));
        record
    }

    /// The sign-off at a path with this content, which the reader finds there; `None` where it is broken.
    pub fn statement(
        &self,
        reader: &mut Reader<'_>,
        path: &str,
        blob: BlobId,
    ) -> Option<Arc<Statement>> {
        if let Some(Paper::Statement(given)) = self.get(path, blob) {
            return Some(given);
        }
        let given = Arc::new(Statement::read(reader, path).0?);
        self.put(blob, Paper::Statement(given.clone()));
        Some(given)
    }

    fn known(&self) -> MutexGuard<'_, Recent<BlobId, Paper>> {
        self.known.lock().unwrap_or_else(PoisonError::into_inner)
    }

    fn get(&self, path: &str, blob: BlobId) -> Option<Paper> {
        let paper = self.known().get(blob)?;
        (paper.path() == path).then_some(paper)
    }

    fn put(&self, blob: BlobId, paper: Paper) {
        let weight = paper.weight();
        self.known().put(blob, paper, weight);
    }

    fn tasks<'t>(
        &self,
        claims: &Claims<'_>,
        store: &Store,
        limit: u64,
        steps: &'t [Step],
    ) -> Vec<Task<'t>> {
        let mut seen = HashSet::new();
        let mut tasks = Vec::new();
        for delta in steps.iter().flat_map(|step| &step.changes) {
            let path = &*delta.path;
            let record = match claims.role(path) {
                Role::Record(kind, index) => match named(claims, path, kind, index) {
                    Some(named) => Some(named),
                    None => continue,
                },
                Role::Signoff => None,
                Role::Waiver | Role::Dispatch | Role::Attachment | Role::Unclaimed => continue,
            };
            for blob in [delta.before, delta.after].into_iter().filter_map(file) {
                if !seen.insert((path, blob)) || self.get(path, blob).is_some() {
                    continue;
                }
                let bytes = store.ahead(blob).filter(|it| it.len() as u64 <= limit);
                tasks.extend(bytes.map(|bytes| Task {
                    path,
                    blob,
                    bytes,
                    record,
                }));
            }
        }
        tasks
    }
}

impl Paper {
    fn path(&self) -> &str {
        match self {
            Paper::Record(record) => &record.source.path,
            Paper::Statement(given) => &given.source.path,
        }
    }

    fn weight(&self) -> usize {
        match self {
            Paper::Record(record) => record.source.text.len(),
            Paper::Statement(given) => given.source.text.len(),
        }
    }
}

/// The record that a path claimed by a pattern of a kind is.
pub fn named<'n>(claims: &Claims<'_>, path: &'n str, kind: KindId, index: u8) -> Option<Named<'n>> {
    let claim = claims.pattern(kind, index)?.claim(path)?;
    Some(Named {
        kind,
        path,
        id: claim.id.or(claim.parent)?,
        parent: claim.parent,
    })
}
