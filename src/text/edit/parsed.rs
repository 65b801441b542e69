//! A record that was read for editing: its nodes with the places of their signs.

use super::{Refusal, Step};
use crate::text::reader::{content, without_mark};
use crate::text::{Fault, NodeKind, NodeRef, Span, Style, Tree, read_front_matter, read_yaml};

/// A file's text with its tree.
pub(super) struct Parsed<'t> {
    pub(super) text: &'t str,
    tree: Tree,
    /// Where the YAML is.
    pub(super) part: Span,
    /// Where the body of Markdown is.
    pub(super) body: Option<Span>,
}

/// A value in its surroundings.
#[derive(Clone, Copy)]
pub(super) struct Spot<'p> {
    pub(super) node: NodeRef<'p>,
    /// One past the `:` or `-` that it stands behind; of a bracketed item, where to look for it.
    pub(super) from: usize,
    /// Whether it stands in brackets.
    pub(super) in_brackets: bool,
    /// The column of the key or dash that it stands behind; of the outermost value, none.
    pub(super) column: Option<usize>,
}

/// An entry of a map or an item of a list.
#[derive(Clone, Copy)]
pub(super) struct Child<'p> {
    /// Where its key, its dash, or the bracketed item itself begins.
    pub(super) start: usize,
    pub(super) key: Option<NodeRef<'p>>,
    pub(super) value: Spot<'p>,
}

impl<'t> Parsed<'t> {
    /// Reads the file at `path`; a broken one is refused.
    pub(super) fn read(path: &str, text: &'t str) -> Result<Parsed<'t>, Refusal> {
        let mut tree = Tree::new();
        let whole = Span::new(0, text.len() as u32);
        let read = match path.ends_with(".md") {
            true => read_front_matter(text, &mut tree).map(|(body, problems)| {
                let fields = crate::text::front_matter(text).map(|(fields, _)| fields);
                (fields.unwrap_or(whole), Some(body), problems)
            }),
            false => read_yaml(text, whole, &mut tree)
                .map(|problems| (without_mark(text, whole), None, problems)),
        };
        let (part, body, problems) = match read {
            Ok(read) => read,
            Err(problems) => {
                let first = problems.first();
                return Err(first.map_or_else(
                    || Refusal::layout(&[]),
                    |problem| Refusal::broken(text, problem),
                ));
            }
        };
        if let Some(twice) = problems.iter().find(|p| p.fault == Fault::DuplicateKey) {
            return Err(Refusal::broken(text, twice));
        }
        Ok(Parsed {
            text,
            tree,
            part,
            body,
        })
    }

    /// The outermost value.
    pub(super) fn root(&self) -> Result<Spot<'_>, Refusal> {
        let node = self.tree.root(self.text).ok_or(Refusal::layout(&[]))?;
        let mut from = self.content(self.part.range().start);
        if self.bytes().get(from..from + 3) == Some(b"---") && from < node.span().range().start {
            from += 3;
        }
        Ok(Spot {
            node,
            from,
            in_brackets: false,
            column: None,
        })
    }

