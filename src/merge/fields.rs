//! Values of three versions → one, field by field.

use super::items;
use super::value::Value;

/// A merged value as each side would have its conflicts decided; without a conflict both are the same. `None`: absent.
#[derive(Clone, Debug)]
pub(super) struct Both {
    pub(super) ours: Option<Value>,
    pub(super) theirs: Option<Value>,
}

impl Both {
    pub(super) fn same(value: Option<Value>) -> Both {
        Both {
            ours: value.clone(),
            theirs: value,
        }
    }
}

/// Merges the fields of one record and notes what is in conflict.
pub(super) struct Fields<'f> {
    /// Fields that are in conflict, whatever was made of them: names from the outermost map on.
    forced: &'f [Vec<String>],
    pub(super) conflicts: Vec<String>,
}

impl<'f> Fields<'f> {
    pub(super) fn new(forced: &'f [Vec<String>]) -> Fields<'f> {
        Fields {
            forced,
            conflicts: Vec::new(),
        }
    }

    /// Merges the outermost maps.
    pub(super) fn merge(
        &mut self,
        path: &mut Vec<String>,
        base: &Value,
        ours: &Value,
        theirs: &Value,
    ) -> Both {
        self.value(path, Some(base), Some(ours), Some(theirs))
    }

    /// Merges the values at `path`.
    pub(super) fn value(
        &mut self,
        path: &mut Vec<String>,
        base: Option<&Value>,
        ours: Option<&Value>,
        theirs: Option<&Value>,
    ) -> Both {
        let forced = self.forced.iter().any(|forced| forced.starts_with(path));
        if ours == theirs {
            return Both::same(ours.cloned());
        }
        if !forced && theirs == base {
            return Both::same(ours.cloned());
        }
        if !forced && ours == base {
            return Both::same(theirs.cloned());
        }
        if forced && self.forced.contains(path) {
            return self.conflict(path, ours, theirs);
        }
        match (base, ours, theirs) {
            (Some(Value::Map(_)) | None, Some(Value::Map(mine)), Some(Value::Map(other))) => {
                self.map(path, base, mine, other)
            }
            _ => {
                let empty = Value::Nothing;
                let lists = (base.unwrap_or(&empty).items(), ours, theirs);
                match lists {
                    (Some(base), Some(Value::List(ours)), Some(Value::List(theirs))) => {
                        items::merge(self, path, base, ours, theirs)
                    }
                    _ => self.conflict(path, ours, theirs),
                }
            }
        }
    }

    pub(super) fn conflict(
        &mut self,
        path: &[String],
        ours: Option<&Value>,
        theirs: Option<&Value>,
    ) -> Both {
        self.conflicts.push(shown(path));
        Both {
            ours: ours.cloned(),
            theirs: theirs.cloned(),
        }
    }

    fn map(
        &mut self,
        path: &mut Vec<String>,
        base: Option<&Value>,
        ours: &[(String, Value)],
        theirs: &[(String, Value)],
    ) -> Both {
        let find = |entries: &[(String, Value)], key: &str| {
            entries.iter().position(|(name, _)| name == key)
        };
        let mut keys: Vec<&str> = ours.iter().map(|(key, _)| key.as_str()).collect();
        for (index, (key, _)) in theirs.iter().enumerate() {
            if find(ours, key).is_some() {
                continue;
            }
            let before = theirs.iter().take(index).rev();
            let place = before.filter_map(|(name, _)| keys.iter().position(|key| key == name));
            keys.insert(place.map(|at| at + 1).next().unwrap_or(0), key);
        }
        let (mut mine, mut other) = (Vec::new(), Vec::new());
        for key in keys {
            let value = |entries: &'_ [(String, Value)]| find(entries, key);
            let one = value(ours)
                .and_then(|at| ours.get(at))
                .map(|(_, value)| value);
            let two = value(theirs)
                .and_then(|at| theirs.get(at))
                .map(|(_, value)| value);
            path.push(key.to_owned());
            let both = self.value(path, base.and_then(|base| base.get(key)), one, two);
            path.pop();
            mine.extend(both.ours.map(|value| (key.to_owned(), value)));
            other.extend(both.theirs.map(|value| (key.to_owned(), value)));
        }
        Both {
            ours: Some(Value::Map(mine)),
            theirs: Some(Value::Map(other)),
        }
    }
}

/// A path as people write it; items stand in it as `[2]` or `[R1]`.
fn shown(path: &[String]) -> String {
    path.join(".").replace(".[", "[")
}
