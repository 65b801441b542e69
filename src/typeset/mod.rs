//! A finished document and its writers: Markdown, HTML, Word, PDF. Knows nothing of records.

mod changes;
mod document;
mod docx;
mod html;
pub mod literal;
mod logo;
mod markdown;
pub mod pdf;
mod read;
#[cfg(test)]
pub(crate) mod sample;
pub mod style;

pub use changes::{changes, guarded_changes};
pub use document::{
    Align, Block, Column, Document, Inline, Look, Piece, Receipt, Row, Running, Sheet, Table,
};
pub use docx::{Imprint, Refusal, docx, form, receipt as docx_receipt};
pub use html::{html, receipt as html_receipt};
pub use logo::Logo;
pub use markdown::{markdown, receipt as markdown_receipt};
pub use read::{Problem, Sheeted, read};
