//! Which findings count, and how much: levels of the process, and the rules that a run asks for.

use super::charge::Charge;
use crate::finding::{Finding, Level};
use crate::process::Process;

/// The rules that a run is about.
#[derive(Clone, Debug, Default)]
pub struct Selection {
    /// Only these, if any: names of rules or of what they are about.
    pub only: Vec<String>,
    /// None of these.
    pub skip: Vec<String>,
}

impl Selection {
    /// Whether a finding is asked for.
    pub fn takes(&self, finding: &Finding) -> bool {
        let named = |names: &[String]| {
            names
                .iter()
                .any(|name| *name == finding.rule || Some(name) == finding.subject.as_ref())
        };
        (self.only.is_empty() || named(&self.only)) && !named(&self.skip)
    }
}

/// The findings that count, each with its level, in [`Finding::order`].
pub fn weighed(process: &Process, charges: Vec<Charge>) -> Vec<Finding> {
    let weigh = |charge| weigh(process, charge);
    let mut findings: Vec<Finding> = charges.into_iter().filter_map(weigh).collect();
    findings.sort_by(Finding::order);
    findings
}

/// The finding with the level that the process gives it: for the clause of this kind, for the clause, for the rule,
/// in its definition, or the engine's own. `None` where that is off.
pub fn weigh(process: &Process, charge: Charge) -> Option<Finding> {
    let Charge {
        mut finding,
        kind,
        level,
        ..
    } = charge;
    let levels = &process.pipeline.levels;
    let clause = finding
        .subject
        .clone()
        .unwrap_or_else(|| finding.rule.to_string());
    let qualified = kind.map(|kind| format!("{}.{clause}", process.kind(kind).outline.name));
    let set = qualified
        .and_then(|name| levels.get(&name))
        .or_else(|| levels.get(&clause))
        .map(|(level, _)| *level)
        .or(level)
        .or_else(|| levels.get(&*finding.rule).map(|(level, _)| *level));
    match set {
        Some(None) => None,
        Some(Some(level)) => {
            finding.level = level;
            Some(finding)
        }
        None => Some(finding),
    }
}

/// Whether a report fails: an error, or a warning where warnings are denied.
pub fn fails(findings: &[Finding], deny_warnings: bool) -> bool {
    findings
        .iter()
        .any(|finding| deny_warnings || finding.level == Level::Error)
}
