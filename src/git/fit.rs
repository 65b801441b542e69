//! Whether a change may be committed now: nothing that the user began, changed or staged may end up in the commit.

use super::errand::Write;
use super::id::ObjectId;
use super::journal::{Journal, Step};
use super::objects::{Objects, unreadable};
use super::program::{Git, refused, run, run_with};
use super::repository::{Head, Repository};
use super::sparse;
use super::staged::unmerged;
use super::tree::Mode;
use super::trouble::Trouble;
use crate::language::Phrase;
use crate::say;
use std::collections::BTreeSet;
use std::fs;
use std::path::Path;
use unicode_normalization::UnicodeNormalization;

/// The tree without entries, by the length of names.
const EMPTY_TREES: [&str; 2] = [
    "4b825dc642cb6eb9a060e54bf8d69288fbee4904",
    "6ef19b41225c5369f1c104d45d8d85efa9b057b53b14b4b9b939dd74decc5321",
];

/// Whether the repository is in a state that a commit of ours may be added to.
pub fn state(repository: &Repository) -> Result<Head, Trouble> {
    if repository.bare {
        return Err(Trouble::correctable(say!(
            en: "a bare repository has no files to change", zh: "裸仓库没有可修改的文件"
        )));
    }
    if let Some(operation) = repository.operation() {
        let command = operation.command();
        return Err(Trouble::correctable(say!(
            en: "a git {command} is under way", zh: "git {command} 正在进行中", command = command
        ))
        .hint(match command {
            "bisect" => say!(en: "end it first: git bisect reset", zh: "请先结束它：git bisect reset"),
            _ => say!(
                en: "end it first: git {command} --continue, or git {command} --abort",
                zh: "请先结束它：git {command} --continue 或 git {command} --abort", command = command
            ),
        }));
    }
    match repository.head()? {
        Head::Detached(commit) => Err(Trouble::correctable(say!(
            en: "no branch is checked out (detached HEAD at {commit}): a commit would belong to none",
            zh: "当前不在任何分支上（分离头指针 {commit}），提交将不属于任何分支", commit = commit.short()
        ))
        .hint(say!(
            en: "check out a branch: git switch BRANCH", zh: "请先切换到分支：git switch 分支名"
        ))),
        head => Ok(head),
    }
}

/// Whether the files of a change are as the last commit has them, and nothing of them is staged. Notes in the journal
/// what that commit has.
pub fn files(
    repository: &Repository,
    git: &Git,
    head: &Head,
    writes: &[Write],
    journal: &mut Journal,
) -> Result<(), Trouble> {
    let root = tree(repository, head)?;
    std::thread::scope(|scope| {
        let staged = scope.spawn(|| nothing_staged(git, root, writes));
        let clean = all_clean(repository, git, root, writes, &mut journal.steps);
        let new: Vec<&Write> = writes.iter().filter(|write| write.makes()).collect();
        let possible = clean.and_then(|()| {
            new.iter()
                .try_for_each(|write| may_be_made(repository, root, &write.path))?;
            let new: Vec<&str> = new.iter().map(|write| write.path.as_str()).collect();
            not_ignored(repository, git, &new)?;
            sparse::has_place(repository, git, &new)?;
            let tracked = writes.iter().filter(|write| write.old.is_some());
            none_skipped(git, &tracked.map(|write| write.path.as_str()).collect())
        });
        let staged = staged.join().unwrap_or(Ok(()));
        possible.and(staged)
    })
}

/// The tree of what is checked out; `None` where there is no commit yet.
pub fn tree(repository: &Repository, head: &Head) -> Result<Option<ObjectId>, Trouble> {
    let tree = head.commit().map(|commit| {
        let tree = repository.objects.tree_of(commit);
        tree.map_err(|error| unreadable(commit.short(), &error))
    });
    tree.transpose()
}

