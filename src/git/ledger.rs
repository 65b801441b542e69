//! The official chain of first parents, asked about without walking its changes.

use super::id::{CommitId, ObjectId};
use super::log::Query;
use super::program::{refused, run_with};
use super::repository::Repository;
use super::trouble::Trouble;
use crate::say;

/// Largest commit or tag that is read, in bytes.
const LARGEST_RAW: u64 = 1024 * 1024;

impl Repository {
    /// The committer's time of a commit: seconds since 1970.
    ///
    /// # Errors
    /// This clone doesn't have it.
    pub fn made_at(&self, commit: CommitId) -> Result<i64, Trouble> {
        let by_library = self.objects.library(|library| {
            let id = git2::Oid::from_bytes(commit.0.as_bytes())?;
            Ok(library.find_commit(id)?.committer().when().seconds())
        });
        if let Ok(seconds) = by_library {
            return Ok(seconds);
        }
        let id = commit.to_string();
        let line = self
            .git
            .line(&["show", "-s", "--format=%ct", "--end-of-options", &id])?;
        let seconds = line.and_then(|line| line.trim().parse().ok());
        seconds.ok_or_else(|| {
            Trouble::system(
                say!(en: "commit {id} has no time", zh: "提交 {id} 没有时间", id = commit.short()),
            )
        })
    }

    /// Whether the chain of first parents of `to` leads through `from`.
    pub fn leads_through(&self, from: CommitId, to: CommitId) -> Result<bool, Trouble> {
        if from == to {
            return Ok(true);
        }
        let (exclude, to) = (format!("^{from}"), to.to_string());
        let listed = self.git.answer(&[
            "rev-list",
            "--first-parent",
            "--parents",
            &to,
            &exclude,
            "--",
        ])?;
        // A boundary of the walk may be the other parent of a merge: only the first parent of the oldest counts.
        let mut lines = listed.split(|&byte| byte == b'\n').rev();
        let oldest = lines.find(|line| !line.is_empty()).unwrap_or_default();
        let parent = oldest.split(|&byte| byte == b' ').nth(1);
        Ok(parent == Some(from.to_string().as_bytes()))
    }

    /// How many official steps of the pipeline lead to `to` and not to `from`.
    pub fn steps_between(&self, from: CommitId, to: CommitId) -> Result<usize, Trouble> {
        let query = Query {
            from: vec![to],
            exclude: vec![from],
            first_parent: true,
            oldest_first: true,
            ..Query::default()
        };
        let mut count = 0;
        for commit in self.log(&query)? {
            commit?;
            count += 1;
        }
        Ok(count)
    }

    /// The official chain up to a commit, the oldest first; every commit, whether it changes the pipeline or not.
    pub fn chain(&self, to: CommitId) -> Result<Vec<CommitId>, Trouble> {
        let listed = self.git.answer(&[
            "rev-list",
            "--first-parent",
            "--reverse",
            &to.to_string(),
            "--",
        ])?;
        let ids = listed.split(|&byte| byte == b'\n');
        Ok(ids
            .filter_map(|id| ObjectId::from_hex(id).map(CommitId))
            .collect())
    }

    /// The bytes of objects that are no files: commits and tags, in the order that is asked.
    pub fn raw(&self, names: &[String], mut take: impl FnMut(&[u8])) -> Result<(), Trouble> {
        let mut blobs = self.blobs()?;
        for name in names {
            let object = blobs.object(name, LARGEST_RAW);
            match object {
                Ok(Some(object)) => take(&object.bytes),
                _ => {
                    return Err(Trouble::system(say!(
                        en: "{name} can't be read", zh: "无法读取 {name}", name = name
                    )));
                }
            }
        }
        Ok(())
    }

    /// The tags whose names begin so, by name, with the names of their objects.
    pub fn tags(&self, start: &str) -> Result<Vec<(String, String)>, Trouble> {
        let listed = self.git.answer(&[
            "for-each-ref",
            "--format=%(objectname) %(refname:strip=2)",
            &format!("refs/tags/{start}"),
        ])?;
        let text = String::from_utf8_lossy(&listed).into_owned();
        let lines = text.lines().filter_map(|line| line.split_once(' '));
        Ok(lines
            .map(|(id, name)| (name.to_owned(), id.to_owned()))
            .collect())
    }

    /// Whether there is a branch of this name, here or as it was fetched last.
    pub fn has_branch(&self, name: &str) -> Result<bool, Trouble> {
        let listed = self.git.answer(&[
            "for-each-ref",
            "--count=1",
            &format!("refs/heads/{name}"),
            &format!("refs/remotes/*/{name}"),
        ])?;
        Ok(!listed.is_empty())
    }

    /// Makes a tag with a message.
    pub fn tag(&self, name: &str, commit: CommitId, message: &str) -> Result<(), Trouble> {
        let commit = commit.to_string();
        let args = [
            "tag",
            "-a",
            "--no-sign",
            "--cleanup=verbatim",
            "-F",
            "-",
            "--",
            name,
            &commit,
        ];
        let output = run_with(&mut self.git.write(&args)?, message.as_bytes())?;
        match output.status.success() {
            true => Ok(()),
            false => Err(refused(&args, &output)),
        }
    }
}
