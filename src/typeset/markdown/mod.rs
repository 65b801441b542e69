//! The Markdown writer: CommonMark and tables as forges show them, for people to read and to compare.
//!
//! What paper alone has is left out: looks, widths, page numbers.

mod blocks;
mod escape;
mod inlines;
mod receipt;
#[cfg(test)]
mod tests;

use super::{Document, Piece, Running};
use blocks::blocks;
use escape::{Behind, escaped};
pub use receipt::receipt;

/// `document` as Markdown. Its receipt is in a comment at the end.
pub fn markdown(document: &Document) -> String {
    let mut parts = Vec::new();
    if let Some(mark) = document.sheet.mark.as_deref() {
        parts.extend(line(mark).map(|mark| format!("**{mark}**")));
    }
    if let Some(header) = running(&document.sheet.header) {
        parts.push(format!("{header}\n\n---"));
    }
    parts.push(blocks(&document.blocks));
    if let Some(footer) = running(&document.sheet.footer) {
        parts.push(format!("---\n\n{footer}"));
    }
    if !document.receipt.statement.is_empty() {
        parts.push(receipt::comment(&document.receipt.statement));
    }
    parts.retain(|part| !part.is_empty());
    let mut markdown = parts.join("\n\n");
    markdown.push('\n');
    markdown
}

/// A running line, without what says the number of a page.
fn running(running: &Running) -> Option<String> {
    let texts: Vec<String> = [&running.left, &running.centre, &running.right]
        .into_iter()
        .filter(|pieces| pieces.iter().all(|piece| matches!(piece, Piece::Text(_))))
        .filter_map(|pieces| {
            let text: String = pieces
                .iter()
                .map(|piece| match piece {
                    Piece::Text(text) => text.as_str(),
                    Piece::Page | Piece::Pages => "",
                })
                .collect();
            Some(text.trim().to_owned()).filter(|text| !text.is_empty())
        })
        .collect();
    line(&texts.join(" · "))
}

fn line(text: &str) -> Option<String> {
    let text = text.trim();
    (!text.is_empty()).then(|| escaped(text, Behind::Line, true))
}
