//! A part of a Word file as a tree of its elements, each by its bytes: what isn't changed is copied as it stands.

use super::reading::{self, Seen};
use super::refusal::Refusal;
use std::ops::Range;

/// An element, by the bytes of its part.
#[derive(Clone, Debug, Default)]
pub struct Node {
    name: Range<usize>,
    /// Its opening tag.
    pub open: Range<usize>,
    /// Its closing tag; empty where it is closed where it opens.
    pub close: Range<usize>,
    /// The elements in it.
    pub children: Vec<Node>,
}

/// A part that was read.
#[derive(Debug)]
pub struct Tree<'x> {
    /// The part's name.
    pub part: &'x str,
    /// The whole part.
    pub text: &'x str,
    /// Its first element.
    pub root: Node,
}

impl<'x> Tree<'x> {
    /// Reads a part.
    pub fn read(part: &'x str, text: &'x str) -> Result<Tree<'x>, Refusal> {
        let mut open: Vec<Node> = vec![Node::default()];
        reading::walk_placed(part, text, |seen, bytes| match seen {
            Seen::Open(element) => {
                let name = bytes.start + 1;
                open.push(Node {
                    name: name..name + element.name.len(),
                    open: bytes,
                    ..Node::default()
                });
            }
            Seen::Close(..) => {
                if let Some(mut node) = open.pop() {
                    node.close = bytes;
                    if let Some(parent) = open.last_mut() {
                        parent.children.push(node);
                    }
                }
            }
            Seen::Text(_) => (),
        })?;
        let root = open.pop().and_then(|mut all| all.children.pop());
        Ok(Tree {
            part,
            text,
            root: root.ok_or_else(|| Refusal::unusual(part))?,
        })
    }

    /// The name of an element, with its prefix.
    pub fn name(&self, node: &Node) -> &'x str {
        self.slice(&node.name)
    }

    /// An element with all that is in it, as it stands.
    pub fn whole(&self, node: &Node) -> &'x str {
        self.slice(&node.span())
    }

    /// The text in an element that has no elements in it, references resolved.
    pub fn text_in(&self, node: &Node) -> Result<String, Refusal> {
        let broken = |why: &str| Refusal::broken(self.part, why);
        let inside = self.slice(&(node.open.end..node.close.start));
        match quick_xml::escape::unescape(inside) {
            Ok(text) if !inside.contains('<') => Ok(text.into_owned()),
            Ok(_) => Err(broken("text")),
            Err(error) => Err(broken(&error.to_string())),
        }
    }

    /// The bytes of a range.
    pub fn slice(&self, range: &Range<usize>) -> &'x str {
        self.text.get(range.clone()).unwrap_or_default()
    }

    /// The first child of a name.
    pub fn child<'n>(&self, node: &'n Node, name: &str) -> Option<&'n Node> {
        node.children.iter().find(|child| self.name(child) == name)
    }

    /// Whether something holds of an element or of one that is in it.
    pub fn any(&self, node: &Node, holds: &dyn Fn(&str) -> bool) -> bool {
        holds(self.name(node)) || node.children.iter().any(|child| self.any(child, holds))
    }
}

impl Node {
    /// All of its bytes.
    pub fn span(&self) -> Range<usize> {
        self.open.start..self.close.end
    }
}
