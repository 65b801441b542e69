//! Filters on money, numbers and percentages.

use super::{Setting, maybe, need, shown, whole};
use crate::language::{Language, Phrase};
use crate::say;
use crate::value::{Currency, Decimal, Money, capitals as financial, number as numbers};
use tera::{Kwargs, Value};

/// Signs of currencies that people know.
const SIGNS: [(&str, &str); 5] = [
    ("CNY", "¥"),
    ("USD", "$"),
    ("EUR", "€"),
    ("GBP", "£"),
    ("HKD", "HK$"),
];

/// A value that can be computed with.
#[derive(Clone, Copy, PartialEq, Debug)]
enum Quantity {
    Number(Decimal),
    Percent(Decimal),
    Money(Money),
}

impl Quantity {
    fn read(value: &Value, setting: &Setting) -> Result<Quantity, Phrase> {
        let text = value.to_string().replace(',', "");
        let read = match text.strip_suffix('%') {
            Some(_) => numbers::percent(&text).map(Quantity::Percent),
            None if text.contains(' ') => {
                // Between computations an amount may have more places than money is written with.
                money_of(&text).map(Quantity::Money).map_or_else(
                    || Money::read(&text, setting.currency).map(Quantity::Money),
                    Ok,
                )
            }
            None => numbers::decimal(&text).map(Quantity::Number),
        };
        read.map_err(|_| {
            say!(en: "{value} is no money and no number", zh: "{value} 不是金额或数字", value = shown(value))
        })
    }

    /// The number in it; a percentage as a share.
    fn number(self) -> Decimal {
        match self {
            Quantity::Number(number) | Quantity::Percent(number) => number,
            Quantity::Money(money) => money.amount,
        }
    }

    fn with(self, number: Decimal) -> Quantity {
        match self {
            Quantity::Number(_) => Quantity::Number(number),
            Quantity::Percent(_) => Quantity::Percent(number),
            Quantity::Money(money) => Quantity::Money(Money {
                amount: number,
                ..money
            }),
        }
    }

    /// As it goes on in a template.
    fn value(self) -> Value {
        Value::from(match self {
            Quantity::Number(number) => numbers::show(number),
            Quantity::Percent(share) => numbers::show_percent(share),
            Quantity::Money(money) if money.amount.normalize().scale() <= 2 => money.grouped(),
            Quantity::Money(money) => {
                format!("{} {}", money.amount.normalize(), money.currency.code())
            }
        })
    }
}

fn money_of(text: &str) -> Option<Money> {
    let (amount, code) = text.split_once(' ')?;
    Some(Money {
        amount: numbers::decimal(amount).ok()?,
        currency: Currency::read(code).ok()?,
    })
}

fn read_money(value: &Value, setting: &Setting) -> Result<Money, Phrase> {
    match Quantity::read(value, setting)? {
        Quantity::Money(money) => Ok(money),
        Quantity::Number(amount) => Ok(Money {
            amount,
            currency: setting.currency,
        }),
        Quantity::Percent(_) => {
            Err(say!(en: "{value} is no money", zh: "{value} 不是金额", value = shown(value)))
        }
    }
}

/// `¥586,380.00`; in English `CNY 586,380.00`, since the sign is the yen's too.
pub fn money(value: &Value, _: &Kwargs, setting: &Setting) -> Result<Value, Phrase> {
    let money = read_money(value, setting)?;
    let code = money.currency.code();
    let is_doubtful = setting.language == Language::En && code == "CNY";
    let sign = SIGNS.iter().find(|(known, _)| *known == code);
    let sign = sign
        .filter(|_| !is_doubtful)
        .map_or_else(|| format!("{code} "), |(_, sign)| (*sign).to_owned());
    let amount = bare(money);
    Ok(Value::from(match amount.strip_prefix('-') {
        Some(amount) => format!("-{sign}{amount}"),
        None => format!("{sign}{amount}"),
    }))
}

