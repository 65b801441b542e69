//! PDFs with the fonts of the machine: Noto CJK is needed. With `DEALDESK_DOCUMENTS=FOLDER` the files stay there,
//! for `ci/documents` to look at with another reader.

use super::*;
use crate::typeset::{Block, Inline, sample};
use std::{env, fs};

fn made(name: &str, document: &Document) -> Vec<u8> {
    let pipeline = tempfile::tempdir().unwrap();
    let bytes = Typesetter::of(pipeline.path()).pdf(document).unwrap();
    if let Some(folder) = env::var_os("DEALDESK_DOCUMENTS") {
        fs::write(Path::new(&folder).join(name), &bytes).unwrap();
    }
    bytes
}

#[test]
fn the_sample_as_pdf() {
    let document = sample::document();
    let bytes = made("sample.pdf", &document);
    assert!(bytes.starts_with(b"%PDF-1.7"));
    assert_eq!(
        pdf::receipt(&bytes).as_ref(),
        Some(&document.receipt.statement)
    );
    assert!(pdf::receipt(&bytes[..bytes.len() / 2]).is_none());
    assert_eq!(bytes, made("sample.pdf", &document));
}

#[test]
fn a_logo_as_pdf() {
    let file = include_bytes!("../../../example-pipeline/templates/logo.png");
    let logo = crate::typeset::Logo::read(file).unwrap();
    let document = Document {
        logo: Some(logo.into()),
        ..sample::document()
    };
    let bytes = made("logo.pdf", &document);
    assert_eq!(bytes, made("logo.pdf", &document));
    let images = |bytes: &[u8]| {
        let windows = bytes.windows(14);
        windows.filter(|part| part == b"/Subtype/Image").count()
    };
    // The picture, and how opaque it is.
    assert_eq!(images(&bytes), 2);
    assert_eq!(images(&made("sample.pdf", &sample::document())), 0);
}

#[test]
fn a_long_and_deep_document_as_pdf() {
    let text = |text: &str| vec![Inline::Text(text.to_owned())];
    let long = Block::Section(
        crate::typeset::Look::Keep,
        (1..=60)
            .map(|nth| Block::Paragraph(text(&format!("Kept {nth}"))))
            .collect(),
    );
    let deep = (0..200).fold(
        Block::Paragraph(text("at the bottom")),
        |inner, nth| match nth % 3 {
            0 => Block::Quote(vec![inner]),
            1 => Block::List {
                first: Some(1),
                items: vec![vec![inner]],
            },
            _ => Block::Section(crate::typeset::Look::Note, vec![inner]),
        },
    );
    let mut document = sample::document();
    document.language = crate::language::Language::En;
    document.sheet.landscape = true;
    document.blocks = vec![long, deep];
    made("long.pdf", &document);
}

#[test]
fn hostile_texts_as_pdf() {
    let hostile = sample::filled(&mut |text| {
        format!("#eval(\"1\") \\\" $ [{text}] *a* _b_ @c <d> // {{{{x}}}}")
    });
    made("hostile.pdf", &hostile);
}

#[test]
fn a_font_of_the_pipeline_comes_first() {
    let pipeline = tempfile::tempdir().unwrap();
    let folder = pipeline.path().join(fonts::FOLDER);
    fs::create_dir(&folder).unwrap();
    let machine = fonts::of(pipeline.path());
    let bytes = machine
        .files
        .first()
        .and_then(pdf::FontFile::bytes)
        .unwrap();
    fs::write(folder.join("a.ttf"), &*bytes).unwrap();
    let both = fonts::of(pipeline.path());
    assert_eq!(both.files.len(), machine.files.len() + 1);
    assert_eq!(both.files[0].faces, machine.files[0].faces);
}

#[test]
fn a_character_without_a_font_is_named() {
    let mut document = sample::document();
    document.blocks = vec![Block::Paragraph(vec![Inline::Text("\u{378}".to_owned())])];
    let Err(failure) = Typesetter::of(Path::new("nowhere")).pdf(&document) else {
        unreachable!("no font has a character that does not exist");
    };
    assert_eq!(failure.status, crate::cli::Status::Correctable);
    assert!(
        failure.text(None).contains("U+0378"),
        "{}",
        failure.text(None)
    );
}
