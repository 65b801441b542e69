//! Sign-offs and waivers: the two forms that every process has.

mod statement;
mod waiver;

pub use statement::{Evidence, Statement};
pub use waiver::Waiver;

use crate::form::{Field, FieldType, Shape, Slot, Text, TextKind, Value};
use crate::language::Phrase;
use crate::text::{Source, Span};

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
