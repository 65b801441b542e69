//! Changes that were stopped half-way, by a kill or a failure: each is brought to its end, or taken back whole.

use super::id::ObjectId;
use super::journal::Journal;
use super::lock::{Lock, git_is_free};
use super::objects::unreadable;
use super::place;
use super::program::{Git, refused, run_with};
use super::repository::Repository;
use super::staged::is_empty;
use super::trouble::Trouble;
use crate::language::Phrase;
use crate::say;

/// What became of a change that was stopped.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Recovered {
    /// Whether its commit had been made, and it stands; else it was taken back.
    pub stands: bool,
    /// Its files, from the repository's folder.
    pub paths: Vec<String>,
    /// Those of them that something else changed since; they were left as they are.
    pub left: Vec<String>,
}

impl Recovered {
    /// What to tell the user.
    pub fn message(&self) -> Phrase {
        let paths = self.paths.join(", ");
        let first = match self.stands {
            true => {
                say!(en: "an interrupted change was complete: {paths}", zh: "上次中断的改动已完整提交：{paths}", paths = paths)
            }
            false => {
                say!(en: "an interrupted change was taken back: {paths}", zh: "上次中断的改动已撤回：{paths}", paths = paths)
            }
        };
        match self.left.is_empty() {
            true => first,
            false => say!(
                en: "{first}; changed since, and left as they are: {left}",
                zh: "{first}；之后又被修改、保持原样的文件：{left}",
                first = first, left = self.left.join(", ")
            ),
        }
    }
}

impl Repository {
    /// Ends or takes back a change that was stopped. Commands that write do so before they read, and tell; `None` where
    /// nothing was stopped.
    ///
    /// # Errors
    /// The system refuses, or another Git command holds the index; the change stays noted.
    pub fn recover(&self) -> Result<Option<Recovered>, Trouble> {
        let desk = self.git_dir.join("dealdesk");
        if self.bare || !Journal::place(&desk).exists() {
            return Ok(None);
        }
        recover(self, &Lock::take(&self.git_dir)?)
    }
}

/// Ends or takes back what the last holder of the lock was stopped in.
pub fn recover(repository: &Repository, lock: &Lock) -> Result<Option<Recovered>, Trouble> {
    match Journal::found(&lock.desk)? {
        Some(journal) => {
            let recovered = mend(repository, &journal)?;
            Journal::forget(&lock.desk)?;
            Ok(Some(recovered))
        }
        None => Ok(None),
    }
}

/// Brings a noted change to an end: it stands if its commit was made, else it is taken back. Its journal stays.
pub fn mend(repository: &Repository, journal: &Journal) -> Result<Recovered, Trouble> {
    let now = committed(repository, journal)?;
    let moved = |(step, now): (&super::journal::Step, &Option<ObjectId>)| step.committed != *now;
    let stands = journal.commits && journal.steps.iter().zip(&now).any(moved);
    let left = match stands {
        true => {
            place::remove_temporary(&repository.folder, journal);
            Vec::new()
        }
        false => place::undo(&repository.folder, journal)?,
    };
    if journal.commits {
        settle_index(repository, journal, &now)?;
    }
    Ok(Recovered {
        stands,
        paths: journal.steps.iter().map(|step| step.path.clone()).collect(),
        left,
    })
}

/// What the current commit has of each file that was to be written, then of those that go along.
fn committed(repository: &Repository, journal: &Journal) -> Result<Vec<Option<ObjectId>>, Trouble> {
    let Some(commit) = repository.head()?.commit() else {
        return Ok(vec![None; journal.steps.len() + journal.along.len()]);
    };
    let root = repository.objects.tree_of(commit);
    let found = root.and_then(|root| {
        let steps = journal.steps.iter().map(|step| &step.path);
        let paths = steps.chain(journal.along.iter().map(|along| &along.path));
        let find = |path: &String| Ok(repository.objects.find(root, path)?.map(|(_, id)| id));
        paths.map(find).collect()
    });
    found.map_err(|error| unreadable(commit.short(), &error))
}

/// Sets what the index has of the files to what is committed, where it is what the change, or its stop, left there.
fn settle_index(
    repository: &Repository,
    journal: &Journal,
    committed: &[Option<ObjectId>],
) -> Result<(), Trouble> {
    let git = Git::new(&repository.folder, false);
    let mut stale = Vec::new();
    let steps = journal.steps.iter();
    let steps = steps.map(|step| (&step.path, step.committed, step.committed.is_none()));
    let along = journal.along.iter();
    let along = along.map(|along| (&along.path, along.committed, along.unknown));
    for ((path, before, announced), committed) in steps.chain(along).zip(committed) {
        let staged = staged(&git, path)?;
        let ours = staged == before || announced && staged.is_some_and(is_empty);
        if staged != *committed && ours {
            stale.push(path.as_str());
        }
    }
    if stale.is_empty() {
        return Ok(());
    }
    git_is_free(&repository.git_dir)?;
    let args = [
        "-c",
        "core.hooksPath=/dev/null",
        "reset",
        "-q",
        "--refresh",
        "--pathspec-from-file=-",
        "--pathspec-file-nul",
    ];
    let mut command = git.write(&args)?;
    command.env("GIT_LITERAL_PATHSPECS", "1");
    let output = run_with(&mut command, stale.join("\0").as_bytes())?;
    match output.status.success() {
        true => Ok(()),
        false => Err(refused(&["reset"], &output)),
    }
}

fn staged(git: &Git, path: &str) -> Result<Option<ObjectId>, Trouble> {
    let answer = git.answer(&["ls-files", "--stage", "-z", "--", path])?;
    let mut words = answer.split(|&byte| byte == b' ');
    Ok(words.nth(1).and_then(ObjectId::from_hex))
}
