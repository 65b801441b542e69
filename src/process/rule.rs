//! The process's own rules: conditions that every record of a kind must meet, and keys that no two may share.

use super::block::{Key, Located, key};
use super::clause::{CLAUSE_KEYS, Clause};
use super::compile::{Compiler, Template};
use crate::expression::Compiled;
use crate::text::NodeRef;

/// A rule of the process.
#[derive(Debug)]
pub struct ProcessRule {
    /// Its head.
    pub clause: Clause,
    /// The list whose items it judges.
    pub each: Option<Compiled>,
    /// Only where this is true.
    pub when: Option<Compiled>,
    /// What must hold.
    pub assert: Compiled,
    /// The value to point at.
    pub at: Option<Compiled>,
    /// What to say where it is false.
    pub message: Option<Template>,
    /// How to mend it.
    pub help: Option<Template>,
}

/// A key that no two records of a kind share.
#[derive(Debug)]
pub struct Unique {
    /// Its head.
    pub clause: Clause,
    /// The key, or a list of keys.
    pub key: Compiled,
    /// Keys that do not count.
    pub except: Vec<String>,
    /// What to say of two that share it.
    pub message: Option<Template>,
}

/// The keys of a rule.
pub const RULE_KEYS: &[Key] = &[
    key(
        "each",
        "expression",
        "a list; the rule judges each `item`",
        "列表，对每个 `item` 判断",
    ),
    key(
        "when",
        "expression",
        "only where this is true",
        "仅当成立时适用",
    ),
    key("assert", "expression", "what must hold", "须成立的条件"),
    key(
        "at",
        "expression",
        "the value to point at; default: the first field that `assert` names",
        "所指的值，默认为 `assert` 中的第一个字段",
    ),
    key(
        "message",
        "texts",
        "what to say where it is false; `{…}` holds an expression",
        "不成立时的说明，`{…}` 中写表达式",
    ),
    key("help", "texts", "how to mend it", "如何改正"),
];

/// The keys under `unique`.
pub const UNIQUE_KEYS: &[Key] = &[
    key(
        "key",
        "expression",
        "a text or number, or a list of them",
        "文本、数字或其列表",
    ),
    key(
        "except",
        "list of texts",
        "keys that do not count",
        "不计的值",
    ),
    key(
        "message",
        "texts",
        "what to say of two that share it",
        "重复时的说明",
    ),
];

impl ProcessRule {
    /// Reads one rule.
    pub fn read(
        compiler: &Compiler<'_>,
        name: &Located<&str>,
        node: NodeRef<'_>,
    ) -> Option<ProcessRule> {
        let block = compiler.reading.block(node, &[CLAUSE_KEYS, RULE_KEYS])?;
        let (each, compiler) = compiler.each(block)?;
        Some(ProcessRule {
            clause: Clause::read(name, block),
            each,
            when: block.get("when").and_then(|node| compiler.boolean(node)),
            at: block.get("at").and_then(|node| compiler.any(node)),
            message: block
                .get("message")
                .and_then(|node| compiler.template(node)),
            help: block.get("help").and_then(|node| compiler.template(node)),
            assert: block
                .need("assert")
                .and_then(|node| compiler.boolean(node))?,
        })
    }
}

impl Unique {
    /// Reads one unique key.
    pub fn read(
        compiler: &Compiler<'_>,
        name: &Located<&str>,
        node: NodeRef<'_>,
    ) -> Option<Unique> {
        let block = compiler.reading.block(node, &[CLAUSE_KEYS, UNIQUE_KEYS])?;
        Some(Unique {
            clause: Clause::read(name, block),
            except: block
                .texts("except")
                .into_iter()
                .map(|text| text.value.to_owned())
                .collect(),
            message: block
                .get("message")
                .and_then(|node| compiler.template(node)),
            key: block.need("key").and_then(|node| compiler.key(node))?,
        })
    }
}
