//! Texts by lines: three-way merges as Git does them, and conflict markers.

use crate::text::align;

/// Lines that were merged.
pub(super) struct Lines {
    pub(super) text: String,
    pub(super) clean: bool,
}

/// How a conflict begins.
pub(super) const OURS: &str = "<<<<<<< ours";
const MIDDLE: &str = "=======";
const THEIRS: &str = ">>>>>>> theirs";

/// Merges line by line; conflicts are marked.
pub(super) fn merge(base: &str, ours: &str, theirs: &str) -> Lines {
    let kept = |text: &str| Lines {
        text: text.to_owned(),
        clean: true,
    };
    if theirs == base || ours == theirs {
        return kept(ours);
    }
    if ours == base {
        return kept(theirs);
    }
    // A side that changed line ends only hasn't changed a line; mixed ones are left alone.
    let end = line_end(ours);
    let mixed = ours.matches('\n').count() != ours.matches("\r\n").count() && ours.contains("\r\n");
    let alike = |text: &str| match mixed {
        true => with_end(text),
        false => with_end(&text.replace("\r\n", "\n")),
    };
    let unended = match ours.ends_with('\n') == base.ends_with('\n') {
        true => !theirs.ends_with('\n'),
        false => !ours.ends_with('\n'),
    };
    let (base, mine, other) = (alike(base), alike(ours), alike(theirs));
    let mut options = diffy::MergeOptions::new();
    options.set_conflict_style(diffy::ConflictStyle::Merge);
    let (text, clean) = match options.merge(&base, &mine, &other) {
        Ok(text) => (text, true),
        Err(text) => (text, false),
    };
    let mut text = match mixed {
        true => text,
        false => text.replace('\n', end),
    };
    if clean && unended {
        text.truncate(text.trim_end_matches('\n').trim_end_matches('\r').len());
    }
    Lines { text, clean }
}

/// Both texts with the lines in which they differ between markers.
pub(super) fn marked(ours: &str, theirs: &str) -> String {
    let end = line_end(ours);
    let (mine, other) = (lines(ours), lines(theirs));
    let same = |a: usize, b: usize| match (mine.get(a), other.get(b)) {
        (Some(one), Some(two)) => u32::from(one == two),
        _ => 0,
    };
    let mut pairs = align(mine.len(), other.len(), 1, same);
    pairs.push((mine.len(), other.len()));
    let (mut text, mut a, mut b) = (String::new(), 0, 0);
    let mut push = |line: &str| {
        text.push_str(line);
        text.push_str(end);
    };
    for (mine_next, other_next) in pairs {
        let (one, two) = (mine.get(a..mine_next), other.get(b..other_next));
        let (one, two) = (one.unwrap_or_default(), two.unwrap_or_default());
        if !(one.is_empty() && two.is_empty()) {
            push(OURS);
            one.iter().for_each(|line| push(line));
            push(MIDDLE);
            two.iter().for_each(|line| push(line));
            push(THEIRS);
        }
        if let Some(line) = mine.get(mine_next) {
            push(line);
        }
        (a, b) = (mine_next + 1, other_next + 1);
    }
    text
}

/// Both texts as a whole between markers.
pub(super) fn whole(ours: &str, theirs: &str) -> String {
    let end = line_end(ours);
    let mut text = format!("{OURS}{end}");
    for (part, marker) in [(ours, MIDDLE), (theirs, THEIRS)] {
        text.push_str(part);
        if !part.is_empty() && !part.ends_with('\n') {
            text.push_str(end);
        }
        text.push_str(marker);
        text.push_str(end);
    }
    text
}

/// Lines without their ends.
fn lines(text: &str) -> Vec<&str> {
    text.lines().collect()
}

fn line_end(text: &str) -> &'static str {
    match text.split_once('\n') {
        Some((line, _)) if line.ends_with('\r') => "\r\n",
        _ => "\n",
    }
}

/// The text with a line end behind its last line.
fn with_end(text: &str) -> String {
    match text.is_empty() || text.ends_with('\n') {
        true => text.to_owned(),
        false => format!("{text}\n"),
    }
}
