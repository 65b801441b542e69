//! History: commits with what they changed, as a stream from `git rev-list` through `git diff-tree`.
//!
//! No merge is simplified away, names are as they were written (no mailmap), and renames are not guessed.

use super::changed::{Delta, Side};
use super::id::{BlobId, CommitId, ObjectId};
use super::lacking;
use super::program::{Git, complaint, start};
use super::repository::{Repository, whole_history};
use super::tree::Mode;
use super::trouble::Trouble;
use crate::say;
use chrono::{DateTime, FixedOffset};
use std::collections::BTreeSet;
use std::fs;
use std::io::{BufRead, BufReader, Read, Write};
use std::process::{Child, ChildStdout, Stdio};

/// Which commits.
#[derive(Clone, Default, Debug)]
pub struct Query {
    /// With all that these have in their history.
    pub from: Vec<CommitId>,
    /// Without these, and all that they have in theirs.
    pub exclude: Vec<CommitId>,
    /// Only those that change one of these files or folders, from the pipeline's folder; empty: the whole pipeline.
    pub paths: Vec<String>,
    /// Only the chain of first parents, with a merge's changes against its first parent: what was official, step by step.
    /// Else every commit, and of a merge only what differs from all its parents.
    pub first_parent: bool,
    /// The oldest first; no commit stands before one of its parents. Else the other way round.
    pub oldest_first: bool,
}

/// Who wrote or made a commit, and when, as they said.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Who {
    /// The name.
    pub name: String,
    /// The e-mail address.
    pub email: String,
    /// Seconds since 1970 in UTC.
    pub seconds: i64,
    /// The time zone: seconds east of UTC.
    pub offset: i32,
}

impl Who {
    /// When it was; `None` for a time or zone that no calendar has.
    pub fn at(&self) -> Option<DateTime<FixedOffset>> {
        let zone = FixedOffset::east_opt(self.offset)?;
        Some(DateTime::from_timestamp(self.seconds, 0)?.with_timezone(&zone))
    }
}

/// A commit with its changes.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Commit {
    /// Its name.
    pub id: CommitId,
    /// Its parents.
    pub parents: Vec<CommitId>,
    /// Who wrote the change.
    pub author: Who,
    /// Who made the commit.
    pub committer: Who,
    /// The whole message. What isn't text is replaced.
    pub message: String,
    /// What it changed of the asked paths, by path.
    pub changes: Vec<Delta>,
}

impl Commit {
    /// The first line of the message.
    pub fn subject(&self) -> &str {
        self.message.lines().next().unwrap_or_default()
    }

    /// `Key: value` lines of the message's last paragraph, if all its lines are such.
    pub fn trailers(&self) -> Vec<(&str, &str)> {
        let text = self.message.trim_end();
        let Some((_, last)) = text.rsplit_once("\n\n") else {
            return Vec::new();
        };
        let lines = last.lines().map(|line| line.split_once(": "));
        let is_key = |key: &str| {
            !key.is_empty() && key.bytes().all(|b| b.is_ascii_alphanumeric() || b == b'-')
        };
        let trailers: Option<Vec<_>> = lines
            .map(|pair| pair.filter(|(key, _)| is_key(key)))
            .collect();
        trailers.unwrap_or_default()
    }
}

/// Commits, one by one. After an `Err` there are no more.
pub struct Log {
    children: [Child; 2],
    answers: BufReader<ChildStdout>,
    prefix: Vec<u8>,
    /// The commits at which history was cut off.
    cut: BTreeSet<CommitId>,
    /// The first field of the next commit, if it was read.
    next: Option<Vec<u8>>,
    ended: bool,
}

/// A commit's fields, each ended by NUL.
const FORMAT: &str = "--format=%H%x00%P%x00%an%x00%ae%x00%ad%x00%cn%x00%ce%x00%cd%x00%B";

impl Log {
    pub(super) fn of(repository: &Repository, query: &Query) -> Result<Log, Trouble> {
        let cut = cut_off(repository);
        if !cut.is_empty() && query.exclude.is_empty() {
            return Err(shallow());
        }
        let paths = paths_of(repository, query);
        let mut walk = walker(&repository.git, query, &paths)?;
        let commits = walk.stdout.take().map_or_else(Stdio::null, Stdio::from);
        let mut changes = match differ(&repository.git, query, &paths, commits) {
            Ok(changes) => changes,
            Err(trouble) => {
                end(&mut walk);
                return Err(trouble);
            }
        };
        match changes.stdout.take() {
            Some(answers) => Ok(Log {
                children: [walk, changes],
                answers: BufReader::with_capacity(256 * 1024, answers),
                prefix: repository.prefix().as_bytes().to_owned(),
                cut,
                next: None,
                ended: false,
            }),
            None => Err(odd()),
        }
    }

