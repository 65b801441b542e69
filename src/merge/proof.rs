//! Whether a merged value has everything that a side did. Says it another way than the merge does it.

use super::value::Value;
use std::collections::HashMap;

/// Most comparisons of items.
const MOST: usize = 1_000_000;

/// Whether `merged` has each change that `side` made to `base`; what `other` made of it may be there too.
pub(super) fn holds(base: &Value, side: &Value, other: &Value, merged: &Value) -> bool {
    kept(Some(base), Some(side), Some(other), Some(merged))
}

fn kept(
    base: Option<&Value>,
    side: Option<&Value>,
    other: Option<&Value>,
    merged: Option<&Value>,
) -> bool {
    if side == base || merged == side {
        return true;
    }
    match (side, merged) {
        (Some(Value::Map(entries)), Some(Value::Map(_))) => {
            let part = |value: Option<&'_ Value>, key: &str| {
                value.and_then(|value| value.get(key)).cloned()
            };
            let base_keys = match base {
                Some(Value::Map(entries)) => entries.as_slice(),
                _ => &[],
            };
            entries.iter().chain(base_keys).all(|(key, _)| {
                let (base, side) = (part(base, key), part(side, key));
                let (other, merged) = (part(other, key), part(merged, key));
                kept(
                    base.as_ref(),
                    side.as_ref(),
                    other.as_ref(),
                    merged.as_ref(),
                )
            })
        }
        (Some(Value::List(side)), Some(Value::List(merged))) => {
            let items = |value: Option<&'_ Value>| match value {
                Some(Value::List(items)) => items.clone(),
                _ => Vec::new(),
            };
            added(&items(base), side, merged) && removed(&items(base), side, &items(other), merged)
        }
        _ => false,
    }
}

/// Whether each item that the side added or changed is there, with what the other side made of it at most.
fn added(base: &[Value], side: &[Value], merged: &[Value]) -> bool {
    let (before, after, there) = (counts(base), counts(side), counts(merged));
    let anew = |item: &&Value| count(&after, item) > count(&before, item);
    let sought: Vec<&Value> = side
        .iter()
        .filter(anew)
        .filter(|item| count(&there, item) == 0)
        .collect();
    let origins: Vec<&Value> = base
        .iter()
        .filter(|item| count(&after, item) == 0)
        .collect();
    let grown: Vec<&Value> = merged
        .iter()
        .filter(|item| count(&before, item) == 0)
        .collect();
    // Beyond that it isn't worth the time: in doubt, a person decides.
    let fits = sought
        .len()
        .saturating_mul(origins.len())
        .saturating_mul(grown.len())
        <= MOST;
    fits && sought.iter().all(|item| {
        let made = |origin: &&Value| {
            let maps = matches!((origin, item), (Value::Map(_), Value::Map(_)));
            maps && grown
                .iter()
                .any(|grown| kept(Some(origin), Some(item), None, Some(grown)))
        };
        origins.iter().any(made)
    })
}

/// Whether no item that the side took away is there more often than the other side has it anew.
fn removed(base: &[Value], side: &[Value], other: &[Value], merged: &[Value]) -> bool {
    let (all, mine, others, there) = (counts(base), counts(side), counts(other), counts(merged));
    all.iter().all(|(item, &before)| {
        let after = count(&mine, item);
        let anew = count(&others, item).saturating_sub(before);
        after >= before || count(&there, item) <= after + anew
    })
}

fn counts(items: &[Value]) -> HashMap<&Value, usize> {
    let mut counts = HashMap::with_capacity(items.len());
    for item in items {
        *counts.entry(item).or_insert(0) += 1;
    }
    counts
}

fn count(counts: &HashMap<&Value, usize>, item: &Value) -> usize {
    counts.get(item).copied().unwrap_or_default()
}
