//! Reading the fields of a form.

use super::block::{Block, Key, Located, Reading, key, nearest};
use super::problem::Sort;
use crate::expression::is_taken;
use crate::form::{Choice, Field, FieldType, KindId, Shape, TextKind};
use crate::language::Phrase;
use crate::say;
use crate::text::{NodeKind, NodeRef};
use crate::value::{self, Decimal};

/// What a field's type may refer to.
#[derive(Clone, Copy)]
pub struct Names<'n> {
    /// The kinds, by position.
    pub kinds: &'n [&'n str],
    /// The roles, by position.
    pub roles: &'n [&'n str],
    /// The kind of people's records, if the pipeline names one.
    pub people: Option<KindId>,
    /// Whether the pipeline names one, even if there is none.
    pub people_named: bool,
    /// Whether the kind that is being read has stages.
    pub stages: bool,
    /// Types that the pipeline names once for several kinds: the map `types`.
    pub types: Option<Block<'n>>,
}

/// A type's name in the definition, the texts that it is written as, and what it means.
pub struct TypeName {
    /// The name.
    pub name: &'static str,
    /// An example of a value.
    pub example: &'static str,
    /// What it takes, in English.
    pub en: &'static str,
    /// What it takes, in Chinese.
    pub zh: &'static str,
    /// The keys that only this type takes.
    pub keys: &'static [&'static str],
}

const fn type_name(
    name: &'static str,
    example: &'static str,
    en: &'static str,
    zh: &'static str,
    keys: &'static [&'static str],
) -> TypeName {
    TypeName {
        name,
        example,
        en,
        zh,
        keys,
    }
}

/// Every type that a field can have.
pub const TYPES: &[TypeName] = &[
    type_name(
        "text",
        "华辰机械",
        "one line or more",
        "一行或多行文字",
        &["pattern", "max"],
    ),
    type_name("markdown", "**重点** …", "prose", "Markdown 正文", &["max"]),
    type_name("integer", "12", "a whole number", "整数", &["min", "max"]),
    type_name(
        "decimal",
        "12.5",
        "a decimal number",
        "小数",
        &["min", "max", "places"],
    ),
    type_name(
        "percent",
        "8%",
        "a share, with its sign",
        "百分数，须写 %",
        &["min", "max"],
    ),
    type_name(
        "money",
        "1280000.00",
        "an amount, `USD 12000` in another currency; two places at most",
        "金额，其他币种写 `USD 12000`；最多两位小数",
        &["min", "max"],
    ),
    type_name("date", "2026-03-31", "a day", "日期", &[]),
    type_name(
        "datetime",
        "2026-03-31 15:20",
        "a day, with the time where it is known",
        "日期，知道时刻则写上",
        &[],
    ),
    type_name(
        "duration",
        "2 working days",
        "a length of time",
        "时长",
        &[],
    ),
    type_name(
        "boolean",
        "true",
        "`true` or `false`",
        "`true` 或 `false`",
        &[],
    ),
    type_name(
        "enum",
        "rigid",
        "one of `values`",
        "`values` 之一",
        &["values"],
    ),
    type_name(
        "ref",
        "huachen",
        "the id of a record of the kind `to`",
        "`to` 所指表单的记录编号",
        &["to"],
    ),
    type_name(
        "person",
        "li-na",
        "the id of a person",
        "人员编号",
        &["role"],
    ),
    type_name(
        "role",
        "legal",
        "a role of `pipeline.yaml`",
        "`pipeline.yaml` 中的角色",
        &[],
    ),
    type_name(
        "email",
        "li.na@example.com",
        "an e-mail address",
        "电子邮箱",
        &[],
    ),
    type_name(
        "phone",
        "138 0000 0000",
        "a telephone number",
        "电话号码",
        &[],
    ),
    type_name("url", "https://example.com/", "a web address", "网址", &[]),
    type_name(
        "file",
        "deals/…/files/offer.pdf",
        "a file in the pipeline, or `{path: …, sha256: …}`",
        "销售库中的文件，或 `{path: …, sha256: …}`",
        &["digest"],
    ),
    type_name(
        "group",
        "{low: …, high: …}",
        "a map with `fields`",
        "含 `fields` 的映射",
        &["fields"],
    ),
    type_name(
        "list",
        "[…]",
        "a list of one type (`of`) or of maps (`fields`)",
        "同类值（`of`）或映射（`fields`）的列表",
        &["of", "fields", "min", "max"],
    ),
    type_name("stage", "needs", "the current stage", "当前阶段", &[]),
    type_name(
        "moves",
        "[{to: needs, at: …, by: …}]",
        "the log of stage moves",
        "阶段变动记录",
        &[],
    ),
];

