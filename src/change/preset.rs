//! The default values of a process, in a record or item that is made.

use super::draft::Draft;
use super::place::Place;
use super::refusal::Refusal;
use crate::check::Bench;
use crate::expression::{Val, World};
use crate::form::{FieldType, Record};
use crate::process::Preset;
use crate::records::{self, Scalar};
use crate::text::Plant;
use crate::value::{Moment, number};

/// Fills the empty fields of a new record; a default may follow from another one.
///
/// # Errors
/// The record can't be read.
pub fn fill(draft: &mut Draft<'_>) -> Result<(), Refusal> {
    let presets = &draft.kind().clauses.making.presets;
    // Each pass fills one field at least, or is the last.
    for _ in 0..=presets.len() {
        let mut filled = false;
        for preset in presets {
            filled |= fill_one(draft, preset)?;
        }
        if !filled {
            break;
        }
    }
    Ok(())
}

fn fill_one(draft: &mut Draft<'_>, preset: &Preset) -> Result<bool, Refusal> {
    let record = draft.record()?;
    let Some(path) = path(draft, &preset.slots) else {
        return Ok(false);
    };
    let outline = &draft.kind().outline;
    let place = Place::find(outline, &record, &path)?;
    if place.is_there() {
        return Ok(false);
    }
    let Some(value) = value(draft, preset, place.ty)? else {
        return Ok(false);
    };
    let edit = place.write(value);
    draft.edit(&edit)?;
    Ok(true)
}

/// The path of a field that is no part of a list.
fn path(draft: &Draft<'_>, slots: &[usize]) -> Option<String> {
    let mut shape = &draft.kind().outline.shape;
    let mut names: Vec<&str> = Vec::new();
    for (index, slot) in slots.iter().enumerate() {
        let field = shape.fields.get(*slot)?;
        names.push(&field.name);
        match &field.ty {
            FieldType::Group(inner) => shape = inner,
            _ if index + 1 == slots.len() => {}
            _ => return None,
        }
    }
    Some(names.join("."))
}

/// An item of the list at `slots` with its default values.
///
/// # Errors
/// The record can't be read.
pub fn complete(
    draft: &Draft<'_>,
    slots: &[usize],
    of: &FieldType,
    item: Plant,
) -> Result<Plant, Refusal> {
    let (FieldType::Group(shape), Plant::Map(mut entries)) = (of, item.clone()) else {
        return Ok(item);
    };
    for preset in &draft.kind().clauses.making.presets {
        let Some((&last, list)) = preset.slots.split_last() else {
            continue;
        };
        let Some(field) = shape.fields.get(last).filter(|_| list == slots) else {
            continue;
        };
        if entries.iter().any(|(name, _)| *name == field.name) {
            continue;
        }
        if let Some(value) = value(draft, preset, &field.ty)? {
            entries.push((field.name.clone(), value));
        }
    }
    Ok(super::sheet::ordered(shape, Plant::Map(entries)))
}

/// What a default gives, if that can be written in a field of type `ty`.
fn value(draft: &Draft<'_>, preset: &Preset, ty: &FieldType) -> Result<Option<Plant>, Refusal> {
    let now = draft.ground.now;
    let planted = draft.with(|bench, record| {
        let value = bench.value(&preset.value, record, None);
        Ok(plant(bench, record, ty, &value, now))
    })?;
    let typist = draft.typist();
    let fits = |plant: &Plant| match plant {
        Plant::Text(text) | Plant::Literal(text) => !matches!(
            records::read_scalar(ty, text, typist.process, typist.stages),
            Err(_) | Ok(Scalar::Value(crate::form::Value::Broken))
        ),
        _ => true,
    };
    Ok(planted.filter(fits))
}

fn plant(
    bench: &Bench<'_>,
    record: &Record,
    ty: &FieldType,
    value: &Val<'_>,
    now: Moment,
) -> Option<Plant> {
    Some(match value {
        Val::Null | Val::Unknown | Val::Group(_) => return None,
        Val::Boolean(truth) => Plant::Literal(truth.to_string()),
        Val::Number(number) => Plant::Literal(match ty {
            FieldType::Percent { .. } => number::show_percent(*number),
            _ => number.normalize().to_string(),
        }),
        Val::Text(text) => Plant::Text(text.to_string()),
        Val::Choice(choices, at) => {
            let (name, _) = choices.values.get(usize::from(*at))?;
            Plant::Text(name.clone())
        }
        Val::Moment(moment) => Plant::Literal(match ty {
            FieldType::Date => moment.date.to_string(),
            // Today is this very moment where the hour counts.
            _ if moment.time.is_none() && moment.date == now.date => shown(now),
            _ => shown(*moment),
        }),
        Val::Length(length) => Plant::Literal(length.phrase().en),
        Val::Money(money) => {
            let amount = money.amount.normalize();
            Plant::Literal(match money.currency == bench.process.pipeline.currency {
                true => amount.to_string(),
                false => format!("{} {amount}", money.currency.code()),
            })
        }
        Val::File(file) => Plant::Text(file.path().to_owned()),
        Val::Record(other) => Plant::Text(reference(bench, record, other)),
        Val::Reference(to) => match bench.resolve(to.kind, to.id, to.from) {
            crate::expression::Found::Record(other) => Plant::Text(reference(bench, record, other)),
            _ => Plant::Text(to.id.to_owned()),
        },
        Val::List(list) => {
            let FieldType::List { of, .. } = ty else {
                return None;
            };
            let items: Vec<Plant> = list
                .values()
                .filter_map(|item| plant(bench, record, of, &item, now))
                .collect();
            match items.is_empty() {
                true => return None,
                false => Plant::List(items),
            }
        }
    })
}

/// How a record refers to another: by its id, with the parent's where that is another one.
fn reference(bench: &Bench<'_>, from: &Record, to: &Record) -> String {
    let is_child = bench.process.kind(to.kind).outline.parent.is_some();
    let apart = records::parent_id(bench.process, from) != records::parent_id(bench.process, to);
    match is_child && apart {
        true => to.address.clone(),
        false => to.id.clone(),
    }
}

/// A moment as it is written in records: to the minute.
pub fn shown(moment: Moment) -> String {
    match moment.time {
        Some(time) => format!("{} {}", moment.date, time.format("%H:%M")),
        None => moment.date.to_string(),
    }
}
