//! Gates: what must be there before a stage is left or entered.

use super::block::{Block, Key, Located, key};
use super::clause::{CLAUSE_KEYS, Clause};
use super::compile::{Compiler, Template};
use super::kind::Outline;
use super::problem::{Sort, Spot};
use crate::expression::Compiled;
use crate::form::KindId;
use crate::language::Phrase;
use crate::say;
use crate::text::NodeRef;

/// A gate.
#[derive(Debug)]
pub struct Gate {
    /// Its head.
    pub clause: Clause,
    /// The stage that it guards.
    pub stage: usize,
    /// Whether it guards the entering of the stage, not its leaving.
    pub entering: bool,
    /// Only where this is true.
    pub when: Option<Compiled>,
    /// Fields that must not be empty.
    pub needs: Vec<Need>,
    /// Children that must exist.
    pub records: Vec<NeededRecord>,
    /// Sign-offs on the record: positions in its kind.
    pub signed: Vec<(usize, Spot)>,
    /// What must hold.
    pub asserts: Vec<Assertion>,
}

/// A field that must not be empty.
#[derive(Debug)]
pub struct Need {
    /// As written: `budget.low`.
    pub path: String,
    /// Positions in the shapes along the path.
    pub slots: Vec<usize>,
    /// The field's title.
    pub title: Phrase,
    /// Where it is demanded.
    pub spot: Spot,
}

/// Children that must exist.
#[derive(Debug)]
pub struct NeededRecord {
    /// Their kind.
    pub kind: KindId,
    /// What they are called here.
    pub title: Phrase,
    /// Which of them count.
    pub filter: Option<Compiled>,
    /// How many.
    pub at_least: usize,
    /// Sign-offs that each needs: positions in the child's kind.
    pub signed: Vec<usize>,
    /// Where it is demanded.
    pub spot: Spot,
}

/// A condition with its message.
#[derive(Debug)]
pub struct Assertion {
    /// The condition.
    pub that: Compiled,
    /// What to say where it is false.
    pub message: Option<Template>,
    /// Where it is demanded.
    pub spot: Spot,
}

/// The keys of a gate.
pub const GATE_KEYS: &[Key] = &[
    key(
        "leaving",
        "stage",
        "the stage that is left through it",
        "离开此阶段须过此关",
    ),
    key(
        "entering",
        "stage",
        "or the stage that is entered through it",
        "或进入此阶段须过此关",
    ),
    key(
        "when",
        "expression",
        "only where this is true",
        "仅当成立时适用",
    ),
    key(
        "needs",
        "list of fields",
        "fields that are not empty",
        "不得为空的字段",
    ),
    key(
        "records",
        "list of maps",
        "children that exist",
        "须有的下级记录",
    ),
    key(
        "signed",
        "list of sign-offs",
        "sign-offs on the record",
        "须有的签批",
    ),
    key(
        "assert",
        "list of maps",
        "conditions, each with a message",
        "须成立的条件及其说明",
    ),
];

/// The keys of an item under `records`.
pub const RECORD_KEYS: &[Key] = &[
    key("kind", "kind", "the kind of child", "下级表单"),
    key("title", "texts", "what it is called here", "此处的名称"),
    key(
        "where",
        "expression",
        "which of them count; names are the child's own",
        "哪些算数，名称取自下级记录",
    ),
    key(
        "at_least",
        "integer",
        "how many; default 1",
        "至少几份，默认 1",
    ),
    key(
        "signed",
        "list of sign-offs",
        "sign-offs that each needs",
        "每份须有的签批",
    ),
];

/// The keys of an item under `assert`.
pub const ASSERT_KEYS: &[Key] = &[
    key("that", "expression", "the condition", "条件"),
    key(
        "message",
        "texts",
        "what to say where it is false",
        "不成立时的说明",
    ),
];

