//! What was probably meant by a text that isn't a plain number.

use super::is_plain;
use crate::value::refusal::{all_digits, half_width};
use rust_decimal::Decimal;

/// Words for powers of ten, longest first.
pub(super) const POWERS: [(&str, u32); 7] = [
    ("万亿", 12),
    ("千万", 7),
    ("百万", 6),
    ("亿", 8),
    ("万", 4),
    ("萬", 4),
    ("千", 3),
];

/// What was probably meant by a text that isn't a plain number, in the plain form.
pub(in crate::value) fn tidy(text: &str) -> Option<String> {
    let text = half_width(text).replace('\u{2212}', "-");
    let (sign, text) = match text.strip_prefix('-') {
        Some(rest) => ("-", rest),
        None => ("", text.strip_prefix('+').unwrap_or(&text)),
    };
    let (text, power) = POWERS
        .iter()
        .find_map(|&(word, power)| Some((text.strip_suffix(word)?.trim_end(), power)))
        .unwrap_or((text, 0));
    if !text.contains(|c: char| c.is_ascii_digit()) {
        return None;
    }
    let plain = fill(&unscale(&ungroup(text)?)?);
    if plain.starts_with('-') || !is_plain(&plain) {
        return None;
    }
    let number = Decimal::from_str_exact(&plain).ok()?;
    if power == 0 {
        return Some(format!("{sign}{number}"));
    }
    let factor = Decimal::from(10_u64.pow(power));
    Some(format!("{sign}{}", number.checked_mul(factor)?.normalize()))
}

/// Without separators, where they stand between groups of three or of four digits.
fn ungroup(text: &str) -> Option<String> {
    let (whole, rest) = text.split_at(text.find('.').unwrap_or(text.len()));
    let Some(separator) = whole.chars().find(|c| [',', ' ', '_', '\''].contains(c)) else {
        return Some(text.to_owned());
    };
    let mut groups = whole.split(separator);
    let head = groups.next()?;
    let tail: Vec<&str> = groups.collect();
    let size = tail.first()?.len();
    let grouped = (size == 3 || size == 4)
        && all_digits(head)
        && head.len() <= size
        && tail
            .iter()
            .all(|group| group.len() == size && all_digits(group));
    grouped.then(|| format!("{head}{}{rest}", tail.concat()))
}

/// Without exponent and in decimal digits.
pub(super) fn unscale(text: &str) -> Option<String> {
    let lower = text.to_ascii_lowercase();
    if let Some(hex) = lower.strip_prefix("0x") {
        return u64::from_str_radix(hex, 16).ok().map(|n| n.to_string());
    }
    let Some((mantissa, _)) = lower.split_once('e') else {
        return Some(lower);
    };
    if !mantissa.bytes().any(|b| b.is_ascii_digit()) {
        return None;
    }
    Decimal::from_scientific(&lower)
        .ok()
        .map(|n| n.normalize().to_string())
}

/// With a digit on both sides of the point and no leading zeros.
pub(super) fn fill(text: &str) -> String {
    let (whole, fraction) = text.split_once('.').unwrap_or((text, ""));
    let whole = match whole.trim_start_matches('0') {
        "" => "0",
        whole => whole,
    };
    match fraction {
        "" => whole.to_owned(),
        fraction => format!("{whole}.{fraction}"),
    }
}
