//! `deal diff`: what changed between two states of a pipeline, in business terms, and what follows from it.

use super::args::{Diff, Global, StoryFormat};
use super::failure::Failure;
use super::pager::Output;
use super::vault::Vault;
use super::{Status, pipe};
use crate::check::{Comparison, Selection};
use crate::files::{Entry, Files};
use crate::git::CommitId;
use crate::history::{self, Contrast, State, Touched};
use crate::output::story::{Telling, Told};
use crate::process::{Definition, Process};
use crate::records;
use crate::say;
use std::collections::BTreeSet;
use std::path::Path;

/// Runs the command.
pub fn run(global: &Global, args: &Diff) -> Result<Status, Failure> {
    let vault = Vault::open(global)?;
    let asked = Asked::of(&vault, global, args)?;
    let before = vault.at(asked.base)?;
    let after = asked.head.files(&vault)?;
    // The process of the later state judges both.
    let (loaded, unread) = Definition::load_from(&*after);
    vault.repository.lacks_nothing()?;
    let process = loaded
        .process
        .as_ref()
        .filter(|_| unread.is_empty())
        .ok_or_else(|| {
            Failure::correctable(
                say!(en: "the process of the later state is wrong", zh: "较新一侧的流程定义有误"),
            )
            .hint(say!(en: "`deal check` says where", zh: "用 `deal check` 查看错误所在"))
        })?;
    let wanted = asked.wanted(&vault, process, global)?;
    let there =
        |files: &dyn Files, path: &str| files.at(path).is_ok_and(|entry| entry == Entry::File);
    let changed = asked.changed(&vault)?.into_iter();
    let touched: Vec<Touched> = changed
        .filter(|path| wanted.is_empty() || wanted.iter().any(|wanted| is_in(path, wanted)))
        .map(|path| Touched {
            there: (there(&*before, &path), there(&*after, &path)),
            path: path.into(),
        })
        .filter(|touched| touched.there.0 || touched.there.1)
        .filter(|touched| differs(&*before, &*after, touched))
        .collect();
    let (old_listing, new_listing) = (
        history::listing(process, &*before),
        history::listing(process, &*after),
    );
    let today = vault.today(global);
    let command = vault.command();
    let selection = Selection::default();
    let comparison = Comparison {
        process,
        before: &*before,
        after: &*after,
        today,
        selection: &selection,
        command: &command,
    };
    let contrast = Contrast {
        before: &State::new(process, &old_listing, &command, today),
        after: &State::new(process, &new_listing, &command, today),
        comparison: &comparison,
        touched: &touched,
    };
    let diff = contrast.diff();
    vault.repository.lacks_nothing()?;
    let told = Told {
        diff: &diff,
        base: asked.base.map(|base| base.to_string()),
        head: asked.head.name(),
        today: today.to_string(),
    };
    write(&told, args.format, &vault, global)
}

fn write(
    told: &Told<'_>,
    format: StoryFormat,
    vault: &Vault,
    global: &Global,
) -> Result<Status, Failure> {
    let language = vault.language(global);
    let mut out = Output::of(global, matches!(format, StoryFormat::Text));
    let written = match format {
        StoryFormat::Text => told.write(Telling::Text, language, &mut out),
        StoryFormat::Markdown => told.write(Telling::Markdown, language, &mut out),
        StoryFormat::Json => told.write_json(language, &mut out),
    };
    match written.and_then(|()| out.close()) {
        Ok(()) => Ok(Status::Clean),
        Err(error) => pipe(error),
    }
}

/// Whether a file has other bytes; one that only looks changed to Git has not.
fn differs(before: &dyn Files, after: &dyn Files, touched: &Touched) -> bool {
    match touched.there {
        (true, true) => match (before.digest(&touched.path), after.digest(&touched.path)) {
            (Ok(before), Ok(after)) => before != after,
            _ => true,
        },
        _ => true,
    }
}

fn is_in(path: &str, wanted: &str) -> bool {
    let rest = path.strip_prefix(wanted);
    wanted.is_empty() || rest.is_some_and(|rest| rest.is_empty() || rest.starts_with('/'))
}

/// The two states that are asked for.
struct Asked<'a> {
    /// The earlier one; none before the first commit.
    base: Option<CommitId>,
    head: Later,
    /// Records and folders, as they were named.
    named: Vec<&'a str>,
}

/// The later state.
enum Later {
    Commit(CommitId),
    Staged,
    WorkTree,
}

impl Later {
    fn files<'v>(&self, vault: &'v Vault) -> Result<Box<dyn Files + 'v>, Failure> {
        match self {
            Later::Commit(commit) => vault.at(Some(*commit)),
            Later::Staged => Ok(Box::new(vault.repository.staged()?)),
            Later::WorkTree => vault.files(),
        }
    }

    fn name(&self) -> String {
        match self {
            Later::Commit(commit) => commit.to_string(),
            Later::Staged => "index".to_owned(),
            Later::WorkTree => "worktree".to_owned(),
        }
    }
}

