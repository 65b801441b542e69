//! Header and footer: a line with tab stops, and the mark across the page.

use super::style_sheet::Names;
use super::xml;
use crate::typeset::{Piece, Running};
use std::fmt::Write as _;

/// Whether nothing stands on the line.
pub fn is_empty(line: &Running) -> bool {
    line.left.is_empty() && line.centre.is_empty() && line.right.is_empty()
}

/// The part of a header (`hdr`) or footer (`ftr`), `measure` twips wide.
pub fn part(
    root: &str,
    style: &str,
    line: &Running,
    mark: Option<&str>,
    names: &Names,
    measure: i64,
) -> String {
    let mut out = format!(
        "{}<w:{root} xmlns:w=\"{}\"><w:p><w:pPr><w:pStyle w:val=\"{}\"/><w:tabs><w:tab w:val=\"center\" w:pos=\"{}\"/><w:tab w:val=\"right\" w:pos=\"{measure}\"/></w:tabs></w:pPr>",
        xml::DECLARATION,
        xml::WORD,
        xml::escaped(names.id(style)),
        measure / 2
    );
    if let Some(mark) = mark {
        out.push_str(&across(mark));
    }
    pieces(&mut out, &line.left);
    if !line.centre.is_empty() || !line.right.is_empty() {
        out.push_str("<w:r><w:tab/></w:r>");
        pieces(&mut out, &line.centre);
    }
    if !line.right.is_empty() {
        out.push_str("<w:r><w:tab/></w:r>");
        pieces(&mut out, &line.right);
    }
    let _ = write!(out, "</w:p></w:{root}>");
    out
}

fn pieces(out: &mut String, pieces: &[Piece]) {
    for piece in pieces {
        match piece {
            Piece::Text(text) => {
                out.push_str("<w:r><w:t xml:space=\"preserve\">");
                xml::push(out, text);
                out.push_str("</w:t></w:r>");
            }
            Piece::Page => field(out, "PAGE"),
            Piece::Pages => field(out, "NUMPAGES"),
        }
    }
}

fn field(out: &mut String, what: &str) {
    let _ = write!(
        out,
        "<w:fldSimple w:instr=\" {what} \"><w:r><w:t>1</w:t></w:r></w:fldSimple>"
    );
}

/// A text written large and pale across the page: the shape that Word's own watermarks are.
/// It names its namespaces itself, so that it can stand in any header.
pub fn across(mark: &str) -> String {
    let ems: f32 = mark
        .chars()
        .map(|c| if c.is_ascii() { 0.6 } else { 1.0 })
        .sum();
    let height = (440.0 / ems.max(1.0)).min(130.0);
    let width = height * ems.max(1.0);
    format!(
        concat!(
            "<w:r xmlns:w=\"{word}\"><w:rPr><w:noProof/></w:rPr><w:pict>",
            "<v:shapetype xmlns:v=\"urn:schemas-microsoft-com:vml\" xmlns:o=\"urn:schemas-microsoft-com:office:office\" id=\"_x0000_t136\" coordsize=\"21600,21600\" o:spt=\"136\" adj=\"10800\" path=\"m@7,l@8,m@5,21600l@6,21600e\">",
            "<v:formulas><v:f eqn=\"sum #0 0 10800\"/><v:f eqn=\"prod #0 2 1\"/><v:f eqn=\"sum 21600 0 @1\"/><v:f eqn=\"sum 0 0 @2\"/><v:f eqn=\"sum 21600 0 @3\"/><v:f eqn=\"if @0 @3 0\"/><v:f eqn=\"if @0 21600 @1\"/><v:f eqn=\"if @0 0 @2\"/><v:f eqn=\"if @0 @4 21600\"/><v:f eqn=\"mid @5 @6\"/><v:f eqn=\"mid @8 @5\"/><v:f eqn=\"mid @7 @8\"/><v:f eqn=\"mid @6 @7\"/><v:f eqn=\"sum @6 0 @5\"/></v:formulas>",
            "<v:path textpathok=\"t\" o:connecttype=\"custom\" o:connectlocs=\"@9,0;@10,10800;@11,21600;@12,10800\" o:connectangles=\"270,180,90,0\"/><v:textpath on=\"t\" fitshape=\"t\"/><o:lock v:ext=\"edit\" text=\"t\" shapetype=\"t\"/></v:shapetype>",
            "<v:shape xmlns:v=\"urn:schemas-microsoft-com:vml\" xmlns:o=\"urn:schemas-microsoft-com:office:office\" id=\"PowerPlusWaterMarkObject1\" o:spid=\"_x0000_s2049\" type=\"#_x0000_t136\" style=\"position:absolute;margin-left:0;margin-top:0;width:{width:.0}pt;height:{height:.0}pt;rotation:315;z-index:-251658752;mso-position-horizontal:center;mso-position-horizontal-relative:margin;mso-position-vertical:center;mso-position-vertical-relative:margin\" o:allowincell=\"f\" fillcolor=\"#d0d4da\" stroked=\"f\">",
            "<v:fill opacity=\".5\"/><v:textpath style=\"font-family:&quot;SimHei&quot;;font-size:1pt\" string=\"{mark}\"/></v:shape></w:pict></w:r>"
        ),
        word = xml::WORD,
        width = width,
        height = height,
        mark = xml::escaped(mark)
    )
}

/// A company's header, whose root closes at `end`, with the mark put into it.
pub fn marked(mut xml: String, end: usize, mark: &str) -> String {
    // In a paragraph as low as can be, since a paragraph takes room.
    let paragraph = format!(
        "<w:p><w:pPr><w:spacing w:before=\"0\" w:after=\"0\" w:line=\"20\" w:lineRule=\"exact\"/></w:pPr>{}</w:p>",
        across(mark)
    );
    xml.insert_str(end, &paragraph);
    xml
}
