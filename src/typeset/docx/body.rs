//! The blocks of a document as the paragraphs and tables of `document.xml`.

use super::inlines::{self, Run};
use super::numbering::Numbering;
use super::package::Related;
use super::style_sheet::Names;
use super::styles::HEADINGS;
use super::table;
use super::xml;
use crate::typeset::{Align, Block, Inline, Look, style};
use std::fmt::Write as _;

/// How far an item of a list, or a quote, stands in. In twips.
const STEP: i64 = 420;

/// How far down a cover begins. In twips.
const SUNK: u32 = 4000;

/// Where blocks stand.
#[derive(Clone, Copy)]
pub struct Place {
    /// How far in, in twips.
    pub inset: i64,
    /// How wide, in twips.
    pub width: i64,
    /// Levels of lists around it.
    pub depth: usize,
    /// The style of its paragraphs.
    pub style: &'static str,
    pub align: Option<Align>,
    /// On the page of what follows.
    pub keep: bool,
}

impl Place {
    /// The text of a page or cell.
    pub fn open(width: i64) -> Place {
        Place {
            inset: 0,
            width,
            depth: 0,
            style: "Normal",
            align: None,
            keep: false,
        }
    }

    fn further_in(self) -> Place {
        Place {
            inset: self.inset + STEP,
            width: (self.width - STEP).max(STEP),
            ..self
        }
    }
}

/// The body as it grows.
pub struct Body<'n> {
    pub out: String,
    pub names: &'n Names,
    pub related: Related,
    pub numbering: Numbering,
    /// The next paragraph starts a page.
    turn: bool,
    /// The next paragraph stands a third down the page.
    sunk: bool,
    /// The next paragraph is a list's item: the list, its level.
    item: Option<(usize, usize)>,
}

