//! One step from a value to a part of it, by a name: a field, a child, the parent.

use super::compiled::Step;
use super::eval::stepped;
use super::schema::{Many, Schema};
use super::types::{Type, Within};
use super::value::{List, Val};
use super::world::World;
use crate::form::{FieldType, KindId, TextKind};
use std::sync::Arc;

/// What a name leads to from values of some type.
#[derive(Clone, Debug)]
pub struct Member {
    pub(super) step: Step,
    /// The type that it leads to.
    pub ty: Type,
    /// It is never shown to a customer.
    pub confidential: bool,
    /// It is prose in Markdown, or a list of that.
    pub markdown: bool,
}

impl Member {
    /// What `name` leads to from a record or group of this type.
    pub fn find(schema: &dyn Schema, of: &Type, name: &str) -> Option<Member> {
        match of {
            Type::Record(kind) => {
                field(schema, &own(*kind), name).or_else(|| relative(schema, *kind, name))
            }
            Type::Group(within) => field(schema, within, name),
            _ => None,
        }
    }

    /// The names that can follow a value of this type.
    pub fn names<'s>(schema: &'s dyn Schema, of: &Type) -> Vec<&'s str> {
        match of {
            Type::Group(within) => fields(schema, within),
            Type::Record(kind) => {
                let children = schema.children(*kind).into_iter().map(|(kind, _)| kind);
                let relatives = children.chain(schema.parent(*kind));
                let mut names = fields(schema, &own(*kind));
                names.extend(relatives.map(|kind| schema.name(kind)));
                names
            }
            _ => Vec::new(),
        }
    }

    /// The position of the field, where it is one.
    pub fn field(&self) -> Option<usize> {
        match self.step {
            Step::Field { index, .. } => Some(index),
            _ => None,
        }
    }

    /// Whether it is a reference, to a record in another folder.
    pub fn leads_away(&self) -> bool {
        self.step.leads_away()
    }

    /// What it leads to from a value.
    pub fn of<'a>(&'a self, value: Val<'a>, world: &'a dyn World) -> Val<'a> {
        match stepped(world, value, &self.step) {
            Val::Null if self.step.gives_list() => Val::List(List::Values(Arc::default())),
            value => value,
        }
    }
}

/// The fields of a kind itself.
fn own(kind: KindId) -> Within {
    Within {
        kind,
        path: [].into(),
    }
}

fn fields<'s>(schema: &'s dyn Schema, within: &Within) -> Vec<&'s str> {
    let fields = within.shape(schema).map_or(&[][..], |shape| &shape.fields);
    fields.iter().map(|field| field.name.as_str()).collect()
}

fn field(schema: &dyn Schema, within: &Within, name: &str) -> Option<Member> {
    let (index, field) = within.shape(schema)?.find(name)?;
    let ty = within.field_type(u16::try_from(index).ok()?, field, schema);
    Some(Member {
        step: Step::Field {
            index,
            ty: ty.clone(),
        },
        ty,
        confidential: field.confidential,
        markdown: is_markdown(&field.ty),
    })
}

fn is_markdown(ty: &FieldType) -> bool {
    match ty {
        FieldType::Text { kind, .. } => *kind == TextKind::Markdown,
        FieldType::List { of, .. } => is_markdown(of),
        _ => false,
    }
}

/// A child or the parent, by the name of its kind.
fn relative(schema: &dyn Schema, of: KindId, name: &str) -> Option<Member> {
    let kind = schema.kind(name)?;
    let mut children = schema.children(of).into_iter();
    let (step, ty) = match children.find(|(child, _)| *child == kind) {
        Some((_, Many::One)) => (Step::Child(kind), Type::Record(kind)),
        Some((_, Many::Any)) => (Step::Children(kind), Type::list(Type::Record(kind))),
        None if schema.parent(of) == Some(kind) => (Step::Parent(kind), Type::Record(kind)),
        None => return None,
    };
    Some(Member {
        step,
        ty,
        confidential: false,
        markdown: false,
    })
}
