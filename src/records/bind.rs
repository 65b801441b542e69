//! A YAML tree and a form → typed values with their places, and everything that doesn't fit.

use super::scalar;
use crate::finding::Finding;
use crate::form::{Attachment, Field, FieldType, Shape, Slot, Text, Value};
use crate::language::Phrase;
use crate::process::{Outline, Process, Spot, nearest_field};
use crate::rules::Rule;
use crate::say;
use crate::text::{NodeKind, NodeRef, Source, Span};
use crate::value::shown;

/// Findings of a file after which no more unknown names are compared with the known ones: that takes long.
const MOST_COMPARED: usize = 100;

/// Binds one file.
pub struct Binder<'b> {
    /// The process.
    pub process: &'b Process,
    /// The kind, unless the file is of a form that the engine has (a sign-off, a waiver).
    pub outline: Option<&'b Outline>,
    /// The file.
    pub source: &'b Source,
    /// What doesn't fit.
    pub findings: Vec<Finding>,
}

/// Where in the record a value is: a list of names and positions, innermost first.
#[derive(Clone, Copy)]
pub enum Trail<'a> {
    /// The record.
    Root,
    /// A field of what the rest names.
    Field(&'a Trail<'a>, &'a str),
    /// An item of it, from 0.
    Item(&'a Trail<'a>, usize),
}

impl Trail<'_> {
    /// `requirements[2].need`; items count from 1.
    pub fn text(&self) -> String {
        match self {
            Trail::Root => String::new(),
            Trail::Field(Trail::Root, name) => (*name).to_owned(),
            Trail::Field(rest, name) => format!("{}.{name}", rest.text()),
            Trail::Item(rest, index) => format!("{}[{}]", rest.text(), index + 1),
        }
    }
}

/// The slots of a list's items, in memory of just their size.
fn gathered(list: NodeRef<'_>, slots: impl Iterator<Item = Slot>) -> Box<[Slot]> {
    let mut gathered = Vec::with_capacity(list.items().count());
    gathered.extend(slots);
    gathered.into_boxed_slice()
}

impl<'b> Binder<'b> {
    /// The slots of the map `node`, one for each field of `shape`.
    pub fn group(&mut self, shape: &Shape, node: NodeRef<'_>, trail: &Trail<'_>) -> Box<[Slot]> {
        let absent = first_key(node);
        let mut slots: Vec<Slot> = shape
            .fields
            .iter()
            .map(|_| Slot {
                value: Value::Absent,
                span: absent,
            })
            .collect();
        let mut next = 0;
        for (key, value) in node.entries() {
            let name = key.scalar().unwrap_or_default();
            // Files mostly keep the form's order, so the search goes on from the last field found.
            let Some(index) = find_from(shape, name, next) else {
                self.unknown(shape, key, name, trail);
                continue;
            };
            next = index + 1;
            let field = &shape.fields[index];
            slots[index] = self.slot(field, &field.ty, value, &Trail::Field(trail, name));
        }
        for (field, slot) in shape.fields.iter().zip(&slots) {
            let absent = matches!(slot.value, Value::Absent);
            if absent && field.required && field.since.is_none() {
                self.missing(field, slot.span, trail);
            }
        }
        slots.into_boxed_slice()
    }

    fn slot(
        &mut self,
        field: &Field,
        ty: &FieldType,
        node: NodeRef<'_>,
        trail: &Trail<'_>,
    ) -> Slot {
        Slot {
            value: self.value(field, ty, node, trail),
            span: node.span(),
        }
    }

