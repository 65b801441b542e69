//! What a document shows of a record: a value for each name of its template, and a digest of each part, by which anyone
//! can say later whether it still holds.

use super::bench::Bench;
use super::digest::Form;
use crate::expression::{List, Type, Val};
use crate::form::Record;
use crate::language::Language;
use crate::process::{Document, Origin, Page, View};
use crate::template::{AskedId, At, Key, Map, Value};
use crate::typeset::literal;
use crate::value::{Cell, Decimal, number};
use rust_decimal::prelude::ToPrimitive;
use std::collections::BTreeMap;

/// What a document shows.
#[derive(Debug, Default)]
pub struct Showing {
    /// Values by the names that stand first in the template; those of the document itself are not among them.
    pub values: Vec<(String, Value)>,
    /// What must be printed and isn't there.
    pub absent: Vec<Absent>,
    /// What is written wrong, by path.
    pub broken: Vec<String>,
    /// SHA-256 of each part, in hexadecimal, by path: `total`, `deal.customer.name`.
    pub digests: BTreeMap<String, String>,
    /// The most items that a list of the template has.
    pub longest: BTreeMap<AskedId, usize>,
    /// The most characters that a text has.
    pub longest_text: usize,
}

/// Something that must be printed and isn't there.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Absent {
    /// What: `lines.2.note`, `deal.customer.address`.
    pub path: String,
    /// Where the template prints it.
    pub at: At,
}

/// What a document shows of a record.
pub fn showing(bench: &Bench<'_>, record: &Record, document: &Document, page: &Page) -> Showing {
    let mut shower = Shower {
        bench,
        record,
        document,
        language: page.shelf.language,
        shown: Showing::default(),
    };
    for view in &page.views {
        let value = match view.origin {
            Origin::Document => continue,
            Origin::Company => shower.company(view),
            _ => shower.top(view, Val::Record(record), &view.name),
        };
        if let Some(value) = value {
            shower.shown.values.push((view.name.clone(), value));
        }
    }
    shower
        .shown
        .absent
        .sort_by(|one, two| (one.at, &one.path).cmp(&(two.at, &two.path)));
    shower.shown
}

/// The value of a part of what a document shows; nothing where there is no such part, or where it has parts of its own.
pub fn cell(
    bench: &Bench<'_>,
    record: &Record,
    document: &Document,
    page: &Page,
    path: &str,
) -> Option<Cell> {
    let shower = Shower {
        bench,
        record,
        document,
        language: page.shelf.language,
        shown: Showing::default(),
    };
    let (mut views, mut value) = (&page.views, Val::Record(record));
    let mut last = None;
    for name in path.split('.') {
        let view = views.iter().find(|view| view.name == name)?;
        value = shower.value(view, value);
        views = &view.parts;
        last = Some(view);
    }
    let ty = &last?.ty;
    let is_single = !matches!(ty.item(), Type::Group(_) | Type::Record(_));
    is_single.then(|| value.cell(ty, bench))
}

struct Shower<'s> {
    bench: &'s Bench<'s>,
    record: &'s Record,
    document: &'s Document,
    language: Language,
    shown: Showing,
}

impl<'s> Shower<'s> {
    /// A name that begins with a chain of records has a digest for each part at its end; any other has one.
    fn top(&mut self, view: &'s View, of: Val<'s>, path: &str) -> Option<Value> {
        let value = self.value(view, of);
        if matches!(view.ty, Type::Record(_)) && !view.parts.is_empty() {
            if matches!(value, Val::Unknown) {
                self.shown.broken.push(path.to_owned());
                return None;
            }
            let mut map = Map::new();
            for part in &view.parts {
                let path = format!("{path}.{}", part.name);
                if let Some(value) = self.top(part, value.clone(), &path) {
                    map.insert(Key::from(part.name.clone()), value);
                }
            }
            return Some(Value::from(map));
        }
        let mut form = Form::default();
        let value = self.shown(view, &value, &mut form, path);
        self.shown.digests.insert(path.to_owned(), form.sha256());
        value
    }