fn all_clean(
    repository: &Repository,
    git: &Git,
    root: Option<ObjectId>,
    writes: &[Write],
    steps: &mut [Step],
) -> Result<(), Trouble> {
    // Where filters or line ends make a file differ from what is committed, Git is asked what it would commit.
    let mut filtered = Vec::new();
    for (write, step) in writes.iter().zip(steps) {
        let path = &write.path;
        let found = match root {
            Some(root) => repository.objects.find(root, path),
            None => Ok(None),
        };
        let found = found.map_err(|error| unreadable(path, &error))?;
        step.committed = found.map(|(_, id)| id);
        match (&write.old, found) {
            (None, None) => {}
            (None, Some(_)) => {
                return Err(dirty(say!(
                    en: "{path} was removed, and that isn't committed", zh: "{path} 已删除但尚未提交", path = path
                )));
            }
            (Some(_), None) => {
                return Err(dirty(say!(
                    en: "{path} was never committed", zh: "{path} 尚未提交过", path = path
                )));
            }
            (Some(old), Some((mode, id))) => {
                let runs = step
                    .rights
                    .is_none_or(|rights| (rights & 0o100 != 0) == (mode == Mode::Executable));
                if !mode.is_file() || !runs && git.counts_rights()? {
                    return Err(uncommitted(path));
                }
                let limit = old.len() as u64;
                let committed = repository.objects.blob(super::BlobId(id), limit).ok();
                if committed.as_ref() != Some(old) {
                    filtered.push((path, id));
                }
            }
        }
    }
    let paths: Vec<&str> = filtered.iter().map(|(path, _)| path.as_str()).collect();
    let ids = would_commit(git, &paths)?;
    let differs = filtered.iter().zip(ids).find(|((_, id), now)| id != now);
    match differs {
        Some(((path, _), _)) => Err(uncommitted(path)),
        None => Ok(()),
    }
}

/// The contents that Git would commit of these files as they are, through the user's filters.
pub fn would_commit(git: &Git, paths: &[&str]) -> Result<Vec<ObjectId>, Trouble> {
    if paths.is_empty() {
        return Ok(Vec::new());
    }
    // Names with line ends can only be given as arguments.
    let mut ids = Vec::new();
    for some in paths.chunks(200) {
        let args = ["hash-object", "--"];
        let mut command = git.write(&args)?;
        let output = run(command.args(some))?;
        if !output.status.success() {
            return Err(refused(&args, &output));
        }
        ids.extend(
            output
                .stdout
                .split(|&b| b == b'\n')
                .filter_map(ObjectId::from_hex),
        );
    }
    match ids.len() == paths.len() {
        true => Ok(ids),
        false => Err(Trouble::system(say!(
            en: "git hash-object gave an answer of an unknown form", zh: "git hash-object 的回答格式不明"
        ))),
    }
}

/// Whether nothing of these files is staged, and nothing at all is in conflict.
fn nothing_staged(git: &Git, root: Option<ObjectId>, writes: &[Write]) -> Result<(), Trouble> {
    let against = match root {
        Some(root) => root.to_string(),
        None => empty_tree(git)?,
    };
    let answer = git.answer(&[
        "diff-index",
        "--cached",
        "--raw",
        "-z",
        "--no-renames",
        "--ignore-submodules=none",
        &against,
        "--",
    ])?;
    let paths: BTreeSet<&[u8]> = writes.iter().map(|write| write.path.as_bytes()).collect();
    let mut parts = answer.split(|&byte| byte == 0);
    while let (Some(change), Some(path)) = (parts.next(), parts.next()) {
        let shown = String::from_utf8_lossy(path);
        if change.last() == Some(&b'U') {
            return Err(unmerged(&shown));
        }
        if paths.contains(path) {
            return Err(Trouble::correctable(say!(
                en: "{path} has staged changes", zh: "{path} 有已暂存的改动", path = shown
            ))
            .hint(say!(
                en: "commit them first: git commit; or unstage them: git restore --staged -- {path}",
                zh: "请先提交：git commit；或取消暂存：git restore --staged -- {path}", path = shown
            )));
        }
    }
    Ok(())
}

/// Whether Git looks at the files: it would leave out one of which it was told not to, and commit the rest.
pub fn none_skipped(git: &Git, paths: &BTreeSet<&str>) -> Result<(), Trouble> {
    let mut args = vec!["ls-files", "-v", "-z", "--"];
    match paths.len() {
        0 => return Ok(()),
        // More than a command line takes: all files are asked for.
        101.. => {}
        _ => args.extend(paths),
    }
    let answer = git.answer(&args)?;
    let skipped = answer.split(|&byte| byte == 0).find_map(|line| {
        let path = line.strip_prefix(b"S ").or(line.strip_prefix(b"s "))?;
        paths.get(std::str::from_utf8(path).ok()?)
    });
    match skipped {
        None => Ok(()),
        Some(path) => Err(Trouble::correctable(say!(
            en: "Git was told not to look at {path} (skip-worktree)",
            zh: "Git 被设置为不看 {path}（skip-worktree）", path = path
        ))
        .hint(say!(
            en: "git update-index --no-skip-worktree {path}",
            zh: "git update-index --no-skip-worktree {path}", path = path
        ))),
    }
}

fn empty_tree(git: &Git) -> Result<String, Trouble> {
    let format = git.line(&["rev-parse", "--show-object-format"])?;
    let [sha1, sha256] = EMPTY_TREES;
    Ok(match format.as_deref() {
        Some("sha256") => sha256,
        _ => sha1,
    }
    .to_owned())
}

