//! A record before and after a step: what its log, its facts and its rest in an end may not do, and the days it claims.

use super::claimed;
use super::dates::{self, Claim, Claims};
use super::gates;
use super::same::{Of, first_change};
use super::scene::{At, Scene};
use crate::check::{Course, waiver_giver};
use crate::files::Files;
use crate::form::{Field, FieldType, Record, Shape, Slot, Value};
use crate::language::Phrase;
use crate::process::Stages;
use crate::records::{Reader, Waiver, folder};
use crate::rules::Rule;
use crate::say;
use crate::text::Span;
use chrono::NaiveDate;

/// A record around a step.
pub struct Pair<'p> {
    /// As it was before; of one that was gone or unreadable, as it was last.
    pub before: Option<&'p Record>,
    /// As it is after.
    pub after: &'p Record,
    /// The day on which it was last changed officially, before this.
    pub changed: Option<NaiveDate>,
}

/// Judges a record that is there after the step and can be read.
pub fn judge(scene: &Scene<'_>, pair: &Pair<'_>) {
    let (after, before) = (pair.after, pair.before.filter(|before| !before.broken));
    let fields = &scene.process.kind(after.kind).outline.shape;
    if let Some(before) = before {
        only_grown(scene, before, after, fields, (&before.slots, &after.slots));
        at_rest(scene, before, after);
    }
    let mut claims = moves(scene, before, after);
    // A proposal's gates are judged with its files.
    if scene.whole && !claims.is_empty() {
        gates::judge(scene, pair);
    }
    claims.extend(claimed::met(scene, before, after));
    claims.extend(claimed::logged(scene, before, after));
    let happened = claimed::happened(scene, before, after).into_iter();
    let new: Vec<Claim<'_>> = happened
        .filter(|claim| claims.iter().all(|known| known.span != claim.span))
        .collect();
    claims.extend(new);
    dates::judge(
        scene,
        &Claims {
            source: &after.source,
            record: (&after.address, Some(after.kind)),
            changed: pair.changed,
            all: claims,
        },
    );
}

/// The log of moves: it only grows, stage by stage. The new moves, as claims.
fn moves<'c>(scene: &'c Scene<'_>, before: Option<&Record>, after: &'c Record) -> Vec<Claim<'c>> {
    let kind = scene.process.kind(after.kind);
    let (Some((_, log)), Some(course)) = (kind.outline.stage_fields, Course::of(kind, after))
    else {
        return Vec::new();
    };
    let Some(slot) = after.slots.get(log) else {
        return Vec::new();
    };
    let new = Of::new(after, slot);
    let old = before.and_then(|before| Some(Of::new(before, before.slots.get(log)?)));
    let known = old.map_or(0, |old| old.items().len());
    if let Some(old) = old
        && let Some(first) = first_change(old, new)
    {
        rewritten(scene, old, new, first);
        return Vec::new();
    }
    let mut claims = Vec::new();
    if course.whole {
        leaps(scene, after, &course, before, known);
        for index in known..course.moves.len() {
            let Some(step) = course.moves.get(index) else {
                continue;
            };
            let stages: &'c Stages = course.stages;
            let title = stages.all.get(step.to).map(|stage| &stage.title);
            claims.push(Claim {
                at: step.at,
                span: step.spans.1,
                what: Box::new(move || say!(en: "the move of {record} to {stage}", zh: "{record}进入“{stage}”", record = scene.name(after), stage = title.cloned().unwrap_or_default())),
                follows: index.checked_sub(1).and_then(|at| course.moves.get(at)).map(|step| step.at),
                at_leisure: false,
            });
        }
    }
    claims
}

/// Where the first item that changed is, or the list without it; and what it was.
fn item(old: Of<'_>, new: Of<'_>, first: usize) -> (Span, Phrase) {
    let span = new
        .items()
        .get(first)
        .map_or(new.slot.span, |item| item.span);
    let was = old.items().get(first);
    let was = was.map_or("", |item| old.record.source.slice(item.span).trim());
    (span, one_line(was))
}

fn rewritten(scene: &Scene<'_>, old: Of<'_>, new: Of<'_>, first: usize) {
    let (span, was) = item(old, new, first);
    let message = say!(
        en: "{record}: move {number} of the log was rewritten or removed; it was: {was}",
        zh: "{record}：变动记录的第 {number} 项被改写或删除；原为：{was}",
        record = scene.name(new.record), number = first + 1, was = was
    );
    scene.find(
        Rule::RewrittenMoves,
        At::of(new.record, span),
        None,
        message,
    );
}

