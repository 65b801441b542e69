//! What differs between two revisions of a pipeline, file by file. Folders that are equal are not read.

use super::id::{BlobId, CommitId, ObjectId};
use super::objects::{Objects, unreadable};
use super::repository::Repository;
use super::tree::{Mode, TreeEntry};
use super::trouble::Trouble;
use std::collections::BTreeMap;
use std::io;

/// What is at a path.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Side {
    /// What it is.
    pub mode: Mode,
    /// Its content; of a submodule, its commit.
    pub blob: BlobId,
}

/// A file that differs.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Delta {
    /// Its path from the pipeline's folder. What isn't UTF-8 is replaced.
    pub path: Box<str>,
    /// What was there; of a merge, in its first parent.
    pub before: Option<Side>,
    /// What is there.
    pub after: Option<Side>,
}

/// The files of a pipeline that differ between two commits, by path.
pub(super) fn between(
    repository: &Repository,
    base: CommitId,
    head: CommitId,
) -> Result<Vec<Delta>, Trouble> {
    let (before, after) = (repository.tree(base)?, repository.tree(head)?);
    let mut deltas = Vec::new();
    compare(&repository.objects, "", before, after, &mut deltas)
        .map_err(|error| unreadable(head.short(), &error))?;
    deltas.sort_by(|a, b| a.path.cmp(&b.path));
    Ok(deltas)
}

fn compare(
    objects: &Objects,
    folder: &str,
    before: Option<ObjectId>,
    after: Option<ObjectId>,
    into: &mut Vec<Delta>,
) -> io::Result<()> {
    if before == after {
        return Ok(());
    }
    let read = |tree: Option<ObjectId>| tree.map_or(Ok(Vec::new()), |tree| objects.tree(tree));
    let (before, after) = (read(before)?, read(after)?);
    let mut pairs: BTreeMap<&[u8], (Option<&TreeEntry>, Option<&TreeEntry>)> = BTreeMap::new();
    for entry in &before {
        pairs.entry(&entry.name).or_default().0 = Some(entry);
    }
    for entry in &after {
        pairs.entry(&entry.name).or_default().1 = Some(entry);
    }
    for (name, (before, after)) in pairs {
        let path = format!("{folder}{}", String::from_utf8_lossy(name));
        let differs = side(before) != side(after);
        if differs {
            into.push(Delta {
                path: path.as_str().into(),
                before: side(before),
                after: side(after),
            });
        }
        compare(
            objects,
            &format!("{path}/"),
            tree(before),
            tree(after),
            into,
        )?;
    }
    Ok(())
}

/// What is no folder.
fn side(entry: Option<&TreeEntry>) -> Option<Side> {
    let entry = entry.filter(|entry| entry.mode != Mode::Folder)?;
    Some(Side {
        mode: entry.mode,
        blob: BlobId(entry.id),
    })
}

fn tree(entry: Option<&TreeEntry>) -> Option<ObjectId> {
    entry
        .filter(|entry| entry.mode == Mode::Folder)
        .map(|entry| entry.id)
}

/// The paths of a pipeline whose content in the index isn't that of a commit.
pub(super) fn staged(repository: &Repository, base: CommitId) -> Result<Vec<Box<str>>, Trouble> {
    let base = base.to_string();
    let args = [
        "diff-index",
        "--cached",
        "--name-only",
        "--no-renames",
        "--no-relative",
        "-z",
        &base,
        "--",
    ];
    let answer = repository.git.answer(&args)?;
    let paths = answer
        .split(|&byte| byte == 0)
        .filter(|path| !path.is_empty());
    let inside = paths.filter_map(|path| path.strip_prefix(repository.prefix().as_bytes()));
    Ok(inside
        .map(|path| String::from_utf8_lossy(path).into())
        .collect())
}
