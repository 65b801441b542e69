//! A day, or a time on a day where the hour is known, on the clocks of the pipeline's time zone.

use chrono::{NaiveDate, NaiveTime};

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
}
