//! `deal render`: what it makes and what it refuses.

use crate::desk::{Desk, OFFER};
use std::fs;
use std::thread;
use std::time::Duration;

#[test]
fn a_letter_says_what_the_record_holds() {
    let desk = Desk::new();
    let made = desk.deal(&["render", "q-1", "letter"]);
    assert_eq!(made.status, 0, "{}", made.err);
    let (page, receipt) = made.out.split_once("<!--").unwrap();
    assert!(page.starts_with("# Letter Q-1\n"), "{page}");
    assert!(
        page.contains("| Robot | 198,000.00 |\n| **Total** | **CNY 198,000.00** |"),
        "{page}"
    );
    assert!(receipt.contains("\"document\":\"letter\"") && receipt.contains("\"commit\":null"));
}

#[test]
fn the_only_document_needs_no_name_and_a_title_is_a_name() {
    let desk = Desk::new();
    let by_name = desk.deal(&["render", "q-1", "letter"]);
    for args in [
        &["render", "q-1"][..],
        &["render", "q-1", "报价函"],
        &["render", OFFER, "Letter"],
    ] {
        assert_eq!(desk.deal(args).out, by_name.out, "{args:?}");
    }
}

#[test]
fn what_is_missing_is_named_and_nothing_is_made() {
    let desk = Desk::new();
    desk.pipeline
        .write(OFFER, "number: Q-1\nlines:\n  - {what: Robot}\n");
    let refused = desk.deal(&["render", "q-1", "letter", "-o", "letter.md"]);
    assert_eq!((refused.status, refused.out.as_str()), (2, ""));
    for part in [
        "`lines.1.amount` is empty, and templates/en/letter.md:11:",
        "`total` is empty, and templates/en/letter.md:12:",
    ] {
        assert!(refused.err.contains(part), "{}", refused.err);
    }
    assert!(!desk.pipeline.path("letter.md").exists());
}

#[test]
fn a_filter_makes_text_of_a_markdown_field_and_no_hole() {
    let desk = Desk::new();
    desk.pipeline
        .append(OFFER, "body: |\n  old *words*\nnote: old lines\n");
    for (tag, made) in [
        (
            "body | changes(from=note)",
            "old ~~lines~~<ins>\\*words\\*</ins>",
        ),
        (
            "note | changes(from=body)",
            "old ~~\\*words\\*~~<ins>lines</ins>",
        ),
        (
            "[body, note] | join(sep=\", \")",
            "old \\*words\\*, old lines",
        ),
        (
            "\"all: {a}\" | fill(with={\"a\": body})",
            "all: old \\*words\\*",
        ),
        ("body", "old *words*"),
    ] {
        let template = format!("# T\n\n{{{{ {tag} }}}}\n");
        desk.pipeline.write("templates/en/letter.md", template);
        let page = desk.deal(&["render", "q-1", "letter"]);
        assert_eq!(page.status, 0, "{tag}: {}", page.err);
        assert!(
            page.out.contains(&format!("\n\n{made}\n")),
            "{tag}: {}",
            page.out
        );
    }
}

#[test]
fn a_list_of_which_nothing_is_printed_is_counted() {
    let desk = Desk::new();
    for (tag, made) in [
        ("{{ lines | length }}", "1"),
        ("{% if lines %}some{% endif %}", "some"),
        ("{% for line in lines %}each{% endfor %}", "each"),
    ] {
        let template = format!("# T\n\n{tag}\n");
        desk.pipeline.write("templates/en/letter.md", template);
        let page = desk.deal(&["render", "q-1", "letter"]);
        assert!(
            page.out.contains(&format!("\n\n{made}\n")),
            "{tag}: {}{}",
            page.out,
            page.err
        );
    }
}

#[test]
fn the_old_file_stays_until_the_new_one_is_whole() {
    let desk = Desk::new();
    assert_eq!(
        desk.deal(&["render", "q-1", "letter", "-o", "out/a.md"])
            .status,
        0
    );
    let old = desk.pipeline.read("out/a.md");
    desk.pipeline.replace(OFFER, "total: 198000\n", "");
    assert_eq!(
        desk.deal(&["render", "q-1", "letter", "-o", "out/a.md"])
            .status,
        2
    );
    assert_eq!(desk.pipeline.read("out/a.md"), old);
    let names = fs::read_dir(desk.pipeline.path("out")).unwrap().count();
    assert_eq!(names, 1, "nothing is left beside it");
}

