//! What a second reader of HTML finds in a page is what the document says.

use super::escape::css_string;
use super::{html, receipt};
use crate::typeset::{Block, Document, Inline, Receipt, sample, style};
use proptest::prelude::*;
use scraper::{ElementRef, Html, Node, Selector};
use std::{env, fs};

const GOLDEN: &str = "src/typeset/html/sample.html";

#[test]
fn the_sample() {
    let written = html(&sample::document());
    if env::var_os("UPDATE_GOLDEN").is_some() {
        let _ = fs::write(GOLDEN, &written);
    }
    assert_eq!(written, fs::read_to_string(GOLDEN).unwrap_or_default());
}

/// The elements that a document has, and its texts.
fn outline(blocks: &[Block], out: &mut String) {
    for block in blocks {
        match block {
            Block::Heading {
                level,
                number,
                text,
            } => {
                let name = format!("h{level}");
                element(out, &name, |out| {
                    if let Some(number) = number {
                        element(out, "span", |out| out.push_str(number));
                        out.push_str(style::gap(number));
                    }
                    line(text, out);
                });
            }
            Block::Paragraph(text) => element(out, "p", |out| line(text, out)),
            Block::List { first, items } => {
                let name = if first.is_some() { "ol" } else { "ul" };
                element(out, name, |out| {
                    for item in items {
                        element(out, "li", |out| match &item[..] {
                            [Block::Paragraph(text)] => line(text, out),
                            [Block::Paragraph(text), Block::List { .. }] => {
                                line(text, out);
                                outline(&item[1..], out);
                            }
                            blocks => outline(blocks, out),
                        });
                    }
                });
            }
            Block::Table(table) => element(out, "table", |out| {
                if table.is_titled() {
                    element(out, "tr", |out| cells(&|_, _| "th", &table.head, out));
                }
                let name = |at, cell: &[Inline]| match table.is_label(at, cell) {
                    true => "th",
                    false => "td",
                };
                for row in &table.rows {
                    element(out, "tr", |out| cells(&name, &row.cells, out));
                }
            }),
            Block::Quote(blocks) => element(out, "blockquote", |out| outline(blocks, out)),
            Block::Verbatim(text) => element(out, "pre", |out| {
                element(out, "code", |out| out.push_str(text))
            }),
            Block::Rule => out.push_str("<hr></hr>"),
            Block::PageBreak => {}
            Block::Section(_, blocks) => outline(blocks, out),
        }
    }
}

fn cells(name: &dyn Fn(usize, &[Inline]) -> &'static str, cells: &[Vec<Inline>], out: &mut String) {
    for (at, cell) in cells.iter().enumerate() {
        element(out, name(at, cell), |out| line(cell, out));
    }
}

fn line(inlines: &[Inline], out: &mut String) {
    for inline in inlines {
        match inline {
            Inline::Text(text) => out.push_str(text),
            Inline::Code(text) => element(out, "code", |out| out.push_str(text)),
            Inline::Strong(inner) => element(out, "strong", |out| line(inner, out)),
            Inline::Emphasis(inner) => element(out, "em", |out| line(inner, out)),
            Inline::Inserted(inner) => element(out, "ins", |out| line(inner, out)),
            Inline::Deleted(inner) => element(out, "del", |out| line(inner, out)),
            Inline::Link { to, text } => element(out, &format!("a {to}"), |out| line(text, out)),
            Inline::Break => out.push_str("<br></br>"),
        }
    }
}

fn element(out: &mut String, name: &str, inner: impl FnOnce(&mut String)) {
    out.push_str(&format!("<{name}>"));
    inner(out);
    out.push_str(&format!("</{name}>"));
}

/// The same of a parsed page, without what only looks.
fn found(parent: ElementRef<'_>, out: &mut String) {
    for node in parent.children() {
        match node.value() {
            Node::Text(text) if &**text != "\n" => out.push_str(text),
            Node::Element(tag) => {
                let Some(child) = ElementRef::wrap(node) else {
                    continue;
                };
                match tag.name() {
                    "div" | "section" | "thead" | "tbody" => found(child, out),
                    "colgroup" => {}
                    "a" => {
                        let to = tag.attr("href").unwrap_or_default();
                        element(out, &format!("a {to}"), |out| found(child, out));
                    }
                    name => element(out, name, |out| found(child, out)),
                }
            }
            _ => {}
        }
    }
}

