//! One record for people: its fields by title, lists as tables, what lies in its folder, who signed, what is due.

use super::story::heading;
use super::table::{Grid, Shrinks};
use super::{json_text, visible};
use crate::check::{Holds, State};
use crate::history::{Exception, Paper, Subject};
use crate::language::{Language, Phrase};
use crate::say;
use crate::value::{Cell, Member, Moment};
use chrono::NaiveDate;
use serde::{Serialize, Serializer};
use std::io::{self, Write};
use unicode_width::UnicodeWidthStr;

/// A record, and how it stands.
#[derive(Debug)]
pub struct Profile {
    /// The record.
    pub subject: Subject,
    /// The kind's name.
    pub kind: String,
    /// The day that is judged at.
    pub today: NaiveDate,
    /// Its stage, and since when it is there.
    pub stage: Option<(Cell, Option<NaiveDate>)>,
    /// The fields that are there, in the form's order.
    pub fields: Vec<Member>,
    /// The records in its folder.
    pub children: Vec<(Subject, Cell)>,
    /// Sign-offs on it and on those.
    pub papers: Vec<(Subject, Paper)>,
    /// Sign-offs that are missing: their name, and the fact.
    pub missing: Vec<(Option<String>, Phrase)>,
    /// Its deadlines.
    pub deadlines: Vec<Deadline>,
    /// Waivers.
    pub waivers: Vec<Exception>,
    /// Findings on it and on the records in its folder: errors, and warnings.
    pub findings: (usize, usize),
}

/// A term of a deadline.
#[derive(Debug)]
pub struct Deadline {
    /// Its name.
    pub name: String,
    /// What people call it; with the item's number where it runs for each.
    pub title: Phrase,
    /// When it began to run.
    pub from: Moment,
    /// When it is due.
    pub due: Moment,
    /// How it stands.
    pub state: State,
    /// Who is responsible.
    pub who: Option<Phrase>,
}

/// The state of a deadline, for programs and people.
fn state(state: State) -> (&'static str, Phrase) {
    match state {
        State::Running => ("running", say!(en: "running", zh: "进行中")),
        State::DueToday => ("due_today", say!(en: "due today", zh: "今日到期")),
        State::Met => ("met", say!(en: "met", zh: "按期完成")),
        State::MetLate => ("met_late", say!(en: "met late", zh: "逾期完成")),
        State::Missed => ("missed", say!(en: "missed", zh: "已错过")),
    }
}

/// How a sign-off stands, for programs and people.
fn standing(paper: &Paper) -> (&'static str, Phrase) {
    match &paper.holds {
        Holds::Good => ("good", say!(en: "good", zh: "有效")),
        Holds::Returned => ("returned", say!(en: "returned", zh: "已退回")),
        Holds::Stale(fields) => (
            "stale",
            say!(en: "void: {fields} changed", zh: "失效：{fields} 有改动", fields = fields.join(", ")),
        ),
        Holds::Flawed(why) => (
            "flawed",
            say!(en: "wrong: {why}", zh: "有误：{why}", why = why),
        ),
        Holds::Superseded => (
            "superseded",
            say!(en: "replaced by a later one", zh: "已被后来的签批取代"),
        ),
        Holds::Unknown => ("unknown", say!(en: "can't be said", zh: "无法判断")),
    }
}

impl Profile {
    /// Writes it for people.
    ///
    /// # Errors
    /// Only those of `out`.
    pub fn write(
        &self,
        language: Language,
        width: Option<usize>,
        out: &mut dyn Write,
    ) -> io::Result<()> {
        let mut page = Page {
            language,
            width,
            out,
        };
        let subject = &self.subject;
        page.line(&heading(subject))?;
        if let Some((stage, since)) = &self.stage {
            page.line(&match since {
                Some(since) => say!(
                    en: "{stage}, for {days} days (since {since})", zh: "{stage}，已 {days} 天（自 {since}）",
                    stage = stage.shown(), days = (self.today - *since).num_days(), since = since
                ),
                None => stage.shown(),
            })?;
        }
        writeln!(page.out)?;
        page.fields(&self.fields)?;
        self.write_children(&mut page)?;
        self.write_signoffs(&mut page)?;
        self.write_deadlines(&mut page)?;
        if !self.waivers.is_empty() {
            let rows = self.waivers.iter().map(|waiver| {
                vec![
                    Phrase::same(waiver.rule.clone()),
                    waiver.person.clone(),
                    Phrase::same(waiver.until.to_string()),
                    Phrase::same(waiver.reason.clone()),
                ]
            });
            let titles = [
                say!(en: "Rule", zh: "规则"),
                say!(en: "By", zh: "给出人"),
                say!(en: "Until", zh: "截止"),
                say!(en: "Reason", zh: "理由"),
            ];
            page.table(
                &say!(en: "Waivers", zh: "豁免"),
                titles.into(),
                rows.collect(),
            )?;
        }
        match self.findings {
            (0, 0) => Ok(()),
            (errors, warnings) => {
                writeln!(page.out)?;
                page.line(&say!(
                    en: "{errors} errors, {warnings} warnings: deal check {address}", zh: "{errors} 个错误、{warnings} 个警告：deal check {address}",
                    errors = errors, warnings = warnings, address = subject.address
                ))
            }
        }
    }

