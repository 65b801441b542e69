//! 大写金额: amounts of renminbi in financial capitals, as cheques, invoices and contracts in China want them.
//! Source: 支付结算办法, appendix one (People's Bank of China, 1997): 正确填写票据和结算凭证的基本规定.

use rust_decimal::Decimal;
use rust_decimal::prelude::ToPrimitive;

const DIGITS: [char; 10] = ['零', '壹', '贰', '叁', '肆', '伍', '陆', '柒', '捌', '玖'];
const PLACES: [&str; 4] = ["", "拾", "佰", "仟"];
const GROUPS: [&str; 4] = ["", "万", "亿", "万"];

/// An amount in capitals without 人民币 before it: `壹仟肆佰零玖元伍角整`. Of an amount that is negative, has more than
/// two places, or reaches 10^16, nothing.
pub fn write(amount: Decimal) -> Option<String> {
    let fen = amount.checked_mul(Decimal::ONE_HUNDRED)?.normalize();
    if fen.scale() > 0 || fen.is_sign_negative() && !fen.is_zero() {
        return None;
    }
    let fen = fen
        .to_u64()
        .filter(|fen| *fen < 1_000_000_000_000_000_000)?;
    let (yuan, jiao, fen) = (fen / 100, fen / 10 % 10, fen % 10);
    let mut text = String::new();
    if yuan > 0 || (jiao, fen) == (0, 0) {
        text.push_str(&whole(yuan));
        text.push('元');
    }
    // 零 stands for the empty places between the yuan and what follows them.
    if yuan > 0 && (jiao > 0 && yuan.is_multiple_of(10) || jiao == 0 && fen > 0) {
        text.push('零');
    }
    if jiao > 0 {
        text.push(digit(jiao));
        text.push('角');
    }
    match fen {
        0 => text.push('整'),
        _ => {
            text.push(digit(fen));
            text.push('分');
        }
    }
    Some(text)
}

/// The amount that a text in capitals says, with or without 人民币, 元 or 圆, 整 or 正; nothing where it isn't written as
/// the rules want it, but for the zeros that they leave free.
pub fn read(text: &str) -> Option<Decimal> {
    let text = text.trim();
    let text = text.strip_prefix("人民币").unwrap_or(text).trim();
    let text = text.replace('圆', "元").replace('正', "整");
    let (yuan, rest) = match text.split_once('元') {
        Some(("", _)) => return None,
        Some((yuan, rest)) => (number(yuan)?, rest),
        None => (0, text.as_str()),
    };
    let place = |sign: char| {
        let before: Vec<char> = rest.split(sign).next()?.chars().collect();
        match rest.contains(sign) {
            true => before
                .last()
                .and_then(|c| DIGITS.iter().position(|d| d == c)),
            false => Some(0),
        }
    };
    let fen = yuan.checked_mul(100)? + (place('角')? * 10 + place('分')?) as u64;
    let amount = Decimal::new(i64::try_from(fen).ok()?, 2);
    let bare = |text: &str| text.replace(['零', '整'], "");
    (bare(&write(amount)?) == bare(&text)).then_some(amount)
}

/// `壹拾万柒仟`; of zero, `零`.
fn whole(number: u64) -> String {
    let mut text = String::new();
    let mut gap = false;
    let mut high = false;
    for group in (0..GROUPS.len()).rev() {
        let part = number / 10_000_u64.pow(group as u32) % 10_000;
        if part == 0 {
            // 万 of 亿 stand before the 亿, even where there are no others.
            if group == 2 && high {
                text.push('亿');
            }
            gap = !text.is_empty();
            continue;
        }
        if !text.is_empty() && (gap || part < 1000) {
            text.push('零');
        }
        text.push_str(&four(part));
        if let Some(unit) = GROUPS.get(group) {
            text.push_str(unit);
        }
        gap = false;
        high = true;
    }
    match text.is_empty() {
        true => "零".to_owned(),
        false => text,
    }
}

