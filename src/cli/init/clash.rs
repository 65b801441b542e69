//! What stands in the way of new files: none is ever written over.

use super::super::failure::Failure;
use crate::say;
use crate::starter::File;
use std::fs;
use std::io;
use std::path::{Component, Path, PathBuf};

/// Names of clashing files that a message has.
const NAMED: usize = 10;

/// Refuses where a file is in the way, or a link leads elsewhere.
pub fn none(folder: &Path, files: &[File]) -> Result<(), Failure> {
    let mut clashes: Vec<&str> = files
        .iter()
        .filter(|file| is_taken(folder, &file.path))
        .map(|file| file.path.as_str())
        .collect();
    clashes.sort_by_key(|path| !path.ends_with("pipeline.yaml"));
    if clashes.is_empty() {
        return Ok(());
    }
    let mut named = clashes[..clashes.len().min(NAMED)].join(", ");
    if clashes.len() > NAMED {
        named.push_str(", …");
    }
    let message = say!(
        en: "{folder} has files that a new pipeline would write over: {named}", zh: "{folder} 中已有同名文件：{named}",
        folder = folder.display(), named = named
    );
    Err(Failure::correctable(message).hint(
        say!(en: "move them away, or choose another folder", zh: "请移走这些文件，或换一个目录"),
    ))
}

fn is_taken(folder: &Path, path: &str) -> bool {
    let there = |path: &Path| fs::symlink_metadata(path);
    let folders = path.match_indices('/').filter_map(|(at, _)| path.get(..at));
    let mut above = folders.map(|inside| folder.join(inside));
    there(&folder.join(path)).is_ok()
        || above.any(|above| there(&above).is_ok_and(|found| !found.is_dir()))
}

/// The folder's full path, where links on the way to it are resolved; it needn't be there.
pub fn absolute(folder: &Path) -> Result<PathBuf, Failure> {
    let failed = |error: io::Error| Failure::system(&error);
    let full = std::path::absolute(folder).map_err(failed)?;
    let mut missing = Vec::new();
    let mut known = full.as_path();
    while fs::symlink_metadata(known).is_err() {
        match (known.components().next_back(), known.parent()) {
            (Some(Component::Normal(name)), Some(parent)) => {
                missing.push(name.to_owned());
                known = parent;
            }
            _ => break,
        }
    }
    let mut found = fs::canonicalize(known).map_err(failed)?;
    if !found.is_dir() {
        let message =
            say!(en: "{path} is no folder", zh: "{path} 不是目录", path = known.display());
        return Err(Failure::correctable(message));
    }
    found.extend(missing.iter().rev());
    Ok(found)
}
