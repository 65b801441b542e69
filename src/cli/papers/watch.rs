//! Watching a pipeline: what it looks like now, so that a change is seen.

use std::path::Path;
use std::time::{Duration, SystemTime};
use walkdir::{DirEntry, WalkDir};

/// How often the files are looked at.
pub const PAUSE: Duration = Duration::from_millis(400);

/// The files of a pipeline as they look from outside: path, size and time of change, in the order of their paths.
pub type Look = Vec<(std::path::PathBuf, u64, Option<SystemTime>)>;

/// What a pipeline looks like now. Hidden folders and made documents don't count.
pub fn look(root: &Path) -> Look {
    let counts = |entry: &DirEntry| {
        let name = entry.file_name().to_string_lossy();
        entry.depth() == 0 || !(name.starts_with('.') || entry.depth() == 1 && name == "out")
    };
    let files = WalkDir::new(root).sort_by_file_name().into_iter();
    files
        .filter_entry(counts)
        .flatten()
        .filter(|entry| entry.file_type().is_file())
        .filter_map(|entry| {
            let found = entry.metadata().ok()?;
            Some((entry.into_path(), found.len(), found.modified().ok()))
        })
        .collect()
}
