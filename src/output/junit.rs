//! `junit`: a suite per rule and a case per finding. An error is a failure; a warning is a skipped case, so that it
//! is seen and breaks nothing. A run without findings is one case that passes.

use super::{Style, summary, visible};
use crate::finding::{Finding, Level, Place, Report};
use crate::say;
use quick_junit::{NonSuccessKind, TestCase, TestCaseStatus, TestSuite};
use std::collections::BTreeMap;
use std::io::{self, Write};

const NAME: &str = "deal check";

/// Writes the report.
pub fn write(report: &Report, style: &Style, out: &mut dyn Write) -> io::Result<()> {
    let mut junit = quick_junit::Report::new(NAME);
    let mut by_rule: BTreeMap<&str, Vec<&Finding>> = BTreeMap::new();
    for finding in &report.findings {
        by_rule.entry(&finding.rule).or_default().push(finding);
    }
    for (rule, findings) in by_rule {
        let mut suite = TestSuite::new(visible::line(rule));
        suite.add_test_cases(findings.into_iter().map(|finding| case(finding, style)));
        junit.add_test_suite(suite);
    }
    if report.findings.is_empty() {
        let sentence = summary::sentence(report);
        let mut suite = TestSuite::new(NAME);
        suite.add_test_case(TestCase::new(
            sentence.get(style.language),
            TestCaseStatus::success(),
        ));
        junit.add_test_suite(suite);
    }
    let xml = junit.to_string().map_err(io::Error::other)?;
    out.write_all(xml.as_bytes())
}

fn case(finding: &Finding, style: &Style) -> TestCase {
    let message = style.text(&finding.message);
    let mut status = match finding.level {
        Level::Error => TestCaseStatus::non_success(NonSuccessKind::Failure),
        Level::Warning => TestCaseStatus::skipped(),
    };
    status
        .set_message(&*message)
        .set_type(finding.level.name())
        .set_description(description(finding, style));
    let path = style.path(&finding.place.path);
    let path = visible::line(&path);
    let mut case = TestCase::new(
        format!("{}: {message}", location(&finding.place, &path)),
        status,
    );
    case.set_classname(visible::line(finding.record.as_deref().unwrap_or(&path)));
    case.extra.insert("file".into(), (&*path).into());
    if let Some(start) = finding.place.start {
        case.extra
            .insert("line".into(), start.line.to_string().into());
    }
    case
}

fn location(place: &Place, path: &str) -> String {
    match place.start {
        Some(start) => format!("{path}:{}:{}", start.line, start.column),
        None => path.to_owned(),
    }
}

/// The message, what mends it, and what is demanded where. No line but the first begins with data, which a CI runner
/// could take for a command.
fn description(finding: &Finding, style: &Style) -> String {
    let text = style.message_and_help(finding);
    let Some((place, demand)) = &finding.demand else {
        return text;
    };
    let path = style.path(&place.path);
    let demand = say!(
        en: "see {place}: {demand}",
        zh: "见 {place}：{demand}",
        place = location(place, &visible::line(&path)),
        demand = style.text(demand),
    );
    format!("{text}\n{}", demand.get(style.language))
}
