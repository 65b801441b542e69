//! Filters on lists.

use super::{Setting, need, shown, whole};
use crate::language::Phrase;
use crate::say;
use crate::value::Decimal;
use std::cmp::Ordering;
use tera::value::Key;
use tera::{Kwargs, Value};

/// Most numbers of a range.
const MOST_NUMBERS: i64 = 1000;

/// The items of a list.
pub fn items(value: &Value) -> Result<&[Value], Phrase> {
    value
        .as_array()
        .ok_or_else(|| say!(en: "{value} is no list", zh: "{value} 不是列表", value = shown(value)))
}

/// A field of an item, through groups: `kind.name`.
pub fn field(item: &Value, path: &Value) -> Result<Option<Value>, Phrase> {
    let path = path
        .as_str()
        .ok_or_else(|| say!(en: "`of` names a field in quotes", zh: "`of` 须为加引号的字段名"))?;
    let mut value = item;
    for name in path.split('.') {
        let Some(map) = value.as_map() else {
            return Ok(None);
        };
        match map.get(&Key::Str(name)) {
            Some(inner) => value = inner,
            None => return Ok(None),
        }
    }
    Ok(Some(value.clone()))
}

/// The items whose field is this.
pub fn equal(value: &Value, given: &Kwargs, _: &Setting) -> Result<Value, Phrase> {
    let (of, is) = (need(given, "of")?, need(given, "is")?.to_string());
    kept(value, &of, |field| {
        field.is_some_and(|field| field.to_string() == is)
    })
}

/// The items that have a field.
pub fn having(value: &Value, given: &Kwargs, _: &Setting) -> Result<Value, Phrase> {
    let of = need(given, "of")?;
    kept(value, &of, |field| {
        field.is_some_and(|field| field.is_truthy())
    })
}

fn kept(value: &Value, of: &Value, keeps: impl Fn(Option<Value>) -> bool) -> Result<Value, Phrase> {
    let mut kept = Vec::new();
    for item in items(value)? {
        if keeps(field(item, of)?) {
            kept.push(item.clone());
        }
    }
    Ok(Value::from(kept))
}

/// The items in the order of a field: numbers and money by size, behind them all else as text; those without it last.
pub fn sorted(value: &Value, given: &Kwargs, _: &Setting) -> Result<Value, Phrase> {
    let of = need(given, "of")?;
    let mut keyed = Vec::new();
    for item in items(value)? {
        keyed.push((
            field(item, &of)?.map(|field| field.to_string()),
            item.clone(),
        ));
    }
    keyed.sort_by(|(one, _), (two, _)| match (one, two) {
        (Some(one), Some(two)) => compare(one, two),
        (one, two) => two.is_some().cmp(&one.is_some()),
    });
    let items: Vec<Value> = keyed.into_iter().map(|(_, item)| item).collect();
    Ok(Value::from(items))
}

fn compare(one: &str, two: &str) -> Ordering {
    match (size(one), size(two)) {
        (Some(one), Some(two)) => one.cmp(&two),
        (None, None) => one.cmp(two),
        (one, two) => two.is_some().cmp(&one.is_some()),
    }
}

/// The number in `1,280.00 CNY`, `8%` or `12`.
fn size(text: &str) -> Option<Decimal> {
    let number = text
        .split(' ')
        .next()?
        .trim_end_matches('%')
        .replace(',', "");
    Decimal::from_str_exact(&number).ok()
}

/// Whole numbers.
pub fn range(given: &Kwargs) -> Result<Value, Phrase> {
    let start = whole(given, "start")?.unwrap_or(0);
    let end = whole(given, "end")?
        .ok_or_else(|| say!(en: "`range` needs `end=…`", zh: "`range` 需要 `end=…`"))?;
    if end.saturating_sub(start) > MOST_NUMBERS {
        return Err(
            say!(en: "`range` gives at most {most} numbers", zh: "`range` 最多给出 {most} 个数", most = MOST_NUMBERS),
        );
    }
    Ok(Value::from((start..end).collect::<Vec<i64>>()))
}
