//! One sign-off file against the record that it is on: who gave it, whether they could, and what it covers.

use super::attachments;
use super::bench::Bench;
use super::people;
use super::proof::{self, Signed};
use super::seal::seal;
use crate::expression::{Compiled, Found, Val, World};
use crate::form::{Record, Value};
use crate::language::Phrase;
use crate::process::{Givers, Process, Proof, Signoff, Step};
use crate::records::{Statement, folder};
use crate::rules::Rule;
use crate::say;
use chrono::NaiveDate;

/// What is wrong with a sign-off.
pub struct Flaw {
    /// The rule that it breaks.
    pub rule: Rule,
    /// The field of the file.
    pub field: &'static str,
    /// What is wrong.
    pub message: Phrase,
    /// What to do.
    pub help: Option<Phrase>,
}

impl Flaw {
    fn new(rule: Rule, field: &'static str, message: Phrase) -> Option<Flaw> {
        Some(Flaw {
            rule,
            field,
            message,
            help: None,
        })
    }
}

/// What is wrong with a sign-off; `None` where it is good, or where the person's record is broken.
pub fn flaw(
    bench: &Bench<'_>,
    record: &Record,
    signoff: &Signoff,
    given: &Statement,
) -> Option<Flaw> {
    let judge = Judge {
        bench,
        record,
        signoff,
        given,
    };
    judge
        .form()
        .or_else(|| judge.giver())
        .or_else(|| judge.one_of_few())
        .or_else(|| judge.own_work())
        .or_else(|| judge.proof())
}

/// Why a person can't give a sign-off that is not written yet.
pub fn refusal(
    bench: &Bench<'_>,
    record: &Record,
    signoff: &Signoff,
    draft: &Statement,
) -> Option<Flaw> {
    let judge = Judge {
        bench,
        record,
        signoff,
        given: draft,
    };
    judge
        .giver()
        .or_else(|| judge.one_of_few())
        .or_else(|| judge.own_work())
}

struct Judge<'j> {
    bench: &'j Bench<'j>,
    record: &'j Record,
    signoff: &'j Signoff,
    given: &'j Statement,
}

