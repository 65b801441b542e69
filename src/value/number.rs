//! Numbers: integers, decimals and percentages, exact and written in one way only.

mod meant;

use super::refusal::{all_digits, half_width, refuse};
use crate::language::Phrase;
use crate::say;
pub(super) use meant::tidy;
use meant::{POWERS, fill, unscale};
use rust_decimal::{Decimal, RoundingStrategy};

/// Reads a decimal number: `12`, `-0.5`, `1280000.00`. Places are kept as written.
pub fn decimal(text: &str) -> Result<Decimal, Phrase> {
    if !is_plain(text) {
        return Err(refuse(text, fault(text), tidy(text)));
    }
    let mut number = Decimal::from_str_exact(text).map_err(|_| {
        let reason = say!(en: "a number has at most 28 digits", zh: "数字最多 28 位");
        refuse(text, reason, None)
    })?;
    if number.is_zero() {
        number.set_sign_positive(true);
    }
    Ok(number)
}

/// Reads a whole number: `12`, `-3`.
pub fn integer(text: &str) -> Result<Decimal, Phrase> {
    let number = decimal(text)?;
    if number.scale() == 0 {
        return Ok(number);
    }
    let reason = say!(en: "a whole number has no decimal places", zh: "整数不能有小数");
    let whole = number.normalize();
    Err(refuse(
        text,
        reason,
        (whole.scale() == 0).then(|| whole.to_string()),
    ))
}

/// Reads a percentage as a share: `8%`, `7.5%` and `8 %` are 0.08, 0.075 and 0.08.
pub fn percent(text: &str) -> Result<Decimal, Phrase> {
    let Some(number) = text.strip_suffix('%') else {
        return Err(not_percent(text));
    };
    let number = number.strip_suffix(' ').unwrap_or(number);
    let mut share = decimal(number).map_err(|_| {
        let instead = tidy(number).map(|number| format!("{number}%"));
        refuse(text, fault(number), instead)
    })?;
    let places = share.scale() + 2;
    share.set_scale(places).map_err(|_| {
        let reason =
            say!(en: "a percentage has at most 26 decimal places", zh: "百分数最多 26 位小数");
        refuse(text, reason, None)
    })?;
    Ok(share)
}

/// The number with at most so many decimal places, half up (away from zero).
pub fn round(number: Decimal, places: u32) -> Decimal {
    number.round_dp_with_strategy(places, RoundingStrategy::MidpointAwayFromZero)
}

/// The number as one would write it, without needless zeros: `12.5`.
pub fn show(number: Decimal) -> String {
    number.normalize().to_string()
}

/// The number with just so many decimal places, half up: `12.50`.
pub fn fixed(number: Decimal, places: u32) -> String {
    let rounded = round(number, places);
    // Asked for more digits than it holds, the number's own writer panics.
    let lacking = places.saturating_sub(rounded.scale()) as usize;
    let point = if lacking > 0 && rounded.scale() == 0 {
        "."
    } else {
        ""
    };
    format!("{rounded}{point}{}", "0".repeat(lacking))
}

/// A share as a percentage: 0.08 is `8%`.
pub fn show_percent(share: Decimal) -> String {
    match share.checked_mul(Decimal::ONE_HUNDRED) {
        Some(number) => format!("{}%", number.normalize()),
        None => share.to_string(),
    }
}

/// Optional `-`, digits without leading zeros, and optionally `.` with digits.
fn is_plain(text: &str) -> bool {
    let text = text.strip_prefix('-').unwrap_or(text);
    let (whole, fraction) = match text.split_once('.') {
        Some((whole, fraction)) => (whole, Some(fraction)),
        None => (text, None),
    };
    all_digits(whole)
        && (whole == "0" || !whole.starts_with('0'))
        && fraction.is_none_or(all_digits)
}

