//! Personal data in free text: identity card numbers, mobile numbers, bank card numbers.
//!
//! A hit is a number that stands on its own and passes the checks of its kind, so that order numbers, digests and
//! parts of longer numbers are none.

mod checks;

use crate::language::Phrase;
use crate::say;
use checks::{is_bank_card, is_id_card, is_mobile};
use std::ops::Range;

/// A kind of personal data.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug)]
pub enum PersonalData {
    /// A citizen's identity number of 18 characters, GB 11643.
    IdCard,
    /// A mainland mobile number.
    Mobile,
    /// A bank card number.
    BankCard,
}

impl PersonalData {
    /// What people call it.
    pub fn title(self) -> Phrase {
        match self {
            PersonalData::IdCard => say!(en: "identity card number", zh: "身份证号"),
            PersonalData::Mobile => say!(en: "mobile number", zh: "手机号"),
            PersonalData::BankCard => say!(en: "bank card number", zh: "银行卡号"),
        }
    }

    /// How many characters a mask leaves at the start and at the end.
    const fn left(self) -> (usize, usize) {
        match self {
            PersonalData::IdCard => (3, 2),
            PersonalData::Mobile => (3, 4),
            PersonalData::BankCard => (0, 4),
        }
    }
}

/// Personal data in `text`: byte ranges, in their order.
pub fn find(text: &str) -> Vec<(Range<usize>, PersonalData)> {
    let runs = runs(text);
    let mut found = Vec::new();
    let mut at = 0;
    while let Some(run) = runs.get(at) {
        let hit = (1..=5).rev().find_map(|count| {
            let group = runs.get(at..at + count)?;
            Some((count, kind_of(&runs, at, group)?))
        });
        match hit {
            Some((count, kind)) if !is_order(text, run.range.start) => {
                let end = runs
                    .get(at + count - 1)
                    .map_or(run.range.end, |last| last.range.end);
                found.push((run.range.start..end, kind));
                at += count;
            }
            Some((count, _)) => at += count,
            None => at += 1,
        }
    }
    found
}

/// The text with the middle of all personal data as `*`.
pub fn mask(text: &str) -> String {
    let mut masked = String::with_capacity(text.len());
    let mut done = 0;
    for (range, kind) in find(text) {
        masked.push_str(text.get(done..range.start).unwrap_or_default());
        masked.push_str(&cover(text.get(range.clone()).unwrap_or_default(), kind));
        done = range.end;
    }
    masked.push_str(text.get(done..).unwrap_or_default());
    masked
}

fn cover(number: &str, kind: PersonalData) -> String {
    let signs = |c: char| narrow(c).is_ascii_alphanumeric();
    let total = number.chars().filter(|&c| signs(c)).count();
    let (head, tail) = kind.left();
    let mut at = 0;
    number
        .chars()
        .map(|c| {
            if !signs(c) {
                return c;
            }
            at += 1;
            if at <= head || at + tail > total {
                c
            } else {
                '*'
            }
        })
        .collect()
}

/// Letters and digits without a break, in half-width form.
struct Run {
    text: String,
    range: Range<usize>,
    /// The one character between this run and the one before, where it is one.
    joint: Option<char>,
    /// Whether a `+` stands right before it.
    plus: bool,
}

fn runs(text: &str) -> Vec<Run> {
    let mut runs: Vec<Run> = Vec::new();
    // Characters since the last run.
    let mut between = String::new();
    for (at, c) in text.char_indices() {
        let c_narrow = narrow(c);
        if !c_narrow.is_ascii_alphanumeric() && c_narrow != '_' {
            between.push(c_narrow);
            continue;
        }
        let end = at + c.len_utf8();
        match runs.last_mut() {
            Some(run) if between.is_empty() => {
                run.text.push(c_narrow);
                run.range.end = end;
            }
            _ => {
                let mut signs = between.chars();
                let joint = signs
                    .next()
                    .filter(|_| signs.next().is_none() && !runs.is_empty());
                runs.push(Run {
                    text: c_narrow.to_string(),
                    range: at..end,
                    joint,
                    plus: between.ends_with('+'),
                });
                between.clear();
            }
        }
    }
    runs
}

/// Full-width letters, digits and signs as ASCII; what is none stays.
pub fn narrow(c: char) -> char {
    match c {
        '\u{ff01}'..='\u{ff5e}' => char::from_u32(c as u32 - 0xfee0).unwrap_or(c),
        _ => c,
    }
}

