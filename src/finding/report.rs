//! The result of one run, ready for any output.

use super::{Finding, Level};
use crate::language::Phrase;
use chrono::NaiveDate;

/// What a run of `deal check` found.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Report {
    /// The pipeline's name.
    pub pipeline: Phrase,
    /// The day that was judged at.
    pub today: NaiveDate,
    /// In [`Finding::order`].
    pub findings: Vec<Finding>,
    /// Findings that a waiver excuses, in the same order.
    pub waived: Vec<Waived>,
    /// Counts.
    pub summary: Summary,
}

/// A finding that doesn't count, and who said so.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Waived {
    /// The finding.
    pub finding: Finding,
    /// The waiver's path.
    pub waiver: String,
    /// The id of the person who waived it.
    pub by: String,
    /// The waiver's last day.
    pub until: NaiveDate,
    /// Why.
    pub reason: String,
}

/// What was looked at.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Default)]
pub struct Summary {
    /// Files that were read.
    pub files: usize,
    /// Records that were judged.
    pub records: usize,
    /// Deadlines by state.
    pub deadlines: DeadlineCount,
    /// Whether the process was wrong, so that no record was judged.
    pub process_only: bool,
}

/// How many deadlines are in each state.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Default)]
pub struct DeadlineCount {
    /// Still to come.
    pub running: usize,
    /// Last day.
    pub due_today: usize,
    /// Done in time.
    pub met: usize,
    /// Done too late.
    pub met_late: usize,
    /// Not done and too late.
    pub missed: usize,
}

impl Report {
    /// Findings at error level.
    pub fn errors(&self) -> usize {
        self.count(Level::Error)
    }

    /// Findings at warning level.
    pub fn warnings(&self) -> usize {
        self.count(Level::Warning)
    }

    fn count(&self, level: Level) -> usize {
        self.findings
            .iter()
            .filter(|finding| finding.level == level)
            .count()
    }
}
