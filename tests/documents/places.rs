//! Where documents are written to, and what lies in the way of the files that they are made of.
#![cfg(unix)]

use crate::desk::{Desk, OFFER};
use std::fs;
use std::io::Read;
use std::os::unix::fs::{FileTypeExt, MetadataExt, symlink};
use std::process::Command;

const RENDER: [&str; 4] = ["render", "q-1", "letter", "-o"];

fn render(desk: &Desk, to: &str) -> crate::pipeline::Ran {
    desk.deal(&[&RENDER[..], &[to]].concat())
}

fn pipe(desk: &Desk, path: &str) {
    let made = Command::new("mkfifo")
        .arg(desk.pipeline.path(path))
        .status();
    assert!(made.unwrap().success());
}

#[test]
fn a_pipe_gets_the_document_and_stays() {
    let desk = Desk::new();
    pipe(&desk, "p");
    let path = desk.pipeline.path("p");
    let reader = std::thread::spawn({
        let path = path.clone();
        move || {
            let mut said = String::new();
            fs::File::open(path)
                .unwrap()
                .read_to_string(&mut said)
                .unwrap();
            said
        }
    });
    let made = render(&desk, "p");
    assert_eq!(made.status, 0, "{}", made.err);
    assert!(fs::symlink_metadata(&path).unwrap().file_type().is_fifo());
    assert!(reader.join().unwrap().starts_with("# Letter Q-1"));
}

#[test]
fn what_a_link_leads_to_stays_and_so_does_the_link() {
    let desk = Desk::new();
    let before = desk.pipeline.read(OFFER);
    fs::create_dir(desk.pipeline.path("out")).unwrap();
    for to in ["../offers/q-1/offer.yaml", "../nowhere"] {
        let link = desk.pipeline.path("out/q-1-letter.md");
        symlink(to, &link).unwrap();
        for place in ["out", "out/q-1-letter.md"] {
            let refused = render(&desk, place);
            assert_eq!(refused.status, 2);
            assert!(
                refused.err.contains("is a symbolic link"),
                "{}",
                refused.err
            );
        }
        assert_eq!(desk.pipeline.read(OFFER), before);
        assert!(fs::symlink_metadata(&link).unwrap().is_symlink());
        fs::remove_file(link).unwrap();
    }
    assert!(!desk.pipeline.path("nowhere").exists());
}

#[test]
fn a_long_name_is_no_hindrance_and_nothing_else_is_left() {
    let desk = Desk::new();
    let name = format!("out/{}", "n".repeat(255));
    let made = render(&desk, &name);
    assert_eq!(made.status, 0, "{}", made.err);
    assert_eq!(fs::read_dir(desk.pipeline.path("out")).unwrap().count(), 1);
}

#[test]
fn a_file_that_is_so_already_is_not_written() {
    let desk = Desk::new();
    assert_eq!(render(&desk, "l.md").status, 0);
    let file = || fs::metadata(desk.pipeline.path("l.md")).unwrap().ino();
    let first = file();
    assert_eq!(render(&desk, "l.md").status, 0);
    assert_eq!(file(), first);
    desk.pipeline.append(OFFER, "note: new\n");
    assert_eq!(render(&desk, "l.md").status, 0);
    assert_ne!(file(), first);
    assert!(desk.pipeline.read("l.md").contains("new"));
}

#[test]
fn a_template_behind_a_link_or_in_a_pipe_is_not_passed_over() {
    let desk = Desk::new();
    for path in [
        "templates/en/letter.docx",
        "templates/letterhead.docx",
        "templates/en/sheet.md",
    ] {
        let place = desk.pipeline.path(path);
        let _ = fs::remove_file(&place);
        for way in [
            |desk: &Desk, path: &str| symlink("/nowhere", desk.pipeline.path(path)).unwrap(),
            pipe,
        ] {
            way(&desk, path);
            let checked = desk.pipeline.check(&[]);
            assert_eq!(checked.places(), [format!("{path} outside-root")]);
            let refused = desk.deal(&["render", "q-1", "letter", "--to", "docx", "-o", "out/"]);
            assert_eq!(refused.status, 2, "{path}: {}", refused.out);
            fs::remove_file(&place).unwrap();
        }
    }
    fs::create_dir(desk.pipeline.path("templates/letterhead.docx")).unwrap();
    let refused = desk.deal(&["render", "q-1", "letter", "--to", "docx", "-o", "out/"]);
    assert!(
        refused.err.contains("can't read templates/letterhead.docx"),
        "{}",
        refused.err
    );
}

#[test]
fn a_file_without_end_is_not_read_to_it() {
    let desk = Desk::new();
    let refused = desk.deal(&["verify", "/dev/zero"]);
    assert_eq!(refused.status, 2);
    assert!(refused.err.contains("larger than 64 MB"), "{}", refused.err);
}
