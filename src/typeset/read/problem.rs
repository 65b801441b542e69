//! What can be wrong with a filled template.

use crate::language::Phrase;

/// What is wrong with a filled template, and where.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Problem {
    /// Line of the rendered text, from 1.
    pub line: usize,
    /// What is wrong.
    pub message: Phrase,
    /// What mends it.
    pub help: Option<Phrase>,
}

impl Problem {
    pub(super) fn new(line: usize, message: Phrase) -> Problem {
        Problem {
            line,
            message,
            help: None,
        }
    }

    pub(super) fn help(self, help: Phrase) -> Problem {
        Problem {
            help: Some(help),
            ..self
        }
    }
}
