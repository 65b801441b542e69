//! The `git` executable: which one, in what environment it runs, and what its failures mean.
//!
//! A read runs nothing that a repository's configuration names, waits for nobody and fetches nothing. A commit runs
//! the user's hooks and signing, as `git commit` does.

use super::lacking;
use super::trouble::Trouble;
use crate::language::Phrase;
use crate::say;
use std::env;
use std::ffi::OsString;
use std::io::{self, Write};
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Output, Stdio};
use std::sync::OnceLock;

/// The oldest version that has all that is used here.
const OLDEST: (u32, u32) = (2, 38);

/// What `git rev-parse --local-env-vars` lists, without the settings that a user gives by the environment.
const OF_ANOTHER_REPOSITORY: [&str; 13] = [
    "GIT_ALTERNATE_OBJECT_DIRECTORIES",
    "GIT_COMMON_DIR",
    "GIT_CONFIG",
    "GIT_DIR",
    "GIT_GRAFT_FILE",
    "GIT_IMPLICIT_WORK_TREE",
    "GIT_INDEX_FILE",
    "GIT_NO_REPLACE_OBJECTS",
    "GIT_OBJECT_DIRECTORY",
    "GIT_PREFIX",
    "GIT_REPLACE_REF_BASE",
    "GIT_SHALLOW_FILE",
    "GIT_WORK_TREE",
];

/// What would change the meaning of paths and the form of answers.
const OF_THE_USER: [&str; 7] = [
    "GIT_GLOB_PATHSPECS",
    "GIT_ICASE_PATHSPECS",
    "GIT_LITERAL_PATHSPECS",
    "GIT_NOGLOB_PATHSPECS",
    "GIT_DIFF_OPTS",
    "GIT_EXTERNAL_DIFF",
    "GIT_NAMESPACE",
];

/// Settings of a read: nothing that the repository names is run.
const NOTHING_RUN: [&str; 9] = [
    "core.fsmonitor=false",
    "core.hooksPath=/dev/null",
    "core.pager=cat",
    "core.quotePath=false",
    "core.untrackedCache=keep",
    "diff.external=",
    "i18n.logOutputEncoding=UTF-8",
    "log.showSignature=false",
    "protocol.allow=never",
];

/// How `git` is run in one repository.
#[derive(Clone, Debug)]
pub struct Git {
    folder: PathBuf,
    /// Whether the folder itself is the repository, without a work tree.
    bare: bool,
    /// Variables of the environment that are about this repository.
    kept: Vec<(&'static str, OsString)>,
}

impl Git {
    /// `git` in the folder that holds `.git`, or in a bare repository.
    pub fn new(folder: &Path, bare: bool) -> Git {
        Git {
            folder: folder.to_owned(),
            bare,
            kept: Vec::new(),
        }
    }

    /// With a variable of a hook's environment that is about this repository.
    pub fn keep(&mut self, name: &'static str, value: OsString) {
        self.kept.push((name, value));
    }

    /// A command that only reads.
    pub fn read(&self, args: &[&str]) -> Result<Command, Trouble> {
        let mut command = self.command()?;
        for setting in NOTHING_RUN {
            command.args(["-c", setting]);
        }
        if !self.bare {
            // A folder that looks like a bare repository may have been put there by anybody.
            command.args(["-c", "safe.bareRepository=explicit"]);
        }
        if let Some(above) = self.folder.parent() {
            command.env("GIT_CEILING_DIRECTORIES", above);
        }
        command
            .arg("--no-pager")
            .args(args)
            .env("LC_ALL", "C")
            .env("GIT_ALLOW_PROTOCOL", "none")
            .env("GIT_GRAFT_FILE", "/dev/null")
            .env("GIT_LITERAL_PATHSPECS", "1")
            .env("GIT_NO_LAZY_FETCH", "1")
            .env("GIT_NO_REPLACE_OBJECTS", "1")
            .env("GIT_OPTIONAL_LOCKS", "0")
            .env("GIT_TERMINAL_PROMPT", "0")
            .envs(self.kept.iter().map(|(name, value)| (name, value)));
        Ok(command)
    }

