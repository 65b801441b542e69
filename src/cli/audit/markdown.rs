//! The audit as a report for people: counts by rule and person, findings in the order of history, sign-offs by how far
//! they are proven. Nothing in the data becomes markup.

use super::{Report, text};
use crate::finding::{Finding, Level};
use crate::output::visible;
use crate::output::{markdown_code as code, markdown_text as escaped};
use crate::rules::Rule;
use crate::say;
use std::collections::BTreeMap;
use std::io::{self, Write};

/// Writes the report.
pub fn write(report: &Report<'_>, out: &mut dyn Write) -> io::Result<()> {
    let said = |phrase: crate::language::Phrase| phrase.get(report.language).to_owned();
    let title = say!(en: "Audit of {name}", zh: "{name}审查报告", name = report.outcome.name);
    writeln!(out, "# {}\n", shown(&said(title)))?;
    writeln!(out, "{}\n", shown(&said(text::sentence(report))))?;
    if !report.found.is_empty() {
        by_rule(report, out)?;
        findings(report, out)?;
    }
    if !report.outcome.tally.is_empty() {
        signoffs(report, out)?;
    }
    for (name, by) in report.seals {
        let line = say!(en: "The seal {name} holds, by {by}.", zh: "封印 {name} 成立，由{by}作出。", name = code(&visible::line(name)), by = shown(by.get(report.language)));
        writeln!(out, "{}\n", line.get(report.language))?;
    }
    let limits = say!(
        en: "What one repository proves of itself ends with those who can rewrite all of it: compare it with seals and with clones kept elsewhere.",
        zh: "仓库自身的证明力止于能改写全部历史的人：请与封印以及保存在别处的克隆相互核对。"
    );
    writeln!(out, "{}", said(limits))
}

fn by_rule(report: &Report<'_>, out: &mut dyn Write) -> io::Result<()> {
    let head = say!(en: "## By rule and person\n\n| Rule | What it means | Who | Findings |", zh: "## 按规则与人员\n\n| 规则 | 含义 | 提交人 | 数量 |");
    writeln!(out, "{}\n|---|---|---|---:|", head.get(report.language))?;
    let mut counts: BTreeMap<(&str, &str), usize> = BTreeMap::new();
    for found in &report.found {
        *counts
            .entry((&found.finding.rule, &found.deed.author))
            .or_default() += 1;
    }
    for ((rule, author), count) in counts {
        let summary = Rule::named(rule).map(Rule::summary).unwrap_or_default();
        writeln!(
            out,
            "| {} | {} | {} | {count} |",
            code(rule),
            shown(summary.get(report.language)),
            shown(author)
        )?;
    }
    writeln!(out)
}

fn findings(report: &Report<'_>, out: &mut dyn Write) -> io::Result<()> {
    let head = say!(en: "## Findings\n\n| Commit | Level | Where | What |", zh: "## 问题\n\n| 提交 | 级别 | 位置 | 问题 |");
    writeln!(out, "{}\n|---|---|---|---|", head.get(report.language))?;
    for found in &report.found {
        let level = match found.finding.level {
            Level::Error => say!(en: "**error**", zh: "**错误**"),
            Level::Warning => say!(en: "warning", zh: "警告"),
        };
        writeln!(
            out,
            "| {} | {} | {} | {} ({}) |",
            code(found.deed.short()),
            level.get(report.language),
            code(&visible::line(&place(&found.finding))),
            shown(found.finding.message.get(report.language)),
            code(&found.finding.rule)
        )?;
    }
    writeln!(out)
}

fn signoffs(report: &Report<'_>, out: &mut dyn Write) -> io::Result<()> {
    let head = say!(
        en: "## Sign-offs by how far they are proven\n\n| Sign-off | Role | By | Proof that was verified | Number | First | Last |",
        zh: "## 签批及已验证的证明程度\n\n| 签批 | 角色 | 签批人 | 已验证的证明 | 数量 | 首次 | 末次 |"
    );
    writeln!(
        out,
        "{}\n|---|---|---|---|---:|---|---|",
        head.get(report.language)
    )?;
    for ((signoff, role, by, proof), (count, first, last)) in &report.outcome.tally {
        writeln!(
            out,
            "| {} | {} | {} | {} | {count} | {first} | {last} |",
            shown(signoff),
            shown(role),
            shown(by),
            code(proof)
        )?;
    }
    writeln!(out)
}

fn place(finding: &Finding) -> String {
    match finding.place.start {
        Some(start) => format!("{}:{}", finding.place.path, start.line),
        None => finding.place.path.clone(),
    }
}

fn shown(text: &str) -> String {
    escaped(&visible::line(text))
}
