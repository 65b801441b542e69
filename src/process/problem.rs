//! What is wrong with a definition, and where.

use crate::language::Phrase;
use crate::rules::Rule;
use crate::text::Span;

/// Index of a definition file in [`Process::sources`](super::Process).
pub type FileId = usize;

/// A place in the definition.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Spot {
    /// The file.
    pub file: FileId,
    /// The bytes.
    pub span: Span,
}

/// One thing that is wrong with the definition.
#[derive(Clone, Debug)]
pub struct Problem {
    /// The rule that it breaks.
    pub rule: Rule,
    /// Where.
    pub spot: Spot,
    /// What is wrong.
    pub message: Phrase,
    /// What to do.
    pub help: Option<Phrase>,
}
