//! Giving a sign-off: which one, in which role, and the file that says so.

use super::ground::{Ground, Target};
use super::note::{Deed, Note};
use super::refusal::Refusal;
use super::{Change, Write};
use crate::check::{self, Bench, Intent};
use crate::expression::World;
use crate::form::Record;
use crate::language::Phrase;
use crate::process::block::nearest;
use crate::process::{Givers, Signoff};
use crate::records::{Dossier, Statement, folder};
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
    /// The record that is signed and the name of the sign-off: on the record at hand, or on one below it.
    ///
    /// # Errors
    /// There is none, or it could be several.
    pub fn find(&self, ground: &Ground<'_>, at: &Target) -> Result<(Target, String), Refusal> {
        // A broken record has its own refusal.
        ground.with(at, |_, _| Ok(()))?;
        ground.dossier(at, |archive, dossier| {
            let bench = Bench::new(archive, &dossier, ground.today);
            let choices = choices(&bench, &dossier, at);
            let (record, signoff) = match &self.signoff {
                Some(name) => self.named(ground, &bench, &choices, name)?,
                None => self.only(ground, &bench, &choices)?,
            };
            let target = Target {
                path: record.source.path.clone(),
                kind: record.kind,
            };
            Ok((target, signoff.clause.name.clone()))
        })
    }

    /// The sign-off of this name. One of the record itself comes first; of several below it, the one that is wanted.
    fn named<'c>(
        &self,
        ground: &Ground<'_>,
        bench: &Bench<'_>,
        choices: &[(bool, Choice<'c>)],
        name: &str,
    ) -> Result<Choice<'c>, Refusal> {
        let named = |own: bool| {
            let of_name = move |(is_own, (_, signoff)): &&(bool, Choice<'c>)| {
                *is_own == own && is_called(&signoff.clause.name, &signoff.clause.title, name)
            };
            let found = choices.iter().filter(of_name);
            found.map(|(_, choice)| *choice).collect::<Vec<_>>()
        };
        let mut found = named(true);
        if found.is_empty() {
            found = named(false);
        }
        if found.len() > 1 {
            let open = found.iter().filter(|(record, signoff)| {
                check::wanted(bench, record, signoff).is_none_or(|wanted| !wanted.is_empty())
            });
            let open: Vec<Choice<'c>> = open.copied().collect();
            found = match open.is_empty() {
                true => found,
                false => open,
            };
        }
        match found.as_slice() {
            [only] => Ok(*only),
            [] => Err(no_signoff(choices, name)),
            several => {
                let refusal = Refusal::new(
                    say!(en: "several records here have the sign-off `{name}`: say which", zh: "此处有多份记录有签批 `{name}`：请写明是哪一份", name = name),
                );
                Err(offer(ground, refusal, several))
            }
        }
    }

    /// The only sign-off that is wanted and that the person can give.
    fn only<'c>(
        &self,
        ground: &Ground<'_>,
        bench: &Bench<'_>,
        choices: &[(bool, Choice<'c>)],
    ) -> Result<Choice<'c>, Refusal> {
        let outside = self.by.is_some();
        let person = match &self.by {
            Some(name) => name,
            None => ground.giver()?,
        };
        let fits = |(record, signoff): &Choice<'c>| {
            let wanted = check::wanted(bench, record, signoff).unwrap_or_default();
            let mut roles = wanted.iter().flat_map(|wanted| &wanted.roles);
            matches!(signoff.by, Givers::Outside { .. }) == outside
                && roles.any(|giver| match (&self.behalf, outside) {
                    (None, false) => check::could_give(bench, record, signoff, &giver.role, person),
                    (Some(behalf), _) => {
                        check::principals(bench, person, &giver.role).contains(behalf)
                    }
                    (None, true) => giver.people.iter().any(|somebody| somebody.id == *person),
                })
        };
        let all = choices.iter().map(|(_, choice)| *choice);
        let found: Vec<Choice<'c>> = all.filter(fits).collect();
        match found.as_slice() {
            [only] => Ok(*only),
            [] => Err(Refusal::nothing(say!(
                en: "no sign-off is wanted here that {person} could give", zh: "此处没有需要 {person} 给出的签批", person = person
            ))
            .help(say!(en: "name the sign-off to give one all the same", zh: "仍要签批的，请写明签批名称"))),
            several => {
                let refusal = Refusal::new(
                    say!(en: "several sign-offs are wanted here: say which", zh: "此处有多项待给出的签批：请写明是哪一项"),
                );
                Err(offer(ground, refusal, several))
            }
        }
    }

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

