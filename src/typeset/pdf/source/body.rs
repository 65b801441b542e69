//! The document's parts as calls of the look's functions. Every text is a literal.

use super::super::literal;
use super::table;
use crate::typeset::style;
use crate::typeset::{Block, Inline, Look};
use std::fmt::Write;

/// How deep boxes, lists and styles of letters are drawn in each other; what lies deeper is set as it stands.
const DEEPEST: u8 = 12;
/// Longer addresses can't be followed from a PDF.
const LONGEST_ADDRESS: usize = 4000;
/// How many parties sign beside each other.
const BESIDE: usize = 3;

/// Where a block stands.
#[derive(Clone, Copy, Default)]
struct Place {
    /// In how many boxes and lists.
    depth: u8,
    /// Whether it is already kept on one page.
    kept: bool,
    /// Whether it is a party's.
    signed: bool,
}

impl Place {
    fn inside(self) -> Place {
        Place {
            depth: self.depth.saturating_add(1),
            ..self
        }
    }
}

/// All blocks.
pub(super) fn body(blocks: &[Block]) -> String {
    let mut out = String::new();
    write_blocks(&mut out, blocks, Place::default());
    out
}

fn write_blocks(out: &mut String, blocks: &[Block], place: Place) {
    for block in blocks {
        write_block(out, block, place);
        out.push('\n');
    }
}

fn write_block(out: &mut String, block: &Block, place: Place) {
    match block {
        Block::Heading {
            level,
            number,
            text,
        } => write_heading(out, *level, number.as_deref(), text),
        Block::Paragraph(text) => {
            let room = if place.signed && ends_open(text) {
                "#room"
            } else {
                ""
            };
            let _ = write!(out, "#par[{}{room}]", line(text));
        }
        Block::List { first, items } => write_list(out, *first, items, place),
        Block::Table(table) => table::write(out, table),
        Block::Quote(blocks) => boxed(out, "quoted", blocks, place),
        Block::Verbatim(text) => {
            let _ = write!(out, "#verbatim({})", literal::lines(text));
        }
        Block::Rule => out.push_str("#rule"),
        // Typst knows no new page inside of a box.
        Block::PageBreak if place.depth == 0 => out.push_str("#pagebreak(weak: true)"),
        Block::PageBreak => {}
        Block::Section(look, blocks) => write_section(out, *look, blocks, place),
    }
}

fn write_heading(out: &mut String, level: u8, number: Option<&str>, text: &[Inline]) {
    let _ = write!(out, "#heading(level: {})[", level.clamp(1, 6));
    if let Some(number) = number {
        let numbered = format!("{number}{}", style::gap(number));
        let _ = write!(out, "#{}", literal::line(&numbered));
    }
    let _ = write!(out, "{}]", line(text));
}

fn write_list(out: &mut String, first: Option<u64>, items: &[Vec<Block>], place: Place) {
    if place.depth >= DEEPEST {
        return items.iter().for_each(|item| write_blocks(out, item, place));
    }
    match first {
        // Typst counts with signed numbers.
        Some(first) => {
            let _ = write!(out, "#enum(start: {}", first.min(u64::from(u32::MAX)));
        }
        None => out.push_str("#list("),
    }
    for (nth, item) in items.iter().enumerate() {
        out.push_str(if nth == 0 && first.is_none() {
            "["
        } else {
            ", ["
        });
        write_blocks(out, item, place.inside());
        out.push(']');
    }
    out.push(')');
}

fn write_section(out: &mut String, look: Look, blocks: &[Block], place: Place) {
    match look {
        // Typst knows no page inside of a box.
        Look::Cover if place.depth == 0 => {
            out.push_str("#cover[\n");
            write_blocks(out, blocks, place.inside());
            out.push(']');
        }
        Look::Cover | Look::Centre => scoped(out, "#set align(center)", blocks, place),
        Look::Right => scoped(out, "#set align(right)", blocks, place),
        Look::Small => scoped(out, "#set text(size: small-size)", blocks, place),
        Look::Note => boxed(out, "note", blocks, place),
        // Measured once, not again in each box around it.
        Look::Keep if place.kept => write_blocks(out, blocks, place),
        Look::Keep => boxed(
            out,
            "kept",
            blocks,
            Place {
                kept: true,
                ..place
            },
        ),
        Look::Signatures => write_signatures(out, blocks, place),
    }
}

