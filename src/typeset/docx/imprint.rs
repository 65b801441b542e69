//! What a file says of itself in its properties: title, author, day, receipt.

use super::package::{Package, Related};
use super::{receipt, xml};
use crate::language::Language;
use chrono::NaiveDate;
use std::fmt::Write as _;

const CORE: &str = "http://schemas.openxmlformats.org/package/2006/metadata/core-properties";
const METADATA: &str = "http://schemas.openxmlformats.org/package/2006/relationships/metadata";

/// What a file says of itself.
#[derive(Clone, Copy, Debug)]
pub struct Imprint<'i> {
    /// What it is called.
    pub title: &'i str,
    /// Who issues it.
    pub author: &'i str,
    /// Its language.
    pub language: Language,
    /// The day it is issued on: the only date in the file's properties.
    pub day: NaiveDate,
    /// The receipt's statement, one line of ASCII.
    pub statement: &'i str,
}

impl Imprint<'_> {
    /// Places the properties, and says where they and the document are.
    pub fn place(&self, package: &mut Package) {
        let day = self.day.format("%Y-%m-%dT00:00:00Z");
        let mut core = format!(
            "{}<cp:coreProperties xmlns:cp=\"{CORE}\" xmlns:dc=\"http://purl.org/dc/elements/1.1/\" xmlns:dcterms=\"http://purl.org/dc/terms/\" xmlns:xsi=\"http://www.w3.org/2001/XMLSchema-instance\"><dc:title>",
            xml::DECLARATION
        );
        xml::push(&mut core, self.title);
        core.push_str("</dc:title><dc:creator>");
        xml::push(&mut core, self.author);
        let _ = write!(
            core,
            "</dc:creator><dc:language>{}</dc:language><dcterms:created xsi:type=\"dcterms:W3CDTF\">{day}</dcterms:created><dcterms:modified xsi:type=\"dcterms:W3CDTF\">{day}</dcterms:modified></cp:coreProperties>",
            self.language.tag()
        );
        package.place(
            "docProps/core.xml",
            "application/vnd.openxmlformats-package.core-properties+xml",
            core,
        );
        package.place(
            receipt::PART,
            "application/vnd.openxmlformats-officedocument.custom-properties+xml",
            receipt::part(self.statement),
        );
        let mut roots = Related::default();
        roots.add_part("officeDocument", "word/document.xml");
        roots.add_kind(&format!("{METADATA}/core-properties"), "docProps/core.xml");
        roots.add_part("custom-properties", receipt::PART);
        package.relate("", &roots);
    }
}
