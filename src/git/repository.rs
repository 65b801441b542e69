//! A repository with a pipeline in it: where it stands, and questions about its revisions.

use super::blobs::Blobs;
use super::changed::{self, Delta};
use super::discover;
use super::id::{BlobId, CommitId, ObjectId};
use super::lacking::Lacking;
use super::log::{Log, Query};
use super::objects::{Objects, unreadable};
use super::program::{Git, refused, run};
use super::snapshot::Snapshot;
use super::staged::Staged;
use super::trouble::Trouble;
use crate::files::Unread;
use crate::say;
use std::fs;
use std::io;
use std::path::{Path, PathBuf};

/// A repository that a pipeline is in.
pub struct Repository {
    pub(super) folder: PathBuf,
    pub(super) bare: bool,
    pub(super) git_dir: PathBuf,
    pub(super) common_dir: PathBuf,
    pub(super) prefix: String,
    pub(super) git: Git,
    pub(super) objects: Objects,
    lacking: Lacking,
}

/// What is checked out.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum Head {
    /// A branch without a commit.
    Unborn(String),
    /// A branch.
    Branch {
        /// Its name, without `refs/heads/`.
        name: String,
        /// Its last commit.
        commit: CommitId,
    },
    /// A commit, on no branch.
    Detached(CommitId),
}

impl Head {
    /// The commit that is checked out, if there is one.
    pub const fn commit(&self) -> Option<CommitId> {
        match self {
            Head::Unborn(_) => None,
            Head::Branch { commit, .. } | Head::Detached(commit) => Some(*commit),
        }
    }
}

/// Something that a user has begun and not ended.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Operation {
    /// `git merge`
    Merge,
    /// `git rebase`
    Rebase,
    /// `git cherry-pick`
    CherryPick,
    /// `git revert`
    Revert,
    /// `git bisect`
    Bisect,
    /// `git am`
    Am,
}

impl Operation {
    /// What Git calls it, as in `git merge --abort`.
    pub const fn command(self) -> &'static str {
        match self {
            Operation::Merge => "merge",
            Operation::Rebase => "rebase",
            Operation::CherryPick => "cherry-pick",
            Operation::Revert => "revert",
            Operation::Bisect => "bisect",
            Operation::Am => "am",
        }
    }
}

impl Repository {
    /// The repository around a pipeline's folder; `None` where there is none.
    ///
    /// # Errors
    /// There is one that can't be used.
    pub fn around(root: &Path) -> Result<Option<Repository>, Trouble> {
        let root = fs::canonicalize(root).map_err(|error| Trouble::at(root.display(), &error))?;
        let Some(found) = discover::around(&root)? else {
            return Ok(None);
        };
        let inside = match found.bare {
            true => Path::new(""),
            false => root.strip_prefix(&found.folder).unwrap_or(Path::new("")),
        };
        let prefix = inside.to_str().ok_or_else(|| {
            Trouble::correctable(say!(
                en: "{path} is not UTF-8", zh: "{path} 不是 UTF-8 编码", path = inside.display()
            ))
        })?;
        Ok(Some(Repository {
            prefix: prefix_of(prefix),
            folder: found.folder,
            bare: found.bare,
            git_dir: found.git_dir,
            common_dir: found.common_dir,
            git: found.git,
            objects: found.objects,
            lacking: Lacking::default(),
        }))
    }

    /// For a pipeline in this folder of the repository: how a bare one is told.
    pub fn with_prefix(self, folder: &str) -> Repository {
        Repository {
            prefix: prefix_of(folder),
            ..self
        }
    }

    /// The pipeline's folder in the repository: empty, or ending with `/`.
    pub fn prefix(&self) -> &str {
        &self.prefix
    }

    /// The folder of the work tree; of a bare repository, the repository.
    pub fn folder(&self) -> &Path {
        &self.folder
    }

    /// Where this work tree's own Git files are. Caches may be kept in its folder `dealdesk`.
    pub fn git_dir(&self) -> &Path {
        &self.git_dir
    }

    /// Where the Git files are that all work trees share.
    pub fn common_dir(&self) -> &Path {
        &self.common_dir
    }

    /// Whether it has no work tree.
    pub const fn is_bare(&self) -> bool {
        self.bare
    }

    /// Whether its history is cut off.
    pub fn is_shallow(&self) -> bool {
        fs::metadata(self.common_dir.join("shallow")).is_ok_and(|found| found.len() > 0)
    }

