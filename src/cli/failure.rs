//! Why a command could not do its work, and what to do.

use super::Status;
use crate::check::Refusal;
use crate::git::{Trouble, TroubleKind};
use crate::language::{Language, Phrase};
use crate::output::visible;
use crate::say;

/// A command that stopped.
#[derive(Debug)]
pub struct Failure {
    /// The exit status.
    pub status: Status,
    message: Phrase,
    hint: Option<Phrase>,
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
            hint: None,
        }
    }

    /// Nothing matched.
    pub fn nothing(message: Phrase) -> Failure {
        Failure {
            status: Status::Nothing,
            message,
            hint: None,
        }
    }

    /// The system failed.
    pub fn system(error: &std::io::Error) -> Failure {
        let message =
            say!(en: "the system failed: {error}", zh: "系统错误：{error}", error = error);
        Failure {
            status: Status::System,
            message,
            hint: None,
        }
    }

    /// With what to do.
    pub fn hint(self, hint: Phrase) -> Failure {
        Failure {
            hint: Some(hint),
            ..self
        }
    }

    /// The text for stderr.
    pub fn text(&self, language: Option<Language>) -> String {
        let language = language.unwrap_or_default();
        let (error, hint) = match language {
            Language::En => ("error", "hint"),
            Language::ZhCn => ("错误", "提示"),
        };
        let mut text = format!("{error}: {}", visible::line(self.message.get(language)));
        if let Some(advice) = &self.hint {
            text.push_str(&format!(
                "\n{hint}: {}",
                visible::line(advice.get(language))
            ));
        }
        text
    }
}

impl From<Trouble> for Failure {
    fn from(trouble: Trouble) -> Failure {
        let status = match trouble.kind {
            TroubleKind::Correctable => Status::Correctable,
            TroubleKind::Nothing => Status::Nothing,
            TroubleKind::System => Status::System,
        };
        Failure {
            status,
            message: trouble.message,
            hint: trouble.hint,
        }
    }
}
