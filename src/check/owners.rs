//! Who must look at which sign-off and waiver files, by the roles that the process asks and the people who hold them.

use super::people::{delegates, holds};
use crate::form::{Record, Value};
use crate::language::Phrase;
use crate::process::{Givers, Kind, Pattern, Process, Signoff};
use crate::say;
use chrono::NaiveDate;
use std::collections::BTreeSet;

/// Files that some people guard.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Guard {
    /// What the files are: a form's sign-off in a role, or its waivers.
    pub title: Phrase,
    /// Their paths from the pipeline's folder; `*` stands for any name or part of one.
    pub glob: String,
    /// Accounts, or else addresses, of the people who hold the role on the day; sorted.
    pub accounts: Vec<String>,
}

/// The guards of a process, the general before the special, so that the last that fits counts.
pub fn guards(process: &Process, people: &[Record], day: NaiveDate) -> Vec<Guard> {
    let holders = Holders {
        process,
        people,
        day,
    };
    let mut folders = Vec::new();
    for kind in &process.kinds {
        folders.extend(holders.of_folder(kind));
    }
    let mut guards: Vec<Guard> = holders.of_waivers().into_iter().collect();
    guards.extend(joined(folders));
    for kind in &process.kinds {
        for signoff in &kind.clauses.signoffs {
            guards.extend(holders.of_signoff(kind, signoff));
        }
    }
    guards
}

/// One guard of those for the same files: forms may share a folder.
fn joined(guards: Vec<Guard>) -> Vec<Guard> {
    let mut kept: Vec<Guard> = Vec::new();
    for guard in guards {
        match kept.iter_mut().find(|known| known.glob == guard.glob) {
            Some(known) => {
                known.accounts.extend(guard.accounts);
                known.accounts.sort();
                known.accounts.dedup();
            }
            None => kept.push(guard),
        }
    }
    kept
}

struct Holders<'h> {
    process: &'h Process,
    people: &'h [Record],
    day: NaiveDate,
}

impl Holders<'_> {
    fn of_waivers(&self) -> Option<Guard> {
        let by = &self.process.pipeline.waivers.by;
        (!by.is_empty()).then(|| Guard {
            title: say!(en: "Waivers", zh: "豁免"),
            glob: "**/waivers/*".to_owned(),
            accounts: self.accounts(by),
        })
    }

    /// All sign-offs of a folder: a file under a name of its own, or in a role that nobody holds, has a guard too.
    fn of_folder(&self, kind: &Kind) -> Vec<Guard> {
        let roles: Vec<usize> = kind.clauses.signoffs.iter().flat_map(roles).collect();
        let accounts = self.accounts(&roles);
        let patterns = kind.outline.patterns.iter().filter(|_| !roles.is_empty());
        let guards = patterns.map(|pattern| Guard {
            title: say!(en: "All sign-offs in a folder", zh: "目录中的所有签批"),
            glob: format!("{}signoffs/*", folder(pattern)),
            accounts: accounts.clone(),
        });
        guards.collect()
    }

    fn of_signoff(&self, kind: &Kind, signoff: &Signoff) -> Vec<Guard> {
        let roles: BTreeSet<usize> = roles(signoff).into_iter().collect();
        let mut guards = Vec::new();
        for role in roles {
            let Some(known) = self.process.pipeline.roles.get(role) else {
                continue;
            };
            let accounts = self.accounts(&[role]);
            for pattern in &kind.outline.patterns {
                // A record that shares its folder has its id before the sign-off's name.
                let id = if pattern.shares_folder() { "*." } else { "" };
                guards.push(Guard {
                    title: title(kind, signoff, &known.title),
                    glob: format!(
                        "{}signoffs/{id}{}.{}.*",
                        folder(pattern),
                        signoff.clause.name,
                        known.name
                    ),
                    accounts: accounts.clone(),
                });
            }
        }
        guards
    }

    /// The accounts of whoever holds one of the roles on the day, or has it delegated to them.
    fn accounts(&self, roles: &[usize]) -> Vec<String> {
        let names = roles
            .iter()
            .filter_map(|role| Some(self.process.pipeline.roles.get(*role)?.name.as_str()));
        let found: BTreeSet<String> = names
            .flat_map(|role| self.people.iter().filter(move |who| self.may(who, role)))
            .filter_map(|person| self.account(person))
            .collect();
        found.into_iter().collect()
    }

    fn may(&self, person: &Record, role: &str) -> bool {
        let has = |answer: Option<bool>| answer == Some(true);
        has(holds(self.process, person, role, self.day))
            || self
                .people
                .iter()
                .any(|other| has(delegates(self.process, other, &person.id, role, self.day)))
    }

    /// An account, or the address, in characters that can't be taken for anything else in a list of owners.
    fn account(&self, person: &Record) -> Option<String> {
        let people = self.process.people.as_ref()?;
        let text = |field: Option<usize>| match &person.slots.get(field?)?.value {
            Value::Text(text) => Some(person.text(text)),
            _ => None,
        };
        let account = text(people.account).map(|account| match account.contains('@') {
            true => account.to_owned(),
            false => format!("@{account}"),
        });
        let found = account.or_else(|| text(people.email).map(str::to_owned))?;
        let plain = |c: char| c.is_ascii_alphanumeric() || "@.-_+/".contains(c);
        found.chars().all(plain).then_some(found)
    }
}

/// The roles that a sign-off can be given in; none where only people outside give it.
fn roles(signoff: &Signoff) -> Vec<usize> {
    match &signoff.by {
        Givers::Roles(quorum) => quorum.roles.clone(),
        Givers::Ladder(steps) => {
            let roles = steps.iter().flat_map(|step| step.quorum.roles.iter());
            roles.copied().collect()
        }
        Givers::Outside { .. } => Vec::new(),
    }
}

fn title(kind: &Kind, signoff: &Signoff, role: &Phrase) -> Phrase {
    say!(
        en: "{kind}, {signoff}: {role}", zh: "{kind}·{signoff}：{role}",
        kind = kind.outline.title, signoff = signoff.clause.title, role = role
    )
}

/// The folder of a pattern's records, with its `/`; `*` for what differs from one to the next.
fn folder(pattern: &Pattern) -> String {
    let mut glob = String::new();
    let folder = pattern.text.rfind('/').map_or(0, |at| at + 1);
    let mut rest = pattern.text.get(..folder).unwrap_or_default();
    while let Some((before, after)) = rest.split_once('{') {
        glob.push_str(before);
        glob.push('*');
        rest = after.split_once('}').map_or("", |(_, rest)| rest);
    }
    glob + rest
}
