//! Who commits, as Git would say it: by the environment and the configuration. Git's own guess from the names of the
//! user and the machine doesn't count.

use super::program::{Git, first_line, run};
use super::trouble::Trouble;
use crate::say;
use std::path::Path;

/// A name and an e-mail address.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Identity {
    /// The name.
    pub name: String,
    /// The e-mail address.
    pub email: String,
}

impl Identity {
    /// The author of what is committed in a folder, in a repository or not.
    ///
    /// # Errors
    /// Git wasn't told who it is.
    pub fn author(folder: &Path) -> Result<Identity, Trouble> {
        asked(&Git::new(folder, false), "GIT_AUTHOR_IDENT")
    }
}

/// Whether Git knows whom it needs for a commit.
pub(super) fn known(git: &Git, author: Option<&Identity>) -> Result<(), Trouble> {
    std::thread::scope(|scope| {
        let committer = scope.spawn(|| asked(git, "GIT_COMMITTER_IDENT"));
        if author.is_none() {
            asked(git, "GIT_AUTHOR_IDENT")?;
        }
        committer.join().unwrap_or_else(|_| Err(unknown()))?;
        Ok(())
    })
}

fn asked(git: &Git, variable: &str) -> Result<Identity, Trouble> {
    let mut command = git.read(&["-c", "user.useConfigOnly=true", "var", variable])?;
    let output = run(&mut command)?;
    let said = output.status.success().then(|| first_line(&output.stdout));
    said.flatten()
        .as_deref()
        .and_then(parse)
        .ok_or_else(unknown)
}

/// Reads `NAME <EMAIL> SECONDS ZONE`.
fn parse(line: &str) -> Option<Identity> {
    let (name, rest) = line.split_once(" <")?;
    let (email, _) = rest.rsplit_once("> ")?;
    Some(Identity {
        name: name.to_owned(),
        email: email.to_owned(),
    })
}

fn unknown() -> Trouble {
    Trouble::correctable(say!(
        en: "Git doesn't know who you are", zh: "Git 不知道您是谁"
    ))
    .hint(say!(
        en: "git config --global user.name \"YOUR NAME\" && git config --global user.email YOU@COMPANY",
        zh: "git config --global user.name \"您的姓名\" && git config --global user.email 您的邮箱"
    ))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_identity_is_read_as_git_writes_it() {
        let read = parse("Li Na <li.na@lanyu.example> 1773106200 +0800").unwrap();
        assert_eq!(read.name, "Li Na");
        assert_eq!(read.email, "li.na@lanyu.example");
        assert_eq!(parse("Li Na"), None);
    }
}
