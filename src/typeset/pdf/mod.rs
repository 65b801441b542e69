//! A document as PDF, by Typst: [`source()`] writes it as one Typst source in which all texts are literals, and
//! `Typesetter`, where Typst is built in, makes pages of it. A build without Typst gives the source to the program.
//!
//! Files are PDF/A-2b, a standard for archives: all fonts are embedded, and a character without a glyph is an
//! error. The receipt is among the keywords, since the standard allows no attachments.

#[cfg(test)]
mod bare_font;
mod fonts;
mod literal;
mod receipt;
mod source;
mod trouble;
#[cfg(feature = "pdf")]
mod typst;

pub use fonts::{Face, FontFile, Fonts};
pub use receipt::receipt;
pub use source::{Source, source};
pub use trouble::Trouble;
#[cfg(feature = "pdf")]
pub use typst::Typesetter;
