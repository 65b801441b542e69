//! Sign-offs: whether each that was given is good, and whether each that is demanded is there.

use super::bench::Bench;
use super::charge::Charge;
use super::covered;
use super::people;
use super::statement::{self, Flaw};
use super::wanted::could_give;
use crate::expression::{Val, World};
use crate::form::Record;
use crate::language::Phrase;
use crate::process::{Covered, Givers, Quorum, Signoff, Spot};
use crate::records::Statement;
use crate::rules::Rule;
use crate::say;
use crate::text::Span;

/// How a sign-off of one role stands.
pub(super) enum Standing<'s> {
    /// Nobody gave it.
    None,
    /// The newest one returns the content.
    Returned(&'s Statement),
    /// What it covers changed since.
    Stale(&'s Statement, Vec<String>),
    /// It is approved and holds.
    Good(&'s Statement),
    /// It has a finding of its own.
    Flawed,
    /// Can't be said: something it covers is broken.
    Unknown,
}

/// Judges the sign-offs on a record, and demands those whose `when` is true.
pub fn judge(bench: &Bench<'_>, record: &Record) -> Vec<Charge> {
    let kind = bench.kind(record);
    let mut charges = Vec::new();
    for given in bench.statements(record) {
        match kind
            .outline
            .signoffs
            .iter()
            .position(|name| *name == given.signoff)
        {
            Some(index) => {
                if let Some(Some(flaw)) = kind
                    .clauses
                    .signoffs
                    .get(index)
                    .map(|signoff| statement::flaw(bench, record, signoff, given))
                {
                    charges.push(
                        flawed(record, given, flaw).clause(&kind.clauses.signoffs[index].clause),
                    );
                }
            }
            None => charges.push(unknown(
                record,
                given,
                kind.outline.signoffs.iter().map(String::as_str),
            )),
        }
    }
    for (index, signoff) in kind.clauses.signoffs.iter().enumerate() {
        if signoff.when.is_some() {
            charges.extend(demand(bench, record, index, None));
        }
    }
    charges
}

fn flawed(record: &Record, given: &Statement, flaw: Flaw) -> Charge {
    let mut charge = Charge::in_file(
        flaw.rule,
        record,
        &given.source,
        given.span(flaw.field),
        flaw.message,
    );
    charge.finding.help = flaw.help;
    charge
}

fn unknown<'n>(record: &Record, given: &Statement, known: impl Iterator<Item = &'n str>) -> Charge {
    let message = say!(en: "there is no sign-off `{name}` on this kind", zh: "此表单没有签批 `{name}`", name = given.signoff);
    let known: Vec<&str> = known.collect();
    Charge::in_file(
        Rule::InvalidSignoff,
        record,
        &given.source,
        given.span("signoff"),
        message,
    )
    .subject(given.signoff.clone())
    .help(say!(en: "known here: {all}", zh: "此处可用：{all}", all = known.join(", ")))
}

/// Whether a sign-off is given by all whom it demands and holds; `None` where that can't be said.
pub fn signed(bench: &Bench<'_>, record: &Record, index: usize) -> Option<bool> {
    let signoff = bench.kind(record).clauses.signoffs.get(index)?;
    let good = |role: &str| match standing(bench, record, signoff, role) {
        Standing::Good(_) => Some(true),
        Standing::Unknown => None,
        _ => Some(false),
    };
    if let Givers::Outside { role, .. } = &signoff.by {
        return good(role);
    }
    let mut all = Some(true);
    for quorum in quorums(bench, record, signoff)? {
        let standings: Vec<Option<bool>> = quorum
            .roles
            .iter()
            .map(|&role| good(role_name(bench, role)))
            .collect();
        let count = |wanted| {
            standings
                .iter()
                .filter(|standing| **standing == wanted)
                .count()
        };
        if count(Some(true)) >= quorum.of {
            continue;
        }
        match count(Some(true)) + count(None) >= quorum.of {
            true => all = None,
            false => return Some(false),
        }
    }
    all
}

/// A sign-off whose demand or content asks whether it is given itself.
pub(super) fn circular(bench: &Bench<'_>, record: &Record, index: usize) -> Option<Charge> {
    let clause = &bench.kind(record).clauses.signoffs.get(index)?.clause;
    let message = say!(
        en: "{record} can't be judged: the sign-off {signoff} asks whether it is given itself",
        zh: "{record}无法判断：签批“{signoff}”以自身是否已签为条件",
        record = bench.name(record), signoff = clause.title
    );
    let charge = Charge::on(Rule::NotJudged, record, Span::default(), message).clause(clause);
    let demand = bench.process.place(clause.spot);
    Some(charge.demand(demand, say!(en: "defined here", zh: "定义在此")))
}

/// Demands a sign-off. `gate` says what the record has passed, where a gate demands it.
pub fn demand(
    bench: &Bench<'_>,
    record: &Record,
    index: usize,
    gate: Option<&dyn Fn() -> Phrase>,
) -> Vec<Charge> {
    let Some(signoff) = bench.kind(record).clauses.signoffs.get(index) else {
        return Vec::new();
    };
    let due = signoff
        .when
        .as_ref()
        .is_none_or(|when| bench.truth(when, record, None) == Some(true));
    if !due || record.broken || !bench.applies(signoff.clause.since, record) {
        return Vec::new();
    }
    let demand = Demand {
        bench,
        record,
        signoff,
        gate,
    };
    match &signoff.by {
        Givers::Outside { role, .. } => demand
            .of_role(role, &Phrase::same(role.clone()), None)
            .into_iter()
            .collect(),
        _ => quorums(bench, record, signoff)
            .unwrap_or_default()
            .into_iter()
            .flat_map(|quorum| demand.of(quorum))
            .collect(),
    }
}

/// The quorums that a record demands now; `None` where a step of the ladder can't be said.
pub(super) fn quorums<'b>(
    bench: &Bench<'_>,
    record: &Record,
    signoff: &'b Signoff,
) -> Option<Vec<&'b Quorum>> {
    match &signoff.by {
        Givers::Roles(quorum) => Some(vec![quorum]),
        Givers::Ladder(steps) => {
            let mut quorums = Vec::new();
            for step in steps {
                match bench.truth(&step.when, record, None) {
                    Some(true) => quorums.push(&step.quorum),
                    Some(false) => {}
                    None => return None,
                }
            }
            Some(quorums)
        }
        Givers::Outside { .. } => Some(Vec::new()),
    }
}

