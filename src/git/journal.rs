//! What a writer is about to do, noted on disk before it begins, so that whoever comes after a kill can end or undo it.

use super::along::Along;
use super::id::ObjectId;
use super::trouble::Trouble;
use crate::say;
use sha2::{Digest, Sha256};
use std::fs::{self, File};
use std::io::{self, Write as _};
use std::path::{Path, PathBuf};

const VERSION: &[u8] = b"dealdesk journal 2";

/// A change under way.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Journal {
    /// Its name, a part of its temporary files' names.
    pub operation: String,
    /// Whether a commit ends it.
    pub commits: bool,
    /// What happens to each file.
    pub steps: Vec<Step>,
    /// The folders that it makes, outer ones first.
    pub folders: Vec<String>,
    /// Files that its commit takes as they are.
    pub along: Vec<Along>,
}

/// A file of a change. Paths are from the work tree's folder.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Step {
    /// Its path.
    pub path: String,
    /// What was there.
    pub old: Option<Vec<u8>>,
    /// Who might do what with it, as Unix numbers it.
    pub rights: Option<u32>,
    /// The SHA-256 of what shall be there.
    pub new: Option<[u8; 32]>,
    /// What the commit before has there.
    pub committed: Option<ObjectId>,
}

/// The SHA-256 of some bytes.
pub fn sha256(bytes: &[u8]) -> [u8; 32] {
    Sha256::digest(bytes).into()
}

impl Journal {
    /// Where the journal of a work tree is.
    pub fn place(desk: &Path) -> PathBuf {
        desk.join("journal")
    }

    /// Notes it, so that it outlives a power cut.
    pub fn note(&self, desk: &Path) -> Result<(), Trouble> {
        let place = Journal::place(desk);
        let written = File::create(&place).and_then(|mut file| {
            file.write_all(&self.to_bytes())?;
            file.sync_all()
        });
        if let Err(error) = written {
            let _ = fs::remove_file(&place);
            return Err(Trouble::at(place.display(), &error));
        }
        sync_folder(desk);
        Ok(())
    }

    /// The journal of a change that did not end. One that was not noted to its end had not begun.
    ///
    /// # Errors
    /// The system refuses, or another version of the program noted it.
    pub fn found(desk: &Path) -> Result<Option<Journal>, Trouble> {
        let place = Journal::place(desk);
        match fs::read(&place) {
            Ok(bytes) => match whole(&bytes).map(Journal::read) {
                Some(Some(journal)) => Ok(Some(journal)),
                Some(None) => Err(foreign(&place)),
                None => Journal::forget(desk).map(|()| None),
            },
            Err(error) if error.kind() == io::ErrorKind::NotFound => Ok(None),
            Err(error) => Err(Trouble::at(place.display(), &error)),
        }
    }

    /// That the change has ended.
    pub fn forget(desk: &Path) -> Result<(), Trouble> {
        let place = Journal::place(desk);
        fs::remove_file(&place).map_err(|error| Trouble::at(place.display(), &error))
    }

    fn to_bytes(&self) -> Vec<u8> {
        let mut fields = Fields(Vec::new());
        fields.put(Some(VERSION));
        fields.put(Some(self.operation.as_bytes()));
        fields.put(self.commits.then_some(b""));
        fields.put(Some(self.folders.join("\0").as_bytes()));
        fields.put(Some(self.along.len().to_string().as_bytes()));
        for along in &self.along {
            fields.put(Some(along.path.as_bytes()));
            fields.put(along.committed.as_ref().map(ObjectId::as_bytes));
            fields.put(along.unknown.then_some(b""));
        }
        for step in &self.steps {
            fields.put(Some(step.path.as_bytes()));
            fields.put(step.old.as_deref());
            fields.put(
                step.rights
                    .map(|rights| rights.to_string())
                    .as_deref()
                    .map(str::as_bytes),
            );
            fields.put(step.new.as_ref().map(<[u8; 32]>::as_slice));
            fields.put(step.committed.as_ref().map(ObjectId::as_bytes));
        }
        let digest = sha256(&fields.0);
        fields.0.extend(digest);
        fields.0
    }

    fn read(fields: &[u8]) -> Option<Journal> {
        let mut rest = fields;
        if take(&mut rest)?? != VERSION {
            return None;
        }
        let operation = text(take(&mut rest)??)?;
        let commits = take(&mut rest)?.is_some();
        let folders = text(take(&mut rest)??)?;
        let count: usize = text(take(&mut rest)??)?.parse().ok()?;
        let mut along = Vec::new();
        for _ in 0..count {
            along.push(Along {
                path: text(take(&mut rest)??)?,
                committed: id(take(&mut rest)?)?,
                unknown: take(&mut rest)?.is_some(),
            });
        }
        let mut steps = Vec::new();
        while !rest.is_empty() {
            steps.push(Step {
                path: text(take(&mut rest)??)?,
                old: take(&mut rest)?.map(<[u8]>::to_vec),
                rights: match take(&mut rest)? {
                    Some(digits) => Some(text(digits)?.parse().ok()?),
                    None => None,
                },
                new: take(&mut rest)?
                    .map(<[u8; 32]>::try_from)
                    .transpose()
                    .ok()?,
                committed: id(take(&mut rest)?)?,
            });
        }
        Some(Journal {
            operation,
            commits,
            steps,
            folders: folders
                .split('\0')
                .filter(|folder| !folder.is_empty())
                .map(str::to_owned)
                .collect(),
            along,
        })
    }
}

