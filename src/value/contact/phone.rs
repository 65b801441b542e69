//! Telephone numbers, of mainland China and international.

use crate::language::Phrase;
use crate::say;
use crate::value::refusal::{all_digits, half_width, refuse};

/// Signs before an extension.
const EXTENSIONS: [&str; 4] = ["转", "ext.", "ext", "x"];

/// Reads a telephone number: a mainland mobile (`138 1234 5678`), a landline with its area code (`021-6888 0123`,
/// with an extension `-801`, `转 801` or `ext. 801`), a 400 or 800 number, or an international one from `+` on.
pub fn phone(text: &str) -> Result<&str, Phrase> {
    if is_phone(text) {
        return Ok(text);
    }
    let reason = say!(
        en: "isn't a telephone number such as 13812345678, 021-68880123 or +86 21 6888 0123",
        zh: "不是电话号码（例如 13812345678、021-68880123 或 +86 21 6888 0123）",
    );
    Err(refuse(text, reason, tidy(text)))
}

fn is_phone(text: &str) -> bool {
    let (number, extension) = split_extension(text);
    if extension.is_some_and(|extension| !all_digits(extension) || extension.len() > 6) {
        return false;
    }
    match number.strip_prefix('+') {
        Some(number) => is_international(number),
        None => is_mobile(number) || is_landline(number) || is_service(number),
    }
}

/// The number and its extension after a word; an extension after `-` stays with the number.
fn split_extension(text: &str) -> (&str, Option<&str>) {
    for sign in EXTENSIONS {
        if let Some((number, extension)) = text.split_once(sign) {
            return (
                number.trim_end_matches(' '),
                Some(extension.trim_start_matches(' ')),
            );
        }
    }
    (text, None)
}

/// The digits of groups joined by single spaces or `-`.
fn grouped(text: &str) -> Option<String> {
    let groups: Vec<&str> = text.split([' ', '-']).collect();
    groups
        .iter()
        .all(|group| all_digits(group))
        .then(|| groups.concat())
}

fn is_mobile(text: &str) -> bool {
    grouped(text).is_some_and(|digits| {
        digits.len() == 11
            && digits.starts_with('1')
            && digits
                .as_bytes()
                .get(1)
                .is_some_and(|b| (b'3'..=b'9').contains(b))
    })
}

/// An area code with its 0, then `-` (or the code in brackets), seven or eight digits, and perhaps `-` and an extension.
fn is_landline(text: &str) -> bool {
    let bracketed = text.strip_prefix('(').and_then(|rest| rest.split_once(')'));
    let Some((area, rest)) = bracketed.or_else(|| text.split_once('-')) else {
        return false;
    };
    let (number, extension) = match rest.rsplit_once('-') {
        // `6888-0123` is a number in two groups, `68880123-01` one with an extension.
        Some((number, extension)) if grouped(number).is_some_and(|digits| digits.len() >= 7) => {
            (number, Some(extension))
        }
        _ => (rest, None),
    };
    is_area(area)
        && grouped(number.strip_prefix(' ').unwrap_or(number))
            .is_some_and(|digits| is_local(&digits))
        && extension.is_none_or(|extension| all_digits(extension) && extension.len() <= 6)
}

/// `0` and two or three digits: `010`, `021`, `0755`.
fn is_area(text: &str) -> bool {
    let short = text.len() == 3 && (text.starts_with("010") || text.starts_with("02"));
    let long = text.len() == 4
        && text.starts_with('0')
        && !text.starts_with("00")
        && !text.starts_with("01")
        && !text.starts_with("02");
    all_digits(text) && (short || long)
}

fn is_local(digits: &str) -> bool {
    (7..=8).contains(&digits.len()) && !digits.starts_with(['0', '1'])
}

fn is_service(text: &str) -> bool {
    grouped(text).is_some_and(|digits| {
        digits.len() == 10 && (digits.starts_with("400") || digits.starts_with("800"))
    })
}

