//! Text that can stand in a terminal or a log: what would steer it, hide or reorder text is written out.
//!
//! Control characters appear as `\n` or `\x1b`, invisible and bidirectional ones as `\u{202e}`, and the start of a
//! command to a CI runner (`##[`, `##vso[`) loses its second `#`.

use crate::finding::Excerpt;
use std::borrow::Cow;
use std::fmt::Write;
use std::ops::Range;

/// The text on one line, with nothing in it that isn't seen.
pub fn line(text: &str) -> Cow<'_, str> {
    if text.char_indices().all(|(at, c)| !is_escaped(text, at, c)) {
        return Cow::Borrowed(text);
    }
    let mut seen = String::with_capacity(text.len() + 16);
    for (at, c) in text.char_indices() {
        push(&mut seen, text, at, c);
    }
    Cow::Owned(seen)
}

/// Lines of a file and the mark in them. Here each character stays one character, so that columns stay right:
/// controls become their pictures, what else is hidden a replacement character. Byte order marks have no column and
/// go; line ends and tabs stay.
pub fn excerpt(excerpt: &Excerpt) -> (String, Range<usize>) {
    let text = excerpt.text.as_str();
    let mut seen = String::with_capacity(text.len());
    let (mut start, mut end) = (None, None);
    for (at, c) in text.char_indices() {
        if at >= excerpt.marked.start {
            start.get_or_insert(seen.len());
        }
        if at >= excerpt.marked.end {
            end.get_or_insert(seen.len());
        }
        match c {
            '\u{feff}' => {}
            '\n' | '\t' => seen.push(c),
            _ if is_escaped(text, at, c) => seen.push(picture(c)),
            _ => seen.push(c),
        }
    }
    let start = start.unwrap_or(seen.len());
    let end = end.unwrap_or(seen.len()).max(start);
    (seen, start..end)
}

fn picture(c: char) -> char {
    match c {
        '\0'..='\x1f' => char::from_u32(0x2400 + c as u32).unwrap_or('\u{fffd}'),
        '\x7f' => '\u{2421}',
        '#' => '＃',
        _ => '\u{fffd}',
    }
}

/// Whether a character steers, hides or reorders text, or can't stand in XML.
pub fn is_hidden(c: char) -> bool {
    c.is_control()
        || matches!(c,
            '\u{ad}' | '\u{61c}' | '\u{180e}' | '\u{200b}' | '\u{200e}' | '\u{200f}'
            | '\u{2028}'..='\u{202e}' | '\u{2060}'..='\u{206f}' | '\u{feff}'
            | '\u{fdd0}'..='\u{fdef}' | '\u{fff9}'..='\u{fffb}' | '\u{e0000}'..='\u{e007f}')
        || (c as u32) & 0xfffe == 0xfffe
}

/// Whether the character `c` at the byte `at` of `text` is written out.
pub fn is_escaped(text: &str, at: usize, c: char) -> bool {
    is_hidden(c) || (c == '#' && is_command(text, at))
}

fn push(seen: &mut String, text: &str, at: usize, c: char) {
    if !is_escaped(text, at, c) {
        seen.push(c);
        return;
    }
    // Writing to a string doesn't fail.
    let _ = match c {
        '\n' => seen.write_str("\\n"),
        '\r' => seen.write_str("\\r"),
        '\t' => seen.write_str("\\t"),
        c if (c as u32) < 0x80 => write!(seen, "\\x{:02x}", c as u32),
        c => write!(seen, "\\u{{{:x}}}", c as u32),
    };
}

/// Whether the `#` at `at` ends the `##` of a command: `##[…]`, `##vso[…]`, `##teamcity[…]`.
fn is_command(text: &str, at: usize) -> bool {
    let (before, rest) = text.split_at(at);
    let word = rest.trim_start_matches('#').as_bytes();
    before.ends_with('#')
        && rest.as_bytes().get(1) != Some(&b'#')
        && word
            .iter()
            .find(|byte| !byte.is_ascii_alphabetic())
            .is_some_and(|&byte| byte == b'[')
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_steers_or_hides_is_written_out() {
        for (text, seen) in [
            ("华辰 🚀 é", "华辰 🚀 é"),
            ("a\u{1b}[31mb", "a\\x1b[31mb"),
            ("a\r\nb\tc\u{7}\0", "a\\r\\nb\\tc\\x07\\x00"),
            ("\u{202e}evil\u{2066}", "\\u{202e}evil\\u{2066}"),
            ("\u{9b}31m\u{7f}", "\\u{9b}31m\\x7f"),
            ("\u{fffe}\u{10ffff}", "\\u{fffe}\\u{10ffff}"),
            ("##[error]x", "#\\x23[error]x"),
            ("x ##VSO[task", "x #\\x23VSO[task"),
            ("###teamcity[", "##\\x23teamcity["),
            ("## heading # [x]", "## heading # [x]"),
        ] {
            assert_eq!(line(text), seen);
        }
    }

    #[test]
    fn the_mark_moves_with_its_text() {
        let marked = |text: &str, line, marked| {
            let (seen, range) = excerpt(&Excerpt {
                line,
                text: text.to_owned(),
                marked,
            });
            seen[range].to_owned()
        };
        assert_eq!(marked("a: \u{1b}\u{202e}b c", 1, 3..8), "␛\u{fffd}b");
        assert_eq!(marked("##[error]", 1, 0..3), "#＃[");
        assert_eq!(marked("\u{feff}name: 张", 1, 9..12), "张");
        assert_eq!(marked("name: 张", 1, 0..99), "name: 张");
        assert_eq!(marked("name:", 1, 5..5), "");
        assert_eq!(marked("name:", 1, 99..100), "");
    }
}
