//! Days that files claim, against the commits that brought them and the official states before.

use super::scene::{At, Scene};
use crate::calendar;
use crate::form::KindId;
use crate::language::Phrase;
use crate::rules::Rule;
use crate::say;
use crate::text::{Source, Span};
use crate::value::Moment;
use chrono::{NaiveDate, TimeDelta};

/// Minutes that a clock may be slow.
const SLOW: i64 = 5;

/// That something happened at a time.
pub struct Claim<'c> {
    /// When.
    pub at: Moment,
    /// Where that is written.
    pub span: Span,
    /// What happened: "the move to Needs".
    pub what: Box<dyn Fn() -> Phrase + 'c>,
    /// When that happened which it follows.
    pub follows: Option<Moment>,
    /// Whether it may be entered at any later time.
    pub at_leisure: bool,
}

/// The new claims of one file.
pub struct Claims<'c> {
    /// The file.
    pub source: &'c Source,
    /// The record that it is about.
    pub record: (&'c str, Option<KindId>),
    /// The day on which the record was last changed officially, before this.
    pub changed: Option<NaiveDate>,
    /// The claims.
    pub all: Vec<Claim<'c>>,
}

/// Judges the claims of one file: of each rule, the first and the number of the others.
pub fn judge(scene: &Scene<'_>, claims: &Claims<'_>) {
    let mut broken: Vec<(Rule, &Claim<'_>, Phrase, usize)> = Vec::new();
    for claim in &claims.all {
        let Some((rule, message)) = flaw(scene, claims, claim) else {
            continue;
        };
        match broken.iter_mut().find(|(known, ..)| *known == rule) {
            Some((.., more)) => *more += 1,
            None => broken.push((rule, claim, message, 0)),
        }
    }
    for (rule, claim, message, more) in broken {
        let message = match more {
            0 => message,
            _ => {
                say!(en: "{message}; {more} more in this file", zh: "{message}；此文件中还有 {more} 处", message = message, more = more)
            }
        };
        let at = At {
            source: claims.source,
            span: claim.span,
            record: Some(claims.record.0),
            kind: claims.record.1,
        };
        scene.find(rule, at, None, message);
    }
}

fn flaw(scene: &Scene<'_>, claims: &Claims<'_>, claim: &Claim<'_>) -> Option<(Rule, Phrase)> {
    let pipeline = &scene.process.pipeline;
    let entered = scene.deed(&claims.source.path).moment(pipeline.timezone);
    if is_future(claim.at, entered) {
        let message = say!(
            en: "{what} claims {day}, and was committed on {entered}", zh: "{what}所写日期为 {day}，提交却在 {entered}",
            what = (claim.what)(), day = shown(claim.at), entered = shown(entered)
        );
        return Some((Rule::FutureDated, message));
    }
    let since = pipeline.audit.since;
    if claim.at_leisure || since.is_some_and(|since| claim.at.date < since) {
        return None;
    }
    if let Some(earlier) = claim
        .follows
        .filter(|earlier| calendar::late(claim.at, *earlier))
    {
        let message = say!(
            en: "{what} claims {day}, before {earlier}, the day of what it follows", zh: "{what}所写日期 {day} 早于其前一项的日期 {earlier}",
            what = (claim.what)(), day = claim.at.date, earlier = earlier.date
        );
        return Some((Rule::BackDated, message));
    }
    let last = match calendar::after(claim.at, pipeline.audit.late, &scene.process.calendar) {
        Ok(last) => last,
        Err(missing) => {
            scene.missing_years.borrow_mut().insert(missing.0);
            return None;
        }
    };
    if let Some(changed) = claims.changed.filter(|changed| last.date < *changed) {
        let message = say!(
            en: "{what} claims {day}, and the record as it was official on {changed} knew nothing of it",
            zh: "{what}所写日期为 {day}，而 {changed} 的正式记录中并没有它",
            what = (claim.what)(), day = claim.at.date, changed = changed
        );
        return Some((Rule::BackDated, message));
    }
    if calendar::late(last, entered) {
        let message = say!(
            en: "{what} claims {day} and was committed on {entered}, more than {late} later",
            zh: "{what}所写日期为 {day}，提交在 {entered}，晚于{late}",
            what = (claim.what)(), day = claim.at.date, entered = entered.date,
            late = pipeline.audit.late.phrase()
        );
        return Some((Rule::LateEntry, message));
    }
    None
}

/// Whether a time lies after the commit that claims it.
fn is_future(claimed: Moment, entered: Moment) -> bool {
    match (claimed.time, entered.time) {
        (Some(claimed_time), Some(entered_time)) => {
            let slack = TimeDelta::minutes(SLOW);
            claimed.date.and_time(claimed_time) > entered.date.and_time(entered_time) + slack
        }
        _ => claimed.date > entered.date,
    }
}

fn shown(moment: Moment) -> String {
    match moment.time {
        Some(time) => format!("{} {}", moment.date, time.format("%H:%M")),
        None => moment.date.to_string(),
    }
}
