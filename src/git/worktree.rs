//! The files of a work tree, whole also where Git was told to keep some of them aside: in a sparse checkout the index has
//! files that the folder hasn't, and they are part of the pipeline all the same. A submodule that isn't initialised is an
//! empty folder on the disk, and another repository all the same.

use super::discover::{git_dir, has_submodules};
use super::repository::Repository;
use super::sparse;
use super::staged::Index;
use crate::files::{Disk, Entry, Files, Listed, Unread};
use std::collections::HashSet;
use std::io::{self, ErrorKind};
use std::path::Path;
use std::sync::Arc;

/// A pipeline as its work tree has it.
#[derive(Clone)]
pub struct WorkTree {
    disk: Disk,
    aside: Option<Arc<Aside>>,
}

/// What the index has and the folder doesn't show.
struct Aside {
    repository: Repository,
    index: Index,
}

impl WorkTree {
    /// The files of a pipeline's folder. Where its repository can't be read, those that are there.
    pub fn of(root: &Path) -> WorkTree {
        let disk = Disk::new(root);
        WorkTree {
            aside: aside(root, &disk).map(Arc::new),
            disk,
        }
    }
}

fn aside(root: &Path, disk: &Disk) -> Option<Aside> {
    if !sparse::may_be(&git_dir(root)?) && !has_submodules(root) {
        return None;
    }
    let repository = Repository::around(root).ok()??;
    let is_empty = |path: &str| matches!(disk.at(path), Ok(Entry::Folder));
    let index = Index::aside(&repository, is_empty).ok()?;
    Some(Aside { repository, index })
}

impl Files for WorkTree {
    fn at(&self, path: &str) -> io::Result<Entry> {
        match (self.disk.at(path), &self.aside) {
            (Err(error), Some(aside)) if error.kind() == ErrorKind::NotFound => {
                aside.index.at(path)
            }
            (Ok(Entry::Folder), Some(aside)) => match aside.index.at(path) {
                Ok(Entry::Repository) => Ok(Entry::Repository),
                _ => Ok(Entry::Folder),
            },
            (found, _) => found,
        }
    }

    fn list(&self, folder: &str, skip: &dyn Fn(&str) -> bool) -> Listed {
        let mut listed = self.disk.list(folder, skip);
        if let Some(aside) = &self.aside {
            let there: HashSet<Box<str>> = listed.paths.iter().cloned().collect();
            let kept = aside.index.list(folder, skip);
            let missing = kept.paths.into_iter().filter(|path| !there.contains(path));
            listed.paths.extend(missing);
            listed.refused.extend(kept.refused);
        }
        listed
    }

    fn read(&self, path: &str, limit: u64) -> Result<Vec<u8>, Unread> {
        match (self.disk.read(path, limit), &self.aside) {
            (Err(Unread::Failed(error)), Some(aside)) if error.kind() == ErrorKind::NotFound => {
                let id = aside.index.blob(path).map_err(Unread::Failed)?;
                aside.repository.content(id, limit)
            }
            (read, _) => read,
        }
    }

    fn digest(&self, path: &str) -> io::Result<String> {
        match (self.disk.digest(path), &self.aside) {
            (Err(error), Some(aside)) if error.kind() == ErrorKind::NotFound => {
                let id = aside.index.blob(path)?;
                super::objects::digest(aside.repository.content(id, u64::MAX))
            }
            (digest, _) => digest,
        }
    }
}
