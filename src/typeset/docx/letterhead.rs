//! A company's own Word file: its styles, its page, its headers and footers with their pictures. Its body is left.

use super::archive::Archive;
use super::fields;
use super::image::{self, Image};
use super::inlines::is_address;
use super::measure::Page;
use super::package::Related;
use super::reading::{self, Element, Seen};
use super::refusal::Refusal;
use super::relation::{Relation, relations};
use super::remarks;
use super::tree::Tree;
use std::collections::{BTreeMap, BTreeSet};

/// Which styles a file knows.
#[derive(Debug, Default)]
pub struct Known {
    by_name: BTreeMap<(String, String), String>,
    ids: BTreeSet<String>,
}

impl Known {
    /// The id of the style of this kind and name.
    pub fn id(&self, kind: &str, name: &str) -> Option<&str> {
        let key = (kind.to_owned(), name.to_lowercase());
        self.by_name.get(&key).map(String::as_str)
    }

    /// Whether a style has this id.
    pub fn has_id(&self, id: &str) -> bool {
        self.ids.contains(id)
    }
}

/// A header or footer, as it stands in the file.
#[derive(Debug)]
pub struct Margin {
    pub xml: String,
    /// Where its root closes.
    pub end: usize,
    pub related: Related,
}

/// What is taken from a company's file.
#[derive(Debug)]
pub struct Letterhead {
    pub styles: String,
    /// Where the root of its styles closes.
    pub styles_end: usize,
    pub known: Known,
    pub theme: Option<String>,
    pub page: Page,
    /// The first page has margins of its own.
    pub first: bool,
    /// Even pages have margins of their own.
    pub even: bool,
    /// By element (`headerReference`) and kind of page (`default`, `first`, `even`).
    pub margins: BTreeMap<(&'static str, &'static str), Margin>,
    pub images: Vec<Image>,
}

impl Letterhead {
    /// Reads a company's file.
    pub fn read(bytes: &[u8]) -> Result<Letterhead, Refusal> {
        let mut archive = Archive::open(bytes)?;
        let types = archive.needed("[Content_Types].xml")?;
        if types.contains("macroEnabled") {
            return Err(Refusal::macros());
        }
        const DOCUMENT: &str = "word/document.xml";
        let document = archive.needed(DOCUMENT)?;
        reading::root(DOCUMENT, &document, "w:document")?;
        let relations = relations(&mut archive, DOCUMENT)?;
        let styles = archive.needed("word/styles.xml")?;
        let styles_end = reading::root("word/styles.xml", &styles, "w:styles")?;
        let mut letterhead = Letterhead {
            known: known(&styles)?,
            styles,
            styles_end,
            theme: None,
            page: Page::ours(),
            first: false,
            even: even(&mut archive)?,
            margins: BTreeMap::new(),
            images: Vec::new(),
        };
        if let Some(theme) = archive.text("word/theme/theme1.xml")? {
            reading::walk("word/theme/theme1.xml", &theme, |_| ())?;
            // A theme with a picture of its own refers to a part that isn't taken over.
            letterhead.theme = Some(theme).filter(|theme| !theme.contains("r:embed"));
        }
        for (place, id) in letterhead.section(&document)? {
            let relation = relations.iter().find(|relation| relation.id == id);
            let target = relation.filter(|relation| !relation.external);
            let target = target.ok_or_else(|| Refusal::outside(DOCUMENT, &id))?;
            letterhead.take_margin(&mut archive, place, &target.target)?;
        }
        Ok(letterhead)
    }

