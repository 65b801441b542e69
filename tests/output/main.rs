//! The report in every format: golden texts, hostile data, other readers.

mod formats;
mod golden;
mod hostile;
mod reports;
mod sarif;
