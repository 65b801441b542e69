//! Waivers: which findings they excuse, and whether they are good themselves.

use super::bench::Bench;
use super::charge::Charge;
use super::levels::weighed;
use super::{judge, people, unique};
use crate::expression::World;
use crate::finding::{Finding, Waived};
use crate::language::Phrase;
use crate::process::Process;
use crate::records::{Archive, Dossier, Waiver, folder};
use crate::rules::Rule;
use crate::say;
use chrono::NaiveDate;

/// Takes from `charges` what good waivers excuse; adds what is wrong with waivers.
pub fn apply(bench: &Bench<'_>, charges: Vec<Charge>) -> (Vec<Charge>, Vec<Waived>) {
    let mut waived = Vec::new();
    let mut kept = charges;
    let mut about_waivers = Vec::new();
    for waiver in &bench.dossier.waivers {
        if let Some((field, message, help)) = flaw(bench, waiver) {
            let mut finding = Finding::at(
                Rule::InvalidWaiver,
                &waiver.source,
                waiver.span(field),
                message,
            );
            finding.help = help;
            about_waivers.push(about(waiver, finding));
            continue;
        }
        let (excused, rest): (Vec<Charge>, Vec<Charge>) =
            kept.into_iter().partition(|charge| excuses(waiver, charge));
        kept = rest;
        if waiver.until < bench.today {
            if !excused.is_empty() {
                about_waivers.push(about(waiver, expired(waiver)));
            }
            kept.extend(excused);
        } else if excused.is_empty() {
            // Keys that no two records share are judged after all dossiers.
            if waiver.rule != Rule::DuplicateRecord.name() {
                about_waivers.push(about(waiver, unused(waiver)));
            }
        } else {
            waived.extend(excused.into_iter().map(|charge| of(waiver, charge.finding)));
        }
    }
    kept.extend(about_waivers);
    (kept, waived)
}

/// The charges that no good waiver excuses on the bench's day.
pub fn standing(bench: &Bench<'_>, mut charges: Vec<Charge>) -> Vec<Charge> {
    let waivers = bench.dossier.waivers.iter();
    let good: Vec<&Waiver> = waivers
        .filter(|waiver| waiver.until >= bench.today && flaw(bench, waiver).is_none())
        .collect();
    charges.retain(|charge| !good.iter().any(|waiver| excuses(waiver, charge)));
    charges
}

/// A finding that a waiver excuses.
pub fn of(waiver: &Waiver, finding: Finding) -> Waived {
    Waived {
        finding,
        waiver: waiver.source.path.clone(),
        by: waiver.by.clone(),
        until: waiver.until,
        reason: waiver.reason.clone(),
    }
}

/// Whether a waiver is about a finding.
pub fn excuses(waiver: &Waiver, charge: &Charge) -> bool {
    let subject = waiver.subject.as_deref();
    waiver.on == charge.on
        && waiver.rule == charge.finding.rule
        && (subject.is_none() || subject == charge.finding.subject.as_deref())
}

/// What is wrong with a waiver: its field, the message and the remedy.
pub fn flaw(bench: &Bench<'_>, waiver: &Waiver) -> Option<(&'static str, Phrase, Option<Phrase>)> {
    if waiver.reason.trim().is_empty() {
        let message = say!(en: "the waiver gives no reason", zh: "豁免没有写明原因");
        return Some(("reason", message, None));
    }
    if let Some((message, help)) = rule_flaw(bench.process, &waiver.rule) {
        return Some(("rule", message, help));
    }
    let here = format!("{}waivers/", folder(&waiver.on));
    if folder(&waiver.source.path) != here || bench.dossier.at(&waiver.on).is_none() {
        let message = say!(en: "there is no record `{path}` in the folder above", zh: "上级目录中没有记录 `{path}`", path = waiver.on);
        return Some(("on", message, None));
    }
    giver(bench, waiver).or_else(|| days(bench, waiver))
}

/// Why a rule can't be waived: the message and the remedy.
pub fn rule_flaw(process: &Process, name: &str) -> Option<(Phrase, Option<Phrase>)> {
    let rule = Rule::named(name);
    if rule.is_none() && !process.kinds.iter().any(|kind| kind.has_clause(name)) {
        return Some((
            say!(en: "there is no rule `{name}`", zh: "没有规则 `{name}`", name = name),
            None,
        ));
    }
    if rule.is_some_and(never_waived) {
        return Some((
            say!(en: "`{name}` can't be waived", zh: "`{name}` 不可豁免", name = name),
            None,
        ));
    }
    let allowed = process
        .pipeline
        .waivers
        .allow
        .iter()
        .any(|allowed| allowed == name);
    (rule.is_some_and(Rule::is_signoff) && !allowed).then(|| {
        let message = say!(en: "the process does not let `{name}` be waived", zh: "按流程规定，`{name}` 不可豁免", name = name);
        let help = say!(en: "meet the rule, or let the process say so: `waivers.allow` in pipeline.yaml", zh: "请按规则办理，或在 pipeline.yaml 的 `waivers.allow` 中写明可以豁免");
        (message, Some(help))
    })
}

