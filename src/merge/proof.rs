//! Whether a merged value has everything that a side did. Says it another way than the merge does it.

use super::value::Value;

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
    side.iter()
        .filter(|item| count(side, item) > count(base, item))
        .all(|item| {
            let grown = |found: &Value| {
                let origin = |base: &Value| {
                    matches!((base, item), (Value::Map(_), Value::Map(_)))
                        && kept(Some(base), Some(item), None, Some(found))
                };
                found == item || base.iter().any(origin)
            };
            merged.iter().any(grown)
        })
}

/// Whether no item that the side took away is there more often than the other side has it anew.
fn removed(base: &[Value], side: &[Value], other: &[Value], merged: &[Value]) -> bool {
    base.iter().all(|item| {
        let (before, after) = (count(base, item), count(side, item));
        let anew = count(other, item).saturating_sub(before);
        after >= before || count(merged, item) <= after + anew
    })
}

fn count(items: &[Value], item: &Value) -> usize {
    items.iter().filter(|other| *other == item).count()
}
