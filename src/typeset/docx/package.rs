//! A Word file as its parts: their types, what each refers to, the archive that holds them.

use super::xml::{self, RELATED};
use std::collections::BTreeMap;
use std::fmt::Write as _;
use std::io::{Cursor, Write as _};
use zip::write::SimpleFileOptions;
use zip::{CompressionMethod, DateTime, ZipWriter};

/// The parts of a file, by name.
#[derive(Debug, Default)]
pub struct Package {
    parts: BTreeMap<String, Vec<u8>>,
    types: BTreeMap<String, String>,
    images: BTreeMap<String, &'static str>,
}

impl Package {
    /// Places a part of XML, of this type.
    pub fn place(&mut self, name: &str, kind: &str, content: impl Into<Vec<u8>>) {
        self.types.insert(name.to_owned(), kind.to_owned());
        self.parts.insert(name.to_owned(), content.into());
    }

    /// Places an image.
    pub fn place_image(&mut self, name: &str, ending: &str, kind: &'static str, content: Vec<u8>) {
        self.images.insert(ending.to_owned(), kind);
        self.parts.insert(name.to_owned(), content);
    }

    /// Places what the part `of` refers to, if it does.
    pub fn relate(&mut self, of: &str, related: &Related) {
        if related.list.is_empty() {
            return;
        }
        let (folder, file) = of.rsplit_once('/').unwrap_or(("", of));
        let slash = if folder.is_empty() { "" } else { "/" };
        self.parts.insert(
            format!("{folder}{slash}_rels/{file}.rels"),
            related.part().into_bytes(),
        );
    }

    /// The archive: the same parts give the same bytes.
    pub fn packed(mut self) -> zip::result::ZipResult<Vec<u8>> {
        let types = self.content_types().into_bytes();
        self.parts.insert("[Content_Types].xml".to_owned(), types);
        let options = SimpleFileOptions::default()
            .compression_method(CompressionMethod::Deflated)
            .last_modified_time(DateTime::default());
        let mut archive = ZipWriter::new(Cursor::new(Vec::new()));
        for (name, content) in &self.parts {
            archive.start_file(name.as_str(), options)?;
            archive.write_all(content)?;
        }
        Ok(archive.finish()?.into_inner())
    }

    fn content_types(&self) -> String {
        let mut out = format!(
            "{}<Types xmlns=\"http://schemas.openxmlformats.org/package/2006/content-types\"><Default Extension=\"rels\" ContentType=\"application/vnd.openxmlformats-package.relationships+xml\"/><Default Extension=\"xml\" ContentType=\"application/xml\"/>",
            xml::DECLARATION
        );
        for (ending, kind) in &self.images {
            let _ = write!(
                out,
                "<Default Extension=\"{}\" ContentType=\"{kind}\"/>",
                xml::escaped(ending)
            );
        }
        for (name, kind) in &self.types {
            let _ = write!(
                out,
                "<Override PartName=\"/{}\" ContentType=\"{}\"/>",
                xml::escaped(name),
                xml::escaped(kind)
            );
        }
        out.push_str("</Types>");
        out
    }
}

/// What a part refers to: other parts, addresses.
#[derive(Clone, Debug, Default)]
pub struct Related {
    list: Vec<Relationship>,
}

#[derive(Clone, Debug)]
struct Relationship {
    id: String,
    kind: String,
    target: String,
    external: bool,
}

impl Related {
    /// Refers to another part, `kind` being the last word of the relationship's type.
    pub fn add_part(&mut self, kind: &str, target: &str) -> String {
        self.add(format!("{RELATED}/{kind}"), target, false)
    }

    /// Refers to a part of a kind that isn't Word's own.
    pub fn add_kind(&mut self, kind: &str, target: &str) -> String {
        self.add(kind.to_owned(), target, false)
    }

    /// Refers to an address.
    pub fn add_address(&mut self, address: &str) -> String {
        self.add(format!("{RELATED}/hyperlink"), address, true)
    }

    /// Takes over a relationship with the id that the part knows it by.
    pub fn keep(&mut self, id: &str, kind: &str, target: &str, external: bool) {
        self.list.push(Relationship {
            id: id.to_owned(),
            kind: format!("{RELATED}/{kind}"),
            target: target.to_owned(),
            external,
        });
    }

    fn add(&mut self, kind: String, target: &str, external: bool) -> String {
        let id = format!("rId{}", self.list.len() + 1);
        self.list.push(Relationship {
            id: id.clone(),
            kind,
            target: target.to_owned(),
            external,
        });
        id
    }

    fn part(&self) -> String {
        let mut out = format!(
            "{}<Relationships xmlns=\"http://schemas.openxmlformats.org/package/2006/relationships\">",
            xml::DECLARATION
        );
        for Relationship {
            id,
            kind,
            target,
            external,
        } in &self.list
        {
            let mode = if *external {
                " TargetMode=\"External\""
            } else {
                ""
            };
            let _ = write!(
                out,
                "<Relationship Id=\"{}\" Type=\"{kind}\" Target=\"{}\"{mode}/>",
                xml::escaped(id),
                xml::escaped(target)
            );
        }
        out.push_str("</Relationships>");
        out
    }
}
