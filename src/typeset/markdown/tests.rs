//! What a forge's reader finds in the Markdown is what the document says.

use super::{markdown, receipt};
use crate::typeset::literal::{guarded, plain};
use crate::typeset::{Block, Document, Inline, Receipt, sample, style};
use comrak::nodes::{ListType, NodeValue};
use comrak::{Arena, Node, Options, parse_document};
use proptest::prelude::*;
use std::{env, fs};

const GOLDEN: &str = "src/typeset/markdown/sample.md";

#[test]
fn the_sample() {
    let written = markdown(&sample::document());
    if env::var_os("UPDATE_GOLDEN").is_some() {
        let _ = fs::write(GOLDEN, &written);
    }
    assert_eq!(written, fs::read_to_string(GOLDEN).unwrap_or_default());
}

/// What a document says, one block a line, and its markup in characters that no text has.
fn outline(blocks: &[Block], out: &mut Vec<String>) {
    for block in blocks {
        match block {
            Block::Heading {
                level,
                number,
                text,
            } => {
                let number = number
                    .as_ref()
                    .map(|number| format!("{number}{}", style::gap(number)));
                say(
                    out,
                    &format!("h{level}"),
                    number.unwrap_or_default() + &line(text),
                );
            }
            Block::Paragraph(text) => say(out, "p", line(text)),
            Block::List { first, items } => {
                for item in items {
                    out.push(format!("item {}", first.is_some()));
                    outline(item, out);
                    out.push("end".to_owned());
                }
            }
            Block::Table(table) => {
                let rows = table.rows.iter().map(|row| &row.cells);
                for cells in std::iter::once(&table.head).chain(rows) {
                    let cells: Vec<String> = cells.iter().map(|cell| line(cell)).collect();
                    out.push(cells.join("\u{3}"));
                }
            }
            Block::Quote(blocks) | Block::Section(crate::typeset::Look::Note, blocks) => {
                out.push("quote".to_owned());
                outline(blocks, out);
                out.push("end".to_owned());
            }
            Block::Verbatim(text) => out.push(format!("verbatim {text}")),
            Block::Rule | Block::PageBreak => out.push("rule".to_owned()),
            Block::Section(_, blocks) => outline(blocks, out),
        }
    }
}

fn say(out: &mut Vec<String>, what: &str, text: String) {
    if !text.is_empty() {
        out.push(format!("{what} {text}"));
    }
}

fn line(inlines: &[Inline]) -> String {
    within(inlines).trim_matches('\n').to_owned()
}

fn within(inlines: &[Inline]) -> String {
    let marked = |sign: &str, inner: &[Inline]| {
        let inner = within(inner);
        match inner.trim_matches('\n') {
            "" => String::new(),
            _ => format!("\u{1}{sign}{inner}\u{2}"),
        }
    };
    inlines
        .iter()
        .map(|inline| match inline {
            Inline::Text(text) => text.clone(),
            Inline::Code(text) if text.is_empty() => String::new(),
            Inline::Code(text) => format!("\u{1}c{text}\u{2}"),
            Inline::Strong(inner) => marked("s", inner),
            Inline::Emphasis(inner) => marked("e", inner),
            Inline::Inserted(inner) => marked("i", inner),
            Inline::Deleted(inner) => marked("d", inner),
            Inline::Link { to, text } => marked(&format!("l{to} "), text),
            Inline::Break => "\n".to_owned(),
        })
        .collect()
}

/// The same of comrak's tree.
fn found(parent: Node<'_>, out: &mut Vec<String>) {
    for node in parent.children() {
        match &node.data().value {
            NodeValue::Heading(heading) => {
                say(out, &format!("h{}", heading.level), found_line(node))
            }
            NodeValue::Paragraph => say(out, "p", found_line(node)),
            NodeValue::List(list) => {
                for item in node.children() {
                    out.push(format!("item {}", list.list_type == ListType::Ordered));
                    found(item, out);
                    out.push("end".to_owned());
                }
            }
            NodeValue::Table(_) => {
                for row in node.children() {
                    let cells: Vec<String> = row.children().map(found_line).collect();
                    out.push(cells.join("\u{3}"));
                }
            }
            NodeValue::BlockQuote => {
                out.push("quote".to_owned());
                found(node, out);
                out.push("end".to_owned());
            }
            NodeValue::CodeBlock(code) => {
                let text = code.literal.strip_suffix('\n').unwrap_or(&code.literal);
                out.push(format!("verbatim {text}"));
            }
            NodeValue::ThematicBreak => out.push("rule".to_owned()),
            NodeValue::HtmlBlock(html) if html.literal.starts_with("<!-- deal-receipt ") => {}
            other => out.push(format!("{other:?}")),
        }
    }
}

