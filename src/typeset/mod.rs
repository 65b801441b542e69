//! A finished document and its writers: Markdown, HTML, Word, PDF. Knows nothing of records.

mod document;
mod html;
pub mod literal;
mod markdown;
mod read;
#[cfg(test)]
mod sample;
pub mod style;

pub use document::{
    Align, Block, Column, Document, Inline, Look, Piece, Receipt, Row, Running, Sheet, Table,
};
pub use html::{html, receipt as html_receipt};
pub use markdown::{markdown, receipt as markdown_receipt};
pub use read::{Problem, Sheeted, read};
/// stub
pub fn changes(_: &str, new: &str) -> Vec<Inline> {
    vec![Inline::Text(new.to_owned())]
}
/// stub
pub fn changes_in_markdown(_: &[Inline]) -> String {
    String::new()
}
/// stub
pub fn markdown(d: &Document) -> String {
    format!("{d:#?}")
}
/// stub
pub fn html(d: &Document) -> String {
    format!("{d:#?}")
}