impl<'n> Body<'n> {
    /// A body without anything in it, in a document that refers to these parts.
    pub fn new(names: &'n Names, related: Related) -> Body<'n> {
        Body {
            out: String::new(),
            names,
            related,
            numbering: Numbering::default(),
            turn: false,
            sunk: false,
            item: None,
        }
    }

    /// Writes blocks, one below the other.
    pub fn blocks(&mut self, blocks: &[Block], place: Place) {
        for block in blocks {
            self.block(block, place);
        }
    }

    fn block(&mut self, block: &Block, place: Place) {
        match block {
            Block::Heading {
                level,
                number,
                text,
            } => self.heading(*level, number.as_deref(), text, place),
            Block::Paragraph(text) => {
                self.paragraph(place.style, place, |body| body.inlines(text));
            }
            Block::List { first, items } => self.list(*first, items, place),
            Block::Table(table) => {
                self.before_table();
                table::table(self, table, place);
                self.gap(place);
            }
            Block::Quote(blocks) => {
                let style = "DealQuote";
                self.blocks(
                    blocks,
                    Place {
                        style,
                        ..place.further_in()
                    },
                );
            }
            Block::Verbatim(text) => {
                self.paragraph("DealVerbatim", place, |body| {
                    inlines::lines(&mut body.out, text);
                });
            }
            Block::Rule => self.paragraph("DealRule", place, |_| ()),
            Block::PageBreak => self.turn = true,
            Block::Section(look, blocks) => self.section(*look, blocks, place),
        }
    }

    fn heading(&mut self, level: u8, number: Option<&str>, text: &[Inline], place: Place) {
        let level = usize::from(level).clamp(1, HEADINGS.len());
        self.paragraph(HEADINGS[level - 1], place, |body| {
            if let Some(number) = number {
                let number = format!("{number}{}", style::gap(number));
                inlines::text(&mut body.out, &number, Run::default());
            }
            body.inlines(text);
        });
    }

    fn list(&mut self, first: Option<u64>, items: &[Vec<Block>], place: Place) {
        let list = self.numbering.list(first, place.depth);
        let inner = Place {
            depth: place.depth + 1,
            style: if place.style == "Normal" {
                "DealList"
            } else {
                place.style
            },
            ..place.further_in()
        };
        for item in items {
            self.item = Some((list, place.depth));
            // A number stands before a paragraph only.
            if !matches!(item.first(), Some(Block::Paragraph(_))) {
                self.paragraph(inner.style, inner, |_| ());
            }
            self.blocks(item, inner);
        }
    }

    fn section(&mut self, look: Look, blocks: &[Block], place: Place) {
        match look {
            Look::Cover => {
                self.sunk = true;
                self.section(Look::Centre, blocks, place);
                (self.sunk, self.turn) = (false, true);
            }
            Look::Centre => self.blocks(
                blocks,
                Place {
                    align: Some(Align::Centre),
                    ..place
                },
            ),
            Look::Right => self.blocks(
                blocks,
                Place {
                    align: Some(Align::Right),
                    ..place
                },
            ),
            Look::Small => self.blocks(
                blocks,
                Place {
                    style: "DealSmall",
                    ..place
                },
            ),
            Look::Keep => self.kept(blocks, place),
            Look::Note => {
                self.before_table();
                table::note(self, blocks, place);
                self.gap(place);
            }
            Look::Signatures if blocks.is_empty() => (),
            Look::Signatures => {
                self.before_table();
                table::signatures(self, blocks, place);
                self.gap(place);
            }
        }
    }

    fn kept(&mut self, blocks: &[Block], place: Place) {
        let Some((last, before)) = blocks.split_last() else {
            return;
        };
        self.blocks(
            before,
            Place {
                keep: true,
                ..place
            },
        );
        self.block(last, place);
    }

    /// One paragraph, with `content` writing its runs.
    pub fn paragraph(&mut self, style: &str, place: Place, content: impl FnOnce(&mut Self)) {
        self.out.push_str("<w:p><w:pPr>");
        self.properties(style, place);
        self.out.push_str("</w:pPr>");
        content(self);
        self.out.push_str("</w:p>");
    }

    /// In the order that Word's schema asks for.
    fn properties(&mut self, style: &str, place: Place) {
        let _ = write!(
            self.out,
            "<w:pStyle w:val=\"{}\"/>",
            xml::escaped(self.names.id(style))
        );
        if place.keep {
            self.out.push_str("<w:keepNext/><w:keepLines/>");
        }
        if std::mem::take(&mut self.turn) {
            self.out.push_str("<w:pageBreakBefore/>");
        }
        let item = self.item.take();
        if let Some((list, level)) = item {
            let level = level.min(8);
            let _ = write!(
                self.out,
                "<w:numPr><w:ilvl w:val=\"{level}\"/><w:numId w:val=\"{list}\"/></w:numPr>"
            );
        } else if HEADINGS.contains(&style) {
            // The number is part of the text: a letterhead's style must not number it again.
            self.out
                .push_str("<w:numPr><w:ilvl w:val=\"0\"/><w:numId w:val=\"0\"/></w:numPr>");
        }
        if std::mem::take(&mut self.sunk) {
            let _ = write!(self.out, "<w:spacing w:before=\"{SUNK}\"/>");
        }
        self.indent(style, place, item.is_some());
        let align = match place.align {
            Some(Align::Left) => "left",
            Some(Align::Centre) => "center",
            Some(Align::Right) => "right",
            None => return,
        };
        let _ = write!(self.out, "<w:jc w:val=\"{align}\"/>");
    }

    fn indent(&mut self, style: &str, place: Place, is_item: bool) {
        let inset = place.inset;
        if is_item {
            let _ = write!(
                self.out,
                "<w:ind w:left=\"{inset}\" w:hanging=\"{STEP}\" w:firstLineChars=\"0\"/>"
            );
        } else if inset > 0 || place.align.is_some() || HEADINGS.contains(&style) {
            let _ = write!(
                self.out,
                "<w:ind w:left=\"{inset}\" w:firstLine=\"0\" w:firstLineChars=\"0\"/>"
            );
        }
    }

    /// Writes parts of a line.
    pub fn inlines(&mut self, parts: &[Inline]) {
        inlines::inlines(
            &mut self.out,
            &mut self.related,
            self.names,
            parts,
            Run::default(),
        );
    }

    /// A table can't start a page or stand behind a list's number: an empty paragraph does.
    fn before_table(&mut self) {
        if self.turn || self.item.is_some() {
            self.paragraph("DealGap", Place::open(0), |_| ());
        }
    }

    /// Between a table and what follows: Word joins two tables without it, and wants it at the end of a cell.
    fn gap(&mut self, place: Place) {
        let place = Place {
            keep: place.keep,
            ..Place::open(0)
        };
        self.paragraph("DealGap", place, |_| ());
    }
}
