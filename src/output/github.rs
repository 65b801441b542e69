//! `github`: workflow commands of GitHub Actions, errors first. The site shows ten of each level for a step; the rest is
//! counted in a notice and stands in the step's log.

use super::{Style, concise, errors_first, summary, visible};
use crate::finding::{Finding, Level, Report};
use crate::say;
use std::io::{self, Write};

/// Annotations of one level that GitHub shows for a step.
const SHOWN: usize = 10;

/// Writes the report.
pub fn write(report: &Report, style: &Style, out: &mut dyn Write) -> io::Result<()> {
    let (mut errors, mut warnings) = (0, 0);
    let (shown, rest): (Vec<_>, Vec<_>) = errors_first(report).partition(|finding| {
        let count = match finding.level {
            Level::Error => &mut errors,
            Level::Warning => &mut warnings,
        };
        *count += 1;
        *count <= SHOWN
    });
    for finding in shown {
        writeln!(out, "{}", command(finding, style))?;
    }
    if !rest.is_empty() {
        write_rest(&rest, style, out)?;
    }
    writeln!(out, "{}", summary::sentence(report).get(style.language))
}

/// What the site wouldn't show: a notice with the count, and a line each in the log.
fn write_rest(rest: &[&Finding], style: &Style, out: &mut dyn Write) -> io::Result<()> {
    let errors = rest.iter().filter(|f| f.level == Level::Error).count();
    let notice = say!(
        en: "{errors} more errors and {warnings} more warnings are in the log of this step",
        zh: "另有 {errors} 个错误、{warnings} 个警告，见本步骤的日志",
        errors = errors, warnings = rest.len() - errors
    );
    let notice = notice.get(style.language);
    writeln!(out, "::notice title=deal check::{}", data(notice))?;
    for finding in rest {
        writeln!(out, "{}", concise::finding_line(finding, style))?;
    }
    Ok(())
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
