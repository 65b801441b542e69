//! XML written: texts escaped, characters that it can't hold or that nobody sees left out.

/// The namespace of Word's own elements.
pub const WORD: &str = "http://schemas.openxmlformats.org/wordprocessingml/2006/main";
/// The namespace of relationships named in a part, and the beginning of their types.
pub const RELATED: &str = "http://schemas.openxmlformats.org/officeDocument/2006/relationships";
/// The first line of each part.
pub const DECLARATION: &str = "<?xml version=\"1.0\" encoding=\"UTF-8\" standalone=\"yes\"?>\n";

/// Whether a character can stand in a text: XML 1.0 holds it, and it doesn't turn the direction of what follows.
pub fn holds(c: char) -> bool {
    !matches!(c, '\0'..='\u{8}' | '\u{b}' | '\u{c}' | '\u{e}'..='\u{1f}' | '\u{7f}'..='\u{9f}'
        | '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}' | '\u{fffe}' | '\u{ffff}')
}

/// Appends a text as the content of an element or attribute, on one line.
pub fn push(out: &mut String, text: &str) {
    for c in text.chars().filter(|c| holds(*c)) {
        match c {
            '&' => out.push_str("&amp;"),
            '<' => out.push_str("&lt;"),
            '>' => out.push_str("&gt;"),
            '"' => out.push_str("&quot;"),
            '\'' => out.push_str("&#39;"),
            '\n' | '\r' | '\t' => out.push(' '),
            c => out.push(c),
        }
    }
}

/// A text as the content of an element or attribute, on one line.
pub fn escaped(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    push(&mut out, text);
    out
}
