//! A path of the command line → the place in a record that it names.

use super::assignment::{Segment, segments};
use super::refusal::Refusal;
use super::typist::unknown;
use crate::form::{Field, FieldType, Record, Shape, Slot, Value};
use crate::process::Outline;
use crate::say;
use crate::text::{Edit, Plant, Step};
use crate::value::shown;

/// A place in a record.
pub struct Place<'p> {
    /// What it is called: `requirements[2].need`.
    pub name: String,
    /// Where it is in the file.
    pub steps: Vec<Step>,
    /// Positions of the fields on the way; lists are gone through.
    pub slots: Vec<usize>,
    /// The last field on the way.
    pub field: &'p Field,
    /// The type of what stands there: the field's, or that of its items.
    pub ty: &'p FieldType,
    /// What stands there; `None` where not even the group is there.
    pub slot: Option<&'p Slot>,
    /// Names of the fields that stand before it in the form.
    after: Vec<String>,
    /// The outermost group on the way that isn't there: its number of steps, and the fields before it.
    gap: Option<(usize, Vec<String>)>,
}

impl<'p> Place<'p> {
    /// The place that a path names in a record.
    ///
    /// # Errors
    /// There is no such field or item.
    pub fn find(outline: &'p Outline, record: &'p Record, path: &str) -> Result<Self, Refusal> {
        let parts = segments(path)?;
        let mut shape = &outline.shape;
        let mut slots: Option<&'p [Slot]> = Some(&record.slots);
        let mut found: Option<Place<'p>> = None;
        for part in &parts {
            if let Some(outer) = &found {
                (shape, slots) = outer.inside()?;
            }
            let Some((index, field)) = shape.called(part.name) else {
                let inside = found.is_none().then_some(&outline.title);
                return Err(unknown(shape, part.name, inside));
            };
            let place = Place::below(found, shape, index, field, slots);
            found = Some(place.picked(record, part)?);
        }
        found.ok_or_else(|| Refusal::new(say!(en: "no field is named", zh: "没有写明字段")))
    }

