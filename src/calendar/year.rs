//! One year of a calendar: a bit for every day.

use crate::language::Phrase;
use chrono::{Datelike, NaiveDate, Weekday};
use std::collections::BTreeMap;

/// Whether each day of the week is free, from Monday.
pub(super) type Weekend = [bool; 7];

/// How sure a year's days are.
#[derive(Clone, Copy, PartialEq, Eq, Hash, Debug)]
pub enum Status {
    /// Announced.
    Official,
    /// Expected, still to be announced.
    Estimated,
}

/// Days off with a name.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Holiday {
    /// What people call it.
    pub name: Phrase,
    /// First day.
    pub first: NaiveDate,
    /// Last day.
    pub last: NaiveDate,
}

/// One year: a bit for every day, from 1 January on.
#[derive(Clone, Debug)]
pub(super) struct Year {
    pub(super) status: Status,
    /// What files say about single days, over the weekend.
    marks: BTreeMap<u32, bool>,
    pub(super) holidays: Vec<Holiday>,
    working: [u64; 6],
}

impl Year {
    /// A year with nothing but its weekends.
    pub(super) fn new(number: i32, status: Status, weekend: &Weekend) -> Year {
        let mut year = Year {
            status,
            marks: BTreeMap::new(),
            holidays: Vec::new(),
            working: [0; 6],
        };
        year.fill(number, weekend);
        year
    }

    pub(super) fn has(&self, day: u32) -> bool {
        self.working
            .get(day as usize / 64)
            .is_some_and(|word| word >> (day % 64) & 1 == 1)
    }

    /// Says that a day is worked or free, whatever the weekend.
    pub(super) fn mark(&mut self, day: u32, working: bool) {
        self.marks.insert(day, working);
        put(&mut self.working, day, working);
    }

    /// Counts the days anew, with this weekend.
    pub(super) fn fill(&mut self, number: i32, weekend: &Weekend) {
        for at in 0..366 {
            if let Some(day) = on(number, at) {
                let free = is_weekend(weekend, day.weekday());
                let working = self.marks.get(&at).copied().unwrap_or(!free);
                put(&mut self.working, at, working);
            }
        }
    }

    pub(super) fn count(&self) -> u32 {
        self.working.iter().map(|word| word.count_ones()).sum()
    }

    /// Number of working days before `day`.
    pub(super) fn before(&self, day: u32) -> u32 {
        let whole = day as usize / 64;
        let full: u32 = self
            .working
            .iter()
            .take(whole)
            .map(|word| word.count_ones())
            .sum();
        let mask = (1_u64 << (day % 64)) - 1;
        full + self
            .working
            .get(whole)
            .map_or(0, |word| (word & mask).count_ones())
    }

    /// The `n`th working day, from 1.
    pub(super) fn nth(&self, n: u32) -> Option<u32> {
        let mut left = n.checked_sub(1)?;
        for (at, &word) in (0_u32..).zip(&self.working) {
            let ones = word.count_ones();
            if left < ones {
                let rest = (0..left).fold(word, |word, _| word & (word - 1));
                return Some(at * 64 + rest.trailing_zeros());
            }
            left -= ones;
        }
        None
    }
}

/// The day of a year, from 0.
pub(super) fn on(year: i32, day: u32) -> Option<NaiveDate> {
    NaiveDate::from_yo_opt(year, day + 1)
}

fn put(bits: &mut [u64; 6], day: u32, value: bool) {
    if let Some(word) = bits.get_mut(day as usize / 64) {
        let bit = 1 << (day % 64);
        *word = if value { *word | bit } else { *word & !bit };
    }
}

fn is_weekend(weekend: &Weekend, day: Weekday) -> bool {
    weekend
        .get(day.num_days_from_monday() as usize)
        .copied()
        .unwrap_or(false)
}
