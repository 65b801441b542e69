//! Reading the fields of a form.

use super::block::{Block, Located, Reading, nearest};
use super::field_keys::FIELD_KEYS;
use super::field_type::TypeReader;
use super::problem::Sort;
use crate::expression::is_taken;
use crate::form::{Field, FieldType, KindId, Shape};
use crate::language::Phrase;
use crate::say;
use crate::text::NodeRef;

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
        grows: false,
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
    let block = reading.block(node, &[FIELD_KEYS])?;
    let ty = TypeReader {
        reading,
        names,
        block: Some(block),
    }
    .read(block.need("type")?)?;
    let shared = names.types.and_then(|types| {
        let node = types.get(block.text("type")?.value)?;
        types.reading().block(node, &[FIELD_KEYS])?.phrase("title")
    });
    let grows = block.flag("grows");
    if let (true, Some(node)) = (
        grows && !matches!(ty, FieldType::List { .. }),
        block.get("grows"),
    ) {
        let message = say!(en: "only a list can grow", zh: "只有列表才能设为只增不改");
        reading.wrong(node.span(), message, None);
    }
    Some(Field {
        title: block
            .phrase("title")
            .or(shared)
            .unwrap_or_else(|| Phrase::same(name.value)),
        help: block.phrase("help"),
        ty,
        required: block.flag("required"),
        since: block.day("since"),
        confidential: block.flag("confidential"),
        personal: block.flag("personal"),
        grows,
        ..plain
    })
}

/// A suggestion for a field's name: one that is like it, else the only one with this in its title.
pub fn nearest_field<'s>(shape: &'s Shape, name: &str) -> Option<&'s str> {
    let by_name = nearest(name, shape.fields.iter().map(|field| field.name.as_str()));
    by_name.or_else(|| {
        if let Some((_, field)) = shape.called(name) {
            return Some(&field.name);
        }
        let has = |title: &Phrase| title.zh.contains(name) || title.en.contains(name);
        let mut titled = shape.fields.iter().filter(|field| has(&field.title));
        let only = titled.next().filter(|_| titled.next().is_none())?;
        (name.chars().count() > 1).then_some(&*only.name)
    })
}
