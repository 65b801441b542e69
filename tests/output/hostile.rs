//! Data that would steer a terminal, a log or a reader, in every place that takes a text.

use crate::reports::{FORMATS, HOSTILE, saying, written, written_from};
use comrak::nodes::{Node, NodeValue};
use comrak::{Arena, Options, parse_document};
use dealdesk::finding::Place;
use dealdesk::language::Language;
use dealdesk::output::{Format, visible};
use dealdesk::text::{Source, Span};
use proptest::prelude::*;
use quick_xml::events::Event;
use quick_xml::{Reader, XmlVersion};
use serde_json::Value;

/// Findings of [`saying`] that no waiver excuses.
const FINDINGS: usize = 3;

#[test]
fn known_cases() {
    for text in HOSTILE {
        holds(text);
    }
    holds(&HOSTILE.join(" "));
    // A path of one colon, with its line behind it, looks like a command.
    holds(":");
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 128, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn any_unicode(chars in prop::collection::vec(any::<char>(), 0..40)) {
        holds(&chars.into_iter().collect::<String>());
    }

    #[test]
    fn any_pieces_of_markup(
        pieces in prop::collection::vec(
            prop_oneof![prop::sample::select(&HOSTILE[..]), prop::sample::select(&PIECES[..])],
            0..8,
        )
    ) {
        holds(&pieces.concat());
    }
}

#[test]
fn columns_are_right_beside_hidden_characters() {
    let mut report = saying("x");
    report.findings.truncate(1);
    let source = Source::new("d.yaml", "\u{feff}a: \u{1b}\u{202e}值 y\r\n");
    let start = source.text.find('y').expect("it is there") as u32;
    report.findings[0].place = Place::of(&source, Span::new(start, start + 1));
    let out = written(&report, Format::Human, Language::En);
    assert!(out.contains("d.yaml:1:8\n"), "{out}");
    assert!(
        out.contains("1 | a: ␛\u{fffd}值 y\n  |         ^ x\n"),
        "{out}"
    );
}

const PIECES: [&str; 26] = [
    "\n", "\r", "\\", "|", "`", "``", "*", "_", "~~", "[", "]", "(", ")", "<", ">", "&", "#", "::",
    "@a", "http://", "www.", "a@b.cn", "$$", "deal ", " ", "]]>",
];

fn holds(text: &str) {
    for format in FORMATS {
        for prefix in ["", "example-pipeline/"] {
            let out = written_from(prefix, &saying(text), format, Language::ZhCn);
            let hidden = out.chars().find(|&c| visible::is_hidden(c) && c != '\n');
            assert_eq!(hidden, None, "{format:?} of {text:?}");
            let lower = out.to_lowercase();
            assert!(!lower.contains("##["), "{format:?} of {text:?}: {out}");
            assert!(!lower.contains("##vso["), "{format:?} of {text:?}: {out}");
            assert_lines(format, &out);
        }
    }
    assert_json(text);
    assert_junit(text);
    assert_markdown(text);
}

/// No line is a command of a CI runner but those that `github` means.
fn assert_lines(format: Format, out: &str) {
    let command = |line: &&str| {
        // `:::` is the sign of a second place; its command would have the name `:`.
        line.trim_start().starts_with("::") && !line.trim_start().starts_with(":::")
    };
    let commands = out.lines().filter(command).count();
    match format {
        Format::Github => {
            assert_eq!(out.lines().count(), FINDINGS + 1, "{out}");
            let ours = |line: &&str| {
                line.starts_with("::error file=") || line.starts_with("::warning file=")
            };
            assert_eq!(out.lines().filter(ours).count(), FINDINGS, "{out}");
            assert_eq!(commands, FINDINGS, "{out}");
        }
        Format::Concise => {
            assert_eq!(out.lines().count(), FINDINGS + 1, "{out}");
            assert_eq!(commands, 0, "{out}");
        }
        _ => assert_eq!(commands, 0, "{format:?}: {out}"),
    }
}

