//! A finding as it may be shown: it ends up in logs and pull requests, so personal data is masked, and what quotes a
//! value as long as a file is cut.

use super::{Excerpt, Finding, Place};
use crate::language::Phrase;
use crate::value::personal::mask;

/// Digits of the shortest number that is personal data.
const FEWEST: usize = 11;

/// Longest message, in bytes.
const LONGEST: usize = 1000;

impl Finding {
    /// The finding with every number that is personal data masked, and not too long.
    pub fn shown(mut self) -> Finding {
        cut(&mut self.message);
        mask_phrase(&mut self.message);
        mask_place(&mut self.place);
        self.label.iter_mut().for_each(mask_phrase);
        self.help.iter_mut().for_each(mask_phrase);
        self.subject.iter_mut().for_each(mask_text);
        if let Some((place, label)) = &mut self.demand {
            mask_place(place);
            mask_phrase(label);
        }
        self
    }
}

fn cut(phrase: &mut Phrase) {
    for text in [&mut phrase.zh, &mut phrase.en] {
        if text.len() > LONGEST {
            text.truncate(text.floor_char_boundary(LONGEST));
            text.push('…');
        }
    }
}

/// A text with every number that is personal data masked.
pub fn mask_text(text: &mut String) {
    if may_hold(text) {
        *text = mask(text);
    }
}

fn mask_phrase(phrase: &mut Phrase) {
    mask_text(&mut phrase.zh);
    mask_text(&mut phrase.en);
}

fn mask_place(place: &mut Place) {
    if let Some(excerpt) = &mut place.excerpt
        && may_hold(&excerpt.text)
    {
        mask_excerpt(excerpt);
    }
}

/// The mask keeps the number of characters, so the mark stays on the same ones.
fn mask_excerpt(excerpt: &mut Excerpt) {
    let masked = mask(&excerpt.text);
    let moved = |byte: usize| {
        let before = excerpt.text.get(..byte).unwrap_or(&excerpt.text);
        let end = masked.char_indices().nth(before.chars().count());
        end.map_or(masked.len(), |(at, _)| at)
    };
    excerpt.marked = moved(excerpt.marked.start)..moved(excerpt.marked.end);
    excerpt.text = masked;
}

/// Whether there may be a number to mask; digits may be full-width.
fn may_hold(text: &str) -> bool {
    // A full-width digit begins with 0xef.
    let signs = |byte: &u8| byte.is_ascii_digit() || *byte == 0xef;
    text.bytes().filter(signs).take(FEWEST).count() == FEWEST
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::rules::Rule;
    use crate::say;
    use crate::text::{Source, Span};

    #[test]
    fn numbers_are_masked_and_the_mark_stays() {
        let text = "a: {tel: １３８12345678, 名: x}";
        let at = text.find('名').unwrap() as u32;
        let source = Source::new("a.yaml", text);
        let message = say!(en: "call 13812345678", zh: "请拨 13812345678");
        let finding = Finding::at(Rule::UnknownField, &source, Span::new(at, at + 3), message);
        let finding = finding.shown();
        assert_eq!(finding.message.en, "call 138****5678");
        assert_eq!(finding.message.zh, "请拨 138****5678");
        let excerpt = finding.place.excerpt.clone().unwrap();
        assert!(!excerpt.text.contains("1234"), "{}", excerpt.text);
        assert_eq!(&excerpt.text[excerpt.marked], "名");
        let long = "华".repeat(LONGEST);
        let message = Phrase::same(long);
        let finding = Finding { message, ..finding }.shown();
        assert!(finding.message.en.ends_with("华…"));
        assert!(finding.message.en.len() < LONGEST + 4);
    }
}
