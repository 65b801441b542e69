//! Tables.

use super::body::line;
use crate::typeset::{Align, Column, Inline, Row, Table};
use std::fmt::Write;
use unicode_width::UnicodeWidthStr;

/// Width of the text on an upright page, and height of half of it, in letters of the text's size.
const WIDTH: usize = 43;
const HALF_PAGE: usize = 20;
/// Lines of a table that isn't broken: a page doesn't end with its titles and a row of it.
const SHORT: usize = 12;

pub(super) fn write(out: &mut String, table: &Table) {
    let heights = heights(table);
    // A sum doesn't stand alone on the next page.
    let most = match table.rows.last() {
        Some(last) if last.total => HALF_PAGE,
        _ => SHORT,
    };
    let is_whole = heights.iter().sum::<usize>() <= most;
    let _ = write!(out, "#tabular(breakable: {})[", !is_whole);
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
    for (row, height) in table.rows.iter().zip(heights) {
        let name = match (row.total, height > HALF_PAGE) {
            (_, true) => "long",
            (true, false) => "total",
            (false, false) => "",
        };
        out.push_str("  ");
        let cells = row.cells.iter().enumerate();
        write_cells(
            out,
            cells.map(
                |(at, cell)| match name.is_empty() && table.is_label(at, cell) {
                    true => ("fact", cell.as_slice()),
                    false => (name, cell.as_slice()),
                },
            ),
        );
        out.push('\n');
    }
    out.push_str(")]");
}

/// About how many lines each row takes.
fn heights(table: &Table) -> Vec<usize> {
    let share = |column: &Column| usize::from(column.share.max(1));
    let sum: usize = table.columns.iter().map(share).sum();
    let widths: Vec<usize> = (table.columns.iter())
        .map(|column| share(column) * WIDTH / sum.max(1))
        .collect();
    let height = |row: &Row| {
        let cells = row.cells.iter().zip(&widths);
        let high = cells.map(|(cell, width)| lines(cell, *width)).max();
        high.unwrap_or_default().max(1)
    };
    table.rows.iter().map(height).collect()
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
    breaks + letters.div_ceil(2).div_ceil(width.saturating_sub(1).max(1))
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
