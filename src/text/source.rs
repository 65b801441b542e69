//! One file's text with its path.

use super::span::{Position, Span};

/// A file that was read: its path in the pipeline (with `/`) and its text.
#[derive(Clone, Debug, Default)]
pub struct Source {
    /// Path from the pipeline's root, with `/` on every system.
    pub path: String,
    /// The whole text, a byte order mark included.
    pub text: String,
}

impl Source {
    /// A source of this path and text.
    pub fn new(path: impl Into<String>, text: impl Into<String>) -> Source {
        Source {
            path: path.into(),
            text: text.into(),
        }
    }

    /// The text of `span`; empty where the span doesn't fit the text.
    pub fn slice(&self, span: Span) -> &str {
        self.text.get(span.range()).unwrap_or_default()
    }

    /// Line and column of a byte. Lines end at LF or CRLF; a byte order mark has no column.
    pub fn position(&self, byte: u32) -> Position {
        let before = self
            .text
            .as_bytes()
            .get(..byte as usize)
            .unwrap_or(self.text.as_bytes());
        let line = before.iter().filter(|&&b| b == b'\n').count();
        let start = before
            .iter()
            .rposition(|&b| b == b'\n')
            .map_or(0, |at| at + 1);
        let column = String::from_utf8_lossy(&before[start..])
            .chars()
            .filter(|&c| c != '\u{feff}')
            .count();
        Position {
            line: count(line) + 1,
            column: count(column) + 1,
        }
    }
}

fn count(n: usize) -> u32 {
    u32::try_from(n).unwrap_or(u32::MAX)
}
