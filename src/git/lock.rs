//! One writer at a time in a work tree: a lock of the kernel's on a file, which ends with whoever holds it, so that it
//! is never stale. The processes that a writer starts hold it too.

use super::trouble::Trouble;
use crate::say;
use std::fs::{self, File, OpenOptions, TryLockError};
use std::path::{Path, PathBuf};
use std::process::Stdio;
use std::thread;
use std::time::{Duration, Instant};

/// How long a command waits for another.
const PATIENCE: Duration = Duration::from_secs(60);

/// How long a command waits for a `git` that is at work.
const PATIENCE_WITH_GIT: Duration = Duration::from_secs(3);

/// The right to write, until it is dropped.
pub struct Lock {
    file: File,
    /// The folder for what a writer notes.
    pub desk: PathBuf,
}

impl Lock {
    /// Waits for the right to write in the work tree whose Git files are here.
    pub fn take(git_dir: &Path) -> Result<Lock, Trouble> {
        let desk = git_dir.join("dealdesk");
        let path = desk.join("lock");
        fs::create_dir_all(&desk).map_err(|error| Trouble::at(desk.display(), &error))?;
        let file = OpenOptions::new()
            .create(true)
            .truncate(false)
            .read(true)
            .write(true)
            .open(&path)
            .map_err(|error| Trouble::at(path.display(), &error))?;
        let until = Instant::now() + PATIENCE;
        loop {
            match file.try_lock() {
                Ok(()) => return Ok(Lock { file, desk }),
                Err(TryLockError::WouldBlock) if Instant::now() < until => {
                    thread::sleep(Duration::from_millis(10));
                }
                Err(TryLockError::WouldBlock) => return Err(busy()),
                Err(TryLockError::Error(error)) => {
                    return Err(Trouble::at(path.display(), &error));
                }
            }
        }
    }

    /// The lock as a process's standard input: it then lasts until that process ends, even if this one is killed.
    pub fn handed_on(&self) -> Stdio {
        self.file
            .try_clone()
            .map_or_else(|_| Stdio::null(), Stdio::from)
    }
}

fn busy() -> Trouble {
    Trouble::correctable(say!(
        en: "another deal command is writing in this pipeline, and doesn't end",
        zh: "另一个 deal 命令正在写入此销售库，尚未结束"
    ))
    .hint(say!(
        en: "wait for it, or look whether one of its Git hooks hangs",
        zh: "请等它结束，或看看是否有 Git 钩子卡住"
    ))
}

/// Waits a moment for a `git` that holds the index or the branch. A lock that stays is not ours to remove.
pub fn git_is_free(git_dir: &Path) -> Result<(), Trouble> {
    let until = Instant::now() + PATIENCE_WITH_GIT;
    ["index.lock", "HEAD.lock"]
        .iter()
        .try_for_each(|name| is_free(&git_dir.join(name), until))
}

fn is_free(lock: &Path, until: Instant) -> Result<(), Trouble> {
    loop {
        let age = match fs::symlink_metadata(lock) {
            Err(_) => return Ok(()),
            Ok(found) => found.modified().ok().and_then(|at| at.elapsed().ok()),
        };
        // One that is older than this wait belongs to nobody who would end soon.
        if Instant::now() > until || age.is_some_and(|age| age > PATIENCE_WITH_GIT) {
            return Err(held(lock, age.unwrap_or_default()));
        }
        thread::sleep(Duration::from_millis(20));
    }
}

fn held(lock: &Path, age: Duration) -> Trouble {
    Trouble::correctable(say!(
        en: "the repository is locked by {lock}, {age} s old: another Git command is running, or was killed",
        zh: "仓库被 {lock} 锁定（已 {age} 秒）：另一个 Git 命令正在运行，或曾被强行终止",
        lock = lock.display(), age = age.as_secs()
    ))
    .hint(say!(
        en: "end the other Git command; if there is none, remove the file",
        zh: "请结束另一个 Git 命令；如果没有，请删除该文件"
    ))
}
