//! Why a command could not do its work, and what to do.

use super::Status;
use crate::check::Refusal;
use crate::expression::Problem;
use crate::git::{Trouble, TroubleKind};
use crate::language::{Language, Phrase};
use crate::output::visible;
use crate::say;
use crate::text::Span;
use unicode_width::UnicodeWidthStr;

/// A command that stopped.
#[derive(Debug, PartialEq, Eq)]
pub struct Failure {
    /// The exit status.
    pub status: Status,
    message: Phrase,
    hints: Vec<Phrase>,
    /// What another program said, line by line.
    said: Box<[String]>,
    /// What else is wrong.
    also: Vec<Failure>,
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
            hints: Vec::new(),
            said: Box::default(),
            also: Vec::new(),
        }
    }

    /// What is wrong with an expression of the command line, at its places.
    pub fn in_expression(text: &str, problems: Vec<Problem>) -> Failure {
        let failures = problems.into_iter().map(|problem| Failure {
            hints: problem.help.into_iter().collect(),
            said: marked(text, problem.span).into(),
            ..Failure::correctable(problem.message)
        });
        let unknown =
            || Failure::correctable(say!(en: "the expression is wrong", zh: "表达式有误"));
        failures.reduce(Failure::and).unwrap_or_else(unknown)
    }

    /// With one more thing to do.
    pub fn hint(mut self, hint: Phrase) -> Failure {
        self.hints.push(hint);
        self
    }

    /// With what it is wrong with.
    pub fn on(self, what: Phrase) -> Failure {
        let message =
            say!(en: "{what}: {why}", zh: "{what}：{why}", what = what, why = self.message);
        Failure { message, ..self }
    }

    /// What is wrong.
    pub fn message(&self) -> &Phrase {
        &self.message
    }

    /// With what else is wrong. The worse of both decides how the command ends.
    pub fn and(mut self, other: Failure) -> Failure {
        let rank = |status| match status {
            Status::System => 2,
            Status::Nothing => 0,
            _ => 1,
        };
        if rank(other.status) > rank(self.status) {
            self.status = other.status;
        }
        self.also.push(other);
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
        for line in &self.said {
            text.push_str(&format!("\n  | {}", visible::line(line)));
        }
        let advice = self
            .hints
            .iter()
            .flat_map(|hint| hint.get(language).lines());
        for line in advice {
            text.push_str(&format!("\n{hint}: {}", visible::line(line)));
        }
        for other in &self.also {
            text.push('\n');
            text.push_str(&other.text(Some(language)));
        }
        text
    }
}

/// A text on one line, and the mark below its bytes `span`.
fn marked(text: &str, span: Span) -> [String; 2] {
    let part = |from: u32, to: u32| {
        let part = text.get(from as usize..to as usize).unwrap_or_default();
        visible::line(part).into_owned()
    };
    let (before, inside) = (part(0, span.start), part(span.start, span.end));
    let blanks = " ".repeat(before.width());
    let mark = "^".repeat(inside.width().max(1));
    [visible::line(text).into_owned(), format!("{blanks}{mark}")]
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
            hints: trouble.hint.into_iter().collect(),
            said: trouble.said,
            also: Vec::new(),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_worse_of_several_decides_how_it_ends_and_all_are_said() {
        let failures = || {
            [
                Failure::nothing(Phrase::same("one")),
                Failure::correctable(Phrase::same("two")).on(Phrase::same("a.md")),
                Failure::system(&std::io::Error::other("three")),
            ]
        };
        let said = "error: one\nerror: a.md: two\nerror: the system failed: three";
        let all = failures().into_iter().reduce(Failure::and).unwrap();
        assert_eq!(all.status, Status::System);
        assert_eq!(all.text(Some(Language::En)), said);
        let mut fewer = failures().into_iter().take(2);
        assert_eq!(
            fewer.next().unwrap().and(fewer.next().unwrap()).status,
            Status::Correctable
        );
    }
}