/// New moves that no waiver of the time excuses, and a stage that no move led to.
fn leaps(
    scene: &Scene<'_>,
    after: &Record,
    course: &Course<'_>,
    before: Option<&Record>,
    known: usize,
) {
    let title = |stage: usize| {
        course
            .stages
            .all
            .get(stage)
            .map(|stage| stage.title.clone())
            .unwrap_or_default()
    };
    let last = course.moves.last();
    for (index, step) in course.moves.iter().enumerate().skip(known) {
        if course.is_leap(index) && !waived(scene, after) {
            let message = say!(
                en: "{record} entered {stage} without the stages that lead there", zh: "{record}未经应有阶段就进入“{stage}”",
                record = scene.name(after), stage = title(step.to)
            );
            scene.find(
                Rule::JumpedStage,
                At::of(after, step.spans.0),
                None,
                message,
            );
        }
    }
    let Some(current) = course
        .current
        .filter(|current| last.map(|last| last.to) != Some(*current))
    else {
        return;
    };
    let stood =
        before.and_then(|before| Course::of(scene.process.kind(before.kind), before)?.current);
    if stood != Some(current) && !waived(scene, after) {
        let message = say!(
            en: "{record} was put in {stage} without a move in its log", zh: "{record}被直接置于“{stage}”，变动记录中没有这次变动",
            record = scene.name(after), stage = title(current)
        );
        scene.find(Rule::JumpedStage, At::of(after, course.span), None, message);
    }
}

/// Whether a good waiver excused that the record skipped a stage, when it did.
fn waived(scene: &Scene<'_>, record: &Record) -> bool {
    let listing = scene.bench.archive.listing;
    let mut reader = Reader::new(scene.process, listing);
    let path = record.source.path.as_str();
    let papers = scene
        .after
        .list(&format!("{}waivers/", folder(path)), &|_| false);
    papers.paths.iter().any(|paper| {
        Waiver::read(&mut reader, paper).0.is_some_and(|waiver| {
            let about = [Rule::SkippedStage, Rule::StageLog].map(Rule::name);
            waiver.on == path
                && about.contains(&waiver.rule.as_str())
                && waiver.until >= scene.day(scene.deed(path))
                && waiver_giver(scene.bench, &waiver).is_none()
        })
    })
}

/// Lists of facts: items may be added at the end, and none changed or removed.
fn only_grown(
    scene: &Scene<'_>,
    before: &Record,
    after: &Record,
    shape: &Shape,
    (old, new): (&[Slot], &[Slot]),
) {
    for (field, (old, new)) in shape.fields.iter().zip(old.iter().zip(new)) {
        match (&field.ty, &old.value, &new.value) {
            (FieldType::List { .. }, ..) if field.grows => {
                let (old, new) = (Of::new(before, old), Of::new(after, new));
                if let Some(first) = first_change(old, new) {
                    changed_fact(scene, field, old, new, first);
                }
            }
            (FieldType::Group(shape), Value::Group(old), Value::Group(new)) => {
                only_grown(scene, before, after, shape, (old, new));
            }
            _ => {}
        }
    }
}

fn changed_fact(scene: &Scene<'_>, field: &Field, old: Of<'_>, new: Of<'_>, first: usize) {
    let (span, was) = item(old, new, first);
    let message = say!(
        en: "{record}: item {number} of {field} was changed or removed; it was: {was}",
        zh: "{record}：{field}的第 {number} 项被改动或删除；原为：{was}",
        record = scene.name(new.record), number = first + 1, field = field.title, was = was
    );
    scene.find(
        Rule::ChangedFact,
        At::of(new.record, span),
        Some(&field.name),
        message,
    );
}

/// A record that rests in an end stays as it is, but for what only grows.
fn at_rest(scene: &Scene<'_>, before: &Record, after: &Record) {
    let outline = &scene.process.kind(before.kind).outline;
    let Some(course) = Course::of(scene.process.kind(before.kind), before).filter(Course::closed)
    else {
        return;
    };
    let (stage, log) = outline.stage_fields.unwrap_or_default();
    let count = |record: &Record| {
        record
            .slots
            .get(log)
            .map(|slot| Of::new(record, slot).items().len())
    };
    if count(after) > count(before) {
        return;
    }
    let changed: Vec<(&Field, &Slot)> = outline
        .shape
        .fields
        .iter()
        .enumerate()
        .filter(|(index, field)| *index != stage && *index != log && !field.grows)
        .filter_map(|(index, field)| {
            let (old, new) = (before.slots.get(index)?, after.slots.get(index)?);
            (!Of::new(before, old).same(Of::new(after, new))).then_some((field, new))
        })
        .collect();
    let Some((_, first)) = changed.first() else {
        return;
    };
    let names: Vec<&str> = changed
        .iter()
        .map(|(field, _)| field.name.as_str())
        .collect();
    let rest = course
        .current
        .and_then(|stage| course.stages.all.get(stage));
    let message = say!(
        en: "{record} rests in {stage}, and was changed: {fields}", zh: "{record}已停在“{stage}”，却有改动：{fields}",
        record = scene.name(after), stage = rest.map(|stage| stage.title.clone()).unwrap_or_default(), fields = names.join(", ")
    );
    scene.find(
        Rule::ChangedAfterClose,
        At::of(after, first.span),
        None,
        message,
    );
}

/// Judges that a record is gone.
pub fn gone(scene: &Scene<'_>, before: &Record) {
    let message = say!(
        en: "the record {record} was deleted", zh: "记录{record}被删除",
        record = scene.name(before)
    );
    let path = before.source.path.as_str();
    scene.find_gone(Rule::DeletedRecord, path, Some(&before.address), message);
}

fn one_line(text: &str) -> Phrase {
    Phrase::same(text.split_whitespace().collect::<Vec<_>>().join(" "))
}
