//! When a commit was made, for those that are not walked.

use super::id::CommitId;
use super::repository::Repository;
use super::trouble::Trouble;

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
        let args = ["show", "-s", "--format=%ct", "--end-of-options"];
        let id = commit.to_string();
        let line = self.git.line(&[args.as_slice(), &[id.as_str()]].concat())?;
        let seconds = line.and_then(|line| line.trim().parse().ok());
        seconds.ok_or_else(|| {
            super::trouble::Trouble::system(crate::say!(
                en: "commit {id} has no time", zh: "提交 {id} 没有时间", id = commit.short()
            ))
        })
    }
}
