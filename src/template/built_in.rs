//! The templates that are built in. `UPDATE_GOLDEN=1 cargo test --test documents` writes the list anew.

/// A template: its path as in a pipeline, and its text.
pub type BuiltIn = (&'static str, &'static str);

macro_rules! built_in {
    ($($path:literal)*) => {
        &[$(($path, include_str!(concat!("../../", $path)))),*]
    };
}

/// The templates, by path.
pub const FILES: &[BuiltIn] = built_in! {
    "templates/en/quote.md"
    "templates/zh-CN/quote.md"
};
