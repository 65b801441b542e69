//! Files bound to the process: every value typed, every value with its place.

mod record;

pub use record::{Record, Slot, Text, Value};
