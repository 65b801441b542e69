//! PDFs of documents: by Typst built in, or by the `typst` program of the machine.

use super::failure::Failure;
use super::fonts;
#[cfg(not(feature = "pdf"))]
use super::typst;
use crate::typeset::Document;
#[cfg(not(feature = "pdf"))]
use crate::typeset::pdf::Fonts;
use crate::typeset::pdf::{self, Trouble};
use std::path::Path;
#[cfg(not(feature = "pdf"))]
use std::path::PathBuf;

impl From<Trouble> for Failure {
    fn from(trouble: Trouble) -> Failure {
        Failure::correctable(trouble.message()).hint(trouble.hint())
    }
}

/// What makes PDFs of a pipeline's documents: Typst, with the fonts.
#[cfg(feature = "pdf")]
pub struct Typesetter(pdf::Typesetter);

/// What makes PDFs of a pipeline's documents: the `typst` program, with the fonts.
#[cfg(not(feature = "pdf"))]
pub struct Typesetter {
    program: Option<PathBuf>,
    fonts: Fonts,
    folder: PathBuf,
}

#[cfg(feature = "pdf")]
impl Typesetter {
    /// A typesetter for a pipeline.
    pub fn of(pipeline: &Path) -> Typesetter {
        Typesetter(pdf::Typesetter::new(fonts::of(pipeline)))
    }

    /// Whether PDFs can be made here: always, where Typst is built in.
    ///
    /// # Errors
    /// None.
    pub fn ready(&self) -> Result<(), Failure> {
        Ok(())
    }

    /// A document as PDF.
    ///
    /// # Errors
    /// No font has some of its characters.
    pub fn pdf(&self, document: &Document) -> Result<Vec<u8>, Failure> {
        Ok(self.0.pdf(document)?)
    }
}

#[cfg(not(feature = "pdf"))]
impl Typesetter {
    /// A typesetter for a pipeline.
    pub fn of(pipeline: &Path) -> Typesetter {
        Typesetter {
            program: typst::program(),
            fonts: fonts::of(pipeline),
            folder: pipeline.join(fonts::FOLDER),
        }
    }

    /// Whether PDFs can be made here.
    ///
    /// # Errors
    /// There is no `typst`.
    pub fn ready(&self) -> Result<(), Failure> {
        self.program().map(drop)
    }

    /// A document as PDF.
    ///
    /// # Errors
    /// There is no `typst`, no font has some of the document's characters, or `typst` fails.
    pub fn pdf(&self, document: &Document) -> Result<Vec<u8>, Failure> {
        let program = self.program()?;
        let source = pdf::source(document, &self.fonts)?;
        typst::compile(program, &source.text, &self.folder)
    }

    fn program(&self) -> Result<&Path, Failure> {
        self.program.as_deref().ok_or_else(typst::absent)
    }
}

#[cfg(test)]
#[cfg(feature = "pdf")]
mod tests;