/// Why a text that isn't plain is no number.
fn fault(text: &str) -> Phrase {
    let narrow = half_width(text);
    let has = |wanted: &[char]| narrow.contains(wanted);
    let digits = narrow.bytes().any(|b| b.is_ascii_digit());
    let unsigned = narrow.trim_start_matches(['-', '+']);
    if text.is_empty() {
        say!(en: "a number is missing", zh: "缺少数字")
    } else if !digits {
        say!(en: "isn't a number", zh: "不是数字")
    } else if POWERS.iter().any(|(word, _)| narrow.ends_with(word)) {
        say!(en: "a number is written in digits only", zh: "数字要全部用阿拉伯数字写出")
    } else if unsigned.to_ascii_lowercase().starts_with("0x") {
        say!(en: "numbers are decimal, not hexadecimal", zh: "只能用十进制数字")
    } else if has(&[',', '_', '\'', '、']) {
        say!(en: "a number has no thousands separators", zh: "数字里不能有千位分隔符")
    } else if narrow != text.trim() {
        say!(en: "a number is written in half-width digits", zh: "数字要用半角字符")
    } else if text.contains(char::is_whitespace) {
        say!(en: "a number has no spaces", zh: "数字里不能有空格")
    } else if narrow.starts_with('+') {
        say!(en: "a number has no plus sign", zh: "数字前不要写加号")
    } else if unscale(&narrow).is_some_and(|plain| plain != narrow) {
        say!(en: "a number has no exponent", zh: "不能用科学记数法")
    } else if unsigned.starts_with('.') || unsigned.ends_with('.') {
        say!(en: "a point needs digits on both sides", zh: "小数点两边都要有数字")
    } else if unsigned.starts_with('0') && fill(unsigned) != unsigned {
        say!(en: "a number has no leading zeros", zh: "数字前面不能有多余的 0")
    } else {
        say!(en: "isn't a number", zh: "不是数字")
    }
}

