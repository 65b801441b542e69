//! Single objects of a repository, by their names: from the library where it can open the repository, else from the
//! executable. Readers wait in a pool, so that every thread has its own.

use super::blobs::Blobs;
use super::id::{BlobId, CommitId, ObjectId};
use super::lacking::whole_clone;
use super::program::Git;
use super::repository::not_found;
use super::tree::{self, Mode, TreeEntry};
use super::trouble::Trouble;
use crate::files::Unread;
use crate::say;
use crate::text::sha256;
use git2::{ErrorCode, Odb, Oid, RepositoryOpenFlags};
use std::io;
use std::path::{Path, PathBuf};
use std::sync::{Mutex, PoisonError};

/// Largest tree or commit, in bytes: some hundred thousand entries.
const LARGEST_STRUCTURE: u64 = 64 * 1024 * 1024;

/// Reads objects.
pub enum Objects {
    /// By the library.
    Library(Pool<git2::Repository>, PathBuf),
    /// By `git cat-file`.
    Program(Pool<Blobs>, Git),
}

impl Objects {
    /// The files of a folder, by the name of its tree.
    pub fn tree(&self, id: ObjectId) -> io::Result<Vec<TreeEntry>> {
        match self {
            Objects::Library(..) => self.library(|library| {
                let tree = library.find_tree(oid(id)?)?;
                Ok(tree.iter().filter_map(|entry| entry_of(&entry)).collect())
            }),
            Objects::Program(..) => {
                let object = self.object(&id.to_string())?;
                tree::parse(&object.bytes, id.as_bytes().len())
                    .ok_or_else(|| io::ErrorKind::InvalidData.into())
            }
        }
    }

    /// The tree of a commit.
    pub fn tree_of(&self, commit: CommitId) -> io::Result<ObjectId> {
        match self {
            Objects::Library(..) => self.library(|library| {
                let commit = library.find_commit(oid(commit.0)?)?;
                name(commit.tree_id())
            }),
            Objects::Program(..) => {
                let object = self.object(&format!("{commit}^{{tree}}"))?;
                Ok(object.id)
            }
        }
    }

    /// The content of a file of at most `limit` bytes.
    pub fn blob(&self, id: BlobId, limit: u64) -> Result<Vec<u8>, Unread> {
        match self {
            Objects::Library(..) => self
                .library(|library| Ok(content(&library.odb()?, id, limit)))
                .unwrap_or_else(|error| Err(Unread::Failed(error))),
            Objects::Program(pool, git) => {
                let reader = pool.take(|| Blobs::new(git).map_err(io::Error::from));
                let mut reader = reader.map_err(Unread::Failed)?;
                let read = reader.read(id, limit);
                // A reader that failed may be out of step with its answers.
                if !matches!(read, Err(Unread::Failed(_))) {
                    pool.give(reader);
                }
                read
            }
        }
    }

    /// The entry at a path below a tree.
    pub fn find(&self, root: ObjectId, path: &str) -> io::Result<Option<(Mode, ObjectId)>> {
        let mut found = (Mode::Folder, root);
        for name in path.split('/').filter(|name| !name.is_empty()) {
            if found.0 != Mode::Folder {
                return Ok(None);
            }
            let entries = self.tree(found.1)?;
            match entries.iter().find(|entry| *entry.name == *name.as_bytes()) {
                Some(entry) => found = (entry.mode, entry.id),
                None => return Ok(None),
            }
        }
        Ok(Some(found))
    }

    /// Asks the library something; nothing where the executable answers.
    pub fn library<R>(
        &self,
        ask: impl FnOnce(&git2::Repository) -> Result<R, git2::Error>,
    ) -> io::Result<R> {
        match self {
            Objects::Library(pool, folder) => {
                let library = pool.take(|| open(folder).map_err(|error| refused(&error)))?;
                let answer = ask(&library).map_err(|error| refused(&error));
                pool.give(library);
                answer
            }
            Objects::Program(..) => Err(io::ErrorKind::Unsupported.into()),
        }
    }

