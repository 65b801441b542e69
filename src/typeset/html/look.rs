//! The page's style sheet: the look that all formats share, the paper, and then `page.css`.

use super::escape::css_string;
use crate::typeset::{Document, Piece, Running, style};
use std::collections::BTreeSet;
use std::fmt::Write as _;

/// All CSS of a page. `widths` are the columns' that it has, in thousandths.
pub(super) fn css(document: &Document, widths: &BTreeSet<u32>) -> String {
    let mut css = String::from("\n");
    css.push_str(&variables());
    css.push_str(include_str!("page.css"));
    for width in widths {
        let _ = writeln!(css, ".w{width} {{ width: {}.{}% }}", width / 10, width % 10);
    }
    if let Some(logo) = &document.logo {
        let (width, height) = logo.millimetres();
        // On a dark screen too it stands on white.
        let _ = writeln!(
            css,
            ".logo {{ display: block; width: {width:.2}mm; height: {height:.2}mm; margin-bottom: {}mm; background: #fff }}",
            style::LOGO_AFTER_MM
        );
    }
    css.push_str(&page(document));
    css
}

fn variables() -> String {
    let mut css = String::from(":root {\n");
    for (name, colour) in [
        ("ink", style::INK),
        ("accent", style::ACCENT),
        ("pale", style::PALE),
        ("line", style::LINE),
        ("shade", style::SHADE),
        ("inserted", style::INSERTED),
        ("deleted", style::DELETED),
    ] {
        let _ = writeln!(css, "  --{name}: #{colour};");
    }
    for (name, size) in [
        ("text", style::TEXT),
        ("small", style::SMALL),
        ("after", style::AFTER),
    ] {
        let _ = writeln!(css, "  --{name}: {size}pt;");
    }
    for (level, size) in (1..).zip(style::HEADINGS) {
        let _ = writeln!(css, "  --h{level}: {size}pt;");
    }
    for (name, fonts, kind) in [
        ("text-fonts", style::TEXT_FONTS, "serif"),
        ("heading-fonts", style::HEADING_FONTS, "sans-serif"),
        ("verbatim-fonts", style::VERBATIM_FONTS, "monospace"),
    ] {
        let fonts: Vec<String> = fonts.iter().map(|font| css_string(font)).collect();
        let _ = writeln!(css, "  --{name}: {}, {kind};", fonts.join(", "));
    }
    let _ = writeln!(css, "  --leading: {};", style::LEADING);
    let _ = writeln!(
        css,
        "  --side: {}mm;\n  --top: {}mm;\n}}",
        style::SIDE_MM,
        style::TOP_MM
    );
    css
}

/// The paper, with header and footer in its margins, and as wide on the screen.
fn page(document: &Document) -> String {
    let (short, long) = style::PAPER_MM;
    let (width, height) = if document.sheet.landscape {
        (long, short)
    } else {
        (short, long)
    };
    let mut css = format!(
        "main {{ max-width: {width}mm }}\n@page {{\n  size: {width}mm {height}mm;\n  margin: {}mm {}mm;\n",
        style::TOP_MM,
        style::SIDE_MM
    );
    for (edge, running) in [
        ("top", &document.sheet.header),
        ("bottom", &document.sheet.footer),
    ] {
        css.push_str(&margin(edge, running));
    }
    css.push_str("}\n");
    css
}

fn margin(edge: &str, running: &Running) -> String {
    let mut css = String::new();
    for (side, pieces) in [
        ("left", &running.left),
        ("center", &running.centre),
        ("right", &running.right),
    ] {
        if pieces.is_empty() {
            continue;
        }
        let pieces: Vec<String> = pieces
            .iter()
            .map(|piece| match piece {
                Piece::Text(text) => css_string(text),
                Piece::Page => "counter(page)".to_owned(),
                Piece::Pages => "counter(pages)".to_owned(),
            })
            .collect();
        let _ = writeln!(
            css,
            "  @{edge}-{side} {{ content: {}; font: {}pt {}, sans-serif; color: #{} }}",
            pieces.join(" "),
            style::SMALL,
            fonts(style::HEADING_FONTS),
            style::PALE
        );
    }
    css
}

fn fonts(fonts: &[&str]) -> String {
    let fonts: Vec<String> = fonts.iter().map(|font| css_string(font)).collect();
    fonts.join(", ")
}
