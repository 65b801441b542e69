//! What can be said of a page before anything is filled in: its fields at the top, its sections, what no document can
//! have. The template is read as a page with a letter in place of each value.

use super::tags::{Cut, Token};
use crate::language::{Language, Phrase};
use crate::text::Span;
use crate::typeset;

/// Stands for a value.
const VALUE: &str = "x";
/// Stands above a part, so that it isn't taken for a page with fields of its own.
const ABOVE_A_PART: &str = "x\n\n";

/// A line without its tags.
#[derive(Default)]
struct Line {
    text: String,
    /// Where it begins in the template.
    start: usize,
    /// There was a tag in it.
    had_tag: bool,
    /// Something of it is printed under a condition or in a loop.
    depends: bool,
}

/// The first thing that is wrong with the page whatever is filled in; `is_part` where another template includes it.
pub fn problem(text: &str, cut: &Cut<'_>, is_part: bool) -> Option<(Span, Phrase, Option<Phrase>)> {
    let mut lines = lines(text, cut);
    // A line that held nothing but tags leaves none.
    lines.retain(|line| !line.had_tag || !line.text.trim().is_empty());
    let above = if is_part { ABOVE_A_PART } else { "" };
    let mut page = String::from(above);
    for line in &lines {
        page.push_str(&line.text);
        page.push('\n');
    }
    let wrong = typeset::read(&page, Language::En).err()?;
    let at = wrong.line.checked_sub(1 + above.lines().count())?;
    let line = lines.get(at).filter(|line| !line.depends)?;
    let whole = text.get(line.start..)?.lines().next()?;
    let byte = |at: usize| u32::try_from(at).unwrap_or(u32::MAX);
    let start = line.start + (whole.len() - whole.trim_start().len());
    let span = Span::new(byte(start), byte(line.start + whole.trim_end().len()));
    Some((span, wrong.message, wrong.help))
}

fn lines(text: &str, cut: &Cut<'_>) -> Vec<Line> {
    let mut lines = vec![Line::default()];
    let mut depth = 0_usize;
    let mut tags = cut.tags.iter().peekable();
    for between in &cut.between {
        while let Some(tag) = tags.next_if(|tag| tag.span.start < between.start) {
            let word = tag.signs.first().map(|sign| sign.token);
            match word {
                _ if tag.prints => push(&mut lines, VALUE, depth),
                Some(Token::Name("if" | "for")) => depth += 1,
                Some(Token::Name("endif" | "endfor")) => depth = depth.saturating_sub(1),
                _ => {}
            }
            if let Some(line) = lines.last_mut() {
                line.had_tag = true;
            }
        }
        let said = text.get(between.range()).unwrap_or_default();
        let mut start = between.range().start;
        for (at, part) in said.split('\n').enumerate() {
            if at > 0 {
                lines.push(Line {
                    start,
                    ..Line::default()
                });
            }
            push(&mut lines, part, depth);
            start += part.len() + 1;
        }
        // What comes next is a tag or a comment.
        if let Some(line) = lines
            .last_mut()
            .filter(|_| between.range().end < text.len())
        {
            line.had_tag = true;
        }
    }
    lines
}

fn push(lines: &mut [Line], text: &str, depth: usize) {
    if let Some(line) = lines.last_mut() {
        line.depends |= depth > 0 && !text.trim().is_empty();
        line.text.push_str(text);
    }
}

#[cfg(test)]
mod tests {
    use super::super::tags::cut;
    use super::*;

    fn said(text: &str, is_part: bool) -> Option<(String, String)> {
        let (span, message, _) = problem(text, &cut(text), is_part)?;
        Some((text[span.range()].to_owned(), message.en))
    }

    #[test]
    fn what_is_wrong_whatever_is_filled_in_is_found() {
        for (text, line, message) in [
            (
                "---\nheader: {left: \"{{ a }}\"}\nnumbring: decimal\n---\n# {{ b }}",
                "numbring: decimal",
                "a template has no field of this name; it has: title, landscape, header, footer, numbering",
            ),
            (
                "---\nnumbering: decimal\n\n# {{ a }}\n",
                "---",
                "the fields at the top have no end: the closing line `---` is missing",
            ),
            (
                "{# a\ncomment #}\n# {{ a }}\n\n{% if b %}\nb\n{% endif %}\n\n  :::center\nx\n:::\n",
                ":::center",
                "there is no directive `center`; there are: cover, centre, right, small, note, keep, signatures, page-break",
            ),
            (
                "a\n\n:::note\n{{ a }}\n",
                ":::note",
                "`:::note` has no end: a line `:::` is missing",
            ),
            (
                "a\n\n{{ a }} ![x](y)\n",
                "{{ a }} ![x](y)",
                "a template has no images",
            ),
        ] {
            let found = said(text, false);
            assert_eq!(found, Some((line.to_owned(), message.to_owned())), "{text}");
        }
    }

    #[test]
    fn what_depends_on_a_value_is_left_open() {
        for text in [
            "{% if a %}\n:::note\n{% else %}\n:::small\n{% endif %}\n{{ b }}\n:::\n",
            "| a | b |\n|---|--:|\n{%- for x in y %}\n| {{ x.a }} | {{ x.b }} |\n{%- endfor %}\n| | **{{ z }}** |\n",
            "{% if a %}1. {{ a }}\n{% endif -%}\n{% if b %}1. {{ b }}\n{% endif %}\n",
            "::::keep\n:::signatures\n{% for x in y %}- **{{ x }}**\n{% endfor %}\n:::\n::::\n",
        ] {
            assert_eq!(said(text, false), None, "{text}");
        }
        assert_eq!(said("---\n\n{{ a }}\n", true), None);
    }
}
