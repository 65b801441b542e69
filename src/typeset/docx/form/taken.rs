//! What is taken from a company's file: the parts that make its text and look, each of a known kind. Nothing else of it
//! goes out.

use super::super::MAIN;
use super::super::archive::Archive;
use super::super::fields;
use super::super::image::{self, Image};
use super::super::imprint::Imprint;
use super::super::inlines::is_address;
use super::super::package::{Package, Related};
use super::super::reading::{self, Seen};
use super::super::refusal::Refusal;
use super::super::relation::{Relation, relations};
use super::super::tree::Tree;
use super::mark;
use std::collections::{BTreeMap, BTreeSet};

/// The part with the text.
pub const DOCUMENT: &str = "word/document.xml";
/// Longest XML of all parts that are filled together.
const LONGEST: usize = 8 << 20;

/// Kinds of parts that are taken: the word for them in relationships, their root, and whether they are filled.
const KINDS: &[(&str, &str, bool)] = &[
    ("header", "w:hdr", true),
    ("footer", "w:ftr", true),
    ("footnotes", "w:footnotes", true),
    ("endnotes", "w:endnotes", true),
    ("styles", "w:styles", false),
    ("numbering", "w:numbering", false),
    ("settings", "w:settings", false),
    ("fontTable", "w:fonts", false),
    ("theme", "a:theme", false),
];

/// Settings that lead out of the file, or that hold what its people never see: variables of programs, numbers of who
/// edited it when.
const LEFT_OUT: [&str; 5] = [
    "w:attachedTemplate",
    "w:mailMerge",
    "w:saveThroughXslt",
    "w:docVars",
    "w:rsids",
];

/// A part of the file.
#[derive(Debug)]
struct Part {
    name: String,
    /// The word for its kind.
    kind: &'static str,
    xml: String,
    filled: bool,
}

/// What is taken from a company's file.
#[derive(Debug, Default)]
pub struct Taken {
    parts: Vec<Part>,
    related: BTreeMap<String, Related>,
    images: Vec<Image>,
}

impl Taken {
    /// Reads a company's file.
    pub fn read(bytes: &[u8]) -> Result<Taken, Refusal> {
        let mut archive = Archive::open(bytes)?;
        if archive
            .needed("[Content_Types].xml")?
            .contains("macroEnabled")
        {
            return Err(Refusal::macros());
        }
        let mut taken = Taken::default();
        taken.part(&mut archive, DOCUMENT, "document", "w:document", true)?;
        let filled = taken.parts.iter().filter(|part| part.filled);
        if filled.map(|part| part.xml.len()).sum::<usize>() > LONGEST {
            return Err(Refusal::too_long());
        }
        Ok(taken)
    }

    /// The parts that are filled, the text first.
    pub fn filled(&self) -> impl Iterator<Item = (&str, &str)> {
        let parts = self.parts.iter().filter(|part| part.filled);
        parts.map(|part| (part.name.as_str(), part.xml.as_str()))
    }

    /// The file with its filled parts.
    pub fn packed<'n>(
        &self,
        filled: impl Iterator<Item = (&'n str, String)>,
        imprint: &Imprint<'_>,
        mark: Option<&str>,
    ) -> Result<Vec<u8>, Refusal> {
        let mut package = Package::default();
        imprint.place(&mut package);
        let mut filled: BTreeMap<&str, String> = filled.collect();
        let mut related = self.related.clone();
        for part in &self.parts {
            let mut xml = filled
                .remove(part.name.as_str())
                .unwrap_or_else(|| part.xml.clone());
            if let Some(mark) = mark {
                xml = match part.kind {
                    "header" => mark::header(&part.name, xml, mark)?,
                    "document" => {
                        let related = related.entry(part.name.clone()).or_default();
                        let header = mark::new_header(mark);
                        package.place(mark::PART, &kind_of("header"), header);
                        mark::document(&part.name, xml, related)?
                    }
                    _ => xml,
                };
            }
            // What goes out is judged as what came in.
            if part.filled {
                fields::judge(&part.name, &xml)?;
            }
            package.place(&part.name, &kind_of(part.kind), xml);
        }
        for (name, related) in &related {
            package.relate(name, related);
        }
        for image in &self.images {
            package.place_image(&image.name, &image.ending, image.kind, image.bytes.clone());
        }
        package
            .packed()
            .map_err(|error| Refusal::unwritten(&error.to_string()))
    }

