//! What the records at hand say of the way on: the gates, the sign-offs, and the command for each thing.

use super::{GateAhead, Outlook, Passage, Standing, Step};
use crate::change::ground::Ground;
use crate::check::{self, Asked, Bench, Course, Demand, Stay};
use crate::form::Record;
use crate::process::{Gate, Kind, Signoff, Stage};

/// What the records at hand say, before the move is tried.
pub struct Way {
    /// What the record needs.
    pub outlook: Outlook,
    /// Whose record it is.
    pub owner: Option<String>,
}

impl Way {
    /// What they say.
    pub fn of(ground: &Ground<'_>, bench: &Bench<'_>, record: &Record) -> Way {
        let kind = bench.kind(record);
        let course = Course::of(kind, record);
        let known = |step: &Stage| (step.name.clone(), step.title.clone());
        let standing = course.as_ref().and_then(|course| {
            let stage = course.stages.all.get(course.current?)?;
            Some(Standing {
                stage: known(stage),
                stay: Stay::of(bench, course),
            })
        });
        let called = Called { ground, bench };
        let passage = course
            .as_ref()
            .and_then(|course| called.passage(record, course));
        let signoffs = called.signoffs(record, passage.as_ref());
        let mut dues = check::pending(bench, record);
        dues.extend(below(bench, record).flat_map(|child| check::pending(bench, child)));
        dues.sort_by(|one, two| one.key().cmp(&two.key()));
        let outlook = Outlook {
            record: record.address.clone(),
            name: crate::expression::World::name(bench, record),
            kind: (kind.outline.name.clone(), kind.outline.title.clone()),
            stage: standing,
            passage,
            signoffs,
            dues,
            wrong: Vec::new(),
        };
        Way {
            outlook,
            owner: owner(bench, kind, record),
        }
    }
}

/// The person whose record it is.
pub fn owner(bench: &Bench<'_>, kind: &Kind, record: &Record) -> Option<String> {
    let owner = kind.clauses.owner.as_ref()?;
    bench.value(owner, record, None).key(bench)
}

/// The records in the dossier of a record that belong to it.
fn below<'b>(bench: &'b Bench<'_>, record: &'b Record) -> impl Iterator<Item = &'b Record> {
    let records = bench.dossier.records.iter();
    records
        .filter(move |other| !other.broken && bench.kind(other).outline.parent == Some(record.kind))
}

/// What things are called in commands.
struct Called<'c> {
    ground: &'c Ground<'c>,
    bench: &'c Bench<'c>,
}

impl Called<'_> {
    fn passage(&self, record: &Record, course: &Course<'_>) -> Option<Passage> {
        let current = course.current?;
        let here = course.stages.all.get(current)?;
        let to = match &here.aside {
            Some(aside) => course.base().filter(|_| aside.back && !here.end)?,
            None => course.stages.next(current)?,
        };
        let there = course.stages.all.get(to)?;
        let on_the_way = |gate: &&Gate| match gate.entering {
            true => gate.stage == to,
            false => gate.stage == current,
        };
        let gates = self
            .bench
            .kind(record)
            .clauses
            .gates
            .iter()
            .filter(on_the_way);
        let gates = gates.map(|gate| GateAhead {
            gate: (gate.clause.name.clone(), gate.clause.title.clone()),
            steps: self.steps(record, check::demands(self.bench, record, gate)),
        });
        let command = format!(
            "{} move {} {}",
            self.ground.command,
            check::named(self.bench, record),
            there.name
        );
        Some(Passage {
            to: (there.name.clone(), there.title.clone()),
            gates: gates.filter(|gate| !gate.steps.is_empty()).collect(),
            breaks: Vec::new(),
            blocked: false,
            command: match there.reason {
                true => format!("{command} --reason …"),
                false => command,
            },
        })
    }

    /// Sign-offs that are wanted whatever the stage, and that no gate on the way asks for.
    fn signoffs(&self, record: &Record, passage: Option<&Passage>) -> Vec<Step> {
        let known = |demand: &Demand| {
            let mut steps = passage
                .iter()
                .flat_map(|passage| &passage.gates)
                .flat_map(|gate| &gate.steps);
            steps.any(|step| step.demand.what == demand.what)
        };
        let own = std::iter::once((record, true));
        let records = own.chain(below(self.bench, record).map(|child| (child, false)));
        let demands = records.flat_map(|(record, own)| {
            let signoffs = self.bench.kind(record).clauses.signoffs.iter().enumerate();
            let asked = signoffs.filter(move |(index, signoff)| {
                signoff.when.is_some() || (own && self.is_asked_for(record, *index, signoff))
            });
            asked.map(move |(_, signoff)| check::of_signoff(self.bench, record, signoff))
        });
        let open = demands.filter(|demand| demand.met == Some(false) && !known(demand));
        self.steps(record, open.collect())
    }

    /// Whether a gate of the record's parent asks for a sign-off, or somebody gave it already.
    fn is_asked_for(&self, record: &Record, index: usize, signoff: &Signoff) -> bool {
        let process = self.bench.process;
        let parent = self.bench.kind(record).outline.parent;
        let mut gates = parent
            .into_iter()
            .flat_map(|parent| &process.kind(parent).clauses.gates);
        let mut given = self.bench.statements(record).into_iter();
        gates.any(|gate| {
            let mut needed = gate.records.iter();
            needed.any(|needed| needed.kind == record.kind && needed.signed.contains(&index))
        }) || given.any(|given| given.signoff == signoff.clause.name)
    }

    fn steps(&self, record: &Record, demands: Vec<Demand>) -> Vec<Step> {
        let step = |demand: Demand| Step {
            command: self.command(record, &demand),
            demand,
        };
        demands.into_iter().map(step).collect()
    }

    /// The command that does what is asked for.
    fn command(&self, record: &Record, demand: &Demand) -> Option<String> {
        if demand.met == Some(true) {
            return None;
        }
        let deal = self.ground.command;
        match &demand.what {
            Asked::Field { fill, .. } => fill.clone(),
            Asked::Records { kind, other, .. } => {
                let outline = &self.bench.process.kind(*kind).outline;
                match other.as_deref().filter(|_| outline.single) {
                    Some(path) => Some(format!("{deal} set {} …", self.path(path))),
                    None => Some(format!(
                        "{deal} new {} {}",
                        outline.name,
                        check::named(self.bench, record)
                    )),
                }
            }
            Asked::Signoff {
                name, on, wanted, ..
            } => {
                let sign = format!("{deal} sign {} {name}", self.path(on));
                let giver = wanted.first()?.roles.first()?;
                let roles = &self.bench.process.pipeline.roles;
                Some(match roles.iter().any(|role| role.name == giver.role) {
                    true => sign,
                    false => format!("{sign} --by …"),
                })
            }
            Asked::Condition(_) => None,
        }
    }

    fn path(&self, path: &str) -> String {
        let record = self.bench.dossier.at(path);
        let name = record.map(|record| check::named(self.bench, record));
        name.unwrap_or(path).to_owned()
    }
}
