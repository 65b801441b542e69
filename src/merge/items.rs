//! Lists of three versions → one: by what names an item where every item has such a name, else by content.

use super::fields::{Both, Fields};
use super::value::Value;
use crate::text::align;
use std::collections::{HashMap, HashSet};

/// Merges the lists at `path`.
pub(super) fn merge(
    fields: &mut Fields<'_>,
    path: &mut Vec<String>,
    base: &[Value],
    ours: &[Value],
    theirs: &[Value],
) -> Both {
    match identity([base, ours, theirs]) {
        Some(name) => {
            let named = Named {
                name: &name,
                base: by_name(base, &name),
                ours: by_name(ours, &name),
                theirs: by_name(theirs, &name),
            };
            named.merge(fields, path, &named.order(ours, theirs))
        }
        None => Chunks { base, ours, theirs }.merge(fields, path),
    }
}

/// The field that names the items of all three lists: `id`, `name`, or the first one, unless two sides mean
/// different new items by it. Where both sides took an item away and added others, they may have renamed it: then none.
fn identity(lists: [&[Value]; 3]) -> Option<String> {
    let first = lists.iter().find_map(|items| match items.first() {
        Some(Value::Map(entries)) => entries.first().map(|(key, _)| key.as_str()),
        _ => None,
    });
    let names = |name: &str| lists.iter().all(|items| names_all(items, name));
    let leads = |name: &str| {
        let leads = |item: &Value| matches!(item, Value::Map(entries) if entries.first().is_some_and(|(key, _)| key == name));
        lists.iter().all(|items| items.iter().all(leads))
    };
    let [base, ours, theirs] = lists;
    let apart = |name: &str| {
        let (all, other) = (by_name(base, name), by_name(theirs, name));
        by_name(ours, name).into_iter().all(|(key, item)| {
            all.contains_key(key) || other.get(key).is_none_or(|other| *other == item)
        })
    };
    let strong = ["id", "name"].into_iter().find(|name| names(name));
    let weak = first.filter(|name| names(name) && leads(name) && apart(name));
    let name = strong.or(weak)?;
    (!may_be_renamed(name, lists)).then(|| name.to_owned())
}

/// Whether both sides took away one item and added different ones.
fn may_be_renamed(name: &str, [base, ours, theirs]: [&[Value]; 3]) -> bool {
    let (all, mine, other) = (
        by_name(base, name),
        by_name(ours, name),
        by_name(theirs, name),
    );
    let gone = all
        .keys()
        .any(|key| !mine.contains_key(key) && !other.contains_key(key));
    let adds = |side: &ByName<'_>, other: &ByName<'_>| {
        side.keys()
            .any(|key| !all.contains_key(key) && !other.contains_key(key))
    };
    gone && adds(&mine, &other) && adds(&other, &mine)
}

type ByName<'v> = HashMap<&'v str, &'v Value>;

/// Items by what names them.
fn by_name<'v>(items: &'v [Value], name: &str) -> ByName<'v> {
    items
        .iter()
        .filter_map(|item| Some((item.get(name)?.text()?, item)))
        .collect()
}

/// Whether every item is a map with a text of this name that no other has.
fn names_all(items: &[Value], name: &str) -> bool {
    let mut seen = HashSet::new();
    items.iter().all(|item| {
        let text = item.get(name).and_then(Value::text);
        text.is_some_and(|text| seen.insert(text))
    })
}

/// Lists whose items have names.
struct Named<'m> {
    name: &'m str,
    base: ByName<'m>,
    ours: ByName<'m>,
    theirs: ByName<'m>,
}

impl Named<'_> {
    fn merge(&self, fields: &mut Fields<'_>, path: &mut Vec<String>, order: &[&str]) -> Both {
        let (mut mine, mut other) = (Vec::new(), Vec::new());
        for key in order {
            let (base, ours, theirs) = (
                self.base.get(key).copied(),
                self.ours.get(key).copied(),
                self.theirs.get(key).copied(),
            );
            path.push(format!("[{key}]"));
            let both = match (base, ours, theirs) {
                (None, Some(ours), Some(theirs)) if ours != theirs => {
                    fields.conflict(path, Some(ours), Some(theirs))
                }
                _ => fields.value(path, base, ours, theirs),
            };
            path.pop();
            mine.extend(both.ours);
            other.extend(both.theirs);
        }
        Both {
            ours: Some(Value::List(mine)),
            theirs: Some(Value::List(other)),
        }
    }

    /// The names of both sides in their order: theirs behind the one before it, ours first where both added.
    fn order<'v>(&self, ours: &'v [Value], theirs: &'v [Value]) -> Vec<&'v str> {
        let key = |item: &'v Value| {
            item.get(self.name)
                .and_then(Value::text)
                .unwrap_or_default()
        };
        // What follows each of our names; "" stands before all.
        let mut behind: HashMap<&str, Vec<&'v str>> = HashMap::new();
        let mut anchor = "";
        for item in theirs {
            match self.ours.contains_key(key(item)) {
                true => anchor = key(item),
                false => behind.entry(anchor).or_default().push(key(item)),
            }
        }
        let added = |key: &str| !self.base.contains_key(key) && !self.theirs.contains_key(key);
        let mut keys = Vec::with_capacity(ours.len() + theirs.len());
        let mut waiting = behind.remove("").unwrap_or_default();
        for item in ours {
            if !added(key(item)) {
                keys.append(&mut waiting);
            }
            keys.push(key(item));
            waiting.extend(behind.remove(key(item)).unwrap_or_default());
        }
        keys.append(&mut waiting);
        keys
    }
}

