//! PNG (ISO/IEC 15948): a signature and chunks, each with its length, its kind, its content and a check sum.

use super::Picture;

pub const SIGNATURE: &[u8] = b"\x89PNG\r\n\x1a\n";
/// What makes the picture and its colours; others are texts, times, places, more pictures.
const KEPT: [&[u8; 4]; 9] = [
    b"IHDR", b"PLTE", b"tRNS", b"gAMA", b"cHRM", b"sRGB", b"iCCP", b"IDAT", b"IEND",
];
/// The bytes of a chunk around its content.
const AROUND: usize = 12;

/// The picture in a file; none where it doesn't go from head to end. What stands behind the end is left out.
pub fn read(file: &[u8]) -> Option<Picture> {
    let mut rest = file.strip_prefix(SIGNATURE)?;
    let mut bytes = SIGNATURE.to_vec();
    let (mut pixels, mut drawn) = (None, false);
    loop {
        let length = usize::try_from(number(rest)?).ok()?;
        let (chunk, next) = rest.split_at_checked(length.checked_add(AROUND)?)?;
        let kind = chunk.get(4..8)?;
        if pixels.is_none() {
            let head = chunk.get(8..).filter(|_| kind == b"IHDR" && length == 13)?;
            pixels = Some((number(head)?, number(head.get(4..)?)?));
        }
        if KEPT.iter().any(|kept| kind == *kept) {
            bytes.extend(chunk);
        }
        drawn |= kind == b"IDAT";
        if kind == b"IEND" {
            let pixels = pixels.filter(|_| drawn)?;
            return Some(Picture { pixels, bytes });
        }
        rest = next;
    }
}

fn number(bytes: &[u8]) -> Option<u32> {
    bytes.first_chunk().map(|four| u32::from_be_bytes(*four))
}
