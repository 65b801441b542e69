//! Which texts may stand without quotes.

use regex::Regex;
use std::sync::LazyLock;

/// Whether `text` can be written without quotes and every reader of YAML gets it back as this text.
pub(super) fn is_plain_text(text: &str, in_brackets: bool) -> bool {
    is_plain(text, in_brackets) && !is_typed(text)
}

/// Whether `text` can be written without quotes, whatever it is then taken for.
pub(super) fn is_plain(text: &str, in_brackets: bool) -> bool {
    const SIGNS: &[char] = &[
        '?', ':', ',', '[', ']', '{', '}', '#', '&', '*', '!', '|', '>', '\'', '"', '%', '@', '`',
    ];
    let dash = |text: &str| {
        text.strip_prefix('-').is_some_and(|rest| {
            rest.is_empty() || rest.starts_with(['-', ' ', ',', '[', ']', '{', '}'])
        })
    };
    let outside = text.starts_with(char::is_whitespace) || text.ends_with(char::is_whitespace);
    let bracket = |c: char| matches!(c, ',' | '[' | ']' | '{' | '}' | '?');
    !(text.is_empty()
        || outside
        || text.starts_with(SIGNS)
        || dash(text)
        || text.starts_with("...")
        || text.starts_with("<<<<<<<")
        || text.starts_with("=======")
        || text.starts_with(">>>>>>>")
        || text.ends_with(':')
        || text.contains(": ")
        || text.contains(" #")
        || text.contains(is_unwritable)
        || text.contains('\t')
        || in_brackets && (text.contains(bracket) || text.contains(":#")))
}

/// A character that has to be escaped wherever it stands.
pub(super) fn is_unwritable(c: char) -> bool {
    match c {
        '\t' => false,
        '\0'..='\x1f' | '\x7f'..='\u{9f}' | '\u{2028}' | '\u{2029}' | '\u{feff}' => true,
        '\u{fff9}'..='\u{fffb}' | '\u{fffe}' | '\u{ffff}' => true,
        _ => false,
    }
}

/// Whether a reader of YAML 1.1 or 1.2 takes the plain text for something else: nothing, a boolean, a number, a time.
fn is_typed(text: &str) -> bool {
    static TYPED: LazyLock<Option<Regex>> = LazyLock::new(|| {
        Regex::new(concat!(
            r"(?i)^(?:~|null|true|false|yes|no|on|off|y|n|<<|=",
            r"|[-+]?(?:0x[0-9a-f_]+|0o[0-7_]+|0b[01_]+)",
            r"|[-+]?[0-9][0-9_,]*(?::[0-9_]+)*(?:\.[0-9_]*)?(?:e[-+]?[0-9_]+)?",
            r"|[-+]?\.[0-9_]+(?:e[-+]?[0-9_]+)?",
            r"|[-+]?\.inf|\.nan",
            r"|[0-9]{4}-[0-9]{1,2}-[0-9]{1,2}",
            r"(?:(?:t| +)[0-9]{1,2}:[0-9:.]+ *(?:z|[-+][0-9:]+)?)?)$"
        ))
        .ok()
    });
    // The pattern is a constant; were it broken, everything would be quoted.
    TYPED.as_ref().is_none_or(|typed| typed.is_match(text))
}
