//! The records that the coming steps change, parsed ahead on all cores.

use super::store::Store;
use super::walk::{Step, file};
use crate::files::Nothing;
use crate::form::{KindId, Record};
use crate::git::BlobId;
use crate::process::Process;
use crate::records::{Claims, Furniture, Listing, Reader, Role};
use rayon::prelude::*;
use std::collections::{HashMap, HashSet};
use std::sync::Arc;

/// Records by content; the same content may stand at several paths.
#[derive(Default)]
pub struct Parsed {
    records: HashMap<BlobId, Vec<Arc<Record>>>,
}

/// One record to parse.
struct Task<'t> {
    path: &'t str,
    blob: BlobId,
    kind: KindId,
    id: &'t str,
    parent: Option<&'t str>,
}

impl Parsed {
    /// The records before and after each of some steps, as long as `process` judges.
    pub fn of(process: &Process, store: &Store, steps: &[Step]) -> Parsed {
        let claims = Claims::of(process);
        let tasks = tasks(&claims, steps);
        let listing = Listing::live(&Nothing, Furniture::of(process));
        let limit = process.pipeline.file_limit;
        let read: Vec<(BlobId, Option<Record>)> = tasks
            .par_iter()
            .map_init(
                || Reader::new(process, &listing),
                |reader, task| {
                    let bytes = store.ahead(task.blob).filter(|it| it.len() as u64 <= limit);
                    let record = bytes.and_then(|bytes| {
                        let bytes = bytes.to_vec();
                        reader.record_of(task.kind, task.path, bytes, task.id, task.parent)
                    });
                    (task.blob, record)
                },
            )
            .collect();
        let mut records: HashMap<BlobId, Vec<Arc<Record>>> = HashMap::with_capacity(read.len());
        for (blob, record) in read {
            if let Some(record) = record {
                records.entry(blob).or_default().push(Arc::new(record));
            }
        }
        Parsed { records }
    }

    /// The record at a path with this content, if it was parsed.
    pub fn get(&self, path: &str, blob: BlobId) -> Option<Arc<Record>> {
        let records = self.records.get(&blob)?;
        let found = records.iter().find(|record| record.source.path == path);
        found.cloned()
    }
}

fn tasks<'t>(claims: &Claims<'_>, steps: &'t [Step]) -> Vec<Task<'t>> {
    let mut seen = HashSet::new();
    let mut tasks = Vec::new();
    for delta in steps.iter().flat_map(|step| &step.changes) {
        let path = &*delta.path;
        let Role::Record(kind, index) = claims.role(path) else {
            continue;
        };
        let claim = claims
            .pattern(kind, index)
            .and_then(|pattern| pattern.claim(path));
        let Some((id, parent)) =
            claim.and_then(|claim| Some((claim.id.or(claim.parent)?, claim.parent)))
        else {
            continue;
        };
        for blob in [delta.before, delta.after].into_iter().filter_map(file) {
            if seen.insert((path, blob)) {
                tasks.push(Task {
                    path,
                    blob,
                    kind,
                    id,
                    parent,
                });
            }
        }
    }
    tasks
}
