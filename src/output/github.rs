//! `github`: workflow commands of GitHub Actions, errors first because the site shows only the first ones.

use super::{Style, errors_first, summary, visible};
use crate::finding::{Finding, Report};
use std::io::{self, Write};

/// Writes the report.
pub fn write(report: &Report, style: &Style, out: &mut dyn Write) -> io::Result<()> {
    for finding in errors_first(report) {
        writeln!(out, "{}", command(finding, style))?;
    }
    writeln!(out, "{}", summary::sentence(report).get(style.language))
}

/// `::error file=…,line=…,col=…,endLine=…,title=…::message`
fn command(finding: &Finding, style: &Style) -> String {
    let mut properties = vec![("file", style.path(&finding.place.path))];
    if let Some(start) = finding.place.start {
        properties.push(("line", start.line.to_string()));
        properties.push(("col", start.column.to_string()));
    }
    if let Some(end) = finding.place.end {
        properties.push(("endLine", end.line.to_string()));
    }
    properties.push(("title", finding.rule.to_string()));
    let properties: Vec<_> = properties
        .iter()
        .map(|(name, value)| format!("{name}={}", property(value)))
        .collect();
    format!(
        "::{} {}::{}",
        finding.level.name(),
        properties.join(","),
        data(&style.message_and_help(finding))
    )
}

fn data(text: &str) -> String {
    text.replace('%', "%25")
        .replace('\r', "%0D")
        .replace('\n', "%0A")
}

fn property(text: &str) -> String {
    data(&visible::line(text))
        .replace(':', "%3A")
        .replace(',', "%2C")
}
