//! The files of a folder on the disk. The way to a path stays inside it, because no symbolic link on it is followed.

use super::{Entry, Files, Listed, Unread, refused, unreadable};
use crate::finding::Finding;
use crate::rules::Rule;
use crate::say;
use crate::text;
use sha2::{Digest, Sha256};
use std::fs::{self, File, FileType};
use std::io::{self, Read};
use std::path::{Path, PathBuf};
use walkdir::{DirEntry, WalkDir};

/// A folder on the disk.
#[derive(Clone, Debug)]
pub struct Disk {
    root: PathBuf,
}

impl Disk {
    /// The files of this folder.
    pub fn new(root: impl Into<PathBuf>) -> Disk {
        Disk { root: root.into() }
    }

    /// Where a path is on the disk.
    pub fn place(&self, path: &str) -> PathBuf {
        self.root.join(path)
    }
}

impl Files for Disk {
    fn at(&self, path: &str) -> io::Result<Entry> {
        let place = self.place(path);
        let found = fs::symlink_metadata(&place)?;
        if link_on_the_way(&self.root, path) || repository_on_the_way(&self.root, path) {
            return Err(io::ErrorKind::NotFound.into());
        }
        match entry(found.file_type()) {
            Entry::Folder if !path.is_empty() && is_repository(&place) => Ok(Entry::Repository),
            entry => Ok(entry),
        }
    }

    fn list(&self, folder: &str, skip: &dyn Fn(&str) -> bool) -> Listed {
        let mut listed = Listed::default();
        let inside = folder.trim_end_matches('/');
        if !inside.is_empty() && self.at(inside).ok() != Some(Entry::Folder) {
            return listed;
        }
        let mut walk = WalkDir::new(self.place(folder))
            .follow_links(false)
            .into_iter();
        let mut others = Vec::new();
        while let Some(found) = walk.next() {
            match found {
                Ok(found) => {
                    let path = relative(&self.root, found.path());
                    let shown = path.as_deref().unwrap_or_else(|shown| shown);
                    // Only the pipeline's own folder may have one.
                    if let Some((other, ".git")) = shown.rsplit_once('/')
                        && is_repository(&self.place(other))
                    {
                        others.push(other.to_owned());
                    }
                    if found.depth() > 0 && skip(shown) {
                        if found.file_type().is_dir() {
                            walk.skip_current_dir();
                        }
                        continue;
                    }
                    take(&mut listed, &found, path);
                }
                Err(error) => listed.refused.push(unlisted(&self.root, &error)),
            }
        }
        others
            .iter()
            .for_each(|other| leave_out(&mut listed, other));
        listed
    }

    fn read(&self, path: &str, limit: u64) -> Result<Vec<u8>, Unread> {
        let file = File::open(self.place(path)).map_err(Unread::Failed)?;
        let size = file.metadata().map_err(Unread::Failed)?.len();
        if size > limit {
            return Err(Unread::TooLarge(size));
        }
        let mut bytes = Vec::with_capacity(usize::try_from(size).unwrap_or(0) + 1);
        // A file that grows while it is read still stops at the limit.
        file.take(limit + 1)
            .read_to_end(&mut bytes)
            .map_err(Unread::Failed)?;
        match bytes.len() as u64 > limit {
            true => Err(Unread::TooLarge(bytes.len() as u64)),
            false => Ok(bytes),
        }
    }

    fn digest(&self, path: &str) -> io::Result<String> {
        let mut file = File::open(self.place(path))?;
        let mut digest = Sha256::new();
        let mut part = vec![0; 64 * 1024];
        loop {
            match file.read(&mut part)? {
                0 => break,
                count => digest.update(part.get(..count).unwrap_or_default()),
            }
        }
        Ok(text::hex(&digest.finalize()))
    }
}

fn entry(found: FileType) -> Entry {
    match found {
        found if found.is_file() => Entry::File,
        found if found.is_dir() => Entry::Folder,
        found if found.is_symlink() => Entry::Link,
        _ => Entry::Other,
    }
}

/// Whether a folder on the way to `path` is a symbolic link.
pub fn link_on_the_way(root: &Path, path: &str) -> bool {
    let folders = path.match_indices('/').filter_map(|(at, _)| path.get(..at));
    folders
        .filter(|folder| !folder.is_empty())
        .any(|folder| fs::symlink_metadata(root.join(folder)).is_ok_and(|found| found.is_symlink()))
}

/// Whether a folder on the way to `path`, below the root, is another Git repository.
fn repository_on_the_way(root: &Path, path: &str) -> bool {
    let folders = path.match_indices('/').filter_map(|(at, _)| path.get(..at));
    folders
        .filter(|folder| !folder.is_empty())
        .any(|folder| is_repository(&root.join(folder)))
}

/// Whether a folder has a repository of its own: `.git` is a file that says where, or is it.
fn is_repository(folder: &Path) -> bool {
    let git = folder.join(".git");
    fs::symlink_metadata(&git)
        .is_ok_and(|found| found.is_file() || found.is_dir() && git.join("HEAD").exists())
}

/// Puts one finding in the place of all that is in another repository.
fn leave_out(listed: &mut Listed, other: &str) {
    let is_in = |path: &str| {
        path.strip_prefix(other)
            .is_some_and(|rest| rest.starts_with('/'))
    };
    listed.paths.retain(|path| !is_in(path));
    listed.refused.retain(|finding| !is_in(&finding.place.path));
    listed.refused.push(refused(other, Entry::Repository));
}

fn take(listed: &mut Listed, found: &DirEntry, path: Result<String, String>) {
    match (entry(found.file_type()), path) {
        (Entry::Folder, _) => {}
        (Entry::File, Ok(path)) => listed.paths.push(path.into_boxed_str()),
        (entry, Ok(path)) => listed.refused.push(refused(path, entry)),
        (_, Err(shown)) => listed.refused.push(
            Finding::of_file(
                Rule::CollidingPath,
                shown,
                say!(en: "the file's name is not UTF-8", zh: "文件名不是 UTF-8 编码"),
            )
            .help(say!(en: "rename the file", zh: "请给文件改名")),
        ),
    }
}

fn unlisted(root: &Path, error: &walkdir::Error) -> Finding {
    let path = error
        .path()
        .map_or_else(String::new, |path| match relative(root, path) {
            Ok(path) | Err(path) => path,
        });
    let why = match error.io_error() {
        Some(error) => unreadable(error),
        None => say!(en: "can't be read: {why}", zh: "无法读取：{why}", why = error),
    };
    Finding::of_file(Rule::UnreadableFile, path, why)
}

/// The path from `root` with `/`; an `Err` has the nearest text that can be shown.
fn relative(root: &Path, path: &Path) -> Result<String, String> {
    let inside = path.strip_prefix(root).unwrap_or(path);
    match inside.to_str() {
        Some(text) if cfg!(windows) => Ok(text.replace('\\', "/")),
        Some(text) => Ok(text.to_owned()),
        None => Err(inside.to_string_lossy().into_owned()),
    }
}
