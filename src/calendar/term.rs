//! Terms: when a length of time is over, and whether something came too late.

use super::{Calendar, MissingYear};
use crate::value::date::month_end;
use crate::value::{Length, Moment, Unit};
use chrono::{DateTime, Days, Months, NaiveDate, TimeDelta, Utc};
use chrono_tz::Tz;

/// When a length that starts at `start` is over. Hours run on the clock where the time is known; on a day without a
/// time they are over at the end of the day on which the latest start would end them. All other lengths end with a
/// day, at 24:00. The 31st becomes the last day of a shorter month.
pub fn after(start: Moment, length: Length, calendar: &Calendar) -> Result<Moment, MissingYear> {
    let (day, count) = (start.date, length.count);
    let months = |count| {
        day.checked_add_months(Months::new(count))
            .unwrap_or(NaiveDate::MAX)
    };
    let days = |count| {
        day.checked_add_days(Days::new(count))
            .unwrap_or(NaiveDate::MAX)
    };
    let due = match length.unit {
        Unit::Hours => match start.time {
            Some(time) => {
                let over = day
                    .and_time(time)
                    .checked_add_signed(TimeDelta::hours(count.into()));
                return Ok(over.map_or(Moment::day(NaiveDate::MAX), Moment::at));
            }
            None => days(u64::from(count.div_ceil(24))),
        },
        Unit::Days => days(count.into()),
        Unit::WorkingDays => calendar.add_working_days(day, count.into())?,
        Unit::Weeks => days(u64::from(count) * 7),
        Unit::Months => months(count),
        Unit::Years => months(count.saturating_mul(12)),
        Unit::MonthEnd => month_end(day),
    };
    Ok(Moment::day(due))
}

/// The day (or time, for hours where it is known) that lies a length before `end`. For [`Unit::MonthEnd`], the last
/// day of the month before.
pub fn before(end: Moment, length: Length, calendar: &Calendar) -> Result<Moment, MissingYear> {
    let (day, count) = (end.date, length.count);
    let months = |count| {
        day.checked_sub_months(Months::new(count))
            .unwrap_or(NaiveDate::MIN)
    };
    let days = |count| {
        day.checked_sub_days(Days::new(count))
            .unwrap_or(NaiveDate::MIN)
    };
    let start = match length.unit {
        Unit::Hours => match end.time {
            Some(time) => {
                let start = day
                    .and_time(time)
                    .checked_sub_signed(TimeDelta::hours(count.into()));
                return Ok(start.map_or(Moment::day(NaiveDate::MIN), Moment::at));
            }
            None => days(u64::from(count.div_ceil(24))),
        },
        Unit::Days => days(count.into()),
        Unit::WorkingDays => calendar.add_working_days(day, -i64::from(count))?,
        Unit::Weeks => days(u64::from(count) * 7),
        Unit::Months => months(count),
        Unit::Years => months(count.saturating_mul(12)),
        Unit::MonthEnd => month_end(months(1)),
    };
    Ok(Moment::day(start))
}

/// Whether something done at `done` came after `due`. Times count only where both are known: a due day ends at 24:00.
pub fn late(due: Moment, done: Moment) -> bool {
    match (due.time, done.time) {
        (Some(due_time), Some(done_time)) => (done.date, done_time) > (due.date, due_time),
        _ => done.date > due.date,
    }
}

