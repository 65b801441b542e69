//! Scalars of one line: plain, in single quotes, in double quotes.

use super::Reader;
use crate::text::{NodeId, Span, Style};

/// A scalar that was read and is in no tree yet.
pub(super) struct Written {
    style: Style,
    /// With its quotes.
    pub(super) span: Span,
    text: Text,
}

enum Text {
    /// The bytes as they are.
    Slice(Span),
    /// What the tree's draft has from here on.
    Composed(u32),
}

impl Reader<'_> {
    /// The scalar that begins here; goes to its last byte. In a flow collection fewer signs may stand in it.
    pub(super) fn scalar(&mut self, in_flow: bool) -> Option<Written> {
        match self.byte() {
            b'\'' => self.quoted(Style::Single, b'\''),
            b'"' => self.quoted(Style::Double, b'"'),
            _ => self.plain(in_flow),
        }
    }

    /// Puts a key into the tree.
    pub(super) fn add(&mut self, written: &Written) -> NodeId {
        match written.text {
            Text::Slice(text) => self.tree.slice(written.style, text, written.span),
            Text::Composed(start) => self.tree.compose(written.style, start, written.span),
        }
    }

    /// Puts a value into the tree; plain `~` and `null` are nulls.
    pub(super) fn add_value(&mut self, written: &Written) -> NodeId {
        let null = written.style == Style::Plain
            && matches!(self.bytes.get(written.span.range()), Some(b"~" | b"null"));
        if null {
            self.tree.null(written.span)
        } else {
            self.add(written)
        }
    }

    fn plain(&mut self, in_flow: bool) -> Option<Written> {
        let start = self.at;
        if !self.may_begin(in_flow) {
            return None;
        }
        let mut at = start;
        let end = loop {
            let rest = self.bytes.get(at..)?;
            let Some(ahead) = rest.iter().position(|&byte| SIGNS[byte as usize]) else {
                break self.bytes.len();
            };
            at += ahead;
            match rest[ahead] {
                b':' => {
                    let next = self.byte_at(at + 1);
                    if next == b'\t' {
                        return None;
                    }
                    if self.ends_word(at + 1) || (in_flow && is_flow(next)) {
                        break at;
                    }
                }
                b'#' if self.byte_at(at.wrapping_sub(1)) == b' ' => break at,
                b'#' => {}
                b'\n' => break at,
                b'\r' if self.byte_at(at + 1) == b'\n' => break at,
                byte if is_flow(byte) => {
                    if in_flow {
                        break at;
                    }
                }
                _ => return None,
            }
            at += 1;
        };
        self.at = start + self.bytes[start..end].trim_ascii_end().len();
        let span = self.here(start);
        Some(Written {
            style: Style::Plain,
            span,
            text: Text::Slice(span),
        })
    }

    /// Whether a plain scalar can begin with the byte here, beyond doubt.
    fn may_begin(&self, in_flow: bool) -> bool {
        match self.byte() {
            b'-' => {
                let next = self.byte_at(self.at + 1);
                !self.ends_word(self.at + 1) && next != b'\t' && !(in_flow && is_flow(next))
            }
            b'?' | b':' | b',' | b'[' | b']' | b'{' | b'}' | b'#' | b'&' | b'*' | b'!' => false,
            b'|' | b'>' | b'%' | b'@' | b'`' | 0..=b' ' | 0x7f => false,
            _ => true,
        }
    }

    fn quoted(&mut self, style: Style, quote: u8) -> Option<Written> {
        let start = self.at;
        self.at += 1;
        // Start of the bytes that are not yet in the draft.
        let mut kept = self.at;
        let mut composed = None;
        loop {
            let rest = self.bytes.get(self.at..)?;
            self.at += rest.iter().position(|&byte| {
                byte == quote || byte < b' ' || (byte == b'\\' && quote == b'"')
            })?;
            let decoded = match (self.byte(), self.byte_at(self.at + 1)) {
                (b'\'', b'\'') => '\'',
                (byte, _) if byte == quote => break,
                (b'\\', b'n') => '\n',
                (b'\\', b't') => '\t',
                (b'\\', byte @ (b'"' | b'\\' | b'/')) => byte as char,
                _ => return None,
            };
            composed.get_or_insert_with(|| self.tree.composed());
            self.tree.draft().push_str(self.text.get(kept..self.at)?);
            self.tree.draft().push(decoded);
            self.at += 2;
            kept = self.at;
        }
        let text = match composed {
            None => Text::Slice(self.here(kept)),
            Some(start) => {
                self.tree.draft().push_str(self.text.get(kept..self.at)?);
                Text::Composed(start)
            }
        };
        self.at += 1;
        Some(Written {
            style,
            span: self.here(start),
            text,
        })
    }
}

pub(super) fn is_flow(byte: u8) -> bool {
    matches!(byte, b',' | b'[' | b']' | b'{' | b'}')
}

/// The bytes at which a plain scalar may end.
const SIGNS: [bool; 256] = {
    let mut signs = [false; 256];
    let bytes = b"\t\n\r:#,[]{}";
    let mut at = 0;
    while at < bytes.len() {
        signs[bytes[at] as usize] = true;
        at += 1;
    }
    signs
};
