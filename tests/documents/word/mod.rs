//! A company's own Word file as a form: filled by `deal render`, judged by `deal check`.

mod sent;

use crate::desk::{Desk, OFFER};
use std::fs;
use std::io::{Cursor, Read, Write};

const WORD: &str = "http://schemas.openxmlformats.org/wordprocessingml/2006/main";
const FORM: &str = "templates/en/letter.docx";

fn zipped(parts: &[(&str, &str)]) -> Vec<u8> {
    let mut zip = zip::ZipWriter::new(Cursor::new(Vec::new()));
    for (name, text) in parts {
        let options = zip::write::SimpleFileOptions::default();
        zip.start_file(*name, options).unwrap();
        zip.write_all(text.as_bytes()).unwrap();
    }
    zip.finish().unwrap().into_inner()
}

fn paragraph(text: &str) -> String {
    format!("<w:p><w:r><w:t xml:space=\"preserve\">{text}</w:t></w:r></w:p>")
}

fn word(body: &str) -> Vec<u8> {
    let document = format!("<w:document xmlns:w=\"{WORD}\"><w:body>{body}</w:body></w:document>");
    zipped(&[
        ("[Content_Types].xml", "<Types/>"),
        ("word/document.xml", &document),
    ])
}

/// A Word file of these paragraphs.
fn of(paragraphs: &[&str]) -> Vec<u8> {
    let body: String = paragraphs.iter().map(|text| paragraph(text)).collect();
    word(&body)
}

/// A letter as its people wrote it in Word: a tag over two runs, rows of a table, curly quotes.
fn letter() -> Vec<u8> {
    let row = |cells: [&str; 2]| {
        let cells = cells.map(|text| format!("<w:tc>{}</w:tc>", paragraph(text)));
        format!("<w:tr>{}</w:tr>", cells.concat())
    };
    let rows = [
        row(["{% for line in lines %}", ""]),
        row(["{{ line.what }}", "{{ line.amount | amount }}"]),
        row(["{% endfor %}", ""]),
        row(["Total", "{{ total | money }}"]),
    ];
    word(&format!(
        "<w:p><w:r><w:t xml:space=\"preserve\">Our letter {{{{ num</w:t></w:r><w:r><w:t>ber }}}}</w:t></w:r></w:p>\
         <w:tbl>{}</w:tbl>{}{}{}{}",
        rows.concat(),
        paragraph("{% if note %}"),
        paragraph("Note: {{ note }}"),
        paragraph("{% endif %}"),
        paragraph("{{ body | default(value=“nothing more”) }} [{{ document.code }}]"),
    ))
}

fn text(bytes: &[u8]) -> String {
    let mut zip = zip::ZipArchive::new(Cursor::new(bytes)).unwrap();
    let mut xml = String::new();
    let mut part = zip.by_name("word/document.xml").unwrap();
    part.read_to_string(&mut xml).unwrap();
    let runs = xml.split("</w:p>").map(|paragraph| {
        let runs = paragraph
            .split("</w:t>")
            .filter_map(|run| run.split_once("<w:t xml:space=\"preserve\">"));
        runs.map(|(_, text)| text).collect::<String>()
    });
    let lines: Vec<String> = runs.filter(|line| !line.is_empty()).collect();
    lines.join("\n")
}

fn rendered(desk: &Desk, args: &[&str]) -> Vec<u8> {
    let args = [
        &[
            "render",
            "q-1",
            "letter",
            "--to",
            "docx",
            "-o",
            "out/l.docx",
        ],
        args,
    ]
    .concat();
    let made = desk.deal(&args);
    assert_eq!(made.status, 0, "{}", made.err);
    fs::read(desk.pipeline.path("out/l.docx")).unwrap()
}

#[test]
fn a_word_file_is_filled_and_other_formats_stay() {
    let desk = Desk::new();
    desk.pipeline.write(FORM, letter());
    desk.pipeline.append(OFFER, "note: \"a\\nb <c>\"\n");
    desk.pipeline.check(&[]).is(&[]);
    let made = rendered(&desk, &[]);
    let said = text(&made);
    let (said, code) = said.rsplit_once(" [").unwrap();
    assert_eq!(
        said,
        "Our letter Q-1\nRobot\n198,000.00\nTotal\nCNY 198,000.00\nNote: ab &lt;c&gt;\nnothing more"
    );
    assert_eq!(code.len(), "7F3K-9MZ2]".len());
    assert_eq!(
        made,
        rendered(&desk, &[]),
        "the same tree gives the same bytes"
    );
    let markdown = desk.deal(&["render", "q-1", "letter"]);
    assert!(markdown.out.starts_with("# Letter Q-1"), "{}", markdown.err);
}

