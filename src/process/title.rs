//! What people call the value at the end of a path, `deal.budget.low` → `Deal · Budget range · Low`, and whether it may
//! hold personal data.

use super::Process;
use crate::form::{FieldType, KindId, Shape};
use crate::language::Phrase;

impl Process {
    /// The titles along a path of fields, references, children and parents; `None` where a name leads nowhere.
    pub fn title_of(&self, kind: KindId, path: &str) -> Option<Phrase> {
        let steps = self.steps(kind, path)?;
        let titles = steps.iter().map(|step| step.title);
        Some(Phrase::joined(titles, " · ", " · "))
    }

    /// A path that is written in titles, in names: `客户.简称` is `customer.short_name`.
    pub fn path_titled(&self, kind: KindId, path: &str) -> Option<String> {
        let mut at = self.of_kind(kind);
        let names = path.split('.').map(|title| {
            let (_, field) = at.shape.called(title)?;
            at = self.inside(&field.ty, at.shape);
            Some(&*field.name)
        });
        Some(names.collect::<Option<Vec<_>>>()?.join("."))
    }

    /// Whether a field along such a path may hold personal data; `None` where a name leads nowhere.
    pub fn is_personal(&self, kind: KindId, path: &str) -> Option<bool> {
        let steps = self.steps(kind, path)?;
        Some(steps.iter().any(|step| step.personal))
    }

    fn steps(&self, kind: KindId, path: &str) -> Option<Vec<Step<'_>>> {
        let mut at = self.of_kind(kind);
        let steps = path.split('.').map(|name| {
            let step = self.step(at, name)?;
            at = step.to;
            Some(step)
        });
        steps.collect()
    }

    fn step<'p>(&'p self, at: Place<'p>, name: &str) -> Option<Step<'p>> {
        if let Some((_, field)) = at.shape.find(name) {
            return Some(Step {
                title: &field.title,
                personal: field.personal,
                to: self.inside(&field.ty, at.shape),
            });
        }
        // The parent, or children, of the record.
        let here = at.kind?;
        let other = self.kind_named(name)?;
        let is_near = self.kind(here).outline.parent == Some(other.outline.id)
            || other.outline.parent == Some(here);
        is_near.then(|| Step {
            title: &other.outline.title,
            personal: false,
            to: self.of_kind(other.outline.id),
        })
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

/// One name of a path.
struct Step<'p> {
    title: &'p Phrase,
    personal: bool,
    to: Place<'p>,
}

/// Where a path has come to.
#[derive(Clone, Copy)]
struct Place<'p> {
    kind: Option<KindId>,
    shape: &'p Shape,
}
