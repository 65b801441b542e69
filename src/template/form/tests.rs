//! The tags of a paragraph.

use super::*;

fn found(paragraph: &str) -> Vec<(String, String)> {
    let tags = tags(paragraph).into_iter();
    tags.map(|tag| {
        let does = match tag.does {
            Does::Wrong(message, _) => message.en,
            does => format!("{does:?}"),
        };
        (tag.text, does)
    })
    .collect()
}

fn one(paragraph: &str) -> (String, String) {
    found(paragraph).remove(0)
}

#[test]
fn tags_are_found_with_what_they_do() {
    let paragraph = "a {{ x }}{%- if y -%} b {% else %}{% endif %}{# {{ z }} #}{% set a = 1 %}";
    let does: Vec<String> = found(paragraph).into_iter().map(|(_, does)| does).collect();
    assert_eq!(does, ["Print", "Open", "Turn", "Close", "Stand", "Stand"]);
    for tag in tags(paragraph) {
        assert_eq!(paragraph[tag.range].to_owned(), tag.text);
    }
}

#[test]
fn quotes_and_spaces_of_word_are_made_straight() {
    for (written, meant) in [
        (
            "{{ x | default(value=“–”) }}",
            "{{ x | default(value=\"–\") }}",
        ),
        ("{{\u{a0}x\u{3000}| f(a=‘b”c’) }}", "{{ x | f(a=\"b”c\") }}"),
        ("{{ x | f(a=“say \"no\"”) }}", "{{ x | f(a='say \"no\"') }}"),
        ("{{ x | f(a=\"“}}”\") }}", "{{ x | f(a=\"“}}”\") }}"),
        ("{{ x | f(a=”b”) }}", "{{ x | f(a=\"b\") }}"),
    ] {
        assert_eq!(one(written), (meant.to_owned(), "Print".to_owned()));
    }
}

#[test]
fn what_a_word_file_cannot_have_is_said() {
    assert!(
        one("{% include 'x.md' %}")
            .1
            .contains("`include` can't be used")
    );
    assert!(one("{%- break %}").1.contains("`break` can't be used"));
    for open in ["{{ x", "{% if x", "{{ x | f(a=“b) }}", "{# x"] {
        assert!(one(open).1.contains("isn't closed"), "{open}");
    }
    assert!(found("{ { x } } }} %} {").is_empty());
}