fn not_percent(text: &str) -> Phrase {
    let narrow = half_width(text);
    if let Some(number) = narrow.strip_suffix('%')
        && narrow != text
    {
        let reason =
            say!(en: "a percentage is written in half-width characters", zh: "百分数要用半角字符");
        return refuse(
            text,
            reason,
            tidy(number).map(|number| format!("{number}%")),
        );
    }
    match decimal(text) {
        // 0.08 may mean 8 % or 0.08 %, so that both are offered.
        Ok(number) if number.abs() < Decimal::ONE && !number.is_zero() => {
            let reason = say!(
                en: "a percentage needs its sign: write {share}, or {same}% if that is meant",
                zh: "百分数要带百分号：请写成 {share}（如果确实是 {same}%，就写 {same}%）",
                share = show_percent(number), same = number,
            );
            refuse(text, reason, None)
        }
        Ok(number) => {
            let reason = say!(en: "a percentage needs its sign", zh: "百分数要带百分号");
            refuse(text, reason, Some(format!("{number}%")))
        }
        Err(_) => {
            let reason = say!(en: "isn't a percentage such as 7.5%", zh: "不是百分数（例如 7.5%）");
            refuse(text, reason, None)
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn en(refused: Result<Decimal, Phrase>) -> String {
        refused.unwrap_err().en
    }

    #[test]
    fn plain_numbers_are_exact() {
        for text in [
            "0",
            "-1",
            "12.5",
            "1280000.00",
            "0.000001",
            "99999999999999.99",
        ] {
            assert_eq!(decimal(text).unwrap().to_string(), text);
        }
        assert_eq!(decimal("-0").unwrap().to_string(), "0");
        let sum = decimal("0.1").unwrap() + decimal("0.2").unwrap();
        assert_eq!(sum, decimal("0.3").unwrap());
    }

    #[test]
    fn other_forms_are_refused_with_what_to_write() {
        for (text, instead) in [
            ("1,000", "1000"),
            ("1,280,000.50", "1280000.50"),
            ("1e3", "1000"),
            ("1.5E-2", "0.015"),
            ("+5", "5"),
            (".5", "0.5"),
            ("-.5", "-0.5"),
            ("5.", "5"),
            ("５", "5"),
            ("－５．５", "-5.5"),
            ("128万", "1280000"),
            ("1.5亿", "150000000"),
            ("128 万", "1280000"),
            ("0x10", "16"),
            ("007", "7"),
            ("１，０００", "1000"),
            ("1 000 000", "1000000"),
            (" 5", "5"),
            ("5\n", "5"),
        ] {
            let refused = decimal(text).unwrap_err();
            assert!(
                refused.en.ends_with(&format!("write {instead} instead")),
                "{refused:?}"
            );
            assert!(
                refused.zh.ends_with(&format!("请写成 {instead}")),
                "{refused:?}"
            );
        }
    }

    #[test]
    fn what_nobody_can_guess_is_refused_without_a_guess() {
        for text in [
            "",
            "NaN",
            "inf",
            "-",
            ".",
            "1,28",
            "1.2.3",
            "1e",
            "e5",
            "12a",
            "--5",
            "一百",
            "1e999",
            "0x",
            "~",
            "null",
            "9999999999999999999999999999999",
        ] {
            assert!(!en(decimal(text)).contains("instead"), "{text}");
        }
        assert_eq!(en(decimal("NaN")), "NaN: isn't a number");
        assert_eq!(
            en(decimal("1,28")),
            "1,28: a number has no thousands separators"
        );
    }

    #[test]
    fn reasons_fit() {
        assert_eq!(
            decimal("128万").unwrap_err().zh,
            "128万：数字要全部用阿拉伯数字写出，请写成 1280000"
        );
        assert_eq!(
            en(decimal("007")),
            "007: a number has no leading zeros; write 7 instead"
        );
        assert_eq!(
            en(decimal("1e3")),
            "1e3: a number has no exponent; write 1000 instead"
        );
        assert_eq!(
            en(decimal("５")),
            "５: a number is written in half-width digits; write 5 instead"
        );
    }

    #[test]
    fn integers_have_no_places() {
        assert_eq!(integer("12").unwrap(), Decimal::from(12));
        assert!(en(integer("12.0")).ends_with("write 12 instead"));
        assert!(!en(integer("12.5")).contains("instead"));
    }

    #[test]
    fn halves_are_rounded_up() {
        for (text, rounded) in [
            ("2.005", "2.01"),
            ("2.004", "2.00"),
            ("-2.005", "-2.01"),
            ("1.005", "1.01"),
            ("3", "3"),
        ] {
            assert_eq!(round(decimal(text).unwrap(), 2).to_string(), rounded);
        }
    }

    #[test]
    fn percentages_are_shares() {
        for (text, share) in [
            ("8%", "0.08"),
            ("7.5%", "0.075"),
            ("8 %", "0.08"),
            ("-3%", "-0.03"),
            ("0%", "0"),
        ] {
            assert_eq!(percent(text).unwrap(), decimal(share).unwrap(), "{text}");
        }
        assert_eq!(show_percent(percent("7.50%").unwrap()), "7.5%");
        assert!(en(percent("8")).ends_with("write 8% instead"));
        assert!(en(percent("８％")).ends_with("write 8% instead"));
        assert!(en(percent("8％")).ends_with("write 8% instead"));
        assert!(en(percent("1,000%")).ends_with("write 1000% instead"));
        assert!(en(percent("0.08")).contains("write 8%, or 0.08% if"));
        for text in ["", "%", "8%%", "8  %", "八%", "百分之八"] {
            assert!(percent(text).is_err(), "{text}");
        }
    }

    proptest! {
        #[test]
        fn text_round_trips(units in -10_i128.pow(26)..10_i128.pow(26), places in 0_u32..=12) {
            let number = Decimal::from_i128_with_scale(units, places);
            prop_assert_eq!(decimal(&number.to_string()), Ok(number));
            prop_assert_eq!(decimal(&show(number)), Ok(number));
            prop_assert_eq!(percent(&show_percent(number)), Ok(number));
        }

        #[test]
        fn any_text_is_read_or_refused(text in "\\PC{0,12}|[-+0-9.,eE万亿%x ]{0,12}") {
            let _ = percent(&text);
            if let Ok(number) = decimal(&text) {
                prop_assert_eq!(number.to_string(), text.strip_prefix("-").filter(|_| number.is_zero()).unwrap_or(&text));
            }
            if let Some(instead) = tidy(&text) {
                prop_assert!(decimal(&instead).is_ok(), "{}", instead);
            }
        }
    }
}
