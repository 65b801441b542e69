//! Names in single braces: `{ total }` is text, and was most likely meant to be a tag.

use crate::text::Span;

/// What stands in single braces and could be a name, with its place, braces included.
pub fn braced(text: &str, between: Span) -> Vec<(Span, &str)> {
    let mut braced = Vec::new();
    let Some(said) = text.get(between.range()) else {
        return braced;
    };
    let mut at = 0;
    while let Some(open) = said.get(at..).and_then(|rest| rest.find('{')) {
        let start = at + open;
        at = start + 1;
        let inside = said.get(at..).unwrap_or_default();
        let Some(end) = inside.find(['{', '}', '\n']) else {
            continue;
        };
        let (inner, rest) = inside.split_at(end);
        if rest.starts_with('}') && is_value(inner.trim()) {
            let byte = |at: usize| between.start + u32::try_from(at).unwrap_or_default();
            braced.push((Span::new(byte(start), byte(at + end + 1)), inner.trim()));
        }
        at += end;
    }
    braced
}

/// A name, with others after points, and filters behind it.
fn is_value(text: &str) -> bool {
    let name = text.split('|').next().unwrap_or_default().trim();
    let is_name = |part: &str| {
        part.starts_with(|c: char| c.is_alphabetic() || c == '_')
            && part.chars().all(|c| c.is_alphanumeric() || c == '_')
    };
    name.split('.').all(is_name)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_in_single_braces_are_found() {
        let text = "{ total } {deal.customer | money}{金额} {left: x} {1} {} {a\n} { b";
        let whole = Span::new(0, u32::try_from(text.len()).unwrap());
        let found: Vec<&str> = braced(text, whole)
            .into_iter()
            .map(|(_, name)| name)
            .collect();
        assert_eq!(found, ["total", "deal.customer | money", "金额"]);
    }
}