    fn value(
        &mut self,
        field: &Field,
        ty: &FieldType,
        node: NodeRef<'_>,
        trail: &Trail<'_>,
    ) -> Value {
        match (node.kind(), ty) {
            (NodeKind::Null, _) => Value::Absent,
            (NodeKind::Map, FieldType::Group(shape)) => {
                Value::Group(self.group(shape, node, trail))
            }
            (NodeKind::List, FieldType::List { of, min, max }) => {
                let items = node
                    .items()
                    .enumerate()
                    .map(|(index, item)| self.item(field, of, item, &Trail::Item(trail, index)));
                let items = gathered(node, items);
                self.judge_count(field, items.len(), (*min, *max), node.span(), trail);
                Value::List(items)
            }
            (NodeKind::List, FieldType::Moves(shape)) => {
                let items = node.items().enumerate().map(|(index, item)| {
                    let trail = Trail::Item(trail, index);
                    let value = match item.kind() {
                        NodeKind::Map => Value::Group(self.group(shape, item, &trail)),
                        _ => self.wrong_type(
                            field,
                            say!(en: "a map", zh: "键值映射"),
                            item.span(),
                            &trail,
                        ),
                    };
                    Slot {
                        value,
                        span: item.span(),
                    }
                });
                Value::List(gathered(node, items))
            }
            (NodeKind::Map, FieldType::File { .. }) => self.file(field, node, trail),
            (
                NodeKind::Scalar(_),
                FieldType::Group(_) | FieldType::List { .. } | FieldType::Moves(_),
            )
            | (NodeKind::Map | NodeKind::List, _) => {
                self.wrong_type(field, expected(ty), node.span(), trail)
            }
            (NodeKind::Scalar(_), _) => self.scalar(field, ty, node, trail),
        }
    }

    fn item(
        &mut self,
        field: &Field,
        of: &FieldType,
        item: NodeRef<'_>,
        trail: &Trail<'_>,
    ) -> Slot {
        if item.is_null() {
            let value = self.wrong_type(field, expected(of), item.span(), trail);
            return Slot {
                value,
                span: item.span(),
            };
        }
        self.slot(field, of, item, trail)
    }

    fn scalar(
        &mut self,
        field: &Field,
        ty: &FieldType,
        node: NodeRef<'_>,
        trail: &Trail<'_>,
    ) -> Value {
        let text = node.scalar().unwrap_or_default();
        let stages = self.outline.and_then(|outline| outline.stages.as_ref());
        match scalar::read(ty, text, self.process, stages) {
            Ok(scalar::Scalar::Text) => {
                let written = match node.verbatim() {
                    Some(span) => Text::Slice(span),
                    None => Text::Owned(text.into()),
                };
                match ty {
                    FieldType::File { .. } => Value::File(Box::new(Attachment {
                        path: (written, node.span()),
                        sha256: None,
                    })),
                    _ => Value::Text(written),
                }
            }
            Ok(scalar::Scalar::Value(value)) => value,
            Err(refusal) => {
                let finding =
                    Finding::at(Rule::WrongValue, self.source, node.span(), refusal.message)
                        .subject(trail.text());
                self.findings.push(Finding {
                    help: refusal.help,
                    demand: self.demand(field),
                    ..finding
                });
                Value::Broken
            }
        }
    }

    /// `{path: …, sha256: …}`. The digest is compared where files are at hand.
    fn file(&mut self, field: &Field, node: NodeRef<'_>, trail: &Trail<'_>) -> Value {
        let (mut path, mut sha256) = (None, None);
        for (key, value) in node.entries() {
            let name = key.scalar().unwrap_or_default();
            let written = value
                .scalar()
                .map(|text| (Text::Owned(text.into()), value.span()));
            match name {
                "path" => path = written,
                "sha256" => sha256 = written,
                _ => {
                    let message = say!(en: "a file has no `{name}`", zh: "文件没有 `{name}` 这一项", name = shown(name));
                    let finding = Finding::at(Rule::UnknownField, self.source, key.span(), message);
                    let help = say!(en: "known here: path, sha256", zh: "此处可用：path、sha256");
                    self.findings.push(finding.subject(trail.text()).help(help));
                }
            }
        }
        match path {
            Some(path) => Value::File(Box::new(Attachment { path, sha256 })),
            None => self.wrong_type(field, say!(en: "a path", zh: "路径"), node.span(), trail),
        }
    }

    fn judge_count(
        &mut self,
        field: &Field,
        count: usize,
        (min, max): (Option<usize>, Option<usize>),
        span: Span,
        trail: &Trail<'_>,
    ) {
        let message = match (min, max) {
            (Some(min), _) if count < min => {
                say!(en: "{title}: {count} given, at least {min} wanted", zh: "{title}：现有 {count} 项，至少要 {min} 项", title = field.title, count = count, min = min)
            }
            (_, Some(max)) if count > max => {
                say!(en: "{title}: {count} given, at most {max} wanted", zh: "{title}：现有 {count} 项，至多 {max} 项", title = field.title, count = count, max = max)
            }
            _ => return,
        };
        let finding =
            Finding::at(Rule::WrongValue, self.source, span, message).subject(trail.text());
        self.findings.push(Finding {
            demand: self.demand(field),
            ..finding
        });
    }

