//! The seals of the sign-offs of the official state: a sign-off that doesn't fit its own may be one given elsewhere.
//! They are only read once one doesn't fit.

use super::scene::Scene;
use super::state::State;
use crate::records::{Reader, Role, Statement};
use std::collections::{BTreeMap, BTreeSet};

/// The seals that are known.
#[derive(Default)]
pub struct Known {
    seals: Option<Seals>,
}

#[derive(Default)]
struct Seals {
    by_path: BTreeMap<String, String>,
    by_seal: BTreeMap<String, BTreeSet<String>>,
}

impl Known {
    /// The path of another sign-off with this seal in the state before the step.
    pub fn original(
        &mut self,
        scene: &Scene<'_>,
        before: &mut Reader<'_>,
        path: &str,
        seal: &str,
    ) -> Option<String> {
        let seals = self.seals.get_or_insert_with(|| {
            let mut seals = Seals::default();
            for paper in papers(scene) {
                seals.put(&paper, Statement::read(before, &paper).0);
            }
            seals
        });
        let mut others = seals.by_seal.get(seal)?.iter();
        others.find(|other| *other != path).cloned()
    }

    /// Takes in what the step did to the sign-offs, for the next.
    pub fn follow(&mut self, after: &mut Reader<'_>, changed: &[&str]) {
        if let Some(seals) = &mut self.seals {
            for path in changed {
                seals.put(path, Statement::read(after, path).0);
            }
        }
    }
}

impl Seals {
    fn put(&mut self, path: &str, given: Option<Statement>) {
        if let Some(old) = self.by_path.remove(path)
            && let Some(paths) = self.by_seal.get_mut(&old)
        {
            paths.remove(path);
        }
        if let Some(given) = given {
            self.by_path.insert(path.to_owned(), given.sha256.clone());
            self.by_seal
                .entry(given.sha256)
                .or_default()
                .insert(path.to_owned());
        }
    }
}

/// The paths of the sign-offs of the state before a step.
fn papers(scene: &Scene<'_>) -> Vec<String> {
    let claims = &scene.bench.archive.claims;
    let state: &State = scene.before.state;
    let now = state.under("").map(|(path, _)| path);
    let earlier = scene.before.earlier.keys().map(|path| &**path);
    let all: BTreeSet<&str> = now.chain(earlier).collect();
    all.into_iter()
        .filter(|path| path.contains("/signoffs/") && scene.before.file(path).is_some())
        .filter(|path| claims.role(path) == Role::Signoff)
        .map(str::to_owned)
        .collect()
}
