//! One version of a record: its fields and its body.

use super::value::Value;
use crate::text::{Fault, Span, Tree, front_matter, read_front_matter, read_yaml};

/// Most values of a record that is merged by fields, and most keys of one map: far more than a form has.
const MOST_VALUES: usize = 50_000;
const MOST_KEYS: usize = 1_000;

/// A version of a record.
pub(super) struct Version<'t> {
    pub(super) text: &'t str,
    pub(super) fields: Value,
    /// Of Markdown, what stands behind the fields.
    pub(super) body: &'t str,
}

impl<'t> Version<'t> {
    /// Reads one; nothing where it is broken, too large, or its fields are no map.
    pub(super) fn read(path: &str, text: &'t str) -> Option<Version<'t>> {
        let mut tree = Tree::new();
        let body = read(path, text, &mut tree)?;
        let fields = Value::of(tree.root(text)?);
        let small = tree.len() <= MOST_VALUES && fields.widest() <= MOST_KEYS;
        let usable = small && matches!(fields, Value::Map(_));
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

/// Whether a text can be read as a record.
pub(super) fn is_record(path: &str, text: &str) -> bool {
    read(path, text, &mut Tree::new()).is_some()
}

/// Reads the fields into `tree` and gives the body.
fn read<'t>(path: &str, text: &'t str, tree: &mut Tree) -> Option<&'t str> {
    let (problems, body) = match path.ends_with(".md") {
        true => {
            let (body, problems) = read_front_matter(text, tree).ok()?;
            (problems, text.get(body.range())?)
        }
        false => {
            let whole = Span::new(0, u32::try_from(text.len()).ok()?);
            (read_yaml(text, whole, tree).ok()?, "")
        }
    };
    let mut faults = problems.iter().map(|problem| problem.fault);
    (!faults.any(|fault| fault == Fault::DuplicateKey)).then_some(body)
}

/// A head with its body.
pub(super) fn joined(head: &str, body: &str) -> String {
    let gap = match body.is_empty() || head.ends_with('\n') {
        true => "",
        false => "\n",
    };
    [head, gap, body].concat()
}
