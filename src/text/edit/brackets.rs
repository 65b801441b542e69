//! Entries and items in brackets, on one line or on several.

use super::Refusal;
use super::parsed::{Child, Parsed, Spot};
use super::pen::Pen;
use super::splice::Splice;

/// Puts an entry or item before the `index`th one of `parent`, or last.
pub(super) fn insert(
    parsed: &Parsed<'_>,
    pen: &Pen,
    parent: &Spot<'_>,
    children: &[Child<'_>],
    index: usize,
    entry: &str,
) -> Result<Splice, Refusal> {
    let span = parent.node.span().range();
    if !parsed.is_bracketed(parent) {
        return Err(Refusal::layout(&[]));
    }
    let Some(last) = children.last() else {
        let closing = span.end.saturating_sub(1);
        let inside = parsed.slice(span.start + 1..closing);
        return match inside.trim_ascii().is_empty() {
            true => Ok(Splice::new(span.start + 1..closing, entry)),
            false => Err(Refusal::layout(&[])),
        };
    };
    if let Some(next) = children.get(index) {
        let lead = lead(parsed, next)
            .map_or_else(|| " ".to_owned(), |lead| pen.line_end.to_owned() + lead);
        return Ok(Splice::new(
            next.start..next.start,
            format!("{entry},{lead}"),
        ));
    }
    let end = last.value.end();
    let Some(lead) = lead(parsed, last) else {
        return Ok(Splice::new(end..end, format!(", {entry}")));
    };
    // One on each line: a comment stays behind the comma of the one before.
    let comma = parsed.content(end);
    let trailing = parsed.bytes().get(comma) == Some(&b',');
    let from = if trailing { comma + 1 } else { end };
    let stop = parsed.line_stop(from);
    let rest = parsed.slice(from..stop);
    if !(rest.trim_ascii().is_empty() || rest.trim_ascii_start().starts_with('#')) {
        return Ok(Splice::new(end..end, format!(", {entry}")));
    }
    let (before, after) = if trailing { ("", ",") } else { (",", "") };
    let text = format!("{before}{rest}{}{lead}{entry}{after}", pen.line_end);
    Ok(Splice::new(from..stop, text))
}

/// The spaces before an entry that begins its line.
fn lead<'t>(parsed: &Parsed<'t>, child: &Child<'_>) -> Option<&'t str> {
    let begins = parsed.begins_line(child.start);
    begins.then(|| parsed.slice(parsed.line_start(child.start)..child.start))
}

/// Takes out the `index`th of several.
pub(super) fn remove(parsed: &Parsed<'_>, children: &[Child<'_>], index: usize) -> Splice {
    let child = &children[index];
    let end = child.value.end();
    let before = index.checked_sub(1).and_then(|before| children.get(before));
    let comma = parsed.content(end);
    let followed = parsed.bytes().get(comma) == Some(&b',');
    let last_on_line = |at: usize| {
        let rest = parsed.slice(at..parsed.line_stop(at)).trim_ascii_start();
        rest.is_empty() || rest.starts_with('#')
    };
    if followed && parsed.begins_line(child.start) && last_on_line(comma + 1) {
        let range = parsed.line_start(child.start)..parsed.next_line(comma);
        return Splice::new(range, "");
    }
    let Some(before) = before.map(|before| before.value.end()) else {
        let next = children.get(index + 1);
        return Splice::new(child.start..next.map_or(end, |next| next.start), "");
    };
    if !followed && parsed.begins_line(child.start) && last_on_line(end) {
        // The comma goes, and what stands behind it stays.
        let comma = parsed.content(before);
        let above = parsed.slice(comma + 1..parsed.line_start(child.start));
        let above = above.trim_end_matches(['\r', '\n']);
        let text = [parsed.slice(before..comma), above].concat();
        return Splice::new(before..parsed.line_stop(end), text);
    }
    Splice::new(before..end, "")
}
