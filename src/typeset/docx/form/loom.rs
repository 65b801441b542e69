//! One part on its way into the template: its elements copied as they stand, its paragraphs and rows with tags rewritten.

use super::super::refusal::Refusal;
use super::super::remarks;
use super::super::tree::{Node, Tree};
use super::super::xml;
use super::line::{Atom, Is, Line};
use super::weave::Weave;
use std::ops::Range;

/// A part being read.
pub struct Loom<'l, 't> {
    weave: &'l mut Weave,
    tree: &'l Tree<'t>,
    /// Where what was not copied yet begins.
    at: usize,
}

impl<'l, 't> Loom<'l, 't> {
    pub fn new(weave: &'l mut Weave, tree: &'l Tree<'t>) -> Loom<'l, 't> {
        Loom { weave, tree, at: 0 }
    }

    /// Reads all of the part.
    pub fn whole(mut self) -> Result<(), Refusal> {
        remarks::judge(self.tree)?;
        let tree = self.tree;
        self.element(&tree.root)?;
        self.copy_to(tree.text.len());
        Ok(())
    }

    fn element(&mut self, node: &'l Node) -> Result<(), Refusal> {
        let before = self.weave.acts;
        let level = self.weave.level();
        for child in &node.children {
            match self.tree.name(child) {
                "w:p" => self.paragraph(child, level)?,
                "w:tr" => self.row(child, level)?,
                _ => self.element(child)?,
            }
        }
        // What may be left empty is looked at when it closes: see `emptied`.
        if self.weave.acts > before {
            self.copy_to(node.close.start);
            self.weave.cut()?;
        }
        Ok(())
    }

    /// A row that holds nothing but tags isn't printed: its tags act on the rows around it.
    fn row(&mut self, row: &'l Node, level: u32) -> Result<(), Refusal> {
        let mut lines = Vec::new();
        let has_table = row.children.iter().any(|cell| {
            let children = cell.children.iter();
            children
                .filter(|child| self.tree.name(child) != "w:p")
                .any(|child| self.tree.any(child, &|name| name == "w:p"))
        });
        for cell in &row.children {
            for child in cell
                .children
                .iter()
                .filter(|child| self.tree.name(child) == "w:p")
            {
                lines.push(Line::read(self.tree, child, self.weave.find)?);
            }
        }
        let acts =
            !has_table && lines.iter().any(Line::is_only_tags) && lines.iter().all(Line::is_blank);
        if !acts {
            return self.element(row);
        }
        self.copy_to(row.open.start);
        for line in &lines {
            self.tags(line, level)?;
        }
        self.at = row.close.end;
        Ok(())
    }

    /// A paragraph that holds nothing but tags isn't printed: its tags act on the paragraphs around it.
    fn paragraph(&mut self, node: &'l Node, level: u32) -> Result<(), Refusal> {
        let line = Line::read(self.tree, node, self.weave.find)?;
        if line.is_only_tags() {
            self.copy_to(node.open.start);
            self.tags(&line, level)?;
            self.at = node.close.end;
            return Ok(());
        }
        let places = self.shown(&line);
        if line.hides() {
            self.weave.hidden();
        }
        if line.tags.is_empty() {
            for child in &node.children {
                self.element(child)?;
            }
            return Ok(());
        }
        self.copy_to(node.open.end);
        if let Some(properties) = self.tree.child(node, "w:pPr") {
            let whole = self.tree.whole(properties);
            self.weave.xml().push_str(whole);
        }
        self.inside(&line, &places)?;
        self.at = node.close.start;
        self.copy_to(node.close.end);
        Ok(())
    }

    /// The tags of a line that isn't printed.
    fn tags(&mut self, line: &Line<'_>, level: u32) -> Result<(), Refusal> {
        let places = self.shown(line);
        for (tag, place) in line.tags.iter().zip(places) {
            self.weave.tag(tag, place, level, "")?;
        }
        Ok(())
    }

    /// Adds a line to what people see; where its tags are there.
    fn shown(&mut self, line: &Line<'_>) -> Vec<u32> {
        let (shown, places) = line.shown();
        let start = self.weave.line(&shown);
        let place = |at: usize| start + u32::try_from(at).unwrap_or(u32::MAX);
        places.into_iter().map(place).collect()
    }

    /// What a paragraph says, with its tags.
    fn inside(&mut self, line: &Line<'l>, places: &[u32]) -> Result<(), Refusal> {
        let mut levels = vec![self.weave.level()];
        let mut tags = line.tags.iter().zip(places).peekable();
        let mut last = None;
        // Bytes of the line that are behind us: a tag takes those of all runs that it is in.
        let mut done = 0;
        for atom in &line.atoms {
            let is_in_tag = atom.range.start < done;
            match atom.is {
                Is::Text => {
                    while let Some((tag, place)) =
                        tags.next_if(|(tag, _)| tag.range.start < atom.range.end)
                    {
                        self.letters(line, done.max(atom.range.start)..tag.range.start, atom);
                        let level = levels.last().copied().unwrap_or_default();
                        self.weave
                            .tag(tag, *place, level, atom.run.unwrap_or_default())?;
                        done = tag.range.end;
                        last = Some((tag, *place));
                    }
                    self.letters(line, done.max(atom.range.start)..atom.range.end, atom);
                }
                Is::Blank(_) if is_in_tag => {}
                _ if is_in_tag => {
                    if let Some((tag, place)) = last.take() {
                        self.weave.broken(tag, place);
                    }
                }
                Is::Blank(node) | Is::Object(node) => self.object(node, atom.run)?,
                Is::Open(node) => {
                    levels.push(self.weave.level());
                    self.weave.xml().push_str(self.tree.slice(&node.open));
                }
                Is::Close(node) => {
                    levels.pop();
                    self.weave.xml().push_str(self.tree.slice(&node.close));
                }
            }
        }
        Ok(())
    }

    /// Letters of a run.
    fn letters(&mut self, line: &Line<'_>, range: Range<usize>, atom: &Atom<'_>) {
        let text = line.text.get(range).unwrap_or_default();
        if text.is_empty() {
            return;
        }
        let out = self.weave.xml();
        out.push_str("<w:r>");
        out.push_str(atom.run.unwrap_or_default());
        out.push_str("<w:t xml:space=\"preserve\">");
        xml::push(out, text);
        out.push_str("</w:t></w:r>");
    }

    /// An element that isn't text, in a run of its own where it was in one; there may be paragraphs in it.
    fn object(&mut self, node: &'l Node, run: Option<&str>) -> Result<(), Refusal> {
        if let Some(properties) = run {
            let out = self.weave.xml();
            out.push_str("<w:r>");
            out.push_str(properties);
        }
        self.at = node.open.start;
        self.element(node)?;
        self.copy_to(node.close.end);
        if run.is_some() {
            self.weave.xml().push_str("</w:r>");
        }
        Ok(())
    }

    fn copy_to(&mut self, to: usize) {
        if to > self.at {
            let text = self.tree.slice(&(self.at..to));
            self.weave.xml().push_str(text);
            self.at = to;
        }
    }
}
