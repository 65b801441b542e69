//! A Word document as text for people who review a change of it: paragraphs with their styles, tables cell by cell.

use crate::example::{example, run};
use quick_xml::Reader;
use quick_xml::events::{BytesStart, Event};
use regex::Regex;
use std::fs;
use std::io::{Cursor, Read};
use std::path::Path;

/// An element without its prefix.
#[derive(Default)]
struct Element {
    name: String,
    attributes: Vec<(String, String)>,
    children: Vec<Element>,
    text: String,
}

impl Element {
    fn of(start: &BytesStart<'_>) -> Element {
        let local = |name: &[u8]| String::from_utf8(name.to_vec()).unwrap();
        let attributes = start.attributes().map(|attribute| {
            let attribute = attribute.unwrap();
            let name = local(attribute.key.local_name().as_ref());
            (name, String::from_utf8(attribute.value.to_vec()).unwrap())
        });
        Element {
            name: local(start.local_name().as_ref()),
            attributes: attributes.collect(),
            ..Element::default()
        }
    }

    fn read(xml: &str) -> Element {
        let mut reader = Reader::from_str(xml);
        let mut open = vec![Element::default()];
        loop {
            let closed = match reader.read_event().unwrap() {
                Event::Start(start) => {
                    open.push(Element::of(&start));
                    continue;
                }
                Event::Empty(start) => Element::of(&start),
                Event::End(_) => open.pop().unwrap(),
                Event::Text(text) => {
                    open.last_mut().unwrap().text += &text.decode().unwrap();
                    continue;
                }
                Event::GeneralRef(name) => {
                    open.last_mut().unwrap().text += &format!("&{};", name.decode().unwrap());
                    continue;
                }
                Event::Eof => return open.pop().unwrap().children.pop().unwrap(),
                _ => continue,
            };
            open.last_mut().unwrap().children.push(closed);
        }
    }

    fn child(&self, name: &str) -> Option<&Element> {
        self.children.iter().find(|child| child.name == name)
    }

    fn value(&self) -> &str {
        let value = self.attributes.iter().find(|(name, _)| name == "val");
        value.map_or("", |(_, value)| value)
    }

    /// What it says of looks: `ind left=420 hanging=420`. Naughts and what `without` names are left out.
    fn looks(&self, without: &[&str]) -> String {
        let kept = self.children.iter();
        let kept = kept.filter(|child| !without.contains(&child.name.as_str()));
        let looks: Vec<String> = kept.map(Element::look).collect();
        match looks.is_empty() {
            true => String::new(),
            false => format!(" [{}]", looks.join("; ")),
        }
    }

    fn look(&self) -> String {
        let attributes = self.attributes.iter().filter(|(_, value)| value != "0");
        let attributes = attributes.map(|(name, value)| match name.as_str() {
            "val" => format!(" {value}"),
            name => format!(" {name}={value}"),
        });
        let inner = self
            .children
            .iter()
            .map(|child| format!(" {}", child.look()));
        let (attributes, inner): (String, String) = (attributes.collect(), inner.collect());
        format!("{}{attributes}{inner}", self.name)
    }
}

/// The lines of a body, a header or a footer.
fn lines(parent: &Element, margin: &str, out: &mut String) {
    for part in &parent.children {
        match part.name.as_str() {
            "p" => out.push_str(&format!("{margin}{}\n", paragraph(part))),
            "tbl" => table(part, margin, out),
            "sectPr" => out.push_str(&format!("page{}\n", part.looks(&[]))),
            other => out.push_str(&format!("{margin}{other}\n")),
        }
    }
}

/// `Style [what it says of looks]: text`. What a run says of looks stands before it.
fn paragraph(paragraph: &Element) -> String {
    let properties = paragraph.child("pPr");
    let style = properties.and_then(|of| of.child("pStyle"));
    let looks = properties.map_or_else(String::new, |of| of.looks(&["pStyle"]));
    let runs = paragraph.children.iter().filter(|part| part.name != "pPr");
    let text: String = runs.map(run_of).collect();
    format!("{}{looks}: {text}", style.map_or("-", Element::value))
}

fn run_of(run: &Element) -> String {
    let parts = run.children.iter().map(|part| match part.name.as_str() {
        // Each run says its language.
        "rPr" => part.looks(&["lang"]).trim_start().to_owned(),
        "t" | "instrText" => part.text.clone(),
        "r" => run_of(part),
        name => format!("<{name}>"),
    });
    parts.collect()
}

fn table(table: &Element, margin: &str, out: &mut String) {
    let grid = table.child("tblGrid").unwrap().children.iter();
    let widths: Vec<&str> = grid.map(|column| column.attributes[0].1.as_str()).collect();
    let looks = table.child("tblPr").unwrap().looks(&[]);
    out.push_str(&format!("{margin}table {}{looks}\n", widths.join(" ")));
    for row in table.children.iter().filter(|part| part.name == "tr") {
        let looks = row
            .child("trPr")
            .map_or_else(String::new, |of| of.looks(&[]));
        out.push_str(&format!("{margin}  row{looks}\n"));
        for cell in row.children.iter().filter(|part| part.name == "tc") {
            // The width is the column's.
            let looks = cell
                .child("tcPr")
                .map_or_else(String::new, |of| of.looks(&["tcW"]));
            let mut inside = String::new();
            let content = cell.children.iter().filter(|part| part.name != "tcPr");
            for part in content {
                match part.name.as_str() {
                    "p" => inside.push_str(&format!(" {}", paragraph(part))),
                    name => inside.push_str(&format!(" <{name}>")),
                }
            }
            out.push_str(&format!("{margin}    |{looks}{inside}\n"));
        }
    }
}

/// All that is seen of a Word file.
fn extract(file: &[u8]) -> String {
    let mut archive = zip::ZipArchive::new(Cursor::new(file)).unwrap();
    let mut out = String::new();
    for part in ["header-default", "document", "footer-default"] {
        let mut xml = String::new();
        let name = format!("word/{part}.xml");
        archive
            .by_name(&name)
            .unwrap()
            .read_to_string(&mut xml)
            .unwrap();
        let root = Element::read(&xml);
        out.push_str(&format!("{name}\n"));
        lines(root.child("body").unwrap_or(&root), "", &mut out);
    }
    // The code is of the process and the template too.
    let code = Regex::new("[0-9A-Z]{4}-[0-9A-Z]{4}").unwrap();
    code.replace_all(&out, "CODE").into_owned()
}

/// `UPDATE_GOLDEN=1 cargo test --test documents` writes the file anew; read its diff.
#[test]
fn the_quote_in_word() {
    let example = example();
    let quote = example.path().join("quote.docx");
    let args = ["render", "huachen-2603-k7q", "quote", "--to", "docx"];
    let made = run(
        example.path(),
        &[
            &args[..],
            &["--lang", "zh-CN", "--draft", "-o", quote.to_str().unwrap()],
        ]
        .concat(),
    );
    assert_eq!(made.status, 0, "{}", made.err);
    let said = extract(&fs::read(quote).unwrap());
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let golden = root.join("tests/documents/quote.docx.txt");
    if std::env::var_os("UPDATE_GOLDEN").is_some() {
        fs::write(&golden, &said).unwrap();
    }
    assert_eq!(fs::read_to_string(&golden).unwrap_or_default(), said);
}
