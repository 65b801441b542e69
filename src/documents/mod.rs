//! Documents made of records: a template filled with what a record holds, and bound to it by a receipt.

mod coded;
mod plate;
mod receipt;
mod refusal;

pub use coded::with_code;
pub use plate::{Order, Paper, Plate, Print};
pub use receipt::Receipt;
pub use refusal::Refusal;
