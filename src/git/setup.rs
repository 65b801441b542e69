//! A new repository, and the settings of a clone.

use super::program::{Git, refused, run};
use super::repository::Repository;
use super::trouble::Trouble;
use crate::say;
use std::path::Path;

impl Repository {
    /// A new repository in a folder that is there, on the branch that the user's settings name, else on `main`.
    ///
    /// # Errors
    /// Git or the system refuses.
    pub fn make(folder: &Path) -> Result<Repository, Trouble> {
        let git = Git::new(folder, false);
        let mut args = vec!["init", "-q"];
        if git.line(&["config", "init.defaultBranch"])?.is_none() {
            args.push("--initial-branch=main");
        }
        done(&git, &args)?;
        Repository::around(folder)?.ok_or_else(|| {
            Trouble::system(say!(
                en: "git made no repository in {folder}", zh: "git 未能在 {folder} 中建立仓库", folder = folder.display()
            ))
        })
    }

    /// A setting that holds in this clone.
    ///
    /// # Errors
    /// Git refuses.
    pub fn setting(&self, key: &str) -> Result<Option<String>, Trouble> {
        self.git.line(&["config", "--get", key])
    }

    /// Makes a setting of this clone.
    ///
    /// # Errors
    /// Git or the system refuses.
    pub fn set(&self, key: &str, value: &str) -> Result<(), Trouble> {
        done(&self.git, &["config", "--local", key, value])
    }
}

/// Runs a command that changes the repository.
fn done(git: &Git, args: &[&str]) -> Result<(), Trouble> {
    let output = run(&mut git.write(args)?)?;
    match output.status.success() {
        true => Ok(()),
        false => Err(refused(args, &output)),
    }
}
