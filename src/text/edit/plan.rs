//! An edit → the acts that make it: as few bytes as the tree that is there allows.

use super::act::Act;
use super::parsed::{Child, Parsed, Spot};
use super::pen::is_nothing;
use super::{Edit, Plant, Refusal, Step};
use crate::text::{NodeKind, align};

/// The acts of an edit, in the order they are to be done in.
pub(super) fn acts(parsed: &Parsed<'_>, edit: &Edit) -> Result<Vec<Act>, Refusal> {
    let mut acts = Vec::new();
    match edit {
        Edit::Set { path, value, after } => set(parsed, path, value, Some(after), &mut acts)?,
        Edit::Append { path, value, after } => append(parsed, path, value, after, &mut acts)?,
        Edit::Remove { path } => {
            if parsed.find(path)?.is_some() {
                acts.push(Act::Remove { path: path.clone() });
            }
        }
        Edit::Body(_) => {}
    }
    Ok(acts)
}

fn set(
    parsed: &Parsed<'_>,
    path: &[Step],
    value: &Plant,
    after: Option<&[String]>,
    acts: &mut Vec<Act>,
) -> Result<(), Refusal> {
    if let Some(spot) = parsed.find(path)? {
        return change(parsed, path, &spot, value, acts);
    }
    let Some((last, rest)) = path.split_last() else {
        return Err(Refusal::no_part(path));
    };
    match parsed.find(rest)? {
        Some(parent) => {
            let kind = parent.node.kind();
            match (kind, last) {
                (NodeKind::Map, Step::Key(key)) => acts.push(Act::Key {
                    map: rest.to_vec(),
                    key: key.clone(),
                    after: after.map(<[String]>::to_vec),
                    value: value.clone(),
                }),
                (NodeKind::List, Step::Item(index)) if parent.node.items().count() == *index => {
                    acts.push(Act::Item {
                        list: rest.to_vec(),
                        index: *index,
                        value: value.clone(),
                    });
                }
                (NodeKind::Null, _) => {
                    let value = wrapped(last, value).ok_or_else(|| Refusal::no_part(path))?;
                    acts.push(Act::Replace {
                        path: rest.to_vec(),
                        value,
                    });
                }
                _ => return Err(Refusal::no_part(path)),
            }
            Ok(())
        }
        None => {
            let value = wrapped(last, value).ok_or_else(|| Refusal::no_part(path))?;
            set(parsed, rest, &value, None, acts)
        }
    }
}

/// `value` in a new map or list that has just it.
fn wrapped(step: &Step, value: &Plant) -> Option<Plant> {
    match step {
        Step::Key(key) => Some(Plant::Map(vec![(key.clone(), value.clone())])),
        Step::Item(0) => Some(Plant::List(vec![value.clone()])),
        Step::Item(_) => None,
    }
}

fn append(
    parsed: &Parsed<'_>,
    path: &[Step],
    value: &Plant,
    after: &[String],
    acts: &mut Vec<Act>,
) -> Result<(), Refusal> {
    let list = parsed.find(path)?;
    match list.map(|list| (list.node.kind(), list.node.items().count())) {
        Some((NodeKind::List, index)) => {
            acts.push(Act::Item {
                list: path.to_vec(),
                index,
                value: value.clone(),
            });
            Ok(())
        }
        None | Some((NodeKind::Null, _)) => set(
            parsed,
            path,
            &Plant::List(vec![value.clone()]),
            Some(after),
            acts,
        ),
        _ => Err(Refusal::no_part(path)),
    }
}

/// The acts that make the value at `path` be `value`.
fn change(
    parsed: &Parsed<'_>,
    path: &[Step],
    spot: &Spot<'_>,
    value: &Plant,
    acts: &mut Vec<Act>,
) -> Result<(), Refusal> {
    if is_same(parsed, spot, value)? {
        return Ok(());
    }
    let children = parsed.children(spot)?;
    let step = |step: Step| {
        let mut path = path.to_vec();
        path.push(step);
        path
    };
    match (spot.node.kind(), value) {
        (NodeKind::Map, Plant::Map(entries)) if !entries.is_empty() && !children.is_empty() => {
            let mut before = Vec::new();
            for (key, value) in entries {
                set(
                    parsed,
                    &step(Step::Key(key.clone())),
                    value,
                    Some(&before),
                    acts,
                )?;
                before.push(key.clone());
            }
            for child in &children {
                let name = child.key.and_then(|key| key.scalar()).unwrap_or_default();
                if !entries.iter().any(|(key, _)| key == name) {
                    acts.push(Act::Remove {
                        path: step(Step::Key(name.to_owned())),
                    });
                }
            }
        }
        (NodeKind::List, Plant::List(items)) if !items.is_empty() && !children.is_empty() => {
            change_items(parsed, path, &children, items, acts)?;
        }
        _ => acts.push(Act::Replace {
            path: path.to_vec(),
            value: value.clone(),
        }),
    }
    Ok(())
}

