//! The HTML writer: one file with all in it, for the screen and for paper. No script, nothing loaded.

mod body;
mod escape;
mod look;
mod receipt;
#[cfg(test)]
mod tests;

use super::{Document, Logo, Piece, Running};
use base64ct::{Base64, Encoding};
use escape::{attribute, text};
pub use receipt::receipt;
use sha2::{Digest, Sha256};
use std::sync::Arc;

/// `document` as a page. Its receipt is in a `meta` element.
pub fn html(document: &Document) -> String {
    let body = body::body(&document.blocks);
    let css = look::css(document, &body.widths);
    let images = match document.logo {
        Some(_) => " img-src data:;",
        None => "",
    };
    let policy = format!(
        "default-src 'none';{images} style-src 'sha256-{}'; base-uri 'none'; form-action 'none'",
        Base64::encode_string(&Sha256::digest(&css))
    );
    let mut page = String::with_capacity(body.html.len() + css.len() + 4096);
    page.push_str("<!DOCTYPE html>\n");
    page.push_str(&format!(
        "<html lang=\"{}\">\n<head>\n",
        document.language.tag()
    ));
    page.push_str("<meta charset=\"utf-8\">\n");
    page.push_str(&format!(
        "<meta http-equiv=\"Content-Security-Policy\" content=\"{policy}\">\n"
    ));
    for (name, content) in [
        (receipt::NAME, document.receipt.statement.as_str()),
        ("viewport", "width=device-width, initial-scale=1"),
        ("referrer", "no-referrer"),
        ("author", document.author.as_str()),
        ("dcterms.date", document.day.to_string().as_str()),
    ] {
        if !content.is_empty() {
            let content = attribute(content);
            page.push_str(&format!("<meta name=\"{name}\" content=\"{content}\">\n"));
        }
    }
    page.push_str(&format!("<title>{}</title>\n", text(&document.title)));
    page.push_str(&format!("<style>{css}</style>\n</head>\n<body>\n"));
    let sheet = &document.sheet;
    if let Some(mark) = sheet.mark.as_deref().filter(|mark| !mark.is_empty()) {
        page.push_str(&format!("<div class=\"mark\">{}</div>\n", text(mark)));
    }
    page.push_str("<main>\n");
    page.push_str(&running("header", &sheet.header));
    let logo = logo(document);
    page.push_str(&format!("<article>\n{logo}{}</article>\n", body.html));
    page.push_str(&running("footer", &sheet.footer));
    page.push_str("</main>\n</body>\n</html>\n");
    page
}

/// The one picture of a page, in the page itself.
fn logo(document: &Document) -> String {
    let image = |logo: &Arc<Logo>| {
        format!(
            "<img class=\"logo\" alt=\"{}\" src=\"data:{};base64,{}\">\n",
            attribute(&document.author),
            logo.format.media(),
            Base64::encode_string(&logo.bytes)
        )
    };
    document.logo.as_ref().map(image).unwrap_or_default()
}

/// A running line on the screen, which has no pages: what says their numbers is for paper alone.
fn running(element: &str, running: &Running) -> String {
    let parts = [&running.left, &running.centre, &running.right].map(|pieces| {
        pieces
            .iter()
            .map(|piece| match piece {
                Piece::Text(said) => Some(text(said)),
                Piece::Page | Piece::Pages => None,
            })
            .collect::<Option<String>>()
            .unwrap_or_default()
    });
    if parts.iter().all(String::is_empty) {
        return String::new();
    }
    let [left, centre, right] = parts;
    format!("<{element}><span>{left}</span><span>{centre}</span><span>{right}</span></{element}>\n")
}
