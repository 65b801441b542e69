//! The READMEs' commands print what the READMEs show. `UPDATE_GOLDEN=1 cargo test --test readme` writes it anew.

#![allow(clippy::expect_used)]

use std::fs;
use std::process::Command;

#[test]
fn commands_print_what_is_shown() {
    for path in ["README.md", "README.zh-CN.md"] {
        let text = fs::read_to_string(path).expect("the README");
        let printed = with_output(&text);
        if std::env::var_os("UPDATE_GOLDEN").is_some() {
            fs::write(path, &printed).expect("the README");
        }
        assert_eq!(
            printed,
            fs::read_to_string(path).expect("the README"),
            "{path}"
        );
    }
}

/// The text with the output of each `$ deal …` in a console block as it is now.
fn with_output(text: &str) -> String {
    let mut result = String::new();
    let mut inside = false;
    let mut shown = false;
    for line in text.lines() {
        let fence = line.starts_with("```");
        if fence {
            inside = line == "```console";
            shown = false;
        }
        if inside && line.starts_with("$ deal ") {
            shown = true;
            result.push_str(line);
            result.push('\n');
            result.push_str(&run(line.trim_start_matches("$ deal ")));
        } else if !shown || fence {
            result.push_str(line);
            result.push('\n');
        }
    }
    result
}

fn run(arguments: &str) -> String {
    let output = Command::new(env!("CARGO_BIN_EXE_deal"))
        .args(arguments.split_whitespace())
        .output()
        .expect("deal runs");
    let printed = String::from_utf8(output.stdout).expect("UTF-8");
    assert!(
        !printed.is_empty(),
        "deal {arguments}: {}",
        String::from_utf8_lossy(&output.stderr)
    );
    printed.replace("```", "~~~")
}
