//! A folder with a Git identity of its own, where `deal` and `git` are run.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Command, Output};
use tempfile::TempDir;

/// The day at which everything here is made and judged.
pub const TODAY: &str = "2026-07-01";

/// A folder, a home, and nothing of the machine's settings.
pub struct Desk {
    place: TempDir,
}

/// What a program said.
#[derive(Debug)]
pub struct Said {
    pub status: i32,
    pub out: String,
    pub err: String,
}

impl Desk {
    /// One where Git knows who works.
    pub fn new() -> Desk {
        let desk = Desk::of_nobody();
        let identity = "[user]\n\tname = Li Na\n\temail = li.na@example.com\n";
        fs::write(desk.place.path().join("gitconfig"), identity).unwrap();
        desk
    }

    /// One where Git doesn't.
    pub fn of_nobody() -> Desk {
        let place = tempfile::tempdir().unwrap();
        fs::create_dir(place.path().join("work")).unwrap();
        fs::write(place.path().join("gitconfig"), "").unwrap();
        Desk { place }
    }

    /// The folder that programs are run in.
    pub fn path(&self, path: &str) -> PathBuf {
        self.place.path().join("work").join(path)
    }

    pub fn read(&self, path: &str) -> String {
        fs::read_to_string(self.path(path)).unwrap()
    }

    pub fn write(&self, path: &str, text: &str) {
        let path = self.path(path);
        fs::create_dir_all(path.parent().unwrap()).unwrap();
        fs::write(path, text).unwrap();
    }

    pub fn deal(&self, args: &[&str]) -> Said {
        self.run(Path::new(env!("CARGO_BIN_EXE_deal")), args)
    }

    /// `git`, which must succeed.
    pub fn git(&self, args: &[&str]) -> String {
        let said = self.run(Path::new("git"), args);
        assert_eq!(said.status, 0, "git {args:?}: {}", said.err);
        said.out.trim_end().to_owned()
    }

    /// A setting of the clone `sales`; empty where it isn't made.
    pub fn setting(&self, key: &str) -> String {
        let said = self.run(Path::new("git"), &["-C", "sales", "config", key]);
        said.out.trim_end().to_owned()
    }

    fn run(&self, program: &Path, args: &[&str]) -> Said {
        let mut command = Command::new(program);
        for (name, _) in std::env::vars_os() {
            if name.to_string_lossy().starts_with("GIT_") {
                command.env_remove(name);
            }
        }
        let ran = command
            .args(args)
            .current_dir(self.path(""))
            .env("HOME", self.place.path())
            .env("GIT_CONFIG_GLOBAL", self.place.path().join("gitconfig"))
            .env("GIT_CONFIG_NOSYSTEM", "1")
            .env("GIT_CEILING_DIRECTORIES", self.place.path())
            .output()
            .unwrap();
        said(ran)
    }
}

fn said(output: Output) -> Said {
    Said {
        status: output.status.code().unwrap(),
        out: String::from_utf8(output.stdout).unwrap(),
        err: String::from_utf8(output.stderr).unwrap(),
    }
}
