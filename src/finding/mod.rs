//! What a judgement says: findings with their places, and the report of a whole run.

mod place;
mod report;
mod shown;

use crate::language::Phrase;
pub use place::{Excerpt, Place};
pub use report::{DeadlineCount, Report, Summary, Waived};
pub use shown::mask_text;
use std::borrow::Cow;

/// How much a finding weighs.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug)]
pub enum Level {
    /// Breaks the process: exit status 1.
    Error,
    /// Wants a look.
    Warning,
}

impl Level {
    /// The level's name in machine-readable formats: `error` or `warning`.
    pub const fn name(self) -> &'static str {
        match self {
            Level::Error => "error",
            Level::Warning => "warning",
        }
    }
}

/// One thing that is wrong, where, what demands otherwise, and how to mend it.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Finding {
    /// The rule's name: an engine rule (`missing-signoff`) or one of the process (`price-floor`).
    pub rule: Cow<'static, str>,
    /// What of the record it is about, where the rule covers several: a field, deadline, gate or sign-off.
    pub subject: Option<String>,
    /// How much it weighs.
    pub level: Level,
    /// The business fact.
    pub message: Phrase,
    /// The offending value.
    pub place: Place,
    /// What to say at the place.
    pub label: Option<Phrase>,
    /// The line of the process that demands otherwise, and what to say there.
    pub demand: Option<(Place, Phrase)>,
    /// Address of the record it is about.
    pub record: Option<String>,
    /// What mends it.
    pub help: Option<Phrase>,
    /// Whether it is about a sign-off that a gate demands which the record has passed.
    pub passed: bool,
}

impl Finding {
    /// The order of findings in every output: by path, line, column, rule, subject, message.
    pub fn order(&self, other: &Finding) -> std::cmp::Ordering {
        fn key(f: &Finding) -> impl Ord {
            (
                &f.place.path,
                f.place.start,
                &f.rule,
                &f.subject,
                &f.message,
            )
        }
        key(self).cmp(&key(other))
    }
}
