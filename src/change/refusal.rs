//! Why a change can't be made as it was asked for.

use crate::check;
use crate::language::Phrase;
use crate::say;
use crate::text;

/// A change that is refused before it is judged.
#[derive(Debug)]
pub struct Refusal {
    /// What is wrong.
    pub message: Phrase,
    /// What to do, one way in each.
    pub helps: Vec<Phrase>,
    /// Whether what was asked for isn't there, rather than being wrong.
    pub nothing: bool,
}

impl Refusal {
    /// Something that the user can correct.
    pub fn new(message: Phrase) -> Refusal {
        Refusal {
            message,
            helps: Vec::new(),
            nothing: false,
        }
    }

    /// What was asked for isn't there.
    pub fn nothing(message: Phrase) -> Refusal {
        Refusal {
            nothing: true,
            ..Refusal::new(message)
        }
    }

    /// With one more thing to do.
    pub fn help(mut self, help: Phrase) -> Refusal {
        self.helps.push(help);
        self
    }
}

impl Refusal {
    /// With the field that it is about before it.
    pub fn about(self, field: &str) -> Refusal {
        let message =
            say!(en: "{field}: {why}", zh: "{field}：{why}", field = field, why = self.message);
        Refusal { message, ..self }
    }
}

impl From<text::Refusal> for Refusal {
    fn from(refusal: text::Refusal) -> Refusal {
        Refusal {
            helps: refusal.help.into_iter().collect(),
            ..Refusal::new(refusal.message)
        }
    }
}

impl From<check::Refusal> for Refusal {
    fn from(refusal: check::Refusal) -> Refusal {
        Refusal {
            helps: refusal.help.into_iter().collect(),
            ..Refusal::new(refusal.message)
        }
    }
}
