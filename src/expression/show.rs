//! Values as people read them, in both languages.

use super::types::Type;
use super::value::{List, Reference, Val};
use super::world::{Found, World};
use crate::language::Phrase;
use crate::say;
use crate::value::{Decimal, Length, Moment, Money, Unit};
use rust_decimal::RoundingStrategy;

/// Most items of a list that are shown.
const MOST_ITEMS: usize = 20;
/// Most decimal places of a number.
const MOST_PLACES: u32 = 6;

impl Val<'_> {
    /// The value for people. `ty` is its expression's type: percents are shown as such.
    pub fn shown(&self, ty: &Type, world: &dyn World) -> Phrase {
        match self {
            Val::Null => say!(en: "(empty)", zh: "（空）"),
            Val::Unknown => say!(en: "(unknown)", zh: "（未知）"),
            Val::Boolean(true) => say!(en: "yes", zh: "是"),
            Val::Boolean(false) => say!(en: "no", zh: "否"),
            Val::Number(number) => Phrase::same(shown_number(*number, ty)),
            Val::Text(text) => Phrase::same(text.as_ref()),
            Val::File(file) => Phrase::same(file.path()),
            Val::Choice(choices, at) => choices
                .values
                .get(usize::from(*at))
                .map_or_else(Phrase::default, |(_, title)| title.clone()),
            Val::Moment(moment) => Phrase::same(shown_moment(*moment)),
            Val::Length(length) => shown_length(*length),
            Val::Money(money) => Phrase::same(shown_money(*money)),
            Val::List(list) => shown_list(list, ty, world),
            Val::Group(_) => say!(en: "(fields)", zh: "（一组字段）"),
            Val::Record(record) => world.name(record),
            Val::Reference(to) => shown_reference(to, world),
        }
    }
}

fn shown_reference(to: &Reference<'_>, world: &dyn World) -> Phrase {
    match world.resolve(to.kind, to.id, to.from) {
        Found::Record(record) => world.name(record),
        Found::Missing | Found::Broken => Phrase::same(to.id),
    }
}

fn shown_list(list: &List<'_>, ty: &Type, world: &dyn World) -> Phrase {
    let of = match ty {
        Type::List(of) => of,
        other => other,
    };
    let items: Vec<Phrase> = list
        .values()
        .take(MOST_ITEMS)
        .map(|item| item.shown(of, world))
        .collect();
    let more = if list.len() > MOST_ITEMS { "…" } else { "" };
    let texts = |pick: fn(&Phrase) -> &str, separator: &str| {
        let texts: Vec<&str> = items.iter().map(pick).collect();
        texts.join(separator) + more
    };
    Phrase {
        en: texts(|item| &item.en, ", "),
        zh: texts(|item| &item.zh, "、"),
    }
}

fn rounded(number: Decimal, places: u32) -> Decimal {
    number.round_dp_with_strategy(places, RoundingStrategy::MidpointAwayFromZero)
}

fn shown_number(number: Decimal, ty: &Type) -> String {
    let percent = matches!(ty, Type::Number { percent: true });
    match number.checked_mul(Decimal::ONE_HUNDRED).filter(|_| percent) {
        Some(percents) => format!("{}%", rounded(percents, MOST_PLACES - 2).normalize()),
        None => rounded(number, MOST_PLACES).normalize().to_string(),
    }
}

/// `1,280,000.00 CNY`: grouped, to the cent.
fn shown_money(money: Money) -> String {
    let amount = format!("{:.2}", rounded(money.amount, 2));
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
    format!("{sign}{grouped}.{cents} {}", money.currency.code())
}

fn shown_moment(moment: Moment) -> String {
    match moment.time {
        Some(time) => format!("{} {}", moment.date, time.format("%H:%M")),
        None => moment.date.to_string(),
    }
}

fn shown_length(length: Length) -> Phrase {
    let count = length.count;
    let (one, many, zh) = match length.unit {
        Unit::Hours => ("hour", "hours", "小时"),
        Unit::Days => ("day", "days", "天"),
        Unit::WorkingDays => ("working day", "working days", "个工作日"),
        Unit::Weeks => ("week", "weeks", "周"),
        Unit::Months => ("month", "months", "个月"),
        Unit::Years => ("year", "years", "年"),
        Unit::MonthEnd => return say!(en: "the end of the month", zh: "月底"),
    };
    let unit = Phrase {
        en: if count == 1 { one } else { many }.to_owned(),
        zh: zh.to_owned(),
    };
    say!(en: "{count} {unit}", zh: "{count} {unit}", count = count, unit = unit)
}
