//! Days and durations as they are written in `date('…')` and `duration('…')`.

use crate::value::{Length, Moment, Unit};
use chrono::NaiveDate;

/// The day written `2026-03-31`.
pub fn day(text: &str) -> Option<Moment> {
    let bytes = text.as_bytes();
    let shape = bytes.len() == 10
        && bytes.iter().enumerate().all(|(at, byte)| match at {
            4 | 7 => *byte == b'-',
            _ => byte.is_ascii_digit(),
        });
    if !shape {
        return None;
    }
    let year = text.get(..4)?.parse().ok()?;
    let month = text.get(5..7)?.parse().ok()?;
    let day = text.get(8..)?.parse().ok()?;
    NaiveDate::from_ymd_opt(year, month, day).map(Moment::day)
}

/// The duration written `24 hours`, `2 working days`, `1 week` or `month end`.
pub fn length(text: &str) -> Option<Length> {
    if text == "month end" {
        return Some(Length {
            count: 1,
            unit: Unit::MonthEnd,
        });
    }
    let (count, unit) = text.split_once(' ')?;
    if !count.bytes().all(|byte| byte.is_ascii_digit()) {
        return None;
    }
    let unit = match unit {
        "hour" | "hours" => Unit::Hours,
        "day" | "days" => Unit::Days,
        "working day" | "working days" => Unit::WorkingDays,
        "week" | "weeks" => Unit::Weeks,
        "month" | "months" => Unit::Months,
        "year" | "years" => Unit::Years,
        _ => return None,
    };
    Some(Length {
        count: count.parse().ok()?,
        unit,
    })
}
