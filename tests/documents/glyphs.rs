//! A font for sources of PDFs that are looked at and not set.

#[path = "../../src/typeset/pdf/bare_font.rs"]
mod bare_font;

use dealdesk::typeset::pdf::{Face, FontFile};

/// A font that has every letter: one glyph for all of them.
pub fn all_letters() -> FontFile {
    let bytes = bare_font::bytes(&[(0, 0x10_ffff)]);
    let face = Face {
        families: vec!["All Letters".to_owned()],
        weight: 400,
        slanted: false,
        index: 0,
    };
    FontFile::new(vec![face], move || Some(bytes.clone()))
}
