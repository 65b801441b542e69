//! The company's logo: on papers for customers and on no others, with nothing in it but the picture.

use crate::desk::{Desk, OFFER};
use base64ct::{Base64, Encoding};
use std::fs;
use std::io::{Cursor, Read as _};

const LOGO: &str = "templates/logo.png";
const SECRET: &[u8] = b"Author\0Wang Fang";

fn chunk(kind: &[u8; 4], content: &[u8]) -> Vec<u8> {
    let length = u32::try_from(content.len()).unwrap().to_be_bytes();
    [&length, kind.as_slice(), content, b"csum"].concat()
}

/// A PNG as far as its parts go, with an author in it.
fn png(side: u32) -> Vec<u8> {
    let side = side.to_be_bytes();
    let head = [&side[..], &side, &[8, 6, 0, 0, 0]].concat();
    [
        b"\x89PNG\r\n\x1a\n".to_vec(),
        chunk(b"IHDR", &head),
        chunk(b"tEXt", SECRET),
        chunk(b"IDAT", b"data"),
        chunk(b"IEND", b""),
    ]
    .concat()
}

fn desk() -> Desk {
    let desk = Desk::new();
    desk.pipeline.write(LOGO, png(240));
    desk.pipeline.append(OFFER, "floor: 100\nsent: true\n");
    desk
}

fn made(desk: &Desk, document: &str, format: &str) -> Vec<u8> {
    let out = format!("out/paper.{format}");
    let made = desk.deal(&["render", "q-1", document, "--to", format, "-o", &out]);
    assert_eq!(made.status, 0, "{}", made.err);
    fs::read(desk.pipeline.path(&out)).unwrap()
}

fn text(desk: &Desk, document: &str, format: &str) -> String {
    String::from_utf8(made(desk, document, format)).unwrap()
}

fn part(docx: &[u8], name: &str) -> Option<Vec<u8>> {
    let mut zip = zip::ZipArchive::new(Cursor::new(docx)).unwrap();
    let mut bytes = Vec::new();
    zip.by_name(name).ok()?.read_to_end(&mut bytes).unwrap();
    Some(bytes)
}

fn has(bytes: &[u8], part: &[u8]) -> bool {
    bytes.windows(part.len()).any(|window| window == part)
}

#[test]
fn a_page_for_the_customer_has_it_in_itself() {
    let desk = desk();
    let page = text(&desk, "letter", "html");
    let (_, image) = page
        .split_once("<article>\n<img class=\"logo\" alt=\"")
        .unwrap();
    let (_, data) = image.split_once(" src=\"data:image/png;base64,").unwrap();
    let bytes = Base64::decode_vec(data.split('"').next().unwrap()).unwrap();
    assert!(has(&bytes, b"IDAT") && !has(&bytes, b"Wang Fang"));
    assert!(page.contains("default-src 'none'; img-src data:; style-src"));
    assert!(page.contains(".logo { display: block; width: 12.00mm; height: 12.00mm;"));
    assert_eq!(page, text(&desk, "letter", "html"));

    let inside = text(&desk, "sheet", "html");
    assert!(
        !inside.contains("<img") && !inside.contains("img-src"),
        "{inside}"
    );
    assert!(!text(&desk, "letter", "md").contains("logo"));
}

#[test]
fn a_word_file_for_the_customer_has_it_unless_there_is_a_letterhead() {
    let desk = desk();
    let file = made(&desk, "letter", "docx");
    let picture = part(&file, "word/media/logo.png").unwrap();
    assert!(has(&picture, b"IDAT") && !has(&picture, b"Wang Fang"));
    let body = String::from_utf8(part(&file, "word/document.xml").unwrap()).unwrap();
    let first = body.split("</w:p>").next().unwrap();
    assert!(
        first.contains("<wp:extent cx=\"432000\" cy=\"432000\"/><wp:docPr id=\"1\""),
        "{first}"
    );
    assert_eq!(file, made(&desk, "letter", "docx"));

    let inside = made(&desk, "sheet", "docx");
    assert_eq!(part(&inside, "word/media/logo.png"), None);
    // Our own file is a letterhead too.
    desk.pipeline.write("templates/letterhead.docx", &inside);
    let on_letterhead = made(&desk, "letter", "docx");
    assert_eq!(part(&on_letterhead, "word/media/logo.png"), None);
}

#[test]
fn one_that_cannot_be_used_is_found_and_stops_papers_for_customers() {
    let cut = png(240);
    let cut = &cut[..cut.len() - 1];
    for (bytes, why) in [
        (b"not a picture".as_slice(), "no PNG and no JPEG"),
        (cut, "cut off"),
        (&png(40_000), "40000 × 40000 pixels"),
        (&[png(240), vec![0; 1 << 20]].concat(), "at most 1 MB"),
    ] {
        let desk = desk();
        desk.pipeline.write(LOGO, bytes);
        let checked = desk.pipeline.check(&[]);
        checked.is(&["templates/logo.png invalid-template"]);
        let said = checked.findings()[0]["message"].as_str().unwrap();
        assert!(said.contains(why), "{said}");
        let refused = desk.deal(&["render", "q-1", "letter", "--to", "html"]);
        assert_eq!(refused.status, 2);
        assert!(
            refused.err.contains(&format!("{LOGO}: {said}")),
            "{}",
            refused.err
        );
        made(&desk, "sheet", "html");
    }
}

#[test]
fn there_is_one_logo() {
    let desk = desk();
    desk.pipeline.write("templates/logo.jpg", png(240));
    let checked = desk.pipeline.check(&[]);
    checked.is(&["templates/logo.jpg invalid-template"]);
    desk.pipeline.remove(LOGO);
    // It is known by how it begins.
    desk.pipeline.check(&[]).is(&[]);
    assert!(text(&desk, "letter", "html").contains("data:image/png"));
}

#[test]
#[cfg(unix)]
fn none_is_read_through_a_link() {
    let desk = desk();
    let outside = tempfile::tempdir().unwrap();
    let file = outside.path().join("logo.png");
    fs::write(&file, png(240)).unwrap();
    desk.pipeline.remove(LOGO);
    std::os::unix::fs::symlink(&file, desk.pipeline.path(LOGO)).unwrap();
    let checked = desk.pipeline.check(&[]);
    assert_eq!(checked.findings().len(), 1);
    assert_eq!(checked.findings()[0]["path"].as_str(), Some(LOGO));
    let refused = desk.deal(&["render", "q-1", "letter", "--to", "html"]);
    assert_eq!(refused.status, 2, "{}", refused.out);
}

#[test]
fn an_earlier_paper_is_made_again_with_the_logo_of_then() {
    let desk = desk();
    desk.git(&["init", "-q", "-b", "main"]);
    desk.git(&["add", "."]);
    desk.git(&["commit", "-q", "-m", "all"]);
    made(&desk, "letter", "html");
    desk.pipeline.write(LOGO, png(120));
    let verified = desk.deal(&["verify", "out/paper.html"]);
    assert_eq!(verified.status, 0, "{}{}", verified.out, verified.err);
    assert!(
        verified.out.contains("✓ as it was made"),
        "{}",
        verified.out
    );
}