impl Judge<'_> {
    /// The file as such: untouched since, at its place, not of the future.
    fn form(&self) -> Option<Flaw> {
        let given = self.given;
        if given.at.date > self.bench.today {
            let message = say!(en: "the sign-off is of {day}, which is in the future", zh: "签批日期 {day} 在将来", day = given.at.date);
            return Flaw::new(Rule::InvalidSignoff, "at", message);
        }
        if !self.is_sealed() {
            let message = say!(
                en: "the sign-off was changed after it was given: its digest doesn't fit", zh: "签批文件在签批后被改动：摘要不符"
            );
            let flaw = Flaw::new(Rule::InvalidSignoff, "sha256", message);
            let help = say!(en: "delete the file and have it given again: {deal} sign {path} {signoff} --role {role}", zh: "请删去该文件，重新签批：{deal} sign {path} {signoff} --role {role}",
                deal = self.bench.archive.command, path = given.on, signoff = given.signoff, role = given.role);
            return flaw.map(|flaw| Flaw {
                help: Some(help),
                ..flaw
            });
        }
        let name = file_name(self.bench.process, self.record, given);
        let path = &given.source.path;
        let base = path.strip_prefix(&format!(
            "{}signoffs/{name}",
            folder(&self.record.source.path)
        ));
        let fits = base
            .and_then(|rest| rest.strip_suffix(".yaml"))
            .is_some_and(|rest| {
                rest.is_empty()
                    || rest
                        .strip_prefix('.')
                        .is_some_and(|number| number.bytes().all(|b| b.is_ascii_digit()))
            });
        if fits {
            return self.evidence();
        }
        let message = say!(en: "the sign-off's file should be called `{name}.yaml`", zh: "签批文件应名为 `{name}.yaml`", name = name);
        Flaw::new(Rule::InvalidSignoff, "signoff", message)
    }

    /// What is said to prove it is there.
    fn evidence(&self) -> Option<Flaw> {
        let evidence = self.given.evidence.as_ref()?;
        let listing = self.bench.archive.listing;
        let flaw = attachments::flaw(listing, &evidence.path, evidence.sha256.as_deref())?;
        Some(Flaw {
            rule: flaw.rule,
            field: "evidence",
            message: flaw.message,
            help: flaw.help,
        })
    }

    fn is_sealed(&self) -> bool {
        let mut sealed = self.bench.sealed.borrow_mut();
        let fits = || seal(self.bench.process, self.given) == self.given.sha256;
        *sealed.entry(self.given).or_insert_with(fits)
    }

    fn giver(&self) -> Option<Flaw> {
        match &self.signoff.by {
            Givers::Outside { role, from, field } => self.outsider(role, from, *field),
            Givers::Roles(quorum) => self.insider(&quorum.roles),
            Givers::Ladder(steps) => {
                let roles: Vec<usize> = steps
                    .iter()
                    .flat_map(|Step { quorum, .. }| quorum.roles.clone())
                    .collect();
                self.insider(&roles)
            }
        }
    }

    fn insider(&self, roles: &[usize]) -> Option<Flaw> {
        let (bench, given) = (self.bench, self.given);
        let all = &bench.process.pipeline.roles;
        let role = roles
            .iter()
            .filter_map(|&role| all.get(role))
            .find(|role| role.name == given.role);
        let Some(role) = role else {
            let message = say!(
                en: "the sign-off {signoff} is not given by the role `{role}`", zh: "签批“{signoff}”不由角色 `{role}` 给出",
                signoff = self.signoff.clause.title, role = given.role
            );
            return Flaw::new(Rule::UnauthorisedSignoff, "role", message);
        };
        let Some(person) = bench.person(&given.by) else {
            let message = say!(en: "there is no person `{id}`", zh: "没有编号为 `{id}` 的人员", id = given.by);
            return Flaw::new(Rule::UnauthorisedSignoff, "by", message);
        };
        match &given.behalf {
            None => self.holder(person, &given.role, &role.title),
            Some(behalf) => self.deputy(behalf, &role.title),
        }
    }

    fn holder(&self, person: &Record, role: &str, title: &Phrase) -> Option<Flaw> {
        if person.broken
            || people::holds(self.bench.process, person, role, self.day()) != Some(false)
        {
            return None;
        }
        let message = say!(
            en: "{person} did not hold the role {role} on {day}", zh: "{person}在 {day} 不担任“{role}”",
            person = self.bench.name(person), role = title, day = self.day()
        );
        let flaw = Flaw::new(Rule::UnauthorisedSignoff, "by", message);
        let help = say!(en: "have somebody with the role sign, or name who delegated it: `behalf: …`", zh: "请由担任该角色的人签批；代签的，写明授权人 `behalf: …`");
        flaw.map(|flaw| Flaw {
            help: Some(help),
            ..flaw
        })
    }

    fn deputy(&self, behalf: &str, title: &Phrase) -> Option<Flaw> {
        let delegated = self.bench.person(behalf).map(|person| {
            let day = self.day();
            person.broken
                || people::delegates(
                    self.bench.process,
                    person,
                    &self.given.by,
                    &self.given.role,
                    day,
                ) != Some(false)
        });
        if delegated == Some(true) {
            return None;
        }
        let message = say!(
            en: "{behalf} had not delegated the role {role} to {deputy} on {day}", zh: "{behalf} 在 {day} 没有把“{role}”授权给 {deputy}",
            behalf = behalf, role = title, deputy = self.given.by, day = self.day()
        );
        Flaw::new(Rule::UnauthorisedSignoff, "behalf", message)
    }

    /// Someone outside must be on the list, and one of ours must have taken it down.
    fn outsider(&self, role: &str, from: &Compiled, field: usize) -> Option<Flaw> {
        let (bench, given) = (self.bench, self.given);
        if given.role != role {
            let message = say!(en: "the sign-off {signoff} is given as `{role}`", zh: "签批“{signoff}”的角色应为 `{role}`", signoff = self.signoff.clause.title, role = role);
            return Flaw::new(Rule::UnauthorisedSignoff, "role", message);
        }
        let known = outsiders(bench, self.record, from, field)?.contains(&given.by);
        if !known {
            let message = say!(
                en: "{by} is none of those who can give the sign-off {signoff}", zh: "{by}不在可给出签批“{signoff}”的人之列",
                by = given.by, signoff = self.signoff.clause.title
            );
            return Flaw::new(Rule::UnauthorisedSignoff, "by", message);
        }
        match given
            .recorded_by
            .as_deref()
            .map(|id| bench.person(id).is_some())
        {
            Some(true) => None,
            Some(false) => Flaw::new(
                Rule::UnauthorisedSignoff,
                "recorded_by",
                say!(en: "there is no person `{id}`", zh: "没有编号为 `{id}` 的人员", id = given.recorded_by.clone().unwrap_or_default()),
            ),
            None => Flaw::new(
                Rule::InvalidSignoff,
                "by",
                say!(en: "it doesn't say who took it down: add `recorded_by: …`", zh: "没有写明记录人：请补上 `recorded_by: …`"),
            ),
        }
    }

    /// Where only some people can give it, one of them did, or delegated it.
    fn one_of_few(&self) -> Option<Flaw> {
        if self.signoff.only_by.is_empty() {
            return None;
        }
        let mut few = Vec::new();
        for (_, expression) in &self.signoff.only_by {
            let value = self.bench.value(expression, self.record, None);
            if value.is_unknown() {
                return None;
            }
            few.extend(person_ids(self.bench, &value));
        }
        let signer = self.given.behalf.as_ref().unwrap_or(&self.given.by);
        if few.contains(signer) {
            return None;
        }
        let written: Vec<&str> = self
            .signoff
            .only_by
            .iter()
            .map(|(written, _)| written.as_str())
            .collect();
        let message = say!(
            en: "the sign-off {signoff} is given by {few} only, and {signer} is somebody else",
            zh: "签批“{signoff}”只能由 {few} 给出，而 {signer} 不是",
            signoff = self.signoff.clause.title,
            few = format!("`{}`", written.join("`, `")),
            signer = signer
        );
        Flaw::new(Rule::UnauthorisedSignoff, "by", message)
    }

    /// Nobody signs their own work where the process says so; nor does it help to delegate.
    fn own_work(&self) -> Option<Flaw> {
        for (written, expression) in &self.signoff.not_by {
            let value = self.bench.value(expression, self.record, None);
            let barred = person_ids(self.bench, &value);
            let signer = [Some(&self.given.by), self.given.behalf.as_ref()]
                .into_iter()
                .flatten();
            for id in signer {
                if barred.iter().any(|other| other == id) {
                    let name = self.bench.person(id).map_or_else(
                        || Phrase::same(id.clone()),
                        |person| self.bench.name(person),
                    );
                    let message = say!(
                        en: "{person} signed {signoff} and is its {relation}: nobody signs their own work", zh: "{person}是 {relation}，不能签批自己的“{signoff}”",
                        person = name, signoff = self.signoff.clause.title, relation = format!("`{written}`")
                    );
                    let help = say!(en: "have somebody else with the role sign", zh: "请另一位担任该角色的人签批");
                    let flaw = Flaw::new(Rule::SelfSignoff, "by", message);
                    return flaw.map(|flaw| Flaw {
                        help: Some(help),
                        ..flaw
                    });
                }
            }
        }
        None
    }

    /// A signature that is there holds, and one that is demanded is there.
    fn proof(&self) -> Option<Flaw> {
        let given = self.given;
        let sign = say!(
            en: "delete the file and have it given again: {deal} sign {path} {signoff} --role {role}",
            zh: "请删去该文件，重新签批：{deal} sign {path} {signoff} --role {role}",
            deal = self.bench.archive.command, path = given.on, signoff = given.signoff, role = given.role
        );
        let flaw = match proof::signed_once(self.bench, self.signoff, given) {
            Signed::By(_) => None,
            Signed::Forged(why) => Flaw::new(Rule::ForgedSignoff, "signature", why),
            Signed::No if self.signoff.proof == Proof::Signed => {
                let message = say!(
                    en: "the sign-off {signoff} must carry the signature of {signer}, and it has none", zh: "签批“{signoff}”须有 {signer} 的签名，却没有",
                    signoff = self.signoff.clause.title, signer = proof::signer(self.signoff, given)
                );
                Flaw::new(Rule::UnsignedSignoff, "by", message)
            }
            Signed::No => None,
        };
        flaw.map(|flaw| Flaw {
            help: Some(sign),
            ..flaw
        })
    }

    fn day(&self) -> NaiveDate {
        self.given.at.date
    }
}

