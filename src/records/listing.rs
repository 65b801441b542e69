//! The files of a pipeline by path, without those that are no records by nature.

use super::claim::Furniture;
use crate::files::{Entry, Files, Unread, refused};
use crate::finding::Finding;
use std::io;

/// The files of a pipeline.
pub struct Listing<'f> {
    files: &'f dyn Files,
    furniture: Furniture,
    /// Every path, sorted by its bytes; `None` where nothing was listed and the files are asked.
    paths: Option<Vec<Box<str>>>,
    /// What could not be listed.
    pub findings: Vec<Finding>,
}

impl<'f> Listing<'f> {
    /// Lists the whole pipeline.
    pub fn whole(files: &'f dyn Files, furniture: Furniture) -> Listing<'f> {
        let mut listing = Listing::live(files, furniture);
        let mut paths = listing.list("");
        paths.sort_unstable();
        paths.shrink_to_fit();
        listing.paths = Some(paths);
        listing
    }

    /// Asks the files when a path is asked for.
    pub fn live(files: &'f dyn Files, furniture: Furniture) -> Listing<'f> {
        Listing {
            files,
            furniture,
            paths: None,
            findings: Vec::new(),
        }
    }

    /// All paths, if the pipeline was listed.
    pub fn paths(&self) -> &[Box<str>] {
        self.paths.as_deref().unwrap_or_default()
    }

    /// Whether there is a plain file at `path`.
    pub fn exists(&self, path: &str) -> bool {
        match &self.paths {
            Some(paths) => paths.binary_search_by(|known| (**known).cmp(path)).is_ok(),
            None => !self.skips(path) && self.files.at(path).ok() == Some(Entry::File),
        }
    }

    /// Whether `path`, or a folder on the way to it, is a symbolic link.
    pub fn is_linked(&self, path: &str) -> bool {
        let is_link = |path: &str| matches!(self.files.at(path), Ok(Entry::Link));
        is_link(path) || self.files.link_on_the_way(path).is_some()
    }

    /// Whether `path`, or a folder that it is in, is never listed: it is hidden, or no record by nature.
    pub fn skips(&self, path: &str) -> bool {
        let ends = path.match_indices('/').map(|(at, _)| at);
        ends.chain([path.len()])
            .filter_map(|end| path.get(..end))
            .any(|part| self.leaves_out(part))
    }

    /// Notes what could not be listed at `path` and under it, where the pipeline was not listed.
    pub fn look_over(&mut self, path: &str) {
        match self.files.at(path) {
            _ if self.skips(path) => {}
            Ok(Entry::Folder) => drop(self.list(&format!("{path}/"))),
            Ok(Entry::File) | Err(_) => {}
            Ok(other) => self.findings.push(refused(path, other)),
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
            None if self.skips(folder.trim_end_matches('/')) => Vec::new(),
            None => {
                let mut paths = self.files.list(folder, &|path| self.leaves_out(path)).paths;
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
        self.files.read(path, limit)
    }

    /// The SHA-256 of a file of any size, in hexadecimal.
    ///
    /// # Errors
    /// The system couldn't read it.
    pub fn digest(&self, path: &str) -> io::Result<String> {
        self.files.digest(path)
    }

    /// Whether one name on a path is hidden, or no record by nature.
    fn leaves_out(&self, path: &str) -> bool {
        let name = path.rsplit('/').next().unwrap_or(path);
        name.starts_with('.') || self.furniture.has(path)
    }

    fn list(&mut self, folder: &str) -> Vec<Box<str>> {
        let listed = self.files.list(folder, &|path| self.leaves_out(path));
        self.findings.extend(listed.refused);
        listed.paths
    }
}
