//! Word files with tags, filled: what the tests of it have in common.

mod any;
mod copies;
mod said;
mod unfit;

use super::tags;
use crate::calendar::Calendar;
use crate::language::{Language, Phrase};
use crate::template::{Engine, Key, Map, Setting, Shelf, Value};
use crate::typeset::form::Form;
use crate::typeset::{Imprint, guarded_changes, literal};
use crate::value::Currency;
use chrono::NaiveDate;
use quick_xml::events::Event;
use std::io::{Cursor, Read as _, Write as _};
use std::sync::Arc;

const W: &str = "http://schemas.openxmlformats.org/wordprocessingml/2006/main";
const R: &str = "http://schemas.openxmlformats.org/officeDocument/2006/relationships";
const DOCUMENT: &str = "word/document.xml";

fn zipped(parts: &[(&str, String)]) -> Vec<u8> {
    let mut zip = zip::ZipWriter::new(Cursor::new(Vec::new()));
    for (name, content) in parts {
        let options = zip::write::SimpleFileOptions::default();
        zip.start_file(*name, options).unwrap();
        zip.write_all(content.as_bytes()).unwrap();
    }
    zip.finish().unwrap().into_inner()
}

fn document(body: &str) -> String {
    format!("<w:document xmlns:w=\"{W}\" xmlns:r=\"{R}\"><w:body>{body}</w:body></w:document>")
}

/// A file with this body and other parts.
fn file(body: &str, others: &[(&str, String)]) -> Vec<u8> {
    let mut parts = vec![
        ("[Content_Types].xml", "<Types/>".to_owned()),
        (DOCUMENT, document(body)),
    ];
    parts.extend(others.iter().cloned());
    zipped(&parts)
}

/// What the text refers to.
fn relations(relations: &[(&str, &str, &str)]) -> (&'static str, String) {
    let list: String = relations
        .iter()
        .map(|(id, kind, target)| {
            let mode = match target.contains(':') {
                true => " TargetMode=\"External\"",
                false => "",
            };
            format!("<Relationship Id=\"{id}\" Type=\"{R}/{kind}\" Target=\"{target}\"{mode}/>")
        })
        .collect();
    let name = "word/_rels/document.xml.rels";
    (name, format!("<Relationships>{list}</Relationships>"))
}

fn header(text: &str) -> (&'static str, String) {
    let xml = format!("<w:hdr xmlns:w=\"{W}\">{}</w:hdr>", p(text));
    ("word/header1.xml", xml)
}

fn p(text: &str) -> String {
    format!("<w:p><w:r><w:t xml:space=\"preserve\">{text}</w:t></w:r></w:p>")
}

fn table(rows: &[&[&str]]) -> String {
    let row = |cells: &&[&str]| {
        let cells = cells.iter().map(|text| format!("<w:tc>{}</w:tc>", p(text)));
        format!("<w:tr>{}</w:tr>", cells.collect::<String>())
    };
    let rows: String = rows.iter().map(row).collect();
    format!("<w:tbl><w:tblPr/>{rows}</w:tbl>")
}

fn values(name: &str, what: &str) -> Vec<(String, Value)> {
    let line = |what: &str| {
        let what = (Key::from("what".to_owned()), Value::from(what));
        Value::from(Map::from_iter([what]))
    };
    let prose = literal::prose("# Title\n\nOne **two**\n\n- three");
    vec![
        ("name".to_owned(), Value::from(name)),
        (
            "lines".to_owned(),
            Value::from(vec![line("Robot"), line(what)]),
        ),
        ("empty".to_owned(), Value::from(Vec::<Value>::new())),
        ("body".to_owned(), Value::safe_string(&prose)),
        (
            "diff".to_owned(),
            Value::safe_string(&guarded_changes("old day", "new day")),
        ),
    ]
}

/// A file, filled with these values.
fn filled(bytes: &[u8], values: &[(String, Value)], mark: Option<&str>) -> Vec<u8> {
    let form = Form::read(bytes, tags).unwrap();
    assert_eq!(form.flaws, []);
    fill(form, values, mark).unwrap()
}

/// A form, filled with these values; or why it can't be.
fn fill(form: Form, values: &[(String, Value)], mark: Option<&str>) -> Result<Vec<u8>, Phrase> {
    let form = Arc::new(form);
    let shelf = Shelf::of_form(Language::En, "templates/en/t.docx", &form);
    let setting = Setting {
        language: Language::En,
        currency: Currency::new("CNY").unwrap(),
        calendar: Arc::new(Calendar::default()),
    };
    let engine = Engine::new(&shelf, &setting).map_err(|mut wrong| wrong.remove(0).message)?;
    let filled = engine
        .fill("t.docx", values)
        .map_err(|trouble| trouble.message)?;
    let imprint = Imprint {
        title: "T",
        author: "A",
        language: Language::En,
        day: NaiveDate::from_ymd_opt(2026, 3, 20).unwrap(),
        statement: "{\"dealdesk\":1}",
    };
    let made = form.fill(&filled, &imprint, mark);
    made.map_err(|refusal| refusal.message().clone())
}

fn part(bytes: &[u8], name: &str) -> String {
    let mut zip = zip::ZipArchive::new(Cursor::new(bytes)).unwrap();
    let mut text = String::new();
    let mut file = zip.by_name(name).unwrap();
    file.read_to_string(&mut text).unwrap();
    text
}

/// The elements of a part, and its texts: a line for each paragraph, `/` where one breaks.
fn outline(xml: &str) -> (Vec<String>, String) {
    let mut reader = quick_xml::Reader::from_str(xml);
    let (mut elements, mut text, mut inside) = (Vec::new(), String::new(), false);
    loop {
        match reader.read_event().unwrap() {
            Event::Start(tag) | Event::Empty(tag) => {
                let name = String::from_utf8(tag.name().as_ref().to_vec()).unwrap();
                match name.as_str() {
                    "w:p" if !text.is_empty() => text.push('\n'),
                    "w:br" => text.push('/'),
                    _ => {}
                }
                inside = name == "w:t";
                // Lines of a value are breaks in its run.
                if !matches!(name.as_str(), "w:br" | "w:t") {
                    elements.push(name);
                }
            }
            Event::End(_) => inside = false,
            Event::Text(letters) if inside => text.push_str(&letters.decode().unwrap()),
            Event::GeneralRef(name) if inside => {
                let name = format!("&{};", name.decode().unwrap());
                text.push_str(&quick_xml::escape::unescape(&name).unwrap());
            }
            Event::Eof => return (elements, text),
            _ => {}
        }
    }
}
