//! A planted secret: no document of the example that goes to a customer shows a confidential value, in any format.

use crate::pipeline::{Ran, guarded};
use std::fs;
use std::path::Path;

/// Stands nowhere else.
const SECRET: &str = "QZ9137SECRET";

/// Copies the example with every confidential text of its customers and deals replaced by the secret.
fn plant(from: &Path, to: &Path) {
    for entry in fs::read_dir(from).unwrap() {
        let entry = entry.unwrap();
        let target = to.join(entry.file_name());
        match entry.file_type().unwrap().is_dir() {
            true => {
                fs::create_dir_all(&target).unwrap();
                plant(&entry.path(), &target);
            }
            false => {
                let bytes = fs::read(entry.path()).unwrap();
                fs::write(target, planted(&entry.path(), bytes)).unwrap();
            }
        }
    }
}

fn planted(path: &Path, bytes: Vec<u8>) -> Vec<u8> {
    let name = path.file_name().unwrap().to_string_lossy().into_owned();
    let Ok(text) = String::from_utf8(bytes.clone()) else {
        return bytes;
    };
    let secret = match name.as_str() {
        "customer.yaml" if !path.starts_with("kinds") => {
            ["organisation", "decision_flow", "grade_reason"].as_slice()
        }
        "deal.yaml" => ["assignment_reason"].as_slice(),
        _ => return bytes,
    };
    if text.starts_with("kind:") {
        return bytes;
    }
    let kept = text.lines().filter(|line| {
        !secret
            .iter()
            .any(|key| line.starts_with(&format!("{key}:")))
    });
    let mut text: String = kept.map(|line| format!("{line}\n")).collect();
    for key in secret {
        text.push_str(&format!("{key}: {SECRET}\n"));
    }
    text.into_bytes()
}

#[test]
fn a_secret_is_in_no_paper_for_a_customer() {
    let folder = tempfile::tempdir().unwrap();
    let example = Path::new(env!("CARGO_MANIFEST_DIR")).join("example-pipeline");
    plant(&example, folder.path());
    let mut papers = 0;
    for deal in fs::read_dir(folder.path().join("deals")).unwrap() {
        let id = deal.unwrap().file_name().into_string().unwrap();
        let listed = deal_in(folder.path(), &["documents", &id, "--format", "json"]);
        if listed.status == 3 {
            continue;
        }
        let listed: serde_json::Value = serde_json::from_str(&listed.out).unwrap();
        for document in listed["documents"].as_array().unwrap() {
            if document["for"] != "customer" {
                continue;
            }
            for (format, language) in [("md", "zh-CN"), ("html", "en")] {
                let (path, name) = (
                    document["path"].as_str().unwrap(),
                    document["document"].as_str().unwrap(),
                );
                let made = deal_in(
                    folder.path(),
                    &[
                        "render", path, name, "--draft", "--to", format, "--lang", language,
                    ],
                );
                assert!(!made.out.contains(SECRET), "{path} {name}");
                papers += usize::from(made.status == 0);
            }
        }
    }
    assert!(papers > 10, "{papers} papers were looked at");
}

fn deal_in(folder: &Path, args: &[&str]) -> Ran {
    Ran::of(guarded().args(args).current_dir(folder))
}
