//! A paragraph as a line of text: Word splits what people write into runs wherever it likes.

use super::super::refusal::Refusal;
use super::super::tree::{Node, Tree};
use super::{Does, FindTags, Tag};
use std::ops::Range;

/// Stands in the text for what is none: a picture, a field.
const OBJECT: char = '\u{fffc}';

/// Elements around runs; what they say is part of the line.
const AROUND: [&str; 8] = [
    "w:hyperlink",
    "w:smartTag",
    "w:sdt",
    "w:sdtContent",
    "w:fldSimple",
    "w:customXml",
    "w:dir",
    "w:bdo",
];

/// What a line is made of, in order.
#[derive(Debug)]
pub struct Atom<'t> {
    /// Its bytes in the line's text.
    pub range: Range<usize>,
    /// The properties of the run that it is in, where it is in one.
    pub run: Option<&'t str>,
    pub is: Is<'t>,
}

/// What an atom is.
#[derive(Clone, Copy, Debug)]
pub enum Is<'t> {
    /// Letters.
    Text,
    /// An element that shows nothing, or white space: it can be left out of a tag.
    Blank(&'t Node),
    /// An element that shows something else than text.
    Object(&'t Node),
    /// The beginning of an element around runs.
    Open(&'t Node),
    /// Its end.
    Close(&'t Node),
}

/// A paragraph as a line.
#[derive(Debug)]
pub struct Line<'t> {
    /// What it says.
    pub text: String,
    pub atoms: Vec<Atom<'t>>,
    pub tags: Vec<Tag>,
    /// It ends a section, whose page its properties hold.
    ends_section: bool,
}

impl<'t> Line<'t> {
    /// Reads a paragraph.
    pub fn read(tree: &Tree<'t>, paragraph: &'t Node, find: FindTags) -> Result<Line<'t>, Refusal> {
        let mut line = Line {
            text: String::new(),
            atoms: Vec::new(),
            tags: Vec::new(),
            ends_section: false,
        };
        line.children(tree, paragraph)?;
        line.tags = find(&line.text);
        for tag in &mut line.tags {
            tag.text = tag.text.replace(OBJECT, "…");
        }
        Ok(line)
    }

    /// Whether it holds tags and nothing else, none of which prints.
    pub fn is_only_tags(&self) -> bool {
        !self.tags.is_empty() && self.is_blank()
    }

    /// Whether it shows nothing.
    pub fn is_blank(&self) -> bool {
        let prints = |tag: &Tag| matches!(tag.does, Does::Print | Does::Wrong(..));
        let mut from = 0;
        let tags = self.tags.iter().map(|tag| tag.range.clone());
        let between = tags
            .chain(std::iter::once(self.text.len()..self.text.len()))
            .all(|tag| {
                let text = self.text.get(from..tag.start).unwrap_or_default();
                from = tag.end;
                text.trim().is_empty()
            });
        between && !self.ends_section && !self.tags.iter().any(prints)
    }

    /// Whether Word hides something of what it would print.
    pub fn hides(&self) -> bool {
        let is_printed = |at: usize| {
            let tag = self.tags.iter().find(|tag| tag.range.contains(&at));
            tag.is_none_or(|tag| matches!(tag.does, Does::Print))
        };
        let mut atoms = self.atoms.iter();
        atoms.any(|atom| {
            let is_hidden = matches!(atom.is, Is::Text) && atom.run.is_some_and(is_hidden);
            let text = self.text.get(atom.range.clone()).unwrap_or_default();
            let mut letters = text.char_indices().filter(|(_, c)| !c.is_whitespace());
            is_hidden && letters.any(|(at, _)| is_printed(atom.range.start + at))
        })
    }

    /// The line as people see it, and where each tag is in it.
    pub fn shown(&self) -> (String, Vec<usize>) {
        let mut shown = String::with_capacity(self.text.len());
        let mut places = Vec::with_capacity(self.tags.len());
        let mut from = 0;
        let push = |shown: &mut String, range: Range<usize>| {
            let text = self.text.get(range).unwrap_or_default();
            shown.extend(text.chars().filter(|c| *c != OBJECT));
        };
        for tag in &self.tags {
            push(&mut shown, from..tag.range.start);
            places.push(shown.len());
            shown.push_str(&tag.text);
            from = tag.range.end;
        }
        push(&mut shown, from..self.text.len());
        (shown, places)
    }

    fn children(&mut self, tree: &Tree<'t>, node: &'t Node) -> Result<(), Refusal> {
        for child in &node.children {
            match tree.name(child) {
                "w:pPr" => self.ends_section |= tree.child(child, "w:sectPr").is_some(),
                "w:r" => self.run(tree, child)?,
                name if AROUND.contains(&name) => {
                    self.push("", None, Is::Open(child));
                    self.children(tree, child)?;
                    self.push("", None, Is::Close(child));
                }
                "w:proofErr" | "w:bookmarkStart" | "w:bookmarkEnd" | "w:permStart"
                | "w:permEnd" | "w:sdtPr" | "w:sdtEndPr" => self.push("", None, Is::Blank(child)),
                _ => self.push("\u{fffc}", None, Is::Object(child)),
            }
        }
        Ok(())
    }

    fn run(&mut self, tree: &Tree<'t>, run: &'t Node) -> Result<(), Refusal> {
        let properties = tree.child(run, "w:rPr");
        let properties = Some(properties.map_or("", |node| tree.whole(node)));
        for child in &run.children {
            match tree.name(child) {
                "w:rPr" => {}
                "w:t" => {
                    let text = tree.text_in(child)?.replace(['\n', '\r', '\t'], " ");
                    // Word takes spaces at the ends away where a text doesn't say that they stay.
                    let kept = match tree.slice(&child.open).contains("preserve") {
                        true => text.as_str(),
                        false => text.trim_matches(' '),
                    };
                    self.push(&kept.replace(OBJECT, ""), properties, Is::Text);
                }
                "w:noBreakHyphen" => self.push("-", properties, Is::Blank(child)),
                "w:tab" | "w:cr" => self.push(" ", properties, Is::Blank(child)),
                "w:br" if !tree.slice(&child.open).contains("w:type") => {
                    self.push(" ", properties, Is::Blank(child));
                }
                "w:lastRenderedPageBreak" | "w:softHyphen" => {
                    self.push("", properties, Is::Blank(child));
                }
                _ => self.push("\u{fffc}", properties, Is::Object(child)),
            }
        }
        Ok(())
    }

    fn push(&mut self, text: &str, run: Option<&'t str>, is: Is<'t>) {
        let start = self.text.len();
        self.text.push_str(text);
        self.atoms.push(Atom {
            range: start..self.text.len(),
            run,
            is,
        });
    }
}

/// Whether a run of these properties is hidden.
fn is_hidden(properties: &str) -> bool {
    let tag = properties.split_once("<w:vanish").map(|(_, rest)| rest);
    let tag = tag.and_then(|rest| rest.split('>').next());
    let is_off = |tag: &str| ["0", "false", "off"].iter().any(|off| tag.contains(off));
    tag.is_some_and(|tag| tag.starts_with(['/', ' ']) && !is_off(tag))
}
