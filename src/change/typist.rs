//! A text of the command line → a value to write, as its field's type says.

use super::refusal::Refusal;
use crate::check;
use crate::files::Files;
use crate::form::{Choice, FieldType, Shape};
use crate::language::Phrase;
use crate::process::{Process, Stages, nearest_field};
use crate::records::{self, Archive, Furniture, Listing, Misfit, Scalar};
use crate::say;
use crate::text::{self, NodeKind, NodeRef, Plant, Span, Tree};
use crate::value::{id, shown};
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
                    let (index, field) = shape
                        .called(name)
                        .ok_or_else(|| unknown(shape, name, None))?;
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
                let titled = roles.iter().find(|role| role.title.says(text));
                titled.map_or(text, |role| &role.name)
            }
            _ => text,
        };
        let meant = self.meant(ty, text)?;
        let text = meant.as_deref().unwrap_or(text);
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

    /// The id of the only record that is called so, where a text can be no id.
    fn meant(&self, ty: &FieldType, text: &str) -> Result<Option<String>, Refusal> {
        let people = || self.process.people.as_ref().map(|people| people.kind);
        let kind = match ty {
            FieldType::Person(_) => people(),
            FieldType::Reference(kind) => Some(*kind),
            _ => None,
        };
        let is_address = || text.split('/').all(|part| id::read(part).is_ok());
        let Some(kind) = kind.filter(|_| !is_address()) else {
            return Ok(None);
        };
        let listing = Listing::live(self.files, Furniture::of(self.process));
        let archive = Archive::new(self.process, &listing, "deal");
        let mut named = check::with_name(&archive, Some(kind), text, self.today);
        if named.len() > 1 {
            return Err(Refusal::new(
                say!(en: "several are called {text}", zh: "有多条记录叫“{text}”", text = shown(text)),
            )
            .help(say!(en: "one of: {all}", zh: "可用：{all}", all = named.join(", "))));
        }
        if let Some(id) = named.pop() {
            return Ok(Some(id));
        }
        let alike = check::called(&archive, text, self.today);
        let mut alike = alike
            .iter()
            .filter(|(address, _)| archive.path(kind, address, "").is_some());
        let Some(first) = alike.next() else {
            return Ok(None);
        };
        let refusal = Refusal::new(
            say!(en: "nothing here is called just {text}", zh: "没有恰好叫“{text}”的记录", text = shown(text)),
        );
        let hint = |(address, name): &(String, Phrase)| say!(en: "{address}: {name}", zh: "{address}：{name}", address = address, name = name);
        Err(alike.fold(refusal.help(hint(first)), |refusal, one| {
            refusal.help(hint(one))
        }))
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
    let titled = choices.iter().find(|choice| choice.title.says(text));
    titled.map_or(text, |choice| &choice.name)
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
            let fields = shape.fields.iter();
            let names: Vec<Phrase> = fields
                .map(|field| Phrase::gloss(&field.name, &field.title))
                .collect();
            let all = Phrase::joined(&names, ", ", "、");
            say!(en: "known here: {all}", zh: "此处可用：{all}", all = all)
        }
    };
    Refusal::new(message).help(help)
}
