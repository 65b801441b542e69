//! Any YAML: the events of granit-parser → tree. Its spans are mended here: a value that isn't written, a
//! block scalar and a block collection get the places that [`Tree`] promises.

use super::problem::{Fault, MOST, Problem, line_around, span};
use super::unsupported::{Unsupported, unsupported};
use super::{DEEPEST, MOST_NODES, layout, lookalike, syntax};
use crate::say;
use crate::text::{NodeId, NodeKind, Span, Style, Tree};
use granit_parser::{Event, Options, Parser, ScalarStyle, StructureStyle};

/// Reads `text[part]` into the empty `tree`; the problems are those that make the file unusable.
pub(super) fn read(text: &str, part: Span, tree: &mut Tree) -> Result<(), Vec<Problem>> {
    let source = text.get(part.range()).unwrap_or_default();
    let mut options = Options::default();
    options.disallow_directives = true;
    options.emit_unresolved_aliases = true;
    options.emit_anchor_events = true;
    options.flow_nesting_limit = DEEPEST;
    options.block_nesting_limit = DEEPEST;
    options.set_emit_comments(false);
    let mut builder = Builder {
        text,
        offset: part.range().start,
        end: part.range().end,
        cursor: part.range().start,
        tree,
        open: Vec::new(),
        documents: 0,
        problems: Vec::new(),
    };
    for event in Parser::new_from_str_with_options(source, options) {
        match event {
            Ok((event, place)) => builder.take(event, place),
            Err(error) => {
                let at = part.range().start + error.marker().byte_offset().unwrap_or_default();
                let problem = syntax::explain(text, error.kind(), at);
                if builder.explains(&problem) {
                    return Err(builder.problems);
                }
                lookalike::explain(text, part, problem, &mut builder.problems);
                return Err(builder.problems);
            }
        }
        if builder.full() {
            return Err(builder.problems);
        }
    }
    builder.finish(part)
}

/// A collection whose end has not come yet.
struct Open {
    node: NodeId,
    map: bool,
    /// Written with brackets, which are its first and last byte.
    bracketed: bool,
    /// Whether the next node is a key.
    key_next: bool,
    flow: bool,
    empty: bool,
}

struct Builder<'a> {
    text: &'a str,
    /// Where the parsed part begins in the text.
    offset: usize,
    /// Where it ends.
    end: usize,
    /// Everything before this byte belongs to nodes that were taken.
    cursor: usize,
    tree: &'a mut Tree,
    open: Vec<Open>,
    documents: usize,
    problems: Vec<Problem>,
}

