//! Files put in their places: each appears whole or not at all, and never over something that wasn't read.

use super::errand::Write;
use super::journal::{Journal, Step, sha256, sync_folder};
use super::trouble::Trouble;
use crate::files::link_on_the_way;
use crate::say;
use std::collections::BTreeSet;
use std::fs::{self, File, Metadata, OpenOptions};
use std::io::{self, Write as _};
use std::path::{Path, PathBuf};
use std::time::{SystemTime, UNIX_EPOCH};

/// What stands at the place of each write now.
///
/// # Errors
/// It isn't what was read, or the way there leaves the folder.
pub fn look(root: &Path, writes: &[Write]) -> Result<Vec<Option<Metadata>>, Trouble> {
    writes.iter().map(|write| standing(root, write)).collect()
}

fn standing(root: &Path, write: &Write) -> Result<Option<Metadata>, Trouble> {
    let path = &write.path;
    if link_on_the_way(root, path) {
        return Err(Trouble::correctable(say!(
            en: "the way to {path} goes through a symbolic link", zh: "{path} 的路径经过符号链接", path = path
        )));
    }
    let place = root.join(path);
    let failed = |error: &io::Error| Trouble::at(path, error);
    let found = match fs::symlink_metadata(&place) {
        Ok(found) => Some(found),
        Err(error) if is_absent(&error) => None,
        Err(error) => return Err(failed(&error)),
    };
    let now = match &found {
        Some(found) if found.is_file() => Some(fs::read(&place).map_err(|error| failed(&error))?),
        Some(_) => {
            return Err(Trouble::correctable(
                say!(en: "{path} is no plain file", zh: "{path} 不是普通文件", path = path),
            ));
        }
        None => None,
    };
    match (now == write.old, &write.old) {
        (true, _) => Ok(found),
        (false, None) => Err(Trouble::overtaken(
            say!(en: "{path} exists already", zh: "{path} 已经存在", path = path),
        )),
        (false, Some(_)) => Err(Trouble::overtaken(say!(
            en: "{path} was changed by something else since it was read",
            zh: "{path} 读取后被其他程序修改了", path = path
        ))),
    }
}

fn is_absent(error: &io::Error) -> bool {
    matches!(
        error.kind(),
        io::ErrorKind::NotFound | io::ErrorKind::NotADirectory
    )
}

/// A new operation with these writes.
pub fn plan(root: &Path, writes: &[Write], now: &[Option<Metadata>], commits: bool) -> Journal {
    let since = SystemTime::now().duration_since(UNIX_EPOCH);
    let nanoseconds = since.map_or(0, |since| since.as_nanos());
    let steps = writes.iter().zip(now).map(|(write, now)| Step {
        path: write.path.clone(),
        old: write.old.clone(),
        rights: now.as_ref().and_then(rights),
        new: write.new.as_deref().map(sha256),
        committed: None,
    });
    Journal {
        operation: format!("{}-{nanoseconds}", std::process::id()),
        commits,
        steps: steps.collect(),
        folders: missing_folders(root, writes),
        along: Vec::new(),
    }
}

/// The folders that the writes need, outer ones first.
fn missing_folders(root: &Path, writes: &[Write]) -> Vec<String> {
    let mut missing = BTreeSet::new();
    for write in writes.iter().filter(|write| write.makes()) {
        let folders = write.path.match_indices('/').map(|(at, _)| at);
        let folders = folders.filter_map(|at| write.path.get(..at));
        missing.extend(folders.filter(|folder| !root.join(folder).exists()));
    }
    missing.into_iter().map(str::to_owned).collect()
}

/// Puts every file in its place. After an error, [`undo`] takes back what was done.
pub fn put(root: &Path, journal: &Journal, writes: &[Write]) -> Result<(), Trouble> {
    for folder in &journal.folders {
        match fs::create_dir(root.join(folder)) {
            Err(error) if error.kind() != io::ErrorKind::AlreadyExists => {
                return Err(Trouble::at(folder, &error));
            }
            _ => {}
        }
    }
    let steps = || writes.iter().zip(&journal.steps).enumerate();
    for (number, (write, step)) in steps() {
        if let Some(bytes) = &write.new {
            let temporary = temporary(root, journal, number, step);
            prepare(&temporary, bytes, step.rights)
                .map_err(|error| Trouble::at(&step.path, &error))?;
        }
    }
    for (number, (write, step)) in steps() {
        let place = root.join(&step.path);
        let done = match write.new {
            Some(_) => fs::rename(temporary(root, journal, number, step), &place),
            None => fs::remove_file(&place),
        };
        done.map_err(|error| Trouble::at(&step.path, &error))?;
    }
    sync_folders(root, journal);
    Ok(())
}

