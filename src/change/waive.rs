//! Waiving a rule on a record: the file that says so, for what stands against the record now.

use super::ground::{Ground, Target};
use super::note::{Deed, Note};
use super::refusal::Refusal;
use super::{Change, Write};
use crate::check;
use crate::files::Overlay;
use crate::finding::Finding;
use crate::language::Phrase;
use crate::process::block::nearest;
use crate::process::{Kind, Process};
use crate::records::{Furniture, Listing, Reader, Waiver, folder};
use crate::rules::Rule;
use crate::say;
use crate::text::{self, Plant};
use crate::value::{Length, Moment};
use chrono::NaiveDate;

/// What is to be waived, and why.
#[derive(Clone, Debug)]
pub struct Waiving {
    /// The rule; the name of the deadline, gate or field that it is about will do too.
    pub rule: String,
    /// What of it, where several things are wrong.
    pub subject: Option<String>,
    /// Why.
    pub reason: String,
    /// How long.
    pub until: Until,
}

/// How long a waiver lasts.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Until {
    /// Up to and with this day.
    Day(NaiveDate),
    /// So long from the day that is judged at.
    After(Length),
}

impl Waiving {
    /// The change that waives it on the record at hand.
    ///
    /// # Errors
    /// The rule isn't there or can't be waived, nothing is to be excused, or the process lets this person waive nothing,
    /// or not for so long.
    pub fn change(&self, ground: &Ground<'_>, target: &Target) -> Result<Change, Refusal> {
        let by = ground.giver()?;
        known(ground.process, &self.rule)?;
        let excused = self.excused(ground, target)?;
        let until = self.last_day(ground, target)?;
        let path = free_path(ground, target, &excused)?;
        let reason = self.reason.trim();
        let subject = excused.subject.as_ref();
        let fields = [
            Some(("rule", Plant::Text(excused.rule.to_string()))),
            subject.map(|subject| ("subject", Plant::Text(subject.clone()))),
            Some(("on", Plant::Text(target.path.clone()))),
            Some(("reason", Plant::Text(reason.to_owned()))),
            Some(("by", Plant::Text(by.to_owned()))),
            Some(("at", Plant::Literal(ground.today.to_string()))),
            Some(("until", Plant::Literal(until.to_string()))),
        ];
        let fields = fields.into_iter().flatten();
        let fields = fields.map(|(name, value)| (name.to_owned(), value));
        let text = text::document(&Plant::Map(fields.collect()), None);
        allowed(ground, target, &path, &text)?;
        let what = name_of(&excused);
        let record = ground.with(target, |_, record| Ok(record.address.clone()))?;
        let note = Note {
            deed: Deed::Waive,
            record,
            summary: say!(en: "waive {what} until {day}", zh: "豁免 {what}，至 {day}", what = what, day = until),
            body: Some(reason.to_owned()),
        };
        let write = Write {
            path,
            old: None,
            new: Some(text),
        };
        Ok(Change {
            writes: vec![write],
            note,
        })
    }

    fn last_day(&self, ground: &Ground<'_>, target: &Target) -> Result<NaiveDate, Refusal> {
        match self.until {
            Until::Day(day) => Ok(day),
            Until::After(length) => ground.with(target, |bench, _| {
                let end = bench.after(Moment::day(ground.today), length);
                end.map(|end| end.date).ok_or_else(|| {
                    Refusal::new(say!(en: "the calendar doesn't reach so far: give a day", zh: "日历没有覆盖到那时：请写具体日期"))
                })
            }),
        }
    }

    /// The finding that is excused: of those that may be, the only one that was meant.
    fn excused(&self, ground: &Ground<'_>, target: &Target) -> Result<Finding, Refusal> {
        let keys = self.rule == Rule::DuplicateRecord.name();
        let mut standing = ground.dossier(target, |archive, dossier| {
            check::waivable(archive, &dossier, &target.path, ground.today, keys)
        });
        let meant = |finding: &Finding| match &self.subject {
            Some(subject) => finding.rule == self.rule && finding.subject.as_ref() == Some(subject),
            None => finding.rule == self.rule || finding.subject.as_ref() == Some(&self.rule),
        };
        standing.dedup_by(|one, two| (&one.rule, &one.subject) == (&two.rule, &two.subject));
        let named: Vec<&Finding> = standing.iter().filter(|finding| meant(finding)).collect();
        if let [only] = named.as_slice() {
            return Ok((*only).clone());
        }
        let offered = match named.is_empty() {
            true => standing.iter().collect(),
            false => named.clone(),
        };
        let asked = match &self.subject {
            Some(subject) => format!("{} {subject}", self.rule),
            None => self.rule.clone(),
        };
        let refusal = match (named.is_empty(), offered.is_empty()) {
            (true, true) => Refusal::nothing(
                say!(en: "nothing that could be waived stands against {path}", zh: "{path} 没有可豁免的问题", path = target.path),
            ),
            (true, false) => Refusal::nothing(
                say!(en: "a waiver of `{asked}` would excuse nothing on {path}", zh: "{path} 没有需要豁免 `{asked}` 的问题", asked = asked, path = target.path),
            ),
            (false, _) => Refusal::new(
                say!(en: "`{asked}` stands for several things on {path}: say which", zh: "{path} 有多处 `{asked}`：请写明是哪一处", asked = asked, path = target.path),
            ),
        };
        let offer =
            |refusal: Refusal, finding: &&Finding| refusal.help(command(ground, target, finding));
        Err(offered.iter().fold(refusal, offer))
    }
}

