//! `gitlab`: a Code Quality report, an array of issues.

use super::fingerprint::Unique;
use super::{Style, json_text, visible};
use crate::finding::{Finding, Level, Report};
use serde::Serialize;
use std::borrow::Cow;
use std::io::{self, Write};

#[derive(Serialize)]
struct Issue<'a> {
    description: Cow<'a, str>,
    check_name: Cow<'a, str>,
    fingerprint: String,
    severity: &'static str,
    location: Location,
}

#[derive(Serialize)]
struct Location {
    path: String,
    lines: Lines,
}

#[derive(Serialize)]
struct Lines {
    begin: u32,
}

/// Writes the report.
pub fn write(report: &Report, style: &Style, out: &mut dyn Write) -> io::Result<()> {
    let mut fingerprints = Unique::default();
    let issues: Vec<_> = report
        .findings
        .iter()
        .map(|finding| issue(finding, fingerprints.fingerprint(finding), style))
        .collect();
    json_text::write(&issues, out)
}

fn issue<'a>(finding: &'a Finding, fingerprint: String, style: &Style) -> Issue<'a> {
    Issue {
        description: style.text(&finding.message),
        check_name: visible::line(&finding.rule),
        fingerprint,
        severity: match finding.level {
            Level::Error => "major",
            Level::Warning => "minor",
        },
        location: Location {
            path: style.path(&finding.place.path),
            lines: Lines {
                begin: finding.place.start.map_or(1, |start| start.line),
            },
        },
    }
}
