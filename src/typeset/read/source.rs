//! Markdown as comrak's tree, in bounded time.

use comrak::options::{Extension, Options};
use comrak::{Arena, Node, try_parse_document};
use std::cell::Cell;

/// Most steps of comrak's, in 256; a step is a line, an inline or a node.
const STEPS: u32 = 20_000;

/// Deepest nesting of quotes that a line may begin with: each costs time on every line below.
const QUOTES: usize = 64;

/// Most lines that begin or end a directive, for the same reason.
const DIRECTIVES: usize = 4_000;

/// The tree of `markdown`; nothing if that would take too long.
pub(super) fn parse<'a>(
    arena: &'a Arena<'a>,
    markdown: &str,
    directives: bool,
) -> Option<Node<'a>> {
    let fences = || markdown.lines().filter(|line| line.contains(":::"));
    if markdown.lines().any(|line| quotes(line) > QUOTES)
        || (directives && fences().count() > DIRECTIVES)
    {
        return None;
    }
    let options = Options {
        extension: Extension {
            table: true,
            strikethrough: true,
            insert: true,
            block_directive: directives,
            cjk_friendly_emphasis: true,
            ..Extension::default()
        },
        ..Options::default()
    };
    let steps = Cell::new(0);
    let stop = || {
        steps.set(steps.get() + 1);
        steps.get() > STEPS
    };
    try_parse_document(arena, markdown, &options, &stop).ok()
}

fn quotes(line: &str) -> usize {
    line.chars()
        .take_while(|c| {
            matches!(c, '>' | ' ' | '\t' | '-' | '+' | '*' | ')' | '.') || c.is_ascii_digit()
        })
        .filter(|&c| c == '>')
        .count()
}
