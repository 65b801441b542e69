//! The judgement: pure functions of the process, the records and the day.

mod bench;
mod charge;
mod covered;
mod deadlines;
mod digest;
mod draft;
mod gates;
mod introduced;
mod judge;
mod levels;
mod mending;
mod names;
mod people;
mod proof;
mod rules;
mod run;
mod seal;
mod signoffs;
mod stages;
mod statement;
mod unique;
mod values;
mod waivers;

pub use bench::Bench;
pub use covered::{SinceLast, digest_of, since_last};
pub use deadlines::{Due, State};
pub use draft::{Intent, Refusal, draft};
pub use introduced::{Comparison, Outcome, introduced};
pub use levels::{Selection, fails};
pub use people::with_email as person_with_email;
pub use proof::{Signed, keys_on, signed, signer};
pub use run::{Run, report_of_process};
pub use seal::{canonical, seal};
pub use stages::Course;
pub use statement::{Flaw, file_name};