    fn below(
        outer: Option<Place<'p>>,
        shape: &'p Shape,
        index: usize,
        field: &'p Field,
        slots: Option<&'p [Slot]>,
    ) -> Place<'p> {
        let names = |count| {
            shape
                .fields
                .iter()
                .take(count)
                .map(|field| field.name.clone())
        };
        let (mut name, mut steps, mut path, mut gap) =
            (String::new(), Vec::new(), Vec::new(), None);
        if let Some(outer) = outer {
            let is_gap = outer
                .slot
                .is_none_or(|slot| matches!(slot.value, Value::Absent));
            gap = match outer.gap {
                None if is_gap => Some((outer.steps.len(), outer.after)),
                gap => gap,
            };
            name = outer.name + ".";
            steps = outer.steps;
            path = outer.slots;
        }
        name.push_str(&field.name);
        steps.push(Step::Key(field.name.clone()));
        path.push(index);
        Place {
            name,
            steps,
            slots: path,
            field,
            ty: &field.ty,
            slot: slots.and_then(|slots| slots.get(index)),
            after: names(index).collect(),
            gap,
        }
    }

    /// The shape inside, and its slots if they are there.
    fn inside(&self) -> Result<(&'p Shape, Option<&'p [Slot]>), Refusal> {
        let name = &self.name;
        let FieldType::Group(shape) = self.ty else {
            return Err(match self.ty {
                FieldType::List { .. } => Refusal::new(say!(en: "`{name}` is a list: say which item", zh: "`{name}` 是列表：请指明哪一项", name = name))
                    .help(say!(en: "items count from 1: `{name}[1]`", zh: "从 1 数起：`{name}[1]`", name = name)),
                _ => Refusal::new(say!(en: "`{name}` has no fields in it", zh: "`{name}` 里没有字段", name = name)),
            });
        };
        let slots = match self.slot.map(|slot| &slot.value) {
            Some(Value::Group(slots)) => Some(&**slots),
            None | Some(Value::Absent) => None,
            Some(_) => return Err(broken(name)),
        };
        Ok((shape, slots))
    }

    /// The item that is picked, if one is.
    fn picked(self, record: &Record, part: &Segment<'_>) -> Result<Place<'p>, Refusal> {
        let mut place = self;
        for pick in &part.picks {
            let FieldType::List { of, .. } = place.ty else {
                return Err(Refusal::new(
                    say!(en: "`{name}` is no list", zh: "`{name}` 不是列表", name = place.name),
                ));
            };
            let index = place.item(record, pick)?;
            place.name.push_str(&format!("[{}]", index + 1));
            place.steps.push(Step::Item(index));
            place.slot = place.items()?.get(index);
            place.ty = of;
        }
        Ok(place)
    }

    /// The items of the list.
    ///
    /// # Errors
    /// It is broken.
    pub fn items(&self) -> Result<&'p [Slot], Refusal> {
        match self.slot.map(|slot| &slot.value) {
            Some(Value::List(items)) => Ok(items),
            None | Some(Value::Absent) => Ok(&[]),
            Some(_) => Err(broken(&self.name)),
        }
    }

    /// The position of an item: a number from 1, or what its `id`, its `name` or its first field says.
    ///
    /// # Errors
    /// There is no such item, or several.
    pub fn item(&self, record: &Record, pick: &str) -> Result<usize, Refusal> {
        let (name, items) = (&self.name, self.items()?);
        if let Ok(number) = pick.parse::<usize>() {
            return match number.checked_sub(1).filter(|index| *index < items.len()) {
                Some(index) => Ok(index),
                None => Err(Refusal::new(say!(
                    en: "`{name}` has no item {number}: it has {count}", zh: "`{name}` 没有第 {number} 项：共 {count} 项",
                    name = name, number = number, count = items.len()
                ))),
            };
        }
        let called: Vec<Option<&str>> = items
            .iter()
            .map(|item| self.name_of(record, item))
            .collect();
        let mut matching = (0..items.len()).filter(|&index| called[index] == Some(pick));
        let Some(index) = matching.next() else {
            let known: Vec<&str> = called.into_iter().flatten().take(20).collect();
            let refusal = Refusal::new(
                say!(en: "`{name}` has no item `{pick}`", zh: "`{name}` 中没有 `{pick}`", name = name, pick = shown(pick)),
            );
            return Err(match known.is_empty() {
                true => refusal,
                false => refusal
                    .help(say!(en: "its items: {all}", zh: "现有：{all}", all = known.join(", "))),
            });
        };
        match matching.next() {
            None => Ok(index),
            Some(other) => Err(Refusal::new(
                say!(en: "several items of `{name}` are `{pick}`", zh: "`{name}` 中有多项是 `{pick}`", name = name, pick = shown(pick)),
            )
            .help(say!(
                en: "name it by its number: `{name}[{one}]` or `{name}[{two}]`", zh: "请用序号：`{name}[{one}]` 或 `{name}[{two}]`",
                name = name, one = index + 1, two = other + 1
            ))),
        }
    }

    /// What an item is called: itself, or its `id`, `name` or first field.
    fn name_of<'r>(&self, record: &'r Record, item: &'r Slot) -> Option<&'r str> {
        let FieldType::List { of, .. } = self.ty else {
            return None;
        };
        let slot = match (&**of, &item.value) {
            (FieldType::Group(shape), Value::Group(slots)) => {
                let known = ["id", "name"].iter().find_map(|name| shape.find(name));
                slots.get(known.map_or(0, |(index, _)| index))?
            }
            _ => item,
        };
        match &slot.value {
            Value::Text(text) => Some(record.text(text)),
            Value::Absent | Value::Broken | Value::Group(_) | Value::List(_) => None,
            _ => Some(record.source.slice(slot.span)),
        }
    }

    /// Whether something stands there.
    pub fn is_there(&self) -> bool {
        self.slot
            .is_some_and(|slot| !matches!(slot.value, Value::Absent))
    }

    /// The edit that writes `value` here.
    pub fn write(&self, value: Plant) -> Edit {
        let (path, value, after) = self.with_gap(value);
        Edit::Set { path, value, after }
    }

    /// The edit that adds an item to the list here.
    pub fn add(&self, item: Plant) -> Edit {
        match self.gap {
            Some(_) => self.write(Plant::List(vec![item])),
            None => Edit::Append {
                path: self.steps.clone(),
                value: item,
                after: self.after.clone(),
            },
        }
    }

    /// Groups that aren't there are written where the form has them.
    fn with_gap(&self, value: Plant) -> (Vec<Step>, Plant, Vec<String>) {
        let Some((count, after)) = &self.gap else {
            return (self.steps.clone(), value, self.after.clone());
        };
        let (outer, inner) = self.steps.split_at(*count);
        let wrapped = inner.iter().rev().fold(value, |value, step| match step {
            Step::Key(key) => Plant::Map(vec![(key.clone(), value)]),
            Step::Item(_) => Plant::List(vec![value]),
        });
        (outer.to_vec(), wrapped, after.clone())
    }
}

fn broken(name: &str) -> Refusal {
    Refusal::new(
        say!(en: "`{name}` can't be read: mend it first", zh: "无法读取 `{name}`：请先改正", name = name),
    )
}
