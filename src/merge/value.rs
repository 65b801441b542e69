//! What a record says, free of its layout.

use crate::text::{NodeKind, NodeRef, Plant, Style};
use std::hash::{DefaultHasher, Hash, Hasher};

/// A value. Two are equal that say the same: quotes and the order of keys don't matter.
#[derive(Clone, Debug)]
pub(super) enum Value {
    /// Nothing written.
    Nothing,
    /// Text, and whether it was written without quotes.
    Scalar(String, bool),
    List(Vec<Value>),
    Map(Vec<(String, Value)>),
}

impl PartialEq for Value {
    fn eq(&self, other: &Value) -> bool {
        match (self, other) {
            (Value::Nothing, Value::Nothing) => true,
            (Value::Scalar(text, _), Value::Scalar(other, _)) => text == other,
            (Value::List(items), Value::List(others)) => items == others,
            (Value::Map(entries), Value::Map(others)) => {
                entries.len() == others.len()
                    && entries
                        .iter()
                        .all(|(key, value)| other.get(key) == Some(value))
            }
            _ => false,
        }
    }
}

impl Eq for Value {}

impl Hash for Value {
    fn hash<H: Hasher>(&self, state: &mut H) {
        match self {
            Value::Nothing => 0u8.hash(state),
            Value::Scalar(text, _) => text.hash(state),
            Value::List(items) => items.hash(state),
            // The order of keys doesn't matter, so their hashes are added up.
            Value::Map(entries) => {
                let entry = |entry: &(String, Value)| {
                    let mut hasher = DefaultHasher::new();
                    entry.hash(&mut hasher);
                    hasher.finish()
                };
                entries
                    .iter()
                    .map(entry)
                    .fold(0, u64::wrapping_add)
                    .hash(state);
            }
        }
    }
}

impl Value {
    /// What was read.
    pub(super) fn of(node: NodeRef<'_>) -> Value {
        match node.kind() {
            NodeKind::Null => Value::Nothing,
            NodeKind::Scalar(style) => {
                let text = node.scalar().unwrap_or_default();
                Value::Scalar(text.to_owned(), style == Style::Plain)
            }
            NodeKind::List => Value::List(node.items().map(Value::of).collect()),
            NodeKind::Map => {
                let name = |key: NodeRef<'_>| key.scalar().unwrap_or_default().to_owned();
                let entries = node.entries();
                Value::Map(
                    entries
                        .map(|(key, value)| (name(key), Value::of(value)))
                        .collect(),
                )
            }
        }
    }

    /// The value to write.
    pub(super) fn plant(&self) -> Plant {
        match self {
            Value::Nothing => Plant::Literal(String::new()),
            Value::Scalar(text, true) => Plant::Literal(text.clone()),
            Value::Scalar(text, false) => Plant::Text(text.clone()),
            Value::List(items) => Plant::List(items.iter().map(Value::plant).collect()),
            Value::Map(entries) => {
                let entries = entries.iter();
                Plant::Map(
                    entries
                        .map(|(key, value)| (key.clone(), value.plant()))
                        .collect(),
                )
            }
        }
    }

    /// The value of a map's key.
    pub(super) fn get(&self, key: &str) -> Option<&Value> {
        match self {
            Value::Map(entries) => entries
                .iter()
                .find(|(name, _)| name == key)
                .map(|(_, value)| value),
            _ => None,
        }
    }

    /// The number of keys of the largest map.
    pub(super) fn widest(&self) -> usize {
        match self {
            Value::List(items) => items.iter().map(Value::widest).max().unwrap_or_default(),
            Value::Map(entries) => {
                let inner = entries.iter().map(|(_, value)| value.widest());
                inner.max().unwrap_or_default().max(entries.len())
            }
            _ => 0,
        }
    }

    /// The text of a scalar.
    pub(super) fn text(&self) -> Option<&str> {
        match self {
            Value::Scalar(text, _) => Some(text),
            _ => None,
        }
    }

    /// The items, if this can be a list: nothing written is an empty one.
    pub(super) fn items(&self) -> Option<&[Value]> {
        match self {
            Value::List(items) => Some(items),
            Value::Nothing => Some(&[]),
            _ => None,
        }
    }
}