    /// The next field, without the NUL at its end; `None` at the end.
    fn field(&mut self) -> Result<Option<Vec<u8>>, Trouble> {
        let mut field = Vec::new();
        let read = self.answers.read_until(0, &mut field);
        read.map_err(|error| Trouble::at("git diff-tree", &error))?;
        match field.pop() {
            None => Ok(None),
            Some(0) => Ok(Some(field)),
            Some(_) => Err(odd()),
        }
    }

    /// The next field that says something: between commits stand empty ones.
    fn head(&mut self) -> Result<Option<Vec<u8>>, Trouble> {
        if let Some(next) = self.next.take() {
            return Ok(Some(next));
        }
        while let Some(field) = self.field()? {
            let start = field.iter().take_while(|&&byte| byte == b'\n').count();
            if start < field.len() {
                return Ok(field.get(start..).map(<[u8]>::to_vec));
            }
        }
        Ok(None)
    }

    fn commit(&mut self) -> Result<Option<Commit>, Trouble> {
        let Some(id) = self.head()? else {
            self.check_ends()?;
            return Ok(None);
        };
        let mut next = || self.field()?.ok_or_else(odd);
        let (parents, author, committer) = (
            next()?,
            [next()?, next()?, next()?],
            [next()?, next()?, next()?],
        );
        let message = text(&next()?);
        let id = ObjectId::from_hex(&id).map(CommitId).ok_or_else(odd)?;
        if self.cut.contains(&id) {
            return Err(shallow());
        }
        let mut changes = Vec::new();
        while let Some(field) = self.head()? {
            if field.first() != Some(&b':') {
                self.next = Some(field);
                break;
            }
            let path = self.field()?.ok_or_else(odd)?;
            if let Some(path) = path.strip_prefix(self.prefix.as_slice()) {
                changes.push(delta(&field, path).ok_or_else(odd)?);
            }
        }
        Ok(Some(Commit {
            id,
            parents: parents
                .split(|&byte| byte == b' ')
                .filter_map(|id| ObjectId::from_hex(id).map(CommitId))
                .collect(),
            author: who(&author),
            committer: who(&committer),
            message,
            changes,
        }))
    }

    /// Whether both processes came to a good end. The last is asked first: where it fails, nobody reads what the one
    /// before it writes, which fails of that.
    fn check_ends(&mut self) -> Result<(), Trouble> {
        for child in self.children.iter_mut().rev() {
            let mut said = String::new();
            if let Some(errors) = &mut child.stderr {
                let _ = errors.take(64 * 1024).read_to_string(&mut said);
            }
            let status = child.wait().map_err(|error| Trouble::at("git", &error))?;
            if !status.success() {
                let why = complaint(&said).unwrap_or_else(|| status.to_string());
                let trouble = Trouble::correctable(
                    say!(en: "history can't be read: {why}", zh: "无法读取历史：{why}", why = why),
                );
                return Err(match lacking::is_told(&said) {
                    true => trouble.hint(lacking::whole_clone()),
                    false => trouble,
                });
            }
        }
        Ok(())
    }
}

impl Iterator for Log {
    type Item = Result<Commit, Trouble>;

    fn next(&mut self) -> Option<Result<Commit, Trouble>> {
        if self.ended {
            return None;
        }
        let commit = self.commit().transpose();
        self.ended = !matches!(commit, Some(Ok(_)));
        commit
    }
}

impl Drop for Log {
    fn drop(&mut self) {
        self.children.iter_mut().for_each(end);
    }
}

fn end(child: &mut Child) {
    let _ = child.kill();
    let _ = child.wait();
}

/// The paths of a query, in the repository.
fn paths_of(repository: &Repository, query: &Query) -> Vec<String> {
    let prefix = repository.prefix();
    match query.paths.is_empty() {
        true if prefix.is_empty() => Vec::new(),
        true => vec![prefix.to_owned()],
        false => query
            .paths
            .iter()
            .map(|path| format!("{prefix}{path}"))
            .collect(),
    }
}

fn walker(git: &Git, query: &Query, paths: &[String]) -> Result<Child, Trouble> {
    let mut args = vec!["rev-list", "--full-history", "--topo-order", "--stdin"];
    if query.first_parent {
        args.push("--first-parent");
    }
    if query.oldest_first {
        args.push("--reverse");
    }
    let mut asked = String::new();
    for id in &query.from {
        asked.push_str(&format!("{id}\n"));
    }
    for id in &query.exclude {
        asked.push_str(&format!("^{id}\n"));
    }
    let mut command = git.read(&args)?;
    command.arg("--").args(paths);
    let mut child = start(command.stdin(Stdio::piped()))?;
    if let Some(mut input) = child.stdin.take() {
        // A walker that ends early says why itself. It reads all its questions before it answers.
        let _ = input.write_all(asked.as_bytes());
    }
    Ok(child)
}

fn differ(git: &Git, query: &Query, paths: &[String], commits: Stdio) -> Result<Child, Trouble> {
    let merges = match query.first_parent {
        true => "--diff-merges=first-parent",
        false => "-c",
    };
    let mut command = git.read(&[
        "diff-tree",
        "--stdin",
        "-r",
        "-z",
        "--root",
        "--raw",
        "--no-abbrev",
        "--no-renames",
        "--no-relative",
        "--ignore-submodules=none",
        "--always",
        "--date=raw",
        FORMAT,
        merges,
        "--",
    ])?;
    start(command.args(paths).stdin(commits))
}

