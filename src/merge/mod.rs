//! Three versions of a record → one: by fields, not by lines. What is in doubt is a conflict, never a guess.
//! Also the normal form in which Git shows differences of records.

mod custody;
mod fields;
mod items;
mod lines;
mod normal;
mod proof;
mod settings;
#[cfg(test)]
mod tests;
mod value;
mod version;

pub use custody::Custody;
pub use normal::normal_form;
pub use settings::{ATTRIBUTES, settings};

use crate::text::{Edit, apply};
use fields::Both;
use lines::Lines;
use version::Version;

/// What came of a merge.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Merged {
    /// The merged file, with conflict markers where it isn't clean.
    pub text: String,
    /// What both sides changed, as people write it: `amount`, `lines[0].price`; empty where the lines say it.
    pub conflicts: Vec<String>,
    /// Whether nothing is left to a person.
    pub clean: bool,
}

impl Merged {
    fn clean(text: impl Into<String>) -> Merged {
        Merged {
            text: text.into(),
            conflicts: Vec::new(),
            clean: true,
        }
    }

    fn conflict(text: String, conflicts: Vec<String>) -> Merged {
        Merged {
            text,
            conflicts,
            clean: false,
        }
    }
}

/// Merges what two sides made of the file at `path`. The result starts from `ours`: comments and layout stay.
pub fn merge(path: &str, base: &str, ours: &str, theirs: &str, custody: &Custody) -> Merged {
    if ours == theirs || theirs == base {
        return Merged::clean(ours);
    }
    if ours == base {
        return Merged::clean(theirs);
    }
    match custody {
        Custody::Paper => Merged::conflict(lines::whole(ours, theirs), Vec::new()),
        Custody::Text => by_lines(base, ours, theirs),
        Custody::Record(bound) => {
            let versions = (
                Version::of_base(path, base),
                Version::read(path, ours),
                Version::read(path, theirs),
            );
            match versions {
                (Some(base), Some(ours), Some(theirs)) => {
                    let sides = Sides {
                        path,
                        base: &base,
                        ours: &ours,
                        theirs: &theirs,
                    };
                    let merged = sides.merge(bound);
                    merged.unwrap_or_else(|| in_doubt(base.text, ours.text, theirs.text))
                }
                _ => {
                    // A broken side that Git's merge makes a record again would pass without a look at its fields.
                    let merged = by_lines(base, ours, theirs);
                    match merged.clean && version::is_record(path, &merged.text) {
                        true => in_doubt(base, ours, theirs),
                        false => merged,
                    }
                }
            }
        }
    }
}

/// As Git does it.
fn by_lines(base: &str, ours: &str, theirs: &str) -> Merged {
    let Lines { text, clean } = lines::merge(base, ours, theirs);
    match clean {
        true => Merged::clean(text),
        false => Merged::conflict(text, Vec::new()),
    }
}

/// A conflict though no field says so.
fn in_doubt(base: &str, ours: &str, theirs: &str) -> Merged {
    let Lines { text, clean } = lines::merge(base, ours, theirs);
    let text = match clean {
        true => lines::whole(ours, theirs),
        false => text,
    };
    Merged::conflict(text, Vec::new())
}

/// The three versions of a record.
struct Sides<'s> {
    path: &'s str,
    base: &'s Version<'s>,
    ours: &'s Version<'s>,
    theirs: &'s Version<'s>,
}

impl Sides<'_> {
    /// Merges; nothing where the result can't be written or proved.
    fn merge(&self, bound: &[custody::Bound]) -> Option<Merged> {
        let (base, ours, theirs) = (self.base, self.ours, self.theirs);
        let forced = custody::forced(bound, base, ours, theirs);
        let mut fields = fields::Fields::new(&forced.fields);
        let both = fields.merge(&mut Vec::new(), &base.fields, &ours.fields, &theirs.fields);
        let body = match forced.body {
            true => Lines {
                text: lines::marked(ours.body, theirs.body),
                clean: false,
            },
            false => lines::merge(base.body, ours.body, theirs.body),
        };
        let Both {
            ours: Some(kept),
            theirs: Some(other),
        } = both
        else {
            return None;
        };
        let edited = |value: &value::Value| {
            let edit = Edit::Set {
                path: Vec::new(),
                value: value.plant(),
                after: Vec::new(),
            };
            apply(self.path, ours.text, &[edit]).ok()
        };
        let text = edited(&kept)?;
        let head = Version::head_of(self.path, &text)?;
        let mut conflicts = fields.conflicts;
        let head = match kept == other && conflicts.is_empty() {
            true => head.to_owned(),
            false => {
                let other = edited(&other)?;
                lines::marked(head, Version::head_of(self.path, &other)?)
            }
        };
        if !body.clean {
            conflicts.push("body".to_owned());
        }
        let merged = version::joined(&head, &body.text);
        if !conflicts.is_empty() {
            let marked = merged.contains(lines::OURS);
            return marked.then(|| Merged::conflict(merged, conflicts));
        }
        let again = Version::read(self.path, &merged)?;
        let right = again.fields == kept
            && again.body == body.text
            && proof::holds(&base.fields, &ours.fields, &theirs.fields, &kept)
            && proof::holds(&base.fields, &theirs.fields, &ours.fields, &kept);
        right.then(|| Merged::clean(merged))
    }
}