    fn wrong_type(
        &mut self,
        field: &Field,
        expected: Phrase,
        span: Span,
        trail: &Trail<'_>,
    ) -> Value {
        let message = say!(en: "{title} must be {expected}", zh: "{title}应为{expected}", title = field.title, expected = expected);
        let finding =
            Finding::at(Rule::WrongType, self.source, span, message).subject(trail.text());
        self.findings.push(Finding {
            demand: self.demand(field),
            ..finding
        });
        Value::Broken
    }

    fn missing(&mut self, field: &Field, span: Span, trail: &Trail<'_>) {
        let finding = missing(self.source, field, span, trail.text());
        self.findings.push(Finding {
            demand: self.demand(field),
            ..finding
        });
    }

    fn unknown(&mut self, shape: &Shape, key: NodeRef<'_>, name: &str, trail: &Trail<'_>) {
        let message = match self.outline {
            Some(outline) => {
                say!(en: "{kind} has no field `{name}`", zh: "{kind}没有字段 `{name}`", kind = outline.title, name = shown(name))
            }
            None => {
                say!(en: "there is no field `{name}` here", zh: "此处没有字段 `{name}`", name = shown(name))
            }
        };
        let near = match self.findings.len() < MOST_COMPARED {
            true => nearest_field(shape, name),
            false => None,
        };
        let help = match near {
            _ if name.contains(['：', '，']) => say!(
                en: "write `: ` and `, ` (plain signs and a space) instead of `：` and `，`",
                zh: "请把全角的“：”“，”改成半角符号加空格“: ”“, ”"
            ),
            Some(near) => say!(en: "did you mean `{near}`?", zh: "是不是 `{near}`？", near = near),
            None => {
                let fields = shape.fields.iter();
                let known: Vec<Phrase> = fields
                    .map(|field| Phrase::gloss(&field.name, &field.title))
                    .collect();
                let all = Phrase::joined(&known, ", ", "、");
                say!(en: "known here: {all}", zh: "此处可用：{all}", all = all)
            }
        };
        let subject = Trail::Field(trail, name).text();
        self.findings.push(
            Finding::at(Rule::UnknownField, self.source, key.span(), message)
                .subject(subject)
                .help(help),
        );
    }

    fn demand(&self, field: &Field) -> Option<(crate::finding::Place, Phrase)> {
        let outline = self.outline.filter(|_| field.span != Span::default())?;
        let spot = Spot {
            file: outline.file,
            span: field.span,
        };
        Some((
            self.process.place(spot),
            say!(en: "declared here", zh: "定义在此"),
        ))
    }
}

/// That a field is missing.
pub fn missing(source: &Source, field: &Field, span: Span, inside: String) -> Finding {
    let subject = match inside.is_empty() {
        true => field.name.clone(),
        false => format!("{inside}.{}", field.name),
    };
    Finding::at(
        Rule::MissingField,
        source,
        Span::new(span.start, span.end),
        say!(en: "{title} is missing", zh: "缺少{title}", title = field.title),
    )
    .subject(subject)
    .help(say!(en: "add `{name}: …`", zh: "补上 `{name}: …`", name = field.name))
}

fn find_from(shape: &Shape, name: &str, from: usize) -> Option<usize> {
    let count = shape.fields.len();
    (0..count)
        .map(|step| (from + step) % count)
        .find(|&index| shape.fields[index].name == name)
}

/// Where a value that isn't there is pointed at: the first key of its map.
fn first_key(node: NodeRef<'_>) -> Span {
    match node.entries().next() {
        Some((key, _)) => key.span(),
        None => Span::new(node.span().start, node.span().start),
    }
}

/// What a type is called where something else stands.
pub fn expected(ty: &FieldType) -> Phrase {
    match ty {
        FieldType::Group(_) => say!(en: "a map", zh: "键值映射"),
        FieldType::List { .. } | FieldType::Moves(_) => say!(en: "a list", zh: "列表"),
        FieldType::Integer { .. } | FieldType::Decimal { .. } => say!(en: "a number", zh: "数字"),
        FieldType::Percent { .. } => say!(en: "a percentage", zh: "百分数"),
        FieldType::Money { .. } => say!(en: "an amount", zh: "金额"),
        FieldType::Date | FieldType::DateTime => say!(en: "a date", zh: "日期"),
        _ => say!(en: "one value, not a map or list", zh: "单个值，不是映射或列表"),
    }
}