/// Lists whose items are told apart by content: cut where all three agree.
struct Chunks<'m> {
    base: &'m [Value],
    ours: &'m [Value],
    theirs: &'m [Value],
}

impl Chunks<'_> {
    fn merge(&self, fields: &mut Fields<'_>, path: &mut Vec<String>) -> Both {
        let (mine, other) = (
            matches(self.base, self.ours),
            matches(self.base, self.theirs),
        );
        let mut anchors: Vec<(usize, usize, usize)> = mine
            .iter()
            .filter_map(|&(base, ours)| {
                let at = other.binary_search_by_key(&base, |&(base, _)| base).ok()?;
                Some((base, ours, other.get(at)?.1))
            })
            .collect();
        anchors.push((self.base.len(), self.ours.len(), self.theirs.len()));
        let (mut one, mut two) = (Vec::new(), Vec::new());
        let (mut b, mut o, mut t) = (0, 0, 0);
        for (base, ours, theirs) in anchors {
            let chunk = Chunk {
                base: self.base.get(b..base).unwrap_or_default(),
                ours: self.ours.get(o..ours).unwrap_or_default(),
                theirs: self.theirs.get(t..theirs).unwrap_or_default(),
            };
            chunk.merge(fields, path, &mut one, &mut two);
            one.extend(self.ours.get(ours).cloned());
            two.extend(self.ours.get(ours).cloned());
            (b, o, t) = (base + 1, ours + 1, theirs + 1);
        }
        Both {
            ours: Some(Value::List(one)),
            theirs: Some(Value::List(two)),
        }
    }
}

/// What stands between two items that all three lists have.
struct Chunk<'m> {
    base: &'m [Value],
    ours: &'m [Value],
    theirs: &'m [Value],
}

impl Chunk<'_> {
    fn merge(
        &self,
        fields: &mut Fields<'_>,
        path: &mut Vec<String>,
        one: &mut Vec<Value>,
        two: &mut Vec<Value>,
    ) {
        if let Some(items) = self.plainly().or_else(|| self.around()) {
            one.extend(items.iter().cloned());
            two.extend(items);
            return;
        }
        if self.base.len() == self.ours.len() && self.base.len() == self.theirs.len() {
            for ((base, ours), theirs) in self.base.iter().zip(self.ours).zip(self.theirs) {
                path.push(format!("[{}]", one.len()));
                let both = fields.value(path, Some(base), Some(ours), Some(theirs));
                path.pop();
                one.extend(both.ours);
                two.extend(both.theirs);
            }
            return;
        }
        fields.conflict(path, None, None);
        one.extend(self.ours.iter().cloned());
        two.extend(self.theirs.iter().cloned());
    }

    /// Where one side did nothing, both did the same, or both only added or only took away.
    fn plainly(&self) -> Option<Vec<Value>> {
        let Chunk { base, ours, theirs } = *self;
        if theirs == base || ours == theirs {
            return Some(ours.to_vec());
        }
        if ours == base {
            return Some(theirs.to_vec());
        }
        let (mine, other) = (matches(base, ours), matches(base, theirs));
        let less = mine.len() == ours.len() && other.len() == theirs.len();
        less.then(|| {
            let stays = |at: &usize| {
                mine.iter().any(|(base, _)| base == at) && other.iter().any(|(base, _)| base == at)
            };
            let kept = (0..base.len()).filter(stays);
            kept.filter_map(|at| base.get(at).cloned()).collect()
        })
    }

    /// Where one side only added before and behind what the other changed.
    fn around(&self) -> Option<Vec<Value>> {
        let Chunk { base, ours, theirs } = *self;
        if let Some((before, behind)) = ends(base, theirs) {
            let new = |item: &&Value| !ours.contains(item) || base.contains(item);
            let items = before.iter().filter(new).chain(ours);
            return Some(items.chain(behind.iter().filter(new)).cloned().collect());
        }
        let (before, behind) = ends(base, ours)?;
        let new = |item: &&Value| {
            !(before.contains(item) || behind.contains(item)) || base.contains(item)
        };
        let items = before.iter().chain(theirs.iter().filter(new));
        Some(items.chain(behind).cloned().collect())
    }
}

/// What `side` has before and behind `base`, if it has all of that without anything between.
fn ends<'v>(base: &[Value], side: &'v [Value]) -> Option<(&'v [Value], &'v [Value])> {
    if base.is_empty() {
        return Some((&[], side));
    }
    let at = side.windows(base.len()).position(|window| window == base)?;
    Some((side.get(..at)?, side.get(at + base.len()..)?))
}

/// Positions of equal items, in order.
fn matches(base: &[Value], side: &[Value]) -> Vec<(usize, usize)> {
    let same = |a: usize, b: usize| match (base.get(a), side.get(b)) {
        (Some(one), Some(other)) => u32::from(one == other),
        _ => 0,
    };
    align(base.len(), side.len(), 1, same)
}
