//! A document as one Typst source: constants of the look, the look itself in Typst, and the document's parts.

mod body;
mod table;

use super::fonts::{Choice, Family, Fonts};
use super::{Trouble, literal, receipt};
use crate::language::Language;
use crate::typeset::style;
use crate::typeset::{Document, Piece, Running};
use chrono::Datelike;
use std::collections::BTreeSet;
use std::fmt::Write;

/// How the parts look.
const LOOK: &str = include_str!("look.typ");
/// The marks of lists, which need a glyph too.
const MARKS: &str = "•–1.";

/// A document as Typst.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Source {
    /// The source. It reads no file and no package.
    pub text: String,
    /// The families of fonts that it names.
    pub families: BTreeSet<String>,
}

/// Writes a document as Typst, set in the fonts that are there.
///
/// # Errors
/// No font has some of its characters.
pub fn source(document: &Document, fonts: &Fonts) -> Result<Source, Trouble> {
    let sheet = sheet(document);
    let body = body::body(&document.blocks);
    let lists = [
        style::TEXT_FONTS,
        style::HEADING_FONTS,
        style::VERBATIM_FONTS,
    ];
    let choice = fonts.choose(lists, &[MARKS, &sheet, &body].concat())?;
    let head = head(document, &choice);
    let families = [choice.text, choice.headings, choice.verbatim];
    Ok(Source {
        text: [head.as_str(), LOOK, &sheet, &logo(document), &body].concat(),
        families: families
            .into_iter()
            .flatten()
            .map(|family| family.name)
            .collect(),
    })
}

/// What a document is called, and the constants of the look.
fn head(document: &Document, choice: &Choice) -> String {
    let day = document.day;
    let statement = format!("{}{}", receipt::MARK, document.receipt.statement);
    let strong = if choice.bold {
        &choice.text
    } else {
        &choice.headings
    };
    let (lang, region) = match document.language {
        Language::ZhCn => ("zh", "cn"),
        Language::En => ("en", "us"),
    };
    let chinese = document.language == Language::ZhCn;
    let mut head = String::new();
    let mut say = |name: &str, value: &str| {
        let _ = writeln!(head, "#let {name} = {value}");
    };
    say("text-fonts", &list(&choice.text, chinese));
    say("heading-fonts", &list(&choice.headings, chinese));
    say("strong-fonts", &list(strong, chinese));
    say("verbatim-fonts", &list(&choice.verbatim, chinese));
    say("text-size", &format!("{}pt", style::TEXT));
    say("small-size", &format!("{}pt", style::SMALL));
    say(
        "heading-sizes",
        &format!(
            "({}pt)",
            style::HEADINGS.map(|size| size.to_string()).join("pt, ")
        ),
    );
    say("leading", &format!("{:.2}em", style::LEADING - 1.0));
    say("after", &format!("{}pt", style::AFTER));
    say("side", &format!("{}mm", style::SIDE_MM));
    say("top", &format!("{}mm", style::TOP_MM));
    for (name, colour) in [
        ("ink", style::INK),
        ("accent", style::ACCENT),
        ("pale", style::PALE),
        ("thin", style::LINE),
        ("shade", style::SHADE),
        ("inserted", style::INSERTED),
        ("deleted", style::DELETED),
    ] {
        say(name, &format!("rgb(\"{colour}\")"));
    }
    say("chinese", &chinese.to_string());
    let _ = writeln!(
        head,
        "#set document(title: {}, author: {}, keywords: {}, date: datetime(year: {}, month: {}, day: {}))",
        literal::line(&document.title),
        literal::line(&document.author),
        literal::line(&statement),
        day.year(),
        day.month(),
        day.day()
    );
    let _ = writeln!(head, "#set text(lang: \"{lang}\", region: \"{region}\")");
    head
}

/// A list of families. In Chinese, quotes and dots that Latin fonts have too are those of the Chinese font.
fn list(families: &[Family], chinese: bool) -> String {
    let mixed = chinese && families.iter().any(|family| family.chinese);
    let families = families.iter().map(|family| {
        let name = literal::line(&family.name);
        match mixed && !family.chinese {
            true => format!("(name: {name}, covers: \"latin-in-cjk\"), "),
            false => format!("{name}, "),
        }
    });
    format!("({})", families.collect::<String>())
}

/// The paper, and what runs along all pages.
fn sheet(document: &Document) -> String {
    let sheet = &document.sheet;
    let mut text = format!("#set page(flipped: {}", sheet.landscape);
    for (name, running) in [("header", &sheet.header), ("footer", &sheet.footer)] {
        if *running != Running::default() {
            let Running {
                left,
                centre,
                right,
            } = running;
            let parts = [left, centre, right].map(|part| pieces(part)).join(", ");
            let _ = write!(text, ", {name}: {name}({parts})");
        }
    }
    if let Some(mark) = &sheet.mark {
        let _ = write!(text, ", foreground: mark({})", literal::line(mark));
    }
    text.push_str(")\n");
    text
}

/// The logo: its bytes stand in the source, which reads no file. As JSON they are one literal, and soon read.
fn logo(document: &Document) -> String {
    let Some(logo) = &document.logo else {
        return String::new();
    };
    let bytes: Vec<String> = logo.bytes.iter().map(u8::to_string).collect();
    let (width, height) = logo.millimetres();
    format!(
        "#block(below: {}mm, image(bytes(json(bytes(\"[{}]\"))), format: \"{}\", width: {width:.2}mm, height: {height:.2}mm, alt: {}))\n",
        style::LOGO_AFTER_MM,
        bytes.join(","),
        logo.format.ending(),
        literal::line(&document.author)
    )
}

fn pieces(pieces: &[Piece]) -> String {
    let pieces = pieces.iter().map(|piece| match piece {
        Piece::Text(text) => format!("#{}", literal::line(text)),
        Piece::Page => "#page-number".to_owned(),
        Piece::Pages => "#page-count".to_owned(),
    });
    format!("[{}]", pieces.collect::<String>())
}

#[cfg(test)]
mod tests;
