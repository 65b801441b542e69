//! What a record needs next: what leaving its stage still takes, by whom, and what is due.

use super::ground::{Ground, Target};
use super::move_::{Move, enter};
use super::refusal::Refusal;
use crate::check::{self, Asked, Bench, Course, Demand, Pending, Stay};
use crate::finding::{Finding, Level};
use crate::form::{FieldType, Record, Shape};
use crate::language::Phrase;
use crate::process::{Gate, Kind, Signoff, Stage};
use crate::records::{self, Archive, Dossier, Furniture, Listing};
use crate::rules::Rule;
use std::collections::BTreeSet;

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
        let way = ground.dossier(target, |archive, dossier| {
            let bench = Bench::new(archive, &dossier, ground.today);
            let record = dossier.at(&target.path).filter(|record| !record.broken);
            record.map(|record| Way::of(ground, &bench, record))
        });
        let Way { mut outlook, owner } = way.ok_or(broken)?;
        if let Some(passage) = &mut outlook.passage {
            passage.attempt(ground, target, owner.as_deref());
        }
        Ok(outlook)
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

/// What the records at hand say, before the move is tried.
struct Way {
    outlook: Outlook,
    owner: Option<String>,
}

impl Way {
    fn of(ground: &Ground<'_>, bench: &Bench<'_>, record: &Record) -> Way {
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
        };
        Way {
            outlook,
            owner: owner(bench, kind, record),
        }
    }
}

/// The person whose record it is.
fn owner(bench: &Bench<'_>, kind: &Kind, record: &Record) -> Option<String> {
    let owner = kind.clauses.owner.as_ref()?;
    bench.value(owner, record, None).key(bench)
}

/// The records in the dossier of a record that belong to it.
fn below<'b>(bench: &'b Bench<'_>, record: &'b Record) -> impl Iterator<Item = &'b Record> {
    let records = bench.dossier.records.iter();
    records
        .filter(move |other| !other.broken && bench.kind(other).outline.parent == Some(record.kind))
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
        self.blocked = brought.iter().any(|finding| finding.level == Level::Error);
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
                steps.any(|step| match &step.demand.what {
                    Asked::Signoff { name, .. } => step.is_open() && subject == Some(name),
                    _ => false,
                })
            }
            _ => false,
        }
    }
}

impl Step {
    /// Whether it isn't there.
    pub fn is_open(&self) -> bool {
        self.demand.met != Some(true)
    }
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
            self.record(record),
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
            Asked::Field { path, .. } => {
                let shape = &self.bench.kind(record).outline.shape;
                let assignment = assignment(shape, path);
                Some(format!("{deal} set {} {assignment}", self.record(record)))
            }
            Asked::Records { kind, other, .. } => {
                let outline = &self.bench.process.kind(*kind).outline;
                match other.as_deref().filter(|_| outline.single) {
                    Some(path) => Some(format!("{deal} set {} …", self.path(path))),
                    None => Some(format!(
                        "{deal} new {} {}",
                        outline.name,
                        self.record(record)
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

    fn record(&self, record: &Record) -> String {
        self.path(&record.source.path)
    }

    /// A record's address, where that leads to it; else its path.
    fn path(&self, path: &str) -> String {
        let record = self.bench.dossier.at(path);
        let archive = self.bench.archive;
        let address = record
            .map(|record| record.address.as_str())
            .filter(|address| {
                records::find_address(archive.process, archive.listing, address).as_deref()
                    == Some(path)
            });
        address.unwrap_or(path).to_owned()
    }
}

/// `timeline=…`; for a list `'pains+={text: …}'`.
fn assignment(shape: &Shape, path: &str) -> String {
    let mut ty = None;
    let mut shape = Some(shape);
    for name in path.split('.') {
        ty = shape
            .and_then(|shape| shape.find(name))
            .map(|(_, field)| &field.ty);
        shape = match ty {
            Some(FieldType::Group(inner)) => Some(inner),
            _ => None,
        };
    }
    match ty {
        Some(FieldType::List { of, .. }) => match of.example() {
            Some(item) => format!("'{path}+={item}'"),
            None => format!("{path}+=…"),
        },
        _ => format!("{path}=…"),
    }
}

/// The open records of a person, the one that is due first at the head: those in a stage that is no end, and those of
/// kinds without stages where something is open.
pub fn own(ground: &Ground<'_>, person: &str) -> Vec<Outlook> {
    let listing = Listing::live(ground.files, Furniture::of(ground.process));
    let archive = Archive::new(ground.process, &listing, ground.command);
    let mut outlooks: Vec<Outlook> = ground
        .process
        .kinds
        .iter()
        .flat_map(|kind| of_kind(ground, &archive, kind, person))
        .collect();
    // What belongs to a record that is listed is counted there.
    let listed: BTreeSet<String> = outlooks
        .iter()
        .map(|outlook| outlook.record.clone())
        .collect();
    outlooks.retain(|outlook| {
        let parent = outlook.record.split_once('/').map(|(parent, _)| parent);
        parent.is_none_or(|parent| !listed.contains(parent))
    });
    outlooks.sort_by(|one, two| {
        let day = |outlook: &Outlook| outlook.nearest().map(|due| (due.due.date, due.due.time));
        (day(one).is_none(), day(one), &one.record).cmp(&(
            day(two).is_none(),
            day(two),
            &two.record,
        ))
    });
    outlooks
}

fn of_kind(ground: &Ground<'_>, archive: &Archive<'_>, kind: &Kind, person: &str) -> Vec<Outlook> {
    if kind.clauses.owner.is_none() {
        return Vec::new();
    }
    let nothing = Dossier::default();
    let bench = Bench::new(archive, &nothing, ground.today);
    let theirs =
        |record: &&Record| !record.broken && owner(&bench, kind, record).as_deref() == Some(person);
    let running = |record: &&Record| Course::of(kind, record).is_none_or(|course| !course.closed());
    let records = archive
        .all(kind.outline.id)
        .iter()
        .filter(theirs)
        .filter(running);
    records
        .filter_map(|record| {
            let target = Target {
                path: record.source.path.clone(),
                kind: record.kind,
            };
            Outlook::of(ground, &target).ok()
        })
        .filter(|outlook| outlook.stage.is_some() || outlook.open() > 0 || !outlook.dues.is_empty())
        .collect()
}
