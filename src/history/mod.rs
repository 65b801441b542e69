//! What changed, in business terms: two versions of a record by field, two states of a dossier by what happened. Pure.

mod compare;
mod content;
mod diff;
mod dispatches;
mod event;
mod events;
mod items;
mod papers;
mod state;
mod strangers;
#[cfg(test)]
mod tests;

pub use compare::{Difference, FieldChange, compare};
pub use content::{Names, Version};
pub use diff::{Contrast, Crossing, DossierDiff, PipelineDiff, Shift};
pub use dispatches::stale_dispatches;
pub use event::{Event, Exception, Outdated, Paper, Part, Sending, Step, Subject, What};
pub use events::{Touched, events, exception, facts, fields_of, names, paper, subject, version};
pub use items::member;
pub use papers::{person, title};
pub use state::{State, listing};
