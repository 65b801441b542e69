//! An amount in a currency, exact.

use super::Currency;
use super::number;
use super::refusal::{half_width, refuse};
use crate::language::Phrase;
use crate::say;
use rust_decimal::Decimal;
use std::fmt;

/// Amounts are smaller than this, and greater than its negative: 10^15.
const LIMIT: i64 = 1_000_000_000_000_000;

/// Decimal places that an amount may have.
const PLACES: u32 = 2;

/// What people write for the currency of China.
const YUAN: [&str; 7] = ["人民币", "RMB", "元整", "元", "圆", "¥", "块"];

/// An amount in a currency.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Money {
    /// The amount, in the currency's main unit.
    pub amount: Decimal,
    /// Of what.
    pub currency: Currency,
}

impl Money {
    /// Reads `1280000.00` (in the currency `default`), `CNY 1280000` or `1280000 CNY`: at most two decimal places,
    /// less than 10^15.
    pub fn read(text: &str, default: Currency) -> Result<Money, Phrase> {
        let (amount, currency) = match text.split_once(' ') {
            None => (number::decimal(text).ok(), Ok(default)),
            Some((a, b)) if a.starts_with(|c: char| c.is_ascii_digit() || c == '-') => {
                (number::decimal(a).ok(), Currency::read(b))
            }
            Some((a, b)) => (number::decimal(b).ok(), Currency::read(a)),
        };
        let (Some(amount), Ok(currency)) = (amount, currency) else {
            return Err(fault(text, default));
        };
        fits(text, amount)?;
        Ok(Money { amount, currency })
    }

    /// The amount with at least two decimal places: `1280000.00`.
    pub fn amount_text(&self) -> String {
        let mut amount = self.amount.normalize();
        if amount.scale() < PLACES {
            amount.rescale(PLACES);
        }
        amount.to_string()
    }

    /// For people, in groups of three and to the cent: `1,280,000.00 CNY`.
    pub fn grouped(&self) -> String {
        let amount = format!("{:.2}", number::round(self.amount, PLACES));
        let (sign, digits) = match amount.strip_prefix('-') {
            Some(digits) => ("-", digits),
            None => ("", amount.as_str()),
        };
        let (whole, cents) = digits.split_once('.').unwrap_or((digits, "00"));
        let mut grouped = String::new();
        for (at, digit) in whole.chars().enumerate() {
            if at > 0 && (whole.len() - at).is_multiple_of(3) {
                grouped.push(',');
            }
            grouped.push(digit);
        }
        format!("{sign}{grouped}.{cents} {}", self.currency.code())
    }
}

impl fmt::Display for Money {
    /// `CNY 1280000.00`: at least two decimal places, more where a calculation left them.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{} {}", self.currency, self.amount_text())
    }
}

fn fits(text: &str, amount: Decimal) -> Result<(), Phrase> {
    if amount.scale() > PLACES {
        let reason = say!(en: "an amount has at most two decimal places", zh: "金额最多两位小数");
        let short = amount.normalize();
        let instead = (short.scale() <= PLACES)
            .then(|| text.replace(&amount.to_string(), &short.to_string()));
        return Err(refuse(text, reason, instead));
    }
    if amount.abs() >= Decimal::from(LIMIT) {
        let reason = say!(en: "an amount is less than 10^15", zh: "金额必须小于 10^15");
        return Err(refuse(text, reason, None));
    }
    Ok(())
}

fn fault(text: &str, default: Currency) -> Phrase {
    let narrow = half_width(text);
    let (bare, yuan) = without_yuan(&narrow);
    if yuan {
        let reason = say!(en: "a currency is written as its code, not as a sign or word", zh: "货币要写代码，不写符号或“元”");
        let amount =
            number::tidy(bare).or_else(|| number::decimal(bare).ok().map(|n| n.to_string()));
        let instead = amount.map(|amount| match default.code() {
            "CNY" => amount,
            _ => format!("CNY {amount}"),
        });
        return refuse(text, reason, instead);
    }
    if let Some((code, amount)) = split_code(&narrow) {
        let amount = number::tidy(amount);
        return match (Currency::read(&code), amount) {
            (Ok(code), Some(amount)) => {
                let reason = say!(
                    en: "an amount is written like CNY 1280000.00",
                    zh: "金额的写法如 CNY 1280000.00",
                );
                refuse(text, reason, Some(format!("{code} {amount}")))
            }
            (Err(reason), _) => reason,
            (Ok(_), None) => not_money(text),
        };
    }
    number::decimal(text)
        .err()
        .unwrap_or_else(|| not_money(text))
}

