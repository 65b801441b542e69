//! Which bytes an act replaces, and by what.

use super::model::behind;
use super::parsed::{Child, Parsed, Spot};
use super::pen::{Like, Pen, Written, is_flat, width};
use super::{Plant, Refusal, Step, brackets};
use crate::text::Style;
use std::ops::Range;

/// Bytes to replace by a text.
pub(super) struct Splice {
    pub(super) range: Range<usize>,
    pub(super) text: String,
}

impl Splice {
    pub(super) fn new(range: Range<usize>, text: impl Into<String>) -> Splice {
        Splice {
            range,
            text: text.into(),
        }
    }

    /// `text` with this done.
    pub(super) fn into(self, text: &str) -> String {
        let before = text.get(..self.range.start).unwrap_or(text);
        let after = text.get(self.range.end..).unwrap_or_default();
        [before, &self.text, after].concat()
    }
}

/// Puts `value` in the place of a value that is there.
pub(super) fn replace(
    parsed: &Parsed<'_>,
    pen: &Pen,
    path: &[Step],
    spot: &Spot<'_>,
    value: &Plant,
) -> Splice {
    let span = spot.node.span().range();
    if spot.in_brackets {
        let text = pen.quoted(value, spot.style(), true);
        return if span.is_empty() {
            Splice::new(spot.from..spot.from, format!(" {text}"))
        } else {
            Splice::new(span, text)
        };
    }
    let written = anew(parsed, pen, path, spot, value);
    let block = matches!(spot.style(), Some(Style::Literal | Style::Folded));
    let collection = spot.is_collection() && !parsed.is_bracketed(spot);
    if written.lines.is_empty()
        && !written.head.is_empty()
        && !span.is_empty()
        && !block
        && !collection
    {
        return Splice::new(span, written.head);
    }
    around(parsed, pen, spot, &written)
}

/// The new value as it stands in the block of the old one.
fn anew(parsed: &Parsed<'_>, pen: &Pen, path: &[Step], spot: &Spot<'_>, value: &Plant) -> Written {
    let column = spot.column.unwrap_or_default();
    if matches!(value, Plant::Text(_) | Plant::Literal(_)) {
        let lines = block_column(parsed, spot).unwrap_or(column + pen.habit.step);
        return pen.scalar(value, spot.style(), lines);
    }
    if spot.column.is_none() {
        let lines = pen.block(value, 0);
        return Written {
            head: String::new(),
            lines,
        };
    }
    if parsed.is_bracketed(spot) && !is_empty(spot) && is_flat(value) {
        return Written {
            head: pen.bracketed(value),
            lines: Vec::new(),
        };
    }
    match path.last() {
        Some(Step::Item(_)) => {
            let gap = gap(parsed, spot);
            pen.behind_dash(value, column, gap, Like::Nothing)
        }
        _ => {
            let used = spot
                .from
                .saturating_sub(parsed.line_start(spot.from) + column);
            let key = parsed.slice(parsed.line_start(spot.from) + column..spot.from);
            pen.behind_key(value, column, width(key).min(used))
        }
    }
}

fn is_empty(spot: &Spot<'_>) -> bool {
    spot.node.entries().next().is_none() && spot.node.items().next().is_none()
}

/// The column of the lines of a block scalar.
fn block_column(parsed: &Parsed<'_>, spot: &Spot<'_>) -> Option<usize> {
    let block = matches!(spot.style(), Some(Style::Literal | Style::Folded));
    let span = spot.node.span().range();
    let mut lines = block.then(|| parsed.slice(span).lines().skip(1))?;
    let first = lines.find(|line| !line.trim_ascii().is_empty())?;
    Some(first.len() - first.trim_start_matches(' ').len())
}

/// Spaces between a dash and what stands behind it.
fn gap(parsed: &Parsed<'_>, spot: &Spot<'_>) -> usize {
    let content = parsed.content(spot.from);
    let spaces = parsed.slice(spot.from..content);
    let same_line = !spaces.is_empty() && spaces.bytes().all(|b| b == b' ');
    if same_line { spaces.len() } else { 1 }
}

/// Replaces a value with the rest of its lines. Comments stay: behind its sign, below that, behind a value of one line.
fn around(parsed: &Parsed<'_>, pen: &Pen, spot: &Spot<'_>, written: &Written) -> Splice {
    let begin = match spot.node.is_null() && spot.node.span().range().is_empty() {
        true => spot.from,
        false => parsed.content(spot.from),
    };
    let stop = parsed.stop(spot);
    if spot.column.is_none() {
        return Splice::new(begin..stop, written.lines.join(pen.line_end));
    }
    let sign_line = parsed.line_stop(spot.from);
    let on_line = begin <= sign_line;
    let mut text = String::new();
    if !written.head.is_empty() {
        let lead = if on_line {
            parsed.slice(spot.from..begin)
        } else {
            ""
        };
        text.push_str(if lead.is_empty() { " " } else { lead });
        text.push_str(&written.head);
    }
    let rest = match on_line {
        true => behind_value(parsed, spot, begin),
        false => parsed.slice(spot.from..sign_line),
    };
    if !rest.trim_ascii().is_empty() {
        text.push_str(rest);
    }
    let block_scalar = !written.head.is_empty() && !written.lines.is_empty();
    if !on_line && !block_scalar {
        let above = parsed.slice(sign_line..parsed.line_start(begin));
        text.push_str(above.trim_end_matches(['\r', '\n']));
    }
    pen.below(&mut text, &written.lines);
    Splice::new(spot.from..stop, text)
}

