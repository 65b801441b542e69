//! The plain subset of YAML that people write, read straight into the tree: block maps and lists, scalars of
//! one line, `|` and `|-`, flow maps and lists of one line, comments. Everything here returns nothing on any
//! doubt, so that the whole file is read by [`super::granit`]; nothing is an error here.

mod flow;
mod literal;
mod scalar;

use super::MOST_NODES;
use crate::text::{NodeId, NodeKind, Span, Tree};
use scalar::Written;

/// Deepest nesting that is read here, by recursion.
const DEEPEST: usize = 32;

/// A key this long is left to the other reader, which has a limit for keys.
const LONGEST_KEY: u32 = 1000;

/// Reads `text[part]`, in which every character is allowed, into the empty `tree`.
pub(super) fn read(text: &str, part: Span, tree: &mut Tree) -> Option<()> {
    let bytes = text.as_bytes().get(..part.range().end)?;
    let mut reader = Reader {
        text,
        bytes,
        at: part.range().start,
        line: part.range().start,
        depth: 0,
        tree,
    };
    reader.next_line()?;
    if reader.column() != Some(0) {
        return None;
    }
    reader.nested()?;
    reader.column().is_none().then_some(())
}

struct Reader<'a> {
    text: &'a str,
    /// The text up to the end of the part.
    bytes: &'a [u8],
    /// The next byte to read.
    at: usize,
    /// Start of the line that `at` is on.
    line: usize,
    depth: usize,
    tree: &'a mut Tree,
}

