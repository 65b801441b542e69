//! The quick look at many bytes misses no character.

use super::super::characters::examine;
use super::whole;

fn found(text: &str) -> usize {
    let (broken, hidden) = examine(text, whole(text));
    broken.len() + hidden.len()
}

/// Whether the character is one of those, said in another way.
fn unwanted(c: char) -> bool {
    let code = c as u32;
    let controls = (code < 0x20 && !matches!(c, '\t' | '\n')) || (0x7f..0xa0).contains(&code);
    let separators = matches!(
        code,
        0x2028 | 0x2029 | 0xfeff | 0xfff9..=0xfffb | 0xfffe | 0xffff
    );
    let directions = matches!(code, 0x61c | 0x200e | 0x200f | 0x202a..=0x202e | 0x2066..=0x2069);
    let invisible = matches!(
        code,
        0xad | 0x34f | 0x115f | 0x1160 | 0x180e | 0x200b..=0x200d | 0x2060..=0x206f
            | 0x3164 | 0xffa0 | 0xe0000..=0xe0fff
    );
    controls || separators || directions || invisible
}

#[test]
fn every_character_is_judged() {
    for c in ('\0'..='\u{ffff}').chain('\u{e0000}'..='\u{e1000}') {
        assert_eq!(found(&format!("a{c}b")), usize::from(unwanted(c)), "{c:?}");
    }
}

#[test]
fn a_character_is_found_wherever_it_stands() {
    for c in [
        '\0',
        '\r',
        '\u{85}',
        '\u{ad}',
        '\u{200b}',
        '\u{202e}',
        '\u{2066}',
        '\u{feff}',
        '\u{e0001}',
    ] {
        for before in 0..140 {
            for after in [0, 1, 2, 70] {
                let text = format!(
                    "{}{c}{}",
                    "甲".repeat(before % 3) + &"x".repeat(before),
                    "y".repeat(after)
                );
                assert_eq!(found(&text), 1, "{c:?} after {before} before {after}");
            }
        }
    }
    for before in 60..70 {
        assert_eq!(found(&format!("{}\r\n", "x".repeat(before))), 0);
    }
}
