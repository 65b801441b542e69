//! A text of the command line → a value to write, as its field's type says.

use super::refusal::Refusal;
use crate::files::Files;
use crate::form::{Choice, FieldType, Shape};
use crate::language::Phrase;
use crate::process::{Process, Stages, nearest_field};
use crate::records::{self, Misfit, Scalar};
use crate::say;
use crate::text::{self, NodeKind, NodeRef, Plant, Span, Tree};
use crate::value::shown;
use chrono::NaiveDate;

/// Writes values of one kind's fields.
#[derive(Clone, Copy)]
pub struct Typist<'t> {
    /// The process.
    pub process: &'t Process,
    /// The kind's stages.
    pub stages: Option<&'t Stages>,
    /// The files, for digests.
    pub files: &'t dyn Files,
    /// What `today` is.
    pub today: NaiveDate,
}

impl Typist<'_> {
    /// A value of type `ty`.
    ///
    /// # Errors
    /// What is wrong with the text.
    pub fn value(&self, ty: &FieldType, text: &str) -> Result<Plant, Refusal> {
        match ty {
            FieldType::Group(_) | FieldType::List { .. } => self.bracketed(ty, text),
            FieldType::Text { .. } => self.scalar(ty, text),
            _ => self.scalar(ty, text.trim()),
        }
    }

    /// A map or list in brackets; an item of a list alone is a list of one.
    fn bracketed(&self, ty: &FieldType, text: &str) -> Result<Plant, Refusal> {
        let trimmed = text.trim();
        match ty {
            FieldType::List { of, .. } if !trimmed.starts_with('[') => {
                Ok(Plant::List(vec![self.value(of, text)?]))
            }
            FieldType::Group(_) if !trimmed.starts_with('{') => Err(wanted(ty)),
            _ => {
                let mut tree = Tree::new();
                let whole = Span::new(0, trimmed.len() as u32);
                let problems = text::read_yaml(trimmed, whole, &mut tree);
                let problem = match problems {
                    Ok(problems) | Err(problems) => problems.into_iter().next(),
                };
                if let Some(problem) = problem {
                    let refusal = Refusal::new(problem.message);
                    return Err(match problem.help {
                        Some(help) => refusal.help(help),
                        None => wanted_as(refusal, ty),
                    });
                }
                match tree.root(trimmed) {
                    Some(root) => self.node(ty, root),
                    None => Err(wanted(ty)),
                }
            }
        }
    }

    fn node(&self, ty: &FieldType, node: NodeRef<'_>) -> Result<Plant, Refusal> {
        match (ty, node.kind()) {
            (FieldType::Group(shape), NodeKind::Map) => {
                let entries = node.entries().map(|(key, value)| {
                    let name = key.scalar().unwrap_or_default();
                    let (index, field) =
                        shape.find(name).ok_or_else(|| unknown(shape, name, None))?;
                    let value = self.node(&field.ty, value);
                    let value = value.map_err(|refusal| refusal.about(&field.name))?;
                    Ok((index, field.name.clone(), value))
                });
                let mut entries = entries.collect::<Result<Vec<_>, Refusal>>()?;
                entries.sort_by_key(|(index, ..)| *index);
                let entries = entries.into_iter().map(|(_, name, value)| (name, value));
                Ok(Plant::Map(entries.collect()))
            }
            (FieldType::List { of, .. }, NodeKind::List) => {
                let items = node.items().map(|item| self.node(of, item));
                Ok(Plant::List(items.collect::<Result<_, Refusal>>()?))
            }
            (FieldType::Group(_) | FieldType::List { .. }, _) => Err(wanted(ty)),
            (_, NodeKind::Scalar(_)) => self.scalar(ty, node.scalar().unwrap_or_default()),
            _ => Err(wanted(ty)),
        }
    }

    fn scalar(&self, ty: &FieldType, text: &str) -> Result<Plant, Refusal> {
        let today = self.today.to_string();
        let text = match ty {
            FieldType::Date | FieldType::DateTime if text == "today" => &today,
            FieldType::Boolean if matches!(text, "是" | "yes") => "true",
            FieldType::Boolean if matches!(text, "否" | "no") => "false",
            FieldType::Enum(choices) => name_of(choices, text),
            FieldType::Role => {
                let roles = &self.process.pipeline.roles;
                let titled = roles.iter().find(|role| is_called(&role.title, text));
                titled.map_or(text, |role| &role.name)
            }
            _ => text,
        };
        let misfit = |misfit: Misfit| {
            let refusal = Refusal::new(misfit.message);
            match misfit.help {
                Some(help) => refusal.help(help),
                None => refusal,
            }
        };
        let read = records::read_scalar(ty, text, self.process, self.stages).map_err(misfit)?;
        let names_it = matches!(ty, FieldType::Enum(_) | FieldType::Stage);
        match (ty, read) {
            (FieldType::File { digest: true }, _) => self.with_digest(text),
            (_, Scalar::Text) => Ok(Plant::Text(text.to_owned())),
            (_, Scalar::Value(_)) if names_it => Ok(Plant::Text(text.to_owned())),
            (_, Scalar::Value(_)) => Ok(Plant::Literal(text.to_owned())),
        }
    }

    /// A file with its digest, which the form demands.
    fn with_digest(&self, path: &str) -> Result<Plant, Refusal> {
        let sha256 = self.files.digest(path).map_err(|_| {
            Refusal::new(
                say!(en: "there is no file `{path}`", zh: "没有文件 `{path}`", path = shown(path)),
            )
        })?;
        Ok(Plant::Map(vec![
            ("path".to_owned(), Plant::Text(path.to_owned())),
            ("sha256".to_owned(), Plant::Text(sha256)),
        ]))
    }
}

