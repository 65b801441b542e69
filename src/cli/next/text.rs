//! What a record needs next, for people.

use crate::change::{Outlook, Passage, Standing, Step, Waiting};
use crate::check::{Asked, Giver, Lack, Pending, Wanted};
use crate::finding::Finding;
use crate::language::{Language, Phrase};
use crate::output::visible;
use crate::say;
use crate::value::{Length, Unit};
use chrono::NaiveDate;
use unicode_width::UnicodeWidthStr;

/// What one record needs.
pub fn one(outlook: &Outlook, today: NaiveDate, language: Language) -> String {
    let say = |phrase: &Phrase| visible::line(phrase.get(language)).into_owned();
    let mut text = String::new();
    let mut line = |phrase: Phrase| text.extend([&*say(&phrase), "\n"]);
    line(say!(
        en: "{name} ({kind} {record})", zh: "{name}（{kind} {record}）",
        name = outlook.name, kind = outlook.kind.1, record = outlook.record
    ));
    if let Some(standing) = &outlook.stage {
        line(of_stage(standing));
    }
    if let Some(passage) = &outlook.passage {
        text.push_str(&of_passage(passage, language));
    }
    if !outlook.signoffs.is_empty() {
        let heading = say!(en: "Sign-offs that are wanted", zh: "待给出的签批");
        text.push_str(&format!("\n{}\n", heading.get(language)));
        text.push_str(&steps(&outlook.signoffs, language));
    }
    if !outlook.dues.is_empty() {
        text.push_str(&format!(
            "\n{}\n",
            say!(en: "Due", zh: "期限").get(language)
        ));
        let rows = outlook.dues.iter().map(|due| {
            let of = match due.record == outlook.record {
                true => String::new(),
                false => say(&due.of),
            };
            let who = due.who.as_ref().map(say).unwrap_or_default();
            vec![
                due.due.to_string(),
                left(due, today, language),
                say(&due.title),
                of,
                who,
            ]
        });
        text.push_str(&columns(&rows.collect::<Vec<_>>()));
    }
    if !outlook.wrong.is_empty() {
        let heading = say!(en: "Wrong already", zh: "已有的问题");
        text.push_str(&format!("\n{}\n", say(&heading)));
        let findings = outlook.wrong.iter();
        findings.for_each(|finding| text.push_str(&brought(finding, language)));
    }
    if let Some(passage) = &outlook.passage {
        text.push_str(&format!(
            "\n{}\n",
            say(&conclusion(passage, outlook.open()))
        ));
    } else if outlook.signoffs.is_empty() && outlook.dues.is_empty() && outlook.wrong.is_empty() {
        let said = say!(en: "Nothing is due or wanted.", zh: "没有到期或待办的事项。");
        text.push_str(&format!("\n{}\n", said.get(language)));
    }
    text
}

/// A line for each of a person's own records.
pub fn list(outlooks: &[Outlook], today: NaiveDate, language: Language) -> String {
    let say = |phrase: &Phrase| visible::line(phrase.get(language)).into_owned();
    let rows = outlooks.iter().map(|outlook| {
        let stage = outlook
            .stage
            .as_ref()
            .map_or_else(|| say(&outlook.kind.1), |standing| say(&standing.stage.1));
        let days = outlook
            .stage
            .as_ref()
            .and_then(|standing| standing.stay.as_ref());
        let days = days.map(|stay| say!(en: "{days} d", zh: "{days} 天", days = stay.days));
        let open = match outlook.open() {
            0 => Phrase::same(""),
            open => say!(en: "{open} open", zh: "{open} 项未完成", open = open),
        };
        let due = outlook.nearest();
        let day = due.map(|due| due.due.date.to_string()).unwrap_or_default();
        let nearest = due.map(|due| format!("{} {}", say(&due.title), left(due, today, language)));
        vec![
            outlook.record.clone(),
            stage,
            days.as_ref().map(say).unwrap_or_default(),
            say(&open),
            day,
            nearest.unwrap_or_default(),
            say(&outlook.name),
        ]
    });
    let text = columns(&rows.collect::<Vec<_>>());
    text.lines()
        .map(|line| format!("{}\n", line.trim_start()))
        .collect()
}

