//! Reading the type of a field.

use super::block::{Block, Located, Reading};
use super::field_keys::{FIELD_KEYS, TYPES, TypeName};
use super::problem::Sort;
use super::shape::{Names, read_shape};
use crate::form::{Choice, Field, FieldType, KindId, Shape, TextKind};
use crate::language::Phrase;
use crate::say;
use crate::text::{NodeKind, NodeRef};
use crate::value::{self, Decimal};

/// Reads one type: its name, and the keys of its field if it has a map of its own.
pub struct TypeReader<'r, 't> {
    /// The file.
    pub reading: Reading<'t>,
    /// What the type may refer to.
    pub names: &'r Names<'r>,
    /// The field's own map.
    pub block: Option<Block<'t>>,
}

impl<'t> TypeReader<'_, 't> {
    /// The type that `node` names.
    pub fn read(&self, node: NodeRef<'t>) -> Option<FieldType> {
        let name = self.reading.text(node)?;
        let Some(known) = TYPES.iter().find(|known| known.name == name.value) else {
            return self.shared(&name);
        };
        self.refuse_other_keys(known);
        Some(match known.name {
            "text" => self.text(TextKind::Plain),
            "markdown" => self.text(TextKind::Markdown),
            "email" => self.text(TextKind::Email),
            "phone" => self.text(TextKind::Phone),
            "url" => self.text(TextKind::Url),
            "integer" => FieldType::Integer {
                min: self.number("min"),
                max: self.number("max"),
            },
            "decimal" => FieldType::Decimal {
                min: self.number("min"),
                max: self.number("max"),
                places: self
                    .count("places")
                    .and_then(|places| u32::try_from(places).ok()),
            },
            "percent" => FieldType::Percent {
                min: self.percent("min"),
                max: self.percent("max"),
            },
            "money" => FieldType::Money {
                min: self.number("min"),
                max: self.number("max"),
            },
            "date" => FieldType::Date,
            "datetime" => FieldType::DateTime,
            "duration" => FieldType::Duration,
            "boolean" => FieldType::Boolean,
            "enum" => FieldType::Enum(self.choices(node)?),
            "ref" => FieldType::Reference(self.kind(node)?),
            "person" => self.person(node)?,
            "role" => FieldType::Role,
            "file" => FieldType::File {
                digest: self.digest(),
            },
            "group" => FieldType::Group(self.shape(node)?),
            "list" => self.list(node)?,
            "stage" => self.of_stages(node, FieldType::Stage)?,
            _ => self.of_stages(node, FieldType::Moves(moves_shape()))?,
        })
    }

    /// A type of the pipeline's own. It is made of the known ones, so that none can go round in a circle.
    fn shared(&self, name: &Located<&str>) -> Option<FieldType> {
        let types = self.names.types;
        let Some(node) = types.and_then(|types| types.get(name.value)) else {
            let own = types.into_iter().flat_map(Block::names);
            let known = TYPES.iter().map(|known| known.name).chain(own);
            self.reading.unknown(name.spot.span, name.value, known);
            return None;
        };
        let reading = types?.reading();
        let names = Names {
            types: None,
            ..*self.names
        };
        let block = reading.block(node, &[FIELD_KEYS])?;
        TypeReader {
            reading,
            names: &names,
            block: Some(block),
        }
        .read(block.need("type")?)
    }

    /// A key that belongs to other types is a mistake, not a decoration.
    fn refuse_other_keys(&self, known: &TypeName) {
        let Some(block) = self.block else { return };
        for key in TYPES.iter().flat_map(|other| other.keys) {
            if let (Some(node), false) = (block.get(key), known.keys.contains(key)) {
                self.reading.wrong(
                    node.span(),
                    say!(en: "`{key}` means nothing to the type `{ty}`", zh: "类型 `{ty}` 不用 `{key}`", key = key, ty = known.name),
                    None,
                );
                return;
            }
        }
    }

    fn get(&self, key: &str) -> Option<NodeRef<'t>> {
        self.block?.get(key)
    }

    fn count(&self, key: &str) -> Option<usize> {
        self.block?.count(key)
    }

    fn number(&self, key: &str) -> Option<Decimal> {
        self.reading.value(self.get(key)?, value::number::decimal)
    }

    fn percent(&self, key: &str) -> Option<Decimal> {
        self.reading.value(self.get(key)?, value::number::percent)
    }

    fn text(&self, kind: TextKind) -> FieldType {
        let pattern = self.get("pattern").and_then(|node| {
            self.reading.value(node, |text| {
                regex::Regex::new(&format!("^(?:{text})$")).map_err(|error| {
                    say!(en: "not a regular expression: {error}", zh: "正则表达式有误：{error}", error = last_line(&error.to_string()))
                })
            })
        });
        FieldType::Text {
            kind,
            pattern,
            max: self.count("max"),
        }
    }

    fn choices(&self, node: NodeRef<'t>) -> Option<Vec<Choice>> {
        let values = match self.get("values") {
            Some(values) => values,
            None => return self.lacks(node, "values"),
        };
        let choices: Vec<Choice> = match values.kind() {
            NodeKind::Map => values
                .entries()
                .filter_map(|(name, title)| {
                    let name = self.reading.text(name)?.value.to_owned();
                    let title = if title.is_null() {
                        Phrase::same(name.clone())
                    } else {
                        self.reading.phrase(title)?
                    };
                    Some(Choice { name, title })
                })
                .collect(),
            _ => self
                .reading
                .texts(values)
                .into_iter()
                .map(|name| Choice {
                    name: name.value.to_owned(),
                    title: Phrase::same(name.value),
                })
                .collect(),
        };
        for (index, choice) in choices.iter().enumerate() {
            if choices[..index]
                .iter()
                .any(|earlier| earlier.name == choice.name)
            {
                let message = say!(en: "the value `{name}` stands twice", zh: "值 `{name}` 重复", name = choice.name);
                self.reading.wrong(values.span(), message, None);
            }
        }
        Some(choices)
    }

    fn kind(&self, node: NodeRef<'t>) -> Option<KindId> {
        let Some(to) = self.get("to") else {
            return self.lacks(node, "to");
        };
        let name = self.reading.text(to)?;
        let found = self.names.kinds.iter().position(|kind| *kind == name.value);
        if found.is_none() {
            self.reading.unknown_name(
                &[Sort::Kind],
                name.spot.span,
                name.value,
                self.names.kinds.iter().copied(),
            );
        }
        found.map(|index| KindId(index as u16))
    }

    fn person(&self, node: NodeRef<'t>) -> Option<FieldType> {
        if self.names.people.is_none() && self.names.people_named {
            return None;
        }
        if self.names.people.is_none() {
            self.reading.wrong(
                node.span(),
                say!(en: "no kind holds people", zh: "没有指定人员表单"),
                Some(say!(en: "add `people: {{kind: person, roles: roles}}` to pipeline.yaml", zh: "在 pipeline.yaml 中加上 `people: {{kind: person, roles: roles}}`")),
            );
            return None;
        }
        let role = self.get("role").and_then(|node| {
            let name = self.reading.text(node)?;
            let found = self.names.roles.iter().position(|role| *role == name.value);
            if found.is_none() {
                self.reading.unknown_name(
                    &[Sort::Role],
                    name.spot.span,
                    name.value,
                    self.names.roles.iter().copied(),
                );
            }
            found
        });
        Some(FieldType::Person(role))
    }

    fn digest(&self) -> bool {
        let Some(node) = self.get("digest") else {
            return false;
        };
        let required = node.scalar() == Some("required");
        if !required {
            let message = say!(en: "`digest` takes `required`", zh: "`digest` 只能写 `required`");
            self.reading.wrong(node.span(), message, None);
        }
        required
    }

    fn shape(&self, node: NodeRef<'t>) -> Option<Shape> {
        match self.block {
            Some(block) if self.get("fields").is_some() => Some(read_shape(block, self.names)),
            _ => self.lacks(node, "fields"),
        }
    }

    fn list(&self, node: NodeRef<'t>) -> Option<FieldType> {
        let of = match self.get("of") {
            Some(of) if of.scalar().is_some() => TypeReader {
                reading: self.reading,
                names: self.names,
                block: None,
            }
            .read(of)?,
            Some(of) => {
                let block = self.reading.block(of, &[FIELD_KEYS])?;
                TypeReader {
                    reading: self.reading,
                    names: self.names,
                    block: Some(block),
                }
                .read(block.need("type")?)?
            }
            None if self.get("fields").is_some() => FieldType::Group(self.shape(node)?),
            None => return self.lacks(node, "of` or `fields"),
        };
        Some(FieldType::List {
            of: Box::new(of),
            min: self.count("min"),
            max: self.count("max"),
        })
    }

    fn of_stages(&self, node: NodeRef<'t>, ty: FieldType) -> Option<FieldType> {
        if self.names.stages {
            return Some(ty);
        }
        self.reading.wrong(
            node.span(),
            say!(en: "this kind has no `stages`", zh: "此表单没有 `stages`"),
            None,
        );
        None
    }

    fn lacks<T>(&self, node: NodeRef<'t>, key: &str) -> Option<T> {
        self.reading.wrong(
            node.span(),
            say!(en: "the type `{ty}` needs `{key}`", zh: "类型 `{ty}` 需要 `{key}`", ty = node.scalar().unwrap_or_default(), key = key),
            None,
        );
        None
    }
}

/// The shape of an entry in the log of stage moves.
fn moves_shape() -> Shape {
    let field = |name: &str, title: Phrase, ty: FieldType, required: bool| Field {
        name: name.to_owned(),
        title,
        help: None,
        ty,
        required,
        since: None,
        confidential: false,
        personal: false,
        grows: false,
        span: crate::text::Span::default(),
    };
    let prose = FieldType::Text {
        kind: TextKind::Plain,
        pattern: None,
        max: None,
    };
    Shape {
        fields: vec![
            field("to", say!(en: "stage", zh: "阶段"), FieldType::Stage, true),
            field(
                "at",
                say!(en: "when", zh: "时间"),
                FieldType::DateTime,
                true,
            ),
            field(
                "by",
                say!(en: "who", zh: "操作人"),
                FieldType::Person(None),
                true,
            ),
            field("reason", say!(en: "reason", zh: "原因"), prose, false),
        ],
    }
}

/// The reason at the end of an error that first draws the pattern.
fn last_line(error: &str) -> &str {
    let last = error.lines().last().unwrap_or_default();
    last.trim_start_matches("error: ")
}