/// The name of the choice that is called so, if it isn't a name itself.
fn name_of<'n>(choices: &'n [Choice], text: &'n str) -> &'n str {
    if choices.iter().any(|choice| choice.name == text) {
        return text;
    }
    let titled = choices.iter().find(|choice| is_called(&choice.title, text));
    titled.map_or(text, |choice| &choice.name)
}

/// Whether this is a title, in either language.
pub fn is_called(title: &Phrase, text: &str) -> bool {
    title.zh == text || title.en.eq_ignore_ascii_case(text)
}

/// What a value of this type looks like.
fn wanted(ty: &FieldType) -> Refusal {
    let expected = records::expected(ty);
    wanted_as(
        Refusal::new(
            say!(en: "this must be {expected}", zh: "应为{expected}", expected = expected),
        ),
        ty,
    )
}

fn wanted_as(refusal: Refusal, ty: &FieldType) -> Refusal {
    match ty.example() {
        Some(example) => {
            refusal.help(say!(en: "write it as {example}", zh: "写成 {example}", example = example))
        }
        None => refusal,
    }
}

/// That a shape has no field of this name; `inside` is what the shape belongs to.
pub fn unknown(shape: &Shape, name: &str, inside: Option<&Phrase>) -> Refusal {
    let message = match inside {
        Some(inside) => {
            say!(en: "{inside} has no field `{name}`", zh: "{inside}没有字段 `{name}`", inside = inside, name = shown(name))
        }
        None => {
            say!(en: "there is no field `{name}` here", zh: "此处没有字段 `{name}`", name = shown(name))
        }
    };
    let help = match nearest_field(shape, name) {
        Some(near) => say!(en: "did you mean `{near}`?", zh: "是不是 `{near}`？", near = near),
        None => {
            let names: Vec<&str> = shape.fields.iter().map(|field| &*field.name).collect();
            say!(en: "known here: {all}", zh: "此处可用：{all}", all = names.join(", "))
        }
    };
    Refusal::new(message).help(help)
}
