//! The normal form of a record for differences: a value a line behind its path, in the order of its form.

use super::value::Value;
use super::version::Version;
use crate::form::Shape;

/// Longest text that an item is named by, in characters.
const LONGEST_NAME: usize = 24;

/// The record in `text` with a value a line, its fields in the order of `shape` where one is known; the body of Markdown
/// behind them. A text that is no record, as it is.
pub fn normal_form(path: &str, text: &str, shape: Option<&Shape>) -> String {
    let Some(version) = Version::read(path, text) else {
        return text.to_owned();
    };
    let mut lines = String::new();
    if let Value::Map(mut entries) = version.fields {
        if let Some(shape) = shape {
            let place = |name: &str| shape.find(name).map_or(usize::MAX, |(index, _)| index);
            entries.sort_by_key(|(name, _)| place(name));
        }
        for (name, value) in &entries {
            write(&mut lines, name, value);
        }
    }
    if !version.body.is_empty() {
        lines.push('\n');
        lines.push_str(version.body);
    }
    lines
}

fn write(lines: &mut String, path: &str, value: &Value) {
    match value {
        Value::Nothing => line(lines, path, ""),
        Value::Scalar(text, _) if text.contains('\n') => {
            for text in text.lines() {
                line(lines, path, text);
            }
        }
        Value::Scalar(text, _) => line(lines, path, text),
        Value::List(items) if items.is_empty() => line(lines, path, "[]"),
        Value::Map(entries) if entries.is_empty() => line(lines, path, "{}"),
        Value::List(items) => {
            for item in items {
                write(lines, &format!("{path}[{}]", name(item)), item);
            }
        }
        Value::Map(entries) => {
            for (name, value) in entries {
                write(lines, &format!("{path}.{name}"), value);
            }
        }
    }
}

fn line(lines: &mut String, path: &str, text: &str) {
    lines.push_str(path);
    lines.push(':');
    if !text.is_empty() {
        lines.push(' ');
        lines.push_str(text);
    }
    lines.push('\n');
}

/// What an item is called: not its position, which every item put in before it would change.
fn name(item: &Value) -> &str {
    let Value::Map(entries) = item else { return "" };
    let named = ["id", "name"].into_iter().find_map(|name| item.get(name));
    let first = named.or(entries.first().map(|(_, value)| value));
    let text = first.and_then(Value::text).unwrap_or_default();
    match text.chars().count() <= LONGEST_NAME && !text.contains('\n') {
        true => text,
        false => "",
    }
}
