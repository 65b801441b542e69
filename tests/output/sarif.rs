//! SARIF against the schema of the standard.

use crate::reports::{HOSTILE, empty, saying, small, written};
use dealdesk::finding::Report;
use dealdesk::language::Language;
use dealdesk::output::Format;
use jsonschema::Validator;
use proptest::prelude::*;
use serde_json::Value;
use std::sync::LazyLock;

static SCHEMA: LazyLock<Validator> = LazyLock::new(|| {
    let mut schema: Value =
        serde_json::from_str(include_str!("../schemas/sarif-2.1.0.json")).expect("JSON");
    // The standard's pattern for a language has a stray bracket, which no strict reader of patterns takes.
    for part in ["run", "toolComponent", "translationMetadata"] {
        if let Some(language) =
            schema.pointer_mut(&format!("/definitions/{part}/properties/language"))
        {
            language["pattern"] = "^[a-zA-Z]{2}(-[a-zA-Z]{2})?$".into();
        }
    }
    jsonschema::options()
        .should_validate_formats(true)
        .build(&schema)
        .expect("a schema")
});

fn valid(report: &Report) -> Value {
    let text = written(report, Format::Sarif, Language::ZhCn);
    let log = serde_json::from_str(&text).expect("JSON");
    let errors: Vec<_> = SCHEMA
        .iter_errors(&log)
        .map(|error| format!("{}: {error}", error.instance_path()))
        .collect();
    assert!(errors.is_empty(), "{errors:?} in {text}");
    log
}

#[test]
fn the_schema_rejects_what_is_wrong() {
    let mut log = valid(&small());
    log["runs"][0]["columnKind"] = "bytes".into();
    assert!(!SCHEMA.is_valid(&log));
}

#[test]
fn clean_one_and_several_findings() {
    assert_eq!(
        valid(&empty())["runs"][0]["results"],
        Value::Array(Vec::new())
    );
    let mut one = small();
    one.findings.truncate(1);
    one.waived.clear();
    let log = valid(&one);
    let result = &log["runs"][0]["results"][0];
    assert_eq!(result["ruleId"], "missing-signoff");
    assert_eq!(result["relatedLocations"][0]["message"]["text"], "此处要求");
    let log = valid(&small());
    let results = log["runs"][0]["results"].as_array().map(Vec::len);
    assert_eq!(results, Some(4));
}

#[test]
fn every_result_points_to_its_rule() {
    let log = valid(&small());
    let run = &log["runs"][0];
    for result in run["results"].as_array().expect("results") {
        let index = result["ruleIndex"].as_u64().expect("an index") as usize;
        assert_eq!(
            run["tool"]["driver"]["rules"][index]["id"],
            result["ruleId"]
        );
    }
}

#[test]
fn waived_findings_are_suppressed() {
    let log = valid(&small());
    let suppression = &log["runs"][0]["results"][3]["suppressions"][0];
    assert_eq!(suppression["kind"], "external");
    let justification = suppression["justification"].as_str().unwrap_or_default();
    assert!(justification.starts_with("首单，总经理批准（由 li-na 豁免"));
}

#[test]
fn fingerprints_do_not_follow_the_line() {
    let print =
        |report: &Report| valid(report)["runs"][0]["results"][0]["partialFingerprints"].clone();
    let mut moved = small();
    moved.findings[0].place.start = moved.findings[0].place.end;
    assert_eq!(print(&moved), print(&small()));
    moved.findings[0].subject = Some("contract".into());
    assert_ne!(print(&moved), print(&small()));
}

#[test]
fn hostile_texts() {
    for text in HOSTILE {
        valid(&saying(text));
    }
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 64, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn any_unicode(chars in prop::collection::vec(any::<char>(), 0..40)) {
        valid(&saying(&chars.into_iter().collect::<String>()));
    }
}
