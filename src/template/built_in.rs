//! The templates that are built in. `UPDATE_GOLDEN=1 cargo test --test templates` writes the list anew.

/// A template: its path as in a pipeline, and its text.
pub type BuiltIn = (&'static str, &'static str);

/// The templates, by path.
pub const FILES: &[BuiltIn] = &[];
