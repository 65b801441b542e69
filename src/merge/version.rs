//! One version of a record: its fields and its body.

use super::value::Value;
use crate::text::{Fault, Span, Tree, front_matter, read_front_matter, read_yaml};

/// A version of a record.
pub(super) struct Version<'t> {
    pub(super) text: &'t str,
    pub(super) fields: Value,
    /// Of Markdown, what stands behind the fields.
    pub(super) body: &'t str,
}

impl<'t> Version<'t> {
    /// Reads one; nothing where it is broken or its fields are no map.
    pub(super) fn read(path: &str, text: &'t str) -> Option<Version<'t>> {
        let mut tree = Tree::new();
        let (problems, body) = match path.ends_with(".md") {
            true => {
                let (body, problems) = read_front_matter(text, &mut tree).ok()?;
                (problems, text.get(body.range())?)
            }
            false => {
                let whole = Span::new(0, u32::try_from(text.len()).ok()?);
                (read_yaml(text, whole, &mut tree).ok()?, "")
            }
        };
        let twice = problems
            .iter()
            .any(|problem| problem.fault == Fault::DuplicateKey);
        let fields = Value::of(tree.root(text)?);
        let usable = !twice && matches!(fields, Value::Map(_));
        usable.then_some(Version { text, fields, body })
    }

    /// Reads what both sides began with: nothing, where both added the file.
    pub(super) fn of_base(path: &str, text: &'t str) -> Option<Version<'t>> {
        match text.is_empty() {
            true => Some(Version {
                text,
                fields: Value::Map(Vec::new()),
                body: "",
            }),
            false => Version::read(path, text),
        }
    }

    /// The part of a text that has the fields.
    pub(super) fn head_of<'h>(path: &str, text: &'h str) -> Option<&'h str> {
        match path.ends_with(".md") {
            true => text.get(..front_matter(text).ok()?.1.range().start),
            false => Some(text),
        }
    }
}

/// A head with its body.
pub(super) fn joined(head: &str, body: &str) -> String {
    let gap = match body.is_empty() || head.ends_with('\n') {
        true => "",
        false => "\n",
    };
    [head, gap, body].concat()
}
