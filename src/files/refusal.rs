//! What is said of a path that can't be read or isn't followed, the same on every system.

use crate::finding::Finding;
use crate::language::Phrase;
use crate::rules::Rule;
use crate::say;
use std::io;

/// The finding for what is neither a file nor a folder.
pub fn refused(path: impl Into<String>, is_link: bool) -> Finding {
    let message = match is_link {
        true => say!(en: "a symbolic link, which is not followed", zh: "是符号链接，不予跟随"),
        false => say!(en: "neither a file nor a folder", zh: "既不是文件也不是目录"),
    };
    Finding::of_file(Rule::OutsideRoot, path, message)
        .help(say!(en: "put the file itself here", zh: "请放入文件本身"))
}

/// Why the system couldn't read a file.
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