    /// A command that changes the repository; the user's hooks, filters and signing may run, in the user's environment.
    pub fn write(&self, args: &[&str]) -> Result<Command, Trouble> {
        let mut command = self.command()?;
        command
            .args(["-c", "core.fsync=committed,reference"])
            .args(args);
        Ok(command)
    }

    /// `git` in the folder, about the repository there.
    fn command(&self) -> Result<Command, Trouble> {
        let mut command = Command::new(executable()?);
        for name in OF_ANOTHER_REPOSITORY.iter().chain(&OF_THE_USER) {
            command.env_remove(name);
        }
        command.current_dir(&self.folder).stdin(Stdio::null());
        Ok(command)
    }

    /// What a read prints.
    pub fn answer(&self, args: &[&str]) -> Result<Vec<u8>, Trouble> {
        let output = run(&mut self.read(args)?)?;
        match output.status.success() {
            true => Ok(output.stdout),
            false => Err(refused(args, &output)),
        }
    }

    /// The first line that a read prints; `None` where it says no by status 1.
    pub fn line(&self, args: &[&str]) -> Result<Option<String>, Trouble> {
        let output = run(&mut self.read(args)?)?;
        match output.status.code() {
            Some(0) => Ok(first_line(&output.stdout)),
            Some(1) => Ok(None),
            _ => Err(refused(args, &output)),
        }
    }
}

/// Runs a command to its end.
pub fn run(command: &mut Command) -> Result<Output, Trouble> {
    command.output().map_err(|error| not_run(&error))
}

/// Runs a command with this on its standard input.
pub fn run_with(command: &mut Command, input: &[u8]) -> Result<Output, Trouble> {
    let mut child = start(command.stdin(Stdio::piped()))?;
    let pipe = child.stdin.take();
    let output = std::thread::scope(|scope| {
        // A child that ends early says why itself.
        scope.spawn(move || pipe.map(|mut pipe| pipe.write_all(input)));
        child.wait_with_output()
    });
    output.map_err(|error| not_run(&error))
}

/// Starts a command whose output is read while it runs.
pub fn start(command: &mut Command) -> Result<Child, Trouble> {
    command
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .map_err(|error| not_run(&error))
}

/// The trouble of a command that failed.
pub fn refused(args: &[&str], output: &Output) -> Trouble {
    let said = String::from_utf8_lossy(&output.stderr);
    if said.contains("detected dubious ownership") {
        return dubious_ownership(&said);
    }
    if let Some(trouble) = too_old() {
        return trouble;
    }
    let command = args.iter().find(|arg| !arg.starts_with('-')).unwrap_or(&"");
    let why = complaint(&said).unwrap_or_else(|| output.status.to_string());
    let message = say!(en: "git {command} failed: {why}", zh: "git {command} 失败：{why}", command = command, why = why);
    match lacking::is_told(&said) {
        true => Trouble::correctable(message).hint(lacking::whole_clone()),
        false => Trouble::system(message),
    }
}

/// What a failing command complains about, in one line.
pub fn complaint(said: &str) -> Option<String> {
    let line = said
        .lines()
        .find(|line| line.starts_with("fatal:") || line.starts_with("error:"))
        .or_else(|| {
            let mut lines = said.lines();
            lines.find(|line| !line.trim().is_empty() && !line.starts_with("hint:"))
        })?;
    let line = line
        .strip_prefix("fatal:")
        .or_else(|| line.strip_prefix("error:"))
        .unwrap_or(line);
    Some(line.trim().to_owned())
}

/// The first line of an answer, if it has one.
pub fn first_line(bytes: &[u8]) -> Option<String> {
    let line = bytes.split(|&byte| byte == b'\n').next()?;
    (!line.is_empty()).then(|| String::from_utf8_lossy(line).into_owned())
}

/// That Git doesn't trust the owner of a repository.
pub fn dubious_ownership(said: &str) -> Trouble {
    let command = said
        .lines()
        .map(str::trim)
        .find(|line| line.starts_with("git config --global --add safe.directory"));
    let trouble = Trouble::correctable(say!(
        en: "the repository belongs to another user, and Git doesn't trust it",
        zh: "该仓库属于另一个用户，Git 不信任它"
    ));
    match command {
        Some(command) => trouble.hint(say!(
            en: "if you trust it: {command}", zh: "若您信任它：{command}", command = command
        )),
        None => trouble,
    }
}

fn not_run(error: &io::Error) -> Trouble {
    Trouble::system(
        say!(en: "git can't be run: {error}", zh: "无法运行 git：{error}", error = error),
    )
}

/// The `git` of the search path. Relative entries don't count: they would mean another program in each folder.
fn executable() -> Result<&'static Path, Trouble> {
    static FOUND: OnceLock<Option<PathBuf>> = OnceLock::new();
    let name = format!("git{}", env::consts::EXE_SUFFIX);
    let found = FOUND.get_or_init(|| {
        let path = env::var_os("PATH")?;
        env::split_paths(&path)
            .filter(|folder| folder.is_absolute())
            .map(|folder| folder.join(&name))
            .find(|file| is_executable(file))
    });
    found.as_deref().ok_or_else(|| {
        Trouble::correctable(say!(en: "git isn't installed", zh: "没有安装 git")).hint(needed())
    })
}

