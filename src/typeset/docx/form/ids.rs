//! Ids that a Word file has once: what a form repeats has them again. The first copy keeps them.

use super::super::reading::{self, Element, Seen};
use super::super::refusal::Refusal;
use super::super::xml;
use std::collections::{BTreeMap, BTreeSet};
use std::fmt::Write as _;
use std::ops::Range;

/// Ids that a paragraph or picture may be without, and how they and what belongs to them begin.
const OPTIONAL: [(&str, &str); 2] = [("w14:paraId", "w14:"), ("wp14:anchorId", "wp14:")];

/// The parts of one file.
#[derive(Debug, Default)]
pub struct Ids {
    /// Pictures and shapes so far: each has the number of its place.
    drawings: u32,
}

impl Ids {
    /// A part with each id once.
    pub fn once(&mut self, part: &str, text: &str) -> Result<String, Refusal> {
        let mut copies = Copies {
            ids: self,
            seen: BTreeSet::new(),
            open: BTreeMap::new(),
            changes: BTreeMap::new(),
        };
        reading::walk_placed(part, text, |seen, bytes| {
            if let Seen::Open(element) = seen {
                let tag = text.get(bytes.clone()).unwrap_or_default();
                let is_empty = tag.ends_with("/>");
                copies.element(element, bytes, is_empty);
            }
        })?;
        Ok(copies.changed(text))
    }
}

/// A part as it is read.
struct Copies<'i> {
    ids: &'i mut Ids,
    /// Ids so far, by what they are of.
    seen: BTreeSet<(&'static str, String)>,
    /// Bookmarks and the like that aren't ended yet: where they start.
    open: BTreeMap<(&'static str, String), Range<usize>>,
    /// What takes the place of a tag, by the tag's first byte.
    changes: BTreeMap<usize, (Range<usize>, String)>,
}

impl Copies<'_> {
    fn element(&mut self, element: Element, bytes: Range<usize>, is_empty: bool) {
        let id = |name| element.get(name).unwrap_or_default().to_owned();
        match element.name.as_str() {
            "w:bookmarkStart" if is_empty => self.start(("bookmark", id("w:id")), bytes),
            "w:bookmarkEnd" if is_empty => self.end(("bookmark", id("w:id")), bytes),
            "w:permStart" if is_empty => self.start(("permission", id("w:id")), bytes),
            "w:permEnd" if is_empty => self.end(("permission", id("w:id")), bytes),
            // Of a content control.
            "w:id" if is_empty => {
                if !self.seen.insert(("control", id("w:val"))) {
                    self.change(bytes, String::new());
                }
            }
            "wp:docPr" => self.drawing(element, bytes, is_empty),
            _ => self.optional(element, bytes, is_empty),
        }
    }

    fn start(&mut self, what: (&'static str, String), bytes: Range<usize>) {
        match self.seen.insert(what.clone()) {
            true => drop(self.open.insert(what, bytes)),
            false => self.change(bytes, String::new()),
        }
    }

    fn end(&mut self, what: (&'static str, String), bytes: Range<usize>) {
        if self.open.remove(&what).is_none() {
            self.change(bytes, String::new());
        }
    }

    /// A picture can't be without a number.
    fn drawing(&mut self, mut element: Element, bytes: Range<usize>, is_empty: bool) {
        self.ids.drawings += 1;
        let attributes = element.attributes.iter_mut();
        for (_, value) in attributes.filter(|(name, _)| name == "id") {
            *value = self.ids.drawings.to_string();
        }
        self.change(bytes, tag(&element, is_empty));
    }

    fn optional(&mut self, mut element: Element, bytes: Range<usize>, is_empty: bool) {
        for (name, family) in OPTIONAL {
            let id = element.get(name).map(str::to_owned);
            if id.is_some_and(|id| !self.seen.insert((name, id))) {
                element
                    .attributes
                    .retain(|(name, _)| !name.starts_with(family));
                self.change(bytes.clone(), tag(&element, is_empty));
            }
        }
    }

    fn change(&mut self, bytes: Range<usize>, to: String) {
        self.changes.insert(bytes.start, (bytes, to));
    }

    fn changed(mut self, text: &str) -> String {
        // What starts and never ends goes.
        for start in std::mem::take(&mut self.open).into_values() {
            self.change(start, String::new());
        }
        let mut out = String::with_capacity(text.len());
        let mut at = 0;
        for (bytes, to) in self.changes.into_values() {
            out.push_str(text.get(at..bytes.start).unwrap_or_default());
            out.push_str(&to);
            at = bytes.end;
        }
        out.push_str(text.get(at..).unwrap_or_default());
        out
    }
}

fn tag(element: &Element, is_empty: bool) -> String {
    let mut out = format!("<{}", element.name);
    for (name, value) in &element.attributes {
        let _ = write!(out, " {name}=\"{}\"", xml::escaped(value));
    }
    out.push_str(if is_empty { "/>" } else { ">" });
    out
}