    fn object(&self, name: &str) -> io::Result<super::blobs::Object> {
        let Objects::Program(pool, git) = self else {
            return Err(io::ErrorKind::Unsupported.into());
        };
        let mut reader = pool.take(|| Blobs::new(git).map_err(io::Error::from))?;
        let object = reader.object(name, LARGEST_STRUCTURE);
        match object {
            Ok(object) => {
                pool.give(reader);
                object.ok_or_else(not_found)
            }
            Err(Unread::Failed(error)) => Err(error),
            Err(Unread::Lacking) => Err(not_found()),
            Err(Unread::TooLarge(_)) => Err(io::ErrorKind::FileTooLarge.into()),
        }
    }
}

/// Opens the repository of a folder, and of no folder above it.
pub fn open(folder: &Path) -> Result<git2::Repository, git2::Error> {
    let nowhere: [&Path; 0] = [];
    git2::Repository::open_ext(folder, RepositoryOpenFlags::NO_SEARCH, nowhere)
}

fn content(odb: &Odb<'_>, id: BlobId, limit: u64) -> Result<Vec<u8>, Unread> {
    let failed = |error: git2::Error| match error.code() {
        ErrorCode::NotFound => Unread::Lacking,
        _ => Unread::Failed(refused(&error)),
    };
    let id = oid(id.0).map_err(failed)?;
    let (size, _) = odb.read_header(id).map_err(failed)?;
    match size as u64 > limit {
        true => Err(Unread::TooLarge(size as u64)),
        false => Ok(odb.read(id).map_err(failed)?.data().to_vec()),
    }
}

fn entry_of(entry: &git2::TreeEntry<'_>) -> Option<TreeEntry> {
    Some(TreeEntry {
        name: entry.name_bytes().into(),
        mode: Mode::from_number(u32::try_from(entry.filemode_raw()).ok()?),
        id: ObjectId::from_bytes(entry.id().as_bytes())?,
    })
}

fn oid(id: ObjectId) -> Result<Oid, git2::Error> {
    Oid::from_bytes(id.as_bytes())
}

fn name(oid: Oid) -> Result<ObjectId, git2::Error> {
    ObjectId::from_bytes(oid.as_bytes()).ok_or_else(|| git2::Error::from_str("an unknown name"))
}

fn refused(error: &git2::Error) -> io::Error {
    match error.code() {
        ErrorCode::NotFound => not_found(),
        _ => io::Error::other(error.message().to_owned()),
    }
}

/// Readers that no thread uses just now.
pub struct Pool<R>(Mutex<Vec<R>>);

impl<R> Pool<R> {
    /// With these readers.
    pub fn of(readers: Vec<R>) -> Pool<R> {
        Pool(Mutex::new(readers))
    }

    /// One of them, or a new one.
    fn take(&self, make: impl FnOnce() -> io::Result<R>) -> io::Result<R> {
        let waiting = self.0.lock().unwrap_or_else(PoisonError::into_inner).pop();
        waiting.map_or_else(make, Ok)
    }

    fn give(&self, reader: R) {
        self.0
            .lock()
            .unwrap_or_else(PoisonError::into_inner)
            .push(reader);
    }
}

/// The SHA-256 of a content, in hexadecimal.
pub fn digest(content: Result<Vec<u8>, Unread>) -> io::Result<String> {
    match content {
        Ok(bytes) => Ok(sha256(&bytes)),
        Err(Unread::Failed(error)) => Err(error),
        Err(Unread::Lacking) => Err(not_found()),
        Err(Unread::TooLarge(_)) => Err(io::ErrorKind::FileTooLarge.into()),
    }
}

/// The trouble of an object that could not be read.
pub fn unreadable(what: impl std::fmt::Display, error: &io::Error) -> Trouble {
    match error.kind() {
        io::ErrorKind::NotFound => Trouble::correctable(say!(
            en: "this clone doesn't have all of {what}", zh: "此克隆中的 {what} 不完整", what = what
        ))
        .hint(whole_clone()),
        _ => Trouble::correctable(say!(
            en: "{what} can't be read: {error}", zh: "无法读取 {what}：{error}", what = what, error = error
        )),
    }
}