impl Gate {
    /// Reads one gate.
    pub fn read(compiler: &Compiler<'_>, name: &Located<&str>, node: NodeRef<'_>) -> Option<Gate> {
        let block = compiler.reading.block(node, &[CLAUSE_KEYS, GATE_KEYS])?;
        let (stage, entering) = read_stage(compiler, block)?;
        Some(Gate {
            clause: Clause::read(name, block),
            stage,
            entering,
            when: block.get("when").and_then(|node| compiler.boolean(node)),
            needs: block
                .texts("needs")
                .into_iter()
                .filter_map(|path| read_need(compiler, &path))
                .collect(),
            records: block
                .list("records")
                .into_iter()
                .filter_map(|node| NeededRecord::read(compiler, node))
                .collect(),
            signed: read_signed(compiler, compiler.outline(), block),
            asserts: block
                .list("assert")
                .into_iter()
                .filter_map(|node| Assertion::read(compiler, node))
                .collect(),
        })
    }
}

fn read_stage(compiler: &Compiler<'_>, block: Block<'_>) -> Option<(usize, bool)> {
    let (key, entering) = match (block.get("leaving"), block.get("entering")) {
        (Some(_), Some(node)) => {
            let message = say!(en: "a gate has `leaving` or `entering`, not both", zh: "关口只写 `leaving` 或 `entering` 之一");
            block.reading().wrong(node.span(), message, None);
            return None;
        }
        (None, None) => {
            block.need("leaving");
            return None;
        }
        (Some(_), None) => ("leaving", false),
        (None, Some(_)) => ("entering", true),
    };
    let name = block.text(key)?;
    let Some(stages) = &compiler.outline().stages else {
        let message = say!(en: "this kind has no `stages`, so it can have no gates", zh: "此表单没有 `stages`，不能设关口");
        block.reading().wrong(name.spot.span, message, None);
        return None;
    };
    let found = stages.find(name.value);
    if found.is_none() {
        block
            .reading()
            .unknown(name.spot.span, name.value, stages.names());
    }
    Some((found?, entering))
}

fn read_need(compiler: &Compiler<'_>, path: &Located<&str>) -> Option<Need> {
    let (slots, title) = compiler.field_path(path)?;
    Some(Need {
        path: path.value.to_owned(),
        slots,
        title,
        spot: path.spot,
    })
}

/// Reads names of sign-offs of a kind.
fn read_signed(compiler: &Compiler<'_>, outline: &Outline, block: Block<'_>) -> Vec<(usize, Spot)> {
    let mut signed = Vec::new();
    for name in block.texts("signed") {
        match outline
            .signoffs
            .iter()
            .position(|known| known == name.value)
        {
            Some(index) => signed.push((index, name.spot)),
            None => compiler.reading.unknown_name(
                &[Sort::Clause],
                name.spot.span,
                name.value,
                outline.signoffs.iter().map(String::as_str),
            ),
        }
    }
    signed
}

impl NeededRecord {
    fn read(compiler: &Compiler<'_>, node: NodeRef<'_>) -> Option<NeededRecord> {
        let block = compiler.reading.block(node, &[RECORD_KEYS])?;
        let name = block
            .need("kind")
            .and_then(|node| block.reading().text(node))?;
        let kind = compiler.child(&name)?;
        let outline = compiler.outlines.get(kind);
        Some(NeededRecord {
            kind,
            title: block
                .phrase("title")
                .unwrap_or_else(|| outline.title.clone()),
            filter: block
                .get("where")
                .and_then(|node| compiler.of_kind(kind).boolean(node)),
            at_least: block.count("at_least").unwrap_or(1),
            signed: read_signed(compiler, outline, block)
                .into_iter()
                .map(|(index, _)| index)
                .collect(),
            spot: name.spot,
        })
    }
}

impl Assertion {
    fn read(compiler: &Compiler<'_>, node: NodeRef<'_>) -> Option<Assertion> {
        let block = compiler.reading.block(node, &[ASSERT_KEYS])?;
        let that = block.need("that")?;
        Some(Assertion {
            spot: block.reading().spot(that.span()),
            that: compiler.boolean(that)?,
            message: block
                .get("message")
                .and_then(|node| compiler.template(node)),
        })
    }
}
