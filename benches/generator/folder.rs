//! The files of one dossier before they are written, and the sign-offs that its records still need.

use std::fs;
use std::io;
use std::path::Path;

/// Files by path in the pipeline.
#[derive(Default)]
pub struct Folder {
    /// Path and text.
    pub files: Vec<(String, String)>,
    /// Sign-offs to be given once all records are there.
    pub signoffs: Vec<Signoff>,
    /// What is changed when the sign-offs are given: path, old text, new text.
    pub later: Vec<(String, String, String)>,
}

/// A sign-off to be given.
pub struct Signoff {
    /// Path of the record.
    pub on: String,
    /// Its name.
    pub name: &'static str,
    /// The role.
    pub role: &'static str,
    /// Who gives it.
    pub by: String,
    /// Who takes it down, for someone outside.
    pub recorded_by: Option<String>,
    /// The day.
    pub at: String,
}

impl Folder {
    /// Adds a file.
    pub fn add(&mut self, path: String, text: String) {
        self.files.push((path, text));
    }

    /// The text of the file whose path ends so.
    pub fn file(&mut self, end: &str) -> &mut (String, String) {
        let found = self.files.iter_mut().find(|(path, _)| path.ends_with(end));
        found.unwrap_or_else(|| panic!("the folder has no {end}"))
    }

    /// Replaces a text that stands in the file once or more; only the first is replaced.
    pub fn replace(&mut self, end: &str, old: &str, new: &str) -> String {
        let (path, text) = self.file(end);
        assert!(text.contains(old), "{path} has no {old:?}");
        *text = text.replacen(old, new, 1);
        path.clone()
    }

    /// Replaces the first line that begins so.
    pub fn replace_line(&mut self, end: &str, start: &str, new: &str) -> String {
        let (_, text) = self.file(end);
        let line = text
            .split_inclusive('\n')
            .find(|line| line.trim_start().starts_with(start));
        let line = line
            .unwrap_or_else(|| panic!("{end} has no line {start}"))
            .to_owned();
        let new = if new.is_empty() {
            String::new()
        } else {
            format!("{new}\n")
        };
        self.replace(end, &line, &new)
    }

    /// Adds lines at a file's end.
    pub fn append(&mut self, end: &str, lines: &str) -> String {
        let (path, text) = self.file(end);
        text.push_str(lines);
        path.clone()
    }

    /// Writes the files.
    pub fn write(&self, root: &Path) -> io::Result<()> {
        for (path, text) in &self.files {
            put(root, path, text)?;
        }
        Ok(())
    }
}

/// Writes a file and the folders above it.
pub fn put(root: &Path, path: &str, text: &str) -> io::Result<()> {
    let full = root.join(path);
    if let Some(folder) = full.parent() {
        fs::create_dir_all(folder)?;
    }
    fs::write(full, text)
}
