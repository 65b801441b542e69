//! A YAML document as a tree of nodes with byte spans, in one arena that can be used again for the next file.

use super::span::Span;

/// Index of a node in its [`Tree`].
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct NodeId(u32);

const NONE: u32 = u32::MAX;

/// How a scalar was written.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Style {
    /// Without quotes.
    Plain,
    /// `'…'`
    Single,
    /// `"…"`
    Double,
    /// `|`
    Literal,
    /// `>`
    Folded,
}

/// What a node is.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum NodeKind {
    /// Nothing written, or plain `~` or `null`.
    Null,
    /// One value.
    Scalar(Style),
    /// A list; its children are the items.
    List,
    /// A map; its children are keys and values in turn.
    Map,
}

/// The decoded text of a scalar: bytes of the file where they are the same, else bytes of the tree's own text.
#[derive(Clone, Copy, Debug)]
enum Text {
    Slice(Span),
    Owned(Span),
}

#[derive(Clone, Copy, Debug)]
struct Node {
    kind: NodeKind,
    text: Text,
    /// A scalar with its quotes; a collection from its first to its last byte that belongs to it;
    /// a null that isn't written: empty, right after the `:` or `-`.
    span: Span,
    first: u32,
    last: u32,
    next: u32,
}

/// The nodes of one document.
#[derive(Default, Debug)]
pub struct Tree {
    nodes: Vec<Node>,
    /// The decoded texts that differ from their bytes, one after the other.
    owned: String,
}

impl Tree {
    /// An empty tree.
    pub fn new() -> Tree {
        Tree::default()
    }

    /// Forgets the document and keeps the memory.
    pub fn clear(&mut self) {
        self.nodes.clear();
        self.owned.clear();
    }

    /// Number of nodes.
    pub fn len(&self) -> usize {
        self.nodes.len()
    }

    /// Whether no document was read.
    pub fn is_empty(&self) -> bool {
        self.nodes.is_empty()
    }

    /// The document's outermost node (the first one added), with the text of the file it was read from.
    pub fn root<'t>(&'t self, text: &'t str) -> Option<NodeRef<'t>> {
        (!self.nodes.is_empty()).then_some(NodeRef {
            tree: self,
            text,
            id: NodeId(0),
        })
    }

    /// Adds a null.
    pub fn null(&mut self, span: Span) -> NodeId {
        self.push(NodeKind::Null, Text::Slice(span), span)
    }

    /// Adds a scalar whose decoded text is exactly the bytes `text` of the file; `span` has the quotes too.
    pub fn slice(&mut self, style: Style, text: Span, span: Span) -> NodeId {
        self.push(NodeKind::Scalar(style), Text::Slice(text), span)
    }

    /// Adds a scalar whose decoded text differs from its bytes.
    pub fn scalar(&mut self, style: Style, text: impl AsRef<str>, span: Span) -> NodeId {
        let start = self.composed();
        self.owned.push_str(text.as_ref());
        self.compose(style, start, span)
    }

    /// The text that decoded scalars are appended to; [`Tree::compose`] makes a scalar of what was appended.
    pub(super) fn draft(&mut self) -> &mut String {
        &mut self.owned
    }

    /// Where the next decoded text begins.
    pub(super) fn composed(&self) -> u32 {
        self.owned.len() as u32
    }

    /// Adds a scalar whose decoded text was appended to the draft from `start` on.
    pub(super) fn compose(&mut self, style: Style, start: u32, span: Span) -> NodeId {
        let text = Text::Owned(Span::new(start, self.composed()));
        self.push(NodeKind::Scalar(style), text, span)
    }

    /// Adds an empty map or list.
    pub fn collection(&mut self, kind: NodeKind, span: Span) -> NodeId {
        self.push(kind, Text::Slice(span), span)
    }

