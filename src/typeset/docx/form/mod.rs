//! A company's Word file as a form: in its text its people wrote tags, and a document is the file with values in
//! their place.
//!
//! What stands between the tags is cut into pieces of XML, and a template is made that has the tags as they were
//! written and a private letter for each piece. Whatever fills that template, the pieces come back from the letters
//! in the order that the tags demand, and everything else is text.

mod emptied;
mod fill;
mod ids;
mod line;
mod loom;
mod mark;
mod piece;
mod taken;
mod weave;

use super::imprint::Imprint;
use super::refusal::Refusal;
use crate::language::Phrase;
use crate::text::{Span, sha256};
use piece::Piece;
use std::ops::Range;
use taken::Taken;

/// A tag in a paragraph.
#[derive(Clone, Debug)]
pub struct Tag {
    /// Its bytes in the paragraph's text.
    pub range: Range<usize>,
    /// The tag as the engine is to read it.
    pub text: String,
    /// What it does.
    pub does: Does,
}

/// What a tag does to what stands around it.
#[derive(Clone, Debug)]
pub enum Does {
    /// A value takes its place.
    Print,
    /// It begins what is left out or repeated.
    Open,
    /// It begins another branch of that.
    Turn,
    /// It ends that.
    Close,
    /// It does nothing to it.
    Stand,
    /// It can't be used: why, and what to do.
    Wrong(Phrase, Option<Phrase>),
}

/// Finds the tags of a paragraph, in their order.
pub type FindTags = fn(&str) -> Vec<Tag>;

/// Something in a form that can't be filled.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Flaw {
    /// Where in [`Form::seen`].
    pub span: Span,
    /// What is wrong.
    pub message: Phrase,
    /// What to do.
    pub help: Option<Phrase>,
}

/// A Word file that can be filled.
#[derive(Debug)]
pub struct Form {
    /// SHA-256 of the file.
    pub sha256: String,
    /// What people see: a line for each paragraph.
    pub seen: String,
    /// What an engine fills.
    pub template: String,
    /// What can't be filled.
    pub flaws: Vec<Flaw>,
    holes: Vec<Hole>,
    /// The parts that are filled: the number of lines before each, and its name.
    starts: Vec<(u32, String)>,
    pieces: Vec<Piece>,
    taken: Taken,
}

/// Where a tag stands in the template and in what people see.
#[derive(Clone, Copy, Debug)]
struct Hole {
    template: u32,
    seen: u32,
    length: u32,
}

impl Form {
    /// Reads a company's file.
    ///
    /// # Errors
    /// The file can't be used: not a Word file, too large, with macros, comments or tracked changes, broken, or fetching
    /// something.
    pub fn read(bytes: &[u8], find: FindTags) -> Result<Form, Refusal> {
        let taken = Taken::read(bytes)?;
        let mut weave = weave::Weave::new(find);
        let mut starts = Vec::new();
        for (name, xml) in taken.filled() {
            starts.push((weave.lines(), name.to_owned()));
            weave.part(name, xml)?;
        }
        let woven = weave.end()?;
        Ok(Form {
            sha256: sha256(bytes),
            seen: woven.seen,
            template: woven.template,
            flaws: woven.flaws,
            holes: woven.holes,
            pieces: woven.pieces,
            starts,
            taken,
        })
    }

    /// The file with its template filled; a draft has `mark` across each page.
    ///
    /// # Errors
    /// The file would be too long, or can't be written.
    pub fn fill(
        &self,
        filled: &str,
        imprint: &Imprint<'_>,
        mark: Option<&str>,
    ) -> Result<Vec<u8>, Refusal> {
        let parts = fill::parts(filled, &self.pieces, self.starts.len())?;
        let mut ids = ids::Ids::default();
        let mut once = Vec::new();
        for ((_, name), part) in self.starts.iter().zip(parts) {
            once.push((name.as_str(), ids.once(name, &part)?));
        }
        self.taken.packed(once.into_iter(), imprint, mark)
    }

    /// Where something in the template is in what people see: the tag there, or the last one before.
    pub fn seen_at(&self, span: Span) -> Span {
        let after = self
            .holes
            .partition_point(|hole| hole.template <= span.start);
        let Some(hole) = after.checked_sub(1).and_then(|at| self.holes.get(at)) else {
            return Span::default();
        };
        let within = |at: u32| hole.seen + at.saturating_sub(hole.template).min(hole.length);
        Span::new(within(span.start), within(span.end.max(span.start)))
    }

    /// The part that a line of what people see is in, where that isn't the text itself, and the number of its paragraph
    /// there, from 1.
    pub fn paragraph(&self, line: u32) -> (Option<&str>, u32) {
        let after = self.starts.partition_point(|(before, _)| *before < line);
        match after.checked_sub(1).map(|at| (at, &self.starts[at])) {
            Some((0, (before, _))) => (None, line - before),
            Some((_, (before, name))) => (Some(name), line - before),
            None => (None, line),
        }
    }
}
