//! What expressions see of a process: while it is compiled, its outlines; afterwards, all of it.

use super::compile::Outlines;
use super::kind::Outline;
use super::{Kind, Process};
use crate::expression::{Many, Schema};
use crate::form::{KindId, Shape};
use crate::language::Phrase;
use crate::value::Currency;

/// The parts that expressions see.
trait Seen {
    fn outlines(&self) -> impl Iterator<Item = &Outline>;
    fn outline(&self, kind: KindId) -> &Outline;
    fn roles(&self) -> Vec<(&str, &Phrase)>;
    fn people(&self) -> Option<KindId>;
    fn currency(&self) -> Currency;
}

impl Seen for Outlines {
    fn outlines(&self) -> impl Iterator<Item = &Outline> {
        self.all.iter()
    }

    fn outline(&self, kind: KindId) -> &Outline {
        self.get(kind)
    }

    fn roles(&self) -> Vec<(&str, &Phrase)> {
        let roles = self.roles.iter();
        roles.map(|(name, title)| (name.as_str(), title)).collect()
    }

    fn people(&self) -> Option<KindId> {
        self.people
    }

    fn currency(&self) -> Currency {
        self.currency
    }
}

impl Seen for Process {
    fn outlines(&self) -> impl Iterator<Item = &Outline> {
        self.kinds.iter().map(|kind: &Kind| &kind.outline)
    }

    fn outline(&self, kind: KindId) -> &Outline {
        &self.kind(kind).outline
    }

    fn roles(&self) -> Vec<(&str, &Phrase)> {
        let roles = self.pipeline.roles.iter();
        roles
            .map(|role| (role.name.as_str(), &role.title))
            .collect()
    }

    fn people(&self) -> Option<KindId> {
        self.people.as_ref().map(|people| people.kind)
    }

    fn currency(&self) -> Currency {
        self.pipeline.currency
    }
}

impl<S: Seen> Schema for S {
    fn kinds(&self) -> Vec<(KindId, &str)> {
        self.outlines()
            .map(|outline| (outline.id, outline.name.as_str()))
            .collect()
    }

    fn shape(&self, kind: KindId) -> &Shape {
        &self.outline(kind).shape
    }

    fn children(&self, kind: KindId) -> Vec<(KindId, Many)> {
        let many = |outline: &Outline| match outline.single {
            true => Many::One,
            false => Many::Any,
        };
        self.outlines()
            .filter(|outline| outline.parent == Some(kind))
            .map(|outline| (outline.id, many(outline)))
            .collect()
    }

    fn parent(&self, kind: KindId) -> Option<KindId> {
        self.outline(kind).parent
    }

    fn people(&self) -> Option<KindId> {
        Seen::people(self)
    }

    fn stages(&self, kind: KindId) -> Vec<(&str, &Phrase)> {
        let stages = self.outline(kind).stages.iter();
        stages
            .flat_map(|stages| &stages.all)
            .map(|stage| (stage.name.as_str(), &stage.title))
            .collect()
    }

    fn signoffs(&self, kind: KindId) -> Vec<&str> {
        let signoffs = self.outline(kind).signoffs.iter();
        signoffs.map(String::as_str).collect()
    }

    fn roles(&self) -> Vec<(&str, &Phrase)> {
        Seen::roles(self)
    }

    fn currency(&self) -> Currency {
        Seen::currency(self)
    }
}
