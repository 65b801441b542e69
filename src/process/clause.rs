//! What gates, deadlines, sign-offs and rules have in common.

use super::block::{Block, Located};
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

impl Clause {
    /// Reads the keys that all clauses have.
    pub fn read(name: &Located<&str>, block: Block<'_>) -> Clause {
        Clause {
            name: name.value.to_owned(),
            title: block.title(name.value),
            why: block.phrase("why"),
            source: block.text("source").map(|source| source.value.to_owned()),
            level: block.get("level").and_then(|node| block.reading().value(node, read_level)),
            since: block.day("since"),
            spot: name.spot,
        }
    }
}
