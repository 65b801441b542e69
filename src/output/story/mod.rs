//! What happened, for people and programs: the history of a record, and the difference of two states of a pipeline.

mod change;
mod difference;
mod json;
mod past;
mod sentence;

pub use difference::Told;
pub use json::EventJson;
pub use past::{Entry, Past};
pub use sentence::{heading, prefix, sentence};

use super::{markdown, visible};
use crate::language::{Language, Phrase};

/// How to print what happened.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Telling {
    /// Lines for a terminal.
    Text,
    /// For a page or a comment that others see: personal data is left out, and nothing becomes markup.
    Markdown,
}

impl Telling {
    /// A text of the data as it can stand in this format.
    fn text(self, phrase: &Phrase, language: Language) -> String {
        let seen = visible::line(phrase.get(language).trim());
        match self {
            Telling::Text => seen.into_owned(),
            Telling::Markdown => {
                let mut masked = seen.into_owned();
                crate::finding::mask_text(&mut masked);
                markdown::text(&masked)
            }
        }
    }
}
