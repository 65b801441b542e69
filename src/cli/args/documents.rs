//! The flags of the commands that make documents.

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
  deal render huachen-2603-k7q --stage proposal --to html -o out/"
)]
pub struct Render {
    /// Path or address of the record, or of the one that it belongs to
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
    /// Make a draft of what may not go out yet, marked as such
    #[arg(long)]
    pub draft: bool,
    /// Make it again each time that a file changes, until interrupted
    #[arg(long, requires = "output")]
    pub watch: bool,
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
