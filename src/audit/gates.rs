//! Gates at the step in which a record passed them. `deal check` judges a gate for as long as it stands behind a record, so
//! what was met later is clean there: only history knows that it was not met when it was passed.

use super::records::Pair;
use super::scene::Scene;
use crate::check::{self, Bench};
use crate::records::Dossier;

/// Judges the gates that a record passed in this step, by what was there after it.
pub fn judge(scene: &Scene<'_>, pair: &Pair<'_>) {
    let archive = scene.bench.archive;
    let path = pair.after.source.path.as_str();
    // What it stands beside came with the step, maybe later than the move itself.
    let day = scene.day(&scene.step.deed);
    // Mostly nothing is wrong, which the records that were read already say without the rest of the folder.
    let nothing = Dossier::default();
    let alone = Bench::new(archive, &nothing, day);
    if check::newly_passed_gates(&alone, pair.before, pair.after).is_empty() {
        return;
    }
    let Some(dossier) = Dossier::around(scene.process, &archive.claims, archive.listing, path)
    else {
        return;
    };
    let Some(record) = dossier.at(path).filter(|record| !record.broken) else {
        return;
    };
    let bench = Bench::new(archive, &dossier, day);
    for mut charge in check::newly_passed_gates(&bench, pair.before, record) {
        // What mends it now doesn't mend that it was passed.
        charge.finding.help = None;
        scene.charge(charge, scene.deed(path).clone());
    }
}
