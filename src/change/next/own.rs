//! A person's own open records.

use super::Outlook;
use super::way::owner;
use crate::change::ground::{Ground, Target};
use crate::check::{Bench, Course};
use crate::process::Kind;
use crate::records::{Archive, Dossier};
use rayon::prelude::*;
use std::collections::BTreeSet;

/// The open records of a person, the one that is due first at the head: those in a stage that is no end, and those of
/// kinds without stages where something is open.
pub fn own(ground: &Ground<'_>, archive: &Archive<'_>, person: &str) -> Vec<Outlook> {
    let mut outlooks: Vec<Outlook> = ground
        .process
        .kinds
        .iter()
        .flat_map(|kind| of_kind(ground, archive, kind, person))
        .collect();
    // What belongs to a record that is listed is counted there.
    let listed: BTreeSet<String> = outlooks
        .iter()
        .map(|outlook| outlook.record.clone())
        .collect();
    outlooks.retain(|outlook| {
        let parent = outlook.record.split_once('/').map(|(parent, _)| parent);
        parent.is_none_or(|parent| !listed.contains(parent))
    });
    outlooks.sort_by(|one, two| {
        let day = |outlook: &Outlook| outlook.nearest().map(|due| (due.due.date, due.due.time));
        (day(one).is_none(), day(one), &one.record).cmp(&(
            day(two).is_none(),
            day(two),
            &two.record,
        ))
    });
    outlooks
}

fn of_kind(ground: &Ground<'_>, archive: &Archive<'_>, kind: &Kind, person: &str) -> Vec<Outlook> {
    if kind.clauses.owner.is_none() {
        return Vec::new();
    }
    let paths = archive.paths(kind.outline.id);
    let outlooks = paths.par_iter().filter_map(|path| {
        let record = archive.record(kind.outline.id, path)?;
        if record.broken || Course::of(kind, record).is_some_and(|course| course.closed()) {
            return None;
        }
        let nothing = Dossier::default();
        let bench = Bench::new(archive, &nothing, ground.today);
        if owner(&bench, kind, record)? != person {
            return None;
        }
        let target = Target {
            path: record.source.path.clone(),
            kind: record.kind,
        };
        Outlook::of(ground, &target).ok()
    });
    outlooks
        .filter(|outlook| outlook.stage.is_some() || outlook.open() > 0 || !outlook.dues.is_empty())
        .collect()
}
