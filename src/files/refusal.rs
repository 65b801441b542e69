//! What is said of a path that can't be read or isn't followed, the same on every system.

use super::Entry;
use crate::finding::Finding;
use crate::language::Phrase;
use crate::rules::Rule;
use crate::say;
use std::io;

/// The finding for what is neither a file nor a folder of the pipeline.
pub fn refused(path: impl Into<String>, entry: Entry) -> Finding {
    let message = match entry {
        Entry::Link => {
            say!(en: "a symbolic link, which is not followed", zh: "是符号链接，不予跟随")
        }
        Entry::Repository => {
            say!(en: "another Git repository, whose files are not the pipeline's", zh: "是另一个 Git 仓库，其中的文件不属于销售库")
        }
        _ => say!(en: "neither a file nor a folder", zh: "既不是文件也不是目录"),
    };
    let help = match entry {
        Entry::Repository => {
            say!(en: "put its files themselves here, or name it under `ignore` in pipeline.yaml", zh: "请把其中的文件直接放到这里，或在 pipeline.yaml 的 `ignore` 中写明")
        }
        _ => say!(en: "put the file itself here", zh: "请放入文件本身"),
    };
    Finding::of_file(Rule::OutsideRoot, path, message).help(help)
}

/// That a clone doesn't have a file's content.
pub fn lacking() -> Phrase {
    say!(en: "this clone doesn't have the file's content (a partial clone)", zh: "此克隆没有该文件的内容（部分克隆）")
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
