//! How a state that was official once stands in the history that is there now.

use crate::git::{CommitId, Repository};
use crate::language::Phrase;
use crate::say;

/// Where a commit stands in the history of another.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Standing {
    /// On the chain of first parents: it is an official state.
    Official,
    /// Only on a side that a merge brought: the official states went another way.
    Side,
    /// Nowhere.
    Gone,
}

impl Standing {
    /// How `known` stands in the history of `tip`. A commit that isn't here any more is in no history.
    pub fn of(repository: &Repository, known: CommitId, tip: CommitId) -> Standing {
        if repository.leads_through(known, tip).unwrap_or(false) {
            return Standing::Official;
        }
        match repository.is_ancestor(known, tip).unwrap_or(false) {
            true => Standing::Side,
            false => Standing::Gone,
        }
    }

    /// What is wrong with it; nothing where it is an official state of `tip` still.
    pub fn lost(self, tip: CommitId) -> Option<Phrase> {
        match self {
            Standing::Official => None,
            Standing::Side => Some(say!(
                en: "is no official state of {tip} any more, but a side that was merged: the branch was pushed on from another line",
                zh: "不再是 {tip} 的正式状态，只是被合并的旁支：该分支改从另一条线推进",
                tip = tip.short()
            )),
            Standing::Gone => Some(
                say!(en: "is not in the history of {tip}", zh: "不在 {tip} 的历史中", tip = tip.short()),
            ),
        }
    }
}
