//! Files that are there already and go along with a change's commit: nothing is written to them, and nothing of them is
//! taken back.

use super::errand::{Errand, is_plain};
use super::fit;
use super::id::ObjectId;
use super::program::{Git, refused, run};
use super::repository::{Head, Repository};
use super::trouble::Trouble;
use crate::files::link_on_the_way;
use crate::say;
use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::Path;

/// A file that the last commit doesn't have as it is.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Along {
    /// Its path from the work tree's folder.
    pub path: String,
    /// What the last commit has there.
    pub committed: Option<ObjectId>,
    /// Whether the index knows nothing of it, so that it must be announced there first.
    pub unknown: bool,
}

impl Repository {
    /// Of these files of the pipeline, those that the last commit doesn't have as they are and that a commit can take.
    ///
    /// # Errors
    /// One can't be committed as it is: Git ignores it, it is no plain file, or something else of it is staged.
    pub fn uncommitted(&self, paths: &[String]) -> Result<Vec<Along>, Trouble> {
        let git = Git::new(&self.folder, false);
        of(self, &git, &self.head()?, paths)
    }
}

/// The files that go along with an errand's commit. What the errand writes itself is none of them.
pub fn with(
    repository: &Repository,
    git: &Git,
    head: &Head,
    errand: &Errand,
) -> Result<Vec<Along>, Trouble> {
    let mut paths = errand.along.clone();
    paths.retain(|path| errand.writes.iter().all(|write| write.path != *path));
    of(repository, git, head, &paths)
}

fn of(
    repository: &Repository,
    git: &Git,
    head: &Head,
    paths: &[String],
) -> Result<Vec<Along>, Trouble> {
    if paths.is_empty() {
        return Ok(Vec::new());
    }
    let inside: BTreeSet<String> = paths
        .iter()
        .map(|path| format!("{}{path}", repository.prefix))
        .collect();
    for path in &inside {
        is_there(&repository.folder, path)?;
    }
    let asked: Vec<&str> = inside.iter().map(String::as_str).collect();
    let said = standings(git, &asked)?;
    fit::none_skipped(git, &asked.iter().copied().collect())?;
    let root = fit::tree(repository, head)?;
    let mut along = Vec::new();
    for path in inside {
        let found = match root {
            Some(root) => repository.objects.find(root, &path),
            None => Ok(None),
        };
        let found = found.map_err(|error| super::objects::unreadable(&path, &error))?;
        let unknown = match said.get(&path) {
            Some(Standing::Mixed) => return Err(mixed(&path)),
            Some(Standing::Unknown) => true,
            Some(Standing::Known) => false,
            None if found.is_some() => continue,
            None => return Err(fit::why_not_seen(repository, git, root, &path)),
        };
        if unknown {
            fit::may_be_made(repository, root, &path)?;
        }
        along.push(Along {
            committed: found.map(|(_, id)| id),
            path,
            unknown,
        });
    }
    Ok(along)
}

fn is_there(root: &Path, path: &str) -> Result<(), Trouble> {
    let found = fs::symlink_metadata(root.join(path));
    match is_plain(path) && !link_on_the_way(root, path) && found.is_ok_and(|it| it.is_file()) {
        true => Ok(()),
        false => Err(Trouble::correctable(say!(
            en: "{path} is no plain file of the repository", zh: "{path} 不是仓库中的普通文件", path = path
        ))),
    }
}

/// How a file that the last commit doesn't have as it is stands in the index.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Standing {
    /// The index knows nothing of it.
    Unknown,
    /// The index has it as it is, or as the last commit does.
    Known,
    /// The index has something else than both.
    Mixed,
}

/// What Git says of files that the last commit doesn't have as they are. The user's filters may run.
fn standings(git: &Git, paths: &[&str]) -> Result<BTreeMap<String, Standing>, Trouble> {
    let args = [
        "status",
        "--porcelain=v2",
        "-z",
        "--untracked-files=all",
        "--no-renames",
        "--",
    ];
    let mut standings = BTreeMap::new();
    for some in paths.chunks(200) {
        let mut command = git.write(&args)?;
        command
            .args(some)
            .env("GIT_LITERAL_PATHSPECS", "1")
            .env("GIT_OPTIONAL_LOCKS", "0");
        let output = run(&mut command)?;
        if !output.status.success() {
            return Err(refused(&args, &output));
        }
        for line in output.stdout.split(|&byte| byte == 0) {
            let Some((path, standing)) = standing(&String::from_utf8_lossy(line)) else {
                continue;
            };
            let both = standings.insert(path.clone(), standing);
            // Its removal is staged, and the file is there again.
            if both.is_some_and(|other| other != standing) {
                standings.insert(path, Standing::Mixed);
            }
        }
    }
    Ok(standings)
}

/// The path and the standing of a line: `? PATH`, or `1 XY … PATH` with what the index and the file differ in.
fn standing(line: &str) -> Option<(String, Standing)> {
    if let Some(path) = line.strip_prefix("? ") {
        return Some((path.to_owned(), Standing::Unknown));
    }
    let mut words = line.splitn(9, ' ');
    if words.next()? != "1" {
        return None;
    }
    let standing = match words.next()?.as_bytes() {
        [b'.', _] | [b'A' | b'M' | b'T', b'.'] => Standing::Known,
        _ => Standing::Mixed,
    };
    Some((words.nth(6)?.to_owned(), standing))
}

fn mixed(path: &str) -> Trouble {
    Trouble::correctable(say!(
        en: "{path} is staged, and not as it is now", zh: "{path} 已暂存的内容与现有文件不同", path = path
    ))
    .hint(say!(
        en: "stage it as it is: git add {path}; or unstage it: git restore --staged -- {path}",
        zh: "请按现有内容暂存：git add {path}；或取消暂存：git restore --staged -- {path}", path = path
    ))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lines_of_status_are_read() {
        let line = |xy: &str| format!("1 {xy} N... 100644 100644 100644 e69de29 e69de29 a b.pdf");
        for (xy, expected) in [
            (".M", Standing::Known),
            (".A", Standing::Known),
            ("A.", Standing::Known),
            ("M.", Standing::Known),
            ("AM", Standing::Mixed),
            ("MM", Standing::Mixed),
            ("D.", Standing::Mixed),
        ] {
            let read = standing(&line(xy));
            assert!(read == Some(("a b.pdf".to_owned(), expected)), "{xy}");
        }
        assert!(standing("? a b.pdf") == Some(("a b.pdf".to_owned(), Standing::Unknown)));
        for none in ["", "# branch.head main", "u UU N...", "1", "! a"] {
            assert!(standing(none).is_none(), "{none}");
        }
    }
}
