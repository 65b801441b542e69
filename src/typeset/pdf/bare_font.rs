//! The bytes of a font that has characters and no outlines, for tests.

/// A font that has the characters of these groups, from and up to: one glyph for all of them.
pub fn bytes(groups: &[(u32, u32)]) -> Vec<u8> {
    let mut cmap = vec![0, 0, 0, 1, 0, 3, 0, 10, 0, 0, 0, 12, 0, 13, 0, 0];
    let length = 16 + 12 * groups.len();
    for number in [length as u32, 0, groups.len() as u32] {
        cmap.extend(number.to_be_bytes());
    }
    for (from, to) in groups {
        for number in [*from, *to, 1] {
            cmap.extend(number.to_be_bytes());
        }
    }
    let mut head = vec![0; 54];
    head[18..20].copy_from_slice(&1000u16.to_be_bytes());
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
    bytes
}
