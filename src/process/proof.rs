//! How a sign-off must be proven, and the digest of what the process says of it.

use super::block::{Key, key};
use crate::language::{Language, Phrase};
use crate::say;
use crate::text::{NodeKind, NodeRef, sha256};
use crate::value::shown;
use serde::Serialize;
use std::collections::BTreeMap;

/// How a sign-off must be proven, from the weakest.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug, Default)]
pub enum Proof {
    /// Its file says who gave it: shows what changed since, not who wrote it.
    #[default]
    Declared,
    /// The commit that brought its file is by the person; judged on the history only.
    Committed,
    /// Its file carries the person's signature.
    Signed,
}

impl Proof {
    /// As written in a definition.
    pub const fn name(self) -> &'static str {
        match self {
            Proof::Declared => "declared",
            Proof::Committed => "committed",
            Proof::Signed => "signed",
        }
    }

    /// Reads `declared`, `committed` or `signed`.
    ///
    /// # Errors
    /// What else it is.
    pub fn read(text: &str) -> Result<Proof, Phrase> {
        let all = [Proof::Declared, Proof::Committed, Proof::Signed];
        let found = all.into_iter().find(|proof| proof.name() == text);
        found.ok_or_else(|| {
            say!(
                en: "`{text}` is no proof: write `declared`, `committed` or `signed`", zh: "`{text}` 不是证明方式，应为 `declared`、`committed` 或 `signed`",
                text = shown(text)
            )
        })
    }
}

/// The keys under `signoffs` of `pipeline.yaml`.
pub const SIGNOFFS_KEYS: &[Key] = &[key(
    "proof",
    "`declared`, `committed` or `signed`",
    "how sign-offs are proven unless they say otherwise; default `declared`",
    "签批的证明方式，单项签批可另行规定；默认 `declared`",
)];

/// The keys of a sign-off that say who gives it, over what and how: what its policy is made of.
const POLICY_KEYS: [&str; 7] = [
    "covers", "ladder", "not_by", "only_by", "outside", "roles", "when",
];

/// The keys whose value may be one name in place of a list.
const LISTS: [&str; 3] = ["roles", "any", "among"];

/// What the process says of a sign-off, in one form: JSON with sorted keys and no spaces, all scalars as texts.
#[derive(Serialize)]
#[serde(untagged)]
enum Policy<'p> {
    Text(&'p str),
    List(Vec<Policy<'p>>),
    Map(BTreeMap<&'p str, Policy<'p>>),
}

/// SHA-256 over who gives a sign-off, over what and how it is proven; titles, sources and the order of keys don't
/// count.
pub fn policy(definition: NodeRef<'_>, proof: Proof) -> String {
    let said = definition.entries().filter_map(|(name, value)| {
        let name = name.scalar().filter(|name| POLICY_KEYS.contains(name))?;
        (!value.is_null()).then(|| (name, Policy::of(name, value)))
    });
    let proof = ("proof", Policy::Text(proof.name()));
    let all = Policy::Map(said.chain([proof]).collect());
    // Maps of texts can always be written.
    sha256(&serde_json::to_vec(&all).unwrap_or_default())
}

/// What people are told and nobody is judged by: a text, or a text in each language.
const SHOWN: [&str; 6] = ["does", "help", "message", "source", "title", "why"];

/// What a part of the definition says, in one form, without what is only shown.
pub(super) fn canonical(definition: NodeRef<'_>) -> String {
    let mut said = Policy::of("", definition);
    said.forget_shown();
    // Maps of texts can always be written.
    serde_json::to_string(&said).unwrap_or_default()
}

impl<'p> Policy<'p> {
    fn forget_shown(&mut self) {
        match self {
            Policy::Text(_) => {}
            Policy::List(items) => items.iter_mut().for_each(Policy::forget_shown),
            Policy::Map(entries) => {
                entries.retain(|name, value| !SHOWN.contains(name) || !value.is_text());
                entries.values_mut().for_each(Policy::forget_shown);
            }
        }
    }

    /// Whether it is a text, or a text in each language.
    fn is_text(&self) -> bool {
        match self {
            Policy::Text(_) => true,
            Policy::List(_) => false,
            Policy::Map(entries) => entries.keys().all(|tag| Language::from_tag(tag).is_some()),
        }
    }

    fn of(name: &str, node: NodeRef<'p>) -> Policy<'p> {
        match node.kind() {
            NodeKind::Map => Policy::Map(
                node.entries()
                    .filter_map(|(name, value)| Some((name.scalar()?, value)))
                    .map(|(name, value)| (name, Policy::of(name, value)))
                    .collect(),
            ),
            NodeKind::List => Policy::List(node.items().map(|item| Policy::of("", item)).collect()),
            _ => {
                let text = Policy::Text(node.scalar().unwrap_or_default().trim());
                match LISTS.contains(&name) {
                    true => Policy::List(vec![text]),
                    false => text,
                }
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::text::{self, Span, Tree};

    fn of(text: &str, proof: Proof) -> String {
        let mut tree = Tree::new();
        let whole = Span::new(0, text.len() as u32);
        text::read_yaml(text, whole, &mut tree).unwrap();
        policy(tree.root(text).unwrap(), proof)
    }

    const WRITTEN: &str = "title: Review\nroles: [legal]\ncovers: [lines]\nwhen: total > 5\n";

    #[test]
    fn a_policy_is_what_counts_however_it_is_written() {
        let policy = of(WRITTEN, Proof::Declared);
        let same =
            "when: 'total > 5'\ncovers:\n  - lines\nroles: legal\nsource: A\nwhy: x\nonly_by:\n";
        assert_eq!(policy, of(same, Proof::Declared));
        for (old, new) in [
            ("legal", "finance"),
            ("[lines]", "[lines, total]"),
            ("> 5", "> 6"),
            ("title: Review", "not_by: [owner]"),
        ] {
            assert_ne!(policy, of(&WRITTEN.replace(old, new), Proof::Declared));
        }
        assert_ne!(policy, of(WRITTEN, Proof::Signed));
    }
}
