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
