//! History as steps from one official state to the next: the chain of first parents, the oldest first, each step with
//! the side commits that it merged, which say who wrote what.

use super::deed::Deed;
use crate::git::{BlobId, Blobs, Commit, CommitId, Delta, Log, Query, Repository, Side, Trouble};
use std::collections::{HashMap, HashSet};
use std::sync::Arc;

/// Steps that are fetched together.
const BATCH: usize = 256;

/// Largest content that is read ahead, in bytes.
const LARGEST: u64 = 1024 * 1024;

/// Seconds that a clock may be wrong: one hour.
const CLOCK: i64 = 3600;

/// What side commits left at each path that they changed, in their order, and which of them did.
pub type Sides = HashMap<Box<str>, Vec<(Option<BlobId>, Arc<Deed>)>>;

/// One official step.
#[derive(Debug)]
pub struct Step {
    /// The commit of the chain of first parents.
    pub deed: Arc<Deed>,
    /// The files that differ from the official state before.
    pub changes: Vec<Delta>,
    /// Commits of this step that say they were made before their parent, with the seconds between, and a path of theirs.
    pub clocks: Vec<(Arc<Deed>, i64, Box<str>)>,
    /// What the side commits left at each path that they changed, and which of them did.
    pub sides: Sides,
    /// What is at each changed path after the step, where side commits may have brought it.
    pub(super) wanted: HashMap<Box<str>, Option<BlobId>>,
}

impl Step {
    /// The commit that brought what is at a path now, or took it away: a side commit where one did, else the step's own.
    pub fn deed_of(&self, path: &str) -> &Arc<Deed> {
        self.side_of(path).unwrap_or(&self.deed)
    }

    /// The side commit that brought what is at a path now, or took it away.
    pub fn side_of(&self, path: &str) -> Option<&Arc<Deed>> {
        let now = self.wanted.get(path)?;
        let sides = self.sides.get(path)?;
        let mut brought = sides.iter().filter(|(blob, _)| blob == now);
        match now {
            Some(_) => brought.next(),
            None => brought.next_back(),
        }
        .map(|(_, deed)| deed)
    }
}

/// Steps, and the contents that they need.
pub struct Batch {
    /// The steps.
    pub steps: Vec<Step>,
    /// Contents of their files.
    pub contents: HashMap<BlobId, Arc<[u8]>>,
}

/// Official steps, one after the other.
pub struct Walk<'w> {
    repository: &'w Repository,
    ledger: Log,
    blobs: Blobs,
    tip: CommitId,
    after: Option<CommitId>,
    along: Option<Along>,
    last: Option<(CommitId, i64)>,
    ended: bool,
}

impl<'w> Walk<'w> {
    /// The steps to `tip`; only those after a commit of the same chain, where one is given with the time of the last
    /// step before it.
    pub fn new(
        repository: &'w Repository,
        tip: CommitId,
        after: Option<(CommitId, Option<i64>)>,
    ) -> Result<Walk<'w>, Trouble> {
        let ledger = repository.log(&Query {
            from: vec![tip],
            exclude: after.iter().map(|(id, _)| *id).collect(),
            first_parent: true,
            oldest_first: true,
            ..Query::default()
        })?;
        Ok(Walk {
            repository,
            ledger,
            blobs: repository.blobs()?,
            tip,
            after: after.map(|(id, _)| id),
            along: None,
            last: after.and_then(|(id, seconds)| Some((id, seconds?))),
            ended: false,
        })
    }

    /// The next steps; `None` at the end.
    pub fn batch(&mut self) -> Option<Result<Batch, Trouble>> {
        let mut steps = Vec::new();
        let mut files = 0;
        while !self.ended && steps.len() < BATCH && files < BATCH * 8 {
            match self.ledger.next() {
                None => self.ended = true,
                Some(commit) => match commit.and_then(|commit| self.step(commit)) {
                    Ok(step) => {
                        files += step.changes.len();
                        steps.push(step);
                    }
                    Err(trouble) => {
                        self.ended = true;
                        return Some(Err(trouble));
                    }
                },
            }
        }
        (!steps.is_empty()).then(|| Ok(self.fetched(steps)))
    }

    fn step(&mut self, commit: Commit) -> Result<Step, Trouble> {
        let deed = Arc::new(Deed::of(&commit));
        let mut clocks = Vec::new();
        let first = commit.changes.first().map(|delta| delta.path.clone());
        if let Some((_, earlier)) = self.last {
            note_clock(&mut clocks, &deed, earlier, first);
        }
        let mut sides = Sides::new();
        if commit.parents.len() > 1 {
            for side in self.merged(&commit)? {
                let first = side.changes.first().map(|(path, _)| path.clone());
                if let Some(earlier) = side.parent_seconds {
                    note_clock(&mut clocks, &side.deed, earlier, first);
                }
                for (path, blob) in side.changes {
                    sides
                        .entry(path)
                        .or_default()
                        .push((blob, side.deed.clone()));
                }
            }
        }
        self.last = Some((commit.id, deed.seconds));
        let wanted = match sides.is_empty() {
            true => HashMap::new(),
            false => commit
                .changes
                .iter()
                .map(|delta| (delta.path.clone(), file(delta.after)))
                .collect(),
        };
        Ok(Step {
            deed,
            changes: commit.changes,
            clocks,
            sides,
            wanted,
        })
    }

    /// The side commits that a merge brought, each after its parents.
    fn merged(&mut self, merge: &Commit) -> Result<Vec<SideCommit>, Trouble> {
        if self.along.is_none() {
            let before = self.last.map(|(id, _)| id).or(self.after);
            let log = self.repository.log(&Query {
                from: vec![self.tip],
                exclude: before.into_iter().collect(),
                oldest_first: true,
                ..Query::default()
            })?;
            self.along = Some(Along {
                log,
                pending: HashMap::new(),
                times: HashMap::new(),
            });
        }
        match &mut self.along {
            Some(along) => along.group(self.repository, merge),
            None => Ok(Vec::new()),
        }
    }

    /// The steps with the contents that they need: of changed records both, of new ones that. An import is not read.
    fn fetched(&mut self, steps: Vec<Step>) -> Batch {
        let import = |step: &Step| self.after.is_none() && step.changes.len() > BATCH * 8;
        // In the order of history: Git packs the versions of a file as differences from each other.
        let (mut ids, mut seen) = (Vec::new(), HashSet::new());
        for delta in steps
            .iter()
            .filter(|step| !import(step))
            .flat_map(|step| &step.changes)
        {
            if delta.path.ends_with(".yaml") || delta.path.ends_with(".md") {
                let sides = [delta.before, delta.after].into_iter().filter_map(file);
                ids.extend(sides.filter(|id| seen.insert(*id)));
            }
        }
        let mut contents = HashMap::with_capacity(ids.len());
        self.blobs.read_each(ids, LARGEST, |id, content| {
            if let Ok(bytes) = content {
                contents.insert(id, bytes.into());
            }
        });
        Batch { steps, contents }
    }
}