/// What stands behind a value that begins at `begin` on its sign's line.
fn behind_value<'t>(parsed: &Parsed<'t>, spot: &Spot<'_>, begin: usize) -> &'t str {
    match spot.style() {
        Some(Style::Literal | Style::Folded) => {
            let line = parsed.slice(begin..parsed.line_stop(begin));
            line.get(line.find([' ', '\t']).unwrap_or(line.len())..)
                .unwrap_or_default()
        }
        _ if spot.is_collection() && !parsed.is_bracketed(spot) => "",
        _ => parsed.slice(spot.end()..parsed.line_stop(spot.end())),
    }
}

/// Adds a key to a map that has others.
pub(super) fn add_key(
    parsed: &Parsed<'_>,
    pen: &Pen,
    map: &Spot<'_>,
    key: &str,
    after: Option<&[String]>,
    value: &Plant,
) -> Result<Splice, Refusal> {
    let entries = parsed.children(map)?;
    let index = match after {
        None => entries.len(),
        Some(after) => behind(after, |name| {
            entries.iter().position(|child| child.is_named(name))
        }),
    };
    if map.in_brackets || parsed.is_bracketed(map) {
        let entry = pen.bracketed_entry(key, value);
        return brackets::insert(parsed, pen, map, &entries, index, &entry);
    }
    let first = entries.first().ok_or_else(|| Refusal::layout(&[]))?;
    let column = parsed.column(first.start);
    let sign = pen.sign(key);
    let entry = pen.entry(&sign, &pen.behind_key(value, column, width(&sign)));
    Ok(insert(parsed, pen, &entries, index, &entry, column))
}

/// Adds an item to a list that has others, in the style of the one before.
pub(super) fn add_item(
    parsed: &Parsed<'_>,
    pen: &Pen,
    list: &Spot<'_>,
    index: usize,
    value: &Plant,
) -> Result<Splice, Refusal> {
    let items = parsed.children(list)?;
    if list.in_brackets || parsed.is_bracketed(list) {
        return brackets::insert(parsed, pen, list, &items, index, &pen.bracketed(value));
    }
    let before = items.get(index.saturating_sub(1)).or(items.first());
    let before = before.ok_or_else(|| Refusal::layout(&[]))?;
    let column = parsed.column(before.start);
    let like = match before.value.is_collection() {
        true if parsed.is_bracketed(&before.value) => Like::Brackets,
        true => Like::Block,
        false => Like::Nothing,
    };
    let gap = gap(parsed, &before.value);
    let written = pen.behind_dash(value, column, gap, like);
    let sign = format!("-{}", " ".repeat(gap - 1));
    Ok(insert(
        parsed,
        pen,
        &items,
        index,
        &pen.entry(&sign, &written),
        column,
    ))
}

/// Puts an entry or item of a block before the `index`th one, or last.
fn insert(
    parsed: &Parsed<'_>,
    pen: &Pen,
    children: &[Child<'_>],
    index: usize,
    entry: &str,
    column: usize,
) -> Splice {
    let pad = " ".repeat(column);
    match index.checked_sub(1).and_then(|before| children.get(before)) {
        Some(before) => {
            let stop = parsed.stop_with_comments(before);
            Splice::new(stop..stop, format!("{}{pad}{entry}", pen.line_end))
        }
        None => {
            let start = children.first().map_or(0, |child| child.start);
            Splice::new(start..start, format!("{entry}{}{pad}", pen.line_end))
        }
    }
}

/// Takes out an entry or item that isn't the only one of its map or list.
pub(super) fn remove(parsed: &Parsed<'_>, path: &[Step]) -> Result<Splice, Refusal> {
    let (last, rest) = path.split_last().ok_or_else(|| Refusal::layout(path))?;
    let parent = parsed.at(rest)?;
    let children = parsed.children(&parent)?;
    let index = match last {
        Step::Item(index) => Some(*index),
        Step::Key(name) => children.iter().position(|child| child.is_named(name)),
    };
    let index = index.filter(|index| *index < children.len());
    let index = index.ok_or_else(|| Refusal::layout(path))?;
    if parent.in_brackets || parsed.is_bracketed(&parent) {
        return Ok(brackets::remove(parsed, &children, index));
    }
    let child = &children[index];
    let stop = parsed.stop(&child.value);
    if parsed.begins_line(child.start) {
        let range = parsed.line_start(child.start)..parsed.next_line(stop);
        return Ok(Splice::new(range, ""));
    }
    // It shares its line with a dash: what comes next takes its place there.
    let next = parsed.next_line(stop);
    let rest = parsed.slice(next..parsed.bytes().len());
    let space = rest.len() - rest.trim_ascii_start().len();
    Ok(Splice::new(child.start..next + space, ""))
}
