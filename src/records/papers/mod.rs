//! Sign-offs, waivers and dispatches: the forms that every process has.

mod dispatch;
mod statement;
mod waiver;

pub use dispatch::{Amendment, Confirmed, Dispatch};
pub use statement::Statement;
pub use waiver::Waiver;

use crate::form::{Field, FieldType, Shape, Slot, Text, TextKind, Value};
use crate::language::Phrase;
use crate::text::{Source, Span};
use chrono::NaiveDate;

fn text(name: &str, required: bool) -> Field {
    field(
        name,
        FieldType::Text {
            kind: TextKind::Plain,
            pattern: None,
            max: None,
        },
        required,
    )
}

fn field(name: &str, ty: FieldType, required: bool) -> Field {
    Field {
        name: name.to_owned(),
        title: Phrase::same(format!("`{name}`")),
        help: None,
        ty,
        required,
        since: None,
        confidential: false,
        personal: false,
        grows: false,
        span: Span::default(),
    }
}

/// A list of digests by name, so that each has a line of its own in a diff.
fn pairs(name: &str) -> FieldType {
    let shape = Shape {
        fields: vec![text(name, true), text("sha256", true)],
    };
    FieldType::List {
        of: Box::new(FieldType::Group(shape)),
        min: Some(1),
        max: None,
    }
}

/// A file that shows what somebody said.
#[derive(Clone, PartialEq, Eq, PartialOrd, Ord, Debug)]
pub struct Evidence {
    /// Its path in the pipeline.
    pub path: String,
    /// Its digest, where it is given.
    pub sha256: Option<String>,
}

impl Evidence {
    fn text(&self) -> String {
        match &self.sha256 {
            Some(sha256) => format!(
                "{{path: {}, sha256: {}}}",
                quoted(&self.path),
                quoted(sha256)
            ),
            None => quoted(&self.path),
        }
    }
}

/// A filled form of the engine's own.
struct Form<'f> {
    source: &'f Source,
    shape: &'f Shape,
    slots: &'f [Slot],
}

impl Form<'_> {
    fn slot(&self, name: &str) -> Option<&Slot> {
        self.slots.get(self.shape.find(name)?.0)
    }

    fn text(&self, name: &str) -> Option<String> {
        written(self.source, self.slot(name)?)
    }

    /// A text that may be absent; `None` where it is there and can't be read.
    fn optional(&self, name: &str) -> Option<Option<String>> {
        let slot = self.slot(name)?;
        match slot.value {
            Value::Absent => Some(None),
            _ => written(self.source, slot).map(Some),
        }
    }

    /// A file that may be absent; `None` where it is there and can't be read.
    fn file(&self, name: &str) -> Option<Option<Evidence>> {
        let file = match &self.slot(name)?.value {
            Value::Absent => return Some(None),
            Value::File(file) => file,
            _ => return None,
        };
        let sha256 = file.sha256.as_ref().map(|(text, _)| self.of_text(text));
        Some(Some(Evidence {
            path: self.of_text(&file.path.0),
            sha256,
        }))
    }

    /// A day.
    fn day(&self, name: &str) -> Option<NaiveDate> {
        match self.slot(name)?.value {
            Value::Moment(moment) => Some(moment.date),
            _ => None,
        }
    }

    /// The texts of a list.
    fn texts(&self, name: &str) -> Vec<String> {
        match self.slot(name).map(|slot| &slot.value) {
            Some(Value::List(items)) => {
                let texts = items.iter().filter_map(|item| written(self.source, item));
                texts.collect()
            }
            _ => Vec::new(),
        }
    }

    /// Digests by name, as [`pairs`] says.
    fn pairs(&self, name: &str) -> Option<Vec<(String, String, Span)>> {
        let Value::List(items) = &self.slot(name)?.value else {
            return None;
        };
        let pair = |item: &Slot| {
            let Value::Group(parts) = &item.value else {
                return None;
            };
            let [name, sha256] = &**parts else {
                return None;
            };
            Some((
                written(self.source, name)?,
                written(self.source, sha256)?,
                sha256.span,
            ))
        };
        Some(items.iter().filter_map(pair).collect())
    }

    fn of_text(&self, text: &Text) -> String {
        match text {
            Text::Slice(span) => self.source.slice(*span).to_owned(),
            Text::Owned(text) => text.to_string(),
        }
    }
}

fn written(source: &Source, slot: &Slot) -> Option<String> {
    match &slot.value {
        Value::Text(Text::Slice(span)) => Some(source.slice(*span).to_owned()),
        Value::Text(Text::Owned(text)) => Some(text.to_string()),
        _ => None,
    }
}

fn span(shape: &Shape, slots: &[Slot], name: &str) -> Span {
    shape
        .find(name)
        .and_then(|(index, _)| slots.get(index))
        .map(|slot| slot.span)
        .unwrap_or_default()
}

/// Plain where that is safe in a flow map too, else in double quotes.
fn quoted(text: &str) -> String {
    let plain = text
        .chars()
        .all(|c| c.is_alphanumeric() || matches!(c, '_' | '-' | '.' | '/'))
        && text.starts_with(char::is_alphabetic);
    let digest = text.len() == 64 && text.bytes().all(|byte| byte.is_ascii_hexdigit());
    if (plain && text != "null") || digest {
        return text.to_owned();
    }
    serde_json::Value::from(text).to_string()
}