/// What the runs from `at` on are together.
fn kind_of(runs: &[Run], at: usize, group: &[Run]) -> Option<PersonalData> {
    let (first, rest) = group.split_first()?;
    let joint = rest.first().and_then(|run| run.joint);
    let joined = matches!(joint, Some(' ' | '-')) && rest.iter().all(|run| run.joint == joint);
    if !rest.is_empty() && !joined {
        return None;
    }
    let before = first.joint.filter(|_| !is_country(runs, at));
    let after = runs.get(at + group.len()).and_then(|run| run.joint);
    let glued = |sign: Option<char>| {
        matches!(sign, Some('-' | '.' | ',' | '_')) || (sign.is_some() && sign == joint)
    };
    if glued(before) && !ends_sentence(runs, at)
        || glued(after) && !starts_sentence(runs, at + group.len())
    {
        return None;
    }
    let lengths: Vec<usize> = group.iter().map(|run| run.text.len()).collect();
    let number: String = group.iter().map(|run| run.text.as_str()).collect();
    kind(&lengths, &number, first.plus)
}

/// Whether the run before is a country code: `86` or `+86`.
fn is_country(runs: &[Run], at: usize) -> bool {
    at.checked_sub(1)
        .and_then(|at| runs.get(at))
        .is_some_and(|run| run.text == "86")
}

/// Whether what is joined before isn't a number, so that a `.` or `,` is punctuation.
fn ends_sentence(runs: &[Run], at: usize) -> bool {
    let before = at.checked_sub(1).and_then(|at| runs.get(at));
    let sign = runs.get(at).and_then(|run| run.joint);
    is_punctuation(sign, before)
}

fn starts_sentence(runs: &[Run], at: usize) -> bool {
    let after = runs.get(at);
    is_punctuation(after.and_then(|run| run.joint), after)
}

fn is_punctuation(sign: Option<char>, neighbour: Option<&Run>) -> bool {
    match sign {
        // `13812345678,13912345678` is a list; `1,381` and `1.5` are numbers.
        Some(',') => neighbour.is_some_and(|run| run.text.len() > 3),
        Some('.') => neighbour.is_some_and(|run| !run.text.bytes().all(|b| b.is_ascii_digit())),
        Some(' ') => neighbour.is_some_and(|run| !run.text.bytes().all(|b| b.is_ascii_digit())),
        _ => false,
    }
}

fn kind(lengths: &[usize], number: &str, plus: bool) -> Option<PersonalData> {
    let digits = number.bytes().all(|b| b.is_ascii_digit());
    match lengths {
        [18] | [6, 8, 4] if is_id_card(number) => Some(PersonalData::IdCard),
        [11] | [3, 4, 4] if digits && is_mobile(number) => Some(PersonalData::Mobile),
        [13] if digits && plus && number.strip_prefix("86").is_some_and(is_mobile) => {
            Some(PersonalData::Mobile)
        }
        [15] if number.strip_prefix("0086").is_some_and(is_mobile) => Some(PersonalData::Mobile),
        [15..=19] | [4, 4, 4, 4] | [4, 4, 4, 4, 1..=3] | [4, 6, 5]
            if digits && is_bank_card(number) =>
        {
            Some(PersonalData::BankCard)
        }
        _ => None,
    }
}

/// Characters before a number in which words are looked for.
const NEAR: usize = 24;