#[test]
fn a_record_with_findings_gives_the_customer_a_draft_only() {
    let desk = Desk::new();
    desk.pipeline.append(OFFER, "nonsense: 1\n");
    let refused = desk.deal(&["render", "q-1", "letter"]);
    assert_eq!(refused.status, 2);
    assert!(
        refused.err.contains("something is wrong with the record"),
        "{}",
        refused.err
    );
    let draft = desk.deal(&["render", "q-1", "letter", "--draft"]);
    assert_eq!(draft.status, 0, "{}", draft.err);
    assert!(draft.out.contains("DRAFT"), "{}", draft.out);
}

#[test]
fn what_is_not_ready_is_a_draft_and_what_is_not_there_is_refused() {
    let desk = Desk::new();
    let none = desk.deal(&["render", "q-1", "sheet"]);
    assert_eq!(none.status, 2);
    assert!(none.err.contains("q-1 has no Sheet"), "{}", none.err);
    desk.pipeline.append(OFFER, "floor: 150000\n");
    let early = desk.deal(&["render", "q-1", "sheet"]);
    let when = "may not go out yet\nhint: it may when this is so: sent (kinds/";
    assert!(early.err.contains(when), "{}", early.err);
    assert!(
        desk.deal(&["render", "q-1", "sheet", "--draft"])
            .out
            .contains("DRAFT")
    );
    desk.pipeline.append(OFFER, "sent: true\n");
    let ready = desk.deal(&["render", "q-1", "sheet", "--draft"]);
    assert!(
        !ready.out.contains("DRAFT") && ready.out.contains("CNY 150,000.00"),
        "{}",
        ready.out
    );
}

#[test]
fn all_documents_go_into_a_folder() {
    let desk = Desk::new();
    desk.pipeline.append(OFFER, "floor: 150000\nsent: true\n");
    let made = desk.deal(&["render", "q-1", "--all", "--to", "html", "-o", "out"]);
    assert_eq!(made.status, 0, "{}", made.err);
    let mut names: Vec<String> = fs::read_dir(desk.pipeline.path("out"))
        .unwrap()
        .map(|entry| entry.unwrap().file_name().into_string().unwrap())
        .collect();
    names.sort();
    assert_eq!(names, ["q-1-letter.html", "q-1-sheet.html"]);
    let several = desk.deal(&["render", "q-1"]);
    assert_eq!(several.status, 2);
    assert!(
        several.err.contains("deal render q-1 letter"),
        "{}",
        several.err
    );
}

#[test]
fn the_same_tree_gives_the_same_bytes() {
    let desk = Desk::committed();
    for format in ["md", "html"] {
        let args = ["render", "q-1", "letter", "--to", format];
        let (one, two) = (desk.deal(&args), desk.deal(&args));
        assert_eq!(one.out, two.out);
        assert!(one.out.len() > 100);
    }
}

#[test]
fn a_name_that_no_document_has_lists_those_that_there_are() {
    let desk = Desk::new();
    let none = desk.deal(&["render", "q-1", "leter"]);
    assert_eq!(none.status, 3);
    assert!(
        none.err.contains("there are: letter, sheet"),
        "{}",
        none.err
    );
}

#[test]
fn watching_makes_it_again_when_a_file_changes() {
    let desk = Desk::new();
    let mut command = desk.pipeline.command(&[
        "--today",
        "2026-03-20",
        "render",
        "q-1",
        "letter",
        "-o",
        "out/a.md",
        "--watch",
    ]);
    let mut watching = command.spawn().unwrap();
    let made = desk.pipeline.path("out/a.md");
    let wait = |wanted: &str| {
        // However slow the machine is, it comes in the end; the limit only ends a test that fails.
        for _ in 0..600 {
            if fs::read_to_string(&made).is_ok_and(|text| text.contains(wanted)) {
                return true;
            }
            thread::sleep(Duration::from_millis(100));
        }
        false
    };
    let first = wait("Letter Q-1");
    desk.pipeline.replace(OFFER, "number: Q-1", "number: Q-77");
    let second = wait("Letter Q-77");
    watching.kill().unwrap();
    watching.wait().unwrap();
    assert!(first && second);
}
