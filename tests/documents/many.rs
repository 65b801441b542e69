//! `deal render KIND --where`: the documents of many records in one go.

use crate::desk::{Desk, OFFER};
use crate::example::{example, run};
use std::fs;
use std::path::Path;

/// The desk with three more offers: one without a total, one of another size, one whose id begins as another's.
fn desk() -> Desk {
    let desk = Desk::new();
    for (id, rest) in [
        (
            "q-2",
            "total: 300000\nlines:\n  - {what: Arm, amount: 300000}\n",
        ),
        ("q-3", "lines:\n  - {what: Camera, amount: 9000}\n"),
        (
            "q-4",
            "total: 9000\nlines:\n  - {what: Camera, amount: 9000}\n",
        ),
    ] {
        let number = id.to_uppercase();
        desk.pipeline.write(
            &format!("offers/{id}/offer.yaml"),
            format!("number: {number}\n{rest}"),
        );
    }
    desk
}

fn names(folder: &Path) -> Vec<String> {
    let files = fs::read_dir(folder).unwrap();
    let mut names: Vec<String> = files
        .map(|entry| entry.unwrap().file_name().into_string().unwrap())
        .collect();
    names.sort();
    names
}

#[test]
fn all_that_fit_are_made_with_the_bytes_that_each_has_by_itself() {
    let desk = desk();
    for format in ["md", "html", "docx"] {
        let args = ["render", "offer", "letter", "--where", "total > 10000"];
        let made = desk.deal(&[&args[..], &["--to", format, "-o", format]].concat());
        assert_eq!(made.status, 0, "{}", made.err);
        assert_eq!(made.err, format!("2 documents in {format}\n"));
        let folder = desk.pipeline.path(format);
        assert_eq!(
            names(&folder),
            ["q-1", "q-2"].map(|id| format!("{id}-letter.{format}"))
        );
        for id in ["q-1", "q-2"] {
            let one = desk.deal(&["render", id, "letter", "--to", format, "-o", "one"]);
            assert_eq!(one.status, 0, "{}", one.err);
            let many = fs::read(folder.join(format!("{id}-letter.{format}"))).unwrap();
            assert_eq!(fs::read(desk.pipeline.path("one")).unwrap(), many);
        }
    }
}

#[test]
fn the_kind_may_be_called_by_its_title_and_needs_no_document() {
    let desk = desk();
    desk.pipeline.append(OFFER, "floor: 150000\nsent: true\n");
    let made = desk.deal(&["render", "报价", "--where", "number == 'Q-1'", "-o", "out"]);
    assert_eq!(made.status, 0, "{}", made.err);
    assert_eq!(
        names(&desk.pipeline.path("out")),
        ["q-1-letter.md", "q-1-sheet.md"]
    );
}

#[test]
fn one_that_fails_hides_no_other_and_is_named() {
    let desk = desk();
    desk.pipeline.write("offers/q-0/offer.yaml", "number: [\n");
    let made = desk.deal(&["render", "offer", "letter", "--where", "true", "-o", "out"]);
    assert_eq!(made.status, 2);
    assert_eq!(
        names(&desk.pipeline.path("out")),
        ["q-1-letter.md", "q-2-letter.md", "q-4-letter.md"]
    );
    for said in [
        "3 documents in out\n",
        "error: 1 of the records can't be read",
        "error: Letter of q-3 would have holes\nhint: `total` is empty",
    ] {
        assert!(made.err.contains(said), "{}", made.err);
    }
}

#[test]
fn a_mistake_that_all_share_is_said_once() {
    let desk = desk();
    let template = "templates/en/letter.md";
    desk.pipeline
        .replace(template, "{{ number }}", "{{ numbre }}");
    let made = desk.deal(&["render", "offer", "letter", "--where", "true", "-o", "out"]);
    assert_eq!(made.status, 2);
    assert_eq!(made.err.matches("error: ").count(), 1, "{}", made.err);
}

#[test]
fn records_without_such_a_document_are_counted() {
    let desk = desk();
    desk.pipeline.append(OFFER, "floor: 150000\nsent: true\n");
    let args = ["render", "offer", "sheet", "-o", "out", "--where"];
    let made = desk.deal(&[&args[..], &["true"]].concat());
    assert_eq!(made.status, 0, "{}", made.err);
    assert_eq!(made.err, "1 document in out; 3 of the records have none\n");
    let none = desk.deal(&[&args[..], &["total > 200000"]].concat());
    assert_eq!(none.status, 3);
    assert!(none.err.contains("error: q-2 has no Sheet"), "{}", none.err);
}

