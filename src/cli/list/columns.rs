//! The columns of a list: those that are asked for, or those that a kind has by its nature.

use super::written;
use crate::cli::failure::Failure;
use crate::expression::{Compiled, Root, Wants};
use crate::form::FieldType;
use crate::language::Phrase;
use crate::output::table::Column;
use crate::process::{Kind, Process};
use crate::say;

/// A column and how its values are found.
pub struct Wanted<'p> {
    /// The column.
    pub column: Column,
    value: Value<'p>,
}

enum Value<'p> {
    /// The record's address.
    Address,
    /// An expression of the process.
    Clause(&'p Compiled),
    /// An expression of its own.
    Own(Box<Compiled>),
}

impl Wanted<'_> {
    /// The expression; none for the address.
    pub fn value(&self) -> Option<&Compiled> {
        match &self.value {
            Value::Address => None,
            Value::Clause(compiled) => Some(compiled),
            Value::Own(compiled) => Some(compiled),
        }
    }
}

/// The columns that a kind can have.
pub struct Columns<'p> {
    process: &'p Process,
    kind: &'p Kind,
}

impl<'p> Columns<'p> {
    /// The columns of a kind.
    pub fn of(process: &'p Process, kind: &'p Kind) -> Columns<'p> {
        Columns { process, kind }
    }

    /// Address, name, stage, owner, what it is worth, its day: as far as the kind has them. What may hold personal data
    /// is shown only where it is asked for.
    pub fn usual(&self) -> Vec<Wanted<'p>> {
        let words = ["address", "name", "stage", "owner", "worth", "dated"];
        let wanted = words.iter().filter_map(|word| self.by_word(word));
        let mut usual: Vec<Wanted<'p>> =
            wanted.filter(|wanted| !self.is_personal(wanted)).collect();
        if usual.len() == 1 {
            let fields = &self.kind.outline.shape.fields;
            let plain = |ty: &FieldType| {
                !matches!(
                    ty,
                    FieldType::Group(_) | FieldType::List { .. } | FieldType::Moves(_)
                )
            };
            let first = fields
                .iter()
                .filter(|field| plain(&field.ty) && !field.personal);
            usual.extend(first.take(3).filter_map(|field| self.one(&field.name).ok()));
        }
        usual
    }

    /// The columns of a text: `address, customer.grade, size(follow_ups)`.
    pub fn asked(&self, text: &str) -> Result<Vec<Wanted<'p>>, Failure> {
        let parts = split(text);
        let wanted = parts.iter().filter(|part| !part.trim().is_empty());
        let wanted: Result<Vec<_>, _> = wanted.map(|part| self.one(part.trim())).collect();
        match wanted {
            Ok(none) if none.is_empty() => Err(Failure::correctable(
                say!(en: "no column is named", zh: "没有写明任何列"),
            )),
            wanted => wanted,
        }
    }

    /// One column: a field or expression, or a word such as `owner` where no field has that name.
    pub fn one(&self, text: &str) -> Result<Wanted<'p>, Failure> {
        let named = self.process.path_titled(self.kind.outline.id, text);
        let text = named.as_deref().unwrap_or(text);
        let is_field = self.kind.outline.shape.find(text).is_some();
        if !is_field && let Some(wanted) = self.by_word(text) {
            return Ok(wanted);
        }
        let compiled = written(self.process, self.kind.outline.id, text, Wants::Shown)?;
        let title = self.process.title_of(self.kind.outline.id, text);
        Ok(Wanted {
            column: Column {
                key: text.to_owned(),
                title: title.unwrap_or_else(|| Phrase::same(text)),
            },
            value: Value::Own(Box::new(compiled)),
        })
    }

    fn by_word(&self, word: &str) -> Option<Wanted<'p>> {
        let clauses = &self.kind.clauses;
        let clause = |clause: &'p Option<Compiled>, title| {
            let compiled = clause.as_ref()?;
            // The field's own title, where the clause is a field.
            Some((
                self.field_title(compiled).unwrap_or(title),
                Value::Clause(compiled),
            ))
        };
        let (title, value) = match word {
            "address" => (say!(en: "Address", zh: "编号"), Value::Address),
            "name" => clause(&clauses.name, say!(en: "Name", zh: "名称"))?,
            "owner" => clause(&clauses.owner, say!(en: "Owner", zh: "负责人"))?,
            "dated" => clause(&clauses.dated, say!(en: "Date", zh: "日期"))?,
            "worth" if clauses.worth.is_some() => {
                clause(&clauses.worth, say!(en: "Worth", zh: "金额"))?
            }
            "worth" => self.first(|ty| matches!(ty, FieldType::Money { .. }))?,
            "stage" => self.first(|ty| matches!(ty, FieldType::Stage))?,
            _ => return None,
        };
        Some(Wanted {
            column: Column {
                key: word.to_owned(),
                title,
            },
            value,
        })
    }

    /// The first field of a type.
    fn first(&self, wanted: fn(&FieldType) -> bool) -> Option<(Phrase, Value<'p>)> {
        let fields = self.kind.outline.shape.fields.iter();
        let field = fields.into_iter().find(|field| wanted(&field.ty))?;
        let compiled = written(
            self.process,
            self.kind.outline.id,
            &field.name,
            Wants::Shown,
        );
        Some((field.title.clone(), Value::Own(Box::new(compiled.ok()?))))
    }

    fn field_title(&self, compiled: &Compiled) -> Option<Phrase> {
        let path = compiled.reads().first_field()?;
        let [only] = path.fields.as_slice() else {
            return None;
        };
        let field = self.kind.outline.shape.fields.get(*only)?;
        let (file, span) = compiled.place()?;
        let written = self.process.sources.get(file)?.slice(span);
        (written == field.name).then(|| field.title.clone())
    }

    fn is_personal(&self, wanted: &Wanted<'_>) -> bool {
        let Some(compiled) = wanted.value() else {
            return false;
        };
        let fields = &self.kind.outline.shape.fields;
        let paths = compiled.reads().paths.iter();
        paths
            .filter(|path| path.from == Root::Record)
            .filter_map(|path| fields.get(*path.fields.first()?))
            .any(|field| field.personal)
    }
}

/// A text at its commas, but not at those in brackets or quotes.
fn split(text: &str) -> Vec<&str> {
    let mut parts = Vec::new();
    let (mut depth, mut quote, mut start, mut escaped) = (0_u32, None, 0, false);
    for (at, c) in text.char_indices() {
        match (quote, c) {
            (Some(_), _) if escaped => escaped = false,
            (Some(_), '\\') => escaped = true,
            (Some(open), c) if c == open => quote = None,
            (Some(_), _) => {}
            (None, '\'' | '"') => quote = Some(c),
            (None, '(' | '[' | '{') => depth += 1,
            (None, ')' | ']' | '}') => depth = depth.saturating_sub(1),
            (None, ',') if depth == 0 => {
                parts.extend(text.get(start..at));
                start = at + 1;
            }
            _ => {}
        }
    }
    parts.extend(text.get(start..));
    parts
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn commas_in_brackets_and_quotes_are_kept() {
        assert_eq!(
            split("a, b.c,round(d, 2),['x,y', \")\"], 'it\\'s, e'"),
            ["a", " b.c", "round(d, 2)", "['x,y', \")\"]", " 'it\\'s, e'"]
        );
        assert_eq!(split(""), [""]);
    }
}
