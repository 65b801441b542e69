//! `deal follow`: what was said with the customer goes into the record's log of follow-ups.

use super::assignment::{Assignment, Verb, segments};
use super::draft::Draft;
use super::ground::{Ground, Target};
use super::note::{Deed, Note};
use super::place::Place;
use super::refusal::Refusal;
use super::{Change, preset, sheet, told};
use crate::form::{Field, FieldType, Shape};
use crate::language::Phrase;
use crate::process::Follow;
use crate::say;
use crate::text::Plant;
use chrono::NaiveDate;

/// A follow-up.
#[derive(Debug)]
pub struct FollowUp<'f> {
    /// What was said.
    pub text: &'f str,
    /// The day; none: today.
    pub on: Option<NaiveDate>,
    /// Fields of the log's item, and others of the record.
    pub assignments: &'f [Assignment],
}

/// Adds a follow-up.
///
/// # Errors
/// The kind has no log of follow-ups, nobody is known to have made it, or a field or value is wrong.
pub fn follow(ground: &Ground<'_>, target: Target, up: &FollowUp<'_>) -> Result<Change, Refusal> {
    let mut draft = Draft::open(ground, target)?;
    let record = draft.record()?;
    let kind = draft.kind();
    let (Some(follow), Some(shape)) = (&kind.clauses.follow, item_shape(&draft)) else {
        return Err(Refusal::new(
            say!(en: "{kind} has no log of follow-ups", zh: "{kind}没有跟进记录", kind = kind.outline.title),
        )
        .help(say!(
            en: "`follow: {{list: …, date: …, by: …, text: …}}` in kinds/{kind}.yaml says where they are", zh: "在 kinds/{kind}.yaml 中用 `follow: {{list: …, date: …, by: …, text: …}}` 指明",
            kind = kind.outline.name
        )));
    };
    if up.text.trim().is_empty() {
        return Err(Refusal::new(
            say!(en: "a follow-up says what was said or done", zh: "请写明跟进内容"),
        ));
    }
    let (of_item, of_record): (Vec<Assignment>, Vec<Assignment>) = up
        .assignments
        .iter()
        .cloned()
        .partition(|assignment| is_of(shape, assignment));
    let mut entries = head(&draft, follow, shape, up)?;
    for assignment in &of_item {
        enter(&draft, shape, assignment, &mut entries)?;
    }
    let list = &kind.outline.shape.fields[follow.list];
    let FieldType::List { of, .. } = &list.ty else {
        return Err(Refusal::new(Phrase::same(&*list.name)));
    };
    let item = sheet::ordered(shape, Plant::Map(entries));
    let item = preset::complete(&draft, &[follow.list], of, item)?;
    let mut done = vec![summary(shape, &item)];
    let edit = Place::find(&kind.outline, &record, &list.name)?.add(item);
    draft.edit(&edit)?;
    done.extend(draft.assign_all(&of_record)?);
    Ok(Change {
        note: Note {
            deed: Deed::Follow,
            record: record.address,
            summary: told::all(&done),
            body: None,
        },
        writes: vec![draft.write()],
    })
}

/// The shape of the log's items.
fn item_shape<'k>(draft: &Draft<'k>) -> Option<&'k Shape> {
    let kind = draft.kind();
    let follow = kind.clauses.follow.as_ref()?;
    match &kind.outline.shape.fields.get(follow.list)?.ty {
        FieldType::List { of, .. } => match &**of {
            FieldType::Group(shape) => Some(shape),
            _ => None,
        },
        _ => None,
    }
}

/// Whether an assignment names a field of the log's items: those go before the record's own.
fn is_of(shape: &Shape, assignment: &Assignment) -> bool {
    let Ok(parts) = segments(&assignment.path) else {
        return false;
    };
    let [first, rest @ ..] = &*parts else {
        return false;
    };
    let found = shape.called(first.name);
    found.is_some_and(|(_, field)| match &field.ty {
        FieldType::Group(inner) => rest
            .first()
            .is_none_or(|next| inner.called(next.name).is_some()),
        _ => rest.is_empty(),
    })
}

