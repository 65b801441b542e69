//! The types of expressions.

use super::schema::Schema;
use crate::form::{Field, FieldType, KindId, Shape};
use crate::language::Phrase;
use crate::say;
use std::sync::Arc;

/// The type of an expression.
#[derive(Clone, PartialEq, Debug)]
pub enum Type {
    /// Not known: the items of `[]`, or what a mistake stands for. Fits everything.
    Any,
    /// `null`
    Null,
    /// `true` or `false`.
    Boolean,
    /// A number.
    Number {
        /// Whether people read it as percent.
        percent: bool,
    },
    /// A text.
    Text,
    /// One of some names: an enum, a stage, a role.
    Choice(Arc<Choices>),
    /// A day, or a time on a day.
    Moment,
    /// A length of time.
    Length,
    /// An amount of money.
    Money,
    /// A list.
    List(Box<Type>),
    /// A map with fields of its own.
    Group(Within),
    /// A record, or a reference to one.
    Record(KindId),
}

/// The names that an enum, the stages or the roles have.
#[derive(Clone, PartialEq, Debug)]
pub struct Choices {
    /// What has them.
    pub origin: Origin,
    /// Names with their titles, in the order of the definition.
    pub values: Vec<(String, Phrase)>,
}

/// What choices belong to.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum Origin {
    /// The enum field of this name.
    Field(String),
    /// The stages of a kind.
    Stages(KindId),
    /// The roles of the process.
    Roles,
}

impl Choices {
    /// The position of a name.
    pub fn position(&self, name: &str) -> Option<u16> {
        let at = self.values.iter().position(|(known, _)| known == name)?;
        u16::try_from(at).ok()
    }

    /// The names.
    pub fn names(&self) -> Vec<&str> {
        self.values.iter().map(|(name, _)| name.as_str()).collect()
    }
}

/// The shape of a group or of a list's items: a kind, and the fields that lead there from its own shape.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Within {
    /// The kind.
    pub kind: KindId,
    /// Positions of the fields on the way; lists are gone through.
    pub path: Arc<[u16]>,
}

impl Within {
    /// The shape itself.
    pub fn shape<'s>(&self, schema: &'s dyn Schema) -> Option<&'s Shape> {
        let mut shape = schema.shape(self.kind);
        for at in self.path.iter() {
            shape = shape_of(&shape.fields.get(usize::from(*at))?.ty)?;
        }
        Some(shape)
    }

    /// The type of one of the shape's fields.
    pub fn field_type(&self, at: u16, field: &Field, schema: &dyn Schema) -> Type {
        type_of(&field.ty, field, schema, &|| {
            let path = self.path.iter().copied().chain([at]).collect();
            Within {
                kind: self.kind,
                path,
            }
        })
    }
}

/// The shape inside a field's type.
fn shape_of(ty: &FieldType) -> Option<&Shape> {
    match ty {
        FieldType::Group(shape) | FieldType::Moves(shape) => Some(shape),
        FieldType::List { of, .. } => shape_of(of),
        _ => None,
    }
}

fn type_of(
    ty: &FieldType,
    field: &Field,
    schema: &dyn Schema,
    within: &dyn Fn() -> Within,
) -> Type {
    match ty {
        FieldType::Text { .. } | FieldType::File { .. } => Type::Text,
        FieldType::Integer { .. } | FieldType::Decimal { .. } => Type::NUMBER,
        FieldType::Percent { .. } => Type::Number { percent: true },
        FieldType::Money { .. } => Type::Money,
        FieldType::Date | FieldType::DateTime => Type::Moment,
        FieldType::Duration => Type::Length,
        FieldType::Boolean => Type::Boolean,
        FieldType::Enum(choices) => Type::Choice(Arc::new(Choices {
            origin: Origin::Field(field.name.clone()),
            values: choices
                .iter()
                .map(|choice| (choice.name.clone(), choice.title.clone()))
                .collect(),
        })),
        FieldType::Reference(kind) => Type::Record(*kind),
        FieldType::Person(_) => schema.people().map_or(Type::Text, Type::Record),
        FieldType::Role => Type::Choice(Arc::new(roles(schema))),
        FieldType::Stage => Type::Choice(Arc::new(stages(schema, within().kind))),
        FieldType::Moves(_) => Type::list(Type::Group(within())),
        FieldType::Group(_) => Type::Group(within()),
        FieldType::List { of, .. } => Type::list(type_of(of, field, schema, within)),
    }
}

