//! What happened to the sign-offs and waivers of a record.

use super::event::{Event, Exception, Paper, Subject, What};
use super::events::{Pair, subject};
use crate::check::{self, Bench, Given, Holds};
use crate::form::Record;
use crate::language::Phrase;
use crate::process::Givers;
use crate::records::{Role, Waiver};
use crate::say;

/// Sign-offs that came, went, were changed, or became void.
pub(super) fn of_signoffs(
    pair: &Pair<'_>,
    is_touched: &dyn Fn(&str) -> bool,
    events: &mut Vec<Event>,
) {
    let old = pair
        .old
        .filter(|old| !old.broken)
        .map_or_else(Vec::new, |old| check::given(pair.before, old));
    let new = pair
        .new
        .filter(|new| !new.broken)
        .map_or_else(Vec::new, |new| check::given(pair.after, new));
    let at = |given: &[Given<'_>], path: &str| {
        given
            .iter()
            .position(|given| given.statement.source.path == path)
    };
    for given in &new {
        let path = given.statement.source.path.as_str();
        let was = at(&old, path).and_then(|at| old.get(at));
        let what = match was {
            None if is_touched(path) => Some(What::Signed(paper(pair.after, given))),
            Some(was)
                if was.statement.source.text != given.statement.source.text && is_touched(path) =>
            {
                Some(What::Altered(paper(pair.after, given)))
            }
            Some(was) => stands_otherwise(pair, was, given),
            None => None,
        };
        if let Some(what) = what {
            pair.push(what, events);
        }
    }
    for was in &old {
        let path = was.statement.source.path.as_str();
        let is_gone = pair.new.is_none_or(|new| !new.broken) && at(&new, path).is_none();
        if is_gone && is_touched(path) && reason(pair.after, path).is_none() {
            pair.push(What::Unsigned(paper(pair.before, was)), events);
        }
    }
}

fn stands_otherwise(pair: &Pair<'_>, was: &Given<'_>, is: &Given<'_>) -> Option<What> {
    match (&was.holds, &is.holds) {
        (Holds::Good, Holds::Stale(fields)) => {
            let record = pair.new?;
            let titles = fields.iter().map(|field| title(pair.after, record, field));
            Some(What::Void(paper(pair.after, is), titles.collect()))
        }
        (Holds::Stale(_), Holds::Good) => Some(What::Holds(paper(pair.after, is))),
        _ => None,
    }
}

/// What people call a covered value.
pub fn title(bench: &Bench<'_>, record: &Record, field: &str) -> Phrase {
    let title = bench.process.title_of(record.kind, field);
    title.unwrap_or_else(|| Phrase::same(field))
}

/// Waivers that came, went or were changed.
pub(super) fn of_waivers(
    pair: &Pair<'_>,
    is_touched: &dyn Fn(&str) -> bool,
    events: &mut Vec<Event>,
) {
    let Some(path) = pair
        .new
        .or(pair.old)
        .map(|record| record.source.path.as_str())
    else {
        return;
    };
    let on = |bench: &'_ Bench<'_>| -> Vec<(String, Exception)> {
        let waivers = bench.dossier.waivers.iter();
        let own = waivers.filter(|waiver| waiver.on == path && is_touched(&waiver.source.path));
        own.map(|waiver| (waiver.source.path.clone(), exception(bench, waiver)))
            .collect()
    };
    let (old, new) = (on(pair.before), on(pair.after));
    for (path, waiver) in &new {
        if !old
            .iter()
            .any(|(was, before)| was == path && before == waiver)
        {
            pair.push(What::Waived(waiver.clone()), events);
        }
    }
    for (path, waiver) in old {
        if !new.iter().any(|(is, _)| *is == path) {
            pair.push(What::Unwaived(waiver), events);
        }
    }
}

/// Sign-offs, waivers and dispatches that can't be read, and could before or weren't there.
pub(super) fn unreadable(
    before: &Bench<'_>,
    after: &Bench<'_>,
    is_touched: &dyn Fn(&str) -> bool,
    events: &mut Vec<Event>,
) {
    let mut seen: Vec<&str> = Vec::new();
    for finding in &after.dossier.findings {
        let path = finding.place.path.as_str();
        let is_paper = matches!(
            after.archive.claims.role(path),
            Role::Signoff | Role::Waiver | Role::Dispatch
        );
        let is_read = files(after).any(|(read, _)| read == path);
        if !is_paper || is_read || !is_touched(path) || seen.contains(&path) {
            continue;
        }
        seen.push(path);
        let owner = files(before).find(|(own, _)| *own == path);
        let record = owner.and_then(|(_, on)| after.dossier.at(on));
        events.push(Event {
            subject: record.map_or_else(|| by_path(path), |record| subject(after, record)),
            what: What::Unreadable(say!(
                en: "{path}: {why}", zh: "{path}：{why}", path = path, why = finding.message
            )),
        });
    }
}

/// The files beside records that can be read: the path of each, and of the record that it is on.
fn files<'b>(bench: &'b Bench<'_>) -> impl Iterator<Item = (&'b str, &'b str)> {
    let dossier = bench.dossier;
    let signoffs = dossier.signoffs.iter().map(|it| (&it.source.path, &it.on));
    let waivers = dossier.waivers.iter().map(|it| (&it.source.path, &it.on));
    let dispatches = dossier.dispatches.iter();
    let all = signoffs
        .chain(waivers)
        .chain(dispatches.map(|it| (&it.source.path, &it.on)));
    all.map(|(path, on)| (path.as_str(), on.as_str()))
}

/// Why a file can't be read, where something is wrong with it.
pub(super) fn reason(bench: &Bench<'_>, path: &str) -> Option<Phrase> {
    let findings = bench.dossier.findings.iter();
    let mut own = findings.filter(|finding| finding.place.path == path);
    own.next().map(|finding| finding.message.clone())
}

/// What has no record: its path.
pub(super) fn by_path(path: &str) -> Subject {
    Subject {
        address: path.to_owned(),
        path: path.to_owned(),
        kind: Phrase::default(),
        name: Phrase::same(path),
    }
}

pub(super) fn paper(bench: &Bench<'_>, given: &Given<'_>) -> Paper {
    let statement = given.statement;
    let roles = &bench.process.pipeline.roles;
    let role = roles.iter().find(|role| role.name == statement.role);
    // Someone outside has no role among ours.
    let outside = given
        .signoff
        .is_some_and(|signoff| matches!(signoff.by, Givers::Outside { .. }));
    let role_title = match (role, outside) {
        (_, true) => Phrase::default(),
        (Some(role), _) => role.title.clone(),
        (None, _) => Phrase::same(statement.role.clone()),
    };
    let title = given.signoff.map(|signoff| signoff.clause.title.clone());
    Paper {
        name: statement.signoff.clone(),
        title: title.unwrap_or_else(|| Phrase::same(statement.signoff.clone())),
        role: statement.role.clone(),
        role_title,
        by: statement.by.clone(),
        person: person(bench, &statement.by),
        at: statement.at,
        approved: statement.approved,
        comment: statement.comment.clone(),
        holds: given.holds.clone(),
    }
}

pub(super) fn exception(bench: &Bench<'_>, waiver: &Waiver) -> Exception {
    Exception {
        rule: waiver.rule.clone(),
        subject: waiver.subject.clone(),
        person: person(bench, &waiver.by),
        until: waiver.until,
        reason: waiver.reason.clone(),
    }
}

/// The name of a person; someone outside is called as they are written.
pub fn person(bench: &Bench<'_>, id: &str) -> Phrase {
    bench.called(id)
}
