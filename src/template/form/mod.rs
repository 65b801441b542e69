//! The tags that people write in a Word file: as in any template, save that Word puts its own quotes and spaces into them.

use crate::language::Phrase;
use crate::say;
use crate::typeset::form::{Does, Tag};
use std::ops::Range;

/// Words of tags that a Word file can't have, for they would tear its elements apart or are no text of its own.
const REFUSED: [&str; 5] = ["include", "raw", "endraw", "break", "continue"];

/// The tags of a paragraph, in their order.
pub fn tags(paragraph: &str) -> Vec<Tag> {
    let mut tags = Vec::new();
    let mut at = 0;
    while let Some((open, tag)) = next(paragraph, at) {
        let from = open.start;
        let tag = tag.unwrap_or_else(|| unclosed(paragraph, open));
        at = tag.range.end.max(from + 1);
        tags.push(tag);
    }
    tags
}

/// The next tag from a byte on, by its first bytes; without a tag where it has no end.
fn next(text: &str, from: usize) -> Option<(Range<usize>, Option<Tag>)> {
    let bytes = text.as_bytes();
    let opens = |at: &usize| {
        bytes.get(*at) == Some(&b'{') && matches!(bytes.get(at + 1), Some(b'{' | b'%' | b'#'))
    };
    let start = (from..bytes.len()).find(opens)?;
    let open = start..start + 2;
    let Some(b'#') = bytes.get(start + 1) else {
        let close = match bytes.get(start + 1) {
            Some(b'{') => "}}",
            _ => "%}",
        };
        return Some((open, closed(text, start, close)));
    };
    let end = text.get(start..).and_then(|rest| rest.find("#}"));
    let tag = end.map(|end| Tag {
        range: start..start + end + 2,
        text: text
            .get(start..start + end + 2)
            .unwrap_or_default()
            .to_owned(),
        does: Does::Stand,
    });
    Some((open, tag))
}

/// The tag that begins at a byte, up to `close`, with straight quotes around its texts.
fn closed(text: &str, start: usize, close: &str) -> Option<Tag> {
    let inside = start + 2;
    let mut tag = text.get(start..inside)?.to_owned();
    let mut letters = text.get(inside..)?.char_indices();
    while let Some((at, letter)) = letters.next() {
        let at = inside + at;
        if text.get(at..)?.starts_with(close) {
            tag.push_str(close);
            let does = does(&tag);
            return Some(Tag {
                range: start..at + close.len(),
                text: tag,
                does,
            });
        }
        match ends_of(letter) {
            Some(ends) => {
                let mut quoted = String::new();
                let mut escaped = false;
                loop {
                    let (_, letter) = letters.next()?;
                    if !escaped && ends.contains(letter) {
                        break;
                    }
                    escaped = !escaped && letter == '\\';
                    quoted.push(letter);
                }
                let quote = match letter {
                    '“' | '”' | '‘' | '’' if quoted.contains('"') => '\'',
                    '“' | '”' | '‘' | '’' => '"',
                    straight => straight,
                };
                tag.push(quote);
                tag.push_str(&quoted);
                tag.push(quote);
            }
            None if letter.is_whitespace() => tag.push(' '),
            None => tag.push(letter),
        }
    }
    None
}

/// What ends a text that begins with this quote. Word turns them as it likes.
fn ends_of(quote: char) -> Option<&'static str> {
    Some(match quote {
        '"' => "\"",
        '\'' => "'",
        '`' => "`",
        '“' | '”' => "“”",
        '‘' | '’' => "‘’",
        _ => return None,
    })
}

fn does(tag: &str) -> Does {
    if tag.starts_with("{{") {
        return Does::Print;
    }
    let inside = tag.get(2..).unwrap_or_default();
    let inside = inside.strip_prefix('-').unwrap_or(inside).trim_start();
    let end = inside.find(|c: char| !c.is_ascii_alphanumeric() && c != '_');
    let word = inside
        .get(..end.unwrap_or(inside.len()))
        .unwrap_or_default();
    match word {
        "for" | "if" => Does::Open,
        "else" | "elif" => Does::Turn,
        "endfor" | "endif" => Does::Close,
        word if REFUSED.contains(&word) => {
            let message = say!(en: "`{word}` can't be used in a Word file", zh: "Word 文件中不能使用 `{word}`", word = word);
            let help = say!(en: "a Word file takes if, for, set", zh: "Word 文件可用 if、for、set");
            Does::Wrong(message, Some(help))
        }
        _ => Does::Stand,
    }
}

fn unclosed(text: &str, open: Range<usize>) -> Tag {
    let tag = text.get(open.clone()).unwrap_or_default();
    let message: Phrase = say!(en: "`{tag}` isn't closed in its paragraph", zh: "`{tag}` 没有在本段内结束", tag = tag);
    let close = match tag {
        "{{" => "}}",
        "{#" => "#}",
        _ => "%}",
    };
    let help = say!(en: "write the whole tag in one paragraph, up to `{close}`", zh: "整个标签须写在同一段内，直到 `{close}`", close = close);
    Tag {
        text: tag.to_owned(),
        range: open,
        does: Does::Wrong(message, Some(help)),
    }
}

#[cfg(test)]
mod filled;
#[cfg(test)]
mod tests;
