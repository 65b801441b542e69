//! The parts of a line as Word's runs.

use super::package::Related;
use super::style_sheet::Names;
use super::xml;
use crate::typeset::Inline;
use std::fmt::Write as _;

/// How a run looks.
#[derive(Clone, Copy, Default)]
pub struct Run<'n> {
    strong: bool,
    stressed: bool,
    /// The id of a style of letters.
    style: Option<&'n str>,
    linked: bool,
}

/// Writes parts of a line.
pub fn inlines<'n>(
    out: &mut String,
    related: &mut Related,
    names: &'n Names,
    parts: &[Inline],
    run: Run<'n>,
) {
    let styled = |ours| Run {
        style: Some(names.id(ours)),
        ..run
    };
    for part in parts {
        match part {
            Inline::Text(literal) => text(out, literal, run),
            Inline::Strong(parts) => inlines(
                out,
                related,
                names,
                parts,
                Run {
                    strong: true,
                    ..run
                },
            ),
            Inline::Emphasis(parts) => {
                let run = Run {
                    stressed: true,
                    ..run
                };
                inlines(out, related, names, parts, run);
            }
            Inline::Inserted(parts) => inlines(out, related, names, parts, styled("DealInserted")),
            Inline::Deleted(parts) => inlines(out, related, names, parts, styled("DealDeleted")),
            Inline::Code(literal) => text(out, literal, styled("DealCode")),
            Inline::Link { to, text } if !run.linked && is_address(to) => {
                let id = related.add_address(&address(to));
                let _ = write!(out, "<w:hyperlink r:id=\"{id}\">");
                let run = Run {
                    linked: true,
                    ..styled("Hyperlink")
                };
                inlines(out, related, names, text, run);
                out.push_str("</w:hyperlink>");
            }
            Inline::Link { text, .. } => inlines(out, related, names, text, run),
            Inline::Break => out.push_str("<w:r><w:br/></w:r>"),
        }
    }
}

/// Writes a literal text on one line.
pub fn text(out: &mut String, literal: &str, run: Run<'_>) {
    if literal.is_empty() {
        return;
    }
    out.push_str("<w:r><w:rPr>");
    if let Some(style) = run.style {
        let _ = write!(out, "<w:rStyle w:val=\"{}\"/>", xml::escaped(style));
    }
    if run.strong {
        out.push_str("<w:b/><w:bCs/>");
    }
    // Slanted Chinese letters read badly; a dot below each is how Chinese stresses.
    match (run.stressed, literal.is_ascii()) {
        (true, true) => out.push_str("<w:i/><w:iCs/>"),
        (true, false) => out.push_str("<w:em w:val=\"underDot\"/>"),
        (false, _) => (),
    }
    // A letterhead that doesn't say so would have punctuation centred, as in Taiwan.
    out.push_str("<w:lang w:eastAsia=\"zh-CN\"/></w:rPr>");
    out.push_str("<w:t xml:space=\"preserve\">");
    xml::push(out, literal);
    out.push_str("</w:t></w:r>");
}

/// Writes a text of several lines.
pub fn lines(out: &mut String, literal: &str) {
    for (at, line) in literal.lines().enumerate() {
        if at > 0 {
            out.push_str("<w:r><w:br/></w:r>");
        }
        text(out, line, Run::default());
    }
}

/// Whether an address is one that a reader may follow.
pub fn is_address(address: &str) -> bool {
    let scheme = address.split_once(':').map(|(scheme, _)| scheme);
    scheme.is_some_and(|scheme| {
        ["http", "https", "mailto", "tel"]
            .iter()
            .any(|known| known.eq_ignore_ascii_case(scheme))
    })
}

/// An address with everything escaped that can't stand in one: Word calls a file broken otherwise.
fn address(to: &str) -> String {
    let mut out = String::with_capacity(to.len());
    for (at, byte) in to.bytes().enumerate() {
        let hex = |nth: usize| {
            to.as_bytes()
                .get(at + nth)
                .is_some_and(u8::is_ascii_hexdigit)
        };
        let stands = match byte {
            b'%' => hex(1) && hex(2),
            b'"' | b'<' | b'>' | b'\\' | b'^' | b'`' | b'{' | b'|' | b'}' | b'[' | b']' => false,
            byte => byte.is_ascii_graphic(),
        };
        if stands {
            out.push(char::from(byte));
        } else {
            let _ = write!(out, "%{byte:02X}");
        }
    }
    out
}
