//! A person's own open records.

use super::Outlook;
use super::way::owner;
use crate::change::ground::{Ground, Target};
use crate::check::{Bench, Course};
use crate::form::Record;
use crate::process::Kind;
use crate::records::{Archive, Dossier, Furniture, Listing};
use std::collections::BTreeSet;

/// The open records of a person, the one that is due first at the head: those in a stage that is no end, and those of
/// kinds without stages where something is open.
pub fn own(ground: &Ground<'_>, person: &str) -> Vec<Outlook> {
    let listing = Listing::live(ground.files, Furniture::of(ground.process));
    let archive = Archive::new(ground.process, &listing, ground.command);
    let mut outlooks: Vec<Outlook> = ground
        .process
        .kinds
        .iter()
        .flat_map(|kind| of_kind(ground, &archive, kind, person))
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
    let nothing = Dossier::default();
    let bench = Bench::new(archive, &nothing, ground.today);
    let theirs =
        |record: &&Record| !record.broken && owner(&bench, kind, record).as_deref() == Some(person);
    let running = |record: &&Record| Course::of(kind, record).is_none_or(|course| !course.closed());
    let records = archive
        .all(kind.outline.id)
        .iter()
        .filter(theirs)
        .filter(running);
    records
        .filter_map(|record| {
            let target = Target {
                path: record.source.path.clone(),
                kind: record.kind,
            };
            Outlook::of(ground, &target).ok()
        })
        .filter(|outlook| outlook.stage.is_some() || outlook.open() > 0 || !outlook.dues.is_empty())
        .collect()
}
