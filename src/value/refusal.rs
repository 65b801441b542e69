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
pub fn shown(text: &str) -> String {
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

#[cfg(test)]
mod tests {
    use crate::language::Phrase;
    use crate::value::{
        Currency, Length, Moment, Money, boolean, contact, date, id, number, personal, size,
    };
    use chrono_tz::Tz;

    /// What every reader says to a text that none of them takes.
    fn refusals(text: &str) -> Vec<Phrase> {
        let cny = Currency::new("CNY").unwrap();
        [
            number::decimal(text).err(),
            number::integer(text).err(),
            number::percent(text).err(),
            Money::read(text, cny).err(),
            Currency::read(text).err(),
            date::read(text).err(),
            Moment::read(text, Tz::Asia__Shanghai).err(),
            Length::read(text).err(),
            boolean::read(text).err(),
            contact::email(text).err(),
            contact::phone(text).err(),
            contact::url(text).err(),
            id::read(text).err(),
            id::uuid(text).err(),
            size::read(text).err(),
        ]
        .into_iter()
        .map(|refused| refused.unwrap_or_else(|| panic!("{text:.40} was read")))
        .collect()
    }

    #[test]
    fn long_texts_get_short_refusals() {
        for part in [
            "1",
            "９",
            "¥",
            "1,",
            "1 ",
            "a-",
            "A ",
            "a@",
            "万",
            "0x",
            "1e",
            "-",
            "(0)",
            "\u{301}",
            "年月日",
            "13812345678 ",
        ] {
            let text = part.repeat(2_000);
            for refused in refusals(&text) {
                assert!(
                    refused.en.len() < 400 && refused.zh.len() < 400,
                    "{refused:?}"
                );
            }
            let _ = personal::mask(&text);
        }
    }

    #[test]
    fn refusals_have_no_control_characters() {
        for refused in refusals("\u{1b}[31m1\r\n\0\u{9b}") {
            assert!(!refused.en.contains(char::is_control), "{refused:?}");
            assert!(!refused.zh.contains(char::is_control), "{refused:?}");
        }
    }
}
