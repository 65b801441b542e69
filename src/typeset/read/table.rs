//! Tables.

use super::blocks::{Reader, Voice};
use super::{Problem, shares};
use crate::say;
use crate::typeset::{Align, Block, Column, Inline, Row, Table};
use comrak::Node;
use comrak::nodes::TableAlignment;

/// Most columns: more can't be read on paper.
const MOST_COLUMNS: usize = 32;

/// A table, its columns as wide as their contents ask for.
pub(super) fn read(
    reader: &Reader<'_>,
    node: Node<'_>,
    alignments: &[TableAlignment],
) -> Result<Block, Problem> {
    if alignments.len() > MOST_COLUMNS {
        return Err(reader.problem(
            node,
            say!(en: "a table has more than 32 columns", zh: "表格超过 32 列"),
        ));
    }
    let mut rows = node
        .children()
        .map(|row| row.children().map(|cell| reader.line(cell)).collect())
        .collect::<Result<Vec<Vec<_>>, _>>()?
        .into_iter();
    let head = rows.next().unwrap_or_default();
    let rows: Vec<Row> = rows
        .map(|cells| Row {
            total: reader.voice == Voice::Template && is_total(&cells),
            cells,
        })
        .collect();
    let cells = rows.iter().map(|row| row.cells.as_slice());
    let shares = shares::shares(&head, cells, reader.landscape);
    let columns = alignments
        .iter()
        .zip(shares)
        .map(|(alignment, share)| Column {
            align: align(*alignment),
            share,
        })
        .collect();
    Ok(Block::Table(Table {
        columns,
        head,
        rows,
    }))
}

fn align(alignment: TableAlignment) -> Align {
    match alignment {
        TableAlignment::None | TableAlignment::Left => Align::Left,
        TableAlignment::Center => Align::Centre,
        TableAlignment::Right => Align::Right,
    }
}

/// Whether all that a row says is strong.
fn is_total(cells: &[Vec<Inline>]) -> bool {
    let mut filled = cells.iter().filter(|cell| !cell.is_empty()).peekable();
    filled.peek().is_some()
        && filled.all(|cell| {
            cell.iter()
                .all(|inline| matches!(inline, Inline::Strong(_) | Inline::Break))
        })
}
