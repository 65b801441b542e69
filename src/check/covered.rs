//! What a sign-off covers: whether it changed since, and since a person last signed it.

use super::bench::Bench;
use super::{digest, statement};
use crate::expression::Compiled;
use crate::form::Record;
use crate::process::Signoff;
use crate::records::Statement;

/// The covered values that are not what the sign-off covers; `None` where one can't be said.
pub fn changed(
    bench: &Bench<'_>,
    record: &Record,
    signoff: &Signoff,
    given: &Statement,
) -> Option<Vec<String>> {
    let mut changed = Vec::new();
    for covered in &signoff.covers {
        let now = digest_of(bench, record, &covered.value)?;
        let then = given
            .covers
            .iter()
            .find(|(field, ..)| *field == covered.path)
            .map(|(_, sha256, _)| sha256);
        if then != Some(&now) {
            changed.push(covered.path.clone());
        }
    }
    Some(changed)
}

/// The digest of a covered value as it is now.
pub fn digest_of(bench: &Bench<'_>, record: &Record, covered: &Compiled) -> Option<String> {
    let key = (std::ptr::from_ref(record), std::ptr::from_ref(covered));
    if let Some(known) = bench.digests.borrow().get(&key) {
        return known.clone();
    }
    let value = bench.value(covered, record, None);
    let digest = digest::of_value(bench, bench.process, &value);
    bench.digests.borrow_mut().insert(key, digest.clone());
    digest
}

/// What a person signed last, and what changed since.
pub struct SinceLast<'s> {
    /// The sign-off that they gave last; it may be stale, or have returned the content.
    pub last: &'s Statement,
    /// Covered fields whose value is not what it was, or can't be read now.
    pub changed: Vec<String>,
}

/// What changed since `person` last signed in `role`; `None` where they never did.
pub fn since_last<'s>(
    bench: &'s Bench<'_>,
    record: &Record,
    signoff: &Signoff,
    role: &str,
    person: &str,
) -> Option<SinceLast<'s>> {
    // What somebody else wrote in their name they didn't read.
    let theirs = |given: &Statement| {
        given.role == role
            && given.by == person
            && statement::flaw(bench, record, signoff, given).is_none()
    };
    let last = newest(bench, record, signoff, theirs)?;
    let changed = signoff.covers.iter().filter(|covered| {
        let now = digest_of(bench, record, &covered.value);
        let then = last
            .covers
            .iter()
            .find(|(field, ..)| *field == covered.path);
        now.is_none() || then.map(|(_, sha256, _)| sha256) != now.as_ref()
    });
    Some(SinceLast {
        changed: changed.map(|covered| covered.path.clone()).collect(),
        last,
    })
}

/// The newest of a record's sign-offs of this name that `wanted` takes.
pub fn newest<'s>(
    bench: &'s Bench<'_>,
    record: &Record,
    signoff: &Signoff,
    wanted: impl Fn(&Statement) -> bool,
) -> Option<&'s Statement> {
    bench
        .statements(record)
        .into_iter()
        .filter(|given| given.signoff == signoff.clause.name && wanted(given))
        .max_by_key(|given| {
            let number = statement::number(bench.process, record, given);
            (given.at.date, given.at.time, number, &given.source.path)
        })
}
