//! Events for programs. Keys that don't apply are left out.

use super::sentence;
use crate::check::Holds;
use crate::history::{Difference, Event, Paper, Part, Sending, What};
use crate::language::Language;
use crate::value::Cell;
use serde::Serialize;

/// What happened.
#[derive(Serialize, Debug, Default)]
pub struct EventJson {
    /// `created`, `deleted`, `unreadable`, `readable`, `moved`, `log_rewritten`, `changed`, `added`, `removed`,
    /// `reordered`, `signed`, `returned`, `signoff_deleted`, `signoff_altered`, `voided`, `restored`, `waived`,
    /// `waiver_deleted`, `sent`, `confirmed`, `dispatch_deleted`, `dispatch_altered`, `outdated`, `file_added`,
    /// `file_deleted`, `file_changed`.
    pub event: &'static str,
    /// The record's address.
    pub record: String,
    /// In words, in the run's language.
    pub text: String,
    /// Path of the field.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub field: Option<String>,
    /// What it was; of a move, the stage that was left.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub old: Option<Cell>,
    /// What it is; of a move, the stage that was entered.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub new: Option<Cell>,
    /// Name of the sign-off.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub signoff: Option<String>,
    /// The role.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub role: Option<String>,
    /// Id of the person, as the file says.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub by: Option<String>,
    /// When, as the file says.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub at: Option<String>,
    /// A comment or reason.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub comment: Option<String>,
    /// The covered fields that voided a sign-off.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub voided_by: Vec<String>,
    /// The rule that was waived.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub rule: Option<String>,
    /// Name of the document.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub document: Option<String>,
    /// The code printed on the document.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub code: Option<String>,
    /// Who got the document.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub sent_to: Vec<String>,
    /// Who confirmed the document, and when.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub confirmed: Option<ConfirmedJson>,
    /// What the document shows otherwise.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub parts: Vec<PartJson>,
    /// The day on which the document went out again as it is now.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub replaced: Option<String>,
    /// Path of a file.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub path: Option<String>,
}

/// That somebody confirmed a document.
#[derive(Serialize, Debug)]
pub struct ConfirmedJson {
    on: String,
    by: String,
    how: Option<String>,
}

/// A part of a document: its path, what it was and what it is. Values are left out where it is no single one.
#[derive(Serialize, Debug)]
pub struct PartJson {
    part: String,
    #[serde(skip_serializing_if = "Option::is_none")]
    old: Option<Cell>,
    #[serde(skip_serializing_if = "Option::is_none")]
    new: Option<Cell>,
}

impl EventJson {
    /// An event with its text in `language`.
    pub fn of(event: &Event, language: Language) -> EventJson {
        let mut json = EventJson {
            record: event.subject.address.clone(),
            text: sentence(event, false).get(language).to_owned(),
            ..EventJson::default()
        };
        json.fill(&event.what);
        json
    }

    fn fill(&mut self, what: &What) {
        self.event = match what {
            What::Created(_) => "created",
            What::Removed => "deleted",
            What::Unreadable(_) => "unreadable",
            What::Readable => "readable",
            What::LogRewritten => "log_rewritten",
            What::Moved(step) => {
                self.old = Some(step.from.clone());
                self.new = Some(step.to.clone());
                self.at = Some(step.at.plain());
                self.by = Some(step.by.plain());
                self.comment = (!step.reason.is_empty()).then(|| step.reason.plain());
                "moved"
            }
            What::Field(change) => {
                self.field = Some(change.path.clone());
                self.difference(&change.difference)
            }
            What::Stranger { name, old, new } => {
                let cell = |text: &Option<String>| text.clone().map_or(Cell::Empty, Cell::Text);
                self.field = Some(name.clone());
                self.old = Some(cell(old));
                self.new = Some(cell(new));
                "changed"
            }
            What::Signed(paper) => {
                self.paper(paper);
                if paper.approved { "signed" } else { "returned" }
            }
            What::Unsigned(paper) => {
                self.paper(paper);
                "signoff_deleted"
            }
            What::Altered(paper) => {
                self.paper(paper);
                "signoff_altered"
            }
            What::Void(paper, _) => {
                self.paper(paper);
                if let Holds::Stale(fields) = &paper.holds {
                    self.voided_by.clone_from(fields);
                }
                "voided"
            }
            What::Holds(paper) => {
                self.paper(paper);
                "restored"
            }
            What::Waived(waiver) => {
                self.rule = Some(waiver.rule.clone());
                self.comment = Some(waiver.reason.clone());
                "waived"
            }
            What::Unwaived(waiver) => {
                self.rule = Some(waiver.rule.clone());
                "waiver_deleted"
            }
            What::Sent(sending) => {
                self.sending(sending);
                "sent"
            }
            What::Confirmed(sending) => {
                self.sending(sending);
                "confirmed"
            }
            What::DispatchRemoved(sending) => {
                self.sending(sending);
                "dispatch_deleted"
            }
            What::DispatchAltered(sending, fields) => {
                self.sending(sending);
                self.field = Some(fields.join(", "));
                "dispatch_altered"
            }
            What::Outdated(outdated) => {
                self.sending(&outdated.sending);
                self.parts = outdated.parts.iter().map(PartJson::of).collect();
                self.replaced = outdated.replaced.map(|day| day.to_string());
                "outdated"
            }
            What::File { path, there } => {
                self.path = Some(path.clone());
                match there {
                    (false, _) => "file_added",
                    (true, false) => "file_deleted",
                    (true, true) => "file_changed",
                }
            }
        };
    }

    fn difference(&mut self, difference: &Difference) -> &'static str {
        match difference {
            Difference::Set { old, new } => {
                self.old = Some(old.clone());
                self.new = Some(new.clone());
                "changed"
            }
            Difference::Added(item) => {
                self.new = Some(item.clone());
                "added"
            }
            Difference::Removed(item) => {
                self.old = Some(item.clone());
                "removed"
            }
            Difference::Reordered => "reordered",
        }
    }

    fn sending(&mut self, sending: &Sending) {
        self.path = Some(sending.path.clone());
        self.document = Some(sending.document.clone());
        self.code = Some(sending.code.clone());
        self.at = Some(sending.sent_on.to_string());
        self.by = Some(sending.sent_by.clone());
        self.sent_to.clone_from(&sending.sent_to);
        let confirmed = sending.confirmed.as_ref();
        self.confirmed = confirmed.map(|confirmed| ConfirmedJson {
            on: confirmed.on.to_string(),
            by: confirmed.by.clone(),
            how: confirmed.how.clone(),
        });
    }

    fn paper(&mut self, paper: &Paper) {
        self.signoff = Some(paper.name.clone());
        self.role = Some(paper.role.clone());
        self.by = Some(paper.by.clone());
        self.at = Some(paper.at.to_string());
        self.comment.clone_from(&paper.comment);
    }
}

impl PartJson {
    fn of(part: &Part) -> PartJson {
        let (old, new) = part.values.clone().unzip();
        PartJson {
            part: part.path.clone(),
            old,
            new,
        }
    }
}
