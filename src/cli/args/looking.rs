//! The flags of the commands that look: list, show, history, diff.

use crate::output::table::TableFormat;
use clap::{Args as ClapArgs, ValueEnum};
use std::path::PathBuf;

/// `deal list`
#[derive(Debug, ClapArgs)]
#[command(
    after_help = "Exit status: 0 something was found, 2 something to correct first (usage, the expression), 3 nothing matched, 4 the system failed.

Examples:
  deal list                                                    the kinds, with how many records each has
  deal list deal --where \"stage == 'proposal'\"                 deals in a stage
  deal list deal --columns address,customer.grade,amount --sort -amount
  deal list 客户 --format csv --bom > customers.csv            for a spreadsheet"
)]
pub struct List {
    /// The kind, by its name or title (default: list the kinds)
    #[arg(value_name = "KIND")]
    pub kind: Option<String>,
    /// Only records for which this expression is true
    #[arg(long = "where", value_name = "EXPR")]
    pub filter: Option<String>,
    /// Fields or other expressions, with commas between them; also address, name, stage, owner, worth, dated
    #[arg(long, value_name = "COLUMNS")]
    pub columns: Option<String>,
    /// Sort by a column or another expression; with `-` in front, downwards
    #[arg(long, value_name = "COLUMN", allow_hyphen_values = true)]
    pub sort: Option<String>,
    /// How to print
    #[arg(long, value_name = "FORMAT", default_value = "table")]
    pub format: TableFormat,
    /// At most so many records
    #[arg(long, value_name = "N")]
    pub limit: Option<usize>,
    /// Begin CSV with a byte order mark, by which spreadsheets know UTF-8
    #[arg(long)]
    pub bom: bool,
}

/// `deal show`
#[derive(Debug, ClapArgs)]
#[command(after_help = "Examples:
  deal show huachen-2603-k7q                   a deal, with its sign-offs and deadlines
  deal show huachen-2603-k7q/solution          one of its documents
  deal show huachen-2603-k7q --format json     for programs")]
pub struct Show {
    /// Address or path of the record
    #[arg(value_name = "ID")]
    pub record: PathBuf,
    /// How to print
    #[arg(long, value_name = "FORMAT", default_value = "text")]
    pub format: ShowFormat,
}

/// How to print a record.
#[derive(Clone, Copy, PartialEq, Eq, Debug, ValueEnum)]
pub enum ShowFormat {
    /// For people
    Text,
    /// Versioned JSON
    Json,
}

/// `deal history`
#[derive(Debug, ClapArgs)]
#[command(after_help = "Examples:
  deal history huachen-2603-k7q                    what happened to a deal, newest first
  deal history huachen-2603-k7q --field amount     only to its amount
  deal history huachen-2603-k7q --format markdown  for a page or a comment")]
pub struct History {
    /// Address or path of the record
    #[arg(value_name = "ID")]
    pub record: PathBuf,
    /// How to print
    #[arg(long, value_name = "FORMAT", default_value = "text")]
    pub format: StoryFormat,
    /// Only changes of this field
    #[arg(long, value_name = "FIELD")]
    pub field: Option<String>,
    /// At most so many commits
    #[arg(long, value_name = "N")]
    pub limit: Option<usize>,
}

/// `deal diff`
#[derive(Debug, ClapArgs)]
#[command(
    after_help = "Exit status: 0 said what changed, or that nothing did, 2 something to correct first, 4 the system failed.

Examples:
  deal diff                                    what isn't committed
  deal diff --staged                           what is staged
  deal diff origin/main..HEAD                  what a branch changes
  deal diff main..topic --format markdown      for a pull request
  deal diff HEAD~3 deals/huachen-2603-k7q      one deal, against three commits ago"
)]
pub struct Diff {
    /// `A..B` or `A B`, or `A` against the work tree (default: HEAD); then records or folders, by path or address
    #[arg(value_name = "A..B|PATH")]
    pub what: Vec<String>,
    /// What is staged, against HEAD or A
    #[arg(long)]
    pub staged: bool,
    /// How to print
    #[arg(long, value_name = "FORMAT", default_value = "text")]
    pub format: StoryFormat,
}

/// How to print what changed.
#[derive(Clone, Copy, PartialEq, Eq, Debug, ValueEnum)]
pub enum StoryFormat {
    /// For people
    Text,
    /// Versioned JSON
    Json,
    /// For a page or a comment
    Markdown,
}
