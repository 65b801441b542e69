//! Signatures of people on sign-offs, and the keys that people sign with.

use super::bench::Bench;
use super::charge::Charge;
use super::people;
use super::seal::canonical;
use crate::expression::World;
use crate::form::Record;
use crate::language::Phrase;
use crate::process::{Givers, Signoff};
use crate::records::Statement;
use crate::rules::Rule;
use crate::say;
use crate::signature::{Key, Signature};
use chrono::NaiveDate;

/// What the signature on a sign-off proves.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum Signed {
    /// There is none.
    No,
    /// It is by a key that the signer had on the sign-off's day, over all that the file says. With the key's
    /// fingerprint.
    By(String),
    /// It proves nothing, for this reason.
    Forged(Phrase),
}

/// What the signature on a sign-off proves. Nothing is looked at where there is none.
pub fn signed(bench: &Bench<'_>, signoff: &Signoff, given: &Statement) -> Signed {
    let Some(armored) = &given.signature else {
        return Signed::No;
    };
    match verify(bench, signoff, given, armored) {
        Ok(key) => Signed::By(key.fingerprint()),
        Err(why) => Signed::Forged(why),
    }
}

/// [`signed`], verified once: each gate that demands the sign-off asks. For statements that outlive the bench only.
pub fn signed_once(bench: &Bench<'_>, signoff: &Signoff, given: &Statement) -> Signed {
    if given.signature.is_none() {
        return Signed::No;
    }
    let key = std::ptr::from_ref(given);
    if let Some(known) = bench.signed.borrow().get(&key) {
        return known.clone();
    }
    let signed = signed(bench, signoff, given);
    bench.signed.borrow_mut().insert(key, signed.clone());
    signed
}

/// Whose signature a sign-off carries: of the one who gives it, of the deputy where it was delegated, of the one who
/// took it down where somebody outside gave it.
pub fn signer<'g>(signoff: &Signoff, given: &'g Statement) -> &'g str {
    match (&signoff.by, &given.recorded_by) {
        (Givers::Outside { .. }, Some(recorder)) => recorder,
        _ => &given.by,
    }
}

/// The keys that a person had on a day, as far as they can be read.
pub fn keys_on(bench: &Bench<'_>, person: &Record, day: NaiveDate) -> Vec<Key> {
    let lines = people::keys(bench.process, person).unwrap_or_default();
    lines
        .iter()
        .filter(|line| line.covers(day))
        .filter_map(|line| Key::read(line.text).ok())
        .collect()
}

fn verify(
    bench: &Bench<'_>,
    signoff: &Signoff,
    given: &Statement,
    armored: &str,
) -> Result<Key, Phrase> {
    let signature = Signature::read(armored)?;
    let id = signer(signoff, given);
    let person = bench.person(id).ok_or_else(
        || say!(en: "there is no person `{id}`", zh: "没有编号为 `{id}` 的人员", id = id),
    )?;
    let lines = people::keys(bench.process, person)
        .filter(|_| !person.broken)
        .ok_or_else(|| say!(en: "the keys of `{id}` can't be read, so the signature can't be verified", zh: "无法读取 `{id}` 的公钥，因此无法验证签名", id = id))?;
    let named = signature.key();
    let mut known = false;
    for line in &lines {
        if !Key::read(line.text).is_ok_and(|key| key == named) {
            continue;
        }
        known = true;
        if !line.covers(given.at.date) {
            continue;
        }
        return match signature.verify(&named, canonical(bench.process, given).as_bytes()) {
            true => Ok(named),
            false => Err(say!(
                en: "the signature is not over what the file says: it was changed after it was signed, or the signature is of another file",
                zh: "签名与文件内容不符：文件在签名后被改动，或签名来自另一文件"
            )),
        };
    }
    let name = bench.name(person);
    Err(match known {
        true => say!(
            en: "the key {key} was not among the keys of {person} on {day}", zh: "{day} 时密钥 {key} 不属于{person}",
            key = named.fingerprint(), person = name, day = given.at.date
        ),
        false => say!(
            en: "the signature is by the key {key}, which is not among the keys of {person}", zh: "签名所用的密钥 {key} 不属于{person}",
            key = named.fingerprint(), person = name
        ),
    })
}

/// Judges the keys in a person's record.
pub fn judge_keys(bench: &Bench<'_>, record: &Record) -> Vec<Charge> {
    let Some(people) = &bench.process.people else {
        return Vec::new();
    };
    let Some(field) = people.keys.filter(|_| record.kind == people.kind) else {
        return Vec::new();
    };
    let fields = &bench.kind(record).outline.shape.fields;
    let name = fields.get(field).map_or("", |field| &field.name);
    let lines = people::keys(bench.process, record).unwrap_or_default();
    lines
        .iter()
        .filter_map(|line| {
            let why = Key::read(line.text).err()?;
            Some(Charge::on(Rule::WrongValue, record, line.span, why).subject(name))
        })
        .collect()
}
