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
    /// What another program said, line by line.
    said: Box<[String]>,
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
        Failure::with(Status::Correctable, message)
    }

    /// Nothing matched.
    pub fn nothing(message: Phrase) -> Failure {
        Failure::with(Status::Nothing, message)
    }

    /// The system failed.
    pub fn system(error: &std::io::Error) -> Failure {
        let message =
            say!(en: "the system failed: {error}", zh: "系统错误：{error}", error = error);
        Failure::with(Status::System, message)
    }

    fn with(status: Status, message: Phrase) -> Failure {
        Failure {
            status,
            message,
            hint: None,
            said: Box::default(),
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
        for line in &self.said {
            text.push_str(&format!("\n  | {}", visible::line(line)));
        }
        let advice = self.hint.iter().flat_map(|hint| hint.get(language).lines());
        for line in advice {
            text.push_str(&format!("\n{hint}: {}", visible::line(line)));
        }
        text
    }
}

impl From<Trouble> for Failure {
    fn from(trouble: Trouble) -> Failure {
        let status = match trouble.kind {
            TroubleKind::Correctable | TroubleKind::Overtaken => Status::Correctable,
            TroubleKind::Nothing => Status::Nothing,
            TroubleKind::System => Status::System,
        };
        Failure {
            status,
            message: trouble.message,
            hint: trouble.hint,
            said: trouble.said,
        }
    }
}
