//! Bytes to text: UTF-8 only. Anything else is named, never guessed and never rewritten.

use super::problem::{Fault, Problem, span};
use crate::say;
use std::fmt::Write as _;

/// Bytes that are not UTF-8.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Undecodable {
    /// The bytes for showing: ASCII as it is, every other byte as `\xNN`.
    pub text: String,
    /// What is wrong; its span is in `text`.
    pub problem: Problem,
}

/// The text of a file's bytes; a byte order mark stays in it.
pub fn decode(bytes: Vec<u8>) -> Result<String, Box<Undecodable>> {
    if let Some(order) = utf16(&bytes) {
        return Err(undecodable(&bytes, 0, Some(order)));
    }
    String::from_utf8(bytes).map_err(|error| {
        let at = error.utf8_error().valid_up_to();
        let bytes = error.as_bytes();
        undecodable(bytes, at, gbk(bytes).then_some("GBK (GB18030)"))
    })
}

fn undecodable(bytes: &[u8], at: usize, likely: Option<&str>) -> Box<Undecodable> {
    let (text, start, end) = shown(bytes, at);
    let message = match likely {
        Some(likely) => say!(
            en: "the file is not UTF-8: byte {at} (line {line}) doesn't fit; it is probably {likely}",
            zh: "文件不是 UTF-8 编码：第 {at} 字节（第 {line} 行）不符，很可能是 {likely}",
            at = at,
            line = line(bytes, at),
            likely = likely,
        ),
        None => say!(
            en: "the file is not UTF-8: byte {at} (line {line}) doesn't fit",
            zh: "文件不是 UTF-8 编码：第 {at} 字节（第 {line} 行）不符",
            at = at,
            line = line(bytes, at),
        ),
    };
    let problem = Problem::new(Fault::Encoding, span(start, end), message).help(say!(
        en: "open it in an editor with its own encoding and save it as UTF-8",
        zh: "用编辑器按原编码打开，再另存为 UTF-8",
    ));
    Box::new(Undecodable { text, problem })
}

fn line(bytes: &[u8], at: usize) -> usize {
    bytes[..at].iter().filter(|&&b| b == b'\n').count() + 1
}

/// The bytes for showing, and where byte `at` is in it.
fn shown(bytes: &[u8], at: usize) -> (String, usize, usize) {
    let mut text = String::with_capacity(bytes.len() + bytes.len() / 2);
    let (mut start, mut end) = (0, 0);
    for (index, &byte) in bytes.iter().enumerate() {
        if index == at {
            start = text.len();
        }
        if matches!(byte, b'\n' | b'\r' | b'\t' | b' '..=b'~') {
            text.push(byte as char);
        } else {
            // Writing to a string doesn't fail.
            let _ = write!(text, "\\x{byte:02x}");
        }
        if index == at {
            end = text.len();
        }
    }
    (text, start, end)
}

/// The byte order of text that is UTF-16: by its mark, or because every second byte is NUL.
fn utf16(bytes: &[u8]) -> Option<&'static str> {
    if bytes.starts_with(&[0xff, 0xfe]) {
        return Some("UTF-16 LE");
    }
    if bytes.starts_with(&[0xfe, 0xff]) {
        return Some("UTF-16 BE");
    }
    let head = bytes.get(..bytes.len().min(64) & !1)?;
    let nul = |parity: usize| {
        head.iter()
            .skip(parity)
            .step_by(2)
            .filter(|&&b| b == 0)
            .count()
    };
    // Half of the characters at least are ASCII in any YAML: keys, colons, spaces, line ends.
    let enough = head.len() / 4;
    match (nul(0), nul(1)) {
        (0, low) if enough > 0 && low >= enough => Some("UTF-16 LE"),
        (high, 0) if enough > 0 && high >= enough => Some("UTF-16 BE"),
        _ => None,
    }
}

/// Whether every byte above ASCII is part of a well-formed GB18030 sequence.
fn gbk(bytes: &[u8]) -> bool {
    let mut rest = bytes;
    while let Some((&byte, after)) = rest.split_first() {
        rest = match (byte, after) {
            (..=0x7f, _) => after,
            (0x81..=0xfe, [0x40..=0x7e | 0x80..=0xfe, after @ ..]) => after,
            (0x81..=0xfe, [0x30..=0x39, 0x81..=0xfe, 0x30..=0x39, after @ ..]) => after,
            _ => return false,
        };
    }
    true
}
