//! Filled Word files that went out, and that come back.

use super::{FORM, letter, of, rendered, zipped};
use crate::desk::{Desk, OFFER};
use std::io::{Cursor, Read};

#[test]
fn a_file_that_comes_back_is_known_again() {
    let desk = Desk::new();
    desk.pipeline.write(FORM, letter());
    desk.git(&["init", "-q", "-b", "main"]);
    desk.git(&["add", "."]);
    desk.git(&["commit", "-q", "-m", "all"]);
    let made = rendered(&desk, &[]);
    let verified = desk.deal(&["verify", "out/l.docx"]);
    assert_eq!(verified.status, 0, "{}{}", verified.out, verified.err);
    assert!(
        verified.out.contains("✓ as it was made"),
        "{}",
        verified.out
    );
    let edited = {
        let mut zip = zip::ZipArchive::new(Cursor::new(&made)).unwrap();
        let mut parts = Vec::new();
        for at in 0..zip.len() {
            let mut file = zip.by_index(at).unwrap();
            let mut text = String::new();
            file.read_to_string(&mut text).unwrap();
            parts.push((
                file.name().unwrap().into_owned(),
                text.replace("198,000", "98,000"),
            ));
        }
        let parts: Vec<(&str, &str)> = parts
            .iter()
            .map(|(name, text)| (name.as_str(), text.as_str()))
            .collect();
        zipped(&parts)
    };
    desk.pipeline.write("out/edited.docx", edited);
    let verified = desk.deal(&["verify", "out/edited.docx"]);
    assert_eq!(verified.status, 1);
    assert!(verified.out.contains("✗ edited"), "{}", verified.out);
    // Another look of the form is another template, whatever its text.
    let mut other = letter();
    let end = other.len() - 2;
    other[end..].copy_from_slice(&[1, 0]);
    other.push(b' ');
    desk.pipeline.write(FORM, other);
    let verified = desk.deal(&["verify", "out/l.docx"]);
    assert!(
        verified.out.contains("stale: template changed"),
        "{}",
        verified.out
    );
}

#[test]
fn what_went_out_on_markdown_is_compared_on_it_when_a_word_file_comes() {
    let desk = Desk::committed();
    rendered(&desk, &[]);
    desk.pipeline.write(FORM, of(&["Number {{ number }}"]));
    let verified = desk.deal(&["verify", "out/l.docx"]);
    assert!(
        verified.out.contains("✓ the record still says this"),
        "{}",
        verified.out
    );
    desk.pipeline
        .replace(OFFER, "total: 198000", "total: 197000");
    let verified = desk.deal(&["verify", "out/l.docx"]);
    assert!(
        verified.out.contains("stale: total changed since"),
        "{}",
        verified.out
    );
}

#[test]
fn what_went_out_on_a_word_file_is_compared_on_it() {
    let desk = Desk::new();
    desk.pipeline.write(FORM, of(&["Number {{ number }}"]));
    desk.git(&["init", "-q", "-b", "main"]);
    desk.git(&["add", "."]);
    desk.git(&["commit", "-q", "-m", "all"]);
    let sent = desk.deal(&[
        "send",
        "q-1",
        "letter",
        "--recipient",
        "Feng Li",
        "--to",
        "docx",
        "-o",
        "out/l.docx",
        "--as",
        "li-na",
    ]);
    assert_eq!(sent.status, 0, "{}", sent.err);
    let confirmed = desk.deal(&[
        "confirm", "q-1", "letter", "--by", "Feng Li", "--how", "reply", "--as", "li-na",
    ]);
    assert_eq!(confirmed.status, 0, "{}", confirmed.err);
    // The total isn't on it.
    desk.pipeline
        .replace(OFFER, "total: 198000", "total: 197000");
    desk.pipeline.check(&["--today", "2026-03-20"]).is(&[]);
    desk.pipeline.replace(OFFER, "number: Q-1", "number: Q-2");
    let checked = desk.pipeline.check(&["--today", "2026-03-20"]);
    let message = checked.only("changed-document")["message"]
        .as_str()
        .unwrap();
    assert!(
        message.ends_with("it has changed since: number"),
        "{message}"
    );
}
