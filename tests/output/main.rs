//! The report in every format: golden texts, hostile data, other readers.

#![allow(clippy::expect_used, clippy::panic)]

mod formats;
mod golden;
mod hostile;
mod reports;
mod sarif;
