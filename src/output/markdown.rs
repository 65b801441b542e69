//! `markdown`: a comment for a pull request: counts, a table with errors first, the summary. Nothing in the data
//! becomes markup, a link or a mention.

use super::{Style, errors_first, summary, visible};
use crate::finding::{Finding, Level, Place, Report};
use crate::language::Phrase;
use crate::say;
use std::io::{self, Write};

/// Forges refuse a comment of more than 65,536 characters.
const LONGEST_TABLE: usize = 60_000;

/// Writes the report.
pub fn write(report: &Report, style: &Style, out: &mut dyn Write) -> io::Result<()> {
    let counts = summary::counts(report);
    writeln!(out, "### deal check: {}\n", counts.get(style.language))?;
    let rows: Vec<_> = errors_first(report).map(|f| row(f, style)).collect();
    if !rows.is_empty() {
        table(&rows, style, out)?;
    }
    let sentence = summary::sentence(report);
    writeln!(out, "{}", sentence.get(style.language))
}

fn table(rows: &[String], style: &Style, out: &mut dyn Write) -> io::Result<()> {
    let head = say!(
        en: "| Level | Where | What | How to mend |",
        zh: "| 级别 | 位置 | 问题 | 解决办法 |",
    );
    writeln!(out, "{}\n|---|---|---|---|", head.get(style.language))?;
    let mut length = 0;
    let fits = |row: &&String| {
        length += row.chars().count();
        length <= LONGEST_TABLE
    };
    let shown: Vec<_> = rows.iter().take_while(fits).collect();
    for row in &shown {
        writeln!(out, "{row}")?;
    }
    writeln!(out)?;
    if shown.len() < rows.len() {
        let more = say!(
            en: "The table is cut: {n} more.",
            zh: "表格过长，另有 {n} 个问题未列出。",
            n = rows.len() - shown.len(),
        );
        writeln!(out, "{}\n", more.get(style.language))?;
    }
    Ok(())
}

fn row(finding: &Finding, style: &Style) -> String {
    let help = finding.help.iter().flat_map(|help| style.lines(help));
    let help: Vec<_> = help.map(|line| advice(&line)).collect();
    format!(
        "| {} | {} | {} ({}) | {} |",
        level(finding.level).get(style.language),
        code(&location(&finding.place, style)),
        text(&style.text(&finding.message)),
        code(&visible::line(&finding.rule)),
        help.join("<br>"),
    )
}

fn level(level: Level) -> Phrase {
    match level {
        Level::Error => say!(en: "**error**", zh: "**错误**"),
        Level::Warning => say!(en: "warning", zh: "警告"),
    }
}

fn location(place: &Place, style: &Style) -> String {
    let path = style.path(&place.path);
    let path = visible::line(&path);
    match place.start {
        Some(start) => format!("{path}:{}", start.line),
        None => path.into_owned(),
    }
}

/// A command is code, so that it can be copied; anything else is text.
fn advice(line: &str) -> String {
    if line.starts_with("deal ") || line.starts_with("git ") {
        code(line)
    } else {
        text(line)
    }
}

/// A code span, or text where a code span in a table can't hold it.
pub fn code(seen: &str) -> String {
    if seen.trim().is_empty() || seen.contains(['`', '|', '\\']) {
        text(seen)
    } else {
        format!("`{seen}`")
    }
}

/// Text with every active character as an entity. A zero-width space keeps forges from reading mentions, references
/// to issues, emoji names and addresses in it.
pub fn text(seen: &str) -> String {
    let mut escaped = String::with_capacity(seen.len());
    let mut rest = seen.chars();
    while let Some(c) = rest.next() {
        let next = rest.as_str().chars().next();
        match c {
            '\\' | '`' | '*' | '_' | '[' | ']' | '<' | '>' | '&' | '|' | '~' | '^' | '=' | '$'
            | '{' | '}' | '@' | '#' | '!' => {
                escaped.push_str(&format!("&#{};", c as u32));
            }
            '.' if ends_with_www(&escaped) => escaped.push_str("&#8203;."),
            _ => escaped.push(c),
        }
        if refers(c, next) {
            escaped.push_str("&#8203;");
        }
    }
    escaped
}

/// Whether a character and its next one may begin a mention, a reference, an emoji name or an address.
fn refers(c: char, next: Option<char>) -> bool {
    match (c, next) {
        ('@' | '#' | '!' | '~' | '%' | '&' | '$' | '^' | '*', Some(next)) => {
            next.is_alphanumeric() || matches!(next, '"' | '_' | '{' | '-' | '.')
        }
        (':', Some(next)) => next.is_ascii_alphabetic() || matches!(next, '/' | '+' | '-'),
        _ => false,
    }
}

fn ends_with_www(escaped: &str) -> bool {
    let tail = escaped.len().saturating_sub(3);
    escaped
        .get(tail..)
        .is_some_and(|tail| tail.eq_ignore_ascii_case("www"))
}