/// Where a file stands until it is put in its place: in the same folder, hidden.
fn temporary(root: &Path, journal: &Journal, number: usize, step: &Step) -> PathBuf {
    let name = format!(".deal-{}-{number}.tmp", journal.operation);
    root.join(&step.path).with_file_name(name)
}

fn prepare(place: &Path, bytes: &[u8], rights: Option<u32>) -> io::Result<()> {
    let mut file = OpenOptions::new()
        .write(true)
        .create_new(true)
        .open(place)?;
    file.write_all(bytes)?;
    if let Some(rights) = rights {
        grant(&file, rights)?;
    }
    file.sync_all()
}

fn sync_folders(root: &Path, journal: &Journal) {
    let folders: BTreeSet<PathBuf> = journal
        .steps
        .iter()
        .filter_map(|step| root.join(&step.path).parent().map(Path::to_owned))
        .chain(
            journal
                .folders
                .iter()
                .filter_map(|folder| root.join(folder).parent().map(Path::to_owned)),
        )
        .collect();
    folders.iter().for_each(|folder| sync_folder(folder));
}

/// Takes a change back, from wherever it stopped. What somebody else changed since is left as it is, and told.
pub fn undo(root: &Path, journal: &Journal) -> Result<Vec<String>, Trouble> {
    remove_temporary(root, journal);
    let mut left = Vec::new();
    for step in &journal.steps {
        let place = root.join(&step.path);
        let now = match fs::read(&place) {
            Ok(bytes) => Some(bytes),
            Err(error) if is_absent(&error) => None,
            Err(error) => return Err(Trouble::at(&step.path, &error)),
        };
        if now == step.old {
            continue;
        }
        if now.as_deref().map(sha256) != step.new {
            left.push(step.path.clone());
            continue;
        }
        restore(&place, step, journal).map_err(|error| Trouble::at(&step.path, &error))?;
    }
    for folder in journal.folders.iter().rev() {
        // One that somebody put something into stays.
        let _ = fs::remove_dir(root.join(folder));
    }
    sync_folders(root, journal);
    Ok(left)
}

fn restore(place: &Path, step: &Step, journal: &Journal) -> io::Result<()> {
    let Some(old) = &step.old else {
        return fs::remove_file(place);
    };
    let temporary = place.with_file_name(format!(".deal-{}-old.tmp", journal.operation));
    let restored =
        prepare(&temporary, old, step.rights).and_then(|()| fs::rename(&temporary, place));
    if restored.is_err() {
        let _ = fs::remove_file(&temporary);
    }
    restored
}

/// Removes what a stopped change left beside its files.
pub fn remove_temporary(root: &Path, journal: &Journal) {
    for (number, step) in journal.steps.iter().enumerate() {
        let temporary = temporary(root, journal, number, step);
        let _ = fs::remove_file(
            temporary.with_file_name(format!(".deal-{}-old.tmp", journal.operation)),
        );
        let _ = fs::remove_file(temporary);
    }
}

/// Writes files where there is no repository: all of them, or, if the system refuses one, none.
/// A kill between two of them leaves the first written.
///
/// # Errors
/// A file isn't as it was read, or the system refuses.
pub fn write(root: &Path, writes: &[Write]) -> Result<(), Trouble> {
    let writes = super::errand::effective(writes, "")?;
    let now = look(root, &writes)?;
    let journal = plan(root, &writes, &now, false);
    put(root, &journal, &writes).map_err(|trouble| match undo(root, &journal) {
        Ok(_) => trouble,
        Err(worse) => worse,
    })
}

#[cfg(unix)]
fn rights(found: &Metadata) -> Option<u32> {
    use std::os::unix::fs::PermissionsExt;
    Some(found.permissions().mode() & 0o7777)
}

#[cfg(not(unix))]
fn rights(_: &Metadata) -> Option<u32> {
    None
}

#[cfg(unix)]
fn grant(file: &File, rights: u32) -> io::Result<()> {
    use std::os::unix::fs::PermissionsExt;
    file.set_permissions(fs::Permissions::from_mode(rights))
}

#[cfg(not(unix))]
fn grant(_: &File, _: u32) -> io::Result<()> {
    Ok(())
}
