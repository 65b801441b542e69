//! One file's text with its path.

use super::span::{Position, Span};
use std::sync::OnceLock;

/// Bytes between two marks.
const STEP: usize = 256;

/// A file that was read: its path in the pipeline (with `/`) and its text.
#[derive(Clone, Debug, Default)]
pub struct Source {
    /// Path from the pipeline's root, with `/` on every system.
    pub path: String,
    /// The whole text, a byte order mark included.
    pub text: String,
    marks: OnceLock<Box<[Mark]>>,
}

/// The line and column of a byte in so many that another one's are soon counted from it: files may be one long line,
/// and have a finding at every byte.
#[derive(Clone, Copy, Debug)]
struct Mark {
    /// Line ends before the byte.
    lines: u32,
    /// Characters between the line's start and the byte.
    column: u32,
}

impl Source {
    /// A source of this path and text.
    pub fn new(path: impl Into<String>, text: impl Into<String>) -> Source {
        Source {
            path: path.into(),
            text: text.into(),
            marks: OnceLock::new(),
        }
    }

    /// The text of `span`; empty where the span doesn't fit the text.
    pub fn slice(&self, span: Span) -> &str {
        self.text.get(span.range()).unwrap_or_default()
    }

    /// Line and column of a byte. Lines end at LF or CRLF; a byte order mark has no column.
    pub fn position(&self, byte: u32) -> Position {
        let bytes = self.text.as_bytes();
        let at = bytes.len().min(byte as usize);
        let marks = self.marks.get_or_init(|| marks(bytes));
        let mark = marks.get(at / STEP).copied().unwrap_or(START);
        let rest = bytes.get(at / STEP * STEP..at).unwrap_or_default();
        let Mark { lines, column } = mark.after(rest);
        let hidden = u32::from(lines == 0 && at > 0 && self.text.starts_with('\u{feff}'));
        Position {
            line: lines + 1,
            column: column - hidden.min(column) + 1,
        }
    }
}

const START: Mark = Mark {
    lines: 0,
    column: 0,
};

impl Mark {
    /// The mark after some more bytes.
    fn after(self, bytes: &[u8]) -> Mark {
        let lines = bytes.iter().filter(|&&byte| byte == b'\n').count();
        let line = bytes.iter().rposition(|&byte| byte == b'\n');
        let (column, rest) = match line {
            None => (self.column, bytes),
            Some(end) => (0, bytes.get(end + 1..).unwrap_or_default()),
        };
        // Every character has one byte that doesn't continue another.
        let characters = rest.iter().filter(|&&byte| byte & 0xc0 != 0x80).count();
        Mark {
            lines: self.lines + count(lines),
            column: column + count(characters),
        }
    }
}

/// A mark at every [`STEP`] bytes.
fn marks(bytes: &[u8]) -> Box<[Mark]> {
    let marks = bytes.chunks(STEP).scan(START, |mark, chunk| {
        let before = *mark;
        *mark = mark.after(chunk);
        Some(before)
    });
    marks.collect()
}

fn count(n: usize) -> u32 {
    u32::try_from(n).unwrap_or(u32::MAX)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_byte_has_its_line_and_column() {
        let long = "é华x🚀".repeat(1000);
        let text = format!("\u{feff}a: 1\r\n华: {long}\n\n{long}\nb");
        let source = Source::new("a.yaml", text.clone());
        for (at, _) in text.char_indices().step_by(7) {
            let before = &text[..at];
            let line = before.rsplit('\n').next().unwrap();
            let position = source.position(at as u32);
            assert_eq!(position.line as usize, before.matches('\n').count() + 1);
            let column = line.chars().filter(|&c| c != '\u{feff}').count() + 1;
            assert_eq!(position.column as usize, column, "byte {at}");
        }
        assert_eq!(source.position(u32::MAX).line, 5);
    }
}
