//! The tutorial does what it says, in both languages. Its blocks are replayed in order in an empty folder:
//! a block with a path writes that file, with `>> path` adds to it, as `diff path` changes it, and each `$ deal …`
//! of a console block must print what stands below it. `UPDATE_GOLDEN=1 cargo test --test tutorial` writes it anew.

#![allow(clippy::expect_used, clippy::panic)]

use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

#[test]
fn english() {
    replay("docs/first-process.md");
}

#[test]
fn chinese() {
    replay("docs/zh-CN/first-process.md");
}

fn replay(path: &str) {
    let text = fs::read_to_string(path)
        .expect("the tutorial")
        .replace("\r\n", "\n");
    let folder = tempfile::tempdir().expect("a folder");
    let replayed = with_output(&text, folder.path());
    if std::env::var_os("UPDATE_GOLDEN").is_some() {
        fs::write(path, &replayed).expect("the tutorial");
    } else {
        assert_eq!(replayed, text, "{path}");
    }
}

/// The text with each command's output as it is now.
fn with_output(text: &str, folder: &Path) -> String {
    let mut result = String::new();
    let mut lines = text.lines();
    while let Some(line) = lines.next() {
        push(&mut result, line);
        let Some(info) = line.strip_prefix("```") else {
            continue;
        };
        let block: Vec<&str> = lines.by_ref().take_while(|line| *line != "```").collect();
        match info.split_once(' ') {
            None if info == "console" => push_commands(&mut result, &block, folder),
            Some((language, target)) => {
                write(language, target, &block, folder);
                block.iter().for_each(|line| push(&mut result, line));
            }
            None => block.iter().for_each(|line| push(&mut result, line)),
        }
        push(&mut result, "```");
    }
    result
}

fn push(result: &mut String, line: &str) {
    result.push_str(line);
    result.push('\n');
}

fn push_commands(result: &mut String, block: &[&str], folder: &Path) {
    for line in block {
        let Some(command) = line.strip_prefix("$ ") else {
            continue;
        };
        push(result, line);
        result.push_str(&run(command, folder));
    }
}

/// What a command prints. `> path` at its end writes that to a file instead.
fn run(command: &str, folder: &Path) -> String {
    let (command, target) = match command.split_once(" > ") {
        Some((command, target)) => (command, Some(target)),
        None => (command, None),
    };
    let mut words = command.split_whitespace();
    match words.next() {
        Some("mkdir") => {
            let path = words.next_back().expect("a folder's name");
            fs::create_dir_all(folder.join(path)).expect("a folder");
            return String::new();
        }
        first => assert_eq!(first, Some("deal"), "{command}"),
    }
    let output = Command::new(env!("CARGO_BIN_EXE_deal"))
        .args(words)
        .current_dir(folder)
        .output()
        .expect("deal runs");
    let mut printed = String::from_utf8(output.stdout).expect("UTF-8");
    printed.push_str(&String::from_utf8_lossy(&output.stderr));
    assert!(!printed.is_empty(), "{command} prints nothing");
    match target {
        Some(target) => {
            assert!(output.status.success(), "{command}: {printed}");
            fs::write(folder.join(target), printed).expect("the file");
            String::new()
        }
        None => printed.replace("```", "~~~"),
    }
}

fn write(language: &str, target: &str, block: &[&str], folder: &Path) {
    let added: String = block.iter().flat_map(|line| [*line, "\n"]).collect();
    let (path, content) = match target.strip_prefix(">> ") {
        Some(path) => (path, read(&folder.join(path)) + &added),
        None if language == "diff" => (target, changed(&read(&folder.join(target)), block)),
        None => (target, added),
    };
    let path: PathBuf = folder.join(path);
    fs::create_dir_all(path.parent().expect("a folder")).expect("a folder");
    fs::write(path, content).expect("the file");
}

/// The text with the lines of a diff changed. They stand in it once.
fn changed(text: &str, diff: &[&str]) -> String {
    let side = |leave_out: char| -> String {
        let kept = diff.iter().filter(|line| !line.starts_with(leave_out));
        kept.flat_map(|line| [line.get(1..).unwrap_or_default(), "\n"])
            .collect()
    };
    let (before, after) = (side('+'), side('-'));
    assert_eq!(text.matches(&before).count(), 1, "{before} in {text}");
    text.replace(&before, &after)
}

fn read(path: &Path) -> String {
    fs::read_to_string(path).unwrap_or_else(|error| panic!("{}: {error}", path.display()))
}