impl Builder<'_> {
    fn take(&mut self, event: Event<'_>, place: granit_parser::Span) {
        if let Some(tag) = place.tag_span() {
            self.unsupported(self.place(tag), Unsupported::Tag);
        }
        let place = self.place(place);
        match event {
            Event::DocumentStart(written, _) => self.document(written, place),
            Event::Scalar(text, style, ..) => {
                let from = self.indicator();
                self.scalar(&text, style, place, from);
            }
            Event::SequenceStart(style, ..) => self.start(NodeKind::List, style, place),
            Event::MappingStart(style, ..) => self.start(NodeKind::Map, style, place),
            Event::SequenceEnd | Event::MappingEnd => self.close(place),
            Event::Alias(_) | Event::UnresolvedAlias(_) => {
                self.unsupported(place, Unsupported::Alias);
                self.indicator();
                self.cursor = place.range().end;
                let node = self.tree.null(place);
                self.append(node, place);
            }
            Event::Anchor(..) => self.unsupported(place, Unsupported::Anchor),
            _ => {}
        }
    }

    fn place(&self, place: granit_parser::Span) -> Span {
        let byte = |at: Option<usize>| (self.offset + at.unwrap_or_default()).min(self.end);
        span(
            byte(place.start.byte_offset()),
            byte(place.end.byte_offset()),
        )
    }

    /// The text up to the end of the part.
    fn bytes(&self) -> &[u8] {
        &self.text.as_bytes()[..self.end]
    }

    fn document(&mut self, written: bool, place: Span) {
        self.documents += 1;
        if written {
            self.cursor = self.cursor.max(place.range().end);
        }
        if self.documents == 2 {
            self.unsupported(place, Unsupported::Documents);
        }
    }

    fn unsupported(&mut self, place: Span, what: Unsupported) {
        self.push(unsupported(self.text, place, what));
    }

    fn push(&mut self, problem: Problem) {
        if self.problems.len() < MOST {
            self.problems.push(problem);
        }
    }

    /// Moves the cursor over the sign that the next node stands behind, and says where that ends.
    fn indicator(&mut self) -> usize {
        let (sign, optional) = match self.open.last() {
            None => return self.cursor,
            Some(Open {
                map: true,
                key_next: false,
                ..
            }) => (b':', None),
            Some(Open {
                map: false,
                flow: false,
                ..
            }) => (b'-', None),
            Some(Open {
                map: true,
                flow: false,
                ..
            }) => (b'?', None),
            Some(Open { map: true, .. }) => (b',', Some(b'?')),
            Some(Open { map: false, .. }) => (b',', None),
        };
        for sign in std::iter::once(sign).chain(optional) {
            let at = layout::content(self.bytes(), self.cursor);
            if self.bytes().get(at) == Some(&sign) {
                self.cursor = at + 1;
            }
        }
        self.cursor
    }

    fn scalar(&mut self, text: &str, style: ScalarStyle, place: Span, from: usize) {
        let is_key = self
            .open
            .last()
            .is_some_and(|open| open.map && open.key_next);
        let node = match style {
            ScalarStyle::Plain if place.start == place.end => {
                let place = span(from, from);
                self.unwritten(is_key, place);
                self.tree.null(place)
            }
            ScalarStyle::Plain if !is_key && matches!(text, "~" | "null") => self.tree.null(place),
            ScalarStyle::Plain => {
                if is_key && text == "<<" {
                    self.unsupported(place, Unsupported::Merge);
                } else if !is_key {
                    lookalike::plain(self.text, place, &mut self.problems);
                }
                self.add(text, Style::Plain, place, place)
            }
            ScalarStyle::SingleQuoted => self.add(text, Style::Single, place, inner(place)),
            ScalarStyle::DoubleQuoted => self.add(text, Style::Double, place, inner(place)),
            ScalarStyle::Literal => {
                let place = layout::block_scalar(self.bytes(), place, from, text);
                self.tree.scalar(Style::Literal, text, place)
            }
            ScalarStyle::Folded => {
                let place = layout::block_scalar(self.bytes(), place, from, text);
                self.tree.scalar(Style::Folded, text, place)
            }
        };
        let place = self.tree.span(node);
        self.cursor = self.cursor.max(place.range().end);
        self.append(node, place);
    }

    /// Adds a scalar on the bytes `place`; where nothing was decoded, its text is the bytes `verbatim`.
    fn add(&mut self, text: &str, style: Style, place: Span, verbatim: Span) -> NodeId {
        if self.text.get(verbatim.range()) == Some(text) {
            self.tree.slice(style, verbatim, place)
        } else {
            self.tree.scalar(style, text, place)
        }
    }

    /// Complains of a key without a name, and of a key in a flow map without a colon.
    fn unwritten(&mut self, is_key: bool, place: Span) {
        let at = place.range().start;
        if is_key {
            self.push(syntax::nameless(self.text, at));
        } else if self.open.last().is_some_and(|open| open.map)
            && at
                .checked_sub(1)
                .and_then(|at| self.text.as_bytes().get(at))
                != Some(&b':')
        {
            let line = line_around(self.text, at);
            self.push(lookalike::no_value(self.text, line, place));
        }
    }

    fn start(&mut self, kind: NodeKind, style: StructureStyle, place: Span) {
        self.indicator();
        if let Some(Open {
            map: true,
            key_next: true,
            ..
        }) = self.open.last()
        {
            self.unsupported(place, Unsupported::Key);
        }
        let flow = style == StructureStyle::Flow;
        let bracketed = flow && place.start < place.end;
        let node = self.tree.collection(kind, place);
        if bracketed {
            self.cursor = self.cursor.max(place.range().end);
        }
        self.open.push(Open {
            node,
            map: kind == NodeKind::Map,
            bracketed,
            key_next: true,
            flow,
            empty: true,
        });
    }

    fn close(&mut self, place: Span) {
        let Some(open) = self.open.pop() else {
            return;
        };
        if open.bracketed {
            self.tree.end(open.node, place.end);
            self.cursor = self.cursor.max(place.range().end);
        }
        let covered = self.tree.span(open.node);
        self.append(open.node, covered);
    }

    /// Puts a finished node into its parent.
    fn append(&mut self, node: NodeId, place: Span) {
        let Some(parent) = self.open.last_mut() else {
            return;
        };
        self.tree.append(parent.node, node);
        if !parent.bracketed {
            let start = if parent.empty {
                place.start
            } else {
                self.tree.span(parent.node).start
            };
            self.tree.cover(parent.node, Span::new(start, place.end));
        }
        parent.empty = false;
        parent.key_next = !parent.key_next;
    }

    /// Whether a problem on the same line is what the parser stumbled over: in `*now* or never`, the alias.
    fn explains(&self, error: &Problem) -> bool {
        let line = line_around(self.text, error.span.range().start);
        error.fault == Fault::Syntax
            && self
                .problems
                .iter()
                .any(|problem| (line.start..=line.end).contains(&problem.span.start))
    }

    /// Whether a limit is reached, with its problem.
    fn full(&mut self) -> bool {
        if self.open.len() > DEEPEST {
            let problem = syntax::too_deep(self.text, self.cursor);
            self.push(problem);
            return true;
        }
        if self.tree.len() > MOST_NODES {
            let message = say!(
                en: "the file has more than {most} values",
                zh: "文件中的值超过 {most} 个",
                most = MOST_NODES,
            );
            let place = line_around(self.text, self.cursor);
            self.push(
                Problem::new(Fault::TooLarge, place, message)
                    .help(say!(en: "split it into several records", zh: "请拆成多个记录文件")),
            );
            return true;
        }
        // Nothing of a second document is wanted, and nothing more once there are so many problems.
        self.documents > 1 || self.problems.len() >= MOST
    }

    fn finish(mut self, part: Span) -> Result<(), Vec<Problem>> {
        let nothing = match self.tree.root(self.text) {
            None => true,
            Some(root) => root.is_null() && root.span().start == root.span().end,
        };
        if nothing && self.problems.is_empty() {
            self.push(syntax::empty(part));
        }
        if self.problems.is_empty() {
            Ok(())
        } else {
            Err(self.problems)
        }
    }
}

/// What is between the quotes.
fn inner(place: Span) -> Span {
    Span::new(place.start + 1, place.end.saturating_sub(1))
}
