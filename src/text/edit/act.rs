//! One splice of a text, judged by reading the text again.

use super::model::{Planted, model};
use super::parsed::Parsed;
use super::pen::Pen;
use super::splice::{self, Splice};
use super::{Plant, Refusal, Step};
use crate::text::NodeKind;

/// What is done to one value, entry or item that is there, or is new in a map or list that is there.
#[derive(Clone, Debug)]
pub(super) enum Act {
    Replace {
        path: Vec<Step>,
        value: Plant,
    },
    /// A new key: behind the last of `after` that is there, else first; where nothing is said, last.
    Key {
        map: Vec<Step>,
        key: String,
        after: Option<Vec<String>>,
        value: Plant,
    },
    Item {
        list: Vec<Step>,
        index: usize,
        value: Plant,
    },
    Remove {
        path: Vec<Step>,
    },
}

impl Act {
    /// The text with this done, if that leaves everything else as it was.
    pub(super) fn perform(self, path: &str, text: &str) -> Result<String, Refusal> {
        let parsed = Parsed::read(path, text)?;
        let act = self.grounded(&parsed)?;
        let expected = act.expected(&parsed)?;
        let mut pen = Pen {
            line_end: parsed.line_end(),
            habit: parsed.habit(),
            quotes: false,
        };
        for quotes in [false, true] {
            pen.quotes = quotes;
            let edited = act.splice(&parsed, &pen)?.into(text);
            let Ok(again) = Parsed::read(path, &edited) else {
                continue;
            };
            let bodies = (parsed.body, again.body);
            let body = match bodies {
                (Some(before), Some(after)) => {
                    text.get(before.range()) == edited.get(after.range())
                }
                _ => true,
            };
            if body && expected.reads_as(&model(again.root()?.node)) {
                return Ok(edited);
            }
        }
        Err(Refusal::layout(act.path()))
    }

    fn path(&self) -> &[Step] {
        match self {
            Act::Replace { path, .. } | Act::Remove { path } => path,
            Act::Key { map, .. } => map,
            Act::Item { list, .. } => list,
        }
    }

    /// The same without a removal that would leave a map or list empty, or an entry in one that is empty.
    fn grounded(self, parsed: &Parsed<'_>) -> Result<Act, Refusal> {
        match self {
            Act::Remove { path } => removal(parsed, path),
            Act::Key {
                map,
                key,
                after,
                value,
            } => {
                let spot = parsed.at(&map)?;
                let empty = spot.node.entries().next().is_none();
                Ok(match empty && !spot.in_brackets {
                    true => Act::Replace {
                        path: map,
                        value: Plant::Map(vec![(key, value)]),
                    },
                    false => Act::Key {
                        map,
                        key,
                        after,
                        value,
                    },
                })
            }
            Act::Item { list, index, value } => {
                let spot = parsed.at(&list)?;
                let empty = spot.node.items().next().is_none();
                Ok(match empty && !spot.in_brackets {
                    true => Act::Replace {
                        path: list,
                        value: Plant::List(vec![value]),
                    },
                    false => Act::Item { list, index, value },
                })
            }
            Act::Replace { .. } => Ok(self),
        }
    }

    /// What has to be read afterwards.
    fn expected<'p>(&'p self, parsed: &'p Parsed<'_>) -> Result<Planted<'p>, Refusal> {
        let mut expected = model(parsed.root()?.node);
        let found = expected.at(self.path());
        let done = found.is_some_and(|found| match self {
            Act::Replace { value, .. } => found.replace(value),
            Act::Key {
                key, after, value, ..
            } => found.add(key, after.as_deref(), value),
            Act::Item { index, value, .. } => found.insert(*index, value),
            Act::Remove { .. } => true,
        });
        let done = done
            && match self {
                Act::Remove { path } => expected.remove(path),
                _ => true,
            };
        match done {
            true => Ok(expected),
            false => Err(Refusal::no_part(self.path())),
        }
    }

    fn splice(&self, parsed: &Parsed<'_>, pen: &Pen) -> Result<Splice, Refusal> {
        match self {
            Act::Replace { path, value } => {
                let spot = parsed.at(path)?;
                Ok(splice::replace(parsed, pen, path, &spot, value))
            }
            Act::Key {
                map,
                key,
                after,
                value,
            } => {
                let spot = parsed.at(map)?;
                splice::add_key(parsed, pen, &spot, key, after.as_deref(), value)
            }
            Act::Item { list, index, value } => {
                let spot = parsed.at(list)?;
                splice::add_item(parsed, pen, &spot, *index, value)
            }
            Act::Remove { path } => splice::remove(parsed, path),
        }
    }
}

/// What removes the value at `path` and leaves no empty map behind.
fn removal(parsed: &Parsed<'_>, mut path: Vec<Step>) -> Result<Act, Refusal> {
    let whole = path.clone();
    loop {
        let Some((_, rest)) = path.split_last() else {
            return Err(Refusal::last_field(&whole));
        };
        let parent = parsed.at(rest)?;
        let alone = parsed.children(&parent)?.len() == 1;
        let in_list = matches!(rest.last(), Some(Step::Item(_)));
        let rest = rest.to_vec();
        match parent.node.kind() {
            _ if !alone => return Ok(Act::Remove { path }),
            NodeKind::List => {
                return Ok(Act::Replace {
                    path: rest,
                    value: Plant::List(Vec::new()),
                });
            }
            _ if in_list => {
                return Ok(Act::Replace {
                    path: rest,
                    value: Plant::Map(Vec::new()),
                });
            }
            _ => path = rest,
        }
    }
}
