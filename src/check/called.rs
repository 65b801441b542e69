//! Records by what people call them: for those who don't know an id by heart.

use super::bench::Bench;
use crate::expression::World;
use crate::form::KindId;
use crate::language::Phrase;
use crate::records::{Archive, Dossier};
use chrono::NaiveDate;

/// Most records that are named.
const MOST: usize = 8;

/// The records without a parent whose name or id has this text in it, by address, with their names. At most eight.
pub fn called(archive: &Archive<'_>, text: &str, today: NaiveDate) -> Vec<(String, Phrase)> {
    let wanted = text.trim().to_lowercase();
    if wanted.is_empty() {
        return Vec::new();
    }
    let dossier = Dossier::default();
    let bench = Bench::new(archive, &dossier, today);
    let kinds = archive.process.kinds.iter();
    let heads = kinds.filter(|kind| kind.outline.parent.is_none());
    heads
        .flat_map(|kind| archive.all(kind.outline.id))
        .filter(|record| !record.broken)
        .filter_map(|record| {
            let name = bench.name(record);
            let has = |text: &str| text.to_lowercase().contains(&wanted);
            (has(&name.zh) || has(&name.en) || has(&record.address))
                .then(|| (record.address.clone(), name))
        })
        .take(MOST)
        .collect()
}

/// The ids of the records without a parent that have just this name; of a kind, or of all.
pub fn with_name(
    archive: &Archive<'_>,
    kind: Option<KindId>,
    text: &str,
    today: NaiveDate,
) -> Vec<String> {
    let dossier = Dossier::default();
    let bench = Bench::new(archive, &dossier, today);
    let kinds = archive.process.kinds.iter();
    let heads = kinds
        .filter(|of| of.outline.parent.is_none() && kind.is_none_or(|kind| kind == of.outline.id));
    heads
        .flat_map(|of| archive.all(of.outline.id))
        .filter(|record| !record.broken && bench.name(record).says(text.trim()))
        .map(|record| record.address.clone())
        .collect()
}
