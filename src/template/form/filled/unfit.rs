//! Word files that can't be used, and forms that can't be filled.

use super::*;

/// The first thing that is wrong with a body.
fn flaw(body: &str) -> String {
    let form = Form::read(&file(body, &[]), tags).unwrap();
    form.flaws[0].message.en.clone()
}

/// Why a file can't be used.
fn refused(bytes: &[u8]) -> String {
    let refusal = Form::read(bytes, tags).unwrap_err();
    refusal.message().en.clone()
}

#[test]
fn what_cannot_be_filled_is_said_with_its_paragraph() {
    let across = table(&[&["{% for line in lines %}", "{{ line.what }}", "{% endfor %}"]]);
    for (body, why) in [
        (
            across,
            "`{% endfor %}` doesn't stand where `{% for line in lines %}` does",
        ),
        (p("{% if a %}"), "`{% if a %}` has no end"),
        (
            p("{% endif %}"),
            "`{% endif %}` belongs to nothing before it",
        ),
        (p("x {{ a"), "`{{` isn't closed in its paragraph"),
        (
            p("{% include 'a.md' %}"),
            "`include` can't be used in a Word file",
        ),
        (
            p("{% for x in y %}{% break %}{% endfor %}"),
            "`break` can't be used in a Word file",
        ),
        (
            "<w:p><w:r><w:t>{{ a</w:t><w:drawing/><w:t> }}</w:t></w:r></w:p>".to_owned(),
            "`{{ a…}}` isn't whole: a link, field or picture begins or ends in it",
        ),
    ] {
        assert_eq!(flaw(&body), why);
    }
    let form = Form::read(&file(&format!("{}{}", p("é"), p("y {{ a")), &[]), tags).unwrap();
    let span = form.flaws[0].span;
    assert_eq!(
        (&form.seen[span.range()], form.seen.as_str()),
        ("{{", "é\ny {{ a")
    );
    assert_eq!(form.paragraph(2), (None, 2));
}

#[test]
fn what_word_hides_does_not_go_out() {
    let run = |properties: &str, text: &str| {
        format!(
            "<w:r><w:rPr><w:b/>{properties}</w:rPr><w:t xml:space=\"preserve\">{text}</w:t></w:r>"
        )
    };
    let why = "text that is hidden in Word would go out unseen";
    for text in ["least 90", "{{ name }}", "{% if name %}x{% endif %}"] {
        let hidden = run("<w:vanish/>", text);
        assert_eq!(flaw(&format!("{}<w:p>{hidden}</w:p>", p("y"))), why);
        assert_eq!(
            flaw(&format!(
                "<w:p>{}</w:p>",
                run("<w:vanish w:val=\"1\"/>", text)
            )),
            why
        );
    }
    let shown = [
        run("<w:vanish/>", " {% if name %} "),
        run("<w:vanish w:val=\"0\"/>", "x"),
        run("<w:webHidden/>", "y"),
        run("<w:vanish/>", "{% endif %}"),
    ];
    let form = Form::read(&file(&format!("<w:p>{}</w:p>", shown.concat()), &[]), tags);
    assert_eq!(form.unwrap().flaws, []);
}

#[test]
fn a_file_that_would_leak_or_fetch_something_is_refused() {
    let doctype = zipped(&[
        ("[Content_Types].xml", String::new()),
        (
            DOCUMENT,
            format!("<!DOCTYPE x [<!ENTITY a \"b\">]>{}", document("")),
        ),
    ]);
    let deep = format!("{}{}", "<w:p>".repeat(300), "</w:p>".repeat(300));
    let macros = [("word/vbaProject.bin", String::new())];
    let chart = format!("<w:p><w:r><w:drawing r:id=\"c\"/></w:r></w:p>{}", p("x"));
    let chart = file(&chart, &[relations(&[("c", "chart", "charts/chart1.xml")])]);
    let picture = file(
        "<w:p><w:r><w:pict r:link=\"i\"/></w:r></w:p>",
        &[relations(&[("i", "image", "https://example.com/a.png")])],
    );
    for (bytes, why) in [
        (b"PK".to_vec(), "not a Word file"),
        (
            zipped(&[("[Content_Types].xml", String::new())]),
            "has no word/document.xml",
        ),
        (doctype, "DOCTYPE"),
        (file(&deep, &[]), "nesting"),
        (file("<w:p>", &[]), "not valid"),
        (file(&p("x"), &macros), "macros"),
        (file("<w:p><w:ins/></w:p>", &[]), "tracked changes"),
        (
            file("<w:p><w:pPr><w:pPrChange/></w:pPr></w:p>", &[]),
            "tracked changes",
        ),
        (file("<w:p><w:commentRangeStart/></w:p>", &[]), "comments"),
        (
            file("<w:p><w:fldSimple w:instr=\"INCLUDETEXT x\"/></w:p>", &[]),
            "INCLUDETEXT",
        ),
        (chart, "charts/chart1.xml"),
        (picture, "https://example.com/a.png"),
        (file(&p(&"x".repeat(9 << 20)), &[]), "too long"),
    ] {
        let said = refused(&bytes);
        assert!(said.contains(why), "{why}: {said}");
    }
}

#[test]
fn a_document_that_grows_too_long_is_refused() {
    let many: Vec<Value> = (0..2000).map(Value::from).collect();
    let long = p(&"x".repeat(20_000));
    let body = [p("{% for x in many %}"), long, p("{% endfor %}")].concat();
    let form = Form::read(&file(&body, &[]), tags).unwrap();
    let values = [("many".to_owned(), Value::from(many))];
    let why = fill(form, &values, None).unwrap_err();
    assert!(why.en.contains("too long"));
}
