//! What the words of documents do. Money, days and numbers come as the texts that people read, and are exact.

mod day;
mod list;
mod quantity;
mod text;

use crate::calendar::Calendar;
use crate::language::{Language, Phrase};
use crate::value::Currency;
use std::sync::Arc;
use tera::{Error, Kwargs, Tera, TeraResult, Value};

/// What filters must know of the document they are used in.
#[derive(Clone, Debug)]
pub struct Setting {
    /// Its language.
    pub language: Language,
    /// The currency of money without one.
    pub currency: Currency,
    /// Working days.
    pub calendar: Arc<Calendar>,
}

/// Most bytes of a text that a filter makes.
const MOST_BYTES: usize = 1 << 20;

/// A filter: what it is given, its arguments, and the setting.
type Filter = fn(&Value, &Kwargs, &Setting) -> Result<Value, Phrase>;

/// The filters of our own, by name.
const OWN: &[(&str, Filter)] = &[
    ("money", quantity::money),
    ("amount", quantity::amount),
    ("currency", quantity::currency),
    ("capitals", quantity::capitals),
    ("from_capitals", quantity::from_capitals),
    ("times", quantity::times),
    ("plus", quantity::plus),
    ("minus", quantity::minus),
    ("cents", quantity::cents),
    ("total", quantity::total),
    ("number", quantity::number),
    ("percent", quantity::percent),
    ("off", quantity::off),
    ("date", day::date),
    ("plus_days", day::plus_days),
    ("plus_working_days", day::plus_working_days),
    ("yes_no", text::yes_no),
    ("sentence", text::sentence),
    ("changes", text::changes),
    ("fill", text::fill),
    ("join", text::join),
    ("where", list::equal),
    ("having", list::having),
    ("sorted", list::sorted),
];

/// Gives the engine the filters, and bounds its own.
pub fn register(tera: &mut Tera, setting: &Setting) {
    for (name, filter) in OWN {
        let setting = setting.clone();
        let act = move |value: &Value, given: Kwargs, _: &tera::State| -> TeraResult<Value> {
            filter(value, &given, &setting)
                .map_err(|wrong| Error::message(wrong.get(setting.language)))
        };
        tera.register_filter(*name, act);
    }
    let setting = setting.clone();
    tera.register_function("range", move |given: Kwargs, _: &tera::State| {
        list::range(&given).map_err(|wrong| Error::message(wrong.get(setting.language)))
    });
}

/// An argument that must be there.
fn need(given: &Kwargs, name: &str) -> Result<Value, Phrase> {
    maybe(given, name).ok_or_else(|| {
        crate::say!(en: "the filter needs `{name}=…`", zh: "此过滤器需要 `{name}=…`", name = name)
    })
}

/// An argument that may be there.
fn maybe(given: &Kwargs, name: &str) -> Option<Value> {
    given.get::<Value>(name).ok().flatten()
}

/// An argument that is a whole number.
fn whole(given: &Kwargs, name: &str) -> Result<Option<i64>, Phrase> {
    let Some(value) = maybe(given, name) else {
        return Ok(None);
    };
    let number = value.as_i64().or_else(|| value.as_str()?.parse().ok());
    number.map(Some).ok_or_else(
        || crate::say!(en: "`{name}` must be a whole number", zh: "`{name}` 须为整数", name = name),
    )
}

/// A value in a message.
fn shown(value: &Value) -> String {
    format!("`{}`", crate::value::shown(&value.to_string()))
}

#[cfg(test)]
mod tests;
