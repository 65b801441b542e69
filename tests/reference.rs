//! The reference pages are what the program prints. `UPDATE_GOLDEN=1 cargo test --test reference` writes them anew.

#![allow(clippy::expect_used)]

use std::fs;
use std::process::Command;

const PAGES: [(&str, &str); 6] = [
    ("keys", "docs/reference/"),
    ("types", "docs/reference/"),
    ("expressions", "docs/reference/"),
    ("formats", "docs/reference/"),
    ("templates", "docs/reference/"),
    ("rules", "docs/"),
];

#[test]
fn pages_are_what_the_program_prints() {
    let mut drifted = Vec::new();
    for (page, folder) in PAGES {
        for (language, below) in [("en", ""), ("zh-CN", "zh-CN/")] {
            let output = Command::new(env!("CARGO_BIN_EXE_deal"))
                .args(["reference", page, "--lang", language])
                .output()
                .expect("deal runs");
            assert!(output.status.success(), "{page}");
            let printed = String::from_utf8(output.stdout).expect("UTF-8");
            let path = match page {
                "rules" => format!("{folder}rules/{below}README.md"),
                _ => format!("{folder}{below}{page}.md"),
            };
            if std::env::var_os("UPDATE_GOLDEN").is_some() {
                fs::create_dir_all(std::path::Path::new(&path).parent().expect("a folder"))
                    .expect("a folder");
                fs::write(&path, &printed).expect("the page");
            }
            if fs::read_to_string(&path).ok().as_deref() != Some(&printed) {
                drifted.push(path);
            }
        }
    }
    assert!(drifted.is_empty(), "drifted: {drifted:?}");
}