    fn write_children(&self, page: &mut Page<'_>) -> io::Result<()> {
        if self.children.is_empty() {
            return Ok(());
        }
        let rows = self.children.iter().map(|(child, dated)| {
            vec![
                child.kind.clone(),
                Phrase::same(child.address.clone()),
                dated.shown(),
            ]
        });
        let titles = [
            say!(en: "Kind", zh: "表单"),
            say!(en: "Address", zh: "编号"),
            say!(en: "Date", zh: "日期"),
        ];
        page.table(
            &say!(en: "Records", zh: "下级记录"),
            titles.into(),
            rows.collect(),
        )
    }

    fn write_signoffs(&self, page: &mut Page<'_>) -> io::Result<()> {
        if !self.papers.is_empty() {
            let mut papers: Vec<&(Subject, Paper)> = self.papers.iter().collect();
            papers.sort_by_cached_key(|(record, paper)| {
                let at = paper.at.to_string();
                (&record.address, &paper.name, &paper.role, at)
            });
            let rows = papers.into_iter().map(|(record, paper)| {
                vec![
                    Phrase::same(record.address.clone()),
                    paper.title.clone(),
                    paper.role_title.clone(),
                    paper.person.clone(),
                    Phrase::same(paper.at.to_string()),
                    standing(paper).1,
                ]
            });
            let titles = [
                say!(en: "Record", zh: "记录"),
                say!(en: "Sign-off", zh: "签批"),
                say!(en: "Role", zh: "角色"),
                say!(en: "Person", zh: "签批人"),
                say!(en: "When", zh: "时间"),
                say!(en: "Stands", zh: "状态"),
            ];
            page.table(
                &say!(en: "Sign-offs", zh: "签批"),
                titles.into(),
                rows.collect(),
            )?;
        }
        if !self.missing.is_empty() {
            page.heading(&say!(en: "Missing sign-offs", zh: "缺少的签批"))?;
            for (_, fact) in &self.missing {
                page.line(fact)?;
            }
        }
        Ok(())
    }

    fn write_deadlines(&self, page: &mut Page<'_>) -> io::Result<()> {
        if self.deadlines.is_empty() {
            return Ok(());
        }
        let rows = self.deadlines.iter().map(|deadline| {
            vec![
                deadline.title.clone(),
                Phrase::same(deadline.due.to_string()),
                state(deadline.state).1,
                deadline.who.clone().unwrap_or_default(),
            ]
        });
        let titles = [
            say!(en: "Deadline", zh: "期限"),
            say!(en: "Due", zh: "到期"),
            say!(en: "State", zh: "状态"),
            say!(en: "Responsible", zh: "责任人"),
        ];
        page.table(
            &say!(en: "Deadlines", zh: "期限"),
            titles.into(),
            rows.collect(),
        )
    }

    /// Writes it for programs.
    ///
    /// # Errors
    /// Only those of `out`.
    pub fn write_json(&self, language: Language, out: &mut dyn Write) -> io::Result<()> {
        json_text::write(
            &Document {
                profile: self,
                language,
            },
            out,
        )
    }
}

/// Where the text goes.
struct Page<'p> {
    language: Language,
    width: Option<usize>,
    out: &'p mut dyn Write,
}

