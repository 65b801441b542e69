//! What changed, in business terms: two versions of a record by field, two states of a dossier by what happened. Pure.

mod compare;
mod content;
mod items;

pub use compare::{Difference, FieldChange, compare};
pub use content::{Names, Version};
