//! Sizes of files.

use super::refusal::{all_digits, half_width, refuse};
use crate::language::Phrase;
use crate::say;

/// Units, largest first, by their powers of two.
const UNITS: [(&str, u32); 4] = [("GiB", 30), ("MiB", 20), ("KiB", 10), ("B", 0)];

/// Reads `1 MiB`, `512 KiB`, `2 GiB` or `300 B` as a number of bytes.
pub fn read(text: &str) -> Result<u64, Phrase> {
    strict(text).ok_or_else(|| {
        let reason = say!(en: "isn't a size such as 1 MiB or 512 KiB", zh: "不是文件大小（例如 1 MiB 或 512 KiB）");
        refuse(text, reason, tidy(text))
    })
}

/// The size in the largest unit that it reaches, with one decimal place, rounded up: more than a limit never looks
/// equal to it.
pub fn show(bytes: u64) -> String {
    let (unit, power) = UNITS
        .into_iter()
        .find(|&(_, power)| bytes >> power > 0)
        .unwrap_or(("B", 0));
    let tenths = (u128::from(bytes) * 10).div_ceil(1 << power);
    match tenths % 10 {
        0 => format!("{} {unit}", tenths / 10),
        tenth => format!("{}.{tenth} {unit}", tenths / 10),
    }
}

fn strict(text: &str) -> Option<u64> {
    let (count, unit) = text.split_once(' ')?;
    let (_, power) = UNITS.into_iter().find(|&(name, _)| name == unit)?;
    if !all_digits(count) || count.starts_with('0') {
        return None;
    }
    count.parse::<u64>().ok()?.checked_mul(1 << power)
}

fn tidy(text: &str) -> Option<String> {
    let narrow = half_width(text);
    let at = narrow.find(|c: char| !c.is_ascii_digit())?;
    let (count, unit) = narrow.split_at(at);
    let unit = match unit.trim().to_ascii_lowercase().as_str() {
        "k" | "kb" | "kib" => "KiB",
        "m" | "mb" | "mib" => "MiB",
        "g" | "gb" | "gib" => "GiB",
        "b" | "byte" | "bytes" => "B",
        _ => return None,
    };
    let size = format!("{count} {unit}");
    strict(&size).map(|_| size)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn sizes_are_read_and_shown() {
        for (text, bytes) in [
            ("1 MiB", 1 << 20),
            ("512 KiB", 512 << 10),
            ("2 GiB", 2 << 30),
            ("300 B", 300),
        ] {
            assert_eq!(read(text), Ok(bytes));
            assert_eq!(show(bytes), text);
        }
        assert_eq!(show(0), "0 B");
        assert_eq!(show((1 << 20) + 1), "1.1 MiB");
        assert_eq!(show(u64::MAX), "17179869184 GiB");
    }

    #[test]
    fn other_forms_are_refused() {
        for (text, instead) in [
            ("1MB", "1 MiB"),
            ("1MiB", "1 MiB"),
            ("10 kb", "10 KiB"),
            ("１ＭＢ", "1 MiB"),
        ] {
            assert!(
                read(text)
                    .unwrap_err()
                    .en
                    .ends_with(&format!("write {instead} instead")),
                "{text}"
            );
        }
        for text in [
            "",
            "1",
            "-1 MiB",
            "0 MiB",
            "1.5 MiB",
            "99999999999999999999 B",
            "99999999999 GiB",
            "1 TB",
        ] {
            assert!(read(text).is_err(), "{text}");
        }
    }
}
