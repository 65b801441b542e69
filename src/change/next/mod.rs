//! What a record needs next: what leaving its stage still takes, by whom, and what is due.

mod own;
mod person;
mod waiting;
mod way;

pub use person::of_person;
pub use waiting::Waiting;

use super::ground::{Ground, Target};
use super::move_::{Move, enter};
use super::refusal::Refusal;
use crate::check::{self, Asked, Bench, Course, Demand, Pending, Stay};
use crate::finding::Finding;
use crate::language::Phrase;
use crate::rules::Rule;
use way::Way;

/// What a record needs next.
#[derive(Debug)]
pub struct Outlook {
    /// Its address.
    pub record: String,
    /// What people call it.
    pub name: Phrase,
    /// Name and title of its kind.
    pub kind: (String, Phrase),
    /// The stage it is in, where its kind has stages.
    pub stage: Option<Standing>,
    /// The way on, where there is one.
    pub passage: Option<Passage>,
    /// Sign-offs that are wanted whatever the stage.
    pub signoffs: Vec<Step>,
    /// Deadlines that aren't done, of the record and those below it, the nearest first.
    pub dues: Vec<Pending>,
    /// What is wrong already, of the record and those below it, besides sign-offs and deadlines that stand above.
    pub wrong: Vec<Finding>,
}

/// The stage that a record is in.
#[derive(Debug)]
pub struct Standing {
    /// Its name and title.
    pub stage: (String, Phrase),
    /// How long it has been there, and may be.
    pub stay: Option<Stay>,
}

/// The way to the next stage.
#[derive(Debug)]
pub struct Passage {
    /// Name and title of the stage.
    pub to: (String, Phrase),
    /// The gates on the way.
    pub gates: Vec<GateAhead>,
    /// What else the move would bring, judged by trying it.
    pub breaks: Vec<Finding>,
    /// Whether the move would be blocked.
    pub blocked: bool,
    /// The command that makes the move.
    pub command: String,
}

/// A gate on the way.
#[derive(Debug)]
pub struct GateAhead {
    /// Its name and title.
    pub gate: (String, Phrase),
    /// What it asks for.
    pub steps: Vec<Step>,
}

/// Something that is asked for, and how to do it.
#[derive(Debug)]
pub struct Step {
    /// What, and whether it is there.
    pub demand: Demand,
    /// The command that does it, where there is one.
    pub command: Option<String>,
}

impl Outlook {
    /// What a record needs next.
    ///
    /// # Errors
    /// The record is broken.
    pub fn of(ground: &Ground<'_>, target: &Target) -> Result<Outlook, Refusal> {
        let broken = ground.broken(&target.path);
        let found = ground.dossier(target, |archive, dossier| {
            let bench = Bench::new(archive, &dossier, ground.today);
            let record = dossier.at(&target.path).filter(|record| !record.broken)?;
            let way = Way::of(ground, &bench, record);
            Some((way, check::findings(archive, &dossier, ground.today)))
        });
        let (Way { mut outlook, owner }, mut wrong) = found.ok_or(broken)?;
        if let Some(passage) = &mut outlook.passage {
            passage.attempt(ground, target, owner.as_deref());
        }
        let below = format!("{}/", outlook.record);
        wrong.retain(|finding| {
            let record = finding.record.as_deref().unwrap_or_default();
            (record == outlook.record || record.starts_with(&below)) && !outlook.says(finding)
        });
        outlook.wrong = wrong;
        Ok(outlook)
    }

    /// Whether a finding is said by the sign-offs that are wanted, or by the deadlines.
    fn says(&self, finding: &Finding) -> bool {
        let subject = finding.subject.as_deref();
        match Rule::named(&finding.rule) {
            Some(Rule::MissedDeadline) => true,
            Some(Rule::MissingSignoff | Rule::StaleSignoff) => {
                let gates = self.passage.iter().flat_map(|passage| &passage.gates);
                let mut steps = gates.flat_map(|gate| &gate.steps).chain(&self.signoffs);
                steps.any(|step| step.is_open() && step.is_signoff(subject))
            }
            _ => false,
        }
    }

    /// Everything that is open of it.
    pub fn open(&self) -> usize {
        let passage = self.passage.iter();
        let on_the_way: usize = passage.map(Passage::open).sum();
        on_the_way + self.signoffs.iter().filter(|step| step.is_open()).count()
    }

    /// The deadline that is due first.
    pub fn nearest(&self) -> Option<&Pending> {
        self.dues.first()
    }
}

impl Passage {
    fn open(&self) -> usize {
        let steps = self.gates.iter().flat_map(|gate| &gate.steps);
        steps.filter(|step| step.is_open()).count() + self.breaks.len()
    }

    /// Tries the move: what it would bring decides, and not the list of the gates.
    fn attempt(&mut self, ground: &Ground<'_>, target: &Target, owner: Option<&str>) {
        let ground = Ground {
            person: ground.person.or(owner),
            ..*ground
        };
        let asked = Move {
            to: &self.to.0,
            // The way on asks for none; one that does is asked for when it is made.
            reason: Some("…"),
            at: None,
            assignments: &[],
        };
        let Ok(change) = enter(&ground, target.clone(), &asked) else {
            self.blocked = self.open() > 0;
            return;
        };
        let mut brought = change.outcome(&ground).report.findings;
        self.blocked = brought.iter().any(|finding| change.is_blocked_by(finding));
        brought.retain(|finding| !self.says(finding));
        self.breaks = brought;
    }

    /// Whether a finding is said by what the gates ask for already.
    fn says(&self, finding: &Finding) -> bool {
        let subject = finding.subject.as_deref();
        match Rule::named(&finding.rule) {
            Some(Rule::UnmetGate) => {
                let open = |gate: &GateAhead| gate.steps.iter().any(Step::is_open);
                let mut gates = self.gates.iter();
                gates.any(|gate| subject == Some(&*gate.gate.0) && open(gate))
            }
            Some(Rule::MissingSignoff | Rule::StaleSignoff) => {
                let mut steps = self.gates.iter().flat_map(|gate| &gate.steps);
                steps.any(|step| step.is_open() && step.is_signoff(subject))
            }
            _ => false,
        }
    }
}

impl Step {
    fn is_signoff(&self, named: Option<&str>) -> bool {
        matches!(&self.demand.what, Asked::Signoff { name, .. } if named == Some(name))
    }

    /// Whether it isn't there.
    pub fn is_open(&self) -> bool {
        self.demand.met != Some(true)
    }
}
