//! The values of a sales process as types of their own, read strictly: money, days, lengths of time, ids.
//! Nothing here knows files or kinds.

mod length;
mod moment;
mod money;

pub use length::{Length, Unit};
pub use moment::Moment;
pub use money::{Currency, Money};
pub use rust_decimal::Decimal;
