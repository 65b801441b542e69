//! Data flows one way through `src/`: each folder may use only those that stand before it.

#![allow(clippy::expect_used)]

use std::collections::BTreeSet;
use std::fs;
use std::path::Path;

/// Each part of `src/` and what it may use, from the ground up.
const LAYERS: &[(&str, &[&str])] = &[
    ("language", &[]),
    ("text", &["language"]),
    ("value", &["language"]),
    ("finding", &["language", "text", "value"]),
    ("rules", &["finding", "language", "text"]),
    ("files", &["finding", "language", "rules", "text", "value"]),
    (
        "git",
        &["files", "finding", "language", "rules", "text", "value"],
    ),
    ("calendar", &["language", "text", "value"]),
    ("form", &["language", "text", "value"]),
    ("signature", &["language"]),
    (
        "expression",
        &["calendar", "form", "language", "text", "value"],
    ),
    (
        "process",
        &[
            "calendar",
            "expression",
            "files",
            "finding",
            "form",
            "language",
            "rules",
            "template",
            "text",
            "value",
        ],
    ),
    (
        "records",
        &[
            "files", "finding", "form", "language", "process", "rules", "text", "value",
        ],
    ),
    (
        "check",
        &[
            "calendar",
            "expression",
            "files",
            "finding",
            "form",
            "language",
            "process",
            "records",
            "rules",
            "signature",
            "template",
            "text",
            "typeset",
            "value",
        ],
    ),
    (
        "change",
        &[
            "calendar",
            "check",
            "expression",
            "files",
            "finding",
            "form",
            "language",
            "process",
            "records",
            "rules",
            "text",
            "value",
        ],
    ),
    (
        "documents",
        &[
            "check", "form", "language", "process", "records", "template", "text", "typeset",
        ],
    ),
    ("merge", &["files", "form", "process", "records", "text"]),
    (
        "history",
        &[
            "check",
            "expression",
            "files",
            "finding",
            "form",
            "language",
            "process",
            "records",
            "rules",
            "text",
            "value",
        ],
    ),
    (
        "audit",
        &[
            "calendar",
            "check",
            "documents",
            "expression",
            "files",
            "finding",
            "form",
            "git",
            "language",
            "process",
            "records",
            "rules",
            "signature",
            "text",
            "value",
        ],
    ),
    (
        "output",
        &["check", "finding", "history", "language", "text", "value"],
    ),
    ("typeset", &["language", "text"]),
    (
        "template",
        &["calendar", "language", "text", "typeset", "value"],
    ),
    ("starter", &["language", "merge", "value"]),
];

#[test]
fn each_layer_uses_only_those_below() {
    let mut wrong = Vec::new();
    for (layer, allowed) in LAYERS {
        for (path, used) in uses(layer) {
            if used != *layer && !allowed.contains(&used.as_str()) {
                wrong.push(format!("{path}: {layer} uses {used}"));
            }
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn every_part_has_its_layer() {
    let named: BTreeSet<&str> = LAYERS
        .iter()
        .map(|(layer, _)| *layer)
        .chain(["cli", "lib", "main"])
        .collect();
    for entry in fs::read_dir("src").expect("src").flatten() {
        let name = entry.file_name().into_string().expect("a name");
        assert!(
            named.contains(name.trim_end_matches(".rs")),
            "{name} is in no layer"
        );
    }
}

/// The files of a layer with each other layer that they name.
fn uses(layer: &str) -> Vec<(String, String)> {
    let mut files = Vec::new();
    let folder = Path::new("src").join(layer);
    match folder.is_dir() {
        true => gather(&folder, &mut files),
        false => files.push(folder.with_extension("rs")),
    }
    let mut uses = Vec::new();
    for file in files {
        let text = fs::read_to_string(&file).expect("a source file");
        let code = text
            .lines()
            .take_while(|line| *line != "#[cfg(test)]")
            .filter(|line| !line.trim_start().starts_with("//"));
        for line in code {
            for rest in line.split("crate::").skip(1) {
                let name: String = rest
                    .chars()
                    .take_while(|c| c.is_ascii_alphanumeric() || *c == '_')
                    .collect();
                if name != "say" {
                    uses.push((file.display().to_string(), name));
                }
            }
        }
    }
    uses
}

fn gather(folder: &Path, files: &mut Vec<std::path::PathBuf>) {
    for entry in fs::read_dir(folder).expect("a folder").flatten() {
        let path = entry.path();
        match path.is_dir() {
            true => gather(&path, files),
            false => files.push(path),
        }
    }
}
