//! Who holds which role, who may act for whom, and who signs with which keys.

use crate::form::{FieldType, Record, Shape, Slot, Value};
use crate::process::Process;
use crate::records::Archive;
use crate::text::Span;
use chrono::NaiveDate;

/// Whether a person holds a role on a day; `None` where their roles are broken.
pub fn holds(process: &Process, person: &Record, role: &str, day: NaiveDate) -> Option<bool> {
    let people = process.people.as_ref()?;
    let slot = person.slots.get(people.roles)?;
    let shape = item_shape(process, people.roles);
    match &slot.value {
        Value::Absent => Some(false),
        Value::List(items) => Some(items.iter().any(|item| match (&item.value, shape) {
            (Value::Text(text), _) => person.text(text) == role,
            (Value::Group(parts), Some(shape)) => {
                let entry = Entry {
                    person,
                    shape,
                    parts,
                };
                entry.text("role") == Some(role) && entry.covers(day)
            }
            _ => false,
        })),
        _ => None,
    }
}

/// The roles that a person holds, each with its first and last day; `None` where they are broken.
pub fn spells(process: &Process, person: &Record) -> Option<Vec<(String, NaiveDate, NaiveDate)>> {
    let people = process.people.as_ref()?;
    let shape = item_shape(process, people.roles);
    let items = match &person.slots.get(people.roles)?.value {
        Value::Absent => return Some(Vec::new()),
        Value::List(items) => items,
        _ => return None,
    };
    let spell = |item: &Slot| match (&item.value, shape) {
        (Value::Text(text), _) => {
            let role = person.text(text).to_owned();
            Some((role, NaiveDate::MIN, NaiveDate::MAX))
        }
        (Value::Group(parts), Some(shape)) => {
            let entry = Entry {
                person,
                shape,
                parts,
            };
            let (from, until) = (entry.day("from")?, entry.day("until")?);
            let role = entry.text("role")?.to_owned();
            let (from, until) = (
                from.unwrap_or(NaiveDate::MIN),
                until.unwrap_or(NaiveDate::MAX),
            );
            Some((role, from, until))
        }
        _ => None,
    };
    items.iter().map(spell).collect()
}

/// Whether `person` delegated `role` to `deputy` on a day, and held it then.
pub fn delegates(
    process: &Process,
    person: &Record,
    deputy: &str,
    role: &str,
    day: NaiveDate,
) -> Option<bool> {
    let people = process.people.as_ref()?;
    let slot = people.delegations.and_then(|index| person.slots.get(index));
    let shape = people
        .delegations
        .and_then(|index| item_shape(process, index));
    let (Some(slot), Some(shape)) = (slot, shape) else {
        return Some(false);
    };
    let delegated = match &slot.value {
        Value::Absent => false,
        Value::List(items) => items.iter().any(|item| match &item.value {
            Value::Group(parts) => {
                let entry = Entry {
                    person,
                    shape,
                    parts,
                };
                entry.text("role") == Some(role)
                    && entry.text("to") == Some(deputy)
                    && entry.covers(day)
            }
            _ => false,
        }),
        _ => return None,
    };
    Some(delegated && holds(process, person, role, day)?)
}

/// A key that a person signs with, as written.
pub struct KeyLine<'k> {
    /// The line of OpenSSH.
    pub text: &'k str,
    /// Where it is written.
    pub span: Span,
    entry: Entry<'k>,
}

impl KeyLine<'_> {
    /// Whether the key was the person's on a day.
    pub fn covers(&self, day: NaiveDate) -> bool {
        self.entry.covers(day)
    }
}

/// The keys of a person; `None` where they are broken.
pub fn keys<'k>(process: &'k Process, person: &'k Record) -> Option<Vec<KeyLine<'k>>> {
    let Some(index) = process.people.as_ref()?.keys else {
        return Some(Vec::new());
    };
    let shape = item_shape(process, index)?;
    let items = match &person.slots.get(index)?.value {
        Value::Absent => return Some(Vec::new()),
        Value::List(items) => items,
        _ => return None,
    };
    let line = |item: &'k Slot| {
        let Value::Group(parts) = &item.value else {
            return None;
        };
        let entry = Entry {
            person,
            shape,
            parts,
        };
        // A day that can't be read bounds nothing: such a key counts for nothing.
        let whole = parts
            .iter()
            .all(|part| !matches!(part.value, Value::Broken));
        let (position, _) = shape.find("key")?;
        whole.then_some(KeyLine {
            text: entry.text("key")?,
            span: parts.get(position)?.span,
            entry,
        })
    };
    Some(items.iter().filter_map(line).collect())
}

/// The shape of the items of a person's field.
fn item_shape(process: &Process, index: usize) -> Option<&Shape> {
    let people = process.people.as_ref()?;
    match &process
        .kind(people.kind)
        .outline
        .shape
        .fields
        .get(index)?
        .ty
    {
        FieldType::List { of, .. } => match &**of {
            FieldType::Group(shape) => Some(shape),
            _ => None,
        },
        _ => None,
    }
}

/// A role held, or delegated, with its days.
struct Entry<'e> {
    person: &'e Record,
    shape: &'e Shape,
    parts: &'e [Slot],
}

impl<'e> Entry<'e> {
    fn slot(&self, name: &str) -> Option<&'e Value> {
        let (index, _) = self.shape.find(name)?;
        self.parts.get(index).map(|slot| &slot.value)
    }

    fn text(&self, name: &str) -> Option<&'e str> {
        match self.slot(name)? {
            Value::Text(text) => Some(self.person.text(text)),
            _ => None,
        }
    }

    /// A day that bounds the spell, if one does; `None` where it is broken.
    fn day(&self, name: &str) -> Option<Option<NaiveDate>> {
        match self.slot(name) {
            Some(Value::Moment(moment)) => Some(Some(moment.date)),
            None | Some(Value::Absent) => Some(None),
            _ => None,
        }
    }

    fn covers(&self, day: NaiveDate) -> bool {
        let bound = |name| match self.slot(name) {
            Some(Value::Moment(moment)) => Some(moment.date),
            _ => None,
        };
        bound("from").is_none_or(|from| from <= day)
            && bound("until").is_none_or(|until| day <= until)
    }
}

/// The records of all people.
pub fn all<'a>(archive: &'a Archive<'_>) -> &'a [Record] {
    let people = archive.process.people.as_ref();
    people.map_or(&[], |people| archive.all(people.kind))
}

/// The id of the person with this e-mail address.
pub fn with_email(archive: &Archive<'_>, email: &str) -> Option<String> {
    let people = archive.process.people.as_ref()?;
    let slot = people.email?;
    let own = |person: &&Record| match person.slots.get(slot).map(|slot| &slot.value) {
        Some(Value::Text(text)) => person.text(text).eq_ignore_ascii_case(email),
        _ => false,
    };
    let person = archive.all(people.kind).iter().find(own)?;
    Some(person.id.clone())
}
