//! Which days are worked, and counting them.

use super::year::{Holiday, Status, Weekend, Year, on};
use crate::language::Phrase;
use crate::say;
use chrono::{Datelike, NaiveDate};
use std::collections::BTreeMap;

/// A year that no calendar file has. Its working days are never guessed.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug)]
pub struct MissingYear(pub i32);

impl MissingYear {
    /// What is wrong.
    pub fn message(self) -> Phrase {
        say!(en: "the calendar doesn't have {year}", zh: "日历里没有 {year} 年", year = self.0)
    }

    /// What mends it.
    pub fn help(self) -> Phrase {
        say!(
            en: "add the holidays and make-up days of {year} to the calendar file; until they are announced, what you expect, as `status: estimated`",
            zh: "把 {year} 年的节假日和调休写进日历文件；放假安排公布之前，可先按预计填写，并注明 `status: estimated`",
            year = self.0,
        )
    }
}

/// The working days of the years that calendar files have.
#[derive(Clone, Debug)]
pub struct Calendar {
    weekend: Weekend,
    years: BTreeMap<i32, Year>,
}

impl Default for Calendar {
    /// A calendar without any year.
    fn default() -> Calendar {
        Calendar {
            weekend: [false, false, false, false, false, true, true],
            years: BTreeMap::new(),
        }
    }
}

impl Calendar {
    /// Whether `day` is worked.
    pub fn is_working(&self, day: NaiveDate) -> Result<bool, MissingYear> {
        Ok(self.year(day.year())?.has(day.ordinal0()))
    }

    /// The `n`th working day after `day`, or before it where `n` is negative; `day` itself for 0.
    pub fn add_working_days(&self, day: NaiveDate, n: i64) -> Result<NaiveDate, MissingYear> {
        let count = n.unsigned_abs();
        match n {
            0 => Ok(day),
            1.. => self.forward(day, count),
            _ => self.back(day, count),
        }
    }

    /// Number of working days after `a`, up to and including `b`; negative where `b` is before `a`.
    pub fn working_days_between(&self, a: NaiveDate, b: NaiveDate) -> Result<i64, MissingYear> {
        if b < a {
            return Ok(-self.working_days_between(b, a)?);
        }
        let first = match a.succ_opt() {
            Some(first) if first <= b => first,
            _ => return Ok(0),
        };
        let mut total = 0;
        for number in first.year()..=b.year() {
            let year = self.year(number)?;
            let end = match number == b.year() {
                true => year.before(b.ordinal0() + 1),
                false => year.count(),
            };
            let start = match number == first.year() {
                true => year.before(first.ordinal0()),
                false => 0,
            };
            total += i64::from(end) - i64::from(start);
        }
        Ok(total)
    }

    /// The holiday that `day` belongs to, worked or not.
    pub fn holiday(&self, day: NaiveDate) -> Option<&Holiday> {
        let year = self.years.get(&day.year())?;
        year.holidays
            .iter()
            .rev()
            .find(|holiday| (holiday.first..=holiday.last).contains(&day))
    }

    /// Years that the calendar has, with how sure they are.
    pub fn years(&self) -> impl Iterator<Item = (i32, Status)> {
        self.years
            .iter()
            .map(|(&number, year)| (number, year.status))
    }

    /// Number of working days of a year.
    pub fn working_days_of(&self, year: i32) -> Result<u32, MissingYear> {
        Ok(self.year(year)?.count())
    }

    fn year(&self, number: i32) -> Result<&Year, MissingYear> {
        self.years.get(&number).ok_or(MissingYear(number))
    }

    fn forward(&self, day: NaiveDate, count: u64) -> Result<NaiveDate, MissingYear> {
        let first = day.succ_opt().ok_or(MissingYear(day.year()))?;
        let (mut number, mut left) = (first.year(), count);
        let mut passed = self.year(number)?.before(first.ordinal0());
        loop {
            let year = self.year(number)?;
            let ahead = u64::from(year.count() - passed);
            if left <= ahead {
                let found = year.nth(passed + left as u32);
                return found
                    .and_then(|at| on(number, at))
                    .ok_or(MissingYear(number));
            }
            left -= ahead;
            passed = 0;
            number += 1;
        }
    }

    fn back(&self, day: NaiveDate, count: u64) -> Result<NaiveDate, MissingYear> {
        let last = day.pred_opt().ok_or(MissingYear(day.year()))?;
        let (mut number, mut left) = (last.year(), count);
        let mut behind = self.year(number)?.before(last.ordinal0() + 1);
        loop {
            if left <= u64::from(behind) {
                let found = self.year(number)?.nth(behind - left as u32 + 1);
                return found
                    .and_then(|at| on(number, at))
                    .ok_or(MissingYear(number));
            }
            left -= u64::from(behind);
            number -= 1;
            behind = self.year(number)?.count();
        }
    }

    /// Sets the free days of the week, for all years.
    pub(super) fn set_weekend(&mut self, weekend: Weekend) {
        self.weekend = weekend;
        for (&number, year) in &mut self.years {
            year.fill(number, &weekend);
        }
    }

    pub(super) fn has_year(&self, number: i32) -> bool {
        self.years.contains_key(&number)
    }

    /// Adds a year with nothing but its weekends, or says anew how sure it is.
    pub(super) fn open_year(&mut self, number: i32, status: Status) {
        let weekend = self.weekend;
        let open = || Year::new(number, status, &weekend);
        self.years.entry(number).or_insert_with(open).status = status;
    }

