//! `concise`: `path:line:col: level[rule] message`, a line each, then the summary. A finding about a whole file
//! stands at `1:1`, so that editors read every line with one pattern.

use super::{Style, summary, visible};
use crate::finding::{Finding, Report};
use std::io::{self, Write};

/// Writes the report.
pub fn write(report: &Report, style: &Style, out: &mut dyn Write) -> io::Result<()> {
    for finding in &report.findings {
        writeln!(out, "{}", finding_line(finding, style))?;
    }
    writeln!(out, "{}", summary::sentence(report).get(style.language))
}

/// `path:line:col: level[rule] message`; no line of it is a command to a CI runner.
pub(super) fn finding_line(finding: &Finding, style: &Style) -> String {
    let path = style.path(&finding.place.path);
    // A line that begins with `::` would be a command to GitHub's runner.
    let here = if path.trim_start().starts_with(':') {
        "./"
    } else {
        ""
    };
    let (line, column) = finding
        .place
        .start
        .map_or((1, 1), |start| (start.line, start.column));
    format!(
        "{here}{}:{line}:{column}: {}[{}] {}",
        visible::line(&path),
        finding.level.name(),
        visible::line(&finding.rule),
        style.text(&finding.message),
    )
}
