//! The judgement: pure functions of the process, the records and the day.

mod ahead;
mod attachments;
mod bench;
mod beyond;
mod called;
mod charge;
mod content;
mod covered;
mod deadlines;
mod digest;
mod dispatches;
mod draft;
mod dues;
mod gates;
mod happened;
mod introduced;
mod judge;
mod levels;
mod mending;
mod names;
mod owners;
mod people;
mod proof;
mod reached;
mod rules;
mod run;
mod seal;
mod showing;
mod signoffs;
mod since;
mod stages;
mod standing;
mod statement;
mod templates;
mod unique;
mod values;
mod waivers;
mod wanted;

pub use ahead::{Asked, Demand, demands, of_signoff};
pub use bench::Bench;
pub use called::{called, with_name};
pub use charge::Charge;
pub use content::{Content, content};
pub use covered::{SinceLast, changed, digest_of, since_last};
pub use deadlines::{Due, State, Timed, states};
pub use dispatches::{
    changes as changes_since_sent, is_of_this_process, outdated, sent, shown_part,
};
pub use draft::{Intent, Refusal, draft};
pub use dues::{Pending, pending};
pub use gates::newly_passed as newly_passed_gates;
pub use happened::{Day, days};
pub use introduced::{Comparison, Outcome, introduced};
pub use judge::findings;
pub use levels::{Selection, fails, weigh};
pub use mending::named;
pub use owners::{Guard, guards};
pub use people::{holds, spells, with_email as person_with_email};
pub use proof::{Signed, keys_on, signed, signer};
pub use run::{Run, report_of_process};
pub use seal::{canonical, seal};
pub use showing::{Absent, Showing, showing};
pub use since::{Proposal, Side};
pub use stages::{Course, Move, Stay};
pub use standing::{Given, Holds, Limit, forecast, given, limits, sum};
pub use statement::{Flaw, file_name, number, refusal};
pub use templates::of_template;
pub use values::unknown;
pub use waivers::{flaw as waiver_flaw, giver as waiver_giver, rule_flaw, waivable};
pub use wanted::{
    Giver, Lack, Somebody, Wanted, admitted, could_give, holding, principals, wanted,
};