impl Page<'_> {
    fn line(&mut self, phrase: &Phrase) -> io::Result<()> {
        writeln!(
            self.out,
            "{}",
            visible::line(phrase.get(self.language).trim_end())
        )
    }

    fn heading(&mut self, title: &Phrase) -> io::Result<()> {
        writeln!(self.out)?;
        let title = visible::line(title.get(self.language)).into_owned();
        writeln!(self.out, "{title}\n{}", "─".repeat(title.width()))
    }

    fn table(
        &mut self,
        heading: &Phrase,
        titles: Vec<Phrase>,
        rows: Vec<Vec<Phrase>>,
    ) -> io::Result<()> {
        self.heading(heading)?;
        let text = |phrase: Phrase| phrase.get(self.language).to_owned();
        // The last column says the most.
        let last = titles.len().saturating_sub(1);
        let kinds = (0..titles.len()).map(|at| {
            if at == last {
                Shrinks::Text
            } else {
                Shrinks::Never
            }
        });
        let rows = rows
            .into_iter()
            .map(|row| row.into_iter().map(text).collect());
        let grid = Grid::new(
            titles.into_iter().map(text).collect(),
            kinds.collect(),
            rows.collect(),
        );
        grid.write(self.width, self.out)
    }

    /// Short values below one another, then what needs more room.
    fn fields(&mut self, fields: &[Member]) -> io::Result<()> {
        let (short, long): (Vec<&Member>, Vec<&Member>) =
            fields.iter().partition(|field| is_short(&field.value));
        self.pairs(&short)?;
        for field in long {
            self.heading(&field.title)?;
            match &field.value {
                Cell::List(items) if items.iter().any(|item| matches!(item, Cell::Group(_))) => {
                    self.items(items)?
                }
                Cell::Group(members) => self.inner(members)?,
                value => {
                    let text = value.shown();
                    for line in text.get(self.language).lines() {
                        writeln!(self.out, "{}", visible::line(line))?;
                    }
                }
            }
        }
        Ok(())
    }

    /// The members of a group: short ones below one another, others on a line of their own.
    fn inner(&mut self, members: &[Member]) -> io::Result<()> {
        let (short, long): (Vec<&Member>, Vec<&Member>) =
            members.iter().partition(|member| is_short(&member.value));
        self.pairs(&short)?;
        for member in long {
            self.line(&say!(en: "{title}: {value}", zh: "{title}：{value}", title = member.title, value = member.value.shown()))?;
        }
        Ok(())
    }

    fn pairs(&mut self, fields: &[&Member]) -> io::Result<()> {
        let titles: Vec<String> = fields
            .iter()
            .map(|field| visible::line(field.title.get(self.language)).into_owned())
            .collect();
        let widest = titles.iter().map(|title| title.width()).max().unwrap_or(0);
        for (field, title) in fields.iter().zip(&titles) {
            let value = field.value.shown();
            let blanks = " ".repeat(widest - title.width() + 2);
            writeln!(
                self.out,
                "{title}{blanks}{}",
                visible::line(value.get(self.language))
            )?;
        }
        Ok(())
    }

    /// A list of maps, with a column for each field that some item has.
    fn items(&mut self, items: &[Cell]) -> io::Result<()> {
        let mut columns: Vec<(&str, &Phrase)> = Vec::new();
        let members = |item: &'_ Cell| -> Vec<Member> {
            match item {
                Cell::Group(members) => members.clone(),
                _ => Vec::new(),
            }
        };
        for item in items {
            if let Cell::Group(members) = item {
                for member in members {
                    if !columns.iter().any(|(name, _)| *name == member.name) {
                        columns.push((&member.name, &member.title));
                    }
                }
            }
        }
        let shown = |cell: &Cell| cell.shown().get(self.language).to_owned();
        let rows: Vec<Vec<String>> = items
            .iter()
            .map(|item| {
                let members = members(item);
                let value = |name: &str| members.iter().find(|member| member.name == name);
                columns
                    .iter()
                    .map(|(name, _)| {
                        value(name).map_or_else(String::new, |member| shown(&member.value))
                    })
                    .collect()
            })
            .collect();
        let kinds = columns.iter().map(|(name, _)| {
            let mut values = items
                .iter()
                .filter_map(|item| crate::history::member(item, name));
            let numbers = values
                .clone()
                .all(|cell| matches!(cell, Cell::Number(_) | Cell::Percent(_) | Cell::Money(_)));
            let texts = values.any(|cell| {
                matches!(
                    cell,
                    Cell::Text(_) | Cell::List(_) | Cell::Group(_) | Cell::File { .. }
                )
            });
            match (numbers, texts) {
                (true, _) => Shrinks::Number,
                (_, true) => Shrinks::Text,
                _ => Shrinks::Never,
            }
        });
        let titles = columns
            .iter()
            .map(|(_, title)| title.get(self.language).to_owned());
        Grid::new(titles.collect(), kinds.collect(), rows).write(self.width, self.out)
    }
}