#[cfg(unix)]
fn is_executable(file: &Path) -> bool {
    use std::os::unix::fs::PermissionsExt;
    file.metadata()
        .is_ok_and(|found| found.is_file() && found.permissions().mode() & 0o111 != 0)
}

#[cfg(not(unix))]
fn is_executable(file: &Path) -> bool {
    file.is_file()
}

/// The trouble of a version that is too old. It is asked for only when something failed.
fn too_old() -> Option<Trouble> {
    static VERSION: OnceLock<Option<String>> = OnceLock::new();
    let version = VERSION.get_or_init(|| {
        let output = Command::new(executable().ok()?).arg("--version").output();
        let said = first_line(&output.ok()?.stdout)?;
        said.split(' ').nth(2).map(str::to_owned)
    });
    let version = version.as_deref()?;
    (number(version)? < OLDEST).then(|| {
        Trouble::correctable(say!(
            en: "git {version} is too old", zh: "git {version} 版本过旧", version = version
        ))
        .hint(needed())
    })
}

/// The first two numbers of `2.47.3`.
fn number(version: &str) -> Option<(u32, u32)> {
    let mut parts = version.split('.').map(|part| part.parse().ok());
    Some((parts.next()??, parts.next()??))
}

fn needed() -> Phrase {
    let (major, minor) = OLDEST;
    say!(
        en: "install Git {major}.{minor} or later: https://git-scm.com",
        zh: "请安装 Git {major}.{minor} 或更新版本：https://git-scm.com",
        major = major, minor = minor
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn versions_are_compared_by_number() {
        assert_eq!(number("2.47.3"), Some((2, 47)));
        assert_eq!(number("2.9.0.windows.1"), Some((2, 9)));
        assert!(number("2.9.0") < Some(OLDEST));
        assert!(number("3.0") > Some(OLDEST));
        assert_eq!(number("next"), None);
    }

    #[test]
    fn a_complaint_is_the_first_error() {
        let said = "hint: no\nfatal: bad object x\nmore";
        assert_eq!(complaint(said).as_deref(), Some("bad object x"));
        assert_eq!(complaint("\nodd\n").as_deref(), Some("odd"));
        assert_eq!(complaint("\n"), None);
    }

    #[test]
    fn dubious_ownership_has_its_remedy() {
        let said = "fatal: detected dubious ownership in repository at '/x'\nTo add an exception for this directory, call:\n\n\tgit config --global --add safe.directory /x\n";
        let hint = dubious_ownership(said).hint.unwrap();
        assert!(
            hint.en
                .ends_with("git config --global --add safe.directory /x")
        );
    }
}
