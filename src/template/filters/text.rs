//! Filters on texts.

use super::{MOST_BYTES, Setting, need, shown};
use crate::language::{Language, Phrase};
use crate::say;
use crate::typeset;
use tera::{Kwargs, Value};

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

/// What changed against another text, as Markdown whose texts are literal.
pub fn changes(value: &Value, given: &Kwargs, _: &Setting) -> Result<Value, Phrase> {
    let from = need(given, "from")?;
    let changes = typeset::guarded_changes(&from.to_string(), &value.to_string());
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

/// A text with its `{placeholders}` filled in; each must be given. What is filled in is not looked at again.
pub fn fill(value: &Value, given: &Kwargs, _: &Setting) -> Result<Value, Phrase> {
    let text = value.as_str().unwrap_or_default();
    let mut filled = String::new();
    let mut rest = text;
    while let Some((before, after)) = rest.split_once('{') {
        filled.push_str(before);
        let Some((name, behind)) = after.split_once('}') else {
            filled.push('{');
            rest = after;
            continue;
        };
        let with = super::maybe(given, name.trim()).ok_or_else(|| {
            say!(en: "the placeholder `{{{name}}}` is not filled in", zh: "占位符 `{{{name}}}` 没有填入内容", name = name)
        })?;
        filled.push_str(&with.to_string());
        bounded(&filled)?;
        rest = behind;
    }
    filled.push_str(rest);
    Ok(Value::from(filled))
}

fn bounded(text: &str) -> Result<(), Phrase> {
    match text.len() > MOST_BYTES {
        true => Err(say!(en: "the text is longer than 1 MB", zh: "文本超过 1 MB")),
        false => Ok(()),
    }
}
