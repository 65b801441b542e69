//! What `init` asks of Git: the repository around a folder or a new one, its settings, one commit.

use super::super::failure::Failure;
use crate::say;
use crate::starter::Setting;
use std::ffi::OsStr;
use std::fs;
use std::io::{self, Write};
use std::path::{Path, PathBuf};
use std::process::{Command, Output, Stdio};

/// A repository with a work tree.
pub struct Repository {
    /// The top of its work tree.
    pub top: PathBuf,
}

/// Whom Git would name in a commit.
pub struct Identity {
    /// Their name.
    pub name: String,
    /// Their e-mail address.
    pub email: String,
}

impl Repository {
    /// The repository that a folder is in or would be in. One that Git refuses to use is a failure: there is no making
    /// another inside it.
    pub fn around(folder: &Path) -> Result<Option<Repository>, Failure> {
        let here = folder.ancestors().find(|folder| folder.is_dir());
        let mut ask = git(here.unwrap_or(folder));
        let output = match ask.args(["rev-parse", "--show-toplevel"]).output() {
            Ok(output) => output,
            Err(error) if error.kind() == io::ErrorKind::NotFound => return Ok(None),
            Err(error) => return Err(Failure::system(&error)),
        };
        let said = String::from_utf8_lossy(&output.stderr);
        if !output.status.success() {
            return match said.contains("not a git repository") {
                true => Ok(None),
                false => Err(refused("rev-parse", &said)),
            };
        }
        let top = String::from_utf8_lossy(&output.stdout);
        let top = fs::canonicalize(top.trim_end_matches(['\n', '\r']));
        top.map(|top| Some(Repository { top }))
            .map_err(|error| Failure::system(&error))
    }

    /// A new one in `folder`, on the branch that the user's settings name, else on `main`.
    pub fn make(folder: &Path) -> Result<Repository, Failure> {
        let mut init = git(folder);
        if answer_of(git(folder).args(["config", "init.defaultBranch"])).is_none() {
            init.args(["-c", "init.defaultBranch=main"]);
        }
        run(init.args(["init", "--quiet"]), b"")?;
        Ok(Repository {
            top: folder.to_owned(),
        })
    }

    /// The way from its top to `folder`, without a final `/`.
    pub fn prefix(&self, folder: &Path) -> Result<String, Failure> {
        let inside = folder.strip_prefix(&self.top).ok().and_then(Path::to_str);
        inside
            .map(|inside| inside.replace('\\', "/"))
            .ok_or_else(|| {
                Failure::correctable(say!(
                    en: "the name of {folder} can't be told to Git", zh: "{folder} 的名称无法交给 Git", folder = folder.display()
                ))
            })
    }

    /// Commits just these paths, from `folder`, and gives the commit's short id.
    pub fn commit(
        &self,
        folder: &Path,
        paths: &[String],
        message: &str,
    ) -> Result<String, Failure> {
        let listed = paths.join("\0");
        let from_stdin = ["--pathspec-from-file=-", "--pathspec-file-nul"];
        // Git takes new files into a partial commit only where it has heard of them.
        run(
            git(folder)
                .args(["add", "--intent-to-add"])
                .args(from_stdin),
            listed.as_bytes(),
        )?;
        let commit = [
            "commit",
            "--quiet",
            "--only",
            "--cleanup=whitespace",
            "-m",
            message,
        ];
        run(git(folder).args(commit).args(from_stdin), listed.as_bytes())?;
        let id = answer_of(git(folder).args(["rev-parse", "--short", "HEAD"]));
        Ok(id.unwrap_or_default())
    }

    /// Whether the clone has these settings.
    pub fn has(&self, settings: &[Setting]) -> bool {
        settings.iter().all(|setting| {
            answer_of(git(&self.top).args(["config", setting.key])).as_deref()
                == Some(setting.value)
        })
    }

    /// Makes these settings in the clone.
    pub fn configure(&self, settings: &[Setting]) -> Result<(), Failure> {
        for setting in settings {
            run(
                git(&self.top).args(["config", "--local", setting.key, setting.value]),
                b"",
            )?;
        }
        Ok(())
    }
}

/// Whom a commit made from `folder` would name.
pub fn identity(folder: &Path) -> Option<Identity> {
    let here = folder.ancestors().find(|folder| folder.is_dir())?;
    let mut ask = git(here);
    // A name that Git makes up from the machine's is no identity.
    let line = answer_of(ask.args(["-c", "user.useConfigOnly=true", "var", "GIT_AUTHOR_IDENT"]))?;
    let (name, rest) = line.split_once(" <")?;
    let (email, _) = rest.split_once('>')?;
    Some(Identity {
        name: name.to_owned(),
        email: email.to_owned(),
    })
}

fn git(folder: &Path) -> Command {
    let mut git = Command::new("git");
    git.arg("-C")
        .arg(folder)
        .env("LC_ALL", "C")
        .env("GIT_LITERAL_PATHSPECS", "1");
    // A hook's environment names the repository that it runs in, which may be another.
    for name in [
        "GIT_DIR",
        "GIT_WORK_TREE",
        "GIT_INDEX_FILE",
        "GIT_PREFIX",
        "GIT_COMMON_DIR",
        "GIT_OBJECT_DIRECTORY",
    ] {
        git.env_remove(name);
    }
    git
}

/// What a question to Git has as its answer; nothing where it fails.
fn answer_of(command: &mut Command) -> Option<String> {
    let output = command.stdin(Stdio::null()).output().ok()?;
    let text = String::from_utf8(output.stdout).ok()?;
    output
        .status
        .success()
        .then(|| text.trim_end_matches(['\n', '\r']).to_owned())
}

fn run(command: &mut Command, input: &[u8]) -> Result<(), Failure> {
    let output = fed(command, input).map_err(|error| match error.kind() {
        io::ErrorKind::NotFound => Failure::correctable(
            say!(en: "the program `git` was not found", zh: "找不到 `git` 程序"),
        )
        .hint(say!(en: "install Git, or use --no-git", zh: "请安装 Git，或使用 --no-git")),
        _ => Failure::system(&error),
    })?;
    if output.status.success() {
        return Ok(());
    }
    let words: Vec<&OsStr> = command.get_args().skip(2).collect();
    let what = words.first().map(|word| word.to_string_lossy());
    let said = String::from_utf8_lossy(&output.stderr);
    Err(refused(&what.unwrap_or_default(), &said))
}

fn refused(what: &str, said: &str) -> Failure {
    Failure::correctable(say!(
        en: "git {what} failed: {said}", zh: "git {what} 失败：{said}", what = what, said = said.trim()
    ))
}

fn fed(command: &mut Command, input: &[u8]) -> io::Result<Output> {
    let piped = command
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .stderr(Stdio::piped());
    let mut child = piped.spawn()?;
    if let Some(mut stdin) = child.stdin.take() {
        // A program that ends without reading all says why itself.
        let _ = stdin.write_all(input);
    }
    child.wait_with_output()
}
