//! Filters on texts.

use super::{MOST_BYTES, Setting, need, shown};
use crate::language::{Language, Phrase};
use crate::say;
use crate::typeset::{self, literal};
use tera::value::Key;
use tera::{Kwargs, Value};
use unicode_width::UnicodeWidthChar as _;

/// Yes or no.
pub fn yes_no(value: &Value, _: &Kwargs, setting: &Setting) -> Result<Value, Phrase> {
    let truth = value.as_bool().ok_or_else(|| {
        say!(en: "{value} is neither true nor false", zh: "{value} 不是是否值", value = shown(value))
    })?;
    Ok(Value::from(match (truth, setting.language) {
        (true, Language::ZhCn) => "是",
        (false, Language::ZhCn) => "否",
        (true, Language::En) => "yes",
        (false, Language::En) => "no",
    }))
}

/// A text with a full stop at its end, where it has none: the Chinese one behind Chinese, whatever the language.
pub fn sentence(value: &Value, _: &Kwargs, setting: &Setting) -> Result<Value, Phrase> {
    let text = value.to_string();
    let text = text.trim_end();
    let stop = match text.chars().next_back() {
        None | Some('.' | '!' | '?' | '…' | '。' | '！' | '？') => "",
        Some(last) if setting.language == Language::ZhCn || last.width() == Some(2) => "。",
        Some(_) => ".",
    };
    Ok(Value::from(format!("{text}{stop}")))
}

/// What changed against another text, as Markdown whose texts are literal.
pub fn changes(value: &Value, given: &Kwargs, _: &Setting) -> Result<Value, Phrase> {
    let from = need(given, "from")?;
    let plain = |value: &Value| literal::plain(&value.to_string());
    let changes = typeset::guarded_changes(&plain(&from), &plain(value));
    Ok(Value::safe_string(&changes))
}

/// The items as one text.
pub fn join(value: &Value, given: &Kwargs, _: &Setting) -> Result<Value, Phrase> {
    let between = super::maybe(given, "sep").map_or_else(String::new, |sep| sep.to_string());
    let mut text = String::new();
    for (at, item) in super::list::items(value)?.iter().enumerate() {
        if at > 0 {
            text.push_str(&between);
        }
        text.push_str(&item.to_string());
        bounded(&text)?;
    }
    Ok(Value::from(text))
}

/// A text whose placeholders, `{name}` or `［name］`, are filled in from a map. One that the map doesn't have stays, for
/// a person to fill in. What is filled in is not looked at again.
pub fn fill(value: &Value, given: &Kwargs, _: &Setting) -> Result<Value, Phrase> {
    let with = need(given, "with")?;
    let with = with
        .as_map()
        .ok_or_else(|| say!(en: "`with` takes a map", zh: "`with` 须为映射"))?;
    let mut rest = value.as_str().unwrap_or_default();
    let mut filled = String::new();
    while let Some(at) = rest.find(['{', '［']) {
        let (before, from) = rest.split_at(at);
        filled.push_str(before);
        let (open, close) = if from.starts_with('{') {
            ('{', '}')
        } else {
            ('［', '］')
        };
        let inside = from.strip_prefix(open).unwrap_or_default();
        let name = inside
            .split(close)
            .next()
            .filter(|name| name.len() < inside.len());
        match name.and_then(|name| {
            Some((
                name,
                with.get(&Key::Str(name.trim()))
                    .filter(|value| is_there(value))?,
            ))
        }) {
            Some((name, value)) => {
                filled.push_str(&one(value));
                rest = inside
                    .get(name.len() + close.len_utf8()..)
                    .unwrap_or_default();
            }
            None => {
                filled.push(open);
                rest = inside;
            }
        }
        bounded(&filled)?;
    }
    filled.push_str(rest);
    Ok(Value::from(filled))
}

fn is_there(value: &Value) -> bool {
    !value.is_undefined() && !value.is_none()
}

/// A value in a sentence: of a list, the first.
fn one(value: &Value) -> String {
    match value.as_array() {
        Some(items) => items.first().map_or_else(String::new, ToString::to_string),
        None => value.to_string(),
    }
}

fn bounded(text: &str) -> Result<(), Phrase> {
    match text.len() > MOST_BYTES {
        true => Err(say!(en: "the text is longer than 1 MB", zh: "文本超过 1 MB")),
        false => Ok(()),
    }
}
