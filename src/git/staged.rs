//! The files of a pipeline in the index: what the commit that is being made will have.

use super::id::{BlobId, ObjectId};
use super::objects::digest;
use super::repository::{Repository, not_found};
use super::snapshot::take;
use super::tree::Mode;
use super::trouble::Trouble;
use crate::files::{Entry, Files, Listed, Unread};
use crate::say;
use std::collections::BTreeMap;
use std::io;
use std::sync::LazyLock;

/// A pipeline as the index has it. A file of which only the name is there (`git add -N`) is not in it.
pub struct Staged<'r> {
    repository: &'r Repository,
    index: Index,
}

/// Files of the index by their paths from the pipeline's folder.
pub struct Index(BTreeMap<Box<[u8]>, (Mode, ObjectId)>);

impl<'r> Staged<'r> {
    pub(super) fn of(repository: &'r Repository) -> Result<Staged<'r>, Trouble> {
        let mut index = Index::read(repository, |_, _| true)?;
        index.drop_announced(repository)?;
        Ok(Staged { repository, index })
    }

    /// The name of a file's content.
    pub fn blob(&self, path: &str) -> io::Result<BlobId> {
        self.index.blob(path)
    }
}

impl Index {
    /// What the work tree doesn't show: the files that Git was told to keep out of it, and the other repositories of
    /// which `is_empty` says that only the folder is there.
    pub(super) fn aside(
        repository: &Repository,
        is_empty: impl Fn(&str) -> bool,
    ) -> Result<Index, Trouble> {
        Index::read(repository, |line, path| {
            let path = || std::str::from_utf8(path);
            line.tag == b"S" || line.mode == Mode::Submodule && path().is_ok_and(&is_empty)
        })
    }

