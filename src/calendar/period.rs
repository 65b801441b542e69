//! Periods of the calendar: weeks, months, quarters, years.

use crate::value::date::month_end;
use chrono::{Datelike, Days, Months, NaiveDate};

/// A kind of period.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug)]
pub enum Every {
    /// From Monday to Sunday.
    Week,
    /// A calendar month.
    Month,
    /// Three calendar months, from January on.
    Quarter,
    /// A calendar year.
    Year,
}

/// A stretch of days.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug)]
pub struct Period {
    /// First day.
    pub first: NaiveDate,
    /// Last day.
    pub last: NaiveDate,
}

impl Period {
    /// The period of this kind around `day`.
    pub fn around(day: NaiveDate, every: Every) -> Period {
        let month_start = day.with_day(1).unwrap_or(day);
        let back = |months| {
            month_start
                .checked_sub_months(Months::new(months))
                .unwrap_or(month_start)
        };
        match every {
            Every::Week => {
                let since_monday = u64::from(day.weekday().num_days_from_monday());
                let first = day.checked_sub_days(Days::new(since_monday)).unwrap_or(day);
                let last = first
                    .checked_add_days(Days::new(6))
                    .unwrap_or(NaiveDate::MAX);
                Period { first, last }
            }
            Every::Month => Period::months(month_start, 1),
            Every::Quarter => Period::months(back(day.month0() % 3), 3),
            Every::Year => Period::months(back(day.month0()), 12),
        }
    }

    /// The period of this kind that follows.
    pub fn next(self, every: Every) -> Period {
        Period::around(self.last.succ_opt().unwrap_or(self.last), every)
    }

    /// Whether `day` is in it.
    pub fn contains(self, day: NaiveDate) -> bool {
        (self.first..=self.last).contains(&day)
    }

    fn months(first: NaiveDate, count: u32) -> Period {
        let last_month = first
            .checked_add_months(Months::new(count - 1))
            .unwrap_or(NaiveDate::MAX);
        Period {
            first,
            last: month_end(last_month),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::calendar::file::tests::day;
    use proptest::prelude::*;

    #[test]
    fn periods_around_a_day() {
        for (text, every, first, last) in [
            ("2026-03-31", Every::Week, "2026-03-30", "2026-04-05"),
            ("2026-04-05", Every::Week, "2026-03-30", "2026-04-05"),
            ("2026-01-01", Every::Week, "2025-12-29", "2026-01-04"),
            ("2024-02-29", Every::Month, "2024-02-01", "2024-02-29"),
            ("2026-12-31", Every::Month, "2026-12-01", "2026-12-31"),
            ("2026-05-31", Every::Quarter, "2026-04-01", "2026-06-30"),
            ("2026-12-31", Every::Quarter, "2026-10-01", "2026-12-31"),
            ("2024-02-29", Every::Year, "2024-01-01", "2024-12-31"),
        ] {
            let period = Period {
                first: day(first),
                last: day(last),
            };
            assert_eq!(Period::around(day(text), every), period, "{text}");
            assert!(period.contains(day(text)));
        }
    }

    proptest! {
        #[test]
        fn periods_follow_without_gap(start in 0_u64..100_000, every in 0_usize..4) {
            let every = [Every::Week, Every::Month, Every::Quarter, Every::Year][every];
            let on = day("1950-01-01") + Days::new(start);
            let period = Period::around(on, every);
            prop_assert!(period.contains(on));
            let next = period.next(every);
            prop_assert_eq!(period.last.succ_opt(), Some(next.first));
            prop_assert_eq!(Period::around(period.first, every), period);
            prop_assert_eq!(Period::around(period.last, every), period);
        }
    }
}
