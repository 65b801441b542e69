//! Our styles: how the paragraphs, characters and tables of a document look in Word.

use super::measure::{half_points, twips};
use crate::typeset::style;

/// A style of ours. `name` is what Word knows it by in any language; `rest` is what stands behind its name.
pub struct Style {
    pub kind: &'static str,
    pub id: &'static str,
    pub name: &'static str,
    pub rest: String,
}

/// The ids of our heading styles, by level.
pub const HEADINGS: [&str; 6] = [
    "Heading1", "Heading2", "Heading3", "Heading4", "Heading5", "Heading6",
];

/// All of them, on the normal style of this id.
pub fn styles(normal: &str) -> Vec<Style> {
    let mut styles = vec![Style {
        kind: "paragraph",
        id: "Normal",
        name: "Normal",
        rest: format!(
            "<w:qFormat/><w:pPr>{}</w:pPr><w:rPr>{}</w:rPr>",
            spacing(0.0, style::AFTER, style::TEXT * style::LEADING),
            colour(style::INK)
        ),
    }];
    styles.extend(headings(normal));
    styles.extend(running(normal));
    styles.extend(kinds_of_text(normal));
    styles.extend(cells(normal));
    styles.extend(characters());
    styles.extend(tables());
    styles
}

fn headings(normal: &str) -> impl Iterator<Item = Style> {
    const NAMES: [&str; 6] = [
        "heading 1",
        "heading 2",
        "heading 3",
        "heading 4",
        "heading 5",
        "heading 6",
    ];
    let based = format!(
        "<w:basedOn w:val=\"{normal}\"/><w:next w:val=\"{normal}\"/><w:uiPriority w:val=\"9\"/><w:qFormat/>"
    );
    (0..6).map(move |level| {
        let points = style::HEADINGS[level];
        let before = if level == 0 { 0.0 } else { points * 0.9 };
        let after = if level == 0 { 12.0 } else { 6.0 };
        Style {
            kind: "paragraph",
            id: HEADINGS[level],
            name: NAMES[level],
            rest: format!(
                "{based}<w:pPr><w:keepNext/><w:keepLines/>{}<w:outlineLvl w:val=\"{level}\"/></w:pPr><w:rPr>{}<w:b/><w:bCs/>{}{}</w:rPr>",
                spacing(before, after, points * 1.4),
                fonts("Arial", "SimHei"),
                colour(style::ACCENT),
                size(points)
            ),
        }
    })
}

// Not Word's own header and footer: a letterhead's have tab stops which would move ours.
fn running(normal: &str) -> [Style; 2] {
    [("DealHeader", "Deal Header"), ("DealFooter", "Deal Footer")].map(|(id, name)| Style {
        kind: "paragraph",
        id,
        name,
        rest: format!(
            "<w:basedOn w:val=\"{normal}\"/><w:pPr>{}</w:pPr><w:rPr>{}{}</w:rPr>",
            spacing(0.0, 0.0, style::SMALL * 1.3),
            colour(style::PALE),
            size(style::SMALL)
        ),
    })
}

/// A paragraph style of ours that stands on the normal one.
fn paragraph(
    normal: &str,
    id: &'static str,
    name: &'static str,
    layout: &str,
    look: &str,
) -> Style {
    Style {
        kind: "paragraph",
        id,
        name,
        rest: format!(
            "<w:basedOn w:val=\"{normal}\"/><w:pPr>{layout}</w:pPr><w:rPr>{look}</w:rPr>"
        ),
    }
}

fn kinds_of_text(normal: &str) -> [Style; 6] {
    let (line, shade) = (style::LINE, style::SHADE);
    let small = size(style::SMALL);
    let pale = colour(style::PALE);
    [
        paragraph(
            normal,
            "DealList",
            "Deal List",
            &spacing(0.0, 3.0, style::TEXT * style::LEADING),
            "",
        ),
        paragraph(
            normal,
            "DealQuote",
            "Deal Quote",
            &format!(
                "<w:pBdr><w:left w:val=\"single\" w:sz=\"18\" w:space=\"10\" w:color=\"{line}\"/></w:pBdr>"
            ),
            &pale,
        ),
        paragraph(
            normal,
            "DealVerbatim",
            "Deal Verbatim",
            &format!(
                "<w:shd w:val=\"clear\" w:color=\"auto\" w:fill=\"{shade}\"/>{}<w:ind w:firstLine=\"0\" w:firstLineChars=\"0\"/><w:jc w:val=\"left\"/>",
                spacing(3.0, style::AFTER, style::SMALL * 1.5)
            ),
            &format!("{}{small}", fonts("Consolas", "SimSun")),
        ),
        paragraph(
            normal,
            "DealSmall",
            "Deal Small",
            &spacing(0.0, 4.0, style::SMALL * style::LEADING),
            &small,
        ),
        paragraph(
            normal,
            "DealRule",
            "Deal Rule",
            &format!(
                "<w:pBdr><w:bottom w:val=\"single\" w:sz=\"4\" w:space=\"1\" w:color=\"{line}\"/></w:pBdr><w:spacing w:before=\"0\" w:after=\"240\" w:line=\"120\" w:lineRule=\"exact\"/>"
            ),
            &size(2.0),
        ),
        paragraph(
            normal,
            "DealGap",
            "Deal Gap",
            "<w:spacing w:before=\"0\" w:after=\"0\" w:line=\"160\" w:lineRule=\"exact\"/>",
            &size(2.0),
        ),
    ]
}

