//! What is wrong with a definition, and where.

use crate::language::Phrase;
use crate::rules::Rule;
use crate::text::Span;
use std::cell::RefCell;

/// Index of a definition file in [`Process::sources`](super::Process).
pub type FileId = usize;

/// A place in the definition.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Spot {
    /// The file.
    pub file: FileId,
    /// The bytes.
    pub span: Span,
}

/// One thing that is wrong with the definition.
#[derive(Clone, Debug)]
pub struct Problem {
    /// The rule that it breaks.
    pub rule: Rule,
    /// Where.
    pub spot: Spot,
    /// What is wrong.
    pub message: Phrase,
    /// What to do.
    pub help: Option<Phrase>,
    /// The name that is not known, where that is what is wrong, and what it could name.
    pub misses: Option<(&'static [Sort], String)>,
}

/// What a name of the process names.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Sort {
    /// A kind.
    Kind,
    /// A field.
    Field,
    /// A role.
    Role,
    /// A gate, deadline, sign-off, rule or unique key.
    Clause,
}

/// What is found while a definition is read.
#[derive(Debug, Default)]
pub struct Findings {
    /// What is wrong.
    pub problems: RefCell<Vec<Problem>>,
    /// Names whose own definition is wrong.
    pub lost: RefCell<Vec<(Sort, String)>>,
}

impl Findings {
    /// The problems, but for those that only miss a name whose definition is one of them.
    pub fn roots(self) -> Vec<Problem> {
        let lost = self.lost.into_inner();
        let mut problems = self.problems.into_inner();
        problems.retain(|problem| {
            problem.misses.as_ref().is_none_or(|(sorts, missed)| {
                let mut lost = lost.iter();
                !lost.any(|(sort, name)| name == missed && sorts.contains(sort))
            })
        });
        problems
    }
}