/// What is at a side of a change, if it is a plain file.
pub fn file(side: Option<Side>) -> Option<BlobId> {
    side.filter(|side| side.mode.is_file())
        .map(|side| side.blob)
}

fn note_clock(
    clocks: &mut Vec<(Arc<Deed>, i64, Box<str>)>,
    deed: &Arc<Deed>,
    earlier: i64,
    path: Option<Box<str>>,
) {
    let back = earlier.saturating_sub(deed.seconds);
    if back > CLOCK {
        clocks.push((
            deed.clone(),
            back,
            path.unwrap_or_else(|| "pipeline.yaml".into()),
        ));
    }
}

/// A commit beside the official chain.
struct SideCommit {
    deed: Arc<Deed>,
    parents: Vec<CommitId>,
    parent_seconds: Option<i64>,
    changes: Vec<(Box<str>, Option<BlobId>)>,
}

/// All commits, read along with the official ones.
struct Along {
    log: Log,
    pending: HashMap<CommitId, SideCommit>,
    times: HashMap<CommitId, i64>,
}

impl Along {
    fn group(
        &mut self,
        repository: &Repository,
        merge: &Commit,
    ) -> Result<Vec<SideCommit>, Trouble> {
        while let Some(commit) = self.log.next() {
            let commit = commit?;
            self.times.insert(commit.id, commit.committer.seconds);
            if commit.id == merge.id {
                break;
            }
            let parent_seconds = self.parent_seconds(repository, &commit)?;
            self.pending.insert(
                commit.id,
                SideCommit {
                    deed: Arc::new(Deed::of(&commit)),
                    parent_seconds,
                    parents: commit.parents,
                    changes: commit
                        .changes
                        .into_iter()
                        .map(|delta| (delta.path, file(delta.after)))
                        .collect(),
                },
            );
        }
        self.forget_official(merge);
        Ok(self.take(merge))
    }

    fn parent_seconds(
        &self,
        repository: &Repository,
        commit: &Commit,
    ) -> Result<Option<i64>, Trouble> {
        let Some(parent) = commit.parents.first() else {
            return Ok(None);
        };
        match self.times.get(parent) {
            Some(seconds) => Ok(Some(*seconds)),
            None => repository.made_at(*parent).map(Some),
        }
    }

    /// Official commits before the merge are no side commits.
    fn forget_official(&mut self, merge: &Commit) {
        let mut next = merge.parents.first().copied();
        while let Some(id) = next {
            next = self
                .pending
                .remove(&id)
                .and_then(|side| side.parents.first().copied());
        }
    }

    /// What can be reached from the merge's other parents: parents first, in the order in which commits name them.
    fn take(&mut self, merge: &Commit) -> Vec<SideCommit> {
        let mut group = Vec::new();
        let mut open: Vec<(CommitId, bool)> = merge
            .parents
            .iter()
            .skip(1)
            .rev()
            .map(|id| (*id, false))
            .collect();
        while let Some((id, parents_done)) = open.pop() {
            if parents_done {
                group.extend(self.pending.remove(&id));
                continue;
            }
            let Some(side) = self.pending.get(&id) else {
                continue;
            };
            open.push((id, true));
            open.extend(side.parents.iter().rev().map(|id| (*id, false)));
        }
        group
    }
}
