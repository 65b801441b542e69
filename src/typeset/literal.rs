//! How values go through Markdown as mere text: a private alphabet that no Markdown reader gives a meaning to.
//!
//! Each UTF-16 unit `u` of a value becomes the character U+F0000 + `u` of plane 15, a letter like any other to a
//! Markdown reader: no value can be markup, whatever is in it. Around them stand two characters that Markdown
//! takes for Chinese letters, so that emphasis begins and ends beside a value whatever else it touches.

use crate::text::is_hidden;
use std::io::{self, Write};

/// The first character of plane 15.
const UNITS: u32 = 0xf_0000;
/// Stands before and behind a value. In a plane of Chinese characters, never assigned.
const EDGE: char = '\u{3fffd}';
/// Begins and ends a value that is Markdown itself.
const PROSE: (char, char) = ('\u{10_0000}', '\u{10_0001}');

/// Writes `text` in the private alphabet: the escape function of a template engine. What can't be seen is
/// dropped, and line ends at either end. What a filter made of Markdown is in the private alphabet already.
pub fn guard(text: &str, out: &mut dyn Write) -> io::Result<()> {
    let guarded = match text.contains(EDGE) {
        true => guarded(&plain(text)),
        false => guarded(text),
    };
    out.write_all(guarded.as_bytes())
}

/// `text` in the private alphabet.
pub fn guarded(text: &str) -> String {
    piece(clean(text.chars()).trim_matches('\n'))
}

/// Markdown that a person wrote, as a value: it becomes blocks where it stands alone, else text.
pub fn prose(text: &str) -> String {
    let mut value = String::from(EDGE);
    value.push(PROSE.0);
    units(clean(text.chars()).trim_matches('\n'), &mut value);
    value.push(PROSE.1);
    value.push(EDGE);
    value
}

/// The text that was guarded; other text stays as it is. Line ends are LF.
pub fn plain(text: &str) -> String {
    let units = text.chars().flat_map(|c| {
        let mut buffer = [0; 2];
        let units = match unit(c) {
            Some(unit) => {
                buffer[0] = unit;
                1
            }
            None if is_mark(c) => 0,
            None => c.encode_utf16(&mut buffer).len(),
        };
        buffer.into_iter().take(units)
    });
    clean(char::decode_utf16(units).filter_map(Result::ok))
}

/// The part of a text up to a value that is Markdown, that Markdown, and what follows it.
pub(super) fn split_prose(text: &str) -> Option<(&str, String, &str)> {
    let (before, rest) = text.split_once(PROSE.0)?;
    let (source, after) = rest.split_once(PROSE.1)?;
    Some((before, plain(source), after))
}

/// A cleaned text in the private alphabet, its line ends too.
pub(super) fn piece(clean: &str) -> String {
    let mut value = String::with_capacity(clean.len() * 4 + 8);
    value.push(EDGE);
    units(clean, &mut value);
    value.push(EDGE);
    value
}

/// A text without what can't be seen: no controls, no marks of direction, no private characters of our own
/// planes. All line ends are LF; tabs are spaces.
pub(super) fn clean(chars: impl Iterator<Item = char>) -> String {
    let mut text = String::new();
    let mut returned = false;
    for c in chars {
        match c {
            '\n' if returned => {}
            '\n' | '\r' | '\u{b}' | '\u{c}' | '\u{85}' | '\u{2028}' | '\u{2029}' => text.push('\n'),
            '\t' => text.push(' '),
            c if is_dropped(c) => {}
            c => text.push(c),
        }
        returned = c == '\r';
    }
    text
}

/// Whether anything of a text would be seen.
pub fn is_seen(text: &str) -> bool {
    text.chars().any(|c| !c.is_whitespace() && !is_dropped(c))
}

fn units(clean: &str, out: &mut String) {
    out.extend(
        clean
            .encode_utf16()
            .filter_map(|unit| char::from_u32(UNITS + u32::from(unit))),
    );
}

fn unit(c: char) -> Option<u16> {
    u16::try_from(u32::from(c).checked_sub(UNITS)?).ok()
}

fn is_mark(c: char) -> bool {
    c == EDGE || c == PROSE.0 || c == PROSE.1
}

fn is_dropped(c: char) -> bool {
    let code = u32::from(c);
    c.is_control()
        || is_hidden(c)
        || c == EDGE
        || code >= UNITS
        || code & 0xfffe == 0xfffe
        || matches!(c, '\u{feff}' | '\u{fff9}'..='\u{fffb}' | '\u{fdd0}'..='\u{fdef}')
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn a_value_comes_back() {
        for text in ["", "**a** | <b>\n# c", "𠮷野家 😀 ①", "1. {{ x }}  y"] {
            assert_eq!(plain(&guarded(text)), text);
        }
    }

    #[test]
    fn what_cannot_be_seen_is_dropped() {
        assert_eq!(
            plain(&guarded(
                "\n\r\na\tb\r\nc\rd\u{7}\u{202e}\u{200b}\u{f0041}\u{100000}\u{3fffd}\n"
            )),
            "a b\nc\nd"
        );
    }

    #[test]
    fn what_has_nothing_else_is_not_seen() {
        assert!(!is_seen(" \t\u{3000}\u{200b}\u{202e}\u{7}\u{feff}"));
        assert!(is_seen("\u{200b}–"));
    }

    #[test]
    fn an_entity_cannot_bring_it_back() {
        assert_eq!(plain("\u{f0007}\u{f202e}\u{fd800}x\u{100000}"), "x");
    }

    #[test]
    fn prose_is_told_from_what_stands_beside_it() {
        let text = format!("a{}b", prose("# c"));
        let (before, source, after) = split_prose(&text).unwrap_or_default();
        assert_eq!(
            (plain(before), source, plain(after)),
            ("a".into(), "# c".into(), "b".into())
        );
    }

    proptest! {
        #[test]
        fn no_character_of_a_value_is_seen(text in any::<String>()) {
            let guarded = guarded(&text);
            prop_assert!(guarded.chars().all(|c| c == EDGE || unit(c).is_some()));
            let clean = clean(text.chars());
            prop_assert_eq!(plain(&guarded), clean.trim_matches('\n'));
        }
    }
}
