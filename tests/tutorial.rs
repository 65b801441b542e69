//! The tutorials do what they say, in both languages. Their blocks are replayed in order in an empty folder:
//! a block with a path writes that file, with `>> path` adds to it, as `diff path` changes it, and each `$ deal …`
//! of a console block must print what stands below it, with `…` for the ids of commits and `~` for the folder.
//! `$ git …` runs too, and what it prints isn't shown. `UPDATE_GOLDEN=1 cargo test --test tutorial` writes them anew.

#![allow(clippy::expect_used, clippy::panic)]

use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Command, Output};

#[test]
fn first_process() {
    replay("docs/first-process.md");
}

#[test]
fn first_process_in_chinese() {
    replay("docs/zh-CN/first-process.md");
}

#[test]
fn working_day() {
    replay("docs/working-day.md");
}

#[test]
fn working_day_in_chinese() {
    replay("docs/zh-CN/working-day.md");
}

/// Whoever replays a tutorial: where they are, in which folder of their own.
struct Reader {
    home: PathBuf,
    place: PathBuf,
}

fn replay(path: &str) {
    let text = fs::read_to_string(path)
        .expect("the tutorial")
        .replace("\r\n", "\n");
    let folder = tempfile::tempdir().expect("a folder");
    let home = folder.path().canonicalize().expect("a folder");
    let place = home.clone();
    let replayed = Reader { home, place }.with_output(&text);
    if std::env::var_os("UPDATE_GOLDEN").is_some() {
        fs::write(path, &replayed).expect("the tutorial");
    } else {
        assert_eq!(replayed, text, "{path}");
    }
}

impl Reader {
    /// The text with each command's output as it is now.
    fn with_output(&mut self, text: &str) -> String {
        let mut result = String::new();
        let mut lines = text.lines();
        while let Some(line) = lines.next() {
            push(&mut result, line);
            let Some(info) = line.strip_prefix("```") else {
                continue;
            };
            let block: Vec<&str> = lines.by_ref().take_while(|line| *line != "```").collect();
            match info.split_once(' ') {
                None if info == "console" => self.push_commands(&mut result, &block),
                Some((language, target)) => {
                    write(language, target, &block, &self.place);
                    block.iter().for_each(|line| push(&mut result, line));
                }
                None => block.iter().for_each(|line| push(&mut result, line)),
            }
            push(&mut result, "```");
        }
        result
    }

    fn push_commands(&mut self, result: &mut String, block: &[&str]) {
        for line in block {
            let Some(command) = line.strip_prefix("$ ") else {
                continue;
            };
            push(result, line);
            result.push_str(&self.run(command));
        }
    }

    /// What a command prints. `> path` at its end writes that to a file instead.
    fn run(&mut self, command: &str) -> String {
        let (command, target) = match command.split_once(" > ") {
            Some((command, target)) => (command, Some(target)),
            None => (command, None),
        };
        let words = words(command);
        let (first, arguments) = words.split_first().expect("a command");
        match first.as_str() {
            "mkdir" => {
                let path = arguments.last().expect("a folder's name");
                fs::create_dir_all(self.place.join(path)).expect("a folder");
                return String::new();
            }
            "cd" => {
                self.place.push(arguments.last().expect("a folder's name"));
                return String::new();
            }
            "git" => {
                let output = self.output("git", arguments);
                let said = String::from_utf8_lossy(&output.stderr);
                assert!(output.status.success(), "{command}: {said}");
                return String::new();
            }
            _ => assert_eq!(first, "deal", "{command}"),
        }
        let output = self.output(env!("CARGO_BIN_EXE_deal"), arguments);
        let mut printed = String::from_utf8(output.stdout).expect("UTF-8");
        printed.push_str(&String::from_utf8_lossy(&output.stderr));
        assert!(!printed.is_empty(), "{command} prints nothing");
        match target {
            Some(target) => {
                assert!(output.status.success(), "{command}: {printed}");
                fs::write(self.place.join(target), printed).expect("the file");
                String::new()
            }
            None => self.shown(&printed),
        }
    }

    /// A program's run as Fang Jie's, at one moment, whatever Git is told on this machine.
    fn output(&self, program: &str, arguments: &[String]) -> Output {
        let mut command = Command::new(program);
        for (name, _) in std::env::vars_os() {
            if name.to_string_lossy().starts_with("GIT_") {
                command.env_remove(name);
            }
        }
        for who in ["AUTHOR", "COMMITTER"] {
            command
                .env(format!("GIT_{who}_NAME"), "Fang Jie")
                .env(format!("GIT_{who}_EMAIL"), "fang.jie@cangwu.example.com")
                .env(format!("GIT_{who}_DATE"), "2026-06-30T10:00:00+08:00");
        }
        command
            .env("GIT_CONFIG_NOSYSTEM", "1")
            .env("GIT_CONFIG_GLOBAL", self.home.join("no-such-file"))
            .env("GIT_CEILING_DIRECTORIES", &self.home)
            .args(arguments)
            .current_dir(&self.place)
            .output()
            .expect("it runs")
    }

    /// What was printed, without what differs from run to run.
    fn shown(&self, printed: &str) -> String {
        let printed = printed
            .replace(&self.home.display().to_string(), "~")
            .replace("```", "~~~");
        let mut shown = String::new();
        let mut rest = printed.as_str();
        while let Some(start) = rest.find(|c: char| c.is_ascii_alphanumeric()) {
            let (before, word) = rest.split_at(start);
            let end = word
                .find(|c: char| !c.is_ascii_alphanumeric())
                .unwrap_or(word.len());
            let (word, after) = word.split_at(end);
            let is_id = word.len() == 10 && word.bytes().all(|byte| byte.is_ascii_hexdigit());
            shown.push_str(before);
            shown.push_str(if is_id { "…" } else { word });
            rest = after;
        }
        shown + rest
    }
}

fn push(result: &mut String, line: &str) {
    result.push_str(line);
    result.push('\n');
}

/// The words of a command; what is quoted is one of them, or a part of one.
fn words(command: &str) -> Vec<String> {
    let mut words = vec![String::new()];
    let mut quote = None;
    for c in command.chars() {
        match quote {
            Some(open) if c == open => quote = None,
            None if c == '\'' || c == '"' => quote = Some(c),
            None if c == ' ' => words.push(String::new()),
            _ => words.last_mut().expect("a word").push(c),
        }
    }
    words.retain(|word| !word.is_empty());
    words
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