    /// Appends `child` to the collection `parent`: an item, or a key and then its value.
    pub fn append(&mut self, parent: NodeId, child: NodeId) {
        let last = self.nodes[parent.0 as usize].last;
        if last == NONE {
            self.nodes[parent.0 as usize].first = child.0;
        } else {
            self.nodes[last as usize].next = child.0;
        }
        self.nodes[parent.0 as usize].last = child.0;
    }

    /// Sets where the node begins and ends, once that is known.
    pub(super) fn cover(&mut self, node: NodeId, span: Span) {
        self.nodes[node.0 as usize].span = span;
    }

    /// Every map of the document, in the order they were added.
    pub(super) fn maps<'t>(&'t self, text: &'t str) -> impl Iterator<Item = NodeRef<'t>> {
        (0..self.nodes.len() as u32)
            .filter(|&id| self.nodes[id as usize].kind == NodeKind::Map)
            .map(move |id| NodeRef {
                tree: self,
                text,
                id: NodeId(id),
            })
    }

    /// Sets where the node ends, once that is known.
    pub fn end(&mut self, node: NodeId, end: u32) {
        self.nodes[node.0 as usize].span.end = end;
    }

    /// The bytes of a node.
    pub fn span(&self, node: NodeId) -> Span {
        self.nodes[node.0 as usize].span
    }

    fn push(&mut self, kind: NodeKind, text: Text, span: Span) -> NodeId {
        let id = self.nodes.len() as u32;
        self.nodes.push(Node {
            kind,
            text,
            span,
            first: NONE,
            last: NONE,
            next: NONE,
        });
        NodeId(id)
    }
}

/// A node with its tree and its file's text: what readers of a tree hold.
#[derive(Clone, Copy)]
pub struct NodeRef<'t> {
    tree: &'t Tree,
    text: &'t str,
    id: NodeId,
}

impl<'t> NodeRef<'t> {
    fn node(self) -> &'t Node {
        &self.tree.nodes[self.id.0 as usize]
    }

    /// What the node is.
    pub fn kind(self) -> NodeKind {
        self.node().kind
    }

    /// Where the node is written.
    pub fn span(self) -> Span {
        self.node().span
    }

    /// The decoded text of a scalar; of another node, nothing.
    pub fn scalar(self) -> Option<&'t str> {
        match (self.node().kind, self.node().text) {
            (NodeKind::Scalar(_), Text::Slice(span)) => self.text.get(span.range()),
            (NodeKind::Scalar(_), Text::Owned(span)) => self.tree.owned.get(span.range()),
            _ => None,
        }
    }

    /// The bytes of the file that are the decoded text, where they are the same.
    pub fn verbatim(self) -> Option<Span> {
        match (self.node().kind, self.node().text) {
            (NodeKind::Scalar(_), Text::Slice(span)) => Some(span),
            _ => None,
        }
    }

    /// Whether this is a null.
    pub fn is_null(self) -> bool {
        self.kind() == NodeKind::Null
    }

    /// Keys and values of a map, in the file's order; of another node, nothing.
    pub fn entries(self) -> impl Iterator<Item = (NodeRef<'t>, NodeRef<'t>)> {
        let mut children = self.children(NodeKind::Map);
        std::iter::from_fn(move || Some((children.next()?, children.next()?)))
    }

    /// Items of a list; of another node, nothing.
    pub fn items(self) -> impl Iterator<Item = NodeRef<'t>> {
        self.children(NodeKind::List)
    }

    /// The value of the map's key `key`.
    pub fn get(self, key: &str) -> Option<NodeRef<'t>> {
        self.entries()
            .find(|(name, _)| name.scalar() == Some(key))
            .map(|(_, value)| value)
    }

    fn children(self, kind: NodeKind) -> impl Iterator<Item = NodeRef<'t>> {
        let mut next = if self.node().kind == kind {
            self.node().first
        } else {
            NONE
        };
        std::iter::from_fn(move || {
            if next == NONE {
                return None;
            }
            let child = NodeRef {
                id: NodeId(next),
                ..self
            };
            next = child.node().next;
            Some(child)
        })
    }
}
