//! The id of a new record: words of its fields in lower-case ASCII, and a random tail, so that two branches never mint
//! the same one. No counters.

use crate::value::id;
use pinyin::ToPinyin;

/// The characters of a tail: none that is taken for another.
const TAIL: &[u8] = b"abcdefghijkmnpqrstuvwxyz23456789";
/// Length of a tail.
const TAIL_LENGTH: usize = 3;
/// Longest slug: an id has 64 characters at most, and a tail follows.
const LONGEST: usize = 56;

/// A text as part of an id: `华宸 (East)` → `huachen-east`.
pub fn slug(text: &str) -> String {
    let mut slug = String::new();
    for c in text.chars() {
        match c.to_pinyin() {
            Some(pinyin) => slug.push_str(&pinyin.plain().replace('ü', "v")),
            None if c.is_ascii_alphanumeric() => slug.push(c.to_ascii_lowercase()),
            None => slug.push('-'),
        }
    }
    let groups: Vec<&str> = slug.split('-').filter(|group| !group.is_empty()).collect();
    let mut slug = groups.join("-");
    slug.truncate(LONGEST);
    slug.trim_end_matches('-').to_owned()
}

/// An id without its random tail.
pub fn without_tail(id: &str) -> &str {
    match id.rsplit_once('-') {
        Some((rest, tail)) if is_tail(tail) => rest,
        _ => id,
    }
}

/// A random tail; `random` gives bytes.
pub fn tail(random: &mut dyn FnMut() -> u8) -> String {
    loop {
        let bytes = std::iter::repeat_with(&mut *random);
        // 32 characters: each byte gives one without a bias.
        let tail = bytes.map(|byte| char::from(TAIL[usize::from(byte) % TAIL.len()]));
        let tail: String = tail.take(TAIL_LENGTH).collect();
        if is_tail(&tail) {
            return tail;
        }
    }
}

/// A letter and a digit are in a tail, so that no word is one.
fn is_tail(text: &str) -> bool {
    text.len() == TAIL_LENGTH
        && text.bytes().all(|b| TAIL.contains(&b))
        && text.bytes().any(|b| b.is_ascii_digit())
        && text.bytes().any(|b| b.is_ascii_lowercase())
}

/// The first free id: the slug alone, or with a tail; `None` where the slug can't begin an id.
pub fn free(
    slug: &str,
    with_tail: bool,
    is_free: &dyn Fn(&str) -> bool,
    random: &mut dyn FnMut() -> u8,
) -> Option<String> {
    if !with_tail && id::read(slug).is_ok() && is_free(slug) {
        return Some(slug.to_owned());
    }
    // A tail that is taken is rare: many in a row mean that nothing is free.
    (0..1000)
        .map(|_| format!("{slug}-{}", tail(random)))
        .find(|candidate| id::read(candidate).is_ok() && is_free(candidate))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_of_any_script_become_ascii() {
        assert_eq!(slug("华宸"), "huachen");
        assert_eq!(slug("华宸 (East) 2026"), "huachen-east-2026");
        assert_eq!(slug("绿岛"), "lvdao");
        assert_eq!(slug("--Ünïted__Parts!"), "n-ted-parts");
        assert_eq!(slug("日立ハイテク"), "rili");
        assert_eq!(slug("🙂"), "");
        assert!(slug(&"华".repeat(100)).len() <= LONGEST);
    }

    #[test]
    fn a_tail_is_no_word() {
        assert_eq!(without_tail("huachen-2603-k7q"), "huachen-2603");
        assert_eq!(without_tail("luo-bin"), "luo-bin");
        assert_eq!(without_tail("plc-300"), "plc-300");
        assert_eq!(without_tail("k7q"), "k7q");
    }

    #[test]
    fn an_id_that_is_taken_gets_a_tail() {
        let mut next = 0_u8;
        let mut random = move || {
            next = next.wrapping_add(7);
            next
        };
        let plain = free("a", false, &|_| true, &mut random).unwrap();
        assert_eq!(plain, "a");
        let taken = free("a", false, &|id| id != "a", &mut random).unwrap();
        assert!(is_tail(taken.strip_prefix("a-").unwrap()), "{taken}");
        assert_eq!(free("", true, &|_| true, &mut random), None);
    }
}
