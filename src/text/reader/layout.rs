//! Where things are written, found in the bytes, for what a parser's events don't tell.

use super::problem::span;
use crate::text::Span;

/// The first byte from `at` on that is neither space, line end nor comment.
pub(in crate::text) fn content(bytes: &[u8], mut at: usize) -> usize {
    while let Some(&byte) = bytes.get(at) {
        match byte {
            b' ' | b'\t' | b'\n' | b'\r' => at += 1,
            b'#' => at = line_feed(bytes, at),
            _ => break,
        }
    }
    at
}

/// The bytes of a block scalar that begins after byte `from`: from its sign to the end of its last line that
/// holds more than space. `place` is its text and what follows that; `text` is decoded.
pub(super) fn block_scalar(bytes: &[u8], place: Span, from: usize, text: &str) -> Span {
    let start = content(bytes, from);
    if !matches!(bytes.get(start), Some(b'|' | b'>')) {
        return place;
    }
    let sign_end = bytes[start + 1..]
        .iter()
        .position(|b| !matches!(b, b'+' | b'-' | b'0'..=b'9'))
        .map_or(bytes.len(), |length| start + 1 + length);
    if text.trim_ascii().is_empty() {
        return span(start, sign_end);
    }
    let written = bytes[..place.range().end].trim_ascii_end().len();
    let line_end = line_feed(bytes, written);
    let line = &bytes[..line_end];
    let end = line.strip_suffix(b"\r").unwrap_or(line).len();
    span(start, end.max(sign_end))
}

/// The line feed that ends the line of byte `at`, or the end of the text.
fn line_feed(bytes: &[u8], at: usize) -> usize {
    bytes[at..]
        .iter()
        .position(|&b| b == b'\n')
        .map_or(bytes.len(), |ahead| at + ahead)
}
