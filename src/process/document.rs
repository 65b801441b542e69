//! The documents that can be made of a record: for whom, from which template, and what they show beside the record's own
//! fields.

use super::block::{Block, Key, Located, key};
use super::compile::Compiler;
use super::page::Medium;
use super::problem::Spot;
use crate::expression::Compiled;
use crate::language::Phrase;
use crate::say;
use crate::text::NodeRef;

/// A document of a kind.
#[derive(Debug)]
pub struct Document {
    /// Its name.
    pub name: String,
    /// What people call it.
    pub title: Phrase,
    /// Where the demand for it comes from.
    pub source: Option<String>,
    /// Who reads it.
    pub audience: Audience,
    /// Its place among those that a customer gets, from the first.
    pub order: Option<usize>,
    /// The stage that it belongs to, of its kind or of the kind that this belongs to.
    pub stage: Option<String>,
    /// The name of its template, without language and ending.
    pub template: String,
    /// It exists only where this is true.
    pub when: Option<Compiled>,
    /// It may go out only where this is true; until then it is a draft.
    pub ready: Option<Compiled>,
    /// What its template knows beside the record's own fields.
    pub with: Vec<With>,
    /// Where it is defined.
    pub spot: Spot,
}

/// A name that a template knows, and its value.
#[derive(Debug)]
pub struct With {
    /// The name.
    pub name: String,
    /// The value.
    pub value: Compiled,
}

/// Who reads a document.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Audience {
    /// The customer: nothing that is confidential can be in it.
    Customer,
    /// We ourselves.
    Us,
}

/// The keys of a document.
pub const DOCUMENT_KEYS: &[Key] = &[
    key("title", "texts", "what people call it", "显示名称"),
    key(
        "source",
        "text",
        "where the demand for it comes from",
        "要求的出处",
    ),
    key(
        "for",
        "`customer` or `us`",
        "who reads it; for a customer, no confidential field can be in it (default: `us`)",
        "给谁看；给客户看的，不可能含保密字段（默认 `us`）",
    ),
    key(
        "order",
        "whole number",
        "its place among those that a customer gets",
        "客户看到的顺序",
    ),
    key(
        "stage",
        "stage",
        "the stage that it belongs to: `deal render ID --stage STAGE` makes all of one",
        "所属阶段：`deal render 编号 --stage 阶段` 一次生成该阶段的全部单据",
    ),
    key(
        "template",
        "name",
        "the template, as `templates/LANGUAGE/NAME.md`, or `NAME.docx` for a Word file (default: the document's name)",
        "模板名，即 `templates/语言/名称.md`，Word 文件为 `名称.docx`（默认与单据同名）",
    ),
    key(
        "when",
        "expression",
        "the document exists only where this is true",
        "仅当成立时才有此单据",
    ),
    key(
        "ready",
        "expression",
        "it may go out only where this is true; until then it is a draft",
        "成立时才能发出，此前只能出草稿",
    ),
    key(
        "with",
        "map of expressions",
        "what the template knows beside the record's own fields",
        "除本记录字段外，模板还能使用的内容",
    ),
];

impl Document {
    /// The name of its template's file: `quote.md`, `quote.docx`.
    pub fn template(&self, medium: Medium) -> String {
        let ending = match medium {
            Medium::Markdown => "md",
            Medium::Word => "docx",
        };
        format!("{}.{ending}", self.template)
    }

    /// Reads one document.
    pub fn read(
        compiler: &Compiler<'_>,
        name: &Located<&str>,
        node: NodeRef<'_>,
    ) -> Option<Document> {
        let block = compiler.reading.block(node, &[DOCUMENT_KEYS])?;
        let audience = match block.get("for") {
            Some(node) => block.reading().value(node, read_audience)?,
            None => Audience::Us,
        };
        // Only what a customer confirmed is judged.
        let compiler = &match audience {
            Audience::Customer => compiler.of_kind(compiler.outline().id),
            Audience::Us => compiler.unjudged(),
        };
        let template = block.text("template");
        Some(Document {
            name: name.value.to_owned(),
            title: block.title(name.value),
            source: block.text("source").map(|source| source.value.to_owned()),
            audience,
            order: block.count("order"),
            stage: read_stage(compiler, block),
            template: template.map_or(name.value, |text| text.value).to_owned(),
            when: block.get("when").and_then(|node| compiler.boolean(node)),
            ready: block.get("ready").and_then(|node| compiler.boolean(node)),
            with: read_with(compiler, block, audience),
            spot: name.spot,
        })
    }
}

fn read_audience(text: &str) -> Result<Audience, Phrase> {
    match text {
        "customer" => Ok(Audience::Customer),
        "us" => Ok(Audience::Us),
        _ => Err(
            say!(en: "a document is for `customer` or `us`", zh: "单据给 `customer`（客户）或 `us`（内部）看"),
        ),
    }
}

fn read_stage(compiler: &Compiler<'_>, block: Block<'_>) -> Option<String> {
    let stage = block.text("stage")?;
    let own = compiler.outline();
    let parent = own.parent.map(|parent| compiler.outlines.get(parent));
    let stages = own
        .stages
        .iter()
        .chain(parent.and_then(|parent| parent.stages.as_ref()));
    let names: Vec<&str> = stages
        .flat_map(|stages| &stages.all)
        .map(|stage| stage.name.as_str())
        .collect();
    if !names.contains(&stage.value) {
        let names = names.iter().copied();
        block.reading().unknown(stage.spot.span, stage.value, names);
        return None;
    }
    Some(stage.value.to_owned())
}

fn read_with(compiler: &Compiler<'_>, block: Block<'_>, audience: Audience) -> Vec<With> {
    let shape = &compiler.outline().shape;
    let mut with = Vec::new();
    for (name, node) in block.named("with") {
        if shape.find(name.value).is_some() {
            let message =
                say!(en: "`{name}` is a field already", zh: "`{name}` 已是字段", name = name.value);
            block.reading().wrong(name.spot.span, message, None);
            continue;
        }
        let Some(value) = compiler.any(node) else {
            continue;
        };
        if audience == Audience::Customer && value.reads().confidential {
            let message = say!(en: "this reads a confidential field, and the document is for the customer", zh: "此处读取了保密字段，而单据是给客户看的");
            let help = say!(en: "leave the field out, or write `for: us`", zh: "去掉该字段，或写 `for: us`");
            block.reading().wrong(node.span(), message, Some(help));
            continue;
        }
        with.push(With {
            name: name.value.to_owned(),
            value,
        });
    }
    with
}
