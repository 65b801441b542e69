//! A small pipeline in a temporary folder, for tests to spoil, and the binary run on it.

#![allow(dead_code, clippy::unwrap_used, clippy::expect_used, clippy::panic)]

use serde_json::Value;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Command, Output, Stdio};
use tempfile::TempDir;

/// The one deal, its customer and its minutes.
pub const DEAL: &str = "deals/lanyu-a1/deal.yaml";
pub const CUSTOMER: &str = "customers/lanyu/customer.yaml";
pub const MINUTES: &str = "deals/lanyu-a1/minutes/2026-03-10-needs.md";

macro_rules! files {
    ($($path:literal),* $(,)?) => { [$(($path, include_str!(concat!("small/", $path)))),*] };
}

const FILES: [(&str, &str); 11] = files![
    "pipeline.yaml",
    "calendar/cn.yaml",
    "kinds/customer.yaml",
    "kinds/deal.yaml",
    "kinds/minutes.yaml",
    "kinds/person.yaml",
    "people/li-na.yaml",
    "people/wang-qiang.yaml",
    "customers/lanyu/customer.yaml",
    "deals/lanyu-a1/deal.yaml",
    "deals/lanyu-a1/minutes/2026-03-10-needs.md",
];

/// A pipeline without findings, until a test writes to it.
pub struct Pipeline {
    folder: TempDir,
}

impl Pipeline {
    pub fn new() -> Pipeline {
        let pipeline = Pipeline {
            folder: tempfile::tempdir().unwrap(),
        };
        for (path, text) in FILES {
            pipeline.write(path, text);
        }
        pipeline
    }

    /// A pipeline whose deal has these lines too.
    pub fn with_deal(lines: &str) -> Pipeline {
        let pipeline = Pipeline::new();
        pipeline.append(DEAL, lines);
        pipeline
    }

    pub fn root(&self) -> &Path {
        self.folder.path()
    }

    pub fn path(&self, path: &str) -> PathBuf {
        self.root().join(path)
    }

    pub fn write(&self, path: &str, bytes: impl AsRef<[u8]>) -> &Self {
        let path = self.path(path);
        fs::create_dir_all(path.parent().unwrap()).unwrap();
        fs::write(path, bytes).unwrap();
        self
    }

    pub fn read(&self, path: &str) -> String {
        fs::read_to_string(self.path(path)).unwrap()
    }

    pub fn append(&self, path: &str, text: &str) -> &Self {
        let text = self.read(path) + text;
        self.write(path, text)
    }

    /// Replaces a text that must be there.
    pub fn replace(&self, path: &str, old: &str, new: &str) -> &Self {
        let text = self.read(path);
        assert!(text.contains(old), "{path} has no {old:?}");
        self.write(path, text.replace(old, new))
    }

    pub fn remove(&self, path: &str) -> &Self {
        let path = self.path(path);
        match fs::symlink_metadata(&path).unwrap().is_dir() {
            true => fs::remove_dir_all(path).unwrap(),
            false => fs::remove_file(path).unwrap(),
        }
        self
    }

    /// `deal` in the pipeline's folder.
    pub fn command(&self, args: &[&str]) -> Command {
        let mut command = guarded();
        command.args(args).current_dir(self.root());
        command
    }

    pub fn run(&self, args: &[&str]) -> Ran {
        Ran::of(&mut self.command(args))
    }

    /// `deal check --format json` with more arguments, read. Both languages say the same.
    #[track_caller]
    pub fn check(&self, args: &[&str]) -> Checked {
        let said = |language| {
            let ran =
                self.run(&[&["check", "--format", "json", "--lang", language], args].concat());
            Checked::of(ran)
        };
        let (english, chinese) = (said("en"), said("zh-CN"));
        assert_eq!(english.places(), chinese.places());
        for (en, zh) in english.findings().iter().zip(chinese.findings()) {
            let is_chinese = |c: char| ('\u{4e00}'..='\u{9fff}').contains(&c);
            assert!(!text(&en["message"]).is_empty());
            assert!(text(&zh["message"]).contains(is_chinese), "{zh:#}");
            assert_eq!(en["help"].is_null(), zh["help"].is_null());
        }
        english
    }
}

/// The binary within limits that a healthy run stays far below: a run that exhausts memory or hangs fails its test.
pub fn guarded() -> Command {
    let deal = env!("CARGO_BIN_EXE_deal");
    let mut command = if cfg!(unix) {
        let mut shell = Command::new("sh");
        let limits = "ulimit -v 2000000 2>/dev/null; ulimit -t 60 2>/dev/null; exec \"$0\" \"$@\"";
        shell.args(["-c", limits, deal]);
        shell
    } else {
        Command::new(deal)
    };
    command
        .env("RAYON_NUM_THREADS", "4")
        .env_remove("NO_COLOR")
        .env_remove("CLICOLOR_FORCE")
        .stdin(Stdio::null());
    command
}

/// A run that ended.
pub struct Ran {
    pub status: i32,
    pub out: String,
    pub err: String,
}

impl Ran {
    /// Runs it. Whatever the input, the status is one that the command line documents, and texts are UTF-8.
    pub fn of(command: &mut Command) -> Ran {
        let Output {
            status,
            stdout,
            stderr,
        } = command.output().unwrap();
        let err = String::from_utf8(stderr).expect("stderr is UTF-8");
        let status = status.code().unwrap_or_else(|| panic!("killed: {err}"));
        assert!(matches!(status, 0..=4 | 141), "status {status}: {err}");
        assert!(!err.contains("panicked"), "{err}");
        let out = String::from_utf8(stdout).expect("stdout is UTF-8");
        Ran { status, out, err }
    }
}

/// The findings of a run.
#[derive(Debug)]
pub struct Checked {
    pub status: i32,
    pub report: Value,
}

impl Checked {
    pub fn of(ran: Ran) -> Checked {
        let report = serde_json::from_str(&ran.out)
            .unwrap_or_else(|error| panic!("{error}: {}{}", ran.out, ran.err));
        Checked {
            status: ran.status,
            report,
        }
    }

    pub fn findings(&self) -> &[Value] {
        self.report["findings"].as_array().unwrap()
    }

    /// `path:line rule` of each finding; a finding of a whole file has no line.
    pub fn places(&self) -> Vec<String> {
        let place = |finding: &Value| {
            let line = finding["line"].as_u64();
            let line = line.map_or_else(String::new, |line| format!(":{line}"));
            format!(
                "{}{line} {}",
                text(&finding["path"]),
                text(&finding["rule"])
            )
        };
        self.findings().iter().map(place).collect()
    }

    /// Asserts that these are all findings, as [`Checked::places`] has them, with the status that they deserve.
    #[track_caller]
    pub fn is(&self, places: &[&str]) -> &Self {
        assert_eq!(self.places(), places, "{:#}", self.report["findings"]);
        let process_only = self.report["summary"]["process_only"] == true;
        let expected = match (places.is_empty(), process_only) {
            (true, _) => 0,
            (false, true) => 2,
            (false, false) => 1,
        };
        assert_eq!(self.status, expected);
        self
    }

    /// The only finding of a rule.
    #[track_caller]
    pub fn only(&self, rule: &str) -> &Value {
        let mut of_rule = self.findings().iter().filter(|f| f["rule"] == rule);
        let found = of_rule.next();
        assert!(of_rule.next().is_none(), "{:#}", self.report);
        found.unwrap_or_else(|| panic!("no {rule}: {:#}", self.report))
    }
}

pub fn text(value: &Value) -> &str {
    value.as_str().unwrap_or_default()
}