fn select<'p>(page: &'p Html, what: &str) -> Vec<ElementRef<'p>> {
    page.select(&Selector::parse(what).expect("a selector"))
        .collect()
}

fn compare(document: &Document) -> Result<(), TestCaseError> {
    let mut said = String::new();
    outline(&document.blocks, &mut said);
    let written = html(document);
    let page = Html::parse_document(&written);
    let mut read = String::new();
    found(select(&page, "article")[0], &mut read);
    // A reader of HTML doesn't tell empty lines in an item from none.
    prop_assert_eq!(said, read.replace("\n<", "<"));
    prop_assert_eq!(
        select(&page, "title")[0].text().collect::<String>(),
        &*document.title
    );
    prop_assert_eq!(select(&page, "style").len(), 1);
    prop_assert_eq!(
        select(&page, "script, img, iframe, link, [style], [onclick]").len(),
        0
    );
    let mark = select(&page, ".mark")
        .iter()
        .flat_map(|mark| mark.text())
        .collect::<String>();
    prop_assert_eq!(mark, document.sheet.mark.clone().unwrap_or_default());
    Ok(())
}

#[test]
fn a_reader_finds_what_the_sample_says() {
    compare(&sample::document()).expect("the same");
}

#[test]
fn a_running_line_is_a_string_of_css() {
    let page = html(&sample::filled(&mut |_| {
        "\"} </style><script>x\\".to_owned()
    }));
    assert_eq!(page.matches("</style").count(), 1);
    assert!(page.contains(r#"@top-left { content: "\22 \7d  \3c \2f style"#));
}

#[test]
fn a_space_behind_a_sign_stays_in_a_running_line() {
    assert_eq!(css_string("Co., Ltd."), "\"Co\\2e \\2c  Ltd\\2e \"");
}

#[test]
fn the_style_sheet_is_the_one_that_the_policy_names() {
    use base64ct::{Base64, Encoding};
    use sha2::{Digest, Sha256};
    let written = html(&sample::document());
    let page = Html::parse_document(&written);
    let css: String = select(&page, "style")[0].text().collect();
    let digest = Base64::encode_string(&Sha256::digest(css));
    assert!(written.contains(&format!("style-src 'sha256-{digest}'")));
}

/// Where `ci/documents` wants files for a browser, they are written: the sample, and one whose texts would be elements.
#[test]
fn a_browser_gets_its_files() {
    let sample = html(&sample::document());
    let hostile = html(&sample::filled(&mut |text| {
        format!("</p></style></title><script>x</script><img src=x onerror=y><!--\"'&lt;{text}")
    }));
    if let Some(folder) = env::var_os("DEALDESK_DOCUMENTS") {
        let folder = std::path::Path::new(&folder);
        fs::write(folder.join("sample.html"), &sample).unwrap();
        fs::write(folder.join("hostile.html"), &hostile).unwrap();
    }
    let elements = |page: &str| {
        let page = Html::parse_document(page);
        let all = select(&page, "*").into_iter();
        all.map(|found| found.value().name().to_owned())
            .collect::<Vec<_>>()
    };
    assert_eq!(elements(&sample), elements(&hostile));
}

const TEXT: &str =
    "[^\\pC\n]{1,12}|(<|>|&|&amp;|\"|'|</p>|<script>|-->|\\]\\]>|</style>|\\\\|[a中 ]){1,8}";

proptest! {
    #[test]
    fn any_texts_come_back(texts in prop::collection::vec(TEXT, 1..9)) {
        let mut texts = texts.iter().cloned().cycle();
        compare(&sample::filled(&mut |_| texts.next().unwrap_or_default()))?;
    }

    #[test]
    fn the_receipt_comes_back(statement in "\\PC{1,40}|[-<>\"&;a-z\n]{1,30}") {
        let receipt_of = Receipt { code: String::new(), statement: statement.clone() };
        let document = Document {
            receipt: receipt_of,
            ..sample::filled(&mut |_| "<meta name=\"deal-receipt\" content=\"x\">".to_owned())
        };
        prop_assert_eq!(receipt(html(&document).as_bytes()), Some(statement));
    }

    #[test]
    fn no_file_breaks_the_reader_of_receipts(bytes in prop::collection::vec(any::<u8>(), 0..60)) {
        let _ = receipt(&[b"<meta name=\"deal-receipt\" content=\"".as_slice(), &bytes].concat());
    }
}