/// `586,380.00`
pub fn amount(value: &Value, _: &Kwargs, setting: &Setting) -> Result<Value, Phrase> {
    Ok(Value::from(bare(read_money(value, setting)?)))
}

fn bare(money: Money) -> String {
    let grouped = money.grouped();
    grouped.split(' ').next().unwrap_or_default().to_owned()
}

/// `CNY`
pub fn currency(value: &Value, _: &Kwargs, setting: &Setting) -> Result<Value, Phrase> {
    Ok(Value::from(read_money(value, setting)?.currency.code()))
}

/// `人民币伍拾捌万陆仟叁佰捌拾元整`
pub fn capitals(value: &Value, _: &Kwargs, setting: &Setting) -> Result<Value, Phrase> {
    let money = read_money(value, setting)?;
    if money.currency.code() != "CNY" {
        return Err(
            say!(en: "financial capitals are for CNY, not {code}", zh: "大写金额只用于人民币，不用于 {code}", code = money.currency.code()),
        );
    }
    match financial::write(money.amount) {
        Some(text) => Ok(Value::from(format!("人民币{text}"))),
        None if money.amount.normalize().scale() > 2 => Err(
            say!(en: "{value} has more than two places: round it first with `cents`", zh: "{value} 超过两位小数：请先用 `cents` 舍入", value = shown(value)),
        ),
        None => Err(
            say!(en: "{value} can't be written in financial capitals", zh: "{value} 无法写成大写金额", value = shown(value)),
        ),
    }
}

/// The money that capitals say.
pub fn from_capitals(value: &Value, _: &Kwargs, _: &Setting) -> Result<Value, Phrase> {
    let amount = value.as_str().and_then(financial::read);
    let currency = Currency::new("CNY");
    match amount.zip(currency) {
        Some((amount, currency)) => Ok(Quantity::Money(Money { amount, currency }).value()),
        None => Err(
            say!(en: "{value} is no amount in financial capitals", zh: "{value} 不是大写金额", value = shown(value)),
        ),
    }
}

/// A product: of one that has a unit, and one that has none.
pub fn times(value: &Value, given: &Kwargs, setting: &Setting) -> Result<Value, Phrase> {
    let one = Quantity::read(value, setting)?;
    let two = Quantity::read(&need(given, "by")?, setting)?;
    let (of, by) = match (one, two) {
        (Quantity::Money(_), Quantity::Money(_)) => {
            return Err(say!(en: "money can't be multiplied by money", zh: "金额不能与金额相乘"));
        }
        (by, of @ Quantity::Money(_)) | (by @ Quantity::Percent(_), of @ Quantity::Number(_)) => {
            (of, by)
        }
        (of, by) => (of, by),
    };
    let product = of.number().checked_mul(by.number()).ok_or_else(too_large)?;
    Ok(of.with(product).value())
}

/// A sum of two of the same sort.
pub fn plus(value: &Value, given: &Kwargs, setting: &Setting) -> Result<Value, Phrase> {
    let one = Quantity::read(value, setting)?;
    let two = Quantity::read(&need(given, "add")?, setting)?;
    Ok(added(one, two)?.value())
}

/// A difference of two of the same sort.
pub fn minus(value: &Value, given: &Kwargs, setting: &Setting) -> Result<Value, Phrase> {
    let one = Quantity::read(value, setting)?;
    let two = Quantity::read(&need(given, "take")?, setting)?;
    Ok(added(one, two.with(-two.number()))?.value())
}

fn added(one: Quantity, two: Quantity) -> Result<Quantity, Phrase> {
    let alike = match (one, two) {
        (Quantity::Money(one), Quantity::Money(two)) => one.currency == two.currency,
        (Quantity::Number(_), Quantity::Number(_))
        | (Quantity::Percent(_), Quantity::Percent(_)) => true,
        _ => false,
    };
    if !alike {
        return Err(say!(
            en: "{one} and {two} can't be added: only what has the same unit can", zh: "{one} 与 {two} 不能相加减：单位须相同",
            one = shown(&one.value()), two = shown(&two.value())
        ));
    }
    let sum = one
        .number()
        .checked_add(two.number())
        .ok_or_else(too_large)?;
    Ok(one.with(sum))
}