/// The ids of the people in a value.
fn person_ids(bench: &Bench<'_>, value: &Val<'_>) -> Vec<String> {
    match value {
        Val::List(list) => list
            .values()
            .flat_map(|value| person_ids(bench, &value))
            .collect(),
        Val::Reference(_) | Val::Record(_) => value.key(bench).into_iter().collect(),
        _ => Vec::new(),
    }
}

/// The names of those outside who can give a sign-off; `None` where one can't be said.
pub fn outsiders(
    bench: &Bench<'_>,
    record: &Record,
    from: &Compiled,
    field: usize,
) -> Option<Vec<String>> {
    let Val::List(list) = bench.value(from, record, None) else {
        return None;
    };
    let mut names = Vec::new();
    for value in list.values() {
        names.extend(named(bench, &value, field)?);
    }
    Some(names)
}

/// The text of a field of a group or record; `None` where it can't be said.
fn named(bench: &Bench<'_>, value: &Val<'_>, field: usize) -> Option<Option<String>> {
    let (record, slots) = match value {
        Val::Group(group) => (group.record, group.slots),
        Val::Record(record) => (*record, &*record.slots),
        Val::Reference(to) => match bench.resolve(to.kind, to.id, to.from) {
            Found::Record(record) => (record, &*record.slots),
            Found::Missing => return Some(None),
            Found::Broken => return None,
        },
        _ => return None,
    };
    match &slots.get(field)?.value {
        Value::Text(text) => Some(Some(record.text(text).to_owned())),
        Value::Absent => Some(None),
        _ => None,
    }
}

/// The name of a sign-off's file, without `.yaml`.
pub fn file_name(process: &Process, record: &Record, given: &Statement) -> String {
    let shares = process
        .kind(record.kind)
        .outline
        .patterns
        .iter()
        .any(|pattern| pattern.shares_folder());
    let id = if shares {
        format!("{}.", record.id)
    } else {
        String::new()
    };
    let person = match given.recorded_by {
        // Names of people outside are no file names; the one who took it down is.
        Some(ref recorder) => recorder,
        None => &given.by,
    };
    format!("{id}{}.{}.{person}", given.signoff, given.role)
}

/// The `N` of a sign-off's file: 1 without one.
pub fn number(process: &Process, record: &Record, given: &Statement) -> u64 {
    let first = format!("{}.", file_name(process, record, given));
    let name = given.source.path.rsplit('/').next();
    name.and_then(|name| name.strip_prefix(&first)?.strip_suffix(".yaml"))
        .and_then(|number| number.parse().ok())
        .unwrap_or(1)
}
