//! The smallest edit of a record: values are set, added and removed by splicing bytes at their spans; every
//! other byte stays. What was written is read again, and anything else than was meant is refused.

mod act;
mod brackets;
mod document;
mod layout;
mod model;
mod parsed;
mod pen;
mod plain;
mod plan;
mod refusal;
mod scalar;
mod splice;
#[cfg(test)]
mod tests;

pub use document::document;
pub use refusal::Refusal;

use parsed::Parsed;

/// One step of a path into a record.
#[derive(Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Debug)]
pub enum Step {
    /// The value of this key of a map.
    Key(String),
    /// This item of a list, from 0.
    Item(usize),
}

/// A value to write.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum Plant {
    /// A text; every reader of YAML gets it back as text, so `yes` and `1.0` are put in quotes.
    Text(String),
    /// A number, a date, a boolean: written as it is. Empty: nothing is written.
    Literal(String),
    /// Items.
    List(Vec<Plant>),
    /// Keys with their values.
    Map(Vec<(String, Plant)>),
}

/// One change of a record.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum Edit {
    /// Sets the value at `path`. Maps on the way that aren't there are made. A new key goes behind the last one of
    /// `after` that its map has, else before the map's first key; one step past a list's end adds an item.
    Set {
        /// Where.
        path: Vec<Step>,
        /// What.
        value: Plant,
        /// Names of the keys that stand before a new one.
        after: Vec<String>,
    },
    /// Adds an item at the end of the list at `path`, which is made where it isn't there, as [`Edit::Set`] does.
    Append {
        /// Where the list is.
        path: Vec<Step>,
        /// The item.
        value: Plant,
        /// Names of the keys that stand before the list's, if that is new.
        after: Vec<String>,
    },
    /// Removes the value at `path` with its key; nothing where it isn't there. A map that loses its last key goes
    /// too (as an item it becomes `{}`), a list that loses its last item becomes `[]`.
    Remove {
        /// Where.
        path: Vec<Step>,
    },
    /// Replaces the body of a Markdown record; its lines get the file's line ends.
    Body(String),
}

/// The text of the file at `path` (`….md` has its fields in front matter) with `edits` made one after the other.
pub fn apply(path: &str, text: &str, edits: &[Edit]) -> Result<String, Refusal> {
    let mut text = text.to_owned();
    for edit in edits {
        let parsed = Parsed::read(path, &text)?;
        if let Edit::Body(body) = edit {
            text = parsed.with_body(body)?;
            Parsed::read(path, &text)?;
            continue;
        }
        let acts = plan::acts(&parsed, edit)?;
        for act in acts {
            text = act.perform(path, &text)?;
        }
    }
    Ok(text)
}
