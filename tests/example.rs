//! What the first run shows. `UPDATE_GOLDEN=1 cargo test --test example` writes the texts anew.

#![allow(clippy::expect_used)]

use std::fs;
use std::process::Command;

fn check(language: &str, format: &str) -> (String, Option<i32>) {
    let output = Command::new(env!("CARGO_BIN_EXE_deal"))
        .args([
            "check",
            "example-pipeline",
            "--lang",
            language,
            "--format",
            format,
        ])
        .output()
        .expect("deal runs");
    (
        String::from_utf8(output.stdout).expect("UTF-8"),
        output.status.code(),
    )
}

#[test]
fn shows_the_deliberate_findings_and_no_other() {
    for language in ["en", "zh-CN"] {
        for format in ["concise", "human"] {
            let (printed, status) = check(language, format);
            let path = format!("tests/example/{format}.{language}.txt");
            if std::env::var_os("UPDATE_GOLDEN").is_some() {
                fs::write(&path, &printed).expect("the golden text");
            }
            assert_eq!(
                printed,
                fs::read_to_string(&path).expect("the golden text"),
                "{path}"
            );
            assert_eq!(status, Some(1));
        }
    }
}

#[test]
fn the_readme_lists_each_finding() {
    let (printed, _) = check("en", "json");
    let report: serde_json::Value = serde_json::from_str(&printed).expect("JSON");
    let findings = report["findings"].as_array().expect("findings");
    for readme in [
        "example-pipeline/README.md",
        "example-pipeline/README.zh-CN.md",
    ] {
        let text = fs::read_to_string(readme).expect("the README");
        let rows: Vec<&str> = text
            .lines()
            .skip_while(|line| !line.contains("`stale-signoff`"))
            .take_while(|line| line.starts_with('|'))
            .collect();
        assert_eq!(rows.len(), findings.len(), "{readme}");
        for (row, finding) in rows.iter().zip(findings) {
            let rule = finding["rule"].as_str().expect("a rule");
            let path = finding["path"].as_str().expect("a path");
            assert!(row.contains(&format!("`{rule}`")), "{readme}: {rule}");
            let place = row.split('`').nth(3).expect("a place");
            assert!(path.starts_with(place), "{readme}: {path}");
        }
    }
}

/// The picture in the README is the first findings of this very output.
#[test]
fn the_picture_is_what_is_printed() {
    for language in ["en", "zh-CN"] {
        let output = Command::new(env!("CARGO_BIN_EXE_deal"))
            .args([
                "check",
                "example-pipeline",
                "--lang",
                language,
                "--color",
                "always",
            ])
            .output()
            .expect("deal runs");
        let printed = String::from_utf8(output.stdout).expect("UTF-8");
        let blocks: Vec<&str> = printed.split("\n\n").collect();
        let shown = [&blocks[1..5], &blocks[blocks.len() - 1..]]
            .concat()
            .join("\n\n");
        let picture = anstyle_svg::Term::new()
            .min_width_px(1100)
            .render_svg(&shown);
        let path = format!("docs/images/first-run.{language}.svg");
        if std::env::var_os("UPDATE_GOLDEN").is_some() {
            fs::create_dir_all("docs/images").expect("a folder");
            fs::write(&path, &picture).expect("the picture");
        }
        assert_eq!(
            picture,
            fs::read_to_string(&path).expect("the picture"),
            "{path}"
        );
    }
}
