//! What each format promises for ordinary reports.

use crate::reports::{FORMATS, empty, saying, small, written};
use clap::ValueEnum;
use dealdesk::finding::{Level, Report};
use dealdesk::language::Language;
use dealdesk::output::{Format, Style, write};
use serde_json::Value;
use std::collections::HashSet;
use std::io;

fn english(report: &Report, format: Format) -> String {
    written(report, format, Language::En)
}

fn json(report: &Report, format: Format) -> Value {
    serde_json::from_str(&english(report, format)).expect("JSON")
}

#[test]
fn formats_have_lower_case_names() {
    let names: Vec<_> = FORMATS
        .iter()
        .filter_map(|format| Some(format.to_possible_value()?.get_name().to_owned()))
        .collect();
    assert_eq!(
        names.join(" "),
        "human concise json sarif github gitlab junit markdown"
    );
}

#[test]
fn a_clean_run_says_so() {
    let clean = "no findings in 0 records of 0 files, judged at 2026-06-30";
    let report = empty();
    for format in [Format::Human, Format::Concise, Format::Github] {
        assert_eq!(english(&report, format), format!("{clean}\n"));
    }
    assert_eq!(
        english(&report, Format::Markdown),
        format!("### deal check: no findings\n\n{clean}\n")
    );
    assert_eq!(json(&report, Format::Gitlab), Value::Array(Vec::new()));
    assert_eq!(
        json(&report, Format::Json)["findings"],
        Value::Array(Vec::new())
    );
    let junit = english(&report, Format::Junit);
    assert!(junit.contains(r#"tests="1" skipped="0" failures="0""#));
    assert!(junit.contains(clean));
}

#[test]
fn the_same_report_gives_the_same_bytes() {
    for format in FORMATS {
        assert_eq!(english(&small(), format), english(&small(), format));
    }
}

#[test]
fn waived_findings_count_and_are_not_shown() {
    for format in [
        Format::Human,
        Format::Concise,
        Format::Github,
        Format::Markdown,
    ] {
        let text = english(&small(), format);
        assert!(text.contains("1 waived"), "{format:?}");
        assert!(!text.contains("floor price"), "{format:?}");
    }
}

#[test]
fn json_has_the_paths_of_the_pipeline_and_every_key() {
    let report = json(&small(), Format::Json);
    let keys = |value: &Value| value.as_object().map(|map| map.len());
    assert_eq!(
        report["findings"][0]["path"],
        "deals/huachen-2603-k7q/deal.yaml"
    );
    assert_eq!(report["findings"][2]["line"], Value::Null);
    assert_eq!(keys(&report["findings"][2]), Some(12));
    assert_eq!(keys(&report["waived"][0]), Some(13));
    assert_eq!(report["waived"][0]["waiver"]["by"], "li-na");
}

#[test]
fn github_has_errors_first_and_escapes_its_properties() {
    let mut report = small();
    report.findings.rotate_left(1);
    report.findings[2].place.path = "a,b:c%d".into();
    let text = english(&report, Format::Github);
    let first = text.lines().next().unwrap_or_default();
    assert!(
        first.starts_with("::error file=example-pipeline/a%2Cb%3Ac%25d,line=2,col=8,endLine=2,title=missing-signoff::"),
        "{first}"
    );
}

#[test]
fn github_shows_ten_of_each_level_and_counts_the_rest() {
    let mut report = small();
    let (errors, warnings): (Vec<_>, Vec<_>) = small()
        .findings
        .into_iter()
        .partition(|finding| finding.level == Level::Error);
    report.findings = vec![warnings[0].clone(); 12];
    report.findings.extend(vec![errors[0].clone(); 13]);
    let text = english(&report, Format::Github);
    let lines: Vec<_> = text.lines().collect();
    let of = |start: &str| lines.iter().filter(|line| line.starts_with(start)).count();
    assert_eq!((of("::error "), of("::warning ")), (10, 10));
    assert!(lines[..10].iter().all(|line| line.starts_with("::error ")));
    assert_eq!(
        lines[20],
        "::notice title=deal check::3 more errors and 2 more warnings are in the log of this step"
    );
    assert_eq!(
        lines.len(),
        20 + 1 + 5 + 1,
        "the rest as lines, and the summary"
    );
    assert!(lines[21].contains(": error["), "{}", lines[21]);
}

#[test]
fn gitlab_fingerprints_differ_and_do_not_follow_the_line() {
    let prints = |report: &Report| -> Vec<String> {
        let issues = json(report, Format::Gitlab);
        let issues = issues.as_array().expect("an array");
        issues
            .iter()
            .map(|i| i["fingerprint"].to_string())
            .collect()
    };
    let mut report = small();
    report.findings.extend(small().findings);
    let twice = prints(&report);
    assert_eq!(twice.iter().collect::<HashSet<_>>().len(), 6);
    for finding in &mut report.findings {
        finding.place.start = None;
    }
    assert_eq!(prints(&report), twice);
}

#[test]
fn a_long_table_is_cut_and_says_so() {
    let mut report = empty();
    for _ in 0..400 {
        report.findings.extend(small().findings);
    }
    let text = english(&report, Format::Markdown);
    assert!(text.chars().count() < 65_536);
    let rows = text
        .lines()
        .filter(|line| line.starts_with("| **error**") || line.starts_with("| warning"));
    let cut = 1200 - rows.count();
    assert!(cut > 0);
    assert!(text.contains(&format!("The table is cut: {cut} more.")));
}

#[test]
fn colours_only_where_asked() {
    let style = Style {
        color: true,
        width: Some(80),
        ..Style::default()
    };
    let mut out = Vec::new();
    write(&small(), Format::Human, &style, &mut out).expect("a vector takes every byte");
    assert!(out.contains(&0x1b));
    assert!(!english(&small(), Format::Human).contains('\u{1b}'));
}

#[test]
fn any_width_of_the_terminal() {
    for width in 0..200 {
        let style = Style {
            width: Some(width),
            ..Style::default()
        };
        for report in [small(), saying(&"华辰 long line ".repeat(20))] {
            let mut out = Vec::new();
            write(&report, Format::Human, &style, &mut out).expect("a vector takes every byte");
            assert!(!out.is_empty());
        }
    }
}

#[test]
fn an_error_of_the_output_is_returned() {
    struct Closed;
    impl io::Write for Closed {
        fn write(&mut self, _: &[u8]) -> io::Result<usize> {
            Err(io::ErrorKind::BrokenPipe.into())
        }
        fn flush(&mut self) -> io::Result<()> {
            Ok(())
        }
    }
    for format in FORMATS {
        let error = write(&small(), format, &Style::default(), &mut Closed).err();
        assert_eq!(
            error.map(|error| error.kind()),
            Some(io::ErrorKind::BrokenPipe),
            "{format:?}"
        );
    }
}
