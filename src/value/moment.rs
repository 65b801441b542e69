//! A day, or a time on a day where the hour is known, on the clocks of the pipeline's time zone.

use super::date;
use super::refusal::{half_width, refuse};
use crate::language::Phrase;
use crate::say;
use chrono::{FixedOffset, NaiveDate, NaiveDateTime, NaiveTime, TimeDelta, TimeZone, Timelike};
use chrono_tz::Tz;
use std::fmt;

/// A day with or without a time, local to the pipeline.
#[derive(Clone, Copy, PartialEq, Eq, Hash, Debug)]
pub struct Moment {
    /// The day.
    pub date: NaiveDate,
    /// The time of day, where it is known.
    pub time: Option<NaiveTime>,
}

impl Moment {
    /// A day whose hour isn't known.
    pub const fn day(date: NaiveDate) -> Moment {
        Moment { date, time: None }
    }

    /// A time on a day.
    pub const fn at(local: NaiveDateTime) -> Moment {
        Moment {
            date: local.date(),
            time: Some(local.time()),
        }
    }

    /// Reads `2026-03-31 15:20`, also with `T`, seconds, and an offset from UTC (`+08:00` or `Z`), or just a day.
    /// A time with an offset is converted to `zone`; a time without one must exist there. Where clocks go back and
    /// a time comes twice, the first is meant.
    pub fn read(text: &str, zone: Tz) -> Result<Moment, Phrase> {
        if text.len() <= 10 {
            return date::read(text)
                .map(Moment::day)
                .map_err(|refused| tidied(text).unwrap_or(refused));
        }
        let Some(written) = Written::split(text) else {
            return Err(tidied(text).unwrap_or_else(|| not_time(text, None)));
        };
        let date = date::read(written.date)?;
        let Some(time) = time_of(written.hour, written.minute, written.second) else {
            return Err(no_such_time(text, date, &written));
        };
        let local = date.and_time(time);
        match written.offset {
            None => exists(text, local, zone).map(|()| Moment::at(local)),
            Some(offset) => {
                let there = offset_of(offset)
                    .and_then(|offset| offset.from_local_datetime(&local).single());
                match there {
                    Some(there) => Ok(Moment::at(there.with_timezone(&zone).naive_local())),
                    None => Err(not_time(text, None)),
                }
            }
        }
    }
}

impl fmt::Display for Moment {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self.time {
            None => write!(f, "{}", self.date),
            Some(time) if time.second() == 0 => write!(f, "{} {}", self.date, time.format("%H:%M")),
            Some(time) => write!(f, "{} {}", self.date, time.format("%H:%M:%S")),
        }
    }
}

/// The parts of a text that has the shape of a day and a time.
struct Written<'t> {
    date: &'t str,
    hour: u32,
    minute: u32,
    second: u32,
    offset: Option<&'t str>,
}

