//! The judgement: pure functions of the process, the records and the day.

mod bench;
mod charge;
mod deadlines;
mod digest;
mod gates;
mod judge;
mod levels;
mod names;
mod owners;
mod people;
mod rules;
mod run;
mod signoffs;
mod stages;
mod statement;
mod unique;
mod values;
mod waivers;

pub use bench::Bench;
pub use deadlines::{Due, State};
pub use levels::{Selection, fails};
pub use owners::{Guard, guards};
pub use run::{Run, report_of_process};
pub use statement::{Flaw, digest_of, file_name, refusal, seal};
