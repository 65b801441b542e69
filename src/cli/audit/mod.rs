//! `deal audit`: all of history judged step by step, and the report of it.

mod json;
mod markdown;
mod text;

use super::args::{Audit, AuditFormat, Global};
use super::desk;
use super::failure::Failure;
use super::pager::Output;
use super::{Status, answer, pipe, signing};
use crate::audit::{self, Cache, Found, Outcome, Seal, Seals, Witness};
use crate::calendar;
use crate::finding::Level;
use crate::git::{CommitId, Head, Repository, whole_history};
use crate::language::{Language, Phrase};
use crate::process::Definition;
use crate::say;
use std::io;
use std::path::PathBuf;

/// What the formats write.
pub struct Report<'r> {
    /// The outcome.
    pub outcome: &'r Outcome,
    /// What was found: on history as a whole, then step by step.
    pub found: Vec<&'r Found>,
    /// The language.
    pub language: Language,
    /// The pipeline's folder in the repository.
    pub prefix: &'r str,
    /// The seals that hold, and who made them.
    pub seals: &'r [(String, Phrase)],
}

impl Report<'_> {
    /// How many findings are at a level.
    pub fn count(&self, level: Level) -> usize {
        let levels = self.found.iter().map(|found| found.finding.level);
        levels.filter(|other| *other == level).count()
    }
}

/// Runs the command.
pub fn run(global: &Global, args: &Audit) -> Result<Status, Failure> {
    let repository = repository(global, args)?;
    if repository.is_shallow() {
        return Err(shallow());
    }
    let (tip, branch) = tip(&repository, args)?;
    if args.seal {
        return seal(global, args, &repository, tip, branch.as_deref());
    }
    let since = args
        .since
        .as_deref()
        .map(|since| repository.resolve(since))
        .transpose()?;
    let mut outcome = outcome(&repository, tip, args.strict)?;
    let branch = branch
        .filter(|_| args.at.is_none())
        .map(|branch| (Witness::of(&repository, &branch), branch));
    let (witness, branch) = branch.unzip();
    let rewritten = match (&witness, &outcome.last) {
        (Some(witness), Some(last)) => witness.judge(&repository, tip, last),
        _ => None,
    };
    let named = branch.as_deref().or(args.at.as_deref());
    let seals = match &outcome.last {
        Some(last) => Seals::judge(&repository, tip, named, last, args.strict)?,
        None => Seals::default(),
    };
    if let Some(since) = since {
        outcome.only_last(repository.steps_between(since, tip)?);
    }
    let found: Vec<&Found> = rewritten
        .iter()
        .chain(&seals.found)
        .chain(outcome.all())
        .collect();
    let report = Report {
        outcome: &outcome,
        found,
        language: global.lang.unwrap_or(outcome.language),
        prefix: repository.prefix(),
        seals: &seals.good,
    };
    let written = write(global, args.format, &report);
    let fails = report.count(Level::Error) > 0;
    if rewritten.is_none()
        && let Some(witness) = witness
    {
        witness.remember(tip);
    }
    match written {
        Err(error) => pipe(error),
        Ok(()) if fails => Ok(Status::Findings),
        Ok(()) => Ok(Status::Clean),
    }
}

/// Seals the history up to a commit: as it is, with its findings.
fn seal(
    global: &Global,
    args: &Audit,
    repository: &Repository,
    tip: CommitId,
    branch: Option<&str>,
) -> Result<Status, Failure> {
    let branch = branch.or(args.at.as_deref()).unwrap_or("HEAD");
    let (loaded, _) = Definition::load_from(&repository.snapshot(tip)?);
    let zone = loaded.timezone.unwrap_or(chrono_tz::UTC);
    let day = global
        .today
        .unwrap_or_else(|| calendar::today(chrono::Utc::now(), zone));
    let seal = Seal::of(repository, branch, &day.to_string(), tip)?;
    let signature = signing::sign_text(&seal.text(), crate::signature::SEALS, args.key.as_deref())?;
    if let Err(why) = seal.verified(repository, &(seal.text() + &signature))? {
        return Err(Failure::correctable(say!(
            en: "the seal would not hold: {why}", zh: "封印不会成立：{why}", why = why
        ))
        .hint(say!(
            en: "commit your public key to your record first: docs/signing.md", zh: "请先把公钥写入您的人员记录并提交：见 docs/signing.md"
        )));
    }
    let name = seal.tag(repository, &signature)?;
    let said = say!(
        en: "sealed {commits} commits up to {tip}: {name}\nGive it to those who shall witness it: git push origin {name}\n",
        zh: "已封印截至 {tip} 的 {commits} 个提交：{name}\n请交给见证方：git push origin {name}\n",
        commits = seal.commits, tip = tip.short(), name = name
    );
    answer(said.get(global.lang.or(loaded.language).unwrap_or_default()))
}

