//! What changed between two versions of a text, word by word; character by character in Chinese.

use super::Inline;
use super::literal::{clean, piece};
use similar::{Algorithm, DiffOp, capture_diff_slices};
use unicode_width::UnicodeWidthChar;

/// Most parts of a text that are compared, so that long texts take no long time.
const MOST: usize = 4_000;

/// The new text, with what was added and, before it, what was taken out.
pub fn changes(old: &str, new: &str) -> Vec<Inline> {
    compared(old, new)
        .into_iter()
        .flat_map(|part| match part {
            Part::Same(text) => line(&text),
            Part::Gone(text) => vec![Inline::Deleted(line(&text))],
            Part::New(text) => vec![Inline::Inserted(line(&text))],
        })
        .collect()
}

/// The same as a value of a template: `~~…~~` and `++…++` around guarded texts.
pub fn guarded_changes(old: &str, new: &str) -> String {
    compared(old, new)
        .into_iter()
        .map(|part| match part {
            Part::Same(text) => piece(&text),
            Part::Gone(text) => format!("~~{}~~", piece(&text)),
            Part::New(text) => format!("++{}++", piece(&text)),
        })
        .collect()
}

#[derive(Debug, PartialEq)]
enum Part {
    Same(String),
    Gone(String),
    New(String),
}

fn compared(old: &str, new: &str) -> Vec<Part> {
    let (old, new) = (clean(old.chars()), clean(new.chars()));
    let (old, new) = (old.trim_matches('\n'), new.trim_matches('\n'));
    let words = (words(old), words(new));
    if words.0.len().max(words.1.len()) <= MOST {
        return diff(&words.0, &words.1);
    }
    let sentences = (sentences(old), sentences(new));
    if sentences.0.len().max(sentences.1.len()) <= MOST {
        return diff(&sentences.0, &sentences.1);
    }
    diff(&[old], &[new])
}

fn diff(old: &[&str], new: &[&str]) -> Vec<Part> {
    let mut found = Found::default();
    let ops = capture_diff_slices(Algorithm::Myers, old, new);
    for (at, op) in ops.iter().enumerate() {
        let gone = old.get(op.old_range()).unwrap_or_default();
        let added = new.get(op.new_range()).unwrap_or_default();
        let between = at > 0 && at + 1 < ops.len();
        let same = matches!(op, DiffOp::Equal { .. });
        if same && !(between && is_slight(gone)) {
            found.change();
            found.parts.push(Part::Same(gone.concat()));
        } else {
            found.gone.extend(gone);
            found.new.extend(added);
        }
    }
    found.change();
    found.parts
}

#[derive(Default)]
struct Found<'t> {
    parts: Vec<Part>,
    gone: Vec<&'t str>,
    new: Vec<&'t str>,
}

impl Found<'_> {
    /// Ends the change that is being gathered.
    fn change(&mut self) {
        for (words, part) in [
            (&mut self.gone, Part::Gone as fn(String) -> Part),
            (&mut self.new, Part::New),
        ] {
            if !words.is_empty() {
                self.parts.push(part(words.concat()));
                words.clear();
            }
        }
    }
}

/// Whether so little stayed the same between two changes that they read better as one.
fn is_slight(same: &[&str]) -> bool {
    let text = same.concat();
    let mut words = text.chars().filter(|c| c.is_alphanumeric());
    !text.contains('\n') && words.next().is_none_or(is_wide) && words.next().is_none()
}

/// Words and numbers, spaces, single Chinese characters and signs.
fn words(text: &str) -> Vec<&str> {
    let mut before = None;
    split(text, |c, next| {
        let joins = match before {
            // 128,000.00 and VX-200 are one word each.
            Some(sign) if is_word(c) => {
                is_word(sign) || ".,-/:".contains(sign) && c.is_ascii_digit()
            }
            Some(word) if ".,-/:".contains(c) => {
                word.is_ascii_alphanumeric() && next.is_some_and(|next| next.is_ascii_digit())
            }
            Some(' ') => c == ' ',
            _ => false,
        };
        // A sign that joins nothing doesn't join what follows.
        before = if joins || is_word(c) || c == ' ' {
            Some(c)
        } else {
            None
        };
        joins
    })
}

/// Sentences, with the sign that ends them.
fn sentences(text: &str) -> Vec<&str> {
    let mut ended = true;
    split(text, |c, _| {
        !std::mem::replace(&mut ended, "。！？；.!?;\n".contains(c))
    })
}

