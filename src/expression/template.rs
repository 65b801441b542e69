//! Messages with expressions in them: `"{item.name} 的单价 {item.unit_price}"`. `{{` and `}}` are braces.

use super::check::{Site, Wants, compile};
use super::compiled::Compiled;
use super::problem::Problem;
use super::schema::Schema;
use super::world::Scope;
use crate::language::Language;
use crate::say;
use crate::text::Span;

/// A checked message.
#[derive(Debug)]
pub struct Template {
    parts: Vec<Part>,
}

#[derive(Debug)]
enum Part {
    Text(String),
    Value(Compiled),
}

/// A piece of a message's text.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum Piece {
    /// Text as it is, braces resolved.
    Text(String),
    /// The bytes of an expression, between its braces.
    Expression(Span),
}

impl Template {
    /// Checks a message; spans are in its text. What the site wants is of no account.
    ///
    /// # Errors
    /// All mistakes, in the text's order.
    pub fn compile(text: &str, schema: &dyn Schema, site: &Site) -> Result<Template, Vec<Problem>> {
        let site = Site {
            wants: Wants::Shown,
            ..site.clone()
        };
        let (pieces, mut problems) = pieces(text);
        let mut parts = Vec::new();
        for piece in pieces {
            match piece {
                Piece::Text(text) => parts.push(Part::Text(text)),
                Piece::Expression(span) => {
                    let inner = text.get(span.range()).unwrap_or_default();
                    match compile(inner, schema, &site) {
                        Ok(compiled) => parts.push(Part::Value(compiled)),
                        Err(found) => problems
                            .extend(found.into_iter().map(|problem| problem.shifted(span.start))),
                    }
                }
            }
        }
        if problems.is_empty() {
            return Ok(Template { parts });
        }
        problems.sort_by_key(|problem| (problem.span.start, problem.span.end));
        Err(problems)
    }

    /// The expressions in the message, in its order.
    pub fn expressions(&self) -> impl Iterator<Item = &Compiled> {
        self.parts.iter().filter_map(|part| match part {
            Part::Text(_) => None,
            Part::Value(compiled) => Some(compiled),
        })
    }

    /// The message of one record, in one language.
    pub fn render(&self, scope: &Scope<'_>, language: Language) -> String {
        let mut text = String::new();
        for part in &self.parts {
            match part {
                Part::Text(part) => text.push_str(part),
                Part::Value(compiled) => {
                    let value = compiled.eval(scope).value;
                    text.push_str(value.shown(compiled.ty(), scope.world).get(language));
                }
            }
        }
        text
    }
}

/// The pieces of a message's text, and the braces that don't fit.
pub fn pieces(text: &str) -> (Vec<Piece>, Vec<Problem>) {
    let (mut pieces, mut problems) = (Vec::new(), Vec::new());
    let mut plain = String::new();
    let mut rest = text;
    while let Some(at) = rest.find(['{', '}']) {
        let (before, from_brace) = rest.split_at(at);
        plain.push_str(before);
        let start = text.len() - from_brace.len();
        let (brace, after) = from_brace.split_at(1);
        rest = after;
        if let Some(after) = rest.strip_prefix(brace) {
            plain.push_str(brace);
            rest = after;
        } else if brace == "}" {
            problems.push(unpaired(start, brace));
        } else if let Some(length) = expression_length(rest) {
            if !plain.is_empty() {
                pieces.push(Piece::Text(std::mem::take(&mut plain)));
            }
            let span = Span::new((start + 1) as u32, (start + 1 + length) as u32);
            pieces.push(Piece::Expression(span));
            rest = rest.get(length + 1..).unwrap_or_default();
        } else {
            problems.push(unpaired(start, brace));
        }
    }
    plain.push_str(rest);
    if !plain.is_empty() {
        pieces.push(Piece::Text(plain));
    }
    (pieces, problems)
}

fn unpaired(at: usize, brace: &str) -> Problem {
    Problem::new(
        Span::new(at as u32, (at + 1) as u32),
        say!(en: "`{brace}` without its other half", zh: "`{brace}` 没有成对", brace = brace),
    )
    .help(say!(en: "a brace in the text is written twice: `{brace}{brace}`", zh: "文本里的花括号要写两遍：`{brace}{brace}`", brace = brace))
}

/// Bytes up to the closing brace; texts in the expression may have braces.
fn expression_length(rest: &str) -> Option<usize> {
    let mut quote = None;
    let mut escaped = false;
    for (at, c) in rest.char_indices() {
        match (quote, c) {
            _ if escaped => escaped = false,
            (Some(_), '\\') => escaped = true,
            (Some(open), c) if c == open => quote = None,
            (Some(_), _) => {}
            (None, '\'' | '"') => quote = Some(c),
            (None, '}') => return Some(at),
            (None, '{') => return None,
            (None, _) => {}
        }
    }
    None
}
