//! JPEG (ITU-T T.81): segments, each with a marker, its length and its content, and between them the picture's data.

use super::Picture;

pub const SIGNATURE: &[u8] = b"\xff\xd8\xff";
const START: [u8; 2] = [0xff, 0xd8];
const END: u8 = 0xd9;
const SCAN: u8 = 0xda;

/// The picture in a file; none where it doesn't go from head to end. What stands behind the end is left out.
pub fn read(file: &[u8]) -> Option<Picture> {
    let mut rest = file.strip_prefix(&START)?;
    let mut bytes = START.to_vec();
    let (mut pixels, mut drawn) = (None, false);
    loop {
        // Any number of 0xff may stand before a marker.
        let fill = rest.iter().take_while(|byte| **byte == 0xff).count();
        rest = rest.get(fill.checked_sub(1)?..)?;
        let marker = *rest.get(1)?;
        if marker == END {
            bytes.extend([0xff, END]);
            let pixels = pixels.filter(|_| drawn)?;
            return Some(Picture { pixels, bytes });
        }
        let length = u16::from_be_bytes(*rest.get(2..)?.first_chunk()?);
        let (segment, next) = rest.split_at_checked(usize::from(length) + 2)?;
        let content = segment.get(4..)?;
        rest = next;
        if is_frame(marker) {
            pixels = Some(frame(content).filter(|_| pixels.is_none())?);
        }
        if is_kept(marker, content) {
            bytes.extend(segment);
        }
        if marker == SCAN {
            let (data, next) = rest.split_at_checked(data(rest)?)?;
            bytes.extend(data);
            rest = next;
            drawn = true;
        }
    }
}

/// Baseline, extended and progressive: the frames that every program shows.
fn is_frame(marker: u8) -> bool {
    matches!(marker, 0xc0..=0xc2)
}

/// What makes the picture and its colours; others are texts, places, small copies of the picture.
fn is_kept(marker: u8, content: &[u8]) -> bool {
    match marker {
        // Tables, frames, scans, restarts.
        0xc4 | 0xdb | 0xdd | SCAN => true,
        marker if is_frame(marker) => true,
        // Without a small copy of the picture.
        0xe0 => content.starts_with(b"JFIF\0") && content.len() == 14,
        0xe2 => content.starts_with(b"ICC_PROFILE\0"),
        0xee => content.starts_with(b"Adobe"),
        _ => false,
    }
}

/// Width and height, of eight bits a colour. Four colours are CMYK, which browsers and Word show wrong.
fn frame(content: &[u8]) -> Option<(u32, u32)> {
    let [8, high, low, wide, narrow, 1 | 3] = *content.first_chunk()? else {
        return None;
    };
    let pair = |high, low| u32::from(u16::from_be_bytes([high, low]));
    Some((pair(wide, narrow), pair(high, low)))
}

/// How long the data of a scan are: up to a marker that is no restart.
fn data(bytes: &[u8]) -> Option<usize> {
    let mut pairs = bytes.windows(2);
    pairs.position(|pair| pair[0] == 0xff && !matches!(pair[1], 0 | 0xd0..=0xd7 | 0xff))
}
