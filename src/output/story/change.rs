//! How a value changed, in few words: money and percent with their difference, long texts around what differs.

use crate::history::{Difference, FieldChange};
use crate::language::Phrase;
use crate::say;
use crate::value::{Cell, Money, number};

/// Most characters of a value that are shown.
const LONGEST: usize = 80;
/// Characters that are shown around what differs in a long text.
const AROUND: usize = 12;

/// `Amount: 1,000.00 CNY → 1,200.00 CNY (+200.00)`. Values that may hold personal data are left out if `hidden`.
pub fn phrase(change: &FieldChange, hidden: bool) -> Phrase {
    let title = &change.title;
    if change.personal && hidden {
        return say!(en: "{title}: changed", zh: "{title}：有改动", title = title);
    }
    match &change.difference {
        Difference::Set { old, new } => set(title, old, new),
        Difference::Added(item) => {
            say!(en: "{title}: added ({item})", zh: "{title}：新增（{item}）", title = title, item = short(item))
        }
        Difference::Removed(item) => {
            say!(en: "{title}: removed ({item})", zh: "{title}：删除（{item}）", title = title, item = short(item))
        }
        Difference::Reordered => {
            say!(en: "{title}: in another order", zh: "{title}：顺序有变", title = title)
        }
    }
}

/// How the value of something that people call `title` changed.
pub fn set(title: &Phrase, old: &Cell, new: &Cell) -> Phrase {
    match (old, new) {
        (old, new) if new.is_empty() => {
            say!(en: "{title}: removed (was {old})", zh: "{title}：已清空（原为 {old}）", title = title, old = short(old))
        }
        (old, new) if old.is_empty() => {
            say!(en: "{title}: {new} (was empty)", zh: "{title}：{new}（原为空）", title = title, new = short(new))
        }
        (old, new) => {
            let (was, is) = both(old, new);
            match step(old, new) {
                Some(step) => {
                    say!(en: "{title}: {was} → {is} ({step})", zh: "{title}：{was} → {is}（{step}）", title = title, was = was, is = is, step = step)
                }
                None => {
                    say!(en: "{title}: {was} → {is}", zh: "{title}：{was} → {is}", title = title, was = was, is = is)
                }
            }
        }
    }
}

/// By how much: `+200.00`, `+6 points`.
fn step(old: &Cell, new: &Cell) -> Option<Phrase> {
    match (old, new) {
        (Cell::Money(old), Cell::Money(new)) => Some(Phrase::same(signed_money(old, new)?)),
        (Cell::Percent(old), Cell::Percent(new)) => {
            let share = new.checked_sub(*old)?;
            let text = number::show_percent(number::round(share, 6));
            let points = text.trim_end_matches('%').trim().to_owned();
            let points = match share.is_sign_positive() {
                true => format!("+{points}"),
                false => points,
            };
            Some(say!(en: "{points} points", zh: "{points} 个百分点", points = points))
        }
        _ => None,
    }
}

/// `+200.00`: how much more it is, in the same currency.
pub fn signed_money(old: &Money, new: &Money) -> Option<String> {
    if old.currency != new.currency {
        return None;
    }
    let amount = new.amount.checked_sub(old.amount)?;
    let difference = Money {
        amount,
        currency: new.currency,
    };
    let grouped = difference.grouped();
    let digits = grouped.split(' ').next().unwrap_or_default();
    Some(match amount.is_sign_negative() {
        true => digits.to_owned(),
        false => format!("+{digits}"),
    })
}

fn short(cell: &Cell) -> Phrase {
    let shown = cell.shown();
    Phrase {
        en: cut(&shown.en),
        zh: cut(&shown.zh),
    }
}

/// The beginning of a long text, on one line.
fn cut(text: &str) -> String {
    let line = text.split_whitespace().collect::<Vec<_>>().join(" ");
    match line.chars().count() > LONGEST {
        true => line.chars().take(LONGEST).chain(['…']).collect(),
        false => line,
    }
}

/// Two values; of two long texts, what differs.
fn both(old: &Cell, new: &Cell) -> (Phrase, Phrase) {
    let (was, is) = (old.shown(), new.shown());
    let (en_was, en_is) = around(&was.en, &is.en);
    let (zh_was, zh_is) = around(&was.zh, &is.zh);
    let phrase = |en, zh| Phrase { en, zh };
    (phrase(en_was, zh_was), phrase(en_is, zh_is))
}

fn around(old: &str, new: &str) -> (String, String) {
    if old.chars().count() <= LONGEST && new.chars().count() <= LONGEST {
        return (cut(old), cut(new));
    }
    let (old, new): (Vec<char>, Vec<char>) = (old.chars().collect(), new.chars().collect());
    let same =
        |pairs: &mut dyn Iterator<Item = (&char, &char)>| pairs.take_while(|(a, b)| a == b).count();
    let first = same(&mut old.iter().zip(&new));
    let shorter = old.len().min(new.len()) - first;
    let last = same(&mut old.iter().rev().zip(new.iter().rev())).min(shorter);
    let part = |text: &[char]| {
        let (start, end) = (
            first.saturating_sub(AROUND),
            (text.len() - last + AROUND).min(text.len()),
        );
        let inside: String = text.get(start..end).unwrap_or_default().iter().collect();
        let (before, after) = (
            if start > 0 { "…" } else { "" },
            if end < text.len() { "…" } else { "" },
        );
        format!("{before}{}{after}", cut(&inside))
    };
    (part(&old), part(&new))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::value::Currency;

    fn set(old: Cell, new: Cell) -> Phrase {
        let change = FieldChange {
            path: "x".to_owned(),
            title: Phrase::same("X"),
            personal: false,
            difference: Difference::Set { old, new },
        };
        phrase(&change, false)
    }

    #[test]
    fn money_and_percent_say_by_how_much() {
        let cny = Currency::new("CNY").unwrap();
        let money = |text| Cell::Money(Money::read(text, cny).unwrap());
        assert_eq!(
            set(money("1000"), money("880.5")).en,
            "X: 1,000.00 CNY → 880.50 CNY (-119.50)"
        );
        assert_eq!(
            set(money("1000"), money("USD 1")).en,
            "X: 1,000.00 CNY → 1.00 USD"
        );
        let percent = |text| Cell::Percent(number::percent(text).unwrap());
        assert_eq!(
            set(percent("8%"), percent("14%")).en,
            "X: 8% → 14% (+6 points)"
        );
        assert_eq!(
            set(percent("8%"), percent("7.5%")).zh,
            "X：8% → 7.5%（-0.5 个百分点）"
        );
        assert_eq!(set(Cell::Empty, percent("5%")).zh, "X：5%（原为空）");
    }

    #[test]
    fn long_texts_are_shown_where_they_differ() {
        let long = "同".repeat(200);
        let text = |middle: &str| Cell::Text(format!("{long}{middle}\n{long}"));
        let said = set(text("旧"), text("新的")).zh;
        assert_eq!(
            said,
            format!(
                "X：…{0}旧 {1}… → …{0}新的 {1}…",
                "同".repeat(12),
                "同".repeat(11)
            )
        );
    }
}
