//! Sign-offs that are still wanted: in which roles, and who could give them on the day of judgement.

use super::bench::Bench;
use super::signoffs::{Standing, quorums, standing};
use super::{people, statement};
use crate::expression::World;
use crate::form::Record;
use crate::language::Phrase;
use crate::process::{Givers, Role, Signoff};
use crate::records::Statement;
use crate::value::Moment;
use chrono::NaiveDate;

/// So many of these roles are still wanted.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Wanted {
    /// The roles whose sign-off isn't there, or doesn't hold.
    pub roles: Vec<Giver>,
    /// How many of them.
    pub of: usize,
}

/// A role whose sign-off is wanted.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Giver {
    /// Its name.
    pub role: String,
    /// What people call it.
    pub title: Phrase,
    /// Why it is wanted.
    pub lack: Lack,
    /// Who could give it today.
    pub people: Vec<Somebody>,
}

/// Why a sign-off is wanted.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum Lack {
    /// Nobody gave it.
    Missing,
    /// The content was returned on this day.
    Returned(NaiveDate),
    /// These values changed since: their paths, and what people call them.
    Void(Vec<String>, Phrase),
    /// The one that is there is wrong, which is a finding of its own.
    Flawed,
}

/// Somebody who could sign.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Somebody {
    /// Their id; of someone outside, their name.
    pub id: String,
    /// Their name.
    pub name: Phrase,
}

/// What a sign-off still wants; empty where it holds or isn't due. `None` where that can't be said.
pub fn wanted(bench: &Bench<'_>, record: &Record, signoff: &Signoff) -> Option<Vec<Wanted>> {
    if let Some(when) = &signoff.when
        && !bench.truth(when, record, None)?
    {
        return Some(Vec::new());
    }
    if let Givers::Outside { role, .. } = &signoff.by {
        let giver = giver(bench, record, signoff, role, &Phrase::same(role.clone()));
        return Some(giver.map(|giver| one(vec![giver], 1)).into_iter().collect());
    }
    let mut wanted = Vec::new();
    for quorum in quorums(bench, record, signoff)? {
        let open: Vec<Giver> = roles(bench, &quorum.roles)
            .filter_map(|role| giver(bench, record, signoff, &role.name, &role.title))
            .collect();
        let good = quorum.roles.len().saturating_sub(open.len());
        let of = quorum.of.saturating_sub(good);
        match of == open.len() {
            true => wanted.extend(open.into_iter().map(|giver| one(vec![giver], 1))),
            false if of > 0 => wanted.push(one(open, of)),
            false => {}
        }
    }
    Some(wanted)
}

/// Name and title of each role that gives a sign-off as the record is now.
pub fn admitted(bench: &Bench<'_>, record: &Record, signoff: &Signoff) -> Vec<(String, Phrase)> {
    let mut admitted: Vec<(String, Phrase)> = match &signoff.by {
        Givers::Outside { role, .. } => vec![(role.clone(), Phrase::same(role.clone()))],
        _ => quorums(bench, record, signoff)
            .unwrap_or_default()
            .into_iter()
            .flat_map(|quorum| roles(bench, &quorum.roles))
            .map(|role| (role.name.clone(), role.title.clone()))
            .collect(),
    };
    let mut seen = Vec::new();
    admitted.retain(|(name, _)| {
        let new = !seen.contains(name);
        seen.push(name.clone());
        new
    });
    admitted
}

/// The sign-off of a role that holds.
pub fn holding<'s>(
    bench: &'s Bench<'_>,
    record: &Record,
    signoff: &Signoff,
    role: &str,
) -> Option<&'s Statement> {
    match standing(bench, record, signoff, role) {
        Standing::Good(given) => Some(given),
        _ => None,
    }
}

/// Whether a person could give a sign-off in a role today.
pub fn could_give(
    bench: &Bench<'_>,
    record: &Record,
    signoff: &Signoff,
    role: &str,
    person: &str,
) -> bool {
    let at = Moment::day(bench.today);
    let name = &signoff.clause.name;
    let draft = Statement::draft(name, &record.source.path, role, person, at);
    statement::refusal(bench, record, signoff, &draft).is_none()
}

/// Ids of the people who delegated a role to a deputy for today.
pub fn principals(bench: &Bench<'_>, deputy: &str, role: &str) -> Vec<String> {
    let delegated = |person: &&Record| {
        people::delegates(bench.process, person, deputy, role, bench.today) == Some(true)
    };
    let all = people::all(bench.archive).iter().filter(delegated);
    all.map(|person| person.id.clone()).collect()
}

fn one(roles: Vec<Giver>, of: usize) -> Wanted {
    Wanted { roles, of }
}

fn roles<'r>(bench: &'r Bench<'_>, positions: &[usize]) -> impl Iterator<Item = &'r Role> {
    let all = &bench.process.pipeline.roles;
    positions.iter().filter_map(|&role| all.get(role))
}

fn giver(
    bench: &Bench<'_>,
    record: &Record,
    signoff: &Signoff,
    role: &str,
    title: &Phrase,
) -> Option<Giver> {
    let lack = match standing(bench, record, signoff, role) {
        Standing::Good(_) | Standing::Unknown => return None,
        Standing::None => Lack::Missing,
        Standing::Returned(given) => Lack::Returned(given.at.date),
        Standing::Stale(_, changed) => {
            let titles = bench.titles(record, &changed);
            Lack::Void(changed, titles)
        }
        Standing::Flawed => Lack::Flawed,
    };
    Some(Giver {
        role: role.to_owned(),
        title: title.clone(),
        lack,
        people: people_for(bench, record, signoff, role),
    })
}

fn people_for(bench: &Bench<'_>, record: &Record, signoff: &Signoff, role: &str) -> Vec<Somebody> {
    if let Givers::Outside { from, field, .. } = &signoff.by {
        let names = statement::outsiders(bench, record, from, *field).unwrap_or_default();
        let somebody = |name: String| Somebody {
            name: Phrase::same(name.clone()),
            id: name,
        };
        return names.into_iter().map(somebody).collect();
    }
    let holds = |person: &&Record| {
        !person.broken && people::holds(bench.process, person, role, bench.today) == Some(true)
    };
    let could = |person: &&Record| could_give(bench, record, signoff, role, &person.id);
    let all = people::all(bench.archive)
        .iter()
        .filter(holds)
        .filter(could);
    all.map(|person| Somebody {
        id: person.id.clone(),
        name: bench.name(person),
    })
    .collect()
}
