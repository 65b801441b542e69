//! How a new record is filled in: default values, and the parts of its id. Nothing of it is used in judging.

use super::block::Block;
use super::compile::Compiler;
use crate::expression::{Compiled, Type};
use crate::form::{FieldType, Shape, TextKind};
use crate::language::Phrase;
use crate::say;
use crate::text::{NodeKind, NodeRef};

/// How a new record of a kind is filled in.
#[derive(Debug, Default)]
pub struct Making {
    /// Default values, in the form's order.
    pub presets: Vec<Preset>,
    /// The parts of the id.
    pub id: Vec<Compiled>,
    /// Whether random characters end the id; `None` where the kind doesn't say.
    pub tail: Option<bool>,
}

/// The default value of a field.
#[derive(Debug)]
pub struct Preset {
    /// Positions in the shapes on the way to the field; lists are gone through.
    pub slots: Vec<usize>,
    /// The value.
    pub value: Compiled,
}

impl Making {
    /// Reads `default` of a kind's fields, `id` and `tail`.
    pub fn read(compiler: &Compiler<'_>, block: Block<'_>) -> Making {
        let mut presets = Vec::new();
        let shape = &compiler.outline().shape;
        if let Some(fields) = block.get("fields") {
            gather(compiler, fields, shape, &[], &mut presets);
        }
        Making {
            presets,
            id: parts(compiler, block),
            tail: block.get("tail").map(|_| block.flag("tail")),
        }
    }
}

fn gather(
    compiler: &Compiler<'_>,
    fields: NodeRef<'_>,
    shape: &Shape,
    inside: &[usize],
    presets: &mut Vec<Preset>,
) {
    for (name, node) in fields.entries() {
        let Some((index, field)) = name.scalar().and_then(|name| shape.find(name)) else {
            continue;
        };
        let slots = [inside, &[index]].concat();
        if let Some(value) = node.get("default") {
            presets.extend(preset(compiler, value, &field.ty, &slots));
        }
        let inner = match &field.ty {
            FieldType::Group(shape) => Some(shape),
            FieldType::List { of, .. } => match &**of {
                FieldType::Group(shape) => Some(shape),
                _ => None,
            },
            _ => None,
        };
        let nested = node
            .get("fields")
            .or_else(|| node.get("of").and_then(|of| of.get("fields")));
        if let (Some(shape), Some(nested)) = (inner, nested) {
            gather(compiler, nested, shape, &slots, presets);
        }
    }
}

fn preset(
    compiler: &Compiler<'_>,
    node: NodeRef<'_>,
    ty: &FieldType,
    slots: &[usize],
) -> Option<Preset> {
    let value = compiler.made(node)?;
    let given = value.ty();
    let wrong = |message: Phrase, help| compiler.reading.wrong(node.span(), message, help);
    if matches!(
        ty,
        FieldType::Stage | FieldType::Moves(_) | FieldType::Group(_)
    ) {
        wrong(
            say!(en: "a group, the stage and its log have no default", zh: "组、阶段和阶段变动记录没有默认值"),
            None,
        );
        return None;
    }
    if !fits(compiler, ty, given) {
        let given = given.phrase(compiler.outlines);
        wrong(
            say!(en: "the default doesn't fit the field: it gives {given}", zh: "默认值与字段类型不符：得到的是{given}", given = given),
            None,
        );
        return None;
    }
    if let (FieldType::Enum(choices), Some(text)) = (ty, value.constant_text())
        && !choices.iter().any(|choice| choice.name == text)
    {
        let names: Vec<&str> = choices.iter().map(|choice| choice.name.as_str()).collect();
        wrong(
            say!(en: "`{text}` is none of the field's values", zh: "`{text}` 不在该字段的可选值之中", text = text),
            Some(say!(en: "one of: {all}", zh: "可用：{all}", all = names.join(", "))),
        );
        return None;
    }
    Some(Preset {
        slots: slots.to_vec(),
        value,
    })
}

/// Whether a value of type `given` can be written in a field of type `ty`.
fn fits(compiler: &Compiler<'_>, ty: &FieldType, given: &Type) -> bool {
    match (ty, given) {
        (_, Type::Any | Type::Null) => true,
        (
            FieldType::Text {
                kind: TextKind::Plain | TextKind::Markdown,
                ..
            }
            | FieldType::Enum(_)
            | FieldType::Role,
            ty,
        ) => matches!(ty, Type::Text | Type::Choice(_)),
        (FieldType::Text { .. } | FieldType::File { .. }, ty) => *ty == Type::Text,
        (FieldType::Integer { .. } | FieldType::Decimal { .. } | FieldType::Percent { .. }, ty) => {
            matches!(ty, Type::Number { .. })
        }
        (FieldType::Money { .. }, ty) => matches!(ty, Type::Money | Type::Number { .. }),
        (FieldType::Date | FieldType::DateTime, ty) => *ty == Type::Moment,
        (FieldType::Duration, ty) => *ty == Type::Length,
        (FieldType::Boolean, ty) => *ty == Type::Boolean,
        (FieldType::Reference(kind), ty) => *ty == Type::Record(*kind),
        (FieldType::Person(_), Type::Record(kind)) => compiler.outlines.people == Some(*kind),
        (FieldType::List { of, .. }, Type::List(given)) => fits(compiler, of, given),
        _ => false,
    }
}

/// The expressions under `id`: one, or a list.
fn parts(compiler: &Compiler<'_>, block: Block<'_>) -> Vec<Compiled> {
    let Some(node) = block.get("id") else {
        return Vec::new();
    };
    let nodes: Vec<NodeRef<'_>> = match node.kind() {
        NodeKind::List => node.items().collect(),
        _ => vec![node],
    };
    let parts = nodes.into_iter().filter_map(|node| {
        let part = compiler.made(node)?;
        if matches!(part.ty(), Type::List(_) | Type::Group(_)) {
            let given = part.ty().phrase(compiler.outlines);
            compiler.reading.wrong(
                node.span(),
                say!(en: "a part of an id must be one value, and this gives {given}", zh: "编号的组成部分须为单个值，实际得到{given}", given = given),
                None,
            );
            return None;
        }
        Some(part)
    });
    parts.collect()
}