/// The change that adds a statement's file. It writes nothing where the same person's sign-off of the same content
/// holds already.
pub fn change(
    ground: &Ground<'_>,
    bench: &Bench<'_>,
    record: &Record,
    signoff: &Signoff,
    given: &Statement,
) -> Change {
    let place = format!("{}signoffs/", folder(&record.source.path));
    let name = check::file_name(ground.process, record, given);
    let first = std::iter::once(format!("{name}.yaml"));
    let mut names = first.chain((2..u32::MAX).map(|number| format!("{name}.{number}.yaml")));
    let free = |name: &String| ground.files.at(&format!("{place}{name}")).is_err();
    let file = names.find(free).unwrap_or_default();
    let holds = check::holding(bench, record, signoff, &given.role);
    let known = holds.is_some_and(|held| {
        given.approved && (&held.by, &held.behalf) == (&given.by, &given.behalf)
    });
    let write = Write {
        path: format!("{place}{file}"),
        old: None,
        new: Some(given.text()),
    };
    Change {
        writes: if known { Vec::new() } else { vec![write] },
        note: Note {
            deed: Deed::Sign,
            record: record.address.clone(),
            summary: summary(bench, signoff, given, &file),
            body: given.comment.clone(),
        },
    }
}

fn summary(bench: &Bench<'_>, signoff: &Signoff, given: &Statement, file: &str) -> Phrase {
    let name = |id: &String| {
        let person = bench.person(id);
        person.map_or_else(|| Phrase::same(id.clone()), |person| bench.name(person))
    };
    let who = match &given.behalf {
        Some(behalf) => say!(
            en: "{who} for {behalf}", zh: "{who}代{behalf}", who = name(&given.by), behalf = name(behalf)
        ),
        None => name(&given.by),
    };
    let roles = &bench.process.pipeline.roles;
    let role = roles.iter().find(|role| role.name == given.role);
    let role = role.map_or_else(
        || Phrase::same(given.role.clone()),
        |role| role.title.clone(),
    );
    let title = &signoff.clause.title;
    match given.approved {
        true => say!(
            en: "{who} signs {signoff} as {role} (signoffs/{file})", zh: "{who}以“{role}”签批“{signoff}”（signoffs/{file}）",
            who = who, signoff = title, role = role, file = file
        ),
        false => say!(
            en: "{who} returns {signoff} as {role} (signoffs/{file})", zh: "{who}以“{role}”退回“{signoff}”（signoffs/{file}）",
            who = who, signoff = title, role = role, file = file
        ),
    }
}

/// The sign-offs on a record, and on those below it; with whether it is on the record itself.
fn choices<'c>(bench: &Bench<'c>, dossier: &'c Dossier, at: &Target) -> Vec<(bool, Choice<'c>)> {
    let below = |record: &&Record| bench.kind(record).outline.parent == Some(at.kind);
    let own = dossier
        .at(&at.path)
        .into_iter()
        .map(|record| (true, record));
    let records = own.chain(
        dossier
            .records
            .iter()
            .filter(below)
            .map(|record| (false, record)),
    );
    records
        .filter(|(_, record)| !record.broken)
        .flat_map(|(own, record)| {
            let signoffs = bench.kind(record).clauses.signoffs.iter();
            signoffs.map(move |signoff| (own, (record, signoff)))
        })
        .collect()
}

fn no_signoff(choices: &[(bool, Choice<'_>)], name: &str) -> Refusal {
    let mut known: Vec<&str> = choices
        .iter()
        .map(|(_, (_, signoff))| signoff.clause.name.as_str())
        .collect();
    known.sort_unstable();
    known.dedup();
    let refusal = Refusal::nothing(
        say!(en: "there is no sign-off `{name}` here", zh: "此处没有签批 `{name}`", name = name),
    );
    match nearest(name, known.iter().copied()) {
        Some(near) => {
            refusal.help(say!(en: "did you mean `{near}`?", zh: "是不是 `{near}`？", near = near))
        }
        None if known.is_empty() => refusal,
        None => refusal
            .help(say!(en: "known here: {all}", zh: "此处可用：{all}", all = known.join(", "))),
    }
}

fn offer(ground: &Ground<'_>, refusal: Refusal, choices: &[Choice<'_>]) -> Refusal {
    choices.iter().fold(refusal, |refusal, choice| {
        refusal.help(Phrase::same(command(ground, choice)))
    })
}

fn command(ground: &Ground<'_>, (record, signoff): &Choice<'_>) -> String {
    let (deal, path) = (ground.command, &record.source.path);
    format!("{deal} sign {path} {}", signoff.clause.name)
}

fn is_called(name: &str, title: &Phrase, asked: &str) -> bool {
    asked == name || asked == title.zh || asked.eq_ignore_ascii_case(&title.en)
}
