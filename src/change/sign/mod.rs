//! Giving a sign-off: which one, in which role, and the file that says so.

mod choice;
mod file;

pub use file::change;

use super::ground::Ground;
use super::refusal::Refusal;
use crate::check::{self, Bench, Intent};
use crate::expression::World;
use crate::form::Record;
use crate::language::Phrase;
use crate::process::{Givers, Signoff};
use crate::records::Statement;
use crate::say;
use crate::value::Moment;

/// What is to be signed, and what is said.
#[derive(Clone, Debug, Default)]
pub struct Signing {
    /// Name or title of the sign-off; without it, the only one that the person can give and that is wanted.
    pub signoff: Option<String>,
    /// Name or title of the role; without it, the only one that fits.
    pub role: Option<String>,
    /// Name of someone outside who gave it.
    pub by: Option<String>,
    /// When; without it, now.
    pub at: Option<Moment>,
    /// The content is returned, with this comment.
    pub returned: Option<String>,
    /// A comment.
    pub comment: Option<String>,
    /// The person who delegated the role.
    pub behalf: Option<String>,
    /// Who took down what someone outside said; without it, the person who makes the change.
    pub recorded_by: Option<String>,
    /// Path of what shows what someone outside said.
    pub evidence: Option<String>,
}

/// A sign-off on a record.
type Choice<'c> = (&'c Record, &'c Signoff);

impl Signing {
    /// The statement about the record as it is now.
    ///
    /// # Errors
    /// The person can't give it, or it isn't known in which role.
    pub fn draft(
        &self,
        ground: &Ground<'_>,
        bench: &Bench<'_>,
        record: &Record,
        signoff: &Signoff,
    ) -> Result<Statement, Refusal> {
        let intent = self.intent(ground, signoff)?;
        let role = match (&signoff.by, &self.role) {
            (Givers::Outside { role, .. }, None) => role.clone(),
            (_, Some(role)) => self.role_called(ground, role),
            (_, None) => self.only_role(ground, bench, record, signoff, &intent)?,
        };
        Ok(check::draft(
            bench,
            record,
            signoff,
            Intent { role, ..intent },
        )?)
    }

    /// What is said, still without a role.
    fn intent(&self, ground: &Ground<'_>, signoff: &Signoff) -> Result<Intent, Refusal> {
        let outside = matches!(signoff.by, Givers::Outside { .. });
        let title = &signoff.clause.title;
        let by = match (&self.by, outside) {
            (Some(name), true) => name.clone(),
            (None, true) => {
                return Err(Refusal::new(
                    say!(en: "{signoff} is given by someone outside: who was it?", zh: "“{signoff}”由外部人员给出：是哪位？", signoff = title),
                )
                .help(say!(en: "name them: --by NAME, with --evidence FILE where there is one", zh: "请写明 --by 姓名，有凭据的加上 --evidence 文件")));
            }
            (Some(_), false) => {
                return Err(Refusal::new(
                    say!(en: "{signoff} is given by our own people: `--by` is for someone outside", zh: "“{signoff}”由内部人员给出：`--by` 只用于外部人员", signoff = title),
                )
                .help(say!(en: "say who you are with `--as PERSON`", zh: "用 `--as 编号` 说明您是谁")));
            }
            (None, false) => ground.giver()?.to_owned(),
        };
        let recorded_by = match (&self.recorded_by, outside) {
            (Some(recorder), _) => Some(recorder.clone()),
            (None, true) => Some(ground.giver()?.to_owned()),
            (None, false) => None,
        };
        Ok(Intent {
            role: String::new(),
            by,
            at: Some(self.at.unwrap_or(ground.now)),
            returns: self.returned.is_some(),
            comment: self.returned.as_ref().or(self.comment.as_ref()).cloned(),
            behalf: self.behalf.clone(),
            recorded_by,
            evidence: self.evidence.clone(),
        })
    }

    fn role_called(&self, ground: &Ground<'_>, name: &str) -> String {
        let mut roles = ground.process.pipeline.roles.iter();
        let found = roles.find(|role| is_called(&role.name, &role.title, name));
        found.map_or_else(|| name.to_owned(), |role| role.name.clone())
    }