#[test]
fn what_fits_nothing_or_is_written_wrong_says_so() {
    let desk = desk();
    let kind = desk.deal(&["render", "offer", "letter"]);
    assert_eq!(kind.status, 3);
    let all = "deal render offer --where true -o out/";
    assert!(kind.err.contains(all), "{}", kind.err);
    for (status, said, args) in [
        (
            3,
            "no record of Offer fits",
            &["offer", "--where", "total > 1000000", "-o", "out"][..],
        ),
        (
            3,
            "there are: letter, sheet",
            &["offer", "leter", "--where", "true", "-o", "out"],
        ),
        (
            2,
            "did you mean `offer`?",
            &["ofer", "--where", "true", "-o", "out"],
        ),
        (
            2,
            "did you mean `total`?",
            &["offer", "--where", "totl > 1", "-o", "out"],
        ),
        (
            2,
            "several documents need a folder",
            &["offer", "--where", "true"],
        ),
    ] {
        let ran = desk.deal(&[&["render"], args].concat());
        assert_eq!(ran.status, status, "{args:?}: {}", ran.err);
        assert!(ran.err.contains(said), "{args:?}: {}", ran.err);
        assert!(ran.out.is_empty());
    }
}

#[test]
fn two_documents_of_one_name_are_not_one_file() {
    let desk = desk();
    desk.pipeline.replace(
        "kinds/offer.yaml",
        "documents:\n",
        "documents:\n  x-letter: {title: {zh-CN: 附函, en: Rider}, template: letter, order: 2}\n",
    );
    let offer = desk.pipeline.read(OFFER);
    desk.pipeline.write("offers/q-1-x/offer.yaml", offer);
    let filter = "total == 198000";
    // The first by its path has the file, whichever was made first.
    for _ in 0..20 {
        let made = desk.deal(&["render", "offer", "--where", filter, "-o", "out"]);
        assert_eq!(made.status, 2, "{}", made.err);
        assert!(made.err.contains("3 documents in out\n"), "{}", made.err);
        let why = "q-1-x-letter.md is another document already: q-1-x letter\n";
        assert!(made.err.contains(why), "{}", made.err);
    }
}

#[test]
fn documents_of_what_belongs_to_a_record_are_made_too() {
    let example = example();
    let folder = example.path();
    let proposals = ["render", "deal", "quote", "--where", "stage == 'proposal'"];
    let rest = ["--draft", "-o", "out", "--lang", "en"];
    let made = run(folder, &[&proposals[..], &rest].concat());
    assert_eq!(made.status, 0, "{}", made.err);
    let all = names(&folder.join("out"));
    assert!(all.len() > 1, "{all:?}");
    for name in all {
        let id = name.strip_suffix("-quote.md").unwrap();
        let one = run(folder, &["render", id, "quote", "--draft", "--lang", "en"]);
        assert_eq!(
            one.out,
            fs::read_to_string(folder.join("out").join(name)).unwrap()
        );
    }
}

#[cfg(unix)]
#[test]
fn a_terminal_shows_how_far_it_is() {
    use std::io::Read;

    let shown = |args: &[&str]| {
        let desk = desk();
        let args = [&["render", "--to", "html", "-o", "out"], args].concat();
        let terminal = nix::pty::openpty(None, None).unwrap();
        let mut command = desk.pipeline.command(&args);
        command.env("TERM", "xterm").stderr(terminal.slave);
        let mut child = command.spawn().unwrap();
        drop(command);
        let (mut said, mut part) = (Vec::new(), [0; 4096]);
        let mut master = fs::File::from(terminal.master);
        while let Ok(count @ 1..) = master.read(&mut part) {
            said.extend_from_slice(&part[..count]);
        }
        assert!(child.wait().unwrap().success());
        String::from_utf8(said).unwrap()
    };
    let offers = ["offer", "letter", "--where", "total > 0"];
    assert!(shown(&offers).contains("/3 "), "three records");
    assert!(shown(&["q-1", "--all"]).contains("/1 "), "one document");
    assert_eq!(shown(&["q-1"]), "");
    let quiet = [&offers[..], &["--quiet"]].concat();
    assert_eq!(shown(&quiet), "");
}

#[test]
fn a_file_says_the_record_and_the_document_once() {
    let example = example();
    let args = [
        "render",
        "ruiting-2603-f8b",
        "--all",
        "--draft",
        "-o",
        "out",
    ];
    let made = run(example.path(), &args);
    assert_eq!(made.status, 0, "{}", made.err);
    let names = names(&example.path().join("out"));
    for name in [
        "ruiting-2603-f8b-deal.md",
        "ruiting-2603-f8b-quote.md",
        "ruiting-2603-f8b-contract-review.md",
        "ruiting-2603-f8b-negotiation-plan.md",
        "ruiting-2603-f8b-2026-05-22-progress-report.md",
        "ruiting-2603-f8b-2026-06-11-audit-trail-dispute.md",
        "ruiting-2603-f8b-minutes-2026-03-11-needs-needs-record.md",
    ] {
        assert!(names.iter().any(|made| made == name), "{name}: {names:?}");
    }
}
