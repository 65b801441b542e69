//! Pieces of a form, and the private letters that stand for them in its template.

use super::super::refusal::Refusal;

/// The letter of the first piece. Values have no letters of this plane, see [`crate::typeset::literal`].
const FIRST: u32 = 0x10_0100;
/// Most pieces: up to the last letter of the plane.
const MOST: usize = 0xfe00;

/// A piece of a form.
#[derive(Debug)]
pub enum Piece {
    /// A part of the file begins, by its place among those that are filled.
    Part(usize),
    /// XML, as it stands in the file.
    Xml(String),
    /// What follows is a value, in runs of these properties.
    Value(String),
}

/// The letter of the piece at a place.
pub fn letter(at: usize) -> Result<char, Refusal> {
    let letter = u32::try_from(at)
        .ok()
        .filter(|_| at < MOST)
        .and_then(|at| char::from_u32(FIRST + at));
    letter.ok_or_else(Refusal::too_long)
}

/// The piece that a letter stands for.
pub fn of(letter: char, pieces: &[Piece]) -> Option<&Piece> {
    let at = u32::from(letter).checked_sub(FIRST)?;
    pieces.get(usize::try_from(at).ok()?)
}