/// What waits for a person's sign-off, the record first.
pub fn inbox(waiting: &[Waiting], language: Language) -> String {
    if waiting.is_empty() {
        return String::new();
    }
    let say = |phrase: &Phrase| visible::line(phrase.get(language)).into_owned();
    let rows = waiting.iter().map(|one| {
        let (title, role) = (&one.signoff.1, &one.role.1);
        let what = say!(en: "{title}: {role}", zh: "{title}：{role}", title = title, role = role);
        let what = match &one.lack {
            Lack::Void(_, titles) => say!(en: "{what}, void: {titles} changed", zh: "{what}，已失效：{titles}有改动", what = what, titles = titles),
            Lack::Returned(day) => say!(en: "{what}, returned on {day}", zh: "{what}，{day} 已退回", what = what, day = day),
            Lack::Missing | Lack::Flawed => what,
        };
        vec![say(&one.record.1), say(&what), one.command.clone()]
    });
    let heading = say!(en: "Waiting for your sign-off", zh: "等待您签批");
    format!("{}\n{}", say(&heading), columns(&rows.collect::<Vec<_>>()))
}

fn of_stage(standing: &Standing) -> Phrase {
    let title = &standing.stage.1;
    let Some(stay) = &standing.stay else {
        return say!(en: "Stage: {stage}", zh: "阶段：{stage}", stage = title);
    };
    let days = Length {
        count: u32::try_from(stay.days).unwrap_or_default(),
        unit: Unit::Days,
    };
    let stage = say!(
        en: "Stage: {stage}, since {day}, {days}", zh: "阶段：{stage}，{day} 进入，已 {days}",
        stage = title, day = stay.entered.date, days = days.phrase()
    );
    match &stay.longest {
        Some((longest, end)) => say!(
            en: "{stage}; {longest} at the longest, until {end}", zh: "{stage}；最长 {longest}，至 {end}",
            stage = stage, longest = longest.phrase(), end = end
        ),
        None => stage,
    }
}

fn of_passage(passage: &Passage, language: Language) -> String {
    let say = |phrase: &Phrase| visible::line(phrase.get(language)).into_owned();
    let next = say!(en: "Next stage: {stage}", zh: "下一阶段：{stage}", stage = passage.to.1);
    let mut text = format!("{}\n", say(&next));
    for gate in &passage.gates {
        let heading = say!(en: "{gate} ({name})", zh: "{gate}（{name}）", gate = gate.gate.1, name = gate.gate.0);
        text.push_str(&format!("\n{}\n", say(&heading)));
        text.push_str(&steps(&gate.steps, language));
    }
    if !passage.breaks.is_empty() {
        let heading = say!(en: "What else the move would bring", zh: "此外，推进后会出现");
        text.push_str(&format!("\n{}\n", say(&heading)));
        passage
            .breaks
            .iter()
            .for_each(|finding| text.push_str(&brought(finding, language)));
    }
    text
}

fn brought(finding: &Finding, language: Language) -> String {
    let say = |phrase: &Phrase| visible::line(phrase.get(language)).into_owned();
    let mut text = format!("  · {} [{}]\n", say(&finding.message), finding.rule);
    if let Some(help) = &finding.help {
        text.push_str(&format!("    {}\n", say(help)));
    }
    text
}

fn conclusion(passage: &Passage, open: usize) -> Phrase {
    match passage.blocked {
        false => {
            say!(en: "Nothing blocks the way on: {command}", zh: "可以推进：{command}", command = passage.command)
        }
        true => say!(
            en: "{open} open before {stage}", zh: "进入“{stage}”前还有 {open} 项未完成",
            open = open, stage = passage.to.1
        ),
    }
}

/// A line for each thing that is asked for, and for each role that a sign-off wants.
fn steps(steps: &[Step], language: Language) -> String {
    let say = |phrase: &Phrase| visible::line(phrase.get(language)).into_owned();
    let mut rows = Vec::new();
    for step in steps {
        let mark = match step.demand.met {
            Some(true) => "✓",
            Some(false) => "·",
            None => "?",
        };
        let command = step.command.clone().unwrap_or_default();
        let mut row = |what: &Phrase, who: String, command: String| {
            rows.push(vec![format!("{mark} {}", say(what)), who, command]);
        };
        match &step.demand.what {
            Asked::Field { title, .. } | Asked::Condition(title) => {
                row(title, String::new(), command)
            }
            Asked::Records { title, count, .. } => {
                let counted = say!(
                    en: "{title} ({found} of {count})", zh: "{title}（{found}/{count}）",
                    title = title, found = count.0, count = count.1
                );
                let several = count.1 > 1 && step.is_open();
                row(
                    if several { &counted } else { title },
                    String::new(),
                    command,
                );
            }
            Asked::Signoff { title, wanted, .. } if wanted.is_empty() => {
                row(title, String::new(), command);
            }
            Asked::Signoff { title, wanted, .. } => {
                for wanted in wanted {
                    row(
                        &signoff(title, wanted),
                        say(&people(wanted)),
                        role(wanted, &command),
                    );
                }
            }
        }
    }
    columns(&rows)
}