/// The command that waives a finding.
fn command(ground: &Ground<'_>, target: &Target, finding: &Finding) -> Phrase {
    let message = finding.clone().shown().message;
    say!(
        en: "{deal} waive {path} {what} --reason … --until \"30 days\"   ({message})",
        zh: "{deal} waive {path} {what} --reason … --until \"30 days\"   （{message}）",
        deal = ground.command, path = target.path, what = name_of(finding), message = message
    )
}

/// The rule and the subject, as the command takes them.
fn name_of(finding: &Finding) -> String {
    match &finding.subject {
        Some(subject) => format!("{} {subject}", finding.rule),
        None => finding.rule.to_string(),
    }
}

/// A misspelt rule is no rule that has nothing to excuse.
fn known(process: &Process, rule: &str) -> Result<(), Refusal> {
    let fields = || {
        process
            .kinds
            .iter()
            .flat_map(|kind| &kind.outline.shape.fields)
    };
    if Rule::named(rule).is_some()
        || process.kinds.iter().any(|kind| kind.has_clause(rule))
        || fields().any(|field| field.name == rule)
    {
        return match check::rule_flaw(process, rule).filter(|_| Rule::named(rule).is_some()) {
            Some((message, help)) => {
                Err(help.into_iter().fold(Refusal::new(message), Refusal::help))
            }
            None => Ok(()),
        };
    }
    let engine = Rule::ALL.iter().map(|rule| rule.name());
    let clauses = process.kinds.iter().flat_map(Kind::clause_names);
    let refusal = Refusal::nothing(
        say!(en: "there is no rule `{name}`", zh: "没有规则 `{name}`", name = rule),
    );
    Err(match nearest(rule, engine.chain(clauses)) {
        Some(near) => refusal.help(say!(en: "did you mean `{near}`?", zh: "是不是 `{near}`？", near = near)),
        None => refusal.help(say!(en: "`{deal} explain` lists all rules", zh: "用 `{deal} explain` 列出所有规则", deal = "deal")),
    })
}

/// Refuses a waiver that the process doesn't allow.
fn allowed(ground: &Ground<'_>, target: &Target, path: &str, text: &str) -> Result<(), Refusal> {
    let mut after = Overlay::new(ground.files);
    after.put(path, Some(text.as_bytes().to_vec()));
    let listing = Listing::live(&after, Furniture::of(ground.process));
    let (waiver, findings) = Waiver::read(&mut Reader::new(ground.process, &listing), path);
    if let Some(finding) = findings.into_iter().next() {
        return Err(Refusal::new(finding.message));
    }
    let Some(waiver) = waiver else {
        return Ok(());
    };
    ground.with(target, |bench, _| {
        match check::waiver_flaw(bench, &waiver) {
            Some((_, message, help)) => {
                Err(help.into_iter().fold(Refusal::new(message), Refusal::help))
            }
            None => Ok(()),
        }
    })
}

/// A path that nothing has yet: `waivers/RULE-SUBJECT.yaml` in the record's folder.
fn free_path(ground: &Ground<'_>, target: &Target, excused: &Finding) -> Result<String, Refusal> {
    let outline = &ground.process.kind(target.kind).outline;
    // Where records share a folder, the name says whose it is.
    let shares = outline
        .patterns
        .iter()
        .any(|pattern| pattern.shares_folder());
    let id = match shares {
        true => ground.with(target, |_, record| Ok(format!("{}.", record.id)))?,
        false => String::new(),
    };
    let name: String = name_of(excused)
        .split(|c: char| !c.is_ascii_alphanumeric() && c != '_')
        .filter(|part| !part.is_empty())
        .collect::<Vec<_>>()
        .join("-");
    let start = format!("{}waivers/{id}{name}", folder(&target.path));
    let names = std::iter::once(format!("{start}.yaml"));
    let numbered = (2..u32::MAX).map(|number| format!("{start}.{number}.yaml"));
    let free = |path: &String| ground.files.at(path).is_err();
    Ok(names.chain(numbered).find(free).unwrap_or_default())
}
