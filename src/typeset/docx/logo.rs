//! A company's logo, as the first paragraph of a Word file.

use super::body::Body;
use super::package::Package;
use super::xml;
use crate::typeset::{Logo, style};
use std::fmt::Write as _;

const DRAWING: &str = "http://schemas.openxmlformats.org/drawingml/2006";
/// English Metric Units, and twips, in a millimetre.
const EMU: f64 = 36_000.0;
const TWIPS: f64 = 1440.0 / 25.4;

/// Writes the paragraph with the picture, `name` saying what it shows, and places the picture.
pub fn paragraph(body: &mut Body<'_>, package: &mut Package, logo: &Logo, name: &str) {
    let ending = logo.format.ending();
    let part = format!("media/logo.{ending}");
    package.place_image(
        &format!("word/{part}"),
        ending,
        logo.format.media(),
        logo.bytes.clone(),
    );
    let id = body.related.add_part("image", &part);
    let (width, height) = logo.millimetres();
    let size = format!("cx=\"{:.0}\" cy=\"{:.0}\"", width * EMU, height * EMU);
    let _ = write!(
        body.out,
        concat!(
            "<w:p><w:pPr><w:pStyle w:val=\"{style}\"/><w:keepNext/><w:spacing w:before=\"0\" w:after=\"{after:.0}\" w:line=\"240\" w:lineRule=\"auto\"/>",
            "<w:ind w:left=\"0\" w:firstLine=\"0\" w:firstLineChars=\"0\"/><w:jc w:val=\"left\"/></w:pPr><w:r><w:drawing>",
            "<wp:inline xmlns:wp=\"{drawing}/wordprocessingDrawing\" distT=\"0\" distB=\"0\" distL=\"0\" distR=\"0\"><wp:extent {size}/>",
            "<wp:docPr id=\"1\" name=\"logo\" descr=\"{name}\"/>",
            "<a:graphic xmlns:a=\"{drawing}/main\"><a:graphicData uri=\"{drawing}/picture\"><pic:pic xmlns:pic=\"{drawing}/picture\">",
            "<pic:nvPicPr><pic:cNvPr id=\"1\" name=\"logo\" descr=\"{name}\"/><pic:cNvPicPr/></pic:nvPicPr>",
            "<pic:blipFill><a:blip r:embed=\"{id}\"/><a:stretch><a:fillRect/></a:stretch></pic:blipFill>",
            "<pic:spPr><a:xfrm><a:off x=\"0\" y=\"0\"/><a:ext {size}/></a:xfrm><a:prstGeom prst=\"rect\"><a:avLst/></a:prstGeom></pic:spPr>",
            "</pic:pic></a:graphicData></a:graphic></wp:inline></w:drawing></w:r></w:p>"
        ),
        style = xml::escaped(body.names.id("Normal")),
        after = style::LOGO_AFTER_MM * TWIPS,
        drawing = DRAWING,
        size = size,
        name = xml::escaped(name),
        id = id,
    );
}
