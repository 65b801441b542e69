//! The audit for programs: version 1. Every key is always there; what is absent is `null`.

use super::Report;
use crate::finding::Level;
use crate::output::{self, json};
use serde::Serialize;
use std::io::{self, Write};

#[derive(Serialize)]
struct Document<'d> {
    version: u32,
    pipeline: &'d str,
    prefix: &'d str,
    tip: String,
    summary: Summary,
    findings: Vec<Finding<'d>>,
    signoffs: Vec<Signoffs<'d>>,
    seals: Vec<Seal<'d>>,
}

#[derive(Serialize)]
struct Seal<'d> {
    name: &'d str,
    by: &'d str,
}

#[derive(Serialize)]
struct Summary {
    errors: usize,
    warnings: usize,
    steps: usize,
    signoffs: usize,
}

#[derive(Serialize)]
struct Finding<'d> {
    #[serde(flatten)]
    finding: json::Finding<'d>,
    commit: Commit<'d>,
}

#[derive(Serialize)]
struct Commit<'d> {
    id: &'d str,
    author: &'d str,
    email: &'d str,
    seconds: i64,
}

#[derive(Serialize)]
struct Signoffs<'d> {
    signoff: &'d str,
    role: &'d str,
    by: &'d str,
    proof: &'d str,
    count: usize,
    first: String,
    last: String,
}

/// Writes the report.
pub fn write(report: &Report<'_>, out: &mut dyn Write) -> io::Result<()> {
    let language = report.language;
    let findings = report.found.iter().map(|found| Finding {
        finding: json::Finding::new(&found.finding, language),
        commit: Commit {
            id: &found.deed.commit,
            author: &found.deed.author,
            email: &found.deed.email,
            seconds: found.deed.seconds,
        },
    });
    let tally = report.outcome.tally.iter();
    let signoffs = tally.map(
        |((signoff, role, by, proof), (count, first, last))| Signoffs {
            signoff,
            role,
            by,
            proof,
            count: *count,
            first: first.to_string(),
            last: last.to_string(),
        },
    );
    let document = Document {
        version: 1,
        pipeline: report.outcome.name.get(language),
        prefix: report.prefix,
        tip: report.outcome.tip.to_string(),
        summary: Summary {
            errors: report.count(Level::Error),
            warnings: report.count(Level::Warning),
            steps: report.outcome.steps,
            signoffs: report.outcome.tally.values().map(|(count, ..)| count).sum(),
        },
        findings: findings.collect(),
        signoffs: signoffs.collect(),
        seals: report
            .seals
            .iter()
            .map(|(name, by)| Seal {
                name,
                by: by.get(language),
            })
            .collect(),
    };
    output::write_json(&document, out)
}
