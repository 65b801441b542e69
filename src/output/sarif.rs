//! `sarif`: SARIF 2.1.0 for code scanning. Waived findings are results with a suppression.

mod log;

use super::fingerprint::fingerprint;
use super::{RuleInfo, Style, json, json_text, visible};
use crate::finding::{Finding, Level, Place, Report, Waived};
use crate::say;
use log::*;
use std::collections::HashMap;
use std::io::{self, Write};

const SCHEMA: &str = "https://json.schemastore.org/sarif-2.1.0.json";

/// Writes the report.
pub fn write(report: &Report, style: &Style, out: &mut dyn Write) -> io::Result<()> {
    let mut rules = Rules::new(style);
    let open = report.findings.iter().map(|finding| (finding, None));
    let waived = report.waived.iter().map(|w| (&w.finding, Some(w)));
    let results = open
        .chain(waived)
        .map(|(finding, waived)| result(finding, waived, &mut rules, style))
        .collect();
    let run = Run {
        tool: Tool {
            driver: Driver {
                name: "dealdesk",
                semantic_version: env!("CARGO_PKG_VERSION"),
                rules: rules.list,
            },
        },
        language: style.language.tag(),
        column_kind: "unicodeCodePoints",
        results,
        properties: RunProperties {
            pipeline: style.text(&report.pipeline).into_owned(),
            today: report.today.to_string(),
            summary: json::Summary::new(report),
        },
    };
    let log = Log {
        schema: SCHEMA,
        version: "2.1.0",
        runs: [run],
    };
    json_text::write(&log, out)
}

/// The rules of the log: those known beforehand, then those that only findings name.
struct Rules {
    list: Vec<Rule>,
    index: HashMap<String, usize>,
}

impl Rules {
    fn new(style: &Style) -> Rules {
        let mut rules = Rules {
            list: Vec::new(),
            index: HashMap::new(),
        };
        for info in style.rules {
            if !rules.index.contains_key(&*info.name) {
                rules.push(&info.name, described(info, style));
            }
        }
        rules
    }

    fn index(&mut self, finding: &Finding) -> usize {
        match self.index.get(&*finding.rule) {
            Some(&index) => index,
            None => {
                let name = visible::line(&finding.rule).into_owned();
                self.push(&finding.rule, Rule::named(name, finding.level.name()))
            }
        }
    }

    fn push(&mut self, name: &str, rule: Rule) -> usize {
        let index = self.list.len();
        self.list.push(rule);
        self.index.insert(name.to_owned(), index);
        index
    }
}

fn described(info: &RuleInfo, style: &Style) -> Rule {
    let help: Vec<_> = style.lines(&info.help).collect();
    Rule {
        short_description: Message::new(&style.text(&info.short)),
        help: Some(Message::new(&help.join("\n"))),
        ..Rule::named(visible::line(&info.name).into_owned(), info.level.name())
    }
}

fn result(
    finding: &Finding,
    waived: Option<&Waived>,
    rules: &mut Rules,
    style: &Style,
) -> SarifResult {
    let demand = finding.demand.iter().map(|(place, demand)| Location {
        physical_location: physical(place, style),
        message: Some(Message::new(&style.text(demand))),
    });
    SarifResult {
        rule_id: visible::line(&finding.rule).into_owned(),
        rule_index: rules.index(finding),
        level: match finding.level {
            Level::Error => "error",
            Level::Warning => "warning",
        },
        message: Message::new(&style.message_and_help(finding)),
        locations: [Location {
            physical_location: physical(&finding.place, style),
            message: finding
                .label
                .as_ref()
                .map(|label| Message::new(&style.text(label))),
        }],
        related_locations: demand.collect(),
        partial_fingerprints: Fingerprints {
            finding: fingerprint(finding),
        },
        suppressions: waived
            .map(|waived| suppression(waived, style))
            .into_iter()
            .collect(),
        properties: ResultProperties {
            record: finding.record.clone(),
            subject: finding.subject.clone(),
        },
    }
}

fn suppression(waived: &Waived, style: &Style) -> Suppression {
    let justification = say!(
        en: "{reason} (waived by {by} until {until}, {waiver})",
        zh: "{reason}（由 {by} 豁免，有效至 {until}，{waiver}）",
        reason = visible::line(&waived.reason),
        by = visible::line(&waived.by),
        until = waived.until,
        waiver = visible::line(&waived.waiver),
    );
    Suppression {
        kind: "external",
        status: "accepted",
        justification: justification.get(style.language).to_owned(),
    }
}

fn physical(place: &Place, style: &Style) -> PhysicalLocation {
    PhysicalLocation {
        artifact_location: ArtifactLocation {
            uri: uri(&style.path(&place.path)),
        },
        region: region(place),
    }
}

/// A whole file is its first line: code scanning drops results without a line.
fn region(place: &Place) -> Region {
    let end = place.end.filter(|&end| Some(end) >= place.start);
    Region {
        start_line: place.start.map_or(1, |start| start.line.max(1)),
        start_column: place.start.map(|start| start.column.max(1)),
        end_line: end.map(|end| end.line.max(1)),
        end_column: end.map(|end| end.column.max(1)),
    }
}

/// The path with every byte escaped that isn't unreserved in a URI.
fn uri(path: &str) -> String {
    let mut uri = String::with_capacity(path.len());
    for byte in path.bytes() {
        match byte {
            b'a'..=b'z' | b'A'..=b'Z' | b'0'..=b'9' | b'-' | b'.' | b'_' | b'~' | b'/' => {
                uri.push(char::from(byte));
            }
            _ => uri.push_str(&format!("%{byte:02X}")),
        }
    }
    uri
}
