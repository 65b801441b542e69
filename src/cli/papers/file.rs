//! Files of documents: the old one stays until the new one is whole.

use super::Failure;
use crate::cli::args::PaperFormat;
use crate::say;
use std::fs::{self, OpenOptions};
use std::io::{self, Write};
use std::path::{Path, PathBuf};
use std::sync::atomic::{AtomicUsize, Ordering};

/// The file's name for a document of the record at an address: `huachen-2603-k7q-quote.docx`.
pub fn name(address: &str, kind: &str, document: &str, format: PaperFormat) -> String {
    // The address of a child names its kind after its parent; a document whose name begins with it says it once.
    let said = kind.replace('_', "-");
    let rest = document.strip_prefix(&said);
    let is_said = rest.is_some_and(|rest| rest.is_empty() || rest.starts_with('-'));
    let parts = address.split('/').enumerate();
    let parts = parts.filter(|(at, part)| !(is_said && *at == 1 && *part == kind));
    let mut name: String = parts.map(|(_, part)| format!("{part}-")).collect();
    name.push_str(document);
    format!("{name}.{}", format.ending())
}

/// Writes a file whole, or not at all; one that is so already stays untouched. A pipe or a device is written to as it is.
pub fn write(path: &Path, bytes: &[u8]) -> Result<(), Failure> {
    match fs::metadata(path) {
        Ok(found) if found.is_file() => {
            let is_long_as = found.len() == bytes.len() as u64;
            if is_long_as && fs::read(path).is_ok_and(|old| old == bytes) {
                return Ok(());
            }
        }
        Ok(found) if !found.is_dir() => {
            let file = OpenOptions::new().write(true).open(path);
            let written = file.and_then(|mut file| file.write_all(bytes));
            return written.map_err(|error| failed(path, &error));
        }
        _ => {}
    }
    // Through a link a repository could have any file of the user's overwritten.
    if fs::symlink_metadata(path).is_ok_and(|found| found.is_symlink()) {
        return Err(Failure::correctable(say!(
            en: "{path} is a symbolic link, which is not followed", zh: "{path} 是符号链接，不予跟随",
            path = path.display()
        ))
        .hint(say!(en: "name the file itself, or remove the link", zh: "请指明文件本身，或删除该链接")));
    }
    let folder = path
        .parent()
        .filter(|folder| !folder.as_os_str().is_empty());
    let folder = folder.unwrap_or(Path::new("."));
    fs::create_dir_all(folder).map_err(|error| failed(folder, &error))?;
    let beside = beside(folder);
    let written = put(&beside, bytes).and_then(|()| fs::rename(&beside, path));
    written.map_err(|error| {
        let _ = fs::remove_file(&beside);
        failed(path, &error)
    })
}

/// A place for a file that isn't whole yet.
fn beside(folder: &Path) -> PathBuf {
    static NEXT: AtomicUsize = AtomicUsize::new(0);
    let number = NEXT.fetch_add(1, Ordering::Relaxed);
    folder.join(format!(".deal-{}-{number}", std::process::id()))
}

fn put(path: &Path, bytes: &[u8]) -> io::Result<()> {
    // What a run that was killed left, or somebody laid there.
    let _ = fs::remove_file(path);
    let mut file = OpenOptions::new().write(true).create_new(true).open(path)?;
    file.write_all(bytes)?;
    file.sync_all()
}

fn failed(path: &Path, error: &io::Error) -> Failure {
    Failure::correctable(say!(
        en: "can't write {path}: {error}", zh: "无法写入 {path}：{error}",
        path = path.display(), error = error
    ))
}