/// The command for one of several roles names it.
fn role(wanted: &Wanted, command: &str) -> String {
    match wanted.roles.as_slice() {
        [only] if !command.contains(" --by ") => format!("{command} --role {}", only.role),
        _ => command.to_owned(),
    }
}

/// `Solution review: Legal, void (lines)`.
fn signoff(title: &Phrase, wanted: &Wanted) -> Phrase {
    let who = joined(
        wanted
            .roles
            .iter()
            .map(|giver| giver.title.clone())
            .collect(),
    );
    let who = match wanted.of == wanted.roles.len() {
        true => who,
        false => say!(en: "{of} of {who}", zh: "{who}中的 {of} 个", of = wanted.of, who = who),
    };
    let said = say!(en: "{title}: {who}", zh: "{title}：{who}", title = title, who = who);
    match wanted.roles.as_slice() {
        [
            Giver {
                lack: Lack::Returned(day),
                ..
            },
        ] => {
            say!(en: "{said}, returned on {day}", zh: "{said}，{day} 已退回", said = said, day = day)
        }
        [
            Giver {
                lack: Lack::Void(_, titles),
                ..
            },
        ] => {
            say!(en: "{said}, void: {titles} changed", zh: "{said}，已失效：{titles}有改动", said = said, titles = titles)
        }
        [
            Giver {
                lack: Lack::Flawed, ..
            },
        ] => {
            say!(en: "{said}, not valid", zh: "{said}，签批无效", said = said)
        }
        _ => said,
    }
}

/// Who could give it, each once.
fn people(wanted: &Wanted) -> Phrase {
    let mut names: Vec<Phrase> = Vec::new();
    for somebody in wanted.roles.iter().flat_map(|giver| &giver.people) {
        if !names.contains(&somebody.name) {
            names.push(somebody.name.clone());
        }
    }
    match names.is_empty() {
        true => say!(en: "(nobody)", zh: "（无人）"),
        false => joined(names),
    }
}

fn joined(parts: Vec<Phrase>) -> Phrase {
    let texts = |pick: fn(&Phrase) -> &str, between: &str| {
        parts.iter().map(pick).collect::<Vec<_>>().join(between)
    };
    Phrase {
        en: texts(|part| &part.en, ", "),
        zh: texts(|part| &part.zh, "、"),
    }
}

/// How long there is.
fn left(due: &Pending, today: NaiveDate, language: Language) -> String {
    let said = match (due.due.date - today).num_days() {
        0 => say!(en: "today", zh: "今天"),
        late if late < 0 => say!(en: "{days} d late", zh: "超期 {days} 天", days = -late),
        days => say!(en: "in {days} d", zh: "还有 {days} 天", days = days),
    };
    said.get(language).to_owned()
}

/// Rows in columns as wide as their widest cell; a column that is empty in all rows is left out.
fn columns(rows: &[Vec<String>]) -> String {
    let count = rows.iter().map(Vec::len).max().unwrap_or_default();
    let width = |at: usize| {
        let cells = rows.iter().filter_map(|row| row.get(at));
        cells.map(|cell| cell.width()).max().unwrap_or_default()
    };
    let widths: Vec<usize> = (0..count).map(width).collect();
    let mut text = String::new();
    for row in rows {
        let mut line = String::new();
        for (cell, width) in row.iter().zip(&widths).filter(|(_, width)| **width > 0) {
            let gap = width.saturating_sub(cell.width());
            line.push_str(&format!("  {cell}{}", " ".repeat(gap)));
        }
        text.push_str(line.trim_end());
        text.push('\n');
    }
    text
}