/// Blocks with a setting.
fn scoped(out: &mut String, setting: &str, blocks: &[Block], place: Place) {
    let _ = writeln!(out, "#[{setting}");
    write_blocks(out, blocks, place);
    out.push(']');
}

/// Blocks in a box.
fn boxed(out: &mut String, name: &str, blocks: &[Block], place: Place) {
    if place.depth >= DEEPEST {
        return write_blocks(out, blocks, place);
    }
    let _ = writeln!(out, "#{name}[");
    write_blocks(out, blocks, place.inside());
    out.push(']');
}

fn write_signatures(out: &mut String, parties: &[Block], place: Place) {
    if place.depth >= DEEPEST {
        return write_blocks(out, parties, place);
    }
    let columns = match parties.len() {
        4 => 2,
        count => count.clamp(1, BESIDE),
    };
    let place = Place {
        kept: true,
        signed: true,
        ..place.inside()
    };
    let _ = write!(out, "#signatures({columns}");
    for party in parties {
        out.push_str(", [");
        write_block(out, party, place);
        out.push(']');
    }
    out.push(')');
}

/// Whether a line ends with a colon: something is to be filled in.
fn ends_open(text: &[Inline]) -> bool {
    match text.last() {
        Some(Inline::Text(text)) => text.trim_end().ends_with(['：', ':']),
        Some(Inline::Strong(text) | Inline::Emphasis(text)) => ends_open(text),
        _ => false,
    }
}

/// A line's parts.
pub(super) fn line(text: &[Inline]) -> String {
    let mut out = String::new();
    write_line(&mut out, text, 0);
    out
}

fn write_line(out: &mut String, text: &[Inline], depth: u8) {
    for part in text {
        match part {
            Inline::Text(text) => {
                let _ = write!(out, "#{}", literal::line(text));
            }
            Inline::Strong(text) => styled(out, "strong", text, depth),
            Inline::Emphasis(text) => styled(out, "emph", text, depth),
            Inline::Inserted(text) => styled(out, "added", text, depth),
            Inline::Deleted(text) => styled(out, "removed", text, depth),
            Inline::Code(text) => {
                let _ = write!(out, "#raw({})", literal::line(text));
            }
            Inline::Link { to, text } => match address(to) {
                Some(to) => styled(out, &format!("link({})", literal::line(&to)), text, depth),
                None => write_line(out, text, depth),
            },
            Inline::Break => out.push_str("#linebreak()"),
        }
    }
}

fn styled(out: &mut String, name: &str, text: &[Inline], depth: u8) {
    if depth >= DEEPEST {
        return write_line(out, text, depth);
    }
    let _ = write!(out, "#{name}[");
    write_line(out, text, depth + 1);
    out.push(']');
}

/// An address in ASCII, if it may be followed.
fn address(to: &str) -> Option<String> {
    let known = ["https:", "http:", "mailto:", "tel:"];
    let follows = |scheme: &&str| {
        let start = to.get(..scheme.len());
        start.is_some_and(|start| start.eq_ignore_ascii_case(scheme)) && to.len() > scheme.len()
    };
    known.iter().find(|scheme| follows(scheme))?;
    let mut address = String::with_capacity(to.len());
    for byte in to.bytes() {
        match byte {
            b'!'..=b'~' if !b"\"<>\\^`{|}".contains(&byte) => address.push(char::from(byte)),
            _ => {
                let _ = write!(address, "%{byte:02X}");
            }
        }
    }
    (address.len() <= LONGEST_ADDRESS).then_some(address)
}
