//! What a filled Word file says, and what is in it.

use super::*;
use crate::typeset::docx_receipt;

/// What a body says when it is filled.
fn said(body: &str) -> String {
    let bytes = filled(&file(body, &[]), &values("Hua & Co", "Arm"), None);
    outline(&part(&bytes, DOCUMENT)).1
}

#[test]
fn a_tag_over_several_runs_is_one_and_looks_as_it_begins() {
    let body = "<w:p w:x=\"1\"><w:pPr><w:jc/></w:pPr><w:r><w:t>To </w:t></w:r><w:r><w:rPr><w:b/></w:rPr><w:t>{{ na</w:t></w:r>\
        <w:proofErr/><w:r><w:rPr><w:i/></w:rPr><w:t>m</w:t><w:tab/><w:t>e}</w:t></w:r><w:bookmarkStart/><w:r><w:t>}!</w:t></w:r></w:p>";
    // The tab is white space in the tag.
    let body = body.replace("m</w:t><w:tab/><w:t>e}", "me</w:t><w:tab/><w:t>}");
    let bytes = filled(&file(&body, &[]), &values("Hua & Co", ""), None);
    let xml = part(&bytes, DOCUMENT);
    let wanted = "<w:p w:x=\"1\"><w:pPr><w:jc/></w:pPr><w:r><w:t xml:space=\"preserve\">To</w:t></w:r>\
        <w:r><w:rPr><w:b/></w:rPr><w:t xml:space=\"preserve\">Hua &amp; Co</w:t></w:r>\
        <w:r><w:t xml:space=\"preserve\">!</w:t></w:r></w:p>";
    assert!(xml.contains(wanted), "{xml}");
}

#[test]
fn what_has_no_tags_stays_byte_for_byte() {
    let untouched = "<w:p w:rsidR=\"1\"><!-- x -->\n<w:r><w:t> a&#65;</w:t></w:r></w:p><w:sectPr/>";
    let bytes = filled(
        &file(&format!("{}{untouched}", p("{{ name }}")), &[]),
        &values("", ""),
        None,
    );
    assert!(part(&bytes, DOCUMENT).contains(untouched));
}

#[test]
fn tags_alone_in_a_paragraph_act_on_paragraphs() {
    let body = [
        p("{% for line in lines %}"),
        p("{{ loop.index }}. {{ line.what }}"),
        p("{% if loop.first %}{# the first #}"),
        p("first"),
        p("{% else %}"),
        p("other"),
        p(" {% endif %} "),
        p("{% endfor %}"),
        p("end"),
    ];
    assert_eq!(said(&body.concat()), "1. Robot\nfirst\n2. Arm\nother\nend");
}

#[test]
fn tags_in_a_paragraph_act_within_it() {
    let body =
        p("{% for line in lines %}{{ line.what }}{% if not loop.last %}, {% endif %}{% endfor %}.");
    assert_eq!(said(&body), "Robot, Arm.");
}

#[test]
fn tags_alone_in_a_row_act_on_rows() {
    let rows: [&[&str]; 5] = [
        &["What", ""],
        &["{% for line in lines %}", ""],
        &["{{ line.what }}", "x"],
        &["", "{% endfor %}"],
        &["End", "y"],
    ];
    assert_eq!(said(&table(&rows)), "What\n\nRobot\nx\nArm\nx\nEnd\ny");
}

#[test]
fn what_is_left_empty_can_still_be_opened() {
    let rows: [&[&str]; 3] = [&["{% for line in empty %}"], &["x"], &["{% endfor %}"]];
    let cell = format!(
        "<w:tbl><w:tr><w:tc>{}{}{}</w:tc></w:tr></w:tbl>",
        p("{% if empty %}"),
        p("x"),
        p("{% endif %}")
    );
    let body = format!("{}{}{cell}{}", p("a"), table(&rows), p("b"));
    let bytes = filled(&file(&body, &[]), &values("", ""), None);
    let xml = part(&bytes, DOCUMENT);
    let wanted = format!(
        "{}<w:tbl><w:tr><w:tc><w:p/></w:tc></w:tr></w:tbl>{}",
        p("a"),
        p("b")
    );
    assert!(xml.contains(&wanted), "{xml}");
}

#[test]
fn text_boxes_links_and_fields_are_filled_too() {
    let inner = p("{{ name }}");
    let body = format!(
        "<w:p><w:r><w:t>out {{{{ name }}}}</w:t></w:r><w:r><w:pict><w:txbxContent>{inner}</w:txbxContent></w:pict></w:r>\
         <w:hyperlink w:anchor=\"x\"><w:r><w:t>in {{{{ name }}}}</w:t></w:r></w:hyperlink></w:p>"
    );
    assert_eq!(said(&body), "out Hua & Co\nHua & Coin Hua & Co");
}

