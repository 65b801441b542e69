//! The official state while history is walked: every file with its content's name and the day of its last change.

use super::store::{Store, nothing};
use crate::files::{Entry, Files, Listed, Unread, is_left_out};
use crate::git::BlobId;
use crate::text::sha256;
use chrono::NaiveDate;
use std::collections::{BTreeMap, BTreeSet, HashMap};
use std::io;
use std::ops::Bound;
use std::sync::Arc;

/// A file of the official state.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Kept {
    /// Its content.
    pub blob: BlobId,
    /// The day of the official commit that changed it last.
    pub day: NaiveDate,
}

/// All files of a state, by path.
#[derive(Default, Debug)]
pub struct State {
    /// A table: each step asks for the same few of very many paths again and again.
    files: HashMap<Arc<str>, Kept>,
    paths: BTreeSet<Arc<str>>,
    /// The last readable content of records that are gone, or can't be read any more.
    pub lost: BTreeMap<Box<str>, Kept>,
}

/// What stood at paths before a step.
pub type Earlier = HashMap<Box<str>, Option<Kept>>;

impl State {
    /// The state of these files, after these were lost.
    pub fn of(files: Vec<(Arc<str>, Kept)>, lost: BTreeMap<Box<str>, Kept>) -> State {
        State {
            paths: files.iter().map(|(path, _)| path.clone()).collect(),
            files: files.into_iter().collect(),
            lost,
        }
    }

    /// The file at a path.
    pub fn file(&self, path: &str) -> Option<Kept> {
        self.files.get(path).copied()
    }

    /// Puts a file at a path, or takes it away; what was there.
    pub fn set(&mut self, path: &str, file: Option<Kept>) -> Option<Kept> {
        let Some(file) = file else {
            self.paths.remove(path);
            return self.files.remove(path);
        };
        if let Some(known) = self.files.get_mut(path) {
            return Some(std::mem::replace(known, file));
        }
        let path: Arc<str> = path.into();
        self.paths.insert(path.clone());
        self.files.insert(path, file)
    }

    /// The files whose paths begin with `start`, in order.
    pub fn under<'s>(&'s self, start: &'s str) -> impl Iterator<Item = (&'s str, Kept)> {
        let from = (Bound::Included(start), Bound::Unbounded);
        self.paths
            .range::<str, _>(from)
            .map(|path| &**path)
            .take_while(move |path| path.starts_with(start))
            .filter_map(|path| Some((path, self.file(path)?)))
    }
}

/// A state as files: as it is, or with some paths as they were.
pub struct View<'v> {
    /// The state after the step.
    pub state: &'v State,
    /// Contents.
    pub store: &'v Store,
    /// What stands otherwise.
    pub earlier: &'v Earlier,
}

impl View<'_> {
    /// The file at a path.
    pub fn file(&self, path: &str) -> Option<Kept> {
        match self.earlier.get(path) {
            Some(earlier) => *earlier,
            None => self.state.file(path),
        }
    }

    /// The paths that begin with `start`, in order.
    fn under(&self, start: &str) -> Vec<Box<str>> {
        let now = self
            .state
            .under(start)
            .map(|(path, _)| path)
            .filter(|path| !self.earlier.contains_key(*path));
        let earlier = self
            .earlier
            .iter()
            .filter(|(path, file)| file.is_some() && path.starts_with(start))
            .map(|(path, _)| &**path);
        let mut paths: Vec<Box<str>> = now.chain(earlier).map(Box::from).collect();
        paths.sort_unstable();
        paths
    }
}

impl Files for View<'_> {
    fn at(&self, path: &str) -> io::Result<Entry> {
        if self.file(path).is_some() {
            return Ok(Entry::File);
        }
        let folder = format!("{path}/");
        let mut below = self.state.under(&folder).map(|(path, _)| path);
        let holds = below.any(|path| !self.earlier.contains_key(path))
            || self
                .earlier
                .iter()
                .any(|(path, file)| file.is_some() && path.starts_with(&folder));
        match holds {
            true => Ok(Entry::Folder),
            false => Err(nothing()),
        }
    }

    fn list(&self, folder: &str, skip: &dyn Fn(&str) -> bool) -> Listed {
        let mut paths = self.under(folder);
        paths.retain(|path| !is_left_out(folder, path, skip));
        Listed {
            paths,
            refused: Vec::new(),
        }
    }

    fn read(&self, path: &str, limit: u64) -> Result<Vec<u8>, Unread> {
        let file = self.file(path).ok_or_else(|| Unread::Failed(nothing()))?;
        self.store
            .content(file.blob, limit)
            .map(|bytes| bytes.to_vec())
    }

    fn digest(&self, path: &str) -> io::Result<String> {
        let file = self.file(path).ok_or_else(nothing)?;
        match self.store.content(file.blob, u64::MAX) {
            Ok(bytes) => Ok(sha256(&bytes)),
            Err(Unread::Failed(error)) => Err(error),
            Err(Unread::Lacking | Unread::TooLarge(_)) => Err(nothing()),
        }
    }
}
