//! The receipt in a comment at the end, and back.

/// Longest receipt that is read, in bytes.
const LONGEST: usize = 1 << 20;
const BEGIN: &str = "<!-- deal-receipt ";
const END: &str = " -->";

/// The comment. What could end it is written as `%2D`, `%3E`.
pub(super) fn comment(statement: &str) -> String {
    let mut comment = String::from(BEGIN);
    let mut before = ' ';
    for c in statement.chars() {
        match c {
            '%' | '>' | '\0'..='\x1f' => comment.push_str(&format!("%{:02X}", u32::from(c))),
            '-' if before == '-' => comment.push_str("%2D"),
            c => comment.push(c),
        }
        before = c;
    }
    comment.push_str(END);
    comment
}

/// The receipt of a Markdown file: the last one, since texts above may pretend to be one.
pub fn receipt(markdown: &[u8]) -> Option<String> {
    let text =
        String::from_utf8_lossy(markdown.last_chunk::<LONGEST>().map_or(markdown, |end| end));
    let line = text.lines().rev().find(|line| line.starts_with(BEGIN))?;
    decoded(line.trim_end().strip_prefix(BEGIN)?.strip_suffix(END)?)
}

fn decoded(text: &str) -> Option<String> {
    let mut parts = text.split('%');
    let mut decoded = parts.next()?.to_owned();
    for part in parts {
        let code = u8::from_str_radix(part.get(..2)?, 16).ok()?;
        decoded.push(char::from(code));
        decoded.push_str(part.get(2..)?);
    }
    Some(decoded)
}
