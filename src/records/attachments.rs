//! The attachments that a file of the pipeline names.

use super::claim::{Claims, Role};
use super::listing::Listing;
use super::papers::{Dispatch, Evidence, Statement};
use super::read::Reader;
use crate::form::{Record, Slot, Value};
use crate::process::Process;
use std::collections::BTreeSet;

/// The attachments that the record, sign-off or dispatch at a path names, each with the digest that it gives. A file
/// that can't be read names none.
pub fn attachments(
    process: &Process,
    claims: &Claims<'_>,
    listing: &Listing<'_>,
    path: &str,
) -> BTreeSet<Evidence> {
    let mut reader = Reader::new(process, listing);
    match claims.role(path) {
        Role::Record(kind, index) => {
            let claim = claims.pattern(kind, index);
            let claim = claim.and_then(|pattern| pattern.claim(path));
            let Some(claim) = claim else {
                return BTreeSet::new();
            };
            let id = claim.id.or(claim.parent).unwrap_or_default();
            let (record, _) = reader.record(kind, path, id, claim.parent);
            let mut named = BTreeSet::new();
            gather(&record, &record.slots, &mut named);
            named
        }
        Role::Signoff => {
            let given = Statement::read(&mut reader, path).0;
            given.and_then(|given| given.evidence).into_iter().collect()
        }
        Role::Dispatch => {
            let confirmed = Dispatch::read(&mut reader, path).0;
            let confirmed = confirmed.and_then(|dispatch| dispatch.confirmed);
            confirmed.and_then(|it| it.evidence).into_iter().collect()
        }
        Role::Waiver | Role::Attachment | Role::Unclaimed => BTreeSet::new(),
    }
}

fn gather(record: &Record, slots: &[Slot], named: &mut BTreeSet<Evidence>) {
    for slot in slots {
        match &slot.value {
            Value::File(file) => {
                named.insert(Evidence {
                    path: record.text(&file.path.0).to_owned(),
                    sha256: file
                        .sha256
                        .as_ref()
                        .map(|(text, _)| record.text(text).to_owned()),
                });
            }
            Value::Group(slots) | Value::List(slots) => gather(record, slots, named),
            _ => {}
        }
    }
}