impl<'a> Asked<'a> {
    fn of(vault: &Vault, global: &Global, args: &'a Diff) -> Result<Asked<'a>, Failure> {
        let later = || match (args.staged, vault.desk()) {
            (true, _) => Ok(Later::Staged),
            (false, Some(_)) => Ok(Later::WorkTree),
            (false, None) => Err(Failure::correctable(
                say!(en: "a bare repository has no work tree", zh: "裸仓库没有工作目录"),
            )
            .hint(
                say!(en: "name two commits: deal diff A..B", zh: "请写明两个提交：deal diff A..B"),
            )),
        };
        let head = || vault.repository.head().map(|head| head.commit());
        let Some((first, rest)) = args.what.split_first() else {
            return Ok(Asked {
                base: head()?,
                head: later()?,
                named: Vec::new(),
            });
        };
        let named = |from: &'a [String]| from.iter().map(String::as_str).collect();
        if let Some((base, commit)) = range(vault, first)? {
            if args.staged {
                return Err(Failure::correctable(
                    say!(en: "`--staged` takes one commit, not two", zh: "`--staged` 只接受一个提交"),
                ));
            }
            return Ok(Asked {
                base: Some(base),
                head: Later::Commit(commit),
                named: named(rest),
            });
        }
        if is_record(vault, global, first) {
            return Ok(Asked {
                base: head()?,
                head: later()?,
                named: named(&args.what),
            });
        }
        let base = Some(vault.repository.resolve(first)?);
        // Two commits in a row, as Git takes them.
        if let Some((second, rest)) = rest.split_first()
            && !args.staged
            && !is_record(vault, global, second)
            && let Ok(commit) = vault.repository.resolve(second)
        {
            return Ok(Asked {
                base,
                head: Later::Commit(commit),
                named: named(rest),
            });
        }
        Ok(Asked {
            base,
            head: later()?,
            named: named(rest),
        })
    }

    /// The paths that differ.
    fn changed(&self, vault: &Vault) -> Result<BTreeSet<Box<str>>, Failure> {
        let repository = &vault.repository;
        Ok(match (&self.head, self.base) {
            (Later::Commit(head), Some(base)) => {
                let deltas = repository.changed(base, *head)?;
                deltas.into_iter().map(|delta| delta.path).collect()
            }
            (Later::Staged, Some(base)) => repository.staged_paths(base)?.into_iter().collect(),
            (Later::WorkTree, base) => repository.unsaved(base)?.into_iter().collect(),
            // Before the first commit, all that is staged is new.
            (Later::Commit(_) | Later::Staged, None) => {
                let staged = repository.staged()?;
                staged.list("", &|_| false).paths.into_iter().collect()
            }
        })
    }

    /// The paths of the records and folders that are named; of a record with a folder of its own, that folder.
    fn wanted(
        &self,
        vault: &Vault,
        process: &Process,
        global: &Global,
    ) -> Result<Vec<String>, Failure> {
        let mut wanted = Vec::new();
        for name in &self.named {
            let path = Path::new(name);
            if let Some(desk) = vault.desk()
                && let Ok(super::desk::Asked::Path(path)) = desk.path(process, global, path)
            {
                wanted.push(path);
                continue;
            }
            match vault.paths(process, global, path) {
                Ok(paths) => {
                    let own = |path: String| records::own_folder(process, &path).unwrap_or(path);
                    wanted.extend(paths.into_iter().map(own));
                }
                // What is gone has no address any more; its path still says where it was.
                Err(failure) => match name.contains('/') {
                    true => wanted.push(name.trim_end_matches('/').to_owned()),
                    false => return Err(failure),
                },
            }
        }
        Ok(wanted)
    }
}

/// `A..B`, or `A...B` from where the two parted; a side that isn't named is HEAD.
fn range(vault: &Vault, text: &str) -> Result<Option<(CommitId, CommitId)>, Failure> {
    let Some((base, head)) = text.split_once("..") else {
        return Ok(None);
    };
    // A path may lead up.
    if base.ends_with('/') || head.starts_with('/') || text.starts_with("../") {
        return Ok(None);
    }
    let (head, parted) = match head.strip_prefix('.') {
        Some(head) => (head, true),
        None => (head, false),
    };
    let named = |side: &str| {
        vault
            .repository
            .resolve(if side.is_empty() { "HEAD" } else { side })
    };
    let (base, head) = (named(base)?, named(head)?);
    if !parted {
        return Ok(Some((base, head)));
    }
    let common = vault.repository.merge_base(base, head)?.ok_or_else(|| {
        Failure::correctable(say!(en: "the two have no commit in common", zh: "两者没有共同的提交"))
            .hint(say!(en: "in a shallow clone: git fetch --unshallow", zh: "浅克隆请先 git fetch --unshallow"))
    })?;
    Ok(Some((common, head)))
}

/// Whether an argument names a file, folder or record that is there.
fn is_record(vault: &Vault, global: &Global, name: &str) -> bool {
    let (Some(desk), Ok(process)) = (vault.desk(), vault.process()) else {
        return false;
    };
    desk.path(process, global, Path::new(name)).is_ok()
}
