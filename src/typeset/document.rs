//! A finished document as a tree: what is on it, before any format.

use super::Logo;
use crate::language::Language;
use chrono::NaiveDate;
use std::sync::Arc;

/// A document, ready to be written in any format. All texts are literal: no format's markup means anything in them.
#[derive(Clone, Debug, PartialEq)]
pub struct Document {
    /// What it is called, for the file's properties and the window's title.
    pub title: String,
    /// The language it is written in.
    pub language: Language,
    /// Who issues it, for the file's properties, and what stands for the logo where it isn't seen.
    pub author: String,
    /// The day it is issued on. The only date in any format's metadata, so that the same input gives the same bytes.
    pub day: NaiveDate,
    /// Paper, header, footer.
    pub sheet: Sheet,
    /// Which state of the records it shows.
    pub receipt: Receipt,
    /// At the top left of the first page.
    pub logo: Option<Arc<Logo>>,
    /// What it says.
    pub blocks: Vec<Block>,
}

/// How the pages look.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Sheet {
    /// Wider than high.
    pub landscape: bool,
    /// Along the top of each page.
    pub header: Running,
    /// Along the bottom of each page.
    pub footer: Running,
    /// Written large and pale across each page: a draft says so.
    pub mark: Option<String>,
}

/// A line that runs along all pages.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Running {
    /// At the left.
    pub left: Vec<Piece>,
    /// In the middle.
    pub centre: Vec<Piece>,
    /// At the right.
    pub right: Vec<Piece>,
}

/// A piece of a running line.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Piece {
    /// A text.
    Text(String),
    /// The number of the page.
    Page,
    /// How many pages there are.
    Pages,
}

/// What a file that comes back is recognised by.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Receipt {
    /// A short code, printed for people.
    pub code: String,
    /// All of it, one line of JSON in ASCII, kept in the format's metadata.
    pub statement: String,
}

/// A part of a document, one below the other.
#[derive(Clone, Debug, PartialEq)]
pub enum Block {
    /// A heading.
    Heading {
        /// 1 is the document's own title.
        level: u8,
        /// `1.2`, `第三条`, where headings are numbered.
        number: Option<String>,
        /// What it says.
        text: Vec<Inline>,
    },
    /// A paragraph.
    Paragraph(Vec<Inline>),
    /// A list.
    List {
        /// The first number; a list of points has none.
        first: Option<u64>,
        /// Its items.
        items: Vec<Vec<Block>>,
    },
    /// A table.
    Table(Table),
    /// Quoted from somebody.
    Quote(Vec<Block>),
    /// Kept as written, in letters of one width.
    Verbatim(String),
    /// A line from left to right.
    Rule,
    /// What follows starts on a new page.
    PageBreak,
    /// Blocks that look or stay together.
    Section(Look, Vec<Block>),
}

/// How a section looks.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Look {
    /// In the middle of a page of its own, a third down: what a document is called, for whom and by whom.
    Cover,
    /// In the middle: a contract's title.
    Centre,
    /// At the right: a place and a day below a letter.
    Right,
    /// In small letters: conditions, notes.
    Small,
    /// In a box: a hint.
    Note,
    /// On one page, if it fits.
    Keep,
    /// Blocks beside each other, a column each, with room to sign: each is one party. Kept on one page.
    Signatures,
}

/// A table.
#[derive(Clone, Debug, PartialEq)]
pub struct Table {
    /// Its columns, at least one.
    pub columns: Vec<Column>,
    /// The titles of its columns, repeated on each page; as many as there are columns. Where all are empty, it is a
    /// table of facts: every other column, from the first, says what stands beside it.
    pub head: Vec<Vec<Inline>>,
    /// Its rows, each with as many cells as there are columns.
    pub rows: Vec<Row>,
}

impl Table {
    /// Whether its columns have titles.
    pub fn is_titled(&self) -> bool {
        self.head.iter().any(|title| !title.is_empty())
    }

    /// Whether a cell of a column says what stands beside it. An empty one fills up a row and says nothing.
    pub fn is_label(&self, column: usize, cell: &[Inline]) -> bool {
        !self.is_titled() && column.is_multiple_of(2) && !cell.is_empty()
    }
}

/// A column of a table.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Column {
    /// How its cells are aligned.
    pub align: Align,
    /// Its share of the width, against the other columns'. At least 1.
    pub share: u16,
}

/// Where a cell's text stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Align {
    /// At the left.
    Left,
    /// In the middle.
    Centre,
    /// At the right: numbers.
    Right,
}

/// A row of a table.
#[derive(Clone, Debug, PartialEq)]
pub struct Row {
    /// Its cells.
    pub cells: Vec<Vec<Inline>>,
    /// Whether it sums up the rows above.
    pub total: bool,
}

/// A part of a line.
#[derive(Clone, Debug, PartialEq)]
pub enum Inline {
    /// A literal text, without line ends.
    Text(String),
    /// Strong.
    Strong(Vec<Inline>),
    /// Emphasised.
    Emphasis(Vec<Inline>),
    /// Added against another version of the text.
    Inserted(Vec<Inline>),
    /// Taken out against another version of the text.
    Deleted(Vec<Inline>),
    /// In letters of one width.
    Code(String),
    /// A link to a web, mail or telephone address.
    Link {
        /// Where to: `https:`, `http:`, `mailto:` or `tel:` and nothing else.
        to: String,
        /// What it says.
        text: Vec<Inline>,
    },
    /// A new line.
    Break,
}
