//! What people call the value at the end of a path: `deal.budget.low` → `Deal · Budget range · Low`.

use super::Process;
use crate::form::{FieldType, KindId, Shape};
use crate::language::Phrase;

impl Process {
    /// The titles along a path of fields, references, children and parents; `None` where a name leads nowhere.
    pub fn title_of(&self, kind: KindId, path: &str) -> Option<Phrase> {
        let mut at = Place {
            kind: Some(kind),
            shape: &self.kind(kind).outline.shape,
        };
        let mut titles: Vec<&Phrase> = Vec::new();
        for name in path.split('.') {
            let (title, next) = self.step(at, name)?;
            titles.push(title);
            at = next;
        }
        Some(Phrase::joined(titles, " · ", " · "))
    }

    fn step<'p>(&'p self, at: Place<'p>, name: &str) -> Option<(&'p Phrase, Place<'p>)> {
        if let Some((_, field)) = at.shape.find(name) {
            return Some((&field.title, self.inside(&field.ty, at.shape)));
        }
        // The parent, or children, of the record.
        let here = at.kind?;
        let other = self.kind_named(name)?;
        let is_near = self.kind(here).outline.parent == Some(other.outline.id)
            || other.outline.parent == Some(here);
        is_near.then(|| (&other.outline.title, self.of_kind(other.outline.id)))
    }

    fn inside<'p>(&'p self, ty: &'p FieldType, here: &'p Shape) -> Place<'p> {
        match ty {
            FieldType::Group(shape) | FieldType::Moves(shape) => Place { kind: None, shape },
            FieldType::List { of, .. } => self.inside(of, here),
            FieldType::Reference(kind) => self.of_kind(*kind),
            FieldType::Person(_) => match &self.people {
                Some(people) => self.of_kind(people.kind),
                None => Place {
                    kind: None,
                    shape: here,
                },
            },
            _ => Place {
                kind: None,
                shape: here,
            },
        }
    }

    fn of_kind(&self, kind: KindId) -> Place<'_> {
        Place {
            kind: Some(kind),
            shape: &self.kind(kind).outline.shape,
        }
    }
}

/// Where a path has come to.
#[derive(Clone, Copy)]
struct Place<'p> {
    kind: Option<KindId>,
    shape: &'p Shape,
}
