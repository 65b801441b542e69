//! What differs between two states of a pipeline: one line that says it all, then each dossier.

use super::change::signed_money;
use super::{EventJson, Telling, heading, prefix, sentence};
use crate::finding::{Finding, Level};
use crate::history::{Crossing, DossierDiff, Outdated, PipelineDiff, Shift, What};
use crate::language::{Language, Phrase};
use crate::output::{json, json_text, markdown};
use crate::say;
use crate::value::Cell;
use serde::Serialize;
use std::io::{self, Write};

/// Forges refuse a comment of more than 65,536 characters.
const LONGEST: usize = 60_000;

/// What is told: a difference, and of what.
#[derive(Debug)]
pub struct Told<'t> {
    /// What differs.
    pub diff: &'t PipelineDiff,
    /// What the earlier state is: a commit's name.
    pub base: Option<String>,
    /// What the later state is: a commit's name, `index` or `worktree`.
    pub head: String,
    /// The day that both were judged at.
    pub today: String,
}

impl Told<'_> {
    /// Writes it for people.
    ///
    /// # Errors
    /// Only those of `out`.
    pub fn write(
        &self,
        telling: Telling,
        language: Language,
        out: &mut dyn Write,
    ) -> io::Result<()> {
        let summary = telling.text(&self.summary(), language);
        match telling {
            Telling::Text => writeln!(out, "{summary}")?,
            Telling::Markdown => writeln!(out, "### deal diff: {summary}")?,
        }
        let teller = Teller { telling, language };
        let dossiers: Vec<String> = self
            .diff
            .dossiers
            .iter()
            .map(|dossier| teller.dossier(dossier))
            .collect();
        let mut length = 0;
        let fits = |text: &&String| {
            length += text.chars().count();
            telling == Telling::Text || length <= LONGEST
        };
        let shown: Vec<&String> = dossiers.iter().take_while(fits).collect();
        for text in &shown {
            write!(out, "\n{text}")?;
        }
        if shown.len() < dossiers.len() {
            let more = say!(
                en: "The text is cut: {n} more.", zh: "内容过长，另有 {n} 处未列出。", n = dossiers.len() - shown.len()
            );
            writeln!(out, "\n{}", more.get(language))?;
        }
        let lists = [
            (
                &self.diff.definition,
                say!(en: "The process changed", zh: "流程定义有改动"),
            ),
            (&self.diff.others, say!(en: "Other files", zh: "其他文件")),
        ];
        for (paths, title) in lists {
            if !paths.is_empty() {
                write!(out, "\n{}", teller.paths(&title, paths))?;
            }
        }
        Ok(())
    }

    /// `2 dossiers changed; 1 sign-off void; 1 new error; forecast -120,000.00 CNY`
    fn summary(&self) -> Phrase {
        let dossiers = &self.diff.dossiers;
        let events = || dossiers.iter().flat_map(|dossier| &dossier.events);
        let introduced = || dossiers.iter().flat_map(|dossier| &dossier.introduced);
        let of_level = |level| {
            introduced()
                .filter(|finding| finding.level == level)
                .count()
        };
        let void = events()
            .filter(|event| matches!(event.what, What::Void(..)))
            .count();
        let stale = |confirmed: bool| {
            let outdated = events().filter(|event| match &event.what {
                What::Outdated(outdated) => {
                    outdated.replaced.is_none() && outdated.sending.confirmed.is_some() == confirmed
                }
                _ => false,
            });
            outdated.count()
        };
        let demanded: usize = dossiers.iter().map(|dossier| dossier.demanded.len()).sum();
        let mended: usize = dossiers.iter().map(|dossier| dossier.mended.len()).sum();
        let mut parts = vec![match dossiers.len() {
            0 => say!(en: "no record changed", zh: "没有记录改动"),
            1 => say!(en: "1 dossier changed", zh: "1 个档案有改动"),
            n => say!(en: "{n} dossiers changed", zh: "{n} 个档案有改动", n = n),
        }];
        let counts = [
            (
                void,
                say!(en: "sign-off void", zh: "个签批失效"),
                say!(en: "sign-offs void", zh: "个签批失效"),
            ),
            (
                stale(true),
                say!(en: "confirmed document gone stale", zh: "份已确认的单据过时"),
                say!(en: "confirmed documents gone stale", zh: "份已确认的单据过时"),
            ),
            (
                stale(false),
                say!(en: "sent document gone stale", zh: "份已发出的单据过时"),
                say!(en: "sent documents gone stale", zh: "份已发出的单据过时"),
            ),
            (
                demanded,
                say!(en: "sign-off newly demanded", zh: "个签批新需办理"),
                say!(en: "sign-offs newly demanded", zh: "个签批新需办理"),
            ),
            (
                of_level(Level::Error),
                say!(en: "new error", zh: "个新错误"),
                say!(en: "new errors", zh: "个新错误"),
            ),
            (
                of_level(Level::Warning),
                say!(en: "new warning", zh: "个新警告"),
                say!(en: "new warnings", zh: "个新警告"),
            ),
            (
                mended,
                say!(en: "mended", zh: "个问题已解决"),
                say!(en: "mended", zh: "个问题已解决"),
            ),
            (
                self.diff.definition.len(),
                say!(en: "file of the process changed", zh: "个流程文件有改动"),
                say!(en: "files of the process changed", zh: "个流程文件有改动"),
            ),
        ];
        for (count, one, many) in counts {
            if count > 0 {
                let what = if count == 1 { one } else { many };
                parts.push(say!(en: "{n} {what}", zh: "{n} {what}", n = count, what = what));
            }
        }
        parts.extend(
            self.diff
                .forecast
                .iter()
                .map(|shift| say!(en: "forecast {by}", zh: "预测 {by}", by = by(shift))),
        );
        Phrase::joined(&parts, "; ", "；")
    }

    /// Writes it for programs.
    ///
    /// # Errors
    /// Only those of `out`.
    pub fn write_json(&self, language: Language, out: &mut dyn Write) -> io::Result<()> {
        let document = Document {
            version: 1,
            today: &self.today,
            base: self.base.as_deref(),
            head: &self.head,
            summary: self.summary().get(language).to_owned(),
            forecast: self.diff.forecast.iter().map(ShiftJson::of).collect(),
            definition: &self.diff.definition,
            others: &self.diff.others,
            dossiers: self
                .diff
                .dossiers
                .iter()
                .map(|dossier| DossierJson::of(dossier, language))
                .collect(),
        };
        json_text::write(&document, out)
    }
}

