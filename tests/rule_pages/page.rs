//! A rule's page as what it does: files to lay down, the output to expect, the remedy, settings.

use dealdesk::language::Language;
use std::fs;
use std::ops::Range;
use std::path::{Path, PathBuf};

/// A page.
pub struct Page {
    /// Where it is.
    pub path: PathBuf,
    /// Its language.
    pub language: Language,
    /// What lays down the example.
    pub example: Vec<Step>,
    /// What the example runs: `check`, perhaps with `--only` where a finding doesn't come alone.
    pub command: String,
    /// The command and its output as the example shows them.
    pub console: String,
    /// What mends it.
    pub remedy: Vec<Step>,
    /// Parts of `pipeline.yaml`.
    pub settings: Vec<String>,
    /// Waivers of what the example breaks.
    pub waivers: Vec<Step>,
    text: String,
    console_range: Range<usize>,
}

/// One block of the example or the remedy.
pub enum Step {
    /// A file with this text.
    File(String, Vec<u8>),
    /// A symbolic link and what it points to.
    Link(String, String),
    /// `git mv`: from, to.
    Move(String, String),
    /// `git rm`
    Remove(String),
}

/// A fenced block.
struct Block<'p> {
    /// The line of text above it.
    caption: &'p str,
    info: &'p str,
    text: &'p str,
    range: Range<usize>,
}

impl Page {
    /// Reads a page and judges its structure.
    pub fn read(path: &Path, language: Language, name: &str) -> Result<Page, String> {
        let text = fs::read_to_string(path).map_err(|error| error.to_string())?;
        let titles = match language {
            Language::En => ["## Example", "## Remedy", "## Settings"],
            Language::ZhCn => ["## 示例", "## 解决办法", "## 设置"],
        };
        let rest = text
            .strip_prefix(&format!("# {name}\n\n"))
            .ok_or("the title is not the rule's name")?;
        let summary = rest.lines().next().unwrap_or_default();
        if !summary.ends_with(['.', '。']) || summary.matches(['.', '。']).count() != 1 {
            return Err("the first paragraph is not one sentence on one line".to_owned());
        }
        let headings: Vec<&str> = text
            .lines()
            .filter(|line| line.starts_with("## "))
            .collect();
        if headings != titles && headings != titles[..2] {
            return Err(format!("the headings are {headings:?}"));
        }
        let (mut example, mut remedy) = (Vec::new(), Vec::new());
        let (mut settings, mut waivers) = (Vec::new(), Vec::new());
        let mut console = None;
        for (section, block) in blocks(&text, &titles) {
            match (section, block.info) {
                (0, "console") => console = Some((block.text.to_owned(), block.range)),
                (0, _) => example.extend(steps(&block)?),
                (1, _) => remedy.extend(steps(&block)?),
                (_, "yaml pipeline.yaml") => settings.push(block.text.to_owned()),
                (_, "yaml") => {}
                (_, _) => waivers.extend(steps(&block)?),
            }
        }
        let (console, console_range) = console.ok_or("no output is shown")?;
        let command = console
            .lines()
            .next()
            .and_then(|line| line.strip_prefix("$ deal "));
        let command = command.filter(|command| command.starts_with("check"));
        let command = command
            .ok_or("the output is not one of `deal check`")?
            .to_owned();
        if example.is_empty() || remedy.is_empty() {
            return Err("no file is shown".to_owned());
        }
        Ok(Page {
            path: path.to_owned(),
            language,
            example,
            command,
            console,
            remedy,
            settings,
            waivers,
            console_range,
            text,
        })
    }

    /// The page with another output.
    pub fn with_console(&self, shown: &str) -> String {
        let mut text = self.text.clone();
        text.replace_range(self.console_range.clone(), shown);
        text
    }
}

/// The fenced blocks, each with the position of its section.
fn blocks<'p>(text: &'p str, titles: &[&str; 3]) -> Vec<(usize, Block<'p>)> {
    let mut blocks = Vec::new();
    let mut section = 0;
    let mut open: Option<(&str, usize)> = None;
    let mut caption = "";
    let mut at = 0;
    for line in text.split_inclusive('\n') {
        let start = at;
        at += line.len();
        let line = line.trim_end();
        match (line.strip_prefix("```"), open) {
            (Some(info), None) => open = Some((info, at)),
            (Some(""), Some((info, from))) => {
                open = None;
                let range = from..start;
                let text = &text[range.clone()];
                let caption = std::mem::take(&mut caption);
                blocks.push((
                    section,
                    Block {
                        caption,
                        info,
                        text,
                        range,
                    },
                ));
            }
            (None, None) if !line.is_empty() => {
                caption = line;
                section = titles
                    .iter()
                    .position(|title| *title == line)
                    .unwrap_or(section);
            }
            _ => {}
        }
    }
    blocks
}

/// What a block lays down, by its info string: `yaml PATH`, `fixture NAME PATH`, `sh`. Info strings are not shown
/// where Markdown is rendered, so that the line above names the path too.
fn steps(block: &Block<'_>) -> Result<Vec<Step>, String> {
    let words: Vec<&str> = block.info.split(' ').collect();
    let path = words.get(1..).and_then(|words| words.last());
    if path.is_some_and(|path| !block.caption.starts_with(&format!("`{path}`"))) {
        return Err(format!("no line names the path of `{}`", block.info));
    }
    match words.as_slice() {
        ["sh"] => block.text.lines().map(command).collect(),
        ["fixture", name, path] => Ok(vec![fixture(name, path, block.text)?]),
        [_, path] => Ok(vec![Step::File(
            (*path).to_owned(),
            block.text.as_bytes().to_vec(),
        )]),
        _ => Err(format!("a block is called `{}`", block.info)),
    }
}

fn command(line: &str) -> Result<Step, String> {
    let words: Vec<&str> = line.split(' ').collect();
    match words.as_slice() {
        ["git", "rm", path] => Ok(Step::Remove((*path).to_owned())),
        ["git", "mv", from, to] => Ok(Step::Move((*from).to_owned(), (*to).to_owned())),
        _ => Err(format!("can't run `{line}`")),
    }
}

/// Files that Markdown can't hold.
fn fixture(name: &str, path: &str, text: &str) -> Result<Step, String> {
    let path = path.to_owned();
    match name {
        "bytes" => Ok(Step::File(path, bytes(text))),
        "link" => Ok(Step::Link(path, text.trim_end().to_owned())),
        "large" => Ok(Step::File(path, text.repeat(2_000_000 / text.len()).into())),
        _ => Err(format!("there is no fixture `{name}`")),
    }
}

/// The text with each `\xNN` as the byte that it stands for.
fn bytes(text: &str) -> Vec<u8> {
    let mut bytes = Vec::new();
    let mut parts = text.split("\\x");
    bytes.extend(parts.next().unwrap_or_default().bytes());
    for part in parts {
        bytes.push(u8::from_str_radix(&part[..2], 16).unwrap());
        bytes.extend(part[2..].bytes());
    }
    bytes
}
