//! A company's working days as data, and reckoning with days: terms, periods, lateness.
//! Knows days and values, and neither records nor rules.

mod days;
mod file;
mod period;
mod term;
mod year;

pub use days::{Calendar, MissingYear};
pub use file::{Problem, load};
pub use period::{Every, Period};
pub use term::{after, before, late, today};
pub use year::{Holiday, Status};
