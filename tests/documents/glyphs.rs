//! A font for sources of PDFs that are looked at and not set.

use dealdesk::typeset::pdf::{Face, FontFile};

/// A font that has every letter: one glyph for all of them.
pub fn all_letters() -> FontFile {
    let mut cmap: Vec<u8> = vec![0, 0, 0, 1, 0, 0, 0, 4, 0, 0, 0, 12, 0, 13, 0, 0];
    for number in [28_u32, 0, 1, 0, 0x10_ffff, 1] {
        cmap.extend(number.to_be_bytes());
    }
    let mut head = vec![0; 54];
    head[18..20].copy_from_slice(&1000_u16.to_be_bytes());
    let tables = [
        (b"cmap", cmap),
        (b"head", head),
        (b"hhea", vec![0; 36]),
        (b"maxp", vec![0, 0, 0x50, 0, 0, 2]),
    ];
    let mut bytes = vec![0, 1, 0, 0, 0, tables.len() as u8, 0, 0, 0, 0, 0, 0];
    let mut at = 12 + 16 * tables.len();
    for (tag, table) in &tables {
        bytes.extend(*tag);
        for number in [0, at as u32, table.len() as u32] {
            bytes.extend(number.to_be_bytes());
        }
        at += table.len();
    }
    tables.iter().for_each(|(_, table)| bytes.extend(table));
    let face = Face {
        families: vec!["All Letters".to_owned()],
        weight: 400,
        slanted: false,
        index: 0,
    };
    FontFile::new(vec![face], move || Some(bytes.clone()))
}