/// Whether the words before say that the number is an order's or a document's.
fn is_order(text: &str, at: usize) -> bool {
    const WORDS: [&str; 12] = [
        "单号",
        "编号",
        "流水号",
        "发票号",
        "发票号码",
        "合同号",
        "订单",
        "批号",
        "order",
        "no.",
        "number",
        "#",
    ];
    let before = text.get(..at).unwrap_or_default();
    let near = before
        .char_indices()
        .rev()
        .take(NEAR)
        .last()
        .map_or(at, |(start, _)| start);
    let before = before.get(near..).unwrap_or_default();
    let before = before
        .trim_end_matches([' ', ':', '：', '为', '是'])
        .to_lowercase();
    WORDS.iter().any(|word| before.ends_with(word))
        && !before.ends_with("phone number")
        && !before.ends_with("card number")
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn kinds(text: &str) -> Vec<(&str, PersonalData)> {
        find(text)
            .into_iter()
            .map(|(range, kind)| (&text[range], kind))
            .collect()
    }

    /// An identity number that nobody has: the standard's own example.
    const ID: &str = "11010519491231002X";
    /// A bank card number with a right check digit that belongs to no bank.
    const CARD: &str = "6200000000000000000";

    fn card() -> String {
        (0..10)
            .map(|check| format!("{}{check}", &CARD[..18]))
            .find(|number| is_bank_card(number))
            .unwrap()
    }

    #[test]
    fn each_kind_is_found_where_it_stands_alone() {
        use PersonalData::{BankCard, IdCard, Mobile};
        let card = card();
        assert_eq!(kinds(&format!("身份证{ID}，谢谢")), [(ID, IdCard)]);
        assert_eq!(kinds(&ID.to_lowercase()).len(), 1);
        assert_eq!(kinds("电话13812345678。"), [("13812345678", Mobile)]);
        assert_eq!(
            kinds("call 138 1234 5678 today"),
            [("138 1234 5678", Mobile)]
        );
        assert_eq!(kinds("138-1234-5678"), [("138-1234-5678", Mobile)]);
        assert_eq!(kinds("+86 138 1234 5678"), [("138 1234 5678", Mobile)]);
        assert_eq!(kinds("+86-13812345678"), [("13812345678", Mobile)]);
        assert_eq!(kinds("+8613812345678"), [("8613812345678", Mobile)]);
        assert_eq!(
            kinds("１３８１２３４５６７８"),
            [("１３８１２３４５６７８", Mobile)]
        );
        assert_eq!(kinds("008613812345678").len(), 1);
        assert_eq!(
            kinds("110105 19491231 002X"),
            [("110105 19491231 002X", IdCard)]
        );
        assert_eq!(kinds("13812345678/13912345678").len(), 2);
        assert_eq!(kinds("13812345678,13912345678").len(), 2);
        assert_eq!(kinds("phone number: 13812345678").len(), 1);
        assert_eq!(kinds("手机号：13812345678 微信同号").len(), 1);
        assert_eq!(kinds("13812345678 2026-03-01").len(), 1);
        assert_eq!(kinds("Call Li Na, 13812345678.").len(), 1);
        assert_eq!(kinds(&format!("卡号 {card}")), [(card.as_str(), BankCard)]);
        assert_eq!(
            kinds("4111 1111 1111 1111"),
            [("4111 1111 1111 1111", BankCard)]
        );
    }

    #[test]
    fn other_numbers_are_no_hits() {
        for text in [
            "",
            "订单号 13812345678",
            "order 13812345678",
            "SO13812345678",
            "13812345678A",
            "2026-13812345678",
            "13812345678-2",
            "13812345678.00",
            "0.13812345678",
            "1,13812345678",
            "113812345678",
            "138123456789012",
            "12812345678",
            "1280000.00",
            "110105194912310021",
            "11010519491331002X",
            "91310000MA1FL0000X",
            "00010519491231002X",
            "6200000000000000001",
            "4111111111111112",
            "sha256:138123456781381234567813812345678138123456781381234567813812345678",
            "4b1c6a9e-2f0d-4c58-9d3e-138123456781",
            "2026 0310 1234 5678 901",
            "2026-03-18T15:20+08:00",
            "021-68880123",
        ] {
            assert_eq!(kinds(text), [], "{text}");
        }
    }

    #[test]
    fn masks_keep_what_tells_numbers_apart() {
        assert_eq!(mask("电话13812345678。"), "电话138****5678。");
        assert_eq!(mask("138 1234 5678"), "138 **** 5678");
        assert_eq!(mask(&format!("身份证{ID}")), "身份证110*************2X");
        assert_eq!(mask("4111 1111 1111 1111"), "**** **** **** 1111");
        assert_eq!(mask("没有"), "没有");
    }

    proptest! {
        #[test]
        fn any_text_is_searched(text in "\\PC{0,40}|[0-9 ,.+86-]{0,40}") {
            let mut last = 0;
            for (range, _) in find(&text) {
                prop_assert!(last <= range.start && range.start < range.end);
                prop_assert!(text.get(range.clone()).is_some());
                last = range.end;
            }
            prop_assert!(find(&mask(&text)).is_empty());
        }
    }
}
