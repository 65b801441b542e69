//! Names and what follows their points: slots, references, children, parents.

use super::Evaluation;
use crate::expression::compiled::{Base, Step};
use crate::expression::reads::{FieldPath, Root};
use crate::expression::types::Type;
use crate::expression::value::{List, Reference, Val};
use crate::expression::world::{Found, Scope, World};
use crate::form::{Record, Slot, Value};
use crate::text::Span;
use std::sync::Arc;

impl<'a> Evaluation<'a, '_> {
    pub(super) fn path(&mut self, base: &'a Base, steps: &'a [Step]) -> Val<'a> {
        let mut value = match base {
            Base::Record => Val::Record(self.scope.record),
            Base::Item => self.scope.item_value(),
            Base::Variable(at) => self.variables.get(*at).cloned().unwrap_or(Val::Unknown),
            Base::All(kind) => Val::List(List::of_records(self.scope.world.all(*kind))),
            Base::Value(node) => self.node(node),
        };
        if let Val::Text(text) = &value {
            self.spend_text(text.len());
        }
        if !self.spend(steps.len()) {
            return Val::Unknown;
        }
        for step in steps {
            value = stepped(self.scope.world, value, step);
        }
        match value {
            Val::Null if steps.last().is_some_and(Step::gives_list) => {
                Val::List(List::Values(Arc::default()))
            }
            value => value,
        }
    }

    /// The record that a reference leads to, where it can be read.
    pub(super) fn followed(&self, to: Reference<'a>) -> Option<&'a Record> {
        followed(self.scope.world, to)
    }
}

/// What a step leads to from a value.
pub fn stepped<'a>(world: &'a dyn World, from: Val<'a>, step: &'a Step) -> Val<'a> {
    match (from, step) {
        (Val::Null, _) => Val::Null,
        (Val::Record(record), step) => step_of(world, record, step),
        (Val::Reference(to), step) => match followed(world, to) {
            Some(record) => step_of(world, record, step),
            None => Val::Unknown,
        },
        (Val::Group(group), Step::Field { index, ty }) => {
            slot_value(group.record, group.slots, *index, ty)
        }
        _ => Val::Unknown,
    }
}

fn step_of<'a>(world: &'a dyn World, record: &'a Record, step: &'a Step) -> Val<'a> {
    match step {
        Step::Field { index, ty } => slot_value(record, &record.slots, *index, ty),
        Step::Children(kind) => Val::List(List::of_records(world.children(record, *kind))),
        Step::Child(kind) => {
            let children = world.children(record, *kind);
            children
                .first()
                .map_or(Val::Null, |child| Val::Record(child))
        }
        Step::Parent(_) => world.parent(record).map_or(Val::Unknown, Val::Record),
    }
}

fn followed<'a>(world: &'a dyn World, to: Reference<'a>) -> Option<&'a Record> {
    match world.resolve(to.kind, to.id, to.from) {
        Found::Record(record) => Some(record),
        Found::Missing | Found::Broken => None,
    }
}

/// A broken record has no slots: nothing is known of its values.
fn slot_value<'a>(record: &'a Record, slots: &'a [Slot], index: usize, ty: &'a Type) -> Val<'a> {
    slots
        .get(index)
        .map_or(Val::Unknown, |slot| Val::of_slot(record, slot, ty))
}

impl FieldPath {
    /// Where the field's value is written; where a group on the way is absent, where that would stand.
    pub fn place<'a>(&self, scope: &Scope<'a>) -> Option<(&'a Record, Span)> {
        let (record, mut slots, mut place) = match self.from {
            Root::Record => (scope.record, &*scope.record.slots, None),
            Root::Item => match scope.item.as_ref()? {
                item if self.fields.is_empty() => return item.place,
                item => match &item.value {
                    Val::Group(group) => (group.record, group.slots, item.place),
                    Val::Record(record) => (*record, &*record.slots, None),
                    _ => return item.place,
                },
            },
        };
        for index in &self.fields {
            let Some(slot) = slots.get(*index) else {
                break;
            };
            place = Some((record, slot.span));
            match &slot.value {
                Value::Group(inner) => slots = inner,
                _ => break,
            }
        }
        place
    }
}
