//! Values as people read them, in both languages.

use super::types::Type;
use super::value::{List, Reference, Val};
use super::world::{Found, World};
use crate::language::Phrase;
use crate::say;
use crate::value::{Decimal, number};

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
            Val::Moment(moment) => Phrase::same(moment.to_string()),
            Val::Length(length) => length.phrase(),
            Val::Money(money) => Phrase::same(money.grouped()),
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

fn shown_number(number: Decimal, ty: &Type) -> String {
    let rounded = number::round(number, MOST_PLACES);
    match ty {
        Type::Number { percent: true } => number::show_percent(rounded),
        _ => number::show(rounded),
    }
}
