//! Flow maps and lists of one line.

use super::Reader;
use super::scalar::Written;
use crate::text::{NodeId, NodeKind};

impl Reader<'_> {
    /// The `[…]` or `{…}` that begins here; goes behind its last bracket.
    pub(super) fn flow(&mut self) -> Option<NodeId> {
        let start = self.at;
        let map = self.byte() == b'{';
        let (kind, closing) = if map {
            (NodeKind::Map, b'}')
        } else {
            (NodeKind::List, b']')
        };
        let node = self.open(kind)?;
        self.at += 1;
        self.spaces();
        if self.byte() != closing {
            loop {
                if map {
                    let key = self.flow_key()?;
                    let name = self.add(&key);
                    self.tree.append(node, name);
                }
                let value = self.flow_value()?;
                self.tree.append(node, value);
                self.spaces();
                match self.byte() {
                    b',' => self.at += 1,
                    byte if byte == closing => break,
                    _ => return None,
                }
                self.spaces();
            }
        }
        self.at += 1;
        self.close(node, self.here(start))
    }

    fn flow_key(&mut self) -> Option<Written> {
        let key = self.scalar(true)?;
        let is_key = self.colon(&key)? && self.byte() == b' ';
        self.spaces();
        is_key.then_some(key)
    }

    fn flow_value(&mut self) -> Option<NodeId> {
        if matches!(self.byte(), b'[' | b'{') {
            return self.flow();
        }
        let value = self.scalar(true)?;
        Some(self.add_value(&value))
    }
}
