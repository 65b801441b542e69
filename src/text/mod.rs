//! Files as text: sources, spans, YAML trees with spans, front matter. Knows nothing of sales.

mod source;
mod span;
mod tree;

pub use source::Source;
pub use span::{Position, Span};
pub use tree::{NodeId, NodeKind, NodeRef, Style, Tree};
