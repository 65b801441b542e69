//! `json`: the report for programs, version 1. Every key is always there; what is absent is `null`. Paths are those
//! of the pipeline, from its root.

use super::{Style, json_text};
use crate::finding;
use crate::language::{Language, Phrase};
use serde::Serialize;
use std::io::{self, Write};

/// The version of the format: it rises when a key changes its meaning or goes, not when one comes.
pub const VERSION: u32 = 1;

/// Writes the report.
pub(super) fn write(
    report: &finding::Report,
    style: &Style,
    out: &mut dyn Write,
) -> io::Result<()> {
    json_text::write(&Report::new(report, style.language), out)
}

/// The whole document.
#[derive(Serialize, Debug)]
pub struct Report<'a> {
    /// Always 1.
    pub version: u32,
    /// The day that was judged at, as `2026-06-30`.
    pub today: String,
    /// The pipeline's name.
    pub pipeline: &'a str,
    /// Counts.
    pub summary: Summary,
    /// What is wrong, by path, line, column, rule, subject and message.
    pub findings: Vec<Finding<'a>>,
    /// What is wrong and excused by a waiver, in the same order.
    pub waived: Vec<Waived<'a>>,
}

/// Counts of one run.
#[derive(Serialize, Debug)]
pub struct Summary {
    /// Findings at error level.
    pub errors: usize,
    /// Findings at warning level.
    pub warnings: usize,
    /// Findings that a waiver excuses.
    pub waived: usize,
    /// Files that were read.
    pub files: usize,
    /// Records that were judged.
    pub records: usize,
    /// Deadlines by state.
    pub deadlines: Deadlines,
    /// Whether the process itself was wrong, so that no record was judged.
    pub process_only: bool,
}

/// How many deadlines are in each state.
#[derive(Serialize, Debug)]
pub struct Deadlines {
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

/// One thing that is wrong.
#[derive(Serialize, Debug)]
pub struct Finding<'a> {
    /// The rule's name.
    pub rule: &'a str,
    /// The field, deadline, gate or sign-off it is about, where the rule covers several.
    pub subject: Option<&'a str>,
    /// `error` or `warning`.
    pub level: &'static str,
    /// The business fact, in the run's language.
    pub message: &'a str,
    /// The file, from the pipeline's root, with `/`.
    pub path: &'a str,
    /// Line of the offending value, from 1; `null` for a whole file.
    pub line: Option<u32>,
    /// Column of its first character, from 1, in characters.
    pub column: Option<u32>,
    /// Line of its end.
    pub end_line: Option<u32>,
    /// Column after its last character.
    pub end_column: Option<u32>,
    /// Address of the record it is about.
    pub record: Option<&'a str>,
    /// What mends it, in the run's language.
    pub help: Option<&'a str>,
    /// The place in the process that demands otherwise.
    pub demand: Option<Demand<'a>>,
}

/// The place in the process that demands something.
#[derive(Serialize, Debug)]
pub struct Demand<'a> {
    /// The file, from the pipeline's root.
    pub path: &'a str,
    /// Line, from 1; `null` for a whole file.
    pub line: Option<u32>,
    /// Column, from 1, in characters.
    pub column: Option<u32>,
    /// What is demanded there, in the run's language.
    pub message: &'a str,
}

/// A finding that a waiver excuses: its keys, and `waiver`.
#[derive(Serialize, Debug)]
pub struct Waived<'a> {
    /// The finding's keys.
    #[serde(flatten)]
    pub finding: Finding<'a>,
    /// Who excused it.
    pub waiver: Waiver<'a>,
}

/// An exception that was granted.
#[derive(Serialize, Debug)]
pub struct Waiver<'a> {
    /// The waiver's file, from the pipeline's root.
    pub path: &'a str,
    /// Id of the person who granted it.
    pub by: &'a str,
    /// Its last day, as `2026-06-30`.
    pub until: String,
    /// Why.
    pub reason: &'a str,
}

impl<'a> Report<'a> {
    /// The report with its texts in `language`.
    pub fn new(report: &'a finding::Report, language: Language) -> Report<'a> {
        let waived = |waived: &'a finding::Waived| Waived {
            finding: Finding::new(&waived.finding, language),
            waiver: Waiver {
                path: &waived.waiver,
                by: &waived.by,
                until: waived.until.to_string(),
                reason: &waived.reason,
            },
        };
        let finding = |finding| Finding::new(finding, language);
        Report {
            version: VERSION,
            today: report.today.to_string(),
            pipeline: report.pipeline.get(language),
            summary: Summary::new(report),
            findings: report.findings.iter().map(finding).collect(),
            waived: report.waived.iter().map(waived).collect(),
        }
    }
}

impl Summary {
    /// The counts of a report.
    pub fn new(report: &finding::Report) -> Summary {
        let deadlines = &report.summary.deadlines;
        Summary {
            errors: report.errors(),
            warnings: report.warnings(),
            waived: report.waived.len(),
            files: report.summary.files,
            records: report.summary.records,
            deadlines: Deadlines {
                running: deadlines.running,
                due_today: deadlines.due_today,
                met: deadlines.met,
                met_late: deadlines.met_late,
                missed: deadlines.missed,
            },
            process_only: report.summary.process_only,
        }
    }
}

impl<'a> Finding<'a> {
    /// A finding with its texts in `language`.
    pub fn new(finding: &'a finding::Finding, language: Language) -> Finding<'a> {
        let place = &finding.place;
        let demand = |(place, message): &'a (finding::Place, Phrase)| Demand {
            path: &place.path,
            line: place.start.map(|start| start.line),
            column: place.start.map(|start| start.column),
            message: message.get(language),
        };
        Finding {
            rule: &finding.rule,
            subject: finding.subject.as_deref(),
            level: finding.level.name(),
            message: finding.message.get(language),
            path: &place.path,
            line: place.start.map(|start| start.line),
            column: place.start.map(|start| start.column),
            end_line: place.end.map(|end| end.line),
            end_column: place.end.map(|end| end.column),
            record: finding.record.as_deref(),
            help: finding.help.as_ref().map(|help| help.get(language)),
            demand: finding.demand.as_ref().map(demand),
        }
    }
}
