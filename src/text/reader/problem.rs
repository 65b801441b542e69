//! What can be wrong with a file's text, and where.

use crate::language::Phrase;
use crate::text::Span;

/// Most problems that are reported of one file: enough to work on, and no flood from a hostile one.
pub(super) const MOST: usize = 100;

/// What is wrong with a file's text. The variants are the engine rules that report them.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug)]
pub enum Fault {
    /// Not YAML, or not in a form that a record may have.
    Syntax,
    /// Not UTF-8, or control characters.
    Encoding,
    /// Too deep or too many values.
    TooLarge,
    /// A key twice in one map.
    DuplicateKey,
    /// Tags, anchors, aliases, merge keys, directives, several documents.
    UnsupportedYaml,
    /// Git's conflict markers.
    MergeConflict,
    /// Characters that can't be seen or turn the direction of text.
    HiddenCharacter,
}

/// One thing that is wrong with a file's text.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Problem {
    /// The rule that reports it.
    pub fault: Fault,
    /// Where, in bytes of the whole text.
    pub span: Span,
    /// What is wrong.
    pub message: Phrase,
    /// What mends it.
    pub help: Option<Phrase>,
    /// Another place that it is about, the first of two equal keys say, and what to say there.
    pub other: Option<(Span, Phrase)>,
}

impl Problem {
    pub(super) fn new(fault: Fault, span: Span, message: Phrase) -> Problem {
        Problem {
            fault,
            span,
            message,
            help: None,
            other: None,
        }
    }

    pub(super) fn help(self, help: Phrase) -> Problem {
        Problem {
            help: Some(help),
            ..self
        }
    }
}

/// The bytes `start..end` as a span.
pub(super) fn span(start: usize, end: usize) -> Span {
    Span::new(start as u32, end as u32)
}

/// Number of the line, from 1, that byte `at` of `text` is on.
pub(super) fn line_number(text: &str, at: u32) -> usize {
    let before = text.as_bytes().get(..at as usize).unwrap_or_default();
    before.iter().filter(|&&b| b == b'\n').count() + 1
}

/// The line of `text` that byte `at` is on, without its line end and its outer spaces.
pub(super) fn line_around(text: &str, at: usize) -> Span {
    let bytes = text.as_bytes();
    let at = at.min(bytes.len());
    let start = bytes[..at]
        .iter()
        .rposition(|&b| b == b'\n')
        .map_or(0, |lf| lf + 1);
    let end = bytes[at..]
        .iter()
        .position(|&b| b == b'\n')
        .map_or(bytes.len(), |lf| at + lf);
    let line = &bytes[start..end];
    let lead = line.len() - line.trim_ascii_start().len();
    span(start + lead, start + line.trim_ascii_end().len().max(lead))
}

/// A text of the file as it stands in a message: the first characters of it, on one line.
pub(super) fn quoted(text: &str) -> String {
    const LONGEST: usize = 40;
    let line = text.lines().next().unwrap_or_default();
    let mut chars = line.chars();
    let mut short: String = chars.by_ref().take(LONGEST).collect();
    if chars.next().is_some() || line.len() < text.trim_end().len() {
        short.push('…');
    }
    short
}