    /// The entries that are wanted, each asked for with its path from the pipeline's folder.
    fn read(
        repository: &Repository,
        wanted: impl Fn(&Line<'_>, &[u8]) -> bool,
    ) -> Result<Index, Trouble> {
        let prefix = repository.prefix().trim_end_matches('/');
        let mut args = vec![
            "ls-files",
            "-t",
            "--stage",
            "-z",
            "--full-name",
            "--",
            prefix,
        ];
        if prefix.is_empty() {
            args.pop();
        }
        let answer = repository.git.answer(&args)?;
        let mut entries = BTreeMap::new();
        for record in answer.split(|&byte| byte == 0).filter(|it| !it.is_empty()) {
            let entry = parse(record).ok_or_else(unknown)?;
            let Some(path) = entry.path.strip_prefix(repository.prefix().as_bytes()) else {
                continue;
            };
            if entry.stage != b"0" {
                return Err(unmerged(&String::from_utf8_lossy(path)));
            }
            if wanted(&entry, path) {
                entries.insert(path.into(), (entry.mode, entry.id));
            }
        }
        Ok(Index(entries))
    }

    /// The name of a file's content.
    pub(super) fn blob(&self, path: &str) -> io::Result<BlobId> {
        match self.0.get(path.as_bytes()) {
            Some((mode, id)) if mode.is_file() => Ok(BlobId(*id)),
            _ => Err(not_found()),
        }
    }

    /// What is at a path.
    pub(super) fn at(&self, path: &str) -> io::Result<Entry> {
        if let Some((mode, _)) = self.0.get(path.as_bytes()) {
            return Ok(mode.entry());
        }
        let folder = match path {
            "" => String::new(),
            path => format!("{path}/"),
        };
        match self.under(&folder).next() {
            Some(_) => Ok(Entry::Folder),
            None => Err(not_found()),
        }
    }

    /// The files under a folder, as [`Files::list`] has them.
    pub(super) fn list(&self, folder: &str, skip: &dyn Fn(&str) -> bool) -> Listed {
        let mut listed = Listed::default();
        for (path, mode) in self.under(folder) {
            let inside = path.get(folder.len()..).unwrap_or_default();
            // The index has no folders: those of a path are skipped here.
            let folders = inside.iter().enumerate().filter(|(_, byte)| **byte == b'/');
            let skipped = folders
                .filter_map(|(at, _)| inside.get(..at))
                .any(|inside| skip(&format!("{folder}{}", String::from_utf8_lossy(inside))));
            if !skipped {
                take(folder, inside, mode, skip, &mut listed, |_, _| {});
            }
        }
        listed
    }

    /// Leaves out files of which only the name is there. They look like empty files, and a commit has none of them.
    fn drop_announced(&mut self, repository: &Repository) -> Result<(), Trouble> {
        if !self.0.values().any(|(_, id)| is_empty(*id)) {
            return Ok(());
        }
        let args = [
            "diff-files",
            "--raw",
            "-z",
            "--no-renames",
            "--ita-invisible-in-index",
            "--diff-filter=A",
        ];
        let answer = repository.git.answer(&args)?;
        let mut parts = answer.split(|&byte| byte == 0);
        while let (Some(_), Some(path)) = (parts.next(), parts.next()) {
            if let Some(path) = path.strip_prefix(repository.prefix().as_bytes()) {
                self.0.remove(path);
            }
        }
        Ok(())
    }

    fn under<'s>(&'s self, folder: &'s str) -> impl Iterator<Item = (&'s [u8], Mode)> {
        self.0
            .range::<[u8], _>((
                std::ops::Bound::Included(folder.as_bytes()),
                std::ops::Bound::Unbounded,
            ))
            .take_while(move |(path, _)| path.starts_with(folder.as_bytes()))
            .map(|(path, (mode, _))| (&**path, *mode))
    }
}

/// Whether it is the name of an empty content: what the index has of a file of which only the name is there.
pub(super) fn is_empty(id: ObjectId) -> bool {
    static EMPTY: LazyLock<[Option<ObjectId>; 2]> = LazyLock::new(|| {
        [
            "e69de29bb2d1d6434b8b29ae775ad8c2e48c5391",
            "473a0f4c3be8a93681a267e3b1e9a7dcda1185436fe141f7749120a303721813",
        ]
        .map(|hex| ObjectId::from_hex(hex.as_bytes()))
    });
    EMPTY.contains(&Some(id))
}

/// A line of `git ls-files -t --stage`.
struct Line<'l> {
    tag: &'l [u8],
    mode: Mode,
    id: ObjectId,
    stage: &'l [u8],
    path: &'l [u8],
}

/// The parts of `TAG MODE ID STAGE<tab>PATH`.
fn parse(record: &[u8]) -> Option<Line<'_>> {
    let tab = record.iter().position(|&byte| byte == b'\t')?;
    let (head, path) = (record.get(..tab)?, record.get(tab + 1..)?);
    let mut words = head.split(|&byte| byte == b' ');
    Some(Line {
        tag: words.next()?,
        mode: Mode::from_octal(words.next()?)?,
        id: ObjectId::from_hex(words.next()?)?,
        stage: words.next()?,
        path,
    })
}

fn unknown() -> Trouble {
    Trouble::system(say!(
        en: "git ls-files gave an answer of an unknown form", zh: "git ls-files 的回答格式不明"
    ))
}

/// That a path is in conflict.
pub(super) fn unmerged(path: &str) -> Trouble {
    Trouble::correctable(
        say!(en: "{path} has a merge conflict", zh: "{path} 有合并冲突", path = path),
    )
    .hint(say!(
        en: "resolve it, then: git add {path}", zh: "解决冲突后执行：git add {path}", path = path
    ))
}

impl Files for Staged<'_> {
    fn at(&self, path: &str) -> io::Result<Entry> {
        self.index.at(path)
    }

    fn list(&self, folder: &str, skip: &dyn Fn(&str) -> bool) -> Listed {
        self.index.list(folder, skip)
    }

    fn read(&self, path: &str, limit: u64) -> Result<Vec<u8>, Unread> {
        let id = self.blob(path).map_err(Unread::Failed)?;
        self.repository.content(id, limit)
    }

    fn digest(&self, path: &str) -> io::Result<String> {
        digest(self.read(path, u64::MAX))
    }
}
