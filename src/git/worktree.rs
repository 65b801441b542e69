//! The files of a work tree, whole also where Git was told to keep some of them aside: in a sparse checkout the index has
//! files that the folder hasn't, and they are part of the pipeline all the same.

use super::discover::git_dir;
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

/// The files that the index has and the folder was told not to have.
struct Aside {
    repository: Repository,
    index: Index,
}

impl WorkTree {
    /// The files of a pipeline's folder. Where its repository can't be read, those that are there.
    pub fn of(root: &Path) -> WorkTree {
        WorkTree {
            disk: Disk::new(root),
            aside: aside(root).map(Arc::new),
        }
    }
}

fn aside(root: &Path) -> Option<Aside> {
    if !sparse::may_be(&git_dir(root)?) {
        return None;
    }
    let repository = Repository::around(root).ok()??;
    let index = Index::aside(&repository).ok()?;
    Some(Aside { repository, index })
}

impl Files for WorkTree {
    fn at(&self, path: &str) -> io::Result<Entry> {
        match (self.disk.at(path), &self.aside) {
            (Err(error), Some(aside)) if error.kind() == ErrorKind::NotFound => {
                aside.index.at(path)
            }
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
