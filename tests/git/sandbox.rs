//! A repository in a temporary folder, and tests that see no settings but its own.

use dealdesk::files::Files;
use dealdesk::git::{CommitId, Errand, ObjectId, Repository, Write};
use std::any::type_name;
use std::env;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

const INSIDE: &str = "DEALDESK_TEST_SANDBOX";

/// Runs a test in a process of its own, in an environment without the settings of this machine and its user.
pub fn hermetic<T: FnOnce(&Sandbox)>(test: T) {
    if let Some(folder) = env::var_os(INSIDE) {
        return test(&Sandbox {
            home: folder.into(),
        });
    }
    let folder = tempfile::tempdir().unwrap();
    // `git::history::merges::{{closure}}` is the test `history::merges`.
    let name = type_name::<T>().trim_end_matches("::{{closure}}");
    let (_, name) = name.split_once("::").unwrap();
    let mut command = Command::new(env::current_exe().unwrap());
    for (variable, _) in env::vars_os() {
        if variable.to_string_lossy().starts_with("GIT_") {
            command.env_remove(variable);
        }
    }
    let output = command
        .args([name, "--exact", "--nocapture", "--include-ignored"])
        .env(INSIDE, folder.path().canonicalize().unwrap())
        .env("HOME", folder.path())
        .env("XDG_CONFIG_HOME", folder.path())
        .env("GIT_CONFIG_GLOBAL", folder.path().join("gitconfig"))
        .env("GIT_CONFIG_NOSYSTEM", "1")
        .output()
        .unwrap();
    let said = String::from_utf8_lossy(&output.stdout);
    let errors = String::from_utf8_lossy(&output.stderr);
    assert!(output.status.success(), "{said}{errors}");
    assert!(said.contains("1 passed"), "no test {name}: {said}");
}

/// The folder of a test.
pub struct Sandbox {
    home: PathBuf,
}

impl Sandbox {
    /// One more, in a folder of this one.
    pub fn in_folder(home: PathBuf) -> Sandbox {
        Sandbox { home }
    }

    pub fn home(&self) -> &Path {
        &self.home
    }

    /// A new repository with an identity.
    pub fn init(&self, name: &str) -> Work {
        self.init_with(name, &[])
    }

    pub fn init_with(&self, name: &str, args: &[&str]) -> Work {
        let work = Work(self.home.join(name));
        fs::create_dir_all(&work.0).unwrap();
        work.git(&[&["init", "-q", "-b", "main"], args].concat());
        work.git(&["config", "user.name", "Li Na"]);
        work.git(&["config", "user.email", "li.na@lanyu.example"]);
        work
    }
}

/// A work tree.
pub struct Work(pub PathBuf);

impl Work {
    pub fn command(&self, args: &[&str]) -> Command {
        let mut command = Command::new("git");
        command
            .args(args)
            .current_dir(&self.0)
            .env("GIT_AUTHOR_DATE", "2026-03-10T09:30:00+08:00")
            .env("GIT_COMMITTER_DATE", "2026-03-10T10:00:00+08:00");
        command
    }

    /// What `git` says, which must succeed.
    #[track_caller]
    pub fn git(&self, args: &[&str]) -> String {
        let output = self.command(args).output().unwrap();
        let errors = String::from_utf8_lossy(&output.stderr);
        assert!(output.status.success(), "git {args:?}: {errors}");
        String::from_utf8_lossy(&output.stdout)
            .trim_end()
            .to_owned()
    }

    pub fn path(&self, path: &str) -> PathBuf {
        self.0.join(path)
    }

    pub fn write(&self, path: &str, bytes: impl AsRef<[u8]>) -> &Work {
        let path = self.path(path);
        fs::create_dir_all(path.parent().unwrap()).unwrap();
        fs::write(path, bytes).unwrap();
        self
    }

    pub fn read(&self, path: &str) -> String {
        fs::read_to_string(self.path(path)).unwrap()
    }

    /// Commits all that is there.
    pub fn commit(&self, message: &str) -> CommitId {
        self.git(&["add", "-A"]);
        self.git(&["commit", "-q", "--allow-empty", "-m", message]);
        self.id("HEAD")
    }

    pub fn id(&self, revision: &str) -> CommitId {
        let hex = self.git(&["rev-parse", revision]);
        CommitId(ObjectId::from_hex(hex.as_bytes()).unwrap())
    }

    /// Asserts that all objects are whole. Some may be in no commit.
    #[track_caller]
    pub fn is_sound(&self) {
        let said = self.git(&["fsck", "--strict", "--no-dangling"]);
        assert_eq!(said, "");
    }

    /// An executable file outside of what is committed.
    #[cfg(unix)]
    pub fn script(&self, path: &str, text: &str) -> &Work {
        use std::os::unix::fs::PermissionsExt;
        self.write(path, text);
        fs::set_permissions(self.path(path), fs::Permissions::from_mode(0o755)).unwrap();
        self
    }

    /// All that a command of ours must not change: the index, the work tree against it, the log.
    pub fn standing(&self) -> String {
        let index = self.git(&["ls-files", "--stage"]);
        let unstaged = self.git(&["diff", "--no-ext-diff", "--no-textconv"]);
        let log = self.git(&["log", "--format=%H %s", "--all"]);
        let status = self.git(&["status", "--porcelain", "--untracked-files=all"]);
        format!("{index}\n{unstaged}\n{log}\n{status}")
    }

    /// The repository, as the product sees it.
    pub fn open(&self) -> Repository {
        Repository::around(&self.0).unwrap().unwrap()
    }
}

/// A change of files, as `path`, old text, new text.
pub fn change(writes: &[(&str, Option<&str>, Option<&str>)]) -> Errand {
    let bytes = |text: &Option<&str>| text.map(|text| text.as_bytes().to_vec());
    let writes = writes.iter().map(|(path, old, new)| Write {
        path: (*path).to_owned(),
        old: bytes(old),
        new: bytes(new),
    });
    Errand {
        writes: writes.collect(),
        along: Vec::new(),
        message: "deals/a: set\n\nDeal-Change: set\n".to_owned(),
        author: None,
    }
}

/// The paths of all files, sorted.
pub fn paths(files: &dyn Files) -> Vec<String> {
    let mut paths: Vec<String> = files
        .list("", &|_| false)
        .paths
        .into_iter()
        .map(String::from)
        .collect();
    paths.sort();
    paths
}
