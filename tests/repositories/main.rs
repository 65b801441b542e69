//! The commands in repositories of every kind: other formats, clones with a part of what there is, other repositories
//! within and around, settings and environments that change what Git does.

#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)]

#[path = "../pipeline/mod.rs"]
mod pipeline;

#[cfg(unix)]
mod environment;
mod kinds;
mod line_ends;
mod names;
mod nested;
mod partial;
#[cfg(unix)]
mod signed;
mod sparse;

use pipeline::{Pipeline, Ran};
use std::path::{Path, PathBuf};
use std::process::Command;
use std::{env, fs};
use tempfile::TempDir;

/// A work tree with a pipeline, in a folder for whatever a test puts beside it.
struct Work {
    beside: TempDir,
    root: PathBuf,
}

impl Work {
    /// The small pipeline, committed on `main` of a repository that is made with these arguments.
    fn new(init: &[&str]) -> Work {
        let beside = tempfile::tempdir().unwrap();
        let root = beside.path().join("work");
        let work = Work { beside, root };
        work.copy();
        work.git(&[&["init", "-q", "-b", "main"], init].concat());
        work.commit("begin");
        work
    }

    fn copy(&self) {
        let pipeline = Pipeline::new();
        for entry in walkdir::WalkDir::new(pipeline.root()) {
            let entry = entry.unwrap();
            let path = entry.path().strip_prefix(pipeline.root()).unwrap();
            match entry.file_type().is_dir() {
                true => fs::create_dir_all(self.root.join(path)).unwrap(),
                false => drop(fs::copy(entry.path(), self.root.join(path)).unwrap()),
            }
        }
    }

    /// The same folder, with its work tree in another one of it.
    fn moved_to(self, folder: &str) -> Work {
        let root = self.beside.path().join(folder);
        Work { root, ..self }
    }

    fn beside(&self, name: &str) -> PathBuf {
        self.beside.path().join(name)
    }

    fn write(&self, path: &str, bytes: impl AsRef<[u8]>) -> &Work {
        let place = self.root.join(path);
        fs::create_dir_all(place.parent().unwrap()).unwrap();
        fs::write(place, bytes).unwrap();
        self
    }

    fn read(&self, path: &str) -> String {
        fs::read_to_string(self.root.join(path)).unwrap()
    }

    #[track_caller]
    fn git(&self, args: &[&str]) -> String {
        git(&self.root, args)
    }

    fn commit(&self, message: &str) {
        self.git(&["add", "-A"]);
        self.git(&["commit", "-q", "-m", message]);
    }

    fn deal(&self, args: &[&str]) -> Ran {
        self.deal_with(&[], &[&["--lang", "en"], args].concat())
    }

    fn deal_with(&self, variables: &[(&str, &str)], args: &[&str]) -> Ran {
        let mut command = pipeline::guarded();
        hermetic(&mut command);
        command.args(args).current_dir(&self.root);
        Ran::of(command.envs(variables.iter().copied()))
    }

    /// What a command prints that does its work.
    #[track_caller]
    fn does(&self, args: &[&str]) -> String {
        let ran = self.deal(args);
        assert_eq!(ran.status, 0, "{args:?}: {}{}", ran.out, ran.err);
        ran.out
    }

    /// A command is refused: it says this in English, has something to say in Chinese too, and leaves all as it was.
    #[track_caller]
    fn refuses(&self, args: &[&str], message: &str, hint: &str) {
        let before = self.standing();
        let ran = self.deal(args);
        assert_eq!(ran.status, 2, "{args:?}: {}{}", ran.out, ran.err);
        assert_eq!(ran.out, "", "{args:?}");
        let (error, hints) = ran.err.split_once("\nhint: ").unwrap_or((&ran.err, ""));
        assert!(error.contains(message), "{args:?}: {}", ran.err);
        assert!(hints.contains(hint), "{args:?}: {}", ran.err);
        let chinese = self.deal_with(&[], &[&["--lang", "zh-CN"], args].concat());
        assert_eq!(chinese.err.contains("\n提示: "), !hint.is_empty());
        assert_eq!(self.standing(), before, "{args:?}");
    }

    /// All that a command that is refused must not change.
    fn standing(&self) -> String {
        let index = self.git(&["ls-files", "--stage", "-t"]);
        let status = self.git(&["status", "--porcelain", "-uall"]);
        let log = self.git(&["log", "--format=%H", "--all"]);
        format!("{index}{status}{log}")
    }

    /// Every command does its work in this repository, whose pipeline has no findings.
    #[track_caller]
    fn works(&self) {
        let clean = "no findings in 5 records";
        assert!(self.does(&["check"]).starts_with(clean));
        let commits = || -> usize { self.git(&["rev-list", "--count", "HEAD"]).parse().unwrap() };
        let before = commits();
        let set = ["set", "lanyu-a1", "amount=6001", "--as", "li-na"];
        assert!(self.does(&set).contains("amount 5000 → 6001 ["));
        assert_eq!(
            self.git(&["show", "--format=", "--numstat", "HEAD"]),
            format!("1\t1\t{}", pipeline::DEAL)
        );
        let new = ["title=New", "owner=li-na", "customer=lanyu"];
        self.does(
            &[
                &["new", "deal", "--id", "new-a2", "--as", "li-na"],
                &new[..],
            ]
            .concat(),
        );
        assert_eq!(
            self.git(&["show", "--format=", "--name-status", "HEAD"]),
            "A\tdeals/new-a2/deal.yaml"
        );
        assert_eq!(commits(), before + 2);
        let history = self.does(&["history", "lanyu-a1"]);
        assert!(history.contains("5,000.00 CNY → 6,001.00 CNY"), "{history}");
        let diff = self.does(&["diff", "HEAD~2.."]);
        assert!(diff.starts_with("2 dossiers changed"), "{diff}");
        let since = self.does(&["check", "--since", "HEAD~2"]);
        assert!(since.starts_with("no findings in 3 records"), "{since}");
        let audit = self.does(&["audit"]);
        let steps = format!("no findings in {} official steps", commits());
        assert!(audit.starts_with(&steps), "{audit}");
        assert!(
            self.does(&["check"])
                .starts_with("no findings in 6 records")
        );
        assert_eq!(self.git(&["status", "--porcelain", "-uall"]), "");
        assert_eq!(self.git(&["fsck", "--strict", "--no-dangling"]), "");
    }
}

/// Git with nobody's settings.
#[track_caller]
fn git(folder: &Path, args: &[&str]) -> String {
    let mut command = Command::new("git");
    hermetic(&mut command);
    let output = command.current_dir(folder).args(args).output().unwrap();
    let said = String::from_utf8_lossy(&output.stderr).into_owned();
    assert!(output.status.success(), "git {args:?}: {said}");
    let out = String::from_utf8_lossy(&output.stdout);
    out.trim_end().to_owned()
}

fn hermetic(command: &mut Command) {
    for (variable, _) in env::vars_os() {
        if variable.to_string_lossy().starts_with("GIT_") {
            command.env_remove(variable);
        }
    }
    command
        .env("GIT_CONFIG_GLOBAL", "/dev/null")
        .env("GIT_CONFIG_NOSYSTEM", "1");
    for who in ["AUTHOR", "COMMITTER"] {
        command
            .env(format!("GIT_{who}_NAME"), "李娜")
            .env(format!("GIT_{who}_EMAIL"), "li.na@lanyu.example")
            .env(format!("GIT_{who}_DATE"), "2026-06-30T10:00:00+08:00");
    }
}

/// An address from which a local clone is made as from another computer.
fn url(folder: &Path) -> String {
    format!("file://{}", folder.display())
}
