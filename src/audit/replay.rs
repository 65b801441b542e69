//! The seals of the sign-offs and the codes of the dispatches of the official state: one that doesn't fit its own may be
//! of another record. They are only read once one doesn't fit.

use super::scene::Scene;
use super::state::State;
use crate::records::{Dispatch, Reader, Role, Statement};
use std::collections::{BTreeMap, BTreeSet};

/// What is known of the papers of the official state.
pub struct Known {
    /// The sign-offs, by their seals.
    pub signoffs: Originals,
    /// The dispatches, by their codes.
    pub dispatches: Originals,
}

/// The papers of one role, once they are read.
pub struct Originals {
    role: Role,
    seals: Option<Seals>,
}

#[derive(Default)]
struct Seals {
    by_path: BTreeMap<String, String>,
    by_seal: BTreeMap<String, BTreeSet<String>>,
}

impl Default for Known {
    fn default() -> Known {
        let unread = |role| Originals { role, seals: None };
        Known {
            signoffs: unread(Role::Signoff),
            dispatches: unread(Role::Dispatch),
        }
    }
}

impl Originals {
    /// The path of another paper with this seal in the state before the step.
    pub fn original(
        &mut self,
        scene: &Scene<'_>,
        before: &mut Reader<'_>,
        path: &str,
        seal: &str,
    ) -> Option<String> {
        let role = self.role;
        let seals = self.seals.get_or_insert_with(|| {
            let mut seals = Seals::default();
            for paper in papers(scene, role) {
                seals.put(&paper, seal_of(before, role, &paper));
            }
            seals
        });
        let mut others = seals.by_seal.get(seal)?.iter();
        others.find(|other| *other != path).cloned()
    }

    /// Takes in what the step did to the papers, for the next.
    pub fn follow(&mut self, after: &mut Reader<'_>, changed: &[String]) {
        if let Some(seals) = &mut self.seals {
            for path in changed {
                seals.put(path, seal_of(after, self.role, path));
            }
        }
    }
}

fn seal_of(reader: &mut Reader<'_>, role: Role, path: &str) -> Option<String> {
    match role {
        Role::Dispatch => Dispatch::read(reader, path).0.map(|sent| sent.code),
        _ => Statement::read(reader, path).0.map(|given| given.sha256),
    }
}

impl Seals {
    fn put(&mut self, path: &str, seal: Option<String>) {
        if let Some(old) = self.by_path.remove(path)
            && let Some(paths) = self.by_seal.get_mut(&old)
        {
            paths.remove(path);
        }
        if let Some(seal) = seal {
            self.by_path.insert(path.to_owned(), seal.clone());
            let paths = self.by_seal.entry(seal).or_default();
            paths.insert(path.to_owned());
        }
    }
}

/// The paths of the papers of a role in the state before a step.
fn papers(scene: &Scene<'_>, role: Role) -> Vec<String> {
    let claims = &scene.bench.archive.claims;
    let state: &State = scene.before.state;
    let now = state.under("").map(|(path, _)| path);
    let earlier = scene.before.earlier.keys().map(|path| &**path);
    let all: BTreeSet<&str> = now.chain(earlier).collect();
    let folder = match role {
        Role::Dispatch => "/sent/",
        _ => "/signoffs/",
    };
    all.into_iter()
        .filter(|path| path.contains(folder) && scene.before.file(path).is_some())
        .filter(|path| claims.role(path) == role)
        .map(str::to_owned)
        .collect()
}
