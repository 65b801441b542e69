//! The text of a record that is changed, or of one that is being made.

use super::refusal::Refusal;
use crate::form::{FieldType, Shape};
use crate::text::{self, Edit, Plant, Step};

/// The text of a record.
#[derive(Debug, Clone)]
pub enum Sheet {
    /// A file that is there: every byte that isn't meant stays.
    Kept(String),
    /// A file that is being made.
    New {
        /// Its fields.
        fields: Plant,
        /// Its body, if it is Markdown.
        body: Option<String>,
    },
}

impl Sheet {
    /// The text with its fields in the order of the form.
    pub fn text(&self, shape: &Shape) -> String {
        match self {
            Sheet::Kept(text) => text.clone(),
            Sheet::New { fields, body } => {
                text::document(&ordered(shape, fields.clone()), body.as_deref())
            }
        }
    }

    /// Makes an edit.
    pub fn edit(&mut self, path: &str, edit: &Edit) -> Result<(), Refusal> {
        match self {
            Sheet::Kept(text) => *text = text::apply(path, text, std::slice::from_ref(edit))?,
            Sheet::New { fields, body } => match edit {
                Edit::Set { path, value, .. } => put(fields, path, value.clone()),
                Edit::Append { path, value, .. } => append(fields, path, value.clone()),
                Edit::Remove { path } => remove(fields, path),
                Edit::Body(text) => *body = Some(text.clone()),
            },
        }
        Ok(())
    }
}

fn put(at: &mut Plant, path: &[Step], value: Plant) {
    let Some((first, rest)) = path.split_first() else {
        *at = value;
        return;
    };
    match (first, at) {
        (Step::Key(key), Plant::Map(entries)) => {
            match entries.iter_mut().find(|(name, _)| name == key) {
                Some((_, inner)) => put(inner, rest, value),
                None => {
                    let mut inner = Plant::Map(Vec::new());
                    put(&mut inner, rest, value);
                    entries.push((key.clone(), inner));
                }
            }
        }
        (Step::Item(index), Plant::List(items)) => {
            if let Some(item) = items.get_mut(*index) {
                put(item, rest, value);
            }
        }
        _ => {}
    }
}

fn append(at: &mut Plant, path: &[Step], item: Plant) {
    match find(at, path) {
        Some(Plant::List(items)) => items.push(item),
        _ => put(at, path, Plant::List(vec![item])),
    }
}

fn remove(at: &mut Plant, path: &[Step]) {
    let Some((last, outer)) = path.split_last() else {
        return;
    };
    match (find(at, outer), last) {
        (Some(Plant::Map(entries)), Step::Key(key)) => entries.retain(|(name, _)| name != key),
        (Some(Plant::List(items)), Step::Item(index)) if *index < items.len() => {
            items.remove(*index);
        }
        _ => {}
    }
}

fn find<'p>(at: &'p mut Plant, path: &[Step]) -> Option<&'p mut Plant> {
    let Some((first, rest)) = path.split_first() else {
        return Some(at);
    };
    let inner = match (first, at) {
        (Step::Key(key), Plant::Map(entries)) => {
            &mut entries.iter_mut().find(|(name, _)| name == key)?.1
        }
        (Step::Item(index), Plant::List(items)) => items.get_mut(*index)?,
        _ => return None,
    };
    find(inner, rest)
}

/// The value with the fields of its maps in the order of the form.
pub fn ordered(shape: &Shape, value: Plant) -> Plant {
    let Plant::Map(entries) = value else {
        return value;
    };
    let mut entries: Vec<(usize, String, Plant)> = entries
        .into_iter()
        .map(|(name, value)| match shape.find(&name) {
            Some((index, field)) => (index, name, ordered_as(&field.ty, value)),
            None => (usize::MAX, name, value),
        })
        .collect();
    entries.sort_by_key(|(index, ..)| *index);
    let entries = entries.into_iter().map(|(_, name, value)| (name, value));
    Plant::Map(entries.collect())
}

fn ordered_as(ty: &FieldType, value: Plant) -> Plant {
    match (ty, value) {
        (FieldType::Group(shape), value) => ordered(shape, value),
        (FieldType::List { of, .. }, Plant::List(items)) => {
            Plant::List(items.into_iter().map(|item| ordered_as(of, item)).collect())
        }
        (_, value) => value,
    }
}
