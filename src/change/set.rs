//! `deal set`: fields of a record get other values.

use super::assignment::Assignment;
use super::draft::Draft;
use super::ground::{Ground, Target};
use super::note::{Deed, Note};
use super::refusal::Refusal;
use super::{Change, told};

/// Sets fields of a record.
///
/// # Errors
/// A field or value is wrong.
pub fn set(
    ground: &Ground<'_>,
    target: Target,
    assignments: &[Assignment],
) -> Result<Change, Refusal> {
    let mut draft = Draft::open(ground, target)?;
    let record = draft.record()?.address;
    let done = draft.assign_all(assignments)?;
    Ok(Change {
        note: Note {
            deed: Deed::Set,
            record,
            summary: told::all(&done),
            body: None,
        },
        writes: vec![draft.write()],
    })
}
