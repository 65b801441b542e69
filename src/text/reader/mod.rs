//! The reader: bytes of a file → text → tree, with every problem at its place.
//!
//! Two readers stand behind [`read_yaml`]: [`plain`] takes the subset that people write and gives up on any
//! doubt; [`granit`] decides everything else. For whatever the first accepts both make the same tree.

mod characters;
mod conflict;
mod encoding;
mod front_matter;
mod granit;
mod keys;
mod layout;
mod lookalike;
mod plain;
mod problem;
mod syntax;
#[cfg(test)]
mod tests;
mod unsupported;
mod wording;

use super::{Span, Tree};
pub use encoding::{Undecodable, decode};
pub use front_matter::front_matter;
pub(super) use layout::content;
pub use problem::{Fault, Problem};

/// Deepest nesting of maps and lists.
const DEEPEST: usize = 64;

/// Most nodes of a document.
const MOST_NODES: usize = 200_000;

/// Reads the one YAML document in `text[part]` into `tree`, which is cleared first. Spans are offsets in the
/// whole text. `Ok`: the tree is usable, though these problems were found; `Err`: the file is broken.
pub fn read_yaml(text: &str, part: Span, tree: &mut Tree) -> Result<Vec<Problem>, Vec<Problem>> {
    tree.clear();
    let part = without_mark(text, part);
    let (broken, mut problems) = characters::examine(text, part);
    if !broken.is_empty() || plain::read(text, part, tree).is_none() {
        tree.clear();
        let conflicts = conflict::conflicts(text, part, false);
        if !conflicts.is_empty() {
            return Err(conflicts);
        }
        if !broken.is_empty() {
            return Err(sorted(broken, problems));
        }
        if let Err(found) = granit::read(text, part, tree) {
            tree.clear();
            return Err(sorted(found, problems));
        }
    }
    keys::duplicates(text, tree, &mut problems);
    Ok(sorted(problems, Vec::new()))
}

/// Reads the front matter of Markdown into `tree` and looks the body over. The span is the body's.
pub fn read_front_matter(
    text: &str,
    tree: &mut Tree,
) -> Result<(Span, Vec<Problem>), Vec<Problem>> {
    tree.clear();
    let whole = Span::new(0, text.len() as u32);
    let conflicts = conflict::conflicts(text, whole, true);
    if !conflicts.is_empty() {
        return Err(conflicts);
    }
    let (fields, body) = front_matter(text).map_err(|problem| vec![*problem])?;
    let (broken, hidden) = characters::examine(text, body);
    match read_yaml(text, fields, tree) {
        Ok(problems) if broken.is_empty() => Ok((body, sorted(problems, hidden))),
        Ok(problems) => {
            tree.clear();
            Err(sorted(sorted(problems, broken), hidden))
        }
        Err(problems) => Err(sorted(sorted(problems, broken), hidden)),
    }
}

/// `part` without the byte order mark at the file's start, and within the text.
pub(super) fn without_mark(text: &str, part: Span) -> Span {
    const MARK: &str = "\u{feff}";
    let end = part.end.min(text.len() as u32);
    let start = if part.start == 0 && text.starts_with(MARK) {
        MARK.len() as u32
    } else {
        part.start
    };
    let part = Span::new(start.min(end), end);
    match text.get(part.range()) {
        Some(_) => part,
        None => Span::default(),
    }
}

fn sorted(mut problems: Vec<Problem>, more: Vec<Problem>) -> Vec<Problem> {
    problems.extend(more);
    problems.sort_by_key(|problem| problem.span);
    problems
}