    /// Says that a day of an open year is worked or free.
    pub(super) fn mark(&mut self, day: NaiveDate, working: bool) {
        if let Some(year) = self.years.get_mut(&day.year()) {
            year.mark(day.ordinal0(), working);
        }
    }

    /// Adds a holiday to its year and marks its days as free.
    pub(super) fn add_holiday(&mut self, holiday: Holiday) {
        for day in holiday
            .first
            .iter_days()
            .take_while(|&day| day <= holiday.last)
        {
            self.mark(day, false);
        }
        if let Some(year) = self.years.get_mut(&holiday.first.year()) {
            year.holidays.push(holiday);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::super::file::tests::{china, day};
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn holidays_and_make_up_days_of_2026() {
        let calendar = china();
        for (text, working) in [
            ("2026-01-01", false),
            ("2026-01-03", false),
            ("2026-01-04", true), // Sunday, made up for New Year
            ("2026-02-13", true),
            ("2026-02-14", true),  // Saturday, made up for Spring Festival
            ("2026-02-15", false), // Spring Festival from here
            ("2026-02-23", false), // to here, a Monday
            ("2026-02-24", true),
            ("2026-02-28", true),  // Saturday, made up
            ("2026-03-01", false), // an ordinary Sunday
            ("2026-10-01", false),
            ("2026-10-07", false),
            ("2026-10-10", true), // Saturday, made up for National Day
            ("2024-02-29", true),
        ] {
            assert_eq!(calendar.is_working(day(text)), Ok(working), "{text}");
        }
        assert_eq!(calendar.holiday(day("2026-02-17")).unwrap().name.zh, "春节");
        assert_eq!(calendar.holiday(day("2026-02-24")), None);
    }

    #[test]
    fn working_days_are_counted_across_holidays() {
        let calendar = china();
        let add = |text, n| {
            calendar
                .add_working_days(day(text), n)
                .map(|day| day.to_string())
        };
        let found = |text: &str| Ok(text.to_owned());
        assert_eq!(add("2026-02-14", 1), found("2026-02-24"));
        assert_eq!(add("2026-02-17", 1), found("2026-02-24"));
        assert_eq!(add("2026-02-24", -1), found("2026-02-14"));
        assert_eq!(add("2026-09-30", 2), found("2026-10-09"));
        assert_eq!(add("2026-10-09", 1), found("2026-10-10"));
        assert_eq!(add("2025-12-31", 1), found("2026-01-04"));
        assert_eq!(add("2026-01-04", -1), found("2025-12-31"));
        assert_eq!(add("2026-10-03", 0), found("2026-10-03"));
        let between = |a, b| calendar.working_days_between(day(a), day(b));
        assert_eq!(between("2026-02-13", "2026-02-24"), Ok(2));
        assert_eq!(between("2026-02-24", "2026-02-13"), Ok(-2));
        assert_eq!(between("2023-12-31", "2024-12-31"), Ok(251));
        assert_eq!(between("2024-12-31", "2026-12-31"), Ok(496));
        assert_eq!(between("2026-05-01", "2026-05-01"), Ok(0));
    }

    #[test]
    fn a_year_that_is_missing_is_an_error() {
        let calendar = china();
        assert_eq!(
            calendar.is_working(day("2027-01-01")),
            Err(MissingYear(2027))
        );
        assert_eq!(
            calendar.add_working_days(day("2026-12-31"), 1),
            Err(MissingYear(2027))
        );
        assert_eq!(
            calendar.add_working_days(day("2024-01-02"), -1),
            Err(MissingYear(2023))
        );
        assert_eq!(
            calendar.add_working_days(day("2024-01-01"), i64::MAX),
            Err(MissingYear(2027))
        );
        assert_eq!(
            calendar.add_working_days(day("2024-01-01"), i64::MIN),
            Err(MissingYear(2023))
        );
        assert_eq!(
            calendar.add_working_days(NaiveDate::MAX, 1),
            Err(MissingYear(NaiveDate::MAX.year()))
        );
        assert_eq!(
            calendar.working_days_between(day("2026-12-31"), day("2027-01-01")),
            Err(MissingYear(2027))
        );
        // Nothing of 2023 is needed here.
        assert_eq!(
            calendar.working_days_between(day("2023-12-31"), day("2024-01-02")),
            Ok(1)
        );
        assert_eq!(
            Calendar::default().is_working(day("2026-01-01")),
            Err(MissingYear(2026))
        );
    }

    proptest! {
        #[test]
        fn adding_undoes_counting(start in 0_i64..1000, n in 1_i64..60) {
            let calendar = china();
            let from = day("2024-01-01") + chrono::Days::new(start as u64);
            if let Ok(to) = calendar.add_working_days(from, n) {
                prop_assert_eq!(calendar.is_working(to), Ok(true));
                prop_assert_eq!(calendar.working_days_between(from, to), Ok(n));
                if calendar.is_working(from) == Ok(true) {
                    prop_assert_eq!(calendar.add_working_days(to, -n), Ok(from));
                }
            }
        }

        #[test]
        fn counting_is_what_counting_one_by_one_gives(start in 0_u64..1000, len in 0_usize..500) {
            let calendar = china();
            let from = day("2024-01-01") + chrono::Days::new(start);
            let to = from + chrono::Days::new(len as u64);
            let one_by_one: Result<i64, MissingYear> = from
                .iter_days()
                .skip(1)
                .take(len)
                .map(|day| calendar.is_working(day).map(i64::from))
                .sum();
            prop_assert_eq!(calendar.working_days_between(from, to), one_by_one);
        }
    }
}