/// The keys of a field.
pub const FIELD_KEYS: &[Key] = &[
    key("type", "type", "the field's type", "字段类型"),
    key("title", "texts", "what people call it", "显示名称"),
    key("help", "texts", "what to write there", "填写说明"),
    key("required", "boolean", "must not be absent", "必填"),
    key(
        "since",
        "date",
        "`required` is judged only on records dated from this day on",
        "仅对此日起的记录要求必填",
    ),
    key(
        "confidential",
        "boolean",
        "never in a document for the customer",
        "保密，绝不出现在给客户的文档中",
    ),
    key(
        "personal",
        "boolean",
        "may hold personal data",
        "可含个人信息",
    ),
    key(
        "pattern",
        "regular expression",
        "the whole text must match",
        "全文须匹配的正则表达式",
    ),
    key(
        "min",
        "number",
        "least value, or fewest items",
        "最小值，或最少项数",
    ),
    key(
        "max",
        "number",
        "greatest value, most characters, or most items",
        "最大值、最多字数或最多项数",
    ),
    key("places", "integer", "most decimal places", "最多小数位数"),
    key(
        "values",
        "list or map of names",
        "the values of an enum, with titles",
        "枚举值及其显示名称",
    ),
    key(
        "to",
        "kind",
        "the kind that a `ref` names",
        "`ref` 所指的表单",
    ),
    key(
        "role",
        "role",
        "a role that the person must hold",
        "该人员须担任的角色",
    ),
    key(
        "digest",
        "`required`",
        "a `file` must carry its digest",
        "`file` 须附摘要",
    ),
    key(
        "of",
        "type or field",
        "the type of a list's items",
        "列表项的类型",
    ),
    key(
        "fields",
        "map of fields",
        "the fields of a group or of a list's items",
        "组或列表项的字段",
    ),
];

/// Reads the map of fields under `fields` of a kind, group or list.
pub fn read_shape(block: Block<'_>, names: &Names<'_>) -> Shape {
    let fields = block
        .named("fields")
        .into_iter()
        .filter_map(|(name, node)| {
            let field = read_field(block.reading(), &name, node, names);
            if field.is_none() {
                block.reading().lose(Sort::Field, name.value);
            }
            field
        })
        .collect();
    Shape { fields }
}

fn read_field(
    reading: Reading<'_>,
    name: &Located<&str>,
    node: NodeRef<'_>,
    names: &Names<'_>,
) -> Option<Field> {
    if name.value.contains('-') {
        let message = say!(en: "a field's name takes `_`, no `-`", zh: "字段名用 `_`，不用 `-`");
        reading.wrong(name.spot.span, message, None);
    }
    if is_taken(name.value) {
        let message = say!(en: "`{name}` means something in expressions, so no field can have this name", zh: "`{name}` 在表达式中另有含义，不能作字段名", name = name.value);
        reading.wrong(name.spot.span, message, None);
    }
    let plain = Field {
        name: name.value.to_owned(),
        title: Phrase::same(name.value),
        help: None,
        ty: FieldType::Boolean,
        required: false,
        since: None,
        confidential: false,
        personal: false,
        span: name.spot.span,
    };
    if node.scalar().is_some() {
        let ty = TypeReader {
            reading,
            names,
            block: None,
        }
        .read(node)?;
        return Some(Field { ty, ..plain });
    }
    let block = reading.block(node, FIELD_KEYS)?;
    let ty = TypeReader {
        reading,
        names,
        block: Some(block),
    }
    .read(block.need("type")?)?;
    Some(Field {
        title: block.title(name.value),
        help: block.phrase("help"),
        ty,
        required: block.flag("required"),
        since: block.day("since"),
        confidential: block.flag("confidential"),
        personal: block.flag("personal"),
        ..plain
    })
}

/// Reads one type: its name, and the keys of its field if it has a map of its own.
struct TypeReader<'r, 't> {
    reading: Reading<'t>,
    names: &'r Names<'r>,
    block: Option<Block<'t>>,
}

impl<'t> TypeReader<'_, 't> {
    fn read(&self, node: NodeRef<'t>) -> Option<FieldType> {
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
        let block = reading.block(node, FIELD_KEYS)?;
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
                let block = self.reading.block(of, FIELD_KEYS)?;
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

/// The reason at the end of an error that first draws the pattern.
fn last_line(error: &str) -> &str {
    let last = error.lines().last().unwrap_or_default();
    last.trim_start_matches("error: ")
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

/// A suggestion for a field's name.
pub fn nearest_field<'s>(shape: &'s Shape, name: &str) -> Option<&'s str> {
    nearest(name, shape.fields.iter().map(|field| field.name.as_str()))
}
