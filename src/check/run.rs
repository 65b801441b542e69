//! A whole run: every dossier judged on both cores, and the report of them all.

use super::charge::Charge;
use super::judge::{self, Key, Verdict};
use super::levels::{Selection, weigh};
use super::{names, templates, unique};
use crate::files;
use crate::finding::{DeadlineCount, Finding, Report, Summary, Waived, mask_text};
use crate::process::Process;
use crate::records::{Archive, Dossier, Folder, Listing, Reader, folders};
use crate::rules::Rule;
use crate::say;
use chrono::NaiveDate;
use rayon::prelude::*;
use std::collections::BTreeMap;

/// What a run judges, and at which day.
pub struct Run<'r> {
    /// The process.
    pub process: &'r Process,
    /// The files.
    pub listing: &'r Listing<'r>,
    /// The day.
    pub today: NaiveDate,
    /// The rules that are asked for.
    pub selection: &'r Selection,
    /// How the command is called from the user's folder, for advice: `deal`, or `deal -C example-pipeline`.
    pub command: &'r str,
    /// Called after each dossier with the number of its files.
    pub progress: &'r (dyn Fn(usize) + Sync),
}

impl Run<'_> {
    /// Judges the whole pipeline.
    pub fn whole(&self) -> Report {
        let archive = Archive::new(self.process, self.listing, self.command);
        let folders = folders(self.process, &archive.claims, self.listing.paths());
        let mut total = self.all(&archive, &folders);
        let listed = self.listing.findings.iter().cloned();
        total
            .charges
            .extend(listed.map(|finding| Charge::of(finding, None)));
        total.charges.extend(names::judge(self.listing.paths()));
        total.charges.extend(templates::judge(self.process));
        let keys = std::mem::take(&mut total.keys);
        let (charges, waived) = unique::judge(&archive, keys, &total.key_waivers, self.today);
        total.charges.extend(charges);
        total.waived.extend(waived);
        self.report(total)
    }

    /// Judges some dossiers, and of them what is in the files that `wanted` takes. Nothing else is read but what they
    /// refer to, so nothing is said of keys that no two records share.
    pub fn some(&self, folders: &[Folder<'_>], wanted: &dyn Fn(&str) -> bool) -> Report {
        self.judged(folders, wanted).0
    }

    /// As [`Run::some`], with what is wrong with the templates that `wanted` takes.
    pub fn asked(&self, folders: &[Folder<'_>], wanted: &dyn Fn(&str) -> bool) -> Report {
        let mut report = self.some(folders, wanted);
        let templates = templates::judge(self.process).into_iter();
        let templates = templates.filter(|charge| wanted(&charge.finding.place.path));
        let findings = templates
            .filter_map(|charge| weigh(self.process, charge))
            .filter(|finding| self.selection.takes(finding));
        report.findings.extend(findings.map(Finding::shown));
        report.findings.sort_by(Finding::order);
        report
    }

    /// As [`Run::some`], with the keys of the records that no others may have.
    pub(super) fn judged(
        &self,
        folders: &[Folder<'_>],
        wanted: &dyn Fn(&str) -> bool,
    ) -> (Report, Vec<Key>) {
        let archive = Archive::new(self.process, self.listing, self.command);
        let mut total = self.all(&archive, folders);
        let listed = self.listing.findings.iter().cloned();
        total
            .charges
            .extend(listed.map(|finding| Charge::of(finding, None)));
        let paths = folders.iter().flat_map(Folder::paths);
        let paths: Vec<Box<str>> = paths.map(Box::from).collect();
        total.charges.extend(names::judge(&paths));
        total
            .charges
            .retain(|charge| wanted(&charge.on) || wanted(&charge.finding.place.path));
        total
            .waived
            .retain(|waived| wanted(&waived.finding.place.path));
        let keys = std::mem::take(&mut total.keys);
        (self.report(total), keys)
    }

    fn all(&self, archive: &Archive<'_>, folders: &[Folder<'_>]) -> Verdict {
        folders
            .par_iter()
            .map_init(
                || Reader::new(self.process, self.listing),
                |reader, folder| {
                    let dossier = Dossier::read(reader, &archive.claims, folder);
                    let verdict = judge::judge(archive, dossier, self.today);
                    (self.progress)(folder.count());
                    verdict
                },
            )
            .reduce(Verdict::default, Verdict::join)
    }

    fn report(&self, verdict: Verdict) -> Report {
        let findings = verdict
            .charges
            .into_iter()
            .chain(self.missing_years(&verdict.missing_years))
            .filter_map(|charge| weigh(self.process, charge))
            .filter(|finding| self.selection.takes(finding));
        let mut findings: Vec<Finding> = told_once(findings.collect())
            .into_iter()
            .map(Finding::shown)
            .collect();
        findings.sort_by(Finding::order);
        findings.dedup();
        let mut waived: Vec<Waived> = verdict
            .waived
            .into_iter()
            .filter(|waived| self.selection.takes(&waived.finding))
            .map(shown)
            .collect();
        waived.sort_by(|one, two| one.finding.order(&two.finding));
        Report {
            pipeline: self.process.pipeline.name.clone(),
            today: self.today,
            findings,
            waived,
            summary: Summary {
                files: verdict.files,
                records: verdict.records,
                deadlines: verdict.deadlines,
                process_only: false,
            },
        }
    }

    /// One finding for each year, at the calendar that lacks it.
    fn missing_years(&self, years: &BTreeMap<i32, String>) -> Vec<Charge> {
        let calendar = self.process.pipeline.calendar.last();
        let place = match calendar {
            Some(calendar) => self.process.place(calendar.spot),
            None => crate::finding::Place::file("pipeline.yaml"),
        };
        let unnamed = say!(
            en: "name the calendar in pipeline.yaml: `calendar: calendar/cn.yaml`", zh: "在 pipeline.yaml 中写明日历：`calendar: calendar/cn.yaml`"
        );
        years
            .iter()
            .map(|(year, record)| {
                let missing = crate::calendar::MissingYear(*year);
                let finding = Finding::of_file(
                    Rule::CalendarYearMissing,
                    "pipeline.yaml",
                    missing.message(),
                );
                let needed = say!(en: "{record} needs it", zh: "{record} 需要", record = record);
                let finding = Finding {
                    place: place.clone(),
                    ..finding.subject(year.to_string()).help(match calendar {
                        Some(_) => missing.help(),
                        None => unnamed.clone(),
                    })
                }
                .label(needed);
                Charge::of(finding, None)
            })
            .collect()
    }
}

fn shown(mut waived: Waived) -> Waived {
    mask_text(&mut waived.reason);
    Waived {
        finding: waived.finding.shown(),
        ..waived
    }
}

impl Verdict {
    /// Two verdicts as one.
    fn join(mut self, other: Verdict) -> Verdict {
        self.charges.extend(other.charges);
        self.waived.extend(other.waived);
        self.keys.extend(other.keys);
        self.key_waivers.extend(other.key_waivers);
        for (year, record) in other.missing_years {
            self.missing_years.entry(year).or_insert(record);
        }
        self.deadlines = sum(self.deadlines, other.deadlines);
        self.files += other.files;
        self.records += other.records;
        self
    }
}

fn sum(one: DeadlineCount, two: DeadlineCount) -> DeadlineCount {
    DeadlineCount {
        running: one.running + two.running,
        due_today: one.due_today + two.due_today,
        met: one.met + two.met,
        met_late: one.met_late + two.met_late,
        missed: one.missed + two.missed,
    }
}

/// What is wrong with the process, as a report: no record was judged by it.
pub fn report_of_process(
    pipeline: crate::language::Phrase,
    today: NaiveDate,
    findings: Vec<Finding>,
) -> Report {
    let mut findings: Vec<Finding> = findings.into_iter().map(Finding::shown).collect();
    findings.sort_by(Finding::order);
    findings.dedup();
    let summary = Summary {
        process_only: true,
        ..Summary::default()
    };
    Report {
        pipeline,
        today,
        findings,
        waived: Vec::new(),
        summary,
    }
}

/// With one finding for all the contents that a clone lacks: one command gets them all.
fn told_once(mut findings: Vec<Finding>) -> Vec<Finding> {
    let lacking = files::lacking();
    let is_lacking = |finding: &Finding| finding.message == lacking;
    let count = findings.iter().filter(|it| is_lacking(it)).count();
    let first = findings.iter().filter(|it| is_lacking(it));
    let Some(mut first) = first.min_by(|a, b| a.order(b)).cloned() else {
        return findings;
    };
    if count > 1 {
        findings.retain(|it| !is_lacking(it));
        first.message = say!(
            en: "this clone doesn't have the contents of {count} files, of which this is the first (a partial clone)",
            zh: "此克隆没有 {count} 个文件的内容，这是其中第一个（部分克隆）", count = count
        );
        findings.push(first);
    }
    findings
}