fn cells(normal: &str) -> [Style; 4] {
    const FLUSH: &str =
        "<w:ind w:left=\"0\" w:right=\"0\" w:firstLine=\"0\" w:firstLineChars=\"0\"/>";
    let row = spacing(3.0, 3.0, style::TEXT * 1.35);
    [
        paragraph(
            normal,
            "DealCell",
            "Deal Cell",
            &format!("{row}{FLUSH}"),
            "",
        ),
        paragraph(
            normal,
            "DealHead",
            "Deal Head",
            &format!("<w:keepNext/>{row}{FLUSH}"),
            &format!(
                "{}<w:b/><w:bCs/>{}",
                fonts("Arial", "SimHei"),
                colour(style::ACCENT)
            ),
        ),
        paragraph(
            normal,
            "DealTotal",
            "Deal Total",
            &format!("{row}{FLUSH}"),
            "<w:b/><w:bCs/>",
        ),
        paragraph(
            normal,
            "DealSignature",
            "Deal Signature",
            &format!(
                "<w:keepNext/><w:keepLines/>{}{FLUSH}",
                spacing(0.0, 14.0, style::TEXT * style::LEADING)
            ),
            "",
        ),
    ]
}

fn characters() -> [Style; 4] {
    let character = |id, name, look: String| Style {
        kind: "character",
        id,
        name,
        rest: format!("<w:rPr>{look}</w:rPr>"),
    };
    [
        character(
            "DealCode",
            "Deal Code",
            format!(
                "{}{}",
                fonts("Consolas", "SimSun"),
                size(style::SMALL + 0.5)
            ),
        ),
        character(
            "DealInserted",
            "Deal Inserted",
            format!("{}<w:u w:val=\"single\"/>", colour(style::INSERTED)),
        ),
        character(
            "DealDeleted",
            "Deal Deleted",
            format!("<w:strike/>{}", colour(style::DELETED)),
        ),
        character(
            "Hyperlink",
            "Hyperlink",
            format!("{}<w:u w:val=\"single\"/>", colour(style::ACCENT)),
        ),
    ]
}

fn tables() -> [Style; 2] {
    const MARGINS: &str = "<w:tblCellMar><w:top w:w=\"0\" w:type=\"dxa\"/><w:left w:w=\"100\" w:type=\"dxa\"/><w:bottom w:w=\"0\" w:type=\"dxa\"/><w:right w:w=\"100\" w:type=\"dxa\"/></w:tblCellMar>";
    let edge = |side| {
        format!(
            "<w:{side} w:val=\"single\" w:sz=\"4\" w:space=\"0\" w:color=\"{}\"/>",
            style::LINE
        )
    };
    [
        Style {
            kind: "table",
            id: "TableNormal",
            name: "Normal Table",
            rest: format!(
                "<w:uiPriority w:val=\"99\"/><w:tblPr><w:tblInd w:w=\"0\" w:type=\"dxa\"/>{MARGINS}</w:tblPr>"
            ),
        },
        Style {
            kind: "table",
            id: "TableGrid",
            name: "Table Grid",
            rest: format!(
                "<w:tblPr><w:tblInd w:w=\"0\" w:type=\"dxa\"/><w:tblBorders>{}{}{}</w:tblBorders>{MARGINS}</w:tblPr>",
                edge("top"),
                edge("bottom"),
                edge("insideH")
            ),
        },
    ]
}

/// Fonts of a run.
pub fn fonts(latin: &str, east_asian: &str) -> String {
    format!(
        "<w:rFonts w:ascii=\"{latin}\" w:hAnsi=\"{latin}\" w:eastAsia=\"{east_asian}\" w:cs=\"{latin}\"/>"
    )
}

/// The size of a run.
pub fn size(points: f32) -> String {
    let half = half_points(points);
    format!("<w:sz w:val=\"{half}\"/><w:szCs w:val=\"{half}\"/>")
}

fn colour(rgb: &str) -> String {
    format!("<w:color w:val=\"{rgb}\"/>")
}

fn spacing(before: f32, after: f32, line: f32) -> String {
    format!(
        "<w:spacing w:before=\"{}\" w:after=\"{}\" w:line=\"{}\" w:lineRule=\"atLeast\"/>",
        twips(before),
        twips(after),
        twips(line)
    )
}
