//! The flags of the commands that make documents.

use super::{Answer, How, read_day};
use chrono::NaiveDate;
use clap::{Args as ClapArgs, ValueEnum};
use std::path::PathBuf;

/// `deal render`
#[derive(Debug, ClapArgs)]
#[command(
    after_help = "Exit status: 0 made, 2 something to correct first (a value that the document prints is missing), 3 nothing matched, 4 the system failed.

Examples:
  deal render huachen-2603-k7q quote                          as Markdown, on the terminal
  deal render huachen-2603-k7q quote --to docx -o quote.docx
  deal render huachen-2603-k7q/minutes/2026-03-05-needs       the only document of a record
  deal render huachen-2603-k7q --all --to pdf -o out/         all documents of a deal
  deal render huachen-2603-k7q --stage proposal --to html -o out/
  deal render deal quote --where \"stage == 'proposal'\" --to pdf -o out/"
)]
pub struct Render {
    /// Path or address of the record, or of the one that it belongs to; with --where, the kind
    #[arg(value_name = "ID")]
    pub record: PathBuf,
    /// Name or title of the document (default: the only one that the record has)
    #[arg(value_name = "DOCUMENT")]
    pub document: Option<String>,
    /// The format
    #[arg(long, value_name = "FORMAT", default_value = "md")]
    pub to: PaperFormat,
    /// The file to write; with several documents, the folder (default: standard output)
    #[arg(short, long, value_name = "FILE")]
    pub output: Option<PathBuf>,
    /// All documents of the record and of those that belong to it
    #[arg(long, conflicts_with = "document")]
    pub all: bool,
    /// All documents of a stage
    #[arg(long, value_name = "STAGE", conflicts_with_all = ["document", "all"])]
    pub stage: Option<String>,
    /// Of all records of a kind for which this expression is true, as `deal list KIND --where` lists them
    #[arg(long = "where", value_name = "EXPR")]
    pub filter: Option<String>,
    /// Make a draft of what may not go out yet, marked as such
    #[arg(long)]
    pub draft: bool,
    /// Make it again each time that a file changes, until interrupted
    #[arg(long, requires = "output")]
    pub watch: bool,
}

impl Render {
    /// Whether more than one document may be meant.
    pub fn is_for_several(&self) -> bool {
        self.all || self.stage.is_some() || self.filter.is_some()
    }
}

/// A format of documents.
#[derive(Clone, Copy, PartialEq, Eq, Debug, ValueEnum)]
pub enum PaperFormat {
    /// Markdown
    Md,
    /// One self-contained page
    Html,
    /// Word
    Docx,
    /// PDF
    Pdf,
}

impl PaperFormat {
    /// The ending of its files.
    pub const fn ending(self) -> &'static str {
        match self {
            PaperFormat::Md => "md",
            PaperFormat::Html => "html",
            PaperFormat::Docx => "docx",
            PaperFormat::Pdf => "pdf",
        }
    }

    /// Whether it can stand on a terminal.
    pub const fn is_text(self) -> bool {
        matches!(self, PaperFormat::Md | PaperFormat::Html)
    }
}

/// `deal send`
#[derive(Debug, ClapArgs)]
#[command(after_help = "Examples:
  deal send huachen-2603-k7q quote --recipient 冯立 --to pdf -o quote.pdf
  deal send huachen-2603-k7q/minutes/2026-03-05-needs -o minutes.docx")]
pub struct Send {
    /// Path or address of the record, or of the one that it belongs to
    #[arg(value_name = "ID")]
    pub record: String,
    /// Name or title of the document (default: the only one that the record has)
    #[arg(value_name = "DOCUMENT")]
    pub document: Option<String>,
    /// The format
    #[arg(long, value_name = "FORMAT", default_value = "docx")]
    pub to: PaperFormat,
    /// The file to write: this very file is what goes out
    #[arg(short, long, value_name = "FILE")]
    pub output: PathBuf,
    /// Who gets it (may be repeated)
    #[arg(long, value_name = "NAME")]
    pub recipient: Vec<String>,
    /// The day that it goes out (default: the day of judgement)
    #[arg(long, value_name = "YYYY-MM-DD", value_parser = read_day)]
    pub on: Option<NaiveDate>,
    /// How to change
    #[command(flatten)]
    pub how: How,
}

/// `deal confirm`
#[derive(Debug, ClapArgs)]
#[command(after_help = "Examples:
  deal confirm huachen-2603-k7q quote --by 冯立 --how reply
  deal confirm huachen-2603-k7q --code 7F3K-9MZ2 --by 冯立 --evidence deals/huachen-2603-k7q/files/reply.eml")]
pub struct Confirm {
    /// Path or address of the record, or of the one that it belongs to
    #[arg(value_name = "ID")]
    pub record: String,
    /// Name or title of the document (default: the only one that went out)
    #[arg(value_name = "DOCUMENT")]
    pub document: Option<String>,
    /// The code on the document (default: that of the last one that went out)
    #[arg(long, value_name = "CODE")]
    pub code: Option<String>,
    /// Who confirmed it, by name
    #[arg(long, value_name = "NAME")]
    pub by: String,
    /// How: signature, reply, or other words
    #[arg(long = "how", value_name = "HOW")]
    pub way: Option<String>,
    /// File in the pipeline that shows it; it is committed with the confirmation
    #[arg(long, value_name = "PATH")]
    pub evidence: Option<String>,
    /// The day (default: the day of judgement)
    #[arg(long, value_name = "YYYY-MM-DD", value_parser = read_day)]
    pub on: Option<NaiveDate>,
    /// How to change
    #[command(flatten)]
    pub how: How,
}

/// `deal documents`
#[derive(Debug, ClapArgs)]
#[command(after_help = "Examples:
  deal documents huachen-2603-k7q                    which documents there are, and how they stand
  deal documents huachen-2603-k7q out/               and the files that were made of them
  deal documents huachen-2603-k7q --format json      for programs")]
pub struct Documents {
    /// Path or address of the record
    #[arg(value_name = "ID")]
    pub record: PathBuf,
    /// Files that were made, or folders of them: whether they were edited and still hold
    #[arg(value_name = "FILE")]
    pub files: Vec<PathBuf>,
    /// How to print
    #[arg(long, value_name = "FORMAT", default_value = "text")]
    pub format: Answer,
}

/// `deal verify`
#[derive(Debug, ClapArgs)]
#[command(
    after_help = "Exit status: 0 every file is as it was made, and it and what has a code still hold, 1 one doesn't, 2 something to correct first, 3 a file carries no receipt or nothing has the code, 4 the system failed.

Examples:
  deal verify quote.pdf                  a file that came back
  deal verify 7F3K-9MZ2                  a paper that only its printed code is known of
  deal verify out/*.docx --format json   for programs"
)]
pub struct Verify {
    /// The files, or codes that are printed on papers
    #[arg(value_name = "FILE|CODE", required = true)]
    pub files: Vec<PathBuf>,
    /// How to print
    #[arg(long, value_name = "FORMAT", default_value = "text")]
    pub format: Answer,
}
