//! The writer of Word files, on our own look or on a company's letterhead.

mod archive;
mod body;
mod fields;
pub mod form;
mod image;
mod imprint;
mod inlines;
mod letterhead;
mod logo;
mod measure;
mod numbering;
mod package;
mod reading;
mod receipt;
mod refusal;
mod relation;
mod remarks;
mod running;
mod style_sheet;
mod styles;
mod table;
#[cfg(test)]
mod tests;
mod tree;
mod xml;

pub use imprint::Imprint;
pub use receipt::receipt;
pub use refusal::Refusal;

use super::{Document, Running};
use body::{Body, Place};
use letterhead::Letterhead;
use measure::Page;
use package::{Package, Related};
use std::fmt::Write as _;
use style_sheet::Names;

const MAIN: &str = "application/vnd.openxmlformats-officedocument.wordprocessingml";

/// A document as a Word file. The letterhead, if there is one, is a Word file of the company's: its styles, page,
/// headers and footers are used, what it says is not.
///
/// # Errors
///
/// If the letterhead can't be used: not a Word file, too large, with macros, broken, or fetching something.
pub fn docx(document: &Document, letterhead: Option<&[u8]>) -> Result<Vec<u8>, Refusal> {
    let letterhead = letterhead.map(Letterhead::read).transpose()?;
    let mut package = Package::default();
    let imprint = Imprint {
        title: &document.title,
        author: &document.author,
        language: document.language,
        day: document.day,
        statement: &document.receipt.statement,
    };
    imprint.place(&mut package);
    let mut related = Related::default();
    let names = look(&mut package, &mut related, letterhead.as_ref());
    // A letterhead brings a look of its own.
    let logo = document.logo.as_ref().filter(|_| letterhead.is_none());
    let page = page(document, letterhead.as_ref());
    let section = section(
        &mut package,
        &mut related,
        document,
        letterhead,
        &names,
        page,
    );

    let mut body = Body::new(&names, related);
    if let Some(logo) = logo {
        logo::paragraph(&mut body, &mut package, logo, &document.author);
    }
    body.blocks(&document.blocks, Place::open(page.measure()));
    let text = format!(
        "{}<w:document xmlns:w=\"{}\" xmlns:r=\"{}\"><w:body>{}{section}</w:body></w:document>",
        xml::DECLARATION,
        xml::WORD,
        xml::RELATED,
        body.out
    );
    package.place(
        "word/document.xml",
        &format!("{MAIN}.document.main+xml"),
        text,
    );
    package.place(
        "word/numbering.xml",
        &format!("{MAIN}.numbering+xml"),
        body.numbering.part(),
    );
    package.relate("word/document.xml", &body.related);
    package
        .packed()
        .map_err(|error| Refusal::unwritten(&error.to_string()))
}

/// Styles, settings, theme.
fn look(package: &mut Package, related: &mut Related, letterhead: Option<&Letterhead>) -> Names {
    let (styles, names) = match letterhead {
        Some(paper) => style_sheet::completed(&paper.styles, paper.styles_end, &paper.known),
        None => style_sheet::own(),
    };
    package.place("word/styles.xml", &format!("{MAIN}.styles+xml"), styles);
    related.add_part("styles", "styles.xml");
    related.add_part("numbering", "numbering.xml");
    let even = letterhead.is_some_and(|paper| paper.even);
    package.place(
        "word/settings.xml",
        &format!("{MAIN}.settings+xml"),
        settings(even),
    );
    related.add_part("settings", "settings.xml");
    if let Some(theme) = letterhead.and_then(|paper| paper.theme.as_deref()) {
        package.place(
            "word/theme/theme1.xml",
            "application/vnd.openxmlformats-officedocument.theme+xml",
            theme,
        );
        related.add_part("theme", "theme/theme1.xml");
    }
    names
}

fn settings(even: bool) -> String {
    let even = if even { "<w:evenAndOddHeaders/>" } else { "" };
    format!(
        "{}<w:settings xmlns:w=\"{}\"><w:zoom w:percent=\"100\"/>{even}<w:characterSpacingControl w:val=\"compressPunctuation\"/><w:compat><w:compatSetting w:name=\"compatibilityMode\" w:uri=\"http://schemas.microsoft.com/office/word\" w:val=\"15\"/></w:compat><w:themeFontLang w:val=\"en-US\" w:eastAsia=\"zh-CN\"/></w:settings>",
        xml::DECLARATION,
        xml::WORD
    )
}

fn page(document: &Document, letterhead: Option<&Letterhead>) -> Page {
    let page = letterhead.map_or_else(Page::ours, |paper| paper.page);
    match document.sheet.landscape {
        true => page.landscape(),
        false => page,
    }
}

/// Headers, footers and paper. Each kind of page has the letterhead's header, or the document's where it has none.
fn section(
    package: &mut Package,
    related: &mut Related,
    document: &Document,
    letterhead: Option<Letterhead>,
    names: &Names,
    page: Page,
) -> String {
    let (mut margins, images, first, even) = match letterhead {
        Some(paper) => (paper.margins, paper.images, paper.first, paper.even),
        None => (Default::default(), Vec::new(), false, false),
    };
    for image in images {
        package.place_image(&image.name, &image.ending, image.kind, image.bytes);
    }
    let mut kinds = vec!["default"];
    kinds.extend(first.then_some("first"));
    kinds.extend(even.then_some("even"));
    let sheet = &document.sheet;
    let mut out = String::from("<w:sectPr>");
    for (reference, root, style, line, mark) in [
        (
            "headerReference",
            "hdr",
            "DealHeader",
            &sheet.header,
            sheet.mark.as_deref(),
        ),
        ("footerReference", "ftr", "DealFooter", &sheet.footer, None),
    ] {
        let word = if root == "hdr" { "header" } else { "footer" };
        for kind in &kinds {
            let name = format!("word/{word}-{kind}.xml");
            let content = match margins.remove(&(reference, *kind)) {
                Some(theirs) => {
                    package.relate(&name, &theirs.related);
                    match mark {
                        Some(mark) => running::marked(theirs.xml, theirs.end, mark),
                        None => theirs.xml,
                    }
                }
                None if running::is_empty(line) && mark.is_none() => continue,
                None => own_margin(root, style, line, mark, names, page),
            };
            package.place(&name, &format!("{MAIN}.{word}+xml"), content);
            let id = related.add_part(word, &format!("{word}-{kind}.xml"));
            let _ = write!(out, "<w:{reference} w:type=\"{kind}\" r:id=\"{id}\"/>");
        }
    }
    out.push_str(&paper(page));
    if first {
        out.push_str("<w:titlePg/>");
    }
    out.push_str("</w:sectPr>");
    out
}

fn own_margin(
    root: &str,
    style: &str,
    line: &Running,
    mark: Option<&str>,
    names: &Names,
    page: Page,
) -> String {
    running::part(root, style, line, mark, names, page.measure())
}

fn paper(page: Page) -> String {
    let turned = match page.width > page.height {
        true => " w:orient=\"landscape\"",
        false => "",
    };
    format!(
        "<w:pgSz w:w=\"{}\" w:h=\"{}\"{turned}/><w:pgMar w:top=\"{}\" w:right=\"{}\" w:bottom=\"{}\" w:left=\"{}\" w:header=\"{}\" w:footer=\"{}\" w:gutter=\"{}\"/>",
        page.width,
        page.height,
        page.top,
        page.right,
        page.bottom,
        page.left,
        page.header,
        page.footer,
        page.gutter
    )
}
