use super::archive::Archive;
use super::package::{Package, Related};
use super::reading::{self, Seen};
use super::{docx, receipt, xml};
use crate::typeset::{Block, Document, Inline, Look, sample};
use proptest::prelude::*;
use std::io::{Cursor, Read as _};

const STYLES: &str = r#"<w:styles xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"><w:style w:type="paragraph" w:styleId="a"><w:name w:val="Normal"/></w:style><w:style w:type="paragraph" w:styleId="1"><w:name w:val="heading 1"/></w:style><w:style w:type="paragraph" w:styleId="f"><w:name w:val="footer"/><w:pPr><w:tabs><w:tab w:val="center" w:pos="4153"/></w:tabs></w:pPr></w:style></w:styles>"#;
const HEADER: &str = r#"<w:hdr xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"><w:p><w:r><w:t>Example letterhead</w:t></w:r></w:p></w:hdr>"#;

/// All parts of a file, by name.
fn parts(bytes: &[u8]) -> Vec<(String, String)> {
    let mut zip = zip::ZipArchive::new(Cursor::new(bytes)).unwrap();
    (0..zip.len())
        .map(|at| {
            let mut file = zip.by_index(at).unwrap();
            let mut text = String::new();
            file.read_to_string(&mut text).unwrap();
            (file.name().unwrap().into_owned(), text)
        })
        .collect()
}

/// What a reader finds in the body: the elements of structure with their styles, and all texts.
fn read(bytes: &[u8]) -> (Vec<String>, Vec<String>) {
    let body = Archive::open(bytes)
        .unwrap()
        .needed("word/document.xml")
        .unwrap();
    let (mut outline, mut texts, mut inside) = (Vec::new(), Vec::new(), false);
    reading::walk("body", &body, |seen| match seen {
        Seen::Open(element) => match element.name.as_str() {
            "w:p" | "w:tbl" | "w:tr" | "w:tc" | "w:tblHeader" | "w:hyperlink" | "w:sectPr" => {
                outline.push(element.name);
            }
            "w:pStyle" | "w:numId" | "w:gridCol" => {
                outline.extend(element.attributes.into_iter().map(|(_, value)| value));
            }
            "w:t" => {
                inside = true;
                texts.push(String::new());
            }
            _ => (),
        },
        Seen::Close(name, _) if name == "w:t" => inside = false,
        Seen::Text(text) if inside => {
            let text = quick_xml::escape::unescape(text).unwrap();
            texts.last_mut().unwrap().push_str(&text);
        }
        _ => (),
    })
    .unwrap();
    (outline, texts)
}

/// A company's file: a header of this content, this that the header refers to.
fn letterhead(header: &str, of_header: &Related) -> Package {
    let word = "application/vnd.openxmlformats-officedocument.wordprocessingml";
    let mut package = Package::default();
    let mut related = Related::default();
    related.keep("h1", "header", "header1.xml", false);
    let body = format!(
        r#"<w:document xmlns:w="{}" xmlns:r="{}"><w:body><w:p><w:r><w:t>Old body</w:t></w:r></w:p><w:sectPr><w:headerReference w:type="default" r:id="h1"/><w:pgSz w:w="12240" w:h="15840"/><w:pgMar w:top="2000" w:left="1000" w:right="1000"/></w:sectPr></w:body></w:document>"#,
        xml::WORD,
        xml::RELATED
    );
    package.place(
        "word/document.xml",
        &format!("{word}.document.main+xml"),
        body,
    );
    package.place("word/styles.xml", &format!("{word}.styles+xml"), STYLES);
    package.place("word/header1.xml", &format!("{word}.header+xml"), header);
    package.relate("word/document.xml", &related);
    package.relate("word/header1.xml", of_header);
    package
}

/// What is said about a letterhead that can't be used.
fn refused(letterhead: &[u8]) -> String {
    let refusal = docx(&sample::document(), Some(letterhead)).unwrap_err();
    refusal.message().en.clone()
}

#[test]
fn the_same_document_gives_the_same_bytes() {
    let document = sample::document();
    assert_eq!(docx(&document, None), docx(&document, None));
}

#[test]
fn the_receipt_comes_back() {
    let document = sample::document();
    let bytes = docx(&document, None).unwrap();
    assert_eq!(receipt(&bytes), Some(document.receipt.statement));
    assert_eq!(receipt(b"PK\x03\x04"), None);
    assert_eq!(receipt(&bytes[..bytes.len() / 2]), None);
}

