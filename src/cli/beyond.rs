//! What a change brings in dossiers that it doesn't touch, in a few lines: a price may break a thousand quotes.

use crate::finding::{Finding, Level};
use crate::language::Phrase;
use crate::say;
use std::collections::BTreeSet;

/// Most findings that are shown.
const MOST: usize = 3;

/// What a change brings elsewhere.
pub struct Beyond {
    /// The first findings, errors before warnings.
    pub first: Vec<Finding>,
    findings: usize,
    records: usize,
}

impl Beyond {
    /// Of all that it brings there; nothing where it brings nothing.
    pub fn of(mut findings: Vec<Finding>) -> Option<Beyond> {
        let on = findings.iter();
        let on = on.map(|finding| finding.record.as_ref().unwrap_or(&finding.place.path));
        let records = on.collect::<BTreeSet<_>>().len();
        let count = findings.len();
        findings.sort_by_key(|finding| finding.level != Level::Error);
        findings.truncate(MOST);
        (count > 0).then_some(Beyond {
            first: findings,
            findings: count,
            records,
        })
    }

    /// How much it is.
    pub fn counted(&self) -> Phrase {
        let (findings, records) = (self.findings, self.records);
        let en = |count: usize, one: &str| match count {
            1 => format!("1 {one}"),
            count => format!("{count} {one}s"),
        };
        Phrase {
            en: format!(
                "this brings {} on {} that it doesn't touch:",
                en(findings, "finding"),
                en(records, "record")
            ),
            zh: format!("这使未改动的 {records} 条记录新出现 {findings} 个问题："),
        }
    }

    /// Where the findings that aren't shown can be seen.
    pub fn rest(&self, command: &str, committed: bool) -> Option<Phrase> {
        let more = self.findings - self.first.len();
        (more > 0).then(|| match committed {
            true => say!(
                en: "and {more} more: `{command} check --since HEAD~1` lists them all",
                zh: "另有 {more} 个：用 `{command} check --since HEAD~1` 查看全部",
                more = more, command = command
            ),
            false => say!(
                en: "and {more} more: once it is written, `{command} check` lists them all",
                zh: "另有 {more} 个：写入后用 `{command} check` 查看全部",
                more = more, command = command
            ),
        })
    }
}
