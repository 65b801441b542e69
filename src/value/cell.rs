//! A value taken out of its record: for the cell of a table, or to be compared with what it was.

use super::{Decimal, Length, Moment, Money, number};
use crate::language::Phrase;
use crate::say;
use serde::ser::{Serialize, SerializeMap, Serializer};
use std::cmp::Ordering;

/// Most decimal places of a number that are shown.
const MOST_PLACES: u32 = 6;

/// A value, with what people call it.
#[derive(Clone, PartialEq, Debug)]
pub enum Cell {
    /// Not there.
    Empty,
    /// As it is written, which isn't what its type says; empty where that can't be said.
    Broken(String),
    /// `true` or `false`.
    Boolean(bool),
    /// A number.
    Number(Decimal),
    /// A share.
    Percent(Decimal),
    /// An amount of money.
    Money(Money),
    /// A day, or a time on a day.
    Moment(Moment),
    /// A length of time.
    Length(Length),
    /// A text.
    Text(String),
    /// A value of an enum, a stage, a role, a person or another record.
    Named(Named),
    /// A file of the pipeline.
    File {
        /// Its path.
        path: String,
        /// Its digest, where the record has one.
        sha256: Option<String>,
    },
    /// A list.
    List(Vec<Cell>),
    /// Fields that are there.
    Group(Vec<Member>),
}

/// A name with its title.
#[derive(Clone, Debug)]
pub struct Named {
    /// As written in files.
    pub name: String,
    /// What people call it.
    pub title: Phrase,
    /// Its place among the names that there are, where they have an order.
    pub order: Option<u16>,
}

/// Titles may be written anew; the name is what counts.
impl PartialEq for Named {
    fn eq(&self, other: &Named) -> bool {
        self.name == other.name
    }
}

/// A field of a group.
#[derive(Clone, PartialEq, Debug)]
pub struct Member {
    /// Its name.
    pub name: String,
    /// What people call it.
    pub title: Phrase,
    /// Its value.
    pub value: Cell,
}

impl Cell {
    /// Whether nothing is there.
    pub fn is_empty(&self) -> bool {
        match self {
            Cell::Empty => true,
            Cell::List(items) => items.is_empty(),
            Cell::Group(members) => members.is_empty(),
            _ => false,
        }
    }

    /// For people; empty where nothing is there.
    pub fn shown(&self) -> Phrase {
        match self {
            Cell::Empty => Phrase::default(),
            Cell::Broken(text) if text.is_empty() => Phrase::same("?"),
            Cell::Boolean(true) => say!(en: "yes", zh: "是"),
            Cell::Boolean(false) => say!(en: "no", zh: "否"),
            Cell::Length(length) => length.phrase(),
            Cell::Money(money) => Phrase::same(money.grouped()),
            Cell::Named(named) => named.title.clone(),
            Cell::List(items) => {
                let items: Vec<Phrase> = items.iter().map(Cell::shown).collect();
                Phrase::joined(&items, ", ", "、")
            }
            Cell::Group(members) => {
                let member = |member: &Member| say!(en: "{title}: {value}", zh: "{title}：{value}", title = member.title, value = member.value.shown());
                let members: Vec<Phrase> = members.iter().map(member).collect();
                Phrase::joined(&members, "; ", "；")
            }
            _ => Phrase::same(self.plain()),
        }
    }

    /// For programs: names instead of titles, money with its currency, days as `2026-03-31`.
    pub fn plain(&self) -> String {
        match self {
            Cell::Empty => String::new(),
            Cell::Boolean(truth) => truth.to_string(),
            Cell::Number(number) => number::show(number::round(*number, MOST_PLACES)),
            Cell::Percent(share) => number::show_percent(number::round(*share, MOST_PLACES)),
            Cell::Money(money) => money.to_string(),
            Cell::Moment(moment) => moment.to_string(),
            Cell::Length(length) => length.phrase().en,
            Cell::Text(text) | Cell::Broken(text) => text.clone(),
            Cell::Named(named) => named.name.clone(),
            Cell::File { path, .. } => path.clone(),
            Cell::List(items) => {
                let items: Vec<String> = items.iter().map(Cell::plain).collect();
                items.join("; ")
            }
            Cell::Group(members) => {
                let member = |member: &Member| format!("{}: {}", member.name, member.value.plain());
                let members: Vec<String> = members.iter().map(member).collect();
                members.join("; ")
            }
        }
    }

    /// What equal cells have in common, and no others.
    pub fn key(&self) -> String {
        let mut key = String::new();
        self.push_key(&mut key);
        key
    }

    fn push_key(&self, key: &mut String) {
        let inside =
            |key: &mut String, open: char, cells: &mut dyn Iterator<Item = (&str, &Cell)>| {
                key.push(open);
                for (name, cell) in cells {
                    key.push_str(name);
                    key.push(':');
                    cell.push_key(key);
                }
                key.push('.');
            };
        // A text tells its length, so that none can look like two.
        let text = |key: &mut String, sort: char, text: &str| {
            key.push_str(&format!("{sort}{} {text}", text.len()));
        };
        match self {
            Cell::Empty => key.push('-'),
            Cell::Broken(written) => text(key, 'b', written),
            Cell::Number(number) => text(key, 'n', &number.normalize().to_string()),
            Cell::Percent(share) => text(key, 'p', &share.normalize().to_string()),
            Cell::File { path, sha256 } => {
                text(key, 'f', path);
                text(key, 's', sha256.as_deref().unwrap_or_default());
            }
            Cell::List(items) => inside(key, '[', &mut items.iter().map(|item| ("", item))),
            Cell::Group(members) => {
                let mut members = members.iter().map(|member| (&*member.name, &member.value));
                inside(key, '{', &mut members);
            }
            _ => text(key, 't', &self.plain()),
        }
    }

