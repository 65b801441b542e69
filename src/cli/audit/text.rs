//! The audit for people at a terminal: findings in the order of history, and a sentence.

use super::Report;
use crate::finding::{Finding, Level};
use crate::language::Phrase;
use crate::output::{self, Style};
use crate::say;
use std::io::{self, Write};

/// Writes the report.
pub fn write(report: &Report<'_>, style: &Style<'_>, out: &mut dyn Write) -> io::Result<()> {
    let found = report.found.iter();
    let findings: Vec<Finding> = found.map(|found| found.finding.clone()).collect();
    output::write_findings(&findings, style, out)?;
    writeln!(out, "{}", sentence(report).get(report.language))
}

/// Counts, and what was walked.
pub fn sentence(report: &Report<'_>) -> Phrase {
    let count = |n: usize, one: &str, many: &str, zh: &str| Phrase {
        en: format!("{n} {}", if n == 1 { one } else { many }),
        zh: format!("{n} {zh}"),
    };
    let signoffs: usize = report.outcome.tally.values().map(|(count, ..)| count).sum();
    let (errors, warnings) = (report.count(Level::Error), report.count(Level::Warning));
    let mut parts = Vec::new();
    if errors > 0 {
        parts.push(count(errors, "error", "errors", "个错误"));
    }
    if warnings > 0 {
        parts.push(count(warnings, "warning", "warnings", "个警告"));
    }
    if parts.is_empty() {
        parts.push(say!(en: "no findings", zh: "没有发现问题"));
    }
    let counts = Phrase {
        en: parts
            .iter()
            .map(|part| part.en.as_str())
            .collect::<Vec<_>>()
            .join(", "),
        zh: parts
            .iter()
            .map(|part| part.zh.as_str())
            .collect::<Vec<_>>()
            .join("、"),
    };
    say!(
        en: "{counts} in {steps} up to {tip}; {signoffs} judged as they came",
        zh: "{counts}，共审查 {steps}，截至 {tip}；{signoffs}在进入时经过判断",
        counts = counts,
        steps = count(report.outcome.steps, "official step", "official steps", "个正式步骤"),
        tip = report.outcome.tip.short(),
        signoffs = count(signoffs, "sign-off", "sign-offs", "份签批")
    )
}
