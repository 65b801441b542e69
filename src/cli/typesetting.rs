//! PDFs of documents: by Typst built in, or by the `typst` program of the machine.

use super::failure::Failure;
use super::fonts;
use crate::typeset::Document;
use crate::typeset::pdf::{self, Trouble};
use std::path::Path;

impl From<Trouble> for Failure {
    fn from(trouble: Trouble) -> Failure {
        Failure::correctable(trouble.message()).hint(trouble.hint())
    }
}

/// A document of a pipeline as PDF.
///
/// # Errors
/// No font has some of its characters, or there is no Typst.
#[cfg(feature = "pdf")]
pub fn pdf(document: &Document, pipeline: &Path) -> Result<Vec<u8>, Failure> {
    Ok(pdf::pdf(document, &fonts::of(pipeline))?)
}

/// A document of a pipeline as PDF.
///
/// # Errors
/// No font has some of its characters, or there is no `typst`, or it fails.
#[cfg(not(feature = "pdf"))]
pub fn pdf(document: &Document, pipeline: &Path) -> Result<Vec<u8>, Failure> {
    let source = pdf::source(document, &fonts::of(pipeline))?;
    super::typst::compile(&source.text, &pipeline.join(fonts::FOLDER))
}

#[cfg(test)]
#[cfg(feature = "pdf")]
mod tests;