    /// Takes the page from the last section; a section without a header has that of the one before.
    fn section(
        &mut self,
        document: &str,
    ) -> Result<BTreeMap<(&'static str, &'static str), String>, Refusal> {
        let mut margins = BTreeMap::new();
        let mut page = self.page;
        let mut first = false;
        reading::walk("word/document.xml", document, |seen| {
            let Seen::Open(element) = seen else { return };
            match element.name.as_str() {
                "w:sectPr" => first = false,
                "w:pgSz" | "w:pgMar" => measure(&mut page, &element),
                "w:titlePg" => first = is_on(&element),
                "w:headerReference" | "w:footerReference" => {
                    let margin = if element.name == "w:headerReference" {
                        "headerReference"
                    } else {
                        "footerReference"
                    };
                    let kind = match element.get("w:type") {
                        Some("first") => "first",
                        Some("even") => "even",
                        _ => "default",
                    };
                    let id = element.get("r:id").unwrap_or_default();
                    margins.insert((margin, kind), id.to_owned());
                }
                _ => (),
            }
        })?;
        self.page = page;
        self.first = first;
        Ok(margins)
    }

    fn take_margin(
        &mut self,
        archive: &mut Archive<'_>,
        place: (&'static str, &'static str),
        part: &str,
    ) -> Result<(), Refusal> {
        let root = match place.0 {
            "headerReference" => "w:hdr",
            _ => "w:ftr",
        };
        let xml = archive.needed(part)?;
        let end = reading::root(part, &xml, root)?;
        fields::judge(part, &xml)?;
        remarks::judge(&Tree::read(part, &xml)?)?;
        let mut related = Related::default();
        for relation in relations(archive, part)? {
            let Relation {
                id,
                kind,
                target,
                external,
            } = relation;
            let outside = || Refusal::outside(part, &target);
            match (kind.as_str(), external) {
                ("hyperlink", true) if is_address(&target) => {
                    related.keep(&id, &kind, &target, true);
                }
                ("image", false) => {
                    image::take(&mut self.images, archive, &target).ok_or_else(outside)??;
                    related.keep(&id, &kind, &format!("/{target}"), false);
                }
                _ => return Err(outside()),
            }
        }
        self.margins.insert(place, Margin { xml, end, related });
        Ok(())
    }
}

fn known(styles: &str) -> Result<Known, Refusal> {
    let mut known = Known::default();
    let mut current: Option<(String, String)> = None;
    reading::walk("word/styles.xml", styles, |seen| {
        let Seen::Open(element) = seen else { return };
        match element.name.as_str() {
            "w:style" => {
                let kind = element.get("w:type").unwrap_or("paragraph").to_owned();
                let id = element.get("w:styleId").unwrap_or_default().to_owned();
                known.ids.insert(id.clone());
                current = Some((kind, id));
            }
            "w:name" => {
                let name = element.get("w:val").unwrap_or_default().to_lowercase();
                if let Some((kind, id)) = current.take() {
                    known.by_name.entry((kind, name)).or_insert(id);
                }
            }
            _ => (),
        }
    })?;
    Ok(known)
}

fn even(archive: &mut Archive<'_>) -> Result<bool, Refusal> {
    let mut even = false;
    if let Some(settings) = archive.text("word/settings.xml")? {
        reading::walk("word/settings.xml", &settings, |seen| {
            if let Seen::Open(element) = seen
                && element.name == "w:evenAndOddHeaders"
            {
                even = is_on(&element);
            }
        })?;
    }
    Ok(even)
}

fn is_on(element: &Element) -> bool {
    !matches!(element.get("w:val"), Some("0" | "false" | "off"))
}

fn measure(page: &mut Page, element: &Element) {
    // Word's own bounds: a tenth of an inch to 22 inches.
    let mut take = |field: fn(&mut Page) -> &mut i64, name: &str, least: i64| {
        if let Some(number) = element.number(name) {
            *field(page) = number.abs().clamp(least, 31_680);
        }
    };
    take(|page| &mut page.width, "w:w", 144);
    take(|page| &mut page.height, "w:h", 144);
    take(|page| &mut page.top, "w:top", 0);
    take(|page| &mut page.right, "w:right", 0);
    take(|page| &mut page.bottom, "w:bottom", 0);
    take(|page| &mut page.left, "w:left", 0);
    take(|page| &mut page.header, "w:header", 0);
    take(|page| &mut page.footer, "w:footer", 0);
    take(|page| &mut page.gutter, "w:gutter", 0);
}
