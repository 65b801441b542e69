//! What makes a number one of a kind: its beginning, its length, its check digit.

use std::ops::Range;

/// A mainland mobile number, in digits.
pub(super) fn is_mobile(number: &str) -> bool {
    matches!(number.as_bytes(), [b'1', b'3'..=b'9', rest @ ..] if rest.len() == 9)
}

/// First two digits: the provinces of GB/T 2260.
fn is_province(code: u32) -> bool {
    matches!(code, 11..=15 | 21..=23 | 31..=37 | 41..=46 | 50..=54 | 61..=65 | 71 | 81..=83)
}

/// An identity number: place, day of birth and check character.
pub(super) fn is_id_card(number: &str) -> bool {
    let upper = number.to_ascii_uppercase();
    let (Some(body), Some(check)) = (upper.get(..17), upper.get(17..)) else {
        return false;
    };
    if !body.bytes().all(|b| b.is_ascii_digit()) {
        return false;
    }
    let part = |range: Range<usize>| {
        body.get(range)
            .and_then(|part| part.parse::<u32>().ok())
            .unwrap_or(0)
    };
    let year = part(6..10);
    let born = i32::try_from(year)
        .ok()
        .and_then(|year| chrono::NaiveDate::from_ymd_opt(year, part(10..12), part(12..14)));
    is_province(part(0..2))
        && born.is_some()
        && (1900..2100).contains(&year)
        && check == id_check(body)
}

/// The check character of GB 11643 (ISO 7064, MOD 11-2).
fn id_check(body: &str) -> &'static str {
    const CHECKS: [&str; 11] = ["0", "1", "2", "3", "4", "5", "6", "7", "8", "9", "X"];
    let rest = body
        .bytes()
        .fold(0, |sum, digit| (sum + u32::from(digit - b'0')) * 2 % 11);
    CHECKS
        .get(((12 - rest) % 11) as usize)
        .copied()
        .unwrap_or_default()
}

/// A card number, in digits: an issuer's beginning, its length and its check digit.
pub(super) fn is_bank_card(number: &str) -> bool {
    let issued = match number.len() {
        15 => number.starts_with("34") || number.starts_with("37"),
        16 => matches!(
            number.as_bytes(),
            [b'4', ..] | [b'5', b'1'..=b'5', ..] | [b'6', b'2', ..] | [b'3', b'5', ..]
        ),
        17..=19 => number.starts_with("62"),
        _ => false,
    };
    issued && luhn(number)
}

fn luhn(number: &str) -> bool {
    let sum: u32 = number
        .bytes()
        .rev()
        .enumerate()
        .map(|(at, digit)| {
            let digit = u32::from(digit - b'0');
            match at % 2 {
                0 => digit,
                _ => digit * 2 / 10 + digit * 2 % 10,
            }
        })
        .sum();
    sum.is_multiple_of(10)
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    const ID: &str = "11010519491231002X";

    #[test]
    fn the_check_character_is_the_standards() {
        for (body, check) in [("11010519491231002", "X"), ("44052418800101001", "4")] {
            assert_eq!(id_check(body), check);
        }
    }

    #[test]
    fn the_check_digit_is_luhns() {
        assert!(luhn("79927398713"));
        assert!(!luhn("79927398710"));
    }

    proptest! {
        #[test]
        fn one_wrong_digit_is_no_identity_number(at in 0_usize..17, by in 1_u8..10) {
            let mut bytes = ID.as_bytes().to_vec();
            bytes[at] = b'0' + (bytes[at] - b'0' + by) % 10;
            prop_assert!(!is_id_card(&String::from_utf8(bytes).unwrap()));
        }
    }
}
