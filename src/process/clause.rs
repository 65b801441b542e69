//! What gates, deadlines, sign-offs and rules have in common.

use super::block::{Block, Key, Located, key};
use super::pipeline::read_level;
use super::problem::Spot;
use crate::finding::Level;
use crate::language::Phrase;
use chrono::NaiveDate;

/// The head of a gate, deadline, sign-off or rule.
#[derive(Debug)]
pub struct Clause {
    /// Its name.
    pub name: String,
    /// What people call it.
    pub title: Phrase,
    /// Why the company has it.
    pub why: Option<Phrase>,
    /// Where the demand comes from.
    pub source: Option<String>,
    /// Its level, where it says one; `Some(None)` is off.
    pub level: Option<Option<Level>>,
    /// Judged only on what is dated from this day on.
    pub since: Option<NaiveDate>,
    /// Where it is defined.
    pub spot: Spot,
}

/// The keys that gates, deadlines, sign-offs, rules and unique keys all have.
pub const CLAUSE_KEYS: &[Key] = &[
    key("title", "texts", "what people call it", "显示名称"),
    key("why", "texts", "why the company has it", "为什么有此要求"),
    key(
        "source",
        "text",
        "where the demand comes from",
        "要求的出处",
    ),
    key("level", "`off`, `warn` or `error`", "its level", "级别"),
    key(
        "since",
        "date",
        "judged only on what is dated from this day on: a stage left or entered, a deadline started, else the record",
        "仅适用于此日起的事项：离开或进入阶段、期限开始，否则按记录日期",
    ),
];

impl Clause {
    /// Reads the keys that all clauses have.
    pub fn read(name: &Located<&str>, block: Block<'_>) -> Clause {
        Clause {
            name: name.value.to_owned(),
            title: block.title(name.value),
            why: block.phrase("why"),
            source: block.text("source").map(|source| source.value.to_owned()),
            level: block
                .get("level")
                .and_then(|node| block.reading().value(node, read_level)),
            since: block.day("since"),
            spot: name.spot,
        }
    }
}
