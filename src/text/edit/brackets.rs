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
    let end = |child: &Child<'_>| child.value.end();
    let child = &children[index];
    if parsed.begins_line(child.start) && index + 1 < children.len() {
        let next = &children[index + 1];
        if parsed.begins_line(next.start) {
            let after_comma = parsed.content(end(child)) + 1;
            let range = parsed.line_start(child.start)..parsed.next_line(after_comma);
            return Splice::new(range, "");
        }
    }
    match index.checked_sub(1).and_then(|before| children.get(before)) {
        Some(before) => Splice::new(end(before)..end(child), ""),
        None => {
            let next = children
                .get(index + 1)
                .map_or(end(child), |next| next.start);
            Splice::new(child.start..next, "")
        }
    }
}
