//! Days, written `2026-03-31` and in no other way.

use super::refusal::{all_digits, half_width, refuse};
use crate::language::Phrase;
use crate::say;
use chrono::{Datelike, NaiveDate};

/// Years that a sales process can be about.
const YEARS: std::ops::RangeInclusive<i32> = 1900..=2200;

/// The months in English.
pub const MONTHS: [&str; 12] = [
    "January",
    "February",
    "March",
    "April",
    "May",
    "June",
    "July",
    "August",
    "September",
    "October",
    "November",
    "December",
];

/// Reads a day: four digits, two and two, from 1900 to 2200.
pub fn read(text: &str) -> Result<NaiveDate, Phrase> {
    match fields(text) {
        Some((year, month, day)) => named(text, year, month, day),
        None => Err(fault(text)),
    }
}

/// Number of days of a month, for a month from 1 to 12.
pub fn days_in_month(year: i32, month: u32) -> u32 {
    match month {
        2 => 28 + u32::from(NaiveDate::from_ymd_opt(year, 2, 29).is_some()),
        4 | 6 | 9 | 11 => 30,
        _ => 31,
    }
}

/// The last day of the month of `day`.
pub fn month_end(day: NaiveDate) -> NaiveDate {
    day.with_day(days_in_month(day.year(), day.month()))
        .unwrap_or(day)
}

/// Year, month and day of a text of the right shape.
fn fields(text: &str) -> Option<(i32, u32, u32)> {
    let mut parts = text.split('-');
    let (year, month, day) = (parts.next()?, parts.next()?, parts.next()?);
    let shape = [(year, 4), (month, 2), (day, 2)];
    if parts.next().is_some()
        || shape
            .iter()
            .any(|&(part, len)| part.len() != len || !all_digits(part))
    {
        return None;
    }
    Some((year.parse().ok()?, month.parse().ok()?, day.parse().ok()?))
}

fn named(text: &str, year: i32, month: u32, day: u32) -> Result<NaiveDate, Phrase> {
    let reason = if !YEARS.contains(&year) {
        say!(
            en: "the year must be between {first} and {last}", zh: "年份必须在 {first} 到 {last} 之间",
            first = YEARS.start(), last = YEARS.end(),
        )
    } else if !(1..=12).contains(&month) {
        say!(en: "there is no month {month}", zh: "没有 {month} 月", month = month)
    } else if let Some(date) = NaiveDate::from_ymd_opt(year, month, day) {
        return Ok(date);
    } else {
        let name = MONTHS.get(month as usize - 1).copied().unwrap_or_default();
        let count = days_in_month(year, month);
        Phrase {
            en: format!("{name} {year} has {count} days"),
            zh: format!("{year} 年 {month} 月只有 {count} 天"),
        }
    };
    Err(refuse(text, reason, None))
}

/// The day of a text of the right shape.
fn existing(text: &str) -> Option<NaiveDate> {
    let (year, month, day) = fields(text)?;
    named(text, year, month, day).ok()
}

fn fault(text: &str) -> Phrase {
    let with_time = text
        .get(10..)
        .is_some_and(|rest| rest.starts_with([' ', 'T']));
    if let Some(day) = text
        .get(..10)
        .filter(|day| with_time && existing(day).is_some())
    {
        let reason = say!(en: "a date has no time", zh: "日期不带时间");
        return refuse(text, reason, Some(day.to_owned()));
    }
    let reason = say!(en: "a date is written like 2026-03-31", zh: "日期的写法如 2026-03-31");
    refuse(text, reason, tidy(text).map(|date| date.to_string()))
}

/// The day that was probably meant: year, month and day in this order, however they are separated.
pub(super) fn tidy(text: &str) -> Option<NaiveDate> {
    let narrow = half_width(text);
    if all_digits(&narrow) && narrow.len() == 8 {
        let (year, rest) = narrow.split_at(4);
        let (month, day) = rest.split_at(2);
        return existing(&format!("{year}-{month}-{day}"));
    }
    let strange = |c: char| !c.is_ascii_digit() && !"-/.年月日号 ".contains(c);
    let numbers: Vec<&str> = narrow
        .split(|c: char| !c.is_ascii_digit())
        .filter(|n| !n.is_empty())
        .collect();
    match numbers[..] {
        [year, month, day] if !narrow.contains(strange) && year.len() == 4 => {
            existing(&format!("{year}-{month:0>2}-{day:0>2}"))
        }
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn days_are_read() {
        for text in [
            "2026-03-31",
            "2024-02-29",
            "1900-01-01",
            "2200-12-31",
            "2000-02-29",
        ] {
            assert_eq!(read(text).unwrap().to_string(), text);
        }
    }

    #[test]
    fn impossible_days_are_named() {
        for (text, en) in [
            ("2026-02-30", "2026-02-30: February 2026 has 28 days"),
            ("2024-02-30", "2024-02-30: February 2024 has 29 days"),
            ("2100-02-29", "2100-02-29: February 2100 has 28 days"),
            ("2026-04-31", "2026-04-31: April 2026 has 30 days"),
            ("2026-01-00", "2026-01-00: January 2026 has 31 days"),
            ("2026-13-01", "2026-13-01: there is no month 13"),
            ("2026-00-01", "2026-00-01: there is no month 0"),
            (
                "1899-12-31",
                "1899-12-31: the year must be between 1900 and 2200",
            ),
            (
                "2201-01-01",
                "2201-01-01: the year must be between 1900 and 2200",
            ),
        ] {
            assert_eq!(read(text).unwrap_err().en, en);
        }
        assert_eq!(
            read("2026-02-30").unwrap_err().zh,
            "2026-02-30：2026 年 2 月只有 28 天"
        );
    }

    #[test]
    fn other_forms_are_refused_with_what_to_write() {
        for text in [
            "2026/3/1",
            "2026-3-1",
            "2026年3月1日",
            "2026.03.01",
            "20260301",
            "２０２６-03-01",
            "2026年03月01号",
            " 2026-03-01",
            "2026-03-01 15:20",
            "2026-03-01T15:20+08:00",
        ] {
            let refused = read(text).unwrap_err();
            assert!(
                refused.en.ends_with("write 2026-03-01 instead"),
                "{refused:?}"
            );
            assert!(refused.zh.ends_with("请写成 2026-03-01"), "{refused:?}");
        }
        for text in [
            "",
            "3/1/2026",
            "2026-03",
            "26-03-01",
            "tomorrow",
            "明天",
            "2026/2/30",
            "20260230",
            "+2026-03-01",
            "2026-03-31-01",
        ] {
            assert!(!read(text).unwrap_err().en.contains("instead"), "{text}");
        }
    }

    #[test]
    fn months_end() {
        let end = |text| month_end(read(text).unwrap()).to_string();
        assert_eq!(end("2026-02-01"), "2026-02-28");
        assert_eq!(end("2024-02-29"), "2024-02-29");
        assert_eq!(end("2026-12-31"), "2026-12-31");
    }

    proptest! {
        #[test]
        fn any_text_is_read_or_refused(text in "\\PC{0,12}|[-0-9/年月日 ]{0,12}|[0-9]{4}-[0-9]{2}-[0-9]{2}") {
            if let Ok(day) = read(&text) {
                prop_assert_eq!(day.to_string(), text);
            }
        }
    }
}