/// Cuts a text before each character that doesn't join the one before it. `joins` sees it and the next one.
fn split(text: &str, mut joins: impl FnMut(char, Option<char>) -> bool) -> Vec<&str> {
    let mut parts = Vec::new();
    let mut start = 0;
    let mut chars = text.char_indices().peekable();
    while let Some((at, c)) = chars.next() {
        if !joins(c, chars.peek().map(|(_, next)| *next)) && at > start {
            parts.extend(text.get(start..at));
            start = at;
        }
    }
    parts.extend(text.get(start..).filter(|rest| !rest.is_empty()));
    parts
}

fn is_word(c: char) -> bool {
    (c.is_alphanumeric() || c == '_') && !is_wide(c)
}

fn is_wide(c: char) -> bool {
    c.width() == Some(2)
}

fn line(text: &str) -> Vec<Inline> {
    let mut line = Vec::new();
    for (at, part) in text.split('\n').enumerate() {
        if at > 0 {
            line.push(Inline::Break);
        }
        if !part.is_empty() {
            line.push(Inline::Text(part.to_owned()));
        }
    }
    line
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::language::Language;
    use crate::typeset::{Block, read};
    use proptest::prelude::*;

    fn shown(old: &str, new: &str) -> String {
        compared(old, new)
            .into_iter()
            .map(|part| match part {
                Part::Same(text) => text,
                Part::Gone(text) => format!("[-{text}-]"),
                Part::New(text) => format!("[+{text}+]"),
            })
            .collect()
    }

    #[test]
    fn words_and_numbers_change_as_wholes() {
        for (old, new, said) in [
            ("same", "same", "same"),
            ("", "new", "[+new+]"),
            ("old", "", "[-old-]"),
            (
                "pay 128,000.00 now",
                "pay 118,000.00 now",
                "pay [-128,000.00-][+118,000.00+] now",
            ),
            (
                "by 2026-03-18.",
                "by 2026-04-18.",
                "by [-2026-03-18-][+2026-04-18+].",
            ),
            ("the VX-200", "the VX-300", "the [-VX-200-][+VX-300+]"),
            (
                "交货期为 45 天",
                "交货期为 60 天",
                "交货期为 [-45-][+60+] 天",
            ),
            (
                "甲方支付运费",
                "乙方承担运费",
                "[-甲方支付-][+乙方承担+]运费",
            ),
            (
                "one two three four",
                "one 2 3 four",
                "one [-two three-][+2 3+] four",
            ),
            ("A.\nB.", "A.\nC.", "A.\n[-B-][+C+]."),
        ] {
            assert_eq!(shown(old, new), said);
        }
    }

    #[test]
    fn a_long_text_changes_by_sentences_and_a_longer_one_as_a_whole() {
        let long = "字字字。".repeat(1_500);
        let said = shown(&format!("{long}旧。{long}"), &format!("{long}新。{long}"));
        assert_eq!(said, format!("{long}[-旧。-][+新。+]{long}"));
        let (old, new) = ("a.".repeat(50_000), "b.".repeat(50_000));
        assert_eq!(shown(&old, &new), format!("[-{old}-][+{new}+]"));
    }

    proptest! {
        #[test]
        fn both_texts_come_back(old in "[a中文1,.~+* \n]{0,30}", new in "[a中文1,.~+* \n]{0,30}") {
            let (mut before, mut after) = (String::new(), String::new());
            for part in compared(&old, &new) {
                match part {
                    Part::Same(text) => {
                        before.push_str(&text);
                        after.push_str(&text);
                    }
                    Part::Gone(text) => before.push_str(&text),
                    Part::New(text) => after.push_str(&text),
                }
            }
            prop_assert_eq!(before, old.trim_matches('\n'));
            prop_assert_eq!(after, new.trim_matches('\n'));
        }

        #[test]
        fn a_template_shows_the_same(old in "[a中文1,.~+* \n]{0,30}", new in "[a中文1,.~+* \n]{0,30}") {
            let rendered = format!("x{}y", guarded_changes(&old, &new));
            let read = read(&rendered, Language::En).map(|sheeted| sheeted.blocks);
            let mut line = vec![Inline::Text("x".to_owned())];
            line.extend(changes(&old, &new));
            line.push(Inline::Text("y".to_owned()));
            prop_assert_eq!(read, Ok(vec![Block::Paragraph(joined(line))]));
        }
    }

    fn joined(line: Vec<Inline>) -> Vec<Inline> {
        let mut out: Vec<Inline> = Vec::new();
        for inline in line {
            match (out.last_mut(), inline) {
                (Some(Inline::Text(before)), Inline::Text(text)) => before.push_str(&text),
                (_, inline) => out.push(inline),
            }
        }
        out
    }
}
