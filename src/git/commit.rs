//! A change and its commit as one: all of it or nothing, beside other writers, and with nothing else in the commit.
//!
//! Under a lock of our own: look, note what will happen, put the files in their places, `git commit --only`, compare.
//! Git's hooks, filters and signing run as in any commit of the user's. Whatever stops it, [`mend`] ends or undoes it.

use super::along::{self, Along};
use super::errand::{Errand, Write, effective};
use super::fit;
use super::id::{BlobId, CommitId};
use super::identity;
use super::journal::Journal;
use super::lock::{Lock, git_is_free};
use super::place;
use super::program::{Git, complaint};
use super::recovery::{mend, recover};
use super::repository::Repository;
use super::sparse;
use super::trouble::Trouble;
use crate::language::Phrase;
use crate::say;
use std::fs::{self, File};
use std::io::Read;
use std::process::{Command, ExitStatus};

/// Bytes of what Git and its hooks say that are kept.
const LONGEST_SAYING: u64 = 64 * 1024;

/// A commit that was made, and stands.
#[derive(Debug)]
pub struct Committed {
    /// The commit.
    pub commit: CommitId,
    /// Why the change is still noted as under way. The next change looks at it again, and finds it complete.
    pub left: Option<Trouble>,
}

impl Committed {
    /// What to tell the user, who is not to make the change again.
    pub fn message(&self) -> Option<Phrase> {
        let left = self.left.as_ref()?;
        Some(say!(
            en: "the change stands (commit {commit}), but its journal was left over: {why}; the next change removes it",
            zh: "改动已生效（提交 {commit}），但其日志未能删除：{why}；下一次改动时会删除它",
            commit = self.commit.short(), why = left.message
        ))
    }
}

impl Repository {
    /// Writes files and commits just them, on the branch that is checked out.
    ///
    /// # Errors
    /// The repository isn't in the state for it, a file has other changes, or Git or a hook refused; then everything is
    /// as it was. Where a hook changed what was committed, the commit stands, and the trouble tells.
    pub fn commit(&self, errand: &Errand) -> Result<Committed, Trouble> {
        let writes = effective(&errand.writes, &self.prefix)?;
        // Not the index of a hook that this runs in.
        let git = Git::new(&self.folder, false);
        fit::state(self)?;
        identity::known(&git, errand.author.as_ref())?;
        let lock = Lock::take(&self.git_dir)?;
        recover(self, &lock)?;
        git_is_free(&self.git_dir)?;
        // The state may have changed while others wrote.
        let head = fit::state(self)?;
        sparse::checked_out(self, &writes)?;
        let now = place::look(&self.folder, &writes)?;
        let mut journal = place::plan(&self.folder, &writes, &now, true);
        fit::files(self, &git, &head, &writes, &mut journal)?;
        journal.along = along::with(self, &git, &head, errand)?;
        journal.note(&lock.desk)?;
        let done = place::put(&self.folder, &journal, &writes)
            .and_then(|()| record(&git, &lock, errand, &writes, &journal.along));
        if let Err(trouble) = done
            && !mend(self, &journal)?.stands
        {
            Journal::forget(&lock.desk)?;
            return Err(trouble);
        }
        let forgotten = Journal::forget(&lock.desk);
        let head = self.head()?;
        let commit = head.commit().ok_or_else(vanished)?;
        let left = along::with(self, &git, &head, errand);
        let left = left.unwrap_or_else(|_| journal.along.clone());
        compare(self, &git, commit, &writes, &left)?;
        Ok(Committed {
            commit,
            left: forgotten.err(),
        })
    }

    /// Writes files without a commit; none of them, if one can't be.
    ///
    /// # Errors
    /// A file isn't as it was read, or the system refuses.
    pub fn write_only(&self, errand: &Errand) -> Result<(), Trouble> {
        let writes = effective(&errand.writes, &self.prefix)?;
        if self.bare {
            return fit::state(self).map(|_| ());
        }
        let lock = Lock::take(&self.git_dir)?;
        recover(self, &lock)?;
        sparse::checked_out(self, &writes)?;
        let now = place::look(&self.folder, &writes)?;
        let journal = place::plan(&self.folder, &writes, &now, false);
        journal.note(&lock.desk)?;
        // A change that stays noted would be taken back by the next one: so it is now.
        let done =
            place::put(&self.folder, &journal, &writes).and_then(|()| Journal::forget(&lock.desk));
        done.or_else(|trouble| {
            mend(self, &journal)?;
            let _ = Journal::forget(&lock.desk);
            Err(trouble)
        })
    }
}

/// Has Git commit the files as they are.
fn record(
    git: &Git,
    lock: &Lock,
    errand: &Errand,
    writes: &[Write],
    along: &[Along],
) -> Result<(), Trouble> {
    let written = writes.iter().map(|write| write.path.as_str());
    let taken = along.iter().map(|along| along.path.as_str());
    let paths = list(lock, "paths", written.chain(taken))?;
    let made = writes.iter().filter(|write| write.makes());
    let unknown = along.iter().filter(|along| along.unknown);
    let made = made.map(|write| write.path.as_str());
    let new: Vec<&str> = made
        .chain(unknown.map(|along| along.path.as_str()))
        .collect();
    if !new.is_empty() {
        let new = list(lock, "new", new.into_iter())?;
        let args = [
            "-c",
            "core.hooksPath=/dev/null",
            "add",
            "-N",
            &new,
            "--pathspec-file-nul",
        ];
        let (status, said) = spoken(git.write(&args)?, lock)?;
        if !status.success() {
            let why = complaint(&said).unwrap_or_else(|| status.to_string());
            return Err(Trouble::correctable(say!(
                en: "Git doesn't take the new files: {why}", zh: "Git 不接受新文件：{why}", why = why
            )));
        }
    }
    let message = lock.desk.join("message");
    fs::write(&message, &errand.message).map_err(|error| Trouble::at(message.display(), &error))?;
    let mut command = git.write(&["commit", "-q", "--only", "--cleanup=whitespace"])?;
    command.arg("-F").arg(&message);
    command.args([&paths, "--pathspec-file-nul"]);
    if let Some(author) = &errand.author {
        command
            .env("GIT_AUTHOR_NAME", &author.name)
            .env("GIT_AUTHOR_EMAIL", &author.email);
    }
    let (status, said) = spoken(command, lock)?;
    match status.success() {
        true => Ok(()),
        false => Err(not_committed(&said)),
    }
}