/// What stands against the record at `path`, and a waiver may excuse, in [`Finding::order`]. Keys that it shares with
/// another record are looked for where `keys` says so.
pub fn waivable(
    archive: &Archive<'_>,
    dossier: &Dossier,
    path: &str,
    today: NaiveDate,
    keys: bool,
) -> Vec<Finding> {
    let kind = dossier.at(path).map(|record| record.kind);
    let mut charges = judge::charges(archive, dossier, today);
    charges.retain(|charge| charge.on == path);
    if let Some(kind) = kind.filter(|_| keys) {
        charges.extend(unique::of_record(archive, kind, path, today));
    }
    let mut findings = weighed(archive.process, charges);
    findings.retain(|finding| rule_flaw(archive.process, &finding.rule).is_none());
    findings
}

/// A waiver of waivers, or of a file that was not judged, would excuse what nobody has seen.
fn never_waived(rule: Rule) -> bool {
    rule.leaves_unjudged()
        || matches!(
            rule,
            Rule::InvalidWaiver | Rule::ExpiredWaiver | Rule::UnusedWaiver
        )
}

/// What is wrong with who gave a waiver.
pub fn giver(bench: &Bench<'_>, waiver: &Waiver) -> Option<(&'static str, Phrase, Option<Phrase>)> {
    let roles = &bench.process.pipeline.roles;
    let by = &bench.process.pipeline.waivers.by;
    let Some(person) = bench.person(&waiver.by) else {
        return Some((
            "by",
            say!(en: "there is no person `{id}`", zh: "没有编号为 `{id}` 的人员", id = waiver.by),
            None,
        ));
    };
    let may = person.broken
        || by
            .iter()
            .filter_map(|&role| roles.get(role))
            .any(|role| people::holds(bench.process, person, &role.name, waiver.at) != Some(false));
    if may {
        return None;
    }
    let able = by.iter().filter_map(|&role| roles.get(role));
    let able: Vec<Phrase> = able
        .map(|role| {
            let all = people::all(bench.archive).iter();
            let holders = all.filter(|person| {
                people::holds(bench.process, person, &role.name, bench.today) == Some(true)
            });
            let names: Vec<Phrase> = holders.map(|person| bench.name(person)).collect();
            let names = Phrase::joined(&names, ", ", "、");
            match names.en.is_empty() {
                true => role.title.clone(),
                false => {
                    say!(en: "{role} ({names})", zh: "{role}（{names}）", role = role.title, names = names)
                }
            }
        })
        .collect();
    let able = Phrase::joined(&able, ", ", "、");
    let message = say!(en: "{person} can't waive anything", zh: "{person}无权豁免", person = bench.name(person));
    let help = say!(en: "who can: {roles}", zh: "有权豁免的角色：{roles}", roles = able);
    Some(("by", message, Some(help)))
}

fn days(bench: &Bench<'_>, waiver: &Waiver) -> Option<(&'static str, Phrase, Option<Phrase>)> {
    if waiver.at > bench.today {
        return Some((
            "at",
            say!(en: "the waiver is of {day}, which is in the future", zh: "豁免日期 {day} 在将来", day = waiver.at),
            None,
        ));
    }
    if waiver.until < waiver.at {
        return Some((
            "until",
            say!(en: "the waiver ends before it begins", zh: "豁免的截止日期早于给出日期"),
            None,
        ));
    }
    let longest = bench.process.pipeline.waivers.longest?;
    let latest = bench
        .after(crate::value::Moment::day(waiver.at), longest)?
        .date;
    (waiver.until > latest).then(|| {
        let message = say!(en: "the waiver lasts longer than {longest}: {day} is the latest", zh: "豁免期限超过{longest}，最晚到 {day}", longest = longest.phrase(), day = latest);
        ("until", message, None)
    })
}

fn expired(waiver: &Waiver) -> Finding {
    let message = say!(
        en: "the waiver of `{rule}` ended on {day}, and what it excused is still there", zh: "对 `{rule}` 的豁免已于 {day} 到期，而所豁免的问题仍在",
        rule = waiver.rule, day = waiver.until
    );
    Finding::at(
        Rule::ExpiredWaiver,
        &waiver.source,
        waiver.span("until"),
        message,
    )
    .help(say!(en: "mend what it excused, or give a new waiver", zh: "请解决问题，或重新豁免"))
}

fn unused(waiver: &Waiver) -> Finding {
    let message = say!(en: "the waiver of `{rule}` excuses nothing", zh: "对 `{rule}` 的豁免没有对应的问题", rule = waiver.rule);
    Finding::at(
        Rule::UnusedWaiver,
        &waiver.source,
        waiver.span("rule"),
        message,
    )
    .help(say!(en: "delete the file", zh: "请删除该文件"))
}

fn about(waiver: &Waiver, finding: Finding) -> Charge {
    Charge {
        on: waiver.on.clone(),
        ..Charge::of(finding, None)
    }
}