    /// The value at `path`, if there is one.
    pub(super) fn find(&self, path: &[Step]) -> Result<Option<Spot<'_>>, Refusal> {
        let mut spot = self.root()?;
        for step in path {
            let found = self.children(&spot)?.into_iter().enumerate();
            let mut found = found.filter(|(index, child)| match step {
                Step::Key(name) => child.is_named(name),
                Step::Item(item) => child.key.is_none() && index == item,
            });
            match found.next() {
                Some((_, child)) => spot = child.value,
                None => return Ok(None),
            }
        }
        Ok(Some(spot))
    }

    /// The value at `path`, which is there.
    pub(super) fn at(&self, path: &[Step]) -> Result<Spot<'_>, Refusal> {
        self.find(path)?.ok_or_else(|| Refusal::no_part(path))
    }

    /// The entries or items of a map or list, in order; of another value, none.
    pub(super) fn children<'p>(&'p self, spot: &Spot<'p>) -> Result<Vec<Child<'p>>, Refusal> {
        match spot.node.kind() {
            NodeKind::Map => self.entries(spot),
            NodeKind::List => self.items(spot),
            _ => Ok(Vec::new()),
        }
    }

    fn entries<'p>(&'p self, spot: &Spot<'p>) -> Result<Vec<Child<'p>>, Refusal> {
        let bracketed = self.is_bracketed(spot);
        let mut entries = Vec::new();
        for (key, node) in spot.node.entries() {
            let range = key.span().range();
            let colon = self.content(range.end);
            if self.bytes().get(colon) != Some(&b':') {
                return Err(Refusal::layout(&[]));
            }
            entries.push(Child {
                start: range.start,
                key: Some(key),
                value: Spot {
                    node,
                    from: colon + 1,
                    in_brackets: spot.in_brackets || bracketed,
                    column: Some(self.column(range.start)),
                },
            });
        }
        Ok(entries)
    }

    fn items<'p>(&'p self, spot: &Spot<'p>) -> Result<Vec<Child<'p>>, Refusal> {
        let bracketed = self.is_bracketed(spot);
        let mut at = self.content(spot.from);
        let mut items = Vec::new();
        for node in spot.node.items() {
            let mut start = self.content(at);
            let sign = if bracketed { b"[,".as_slice() } else { b"-" };
            let signed = self.bytes().get(start).is_some_and(|b| sign.contains(b));
            if !signed {
                return Err(Refusal::layout(&[]));
            }
            let from = start + 1;
            if bracketed {
                start = node.span().range().start;
            }
            let value = Spot {
                node,
                from,
                in_brackets: spot.in_brackets || bracketed,
                column: Some(self.column(start)),
            };
            at = value.end();
            items.push(Child {
                start,
                key: None,
                value,
            });
        }
        Ok(items)
    }

    /// Whether a map or list is written in brackets.
    pub(super) fn is_bracketed(&self, spot: &Spot<'_>) -> bool {
        let start = spot.node.span().range().start;
        let byte = self.bytes().get(start);
        match spot.node.kind() {
            NodeKind::Map => byte == Some(&b'{'),
            // A block list begins with the sign of its first item.
            NodeKind::List => byte == Some(&b'[') && self.content(spot.from) == start,
            _ => false,
        }
    }

    /// The text up to the end of the YAML.
    pub(super) fn bytes(&self) -> &'t [u8] {
        let bytes = self.text.as_bytes();
        bytes.get(..self.part.range().end).unwrap_or(bytes)
    }

    pub(super) fn slice(&self, range: std::ops::Range<usize>) -> &'t str {
        self.text.get(range).unwrap_or_default()
    }

    /// The first byte from `at` on that is neither space, line end nor comment.
    pub(super) fn content(&self, at: usize) -> usize {
        content(self.bytes(), at)
    }

    /// Replaces the body.
    pub(super) fn with_body(&self, body: &str) -> Result<String, Refusal> {
        let span = self.body.ok_or_else(Refusal::no_body)?;
        let mut text = self.slice(0..span.range().start).to_owned();
        if !text.ends_with('\n') {
            text.push_str(self.line_end());
        }
        text.push_str(&body.replace("\r\n", "\n").replace('\n', self.line_end()));
        Ok(text)
    }
}

impl Spot<'_> {
    /// One past the last byte.
    pub(super) fn end(&self) -> usize {
        self.node.span().range().end.max(self.from)
    }

    /// How a scalar is written.
    pub(super) fn style(&self) -> Option<Style> {
        match self.node.kind() {
            NodeKind::Scalar(style) => Some(style),
            _ => None,
        }
    }

    pub(super) fn is_collection(&self) -> bool {
        matches!(self.node.kind(), NodeKind::Map | NodeKind::List)
    }
}

impl Child<'_> {
    pub(super) fn is_named(&self, name: &str) -> bool {
        self.key.is_some_and(|key| key.scalar() == Some(name))
    }
}
