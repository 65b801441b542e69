//! Which sign-off is meant, and on which record.

use super::{Choice, Signing, command, is_called};
use crate::change::ground::{Ground, Target};
use crate::change::refusal::Refusal;
use crate::check::{self, Bench};
use crate::form::Record;
use crate::language::Phrase;
use crate::process::Givers;
use crate::process::block::nearest;
use crate::records::Dossier;
use crate::say;

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
