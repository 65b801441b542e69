//! Changes in a sparse checkout, where the folder has only a part of the files that the index has.

use super::errand::Write;
use super::program::{Git, run_with};
use super::repository::Repository;
use super::trouble::Trouble;
use crate::language::Phrase;
use crate::say;
use std::fs;
use std::path::Path;

/// Whether a work tree, whose Git files are here, may have only a part of the files.
pub fn may_be(git_dir: &Path) -> bool {
    git_dir.join("info/sparse-checkout").exists()
}

/// Whether files that are to change are there: a sparse checkout keeps some of them in the index only.
pub fn checked_out(repository: &Repository, writes: &[Write]) -> Result<(), Trouble> {
    if !may_be(&repository.git_dir) {
        return Ok(());
    }
    let is_there = |path: &str| fs::symlink_metadata(repository.folder.join(path)).is_ok();
    let known = writes.iter().filter(|write| write.old.is_some());
    match known.map(|write| &write.path).find(|path| !is_there(path)) {
        None => Ok(()),
        Some(path) => {
            let folder = path
                .rsplit_once('/')
                .map_or(path.as_str(), |(folder, _)| folder);
            Err(Trouble::correctable(say!(
                en: "{path} is not checked out here (sparse checkout)", zh: "{path} 未检出（稀疏检出）", path = path
            ))
            .hint(add(folder)))
        }
    }
}

/// Whether Git would take new files: in a sparse checkout, only in the folders that are checked out. A Git before 2.41
/// can't be asked; its `git add` tells.
pub fn has_place(repository: &Repository, git: &Git, new: &[&str]) -> Result<(), Trouble> {
    if new.is_empty() || !may_be(&repository.git_dir) {
        return Ok(());
    }
    let mut command = git.read(&["sparse-checkout", "check-rules", "-z"])?;
    let output = run_with(&mut command, new.join("\0").as_bytes())?;
    if !output.status.success() {
        return Ok(());
    }
    let taken: Vec<&[u8]> = output.stdout.split(|&byte| byte == 0).collect();
    match new.iter().find(|path| !taken.contains(&path.as_bytes())) {
        None => Ok(()),
        Some(path) => Err(Trouble::correctable(say!(
            en: "{path} would not be in what is checked out here (sparse checkout)",
            zh: "{path} 不在已检出的范围内（稀疏检出）", path = path
        ))
        .hint(add(widest(repository, path)))),
    }
}

/// The folder to check out for a new file: the one that is there and holds its folder. The id of a new record may be
/// another one the next time.
fn widest<'p>(repository: &Repository, path: &'p str) -> &'p str {
    let inside = path.get(repository.prefix.len()..).unwrap_or(path);
    let first = inside
        .find('/')
        .map_or(path.len(), |at| repository.prefix.len() + at);
    let folders = path
        .match_indices('/')
        .map(|(at, _)| at)
        .filter(|at| *at >= first);
    let there = |at: &usize| {
        path.get(..*at)
            .is_some_and(|it| repository.folder.join(it).is_dir())
    };
    path.get(..folders.take_while(there).last().unwrap_or(first))
        .unwrap_or(path)
}

fn add(folder: &str) -> Phrase {
    say!(
        en: "check it out first: git sparse-checkout add {folder}", zh: "请先检出：git sparse-checkout add {folder}",
        folder = folder
    )
}
