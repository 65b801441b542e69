//! Characters that have no business in a record: controls, and ones that people can't see.

use super::problem::{Fault, MOST, Problem, span};
use crate::language::Phrase;
use crate::say;
use crate::text::Span;
use crate::text::is_hidden;

/// Bytes that are looked at in one go.
const CHUNK: usize = 64;

/// What a character is, where it is one of those.
enum Kind {
    /// Never allowed: the file is broken.
    Control,
    /// A carriage return that is no part of a CRLF.
    LoneReturn,
    /// Invisible, or turns the direction of text: the file is usable.
    Hidden,
}

/// The problems of the characters in `part`: those that break the file, and those that don't.
pub(super) fn examine(text: &str, part: Span) -> (Vec<Problem>, Vec<Problem>) {
    let (mut broken, mut hidden) = (Vec::new(), Vec::new());
    let bytes = text.as_bytes().get(..part.range().end).unwrap_or_default();
    let mut at = part.range().start;
    while at < bytes.len() {
        let end = bytes.len().min(at + CHUNK);
        if suspicious(window(bytes, at)) {
            for index in at..end {
                let Some((kind, c)) = judge(text, bytes, index) else {
                    continue;
                };
                let list = if matches!(kind, Kind::Hidden) {
                    &mut hidden
                } else {
                    &mut broken
                };
                if list.len() < MOST {
                    list.push(problem(kind, c, index));
                }
            }
        }
        at = end;
    }
    (broken, hidden)
}

/// The bytes from `at` on, spaces after the text's end.
fn window(bytes: &[u8], at: usize) -> [u8; CHUNK + 2] {
    let mut window = [b' '; CHUNK + 2];
    let rest = bytes.get(at..).unwrap_or_default();
    match rest.first_chunk() {
        Some(full) => window = *full,
        None => window[..rest.len()].copy_from_slice(rest),
    }
    window
}

/// Whether such a character may begin in the window's first [`CHUNK`] bytes. Without branches, so that the
/// compiler takes many bytes at once.
fn suspicious(window: [u8; CHUNK + 2]) -> bool {
    let mut any = false;
    for at in 0..CHUNK {
        let (b, n, m) = (window[at], window[at + 1], window[at + 2]);
        let control = (b < 0x20) & (b != b'\n') & ((b != b'\r') | (n != b'\n'));
        let rare =
            (b == 0x7f) | (b == 0xc2) | (b == 0xcd) | (b == 0xd8) | (b == 0xe1) | (b == 0xf3);
        // Of this block quotation marks, dashes and dots are frequent in Chinese text, and harmless.
        let general = (n == 0x81) | ((n == 0x80) & ((m >= 0xa7) | matches!(m, 0x8b..=0x8f)));
        any |= control
            | rare
            | ((b == 0xe2) & general)
            | ((b == 0xe3) & (n == 0x85))
            | ((b == 0xef) & ((n == 0xbb) | (n >= 0xbe)));
    }
    any
}

fn judge(text: &str, bytes: &[u8], at: usize) -> Option<(Kind, char)> {
    let byte = bytes[at];
    if matches!(byte, b'\n' | b'\t' | b' '..=b'~' | 0x80..=0xbf) {
        return None;
    }
    let c = text.get(at..)?.chars().next()?;
    let kind = match c {
        '\r' if bytes.get(at + 1) == Some(&b'\n') => return None,
        '\r' => Kind::LoneReturn,
        '\0'..='\x1f' | '\x7f'..='\u{9f}' | '\u{2028}' | '\u{2029}' | '\u{feff}' => Kind::Control,
        '\u{fff9}'..='\u{fffb}' | '\u{fffe}' | '\u{ffff}' => Kind::Control,
        '\u{200d}' if joins_emoji(text, at) => return None,
        c if is_hidden(c) => Kind::Hidden,
        _ => return None,
    };
    Some((kind, c))
}

/// Whether the joiner at `at` stands after an emoji: families and professions are written so.
fn joins_emoji(text: &str, at: usize) -> bool {
    text.get(..at)
        .and_then(|before| before.chars().next_back())
        .is_some_and(
            |c| matches!(c, '\u{fe0f}' | '\u{1f000}'..='\u{1faff}' | '\u{2600}'..='\u{27bf}'),
        )
}

fn problem(kind: Kind, c: char, at: usize) -> Problem {
    let place = span(at, at + c.len_utf8());
    let shown = shown(c);
    match kind {
        Kind::Control => Problem::new(
            Fault::Encoding,
            place,
            say!(
                en: "the control character {shown} is not allowed in a text file",
                zh: "文本文件中不允许控制字符 {shown}",
                shown = shown,
            ),
        )
        .help(say!(en: "delete the character", zh: "删除该字符")),
        Kind::LoneReturn => Problem::new(
            Fault::Encoding,
            place,
            say!(
                en: "a carriage return {shown} stands without a line feed",
                zh: "回车符 {shown} 之后没有换行符",
                shown = shown,
            ),
        )
        .help(say!(
            en: "save the file with LF or CRLF line ends",
            zh: "将文件的换行符保存为 LF 或 CRLF",
        )),
        Kind::Hidden => Problem::new(
            Fault::HiddenCharacter,
            place,
            say!(
                en: "the text holds the invisible character {shown}{what}",
                zh: "文本中有看不见的字符 {shown}{what}",
                shown = shown,
                what = what(c),
            ),
        )
        .help(say!(
            en: "delete the character; it makes text look other than it is",
            zh: "删除该字符，它会让文字看起来与实际不同",
        )),
    }
}

fn what(c: char) -> Phrase {
    match c {
        '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}' | '\u{200e}' | '\u{200f}' | '\u{61c}' => {
            say!(
                en: ", which changes the direction of text",
                zh: "，它会改变文字方向",
            )
        }
        '\u{200b}'..='\u{200d}' | '\u{2060}' => say!(en: " (zero width)", zh: "（零宽）"),
        _ => Phrase::default(),
    }
}

/// The character as an escape: `\x00`, `\u202e`.
fn shown(c: char) -> String {
    match c as u32 {
        code @ ..=0x7f => format!("\\x{code:02x}"),
        code @ ..=0xffff => format!("\\u{code:04x}"),
        code => format!("\\U{code:08x}"),
    }
}