/// Up to four digits.
fn four(part: u64) -> String {
    let mut text = String::new();
    let mut gap = false;
    for (place, unit) in PLACES.iter().enumerate().rev() {
        match part / 10_u64.pow(place as u32) % 10 {
            0 => gap = !text.is_empty(),
            value => {
                if gap {
                    text.push('零');
                }
                text.push(digit(value));
                text.push_str(unit);
                gap = false;
            }
        }
    }
    text
}

/// The number that digits with 拾, 佰, 仟, 万, 亿 say.
fn number(text: &str) -> Option<u64> {
    let (mut all, mut group, mut last) = (0_u64, 0_u64, 0_u64);
    for c in text.chars() {
        if let Some(value) = DIGITS.iter().position(|digit| *digit == c) {
            last = value as u64;
            continue;
        }
        match c {
            '拾' => group += last.max(1) * 10,
            '佰' => group += last * 100,
            '仟' => group += last * 1000,
            '万' => all += (group + last) * 10_000,
            '亿' => all = (all + group + last).checked_mul(100_000_000)?,
            _ => return None,
        }
        if matches!(c, '万' | '亿') {
            group = 0;
        }
        last = 0;
    }
    all.checked_add(group + last)
}

fn digit(value: u64) -> char {
    DIGITS.get(value as usize).copied().unwrap_or('零')
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    /// The first six are the examples of the rules.
    const KNOWN: [(&str, &str); 16] = [
        ("1409.50", "壹仟肆佰零玖元伍角整"),
        ("6007.14", "陆仟零柒元壹角肆分"),
        ("1680.32", "壹仟陆佰捌拾元零叁角贰分"),
        ("107000.53", "壹拾万柒仟元零伍角叁分"),
        ("16409.02", "壹万陆仟肆佰零玖元零贰分"),
        ("325.04", "叁佰贰拾伍元零肆分"),
        ("0", "零元整"),
        ("0.50", "伍角整"),
        ("0.03", "叁分"),
        ("10", "壹拾元整"),
        ("100000000", "壹亿元整"),
        ("100010000", "壹亿零壹万元整"),
        ("1000000000000", "壹万亿元整"),
        ("10500500", "壹仟零伍拾万零伍佰元整"),
        ("586380", "伍拾捌万陆仟叁佰捌拾元整"),
        (
            "9999999999999999.99",
            "玖仟玖佰玖拾玖万玖仟玖佰玖拾玖亿玖仟玖佰玖拾玖万玖仟玖佰玖拾玖元玖角玖分",
        ),
    ];

    #[test]
    fn known_amounts_are_written_and_read() {
        for (amount, capitals) in KNOWN {
            let amount: Decimal = amount.parse().unwrap();
            assert_eq!(write(amount).as_deref(), Some(capitals));
            assert_eq!(read(capitals), Some(amount), "{capitals}");
        }
    }

    #[test]
    fn other_ways_to_write_are_read() {
        for (capitals, amount) in [
            ("人民币壹仟肆佰零玖圆伍角正", "1409.50"),
            ("壹仟陆佰捌拾元叁角贰分", "1680.32"),
            ("人民币 伍拾元整", "50"),
        ] {
            assert_eq!(read(capitals), Some(amount.parse().unwrap()));
        }
    }

    #[test]
    fn what_is_no_amount_is_refused() {
        for text in [
            "",
            "元",
            "壹贰元整",
            "一百元整",
            "壹万万元整",
            "壹佰",
            "100元",
            "壹亿亿亿亿亿元",
        ] {
            assert_eq!(read(text), None, "{text}");
        }
        for amount in ["-1", "0.001", "10000000000000000"] {
            assert_eq!(write(amount.parse().unwrap()), None, "{amount}");
        }
    }

    proptest! {
        #[test]
        fn what_is_written_reads_back(fen in 0_i64..999_999_999_999_999_999) {
            let amount = Decimal::new(fen, 2);
            prop_assert_eq!(read(&write(amount).unwrap()), Some(amount));
        }

        #[test]
        fn any_text_is_read_or_refused(text in "[零壹贰叁肆伍陆柒捌玖拾佰仟万亿元角分整]{0,24}|\\PC{0,12}") {
            let _ = read(&text);
        }
    }
}
