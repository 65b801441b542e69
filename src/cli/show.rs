//! `deal show`: one record, and how it stands.

use super::args::{Global, Show, ShowFormat};
use super::failure::Failure;
use super::pager::Output;
use super::seen::{self, Seen};
use super::{Status, pipe, screen};
use crate::check::{self, Bench, Due, Timed};
use crate::finding::Finding;
use crate::form::Record;
use crate::history::{self, Subject};
use crate::output::profile::{Deadline, Profile};
use crate::rules::Rule;
use crate::say;
use crate::value::Cell;
use chrono::NaiveDate;

/// Runs the command.
pub fn run(global: &Global, args: &Show) -> Result<Status, Failure> {
    seen::look(global, &args.record, |seen| show(global, args, &seen))
}

fn show(global: &Global, args: &Show, seen: &Seen<'_>) -> Result<Status, Failure> {
    let path = &seen.record.source.path;
    if seen.record.broken {
        return Err(Failure::correctable(say!(en: "{path} can't be read", zh: "无法读取 {path}", path = path))
            .hint(say!(en: "`deal check {path}` says why", zh: "用 `deal check {path}` 查看原因", path = path)));
    }
    let findings = seen.state.findings(std::slice::from_ref(path));
    let profile = profile(seen.bench, seen.record, findings);
    let language = seen.desk.language(global);
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
