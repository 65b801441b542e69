//! The example's contracts: standard clauses as articles, and what becomes of one that is changed.

use crate::example::{example, run};
use std::fs;
use std::path::Path;

const CONTRACT: &str = "deals/qinghe-2604-a4n/contract.yaml";
const LEGAL: &str = "deals/qinghe-2604-a4n/signoffs/contract-legal.legal.ye-zhen.yaml";

#[test]
fn a_contract_prints_the_clause_that_was_agreed_and_the_review_shows_the_difference() {
    let example = example();
    let contract = run(example.path(), &["render", CONTRACT, "contract"]);
    assert_eq!(contract.status, 0, "{}", contract.err);
    assert!(contract.out.contains("## 第十九条　争议解决"));
    assert!(contract.out.contains("向买方所在地有管辖权的人民法院起诉"));
    assert!(!contract.out.contains("向卖方所在地"));
    let review = run(example.path(), &["render", CONTRACT, "contract-review"]);
    assert_eq!(review.status, 0, "{}", review.err);
    assert!(review.out.contains("向~~卖~~<ins>买</ins>方所在地"));
}

#[test]
fn a_changed_clause_voids_what_legal_signed() {
    let example = example();
    edit(example.path(), |text| {
        text.replace(
            "{clause: force-majeure}",
            "{clause: force-majeure, text: 双方另议。, reason: 客户要求}",
        )
    });
    assert!(found(example.path(), "stale-signoff"));
    let contract = run(example.path(), &["render", CONTRACT, "contract"]);
    assert_ne!(contract.status, 0, "it isn't sent before legal has seen it");
}

#[test]
fn only_a_contract_with_a_clause_of_its_own_needs_legal_before_it_is_signed() {
    let example = example();
    fs::remove_file(example.path().join(LEGAL)).unwrap();
    edit(example.path(), |text| {
        let kept = text.lines().filter(|line| !line.starts_with("signed_"));
        kept.map(|line| format!("{line}\n")).collect()
    });
    assert!(found(example.path(), "missing-signoff"));
    edit(example.path(), |text| {
        let (before, own) = text.split_once("  - clause: disputes\n").unwrap();
        let (_, after) = own.split_once("  - {clause: effect}").unwrap();
        format!("{before}  - {{clause: disputes}}\n  - {{clause: effect}}{after}")
    });
    assert!(!found(example.path(), "missing-signoff"));
}

#[test]
fn a_clause_of_ones_own_that_is_the_standard_one_is_found() {
    let example = example();
    edit(example.path(), |text| {
        text.replace("向买方所在地", "向卖方所在地")
    });
    assert!(found(example.path(), "clause-differs"));
    edit(example.path(), |text| {
        text.replace("{clause: effect}", "{clause: scope}")
    });
    assert!(found(example.path(), "clause-once"));
}

#[test]
fn a_standard_text_that_is_rewritten_voids_what_legal_signed_under_it() {
    let example = example();
    edit_at(example.path(), "clauses/disputes.yaml", |text| {
        text.replace("向卖方所在地", "向原告所在地")
    });
    assert!(found(example.path(), "stale-signoff"));
}

#[test]
fn a_contract_that_is_not_signed_is_told_of_a_newer_clause() {
    let example = example();
    let newer = fs::read_to_string(example.path().join("clauses/effect.yaml")).unwrap();
    let newer = newer.replace("version: 1", "version: 2\nreplaces: effect");
    fs::write(example.path().join("clauses/effect-2.yaml"), newer).unwrap();
    assert!(!found(example.path(), "clause-current"), "it is signed");
    edit(example.path(), |text| {
        let kept = text.lines().filter(|line| !line.starts_with("signed_"));
        kept.map(|line| format!("{line}\n")).collect()
    });
    assert!(found(example.path(), "clause-current"));
    edit(example.path(), |text| {
        text.replace("{clause: effect}", "{clause: effect-2}")
    });
    assert!(!found(example.path(), "clause-current"));
}

fn edit(folder: &Path, change: impl Fn(&str) -> String) {
    edit_at(folder, CONTRACT, change);
}

fn edit_at(folder: &Path, path: &str, change: impl Fn(&str) -> String) {
    let path = folder.join(path);
    let text = fs::read_to_string(&path).unwrap();
    let changed = change(&text);
    assert_ne!(changed, text);
    fs::write(path, changed).unwrap();
}

/// Whether a check of the contract finds this.
fn found(folder: &Path, rule: &str) -> bool {
    let ran = run(
        folder,
        &["check", CONTRACT, "--format", "concise", "--lang", "en"],
    );
    ran.out.contains(&format!("[{rule}]"))
}
