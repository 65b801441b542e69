//! CSV for spreadsheets: RFC 4180 in UTF-8. A text that a spreadsheet would take for a formula begins with `'`.

use super::{Sheet, Table};
use crate::value::{Cell, Currency};
use std::io::{self, Write};

/// Writes the rows below their keys.
pub(super) fn write(table: &Table, sheet: Sheet, out: &mut dyn Write) -> io::Result<()> {
    if sheet.bom {
        out.write_all("\u{feff}".as_bytes())?;
    }
    let keys = table.columns.iter();
    let keys: Vec<String> = keys.map(|column| quoted(&guarded(&column.key))).collect();
    write!(out, "{}\r\n", keys.join(","))?;
    for row in &table.rows {
        let cells: Vec<String> = row.iter().map(|cell| field(cell, sheet.currency)).collect();
        write!(out, "{}\r\n", cells.join(","))?;
    }
    Ok(())
}

/// A number stays one, so that a spreadsheet can add it up; money is written as in the files, with its currency where
/// that isn't the pipeline's.
fn field(cell: &Cell, currency: Currency) -> String {
    match cell {
        Cell::Number(_) | Cell::Percent(_) | Cell::Moment(_) | Cell::Boolean(_) => cell.plain(),
        Cell::Money(money) if money.currency == currency => money.amount_text(),
        cell => quoted(&guarded(&cell.plain())),
    }
}

/// A text that begins like a formula, also after spaces or on a later line, behind a `'`.
fn guarded(text: &str) -> String {
    let starts = |line: &str| {
        let line = line.trim_start_matches(is_blank);
        line.starts_with(is_formula)
    };
    match text.split(['\n', '\r']).any(starts) || text.starts_with(['\t', '\r', '\n']) {
        true => format!("'{text}"),
        false => text.to_owned(),
    }
}

fn is_formula(c: char) -> bool {
    matches!(
        c,
        '=' | '+' | '-' | '@' | '＝' | '＋' | '－' | '＠' | '\u{2212}' | '|' | '%'
    )
}

/// What a spreadsheet drops before it looks at a text.
fn is_blank(c: char) -> bool {
    c.is_whitespace()
        || c.is_control()
        || matches!(c, '\u{200b}'..='\u{200f}' | '\u{feff}' | '\u{2060}')
}

/// In quotes where it must be. Characters that steer a terminal don't stand in a table.
fn quoted(text: &str) -> String {
    let clean: String = text
        .chars()
        .filter(|c| !c.is_control() || matches!(c, '\n' | '\t'))
        .collect();
    match clean.contains(['"', ',', '\n', '\t', ';', '\''])
        || clean.starts_with(' ')
        || clean.ends_with(' ')
    {
        true => format!("\"{}\"", clean.replace('"', "\"\"")),
        false => clean,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::value::Money;
    use proptest::prelude::*;

    fn cny() -> Currency {
        Currency::new("CNY").unwrap()
    }

    #[test]
    fn formulas_are_guarded_and_numbers_stay() {
        let text = |text: &str| field(&Cell::Text(text.to_owned()), cny());
        for evil in [
            "=1+1", "+1", "-1", "@x", "\t=1", "\r=1", " =1", "\u{a0}=1", "＝1", "＋1", "－1",
            "＠x", "a\n=1",
        ] {
            let out = text(evil);
            assert!(
                out.trim_start_matches('"').starts_with('\''),
                "{evil:?} → {out:?}"
            );
        }
        assert_eq!(text("张三, 李四"), "\"张三, 李四\"");
        assert_eq!(text("a-b"), "a-b");
        let money = |text| field(&Cell::Money(Money::read(text, cny()).unwrap()), cny());
        assert_eq!(money("-100"), "-100.00");
        assert_eq!(money("USD 12000"), "USD 12000.00");
    }

    proptest! {
        #[test]
        fn a_field_is_one_field(text in "\\PC{0,20}|[\"\n\r,=+' \t]{0,8}") {
            let out = field(&Cell::Text(text), cny());
            match out.strip_prefix('"').and_then(|rest| rest.strip_suffix('"')) {
                Some(inside) => prop_assert!(!inside.replace("\"\"", "").contains('"')),
                None => prop_assert!(!out.contains(['"', ',', '\n', '\r'])),
            }
        }
    }
}
