//! Records in rows: as a table for people, as JSON or CSV for programs.

mod csv;
mod grid;

pub use grid::{Grid, Shrinks};

use super::json_text;
use crate::language::{Language, Phrase};
use crate::value::{Cell, Currency};
use serde::{Serialize, Serializer};
use std::io::{self, Write};

/// How to print a list.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Default, clap::ValueEnum)]
pub enum TableFormat {
    /// A table for people
    #[default]
    Table,
    /// Versioned JSON
    Json,
    /// CSV in UTF-8
    Csv,
}

/// Rows of values.
#[derive(Debug)]
pub struct Table {
    /// The columns.
    pub columns: Vec<Column>,
    /// The rows: a cell for each column.
    pub rows: Vec<Vec<Cell>>,
}

/// A column.
#[derive(Clone, Debug)]
pub struct Column {
    /// What programs call it.
    pub key: String,
    /// What people call it.
    pub title: Phrase,
}

/// What stands around the rows in JSON.
#[derive(Debug)]
pub struct Frame<'f> {
    /// The name of what the rows are: the key `kind`.
    pub kind: &'f str,
    /// The day that was judged at.
    pub today: String,
    /// How many records matched, of which the rows may be the first.
    pub matched: usize,
}

/// Where the rows go.
#[derive(Clone, Copy, Debug)]
pub struct Sheet {
    /// The language of titles.
    pub language: Language,
    /// Columns of the terminal; none where the output isn't a terminal.
    pub width: Option<usize>,
    /// Whether CSV begins with a byte order mark, by which spreadsheets know UTF-8.
    pub bom: bool,
    /// The pipeline's currency, which CSV doesn't write.
    pub currency: Currency,
}

impl Table {
    /// Writes the rows in `format`.
    ///
    /// # Errors
    /// Only those of `out`.
    pub fn write(
        &self,
        format: TableFormat,
        frame: &Frame<'_>,
        sheet: Sheet,
        out: &mut dyn Write,
    ) -> io::Result<()> {
        match format {
            TableFormat::Table => self.grid(sheet.language).write(sheet.width, out),
            TableFormat::Json => json_text::write(&Document::of(self, frame), out),
            TableFormat::Csv => csv::write(self, sheet, out),
        }
    }

    /// The rows for people. The column that holds the longest text shrinks.
    pub fn grid(&self, language: Language) -> Grid {
        let shown = |cell: &Cell| cell.shown().get(language).to_owned();
        let titles = self.columns.iter();
        let titles = titles.map(|column| column.title.get(language).to_owned());
        let rows = self.rows.iter();
        let rows: Vec<Vec<String>> = rows.map(|row| row.iter().map(shown).collect()).collect();
        let of_column = |at: usize| self.rows.iter().filter_map(move |row| row.get(at));
        let kinds = (0..self.columns.len()).map(|at| {
            let mut cells = of_column(at).filter(|cell| !cell.is_empty()).peekable();
            let numeric = cells.peek().is_some()
                && cells.clone().all(|cell| {
                    matches!(cell, Cell::Number(_) | Cell::Percent(_) | Cell::Money(_))
                });
            let text = cells.any(|cell| {
                matches!(
                    cell,
                    Cell::Text(_) | Cell::Named(_) | Cell::List(_) | Cell::Group(_)
                )
            });
            match (numeric, text && at > 0) {
                (true, _) => Shrinks::Number,
                (false, true) => Shrinks::Text,
                (false, false) => Shrinks::Never,
            }
        });
        Grid::new(titles.collect(), kinds.collect(), rows)
    }
}

/// The rows in JSON.
#[derive(Serialize)]
struct Document<'t> {
    /// It rises when a key changes its meaning or goes, not when one comes.
    version: u32,
    today: &'t str,
    kind: &'t str,
    matched: usize,
    records: Vec<Row<'t>>,
}

impl<'t> Document<'t> {
    fn of(table: &'t Table, frame: &'t Frame<'t>) -> Document<'t> {
        let records = table.rows.iter().map(|cells| Row { table, cells });
        Document {
            version: 1,
            today: &frame.today,
            kind: frame.kind,
            matched: frame.matched,
            records: records.collect(),
        }
    }
}

struct Row<'t> {
    table: &'t Table,
    cells: &'t [Cell],
}

impl Serialize for Row<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let keys = self.table.columns.iter().map(|column| &column.key);
        serializer.collect_map(keys.zip(self.cells))
    }
}
