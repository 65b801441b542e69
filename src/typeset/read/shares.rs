//! How wide the columns of a table are, in half-width letters.

use crate::typeset::Inline;
use unicode_width::{UnicodeWidthChar, UnicodeWidthStr};

/// What fits into a line of text on a page that stands, and that lies.
const PAGE: [usize; 2] = [86, 132];
/// White at the sides of a cell.
const WHITE: usize = 2;
/// A number, a date, an amount that is no longer than this never breaks.
const FIGURE: usize = 20;
/// A column's title that is no longer than this doesn't break either.
const TITLE: usize = 12;
/// What a title's heavier letters take more.
const HEAVY: usize = 1;
/// No cell breaks that is no longer than this.
const SHORT: usize = 8;

/// What a column asks for.
#[derive(Clone, Copy, Default)]
struct Wish {
    /// So that nothing breaks that mustn't.
    least: usize,
    /// So that nothing breaks at all.
    most: usize,
}

/// Each column's share of the width. If all fits, as much as each wants; else no less than it needs, and the rest
/// evenly to those that want more.
pub(super) fn shares<'c>(
    head: &[Vec<Inline>],
    rows: impl Iterator<Item = &'c [Vec<Inline>]>,
    landscape: bool,
) -> Vec<u16> {
    let mut wishes: Vec<Wish> = head
        .iter()
        .map(|title| heavy(wish(title, |line| line.width() <= TITLE)))
        .collect();
    for cells in rows {
        for (column, cell) in wishes.iter_mut().zip(cells) {
            let wish = wish(cell, |line| {
                line.width() <= if is_figure(line) { FIGURE } else { SHORT }
            });
            column.least = column.least.max(wish.least);
            column.most = column.most.max(wish.most);
        }
    }
    let page = PAGE[usize::from(landscape)];
    let room = page.saturating_sub(wishes.len() * WHITE);
    let widest = widest(&wishes, room);
    wishes
        .iter()
        .map(|wish| width(*wish, widest, room) + WHITE)
        .map(|width| u16::try_from(width).unwrap_or(u16::MAX))
        .collect()
}

/// Whether at least a third of the characters are digits: a name with a model's number is no figure.
fn is_figure(line: &str) -> bool {
    let digits = line.chars().filter(char::is_ascii_digit).count();
    digits > 0 && 3 * digits >= line.chars().count()
}

fn heavy(wish: Wish) -> Wish {
    let more = if wish.most > 0 { HEAVY } else { 0 };
    Wish {
        least: wish.least + more,
        most: wish.most + more,
    }
}

fn width(wish: Wish, widest: usize, room: usize) -> usize {
    wish.most.min(widest).max(wish.least.min(room)).max(2)
}

/// The width at which columns are cut off, so that all together fit.
fn widest(wishes: &[Wish], room: usize) -> usize {
    let fits = |widest: usize| {
        let sum: usize = wishes.iter().map(|wish| width(*wish, widest, room)).sum();
        sum <= room
    };
    (1..=room).rev().find(|widest| fits(*widest)).unwrap_or(1)
}

fn wish(cell: &[Inline], whole: impl Fn(&str) -> bool) -> Wish {
    let mut wish = Wish::default();
    for line in lines(cell).split('\n') {
        let width = line.width();
        let least = if whole(line) {
            width
        } else {
            longest_word(line)
        };
        wish.least = wish.least.max(least);
        wish.most = wish.most.max(width);
    }
    wish
}

/// The longest run that can't be broken: between spaces and Chinese characters.
fn longest_word(line: &str) -> usize {
    let wide = |c: char| c.width() == Some(2);
    line.split(|c: char| c.is_whitespace() || wide(c))
        .map(UnicodeWidthStr::width)
        .max()
        .unwrap_or(0)
}

fn lines(cell: &[Inline]) -> String {
    let mut text = String::new();
    for inline in cell {
        match inline {
            Inline::Text(part) | Inline::Code(part) => text.push_str(part),
            Inline::Strong(inner)
            | Inline::Emphasis(inner)
            | Inline::Inserted(inner)
            | Inline::Deleted(inner)
            | Inline::Link { text: inner, .. } => text.push_str(&lines(inner)),
            Inline::Break => text.push('\n'),
        }
    }
    text
}

#[cfg(test)]
mod tests {
    use super::*;

    fn of(rows: &[&[&str]]) -> Vec<u16> {
        let rows: Vec<Vec<Vec<Inline>>> = rows
            .iter()
            .map(|row| {
                row.iter()
                    .map(|cell| vec![Inline::Text((*cell).to_owned())])
                    .collect()
            })
            .collect();
        shares(&rows[0], rows[1..].iter().map(Vec::as_slice), false)
    }

    #[test]
    fn short_columns_get_what_they_want() {
        assert_eq!(of(&[&["序号", "名称"], &["1", "工作站 VX-200"]]), [7, 15]);
    }

    #[test]
    fn a_short_cell_never_breaks_beside_a_long_text() {
        let long = "长".repeat(400);
        assert_eq!(of(&[&["单", "说明"], &["人日", &long]]), [6, 80]);
    }

    #[test]
    fn a_name_with_a_number_may_break() {
        assert!(!is_figure("C300 可编程控制器") && !is_figure("套"));
        assert!(is_figure("2026 年 12 月 31 日") && is_figure("26 March 2026"));
    }

    #[test]
    fn a_number_or_a_date_never_breaks_beside_a_long_text() {
        let long = "长".repeat(400);
        let shares = of(&[
            &["项", "说明", "到期", "金额（元）"],
            &["1", &long, "2026 年 12 月 31 日", "1,128,000.00"],
        ]);
        assert_eq!((shares[0], shares[2], shares[3]), (5, 21, 14));
        assert_eq!(shares.iter().sum::<u16>(), 86);
    }

    #[test]
    fn two_long_columns_share_the_rest() {
        let (long, longer) = ("字".repeat(100), "x ".repeat(4_000));
        assert_eq!(
            of(&[&["序号", "问题", "方案"], &["1", &long, &longer]]),
            [7, 39, 39]
        );
    }

    #[test]
    fn one_endless_word_takes_no_more_than_a_page() {
        let word = "x".repeat(100_000);
        assert!(
            of(&[&["a", "b"], &[&word, "1"]])
                .iter()
                .all(|share| *share <= 90)
        );
    }
}