fn not_money(text: &str) -> Phrase {
    let reason = say!(
        en: "isn't an amount such as 1280000.00 or USD 12000",
        zh: "不是金额（例如 1280000.00 或 USD 12000）",
    );
    refuse(text, reason, None)
}

/// The text without signs and words for yuan around it, and whether there were any.
fn without_yuan(text: &str) -> (&str, bool) {
    let mut bare = text.trim();
    while let Some(rest) = YUAN
        .iter()
        .find_map(|word| bare.strip_prefix(word).or_else(|| bare.strip_suffix(word)))
    {
        bare = rest.trim();
    }
    (bare, bare.len() < text.trim().len())
}

/// A code of three letters before or after the amount, however they are joined.
fn split_code(text: &str) -> Option<(String, &str)> {
    let letters = |part: &str| part.len() == 3 && part.bytes().all(|b| b.is_ascii_alphabetic());
    let (head, tail) = (text.get(..3)?, text.get(3..)?);
    if letters(head) {
        return Some((head.to_ascii_uppercase(), tail.trim()));
    }
    let at = text.len() - 3;
    let (head, tail) = (text.get(..at)?, text.get(at..)?);
    letters(tail).then(|| (tail.to_ascii_uppercase(), head.trim()))
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn cny() -> Currency {
        Currency::new("CNY").unwrap()
    }

    #[test]
    fn amounts_are_exact() {
        for (text, shown) in [
            ("1280000.00", "CNY 1280000.00"),
            ("1280000", "CNY 1280000.00"),
            ("CNY 1280000", "CNY 1280000.00"),
            ("1280000 USD", "USD 1280000.00"),
            ("-100.5", "CNY -100.50"),
            ("CNY -100", "CNY -100.00"),
            ("999999999999999.99", "CNY 999999999999999.99"),
            ("0", "CNY 0.00"),
        ] {
            assert_eq!(Money::read(text, cny()).unwrap().to_string(), shown);
        }
    }

    #[test]
    fn other_forms_are_refused_with_what_to_write() {
        for (text, instead) in [
            ("1,280,000", "1280000"),
            ("1,280,000.00", "1280000.00"),
            ("128万", "1280000"),
            ("128万元", "1280000"),
            ("￥1280000", "1280000"),
            ("¥ 1,280,000.00", "1280000.00"),
            ("1280000元", "1280000"),
            ("人民币128万元整", "1280000"),
            ("１２８", "128"),
            ("RMB 100", "100"),
            ("CNY1280000", "CNY 1280000"),
            ("cny 1280000", "CNY 1280000"),
            ("1280000cny", "CNY 1280000"),
            ("USD 1,000", "USD 1000"),
            ("100.500", "100.5"),
            ("CNY 100.500", "CNY 100.5"),
            ("CYN 100", "CNY"),
        ] {
            let refused = Money::read(text, cny()).unwrap_err();
            assert!(
                refused.en.ends_with(&format!("write {instead} instead")),
                "{refused:?}"
            );
        }
        let usd = Currency::new("USD").unwrap();
        assert!(
            Money::read("￥100", usd)
                .unwrap_err()
                .en
                .ends_with("write CNY 100 instead")
        );
    }

    #[test]
    fn what_is_no_amount_is_refused() {
        for text in [
            "",
            "NaN",
            "1.234",
            "1000000000000000",
            "-1000000000000000",
            "CNY",
            "CNY ",
            " 100",
            "$100",
            "-CNY 100",
            "100 200",
            "CNY 100 CNY",
            "CNY  100",
            "100 ",
            "面议",
            "元",
            "1e999",
        ] {
            assert!(Money::read(text, cny()).is_err(), "{text}");
        }
    }

    proptest! {
        #[test]
        fn text_round_trips(fen in -99_999_999_999_999_999_i64..=99_999_999_999_999_999) {
            let money = Money { amount: Decimal::new(fen, 2), currency: cny() };
            prop_assert_eq!(Money::read(&money.to_string(), cny()), Ok(money));
        }

        #[test]
        fn any_text_is_read_or_refused(text in "\\PC{0,12}|[-0-9.,CNYcny万元¥ ]{0,12}") {
            let _ = Money::read(&text, cny());
        }
    }
}