#[test]
fn prose_and_changes_are_text() {
    assert_eq!(said(&p("{{ body }}")), "Title/One two/• three");
    let body = "<w:p><w:r><w:rPr><w:b/></w:rPr><w:t>{{ diff }}</w:t></w:r></w:p>";
    let bytes = filled(&file(body, &[]), &values("", ""), None);
    let xml = part(&bytes, DOCUMENT);
    for run in [
        "<w:r><w:rPr><w:b/><w:strike/></w:rPr><w:t xml:space=\"preserve\">old</w:t></w:r>",
        "<w:r><w:rPr><w:b/><w:u w:val=\"single\"/></w:rPr><w:t xml:space=\"preserve\">new</w:t></w:r>",
        "<w:r><w:rPr><w:b/></w:rPr><w:t xml:space=\"preserve\"> day</w:t></w:r>",
    ] {
        assert!(xml.contains(run), "{xml}");
    }
}

#[test]
fn headers_are_filled_and_a_draft_is_marked_on_each_page() {
    let body = format!(
        "{}<w:sectPr><w:headerReference w:type=\"default\" r:id=\"h1\"/></w:sectPr>",
        p("x")
    );
    let others = [
        relations(&[("h1", "header", "header1.xml")]),
        header("{{ name }}"),
    ];
    let bytes = file(&body, &others);
    let clean = filled(&bytes, &values("Hua", ""), None);
    assert_eq!(outline(&part(&clean, "word/header1.xml")).1, "Hua");
    assert!(!part(&clean, "word/header1.xml").contains("DRAFT"));
    let draft = filled(&bytes, &values("Hua", ""), Some("DRAFT"));
    for header in ["word/header1.xml", "word/dealdesk-draft.xml"] {
        assert!(
            part(&draft, header).contains("string=\"DRAFT\""),
            "{header}"
        );
    }
    let xml = part(&draft, DOCUMENT);
    for kind in ["default", "first", "even"] {
        assert_eq!(
            xml.matches(&format!("w:type=\"{kind}\"")).count(),
            1,
            "{xml}"
        );
    }
    for body in [
        "<w:p/>",
        "<w:p/><w:sectPr/>",
        "<w:p/><w:sectPr w:rsidR=\"1\"/>",
    ] {
        let draft = filled(&file(body, &[]), &values("", ""), Some("DRAFT"));
        let xml = part(&draft, DOCUMENT);
        assert_eq!(xml.matches("dealdeskDraft").count(), 3, "{xml}");
        outline(&xml);
    }
}

#[test]
fn the_receipt_is_in_the_file_and_the_same_form_gives_the_same_bytes() {
    let bytes = file(&p("{{ name }}"), &[]);
    let one = filled(&bytes, &values("a", ""), None);
    assert_eq!(one, filled(&bytes, &values("a", ""), None));
    assert_eq!(docx_receipt(&one), Some("{\"dealdesk\":1}".to_owned()));
}

#[test]
fn only_what_makes_text_and_look_goes_out() {
    let settings = format!(
        "<w:settings xmlns:w=\"{W}\" xmlns:r=\"{R}\"><w:zoom/><w:attachedTemplate r:id=\"a\"/><w:rsids><w:rsid w:val=\"00A1\"/></w:rsids><w:docVars><w:docVar w:name=\"floor\" w:val=\"90\"/></w:docVars><w:compat/></w:settings>"
    );
    let others = [
        relations(&[
            ("s", "settings", "settings.xml"),
            ("c", "customXml", "../customXml/item1.xml"),
        ]),
        ("word/settings.xml", settings),
        ("customXml/item1.xml", "<secret/>".to_owned()),
        ("docProps/app.xml", "<Manager>Li Na</Manager>".to_owned()),
    ];
    let bytes = filled(&file(&p("x"), &others), &values("", ""), None);
    let zip = zip::ZipArchive::new(Cursor::new(&bytes)).unwrap();
    let names: Vec<String> = zip
        .file_names()
        .map(|name| name.unwrap().into_owned())
        .collect();
    assert!(
        !names
            .iter()
            .any(|name| name.contains("customXml") || name.contains("app.xml"))
    );
    assert!(part(&bytes, "word/settings.xml").contains("<w:zoom/><w:compat/>"));
}

/// Where `ci/documents` wants files for other readers, one is written.
#[test]
fn other_readers_get_their_file() {
    let rows: [&[&str]; 4] = [
        &["What", "Number"],
        &["{% for line in lines %}", ""],
        &["{{ line.what }}", "{{ loop.index }}"],
        &["{% endfor %}", ""],
    ];
    let body = format!(
        "{}{}{}{}{}<w:sectPr><w:headerReference w:type=\"default\" r:id=\"h1\"/></w:sectPr>",
        p("To {{ name }}"),
        table(&rows),
        p("{% if empty %}"),
        p("never"),
        p("{% endif %}") + &p("{{ body }}"),
    );
    let header = header("Head of {{ name }}");
    let bytes = file(
        &body,
        &[relations(&[("h1", "header", "header1.xml")]), header],
    );
    let made = filled(&bytes, &values("华辰 <A&B>", "Arm"), Some("DRAFT"));
    let (_, text) = outline(&part(&made, DOCUMENT));
    assert_eq!(
        text,
        "To 华辰 <A&B>\nWhat\nNumber\nRobot\n1\nArm\n2\nTitle/One two/• three"
    );
    if let Some(folder) = std::env::var_os("DEALDESK_DOCUMENTS") {
        std::fs::write(std::path::Path::new(&folder).join("form.docx"), made).unwrap();
    }
}
