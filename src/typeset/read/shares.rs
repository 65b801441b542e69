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
        .map(|title| wish(title, |line| line.width() <= TITLE, heavy))
        .collect();
    for cells in rows {
        for (column, cell) in wishes.iter_mut().zip(cells) {
            let whole = |line: &str| line.width() <= if is_figure(line) { FIGURE } else { SHORT };
            let wish = wish(cell, whole, light);
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

/// A letter's width in hundredths of its size. Those of the Latin alphabet differ: a `W` is three of an `i`.
fn light(c: char) -> usize {
    match c {
        'i' | 'j' | 'l' | 't' => 28,
        'f' | 'r' | 'I' => 34,
        'a' | 'c' | 'e' | 's' | 'z' | 'J' => 44,
        'w' | 'A'..='L' | 'N'..='V' | 'X'..='Z' => 72,
        'm' => 78,
        'M' | 'W' | '%' | '@' => 92,
        c => c.width().unwrap_or_default() * 50,
    }
}

/// The same in a title.
fn heavy(c: char) -> usize {
    match c.width() {
        Some(2) => 110,
        _ => light(c) * 6 / 5,
    }
}

/// A line's width in half-width letters, with the quarter of a letter that typesetters put between Chinese and other
/// letters, as in 2026年3月31日.
fn set(line: &str, letter: fn(char) -> usize) -> usize {
    let is_chinese = |c: char| match c.width() {
        Some(2) if c.is_alphabetic() => Some(true),
        Some(1) if c.is_alphanumeric() => Some(false),
        _ => None,
    };
    let pairs = line.chars().zip(line.chars().skip(1));
    let pairs = pairs.map(|(one, next)| (is_chinese(one), is_chinese(next)));
    let gaps = pairs.filter(|pair| matches!(pair, (Some(one), Some(next)) if one != next));
    (line.chars().map(letter).sum::<usize>() + 25 * gaps.count()).div_ceil(50)
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

fn wish(cell: &[Inline], whole: impl Fn(&str) -> bool, letter: fn(char) -> usize) -> Wish {
    let mut wish = Wish::default();
    for line in lines(cell).split('\n') {
        let width = set(line, letter);
        let least = if whole(line) {
            width
        } else {
            longest_word(line, letter)
        };
        wish.least = wish.least.max(least);
        wish.most = wish.most.max(width);
    }
    wish
}

/// The longest run that can't be broken: between spaces and Chinese characters.
fn longest_word(line: &str, letter: fn(char) -> usize) -> usize {
    let wide = |c: char| c.width() == Some(2);
    line.split(|c: char| c.is_whitespace() || wide(c))
        .map(|word| set(word, letter))
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
        assert_eq!(of(&[&["序号", "名称"], &["1", "工作站 VX-200"]]), [7, 16]);
    }

    #[test]
    fn a_title_of_wide_letters_does_not_break_beside_a_long_text() {
        // Measured in the fonts: 14.4 and 6.3 half-width letters in the title's, 6.8 in the cell's.
        let long = "长".repeat(400);
        let shares = of(&[
            &["Recommended", "Owner", "x", "Text"],
            &["-", "-", "Medium", &long],
        ]);
        assert!(
            shares[0] >= 15 + 2 && shares[1] >= 7 + 2 && shares[2] >= 7 + 2,
            "{shares:?}"
        );
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
    fn a_date_has_room_for_the_space_around_its_numbers() {
        let long = "长".repeat(400);
        let shares = of(&[&["措施", "期限"], &[&long, "2026年5月29日"]]);
        assert_eq!(shares, [68, 18]);
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