    /// What is checked out.
    pub fn head(&self) -> Result<Head, Trouble> {
        if let Objects::Library(..) = self.objects
            && let Ok(head) = self.objects.library(head_of)
            && let Some(head) = head
        {
            return Ok(head);
        }
        let branch = self.git.line(&["symbolic-ref", "-q", "HEAD"])?;
        let branch = branch.map(|name| short(&name));
        let commit = self.commit_named("HEAD")?;
        match (branch, commit) {
            (Some(name), Some(commit)) => Ok(Head::Branch { name, commit }),
            (Some(name), None) => Ok(Head::Unborn(name)),
            (None, Some(commit)) => Ok(Head::Detached(commit)),
            (None, None) => Err(Trouble::system(
                say!(en: "HEAD names nothing", zh: "HEAD 不指向任何提交"),
            )),
        }
    }

    /// The commit that a revision names, as Git's commands take it.
    ///
    /// # Errors
    /// There is no such commit here.
    pub fn resolve(&self, revision: &str) -> Result<CommitId, Trouble> {
        let named = match revision.is_empty() || revision.contains('\0') {
            true => None,
            false => self.commit_named(revision)?,
        };
        named.ok_or_else(|| {
            let trouble = Trouble::correctable(say!(
                en: "there is no revision {revision}", zh: "没有版本 {revision}", revision = revision
            ));
            match self.is_shallow() {
                true => trouble.hint(whole_history()),
                false => trouble.hint(say!(
                    en: "name a commit, branch or tag; a branch of the server may have to be fetched first",
                    zh: "请写提交、分支或标签；服务器上的分支可能要先获取（git fetch）"
                )),
            }
        })
    }

    /// The best common ancestor; `None` where there is none here.
    pub fn merge_base(&self, one: CommitId, other: CommitId) -> Result<Option<CommitId>, Trouble> {
        let (one, other) = (one.to_string(), other.to_string());
        let base = self.git.line(&["merge-base", &one, &other])?;
        Ok(base.and_then(|id| commit_of(&id)))
    }

    /// Whether `one` is in the history of `other`, or is it.
    pub fn is_ancestor(&self, one: CommitId, other: CommitId) -> Result<bool, Trouble> {
        let (one, other) = (one.to_string(), other.to_string());
        let args = ["merge-base", "--is-ancestor", &one, &other];
        let output = run(&mut self.git.read(&args)?)?;
        match output.status.code() {
            Some(0) => Ok(true),
            Some(1) => Ok(false),
            _ => Err(refused(&args, &output)),
        }
    }

    /// What the user has begun and not ended.
    pub fn operation(&self) -> Option<Operation> {
        let has = |name: &str| self.git_dir.join(name).exists();
        // Where references are kept in a table, these are no files.
        let names = |name: &str| {
            has(name)
                || matches!(self.objects, Objects::Program(..))
                    && self.commit_named(name).is_ok_and(|found| found.is_some())
        };
        let is_am = || has("rebase-apply/applying");
        let found: [(Operation, &dyn Fn() -> bool); 7] = [
            (Operation::Am, &is_am),
            (Operation::Rebase, &|| {
                has("rebase-merge") || has("rebase-apply")
            }),
            (Operation::Merge, &|| has("MERGE_HEAD")),
            (Operation::CherryPick, &|| names("CHERRY_PICK_HEAD")),
            (Operation::Revert, &|| names("REVERT_HEAD")),
            // Between two commits of several.
            (Operation::CherryPick, &|| has("sequencer/todo")),
            (Operation::Bisect, &|| has("BISECT_LOG")),
        ];
        let begun = found.iter().find(|(_, is_begun)| is_begun());
        begun.map(|(operation, _)| *operation)
    }