/// The stages of a kind.
pub fn stages(schema: &dyn Schema, kind: KindId) -> Choices {
    Choices {
        origin: Origin::Stages(kind),
        values: owned(schema.stages(kind)),
    }
}

/// The roles of the process.
pub fn roles(schema: &dyn Schema) -> Choices {
    Choices {
        origin: Origin::Roles,
        values: owned(schema.roles()),
    }
}

fn owned(names: Vec<(&str, &Phrase)>) -> Vec<(String, Phrase)> {
    names
        .into_iter()
        .map(|(name, title)| (name.to_owned(), title.clone()))
        .collect()
}

impl Type {
    /// A number that isn't a percentage.
    pub const NUMBER: Type = Type::Number { percent: false };

    /// A list of this type.
    pub fn list(of: Type) -> Type {
        Type::List(Box::new(of))
    }

    /// The type of a list's items, however deep; of anything else, itself.
    pub fn item(&self) -> &Type {
        match self {
            Type::List(of) => of.item(),
            other => other,
        }
    }

    /// What people call it.
    pub fn phrase(&self, schema: &dyn Schema) -> Phrase {
        match self {
            Type::Any => say!(en: "anything", zh: "任意值"),
            Type::Null => say!(en: "null", zh: "空值"),
            Type::Boolean => say!(en: "true or false", zh: "是否值"),
            Type::Number { .. } => say!(en: "a number", zh: "数字"),
            Type::Text => say!(en: "a text", zh: "文本"),
            Type::Choice(choices) => match &choices.origin {
                Origin::Field(name) => {
                    say!(en: "a value of `{name}`", zh: " `{name}` 的选项", name = name)
                }
                Origin::Stages(_) => say!(en: "a stage", zh: "阶段"),
                Origin::Roles => say!(en: "a role", zh: "角色"),
            },
            Type::Moment => say!(en: "a day", zh: "日期"),
            Type::Length => say!(en: "a duration", zh: "时长"),
            Type::Money => say!(en: "money", zh: "金额"),
            Type::List(of) => match **of {
                Type::Any => say!(en: "a list", zh: "列表"),
                _ => {
                    say!(en: "a list of {of}", zh: "{of}的列表", of = of.plural(schema))
                }
            },
            Type::Group(_) => say!(en: "a group of fields", zh: "一组字段"),
            Type::Record(kind) => {
                say!(en: "a record of kind `{kind}`", zh: " `{kind}` 记录", kind = schema.name(*kind))
            }
        }
    }

    fn plural(&self, schema: &dyn Schema) -> Phrase {
        match self {
            Type::Boolean => say!(en: "true and false", zh: "是否值"),
            Type::Number { .. } => say!(en: "numbers", zh: "数字"),
            Type::Text => say!(en: "texts", zh: "文本"),
            Type::Choice(choices) => match &choices.origin {
                Origin::Field(name) => {
                    say!(en: "values of `{name}`", zh: " `{name}` 选项", name = name)
                }
                Origin::Stages(_) => say!(en: "stages", zh: "阶段"),
                Origin::Roles => say!(en: "roles", zh: "角色"),
            },
            Type::Moment => say!(en: "days", zh: "日期"),
            Type::Length => say!(en: "durations", zh: "时长"),
            Type::List(_) => say!(en: "lists", zh: "列表"),
            Type::Group(_) => say!(en: "groups of fields", zh: "字段组"),
            Type::Record(kind) => {
                say!(en: "records of kind `{kind}`", zh: " `{kind}` 记录", kind = schema.name(*kind))
            }
            Type::Any | Type::Null | Type::Money => self.phrase(schema),
        }
    }

    /// The type that holds values of both, where there is one.
    pub fn joined(&self, other: &Type) -> Option<Type> {
        Some(match (self, other) {
            (Type::Any | Type::Null, ty) | (ty, Type::Any | Type::Null) => ty.clone(),
            (Type::Number { percent: one }, Type::Number { percent: two }) => Type::Number {
                percent: *one && *two,
            },
            (Type::Choice(one), Type::Choice(two)) if one == two => self.clone(),
            (Type::Choice(_) | Type::Text, Type::Choice(_) | Type::Text) => Type::Text,
            (Type::List(one), Type::List(two)) => Type::list(one.joined(two)?),
            (one, two) if one == two => one.clone(),
            _ => return None,
        })
    }
}
