//! Numbers of headings.

use crate::language::Language;
use crate::typeset::{Block, Inline, Look};

/// How headings are numbered, from level 2 on: level 1 is the document's title.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) enum Numbering {
    /// Not at all.
    #[default]
    None,
    /// `1`, `1.1`, `1.1.1`.
    Decimal,
    /// `一、`, `（一）`, `1.`, `（1）`: GB/T 9704.
    Chinese,
    /// `第一条` or `Article 1`, below it `1.1`.
    Articles,
}

const NAMES: [(&str, Numbering); 4] = [
    ("none", Numbering::None),
    ("decimal", Numbering::Decimal),
    ("chinese", Numbering::Chinese),
    ("articles", Numbering::Articles),
];

impl Numbering {
    pub(super) fn from_name(name: &str) -> Option<Numbering> {
        NAMES
            .iter()
            .find(|(known, _)| *known == name)
            .map(|(_, numbering)| *numbering)
    }

    pub(super) fn names() -> String {
        NAMES.map(|(name, _)| name).join(", ")
    }
}

/// Gives headings their numbers. A heading in the middle of a cover, in a list or a quote has none.
pub(super) fn number(blocks: &mut [Block], numbering: Numbering, language: Language) {
    if numbering != Numbering::None {
        let mut counter = Counter {
            numbering,
            language,
            counts: [0; 5],
        };
        counter.blocks(blocks);
    }
}

struct Counter {
    numbering: Numbering,
    language: Language,
    /// How many headings of level 2 to 6 there were below the last one of the level above.
    counts: [usize; 5],
}

impl Counter {
    fn blocks(&mut self, blocks: &mut [Block]) {
        for block in blocks {
            match block {
                Block::Heading {
                    level,
                    number,
                    text,
                } => {
                    *number = self.next(*level);
                    if number.is_some() {
                        cut_number(text);
                    }
                }
                Block::Section(Look::Cover | Look::Centre, _) => {}
                Block::Section(_, blocks) => self.blocks(blocks),
                _ => {}
            }
        }
    }

    fn next(&mut self, level: u8) -> Option<String> {
        let at = usize::from(level.checked_sub(2)?);
        let (above, below) = self.counts.split_at_mut_checked(at)?;
        let (count, below) = below.split_first_mut()?;
        *count += 1;
        below.fill(0);
        for skipped in above.iter_mut().filter(|count| **count == 0) {
            *skipped = 1;
        }
        let count = *count;
        let dotted = || {
            let counts: Vec<String> = self
                .counts
                .iter()
                .take(at + 1)
                .map(usize::to_string)
                .collect();
            counts.join(".")
        };
        match (self.numbering, at) {
            (Numbering::None, _) => None,
            (Numbering::Decimal, _) => Some(dotted()),
            (Numbering::Chinese, 0) => Some(format!("{}、", chinese(count))),
            (Numbering::Chinese, 1) => Some(format!("（{}）", chinese(count))),
            (Numbering::Chinese, 2) => Some(format!("{count}.")),
            (Numbering::Chinese, 3) => Some(format!("（{count}）")),
            (Numbering::Chinese, _) => None,
            (Numbering::Articles, 0) => Some(match self.language {
                Language::ZhCn => format!("第{}条", chinese(count)),
                Language::En => format!("Article {count}"),
            }),
            (Numbering::Articles, _) => Some(dotted()),
        }
    }
}

/// Cuts the number off that a person wrote at the head of a heading: `一、`, `（一）`, `1.`, `1、`.
fn cut_number(text: &mut [Inline]) {
    let Some(Inline::Text(first)) = text.first_mut() else {
        return;
    };
    let is_chinese = |c: char| "一二三四五六七八九十百".contains(c);
    let counted = |text: &str, is_digit: &dyn Fn(char) -> bool, end: &str| {
        let rest = text.trim_start_matches(is_digit);
        let rest = (rest.len() < text.len())
            .then_some(rest)?
            .strip_prefix(end)?;
        Some(rest.trim_start().to_owned()).filter(|rest| !rest.is_empty())
    };
    let digit = |c: char| c.is_ascii_digit();
    let rest = counted(first, &is_chinese, "、")
        .or_else(|| counted(first.strip_prefix('（')?, &is_chinese, "）"))
        .or_else(|| counted(first, &digit, "、"))
        .or_else(|| counted(first, &digit, ". "));
    if let Some(rest) = rest {
        *first = rest;
    }
}

/// 1 to 9999 in Chinese; above that in digits.
fn chinese(number: usize) -> String {
    const DIGITS: [&str; 10] = ["", "一", "二", "三", "四", "五", "六", "七", "八", "九"];
    const UNITS: [(usize, &str); 4] = [(1000, "千"), (100, "百"), (10, "十"), (1, "")];
    if number > 9999 {
        return number.to_string();
    }
    let mut text = String::new();
    let mut zero = false;
    for (unit, name) in UNITS {
        match number / unit % 10 {
            0 => zero = !text.is_empty(),
            // 十二, not 一十二.
            1 if unit == 10 && text.is_empty() => text.push_str(name),
            digit => {
                if std::mem::take(&mut zero) {
                    text.push('零');
                }
                text.push_str(DIGITS.get(digit).copied().unwrap_or_default());
                text.push_str(name);
            }
        }
    }
    text
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_in_chinese() {
        let cases = [
            (1, "一"),
            (10, "十"),
            (11, "十一"),
            (20, "二十"),
            (35, "三十五"),
            (100, "一百"),
            (101, "一百零一"),
            (110, "一百一十"),
            (1001, "一千零一"),
            (1010, "一千零一十"),
            (9999, "九千九百九十九"),
            (10000, "10000"),
        ];
        for (number, text) in cases {
            assert_eq!(chinese(number), text, "{number}");
        }
    }

    fn numbers(numbering: Numbering, language: Language, levels: &[u8]) -> Vec<String> {
        let mut blocks: Vec<Block> = levels
            .iter()
            .map(|&level| Block::Heading {
                level,
                number: None,
                text: Vec::new(),
            })
            .collect();
        number(&mut blocks, numbering, language);
        blocks
            .into_iter()
            .map(|block| match block {
                Block::Heading { number, .. } => number.unwrap_or_default(),
                _ => String::new(),
            })
            .collect()
    }

    #[test]
    fn each_way_of_numbering() {
        let levels = [1, 2, 3, 4, 3, 2, 4, 5, 6];
        let zh = |numbering| numbers(numbering, Language::ZhCn, &levels).join(" ");
        assert_eq!(zh(Numbering::None).trim(), "");
        assert_eq!(
            zh(Numbering::Decimal),
            " 1 1.1 1.1.1 1.2 2 2.1.1 2.1.1.1 2.1.1.1.1"
        );
        assert_eq!(
            zh(Numbering::Chinese),
            " 一、 （一） 1. （二） 二、 1. （1） "
        );
        assert_eq!(
            zh(Numbering::Articles),
            " 第一条 1.1 1.1.1 1.2 第二条 2.1.1 2.1.1.1 2.1.1.1.1"
        );
        assert_eq!(
            numbers(Numbering::Articles, Language::En, &[2, 3, 2]),
            ["Article 1", "1.1", "Article 2"]
        );
    }
}
