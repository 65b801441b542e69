//! A text as a scalar: plain, in quotes, or as a block of lines.

use super::plain::is_unwritable;
use std::fmt::Write as _;

/// The text in double quotes.
pub(super) fn double(text: &str) -> String {
    let mut quoted = String::with_capacity(text.len() + 2);
    quoted.push('"');
    for c in text.chars() {
        match c {
            '"' => quoted.push_str("\\\""),
            '\\' => quoted.push_str("\\\\"),
            '\n' => quoted.push_str("\\n"),
            '\t' => quoted.push_str("\\t"),
            '\r' => quoted.push_str("\\r"),
            c if is_unwritable(c) => {
                // Writing to a string doesn't fail.
                let _ = match c as u32 {
                    code @ ..=0xff => write!(quoted, "\\x{code:02x}"),
                    code => write!(quoted, "\\u{code:04x}"),
                };
            }
            c => quoted.push(c),
        }
    }
    quoted.push('"');
    quoted
}

/// The text in single quotes, if it can be written so on one line.
pub(super) fn single(text: &str) -> Option<String> {
    let plain = !text.contains(|c| c == '\t' || is_unwritable(c));
    plain.then(|| format!("'{}'", text.replace('\'', "''")))
}

/// The sign and the lines of a text as a block, if it can be written so. `sign` is `|` or `>`; of a `>`, the text has
/// one line.
pub(super) fn block(text: &str, sign: char) -> Option<(String, Vec<&str>)> {
    let (body, strip) = match text.strip_suffix('\n') {
        Some(body) => (body, ""),
        None => (text, "-"),
    };
    let lines: Vec<&str> = body.split('\n').collect();
    let first = lines.first()?;
    let fits = |line: &&str| {
        let blank = line.trim_ascii().is_empty();
        (line.is_empty() || !blank) && !line.contains(is_unwritable)
    };
    let begins = !first.is_empty() && !first.starts_with([' ', '\t']);
    let ends = lines.last().is_some_and(|line| !line.is_empty());
    (begins && ends && lines.iter().all(fits)).then(|| (format!("{sign}{strip}"), lines))
}
