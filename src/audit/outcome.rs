//! What an audit came to, and how it is reached: by walking all of history, or on from what an earlier one kept.

use super::deed::Deed;
use super::origin::elsewhere;
use super::run::{Audit, Tally};
use super::scene::Found;
use super::state::State;
use super::store::Store;
use super::walk::Walk;
use crate::finding::Level;
use crate::git::{CommitId, Repository, Trouble};
use crate::language::{Language, Phrase};
use crate::say;
use std::collections::BTreeMap;
use std::sync::Arc;
use std::sync::mpsc::sync_channel;

/// What an audit found.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Outcome {
    /// The commit up to which history was walked.
    pub tip: CommitId,
    /// The pipeline's name.
    pub name: Phrase,
    /// The pipeline's language.
    pub language: Language,
    /// Official steps that were judged or taken over.
    pub steps: usize,
    /// The last step.
    pub last: Option<Arc<Deed>>,
    /// What was found, by the number of the step.
    pub found: Vec<(usize, Found)>,
    /// Sign-offs that came.
    pub tally: Tally,
    /// Years that the calendar lacks.
    pub missing_years: BTreeMap<i32, Arc<Deed>>,
}

/// An outcome with the state that it reached, from which a later audit goes on.
pub struct Reached {
    /// The outcome.
    pub outcome: Outcome,
    /// The state; `None` where an earlier outcome is still the answer.
    pub state: Option<State>,
}

impl Outcome {
    /// Everything that was found, with what could not be judged.
    pub fn all(&self) -> Vec<&Found> {
        self.found.iter().map(|(_, found)| found).collect()
    }

    /// Drops what was found before the last `steps` steps.
    pub fn only_last(&mut self, steps: usize) {
        let first = self.steps.saturating_sub(steps);
        self.found.retain(|(step, _)| *step > first);
    }

    /// How many findings are at a level.
    pub fn count(&self, level: Level) -> usize {
        let found = self.found.iter();
        found
            .filter(|(_, found)| found.finding.level == level)
            .count()
    }
}

/// Audits the history that leads to `tip`, on from an earlier outcome where its tip is on the same chain. `state` is
/// asked for the state of that outcome.
pub fn audit(
    repository: &Repository,
    tip: CommitId,
    earlier: Option<Outcome>,
    state: impl FnOnce() -> Option<State>,
) -> Result<Reached, Trouble> {
    if let Some(earlier) = earlier {
        if earlier.tip == tip {
            return Ok(Reached {
                outcome: earlier,
                state: None,
            });
        }
        if repository.leads_through(earlier.tip, tip)?
            && let Some(state) = state()
        {
            let after = (earlier.tip, earlier.last.as_ref().map(|last| last.seconds));
            let mut audit = Audit::new(Store::new(repository.blobs()?));
            audit.resume(state, earlier);
            return walk(repository, tip, Some(after), audit);
        }
    }
    let audit = Audit::new(Store::new(repository.blobs()?));
    walk(repository, tip, None, audit)
}

fn walk(
    repository: &Repository,
    tip: CommitId,
    after: Option<(CommitId, Option<i64>)>,
    mut audit: Audit,
) -> Result<Reached, Trouble> {
    let mut walk = Walk::new(repository, tip, after)?;
    let (send, batches) = sync_channel(2);
    std::thread::scope(|scope| {
        scope.spawn(move || {
            while let Some(batch) = walk.batch() {
                if send.send(batch).is_err() {
                    break;
                }
            }
        });
        for batch in batches {
            let batch = batch?;
            audit.store.have(batch.contents);
            audit.prepare(&batch.steps);
            for step in &batch.steps {
                audit.step(step);
            }
        }
        Ok(())
    })?;
    audit.store.lacking.nothing()?;
    let began = began_elsewhere(repository, &audit)?;
    let Some(process) = audit.process() else {
        return Err(Trouble::correctable(say!(
            en: "history up to {tip} has no sound process to judge by", zh: "截至 {tip} 的历史中没有可用的流程定义",
            tip = tip.short()
        ))
        .hint(say!(
            en: "name the pipeline's folder in the repository: --pipeline DIR; `deal check` says what is wrong with a process",
            zh: "请指明销售库在仓库中的目录：--pipeline 目录；流程定义的错误用 `deal check` 查看"
        )));
    };
    let outcome = Outcome {
        tip,
        name: process.pipeline.name.clone(),
        language: process.pipeline.language,
        steps: audit.steps,
        last: audit.last,
        found: began.into_iter().chain(audit.found).collect(),
        tally: audit.tally,
        missing_years: audit.missing_years,
    };
    Ok(Reached {
        outcome,
        state: Some(audit.state),
    })
}

/// That the pipeline was in another folder before the first step that was walked.
fn began_elsewhere(
    repository: &Repository,
    audit: &Audit,
) -> Result<Option<(usize, Found)>, Trouble> {
    let (Some(deed), Some(process)) = (&audit.begun, audit.process()) else {
        return Ok(None);
    };
    // A first commit of all follows none.
    let Ok(before) = repository.resolve(&format!("{}^", deed.commit)) else {
        return Ok(None);
    };
    let found = elsewhere(repository, before, &process.pipeline.uuid)?;
    Ok(found.map(|finding| {
        let found = Found {
            finding: finding.shown(),
            deed: deed.clone(),
        };
        (1, found)
    }))
}