/// Reads `:MODE MODE ID ID STATUS`, or with `::` and one more mode and id for each further parent.
fn delta(record: &[u8], path: &[u8]) -> Option<Delta> {
    let parents = record.iter().take_while(|&&byte| byte == b':').count();
    let words: Vec<&[u8]> = record.get(parents..)?.split(|&byte| byte == b' ').collect();
    let side = |at: usize| {
        let mode = Mode::from_octal(words.get(at)?)?;
        let id = ObjectId::from_hex(words.get(parents + 1 + at)?)?;
        Some((!id.is_zero()).then_some(Side {
            mode,
            blob: BlobId(id),
        }))
    };
    Some(Delta {
        path: text(path).into_boxed_str(),
        before: side(0)?,
        after: side(parents)?,
    })
}

/// Reads a name, an e-mail address, and `SECONDS ZONE`.
fn who([name, email, at]: &[Vec<u8>; 3]) -> Who {
    let at = text(at);
    let (seconds, zone) = at.split_once(' ').unwrap_or((&at, ""));
    Who {
        name: text(name),
        email: text(email),
        seconds: seconds.parse().unwrap_or(0),
        offset: offset(zone).unwrap_or(0),
    }
}

/// Seconds east of UTC of `+0830`.
fn offset(zone: &str) -> Option<i32> {
    let number: i32 = zone.parse().ok()?;
    Some((number / 100 * 60 + number % 100) * 60)
}

fn text(bytes: &[u8]) -> String {
    String::from_utf8_lossy(bytes).into_owned()
}

fn cut_off(repository: &Repository) -> BTreeSet<CommitId> {
    let listed = fs::read(repository.common_dir.join("shallow")).unwrap_or_default();
    listed
        .split(|&byte| byte == b'\n')
        .filter_map(|id| ObjectId::from_hex(id).map(CommitId))
        .collect()
}

fn shallow() -> Trouble {
    Trouble::correctable(say!(
        en: "this clone has only a part of the history", zh: "此克隆只有部分历史"
    ))
    .hint(whole_history())
}

fn odd() -> Trouble {
    Trouble::system(say!(
        en: "git diff-tree gave an answer of an unknown form", zh: "git diff-tree 的回答格式不明"
    ))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn records_of_one_and_of_several_parents_are_read() {
        let (a, b, zero) = ("a".repeat(40), "b".repeat(40), "0".repeat(40));
        let one = delta(format!(":100644 100755 {a} {b} M").as_bytes(), b"x").unwrap();
        assert_eq!(one.before.unwrap().mode, Mode::File);
        assert_eq!(one.after.unwrap().mode, Mode::Executable);
        let new = delta(format!(":000000 100644 {zero} {b} A").as_bytes(), b"x").unwrap();
        assert_eq!((new.before, new.after.is_some()), (None, true));
        let merge = format!("::100644 100644 000000 {a} {b} {zero} DD");
        let merge = delta(merge.as_bytes(), b"x\xff").unwrap();
        assert_eq!((merge.before.is_some(), merge.after), (true, None));
        assert_eq!(&*merge.path, "x\u{fffd}");
        assert_eq!(delta(b":100644", b"x"), None);
    }

    #[test]
    fn times_keep_their_zone() {
        let who = |at: &str| super::who(&[b"n".into(), b"e".into(), at.as_bytes().into()]);
        let there = who("1772500000 +0830").at().unwrap();
        assert_eq!(there.to_rfc3339(), "2026-03-03T09:36:40+08:30");
        assert_eq!(who("5 -0030").offset, -1800);
        assert_eq!(who("99999999999999999 +9999").at(), None);
        assert_eq!(who("junk").seconds, 0);
    }

    #[test]
    fn trailers_are_the_last_paragraph() {
        let of = |message: &str| {
            let who = who(&[vec![], vec![], vec![]]);
            let id = CommitId(ObjectId::from_bytes(&[1; 20]).unwrap());
            let commit = Commit {
                id,
                parents: vec![],
                author: who.clone(),
                committer: who,
                message: message.to_owned(),
                changes: vec![],
            };
            let trailers = commit.trailers();
            trailers
                .iter()
                .map(|(key, value)| format!("{key}={value}"))
                .collect::<Vec<_>>()
        };
        assert_eq!(of("a: b\n"), [""; 0]);
        assert_eq!(
            of("s\n\nDeal-Record: x\nDeal-Change: set\n\n"),
            ["Deal-Record=x", "Deal-Change=set"]
        );
        assert_eq!(of("s\n\nDeal-Record: x\n\nprose"), [""; 0]);
        assert_eq!(of("s\n\nDeal-Record: x\nprose: is\nnot a trailer"), [""; 0]);
    }
}
