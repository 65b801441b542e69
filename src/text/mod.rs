//! Files as text: sources, spans, YAML trees with spans, front matter, edits of bytes. Knows nothing of sales.

mod align;
mod digest;
mod edit;
mod hidden;
mod nearest;
mod reader;
mod source;
mod span;
mod tree;

pub use align::align;
pub use digest::{hex, sha256, sha256_of};
pub use edit::{Edit, Plant, Refusal, Step, apply, document};
pub use hidden::is_hidden;
pub use nearest::nearest;
pub use reader::{Fault, Problem, Undecodable, decode, front_matter, read_front_matter, read_yaml};
pub use source::Source;
pub use span::{Position, Span};
pub use tree::{NodeId, NodeKind, NodeRef, Style, Tree};
