//! The files of a pipeline: their paths, what each is, and their bytes.

use super::claim::Furniture;
use super::inside;
use crate::finding::Finding;
use crate::rules::Rule;
use crate::say;
use sha2::{Digest, Sha256};
use std::fs::File;
use std::io::{self, Read};
use std::path::{Path, PathBuf};
use walkdir::{DirEntry, WalkDir};

/// The files under a folder, by path.
#[derive(Debug)]
pub struct Listing {
    root: PathBuf,
    furniture: Furniture,
    /// Every path, sorted by its bytes; `None` where the folder was not walked and the disk is asked.
    paths: Option<Vec<Box<str>>>,
    /// What could not be listed.
    pub findings: Vec<Finding>,
}

/// Why a file could not be read.
#[derive(Debug)]
pub enum Unread {
    /// It is larger than the limit: its size.
    TooLarge(u64),
    /// The system said no.
    Failed(io::Error),
}

impl Listing {
    /// Walks the whole pipeline.
    pub fn whole(root: &Path, furniture: Furniture) -> Listing {
        let mut listing = Listing::live(root, furniture);
        let mut paths = listing.walk("");
        paths.sort_unstable();
        paths.shrink_to_fit();
        listing.paths = Some(paths);
        listing
    }

    /// Asks the disk when a path is asked for.
    pub fn live(root: &Path, furniture: Furniture) -> Listing {
        Listing {
            root: root.to_owned(),
            furniture,
            paths: None,
            findings: Vec::new(),
        }
    }

    /// All paths, if the pipeline was walked.
    pub fn paths(&self) -> &[Box<str>] {
        self.paths.as_deref().unwrap_or_default()
    }

    /// Whether there is a plain file at `path`.
    pub fn exists(&self, path: &str) -> bool {
        match &self.paths {
            Some(paths) => paths.binary_search_by(|known| (**known).cmp(path)).is_ok(),
            None => !self.skips(path) && inside::at(&self.root, path).is_ok_and(|it| it.is_file()),
        }
    }

    /// Whether `path`, or a folder that it is in, is never listed: it is hidden, or no record by nature.
    pub fn skips(&self, path: &str) -> bool {
        let ends = path.match_indices('/').map(|(at, _)| at);
        ends.chain([path.len()])
            .filter_map(|end| path.get(..end))
            .any(|part| {
                part.rsplit('/')
                    .next()
                    .is_some_and(|name| name.starts_with('.'))
                    || self.furniture.has(part)
            })
    }

    /// Notes what could not be listed at `path` and under it, where the pipeline was not walked.
    pub fn look_over(&mut self, path: &str) {
        match inside::at(&self.root, path) {
            _ if self.skips(path) => {}
            Ok(found) if found.is_dir() => drop(self.walk(&format!("{path}/"))),
            Ok(found) if !found.is_file() => self
                .findings
                .push(inside::refused(path, found.is_symlink())),
            _ => {}
        }
    }

    /// The paths that begin with `folder`, which ends with `/`; sorted.
    pub fn under(&self, folder: &str) -> Vec<Box<str>> {
        match &self.paths {
            Some(paths) => {
                let first = paths.partition_point(|path| **path < *folder);
                let rest = paths.get(first..).unwrap_or_default();
                rest.iter()
                    .take_while(|path| path.starts_with(folder))
                    .cloned()
                    .collect()
            }
            None if !self.is_folder(folder.trim_end_matches('/')) => Vec::new(),
            None => {
                let mut live = Listing::live(&self.root, self.furniture.clone());
                let mut paths = live.walk(folder);
                paths.sort_unstable();
                paths
            }
        }
    }

    /// The bytes of a file of at most `limit` bytes.
    ///
    /// # Errors
    /// The file is larger, or the system couldn't read it.
    pub fn read(&self, path: &str, limit: u64) -> Result<Vec<u8>, Unread> {
        let file = File::open(self.root.join(path)).map_err(Unread::Failed)?;
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

    /// The SHA-256 of a file of any size, in hexadecimal.
    ///
    /// # Errors
    /// The system couldn't read it.
    pub fn digest(&self, path: &str) -> io::Result<String> {
        let mut file = File::open(self.root.join(path))?;
        let mut digest = Sha256::new();
        let mut part = vec![0; 64 * 1024];
        loop {
            match file.read(&mut part)? {
                0 => break,
                count => digest.update(part.get(..count).unwrap_or_default()),
            }
        }
        Ok(digest
            .finalize()
            .iter()
            .map(|byte| format!("{byte:02x}"))
            .collect())
    }

    fn is_folder(&self, path: &str) -> bool {
        path.is_empty()
            || !self.skips(path) && inside::at(&self.root, path).is_ok_and(|it| it.is_dir())
    }

    fn walk(&mut self, folder: &str) -> Vec<Box<str>> {
        let mut paths = Vec::new();
        let start = self.root.join(folder);
        let root = self.root.clone();
        let mut walk = WalkDir::new(&start).follow_links(false).into_iter();
        while let Some(entry) = walk.next() {
            match entry {
                Ok(entry) => {
                    let relative = relative(&root, entry.path());
                    let shown = relative.as_deref().unwrap_or_else(|shown| shown);
                    let skipped =
                        entry.depth() > 0 && (hidden(&entry) || self.furniture.has(shown));
                    if skipped {
                        if entry.file_type().is_dir() {
                            walk.skip_current_dir();
                        }
                        continue;
                    }
                    self.take(&entry, relative, &mut paths);
                }
                Err(error) => self.refuse_unreadable(&root, &error),
            }
        }
        paths
    }

    fn take(&mut self, entry: &DirEntry, path: Result<String, String>, paths: &mut Vec<Box<str>>) {
        let kind = entry.file_type();
        match path {
            Ok(path) if kind.is_file() => paths.push(path.into_boxed_str()),
            Ok(_) if kind.is_dir() => {}
            Err(_) if kind.is_dir() => {}
            Ok(path) => self.findings.push(inside::refused(path, kind.is_symlink())),
            Err(shown) => self.findings.push(Finding {
                help: Some(say!(en: "rename the file", zh: "请给文件改名")),
                ..Finding::of_file(
                    Rule::CollidingPath,
                    shown,
                    say!(en: "the file's name is not UTF-8", zh: "文件名不是 UTF-8 编码"),
                )
            }),
        }
    }

    fn refuse_unreadable(&mut self, root: &Path, error: &walkdir::Error) {
        let path = error
            .path()
            .map_or_else(String::new, |path| match relative(root, path) {
                Ok(path) | Err(path) => path,
            });
        let why = match error.io_error() {
            Some(error) => inside::unreadable(error),
            None => say!(en: "can't be read: {why}", zh: "无法读取：{why}", why = error),
        };
        self.findings
            .push(Finding::of_file(Rule::UnreadableFile, path, why));
    }
}

fn hidden(entry: &DirEntry) -> bool {
    entry.file_name().as_encoded_bytes().starts_with(b".")
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
