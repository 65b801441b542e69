//! Tables: those of the document, and those that only place things: boxes, parties who sign.

use super::body::{Body, Place};
use super::xml;
use crate::typeset::{Align, Block, Inline, Look, Row, Table, style};
use std::fmt::Write as _;

/// White between a cell's edge and its text. In twips.
const MARGIN: i64 = 100;
/// White between two parties.
const BETWEEN: i64 = 400;

/// How a row of the document's tables looks.
#[derive(Clone, Copy)]
enum Kind {
    Head,
    Usual,
    /// Every other cell says what stands beside it.
    Facts,
    Total,
}

/// Writes a table.
pub fn table(body: &mut Body<'_>, table: &Table, place: Place) {
    let shares: Vec<u64> = table.columns.iter().map(|c| u64::from(c.share)).collect();
    if shares.is_empty() {
        return;
    }
    let widths = widths(&shares, place.width);
    let style = xml::escaped(body.names.id("TableGrid"));
    open(
        body,
        &format!("<w:tblStyle w:val=\"{style}\"/>"),
        "",
        &widths,
        place.inset,
    );
    let aligns: Vec<Align> = table.columns.iter().map(|column| column.align).collect();
    let columns: Vec<(i64, Align)> = widths.into_iter().zip(aligns).collect();
    if table.is_titled() {
        row(body, &table.head, &columns, Kind::Head, false);
    }
    for (at, Row { cells, total }) in table.rows.iter().enumerate() {
        let kind = match (*total, table.is_titled()) {
            (true, _) => Kind::Total,
            (false, true) => Kind::Usual,
            (false, false) => Kind::Facts,
        };
        // A total doesn't stand alone at the top of a page.
        let before_total = table.rows.get(at + 1).is_some_and(|next| next.total);
        row(body, cells, &columns, kind, before_total || place.keep);
    }
    body.out.push_str("</w:tbl>");
}

fn row(
    body: &mut Body<'_>,
    cells: &[Vec<Inline>],
    columns: &[(i64, Align)],
    kind: Kind,
    keep: bool,
) {
    let (head, look, style) = match kind {
        Kind::Head => (
            "<w:tblHeader/>",
            format!(
                "<w:tcBorders>{}</w:tcBorders>{}",
                edge("bottom", 8, style::ACCENT),
                shade()
            ),
            "DealHead",
        ),
        Kind::Usual | Kind::Facts => ("", String::new(), "DealCell"),
        Kind::Total => (
            "",
            format!(
                "<w:tcBorders>{}</w:tcBorders>{}",
                edge("top", 8, style::ACCENT),
                shade()
            ),
            "DealTotal",
        ),
    };
    let _ = write!(body.out, "<w:tr><w:trPr><w:cantSplit/>{head}</w:trPr>");
    for (at, (width, align)) in columns.iter().enumerate() {
        let cell = cells.get(at).map(Vec::as_slice).unwrap_or_default();
        let look = match kind {
            Kind::Facts if at.is_multiple_of(2) && !cell.is_empty() => shade(),
            _ => look.clone(),
        };
        let _ = write!(
            body.out,
            "<w:tc><w:tcPr><w:tcW w:w=\"{width}\" w:type=\"dxa\"/>{look}<w:vAlign w:val=\"center\"/></w:tcPr>"
        );
        let place = Place {
            align: Some(*align),
            keep,
            ..Place::open(*width)
        };
        body.paragraph(style, place, |body| body.inlines(cell));
        body.out.push_str("</w:tc>");
    }
    body.out.push_str("</w:tr>");
}

/// Writes a box with blocks in it.
pub fn note(body: &mut Body<'_>, blocks: &[Block], place: Place) {
    let edges = format!(
        "<w:tblBorders>{}</w:tblBorders>",
        edge("left", 24, style::ACCENT)
    );
    open(body, "", &edges, &[place.width], place.inset);
    let _ = write!(
        body.out,
        "<w:tr><w:trPr><w:cantSplit/></w:trPr><w:tc><w:tcPr><w:tcW w:w=\"{}\" w:type=\"dxa\"/>{}<w:tcMar><w:top w:w=\"120\" w:type=\"dxa\"/><w:left w:w=\"200\" w:type=\"dxa\"/><w:bottom w:w=\"60\" w:type=\"dxa\"/><w:right w:w=\"200\" w:type=\"dxa\"/></w:tcMar></w:tcPr>",
        place.width,
        shade()
    );
    let inner = Place {
        keep: place.keep,
        ..Place::open(place.width - 400)
    };
    filled(body, blocks, inner);
    body.out.push_str("</w:tc></w:tr></w:tbl>");
}

