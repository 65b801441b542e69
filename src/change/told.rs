//! What a change says of itself: fields and values, short, and nothing personal.

use super::place::Place;
use crate::form::{FieldType, Record, Slot, TextKind, Value};
use crate::language::Phrase;
use crate::say;
use crate::text::Plant;
use crate::value::personal;

/// Most characters of a value.
const LONGEST: usize = 40;
/// Most things that are named.
const MOST: usize = 3;

/// That a place got a value.
pub fn set(record: &Record, place: &Place<'_>, value: &Plant) -> Phrase {
    let name = &place.name;
    let old = place.slot.and_then(|slot| written(record, slot));
    let shown = |text: &str| is_public(place, text);
    match (old, planted(value)) {
        (Some(old), Some(new)) if shown(old) && shown(new) => {
            Phrase::same(format!("{name} {old} → {new}"))
        }
        (None, Some(new)) if !place.is_there() && shown(new) => {
            Phrase::same(format!("{name} → {new}"))
        }
        _ => changed(place),
    }
}

/// That a place changed.
pub fn changed(place: &Place<'_>) -> Phrase {
    let name = &place.name;
    match place.is_there() {
        true => say!(en: "{name} changed", zh: "修改 {name}", name = name),
        false => say!(en: "{name} added", zh: "填写 {name}", name = name),
    }
}

/// That a place was emptied.
pub fn removed(place: &Place<'_>) -> Phrase {
    say!(en: "{name} removed", zh: "清除 {name}", name = place.name)
}

/// That a list got an item.
pub fn added(place: &Place<'_>, item: &Plant) -> Phrase {
    match planted(item).filter(|text| is_public(place, text)) {
        Some(text) => Phrase::same(format!("{} + {text}", place.name)),
        None => say!(en: "{name}: one added", zh: "{name} 增加一项", name = place.name),
    }
}

/// That a list lost an item.
pub fn lost(record: &Record, place: &Place<'_>, item: usize) -> Phrase {
    let slot = place.items().ok().and_then(|items| items.get(item));
    let text = slot.and_then(|slot| written(record, slot));
    match text.filter(|text| is_public(place, text)) {
        Some(text) => Phrase::same(format!("{} − {text}", place.name)),
        None => {
            say!(en: "{name}[{number}] removed", zh: "删除 {name}[{number}]", name = place.name, number = item + 1)
        }
    }
}

/// All of it in one line.
pub fn all(done: &[Phrase]) -> Phrase {
    let first = |pick: fn(&Phrase) -> &str| done.iter().take(MOST).map(pick).collect::<Vec<_>>();
    let (en, zh) = (
        first(|phrase| &phrase.en).join(", "),
        first(|phrase| &phrase.zh).join("，"),
    );
    match done.len().saturating_sub(MOST) {
        0 => Phrase { en, zh },
        more => Phrase {
            en: format!("{en} and {more} more"),
            zh: format!("{zh} 等 {} 处", done.len()),
        },
    }
}

/// A value as it is written in one piece.
fn written<'r>(record: &'r Record, slot: &'r Slot) -> Option<&'r str> {
    match &slot.value {
        Value::Absent | Value::Group(_) | Value::List(_) | Value::File(_) => None,
        Value::Text(text) => Some(record.text(text)),
        _ => Some(record.source.slice(slot.span)),
    }
}

fn planted(value: &Plant) -> Option<&str> {
    match value {
        Plant::Text(text) | Plant::Literal(text) => Some(text),
        Plant::List(_) | Plant::Map(_) => None,
    }
}

/// Whether a value may stand where everybody reads it for ever.
fn is_public(place: &Place<'_>, text: &str) -> bool {
    let ty = match place.ty {
        FieldType::List { of, .. } => of,
        ty => ty,
    };
    let personal = match ty {
        FieldType::Text { kind, .. } => match kind {
            TextKind::Email | TextKind::Phone => true,
            _ => place.field.personal || !personal::find(text).is_empty(),
        },
        _ => place.field.personal,
    };
    !personal && text.chars().count() <= LONGEST && !text.contains('\n')
}
