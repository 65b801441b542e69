//! The fast path and granit-parser make the same tree of whatever the fast path accepts.

use super::super::{characters, granit, keys, plain};
use super::{cases, dump, fragments, whole};
use crate::text::{Span, Tree};
use proptest::prelude::*;
use proptest::strategy::ValueTree;
use proptest::test_runner::TestRunner;

/// Whether the fast path accepts `text[part]`; panics where the two readers differ.
fn accepted(text: &str, part: Span) -> bool {
    if !characters::examine(text, part).0.is_empty() {
        return false;
    }
    let mut fast = Tree::new();
    if plain::read(text, part, &mut fast).is_none() {
        return false;
    }
    let mut slow = Tree::new();
    let outcome = granit::read(text, part, &mut slow);
    assert_eq!(outcome, Ok(()), "granit rejects {text:?}");
    assert_eq!(dump(&fast, text), dump(&slow, text), "of {text:?}");
    true
}

#[test]
fn the_fast_path_takes_whole_realistic_files() {
    for text in fragments::files() {
        // A folded scalar is the one thing in them that isn't of the plain subset.
        assert_eq!(accepted(text, whole(text)), !text.contains(">\n"), "{text}");
    }
}

#[test]
fn fragments_reach_the_fast_path() {
    let mut runner = TestRunner::deterministic();
    let taken = (0..1000)
        .filter(|_| {
            let text = fragments::fragment()
                .new_tree(&mut runner)
                .unwrap()
                .current();
            accepted(&text, whole(&text))
        })
        .count();
    // Enough of both kinds: files that stay plain though spoilt, and files that don't.
    assert!((200..800).contains(&taken), "{taken} of 1000");
}

#[test]
fn a_part_of_a_text_is_read_alone() {
    let text = "---\na: 1\nb: |\n  文\n---\n正文: x\n";
    assert!(accepted(text, Span::new(4, 20)));
}

proptest! {
    #![proptest_config(cases(3000))]

    #[test]
    fn both_readers_agree(text in fragments::fragment()) {
        accepted(&text, whole(&text));
    }

    #[test]
    fn any_text_is_read_or_refused(text in "[ -~\\n\\t：，客\"'\\[{}\\]|>#&*!?-]{0,40}") {
        accepted(&text, whole(&text));
        let mut tree = Tree::new();
        if granit::read(&text, whole(&text), &mut tree).is_ok() {
            keys::duplicates(&text, &tree, &mut Vec::new());
        }
    }
}
