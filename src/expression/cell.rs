//! Values of expressions as cells of a table.

use super::types::Type;
use super::value::Val;
use super::world::{Found, World};
use crate::language::Phrase;
use crate::value::{Cell, Named};

/// Most items of a list that are taken.
const MOST_ITEMS: usize = 1000;

impl Val<'_> {
    /// The value on its own, named as `world` names it. `ty` is its expression's type.
    pub fn cell(&self, ty: &Type, world: &dyn World) -> Cell {
        match self {
            Val::Null => Cell::Empty,
            Val::Unknown | Val::Group(_) => Cell::Broken(String::new()),
            Val::Boolean(truth) => Cell::Boolean(*truth),
            Val::Number(share) if matches!(ty, Type::Number { percent: true }) => {
                Cell::Percent(*share)
            }
            Val::Number(number) => Cell::Number(*number),
            Val::Text(text) => Cell::Text(text.to_string()),
            Val::File(file) => Cell::Text(file.path().to_owned()),
            Val::Choice(choices, at) => match choices.values.get(usize::from(*at)) {
                Some((name, title)) => named(name.clone(), title.clone(), Some(*at)),
                None => Cell::Broken(String::new()),
            },
            Val::Moment(moment) => Cell::Moment(*moment),
            Val::Length(length) => Cell::Length(*length),
            Val::Money(money) => Cell::Money(*money),
            Val::List(list) => {
                let of = match ty {
                    Type::List(of) => of,
                    other => other,
                };
                let items = list.values().take(MOST_ITEMS);
                Cell::List(items.map(|item| item.cell(of, world)).collect())
            }
            Val::Record(record) => named(record.address.clone(), world.name(record), None),
            Val::Reference(to) => {
                let title = match world.resolve(to.kind, to.id, to.from) {
                    Found::Record(record) => world.name(record),
                    Found::Missing | Found::Broken => Phrase::same(to.id),
                };
                named(to.id.to_owned(), title, None)
            }
        }
    }
}

fn named(name: String, title: Phrase, order: Option<u16>) -> Cell {
    Cell::Named(Named { name, title, order })
}
