//! A copy of the example pipeline, to be changed.

use crate::pipeline::{Ran, guarded};
use std::fs;
use std::path::Path;

pub fn example() -> tempfile::TempDir {
    let folder = tempfile::tempdir().unwrap();
    copy(
        &Path::new(env!("CARGO_MANIFEST_DIR")).join("example-pipeline"),
        folder.path(),
    );
    folder
}

fn copy(from: &Path, to: &Path) {
    for entry in fs::read_dir(from).unwrap() {
        let entry = entry.unwrap();
        let target = to.join(entry.file_name());
        if entry.file_type().unwrap().is_dir() {
            fs::create_dir_all(&target).unwrap();
            copy(&entry.path(), &target);
        } else {
            fs::copy(entry.path(), target).unwrap();
        }
    }
}

pub fn run(folder: &Path, args: &[&str]) -> Ran {
    Ran::of(guarded().args(args).current_dir(folder))
}

/// A document that is made.
pub fn made(folder: &Path, record: &str, document: &str, language: &str) -> String {
    let made = run(folder, &["render", record, document, "--lang", language]);
    assert_eq!(made.status, 0, "{record} {document}: {}", made.err);
    made.out
}

/// Changes a file.
pub fn edit(folder: &Path, path: &str, change: impl Fn(&str) -> String) {
    let path = folder.join(path);
    let text = fs::read_to_string(&path).unwrap();
    let changed = change(&text);
    assert_ne!(changed, text);
    fs::write(path, changed).unwrap();
}
