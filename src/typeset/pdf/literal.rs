//! Texts as string literals of Typst: whatever is in them, they are text.

use crate::text::is_hidden;

/// A text between quotes. Line ends become spaces, and what can't be seen is dropped.
pub fn line(text: &str) -> String {
    quoted(text.chars().filter_map(|c| match c {
        '\n' | '\r' | '\t' | '\u{b}' | '\u{c}' | '\u{85}' | '\u{2028}' | '\u{2029}' => Some(' '),
        c => shown(c),
    }))
}

/// A text of several lines between quotes. Line ends and tabs stay.
pub fn lines(text: &str) -> String {
    let text = text.replace("\r\n", "\n");
    quoted(text.chars().filter_map(|c| match c {
        '\r' | '\u{b}' | '\u{c}' | '\u{85}' | '\u{2028}' | '\u{2029}' => Some('\n'),
        '\n' | '\t' => Some(c),
        c => shown(c),
    }))
}

fn shown(c: char) -> Option<char> {
    let dropped = c.is_control() || is_hidden(c) || c == '\u{feff}' || is_noncharacter(c);
    (!dropped).then_some(c)
}

fn is_noncharacter(c: char) -> bool {
    u32::from(c) & 0xfffe == 0xfffe || matches!(c, '\u{fdd0}'..='\u{fdef}')
}

fn quoted(text: impl Iterator<Item = char>) -> String {
    let mut literal = String::from('"');
    for c in text {
        match c {
            '"' => literal.push_str("\\\""),
            '\\' => literal.push_str("\\\\"),
            '\n' => literal.push_str("\\n"),
            '\t' => literal.push_str("\\t"),
            c => literal.push(c),
        }
    }
    literal.push('"');
    literal
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;
    use typst_syntax::{SyntaxKind, ast, parse_code};

    fn read(literal: &str) -> Option<String> {
        let root = parse_code(literal);
        let mut nodes = root.children();
        let node = nodes.next()?;
        let text = node.cast::<ast::Str>()?.get().to_string();
        (node.kind() == SyntaxKind::Str && nodes.next().is_none()).then_some(text)
    }

    #[test]
    fn what_cannot_be_seen_is_dropped() {
        assert_eq!(line("a\u{7}\u{202e}b\r\n\u{ffff}c"), "\"ab  c\"");
        assert_eq!(lines("a\r\nb\rc\td\u{1b}"), r#""a\nb\nc\td""#);
    }

    proptest! {
        #[test]
        fn a_text_comes_back(text in any::<String>()) {
            let shown: String = text.chars().filter_map(shown).collect();
            let kept = shown.replace(['\u{2028}', '\u{2029}'], " ");
            prop_assert_eq!(read(&line(&kept)), Some(kept));
        }

        #[test]
        fn any_text_is_one_literal(text in r#"(["\\nu{}#$\[\]*/\n\t]|\PC){0,40}"#) {
            prop_assert!(read(&line(&text)).is_some());
            prop_assert!(read(&lines(&text)).is_some());
        }
    }
}
