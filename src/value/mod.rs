//! The values of a sales process as types of their own, read strictly: money, days, lengths of time, ids.
//! Nothing here knows files or kinds.
//!
//! Every reader takes the text as it was written and refuses with a phrase that names the text, what is wrong with
//! it and, where that can be known, what to write instead.

pub mod boolean;
pub mod capitals;
mod cell;
pub mod contact;
mod currency;
pub mod date;
pub mod fold;
pub mod id;
mod length;
mod moment;
mod money;
pub mod number;
pub mod personal;
mod refusal;
pub mod size;

pub use cell::{Cell, Member, Named};
pub use currency::Currency;
pub use length::{Length, Unit};
pub use moment::Moment;
pub use money::Money;
pub use refusal::shown;
pub use rust_decimal::Decimal;
