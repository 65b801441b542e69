//! The judgement: pure functions of the process, the records and the day.

mod bench;
mod charge;
mod deadlines;
mod digest;
mod gates;
mod introduced;
mod judge;
mod levels;
mod names;
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
pub use introduced::{Comparison, Outcome, introduced};
pub use levels::{Selection, fails};
pub use people::with_email as person_with_email;
pub use run::{Run, report_of_process};
pub use statement::{Flaw, digest_of, file_name, refusal, seal};
pub use waivers::{flaw as waiver_flaw, waivable};
