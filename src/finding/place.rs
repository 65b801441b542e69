//! A place in a file as people need it: path, line and column, and the lines around it.

use crate::text::{Position, Source, Span};

/// Longest line kept in an excerpt, in bytes.
const LONGEST_LINE: usize = 400;

/// A place in a file of the pipeline; without positions it is the file as a whole.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Place {
    /// Path from the pipeline's root, with `/`.
    pub path: String,
    /// First character.
    pub start: Option<Position>,
    /// One past the last character.
    pub end: Option<Position>,
    /// The lines to show.
    pub excerpt: Option<Excerpt>,
}

/// The lines of a file that hold a place.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Excerpt {
    /// Number of the first line, from 1.
    pub line: u32,
    /// The lines, without the last line end.
    pub text: String,
    /// The place's bytes in `text`.
    pub marked: std::ops::Range<usize>,
}

impl Place {
    /// A whole file.
    pub fn file(path: impl Into<String>) -> Place {
        Place {
            path: path.into(),
            start: None,
            end: None,
            excerpt: None,
        }
    }

    /// The bytes `span` of a file. A span of several lines is shown by its first line.
    pub fn of(source: &Source, span: Span) -> Place {
        let span = on_borders(&source.text, span);
        Place {
            path: source.path.clone(),
            start: Some(source.position(span.start)),
            end: Some(source.position(span.end)),
            excerpt: excerpt(source, span),
        }
    }
}

fn on_borders(text: &str, span: Span) -> Span {
    let border = |at: u32| border_before(text, at as usize) as u32;
    let start = border(span.start);
    Span::new(start, border(span.end).max(start))
}

/// The nearest border between characters at or before a byte.
fn border_before(text: &str, at: usize) -> usize {
    let mut at = at.min(text.len());
    while !text.is_char_boundary(at) {
        at -= 1;
    }
    at
}

fn excerpt(source: &Source, span: Span) -> Option<Excerpt> {
    let text = &source.text;
    let start = span.start as usize;
    // A line that is too long isn't searched for its ends: a file may be one line, with a finding at every byte.
    let before = border_before(text, start.saturating_sub(LONGEST_LINE + 1));
    let line_start = match text.get(before..start)?.rfind('\n') {
        Some(at) => before + at + 1,
        None if before == 0 => 0,
        None => return None,
    };
    let after = border_before(text, line_start + LONGEST_LINE + 3);
    let line_end = match text.get(start..after.max(start))?.find('\n') {
        Some(at) => start + at,
        None if after >= text.len() => text.len(),
        None => return None,
    };
    let line = text.get(line_start..line_end)?.trim_end_matches('\r');
    if line.len() > LONGEST_LINE {
        return None;
    }
    let marked_end =
        (span.end as usize).clamp(start, line_start + line.len().max(start - line_start));
    Some(Excerpt {
        line: source.position(span.start).line,
        text: line.to_owned(),
        marked: start - line_start..marked_end - line_start,
    })
}
