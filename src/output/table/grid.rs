//! A table of texts on a terminal: columns are right for wide characters, what must be read whole is never wrapped,
//! one column of text shrinks, and where that isn't enough each row is a list of its fields.

use super::super::visible;
use comfy_table::{CellAlignment, ColumnConstraint, ContentArrangement, Width, presets};
use std::io::{self, Write};
use unicode_width::UnicodeWidthStr;

/// A terminal narrower than this gets lists.
const NARROWEST: usize = 60;
/// A column of text doesn't shrink below this.
const LEAST_TEXT: usize = 12;
/// Blanks between two columns.
const GAP: usize = 2;

/// What a column may do where there is little room.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Shrinks {
    /// It is read whole.
    Never,
    /// It is read whole, and its ends stand below one another.
    Number,
    /// It may be wrapped.
    Text,
}

/// Texts in rows.
#[derive(Debug)]
pub struct Grid {
    titles: Vec<String>,
    kinds: Vec<Shrinks>,
    rows: Vec<Vec<String>>,
}

impl Grid {
    /// A grid; what would steer a terminal in a text is written out.
    pub fn new(titles: Vec<String>, kinds: Vec<Shrinks>, rows: Vec<Vec<String>>) -> Grid {
        let clean = |texts: Vec<String>| -> Vec<String> {
            let texts = texts.iter();
            texts
                .map(|text| visible::line(text.trim()).into_owned())
                .collect()
        };
        Grid {
            titles: clean(titles),
            kinds,
            rows: rows.into_iter().map(clean).collect(),
        }
    }

    /// Writes it for a terminal of `width` columns; without one, as wide as it is.
    ///
    /// # Errors
    /// Only those of `out`.
    pub fn write(&self, width: Option<usize>, out: &mut dyn Write) -> io::Result<()> {
        let shrunk = match width {
            None => Some(None),
            Some(width) if width < NARROWEST => None,
            Some(width) => self.shrunk(width),
        };
        match shrunk {
            Some(shrunk) => self.write_table(shrunk, out),
            None => self.write_lists(out),
        }
    }

    /// The column that shrinks and its width, if one must; none where that isn't enough.
    fn shrunk(&self, width: usize) -> Option<Option<(usize, usize)>> {
        let widths: Vec<usize> = (0..self.titles.len()).map(|at| self.width(at)).collect();
        let whole: usize = widths.iter().map(|width| width + GAP).sum();
        let excess = whole.saturating_sub(width);
        if excess == 0 {
            return Some(None);
        }
        let texts = self.kinds.iter().zip(&widths).enumerate();
        let widest = texts
            .filter(|(_, (kind, _))| **kind == Shrinks::Text)
            .max_by_key(|(_, (_, width))| **width);
        let (at, (_, wide)) = widest?;
        let left = wide.checked_sub(excess)?;
        (left >= LEAST_TEXT).then_some(Some((at, left)))
    }

    fn width(&self, at: usize) -> usize {
        let texts = self.rows.iter().filter_map(|row| row.get(at));
        let texts = texts.chain(self.titles.get(at));
        texts.map(|text| text.width()).max().unwrap_or(0)
    }

    fn write_table(&self, shrunk: Option<(usize, usize)>, out: &mut dyn Write) -> io::Result<()> {
        let mut table = comfy_table::Table::new();
        table
            .load_style(presets::NOTHING)
            .set_content_arrangement(ContentArrangement::Disabled)
            .set_header(&self.titles)
            .add_rows(&self.rows);
        for (at, kind) in self.kinds.iter().enumerate() {
            let Some(column) = table.column_mut(at) else {
                continue;
            };
            column.set_padding((0, GAP as u16));
            if *kind == Shrinks::Number {
                column.set_cell_alignment(CellAlignment::Right);
            }
        }
        if let Some((at, width)) = shrunk {
            table.set_content_arrangement(ContentArrangement::Dynamic);
            table.set_width(u16::MAX);
            for (index, column) in table.column_iter_mut().enumerate() {
                column.set_constraint(match index == at {
                    true => ColumnConstraint::Absolute(Width::Fixed((width + GAP) as u16)),
                    false => ColumnConstraint::ContentWidth,
                });
            }
        }
        for line in table.lines() {
            writeln!(out, "{}", line.trim_end())?;
        }
        Ok(())
    }

    /// Each row as lines of a title and a text, with a blank line between rows.
    fn write_lists(&self, out: &mut dyn Write) -> io::Result<()> {
        for (number, row) in self.rows.iter().enumerate() {
            if number > 0 {
                writeln!(out)?;
            }
            let fields = self.titles.iter().zip(row);
            for (title, text) in fields.filter(|(_, text)| !text.is_empty()) {
                writeln!(out, "{title}: {text}")?;
            }
        }
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn grid() -> Grid {
        let texts = |texts: &[&str]| texts.iter().map(|text| (*text).to_owned()).collect();
        Grid::new(
            texts(&["id", "名称", "金额"]),
            vec![Shrinks::Never, Shrinks::Text, Shrinks::Number],
            vec![
                texts(&[
                    "huachen-2603-k7q",
                    "华辰\u{1b}[31m二厂输送线|\n改造",
                    "1,280,000.00 CNY",
                ]),
                texts(&["a", "b", "5.00 CNY"]),
            ],
        )
    }

    fn written(width: Option<usize>) -> String {
        let mut out = Vec::new();
        grid().write(width, &mut out).unwrap();
        String::from_utf8(out).unwrap()
    }

    #[test]
    fn wide_characters_stand_in_columns() {
        let text = written(None);
        assert!(!text.contains('\u{1b}'));
        let ends: Vec<usize> = text.lines().map(UnicodeWidthStr::width).collect();
        assert_eq!(ends.len(), 3);
        assert!(ends.iter().all(|end| *end == ends[0]), "{text}");
    }

    #[test]
    fn one_text_shrinks_and_the_rest_stays_whole() {
        let text = written(Some(62));
        assert!(text.lines().all(|line| line.width() <= 62), "{text}");
        assert!(text.contains("huachen-2603-k7q") && text.contains("1,280,000.00 CNY"));
        assert!(text.lines().count() > 3, "{text}");
    }

    #[test]
    fn a_narrow_terminal_gets_lists() {
        let text = written(Some(40));
        assert!(
            text.contains(
                "名称: 华辰\\x1b[31m二厂输送线|\\n改造\n金额: 1,280,000.00 CNY\n\nid: a\n"
            ),
            "{text}"
        );
    }
}
