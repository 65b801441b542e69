//! Two versions of a record → what changed, field by field, in the order of the form.

use super::content::Version;
use super::items::{self, Pair, member};
use crate::form::{Field, FieldType, Shape, Slot, Value};
use crate::language::Phrase;
use crate::say;
use crate::value::Cell;

/// A field that changed.
#[derive(Clone, PartialEq, Debug)]
pub struct FieldChange {
    /// Where: `lines[3].discount`, items from 1 as they stand afterwards.
    pub path: String,
    /// What people call it: `Lines 3 · Discount`.
    pub title: Phrase,
    /// Whether it may hold personal data.
    pub personal: bool,
    /// How.
    pub difference: Difference,
}

/// How a field changed.
#[derive(Clone, PartialEq, Debug)]
pub enum Difference {
    /// Another value; one of them may be [`Cell::Empty`].
    Set {
        /// What it was.
        old: Cell,
        /// What it is.
        new: Cell,
    },
    /// An item came into a list.
    Added(Cell),
    /// An item went out of a list.
    Removed(Cell),
    /// The items of a list stand in another order.
    Reordered,
}

/// What changed from one version of a record to the next; either may be missing. Values are compared, not how they
/// are written.
pub fn compare(before: Option<Version<'_>>, after: Option<Version<'_>>) -> Vec<FieldChange> {
    let Some(some) = after.or(before) else {
        return Vec::new();
    };
    let mut comparison = Comparison {
        before,
        after,
        changes: Vec::new(),
    };
    let shape = &some.process.kind(some.record.kind).outline.shape;
    let (old, new) = (before.map(slots), after.map(slots));
    comparison.fields(shape, old, new, &Trail::Root);
    comparison.changes
}

fn slots(version: Version<'_>) -> &[Slot] {
    &version.record.slots
}

/// The way to a value.
#[derive(Clone, Copy)]
enum Trail<'t> {
    Root,
    Field(&'t Trail<'t>, &'t Field),
    Item(&'t Trail<'t>, usize, &'t Phrase),
}

impl Trail<'_> {
    fn path(&self) -> String {
        match self {
            Trail::Root => String::new(),
            Trail::Field(Trail::Root, field) => field.name.clone(),
            Trail::Field(rest, field) => format!("{}.{}", rest.path(), field.name),
            Trail::Item(rest, at, _) => format!("{}[{}]", rest.path(), at + 1),
        }
    }

    fn title(&self) -> Phrase {
        match self {
            Trail::Root => Phrase::default(),
            Trail::Field(Trail::Root, field) => field.title.clone(),
            Trail::Field(rest, field) => {
                say!(en: "{rest} · {title}", zh: "{rest} · {title}", rest = rest.title(), title = field.title)
            }
            Trail::Item(rest, _, label) => {
                say!(en: "{rest} {label}", zh: "{rest} {label}", rest = rest.title(), label = label)
            }
        }
    }

    fn is_personal(&self) -> bool {
        match self {
            Trail::Root => false,
            Trail::Field(rest, field) => field.personal || rest.is_personal(),
            Trail::Item(rest, ..) => rest.is_personal(),
        }
    }
}

struct Comparison<'c> {
    before: Option<Version<'c>>,
    after: Option<Version<'c>>,
    changes: Vec<FieldChange>,
}

impl Comparison<'_> {
    fn fields(
        &mut self,
        shape: &Shape,
        old: Option<&[Slot]>,
        new: Option<&[Slot]>,
        trail: &Trail<'_>,
    ) {
        for (at, field) in shape.fields.iter().enumerate() {
            let (old, new) = (
                old.and_then(|slots| slots.get(at)),
                new.and_then(|slots| slots.get(at)),
            );
            self.value(&field.ty, old, new, &Trail::Field(trail, field));
        }
    }

    fn value(&mut self, ty: &FieldType, old: Option<&Slot>, new: Option<&Slot>, trail: &Trail<'_>) {
        let is_whole =
            |slot: Option<&Slot>| !matches!(slot.map(|slot| &slot.value), Some(Value::Broken));
        if is_whole(old) && is_whole(new) {
            match ty {
                FieldType::Group(shape) => {
                    return self.fields(shape, group(old), group(new), trail);
                }
                FieldType::List { of, .. } => return self.list(of, list(old), list(new), trail),
                _ => {}
            }
        }
        let (old, new) = (self.was(ty, old), self.is(ty, new));
        if old != new && !(old.is_empty() && new.is_empty()) {
            self.push(trail, Difference::Set { old, new });
        }
    }

    fn list(&mut self, of: &FieldType, old: &[Slot], new: &[Slot], trail: &Trail<'_>) {
        let olds: Vec<Cell> = old.iter().map(|slot| self.was(of, Some(slot))).collect();
        let news: Vec<Cell> = new.iter().map(|slot| self.is(of, Some(slot))).collect();
        if olds == news {
            return;
        }
        let matched = items::matched(&olds, &news);
        for Pair { old: was, new: is } in &matched.pairs {
            let cell = is
                .and_then(|at| news.get(at))
                .or_else(|| was.and_then(|at| olds.get(at)));
            let (Some(at), Some(cell)) = (is.or(*was), cell) else {
                continue;
            };
            let label = matched.identity.and_then(|name| member(cell, name));
            let label = label.map_or_else(|| Phrase::same((at + 1).to_string()), Cell::shown);
            let trail = Trail::Item(trail, at, &label);
            match (was, is) {
                (Some(was), Some(is)) => self.value(of, old.get(*was), new.get(*is), &trail),
                (None, Some(_)) => self.push(&trail, Difference::Added(cell.clone())),
                (_, None) => self.push(&trail, Difference::Removed(cell.clone())),
            }
        }
        if matched.reordered {
            self.push(trail, Difference::Reordered);
        }
    }

    fn was(&self, ty: &FieldType, slot: Option<&Slot>) -> Cell {
        cell(self.before, ty, slot)
    }

    fn is(&self, ty: &FieldType, slot: Option<&Slot>) -> Cell {
        cell(self.after, ty, slot)
    }

    fn push(&mut self, trail: &Trail<'_>, difference: Difference) {
        self.changes.push(FieldChange {
            path: trail.path(),
            title: trail.title(),
            personal: trail.is_personal(),
            difference,
        });
    }
}

fn cell(version: Option<Version<'_>>, ty: &FieldType, slot: Option<&Slot>) -> Cell {
    let cell = version
        .zip(slot)
        .map(|(version, slot)| version.cell(ty, slot));
    cell.unwrap_or(Cell::Empty)
}

fn group(slot: Option<&Slot>) -> Option<&[Slot]> {
    match &slot?.value {
        Value::Group(slots) => Some(slots),
        _ => None,
    }
}

fn list(slot: Option<&Slot>) -> &[Slot] {
    match slot.map(|slot| &slot.value) {
        Some(Value::List(slots)) => slots,
        _ => &[],
    }
}
