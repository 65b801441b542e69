//! A template cut into its tags, and each tag into signs. What lies between the tags is not looked at.

use crate::text::Span;

/// A template, cut.
#[derive(Debug, Default)]
pub struct Cut<'t> {
    /// Its tags, in their order. Comments and `{% raw %}` are left out.
    pub tags: Vec<Tag<'t>>,
    /// What lies between them and is printed as it stands.
    pub between: Vec<Span>,
    /// A comment that has no end.
    pub open_comment: Option<Span>,
}

/// A tag of a template.
#[derive(Debug)]
pub struct Tag<'t> {
    /// `{{ … }}`, else `{% … %}`.
    pub prints: bool,
    /// What is in it.
    pub signs: Vec<Sign<'t>>,
    /// Its bytes.
    pub span: Span,
    /// Whether it has an end.
    pub closed: bool,
}

impl Tag<'_> {
    /// Where brackets in it are deeper in each other than this.
    pub fn deeper_than(&self, most: usize) -> Option<Span> {
        let mut depth = 0_usize;
        let deep = self.signs.iter().find(|sign| {
            match sign.token {
                Token::Sign("(" | "[" | "{" | "?[") => depth += 1,
                Token::Sign(")" | "]" | "}") => depth = depth.saturating_sub(1),
                _ => {}
            }
            depth > most
        });
        deep.map(|sign| sign.span)
    }
}

/// A sign in a tag, and where it is.
#[derive(Clone, Copy, PartialEq, Debug)]
pub struct Sign<'t> {
    /// What it is.
    pub token: Token<'t>,
    /// Its bytes.
    pub span: Span,
}