/// What comes after `+`: 8 to 15 digits in groups; of China, a mobile or landline.
fn is_international(text: &str) -> bool {
    let flat = unbracketed(text).replace('.', " ");
    let Some(digits) = grouped(&flat) else {
        return false;
    };
    match digits.strip_prefix("86") {
        Some(national) => {
            let landline = [2, 3].into_iter().any(|at| {
                let (area, number) = national.split_at(at.min(national.len()));
                is_area(&format!("0{area}")) && is_local(number)
            });
            is_mobile(national) || landline || is_service(national)
        }
        None => (8..=15).contains(&digits.len()) && !digits.starts_with('0'),
    }
}

/// The number that was probably meant: in half-width characters, without brackets, a landline with its `-`.
fn tidy(text: &str) -> Option<String> {
    let narrow = half_width(text).replace(['—', '–', '−'], "-");
    let narrow = narrow.strip_prefix("tel:").unwrap_or(&narrow).trim();
    if is_phone(narrow) {
        return Some(narrow.to_owned());
    }
    let international = narrow.strip_prefix("00").map(|rest| format!("+{rest}"));
    if let Some(number) = international.filter(|number| is_phone(number)) {
        return Some(number);
    }
    [3, 4].into_iter().find_map(|at| {
        let (area, number) = (narrow.get(..at)?, narrow.get(at..)?);
        let number = format!("{area}-{}", number.trim_start());
        is_phone(&number).then_some(number)
    })
}

/// Without the brackets round one group of digits, and without `(0)`, which is only dialled inside the country.
fn unbracketed(text: &str) -> String {
    let parts = text
        .split_once('(')
        .and_then(|(head, rest)| Some((head, rest.split_once(')')?)));
    match parts {
        Some((head, ("0", tail))) => format!("{head}{}", tail.trim_start_matches(' ')),
        Some((head, (area, tail))) if all_digits(area) => format!("{head}{area}{tail}"),
        _ => text.to_owned(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn numbers_are_read() {
        for text in [
            "13812345678",
            "138 1234 5678",
            "138-1234-5678",
            "19912345678",
            "021-68880123",
            "021-6888 0123",
            "021-6888-0123",
            "010-55550123-801",
            "0755-8888012",
            "0571-88880123 转 801",
            "021-68880123 ext. 8",
            "021-68880123x8",
            "(021) 6888 0123",
            "(0755)88880123",
            "400-820-1234",
            "4008201234",
            "+86 138 1234 5678",
            "+8613812345678",
            "+86 21 6888 0123",
            "+86-755-8888-0123",
            "+86 (0)21 6888 0123",
            "+1 (212) 555-0123",
            "+44 20 7946 0958",
            "+49.30.901820",
            "+852 2345 6789",
            "+1-212-555-0123 ext. 12",
        ] {
            assert_eq!(phone(text), Ok(text));
        }
    }

    #[test]
    fn others_are_refused() {
        for (text, instead) in [
            ("１３８１２３４５６７８", "13812345678"),
            ("02168880123", "021-68880123"),
            ("075588880123", "0755-88880123"),
            ("021 6888 0123", "021-6888 0123"),
            ("（021）68880123", "(021)68880123"),
            ("021—68880123", "021-68880123"),
            ("008613812345678", "+8613812345678"),
            ("tel:13812345678", "13812345678"),
        ] {
            assert!(
                phone(text)
                    .unwrap_err()
                    .en
                    .ends_with(&format!("write {instead} instead")),
                "{text}: {:?}",
                phone(text)
            );
        }
        for text in [
            "",
            "12345",
            "1381234567",
            "138123456789",
            "12812345678",
            "+",
            "+86",
            "+86 123",
            "+0123456789",
            "+12345678901234567",
            "021-",
            "021-12345678",
            "138--12345678",
            "abc",
            "+1 abc",
            "13812345678 / 13912345678",
            "13812345678\n",
            "转 8",
            "+1((212) 5550123",
            "+1()2125550123",
            "0000-88880123",
        ] {
            assert!(phone(text).is_err(), "{text:?}");
        }
    }

    proptest! {
        #[test]
        fn any_text_is_read_or_refused(text in "\\PC{0,16}|[-+0-9() x转]{0,20}") {
            let _ = phone(&text);
        }
    }
}