/// Whether a new file may be at a path: not in another repository, nor where a name differs only in its spelling.
pub fn may_be_made(
    repository: &Repository,
    root: Option<ObjectId>,
    path: &str,
) -> Result<(), Trouble> {
    let mut folder = repository.folder.clone();
    let mut end = 0;
    for name in path.split('/') {
        if let Some(twin) = twin(&folder, name) {
            return Err(Trouble::correctable(say!(
                en: "{path} would stand beside {twin}, which many systems take for the same name",
                zh: "{path} 与已有的 {twin} 在许多系统上会被视为同名", path = path, twin = twin
            )));
        }
        folder.push(name);
        end += name.len();
        let inner = path.get(..end).filter(|_| end < path.len());
        if let Some(inner) = inner
            && (folder.join(".git").exists() || is_submodule(repository, root, inner))
        {
            return Err(Trouble::correctable(say!(
                en: "{path} is in another repository, {inner}", zh: "{path} 在另一个仓库 {inner} 中",
                path = path, inner = inner
            )));
        }
        end += 1;
    }
    Ok(())
}

fn is_submodule(repository: &Repository, root: Option<ObjectId>, path: &str) -> bool {
    let found = root.map(|root| repository.objects.find(root, path));
    matches!(found, Some(Ok(Some((Mode::Submodule, _)))))
}

/// The entry of a folder whose name is this one in another spelling.
fn twin(folder: &Path, name: &str) -> Option<String> {
    let entries = fs::read_dir(folder).ok()?;
    let mut names = entries
        .flatten()
        .map(|entry| entry.file_name().to_string_lossy().into_owned());
    names.find(|other| other != name && spelling(other) == spelling(name))
}

/// A name as systems see it that don't tell cases or forms of Unicode apart.
fn spelling(name: &str) -> String {
    name.nfc().flat_map(char::to_lowercase).collect()
}

/// Why Git says nothing of a file that is there and in no commit.
pub fn why_not_seen(
    repository: &Repository,
    git: &Git,
    root: Option<ObjectId>,
    path: &str,
) -> Trouble {
    let found = not_ignored(repository, git, &[path]);
    let found = found.and_then(|()| may_be_made(repository, root, path));
    found.err().unwrap_or_else(|| {
        Trouble::correctable(say!(
            en: "Git doesn't see {path}", zh: "Git 看不到 {path}", path = path
        ))
        .hint(say!(
            en: "commit it first: git add {path}", zh: "请先提交它：git add {path}", path = path
        ))
    })
}

fn not_ignored(repository: &Repository, git: &Git, new: &[&str]) -> Result<(), Trouble> {
    let ignored = match repository.objects {
        Objects::Library(..) => repository.objects.library(|library| {
            for path in new {
                if library.is_path_ignored(Path::new(path))? {
                    return Ok(Some((*path).to_owned()));
                }
            }
            Ok(None)
        }),
        Objects::Program(..) => Ok(ignored_by_program(git, new)?),
    };
    match ignored {
        Ok(Some(path)) => Err(Trouble::correctable(say!(
            en: "{path} is ignored by .gitignore: it would not be committed",
            zh: "{path} 被 .gitignore 忽略，不会被提交", path = path
        ))
        .hint(say!(
            en: "see which line does it: git check-ignore -v {path}",
            zh: "查看是哪一行：git check-ignore -v {path}", path = path
        ))),
        // What the library doesn't know, `git add` will tell.
        _ => Ok(()),
    }
}

fn ignored_by_program(git: &Git, new: &[&str]) -> Result<Option<String>, Trouble> {
    if new.is_empty() {
        return Ok(None);
    }
    let input = new.join("\0");
    let mut command = git.read(&["check-ignore", "-z", "--stdin"])?;
    let output = run_with(&mut command, input.as_bytes())?;
    let first = output.stdout.split(|&byte| byte == 0).next();
    Ok(first
        .filter(|path| !path.is_empty())
        .map(|path| String::from_utf8_lossy(path).into_owned()))
}

fn uncommitted(path: &str) -> Trouble {
    dirty(say!(
        en: "{path} has changes that aren't committed", zh: "{path} 有未提交的改动", path = path
    ))
}

fn dirty(message: Phrase) -> Trouble {
    Trouble::correctable(message).hint(say!(
        en: "commit that first, or take it back (git status shows it); --no-commit changes the file without a commit",
        zh: "请先提交或撤销它（git status 可见）；--no-commit 只改文件、不提交"
    ))
}

impl Git {
    /// Whether the right to run a file counts as a change of it.
    fn counts_rights(&self) -> Result<bool, Trouble> {
        let said = self.line(&["config", "--type=bool", "core.fileMode"])?;
        Ok(said.as_deref() != Some("false"))
    }
}