fn role_name<'p>(bench: &Bench<'p>, role: usize) -> &'p str {
    bench
        .process
        .pipeline
        .roles
        .get(role)
        .map_or("", |role| role.name.as_str())
}

/// How the sign-off of one role stands.
pub(super) fn standing<'s>(
    bench: &'s Bench<'_>,
    record: &Record,
    signoff: &Signoff,
    role: &str,
) -> Standing<'s> {
    let newest = covered::newest(bench, record, signoff, |given| given.role == role);
    let Some(newest) = newest else {
        return Standing::None;
    };
    if statement::flaw(bench, record, signoff, newest).is_some() {
        return Standing::Flawed;
    }
    if !newest.approved {
        return Standing::Returned(newest);
    }
    match covered::changed(bench, record, signoff, newest) {
        None => Standing::Unknown,
        Some(changed) if changed.is_empty() => Standing::Good(newest),
        Some(changed) => Standing::Stale(newest, changed),
    }
}

/// A sign-off that must be there.
struct Demand<'d> {
    bench: &'d Bench<'d>,
    record: &'d Record,
    signoff: &'d Signoff,
    gate: Option<&'d dyn Fn() -> Phrase>,
}

impl Demand<'_> {
    fn of(&self, quorum: &Quorum) -> Vec<Charge> {
        let roles = &self.bench.process.pipeline.roles;
        if quorum.of == quorum.roles.len() {
            let each = quorum.roles.iter().zip(&quorum.spots);
            return each
                .filter_map(|(&role, &spot)| {
                    self.of_role(&roles.get(role)?.name, &roles.get(role)?.title, Some(spot))
                })
                .collect();
        }
        let standings: Vec<Standing<'_>> = quorum
            .roles
            .iter()
            .map(|&role| {
                standing(
                    self.bench,
                    self.record,
                    self.signoff,
                    role_name(self.bench, role),
                )
            })
            .collect();
        let open = |standing: &&Standing<'_>| {
            matches!(
                standing,
                Standing::Good(_) | Standing::Unknown | Standing::Flawed
            )
        };
        let open = standings.iter().filter(open).count();
        if open >= quorum.of {
            return Vec::new();
        }
        let void: Vec<Charge> =
            std::iter::zip(&standings, std::iter::zip(&quorum.roles, &quorum.spots))
                .filter_map(|(standing, (&role, &spot))| {
                    let title = &roles.get(role)?.title;
                    match standing {
                        Standing::Stale(given, changed) => {
                            Some(self.stale(given, title, changed, Some(spot)))
                        }
                        _ => None,
                    }
                })
                .collect();
        // Where those that became void would be enough, they are what is wrong.
        if open + void.len() >= quorum.of {
            return void;
        }
        let titles = |language| {
            let titles = quorum.roles.iter().filter_map(|&role| roles.get(role));
            titles
                .map(|role| role.title.get(language))
                .collect::<Vec<_>>()
        };
        let among = Phrase {
            en: titles(crate::language::Language::En).join(", "),
            zh: titles(crate::language::Language::ZhCn).join("、"),
        };
        let who = match quorum.of {
            1 => say!(en: "one of {among}", zh: "{among}之一", among = among),
            of => say!(en: "{of} of {among}", zh: "{among}中的 {of} 个", of = of, among = among),
        };
        let role = quorum
            .roles
            .first()
            .map_or("", |&role| role_name(self.bench, role));
        vec![self.missing(&who, role, quorum.spots.first().copied())]
    }

    fn of_role(&self, role: &str, title: &Phrase, spot: Option<Spot>) -> Option<Charge> {
        match standing(self.bench, self.record, self.signoff, role) {
            Standing::Good(_) | Standing::Unknown => None,
            Standing::Flawed => self.flawed(role),
            Standing::None => Some(self.missing(title, role, spot)),
            Standing::Returned(given) => Some(self.returned(given, title, spot)),
            Standing::Stale(given, changed) => Some(self.stale(given, title, &changed, spot)),
        }
    }

    /// What is wrong with a sign-off is a finding already; that a gate was passed with it, no other one.
    fn flawed(&self, role: &str) -> Option<Charge> {
        self.gate?;
        let (bench, record) = (self.bench, self.record);
        let of_role = |given: &Statement| given.role == role;
        let given = covered::newest(bench, record, self.signoff, of_role)?;
        let flaw = statement::flaw(bench, record, self.signoff, given)?;
        let mut charge = flawed(record, given, flaw).clause(&self.signoff.clause);
        charge.finding.passed = true;
        Some(charge)
    }

    fn missing(&self, who: &Phrase, role: &str, spot: Option<Spot>) -> Charge {
        let signoff = &self.signoff.clause.title;
        let message = match self.gate {
            Some(words) => say!(
                en: "{passage} without the sign-off {signoff} of {who}", zh: "{passage}，却没有{who}的签批“{signoff}”",
                passage = words(), signoff = signoff, who = who
            ),
            None => say!(
                en: "{record} needs the sign-off {signoff} of {who}", zh: "{record}需要{who}的签批“{signoff}”",
                record = self.bench.name(self.record), signoff = signoff, who = who
            ),
        };
        let charge = Charge::on(Rule::MissingSignoff, self.record, self.covered(), message);
        self.finish(charge, role, spot)
    }

    fn returned(&self, given: &Statement, title: &Phrase, spot: Option<Spot>) -> Charge {
        let message = say!(
            en: "{record}: {who} returned it on {day} ({signoff})", zh: "{record}：{who}已于 {day} 退回（{signoff}）",
            record = self.bench.name(self.record), who = title, day = given.at.date, signoff = self.signoff.clause.title
        );
        let charge = Charge::in_file(
            Rule::MissingSignoff,
            self.record,
            &given.source,
            given.span("verdict"),
            message,
        );
        self.finish(charge, &given.role, spot)
    }

    fn stale(
        &self,
        given: &Statement,
        title: &Phrase,
        changed: &[String],
        spot: Option<Spot>,
    ) -> Charge {
        let message = say!(
            en: "{record}: the sign-off {signoff} of {who} on {day} is void: {fields} changed afterwards",
            zh: "{record}：{who} {day} 的签批“{signoff}”已失效：{fields}之后有改动",
            record = self.bench.name(self.record), signoff = self.signoff.clause.title, who = title,
            day = given.at.date, fields = self.bench.titles(self.record, changed)
        );
        let line = given
            .covers
            .iter()
            .find(|(field, ..)| changed.contains(field))
            .map(|(.., span)| *span);
        let span = line.unwrap_or_else(|| given.span("covers"));
        let charge = Charge::in_file(
            Rule::StaleSignoff,
            self.record,
            &given.source,
            span,
            message,
        )
        .label(say!(en: "covers another value", zh: "所覆盖的内容与现在不同"));
        self.finish(charge, &given.role, spot)
    }

    /// The clause, the line that demands the role, and the command that prints the file to add.
    fn finish(&self, charge: Charge, role: &str, spot: Option<Spot>) -> Charge {
        let spot = spot.unwrap_or(self.signoff.clause.spot);
        let mut charge = charge
            .clause(&self.signoff.clause)
            .demand(
                self.bench.process.place(spot),
                say!(en: "required here", zh: "要求在此"),
            )
            .help(Phrase::same(self.command(role)));
        charge.finding.passed = self.gate.is_some();
        charge
    }

    /// The command that gives it.
    fn command(&self, role: &str) -> String {
        let (deal, path) = (self.bench.archive.command, &self.record.source.path);
        let name = &self.signoff.clause.name;
        match &self.signoff.by {
            Givers::Outside { .. } => format!("{deal} sign {path} {name} --by …"),
            _ => {
                let person = self.candidate(role);
                format!("{deal} sign {path} {name} --role {role} --as {person}")
            }
        }
    }

    /// Somebody who could give it today; else somebody who holds the role.
    fn candidate(&self, role: &str) -> &str {
        let bench = self.bench;
        let holds = |person: &&Record| {
            people::holds(bench.process, person, role, bench.today) == Some(true)
        };
        let could = |person: &&Record| {
            holds(person) && could_give(bench, self.record, self.signoff, role, &person.id)
        };
        let all = people::all(bench.archive);
        let found = all.iter().find(could).or_else(|| all.iter().find(holds));
        found.map_or("…", |person| person.id.as_str())
    }

    /// The first value that it covers and that the record itself holds; of none, its stage.
    fn covered(&self) -> Span {
        let present = |covered: &&Covered| match self.bench.value(&covered.value, self.record, None)
        {
            Val::Null => false,
            Val::List(list) => !list.is_empty(),
            _ => true,
        };
        let covers = self.signoff.covers.iter().filter(present);
        covers
            .filter_map(|covered| self.bench.first_slot(&covered.value, self.record))
            .min()
            .or_else(|| self.bench.stage_span(self.record))
            .unwrap_or_default()
    }
}
