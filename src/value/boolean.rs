//! Yes or no.

use super::refusal::{half_width, refuse};
use crate::language::Phrase;
use crate::say;

const YES: [&str; 8] = ["true", "yes", "y", "on", "1", "是", "有", "对"];
const NO: [&str; 9] = ["false", "no", "n", "off", "0", "否", "无", "不", "没有"];

/// Reads `true` or `false`.
pub fn read(text: &str) -> Result<bool, Phrase> {
    match text {
        "true" => Ok(true),
        "false" => Ok(false),
        _ => {
            let reason = say!(en: "must be true or false", zh: "只能是 true 或 false");
            Err(refuse(text, reason, likely(text).map(str::to_owned)))
        }
    }
}

fn likely(text: &str) -> Option<&'static str> {
    let word = half_width(text).to_lowercase();
    if YES.contains(&word.as_str()) {
        Some("true")
    } else if NO.contains(&word.as_str()) {
        Some("false")
    } else {
        None
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_two_words_are_read() {
        assert_eq!(read("true"), Ok(true));
        assert_eq!(read("false"), Ok(false));
        for (text, instead) in [
            ("no", "false"),
            ("Yes", "true"),
            ("TRUE", "true"),
            ("是", "true"),
            ("否", "false"),
            ("0", "false"),
        ] {
            assert!(
                read(text)
                    .unwrap_err()
                    .en
                    .ends_with(&format!("write {instead} instead")),
                "{text}"
            );
        }
        for text in ["", "~", "maybe", "2"] {
            assert!(!read(text).unwrap_err().en.contains("instead"), "{text}");
        }
    }
}
