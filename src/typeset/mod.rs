//! A finished document and its writers: Markdown, HTML, Word, PDF. Knows nothing of records.

mod document;
pub mod literal;
pub mod style;

pub use document::{
    Align, Block, Column, Document, Inline, Look, Piece, Receipt, Row, Running, Sheet, Table,
};

/// stub
pub fn changes(_: &str, new: &str) -> Vec<Inline> {
    vec![Inline::Text(new.to_owned())]
}
/// stub
pub fn changes_in_markdown(_: &[Inline]) -> String {
    String::new()
}