    /// Takes a part, and what it refers to.
    fn part(
        &mut self,
        archive: &mut Archive<'_>,
        name: &str,
        kind: &'static str,
        root: &str,
        filled: bool,
    ) -> Result<(), Refusal> {
        if self.parts.iter().any(|part| part.name == name) {
            return Ok(());
        }
        let mut xml = archive.needed(name)?;
        match kind {
            "settings" => xml = inside(name, &xml)?,
            _ if filled => {
                reading::root(name, &xml, root)?;
                fields::judge(name, &xml)?;
            }
            _ => {}
        }
        let relations = relations(archive, name)?;
        // Fonts in the file are left: they may not be given away.
        if kind == "fontTable" && !relations.is_empty() {
            return Ok(());
        }
        let used = used(name, &xml, &relations)?;
        self.parts.push(Part {
            name: name.to_owned(),
            kind,
            xml,
            filled,
        });
        let mut related = Related::default();
        for relation in &relations {
            let is_used = used.contains(relation.id.as_str());
            self.follow(archive, name, relation, is_used, &mut related)?;
        }
        self.related.insert(name.to_owned(), related);
        Ok(())
    }

    /// Takes what a part refers to. What its text needs and can't be taken is refused; other things are left out.
    fn follow(
        &mut self,
        archive: &mut Archive<'_>,
        part: &str,
        relation: &Relation,
        is_used: bool,
        related: &mut Related,
    ) -> Result<(), Refusal> {
        let Relation {
            id,
            kind,
            target,
            external,
        } = relation;
        let outside = || Refusal::outside(part, target);
        let known = KINDS.iter().find(|(known, ..)| known == kind);
        let inside = format!("/{target}");
        match (known, kind.as_str(), external) {
            (Some((kind, root, filled)), _, false) if part == DOCUMENT => {
                let is_named = matches!(*kind, "header" | "footer");
                if is_named && !is_used {
                    return Ok(());
                }
                self.part(archive, target, kind, root, *filled)?;
                if self.parts.iter().any(|part| part.name == *target) {
                    related.keep(id, kind, &inside, false);
                }
            }
            (_, "image", false) if is_used => {
                image::take(&mut self.images, archive, target).ok_or_else(outside)??;
                related.keep(id, kind, &inside, false);
            }
            (_, "hyperlink", true) if is_used && is_address(target) => {
                related.keep(id, kind, target, true);
            }
            _ if is_used => return Err(outside()),
            _ => {}
        }
        Ok(())
    }
}

/// The type of a part of this kind.
fn kind_of(kind: &str) -> String {
    match kind {
        "document" => format!("{MAIN}.document.main+xml"),
        "theme" => "application/vnd.openxmlformats-officedocument.theme+xml".to_owned(),
        kind => format!("{MAIN}.{kind}+xml"),
    }
}

/// The ids of relationships that a part's text names.
fn used<'r>(
    name: &str,
    xml: &str,
    relations: &'r [Relation],
) -> Result<BTreeSet<&'r str>, Refusal> {
    let mut used = BTreeSet::new();
    reading::walk(name, xml, |seen| {
        if let Seen::Open(element) = seen {
            let values = element.attributes.iter().map(|(_, value)| value);
            used.extend(values.filter_map(|value| {
                let mut known = relations.iter().map(|relation| relation.id.as_str());
                known.find(|id| id == value)
            }));
        }
    })?;
    Ok(used)
}

/// Settings without those that are left out.
fn inside(name: &str, xml: &str) -> Result<String, Refusal> {
    let tree = Tree::read(name, xml)?;
    let mut out = String::with_capacity(xml.len());
    let mut at = 0;
    for child in &tree.root.children {
        if LEFT_OUT.contains(&tree.name(child)) {
            out.push_str(tree.slice(&(at..child.open.start)));
            at = child.close.end;
        }
    }
    out.push_str(tree.slice(&(at..xml.len())));
    Ok(out)
}
