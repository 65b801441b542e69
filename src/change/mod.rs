//! A business change as a value: which files it writes, and what it says of itself. Built from the process, the records
//! and the moment, and judged before anything is written; writing it is not done here.

mod assignment;
mod attached;
mod dispatch;
mod draft;
mod follow;
mod ground;
mod move_;
mod new;
mod next;
mod note;
mod place;
mod preset;
mod refusal;
mod same;
mod set;
mod sheet;
mod sign;
mod slug;
mod told;
mod typist;
mod waive;

pub use assignment::{Assignment, Verb};
pub use dispatch::{confirm, send};
pub use follow::{FollowUp, follow};
pub use ground::{Ground, Target};
pub use move_::{Move, enter};
pub use new::{Making, kind_called};
pub use next::{Outlook, Passage, Standing, Step, Waiting, of_person};
pub use note::{Deed, Note};
pub use refusal::Refusal;
pub use set::set;
pub use sign::{Signing, change as sign};
pub use waive::{Until, Waiving};

use crate::check::{Comparison, Outcome, Selection};
use crate::files::Overlay;
use crate::finding::{Finding, Level};
use crate::rules::Rule;

/// A change of a pipeline.
#[derive(Debug)]
pub struct Change {
    /// The files that it writes.
    pub writes: Vec<Write>,
    /// What it says of itself.
    pub note: Note,
}

/// One file that changes.
#[derive(Debug)]
pub struct Write {
    /// Its path from the pipeline's folder.
    pub path: String,
    /// What it has been; `None` where it is new.
    pub old: Option<String>,
    /// What it becomes; `None` where it goes.
    pub new: Option<String>,
}

impl Change {
    /// Whether a finding that the change brings stands against it. That a deadline was missed, or that a sign-off or a
    /// customer's confirmation is to be given on what a change leaves, can only be mended after it; a move must have
    /// them before.
    pub fn is_blocked_by(&self, finding: &Finding) -> bool {
        let later = match Rule::named(&finding.rule) {
            Some(Rule::MissedDeadline) => true,
            Some(Rule::MissingSignoff | Rule::StaleSignoff | Rule::ChangedDocument) => {
                self.note.deed != Deed::Move
            }
            _ => false,
        };
        finding.level == Level::Error && !later
    }

    /// The files as the change leaves them.
    fn applied<'g>(&self, ground: &Ground<'g>) -> Overlay<'g> {
        let mut after = Overlay::new(ground.files);
        for write in &self.writes {
            after.put(&write.path, write.new.clone().map(String::into_bytes));
        }
        after
    }

    /// What the change brings and mends in the dossiers that it touches, as judged at the ground's day.
    pub fn outcome(&self, ground: &Ground<'_>) -> Outcome {
        self.compared(ground, |comparison, paths| comparison.outcome(paths))
    }

    /// What the change brings in dossiers that it doesn't touch and that refer to what it changes. Who makes the change
    /// must know it; it blocks nothing, since it is mended there, and afterwards.
    pub fn beyond(&self, ground: &Ground<'_>) -> Vec<Finding> {
        self.compared(ground, |comparison, paths| comparison.beyond(paths))
    }

    fn compared<T>(
        &self,
        ground: &Ground<'_>,
        then: impl FnOnce(&Comparison<'_>, &[String]) -> T,
    ) -> T {
        let after = self.applied(ground);
        let paths: Vec<String> = self.writes.iter().map(|write| write.path.clone()).collect();
        let comparison = Comparison {
            process: ground.process,
            before: ground.files,
            after: &after,
            today: ground.today,
            selection: &Selection::default(),
            command: ground.command,
        };
        then(&comparison, &paths)
    }
}