/// Tells a dossier.
#[derive(Clone, Copy)]
struct Teller {
    telling: Telling,
    language: Language,
}

impl Teller {
    fn dossier(self, dossier: &DossierDiff) -> String {
        let subject = &dossier.subject;
        let head = self.telling.text(&heading(subject), self.language);
        let mut text = match self.telling {
            Telling::Text => format!("{head}\n"),
            Telling::Markdown => format!("**{head}**\n\n"),
        };
        for event in &dossier.events {
            let said = sentence(event, self.telling == Telling::Markdown);
            let said = match prefix(&event.subject, &subject.address) {
                Some(prefix) => {
                    say!(en: "{prefix}: {said}", zh: "{prefix}：{said}", prefix = prefix, said = said)
                }
                None => said,
            };
            self.line(
                &mut text,
                matches!(
                    event.what,
                    What::Void(..)
                        | What::LogRewritten
                        | What::Unreadable(_)
                        | What::DispatchRemoved(_)
                        | What::DispatchAltered(..)
                        | What::Outdated(Outdated { replaced: None, .. })
                ),
                &said,
            );
        }
        for crossing in &dossier.demanded {
            self.line(&mut text, true, &demanded(crossing, &subject.address));
        }
        for crossing in &dossier.released {
            self.line(&mut text, false, &released(crossing, &subject.address));
        }
        for finding in &dossier.introduced {
            self.line(&mut text, true, &introduced(finding));
        }
        for finding in &dossier.mended {
            let said = say!(en: "mended: {what} [{rule}]", zh: "已解决：{what} [{rule}]", what = finding.message, rule = finding.rule);
            self.line(&mut text, false, &said);
        }
        for shift in &dossier.forecast {
            let said = say!(
                en: "forecast: {before} → {after} ({by})", zh: "预测：{before} → {after}（{by}）",
                before = shift.before.grouped(), after = shift.after.grouped(), by = by(shift)
            );
            self.line(&mut text, false, &said);
        }
        text
    }

    /// What needs somebody to act stands out.
    fn line(self, text: &mut String, stands_out: bool, said: &Phrase) {
        let said = self.telling.text(said, self.language);
        let line = match (self.telling, stands_out) {
            (Telling::Text, true) => format!("  ! {said}\n"),
            (Telling::Text, false) => format!("    {said}\n"),
            (Telling::Markdown, true) => format!("- ⚠️ {said}\n"),
            (Telling::Markdown, false) => format!("- {said}\n"),
        };
        text.push_str(&line);
    }

