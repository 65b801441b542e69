//! What a proposal brings: a base and a head of the pipeline, judged at one day. The base's process, and the people as
//! they stand there, decide what the business demands and who may sign; the head can't loosen its own judge. The form
//! of its files, and what its own process newly demands, are the head's.

use super::introduced::{Comparison, Outcome, introduced};
use super::levels::Selection;
use super::run::Run;
use crate::files::{Files, Overlay, Unread};
use crate::finding::{Finding, Report};
use crate::process::Process;
use crate::records::{Claims, Furniture, Listing, Role};
use crate::rules::{Group, Rule};
use crate::say;
use chrono::NaiveDate;

/// A state of the pipeline with its process.
#[derive(Clone, Copy)]
pub struct Side<'s> {
    /// Its process.
    pub process: &'s Process,
    /// Its files.
    pub files: &'s dyn Files,
}

/// A proposal: what it starts from, and what it makes of it.
pub struct Proposal<'p> {
    /// What it starts from.
    pub base: Side<'p>,
    /// What it makes of it.
    pub head: Side<'p>,
    /// The paths that differ, from the pipeline's folder.
    pub paths: &'p [String],
    /// The day that both are judged at.
    pub today: NaiveDate,
    /// The rules that are asked for.
    pub selection: &'p Selection,
    /// How the command is called from the user's folder, for advice.
    pub command: &'p str,
}

impl Proposal<'_> {
    /// What the proposal brings.
    ///
    /// # Errors
    /// A person's file of the base couldn't be read.
    pub fn report(&self) -> Result<Report, Unread> {
        let people = self.changed_people();
        let defined = !self.same_definition();
        if people.is_empty() && !defined {
            return Ok(self.outcome(self.base.process, self.head.files).report);
        }
        let mut trusted = Overlay::new(self.head.files);
        for path in people {
            let bytes = match self.base.files.at(path) {
                Ok(_) => Some(
                    self.base
                        .files
                        .read(path, self.base.process.pipeline.file_limit)?,
                ),
                Err(_) => None,
            };
            trusted.put(path, bytes);
        }
        let by_base = self.outcome(self.base.process, &trusted).report;
        let mut report = self.outcome(self.head.process, self.head.files).report;
        let only_base = introduced(&report.findings, by_base.findings);
        let only_base = only_base.into_iter().filter(|finding| !is_form(finding));
        report.findings.extend(only_base.map(by_the_base));
        if defined {
            report.findings.extend(self.newly_demanded());
        }
        report.findings.sort_by(Finding::order);
        report.findings.dedup();
        Ok(report)
    }

    fn outcome(&self, process: &Process, after: &dyn Files) -> Outcome {
        let comparison = Comparison {
            process,
            before: self.base.files,
            after,
            today: self.today,
            selection: self.selection,
            command: self.command,
        };
        let reached = comparison.reached(self.paths);
        comparison.outcome(&[self.paths, &reached].concat())
    }

    /// What only the head's process finds in the head's files: anywhere, since a process judges everything.
    fn newly_demanded(&self) -> Vec<Finding> {
        let before = self.whole(self.base.process);
        introduced(&before, self.whole(self.head.process))
    }

    fn whole(&self, process: &Process) -> Vec<Finding> {
        let listing = Listing::whole(self.head.files, Furniture::of(process));
        let run = Run {
            process,
            listing: &listing,
            today: self.today,
            selection: self.selection,
            command: self.command,
            progress: &|_| {},
        };
        run.whole().findings
    }

    fn same_definition(&self) -> bool {
        let texts = |process: &Process| -> Vec<(String, String)> {
            let sources = process.sources.iter().chain(process.library.own());
            sources
                .map(|source| (source.path.clone(), source.text.clone()))
                .collect()
        };
        texts(self.base.process) == texts(self.head.process)
    }

    /// The changed paths that are people, by the base's process or the head's.
    fn changed_people(&self) -> Vec<&str> {
        let is_person = |process: &Process, path: &str| match Claims::of(process).role(path) {
            Role::Record(kind, _) => process
                .people
                .as_ref()
                .is_some_and(|people| people.kind == kind),
            _ => false,
        };
        let paths = self.paths.iter().map(String::as_str);
        paths
            .filter(|path| is_person(self.base.process, path) || is_person(self.head.process, path))
            .collect()
    }
}

/// Whether a finding is about the form of files and records, which change together with the process.
fn is_form(finding: &Finding) -> bool {
    Rule::named(&finding.rule)
        .is_some_and(|rule| matches!(rule.group(), Group::Files | Group::Records))
}

/// A finding of the base's process, or of the people as they stand there, that the head's own doesn't have.
fn by_the_base(finding: Finding) -> Finding {
    let why = say!(
        en: "so judged by the process and the people of the base: what a proposal changes of them holds once it is merged",
        zh: "按基准版本的流程与人员判定：合并请求对流程和人员的改动，合并之后才生效"
    );
    let help = match finding.help {
        Some(help) => say!(en: "{help}\n{why}", zh: "{help}\n{why}", help = help, why = why),
        None => why,
    };
    Finding {
        help: Some(help),
        ..finding
    }
}
