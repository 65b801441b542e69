//! Ids of records and pipelines. An id becomes part of a path, so that its grammar leaves nothing to interpretation.

use super::refusal::{half_width, refuse};
use crate::language::Phrase;
use crate::say;

/// Longest id in bytes.
const LONGEST: usize = 64;

/// Names that Windows reserves for devices, with any ending.
const RESERVED: [&str; 4] = ["con", "prn", "aux", "nul"];

/// Reads a record's id: lower-case ASCII letters and digits in groups joined by single `-`, at most 64,
/// not a name that Windows reserves.
pub fn read(text: &str) -> Result<&str, Phrase> {
    let reason = if text.is_empty() {
        say!(en: "an id is missing", zh: "缺少编号")
    } else if !is_grouped(text) {
        say!(
            en: "an id has lower-case letters and digits in groups joined by single -, such as huachen-2603-k7q",
            zh: "编号只能用小写英文字母和数字，分组之间用一个 - 连接，例如 huachen-2603-k7q",
        )
    } else if text.len() > LONGEST {
        say!(en: "an id has at most {most} characters", zh: "编号最多 {most} 个字符", most = LONGEST)
    } else if is_reserved(text) {
        say!(en: "Windows reserves this name", zh: "这是 Windows 保留的名称")
    } else {
        return Ok(text);
    };
    Err(refuse(text, reason, tidy(text)))
}

/// Reads a UUID: `4b1c6a9e-2f0d-4c58-9d3e-7a5b1e0c2f44`, in lower case.
pub fn uuid(text: &str) -> Result<&str, Phrase> {
    if is_uuid(text) {
        return Ok(text);
    }
    let reason = say!(
        en: "isn't a UUID such as 4b1c6a9e-2f0d-4c58-9d3e-7a5b1e0c2f44",
        zh: "不是 UUID（例如 4b1c6a9e-2f0d-4c58-9d3e-7a5b1e0c2f44）",
    );
    let lower = text.trim().trim_matches(['{', '}']).to_ascii_lowercase();
    Err(refuse(text, reason, is_uuid(&lower).then_some(lower)))
}

fn is_grouped(text: &str) -> bool {
    text.split('-').all(|group| {
        !group.is_empty()
            && group
                .bytes()
                .all(|b| b.is_ascii_lowercase() || b.is_ascii_digit())
    })
}

fn is_reserved(text: &str) -> bool {
    let numbered = ["com", "lpt"].iter().any(|port| {
        text.strip_prefix(port)
            .is_some_and(|n| n.len() == 1 && n.bytes().all(|b| b.is_ascii_digit()))
    });
    RESERVED.contains(&text) || numbered
}

fn is_uuid(text: &str) -> bool {
    let lengths = text.split('-').map(str::len);
    lengths.eq([8, 4, 4, 4, 12])
        && text
            .bytes()
            .all(|b| matches!(b, b'0'..=b'9' | b'a'..=b'f' | b'-'))
}

/// The id that a name in other letters suggests. Paths suggest none.
fn tidy(text: &str) -> Option<String> {
    let lower = half_width(text).to_ascii_lowercase();
    if lower.contains(|c: char| !c.is_ascii_alphanumeric() && !" _-".contains(c)) {
        return None;
    }
    let groups: Vec<&str> = lower
        .split([' ', '_', '-'])
        .filter(|group| !group.is_empty())
        .collect();
    let id = groups.join("-");
    (!id.is_empty() && id.len() <= LONGEST && !is_reserved(&id)).then_some(id)
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn ids_are_read() {
        let longest = "a".repeat(64);
        for text in [
            "huachen-2603-k7q",
            "a",
            "7",
            "con-1",
            "com",
            "com10",
            "2026-03-10-needs",
            &longest,
        ] {
            assert_eq!(read(text), Ok(text));
        }
    }

    #[test]
    fn what_could_leave_its_folder_or_clash_is_refused() {
        let long = "a".repeat(300);
        for text in [
            "",
            "../../etc/passwd",
            "/etc/passwd",
            "a\0b",
            "CON",
            "con",
            "nul",
            "com1",
            "lpt9",
            "com0",
            ".git/config",
            ".",
            "..",
            "-a",
            "a-",
            "a--b",
            "A",
            "D-1",
            "a_b",
            "a b",
            "a.b",
            "a\\b",
            "a:b",
            "华辰",
            "é",
            "a\n",
            "ａ",
            "a\u{200b}b",
            &long,
        ] {
            assert!(read(text).is_err(), "{text:?}");
        }
        assert!(
            read("Huachen 2603_K7Q")
                .unwrap_err()
                .en
                .ends_with("write huachen-2603-k7q instead")
        );
        assert!(read("a\0b").unwrap_err().en.starts_with("a\\u{0}b: "));
    }

    #[test]
    fn uuids_are_read() {
        let text = "4b1c6a9e-2f0d-4c58-9d3e-7a5b1e0c2f44";
        assert_eq!(uuid(text), Ok(text));
        let upper = text.to_uppercase();
        assert!(
            uuid(&upper)
                .unwrap_err()
                .en
                .ends_with(&format!("write {text} instead"))
        );
        for text in [
            "",
            "4b1c6a9e2f0d4c589d3e7a5b1e0c2f44",
            "4b1c6a9e-2f0d-4c58-9d3e-7a5b1e0c2f4g",
            "--------",
        ] {
            assert!(uuid(text).is_err(), "{text}");
        }
    }

    proptest! {
        #[test]
        fn a_suggested_id_is_an_id(text in "\\PC{0,80}|[A-Za-z0-9 _-]{0,70}") {
            if let Some(id) = tidy(&text) {
                prop_assert_eq!(read(&id), Ok(id.as_str()));
            }
        }
    }
}
