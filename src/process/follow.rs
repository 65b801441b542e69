//! The log of follow-ups: which list of a record it is, and which fields of an item hold what.

use super::block::{Block, Key, key};
use super::compile::Compiler;
use super::problem::Sort;
use crate::form::{FieldType, Shape, TextKind};
use crate::language::Phrase;
use crate::say;
use crate::text::NodeRef;

/// Where follow-ups are logged: positions in the kind's shape, and in the shape of the list's items.
#[derive(Debug)]
pub struct Follow {
    /// The list.
    pub list: usize,
    /// The item's day.
    pub date: usize,
    /// The item's person.
    pub by: Option<usize>,
    /// The item's text.
    pub text: usize,
}

/// The keys of `follow`.
pub const FOLLOW_KEYS: &[Key] = &[
    key(
        "list",
        "field",
        "the list of maps that follow-ups are added to",
        "跟进记录所在的列表",
    ),
    key(
        "date",
        "field of its items",
        "the day of a follow-up",
        "跟进日期",
    ),
    key(
        "by",
        "field of its items",
        "the person who made it",
        "跟进人",
    ),
    key("text", "field of its items", "what was said", "跟进内容"),
];

impl Follow {
    /// Reads the map under `follow`.
    pub fn read(compiler: &Compiler<'_>, node: NodeRef<'_>) -> Option<Follow> {
        let block = compiler.reading.block(node, &[FOLLOW_KEYS])?;
        block.need("list")?;
        let of_maps = |ty: &FieldType| items(ty).is_some();
        let maps = say!(en: "a list of maps", zh: "由映射组成的列表");
        let shape = &compiler.outline().shape;
        let list = find(block, shape, "list", of_maps, &maps)?;
        let shape = items(&shape.fields.get(list)?.ty)?;
        for key in ["date", "text"] {
            block.need(key);
        }
        let day = |ty: &FieldType| matches!(ty, FieldType::Date | FieldType::DateTime);
        let prose = |ty: &FieldType| {
            matches!(
                ty,
                FieldType::Text {
                    kind: TextKind::Plain | TextKind::Markdown,
                    ..
                }
            )
        };
        let person = |ty: &FieldType| matches!(ty, FieldType::Person(_));
        let date = find(block, shape, "date", day, &say!(en: "a date", zh: "日期"));
        let text = find(block, shape, "text", prose, &say!(en: "a text", zh: "文本"));
        let by = find(
            block,
            shape,
            "by",
            person,
            &say!(en: "a person", zh: "人员"),
        );
        Some(Follow {
            list,
            date: date?,
            by,
            text: text?,
        })
    }
}

/// The shape of a list's items, if they are maps.
fn items(ty: &FieldType) -> Option<&Shape> {
    match ty {
        FieldType::List { of, .. } => match &**of {
            FieldType::Group(shape) => Some(shape),
            _ => None,
        },
        _ => None,
    }
}

/// The position of the field that `key` names, which must be of a type that fits.
fn find(
    block: Block<'_>,
    shape: &Shape,
    key: &str,
    fits: impl Fn(&FieldType) -> bool,
    wanted: &Phrase,
) -> Option<usize> {
    let name = block.text(key)?;
    let reading = block.reading();
    let Some((index, field)) = shape.find(name.value) else {
        let known = shape.fields.iter().map(|field| field.name.as_str());
        reading.unknown_name(&[Sort::Field], name.spot.span, name.value, known);
        return None;
    };
    if !fits(&field.ty) {
        let message = say!(en: "`{name}` must be {wanted}", zh: "`{name}` 须为{wanted}", name = name.value, wanted = wanted);
        reading.wrong(name.spot.span, message, None);
        return None;
    }
    Some(index)
}
