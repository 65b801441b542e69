//! What a filled template says: its Markdown, with the values in it guarded by [`super::literal`], as a tree.
//!
//! Two voices come together here. A template speaks in Markdown and directives, and what it can't say is a
//! [`Problem`]. A value is text, or prose in Markdown: read apart from all else, so that nothing of it bleeds out.

mod blocks;
mod directive;
mod front_matter;
mod inlines;
mod numbering;
mod problem;
mod prose;
mod shares;
mod source;
mod table;
#[cfg(test)]
mod tests;

use super::{Block, Sheet};
use crate::language::Language;
use crate::say;
use blocks::Reader;
pub use problem::Problem;

/// Deepest nesting of blocks, and of inlines in a line.
const DEEPEST: usize = 32;

/// Longest rendered text, in bytes. A guarded character takes four.
const LONGEST: usize = 8 << 20;

/// What a template says, apart from who issues it and when.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Sheeted {
    /// Its own title, else its first heading of level 1.
    pub title: Option<String>,
    /// Paper, header, footer.
    pub sheet: Sheet,
    /// What it says.
    pub blocks: Vec<Block>,
}

/// Reads a filled template. The language is that of its headings' numbers.
pub fn read(rendered: &str, language: Language) -> Result<Sheeted, Problem> {
    if rendered.len() > LONGEST {
        return Err(Problem::new(
            1,
            say!(en: "the document is longer than 8 MB", zh: "文档超过 8 MB"),
        ));
    }
    let (front, body, first_line) = front_matter::read(rendered)?;
    let mut reader = Reader::template(body, first_line, front.sheet.landscape);
    let mut blocks = reader.read(body)?;
    numbering::number(&mut blocks, front.numbering, language);
    Ok(Sheeted {
        title: front.title.or_else(|| first_title(&blocks)),
        sheet: front.sheet,
        blocks,
    })
}

/// The text of Markdown that a person wrote, a line for each block.
pub(super) fn flat(prose: &str) -> String {
    prose::flat(prose, &Reader::template("", 1, false))
}

fn first_title(blocks: &[Block]) -> Option<String> {
    blocks.iter().find_map(|block| match block {
        Block::Heading { level: 1, text, .. } => {
            Some(inlines::text_of(text)).filter(|text| !text.is_empty())
        }
        Block::Section(_, blocks) => first_title(blocks),
        _ => None,
    })
}
