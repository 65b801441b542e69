//! What a completion script is answered.

use super::{deal, printed};
use std::fs;

/// What completes the last of these words.
fn completed(words: &[&str]) -> Vec<String> {
    let output = deal()
        .env("DEAL_COMPLETE", "bash")
        .env("_CLAP_COMPLETE_INDEX", words.len().to_string())
        .env("_CLAP_IFS", "\n")
        .args(["--", "deal"])
        .args(words)
        .output()
        .unwrap();
    assert!(output.status.success(), "{words:?}");
    assert_eq!(String::from_utf8_lossy(&output.stderr), "", "{words:?}");
    let text = String::from_utf8(output.stdout).unwrap();
    text.lines().map(str::to_owned).collect()
}

#[test]
fn each_shell_has_a_script_that_asks_the_command() {
    for shell in ["bash", "zsh", "fish", "powershell", "elvish"] {
        let script = printed(&["completions", shell]);
        assert!(script.contains("DEAL_COMPLETE"), "{shell}: {script}");
        assert!(script.contains("deal"), "{shell}: {script}");
    }
}

#[test]
fn records_complete_by_their_addresses_and_paths() {
    assert_eq!(completed(&["check", "lantian-2601"]), ["lantian-2601-q3h"]);
    assert_eq!(
        completed(&["check", "huachen-2603-k7q/mi"]),
        [
            "huachen-2603-k7q/minutes/2026-03-05-needs",
            "huachen-2603-k7q/minutes/2026-03-12-needs",
            "huachen-2603-k7q/minutes/2026-03-30-internal",
            "huachen-2603-k7q/minutes/2026-04-08-negotiation",
            "huachen-2603-k7q/minutes/2026-04-14-negotiation",
        ]
    );
    assert_eq!(
        completed(&["check", "huachen-2603-k7q/sol"])
            .first()
            .unwrap(),
        "huachen-2603-k7q/solution"
    );
    assert_eq!(completed(&["check", "cal"]), ["calendar/"]);
    assert_eq!(
        completed(&["-C", "..", "check", "lantian-2601"]),
        Vec::<String>::new()
    );
}

#[test]
fn names_of_the_process_complete() {
    assert_eq!(completed(&["explain", "price-f"]), ["price-floor"]);
    assert_eq!(
        completed(&["check", "--only", "unclaimed"]),
        ["unclaimed-file"]
    );
    let statement = ["statement", "deals/huachen-2603-k7q/contract.yaml"];
    let signoffs = completed(&[statement.as_slice(), &["con"]].concat());
    assert_eq!(signoffs, ["contract-departments", "contract-legal"]);
    let given = [statement.as_slice(), &["contract-legal"]].concat();
    assert_eq!(
        completed(&[&given, ["--role", "leg"].as_slice()].concat()),
        ["legal"]
    );
    assert_eq!(
        completed(&[&given, ["--by", "lu-"].as_slice()].concat()),
        ["lu-ming"]
    );
    assert_eq!(completed(&["man", "che"]), ["check"]);
    assert_eq!(completed(&["new", "competi"]), ["competitor"]);
    assert_eq!(completed(&["new", "customer", "credit"]), ["credit="]);
    assert_eq!(completed(&["set", "huachen-2603-k7q", "amou"]), ["amount="]);
    assert_eq!(
        completed(&["move", "huachen-2603-k7q", "ne"]),
        ["needs", "negotiation"]
    );
}

#[test]
fn a_folder_whose_name_is_no_id_is_not_offered() {
    let place = tempfile::tempdir().unwrap();
    let root = place.path().to_str().unwrap();
    for folder in [
        "kinds",
        "deals/x$(touch pwned)",
        "deals/x-good",
        "deals/x`id`",
    ] {
        fs::create_dir_all(place.path().join(folder)).unwrap();
    }
    let pipeline =
        "pipeline: 9c2d6f1e-58a4-4b07-8f3d-1e6a7b90c245\nname: A\ncurrency: CNY\ntimezone: UTC\n";
    fs::write(place.path().join("pipeline.yaml"), pipeline).unwrap();
    let kind = "kind: deal\nfiles: deals/{id}/deal.yaml\nfields:\n  title: {type: text}\n";
    fs::write(place.path().join("kinds/deal.yaml"), kind).unwrap();
    assert_eq!(completed(&["-C", root, "check", "x"]), ["x-good"]);
    // Nor as a path.
    let deals = format!("{root}/deals/x");
    assert_eq!(completed(&["check", &deals]), [format!("{deals}-good/")]);
    assert_eq!(completed(&["-C", &deals]), [format!("{deals}-good/")]);
}

#[test]
fn a_broken_pipeline_completes_what_is_known_without_it() {
    assert_eq!(
        completed(&["-C", "/", "explain", "unclaimed"]),
        ["unclaimed-file"]
    );
    assert_eq!(
        completed(&["-C", "/", "check", "huachen"]),
        Vec::<String>::new()
    );
}
