//! Blocks, one below the other.

use super::inlines::{Place, line, longest_run};
use crate::typeset::{Align, Block, Inline, Look, Table, style};

/// Blocks as Markdown, an empty line between them.
pub(super) fn blocks(blocks: &[Block]) -> String {
    Pen::default().blocks(blocks)
}

#[derive(Default)]
struct Pen {
    /// Within an item of a list.
    item: bool,
    /// The list that ends right above: its signs must not be used again, or the two would be one.
    above: Option<(bool, bool)>,
}

impl Pen {
    fn blocks(&mut self, blocks: &[Block]) -> String {
        let mut parts = Vec::new();
        for block in blocks {
            let part = self.block(block);
            if !part.is_empty() {
                parts.push(part);
            }
        }
        parts.join("\n\n")
    }

    fn block(&mut self, block: &Block) -> String {
        let above = self.above;
        let part = match block {
            Block::Section(Look::Note, blocks) | Block::Quote(blocks) => {
                prefixed(&self.inner(blocks, false), "> ", "> ")
            }
            Block::Section(_, blocks) => return self.blocks(blocks),
            Block::List { first, items } => return self.list(*first, items),
            Block::Heading {
                level,
                number,
                text,
            } => heading(*level, number.as_deref(), text),
            Block::Paragraph(text) => line(text, Place::Paragraph),
            Block::Table(found) => table(found),
            Block::Verbatim(text) => {
                let fence = "`".repeat(longest_run(text, '`').max(2) + 1);
                format!("{fence}\n{text}\n{fence}")
            }
            // `- ---` would be a line, not an item with one.
            Block::Rule | Block::PageBreak if self.item => "___".to_owned(),
            Block::Rule | Block::PageBreak => "---".to_owned(),
        };
        self.above = if part.is_empty() { above } else { None };
        part
    }

    fn inner(&self, blocks: &[Block], item: bool) -> String {
        Pen { item, above: None }.blocks(blocks)
    }

    fn list(&mut self, first: Option<u64>, items: &[Vec<Block>]) -> String {
        if items.is_empty() {
            return String::new();
        }
        let other = self.above == Some((first.is_some(), false));
        self.above = Some((first.is_some(), other));
        let gap = if items.iter().all(|item| is_short(item)) {
            "\n"
        } else {
            "\n\n"
        };
        let items: Vec<String> = items
            .iter()
            .enumerate()
            .map(|(nth, item)| {
                let mark = mark(first, nth, other);
                let text = self.inner(item, true);
                prefixed(&text, &mark, &" ".repeat(mark.len()))
            })
            .collect();
        items.join(gap)
    }
}

/// Numbers of items have nine digits at most in Markdown.
fn mark(first: Option<u64>, nth: usize, other: bool) -> String {
    match (first, other) {
        (None, false) => "- ".to_owned(),
        (None, true) => "* ".to_owned(),
        (Some(first), _) => {
            let number = first.saturating_add(nth as u64).min(999_999_999);
            format!("{number}{} ", if other { ')' } else { '.' })
        }
    }
}

/// Whether an item needs no empty line around it.
fn is_short(item: &[Block]) -> bool {
    match item {
        [] | [Block::Paragraph(_)] => true,
        [Block::Paragraph(_), Block::List { items, .. }] => items.iter().all(|item| is_short(item)),
        _ => false,
    }
}

/// The first line behind `first`, all others behind `rest`.
fn prefixed(text: &str, first: &str, rest: &str) -> String {
    let mut out = String::with_capacity(text.len() + 8);
    for (at, line) in text.split('\n').enumerate() {
        let prefix = if at == 0 { first } else { rest };
        if at > 0 {
            out.push('\n');
        }
        if line.is_empty() {
            out.push_str(prefix.trim_end());
        } else {
            out.push_str(prefix);
            out.push_str(line);
        }
    }
    out
}

fn heading(level: u8, number: Option<&str>, text: &[Inline]) -> String {
    let mut inlines = Vec::new();
    if let Some(number) = number {
        inlines.push(Inline::Text(format!("{number}{}", style::gap(number))));
    }
    inlines.extend_from_slice(text);
    let text = line(&inlines, Place::OneLine);
    if text.is_empty() {
        return text;
    }
    let signs = "#".repeat(usize::from(level.clamp(1, 6)));
    format!("{signs} {text}")
}

fn table(table: &Table) -> String {
    let mut out = row(&table.head);
    out.push_str("\n|");
    for column in &table.columns {
        out.push_str(match column.align {
            Align::Left => " --- |",
            Align::Centre => " :-: |",
            Align::Right => " --: |",
        });
    }
    for line in &table.rows {
        out.push('\n');
        out.push_str(&row(&line.cells));
    }
    out
}

fn row(cells: &[Vec<Inline>]) -> String {
    let mut out = String::from("|");
    for cell in cells {
        match line(cell, Place::Cell).as_str() {
            "" => out.push_str("  |"),
            text => out.push_str(&format!(" {text} |")),
        }
    }
    out
}
