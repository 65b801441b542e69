//! Blocks and lines as elements.

use super::escape::{attribute, text};
use crate::typeset::{Align, Block, Column, Inline, Look, Row, Table, style};
use std::collections::BTreeSet;

/// The body of a page, and the widths of columns in it, in thousandths.
#[derive(Default)]
pub(super) struct Body {
    pub html: String,
    pub widths: BTreeSet<u32>,
}

/// Blocks as HTML.
pub(super) fn body(blocks: &[Block]) -> Body {
    let mut body = Body::default();
    body.blocks(blocks);
    body
}

impl Body {
    fn push(&mut self, html: &str) {
        self.html.push_str(html);
    }

    fn blocks(&mut self, blocks: &[Block]) {
        for block in blocks {
            self.block(block);
        }
    }

    fn block(&mut self, block: &Block) {
        match block {
            Block::Heading {
                level,
                number,
                text,
            } => self.heading((*level).clamp(1, 6), number.as_deref(), text),
            Block::Paragraph(inlines) => self.paragraph("<p>", inlines),
            Block::List { first, items } => self.list(*first, items),
            Block::Table(table) => self.table(table),
            Block::Quote(blocks) => {
                self.push("<blockquote>\n");
                self.blocks(blocks);
                self.push("</blockquote>\n");
            }
            Block::Verbatim(verbatim) => {
                self.push("<pre><code>");
                self.push(&text(verbatim));
                self.push("</code></pre>\n");
            }
            Block::Rule => self.push("<hr>\n"),
            Block::PageBreak => self.push("<div class=\"page-break\" role=\"separator\"></div>\n"),
            Block::Section(Look::Signatures, parties) => self.signatures(parties),
            Block::Section(look, blocks) => {
                self.push(&format!("<section class=\"{}\">\n", class(*look)));
                self.blocks(blocks);
                self.push("</section>\n");
            }
        }
    }

    fn heading(&mut self, level: u8, number: Option<&str>, inlines: &[Inline]) {
        self.push(&format!("<h{level}>"));
        if let Some(number) = number {
            let (shown, gap) = (text(number), style::gap(number));
            self.push(&format!("<span class=\"number\">{shown}</span>{gap}"));
        }
        self.line(inlines);
        self.push(&format!("</h{level}>\n"));
    }

    fn paragraph(&mut self, tag: &str, inlines: &[Inline]) {
        self.push(tag);
        self.line(inlines);
        self.push("</p>\n");
    }

    fn list(&mut self, first: Option<u64>, items: &[Vec<Block>]) {
        let (open, close) = match first {
            None => ("<ul>\n".to_owned(), "</ul>\n"),
            Some(1) => ("<ol>\n".to_owned(), "</ol>\n"),
            // Browsers count with 32 bits.
            Some(first) => (
                format!("<ol start=\"{}\">\n", first.min(i32::MAX as u64)),
                "</ol>\n",
            ),
        };
        self.push(&open);
        for item in items {
            self.push("<li>");
            match item.as_slice() {
                [Block::Paragraph(line)] => self.line(line),
                [Block::Paragraph(line), list @ Block::List { .. }] => {
                    self.line(line);
                    self.push("\n");
                    self.block(list);
                }
                blocks => self.blocks(blocks),
            }
            self.push("</li>\n");
        }
        self.push(close);
    }

    /// Columns beside each other; a line that ends with a colon is to be filled in.
    fn signatures(&mut self, parties: &[Block]) {
        self.push("<section class=\"signatures\">\n");
        for party in parties {
            self.push("<div class=\"party\">\n");
            let blocks = match party {
                Block::Section(_, blocks) => blocks.as_slice(),
                block => std::slice::from_ref(block),
            };
            for block in blocks {
                match block {
                    Block::Paragraph(line) if is_open(line) => {
                        self.paragraph("<p class=\"open\">", line);
                    }
                    block => self.block(block),
                }
            }
            self.push("</div>\n");
        }
        self.push("</section>\n");
    }

    fn table(&mut self, table: &Table) {
        let class = if table.is_titled() {
            ""
        } else {
            " class=\"facts\""
        };
        self.push(&format!("<div class=\"table\"><table{class}>\n<colgroup>"));
        let sum: u32 = table
            .columns
            .iter()
            .map(|column| u32::from(column.share))
            .sum();
        for column in &table.columns {
            // A column that is a hair too narrow breaks what just fits.
            let width = (u32::from(column.share) * 1000).div_ceil(sum.max(1));
            self.widths.insert(width);
            self.push(&format!("<col class=\"w{width}\">"));
        }
        self.push("</colgroup>\n");
        if table.is_titled() {
            self.push("<thead>\n<tr>");
            for (title, column) in table.head.iter().zip(&table.columns) {
                self.cell("th scope=\"col\"", "th", title, *column);
            }
            self.push("</tr>\n</thead>\n");
        }
        self.push("<tbody>\n");
        for row in &table.rows {
            self.row(row, table);
        }
        self.push("</tbody>\n</table></div>\n");
    }

    fn row(&mut self, row: &Row, table: &Table) {
        self.push(if row.total {
            "<tr class=\"total\">"
        } else {
            "<tr>"
        });
        for (at, (cell, column)) in row.cells.iter().zip(&table.columns).enumerate() {
            match table.is_label(at, cell) && !row.total {
                true => self.cell("th scope=\"row\"", "th", cell, *column),
                false => self.cell("td", "td", cell, *column),
            }
        }
        self.push("</tr>\n");
    }

    fn cell(&mut self, open: &str, close: &str, inlines: &[Inline], column: Column) {
        let class = match column.align {
            Align::Left => "",
            Align::Centre => " class=\"centre\"",
            Align::Right => " class=\"right\"",
        };
        self.push(&format!("<{open}{class}>"));
        self.line(inlines);
        self.push(&format!("</{close}>"));
    }

    fn line(&mut self, inlines: &[Inline]) {
        for inline in inlines {
            match inline {
                Inline::Text(said) => self.push(&text(said)),
                Inline::Strong(inner) => self.element("strong", inner),
                Inline::Emphasis(inner) => self.element("em", inner),
                Inline::Inserted(inner) => self.element("ins", inner),
                Inline::Deleted(inner) => self.element("del", inner),
                Inline::Code(code) => {
                    let code = text(code);
                    self.push(&format!("<code>{code}</code>"));
                }
                Inline::Link { to, text } => {
                    let to = attribute(to);
                    self.push(&format!("<a href=\"{to}\" rel=\"noopener noreferrer\">"));
                    self.line(text);
                    self.push("</a>");
                }
                Inline::Break => self.push("<br>"),
            }
        }
    }

    fn element(&mut self, name: &str, inner: &[Inline]) {
        self.push(&format!("<{name}>"));
        self.line(inner);
        self.push(&format!("</{name}>"));
    }
}

fn class(look: Look) -> &'static str {
    match look {
        Look::Cover => "cover",
        Look::Centre => "centre",
        Look::Right => "right",
        Look::Small => "small",
        Look::Note => "note",
        Look::Keep => "keep",
        Look::Signatures => "signatures",
    }
}

fn is_open(line: &[Inline]) -> bool {
    match line.last() {
        Some(Inline::Text(text)) => text.trim_end().ends_with([':', '：']),
        _ => false,
    }
}