/// Whether a value stands on one line.
fn is_short(cell: &Cell) -> bool {
    match cell {
        Cell::Text(text) | Cell::Broken(text) => {
            !text.trim_end().contains('\n') && text.chars().count() <= 100
        }
        Cell::List(items) => !items.iter().any(|item| matches!(item, Cell::Group(_))),
        Cell::Group(_) => false,
        _ => true,
    }
}

/// The record in JSON.
struct Document<'d> {
    profile: &'d Profile,
    language: Language,
}

impl Serialize for Document<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let (profile, language) = (self.profile, self.language);
        let text = |phrase: &Phrase| phrase.get(language).to_owned();
        let stage = profile.stage.as_ref().map(|(stage, since)| StageJson {
            name: stage,
            since: since.map(|since| since.to_string()),
            days: since.map(|since| (profile.today - since).num_days()),
        });
        let children = profile.children.iter().map(|(child, dated)| ChildJson {
            record: &child.address,
            path: &child.path,
            kind: text(&child.kind),
            name: text(&child.name),
            dated,
        });
        let papers = profile.papers.iter().map(|(record, paper)| PaperJson {
            record: &record.address,
            signoff: &paper.name,
            role: &paper.role,
            by: &paper.by,
            at: paper.at.to_string(),
            approved: paper.approved,
            comment: paper.comment.as_deref(),
            state: standing(paper).0,
            changed: match &paper.holds {
                Holds::Stale(fields) => fields,
                _ => &[],
            },
        });
        let missing = profile.missing.iter().map(|(signoff, fact)| MissingJson {
            signoff: signoff.as_deref(),
            message: text(fact),
        });
        let deadlines = profile.deadlines.iter().map(|deadline| DeadlineJson {
            name: &deadline.name,
            title: text(&deadline.title),
            from: deadline.from.to_string(),
            due: deadline.due.to_string(),
            state: state(deadline.state).0,
            who: deadline.who.as_ref().map(text),
        });
        let waivers = profile.waivers.iter().map(|waiver| WaiverJson {
            rule: &waiver.rule,
            subject: waiver.subject.as_deref(),
            by: text(&waiver.person),
            until: waiver.until.to_string(),
            reason: &waiver.reason,
        });
        ProfileJson {
            version: 1,
            today: profile.today.to_string(),
            record: &profile.subject.address,
            path: &profile.subject.path,
            kind: &profile.kind,
            name: text(&profile.subject.name),
            stage,
            fields: Cell::Group(profile.fields.clone()),
            children: children.collect(),
            signoffs: papers.collect(),
            missing_signoffs: missing.collect(),
            deadlines: deadlines.collect(),
            waivers: waivers.collect(),
            errors: profile.findings.0,
            warnings: profile.findings.1,
        }
        .serialize(serializer)
    }
}

#[derive(Serialize)]
struct ProfileJson<'p> {
    /// It rises when a key changes its meaning or goes, not when one comes.
    version: u32,
    today: String,
    record: &'p str,
    path: &'p str,
    kind: &'p str,
    name: String,
    stage: Option<StageJson<'p>>,
    fields: Cell,
    children: Vec<ChildJson<'p>>,
    signoffs: Vec<PaperJson<'p>>,
    missing_signoffs: Vec<MissingJson<'p>>,
    deadlines: Vec<DeadlineJson<'p>>,
    waivers: Vec<WaiverJson<'p>>,
    errors: usize,
    warnings: usize,
}

#[derive(Serialize)]
struct StageJson<'p> {
    name: &'p Cell,
    since: Option<String>,
    days: Option<i64>,
}

#[derive(Serialize)]
struct ChildJson<'p> {
    record: &'p str,
    path: &'p str,
    kind: String,
    name: String,
    dated: &'p Cell,
}

#[derive(Serialize)]
struct PaperJson<'p> {
    record: &'p str,
    signoff: &'p str,
    role: &'p str,
    by: &'p str,
    at: String,
    approved: bool,
    comment: Option<&'p str>,
    state: &'static str,
    changed: &'p [String],
}

#[derive(Serialize)]
struct MissingJson<'p> {
    signoff: Option<&'p str>,
    message: String,
}

#[derive(Serialize)]
struct DeadlineJson<'p> {
    name: &'p str,
    title: String,
    from: String,
    due: String,
    state: &'static str,
    who: Option<String>,
}

#[derive(Serialize)]
struct WaiverJson<'p> {
    rule: &'p str,
    subject: Option<&'p str>,
    by: String,
    until: String,
    reason: &'p str,
}