    /// The only role that fits; of several, the only one that is wanted.
    fn only_role(
        &self,
        ground: &Ground<'_>,
        bench: &Bench<'_>,
        record: &Record,
        signoff: &Signoff,
        intent: &Intent,
    ) -> Result<String, Refusal> {
        let attempt = |role: &String| {
            let role = role.clone();
            check::draft(
                bench,
                record,
                signoff,
                Intent {
                    role,
                    ..intent.clone()
                },
            )
        };
        let admitted = check::admitted(bench, record, signoff);
        let mut fitting: Vec<&String> = admitted.iter().map(|(name, _)| name).collect();
        fitting.retain(|role| attempt(role).is_ok());
        if fitting.len() > 1 {
            let wanted = check::wanted(bench, record, signoff).unwrap_or_default();
            let roles: Vec<&String> = wanted
                .iter()
                .flat_map(|wanted| wanted.roles.iter().map(|giver| &giver.role))
                .collect();
            let open: Vec<&String> = fitting
                .iter()
                .copied()
                .filter(|role| roles.contains(role))
                .collect();
            if !open.is_empty() {
                fitting = open;
            }
        }
        match fitting.as_slice() {
            [only] => Ok((*only).clone()),
            [] => Err(self.unfit(ground, bench, &(record, signoff), intent, &admitted)),
            several => {
                let refusal = Refusal::new(say!(
                    en: "{person} could give {signoff} in several roles: say which", zh: "{person} 可以多个角色给出“{signoff}”：请写明角色",
                    person = intent.by, signoff = signoff.clause.title
                ));
                let command = command(ground, &(record, signoff));
                Err(several.iter().fold(refusal, |refusal, role| {
                    refusal.help(Phrase::same(format!("{command} --role {role}")))
                }))
            }
        }
    }

    /// Why no role fits: what speaks against the only role that the person holds, or that they hold none.
    fn unfit(
        &self,
        ground: &Ground<'_>,
        bench: &Bench<'_>,
        choice: &Choice<'_>,
        intent: &Intent,
        admitted: &[(String, Phrase)],
    ) -> Refusal {
        let (record, signoff) = choice;
        let day = intent.at.map_or(ground.today, |at| at.date);
        let person = bench.person(&intent.by);
        let held: Vec<&(String, Phrase)> = admitted
            .iter()
            .filter(|(role, _)| {
                person.is_some_and(|person| {
                    check::holds(ground.process, person, role, day) == Some(true)
                })
            })
            .collect();
        let told = match (held.as_slice(), admitted) {
            ([held, ..], _) => Some(*held),
            ([], [only]) => Some(only),
            _ => None,
        };
        let refusal = told.and_then(|(role, _)| {
            let intent = Intent {
                role: role.clone(),
                ..intent.clone()
            };
            check::draft(bench, record, signoff, intent).err()
        });
        let refusal = refusal.map(Refusal::from).unwrap_or_else(|| {
            let titles = |pick: fn(&Phrase) -> &str, between: &str| {
                let titles: Vec<&str> = admitted.iter().map(|(_, title)| pick(title)).collect();
                titles.join(between)
            };
            let roles = Phrase {
                en: titles(|title| &title.en, ", "),
                zh: titles(|title| &title.zh, "、"),
            };
            let name = person.map_or_else(|| Phrase::same(intent.by.clone()), |person| bench.name(person));
            Refusal::new(say!(
                en: "{person} holds none of the roles that give {signoff}: {roles}", zh: "{person}不担任可给出“{signoff}”的角色：{roles}",
                person = name, signoff = signoff.clause.title, roles = roles
            ))
        });
        if self.behalf.is_some() || !held.is_empty() {
            return refusal;
        }
        let refusal = who_could(bench, choice)
            .into_iter()
            .fold(refusal, Refusal::help);
        let command = command(ground, choice);
        let delegated = admitted.iter().flat_map(|(role, _)| {
            let principals = check::principals(bench, &intent.by, role).into_iter();
            principals.map(move |principal| (role, principal))
        });
        delegated.fold(refusal, |refusal, (role, principal)| {
            refusal.help(Phrase::same(format!(
                "{command} --role {role} --behalf {principal}"
            )))
        })
    }
}

/// Who could give what is wanted of a sign-off, by role.
fn who_could(bench: &Bench<'_>, (record, signoff): &Choice<'_>) -> Vec<Phrase> {
    let wanted = check::wanted(bench, record, signoff).unwrap_or_default();
    let givers = wanted.iter().flat_map(|wanted| &wanted.roles);
    givers
        .filter(|giver| !giver.people.is_empty())
        .map(|giver| {
            let names = |pick: fn(&Phrase) -> &str, between: &str| {
                let names = giver.people.iter().map(|somebody| pick(&somebody.name));
                names.collect::<Vec<_>>().join(between)
            };
            let names = Phrase {
                en: names(|name| &name.en, ", "),
                zh: names(|name| &name.zh, "、"),
            };
            say!(en: "{role}: {names}", zh: "{role}：{names}", role = giver.title, names = names)
        })
        .collect()
}

fn command(ground: &Ground<'_>, (record, signoff): &Choice<'_>) -> String {
    let (deal, path) = (ground.command, &record.source.path);
    format!("{deal} sign {path} {}", signoff.clause.name)
}

fn is_called(name: &str, title: &Phrase, asked: &str) -> bool {
    asked == name || title.says(asked)
}
