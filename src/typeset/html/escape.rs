//! Text as HTML and CSS that mean just that text.

/// `text` between tags, and in quotes.
pub(super) fn text(text: &str) -> String {
    let mut out = String::with_capacity(text.len() + 8);
    for c in text.chars() {
        match c {
            '&' => out.push_str("&amp;"),
            '<' => out.push_str("&lt;"),
            '>' => out.push_str("&gt;"),
            '"' => out.push_str("&quot;"),
            '\n' => out.push(c),
            c if c.is_control() => {}
            c => out.push(c),
        }
    }
    out
}

/// `text` between double quotes.
pub(super) fn attribute(value: &str) -> String {
    text(value).replace('\n', "&#10;")
}

/// `text` as a string of CSS. Letters and digits stay; all else goes by its number, so that nothing ends the
/// string or the style sheet. The space behind a number ends it and isn't shown.
pub(super) fn css_string(text: &str) -> String {
    let mut out = String::from("\"");
    for c in text.chars() {
        if c.is_alphanumeric() || c == ' ' {
            out.push(c);
        } else if !c.is_control() {
            out.push_str(&format!("\\{:x} ", u32::from(c)));
        }
    }
    out.push('"');
    out
}
