//! The official chain of first parents, asked about without walking its changes.

use super::id::CommitId;
use super::log::Query;
use super::repository::Repository;
use super::trouble::Trouble;
use crate::say;

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
            "--boundary",
            &to,
            &exclude,
            "--",
        ])?;
        let boundary = format!("-{from}");
        let mut lines = listed.split(|&byte| byte == b'\n').rev();
        Ok(lines
            .by_ref()
            .take_while(|line| line.is_empty() || line.first() == Some(&b'-'))
            .any(|line| line == boundary.as_bytes()))
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
}
