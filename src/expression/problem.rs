//! What is wrong with an expression, where, and what to write instead.

use crate::language::Phrase;
use crate::say;
use crate::text::Span;

/// A mistake in an expression.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Problem {
    /// The bytes of the expression's text.
    pub span: Span,
    /// What is wrong.
    pub message: Phrase,
    /// What to write instead.
    pub help: Option<Phrase>,
    /// The name of a field or kind that isn't there, where that is the mistake.
    pub misses: Option<Box<str>>,
}

impl Problem {
    /// A mistake without advice.
    pub fn new(span: Span, message: Phrase) -> Problem {
        Problem {
            span,
            message,
            help: None,
            misses: None,
        }
    }

    /// The same, as that of a name that isn't there.
    pub fn misses(self, name: &str) -> Problem {
        Problem {
            misses: Some(name.into()),
            ..self
        }
    }

    /// The same with advice.
    pub fn help(self, help: Phrase) -> Problem {
        self.advise(Some(help))
    }

    /// The same with advice, where there is any.
    pub fn advise(self, help: Option<Phrase>) -> Problem {
        Problem { help, ..self }
    }

    /// The same mistake in a text that has `by` bytes more in front.
    pub fn shifted(self, by: u32) -> Problem {
        let span = Span::new(
            self.span.start.saturating_add(by),
            self.span.end.saturating_add(by),
        );
        Problem { span, ..self }
    }
}

/// The candidate that `name` is likely a misspelling of.
pub fn nearest<'n>(name: &str, candidates: impl IntoIterator<Item = &'n str>) -> Option<&'n str> {
    // Names of one letter are all near one another.
    let tolerance = match name.chars().count() {
        0..=1 => 0,
        2..=5 => 1,
        letters => letters / 3,
    };
    candidates
        .into_iter()
        .map(|candidate| (strsim::damerau_levenshtein(name, candidate), candidate))
        .filter(|(distance, _)| *distance <= tolerance)
        .min_by_key(|(distance, _)| *distance)
        .map(|(_, candidate)| candidate)
}

/// `did you mean …?`, where one of the candidates is near.
pub fn did_you_mean<'n>(
    name: &str,
    candidates: impl IntoIterator<Item = &'n str>,
) -> Option<Phrase> {
    nearest(name, candidates)
        .map(|near| say!(en: "did you mean `{near}`?", zh: "是不是 `{near}`？", near = near))
}

/// `did you mean …?`, or the names that there are.
pub fn known_names(name: &str, candidates: &[&str]) -> Option<Phrase> {
    const MOST: usize = 12;
    if candidates.is_empty() {
        return None;
    }
    did_you_mean(name, candidates.iter().copied()).or_else(|| {
        let more = if candidates.len() > MOST { ", …" } else { "" };
        let shown = &candidates[..candidates.len().min(MOST)];
        let names = shown.join(", ");
        Some(say!(en: "there are: {names}{more}", zh: "可用的有：{names}{more}", names = names, more = more))
    })
}
