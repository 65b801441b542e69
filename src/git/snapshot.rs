//! The files of a pipeline in one commit.

use super::id::{BlobId, CommitId, ObjectId};
use super::objects::digest;
use super::repository::{Repository, not_found};
use super::tree::{Mode, TreeEntry};
use super::trouble::Trouble;
use crate::files::{Entry, Files, Listed, Unread, refused, unreadable};
use crate::finding::Finding;
use crate::rules::Rule;
use crate::say;
use std::collections::HashMap;
use std::io;
use std::sync::{Arc, PoisonError, RwLock};

/// A pipeline as it was in a commit. A pipeline that the commit doesn't have is empty.
pub struct Snapshot<'r> {
    repository: &'r Repository,
    root: Option<ObjectId>,
    /// Folders that were read, by path.
    folders: RwLock<HashMap<Box<str>, Arc<[TreeEntry]>>>,
}

impl<'r> Snapshot<'r> {
    pub(super) fn of(
        repository: &'r Repository,
        commit: CommitId,
    ) -> Result<Snapshot<'r>, Trouble> {
        Ok(Snapshot {
            repository,
            root: repository.tree(commit)?,
            folders: RwLock::default(),
        })
    }

    /// What Git keeps of a file: the name of its content.
    pub fn blob(&self, path: &str) -> io::Result<BlobId> {
        let (mode, id) = self.find(path)?;
        match mode.is_file() {
            true => Ok(BlobId(id)),
            false => Err(not_found()),
        }
    }

    fn find(&self, path: &str) -> io::Result<(Mode, ObjectId)> {
        let (folder, name) = path.rsplit_once('/').unwrap_or(("", path));
        if name.is_empty() {
            return self.folder_id(folder).map(|id| (Mode::Folder, id));
        }
        let entries = self.folder(folder)?;
        let found = entries.iter().find(|entry| *entry.name == *name.as_bytes());
        found
            .map(|entry| (entry.mode, entry.id))
            .ok_or_else(not_found)
    }

    fn folder(&self, path: &str) -> io::Result<Arc<[TreeEntry]>> {
        let read = self.folders.read().unwrap_or_else(PoisonError::into_inner);
        if let Some(known) = read.get(path) {
            return Ok(known.clone());
        }
        drop(read);
        let entries: Arc<[TreeEntry]> = self.repository.objects.tree(self.folder_id(path)?)?.into();
        let mut folders = self.folders.write().unwrap_or_else(PoisonError::into_inner);
        folders.insert(path.into(), entries.clone());
        Ok(entries)
    }

    fn folder_id(&self, path: &str) -> io::Result<ObjectId> {
        match path {
            "" => self.root.ok_or_else(not_found),
            path => match self.find(path)? {
                (Mode::Folder, id) => Ok(id),
                _ => Err(not_found()),
            },
        }
    }

    fn walk(&self, folder: &str, tree: ObjectId, skip: &dyn Fn(&str) -> bool, into: &mut Listed) {
        let entries = match self.repository.objects.tree(tree) {
            Ok(entries) => entries,
            Err(error) => {
                into.refused.push(Finding::of_file(
                    Rule::UnreadableFile,
                    folder.trim_end_matches('/'),
                    unreadable(&error),
                ));
                return;
            }
        };
        for entry in entries {
            take(folder, &entry.name, entry.mode, skip, into, |path, into| {
                self.walk(&format!("{path}/"), entry.id, skip, into);
            });
        }
    }
}

/// Takes one entry of a folder into a list; what is under it, if it is a folder, by `walk`.
pub(super) fn take(
    folder: &str,
    name: &[u8],
    mode: Mode,
    skip: &dyn Fn(&str) -> bool,
    into: &mut Listed,
    walk: impl FnOnce(&str, &mut Listed),
) {
    let shown = String::from_utf8_lossy(name);
    let path = format!("{folder}{shown}");
    if skip(&path) {
        return;
    }
    match (mode.entry(), std::str::from_utf8(name)) {
        (Entry::Folder, _) => walk(&path, into),
        (Entry::File, Ok(_)) => into.paths.push(path.into_boxed_str()),
        (entry, Ok(_)) => into.refused.push(refused(path, entry)),
        (_, Err(_)) => into.refused.push(
            Finding::of_file(
                Rule::CollidingPath,
                path,
                say!(en: "the file's name is not UTF-8", zh: "文件名不是 UTF-8 编码"),
            )
            .help(say!(en: "rename the file", zh: "请给文件改名")),
        ),
    }
}

impl Files for Snapshot<'_> {
    fn at(&self, path: &str) -> io::Result<Entry> {
        self.find(path).map(|(mode, _)| mode.entry())
    }

    fn list(&self, folder: &str, skip: &dyn Fn(&str) -> bool) -> Listed {
        let mut listed = Listed::default();
        match self.folder_id(folder.trim_end_matches('/')) {
            Ok(tree) => self.walk(folder, tree, skip, &mut listed),
            Err(error) if error.kind() == io::ErrorKind::NotFound => {}
            Err(error) => listed.refused.push(Finding::of_file(
                Rule::UnreadableFile,
                folder,
                unreadable(&error),
            )),
        }
        listed
    }

    fn read(&self, path: &str, limit: u64) -> Result<Vec<u8>, Unread> {
        let id = self.blob(path).map_err(Unread::Failed)?;
        self.repository.content(id, limit)
    }

    fn digest(&self, path: &str) -> io::Result<String> {
        digest(self.read(path, u64::MAX))
    }
}