fn too_large() -> Phrase {
    say!(en: "the result is too large", zh: "结果过大")
}

/// To two places, half up.
pub fn cents(value: &Value, _: &Kwargs, setting: &Setting) -> Result<Value, Phrase> {
    let quantity = Quantity::read(value, setting)?;
    Ok(quantity.with(numbers::round(quantity.number(), 2)).value())
}

/// The sum of a list. An empty one gives zero in the pipeline's currency.
pub fn total(value: &Value, given: &Kwargs, setting: &Setting) -> Result<Value, Phrase> {
    let of = maybe(given, "of");
    let items = super::list::items(value)?;
    let mut sum: Option<Quantity> = None;
    for item in items {
        let part = match &of {
            Some(of) => super::list::field(item, of)?,
            None => Some(item.clone()),
        };
        // What isn't there adds nothing.
        let Some(part) = part.filter(|part| !part.is_undefined()) else {
            continue;
        };
        let part = Quantity::read(&part, setting)?;
        sum = Some(match sum {
            Some(sum) => added(sum, part)?,
            None => part,
        });
    }
    let none = Quantity::Money(Money {
        amount: Decimal::ZERO,
        currency: setting.currency,
    });
    Ok(sum.unwrap_or(none).value())
}

/// A number in groups of three.
pub fn number(value: &Value, given: &Kwargs, setting: &Setting) -> Result<Value, Phrase> {
    let number = Quantity::read(value, setting)?.number();
    let places = places(given)?;
    let number = places.map_or(number, |places| numbers::round(number, places));
    let unsigned = number.abs();
    let text = match places {
        Some(places) => numbers::fixed(unsigned, places),
        None => numbers::show(unsigned),
    };
    let (whole, rest) = match text.split_once('.') {
        Some((whole, rest)) => (whole.to_owned(), format!(".{rest}")),
        None => (text, String::new()),
    };
    let grouped = bare(Money {
        amount: Decimal::from_str_exact(&whole).unwrap_or_default(),
        currency: setting.currency,
    });
    let sign = if number < Decimal::ZERO { "-" } else { "" };
    let grouped = grouped.trim_end_matches("00").trim_end_matches('.');
    Ok(Value::from(format!("{sign}{grouped}{rest}")))
}

/// A percentage with so many places.
pub fn percent(value: &Value, given: &Kwargs, setting: &Setting) -> Result<Value, Phrase> {
    let share = Quantity::read(value, setting)?.number();
    Ok(Value::from(match places(given)? {
        Some(places) => {
            let hundred = share
                .checked_mul(Decimal::ONE_HUNDRED)
                .ok_or_else(too_large)?;
            format!("{}%", numbers::fixed(hundred, places))
        }
        None => numbers::show_percent(share),
    }))
}

fn places(given: &Kwargs) -> Result<Option<u32>, Phrase> {
    let places = whole(given, "places")?;
    Ok(places.map(|places| u32::try_from(places.clamp(0, 8)).unwrap_or(0)))
}

/// `9.2 折`, `8% off`; of no discount, nothing.
pub fn off(value: &Value, _: &Kwargs, setting: &Setting) -> Result<Value, Phrase> {
    let share = Quantity::read(value, setting)?.number();
    if share.is_zero() {
        return Ok(Value::from(""));
    }
    if share < Decimal::ZERO || share > Decimal::ONE {
        return Err(
            say!(en: "{value} is no discount: it is from 0% to 100%", zh: "{value} 不是折扣：应在 0% 到 100% 之间", value = shown(value)),
        );
    }
    Ok(Value::from(match setting.language {
        Language::ZhCn => format!(
            "{} 折",
            numbers::show((Decimal::ONE - share) * Decimal::TEN)
        ),
        Language::En => format!("{}% off", numbers::show(share * Decimal::from(100))),
    }))
}
