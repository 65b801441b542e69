//! The way to a path of the pipeline: it stays inside, because no symbolic link on it is followed.

use crate::finding::Finding;
use crate::language::Phrase;
use crate::rules::Rule;
use crate::say;
use std::fs::{self, FileType};
use std::io;
use std::path::Path;

/// What is at `path`, which is written with `/`. Of a link, it is the link.
///
/// # Errors
/// Nothing is there, or the system doesn't tell.
pub fn at(root: &Path, path: &str) -> io::Result<FileType> {
    match link_on_the_way(root, path) {
        Some(_) => Err(io::ErrorKind::NotFound.into()),
        None => fs::symlink_metadata(root.join(path)).map(|found| found.file_type()),
    }
}

/// The first folder on the way to `path` that is a symbolic link.
pub fn link_on_the_way<'p>(root: &Path, path: &'p str) -> Option<&'p str> {
    let folders = path.match_indices('/').filter_map(|(at, _)| path.get(..at));
    folders.filter(|folder| !folder.is_empty()).find(|folder| {
        fs::symlink_metadata(root.join(folder)).is_ok_and(|found| found.is_symlink())
    })
}

/// The finding for what is neither a file nor a folder.
pub fn refused(path: impl Into<String>, is_link: bool) -> Finding {
    let message = match is_link {
        true => say!(en: "a symbolic link, which is not followed", zh: "是符号链接，不予跟随"),
        false => say!(en: "neither a file nor a folder", zh: "既不是文件也不是目录"),
    };
    Finding::of_file(Rule::OutsideRoot, path, message)
        .help(say!(en: "put the file itself here", zh: "请放入文件本身"))
}

/// Why the system couldn't read a file, the same on every system.
pub fn unreadable(error: &io::Error) -> Phrase {
    use io::ErrorKind;
    match error.kind() {
        ErrorKind::NotFound => {
            say!(en: "the file vanished while it was read", zh: "读取时文件已不存在")
        }
        ErrorKind::PermissionDenied => {
            say!(en: "no permission to read it", zh: "没有读取权限")
        }
        _ => say!(en: "can't be read: {error}", zh: "无法读取：{error}", error = error),
    }
}
