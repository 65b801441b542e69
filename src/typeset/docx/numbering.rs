//! `numbering.xml`: points and numbers, each list counting from its own first.

use super::xml;
use std::fmt::Write as _;

/// Numbers of our lists start behind those that a letterhead's styles may name.
const BEHIND: usize = 1000;
const POINTS: usize = 900;
const NUMBERS: usize = 901;

/// The lists of a document.
#[derive(Debug, Default)]
pub struct Numbering {
    lists: Vec<(Option<u64>, usize)>,
}

impl Numbering {
    /// The number of a new list which counts from `first`, at this level.
    pub fn list(&mut self, first: Option<u64>, level: usize) -> usize {
        self.lists.push((first, level.min(8)));
        BEHIND + self.lists.len()
    }

    /// The part.
    pub fn part(&self) -> String {
        let mut out = format!(
            "{}<w:numbering xmlns:w=\"{}\">",
            xml::DECLARATION,
            xml::WORD
        );
        kind(&mut out, POINTS, "bullet", |level| {
            ["•", "–", "◦"][level % 3].to_owned()
        });
        kind(&mut out, NUMBERS, "decimal", |level| match level % 2 {
            0 => format!("%{}.", level + 1),
            _ => format!("%{})", level + 1),
        });
        for (at, (first, level)) in self.lists.iter().enumerate() {
            let id = BEHIND + at + 1;
            let kind = first.map_or(POINTS, |_| NUMBERS);
            let _ = write!(
                out,
                "<w:num w:numId=\"{id}\"><w:abstractNumId w:val=\"{kind}\"/>"
            );
            if let Some(first) = first {
                let first = (*first).min(i32::MAX as u64);
                let _ = write!(
                    out,
                    "<w:lvlOverride w:ilvl=\"{level}\"><w:startOverride w:val=\"{first}\"/></w:lvlOverride>"
                );
            }
            out.push_str("</w:num>");
        }
        out.push_str("</w:numbering>");
        out
    }
}

fn kind(out: &mut String, id: usize, format: &str, sign: impl Fn(usize) -> String) {
    let _ = write!(
        out,
        "<w:abstractNum w:abstractNumId=\"{id}\"><w:multiLevelType w:val=\"hybridMultilevel\"/>"
    );
    for level in 0..9 {
        let left = 420 * (level + 1);
        let _ = write!(
            out,
            "<w:lvl w:ilvl=\"{level}\"><w:start w:val=\"1\"/><w:numFmt w:val=\"{format}\"/><w:lvlText w:val=\"{}\"/><w:lvlJc w:val=\"left\"/><w:pPr><w:ind w:left=\"{left}\" w:hanging=\"420\"/></w:pPr></w:lvl>",
            sign(level)
        );
    }
    out.push_str("</w:abstractNum>");
}