impl Reader<'_> {
    /// The next byte; NUL, which no text has, at the end.
    fn byte(&self) -> u8 {
        self.byte_at(self.at)
    }

    fn byte_at(&self, at: usize) -> u8 {
        self.bytes.get(at).copied().unwrap_or(0)
    }

    fn here(&self, start: usize) -> Span {
        Span::new(start as u32, self.at as u32)
    }

    /// Column of the content that was reached; none at the end of the text.
    fn column(&self) -> Option<usize> {
        (self.at < self.bytes.len()).then(|| self.at - self.line)
    }

    fn spaces(&mut self) {
        while self.byte() == b' ' {
            self.at += 1;
        }
    }

    /// Length of the line end at `at`: 1, 2, 0 at the end of the text; none where no line ends.
    fn line_end(&self, at: usize) -> Option<usize> {
        match self.byte_at(at) {
            b'\n' => Some(1),
            b'\r' if self.byte_at(at + 1) == b'\n' => Some(2),
            0 if at >= self.bytes.len() => Some(0),
            _ => None,
        }
    }

    /// From after a value to the first content byte of the next line that has content.
    fn finish_line(&mut self) -> Option<()> {
        self.spaces();
        if self.byte() == b'#' && self.bytes[..self.at].ends_with(b" ") {
            self.comment();
        }
        self.at += self.line_end(self.at)?;
        self.next_line()
    }

    /// From the start of a line to the first content byte of it or of a later line.
    fn next_line(&mut self) -> Option<()> {
        loop {
            self.line = self.at;
            self.spaces();
            if self.byte() == b'#' {
                self.comment();
            }
            match self.line_end(self.at) {
                Some(0) => return Some(()),
                Some(length) => self.at += length,
                None => break,
            }
        }
        let document = matches!(self.bytes.get(self.at..self.at + 3), Some(b"---" | b"..."));
        let doubtful = self.byte() == b'\t' || (self.at == self.line && document);
        (!doubtful).then_some(())
    }

    /// To the line end after a comment.
    fn comment(&mut self) {
        let rest = &self.bytes[self.at..];
        self.at += rest.iter().position(|&b| b == b'\n').unwrap_or(rest.len());
        if self.bytes[..self.at].ends_with(b"\r") && self.at < self.bytes.len() {
            self.at -= 1;
        }
    }

    /// Whether a list item begins here.
    fn at_dash(&self) -> bool {
        self.byte() == b'-' && self.ends_word(self.at + 1)
    }

    /// Whether a sign that stands before `at` is one: a space, a line end or nothing follows.
    fn ends_word(&self, at: usize) -> bool {
        matches!(self.byte_at(at), b' ' | b'\n' | b'\r' | 0)
    }

    /// Whether nothing but a comment follows on this line.
    fn at_rest(&self) -> bool {
        self.byte() == b'#' || self.line_end(self.at).is_some()
    }

    /// A map or a list that begins here, its first content on this line.
    fn nested(&mut self) -> Option<NodeId> {
        let column = self.column()?;
        if self.at_dash() {
            return self.list(column, false);
        }
        let key = self.key()?;
        self.map(column, key)
    }

    /// A key with its colon.
    fn key(&mut self) -> Option<Written> {
        let key = self.scalar(false)?;
        self.colon(&key)?.then_some(key)
    }

    /// Whether the scalar just read is a key; then goes behind its colon.
    fn colon(&mut self, key: &Written) -> Option<bool> {
        let written = self.at;
        self.spaces();
        if self.byte() != b':' {
            self.at = written;
            return Some(false);
        }
        let start = key.span.range().start;
        let marker = start == self.line && matches!(self.byte_at(start), b'<' | b'=');
        let fits = self.at as u32 - key.span.start < LONGEST_KEY;
        self.at += 1;
        (fits && !marker && !self.is_merge(key) && self.ends_word(self.at)).then_some(true)
    }

    fn is_merge(&self, key: &Written) -> bool {
        self.bytes.get(key.span.range()) == Some(b"<<")
    }

    /// A block map whose keys begin in `column`, from behind the colon of its first key.
    fn map(&mut self, column: usize, mut key: Written) -> Option<NodeId> {
        let node = self.open(NodeKind::Map)?;
        let first = key.span;
        let mut last;
        loop {
            let name = self.add(&key);
            self.tree.append(node, name);
            let value = self.value(column)?;
            self.tree.append(node, value);
            last = self.tree.span(value);
            match self.column() {
                Some(next) if next > column => return None,
                Some(next) if next == column => key = self.key()?,
                _ => break,
            }
        }
        self.close(node, first.to(last))
    }

    /// The value behind a key's colon, in a map whose keys begin in `column`.
    fn value(&mut self, column: usize) -> Option<NodeId> {
        let colon = self.at;
        self.spaces();
        if self.at_rest() {
            self.finish_line()?;
            return match self.column() {
                Some(next) if next > column => self.nested(),
                Some(next) if next == column && self.at_dash() => self.list(column, true),
                _ => Some(self.nothing(colon)),
            };
        }
        if self.byte() == b'|' {
            return self.literal(column);
        }
        if matches!(self.byte(), b'[' | b'{') {
            let node = self.flow()?;
            self.finish_line()?;
            return Some(node);
        }
        let value = self.scalar(false)?;
        let node = self.add_value(&value);
        self.finish_line()?;
        Some(node)
    }

    /// A block list whose dashes stand in `column`; where that is its map's column too, the next key ends it.
    fn list(&mut self, column: usize, indentless: bool) -> Option<NodeId> {
        let node = self.open(NodeKind::List)?;
        let mut covered: Option<Span> = None;
        loop {
            let item = self.item(column)?;
            self.tree.append(node, item);
            let span = self.tree.span(item);
            covered = Some(covered.map_or(span, |before| before.to(span)));
            match self.column() {
                Some(next) if next > column => return None,
                Some(next) if next == column => {
                    if !self.at_dash() {
                        if indentless {
                            break;
                        }
                        return None;
                    }
                }
                _ => break,
            }
        }
        self.close(node, covered?)
    }

    /// What stands behind the dash here.
    fn item(&mut self, column: usize) -> Option<NodeId> {
        self.at += 1;
        let dash = self.at;
        self.spaces();
        if self.at_rest() {
            self.finish_line()?;
            return match self.column() {
                Some(next) if next > column => self.nested(),
                _ => Some(self.nothing(dash)),
            };
        }
        let inner = self.column()?;
        match self.byte() {
            b'-' if self.at_dash() => return self.list(inner, false),
            b'|' => return self.literal(column),
            b'[' | b'{' => {
                let node = self.flow()?;
                self.finish_line()?;
                return Some(node);
            }
            _ => {}
        }
        let value = self.scalar(false)?;
        if self.colon(&value)? {
            return self.map(inner, value);
        }
        let node = self.add_value(&value);
        self.finish_line()?;
        Some(node)
    }

    fn nothing(&mut self, at: usize) -> NodeId {
        self.tree.null(Span::new(at as u32, at as u32))
    }

    fn open(&mut self, kind: NodeKind) -> Option<NodeId> {
        self.depth += 1;
        let fits = self.depth <= DEEPEST && self.tree.len() < MOST_NODES;
        fits.then(|| self.tree.collection(kind, self.here(self.at)))
    }

    fn close(&mut self, node: NodeId, covered: Span) -> Option<NodeId> {
        self.depth -= 1;
        self.tree.cover(node, covered);
        (self.tree.len() < MOST_NODES).then_some(node)
    }
}
