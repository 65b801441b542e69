//! Values are text: whatever is in them, the document has the same structure.

use crate::desk::{Desk, OFFER};

const NASTY: [&str; 12] = [
    "# a heading",
    "a | b | c",
    "**strong** `code` [link](javascript:alert(1))",
    "<script>alert(1)</script>",
    "{{ floor }} {% for x in y %}",
    "::: signatures",
    "1. one\n2. two\n\n- three",
    "```\ncode",
    "| a |\n|---|\n| b |",
    "\u{202e}txt.exe\u{7}\u{1b}[31m",
    "]]></w:t>&amp;#x41;",
    "\u{f0041}\u{100000}# x",
];

fn structure(markdown: &str) -> (usize, usize) {
    let headings = markdown
        .lines()
        .filter(|line| line.starts_with('#'))
        .count();
    let rows = markdown
        .lines()
        .filter(|line| line.starts_with('|'))
        .count();
    (headings, rows)
}

#[test]
fn no_value_changes_the_structure() {
    let desk = Desk::new();
    let plain = structure(&desk.deal(&["render", "q-1", "letter"]).out);
    for nasty in NASTY {
        let value = serde_json::Value::from(nasty.replace(['\u{7}', '\u{1b}'], ""));
        desk.pipeline.write(
            OFFER,
            format!(
                "number: {value}\ntotal: 198000\nlines:\n  - {{what: {value}, amount: 198000}}\n"
            ),
        );
        let made = desk.deal(&["render", "q-1", "letter", "--draft"]);
        assert_eq!(made.status, 0, "{nasty}: {}", made.err);
        assert_eq!(structure(&made.out), plain, "{nasty}: {}", made.out);
        let html = desk
            .deal(&["render", "q-1", "letter", "--draft", "--to", "html"])
            .out;
        assert_eq!(html.matches("<script").count(), 0, "{nasty}");
        assert_eq!(html.matches("<tr").count(), 3, "{nasty}: {html}");
        assert!(!html.contains("href=\"javascript"), "{nasty}");
    }
}

#[test]
fn prose_stays_below_its_heading() {
    let desk = Desk::new();
    desk.pipeline.append(
        OFFER,
        "body: \"# Its own title\\n\\n## Its part\\n\\n```\\nopen fence\"\n",
    );
    let made = desk.deal(&["render", "q-1", "letter"]);
    assert_eq!(made.status, 0, "{}", made.err);
    // Its title gives way to that of the document.
    assert!(!made.out.contains("Its own title"), "{}", made.out);
    assert!(made.out.contains("### Its part"), "{}", made.out);
}

#[test]
fn a_template_reads_nothing_outside_and_ends() {
    let desk = Desk::new();
    for (template, why) in [
        (
            "{% include '../../pipeline.yaml' %}",
            "there is no template",
        ),
        ("{% include '/etc/passwd' %}", "there is no template"),
        ("{% include 'letter.md' %}", "includes itself"),
        (
            "{% for a in range(end=1000) %}{% for b in range(end=1000) %}{% for c in range(end=1000) %}{% endfor %}{% endfor %}{% endfor %}",
            "too often",
        ),
        (
            "{% for a in range(end=1000) %}{% for b in range(end=1000) %}0123456789{% endfor %}{% endfor %}",
            "larger than 8 MB",
        ),
        ("{% set_global a = 1 %}", "can't be used"),
        ("{{ number | safe }}", "there is no filter"),
        ("{{ number", "letter.md:1"),
    ] {
        desk.pipeline.write("templates/en/letter.md", template);
        let refused = desk.deal(&["render", "q-1", "letter"]);
        assert_eq!(refused.status, 2, "{template}: {}", refused.out);
        assert!(refused.err.contains(why), "{template}: {}", refused.err);
    }
}

#[test]
fn templates_are_judged_without_making_anything() {
    let desk = Desk::new();
    desk.pipeline.write(
        "templates/en/letter.md",
        "{{ totl }}\n\n{{ lines }}\n\n{{ floor }}\n",
    );
    let checked = desk.pipeline.check(&[]);
    checked.is(&[
        "templates/en/letter.md:1 invalid-template",
        "templates/en/letter.md:3 invalid-template",
        "templates/en/letter.md:5 invalid-template",
    ]);
    let only = desk.pipeline.check(&["templates"]);
    assert_eq!(only.places(), checked.places());
    desk.pipeline.check(&["templates/zh-CN"]).is(&[]);
    desk.pipeline.check(&["offers"]).is(&[]);
    let said: Vec<&str> = checked
        .findings()
        .iter()
        .map(|found| found["message"].as_str().unwrap())
        .collect();
    assert_eq!(said[0], "there is no `totl` here");
    assert!(said[1].contains("can't be printed"), "{said:?}");
    assert!(said[2].contains("confidential"), "{said:?}");
}
