//! Filters on days.

use super::{Setting, maybe, shown, whole};
use crate::language::{Language, Phrase};
use crate::say;
use crate::value::date::{self as dates, MONTHS};
use chrono::{Datelike, Days, NaiveDate};
use tera::{Kwargs, Value};

const WEEKDAYS: [(&str, &str); 7] = [
    ("Monday", "星期一"),
    ("Tuesday", "星期二"),
    ("Wednesday", "星期三"),
    ("Thursday", "星期四"),
    ("Friday", "星期五"),
    ("Saturday", "星期六"),
    ("Sunday", "星期日"),
];

/// Most days that are gone forward or back.
const MOST_DAYS: i64 = 100_000;

/// The day of a value, and the time behind it as it is written.
fn read(value: &Value) -> Result<(NaiveDate, String), Phrase> {
    let text = value.as_str().unwrap_or_default();
    let (day, time) = text.split_once([' ', 'T']).unwrap_or((text, ""));
    match dates::read(day) {
        Ok(day) => Ok((day, time.to_owned())),
        Err(_) => Err(say!(en: "{value} is no day", zh: "{value} 不是日期", value = shown(value))),
    }
}

/// A day in words.
pub fn date(value: &Value, given: &Kwargs, setting: &Setting) -> Result<Value, Phrase> {
    let (day, time) = read(value)?;
    let format = maybe(given, "format");
    let chinese = setting.language == Language::ZhCn;
    let (year, month, number) = (day.year(), day.month(), day.day());
    let name = MONTHS
        .get(month.saturating_sub(1) as usize)
        .copied()
        .unwrap_or_default();
    let text = match format.as_ref().and_then(Value::as_str).unwrap_or("long") {
        "long" => {
            let day = match chinese {
                true => format!("{year}年{month}月{number}日"),
                false => format!("{number} {name} {year}"),
            };
            format!("{day} {time}").trim_end().to_owned()
        }
        "short" => day.to_string(),
        "month" if chinese => format!("{year}年{month}月"),
        "month" => format!("{name} {year}"),
        "weekday" => {
            let at = day.weekday().num_days_from_monday() as usize;
            let (en, zh) = WEEKDAYS.get(at).copied().unwrap_or_default();
            (if chinese { zh } else { en }).to_owned()
        }
        _ => {
            return Err(
                say!(en: "`format` is `long`, `short`, `month` or `weekday`", zh: "`format` 为 `long`、`short`、`month` 或 `weekday`"),
            );
        }
    };
    Ok(Value::from(text))
}

/// So many days later.
pub fn plus_days(value: &Value, given: &Kwargs, _: &Setting) -> Result<Value, Phrase> {
    let (day, _) = read(value)?;
    let days = days(given)?;
    let later = match u64::try_from(days) {
        Ok(days) => day.checked_add_days(Days::new(days)),
        Err(_) => day.checked_sub_days(Days::new(days.unsigned_abs())),
    };
    later
        .filter(|day| (1..=9999).contains(&day.year()))
        .map(|day| Value::from(day.to_string()))
        .ok_or_else(|| say!(en: "there is no such day", zh: "没有这一天"))
}

/// So many working days later.
pub fn plus_working_days(
    value: &Value,
    given: &Kwargs,
    setting: &Setting,
) -> Result<Value, Phrase> {
    let (day, _) = read(value)?;
    match setting.calendar.add_working_days(day, days(given)?) {
        Ok(day) => Ok(Value::from(day.to_string())),
        Err(missing) => Err(missing.message()),
    }
}

fn days(given: &Kwargs) -> Result<i64, Phrase> {
    whole(given, "days")?
        .filter(|days| (-MOST_DAYS..=MOST_DAYS).contains(days))
        .ok_or_else(|| say!(en: "the filter needs `days=…`, a whole number", zh: "此过滤器需要 `days=…`，须为整数"))
}