/// The acts that make a list's items be `items`: those that stay keep their lines.
fn change_items(
    parsed: &Parsed<'_>,
    path: &[Step],
    children: &[Child<'_>],
    items: &[Plant],
    acts: &mut Vec<Act>,
) -> Result<(), Refusal> {
    let item = |index: usize| {
        let mut path = path.to_vec();
        path.push(Step::Item(index));
        path
    };
    let mut pairs = align(children.len(), items.len(), SAME, |old, new| {
        kinship(parsed, &children[old].value, &items[new])
    });
    pairs.push((children.len(), items.len()));
    let (mut old, mut new) = (0, 0);
    // From the last to the first, so that positions stay what they are.
    let mut moves = Vec::new();
    for (old_next, new_next) in pairs {
        while old < old_next && new < new_next {
            change(parsed, &item(old), &children[old].value, &items[new], acts)?;
            (old, new) = (old + 1, new + 1);
        }
        for (offset, value) in items[new..new_next].iter().enumerate().rev() {
            moves.push((
                offset,
                Act::Item {
                    list: path.to_vec(),
                    index: old,
                    value: value.clone(),
                },
            ));
        }
        moves.extend((old..old_next).map(|index| (0, Act::Remove { path: item(index) })));
        if let (Some(child), Some(value)) = (children.get(old_next), items.get(new_next)) {
            change(parsed, &item(old_next), &child.value, value, acts)?;
        }
        (old, new) = (old_next + 1, new_next + 1);
    }
    acts.extend(moves.into_iter().rev().map(|(offset, act)| match act {
        Act::Item { list, index, value } => Act::Item {
            list,
            index: index + offset,
            value,
        },
        other => other,
    }));
    Ok(())
}

/// What it is worth to match two items that are equal.
const SAME: u32 = 3;

/// How much a new item is like one that is there: the same, of one name, or not at all.
fn kinship(parsed: &Parsed<'_>, spot: &Spot<'_>, value: &Plant) -> u32 {
    if is_same(parsed, spot, value).unwrap_or(false) {
        return SAME;
    }
    let Plant::Map(entries) = value else { return 0 };
    let first = entries.first().map(|(key, _)| key.as_str());
    let named = ["id", "name"].into_iter().chain(first).find_map(|name| {
        let (_, value) = entries.iter().find(|(key, _)| key == name)?;
        let (Plant::Text(text) | Plant::Literal(text)) = value else {
            return None;
        };
        Some(spot.node.get(name)?.scalar() == Some(text))
    });
    if named == Some(true) { 2 } else { 0 }
}

/// Whether the value there reads as `value`.
fn is_same(parsed: &Parsed<'_>, spot: &Spot<'_>, value: &Plant) -> Result<bool, Refusal> {
    let children = parsed.children(spot)?;
    Ok(match (spot.node.kind(), value) {
        (NodeKind::Null, Plant::Literal(text)) => is_nothing(text),
        (NodeKind::Scalar(_), Plant::Text(text)) => spot.node.scalar() == Some(text),
        (NodeKind::Scalar(_), Plant::Literal(text)) => {
            spot.node.scalar() == Some(text) && !is_nothing(text)
        }
        (NodeKind::List, Plant::List(items)) => {
            let mut same = children.len() == items.len();
            for (child, item) in children.iter().zip(items) {
                same = same && is_same(parsed, &child.value, item)?;
            }
            same
        }
        (NodeKind::Map, Plant::Map(entries)) => {
            let mut same = children.len() == entries.len();
            for (key, value) in entries {
                let child = children.iter().find(|child| child.is_named(key));
                same = same
                    && match child {
                        Some(child) => is_same(parsed, &child.value, value)?,
                        None => false,
                    };
            }
            same
        }
        _ => false,
    })
}
