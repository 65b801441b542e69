//! `deal show`: one record, and how it stands.

use super::args::{Global, Show, ShowFormat};
use super::desk::{Asked, Desk};
use super::failure::Failure;
use super::pager::Output;
use super::{Status, pipe, screen};
use crate::check::{self, Bench, Due, Run, Selection, Timed};
use crate::finding::Finding;
use crate::form::Record;
use crate::history::{self, State, Subject};
use crate::output::profile::{Deadline, Profile};
use crate::process::Process;
use crate::records::{self, Claims, Dossier, Listing};
use crate::rules::Rule;
use crate::say;
use crate::value::Cell;
use chrono::NaiveDate;

/// Runs the command.
pub fn run(global: &Global, args: &Show) -> Result<Status, Failure> {
    let desk = Desk::of(global, Some(&args.record))?;
    let process = desk.process()?;
    let (Asked::Path(path) | Asked::Record(path)) = desk.look(process, global, &args.record)?;
    let today = desk.today(global);
    let listing = history::listing(process, &desk.files);
    let state = State::new(process, &listing, "deal", today);
    let home = records::home(process, &Claims::of(process), &path);
    let dossier = state.dossier(&home);
    let bench = state.bench(&dossier);
    let record = find(&dossier, process, &path).ok_or_else(|| no_record(&path))?;
    if record.broken {
        return Err(Failure::correctable(say!(en: "{path} can't be read", zh: "无法读取 {path}", path = record.source.path))
            .hint(say!(en: "`deal check {path}` says why", zh: "用 `deal check {path}` 查看原因", path = record.source.path)));
    }
    let findings = findings(process, &listing, &home, today);
    let profile = profile(&bench, record, findings);
    let language = desk.language(global);
    let mut out = Output::of(global, matches!(args.format, ShowFormat::Text));
    let written = match args.format {
        ShowFormat::Text => profile.write(language, screen::width(), &mut out),
        ShowFormat::Json => profile.write_json(language, &mut out),
    };
    match written.and_then(|()| out.close()) {
        Ok(()) => Ok(Status::Clean),
        Err(error) => pipe(error),
    }
}

/// The record of a file; of a folder, the one at its head.
fn find<'d>(dossier: &'d Dossier, process: &Process, path: &str) -> Option<&'d Record> {
    let head = |record: &&Record| {
        process.kind(record.kind).outline.parent.is_none()
            && records::folder(&record.source.path).trim_end_matches('/')
                == path.trim_end_matches('/')
    };
    dossier
        .at(path)
        .or_else(|| dossier.records.iter().find(head))
}

fn no_record(path: &str) -> Failure {
    Failure::nothing(say!(en: "{path} is no record", zh: "{path} 不是记录", path = path))
}

/// What is wrong in the dossier at `home`.
pub fn findings(
    process: &Process,
    listing: &Listing<'_>,
    home: &str,
    today: NaiveDate,
) -> Vec<Finding> {
    let members =
        records::dossier_paths(process, &Claims::of(process), listing, &[home.to_owned()]);
    let folders = records::folders(process, &Claims::of(process), &members);
    let run = Run {
        process,
        listing,
        today,
        selection: &Selection::default(),
        command: "deal",
        progress: &|_| {},
    };
    run.some(&folders, &|_| true).findings
}

fn profile(bench: &Bench<'_>, record: &Record, mut findings: Vec<Finding>) -> Profile {
    let kind = bench.kind(record);
    let names = history::names(bench);
    let version = history::version(bench, record, &names);
    let is_head = kind.outline.parent.is_none();
    let own: Vec<&Record> = match is_head {
        true => bench.dossier.records.iter().collect(),
        false => vec![record],
    };
    findings.retain(|finding| is_head || finding.record.as_ref() == Some(&record.address));
    let count = |level| {
        findings
            .iter()
            .filter(|finding| finding.level == level)
            .count()
    };
    let papers = own.iter().flat_map(|record| {
        let given = check::given(bench, record);
        given
            .iter()
            .map(|given| {
                (
                    history::subject(bench, record),
                    history::paper(bench, given),
                )
            })
            .collect::<Vec<_>>()
    });
    let missing = findings
        .iter()
        .filter(|finding| finding.rule == Rule::MissingSignoff.name());
    let waivers = bench
        .dossier
        .waivers
        .iter()
        .filter(|waiver| own.iter().any(|record| record.source.path == waiver.on));
    Profile {
        subject: history::subject(bench, record),
        kind: kind.outline.name.clone(),
        today: bench.today,
        stage: stage(bench, record),
        fields: version
            .members(&kind.outline.shape, &record.slots)
            .into_iter()
            .filter(|member| {
                kind.outline.shape.find(&member.name).is_none_or(|(at, _)| {
                    Some(at) != kind.outline.stage_fields.map(|(stage, _)| stage)
                })
            })
            .collect(),
        children: own
            .iter()
            .filter(|other| !std::ptr::eq(**other, record))
            .map(|child| self::child(bench, child))
            .collect(),
        papers: papers.collect(),
        missing: missing
            .map(|finding| (finding.subject.clone(), finding.message.clone()))
            .collect(),
        deadlines: own
            .iter()
            .flat_map(|record| deadlines(bench, record))
            .collect(),
        waivers: waivers
            .map(|waiver| history::exception(bench, waiver))
            .collect(),
        findings: (
            count(crate::finding::Level::Error),
            count(crate::finding::Level::Warning),
        ),
    }
}

/// The stage, and the day of the last move.
fn stage(bench: &Bench<'_>, record: &Record) -> Option<(Cell, Option<NaiveDate>)> {
    let outline = &bench.kind(record).outline;
    let (stage, log) = outline.stage_fields?;
    let names = history::names(bench);
    let version = history::version(bench, record, &names);
    let cell =
        |at: usize| Some(version.cell(&outline.shape.fields.get(at)?.ty, record.slots.get(at)?));
    let since = match cell(log) {
        Some(Cell::List(steps)) => {
            steps
                .last()
                .and_then(|step| match history::member(step, "at") {
                    Some(Cell::Moment(at)) => Some(at.date),
                    _ => None,
                })
        }
        _ => None,
    };
    Some((cell(stage).filter(|stage| !stage.is_empty())?, since))
}

fn child(bench: &Bench<'_>, child: &Record) -> (Subject, Cell) {
    let dated = bench
        .kind(child)
        .clauses
        .dated
        .as_ref()
        .filter(|_| !child.broken);
    let dated = dated.map(|dated| bench.value(dated, child, None).cell(dated.ty(), bench));
    (history::subject(bench, child), dated.unwrap_or(Cell::Empty))
}

/// Of each deadline what was missed, and the last term.
fn deadlines(bench: &Bench<'_>, record: &Record) -> Vec<Deadline> {
    if record.broken {
        return Vec::new();
    }
    let own = |timed: Timed<'_>| -> Vec<Deadline> {
        let title = &timed.deadline.clause.title;
        let title = match timed.item {
            Some(number) => {
                say!(en: "{title} {number}", zh: "{title} {number}", title = title, number = number)
            }
            None => title.clone(),
        };
        let last = timed.dues.len().saturating_sub(1);
        let told = |(at, due): &(usize, &Due)| *at == last || due.state == check::State::Missed;
        let dues = timed.dues.iter().enumerate().filter(told);
        dues.map(|(_, due)| Deadline {
            name: timed.deadline.clause.name.clone(),
            title: title.clone(),
            from: due.from,
            due: due.due,
            state: due.state,
            who: timed.who.clone(),
        })
        .collect()
    };
    check::states(bench, record)
        .into_iter()
        .flat_map(own)
        .collect()
}