/// Writes a list of paths for Git, and gives the argument that names it.
fn list<'w>(
    lock: &Lock,
    name: &str,
    paths: impl Iterator<Item = &'w str>,
) -> Result<String, Trouble> {
    let file = lock.desk.join(name);
    let paths: Vec<String> = paths.map(|path| format!(":(top,literal){path}")).collect();
    fs::write(&file, paths.join("\0")).map_err(|error| Trouble::at(file.display(), &error))?;
    let file = file.to_str().ok_or_else(|| {
        Trouble::correctable(say!(
            en: "{path} is not UTF-8", zh: "{path} 不是 UTF-8 编码", path = file.display()
        ))
    })?;
    Ok(format!("--pathspec-from-file={file}"))
}

/// Runs a command that holds the lock too. What it says goes into a file: a hook may leave a process behind that
/// never closes a pipe.
fn spoken(mut command: Command, lock: &Lock) -> Result<(ExitStatus, String), Trouble> {
    let place = lock.desk.join("said");
    let failed = |error: std::io::Error| Trouble::at(place.display(), &error);
    let file = File::create(&place).map_err(failed)?;
    let errors = file.try_clone().map_err(failed)?;
    let status = command
        .stdin(lock.handed_on())
        .stdout(file)
        .stderr(errors)
        .status()
        .map_err(|error| Trouble::at("git", &error))?;
    let mut said = Vec::new();
    if let Ok(file) = File::open(&place) {
        let _ = file.take(LONGEST_SAYING).read_to_end(&mut said);
    }
    Ok((status, String::from_utf8_lossy(&said).into_owned()))
}

fn not_committed(said: &str) -> Trouble {
    let hint = match said.contains("nothing to commit") || said.contains("no changes added") {
        true => say!(
            en: "Git did not see that the files had changed; a monitor of files that misses changes can be turned off: git config core.fsmonitor false",
            zh: "Git 没有发现文件已改动；文件监视程序若漏报改动，可将其关闭：git config core.fsmonitor false"
        ),
        false => say!(
            en: "a hook or the signing may have refused: see what it said",
            zh: "可能是钩子或签名拒绝了提交：请看其输出"
        ),
    };
    let trouble = Trouble::correctable(say!(
        en: "Git did not make the commit; the files are as they were before",
        zh: "Git 没有生成提交；文件已恢复原样"
    ))
    .hint(hint);
    Trouble {
        said: said.lines().map(str::to_owned).collect(),
        ..trouble
    }
}

/// Whether the commit has what was meant, or what the user's filters make of it; `left` is what it should have taken
/// along and did not.
fn compare(
    repository: &Repository,
    git: &Git,
    commit: CommitId,
    writes: &[Write],
    left: &[Along],
) -> Result<(), Trouble> {
    let unreadable = |error: &std::io::Error| super::objects::unreadable(commit.short(), error);
    let root = repository
        .objects
        .tree_of(commit)
        .map_err(|error| unreadable(&error))?;
    let mut altered: Vec<&str> = left.iter().map(|along| along.path.as_str()).collect();
    let mut differing = Vec::new();
    for write in writes {
        let found = repository.objects.find(root, &write.path);
        let found = found.map_err(|error| unreadable(&error))?;
        match (&write.new, found) {
            (None, None) => {}
            (Some(new), Some((mode, id))) if mode.is_file() => {
                let limit = new.len() as u64;
                let committed = repository.objects.blob(BlobId(id), limit).ok();
                if committed.as_ref() == Some(new) {
                    continue;
                }
                // A filter of the user's may be the reason; Git can tell where the file is still as it was written.
                let is_there = fs::read(repository.folder.join(&write.path));
                match is_there.is_ok_and(|there| there == *new) {
                    true => differing.push((write.path.as_str(), id)),
                    false => altered.push(write.path.as_str()),
                }
            }
            _ => altered.push(write.path.as_str()),
        }
    }
    let paths: Vec<&str> = differing.iter().map(|(path, _)| *path).collect();
    let meant = fit::would_commit(git, &paths)?;
    let differing = differing.iter().zip(meant);
    altered.extend(
        differing
            .filter(|((_, id), meant)| id != meant)
            .map(|((path, _), _)| *path),
    );
    match altered.is_empty() {
        true => Ok(()),
        false => Err(Trouble::correctable(say!(
            en: "commit {commit} was made, but a hook or another commit changed what it has of {paths}",
            zh: "提交 {commit} 已生成，但钩子或其他提交改变了其中的 {paths}",
            commit = commit.short(), paths = altered.join(", ")
        ))
        .hint(say!(
            en: "look at it: git show {commit}", zh: "请查看：git show {commit}", commit = commit.short()
        ))),
    }
}

fn vanished() -> Trouble {
    Trouble::system(say!(en: "the commit can't be found on the branch", zh: "分支上找不到该提交"))
}
