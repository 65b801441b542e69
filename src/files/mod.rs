//! Where a pipeline's files come from: a folder on the disk, or that with changes on top. Knows no process and no record.

mod disk;
mod nothing;
mod overlay;
mod refusal;

pub use disk::{Disk, link_on_the_way};
pub use nothing::Nothing;
pub use overlay::Overlay;
pub use refusal::{lacking, refused, unreadable};

use crate::finding::Finding;
use std::io;

/// What is at a path.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Entry {
    /// A plain file.
    File,
    /// A folder.
    Folder,
    /// A symbolic link, which is not followed.
    Link,
    /// The folder of another Git repository, which isn't entered.
    Repository,
    /// Anything else.
    Other,
}

/// What is under a folder.
#[derive(Debug, Default)]
pub struct Listed {
    /// Paths of plain files, in no particular order.
    pub paths: Vec<Box<str>>,
    /// What could not be listed.
    pub refused: Vec<Finding>,
}

/// Why a file could not be read.
#[derive(Debug)]
pub enum Unread {
    /// It is larger than the limit: its size.
    TooLarge(u64),
    /// The repository knows the file, and this clone doesn't have its content.
    Lacking,
    /// The system said no.
    Failed(io::Error),
}

/// Files by their paths from the pipeline's folder, written with `/`.
pub trait Files: Send + Sync {
    /// What is at `path`; of a link, the link.
    ///
    /// # Errors
    /// Nothing is there, or the system doesn't tell.
    fn at(&self, path: &str) -> io::Result<Entry>;

    /// The files under `folder`, which ends with `/` or is empty for all. What `skip` takes is left out, a folder with
    /// everything in it.
    fn list(&self, folder: &str, skip: &dyn Fn(&str) -> bool) -> Listed;

    /// The bytes of a file of at most `limit` bytes.
    ///
    /// # Errors
    /// The file is larger, or the system couldn't read it.
    fn read(&self, path: &str, limit: u64) -> Result<Vec<u8>, Unread>;

    /// The SHA-256 of a file of any size, in hexadecimal.
    ///
    /// # Errors
    /// The system couldn't read it.
    fn digest(&self, path: &str) -> io::Result<String>;

    /// The first folder on the way to `path` that is a symbolic link.
    fn link_on_the_way<'p>(&self, path: &'p str) -> Option<&'p str> {
        let folders = path.match_indices('/').filter_map(|(at, _)| path.get(..at));
        folders
            .filter(|folder| !folder.is_empty())
            .find(|folder| matches!(self.at(folder), Ok(Entry::Link)))
    }
}

/// Whether `skip` takes `path`, which is under `folder`, or a folder between the two.
pub fn is_left_out(folder: &str, path: &str, skip: &dyn Fn(&str) -> bool) -> bool {
    let below = path.get(folder.len()..).unwrap_or_default();
    let ends = below.match_indices('/').map(|(at, _)| folder.len() + at);
    ends.chain([path.len()])
        .filter_map(|end| path.get(..end))
        .any(skip)
}