#[test]
fn each_part_is_well_formed_and_each_reference_leads_to_a_part() {
    let own = docx(&sample::document(), None).unwrap();
    let theirs = letterhead(HEADER, &Related::default()).packed().unwrap();
    let on_theirs = docx(&sample::document(), Some(&theirs)).unwrap();
    for bytes in [own, on_theirs] {
        let parts = parts(&bytes);
        assert_eq!(parts[0].0, "[Content_Types].xml");
        for (name, text) in &parts {
            let mut targets = Vec::new();
            reading::walk(name, text, |seen| {
                if let Seen::Open(element) = seen
                    && element.name == "Relationship"
                    && element.get("TargetMode").is_none()
                {
                    targets.push(element.get("Target").unwrap().to_owned());
                }
            })
            .unwrap();
            let folder = if name.starts_with("word") {
                "word/"
            } else {
                ""
            };
            for target in targets {
                let target = format!("{folder}{target}");
                assert!(parts.iter().any(|(known, _)| *known == target), "{target}");
            }
            let typed = name.ends_with(".rels")
                || name.starts_with('[')
                || parts[0].1.contains(&format!("\"/{name}\""));
            assert!(typed, "{name} has no type");
        }
    }
}

#[test]
fn headings_lists_and_tables_are_words_own() {
    let bytes = docx(&sample::document(), None).unwrap();
    let (outline, texts) = read(&bytes);
    let count = |what: &str| outline.iter().filter(|found| *found == what).count();
    assert_eq!(
        [count("Heading1"), count("Heading2"), count("Heading3")],
        [1, 4, 2]
    );
    // Two tables, one of facts without a head, a note, the parties.
    assert_eq!([count("w:tbl"), count("w:tr")], [5, 5 + 41 + 2 + 1 + 1]);
    assert_eq!(count("w:tblHeader"), 2);
    assert_eq!(count("w:hyperlink"), 2);
    let body = Archive::open(&bytes)
        .unwrap()
        .needed("word/document.xml")
        .unwrap();
    let stressed = r#"<w:em w:val="underDot"/><w:lang w:eastAsia="zh-CN"/></w:rPr><w:t xml:space="preserve">经友好协商"#;
    assert!(body.contains(stressed));
    assert!(texts.contains(&"第一条\u{3000}".to_owned()));
    let numbering = Archive::open(&bytes)
        .unwrap()
        .needed("word/numbering.xml")
        .unwrap();
    assert!(numbering.contains(r#"<w:startOverride w:val="3"/>"#));
}

#[test]
fn a_box_stays_on_the_page_of_what_it_is_kept_with() {
    let line = || Block::Paragraph(vec![Inline::Text("x".to_owned())]);
    let note = Block::Section(Look::Note, vec![line()]);
    let document = Document {
        blocks: vec![Block::Section(Look::Keep, vec![note, line()])],
        ..sample::document()
    };
    let bytes = docx(&document, None).unwrap();
    let body = Archive::open(&bytes)
        .unwrap()
        .needed("word/document.xml")
        .unwrap();
    let (table, _) = body.split_once("</w:tbl>").unwrap();
    assert!(table.contains("<w:keepNext/>"), "{table}");
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(64))]

    #[test]
    fn no_text_changes_the_structure(text in "\\PC{0,12}|[<>&\"'{}%\u{0}-\u{1f}\u{202e}\u{ffff}]{0,12}") {
        let plain = docx(&sample::filled(&mut |_| "x".to_owned()), None).unwrap();
        let bytes = docx(&sample::filled(&mut |_| text.clone()), None).unwrap();
        let (outline, texts) = read(&bytes);
        prop_assert_eq!(outline, read(&plain).0);
        let shown: String = text
            .chars()
            .filter(|c| xml::holds(*c))
            .map(|c| if matches!(c, '\n' | '\r' | '\t') { ' ' } else { c })
            .collect();
        if !text.is_empty() {
            prop_assert!(texts.iter().filter(|found| **found == shown).count() > 150);
        }
        for (name, text) in parts(&bytes) {
            prop_assert!(reading::walk(&name, &text, |_| ()).is_ok());
        }
    }

    #[test]
    fn no_bytes_panic(bytes in proptest::collection::vec(any::<u8>(), 0..200), at in 0_usize..2000) {
        let mut file = letterhead(HEADER, &Related::default()).packed().unwrap();
        let at = at.min(file.len() - 1);
        for (place, byte) in file[at..].iter_mut().zip(&bytes) {
            *place = *byte;
        }
        let _ = docx(&sample::document(), Some(&file));
        let _ = receipt(&file);
        let _ = receipt(&bytes);
    }
}

