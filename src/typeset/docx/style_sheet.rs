//! The styles that a document's paragraphs name, and `styles.xml` with those of them that a letterhead lacks.

use super::letterhead::Known;
use super::styles::{Style, fonts, size, styles};
use super::xml;
use crate::typeset::style;
use std::collections::BTreeMap;
use std::fmt::Write as _;

/// Which id each of our styles has in the file at hand.
#[derive(Debug)]
pub struct Names(BTreeMap<&'static str, String>);

impl Names {
    /// The id, in the file at hand, of one of our styles.
    pub fn id<'n>(&'n self, ours: &'n str) -> &'n str {
        self.0.get(ours).map_or(ours, String::as_str)
    }
}

/// Our own `styles.xml`.
pub fn own() -> (String, Names) {
    let mut sheet = format!(
        "{}<w:styles xmlns:w=\"{}\"><w:docDefaults><w:rPrDefault><w:rPr>{}{}<w:lang w:val=\"en-US\" w:eastAsia=\"zh-CN\"/></w:rPr></w:rPrDefault><w:pPrDefault/></w:docDefaults>",
        xml::DECLARATION,
        xml::WORD,
        fonts("Times New Roman", "SimSun"),
        size(style::TEXT),
    );
    let mut names = BTreeMap::new();
    for style in styles("Normal") {
        write(&mut sheet, &style, style.id);
        names.insert(style.id, style.id.to_owned());
    }
    sheet.push_str("</w:styles>");
    (sheet, Names(names))
}

/// A letterhead's `styles.xml` with ours behind its own, where it has none of the name.
/// `end` is where its root element closes.
pub fn completed(sheet: &str, end: usize, known: &Known) -> (String, Names) {
    let (head, tail) = sheet.split_at_checked(end).unwrap_or((sheet, ""));
    let mut sheet = head.to_owned();
    let mut names = BTreeMap::new();
    let normal = known.id("paragraph", "normal").unwrap_or("Normal");
    for style in styles(normal) {
        if let Some(id) = known.id(style.kind, style.name) {
            names.insert(style.id, id.to_owned());
            continue;
        }
        let mut id = style.id.to_owned();
        while known.has_id(&id) {
            id.push_str("Deal");
        }
        write(&mut sheet, &style, &id);
        names.insert(style.id, id);
    }
    sheet.push_str(tail);
    (sheet, Names(names))
}

fn write(sheet: &mut String, style: &Style, id: &str) {
    let Style {
        kind, name, rest, ..
    } = style;
    let default = match id {
        "Normal" | "TableNormal" => " w:default=\"1\"",
        id if id.starts_with("Deal") => " w:customStyle=\"1\"",
        _ => "",
    };
    let _ = write!(
        sheet,
        "<w:style w:type=\"{kind}\"{default} w:styleId=\"{id}\"><w:name w:val=\"{name}\"/>{rest}</w:style>"
    );
}
