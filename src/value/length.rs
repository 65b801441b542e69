//! Lengths of time as a process states them: `24 hours`, `2 working days`, `month end`.

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