    fn value(&self, view: &'s View, of: Val<'s>) -> Val<'s> {
        match &view.origin {
            Origin::Member(member) => member.of(of, self.bench),
            Origin::With(at) => match self.document.with.get(*at) {
                Some(with) => self.bench.value(&with.value, self.record, None),
                None => Val::Unknown,
            },
            Origin::ChoiceName | Origin::ChoiceTitle => of,
            Origin::Document | Origin::Company => Val::Null,
        }
    }

    /// A value as templates get it; nothing where there is none. Its content is added to the form.
    fn shown(
        &mut self,
        view: &'s View,
        value: &Val<'s>,
        form: &mut Form,
        path: &str,
    ) -> Option<Value> {
        match value {
            Val::Unknown => {
                self.shown.broken.push(path.to_owned());
                form.raw("null");
                None
            }
            Val::List(list) => Some(self.list(view, list, form, path)),
            value if !view.parts.is_empty() => Some(self.parts(view, value, form, path)),
            // Nothing of it is asked: it is there, and its fields, some of them confidential, are none of the document's.
            Val::Group(_) => {
                form.raw("{}");
                Some(Value::from(true))
            }
            value => {
                if form.val(self.bench, self.bench.process, value).is_none() {
                    self.shown.broken.push(path.to_owned());
                }
                let value = self.leaf(view, value);
                if let (None, Some(at)) = (&value, view.needed) {
                    self.shown.absent.push(Absent {
                        path: path.to_owned(),
                        at,
                    });
                }
                value
            }
        }
    }

    fn list(&mut self, view: &'s View, list: &List<'s>, form: &mut Form, path: &str) -> Value {
        let longest = self.shown.longest.entry(view.id).or_default();
        *longest = list.len().max(*longest);
        let mut items = Vec::with_capacity(list.len());
        form.raw("[");
        for (at, item) in list.values().enumerate() {
            if at > 0 {
                form.raw(",");
            }
            items.extend(self.shown(view, &item, form, &format!("{path}.{}", at + 1)));
        }
        form.raw("]");
        Value::from(items)
    }

    fn parts(&mut self, view: &'s View, value: &Val<'s>, form: &mut Form, path: &str) -> Value {
        let mut map = Map::new();
        form.raw("{");
        for (at, part) in view.parts.iter().enumerate() {
            if at > 0 {
                form.raw(",");
            }
            form.quoted(&part.name);
            form.raw(":");
            let value = self.value(part, value.clone());
            let path = format!("{path}.{}", part.name);
            if let Some(value) = self.shown(part, &value, form, &path) {
                map.insert(Key::from(part.name.clone()), value);
            }
        }
        form.raw("}");
        Value::from(map)
    }

    /// A value without parts. A text of which nothing would be seen is none.
    fn leaf(&mut self, view: &View, value: &Val<'_>) -> Option<Value> {
        Some(match value {
            Val::Null | Val::Unknown | Val::List(_) | Val::Group(_) => return None,
            Val::Boolean(truth) => Value::from(*truth),
            Val::Number(share) if is_percent(&view.ty) => Value::from(number::show_percent(*share)),
            Val::Number(number) => of_number(*number),
            Val::Text(text) if !literal::is_seen(text) => return None,
            Val::Text(text) => {
                self.shown.longest_text = self.shown.longest_text.max(text.len());
                match &view.origin {
                    Origin::Member(member) if member.markdown => {
                        Value::safe_string(&literal::prose(text))
                    }
                    _ => Value::from(text.as_ref()),
                }
            }
            Val::File(file) => Value::from(file.path()),
            Val::Choice(choices, at) => {
                let (name, title) = choices.values.get(usize::from(*at))?;
                match view.origin {
                    Origin::ChoiceName => Value::from(name.as_str()),
                    _ => Value::from(title.get(self.language)),
                }
            }
            Val::Moment(moment) => Value::from(moment.to_string()),
            Val::Length(length) => Value::from(length.phrase().get(self.language)),
            Val::Money(money) => Value::from(money.grouped()),
            // It is there: a record prints by its fields.
            Val::Record(_) | Val::Reference(_) => Value::from(true),
        })
    }

    /// What `pipeline.yaml` says of the company.
    fn company(&mut self, view: &View) -> Option<Value> {
        let mut map = Map::new();
        for part in &view.parts {
            let mut company = self.bench.process.pipeline.company.iter();
            let Some((_, text)) = company.find(|(name, _)| *name == part.name) else {
                continue;
            };
            let text = text.get(self.language);
            let mut form = Form::default();
            form.quoted(text);
            let path = format!("{}.{}", view.name, part.name);
            self.shown.digests.insert(path, form.sha256());
            map.insert(Key::from(part.name.clone()), Value::from(text));
        }
        Some(Value::from(map))
    }
}

fn is_percent(ty: &Type) -> bool {
    match ty {
        Type::List(of) => is_percent(of),
        Type::Number { percent } => *percent,
        _ => false,
    }
}

/// Whole numbers are numbers to templates; others would lose their exactness and are texts.
fn of_number(number: Decimal) -> Value {
    match number.normalize().scale() {
        0 => number
            .to_i64()
            .map_or_else(|| Value::from(number::show(number)), Value::from),
        _ => Value::from(number::show(number)),
    }
}