    fn paths(self, title: &Phrase, paths: &[String]) -> String {
        const MOST: usize = 50;
        let title = title.get(self.language);
        let mut text = match self.telling {
            Telling::Text => format!("{title}\n"),
            Telling::Markdown => format!("**{title}**\n\n"),
        };
        for path in paths.iter().take(MOST) {
            let seen = crate::output::visible::line(path);
            match self.telling {
                Telling::Text => text.push_str(&format!("    {seen}\n")),
                Telling::Markdown => text.push_str(&format!("- {}\n", markdown::code(&seen))),
            }
        }
        if paths.len() > MOST {
            self.line(
                &mut text,
                false,
                &say!(en: "and {n} more", zh: "另有 {n} 个", n = paths.len() - MOST),
            );
        }
        text
    }
}

fn demanded(crossing: &Crossing, told: &str) -> Phrase {
    let said = say!(
        en: "the sign-off {title} of {who} is now needed", zh: "现在需要{who}的签批“{title}”", title = crossing.title, who = crossing.who
    );
    behind(crossing, told, said)
}

fn released(crossing: &Crossing, told: &str) -> Phrase {
    let said = say!(
        en: "the sign-off {title} of {who} is not needed any more", zh: "不再需要{who}的签批“{title}”", title = crossing.title, who = crossing.who
    );
    behind(crossing, told, said)
}

fn behind(crossing: &Crossing, told: &str, said: Phrase) -> Phrase {
    match prefix(&crossing.subject, told) {
        Some(prefix) => {
            say!(en: "{prefix}: {said}", zh: "{prefix}：{said}", prefix = prefix, said = said)
        }
        None => said,
    }
}

fn introduced(finding: &Finding) -> Phrase {
    match finding.level {
        Level::Error => {
            say!(en: "new error: {what} [{rule}]", zh: "新错误：{what} [{rule}]", what = finding.message, rule = finding.rule)
        }
        Level::Warning => {
            say!(en: "new warning: {what} [{rule}]", zh: "新警告：{what} [{rule}]", what = finding.message, rule = finding.rule)
        }
    }
}

/// `-120,000.00 CNY`
fn by(shift: &Shift) -> String {
    let signed = signed_money(&shift.before, &shift.after).unwrap_or_default();
    format!("{signed} {}", shift.after.currency.code())
}

#[derive(Serialize)]
struct Document<'d> {
    /// It rises when a key changes its meaning or goes, not when one comes.
    version: u32,
    today: &'d str,
    base: Option<&'d str>,
    head: &'d str,
    summary: String,
    forecast: Vec<ShiftJson>,
    definition: &'d [String],
    others: &'d [String],
    dossiers: Vec<DossierJson<'d>>,
}

#[derive(Serialize)]
struct DossierJson<'d> {
    record: &'d str,
    path: &'d str,
    kind: &'d str,
    name: &'d str,
    events: Vec<EventJson>,
    demanded: Vec<CrossingJson<'d>>,
    released: Vec<CrossingJson<'d>>,
    introduced: Vec<json::Finding<'d>>,
    mended: Vec<json::Finding<'d>>,
    forecast: Vec<ShiftJson>,
}

impl<'d> DossierJson<'d> {
    fn of(dossier: &'d DossierDiff, language: Language) -> DossierJson<'d> {
        let crossings = |all: &'d [Crossing]| {
            all.iter()
                .map(|crossing| CrossingJson {
                    record: &crossing.subject.address,
                    signoff: &crossing.signoff,
                    roles: &crossing.roles,
                })
                .collect()
        };
        let findings = |all: &'d [Finding]| {
            all.iter()
                .map(|finding| json::Finding::new(finding, language))
                .collect()
        };
        DossierJson {
            record: &dossier.subject.address,
            path: &dossier.subject.path,
            kind: dossier.subject.kind.get(language),
            name: dossier.subject.name.get(language),
            events: dossier
                .events
                .iter()
                .map(|event| EventJson::of(event, language))
                .collect(),
            demanded: crossings(&dossier.demanded),
            released: crossings(&dossier.released),
            introduced: findings(&dossier.introduced),
            mended: findings(&dossier.mended),
            forecast: dossier.forecast.iter().map(ShiftJson::of).collect(),
        }
    }
}

#[derive(Serialize)]
struct CrossingJson<'d> {
    record: &'d str,
    signoff: &'d str,
    roles: &'d [String],
}

#[derive(Serialize)]
struct ShiftJson {
    before: Cell,
    after: Cell,
}

impl ShiftJson {
    fn of(shift: &Shift) -> ShiftJson {
        ShiftJson {
            before: Cell::Money(shift.before),
            after: Cell::Money(shift.after),
        }
    }
}
