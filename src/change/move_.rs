//! `deal move`: a record enters another stage; the move goes into its log.

use super::assignment::Assignment;
use super::draft::Draft;
use super::ground::{Ground, Target};
use super::note::{Deed, Note};
use super::refusal::Refusal;
use super::{Change, preset, told};
use crate::check::Course;
use crate::form::Record;
use crate::language::Phrase;
use crate::process::{Outline, Stages};
use crate::say;
use crate::text::{Edit, Plant, Step};
use crate::value::{Moment, shown};

/// A move to another stage.
#[derive(Debug)]
pub struct Move<'m> {
    /// The stage, by its name or title.
    pub to: &'m str,
    /// Why.
    pub reason: Option<&'m str>,
    /// When; none: now.
    pub at: Option<Moment>,
    /// Fields that are set with it.
    pub assignments: &'m [Assignment],
}

/// Moves a record to another stage.
///
/// # Errors
/// The kind has no stages, there is no such stage, a reason is missing, nobody is known to make the move, or a field
/// is wrong.
pub fn enter(ground: &Ground<'_>, target: Target, asked: &Move<'_>) -> Result<Change, Refusal> {
    let mut draft = Draft::open(ground, target)?;
    let record = draft.record()?;
    let kind = draft.kind();
    let (Some(course), Some(fields)) = (Course::of(kind, &record), kind.outline.stage_fields)
    else {
        return Err(Refusal::new(
            say!(en: "{kind} has no stages", zh: "{kind}没有阶段", kind = kind.outline.title),
        ));
    };
    let to = find(course.stages, asked.to).ok_or_else(|| unknown(&course, asked.to))?;
    let mut done = Vec::new();
    let logged = course.moves.last().map(|step| step.to);
    if course.current != Some(to) || logged != Some(to) {
        let reason = asked.reason.map(str::trim).filter(|text| !text.is_empty());
        if reason.is_none() && course.wants_reason(to) {
            return Err(no_reason(ground, &record, &course, to));
        }
        done.push(passage(&course, to));
        let step = step(ground, &course, to, asked.at, reason)?;
        for edit in edits(&kind.outline, fields, course.stages, to, step) {
            draft.edit(&edit)?;
        }
    }
    done.extend(draft.assign_all(asked.assignments)?);
    Ok(Change {
        note: Note {
            deed: Deed::Move,
            record: record.address,
            summary: told::all(&done),
            body: asked.reason.map(str::to_owned),
        },
        writes: vec![draft.write()],
    })
}

fn find(stages: &Stages, text: &str) -> Option<usize> {
    let titled = || stages.all.iter().position(|stage| stage.title.says(text));
    stages.find(text).or_else(titled)
}

/// `stage Needs → Proposal`
fn passage(course: &Course<'_>, to: usize) -> Phrase {
    let title = |stage: usize| course.stages.all[stage].title.clone();
    let logged = course.moves.last().map(|step| step.to);
    match course.current.filter(|current| *current != to).or(logged) {
        Some(from) => {
            say!(en: "stage {from} → {to}", zh: "阶段 {from} → {to}", from = title(from), to = title(to))
        }
        None => say!(en: "stage → {to}", zh: "阶段 → {to}", to = title(to)),
    }
}

/// The entry of the log.
fn step(
    ground: &Ground<'_>,
    course: &Course<'_>,
    to: usize,
    at: Option<Moment>,
    reason: Option<&str>,
) -> Result<Plant, Refusal> {
    let person = ground.person.ok_or_else(|| ground.nobody())?;
    Ok(entry(
        course.stages,
        to,
        at.unwrap_or(ground.now),
        person,
        reason,
    ))
}

/// An entry of a log of moves.
pub fn entry(stages: &Stages, to: usize, at: Moment, person: &str, reason: Option<&str>) -> Plant {
    let text = |name: &str, text: &str| (name.to_owned(), Plant::Text(text.to_owned()));
    let stage = stages.all.get(to).map_or("", |stage| &stage.name);
    let at = ("at".to_owned(), Plant::Literal(preset::shown(at)));
    let parts = [text("to", stage), at, text("by", person)];
    let reason = reason.map(|reason| text("reason", reason));
    Plant::Map(parts.into_iter().chain(reason).collect())
}

/// Both: the stage, and the end of the log.
fn edits(
    outline: &Outline,
    (stage, moves): (usize, usize),
    stages: &Stages,
    to: usize,
    step: Plant,
) -> Vec<Edit> {
    let name = |index: usize| outline.shape.fields[index].name.clone();
    let before = |index: usize| (0..index).map(name).collect::<Vec<_>>();
    vec![
        Edit::Set {
            path: vec![Step::Key(name(stage))],
            value: Plant::Text(stages.all[to].name.clone()),
            after: before(stage),
        },
        Edit::Append {
            path: vec![Step::Key(name(moves))],
            value: step,
            after: before(moves),
        },
    ]
}

fn unknown(course: &Course<'_>, text: &str) -> Refusal {
    let refusal = Refusal::new(
        say!(en: "there is no stage `{stage}`", zh: "没有阶段 `{stage}`", stage = shown(text)),
    );
    let names = course.entrances();
    let names: Vec<&str> = names
        .iter()
        .map(|&stage| &*course.stages.all[stage].name)
        .collect();
    refusal.help(
        say!(en: "from here it can enter: {all}", zh: "从当前阶段可进入：{all}", all = names.join(", ")),
    )
}

fn no_reason(ground: &Ground<'_>, record: &Record, course: &Course<'_>, to: usize) -> Refusal {
    let stage = &course.stages.all[to];
    let message = say!(en: "a move to {stage} from here needs a reason", zh: "从当前阶段变动到“{stage}”须写明原因", stage = stage.title);
    let (command, address, name) = (ground.command, &record.address, &stage.name);
    Refusal::new(message).help(Phrase::same(format!(
        "{command} move {address} {name} --reason …"
    )))
}
