//! What is about to be signed, on stderr: all of it, or what changed since the person signed last, old and new.

use super::earlier::earlier;
use crate::check::{self, Bench, Content};
use crate::cli::work::Work;
use crate::form::Record;
use crate::language::{Language, Phrase};
use crate::output::visible;
use crate::process::Signoff;
use crate::records::Statement;
use crate::say;
use std::io::{self, Write};

/// Most characters of a value.
const LONGEST: usize = 100;
/// Characters before the first that differs, where a value is cut there.
const LEAD: usize = 20;
/// Most items of a list.
const MOST_ITEMS: usize = 8;

/// Shows it.
pub fn show(
    work: &Work<'_>,
    bench: &Bench<'_>,
    record: &Record,
    signoff: &Signoff,
    given: &Statement,
) {
    let language = work.language();
    let content = check::content(bench, record, signoff);
    let text = match check::since_last(bench, record, signoff, &given.role, &given.by) {
        None => {
            let heading =
                say!(en: "{signoff} covers", zh: "“{signoff}”覆盖", signoff = signoff.clause.title);
            let parts = content
                .iter()
                .map(|now| part(now, &lines(now, language), language));
            headed(&heading, parts, language)
        }
        Some(since) => {
            let heading = say!(en: "{signoff}: changed since you signed on {day}", zh: "“{signoff}”：自您 {day} 签批以来的改动", signoff = signoff.clause.title, day = since.last.at.date);
            let then = earlier(work, bench, record, signoff, &since);
            let changed = content
                .iter()
                .filter(|now| since.changed.contains(&now.path));
            let parts = changed.map(|now| {
                let was = then.iter().find(|was| was.path == now.path);
                let lines = match was {
                    Some(was) => difference(was, now, language),
                    None => lines(now, language),
                };
                part(now, &lines, language)
            });
            headed(&heading, parts, language)
        }
    };
    // A failure to show it changes nothing.
    let _ = io::stderr().write_all(text.as_bytes());
}

fn headed(heading: &Phrase, parts: impl Iterator<Item = String>, language: Language) -> String {
    let heading = visible::line(heading.get(language));
    format!("{heading}\n{}", parts.collect::<String>())
}

fn part(content: &Content, lines: &[String], language: Language) -> String {
    let title = visible::line(content.title.get(language)).into_owned();
    match lines {
        [line] => format!("  {title}: {line}\n"),
        lines => {
            let lines: String = few(lines, language)
                .iter()
                .map(|line| format!("    {line}\n"))
                .collect();
            format!("  {title}:\n{lines}")
        }
    }
}

fn few(lines: &[String], language: Language) -> Vec<String> {
    let mut few: Vec<String> = lines.iter().take(MOST_ITEMS).cloned().collect();
    if let Some(more) = lines.len().checked_sub(MOST_ITEMS).filter(|more| *more > 0) {
        let more = say!(en: "and {more} more", zh: "另有 {more} 项", more = more);
        few.push(more.get(language).to_owned());
    }
    few
}

fn lines(content: &Content, language: Language) -> Vec<String> {
    let lines = content.lines.iter();
    lines.map(|line| cut(line.get(language), 0)).collect()
}

/// A value as `old → new`; of a list, the items that went and those that came.
fn difference(was: &Content, now: &Content, language: Language) -> Vec<String> {
    let texts = |content: &Content| -> Vec<String> {
        let lines = content.lines.iter();
        lines.map(|line| line.get(language).to_owned()).collect()
    };
    let (old, new) = (texts(was), texts(now));
    if let ([old], [new]) = (old.as_slice(), new.as_slice()) {
        let same = old.chars().zip(new.chars()).take_while(|(a, b)| a == b);
        let from = same.count();
        return vec![format!("{} → {}", cut(old, from), cut(new, from))];
    }
    let only = |lines: &[String], others: &[String], sign: char| -> Vec<String> {
        let lines = lines.iter().filter(|line| !others.contains(line));
        lines
            .map(|line| format!("{sign} {}", cut(line, 0)))
            .collect()
    };
    [only(&old, &new, '-'), only(&new, &old, '+')].concat()
}

/// The part of a text around its character number `from`, on one line.
fn cut(text: &str, from: usize) -> String {
    let length = text.chars().count();
    let start = match length > LONGEST {
        true => from.saturating_sub(LEAD).min(length - LONGEST),
        false => 0,
    };
    let part: String = text.chars().skip(start).take(LONGEST).collect();
    let before = if start > 0 { "…" } else { "" };
    let after = if start + LONGEST < length { "…" } else { "" };
    format!("{before}{}{after}", visible::line(&part))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn content(lines: &[&str]) -> Content {
        Content {
            path: "x".to_owned(),
            title: Phrase::same("X"),
            lines: lines.iter().map(|line| Phrase::same(*line)).collect(),
        }
    }

    #[test]
    fn values_and_items_are_told_by_what_changed() {
        let told =
            |was: &[&str], now: &[&str]| difference(&content(was), &content(now), Language::En);
        assert_eq!(told(&["8%"], &["12%"]), ["8% → 12%"]);
        assert_eq!(told(&["a", "b"], &["a", "c", "d"]), ["- b", "+ c", "+ d"]);
        assert_eq!(told(&["a"], &["a", "b"]), ["+ b"]);
    }

    #[test]
    fn long_lists_and_texts_are_told_in_short() {
        let items: Vec<String> = (0..10).map(|number| number.to_string()).collect();
        let items: Vec<&str> = items.iter().map(String::as_str).collect();
        let content = content(&items);
        let told = part(&content, &lines(&content, Language::En), Language::En);
        assert!(told.ends_with("    7\n    and 2 more\n"), "{told}");
        assert_eq!(cut(&"好".repeat(101), 0), format!("{}…", "好".repeat(100)));
    }

    #[test]
    fn long_texts_are_cut_around_what_changed() {
        let long = "x".repeat(300);
        let (was, now) = (format!("{long}old{long}"), format!("{long}new{long}"));
        let told = difference(&content(&[&was]), &content(&[&now]), Language::En);
        let [told] = told.as_slice() else {
            panic!("one line")
        };
        assert!(told.contains("xold") && told.contains("xnew"), "{told}");
        assert_eq!(told.matches('…').count(), 4);
    }
}