fn assert_json(text: &str) {
    let parse = |format| -> Value {
        serde_json::from_str(&written(&saying(text), format, Language::ZhCn)).expect("JSON")
    };
    let report = parse(Format::Json);
    assert_eq!(report["pipeline"], text);
    for finding in [&report["findings"][0], &report["waived"][0]] {
        for key in ["rule", "subject", "message", "path", "record", "help"] {
            assert_eq!(finding[key], text, "{key}");
        }
        assert_eq!(finding["demand"]["message"], text);
    }
    assert_eq!(report["waived"][0]["waiver"]["reason"], text);
    let issues = parse(Format::Gitlab);
    assert_eq!(issues.as_array().map(Vec::len), Some(FINDINGS));
    assert_eq!(
        issues[0]["location"]["path"],
        format!("example-pipeline/{text}")
    );
}

fn assert_junit(text: &str) {
    let xml = written(&saying(text), Format::Junit, Language::ZhCn);
    let mut reader = Reader::from_str(&xml);
    let mut cases = 0;
    loop {
        match reader.read_event().expect("XML") {
            Event::Start(tag) | Event::Empty(tag) => {
                cases += usize::from(tag.name().as_ref() == b"testcase");
                for attribute in tag.attributes() {
                    let attribute = attribute.expect("an attribute");
                    attribute
                        .normalized_value(XmlVersion::Implicit1_0)
                        .expect("known entities");
                }
            }
            Event::CData(_) | Event::Comment(_) | Event::PI(_) | Event::DocType(_) => {
                panic!("data became markup: {xml}")
            }
            Event::Eof => break,
            _ => {}
        }
    }
    assert_eq!(cases, FINDINGS, "{xml}");
}

/// Heading, table and paragraph as meant, and in the cells nothing but text, code and our own marks.
fn assert_markdown(text: &str) {
    let markdown = written(&saying(text), Format::Markdown, Language::En);
    let mut options = Options::default();
    options.extension.table = true;
    options.extension.autolink = true;
    options.extension.strikethrough = true;
    options.extension.footnotes = true;
    options.extension.math_dollars = true;
    options.extension.superscript = true;
    options.extension.subscript = true;
    options.extension.highlight = true;
    options.extension.spoiler = true;
    options.extension.underline = true;
    options.parse.relaxed_autolinks = true;
    let arena = Arena::new();
    let root = parse_document(&arena, &markdown, &options);
    let blocks: Vec<_> = root.children().collect();
    assert_eq!(blocks.len(), 3, "{markdown}");
    let rows: Vec<_> = blocks[1].children().collect();
    assert_eq!(rows.len(), FINDINGS + 1, "{markdown}");
    for row in rows {
        let cells: Vec<_> = row.children().collect();
        assert_eq!(cells.len(), 4, "{markdown}");
        for node in cells.iter().flat_map(|cell| cell.descendants()) {
            assert_plain(node, &markdown);
        }
    }
    let seen = visible::line(text.trim_end());
    if text.trim() == text {
        assert!(shown(root).contains(seen.trim()), "{seen} in {markdown}");
    }
}

fn assert_plain<'a>(node: Node<'a>, markdown: &str) {
    match &node.data.borrow().value {
        NodeValue::TableCell | NodeValue::Code(_) => {}
        NodeValue::Strong => assert_eq!(shown(node), "error"),
        NodeValue::HtmlInline(html) => assert_eq!(html, "<br>", "{markdown}"),
        NodeValue::Text(text) => {
            let mention = text.split(['@', '#']).skip(1);
            for after in mention {
                assert!(
                    !after.starts_with(|c: char| c.is_alphanumeric()),
                    "{markdown}"
                );
            }
            assert!(!text.contains("://"), "{markdown}");
        }
        value => panic!("{value:?} in {markdown}"),
    }
}

/// The text of a node as a reader sees it.
fn shown(node: Node<'_>) -> String {
    let mut shown = String::new();
    for node in node.descendants() {
        match &node.data.borrow().value {
            NodeValue::Text(text) => shown.push_str(text),
            NodeValue::Code(code) => shown.push_str(&code.literal),
            _ => {}
        }
    }
    shown.replace('\u{200b}', "")
}