#[test]
fn a_form_is_checked_against_the_process() {
    let desk = Desk::new();
    let body = ["Floor: {{ floor }}", "Total {{ totl }}", "{% if note %}"];
    desk.pipeline.write(FORM, of(&body));
    let checked = desk.pipeline.check(&[]);
    assert_eq!(
        checked.places(),
        ["templates/en/letter.docx invalid-template"]
    );
    let message = |checked: &crate::pipeline::Checked| {
        let findings = checked.findings().iter();
        let messages = findings.map(|finding| finding["message"].as_str().unwrap().to_owned());
        messages.collect::<Vec<String>>()
    };
    assert_eq!(
        message(&checked),
        ["paragraph 3 “{% if note %}”: `{% if note %}` has no end"]
    );
    desk.pipeline.write(FORM, of(&body[..2]));
    assert_eq!(
        message(&desk.pipeline.check(&[])),
        [
            "paragraph 1 “Floor: {{ floor }}”: `floor` is confidential and can't be in a document for the customer",
            "paragraph 2 “Total {{ totl }}”: there is no `totl` here",
        ]
    );
    let refused = desk.deal(&["render", "q-1", "letter", "--to", "docx", "-o", "l.docx"]);
    assert_eq!(refused.status, 2);
    assert!(
        refused.err.contains("letter.docx: paragraph 1 “Floor"),
        "{}",
        refused.err
    );
    assert!(!desk.pipeline.path("l.docx").exists());
    // Where the engine says it, its place is found too.
    desk.pipeline
        .write(FORM, of(&["é {{ number }}", "Total {{ total | moeny }}"]));
    assert_eq!(
        message(&desk.pipeline.check(&[])),
        ["paragraph 2 “Total {{ total | moeny }}”: there is no filter `moeny`"]
    );
    // Other formats don't need it.
    assert_eq!(desk.deal(&["render", "q-1", "letter"]).status, 0);
}

#[test]
fn what_is_missing_is_named_with_its_paragraph() {
    let desk = Desk::new();
    desk.pipeline
        .write(FORM, of(&["Dear customer", "Note: {{ note }}"]));
    let refused = desk.deal(&["render", "q-1", "letter", "--to", "docx", "-o", "l.docx"]);
    assert_eq!(refused.status, 2);
    let why =
        "`note` is empty, and templates/en/letter.docx, paragraph 2 “Note: {{ note }}”, prints it";
    assert!(refused.err.contains(why), "{}", refused.err);
    assert!(!desk.pipeline.path("l.docx").exists());
}

#[test]
fn a_document_may_have_a_word_file_only() {
    let desk = Desk::new();
    let slip = "  slip: {title: {zh-CN: 签条, en: Slip}}\n";
    desk.pipeline.append("kinds/offer.yaml", slip);
    let finding = desk.pipeline.check(&[]);
    assert!(
        finding.only("invalid-template")["message"]
            .as_str()
            .unwrap()
            .contains("has no template")
    );
    for language in ["en", "zh-CN"] {
        let path = format!("templates/{language}/slip.docx");
        desk.pipeline.write(&path, of(&["Slip {{ number }}"]));
    }
    desk.pipeline.check(&[]).is(&[]);
    let made = desk.deal(&["render", "q-1", "slip", "--to", "docx", "-o", "out/s.docx"]);
    assert_eq!(made.status, 0, "{}", made.err);
    for format in ["md", "html", "pdf"] {
        let refused = desk.deal(&["render", "q-1", "slip", "--to", format, "-o", "out/s"]);
        assert_eq!(refused.status, 2);
        assert!(
            refused
                .err
                .contains("is the Word file templates/en/slip.docx, which makes Word files only"),
            "{}",
            refused.err
        );
        assert!(
            refused.err.contains("templates/en/slip.md"),
            "{}",
            refused.err
        );
    }
}

#[test]
fn a_draft_says_so() {
    let desk = Desk::new();
    desk.pipeline.write(FORM, letter());
    desk.pipeline.append(OFFER, "nonsense: 1\n");
    let refused = desk.deal(&[
        "render",
        "q-1",
        "letter",
        "--to",
        "docx",
        "-o",
        "out/l.docx",
    ]);
    assert_eq!(refused.status, 2);
    let made = rendered(&desk, &["--draft"]);
    let mut zip = zip::ZipArchive::new(Cursor::new(made)).unwrap();
    let mut header = String::new();
    let mut part = zip.by_name("word/dealdesk-draft.xml").unwrap();
    part.read_to_string(&mut header).unwrap();
    assert!(header.contains("string=\"DRAFT\""));
}

#[test]
fn a_file_that_is_no_form_is_refused_and_one_that_is_open_is_no_template() {
    let desk = Desk::new();
    desk.pipeline.write("templates/en/~$letter.docx", "locked");
    desk.pipeline.check(&[]).is(&[]);
    for (bytes, why) in [
        (b"plain".to_vec(), "not a Word file"),
        (word("<w:p><w:del/></w:p>"), "tracked changes"),
        (word("<w:p><!DOCTYPE x></w:p>"), "DOCTYPE"),
        (of(&[&"x".repeat(9 << 20)]), "too long"),
    ] {
        desk.pipeline.write(FORM, bytes);
        let checked = desk.pipeline.check(&[]);
        assert_eq!(
            checked.places(),
            ["templates/en/letter.docx invalid-template"]
        );
        let message = checked.only("invalid-template")["message"]
            .as_str()
            .unwrap();
        assert!(message.contains(why), "{message}");
        let refused = desk.deal(&["render", "q-1", "letter", "--to", "docx", "-o", "l.docx"]);
        assert_eq!(refused.status, 2);
        assert!(refused.err.contains(why), "{}", refused.err);
    }
}
