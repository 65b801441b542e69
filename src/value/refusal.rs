//! How every reader of values says no: the text, what is wrong with it, and what to write instead.

use crate::language::Phrase;
use crate::say;
use unicode_normalization::UnicodeNormalization;

/// Most characters of a refused text that are repeated in the message.
const SHOWN: usize = 40;

/// The message for `text`, which is wrong for `reason`; `instead` is what was probably meant.
pub(super) fn refuse(text: &str, reason: Phrase, instead: Option<String>) -> Phrase {
    let shown = shown(text);
    match instead {
        Some(instead) => say!(
            en: "{text}: {reason}; write {instead} instead",
            zh: "{text}：{reason}，请写成 {instead}",
            text = shown, reason = reason, instead = instead,
        ),
        None => say!(en: "{text}: {reason}", zh: "{text}：{reason}", text = shown, reason = reason),
    }
}

/// The text as it can stand in a message: short, and without control characters.
pub(super) fn shown(text: &str) -> String {
    if text.is_empty() {
        return "\"\"".to_owned();
    }
    let mut shown: String = text
        .chars()
        .take(SHOWN)
        .flat_map(|c| {
            let plain = (!c.is_control()).then_some(c);
            let escaped = c.is_control().then(|| c.escape_default());
            plain.into_iter().chain(escaped.into_iter().flatten())
        })
        .collect();
    if text.chars().nth(SHOWN).is_some() {
        shown.push('…');
    }
    shown
}

/// The text in half-width characters and without spaces around it: what people meant who typed with a Chinese keyboard.
pub(super) fn half_width(text: &str) -> String {
    let narrow: String = text.nfkc().collect();
    narrow.trim().to_owned()
}

/// Whether `text` has only ASCII digits, and at least one.
pub(super) fn all_digits(text: &str) -> bool {
    !text.is_empty() && text.bytes().all(|b| b.is_ascii_digit())
}
