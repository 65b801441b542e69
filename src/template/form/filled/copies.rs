//! What a loop repeats has the ids of its file once.

use super::*;

const BOX: &str = "<w:r><w:drawing><wp:inline wp14:anchorId=\"5A\"><wp:docPr id=\"7\" name=\"Logo &amp; &quot;seal&quot;\"/></wp:inline></w:drawing></w:r>";

fn made(body: &str) -> String {
    let body = body.replace("BOX", BOX);
    let bytes = filled(&file(&body, &[]), &values("Hua", "Arm"), None);
    part(&bytes, DOCUMENT)
}

/// A paragraph with this in it, once for each line.
fn repeated(inside: &str) -> String {
    format!(
        "{}<w:p w14:paraId=\"1A\" w14:textId=\"77\">{inside}</w:p>{}",
        p("{% for line in lines %}"),
        p("{% endfor %}")
    )
}

#[test]
fn the_first_copy_keeps_ids_that_can_be_missing() {
    let xml = made(&repeated(
        "<w:sdt><w:sdtPr><w:tag w:val=\"t\"/><w:id w:val=\"9\"/></w:sdtPr><w:sdtContent><w:r><w:t>x</w:t></w:r></w:sdtContent></w:sdt>",
    ));
    assert_eq!(xml.matches("<w:p ").count(), 1, "{xml}");
    assert_eq!(xml.matches("<w:p>").count(), 1, "{xml}");
    for once in ["w14:paraId=\"1A\" w14:textId=\"77\"", "<w:id w:val=\"9\"/>"] {
        assert_eq!(xml.matches(once).count(), 1, "{xml}");
    }
    assert_eq!(xml.matches("<w:tag w:val=\"t\"/>").count(), 2, "{xml}");
}

#[test]
fn a_bookmark_is_once_and_whole() {
    let (start, end) = (
        "<w:bookmarkStart w:id=\"3\" w:name=\"price\"/>",
        "<w:bookmarkEnd w:id=\"3\"/>",
    );
    let text = "<w:r><w:t>{{ line.what }}</w:t></w:r>";
    let inside = repeated(&format!("{start}{text}{end}"));
    let begun = repeated(&format!("{start}{text}")) + end;
    let ended = format!("{start}{}", repeated(&format!("{text}{end}")));
    for body in [inside, begun, ended] {
        let xml = made(&body);
        assert_eq!(xml.matches(start).count(), 1, "{xml}");
        assert_eq!(xml.matches(end).count(), 1, "{xml}");
        assert!(xml.find(start) < xml.find(end), "{xml}");
    }
    let left_out = |what: &str| [p("{% if empty %}"), what.to_owned(), p("{% endif %}")].concat();
    let half = |what: &str| format!("<w:p>{what}</w:p>");
    for body in [
        left_out(&half(start)) + &half(end),
        half(start) + &left_out(&half(end)),
    ] {
        let xml = made(&body);
        assert!(!xml.contains("bookmark"), "{xml}");
    }
}

#[test]
fn each_picture_has_a_number_of_its_own() {
    let xml = made(&format!("<w:p>BOX</w:p>{}", repeated("BOX")));
    for number in 1..=3 {
        let picture = format!("<wp:docPr id=\"{number}\" name=\"Logo &amp; &quot;seal&quot;\"/>");
        assert_eq!(xml.matches(&picture).count(), 1, "{xml}");
    }
    assert_eq!(xml.matches("wp14:anchorId").count(), 1, "{xml}");
}
