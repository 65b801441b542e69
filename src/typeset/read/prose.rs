//! Markdown that a person wrote, as a value: read apart from the template, so that nothing of it bleeds out.

use super::blocks::{Reader, Voice};
use super::inlines::{push_text, text_of};
use crate::typeset::literal::{plain, split_prose};
use crate::typeset::{Block, Inline};
use comrak::Node;
use comrak::nodes::NodeValue;

/// The values that a paragraph consists of, if it consists of nothing else.
pub(super) fn alone(paragraph: Node<'_>) -> Option<Vec<String>> {
    let mut values = Vec::new();
    for node in paragraph.children() {
        match &node.data().value {
            NodeValue::Text(text) => {
                let (before, source, after) = split_prose(text)?;
                if !plain(before).trim().is_empty() || !plain(after).trim().is_empty() {
                    return None;
                }
                values.push(source);
            }
            NodeValue::SoftBreak => {}
            _ => return None,
        }
    }
    (!values.is_empty()).then_some(values)
}

/// The blocks of such a value. What can't be read, too deep say, stays as it was written.
pub(super) fn read(value: &str, place: &Reader<'_>) -> Vec<Block> {
    let mut reader = Reader {
        voice: Voice::Person,
        lines: Vec::new(),
        first_line: place.first_line,
        landscape: place.landscape,
        under: place.under,
        depth: place.depth,
    };
    match reader.read(&without_footnotes(value)) {
        Ok(mut blocks) => {
            if place.under > 0 {
                take_title(&mut blocks);
            }
            // Level 1 is the document's own title.
            let below = place.under.max(1) + 1;
            let by = below.saturating_sub(topmost(&blocks));
            lower(&mut blocks, by);
            blocks
        }
        Err(_) => literal(value),
    }
}

/// The text of such a value, a line for each block.
pub(super) fn flat(value: &str, place: &Reader<'_>) -> String {
    let mut lines = Vec::new();
    flatten(&read(value, place), &mut lines);
    lines.join("\n")
}

fn flatten(blocks: &[Block], lines: &mut Vec<String>) {
    for block in blocks {
        match block {
            Block::Heading { text, .. } | Block::Paragraph(text) => lines.push(text_of(text)),
            Block::List { first, items } => {
                for (nth, item) in items.iter().enumerate() {
                    let at = lines.len();
                    flatten(item, lines);
                    if let Some(line) = lines.get_mut(at) {
                        let mark = match first {
                            Some(first) => format!("{}. ", first.saturating_add(nth as u64)),
                            None => "• ".to_owned(),
                        };
                        line.insert_str(0, &mark);
                    }
                }
            }
            Block::Table(table) => {
                let rows = table.rows.iter().map(|row| &row.cells);
                for cells in std::iter::once(&table.head).chain(rows) {
                    let cells: Vec<String> = cells.iter().map(|cell| text_of(cell)).collect();
                    lines.push(cells.join("  "));
                }
            }
            Block::Quote(blocks) | Block::Section(_, blocks) => flatten(blocks, lines),
            Block::Verbatim(text) => lines.extend(text.lines().map(str::to_owned)),
            Block::Rule | Block::PageBreak => {}
        }
    }
}

/// HTML is text; a comment is nothing, as everywhere in Markdown.
pub(super) fn html(literal: &str) -> Option<Block> {
    let text = plain(literal);
    let text = text.trim();
    let comment = text.starts_with("<!--") && text.find("-->") == text.len().checked_sub(3);
    (!comment && !text.is_empty()).then(|| Block::Paragraph(as_written(text)))
}

fn literal(value: &str) -> Vec<Block> {
    let text = plain(value);
    match text.trim() {
        "" => Vec::new(),
        text => vec![Block::Paragraph(as_written(text))],
    }
}

fn as_written(text: &str) -> Vec<Inline> {
    let mut line = Vec::new();
    push_text(&mut line, text);
    line
}

/// Takes away the title that a text in a file begins with: on paper the document has one.
fn take_title(blocks: &mut Vec<Block>) {
    let is_title = |block: &&Block| matches!(block, Block::Heading { level: 1, .. });
    if blocks.first().as_ref().is_some_and(is_title) && blocks.iter().filter(is_title).count() == 1
    {
        blocks.remove(0);
    }
}

/// The level of the topmost heading.
fn topmost(blocks: &[Block]) -> u8 {
    let levels = blocks.iter().map(|block| match block {
        Block::Heading { level, .. } => *level,
        Block::Quote(blocks) | Block::Section(_, blocks) => topmost(blocks),
        Block::List { items, .. } => items.iter().map(|item| topmost(item)).min().unwrap_or(6),
        _ => 6,
    });
    levels.min().unwrap_or(6)
}

/// Moves headings down by so many levels.
fn lower(blocks: &mut [Block], by: u8) {
    for block in blocks {
        match block {
            Block::Heading { level, .. } => *level = level.saturating_add(by).min(6),
            Block::Quote(blocks) | Block::Section(_, blocks) => lower(blocks, by),
            Block::List { items, .. } => items.iter_mut().for_each(|item| lower(item, by)),
            _ => {}
        }
    }
}

/// A definition of a footnote would vanish: comrak takes it for that of a link. So it is text.
fn without_footnotes(markdown: &str) -> String {
    markdown
        .split_inclusive('\n')
        .flat_map(|line| {
            let indent = line.len() - line.trim_start_matches([' ', '>']).len();
            let (indent, rest) = line.split_at(indent);
            let escape = if rest.starts_with("[^") { "\\" } else { "" };
            [indent, escape, rest]
        })
        .collect()
}