/// The day that it is in `zone` at `now`.
pub fn today(now: DateTime<Utc>, zone: Tz) -> NaiveDate {
    now.with_timezone(&zone).date_naive()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::calendar::file::tests::{china, day};
    use proptest::prelude::*;

    fn moment(text: &str) -> Moment {
        Moment::read(text, Tz::Asia__Shanghai).unwrap()
    }

    fn due(start: &str, length: &str) -> String {
        after(moment(start), Length::read(length).unwrap(), &china())
            .unwrap()
            .to_string()
    }

    #[test]
    fn lengths_are_over() {
        for (start, length, over) in [
            ("2026-03-31 15:20", "24 hours", "2026-04-01 15:20"),
            ("2026-12-31 23:30", "1 hour", "2027-01-01 00:30"),
            ("2026-03-31", "24 hours", "2026-04-01"),
            ("2026-03-31", "1 hour", "2026-04-01"),
            ("2026-03-31", "25 hours", "2026-04-02"),
            ("2026-03-31 15:20", "3 days", "2026-04-03"),
            ("2026-02-27", "1 day", "2026-02-28"),
            ("2024-02-28", "1 day", "2024-02-29"),
            ("2026-12-29", "1 week", "2027-01-05"),
            ("2026-01-31", "1 month", "2026-02-28"),
            ("2024-01-31", "1 month", "2024-02-29"),
            ("2026-01-31", "2 months", "2026-03-31"),
            ("2025-11-30", "3 months", "2026-02-28"),
            ("2024-02-29", "1 year", "2025-02-28"),
            ("2024-02-29", "4 years", "2028-02-29"),
            ("2026-02-28", "month end", "2026-02-28"),
            ("2026-03-01", "month end", "2026-03-31"),
            ("2026-02-14", "2 working days", "2026-02-25"),
            ("2026-09-30 18:00", "1 working day", "2026-10-08"),
        ] {
            assert_eq!(due(start, length), over, "{start} + {length}");
        }
        let length = Length::read("1 working day").unwrap();
        assert_eq!(
            after(moment("2026-12-31"), length, &china()),
            Err(MissingYear(2027))
        );
    }

    #[test]
    fn lengths_are_taken_off() {
        for (end, length, start) in [
            ("2026-04-01 15:20", "24 hours", "2026-03-31 15:20"),
            ("2026-03-31", "1 month", "2026-02-28"),
            ("2026-02-24", "1 working day", "2026-02-14"),
            ("2026-01-01", "1 week", "2025-12-25"),
            ("2026-03-15", "month end", "2026-02-28"),
        ] {
            let length = Length::read(length).unwrap();
            assert_eq!(
                before(moment(end), length, &china()).unwrap().to_string(),
                start
            );
        }
    }

    #[test]
    fn a_due_day_ends_at_midnight() {
        for (due, done, is_late) in [
            ("2026-03-31", "2026-03-31 23:59", false),
            ("2026-03-31", "2026-03-31", false),
            ("2026-03-31", "2026-04-01 00:00", true),
            ("2026-03-31 15:20", "2026-03-31 15:20", false),
            ("2026-03-31 15:20", "2026-03-31 15:21", true),
            ("2026-03-31 15:20", "2026-03-31", false),
            ("2026-03-31 15:20", "2026-04-01", true),
            ("2026-03-31 15:20", "2026-03-30 23:00", false),
        ] {
            assert_eq!(late(moment(due), moment(done)), is_late, "{due} {done}");
        }
    }

    #[test]
    fn today_is_the_pipelines() {
        let now = DateTime::parse_from_rfc3339("2026-03-31T16:30:00Z")
            .unwrap()
            .to_utc();
        assert_eq!(today(now, Tz::Asia__Shanghai), day("2026-04-01"));
        assert_eq!(today(now, Tz::UTC), day("2026-03-31"));
        let new_year = DateTime::parse_from_rfc3339("2026-12-31T16:00:00Z")
            .unwrap()
            .to_utc();
        assert_eq!(today(new_year, Tz::Asia__Shanghai), day("2027-01-01"));
        assert_eq!(today(new_year, Tz::America__New_York), day("2026-12-31"));
    }

    proptest! {
        #[test]
        fn any_length_ends_somewhere(count in any::<u32>(), unit in 0_usize..7, time in any::<bool>()) {
            let unit = [Unit::Hours, Unit::Days, Unit::WorkingDays, Unit::Weeks, Unit::Months, Unit::Years, Unit::MonthEnd][unit];
            let start = moment(if time { "2026-03-31 15:20" } else { "2026-03-31" });
            let length = Length { count, unit };
            if let Ok(over) = after(start, length, &china()) {
                prop_assert!(over.date >= start.date);
            }
            if let Ok(begin) = before(start, length, &china()) {
                prop_assert!(begin.date <= start.date);
            }
        }
    }
}
