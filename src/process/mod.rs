//! A company's process: the definition files, compiled and type-checked. Knows no record.

pub mod block;
mod clause;
mod compile;
mod deadline;
mod definition;
mod demanded;
mod document;
mod field_keys;
mod field_type;
mod follow;
mod gate;
mod happened;
mod kind;
mod load;
mod making;
mod misuse;
mod page;
mod pattern;
mod pipeline;
mod problem;
mod proof;
mod reach;
mod rule;
mod schema;
mod shape;
mod signoff;
mod soundness;
mod stage;
mod title;
mod typing;

pub use block::Key;
pub use clause::{CLAUSE_KEYS, Clause};
pub use compile::{Outlines, Template};
pub use deadline::{DEADLINE_KEYS, Deadline, Term};
pub use demanded::{changed as changed_demands, demanded};
pub use document::{Audience, DOCUMENT_KEYS, Document, With};
pub use field_keys::{FIELD_KEYS, TYPES, TypeName};
pub use follow::{FOLLOW_KEYS, Follow};
pub use gate::{ASSERT_KEYS, Assertion, GATE_KEYS, Gate, Need, NeededRecord, RECORD_KEYS};
pub use happened::{Happened, day_of_items};
pub use kind::{Clauses, KIND_KEYS, Kind, Outline};
pub use load::{Definition, Loaded};
pub use making::{Making, Preset};
pub use page::{Medium, Origin, Page, Unfit, View, setting};
pub use pattern::{Claim, Pattern};
pub use pipeline::{
    AUDIT_KEYS, AuditPolicy, LIMIT_KEYS, PEOPLE_KEYS, PIPELINE_KEYS, Pipeline, ROLE_KEYS, Role,
    WAIVER_POLICY_KEYS, WaiverPolicy,
};
pub use problem::{FileId, Problem, Spot};
pub use proof::{Proof, SIGNOFFS_KEYS};
pub use reach::Reach;
pub use rule::{ProcessRule, RULE_KEYS, UNIQUE_KEYS, Unique};
pub use shape::nearest_field;
pub use signoff::{
    Covered, Givers, OUTSIDE_KEYS, QUORUM_KEYS, Quorum, SIGNOFF_KEYS, STEP_KEYS, Signoff, Step,
};
pub use stage::{Aside, STAGE_KEYS, Stage, Stages};

use crate::calendar::Calendar;
use crate::finding::Place;
use crate::form::KindId;
use crate::template::Library;
use crate::text::Source;

/// A company's process, ready to judge by.
#[derive(Debug)]
pub struct Process {
    /// What holds for all.
    pub pipeline: Pipeline,
    /// The kinds, by [`KindId`].
    pub kinds: Vec<Kind>,
    /// Where people's facts are.
    pub people: Option<People>,
    /// Working days.
    pub calendar: Calendar,
    /// The fields that say when something happened, by [`KindId`].
    pub(crate) happened: Vec<Vec<Happened>>,
    /// The templates of documents.
    pub library: Library,
    /// What the kinds' expressions read of other records.
    reach: Reach,
    /// The definition's files, by [`FileId`]: `pipeline.yaml` first.
    pub sources: Vec<Source>,
}

/// Where people's facts stand in their records.
#[derive(Debug)]
pub struct People {
    /// The kind.
    pub kind: KindId,
    /// Position of the field with the roles.
    pub roles: usize,
    /// Position of the field with the delegations.
    pub delegations: Option<usize>,
    /// Position of the field with the e-mail address.
    pub email: Option<usize>,
    /// Position of the field with the account on the forge.
    pub account: Option<usize>,
    /// Position of the field with the keys that the person signs with.
    pub keys: Option<usize>,
}

impl Process {
    /// A kind.
    pub fn kind(&self, id: KindId) -> &Kind {
        &self.kinds[usize::from(id.0)]
    }

    /// The fields of a kind that say when something happened.
    pub fn happened(&self, id: KindId) -> &[Happened] {
        self.happened
            .get(usize::from(id.0))
            .map_or(&[], Vec::as_slice)
    }

    /// The kind of this name.
    pub fn kind_named(&self, name: &str) -> Option<&Kind> {
        self.kinds.iter().find(|kind| kind.outline.name == name)
    }

    /// A place of the definition, for people.
    pub fn place(&self, spot: Spot) -> Place {
        match self.sources.get(spot.file) {
            Some(source) => Place::of(source, spot.span),
            None => Place::file("pipeline.yaml"),
        }
    }
}
