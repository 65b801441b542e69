//! `deal show`.

use crate::pipeline::{DEAL, Pipeline};
use crate::{HOSTILE, lines};
use serde_json::{Value, json};

const REVIEW: [&str; 8] = [
    "statement",
    DEAL,
    "review",
    "--role",
    "manager",
    "--by",
    "wang-qiang",
    "--write",
];

fn reviewed() -> Pipeline {
    let pipeline = Pipeline::new();
    pipeline.replace(DEAL, "amount: 5000", "amount: 20000");
    let ran = pipeline.run(&REVIEW);
    assert_eq!(ran.status, 0, "{}", ran.err);
    pipeline
}

fn show(pipeline: &Pipeline) -> Value {
    let ran = pipeline.run(&["show", "lanyu-a1", "--format", "json"]);
    assert_eq!(ran.status, 0, "{}", ran.err);
    serde_json::from_str(&ran.out).unwrap()
}

#[test]
fn a_sign_off_stands_until_what_it_covers_changes() {
    let pipeline = reviewed();
    let good = show(&pipeline);
    assert_eq!(good["signoffs"][0]["state"], "good");
    assert_eq!(
        good["fields"]["amount"],
        json!({"amount": "20000.00", "currency": "CNY"})
    );
    assert_eq!(good["errors"], 0);
    pipeline.replace(DEAL, "amount: 20000", "amount: 21000");
    let stale = show(&pipeline);
    assert_eq!(stale["signoffs"][0]["state"], "stale");
    assert_eq!(stale["signoffs"][0]["changed"], json!(["amount"]));
    let text = pipeline.run(&["show", "lanyu-a1", "--lang", "en"]);
    assert!(
        lines(&text)
            .iter()
            .any(|line| line.contains("王强") && line.ends_with("void: amount changed")),
        "{}",
        text.out
    );
}

#[test]
fn what_is_missing_is_said() {
    let pipeline = Pipeline::with_deal("promised_on: 2026-06-26\n");
    pipeline.replace(DEAL, "amount: 5000", "amount: 20000");
    let shown = show(&pipeline);
    assert_eq!(shown["missing_signoffs"][0]["signoff"], "review");
    assert_eq!(
        shown["children"][0]["record"],
        "lanyu-a1/minutes/2026-03-10-needs"
    );
    assert_eq!(shown["deadlines"][0]["name"], "quote");
    assert_eq!(shown["deadlines"][0]["state"], "running");
}

#[test]
fn by_path_by_folder_and_by_address() {
    let pipeline = Pipeline::new();
    let by_address = pipeline.run(&["show", "lanyu-a1"]).out;
    assert_eq!(pipeline.run(&["show", DEAL]).out, by_address);
    assert_eq!(pipeline.run(&["show", "deals/lanyu-a1"]).out, by_address);
    let child = pipeline.run(&["show", "lanyu-a1/minutes/2026-03-10-needs"]);
    assert!(child.out.starts_with("Minutes "), "{}", child.out);
    assert_eq!(pipeline.run(&["show", "nobody"]).status, 3);
}

#[test]
fn a_broken_record_is_said_and_hostile_text_is_written_out() {
    let pipeline = Pipeline::new();
    pipeline.replace(DEAL, "蓝屿一期改造", HOSTILE);
    let ran = pipeline.run(&["show", "lanyu-a1"]);
    assert_eq!(ran.status, 0);
    assert!(
        !ran.out.contains('\u{1b}') && ran.out.contains("\\x1b[31m"),
        "{}",
        ran.out
    );
    pipeline.write(DEAL, "title: [");
    let ran = pipeline.run(&["show", "lanyu-a1"]);
    assert_eq!(ran.status, 2);
    assert!(ran.err.contains("deal check"), "{}", ran.err);
}
