//! A company's logo: a PNG or JPEG that holds the picture and nothing else.

mod jpeg;
mod png;
#[cfg(test)]
mod tests;

use crate::language::Phrase;
use crate::say;

/// Largest file, in bytes.
const LARGEST: usize = 1 << 20;
/// Most pixels along a side.
const LONGEST: u32 = 4000;
/// How high it stands on a page, unless it would be too wide.
const HIGH_MM: f64 = 12.0;
/// How wide it may stand on a page.
const WIDE_MM: f64 = 60.0;

/// A logo.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Logo {
    /// What its bytes are.
    pub format: Format,
    /// The file without its metadata, which may hold names and places.
    pub bytes: Vec<u8>,
    /// Width and height.
    pixels: (u32, u32),
}

/// What the bytes of a logo are.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Format {
    Png,
    Jpeg,
}

impl Format {
    /// The media type.
    pub fn media(self) -> &'static str {
        match self {
            Format::Png => "image/png",
            Format::Jpeg => "image/jpeg",
        }
    }

    /// How the name of a file ends.
    pub fn ending(self) -> &'static str {
        match self {
            Format::Png => "png",
            Format::Jpeg => "jpg",
        }
    }
}

/// What a file's head and parts say: width and height, and the parts that make the picture.
struct Picture {
    pixels: (u32, u32),
    bytes: Vec<u8>,
}

impl Logo {
    /// Reads a file, which is known by how it begins.
    ///
    /// # Errors
    /// What is wrong with it and what to do.
    pub fn read(bytes: &[u8]) -> Result<Logo, Phrase> {
        if bytes.len() > LARGEST {
            return Err(say!(
                en: "the logo is too large: at most 1 MB; save it smaller",
                zh: "标志文件过大：最大 1 MB；请存得小一些"
            ));
        }
        let (format, picture) = if bytes.starts_with(png::SIGNATURE) {
            (Format::Png, png::read(bytes))
        } else if bytes.starts_with(jpeg::SIGNATURE) {
            (Format::Jpeg, jpeg::read(bytes))
        } else {
            return Err(say!(
                en: "the logo is no PNG and no JPEG; save the picture as one of them",
                zh: "标志既不是 PNG 也不是 JPEG；请把图片存为其中一种"
            ));
        };
        let picture = picture.ok_or_else(|| {
            say!(
                en: "the logo is cut off, or not as every program shows it (a JPEG is grey or RGB, not CMYK); save it again as PNG",
                zh: "标志文件不完整，或不是各种程序都能显示的（JPEG 须为灰度或 RGB，不能是 CMYK）；请重新存为 PNG"
            )
        })?;
        let (width, height) = picture.pixels;
        if ![width, height]
            .iter()
            .all(|side| (1..=LONGEST).contains(side))
        {
            return Err(say!(
                en: "the logo has {width} × {height} pixels: 1 to 4,000 along each side; save it smaller",
                zh: "标志为 {width} × {height} 像素：每边须为 1 至 4000；请存得小一些",
                width = width, height = height
            ));
        }
        Ok(Logo {
            format,
            bytes: picture.bytes,
            pixels: picture.pixels,
        })
    }

    /// Width and height on a page, in millimetres.
    pub fn millimetres(&self) -> (f64, f64) {
        let (width, height) = (f64::from(self.pixels.0), f64::from(self.pixels.1));
        let scale = (HIGH_MM / height).min(WIDE_MM / width);
        (width * scale, height * scale)
    }
}
