//! `deal check`: the judgement, and its report in any format.

use super::args::{Check, Global};
use super::desk::{Asked, Desk};
use super::failure::Failure;
use super::pager::Output;
use super::{Status, pipe, proposal, screen, style};
use crate::check::{self, Run, Selection};
use crate::finding::Report;
use crate::output::{self, Format, RuleInfo, Style};
use crate::process::Process;
use crate::records::{self, Claims, Furniture, Listing};
use crate::rules::Rule;
use crate::say;
use std::io;

/// So many files are judged at once.
const QUICK: usize = 5_000;

/// Runs the command.
pub fn run(global: &Global, args: &Check) -> Result<Status, Failure> {
    let desk = Desk::of(global, args.paths.first())?;
    if args.staged || args.since.is_some() {
        return proposal::run(&desk, global, args);
    }
    let today = desk.today(global);
    let problems = desk.problems();
    let process = desk.loaded.process.as_ref().filter(|_| problems.is_empty());
    let report = match process {
        Some(process) => {
            let selection = selection(process, args)?;
            judge(&desk, process, args, &selection, today, global)?
        }
        None => check::report_of_process(desk.loaded.name.clone(), today, problems),
    };
    report_on(&desk, global, args, process, &report)
}

/// Prints a report, and says how the command ends.
pub(super) fn report_on(
    desk: &Desk,
    global: &Global,
    args: &Check,
    process: Option<&Process>,
    report: &Report,
) -> Result<Status, Failure> {
    let rules = process.map_or_else(Vec::new, rule_infos);
    match write(desk, global, args, report, &rules) {
        Err(error) => pipe(error),
        Ok(()) if process.is_none() => Ok(Status::Correctable),
        Ok(()) if check::fails(&report.findings, args.deny_warnings) => Ok(Status::Findings),
        Ok(()) => Ok(Status::Clean),
    }
}

fn judge(
    desk: &Desk,
    process: &Process,
    args: &Check,
    selection: &Selection,
    today: chrono::NaiveDate,
    global: &Global,
) -> Result<Report, Failure> {
    let mut wanted = Vec::new();
    for path in &args.paths {
        wanted.push(match desk.path(process, global, path)? {
            Asked::Path(path) => path,
            // An address stands for the record with all that lies in its folder.
            Asked::Record(path) => records::own_folder(process, &path).unwrap_or(path),
        });
    }
    let command = desk.command();
    let furniture = Furniture::of(process);
    if wanted.iter().any(String::is_empty) || wanted.is_empty() {
        let listing = Listing::whole(&desk.files, furniture);
        let bar = match listing.paths().len() {
            ..QUICK => screen::no_bar(),
            files => screen::bar(global, files),
        };
        let count = |files: usize| bar.inc(files as u64);
        let report = Run {
            process,
            listing: &listing,
            today,
            selection,
            command: &command,
            progress: &count,
        }
        .whole();
        bar.finish_and_clear();
        return Ok(report);
    }
    let mut listing = Listing::live(&desk.files, furniture);
    wanted.iter().for_each(|path| listing.look_over(path));
    let claims = Claims::of(process);
    let members = records::dossier_paths(process, &claims, &listing, &wanted);
    let is_wanted = |path: &str| {
        wanted.iter().any(|asked| {
            path == asked
                || path
                    .strip_prefix(asked.as_str())
                    .is_some_and(|rest| rest.starts_with('/'))
        })
    };
    // A hook names every file that changed: those that are no records are right as they are.
    let known = members.iter().any(|path| is_wanted(path))
        || !listing.findings.is_empty()
        || wanted.iter().any(|path| listing.skips(path));
    if !known {
        return Err(Failure::nothing(
            say!(en: "no record is there: {paths}", zh: "没有这样的记录：{paths}", paths = wanted.join(", ")),
        ));
    }
    let folders = records::folders(process, &claims, &members);
    let run = Run {
        process,
        listing: &listing,
        today,
        selection,
        command: &command,
        progress: &|_| {},
    };
    Ok(run.asked(&folders, &is_wanted))
}

/// The rules that are asked for.
pub(super) fn selection(process: &Process, args: &Check) -> Result<Selection, Failure> {
    let selection = Selection {
        only: args.only.clone(),
        skip: args.skip.clone(),
    };
    known_names(process, &selection)?;
    Ok(selection)
}

/// A misspelt rule must not look like a clean run.
fn known_names(process: &Process, selection: &Selection) -> Result<(), Failure> {
    for name in selection.only.iter().chain(&selection.skip) {
        let fields = process
            .kinds
            .iter()
            .flat_map(|kind| &kind.outline.shape.fields)
            .any(|field| field.name == *name);
        if Rule::named(name).is_some()
            || fields
            || process.kinds.iter().any(|kind| kind.has_clause(name))
        {
            continue;
        }
        let engine = Rule::ALL.iter().map(|rule| rule.name());
        let clauses = process
            .kinds
            .iter()
            .flat_map(crate::process::Kind::clause_names);
        let near = crate::process::block::nearest(name, engine.chain(clauses));
        let failure = Failure::correctable(
            say!(en: "there is no rule `{name}`", zh: "没有规则 `{name}`", name = name),
        );
        return Err(match near {
            Some(near) => failure
                .hint(say!(en: "did you mean `{near}`?", zh: "是不是 `{near}`？", near = near)),
            None => failure.hint(
                say!(en: "`deal explain` lists all rules", zh: "用 `deal explain` 列出所有规则"),
            ),
        });
    }
    Ok(())
}

/// What formats that describe rules need to know of them.
fn rule_infos(process: &Process) -> Vec<RuleInfo> {
    let engine = Rule::ALL.iter().map(|rule| RuleInfo {
        name: rule.name().into(),
        level: rule.level(),
        short: rule.summary(),
        help: rule.page(),
    });
    let own = process
        .kinds
        .iter()
        .flat_map(|kind| &kind.clauses.rules)
        .map(|rule| RuleInfo {
            name: rule.clause.name.clone().into(),
            level: rule
                .clause
                .level
                .flatten()
                .unwrap_or(crate::finding::Level::Error),
            short: rule.clause.title.clone(),
            help: rule
                .clause
                .why
                .clone()
                .unwrap_or_else(|| rule.clause.title.clone()),
        });
    let mut infos: Vec<RuleInfo> = engine.chain(own).collect();
    infos.sort_by(|one, two| one.name.cmp(&two.name));
    infos.dedup_by(|one, two| one.name == two.name);
    infos
}

fn write(
    desk: &Desk,
    global: &Global,
    args: &Check,
    report: &Report,
    rules: &[RuleInfo],
) -> io::Result<()> {
    let stdout = io::stdout();
    let style = Style {
        rules,
        ..style(desk, global, &stdout)
    };
    let mut out = Output::of(global, args.format == Format::Human);
    output::write(report, args.format, &style, &mut out)?;
    out.close()
}
