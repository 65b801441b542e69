//! The pages of the rules on history, run: what a page does gives the output that it shows, and what its remedy does
//! from the same beginning gives no finding. `UPDATE_PAGES=1` writes the outputs anew.

use crate::history::{deal, git, lay_base, run, said};
use dealdesk::language::Language;
use dealdesk::rules::{Group, Rule};
use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;
use tempfile::TempDir;

#[test]
fn every_page_shows_what_happens() {
    let mut failures = Vec::new();
    for rule in Rule::ALL.iter().filter(|rule| rule.group() == Group::Audit) {
        for language in [Language::En, Language::ZhCn] {
            let path = place(*rule, language);
            let outcome = try_page(*rule, language, &path);
            failures.extend(
                outcome
                    .err()
                    .map(|why| format!("{}: {why}", path.display())),
            );
        }
    }
    assert!(failures.is_empty(), "{}", failures.join("\n\n"));
}

fn place(rule: Rule, language: Language) -> PathBuf {
    let folder = match language {
        Language::En => "docs/rules",
        Language::ZhCn => "docs/rules/zh-CN",
    };
    let name = format!("{}.md", rule.name());
    Path::new(env!("CARGO_MANIFEST_DIR"))
        .join(folder)
        .join(name)
}

fn try_page(rule: Rule, language: Language, path: &Path) -> Result<(), String> {
    let text = fs::read_to_string(path).unwrap();
    let rest = text
        .strip_prefix(&format!("# {}\n\n", rule.name()))
        .ok_or("the title is not the rule's name")?;
    let summary = rest.lines().next().unwrap_or_default();
    if !summary.ends_with(['.', '。']) || summary.matches(['.', '。']).count() != 1 {
        return Err("the first paragraph is not one sentence on one line".to_owned());
    }
    let titles = match language {
        Language::En => ["## Example", "## Remedy"],
        Language::ZhCn => ["## 示例", "## 解决办法"],
    };
    let sections: Vec<usize> = titles.iter().filter_map(|title| text.find(title)).collect();
    let [example, remedy] = sections[..] else {
        return Err("it has no example, or no remedy".to_owned());
    };
    let sample = Sample::new(language);
    let (mut shown, mut printed) = (None, String::new());
    for block in blocks(&text, example, remedy) {
        match block.info {
            "console" => {
                printed = sample.audit();
                shown = Some(block);
            }
            _ => sample.lay(&block)?,
        }
    }
    let shown = shown.ok_or("no output is shown")?;
    if !printed.contains(&format!("[{}]: ", rule.name())) {
        return Err(format!("it is not found:\n{printed}"));
    }
    let printed = format!("$ deal audit\n{printed}");
    if shown.text != printed {
        if std::env::var_os("UPDATE_PAGES").is_none() {
            return Err(format!("the output is now\n{printed}"));
        }
        let mut new = text.clone();
        new.replace_range(shown.at..shown.at + shown.text.len(), &printed);
        fs::write(path, new).unwrap();
    }
    let remedies = blocks(&text, remedy, text.len());
    if remedies.is_empty() {
        return Ok(());
    }
    let sample = Sample::new(language);
    for block in &remedies {
        sample.lay(block)?;
    }
    match sample.audit() {
        printed if printed.lines().count() == 1 => Ok(()),
        printed => Err(format!("after the remedy:\n{printed}")),
    }
}

struct Block<'p> {
    info: &'p str,
    text: &'p str,
    at: usize,
}

/// The fenced blocks of a part of a page.
fn blocks(text: &str, from: usize, to: usize) -> Vec<Block<'_>> {
    let mut blocks = Vec::new();
    let mut at = from;
    while let Some(open) = text[at..to].find("\n```") {
        let info = at + open + 4;
        let body = info + text[info..to].find('\n').unwrap() + 1;
        let end = body + text[body - 1..to].find("\n```").unwrap();
        blocks.push(Block {
            info: text[info..body].trim(),
            text: &text[body..end],
            at: body,
        });
        at = end + 3;
    }
    blocks
}

struct Sample {
    folder: TempDir,
    language: Language,
}

impl Sample {
    fn new(language: Language) -> Sample {
        let folder = TempDir::new().unwrap();
        lay_base(folder.path(), language == Language::ZhCn);
        let at = folder.path();
        run(git(at, "song-yu", "2026-03-10").args(["init", "-q", "-b", "main"]));
        run(git(at, "song-yu", "2026-03-10").args(["add", "-A"]));
        run(git(at, "song-yu", "2026-03-10").args(["commit", "-q", "-m", "Begin"]));
        Sample { folder, language }
    }

    /// Writes a block's file, or runs its commands.
    fn lay(&self, block: &Block<'_>) -> Result<(), String> {
        match block.info.split(' ').collect::<Vec<_>>()[..] {
            ["sh"] => block.text.lines().try_for_each(|line| self.command(line)),
            [_, path] => {
                let path = self.folder.path().join(path);
                fs::create_dir_all(path.parent().unwrap()).unwrap();
                fs::write(path, block.text).map_err(|error| error.to_string())
            }
            _ => Err(format!("a block is called `{}`", block.info)),
        }
    }

    /// Runs a line. A commit takes everything in, and its maker's clock shows the date that it gives.
    fn command(&self, line: &str) -> Result<(), String> {
        let at = self.folder.path();
        let day = line
            .split_once("--date=")
            .map_or("2026-03-20", |(_, rest)| {
                rest.split(' ').next().unwrap_or_default()
            });
        let bin = Path::new(env!("CARGO_BIN_EXE_deal")).parent().unwrap();
        let path = format!("{}:{}", bin.display(), std::env::var("PATH").unwrap());
        let settings = git(at, "song-yu", day);
        let mut shell = Command::new("sh");
        shell.current_dir(at).env("PATH", path).args(["-ec", line]);
        for (name, value) in settings.get_envs() {
            match value {
                Some(value) => shell.env(name, value),
                None => shell.env_remove(name),
            };
        }
        if line.starts_with("git commit") {
            run(git(at, "song-yu", day).args(["add", "-A"]));
        }
        let output = shell.output().unwrap();
        match output.status.success() || line == "deal audit" {
            true => Ok(()),
            false => Err(format!("{line}: {}", said(&output))),
        }
    }

    /// What `deal audit` prints, with the same names of commits whatever they hold.
    fn audit(&self) -> String {
        let output = deal(self.folder.path())
            .args(["audit", "--color", "never", "--lang", self.language.tag()])
            .output()
            .unwrap();
        assert!(output.stderr.is_empty(), "{}", said(&output));
        let mut text = String::from_utf8(output.stdout).unwrap();
        let log = run(git(self.folder.path(), "song-yu", "2026-03-20").args([
            "rev-list",
            "--all",
            "--reflog",
            "--date-order",
            "--reverse",
        ]));
        for (number, id) in String::from_utf8(log.stdout).unwrap().lines().enumerate() {
            text = text.replace(&id[..10], &format!("{:x}", number + 1).repeat(10));
        }
        text
    }
}
