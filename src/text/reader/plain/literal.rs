//! Block scalars: `|` and `|-`.

use super::Reader;
use crate::text::{NodeId, Span, Style};

impl Reader<'_> {
    /// The block scalar whose sign is here, in a map or list of `column`; goes to the next line's content.
    pub(super) fn literal(&mut self, column: usize) -> Option<NodeId> {
        let start = self.at;
        self.at += 1;
        let strip = self.byte() == b'-';
        if strip {
            self.at += 1;
        }
        let sign_end = self.at;
        self.spaces();
        if self.byte() == b'#' && self.at > sign_end {
            self.comment();
        }
        self.at += self.line_end(self.at).filter(|&length| length > 0)?;
        let indent = self.indent(column)?;
        let composed = self.tree.composed();
        let end = self.lines(indent)?;
        if strip {
            self.tree.draft().pop();
        }
        let span = Span::new(start as u32, end as u32);
        let node = self.tree.compose(Style::Literal, composed, span);
        self.next_line()?;
        Some(node)
    }

    /// Indentation of the text, by its first line, which has to have content.
    fn indent(&self, column: usize) -> Option<usize> {
        let rest = self.bytes.get(self.at..)?;
        let indent = rest.iter().position(|&byte| byte != b' ')?;
        let doubtful = rest[indent] == b'\t' || self.line_end(self.at + indent).is_some();
        (indent > column && !doubtful).then_some(indent)
    }

    /// Appends the text's lines to the draft, each with a line feed; says where the last one ends.
    fn lines(&mut self, indent: usize) -> Option<usize> {
        let mut end = self.at;
        let mut empty = 0;
        loop {
            let line = self.at;
            while self.at < line + indent && self.byte() == b' ' {
                self.at += 1;
            }
            if let Some(length) = self.line_end(self.at) {
                empty += 1;
                self.at += length;
                if length == 0 {
                    return Some(end);
                }
                continue;
            }
            if self.at < line + indent {
                // A tab there is no indentation and no content.
                let tab = self.byte() == b'\t';
                self.at = line;
                return (!tab).then_some(end);
            }
            let rest = &self.bytes[self.at..];
            let length = rest.iter().position(|&b| b == b'\n').unwrap_or(rest.len());
            let next = self.at + length;
            let line = rest[..length]
                .strip_suffix(b"\r")
                .unwrap_or(&rest[..length]);
            if line.trim_ascii().is_empty() {
                return None;
            }
            end = self.at + line.len();
            let text = self.text.get(self.at..end)?;
            let draft = self.tree.draft();
            draft.extend(std::iter::repeat_n('\n', empty));
            draft.push_str(text);
            draft.push('\n');
            empty = 0;
            self.at = next;
            if next == self.bytes.len() {
                return Some(end);
            }
            self.at += 1;
        }
    }
}
