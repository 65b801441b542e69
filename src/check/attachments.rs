//! A file that a record, a sign-off or a dispatch names: whether it is there, and is what its digest says.

use crate::language::Phrase;
use crate::records::Listing;
use crate::rules::Rule;
use crate::say;

/// What is wrong with a file that is named.
pub struct Flaw {
    /// The rule that it breaks.
    pub rule: Rule,
    /// What is wrong.
    pub message: Phrase,
    /// What to do.
    pub help: Option<Phrase>,
}

/// What is wrong with the file at a path that is named with this digest, if with one.
pub fn flaw(listing: &Listing<'_>, path: &str, sha256: Option<&str>) -> Option<Flaw> {
    let (rule, message, help) = match sha256 {
        _ if listing.is_linked(path) => (
            Rule::BrokenReference,
            say!(en: "`{path}` is a symbolic link, which is not followed", zh: "`{path}` 是符号链接，不会跟随", path = path),
            Some(say!(en: "put the file itself there", zh: "请把文件本身放在那里")),
        ),
        _ if !listing.exists(path) => (
            Rule::BrokenReference,
            say!(en: "there is no file `{path}`", zh: "没有文件 `{path}`", path = path),
            None,
        ),
        None => return None,
        Some(sha256) => match listing.digest(path) {
            Ok(found) if found.eq_ignore_ascii_case(sha256) => return None,
            Ok(found) => (
                Rule::FileDigest,
                say!(en: "`{path}` is not the file that this digest is of", zh: "`{path}` 与所记摘要不符", path = path),
                Some(
                    say!(en: "if the file is right, write `sha256: {found}`", zh: "如文件无误，写成 `sha256: {found}`", found = found),
                ),
            ),
            Err(_) => (
                Rule::UnreadableFile,
                say!(en: "`{path}` can't be read", zh: "无法读取 `{path}`", path = path),
                None,
            ),
        },
    };
    Some(Flaw {
        rule,
        message,
        help,
    })
}
