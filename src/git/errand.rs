//! What is to be written, and committed as one.

use super::identity::Identity;
use super::trouble::Trouble;
use crate::say;

/// A file to be written, replaced or removed.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Write {
    /// Its path from the pipeline's folder, with `/`.
    pub path: String,
    /// What was read there; `None` where nothing was. Anything else there now is not overwritten.
    pub old: Option<Vec<u8>>,
    /// What shall be there; `None` removes it.
    pub new: Option<Vec<u8>>,
}

/// Files that change as one, and the commit that says why.
#[derive(Clone, PartialEq, Eq, Default, Debug)]
pub struct Errand {
    /// Each path once.
    pub writes: Vec<Write>,
    /// Paths of files that are there and that the commit takes as they are, where the last one doesn't have them so.
    pub along: Vec<String>,
    /// The commit's message, with its trailers. White space at its ends and blank lines are tidied.
    pub message: String,
    /// Who wrote the change, where it isn't who commits.
    pub author: Option<Identity>,
}

impl Write {
    /// Whether it changes anything.
    pub(super) fn changes(&self) -> bool {
        self.old != self.new
    }

    /// Whether it makes a file.
    pub(super) const fn makes(&self) -> bool {
        self.old.is_none() && self.new.is_some()
    }
}

/// The writes that change something, with their paths from another folder.
///
/// # Errors
/// There are none, or a path can't be.
pub(super) fn effective(writes: &[Write], prefix: &str) -> Result<Vec<Write>, Trouble> {
    let mut effective = Vec::new();
    for write in writes.iter().filter(|write| write.changes()) {
        if !is_plain(&write.path) {
            return Err(Trouble::correctable(say!(
                en: "no file can be at {path}", zh: "{path} 处不能有文件", path = write.path
            )));
        }
        effective.push(Write {
            path: format!("{prefix}{}", write.path),
            ..write.clone()
        });
    }
    effective.sort_by(|a, b| a.path.cmp(&b.path));
    let mut pairs = effective.iter().zip(effective.iter().skip(1));
    if let Some((twice, _)) = pairs.find(|(one, next)| one.path == next.path) {
        return Err(Trouble::correctable(say!(
            en: "{path} would be written twice", zh: "{path} 会被写入两次", path = twice.path
        )));
    }
    match effective.is_empty() {
        true => Err(Trouble::nothing(
            say!(en: "nothing changes", zh: "没有变化"),
        )),
        false => Ok(effective),
    }
}

/// Whether a path names something inside the folder, and nothing of Git's own.
pub(super) fn is_plain(path: &str) -> bool {
    path.split('/').all(|name| {
        !matches!(name, "" | "." | "..")
            && !name.eq_ignore_ascii_case(".git")
            && !name.contains('\0')
            && (cfg!(not(windows)) || !name.contains(['\\', ':']))
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn write(path: &str, old: Option<&str>, new: Option<&str>) -> Write {
        let bytes = |text: Option<&str>| text.map(|text| text.as_bytes().to_vec());
        Write {
            path: path.to_owned(),
            old: bytes(old),
            new: bytes(new),
        }
    }

    #[test]
    fn paths_stay_inside() {
        for path in [
            "",
            "/a",
            "a/",
            "../a",
            "a/../b",
            "a//b",
            "./a",
            ".git/config",
            "a/.GIT/x",
            "a\0b",
        ] {
            let refused = effective(&[write(path, None, Some("x"))], "");
            assert!(refused.is_err(), "{path:?}");
        }
        let taken = effective(&[write("a/.gitattributes", None, Some("x"))], "sales/");
        assert_eq!(taken.unwrap()[0].path, "sales/a/.gitattributes");
    }

    #[test]
    fn a_path_comes_once() {
        let writes = [
            write("a", None, Some("1")),
            write("b", None, Some("1")),
            write("a", None, Some("2")),
        ];
        assert!(effective(&writes, "").is_err());
    }

    #[test]
    fn what_changes_nothing_is_left_out() {
        let writes = [
            write("b", Some("1"), None),
            write("a", Some("1"), Some("1")),
        ];
        let left = effective(&writes, "").unwrap();
        assert_eq!(left.len(), 1);
        assert!(effective(&writes[1..], "").is_err());
    }
}