#[test]
fn a_letterhead_gives_styles_page_and_header_but_not_its_body() {
    let theirs = letterhead(HEADER, &Related::default()).packed().unwrap();
    let bytes = docx(&sample::document(), Some(&theirs)).unwrap();
    let mut archive = Archive::open(&bytes).unwrap();
    let body = archive.needed("word/document.xml").unwrap();
    assert!(body.contains(r#"<w:pStyle w:val="1"/>"#), "its heading 1");
    assert!(body.contains(r#"<w:pgSz w:w="12240" w:h="15840"/>"#));
    assert!(!body.contains("Old body"));
    let header = archive.needed("word/header-default.xml").unwrap();
    assert!(header.contains("Example letterhead"));
    assert!(header.contains(r#"string="草稿""#), "the mark is across it");
    assert!(!header.contains("HC-2026-018"), "its header wins");
    let footer = archive.needed("word/footer-default.xml").unwrap();
    assert!(
        !footer.contains(r#"<w:pStyle w:val="f"/>"#),
        "its footer's tab stops would move ours"
    );
    assert!(
        footer.contains("NUMPAGES"),
        "it has no footer, so ours is there"
    );
    let styles = archive.needed("word/styles.xml").unwrap();
    assert!(styles.contains("Deal Cell") && !styles.contains("Heading1"));
}

#[test]
fn a_letterhead_that_would_fetch_or_run_something_is_refused() {
    let none = Related::default();
    assert!(refused(b"not a file").contains("not a Word file"));

    let mut outside = Related::default();
    outside.keep("r1", "image", "https://example.com/logo.png", true);
    let said = refused(&letterhead(HEADER, &outside).packed().unwrap());
    assert!(said.contains("https://example.com/logo.png"), "{said}");

    let field = HEADER.replace("<w:t>", "<w:instrText>INCLUDEPICTURE x</w:instrText><w:t>");
    let said = refused(&letterhead(&field, &none).packed().unwrap());
    assert!(said.contains("INCLUDEPICTURE"), "{said}");

    for (noted, why) in [
        ("<w:ins><w:r><w:t>90</w:t></w:r></w:ins>", "tracked changes"),
        ("<w:commentReference w:id=\"0\"/>", "comments"),
    ] {
        let header = HEADER.replace("<w:r>", &format!("{noted}<w:r>"));
        let said = refused(&letterhead(&header, &none).packed().unwrap());
        assert!(said.contains(why), "{said}");
    }

    let doctype = format!("<!DOCTYPE x [<!ENTITY a \"b\">]>{HEADER}");
    let said = refused(&letterhead(&doctype, &none).packed().unwrap());
    assert!(said.contains("DOCTYPE"), "{said}");

    let mut macros = letterhead(HEADER, &none);
    macros.place(
        "word/vbaProject.bin",
        "application/vnd.ms-office.vbaProject",
        "",
    );
    assert!(refused(&macros.packed().unwrap()).contains("macros"));

    let mut bomb = letterhead(HEADER, &none);
    bomb.place("word/styles.xml", "x", vec![b' '; 65 << 20]);
    assert!(refused(&bomb.packed().unwrap()).contains("too large"));

    let mut climbing = letterhead(HEADER, &none);
    climbing.place("../outside.xml", "x", "");
    assert!(refused(&climbing.packed().unwrap()).contains("name"));
}

/// Where `ci/documents` wants files for other readers, they are written.
#[test]
fn other_readers_get_their_files() {
    let own = docx(&sample::document(), None).unwrap();
    let on_own = docx(&sample::document(), Some(&own)).unwrap();
    if let Some(folder) = std::env::var_os("DEALDESK_DOCUMENTS") {
        let folder = std::path::PathBuf::from(folder);
        std::fs::write(folder.join("sample.docx"), &own).unwrap();
        std::fs::write(folder.join("letterhead.docx"), &on_own).unwrap();
    }
    assert_eq!(
        read(&own),
        read(&on_own),
        "our own file is a letterhead too"
    );
}
