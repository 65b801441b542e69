//! A report as bytes, in eight formats: one file per format, and what they share (visible text, the summary
//! sentence, fingerprints). The same report and style give the same bytes.

mod concise;
mod fingerprint;
mod github;
mod gitlab;
mod human;
pub mod json;
mod json_keys;
mod json_text;
mod junit;
mod markdown;
pub mod profile;
mod sarif;
pub mod story;
mod summary;
pub mod table;
pub mod visible;

pub use json_keys::{JSON_KEYS, JsonKey};
pub use json_text::write as write_json;
pub use markdown::{code as markdown_code, text as markdown_text};

use crate::finding::{Finding, Level, Report};
use crate::language::{Language, Phrase};
use crate::say;
use std::borrow::Cow;
use std::io::{self, Write};

/// A format of `deal check`.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Default, clap::ValueEnum)]
pub enum Format {
    /// Findings with their source lines, for people
    #[default]
    Human,
    /// One line per finding
    Concise,
    /// The versioned JSON of this program
    Json,
    /// SARIF 2.1.0, for code scanning
    Sarif,
    /// Workflow commands of GitHub Actions
    Github,
    /// Code Quality report of GitLab
    Gitlab,
    /// JUnit XML, for test reports
    Junit,
    /// A comment for a pull request
    Markdown,
}

impl Format {
    /// What it is for, in Chinese; English stands at the values themselves.
    pub const fn zh(self) -> &'static str {
        match self {
            Format::Human => "附源文件行，供人阅读",
            Format::Concise => "每个问题一行",
            Format::Json => "本程序的带版本 JSON",
            Format::Sarif => "SARIF 2.1.0，供代码扫描",
            Format::Github => "GitHub Actions 的工作流命令",
            Format::Gitlab => "GitLab 的代码质量报告",
            Format::Junit => "JUnit XML，供测试报告",
            Format::Markdown => "合并请求的评论",
        }
    }
}

/// How to write a report.
#[derive(Clone, Debug, Default)]
pub struct Style<'a> {
    /// The language of every text.
    pub language: Language,
    /// Whether `human` may use colours.
    pub color: bool,
    /// Columns of the terminal; none where the output isn't a terminal.
    pub width: Option<usize>,
    /// The way from the folder where the command was run to the pipeline's root, `""` or ending in `/`. It stands
    /// before every path but those of `json`, so that links work from that folder.
    pub prefix: String,
    /// The rules that `sarif` describes.
    pub rules: &'a [RuleInfo],
}

/// What is known of a rule apart from its findings.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct RuleInfo {
    /// The rule's name.
    pub name: Cow<'static, str>,
    /// The weight of its findings.
    pub level: Level,
    /// What it demands, in one sentence.
    pub short: Phrase,
    /// Why, and how to mend it.
    pub help: Phrase,
}

/// Writes `report` in `format`, with a line end at the end.
///
/// # Errors
/// Only those of `out`.
pub fn write(
    report: &Report,
    format: Format,
    style: &Style,
    out: &mut dyn Write,
) -> io::Result<()> {
    match format {
        Format::Human => human::write(report, style, out),
        Format::Concise => concise::write(report, style, out),
        Format::Json => json::write(report, style, out),
        Format::Sarif => sarif::write(report, style, out),
        Format::Github => github::write(report, style, out),
        Format::Gitlab => gitlab::write(report, style, out),
        Format::Junit => junit::write(report, style, out),
        Format::Markdown => markdown::write(report, style, out),
    }
}

/// Writes findings for people, without the sentence that sums up a run.
///
/// # Errors
/// Only those of `out`.
pub fn write_findings(findings: &[Finding], style: &Style, out: &mut dyn Write) -> io::Result<()> {
    human::findings(findings, style, out)
}

impl Style<'_> {
    /// The path of a file of the pipeline from the folder where the command was run.
    fn path(&self, path: &str) -> String {
        format!("{}{path}", self.prefix)
    }

    /// A text in the style's language, for one line.
    fn text<'t>(&self, phrase: &'t Phrase) -> Cow<'t, str> {
        visible::line(phrase.get(self.language).trim_end())
    }

    /// Each line of a text in the style's language.
    fn lines<'t>(&self, phrase: &'t Phrase) -> impl Iterator<Item = Cow<'t, str>> {
        phrase
            .get(self.language)
            .trim_end()
            .lines()
            .map(visible::line)
    }

    /// The message, and what mends it, as lines of plain text.
    fn message_and_help(&self, finding: &Finding) -> String {
        let mut text = self.text(&finding.message).into_owned();
        for line in finding.help.iter().flat_map(|help| self.lines(help)) {
            let line = say!(en: "help: {line}", zh: "解决办法：{line}", line = line);
            text.push('\n');
            text.push_str(line.get(self.language));
        }
        text
    }
}

/// The findings with errors first, otherwise in the report's order.
fn errors_first(report: &Report) -> impl Iterator<Item = &Finding> {
    let of = |level| report.findings.iter().filter(move |f| f.level == level);
    of(Level::Error).chain(of(Level::Warning))
}
