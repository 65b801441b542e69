//! Why a command could not do its work, and what to do.

use super::Status;
use crate::check::Refusal;
use crate::language::{Language, Phrase};
use crate::output::visible;
use crate::say;

/// A command that stopped.
#[derive(Debug)]
pub struct Failure {
    /// The exit status.
    pub status: Status,
    message: Phrase,
    hints: Vec<Phrase>,
}

impl From<Refusal> for Failure {
    fn from(refusal: Refusal) -> Failure {
        let failure = Failure::correctable(refusal.message);
        match refusal.help {
            Some(help) => failure.hint(help),
            None => failure,
        }
    }
}

impl Failure {
    /// Something that the user can correct.
    pub fn correctable(message: Phrase) -> Failure {
        Failure {
            status: Status::Correctable,
            message,
            hints: Vec::new(),
        }
    }

    /// Nothing matched.
    pub fn nothing(message: Phrase) -> Failure {
        Failure {
            status: Status::Nothing,
            message,
            hints: Vec::new(),
        }
    }

    /// The system failed.
    pub fn system(error: &std::io::Error) -> Failure {
        let message =
            say!(en: "the system failed: {error}", zh: "系统错误：{error}", error = error);
        Failure {
            status: Status::System,
            message,
            hints: Vec::new(),
        }
    }

    /// With one more thing to do.
    pub fn hint(mut self, hint: Phrase) -> Failure {
        self.hints.push(hint);
        self
    }

    /// The text for stderr.
    pub fn text(&self, language: Option<Language>) -> String {
        let language = language.unwrap_or_default();
        let (error, hint) = match language {
            Language::En => ("error", "hint"),
            Language::ZhCn => ("错误", "提示"),
        };
        let mut text = format!("{error}: {}", visible::line(self.message.get(language)));
        for advice in &self.hints {
            text.push_str(&format!(
                "\n{hint}: {}",
                visible::line(advice.get(language))
            ));
        }
        text
    }
}