fn found_line(parent: Node<'_>) -> String {
    let marked = |sign: &str, node| format!("\u{1}{sign}{}\u{2}", found_line(node));
    parent
        .children()
        .map(|node| match &node.data().value {
            NodeValue::Text(text) => text.to_string(),
            NodeValue::Code(code) => format!("\u{1}c{}\u{2}", code.literal),
            NodeValue::Strong => marked("s", node),
            NodeValue::Emph => marked("e", node),
            NodeValue::Strikethrough => marked("d", node),
            NodeValue::Link(link) => marked(&format!("l{} ", link.url), node),
            NodeValue::LineBreak => "\n".to_owned(),
            NodeValue::HtmlInline(tag) => match tag.as_str() {
                "<br>" => "\n".to_owned(),
                "<strong>" => "\u{1}s".to_owned(),
                "<em>" => "\u{1}e".to_owned(),
                "<ins>" => "\u{1}i".to_owned(),
                "<del>" => "\u{1}d".to_owned(),
                "<code>" => "\u{1}c".to_owned(),
                "</strong>" | "</em>" | "</ins>" | "</del>" | "</code>" => "\u{2}".to_owned(),
                other => format!("HTML {other}"),
            },
            other => format!("{other:?}"),
        })
        .collect()
}

/// What the sheet and the blocks say, and what two readers find: one as strict as most forges are, one that sees
/// emphasis beside Chinese punctuation.
fn compare(document: &Document) -> Result<(), TestCaseError> {
    let mut said = Vec::new();
    outline(&document.blocks, &mut said);
    for friendly in [false, true] {
        let mut options = Options::default();
        options.extension.table = true;
        options.extension.strikethrough = true;
        options.extension.footnotes = true;
        options.extension.tasklist = true;
        options.extension.cjk_friendly_emphasis = friendly;
        let written = markdown(&Document {
            sheet: Default::default(),
            ..document.clone()
        });
        let arena = Arena::new();
        let mut read = Vec::new();
        found(parse_document(&arena, &written, &options), &mut read);
        for (said, read) in said.iter().zip(&read) {
            prop_assert_eq!(said, read, "{}", written);
        }
        prop_assert_eq!(said.len(), read.len());
    }
    Ok(())
}

#[test]
fn readers_find_what_the_sample_says() {
    compare(&sample::document()).expect("the same");
}

fn line_of(inlines: Vec<Inline>) -> Document {
    Document {
        blocks: vec![
            Block::Paragraph(inlines.clone()),
            Block::Heading {
                level: 2,
                number: None,
                text: inlines,
            },
        ],
        ..sample::document()
    }
}

const TEXT: &str = "\\PC{0,12}|[-#*_`~+:|<>\\[\\]()!&;$^=\\\\ .0-9a-z甲（，。]{0,14}|(-|1\\.|#|>|:-:|=|---|&amp;|<br>|[*]a[*]|\\[x\\]\\(y\\)| )[ a.]{0,3}";

fn inline() -> impl Strategy<Value = Inline> {
    let text = || TEXT.prop_map(|text| plain(&guarded(&text)).replace('\n', " "));
    let leaf = prop_oneof![
        6 => text().prop_map(Inline::Text),
        1 => text().prop_map(Inline::Code),
        1 => Just(Inline::Break),
    ];
    leaf.prop_recursive(2, 12, 4, |inner| {
        let inner = || prop::collection::vec(inner.clone(), 1..4);
        prop_oneof![
            inner().prop_map(Inline::Strong),
            inner().prop_map(Inline::Emphasis),
            inner().prop_map(Inline::Deleted),
            inner().prop_map(Inline::Inserted),
        ]
    })
}

proptest! {
    #[test]
    fn any_texts_come_back(texts in prop::collection::vec(TEXT, 1..9)) {
        let mut texts = texts.iter().map(|text| plain(&guarded(text)).replace('\n', " ")).cycle();
        compare(&sample::filled(&mut |_| texts.next().unwrap_or_default()))?;
    }

    #[test]
    fn any_line_comes_back(line in prop::collection::vec(inline(), 0..6)) {
        compare(&line_of(line))?;
    }

    #[test]
    fn the_receipt_comes_back(statement in "\\PC{1,40}|[->!%\n]{1,20}", text in TEXT) {
        let document = Document {
            receipt: Receipt { code: String::new(), statement: statement.clone() },
            ..sample::filled(&mut |_| format!("<!-- deal-receipt {text} -->\n<!-- deal-receipt x -->"))
        };
        prop_assert_eq!(receipt(markdown(&document).as_bytes()), Some(statement));
    }

    #[test]
    fn no_file_breaks_the_reader_of_receipts(bytes in prop::collection::vec(any::<u8>(), 0..60)) {
        let _ = receipt(&bytes);
        let _ = receipt(&[b"<!-- deal-receipt %".as_slice(), &bytes, b" -->"].concat());
    }
}