/// The fields of a journal that was noted to its end, in the format of whatever version.
fn whole(bytes: &[u8]) -> Option<&[u8]> {
    let (fields, digest) = bytes.split_at_checked(bytes.len().checked_sub(32)?)?;
    (sha256(fields) == digest).then_some(fields)
}

fn foreign(place: &Path) -> Trouble {
    Trouble::correctable(say!(
        en: "a change was interrupted in another version of this program, and only that version can end it or take it back: {place}",
        zh: "另一版本的本程序在改动途中被中断，只有该版本能完成或撤回：{place}", place = place.display()
    ))
    .hint(say!(
        en: "change anything with that version; or set the files right by hand (`git status` shows what is half done), then delete the journal",
        zh: "请用该版本执行任一改动命令；或用 `git status` 查看半途的改动、手工改正后删除该文件"
    ))
}

/// Fields, each as its length, a colon and its bytes; `-` where there is none.
struct Fields(Vec<u8>);

impl Fields {
    fn put(&mut self, field: Option<&[u8]>) {
        match field {
            None => self.0.push(b'-'),
            Some(field) => {
                self.0.extend(field.len().to_string().as_bytes());
                self.0.push(b':');
                self.0.extend(field);
            }
        }
    }
}

/// Takes the next field off `rest`; the outer `None` where there is no sound one.
#[allow(clippy::option_option)]
fn take<'b>(rest: &mut &'b [u8]) -> Option<Option<&'b [u8]>> {
    if let Some(after) = rest.strip_prefix(b"-") {
        *rest = after;
        return Some(None);
    }
    let colon = rest.iter().position(|&byte| byte == b':')?;
    let length: usize = std::str::from_utf8(rest.get(..colon)?).ok()?.parse().ok()?;
    let (field, after) = rest.get(colon + 1..)?.split_at_checked(length)?;
    *rest = after;
    Some(Some(field))
}

/// The name of an object; the outer `None` where the bytes are none.
#[allow(clippy::option_option)]
fn id(bytes: Option<&[u8]>) -> Option<Option<ObjectId>> {
    match bytes {
        Some(bytes) => ObjectId::from_bytes(bytes).map(Some),
        None => Some(None),
    }
}

fn text(bytes: &[u8]) -> Option<String> {
    String::from_utf8(bytes.to_vec()).ok()
}

/// Makes new names in a folder outlive a power cut, where the system can.
pub fn sync_folder(folder: &Path) {
    if let Ok(folder) = File::open(folder) {
        let _ = folder.sync_all();
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn journal() -> Journal {
        let step = |path: &str, old: Option<&[u8]>| Step {
            path: path.to_owned(),
            old: old.map(<[u8]>::to_vec),
            rights: old.map(|_| 0o640),
            new: old.is_none().then(|| sha256(b"new")),
            committed: old.and_then(|_| ObjectId::from_bytes(&[7; 20])),
        };
        Journal {
            operation: "1-2".to_owned(),
            commits: true,
            steps: vec![step("a/b.yaml", Some(b"1:-\0\n")), step("客户.yaml", None)],
            folders: vec!["x".to_owned(), "x/y".to_owned()],
            along: vec![Along {
                path: "a/附件.pdf".to_owned(),
                committed: ObjectId::from_bytes(&[9; 20]),
                unknown: true,
            }],
        }
    }

    #[test]
    fn a_journal_reads_back() {
        let folder = tempfile::tempdir().unwrap();
        assert_eq!(Journal::found(folder.path()).unwrap(), None);
        journal().note(folder.path()).unwrap();
        assert_eq!(Journal::found(folder.path()).unwrap(), Some(journal()));
        Journal::forget(folder.path()).unwrap();
        assert_eq!(Journal::found(folder.path()).unwrap(), None);
    }

    #[test]
    fn a_torn_journal_is_none() {
        let folder = tempfile::tempdir().unwrap();
        let whole = journal().to_bytes();
        assert!(super::whole(&whole).is_some());
        for end in 0..whole.len() {
            assert_eq!(super::whole(&whole[..end]), None);
        }
        let mut flipped = whole.clone();
        flipped[40] ^= 1;
        fs::write(Journal::place(folder.path()), &flipped).unwrap();
        assert_eq!(Journal::found(folder.path()).unwrap(), None);
        assert!(!Journal::place(folder.path()).exists());
    }

    #[test]
    fn a_journal_of_another_version_is_told_and_stays() {
        let folder = tempfile::tempdir().unwrap();
        let mut fields = Fields(Vec::new());
        fields.put(Some(b"dealdesk journal 1"));
        fields.put(Some(b"1-2"));
        let digest = sha256(&fields.0);
        fields.0.extend(digest);
        fs::write(Journal::place(folder.path()), &fields.0).unwrap();
        let trouble = Journal::found(folder.path()).unwrap_err();
        assert!(trouble.message.en.contains("another version"));
        assert_eq!(fs::read(Journal::place(folder.path())).unwrap(), fields.0);
    }
}
