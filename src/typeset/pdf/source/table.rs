//! Tables.

use super::body::line;
use crate::typeset::{Align, Inline, Table};
use std::fmt::Write;
use unicode_width::UnicodeWidthStr;

/// Width of the text on an upright page, and height of half of it, in letters of the text's size.
const WIDTH: usize = 43;
const HALF_PAGE: usize = 20;

pub(super) fn write(out: &mut String, table: &Table) {
    let shares = table
        .columns
        .iter()
        .map(|column| format!("{}fr, ", column.share.max(1)));
    let aligns = table.columns.iter().map(|column| match column.align {
        Align::Left => "left, ",
        Align::Centre => "center, ",
        Align::Right => "right, ",
    });
    let (shares, aligns): (String, String) = (shares.collect(), aligns.collect());
    let _ = writeln!(out, "#table(columns: ({shares}), align: ({aligns}),");
    if table.is_titled() {
        out.push_str("  table.header(");
        let titles = table.head.iter();
        write_cells(out, titles.map(|title| ("title", title.as_slice())));
        out.push_str("),\n");
    }
    let sum: usize = (table.columns.iter())
        .map(|column| usize::from(column.share.max(1)))
        .sum();
    for row in &table.rows {
        let widths = table
            .columns
            .iter()
            .map(|column| usize::from(column.share.max(1)) * WIDTH / sum);
        let lines = row
            .cells
            .iter()
            .zip(widths)
            .map(|(cell, width)| lines(cell, width));
        let name = match (row.total, lines.max().unwrap_or_default() > HALF_PAGE) {
            (_, true) => "long",
            (true, false) => "total",
            (false, false) => "",
        };
        out.push_str("  ");
        let cells = row.cells.iter().enumerate();
        write_cells(
            out,
            cells.map(|(at, cell)| match table.is_label(at) && name.is_empty() {
                true => ("fact", cell.as_slice()),
                false => (name, cell.as_slice()),
            }),
        );
        out.push('\n');
    }
    out.push(')');
}

/// Cells, each with the name of the function that makes it.
fn write_cells<'c>(out: &mut String, cells: impl Iterator<Item = (&'c str, &'c [Inline])>) {
    for (name, cell) in cells {
        let _ = write!(out, "{name}[{}], ", line(cell));
    }
}

/// About how many lines a cell takes in a column of so many letters. A row that is higher than a page must be
/// broken, or its end would be lost.
fn lines(cell: &[Inline], width: usize) -> usize {
    let (letters, breaks) = extent(cell);
    breaks + letters.div_ceil(2) / width.saturating_sub(1).max(1)
}

/// Columns of a terminal, two for a Chinese letter, and breaks.
fn extent(cell: &[Inline]) -> (usize, usize) {
    let add = |(letters, breaks), (more, further)| (letters + more, breaks + further);
    let parts = cell.iter().map(|part| match part {
        Inline::Text(text) | Inline::Code(text) => (text.width(), 0),
        Inline::Strong(text)
        | Inline::Emphasis(text)
        | Inline::Inserted(text)
        | Inline::Deleted(text)
        | Inline::Link { text, .. } => extent(text),
        Inline::Break => (0, 1),
    });
    parts.fold((0, 0), add)
}
