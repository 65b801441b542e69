//! Whatever the values and whatever the file: the same paragraphs and rows come out, and nothing breaks.

use super::*;
use proptest::prelude::*;

/// Each way in which a value can stand.
fn all_places() -> Vec<u8> {
    let rows: [&[&str]; 3] = [
        &["{% for line in lines %}", ""],
        &[
            "{{ line.what }}",
            "{% if line.what %}{{ line.what }}{% endif %}",
        ],
        &["{% endfor %}", ""],
    ];
    let link =
        "<w:p><w:hyperlink w:anchor=\"a\"><w:r><w:t>{{ name }}</w:t></w:r></w:hyperlink></w:p>";
    let body = format!(
        "{}{}{}{}{link}<w:sectPr><w:headerReference r:id=\"h1\"/></w:sectPr>",
        p("{{ name }} and {{ name | upper }}"),
        p("{% for line in lines %}"),
        p("{{ line.what | default(value='-') }}"),
        p("{% endfor %}") + &table(&rows),
    );
    file(
        &body,
        &[
            relations(&[("h1", "header", "header1.xml")]),
            header("{{ name }}"),
        ],
    )
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(128))]

    #[test]
    fn no_value_changes_the_structure(
        name in "[^\\s]\\PC{0,12}|[<>&\"'{}%~+#]{1,12}|x[\u{0}-\u{1f}\u{202e}\u{ffff}\u{f0041}\u{100000}\u{100101}]{0,12}",
        what in "[^\\s]\\PC{0,12}|</w:t></w:r></w:p>|\\{\\{ name \\}\\}|]]>|~~x~~|\u{100102}",
    ) {
        let bytes = all_places();
        let plain = filled(&bytes, &values("x", "x"), None);
        let made = filled(&bytes, &values(&format!("a{name}"), &format!("a{what}")), None);
        for part_name in [DOCUMENT, "word/header1.xml"] {
            let (elements, text) = outline(&part(&made, part_name));
            prop_assert_eq!(elements, outline(&part(&plain, part_name)).0);
            let has_hidden = text.chars().any(|c| c.is_control() && c != '\n' || c >= '\u{f0000}');
            prop_assert!(!has_hidden, "{:?}", text);
        }
    }

    #[test]
    fn no_bytes_panic(bytes in proptest::collection::vec(any::<u8>(), 0..200), at in 0_usize..2000) {
        let mut file = all_places();
        let at = at.min(file.len() - 1);
        for (place, byte) in file[at..].iter_mut().zip(&bytes) {
            *place = *byte;
        }
        let _ = Form::read(&file, tags);
    }

    #[test]
    fn any_paragraph_is_read(text in "[a{}%#\"'“ ]{0,30}", split in 0_usize..30) {
        let split = text.char_indices().nth(split).map_or(text.len(), |(at, _)| at);
        let (one, two) = text.split_at(split);
        let run = |text: &str| format!("<w:r><w:t xml:space=\"preserve\">{text}</w:t></w:r>");
        let body = format!("<w:p>{}<w:proofErr/>{}</w:p>", run(one), run(two));
        let (split, whole) = (Form::read(&file(&body, &[]), tags), Form::read(&file(&p(&text), &[]), tags));
        prop_assert_eq!(split.unwrap().seen, whole.unwrap().seen);
    }

    #[test]
    fn what_a_form_makes_of_any_text_is_whole(
        at in 0_usize..4000, length in 0_usize..60,
        instead in "|<w:p>|</w:p>|<w:tr>|</w:tr>|<w:br/>|<w:tc/>|\\{% if name %\\}|\\{% else %\\}|\\{% endfor %\\}|\\{\\{ name \\}\\}",
    ) {
        let mut xml = part(&all_places(), DOCUMENT);
        let at = at.min(xml.len());
        let end = (at + length).min(xml.len());
        xml.replace_range(at..end, &instead);
        let bytes = zipped(&[("[Content_Types].xml", String::new()), (DOCUMENT, xml)]);
        let Ok(form) = Form::read(&bytes, tags) else { return Ok(()) };
        if form.flaws.is_empty() {
            match fill(form, &values("x", "y"), None) {
                Ok(made) => drop(outline(&part(&made, DOCUMENT))),
                Err(why) => prop_assert!(!why.en.contains("is not valid"), "{}", why.en),
            }
        }
    }
}
