//! Keys that two records of a kind share: seen only when all dossiers were judged.

use super::bench::Bench;
use super::charge::Charge;
use super::judge::Key;
use super::{rules, waivers};
use crate::finding::{Finding, Place, Waived};
use crate::form::KindId;
use crate::process::Unique;
use crate::records::{Archive, Dossier, Reader, Waiver};
use crate::rules::Rule;
use crate::say;
use chrono::NaiveDate;

/// Findings on the later of records that share a key, and those that a waiver excuses.
pub fn judge(
    archive: &Archive<'_>,
    mut keys: Vec<Key>,
    key_waivers: &[Waiver],
    today: NaiveDate,
) -> (Vec<Charge>, Vec<Waived>) {
    keys.sort_by(|one, two| {
        (one.unique, &one.text, &one.path).cmp(&(two.unique, &two.text, &two.path))
    });
    let mut charges: Vec<Charge> = Vec::new();
    for group in keys.chunk_by(|one, two| (one.unique, &one.text) == (two.unique, &two.text)) {
        let Some((first, later)) = group.split_first() else {
            continue;
        };
        for key in later.iter().filter(|key| key.path != first.path) {
            charges.extend(charge(archive, first, key, today));
        }
    }
    let mut waived = Vec::new();
    charges.retain(|charge| {
        let waiver = key_waivers
            .iter()
            .find(|waiver| waivers::excuses(waiver, charge) && waiver.until >= today);
        waived.extend(waiver.map(|waiver| waivers::of(waiver, charge.finding.clone())));
        waiver.is_none()
    });
    (charges, waived)
}

/// Findings on the record at `path` that shares a key with an earlier one of its kind; reads all of the kind.
pub fn of_record(archive: &Archive<'_>, kind: KindId, path: &str, today: NaiveDate) -> Vec<Charge> {
    let nothing = Dossier::default();
    let whole = archive.all(kind).iter().filter(|record| !record.broken);
    let keys = whole.flat_map(|record| {
        let bench = Bench::new(archive, &nothing, today);
        let found = rules::keys(&bench, record).into_iter();
        found.map(|key| Key::of(record, key)).collect::<Vec<_>>()
    });
    let (mut charges, _) = judge(archive, keys.collect(), &[], today);
    charges.retain(|charge| charge.on == path);
    charges
}

/// The two records are read again: few keys are shared, and no other needs to be kept.
fn charge(archive: &Archive<'_>, first: &Key, key: &Key, today: NaiveDate) -> Option<Charge> {
    let kind = key.unique.0;
    let unique: &Unique = archive
        .process
        .kind(kind)
        .clauses
        .unique
        .get(usize::from(key.unique.1))?;
    let mut reader = Reader::new(archive.process, archive.listing);
    let mut read = |key: &Key| {
        let claim = archive
            .process
            .kind(kind)
            .outline
            .patterns
            .iter()
            .find_map(|pattern| pattern.claim(&key.path))?;
        let id = claim.id.or(claim.parent)?;
        Some(reader.record(kind, &key.path, id, claim.parent).0)
    };
    let dossier = Dossier {
        records: vec![read(first)?, read(key)?],
        ..Dossier::default()
    };
    let bench = Bench::new(archive, &dossier, today);
    let [one, two] = dossier.records.as_slice() else {
        return None;
    };
    let message = match &unique.message {
        Some(message) => bench.message(message, two, None),
        None => say!(
            en: "{two} and {one} have the same {title}: {key}", zh: "{two}与{one}的{title}相同：{key}",
            two = crate::expression::World::name(&bench, two), one = crate::expression::World::name(&bench, one),
            title = unique.clause.title, key = key.text
        ),
    };
    let finding = Finding {
        record: Some(two.address.clone()),
        demand: Some((
            Place::of(&one.source, first.span),
            say!(en: "the same here: {id}", zh: "与此处相同：{id}", id = one.address),
        )),
        ..Finding::at(Rule::DuplicateRecord, &two.source, key.span, message)
    };
    let charge = Charge {
        on: two.source.path.clone(),
        ..Charge::of(finding, Some(kind))
    };
    let help = say!(en: "keep one of the two records", zh: "两条记录只保留一条");
    Some(charge.clause(&unique.clause).help(help))
}
