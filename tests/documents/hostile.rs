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
            "would take too long",
        ),
        (
            &"{% for a in range(end=1000) %}{% for b in range(end=1000) %}{% endfor %}{% endfor %}"
                .repeat(30),
            "would take too long",
        ),
        (
            "{% for c in number ~ number %}{% endfor %}",
            "a loop goes through a list of the record",
        ),
        ("{% for c in number %}{% endfor %}", "`number` is no list"),
        (
            "{% for a in range(end=1000) %}{% for b in range(end=1000) %}0123456789{% endfor %}{% endfor %}",
            "larger than 8 MB",
        ),
        ("{% set_global a = 1 %}", "can't be used"),
        ("{{ number | safe }}", "there is no filter"),
        ("{{ number", "letter.md:1"),
        (
            &format!(
                "{{{{ {}number{} }}}}",
                "(".repeat(100_000),
                ")".repeat(100_000)
            ),
            "too complex",
        ),
        (&nested("{% for line in lines %}", "{% endfor %}"), "nest"),
        (&nested("{% if number %}", "{% endif %}"), "nest"),
        (&"{% if number %}".repeat(60_000), "1:139: this `if`"),
        (
            &"{% set x = number | upper %}".repeat(300),
            "more than 200 times",
        ),
    ] {
        desk.pipeline.write("templates/en/letter.md", template);
        let refused = desk.deal(&["render", "q-1", "letter"]);
        assert_eq!(refused.status, 2, "{template}: {}", refused.out);
        assert!(refused.err.contains(why), "{template}: {}", refused.err);
        assert!(refused.err.len() < 10_000, "{}", refused.err.len());
    }
}

/// Blocks in blocks.
fn nested(open: &str, close: &str) -> String {
    open.repeat(60_000) + &close.repeat(60_000)
}

#[test]
fn templates_that_include_each_other_end() {
    let desk = Desk::new();
    let part = |name: usize| format!("templates/en/p{name}.md");
    for at in 0..14 {
        let next = format!("{{% include 'p{}.md' %}}", at + 1);
        desk.pipeline.write(&part(at), next.repeat(10));
    }
    desk.pipeline.write(&part(14), "x");
    let letter = "templates/en/letter.md";
    desk.pipeline.write(letter, "{% include 'p0.md' %}");
    let refused = desk.deal(&["render", "q-1", "letter"]);
    let why = "more than 200 templates are included";
    assert_eq!(refused.err.matches(why).count(), 1, "{}", refused.err);

    // Too deep, and each of them is known from elsewhere.
    for at in 0..20 {
        let next = format!("{{% include 'p{}.md' %}}", at + 1);
        desk.pipeline.write(&part(at), next);
    }
    desk.pipeline.write(&part(20), "x");
    desk.pipeline
        .write(letter, "{% include 'p12.md' %}{% include 'p0.md' %}");
    let refused = desk.deal(&["render", "q-1", "letter"]);
    let why = "templates include each other more than 16 deep";
    assert!(refused.err.contains(why), "{}", refused.err);
    assert_eq!(refused.status, 2);
}

#[test]
fn a_long_text_is_not_made_into_ever_more() {
    let desk = Desk::new();
    let note = format!("note: \"{}\"\n", "x".repeat(900_000));
    desk.pipeline.append(OFFER, &note);
    let letter = "templates/en/letter.md";
    for (template, status) in [
        ("{{ note | upper }}{{ number }}".to_owned(), 0),
        (
            "{% set a = note | upper %}".repeat(199)
                + &"{{ note | trim | truncate(length=3) }}".repeat(200),
            2,
        ),
        (
            "{% for n in range(end=900) %}{% set a = note | upper %}{% endfor %}".repeat(30),
            2,
        ),
    ] {
        desk.pipeline.write(letter, &template);
        let ran = desk.deal(&["render", "q-1", "letter"]);
        assert_eq!(ran.status, status, "{}", ran.err);
        let is_long = ran.err.contains("would take too long");
        assert_eq!(is_long, status == 2, "{}", ran.err);
    }
}

#[test]
fn numbers_are_sorted_before_texts_that_begin_with_numbers() {
    let desk = Desk::new();
    // By size where both are numbers and as texts otherwise, these would go round: 2 < 10 < 1a < 2.
    let lines = (0..60).map(|number| {
        let number = number * 7 % 60;
        format!("  - {{what: \"{number}\"}}\n  - {{what: \"{number}a\"}}\n")
    });
    let lines: String = lines.collect();
    desk.pipeline
        .write(OFFER, format!("number: Q-1\nlines:\n{lines}"));
    desk.pipeline.write(
        "templates/en/letter.md",
        "{% for line in lines | sorted(of=\"what\") %}{{ line.what }} {% endfor %}",
    );
    let made = desk.deal(&["render", "q-1", "letter"]);
    assert_eq!(made.status, 0, "{}", made.err);
    let sorted = "0 1 2 3 4 5 6 7 8 9 10 ";
    assert!(made.out.starts_with(sorted), "{}", made.out);
    assert!(made.out.contains(" 58 59 0a 10a 11a "), "{}", made.out);
}

#[test]
fn a_value_of_which_nothing_is_seen_is_a_hole() {
    let desk = Desk::new();
    let hidden =
        "number: \"\\u200b\\u2060\"\ntotal: 198000\nlines:\n  - {what: Robot, amount: 198000}\n";
    desk.pipeline.write(OFFER, hidden);
    let refused = desk.deal(&["render", "q-1", "letter", "--draft"]);
    assert_eq!(refused.status, 2, "{}", refused.out);
    assert!(refused.err.contains("`number` is empty"), "{}", refused.err);
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