impl<'t> Written<'t> {
    fn split(text: &'t str) -> Option<Written<'t>> {
        let (date, rest) = (text.get(..10)?, text.get(10..)?);
        let rest = rest.strip_prefix([' ', 'T'])?;
        let clock_end = rest.find(['Z', '+', '-']).unwrap_or(rest.len());
        let (clock, offset) = rest.split_at(clock_end);
        let mut parts = clock.split(':');
        let (hour, minute) = (two(parts.next()?)?, two(parts.next()?)?);
        let second = match parts.next() {
            Some(second) => two(second)?,
            None => 0,
        };
        if parts.next().is_some() {
            return None;
        }
        let offset = (!offset.is_empty()).then_some(offset);
        Some(Written {
            date,
            hour,
            minute,
            second,
            offset,
        })
    }
}

/// The number of exactly two digits.
fn two(text: &str) -> Option<u32> {
    (text.len() == 2 && text.bytes().all(|b| b.is_ascii_digit()))
        .then(|| text.parse().ok())
        .flatten()
}

fn time_of(hour: u32, minute: u32, second: u32) -> Option<NaiveTime> {
    NaiveTime::from_hms_opt(hour, minute, second)
}

/// `Z`, or `+08:00` up to 14 hours.
fn offset_of(text: &str) -> Option<FixedOffset> {
    if text == "Z" {
        return FixedOffset::east_opt(0);
    }
    let (sign, rest) = match text.strip_prefix('-') {
        Some(rest) => (-1, rest),
        None => (1, text.strip_prefix('+')?),
    };
    let (hours, minutes) = rest.split_once(':')?;
    let (hours, minutes) = (two(hours)?, two(minutes)?);
    let total = i32::try_from(hours * 60 + minutes).ok()?;
    (minutes < 60 && total <= 14 * 60)
        .then(|| FixedOffset::east_opt(sign * total * 60))
        .flatten()
}

/// Refuses a local time that the clocks of `zone` skip.
fn exists(text: &str, local: NaiveDateTime, zone: Tz) -> Result<(), Phrase> {
    let missing = |local: &NaiveDateTime| zone.from_local_datetime(local).earliest().is_none();
    if !missing(&local) {
        return Ok(());
    }
    // No zone ever skipped more than a day.
    let next = (1..=25 * 60)
        .map(|minutes| local + TimeDelta::minutes(minutes))
        .find(|later| !missing(later));
    let reason = say!(
        en: "the clocks of {zone} skip this time", zh: "{zone} 的时钟跳过了这个时间",
        zone = zone.name(),
    );
    Err(refuse(
        text,
        reason,
        next.map(|next| Moment::at(next).to_string()),
    ))
}

fn no_such_time(text: &str, date: NaiveDate, written: &Written<'_>) -> Phrase {
    let midnight = written.hour == 24 && written.minute == 0 && written.second == 0;
    let next = date
        .succ_opt()
        .filter(|_| midnight && written.offset.is_none());
    let reason = say!(en: "times go from 00:00 to 23:59", zh: "时间从 00:00 到 23:59");
    refuse(text, reason, next.map(|next| format!("{next} 00:00")))
}

fn not_time(text: &str, instead: Option<String>) -> Phrase {
    let reason = say!(
        en: "a time is written like 2026-03-31 15:20 or 2026-03-31T15:20+08:00",
        zh: "时间的写法如 2026-03-31 15:20 或 2026-03-31T15:20+08:00",
    );
    refuse(text, reason, instead)
}

/// The refusal with the day and time that were probably meant.
fn tidied(text: &str) -> Option<Phrase> {
    let narrow = half_width(text);
    if let Some(day) = date::tidy(&narrow) {
        return Some(not_time(text, Some(day.to_string())));
    }
    let clock_at = narrow.find([' ', 'T', '日', '号'])?;
    let (day, clock) = narrow.split_at(clock_at);
    let day = date::tidy(day)?;
    let clock = clock.trim_start_matches([' ', 'T', '日', '号']);
    if clock.contains(|c: char| !c.is_ascii_digit() && !":时点分秒 ".contains(c)) {
        return None;
    }
    let numbers: Result<Vec<u32>, _> = clock
        .split(|c: char| !c.is_ascii_digit())
        .filter(|n| !n.is_empty())
        .map(str::parse)
        .collect();
    let time = match numbers.ok()?[..] {
        [hour, minute] => time_of(hour, minute, 0)?,
        [hour, minute, second] => time_of(hour, minute, second)?,
        _ => return None,
    };
    let instead = Moment::at(day.and_time(time)).to_string();
    Some(not_time(text, Some(instead)))
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    const SHANGHAI: Tz = Tz::Asia__Shanghai;

    fn shown(text: &str, zone: Tz) -> String {
        match Moment::read(text, zone) {
            Ok(moment) => moment.to_string(),
            Err(refused) => refused.en,
        }
    }

    #[test]
    fn times_are_read() {
        for (text, local) in [
            ("2026-03-31", "2026-03-31"),
            ("2026-03-31 15:20", "2026-03-31 15:20"),
            ("2026-03-31T15:20", "2026-03-31 15:20"),
            ("2026-03-31 15:20:07", "2026-03-31 15:20:07"),
            ("2026-03-31T15:20+08:00", "2026-03-31 15:20"),
            ("2026-03-31T16:30:00Z", "2026-04-01 00:30"),
            ("2026-01-01 00:30+14:00", "2025-12-31 18:30"),
            ("2026-03-31 20:00-05:00", "2026-04-01 09:00"),
        ] {
            assert_eq!(shown(text, SHANGHAI), local);
        }
    }

    #[test]
    fn times_that_clocks_skip_are_refused() {
        let zone = Tz::America__New_York;
        assert_eq!(
            shown("2026-03-08 02:30", zone),
            "2026-03-08 02:30: the clocks of America/New_York skip this time; write 2026-03-08 03:00 instead"
        );
        assert_eq!(shown("2026-03-08 03:00", zone), "2026-03-08 03:00");
        // Twice on the clock, and read: the first is meant.
        assert_eq!(shown("2026-11-01 01:30", zone), "2026-11-01 01:30");
        assert_eq!(shown("2026-03-08 07:00Z", zone), "2026-03-08 03:00");
        // A whole day that never was.
        assert!(
            shown("2011-12-30 12:00", Tz::Pacific__Apia)
                .ends_with("write 2011-12-31 00:00 instead")
        );
    }

    #[test]
    fn other_forms_are_refused_with_what_to_write() {
        for (text, instead) in [
            ("2026-03-31 9:05", "2026-03-31 09:05"),
            ("2026/3/31 15:20", "2026-03-31 15:20"),
            ("2026年3月31日 15:20", "2026-03-31 15:20"),
            ("2026年3月31日15时20分", "2026-03-31 15:20"),
            ("2026-03-31 15：20", "2026-03-31 15:20"),
            ("2026-03-31  15:20", "2026-03-31 15:20"),
            ("2026-03-31 24:00", "2026-04-01 00:00"),
            ("2026/3/31", "2026-03-31"),
            ("2026年3月31日", "2026-03-31"),
            ("2026-03-31 ", "2026-03-31"),
        ] {
            assert!(
                shown(text, SHANGHAI).ends_with(&format!("write {instead} instead")),
                "{text}: {}",
                shown(text, SHANGHAI)
            );
        }
        for text in [
            "",
            "15:20",
            "2026-03-31 25:00",
            "2026-03-31 15:60",
            "2026-03-31 15:20:60",
            "2026-03-31 15:20:30.5",
            "2026-03-31 15:20+25:00",
            "2026-03-31 15:20+8",
            "2026-03-31 15:20+0800",
            "2026-03-31 15:20 CST",
            "2026-03-31 下午3:20",
            "2026-03-31 3:20 PM",
            "2026-03-31t15:20",
            "2026-03-31 15:20:07:08",
            "2026-03-31 15:20-",
            "2026-03-31 15:20ZZ",
        ] {
            let refused = Moment::read(text, SHANGHAI).unwrap_err();
            assert!(!refused.en.contains("instead"), "{refused:?}");
        }
        assert_eq!(
            shown("2026-02-30 15:20", SHANGHAI),
            "2026-02-30: February 2026 has 28 days"
        );
    }

    proptest! {
        #[test]
        fn any_text_is_read_or_refused(
            text in "\\PC{0,24}|[-0-9:TZ+ 年月日时]{0,24}|2[01][0-9]{2}-[01][0-9]-[0-3][0-9][ T][0-2][0-9]:[0-6][0-9](Z|[-+][0-9]{2}:[0-9]{2})?"
        ) {
            if let Ok(moment) = Moment::read(&text, SHANGHAI) {
                let again = Moment::read(&moment.to_string(), SHANGHAI);
                // What an offset brought past the years that are read is not read again.
                prop_assert!(again == Ok(moment) || text.contains(['Z', '+']) || text.matches('-').count() > 2);
            }
        }
    }
}