/// What a sign is.
#[derive(Clone, Copy, PartialEq, Debug)]
pub enum Token<'t> {
    /// A name or a word of the language.
    Name(&'t str),
    /// A text, without its quotes and as written.
    Text(&'t str),
    /// A number.
    Number(&'t str),
    /// Any other sign; those of two characters that matter here are `?.` and `==`, `!=`, `<=`, `>=`.
    Sign(&'t str),
}

const DOUBLE: [&str; 8] = ["?.", "?[", "==", "!=", "<=", ">=", "//", "**"];

/// Cuts a template.
pub fn cut(text: &str) -> Cut<'_> {
    let mut cut = Cut::default();
    let mut at = 0;
    while let Some(found) = next_open(text, at) {
        cut.between.push(span(at, found));
        let (open, close) = match text.as_bytes().get(found + 1) {
            Some(b'{') => ("{{", "}}"),
            Some(b'%') => ("{%", "%}"),
            _ => {
                let end = end_after(text, found, "#}");
                if end.is_none() {
                    cut.open_comment = Some(span(found, found + 2));
                }
                at = end.unwrap_or(text.len());
                continue;
            }
        };
        let (signs, end) = signs(text, found + open.len(), close);
        at = end.unwrap_or(text.len());
        if is_word(&signs, "raw") {
            at = end_of_raw(text, at);
            continue;
        }
        cut.tags.push(Tag {
            prints: open == "{{",
            signs,
            span: span(found, at),
            closed: end.is_some(),
        });
    }
    cut.between.push(span(at, text.len()));
    cut
}

fn is_word(signs: &[Sign<'_>], word: &str) -> bool {
    matches!(signs, [Sign { token: Token::Name(name), .. }] if *name == word)
}

/// The next `{{`, `{%` or `{#`.
fn next_open(text: &str, from: usize) -> Option<usize> {
    let bytes = text.as_bytes();
    (from..bytes.len()).find(|&at| {
        bytes.get(at) == Some(&b'{') && matches!(bytes.get(at + 1), Some(b'{' | b'%' | b'#'))
    })
}

fn end_after(text: &str, from: usize, sign: &str) -> Option<usize> {
    let rest = text.get(from..)?;
    rest.find(sign).map(|at| from + at + sign.len())
}

/// Where `{% endraw %}` ends.
fn end_of_raw(text: &str, from: usize) -> usize {
    let mut at = from;
    while let Some(found) = text.get(at..).and_then(|rest| rest.find("{%")) {
        let start = at + found + 2;
        let (signs, end) = signs(text, start, "%}");
        if is_word(&signs, "endraw") {
            return end.unwrap_or(text.len());
        }
        at = start;
    }
    text.len()
}

/// The signs up to `close`, and where it ends; without an end those of the rest.
fn signs<'t>(text: &'t str, from: usize, close: &str) -> (Vec<Sign<'t>>, Option<usize>) {
    let mut signs = Vec::new();
    let mut at = from;
    // `{{-` and `-}}` take white space away and mean nothing else.
    if text.as_bytes().get(at) == Some(&b'-') {
        at += 1;
    }
    while let Some(rest) = text.get(at..).filter(|rest| !rest.is_empty()) {
        let dashed = rest.strip_prefix('-').unwrap_or(rest);
        if dashed.starts_with(close) {
            return (signs, Some(at + rest.len() - dashed.len() + close.len()));
        }
        let (token, length) = sign(rest);
        if let Some(token) = token {
            let span = span(at, at + length);
            signs.push(Sign { token, span });
        }
        at += length;
    }
    (signs, None)
}

/// The first sign of a text and its length; white space is none.
fn sign(text: &str) -> (Option<Token<'_>>, usize) {
    let Some(first) = text.chars().next() else {
        return (None, 0);
    };
    let run = |belongs: fn(char) -> bool| text.find(|c| !belongs(c)).unwrap_or(text.len());
    match first {
        c if c.is_ascii_whitespace() => (None, c.len_utf8()),
        '"' | '\'' | '`' => quoted(text, first),
        c if c.is_ascii_digit() => {
            let end = run(|c| c.is_ascii_digit() || c == '.');
            (text.get(..end).map(Token::Number), end)
        }
        c if c.is_ascii_alphabetic() || c == '_' => {
            let end = run(|c| c.is_ascii_alphanumeric() || c == '_');
            (text.get(..end).map(Token::Name), end)
        }
        c => {
            let double = DOUBLE.iter().find(|double| text.starts_with(**double));
            let end = double.map_or(c.len_utf8(), |double| double.len());
            (text.get(..end).map(Token::Sign), end)
        }
    }
}

fn quoted(text: &str, quote: char) -> (Option<Token<'_>>, usize) {
    let mut escaped = false;
    for (at, c) in text.char_indices().skip(1) {
        match c {
            _ if escaped => escaped = false,
            '\\' => escaped = true,
            c if c == quote => return (text.get(1..at).map(Token::Text), at + 1),
            _ => {}
        }
    }
    (text.get(1..).map(Token::Text), text.len())
}

fn span(start: usize, end: usize) -> Span {
    let byte = |at| u32::try_from(at).unwrap_or(u32::MAX);
    Span::new(byte(start), byte(end))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn shown(text: &str) -> Vec<String> {
        let cut = cut(text);
        cut.tags
            .iter()
            .map(|tag| {
                let signs: Vec<String> = tag
                    .signs
                    .iter()
                    .map(|sign| match sign.token {
                        Token::Name(text) | Token::Number(text) | Token::Sign(text) => {
                            text.to_owned()
                        }
                        Token::Text(text) => format!("'{text}'"),
                    })
                    .collect();
                signs.join(" ")
            })
            .collect()
    }

    #[test]
    fn tags_are_cut_into_signs() {
        assert_eq!(
            shown(
                "x {{- a.b | default(value=\"}}\") -}} {% if a?.b >= 3 %}{# {{ no }} #}{{ 'é' ~ c }}"
            ),
            [
                "a . b | default ( value = '}}' )",
                "if a ?. b >= 3",
                "'é' ~ c"
            ]
        );
    }

    #[test]
    fn what_lies_between_is_told() {
        let text = "a{{ b }}c{# d #}{% raw %}{{ e }}{% endraw %}f{% g";
        let cut = cut(text);
        let between: String = cut.between.iter().map(|span| &text[span.range()]).collect();
        assert_eq!(between, "acf");
        let tags: Vec<(&str, bool)> = cut
            .tags
            .iter()
            .map(|tag| (&text[tag.span.range()], tag.closed))
            .collect();
        assert_eq!(tags, [("{{ b }}", true), ("{% g", false)]);
    }

    #[test]
    fn raw_is_left_out() {
        assert_eq!(shown("{% raw %}{{ a }}{% if %}{% endraw %}{{ b }}"), ["b"]);
    }

    #[test]
    fn what_is_not_closed_ends_with_the_text() {
        assert_eq!(shown("{{ a"), ["a"]);
        assert_eq!(shown("{{ 'a"), ["'a'"]);
        assert_eq!(shown("{# a"), Vec::<String>::new());
        assert_eq!(shown("{"), Vec::<String>::new());
    }
}
