//! What a record says, apart from its layout: how it is told that an edit changed nothing else.

use super::pen::is_nothing;
use super::{Plant, Step};
use crate::text::{NodeKind, NodeRef, Style};

/// A value as it was read or is planted.
pub(super) enum Planted<'p> {
    Nothing,
    /// Text with its style; of a new one, any.
    Scalar(&'p str, Option<Style>),
    List(Vec<Planted<'p>>),
    Map(Vec<(Planted<'p>, Planted<'p>)>),
}

/// What was read.
pub(super) fn model(node: NodeRef<'_>) -> Planted<'_> {
    match node.kind() {
        NodeKind::Null => Planted::Nothing,
        NodeKind::Scalar(style) => Planted::Scalar(node.scalar().unwrap_or_default(), Some(style)),
        NodeKind::List => Planted::List(node.items().map(model).collect()),
        NodeKind::Map => {
            let entries = node.entries();
            Planted::Map(
                entries
                    .map(|(key, value)| (model(key), model(value)))
                    .collect(),
            )
        }
    }
}

fn planted(plant: &Plant) -> Planted<'_> {
    match plant {
        Plant::Text(text) => Planted::Scalar(text, None),
        Plant::Literal(text) if is_nothing(text) => Planted::Nothing,
        Plant::Literal(text) => Planted::Scalar(text, None),
        Plant::List(items) => Planted::List(items.iter().map(planted).collect()),
        Plant::Map(entries) => {
            let entry = |(key, value)| (Planted::Scalar(key, None), planted(value));
            Planted::Map(
                entries
                    .iter()
                    .map(|(key, value)| entry((key.as_str(), value)))
                    .collect(),
            )
        }
    }
}

impl<'p> Planted<'p> {
    /// The value at `path`.
    pub(super) fn at(&mut self, path: &[Step]) -> Option<&mut Planted<'p>> {
        let Some((step, rest)) = path.split_first() else {
            return Some(self);
        };
        let next = match (self, step) {
            (Planted::Map(entries), Step::Key(name)) => entries
                .iter_mut()
                .find(|(key, _)| key.is_named(name))
                .map(|(_, value)| value),
            (Planted::List(items), Step::Item(index)) => items.get_mut(*index),
            _ => None,
        };
        next?.at(rest)
    }

    pub(super) fn replace(&mut self, plant: &'p Plant) -> bool {
        *self = planted(plant);
        true
    }

    /// Adds a key to a map.
    pub(super) fn add(&mut self, key: &'p str, after: Option<&[String]>, plant: &'p Plant) -> bool {
        let Planted::Map(entries) = self else {
            return false;
        };
        let at = match after {
            None => entries.len(),
            Some(after) => behind(after, |name| {
                entries.iter().position(|(key, _)| key.is_named(name))
            }),
        };
        entries.insert(at, (Planted::Scalar(key, None), planted(plant)));
        true
    }

    /// Adds an item to a list.
    pub(super) fn insert(&mut self, index: usize, plant: &'p Plant) -> bool {
        match self {
            Planted::List(items) if index <= items.len() => {
                items.insert(index, planted(plant));
                true
            }
            _ => false,
        }
    }

    /// Removes the value at `path` from its map or list.
    pub(super) fn remove(&mut self, path: &[Step]) -> bool {
        let Some((last, rest)) = path.split_last() else {
            return false;
        };
        match (self.at(rest), last) {
            (Some(Planted::Map(entries)), Step::Key(name)) => {
                entries.retain(|(key, _)| !key.is_named(name));
                true
            }
            (Some(Planted::List(items)), Step::Item(index)) if *index < items.len() => {
                items.remove(*index);
                true
            }
            _ => false,
        }
    }

    fn is_named(&self, name: &str) -> bool {
        matches!(self, Planted::Scalar(key, _) if *key == name)
    }

    /// Whether this is what was read.
    pub(super) fn reads_as(&self, read: &Planted<'_>) -> bool {
        match (self, read) {
            (Planted::Nothing, Planted::Nothing) => true,
            (Planted::Scalar(text, style), Planted::Scalar(other, other_style)) => {
                text == other && (style.is_none() || style == other_style)
            }
            (Planted::List(items), Planted::List(others)) => {
                let mut pairs = items.iter().zip(others);
                items.len() == others.len() && pairs.all(|(item, other)| item.reads_as(other))
            }
            (Planted::Map(entries), Planted::Map(others)) => {
                let mut pairs = entries.iter().zip(others);
                entries.len() == others.len()
                    && pairs.all(|((key, value), (other_key, other))| {
                        key.reads_as(other_key) && value.reads_as(other)
                    })
            }
            _ => false,
        }
    }
}

/// The place behind the last of `after` that is there; 0 where none is.
pub(super) fn behind(after: &[String], find: impl Fn(&str) -> Option<usize>) -> usize {
    let found = after.iter().rev().find_map(|name| find(name));
    found.map_or(0, |index| index + 1)
}
