//! What is wrong with a template.

use super::asked::At;
use crate::language::Phrase;

/// A mistake in a template.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Problem {
    /// Where.
    pub at: At,
    /// What is wrong.
    pub message: Phrase,
    /// What to write instead.
    pub help: Option<Phrase>,
}
