//! Lengths of time as a process states them: `24 hours`, `2 working days`, `month end`.

use super::refusal::{all_digits, half_width, refuse};
use crate::language::Phrase;
use crate::say;
use std::fmt;

/// Greatest count.
const MOST: u32 = 9999;

/// A unit of time.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug)]
pub enum Unit {
    /// Hours on the clock.
    Hours,
    /// Calendar days.
    Days,
    /// Days that the pipeline's calendar has as working days.
    WorkingDays,
    /// Seven days.
    Weeks,
    /// Calendar months; the 31st becomes the last day of a shorter month.
    Months,
    /// Calendar years; 29 February becomes the 28th.
    Years,
    /// The end of the month in which it starts.
    MonthEnd,
}

/// A number of units.
#[derive(Clone, Copy, PartialEq, Eq, Hash, Debug)]
pub struct Length {
    /// How many; 1 for [`Unit::MonthEnd`].
    pub count: u32,
    /// Of what.
    pub unit: Unit,
}

/// A unit's singular, plural and Chinese, and what else people write for it.
struct Words {
    unit: Unit,
    one: &'static str,
    many: &'static str,
    zh: &'static str,
    also: &'static [&'static str],
}

const WORDS: [Words; 6] = [
    Words {
        unit: Unit::Hours,
        one: "hour",
        many: "hours",
        zh: "小时",
        also: &["h", "hr", "hrs", "个小时", "钟头"],
    },
    Words {
        unit: Unit::Days,
        one: "day",
        many: "days",
        zh: "天",
        also: &["d", "日", "个自然日", "自然日"],
    },
    Words {
        unit: Unit::WorkingDays,
        one: "working day",
        many: "working days",
        zh: "个工作日",
        also: &[
            "工作日",
            "business day",
            "business days",
            "workday",
            "workdays",
            "working-day",
            "working-days",
            "wd",
        ],
    },
    Words {
        unit: Unit::Weeks,
        one: "week",
        many: "weeks",
        zh: "周",
        also: &["w", "个星期", "星期", "个周"],
    },
    Words {
        unit: Unit::Months,
        one: "month",
        many: "months",
        zh: "个月",
        also: &["月", "mo"],
    },
    Words {
        unit: Unit::Years,
        one: "year",
        many: "years",
        zh: "年",
        also: &["y", "yr", "yrs"],
    },
];

const MONTH_END: &str = "month end";

impl Length {
    /// Reads `24 hours`, `1 day`, `2 working days`, `1 week`, `3 months`, `1 year` or `month end`; from 1 to 9999.
    pub fn read(text: &str) -> Result<Length, Phrase> {
        if text == MONTH_END {
            return Ok(Length {
                count: 1,
                unit: Unit::MonthEnd,
            });
        }
        if let Some(length) = strict(text) {
            return Ok(length);
        }
        let reason = say!(
            en: "a length of time is written like 24 hours, 1 day, 2 working days or month end",
            zh: "时长的写法如 24 hours、1 day、2 working days 或 month end",
        );
        let count = text.split(' ').next().filter(|count| all_digits(count));
        let reason = match count {
            Some(count) if !matches!(count.parse::<u32>(), Ok(1..=MOST)) => {
                say!(en: "the count goes from 1 to {most}", zh: "数量要在 1 到 {most} 之间", most = MOST)
            }
            _ => reason,
        };
        Err(refuse(text, reason, tidy(text)))
    }

    /// The length in words for people: `24 小时`, `24 hours`.
    pub fn phrase(&self) -> Phrase {
        let zh = match self.words() {
            Some(words) => format!("{} {}", self.count, words.zh),
            None => "月末".to_owned(),
        };
        Phrase {
            zh,
            en: self.to_string(),
        }
    }

    fn words(&self) -> Option<&'static Words> {
        WORDS.iter().find(|words| words.unit == self.unit)
    }
}

impl fmt::Display for Length {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self.words() {
            None => f.write_str(MONTH_END),
            Some(words) if self.count == 1 => write!(f, "1 {}", words.one),
            Some(words) => write!(f, "{} {}", self.count, words.many),
        }
    }
}

fn strict(text: &str) -> Option<Length> {
    let (count, name) = text.split_once(' ')?;
    let length = counted(count, |words, count| {
        name == if count == 1 { words.one } else { words.many }
    })?;
    (!count.starts_with('0')).then_some(length)
}

fn counted(count: &str, fits: impl Fn(&Words, u32) -> bool) -> Option<Length> {
    let count = all_digits(count).then(|| count.parse().ok()).flatten()?;
    let words = WORDS.iter().find(|words| fits(words, count))?;
    (1..=MOST).contains(&count).then_some(Length {
        count,
        unit: words.unit,
    })
}

fn tidy(text: &str) -> Option<String> {
    let narrow = half_width(text).to_lowercase();
    if [
        "月底",
        "月末",
        "month-end",
        "end of month",
        "month  end",
        MONTH_END,
    ]
    .contains(&narrow.as_str())
    {
        return Some(MONTH_END.to_owned());
    }
    let at = narrow.find(|c: char| !c.is_ascii_digit())?;
    let (count, name) = narrow.split_at(at);
    let name = name.trim();
    let length = counted(count, |words, _| {
        [words.one, words.many, words.zh].contains(&name) || words.also.contains(&name)
    })?;
    Some(length.to_string())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lengths_are_read_and_shown() {
        for text in [
            "24 hours",
            "1 hour",
            "3 days",
            "1 day",
            "2 working days",
            "1 working day",
            "1 week",
            "2 weeks",
            "3 months",
            "1 month",
            "1 year",
            "10 years",
            "month end",
            "9999 days",
        ] {
            assert_eq!(Length::read(text).unwrap().to_string(), text);
        }
        assert_eq!(
            Length::read("2 working days").unwrap().phrase().zh,
            "2 个工作日"
        );
        assert_eq!(Length::read("month end").unwrap().phrase().zh, "月末");
    }

    #[test]
    fn other_forms_are_refused_with_what_to_write() {
        for (text, instead) in [
            ("24h", "24 hours"),
            ("24 小时", "24 hours"),
            ("2 day", "2 days"),
            ("1 days", "1 day"),
            ("2个工作日", "2 working days"),
            ("2 business days", "2 working days"),
            ("一", ""),
            ("１周", "1 week"),
            ("3个月", "3 months"),
            ("1年", "1 year"),
            ("月底", "month end"),
            ("Month End", "month end"),
            ("03 days", "3 days"),
            ("3  days", "3 days"),
        ] {
            let refused = Length::read(text).unwrap_err();
            match instead {
                "" => assert!(!refused.en.contains("instead"), "{refused:?}"),
                _ => assert!(
                    refused.en.ends_with(&format!("write {instead} instead")),
                    "{refused:?}"
                ),
            }
        }
        for text in [
            "",
            "3",
            "days",
            "0 days",
            "10000 days",
            "99999999999 days",
            "-1 day",
            "1.5 days",
            "3 fortnights",
            "3 days ago",
        ] {
            assert!(Length::read(text).is_err(), "{text}");
        }
        assert_eq!(
            Length::read("0 days").unwrap_err().en,
            "0 days: the count goes from 1 to 9999"
        );
    }
}