/// Writes parties beside each other, with room to sign.
pub fn signatures(body: &mut Body<'_>, parties: &[Block], place: Place) {
    let widths = widths(&vec![1; parties.len()], place.width);
    open(body, "", "", &widths, place.inset);
    body.out.push_str("<w:tr><w:trPr><w:cantSplit/></w:trPr>");
    for (party, width) in parties.iter().zip(&widths) {
        let _ = write!(
            body.out,
            "<w:tc><w:tcPr><w:tcW w:w=\"{width}\" w:type=\"dxa\"/><w:tcMar><w:top w:w=\"200\" w:type=\"dxa\"/><w:left w:w=\"0\" w:type=\"dxa\"/><w:right w:w=\"{BETWEEN}\" w:type=\"dxa\"/></w:tcMar></w:tcPr>"
        );
        let inner = Place {
            style: "DealSignature",
            ..Place::open((width - BETWEEN).max(BETWEEN))
        };
        match party {
            Block::Section(Look::Keep, blocks) => filled(body, blocks, inner),
            block => filled(body, std::slice::from_ref(block), inner),
        }
        body.out.push_str("</w:tc>");
    }
    body.out.push_str("</w:tr></w:tbl>");
}

/// Blocks in a cell, which holds a paragraph at least.
fn filled(body: &mut Body<'_>, blocks: &[Block], place: Place) {
    let before = body.out.len();
    for block in blocks {
        match (block, place.style) {
            (Block::Paragraph(text), "DealSignature") if is_to_fill(text) => {
                line_to_fill(body, text, place);
            }
            (block, _) => body.blocks(std::slice::from_ref(block), place),
        }
    }
    if body.out.len() == before {
        body.paragraph(place.style, place, |_| ());
    }
}

/// Whether a line ends in a colon: something is to be written behind it.
fn is_to_fill(line: &[Inline]) -> bool {
    match line.last() {
        Some(Inline::Text(text)) => text.trim_end().ends_with([':', '：']),
        _ => false,
    }
}

/// A paragraph with a line drawn from its end to the edge.
fn line_to_fill(body: &mut Body<'_>, text: &[Inline], place: Place) {
    let style = xml::escaped(body.names.id(place.style));
    let _ = write!(
        body.out,
        "<w:p><w:pPr><w:pStyle w:val=\"{style}\"/><w:tabs><w:tab w:val=\"right\" w:leader=\"underscore\" w:pos=\"{}\"/></w:tabs></w:pPr>",
        place.width
    );
    body.inlines(text);
    body.out.push_str("<w:r><w:tab/></w:r></w:p>");
}

fn open(body: &mut Body<'_>, style: &str, edges: &str, widths: &[i64], inset: i64) {
    let whole: i64 = widths.iter().sum();
    let _ = write!(
        body.out,
        "<w:tbl><w:tblPr>{style}<w:tblW w:w=\"{whole}\" w:type=\"dxa\"/><w:tblInd w:w=\"{inset}\" w:type=\"dxa\"/>{edges}<w:tblLayout w:type=\"fixed\"/><w:tblCellMar><w:left w:w=\"{MARGIN}\" w:type=\"dxa\"/><w:right w:w=\"{MARGIN}\" w:type=\"dxa\"/></w:tblCellMar></w:tblPr><w:tblGrid>"
    );
    for width in widths {
        let _ = write!(body.out, "<w:gridCol w:w=\"{width}\"/>");
    }
    body.out.push_str("</w:tblGrid>");
}

/// Widths by share which sum up to the whole.
fn widths(shares: &[u64], whole: i64) -> Vec<i64> {
    let sum = shares.iter().sum::<u64>().max(1);
    let whole = u64::try_from(whole).unwrap_or(0);
    let mut before = 0;
    shares
        .iter()
        .map(|share| {
            let from = whole * before / sum;
            before += share;
            i64::try_from(whole * before / sum - from).unwrap_or(0)
        })
        .collect()
}

fn edge(side: &str, eighths: u8, colour: &str) -> String {
    format!("<w:{side} w:val=\"single\" w:sz=\"{eighths}\" w:space=\"0\" w:color=\"{colour}\"/>")
}

fn shade() -> String {
    format!(
        "<w:shd w:val=\"clear\" w:color=\"auto\" w:fill=\"{}\"/>",
        style::SHADE
    )
}
