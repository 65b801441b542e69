//! A person's own open records.

use super::Outlook;
use super::way::owner;
use crate::change::ground::{Ground, Target};
use crate::check::Bench;
use crate::form::Record;
use crate::records::{Archive, Dossier};
use std::collections::BTreeSet;

/// The outlooks of a person's own records, the one that is due first at the head.
pub fn in_order(mut outlooks: Vec<Outlook>) -> Vec<Outlook> {
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

/// What an open record needs, where it is the person's own: one in a stage that is no end, or of a kind without stages
/// where something is open.
pub fn outlook(
    ground: &Ground<'_>,
    archive: &Archive<'_>,
    record: &Record,
    person: &str,
) -> Option<Outlook> {
    let nothing = Dossier::default();
    let bench = Bench::new(archive, &nothing, ground.today);
    if owner(&bench, bench.kind(record), record)? != person {
        return None;
    }
    let target = Target {
        path: record.source.path.clone(),
        kind: record.kind,
    };
    let outlook = Outlook::of(ground, &target).ok()?;
    let is_open = outlook.stage.is_some() || outlook.open() > 0 || !outlook.dues.is_empty();
    is_open.then_some(outlook)
}
