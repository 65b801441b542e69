//! Files with changes on top that are not written: what a change would make of the pipeline.

use super::{Entry, Files, Listed, Unread, is_left_out};
use crate::text::sha256;
use std::collections::BTreeMap;
use std::io;

/// Some files, and what changes of them.
pub struct Overlay<'f> {
    base: &'f dyn Files,
    changed: BTreeMap<String, Option<Vec<u8>>>,
}

impl<'f> Overlay<'f> {
    /// The files of `base`, with nothing changed.
    pub fn new(base: &'f dyn Files) -> Overlay<'f> {
        Overlay {
            base,
            changed: BTreeMap::new(),
        }
    }

    /// With these bytes at `path`, or with nothing there.
    pub fn put(&mut self, path: impl Into<String>, bytes: Option<Vec<u8>>) {
        self.changed.insert(path.into(), bytes);
    }

    /// The bytes at `path` where they were put; an `Err` where it was emptied.
    fn put_at(&self, path: &str) -> Option<io::Result<&[u8]>> {
        let changed = self.changed.get(path)?;
        let bytes = changed.as_deref();
        Some(bytes.ok_or_else(|| io::ErrorKind::NotFound.into()))
    }

    fn put_under(&self, folder: &str) -> impl Iterator<Item = &str> {
        self.changed
            .range(folder.to_owned()..)
            .take_while(move |(path, _)| path.starts_with(folder))
            .filter(|(_, bytes)| bytes.is_some())
            .map(|(path, _)| path.as_str())
    }
}

impl Files for Overlay<'_> {
    fn at(&self, path: &str) -> io::Result<Entry> {
        if let Some(put) = self.put_at(path) {
            return put.map(|_| Entry::File);
        }
        let folder = format!("{path}/");
        match self.put_under(&folder).next() {
            Some(_) => Ok(Entry::Folder),
            None => self.base.at(path),
        }
    }

    fn list(&self, folder: &str, skip: &dyn Fn(&str) -> bool) -> Listed {
        let mut listed = self.base.list(folder, skip);
        listed
            .paths
            .retain(|path| !self.changed.contains_key(&**path));
        let put = self
            .put_under(folder)
            .filter(|path| !is_left_out(folder, path, skip));
        listed.paths.extend(put.map(Box::from));
        listed
    }

    fn read(&self, path: &str, limit: u64) -> Result<Vec<u8>, Unread> {
        match self.put_at(path) {
            None => self.base.read(path, limit),
            Some(Err(error)) => Err(Unread::Failed(error)),
            Some(Ok(bytes)) if bytes.len() as u64 > limit => {
                Err(Unread::TooLarge(bytes.len() as u64))
            }
            Some(Ok(bytes)) => Ok(bytes.to_vec()),
        }
    }

    fn digest(&self, path: &str) -> io::Result<String> {
        match self.put_at(path) {
            None => self.base.digest(path),
            Some(bytes) => Ok(sha256(bytes?)),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::super::Disk;
    use super::*;

    #[test]
    fn changes_stand_above_the_files() {
        let folder = tempfile::tempdir().unwrap();
        std::fs::create_dir(folder.path().join("a")).unwrap();
        std::fs::write(folder.path().join("a/old.yaml"), "old").unwrap();
        std::fs::write(folder.path().join("a/kept.yaml"), "kept").unwrap();
        let disk = Disk::new(folder.path());
        let mut overlay = Overlay::new(&disk);
        overlay.put("a/old.yaml", None);
        overlay.put("a/.git/x", Some(b"hidden".to_vec()));
        overlay.put("a/b/new.yaml", Some(b"new".to_vec()));
        let skip = |path: &str| path.rsplit('/').next().is_some_and(|n| n.starts_with('.'));
        let mut paths = overlay.list("a/", &skip).paths;
        paths.sort();
        assert_eq!(paths, ["a/b/new.yaml".into(), "a/kept.yaml".into()]);
        assert_eq!(overlay.at("a/b").unwrap(), Entry::Folder);
        assert_eq!(overlay.at("a/b/new.yaml").unwrap(), Entry::File);
        assert!(overlay.at("a/old.yaml").is_err());
        assert_eq!(overlay.read("a/b/new.yaml", 3).unwrap(), b"new");
        assert!(matches!(
            overlay.read("a/b/new.yaml", 2),
            Err(Unread::TooLarge(3))
        ));
        assert!(matches!(
            overlay.read("a/old.yaml", 9),
            Err(Unread::Failed(_))
        ));
        assert_eq!(overlay.read("a/kept.yaml", 9).unwrap(), b"kept");
        let new = Disk::new(folder.path());
        std::fs::write(folder.path().join("new"), "new").unwrap();
        assert_eq!(
            overlay.digest("a/b/new.yaml").unwrap(),
            new.digest("new").unwrap()
        );
    }
}