/// The day, the person and the text.
fn head(
    draft: &Draft<'_>,
    follow: &Follow,
    shape: &Shape,
    up: &FollowUp<'_>,
) -> Result<Vec<(String, Plant)>, Refusal> {
    let ground = draft.ground;
    let name = |index: usize| shape.fields.get(index).map(|field| field.name.clone());
    let timed = shape
        .fields
        .get(follow.date)
        .is_some_and(|field| matches!(field.ty, FieldType::DateTime));
    let date = match up.on {
        Some(day) => day.to_string(),
        None if timed => preset::shown(ground.now),
        None => ground.today.to_string(),
    };
    let mut entries: Vec<(String, Plant)> = name(follow.date)
        .map(|name| (name, Plant::Literal(date)))
        .into_iter()
        .collect();
    if let Some(name) = follow.by.and_then(name) {
        let given = up.assignments.iter().any(|each| each.path == name);
        if !given {
            let person = ground.person.ok_or_else(|| ground.nobody())?;
            entries.push((name, Plant::Text(person.to_owned())));
        }
    }
    if let Some(field) = shape.fields.get(follow.text) {
        let text = draft.typist().value(&field.ty, up.text.trim());
        let text = text.map_err(|refusal| refusal.about(&field.name))?;
        entries.push((field.name.clone(), text));
    }
    Ok(entries)
}

fn enter(
    draft: &Draft<'_>,
    shape: &Shape,
    assignment: &Assignment,
    entries: &mut Vec<(String, Plant)>,
) -> Result<(), Refusal> {
    let parts = segments(&assignment.path)?;
    let names: Vec<&str> = parts.iter().map(|part| part.name).collect();
    let picks = parts.iter().any(|part| !part.picks.is_empty());
    if assignment.verb != Verb::Set || picks || assignment.value.is_empty() {
        return Err(Refusal::new(
            say!(en: "`{field}` of a new follow-up takes FIELD=VALUE", zh: "新跟进记录的 `{field}` 只能写“字段=值”", field = assignment.path),
        ));
    }
    let [first, rest @ ..] = &*names else {
        return Ok(());
    };
    let Some((_, field)) = shape.called(first) else {
        return Ok(());
    };
    let about = |refusal: Refusal| refusal.about(&assignment.path);
    let value = match (rest, &field.ty) {
        ([inner], FieldType::Group(shape)) => {
            let Some((_, inner)) = shape.called(inner) else {
                return Ok(());
            };
            let value = draft.typist().value(&inner.ty, &assignment.value);
            (inner.name.clone(), value.map_err(about)?)
        }
        _ => {
            let value = draft.typist().value(&field.ty, &assignment.value);
            entries.retain(|(name, _)| *name != field.name);
            entries.push((field.name.clone(), value.map_err(about)?));
            return Ok(());
        }
    };
    match entries.iter_mut().find(|(name, _)| *name == field.name) {
        Some((_, Plant::Map(group))) => group.push(value),
        _ => entries.push((field.name.clone(), Plant::Map(vec![value]))),
    }
    Ok(())
}

/// `follow-up (Phone)`: with the choices that were made.
fn summary(shape: &Shape, item: &Plant) -> Phrase {
    let Plant::Map(entries) = item else {
        return say!(en: "follow-up", zh: "跟进");
    };
    let title = |field: &Field| {
        let FieldType::Enum(choices) = &field.ty else {
            return None;
        };
        let (_, value) = entries.iter().find(|(name, _)| *name == field.name)?;
        let Plant::Text(value) = value else {
            return None;
        };
        let choice = choices.iter().find(|choice| choice.name == *value)?;
        Some(choice.title.clone())
    };
    match shape.fields.iter().find_map(title) {
        Some(title) => say!(en: "follow-up ({how})", zh: "跟进（{how}）", how = title),
        None => say!(en: "follow-up", zh: "跟进"),
    }
}