/// The outcome up to a commit, with what an earlier audit kept unless that is not wanted.
fn outcome(repository: &Repository, tip: CommitId, strict: bool) -> Result<Outcome, Failure> {
    let cache = Cache::of(repository);
    let known = if strict { None } else { cache.read() };
    let earlier = known.as_ref().map(|known| known.outcome.clone());
    let state = || known.as_ref().and_then(audit::Known::state);
    let reached = audit::audit(repository, tip, earlier, state)?;
    if let Some(state) = &reached.state {
        cache.write(&reached.outcome, state);
    }
    Ok(reached.outcome)
}

/// The repository of the pipeline that the command starts in, or of the folder, with the pipeline's folder as told.
fn repository(global: &Global, args: &Audit) -> Result<Repository, Failure> {
    let start = desk::start(global);
    let root = desk::find(&start);
    let folder: PathBuf = match (&args.pipeline, &root) {
        (None, Ok(root)) => root.clone(),
        _ => start,
    };
    let found = Repository::around(&folder)?;
    match (found, &args.pipeline, root) {
        (Some(repository), Some(prefix), _) => Ok(repository.with_prefix(prefix)),
        (Some(repository), None, Ok(_)) => Ok(repository),
        (Some(repository), None, Err(_)) if repository.is_bare() || args.at.is_some() => Ok(repository),
        (_, _, Err(failure)) => Err(failure),
        (None, _, Ok(root)) => Err(Failure::correctable(say!(
            en: "{path} is in no Git repository, so it has no history", zh: "{path} 不在 Git 仓库中，没有历史", path = root.display()
        ))
        .hint(say!(en: "begin one: git init && git add -A && git commit", zh: "请先建立：git init && git add -A && git commit"))),
    }
}

/// The commit to audit up to; with its branch, where that is what is checked out.
fn tip(repository: &Repository, args: &Audit) -> Result<(CommitId, Option<String>), Failure> {
    if let Some(at) = &args.at {
        return Ok((repository.resolve(at)?, None));
    }
    match repository.head()? {
        Head::Branch { name, commit } => Ok((commit, Some(name))),
        Head::Detached(commit) => Ok((commit, None)),
        Head::Unborn(name) => Err(Failure::correctable(say!(
            en: "the branch {name} has no commit yet, so there is no history", zh: "分支 {name} 还没有提交，没有历史", name = name
        ))
        .hint(say!(en: "name a revision: --at REV", zh: "请指明版本：--at 版本"))),
    }
}

fn shallow() -> Failure {
    Failure::correctable(say!(
        en: "this clone has only a part of the history, and an audit of a part proves nothing", zh: "此克隆只有部分历史，只审查一部分说明不了问题"
    ))
    .hint(whole_history())
}

fn write(global: &Global, format: AuditFormat, report: &Report<'_>) -> io::Result<()> {
    let stdout = io::stdout();
    let mut out = Output::of(global, matches!(format, AuditFormat::Text));
    match format {
        AuditFormat::Text => text::write(
            report,
            &super::plain_style(global, report.language, &stdout),
            &mut out,
        )?,
        AuditFormat::Json => json::write(report, &mut out)?,
        AuditFormat::Markdown => markdown::write(report, &mut out)?,
    }
    out.close()
}