    /// The pipeline's files in a commit.
    pub fn snapshot(&self, commit: CommitId) -> Result<Snapshot<'_>, Trouble> {
        Snapshot::of(self, commit)
    }

    /// The pipeline's files in the index: what a commit that is being made will have.
    pub fn staged(&self) -> Result<Staged<'_>, Trouble> {
        Staged::of(self)
    }

    /// The pipeline's files that differ between two commits.
    pub fn changed(&self, base: CommitId, head: CommitId) -> Result<Vec<Delta>, Trouble> {
        changed::between(self, base, head)
    }

    /// The paths of the pipeline that are not in `base` as the work tree has them; without one, all that aren't ignored.
    pub fn unsaved(&self, base: Option<CommitId>) -> Result<Vec<Box<str>>, Trouble> {
        super::unsaved::unsaved(self, base)
    }

    /// The paths of the pipeline that are staged: those whose content in the index isn't that of `base`.
    pub fn staged_paths(&self, base: CommitId) -> Result<Vec<Box<str>>, Trouble> {
        super::changed::staged(self, base)
    }

    /// Commits with their changes.
    pub fn log(&self, query: &Query) -> Result<Log, Trouble> {
        Log::of(self, query)
    }

    /// A reader of contents.
    pub fn blobs(&self) -> Result<Blobs, Trouble> {
        Blobs::new(&self.git)
    }

    /// Whether nothing that was read of snapshots and of the index was lacking in this clone.
    ///
    /// # Errors
    /// Something was, so what was made of it is no answer.
    pub fn lacks_nothing(&self) -> Result<(), Trouble> {
        self.lacking.nothing()
    }

    /// The content of a file of at most `limit` bytes.
    pub(super) fn content(&self, id: BlobId, limit: u64) -> Result<Vec<u8>, Unread> {
        self.lacking.note(id, self.objects.blob(id, limit))
    }

    /// The tree of the pipeline's folder in a commit, if it was there.
    pub(super) fn tree(&self, commit: CommitId) -> Result<Option<ObjectId>, Trouble> {
        let found = self
            .objects
            .tree_of(commit)
            .and_then(|root| self.objects.find(root, &self.prefix));
        let found = found.map_err(|error| unreadable(commit.short(), &error))?;
        Ok(found.and_then(|(mode, id)| (mode == super::Mode::Folder).then_some(id)))
    }

    fn commit_named(&self, revision: &str) -> Result<Option<CommitId>, Trouble> {
        let revision = format!("{revision}^{{commit}}");
        let args = ["rev-parse", "-q", "--verify", "--end-of-options", &revision];
        let output = run(&mut self.git.read(&args)?)?;
        // A name that isn't there, or is none.
        match output.status.code() {
            Some(0) => Ok(super::program::first_line(&output.stdout).and_then(|id| commit_of(&id))),
            Some(1) => Ok(None),
            _ => match String::from_utf8_lossy(&output.stderr).contains("dubious ownership") {
                true => Err(refused(&args, &output)),
                false => Ok(None),
            },
        }
    }
}

/// What to do where history is cut off.
pub fn whole_history() -> crate::language::Phrase {
    say!(
        en: "get the whole history: git fetch --unshallow; in CI, check out with fetch-depth: 0",
        zh: "请获取完整历史：git fetch --unshallow；在 CI 中用 fetch-depth: 0 检出"
    )
}

fn commit_of(hex: &str) -> Option<CommitId> {
    ObjectId::from_hex(hex.trim().as_bytes()).map(CommitId)
}

fn head_of(library: &git2::Repository) -> Result<Option<Head>, git2::Error> {
    let head = library.find_reference("HEAD")?;
    let name = head.symbolic_target_bytes().map(String::from_utf8_lossy);
    let commit = match head.resolve() {
        Ok(found) => Some(found.peel_to_commit()?.id()),
        Err(error) if error.code() == git2::ErrorCode::NotFound => None,
        Err(error) => return Err(error),
    };
    let commit = commit.and_then(|id| ObjectId::from_bytes(id.as_bytes()).map(CommitId));
    Ok(match (name, commit) {
        (Some(name), Some(commit)) => Some(Head::Branch {
            name: short(&name),
            commit,
        }),
        (Some(name), None) => Some(Head::Unborn(short(&name))),
        (None, Some(commit)) => Some(Head::Detached(commit)),
        (None, None) => None,
    })
}

fn short(name: &str) -> String {
    name.strip_prefix("refs/heads/").unwrap_or(name).to_owned()
}

fn prefix_of(folder: &str) -> String {
    let folder = folder.replace('\\', "/");
    match folder.trim_matches('/') {
        "" | "." => String::new(),
        folder => format!("{folder}/"),
    }
}

/// The failure to read an object, as the system's.
pub(super) fn not_found() -> io::Error {
    io::ErrorKind::NotFound.into()
}
