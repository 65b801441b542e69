//! `deal check --since REV` and `deal check --staged`: what some commits, or the next one, bring.

use super::Status;
use super::args::{Check, Global};
use super::check::{report_on, selection};
use super::desk::Desk;
use super::failure::Failure;
use crate::audit;
use crate::check::{self, Proposal, Run, Selection, Side};
use crate::files::{Files, Unread, lacking, unreadable};
use crate::finding::{Finding, Report};
use crate::git::{CommitId, Repository, whole_history};
use crate::process::{Definition, Loaded};
use crate::records::{Furniture, Listing};
use crate::say;
use chrono::NaiveDate;
use std::sync::Arc;

/// Runs the command.
pub fn run(desk: &Desk, global: &Global, args: &Check) -> Result<Status, Failure> {
    let repository = Repository::around(&desk.root)?.ok_or_else(no_repository)?;
    match &args.since {
        Some(since) => {
            let head = repository.head()?.commit().ok_or_else(no_commit)?;
            let base = base(&repository, since, head)?;
            let paths = repository.changed(base, head)?;
            let change = Change {
                base: Some(base),
                head: Some(head),
                paths: paths.into_iter().map(|delta| delta.path.into()).collect(),
            };
            judge(
                desk,
                global,
                args,
                &repository,
                &change,
                &repository.snapshot(head)?,
            )
        }
        None => {
            let base = repository.head()?.commit();
            let paths = base.map_or(Ok(Vec::new()), |base| repository.staged_paths(base))?;
            let change = Change {
                base,
                head: None,
                paths: paths.into_iter().map(String::from).collect(),
            };
            judge(
                desk,
                global,
                args,
                &repository,
                &change,
                &repository.staged()?,
            )
        }
    }
}

/// What is judged against which commit.
struct Change {
    /// `None` where there is no commit yet.
    base: Option<CommitId>,
    /// `None` where it isn't committed.
    head: Option<CommitId>,
    /// The paths that differ.
    paths: Vec<String>,
}

/// Where the proposal left the line that it is to join.
fn base(repository: &Repository, since: &str, head: CommitId) -> Result<CommitId, Failure> {
    let since_commit = repository.resolve(since)?;
    repository
        .merge_base(since_commit, head)?
        .ok_or_else(|| match repository.is_shallow() {
            true => Failure::correctable(say!(
                en: "history is cut off before the point where HEAD left {rev}", zh: "历史不完整，找不到 HEAD 与 {rev} 的分叉点", rev = since
            ))
            .hint(whole_history()),
            false => Failure::correctable(
                say!(en: "HEAD and {rev} have no commit in common", zh: "HEAD 与 {rev} 没有共同的提交", rev = since),
            ),
        })
}

fn judge(
    desk: &Desk,
    global: &Global,
    args: &Check,
    repository: &Repository,
    change: &Change,
    head: &dyn Files,
) -> Result<Status, Failure> {
    let today = desk.today(global);
    let (loaded, unread) = Definition::load_from(head);
    repository.lacks_nothing()?;
    let Some(process) = loaded
        .process
        .as_ref()
        .filter(|_| is_sound(&loaded, &unread))
    else {
        let findings = unread.iter().cloned().chain(loaded.findings()).collect();
        let report = check::report_of_process(loaded.name.clone(), today, findings);
        return report_on(desk, global, args, None, &report);
    };
    let selection = selection(process, args)?;
    let head = Side {
        process,
        files: head,
    };
    let base = match change.base {
        Some(base) => Some(repository.snapshot(base)?),
        None => None,
    };
    let base_process = base.as_ref().and_then(|base| {
        let (loaded, unread) = Definition::load_from(base);
        let sound = is_sound(&loaded, &unread);
        loaded.process.filter(|_| sound).map(Arc::new)
    });
    let report = match (&base, &base_process) {
        (Some(files), Some(process)) => {
            let proposal = Proposal {
                base: Side { process, files },
                head,
                paths: &change.paths,
                today,
                selection: &selection,
                command: &desk.command(),
            };
            let mut report = proposal.report().map_err(failed)?;
            if let (Some(base), Some(head)) = (change.base, change.head) {
                let found = audit::proposal(repository, process, base, head)?;
                add(&mut report, found, &selection);
            }
            report
        }
        // What begins a pipeline, or mends its process, brings all of it.
        _ => {
            let mut report = whole(&head, &selection, today, &desk.command());
            let is_new = base
                .as_ref()
                .is_none_or(|base| base.at("pipeline.yaml").is_err());
            if let Some(before) = change.base.filter(|_| is_new) {
                let moved = audit::elsewhere(repository, before, &process.pipeline.uuid)?;
                add(&mut report, moved.into_iter().collect(), &selection);
            }
            report
        }
    };
    repository.lacks_nothing()?;
    report_on(desk, global, args, Some(process), &report)
}

/// Adds what the rules of history find, where the judgement of the files doesn't say it already.
fn add(report: &mut Report, found: Vec<Finding>, selection: &Selection) {
    let same =
        |one: &Finding, two: &Finding| one.rule == two.rule && one.place.path == two.place.path;
    let known = |finding: &Finding| report.findings.iter().any(|other| same(other, finding));
    let new: Vec<Finding> = found
        .into_iter()
        .filter(|finding| selection.takes(finding) && !known(finding))
        .collect();
    report.findings.extend(new);
    report.findings.sort_by(Finding::order);
    report.findings.dedup();
}

fn is_sound(loaded: &Loaded, unread: &[Finding]) -> bool {
    unread.is_empty() && loaded.problems.is_empty()
}

fn whole(head: &Side<'_>, selection: &Selection, today: NaiveDate, command: &str) -> Report {
    let listing = Listing::whole(head.files, Furniture::of(head.process));
    let run = Run {
        process: head.process,
        listing: &listing,
        today,
        selection,
        command,
        progress: &|_| {},
    };
    run.whole()
}

fn failed(unread: Unread) -> Failure {
    let why = match unread {
        Unread::Failed(error) => unreadable(&error),
        Unread::Lacking => lacking(),
        Unread::TooLarge(_) => {
            say!(en: "it is larger than the limit", zh: "超过大小上限")
        }
    };
    Failure::correctable(
        say!(en: "a person's file of the base: {why}", zh: "基准版本中的人员文件：{why}", why = why),
    )
}

fn no_repository() -> Failure {
    Failure::correctable(
        say!(en: "the pipeline is in no Git repository", zh: "此销售库不在任何 Git 仓库中"),
    )
    .hint(say!(en: "make one: git init", zh: "请先建立：git init"))
}

fn no_commit() -> Failure {
    Failure::correctable(say!(en: "there is no commit yet", zh: "还没有任何提交"))
}
