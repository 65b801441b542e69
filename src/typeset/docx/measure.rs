//! Lengths in Word's units.

use crate::typeset::style;

/// Twentieths of a point.
pub fn twips(points: f32) -> i64 {
    (points * 20.0).round() as i64
}

/// Twentieths of a point.
pub fn twips_of_mm(millimetres: u32) -> i64 {
    (f64::from(millimetres) * 1440.0 / 25.4).round() as i64
}

/// Half points, for sizes of letters.
pub fn half_points(points: f32) -> i64 {
    (points * 2.0).round() as i64
}

/// The page: its paper, its margins, what its lines stand on. In twips.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Page {
    pub width: i64,
    pub height: i64,
    pub top: i64,
    pub right: i64,
    pub bottom: i64,
    pub left: i64,
    pub header: i64,
    pub footer: i64,
    pub gutter: i64,
}

impl Page {
    /// The page of our own documents.
    pub fn ours() -> Page {
        let (side, top) = (twips_of_mm(style::SIDE_MM), twips_of_mm(style::TOP_MM));
        Page {
            width: twips_of_mm(style::PAPER_MM.0),
            height: twips_of_mm(style::PAPER_MM.1),
            top,
            right: side,
            bottom: top,
            left: side,
            header: top / 2,
            footer: top / 2,
            gutter: 0,
        }
    }

    /// The same paper, turned so that it is wider than high.
    pub fn landscape(self) -> Page {
        Page {
            width: self.width.max(self.height),
            height: self.width.min(self.height),
            ..self
        }
    }

    /// The width of the text, at least an inch.
    pub fn measure(&self) -> i64 {
        (self.width - self.left - self.right - self.gutter).max(1440)
    }
}
