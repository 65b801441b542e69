//! Going through the signs of a tag one by one.

use super::{Sign, Token};
use crate::text::Span;

/// Signs that are gone through.
pub struct Walk<'w, 't> {
    signs: &'w [Sign<'t>],
    /// The sign that is next.
    pub at: usize,
}

impl<'w, 't> Walk<'w, 't> {
    /// A walk from the first of these signs.
    pub fn new(signs: &'w [Sign<'t>]) -> Walk<'w, 't> {
        Walk { signs, at: 0 }
    }

    /// The sign that is next.
    pub fn peek(&self) -> Option<Sign<'t>> {
        self.signs.get(self.at).copied()
    }

    /// Goes past a name, if one is next.
    pub fn name(&mut self) -> Option<(&'t str, Span)> {
        let sign = self.peek()?;
        let Token::Name(name) = sign.token else {
            return None;
        };
        self.at += 1;
        Some((name, sign.span))
    }

    /// Goes past a sign, if it is this one.
    pub fn takes(&mut self, token: Token<'_>) -> bool {
        let is_it = self.peek().is_some_and(|sign| sign.token == token);
        self.at += usize::from(is_it);
        is_it
    }

    /// What is inside the bracket that was just opened; goes past its end.
    pub fn until_closed(&mut self) -> &'w [Sign<'t>] {
        let start = self.at;
        let mut depth = 1;
        while let Some(sign) = self.peek() {
            match sign.token {
                Token::Sign("(" | "[" | "{" | "?[") => depth += 1,
                Token::Sign(")" | "]" | "}") => depth -= 1,
                _ => {}
            }
            self.at += 1;
            if depth == 0 {
                return self.signs.get(start..self.at - 1).unwrap_or_default();
            }
        }
        self.signs.get(start..).unwrap_or_default()
    }

    /// The text that the value from a sign up to here is compared with.
    pub fn compared(&self, from: usize) -> Option<(Span, &'t str)> {
        let compares = |at: usize| {
            let sign = self.signs.get(at)?;
            matches!(sign.token, Token::Sign("==" | "!=")).then_some(at)
        };
        let text = |at: usize| {
            let sign = self.signs.get(at)?;
            match sign.token {
                Token::Text(text) => Some((sign.span, text)),
                _ => None,
            }
        };
        match compares(self.at) {
            Some(at) => text(at + 1),
            None => text(compares(from.checked_sub(1)?)?.checked_sub(1)?),
        }
    }

    /// Whether the sign at a place computes with the values beside it.
    pub fn is_operator(&self, at: Option<usize>) -> bool {
        let sign = at.and_then(|at| self.signs.get(at));
        sign.is_some_and(|sign| match sign.token {
            Token::Sign(sign) => !matches!(sign, "(" | ")" | "[" | "]" | "," | "|"),
            Token::Name(name) => name == "in",
            _ => false,
        })
    }
}

/// Parts between commas that are in no bracket.
pub fn split_outside<'w, 't>(signs: &'w [Sign<'t>]) -> Vec<&'w [Sign<'t>]> {
    let mut parts = Vec::new();
    let (mut start, mut depth) = (0, 0usize);
    for (at, sign) in signs.iter().enumerate() {
        match sign.token {
            Token::Sign("(" | "[" | "{" | "?[") => depth += 1,
            Token::Sign(")" | "]" | "}") => depth = depth.saturating_sub(1),
            Token::Sign(",") if depth == 0 => {
                parts.extend(signs.get(start..at));
                start = at + 1;
            }
            _ => {}
        }
    }
    parts.extend(signs.get(start..).filter(|rest| !rest.is_empty()));
    parts
}
