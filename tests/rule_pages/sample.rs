//! A small pipeline in a folder of its own, for pages to spoil and to mend.

use super::page::Step;
use dealdesk::language::Language;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;
use tempfile::TempDir;

/// The day of every page.
const TODAY: &str = "2026-03-20";

/// A pipeline that a test may change.
pub struct Sample {
    folder: TempDir,
    language: Language,
}

impl Sample {
    /// The base pipeline with `steps` laid over it; `None` where the file system can't hold them, such as two names
    /// that differ in case only.
    pub fn of(language: Language, steps: &[Step]) -> Option<Sample> {
        let folder = TempDir::new().unwrap();
        let base = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/rule_pages");
        copy(&base.join("base"), folder.path());
        if language == Language::ZhCn {
            copy(&base.join("base.zh-CN"), folder.path());
        }
        let sample = Sample { folder, language };
        let can_link = cfg!(unix) || !steps.iter().any(|step| matches!(step, Step::Link(..)));
        (can_link && sample.lay(steps)).then_some(sample)
    }

    /// Does `steps`; whether every file is then as it was written.
    pub fn lay(&self, steps: &[Step]) -> bool {
        for step in steps {
            match step {
                Step::File(path, bytes) => fs::write(self.place(path), bytes).unwrap(),
                Step::Link(path, to) => link(to, &self.place(path)),
                Step::Move(from, to) => fs::rename(self.place(from), self.place(to)).unwrap(),
                Step::Remove(path) => fs::remove_file(self.place(path)).unwrap(),
            }
        }
        steps.iter().all(|step| match step {
            Step::File(path, bytes) => fs::read(self.place(path)).is_ok_and(|read| read == *bytes),
            _ => true,
        })
    }

    /// Puts keys over those of `pipeline.yaml`.
    pub fn set(&self, settings: &str) {
        let path = self.place("pipeline.yaml");
        let key = |line: &str| line.split_once(':').map(|(key, _)| key.to_owned());
        let set: Vec<Option<String>> = settings.lines().map(key).collect();
        let text = fs::read_to_string(&path).unwrap();
        let kept = text.lines().filter(|line| !set.contains(&key(line)));
        let kept: String = kept.map(|line| format!("{line}\n")).collect();
        fs::write(path, kept + settings).unwrap();
    }

    /// `deal check`: its exit status and what it prints.
    pub fn check(&self) -> (Option<i32>, String) {
        self.deal(&["check"])
    }

    /// Runs the program in the pipeline.
    pub fn deal(&self, args: &[&str]) -> (Option<i32>, String) {
        deal(self.folder.path(), self.language, args)
    }

    fn place(&self, path: &str) -> PathBuf {
        let place = self.folder.path().join(path);
        fs::create_dir_all(place.parent().unwrap()).unwrap();
        place
    }
}

/// Runs the program: its exit status and its standard output.
pub fn deal(folder: &Path, language: Language, args: &[&str]) -> (Option<i32>, String) {
    let output = Command::new(env!("CARGO_BIN_EXE_deal"))
        .current_dir(folder)
        .args([
            "--today",
            TODAY,
            "--lang",
            language.tag(),
            "--color",
            "never",
        ])
        .args(args)
        .output()
        .unwrap();
    assert!(output.stderr.is_empty(), "{output:?}");
    (
        output.status.code(),
        String::from_utf8(output.stdout).unwrap(),
    )
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

#[cfg(unix)]
fn link(to: &str, at: &Path) {
    std::os::unix::fs::symlink(to, at).unwrap();
}

#[cfg(not(unix))]
fn link(_: &str, _: &Path) {}