    /// The order of a sorted column: what isn't there comes last.
    pub fn order(&self, other: &Cell) -> Ordering {
        match (self, other) {
            (Cell::Number(one) | Cell::Percent(one), Cell::Number(two) | Cell::Percent(two)) => {
                one.cmp(two)
            }
            (Cell::Money(one), Cell::Money(two)) => {
                (one.currency.code(), one.amount).cmp(&(two.currency.code(), two.amount))
            }
            (Cell::Moment(one), Cell::Moment(two)) => {
                (one.date, one.time).cmp(&(two.date, two.time))
            }
            (Cell::Named(one), Cell::Named(two)) => {
                (one.order, &one.name).cmp(&(two.order, &two.name))
            }
            (Cell::Boolean(one), Cell::Boolean(two)) => one.cmp(two),
            (Cell::Empty | Cell::Broken(_), _) | (_, Cell::Empty | Cell::Broken(_)) => {
                self.rank().cmp(&other.rank())
            }
            _ => self.plain().cmp(&other.plain()),
        }
    }

    /// The same the other way round; what isn't there still comes last.
    pub fn order_down(&self, other: &Cell) -> Ordering {
        match (self.rank(), other.rank()) {
            (0, 0) => other.order(self),
            (one, two) => one.cmp(&two),
        }
    }

    fn rank(&self) -> u8 {
        match self {
            Cell::Broken(_) => 1,
            Cell::Empty => 2,
            _ => 0,
        }
    }
}

/// For JSON: money as `{amount, currency}` with an exact text, shares as numbers, days as texts.
impl Serialize for Cell {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        match self {
            Cell::Empty | Cell::Broken(_) => serializer.serialize_none(),
            Cell::Boolean(truth) => serializer.serialize_bool(*truth),
            Cell::Number(number) | Cell::Percent(number) => serialize_number(*number, serializer),
            Cell::Money(money) => {
                let mut map = serializer.serialize_map(Some(2))?;
                map.serialize_entry("amount", &money.amount_text())?;
                map.serialize_entry("currency", money.currency.code())?;
                map.end()
            }
            Cell::Moment(moment) => match moment.time {
                Some(_) => serializer.serialize_str(&moment.to_string().replacen(' ', "T", 1)),
                None => serializer.serialize_str(&moment.to_string()),
            },
            Cell::List(items) => serializer.collect_seq(items),
            Cell::Group(members) => {
                let pairs = members.iter().map(|member| (&member.name, &member.value));
                serializer.collect_map(pairs)
            }
            Cell::Length(_) | Cell::Text(_) | Cell::Named(_) | Cell::File { .. } => {
                serializer.serialize_str(&self.plain())
            }
        }
    }
}

/// A number, unless a program's floating point would change it: then its digits as a text.
fn serialize_number<S: Serializer>(number: Decimal, serializer: S) -> Result<S::Ok, S::Error> {
    let text = number.normalize().to_string();
    if let Ok(whole) = text.parse::<i64>() {
        return serializer.serialize_i64(whole);
    }
    match text.parse::<f64>() {
        Ok(float) if float.to_string() == text => serializer.serialize_f64(float),
        _ => serializer.serialize_str(&text),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::value::Currency;

    fn number(text: &str) -> Decimal {
        number::decimal(text).unwrap()
    }

    fn json(cell: &Cell) -> String {
        serde_json::to_string(cell).unwrap()
    }

    #[test]
    fn numbers_keep_their_digits_in_json() {
        assert_eq!(json(&Cell::Number(number("12"))), "12");
        assert_eq!(json(&Cell::Percent(number("0.08"))), "0.08");
        let long = "0.1234567890123456789";
        assert_eq!(json(&Cell::Number(number(long))), format!("\"{long}\""));
        let cny = Currency::new("CNY").unwrap();
        let money = Money::read("1280000", cny).unwrap();
        assert_eq!(
            json(&Cell::Money(money)),
            r#"{"amount":"1280000.00","currency":"CNY"}"#
        );
        assert_eq!(Cell::Money(money).shown().en, "1,280,000.00 CNY");
    }

    #[test]
    fn what_is_not_there_sorts_last_both_ways() {
        let mut cells = [
            Cell::Empty,
            Cell::Number(number("2")),
            Cell::Broken("x".to_owned()),
            Cell::Number(number("10")),
        ];
        let shown = |cells: &[Cell]| cells.iter().map(Cell::plain).collect::<Vec<_>>();
        cells.sort_by(Cell::order);
        assert_eq!(shown(&cells), ["2", "10", "x", ""]);
        cells.sort_by(Cell::order_down);
        assert_eq!(shown(&cells), ["10", "2", "x", ""]);
    }
}
