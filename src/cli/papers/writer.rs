//! What makes files of documents, by format, with what all files of one call need: the letterhead, the fonts.

use super::Failure;
use crate::cli::args::PaperFormat;
use crate::cli::typesetting::Typesetter;
use crate::documents::Paper;
use crate::files::{Entry, Files};
use crate::process::Medium;
use crate::say;
use crate::typeset;
use std::path::Path;

/// The company's own Word file, whose look Word documents take.
pub const LETTERHEAD: &str = "templates/letterhead.docx";
/// Largest letterhead, in bytes.
const LARGEST: u64 = 32 << 20;

/// What makes files of a format.
pub enum Writer {
    /// Markdown
    Markdown,
    /// One self-contained page
    Html,
    /// Word, with the bytes of the letterhead
    Word(Option<Vec<u8>>),
    /// PDF
    Pdf(Box<Typesetter>),
}

impl Writer {
    /// The writer of a format for a pipeline: its folder, and its files, now or at a commit.
    ///
    /// # Errors
    /// The letterhead can't be read.
    pub fn of(format: PaperFormat, root: &Path, files: &dyn Files) -> Result<Writer, Failure> {
        Ok(match format {
            PaperFormat::Md => Writer::Markdown,
            PaperFormat::Html => Writer::Html,
            PaperFormat::Docx => Writer::Word(letterhead(files)?),
            PaperFormat::Pdf => Writer::Pdf(Box::new(Typesetter::of(root))),
        })
    }

    /// Whether files of this format can be made here, whatever the document.
    ///
    /// # Errors
    /// What is missing.
    pub fn ready(&self) -> Result<(), Failure> {
        match self {
            Writer::Pdf(typesetter) => typesetter.ready(),
            Writer::Markdown | Writer::Html | Writer::Word(_) => Ok(()),
        }
    }

    /// A document, printed for this writer's medium, as a file.
    ///
    /// # Errors
    /// It can't be made of this document.
    pub fn bytes(&self, paper: Paper) -> Result<Vec<u8>, Failure> {
        let paper = &match paper {
            Paper::Typeset(paper) => paper,
            Paper::Word(file) => return Ok(file),
        };
        match self {
            Writer::Markdown => Ok(typeset::markdown(paper).into_bytes()),
            Writer::Html => Ok(typeset::html(paper).into_bytes()),
            Writer::Word(letterhead) => {
                typeset::docx(paper, letterhead.as_deref()).map_err(|refusal| {
                    Failure::correctable(say!(en: "{path}: {why}", zh: "{path}：{why}", path = LETTERHEAD, why = refusal.message()))
                })
            }
            Writer::Pdf(typesetter) => typesetter.pdf(paper),
        }
    }
}

fn letterhead(files: &dyn Files) -> Result<Option<Vec<u8>>, Failure> {
    let bytes = match files.at(LETTERHEAD) {
        Err(_) => return Ok(None),
        Ok(Entry::File) => files.read(LETTERHEAD, LARGEST).ok(),
        Ok(_) => None,
    };
    bytes.map(Some).ok_or_else(|| {
        Failure::correctable(
            say!(en: "can't read {path}", zh: "无法读取 {path}", path = LETTERHEAD),
        )
    })
}

/// What a format is made from first.
pub fn medium(format: PaperFormat) -> Medium {
    match format {
        PaperFormat::Docx => Medium::Word,
        PaperFormat::Md | PaperFormat::Html | PaperFormat::Pdf => Medium::Markdown,
    }
}
