//! Lines and columns of a record that is edited.

use super::parsed::{Child, Parsed, Spot};
use crate::text::{NodeKind, NodeRef, Style};

/// How a file lays out what stands in a block.
#[derive(Clone, Copy, Debug)]
pub(super) struct Habit {
    /// Columns that the keys of a map stand behind its own key.
    pub(super) step: usize,
    /// Columns that the dashes of a list stand behind its key.
    pub(super) dash: usize,
}

impl Default for Habit {
    fn default() -> Habit {
        Habit { step: 2, dash: 2 }
    }
}

impl Parsed<'_> {
    /// The file's line end: that of its first line.
    pub(super) fn line_end(&self) -> &'static str {
        match self.text.split_once('\n') {
            Some((line, _)) if line.ends_with('\r') => "\r\n",
            _ => "\n",
        }
    }

    /// Where the line of byte `at` begins, behind a byte order mark.
    pub(super) fn line_start(&self, at: usize) -> usize {
        let before = self.text.as_bytes().get(..at).unwrap_or_default();
        let start = before.iter().rposition(|&b| b == b'\n');
        let begin = if self.text.starts_with('\u{feff}') {
            3
        } else {
            0
        };
        start.map_or(begin, |lf| lf + 1)
    }

    /// Where the line of byte `at` ends, before its line end.
    pub(super) fn line_stop(&self, at: usize) -> usize {
        let bytes = self.bytes();
        let rest = bytes.get(at..).unwrap_or_default();
        let feed = rest.iter().position(|&b| b == b'\n');
        let stop = feed.map_or(bytes.len(), |ahead| at + ahead);
        match bytes.get(at..stop) {
            Some([.., b'\r']) => stop - 1,
            _ => stop,
        }
    }

    /// Where the line after that of byte `at` begins; the end of the YAML where it is the last.
    pub(super) fn next_line(&self, at: usize) -> usize {
        let rest = self.bytes().get(at..).unwrap_or_default();
        let feed = rest.iter().position(|&b| b == b'\n');
        feed.map_or(self.bytes().len(), |ahead| at + ahead + 1)
    }

    /// Columns before byte `at` on its line.
    pub(super) fn column(&self, at: usize) -> usize {
        at.saturating_sub(self.line_start(at))
    }

    /// Whether nothing but spaces stands before byte `at` on its line.
    pub(super) fn begins_line(&self, at: usize) -> bool {
        self.slice(self.line_start(at)..at)
            .bytes()
            .all(|b| b == b' ')
    }

    /// The end of the last line that belongs to a value in a block, before its line end.
    pub(super) fn stop(&self, spot: &Spot<'_>) -> usize {
        let mut stop = self.line_stop(spot.end());
        if self.keeps_blank_lines(last_leaf(spot.node)) {
            while let Some(blank) = self.blank_line(stop) {
                stop = blank;
            }
        }
        stop
    }

    /// The end of the last line behind a value in a block that something new may follow: comments that are indented
    /// like the value's own parts belong to it.
    pub(super) fn stop_with_comments(&self, child: &Child<'_>) -> usize {
        let column = self.column(child.start);
        let mut stop = self.stop(&child.value);
        loop {
            let next = self.next_line(stop);
            let line = self.slice(next..self.line_stop(next));
            let indent = line.bytes().take_while(|&b| b == b' ').count();
            let comment = line.as_bytes().get(indent) == Some(&b'#');
            if next <= stop || !comment || indent <= column {
                return stop;
            }
            stop = next + line.len();
        }
    }

    /// Whether a scalar is a block that keeps the blank lines at its end (`|+`).
    fn keeps_blank_lines(&self, node: NodeRef<'_>) -> bool {
        let sign = self.slice(node.span().range());
        matches!(
            node.kind(),
            NodeKind::Scalar(Style::Literal | Style::Folded)
        ) && sign
            .bytes()
            .skip(1)
            .take_while(|b| matches!(b, b'+' | b'-' | b'0'..=b'9'))
            .any(|b| b == b'+')
    }

    /// The end of the line after that of `at`, if it is blank.
    fn blank_line(&self, at: usize) -> Option<usize> {
        let next = self.next_line(at);
        let stop = self.line_stop(next);
        let blank = self.slice(next..stop).trim_ascii().is_empty();
        (blank && next > at && next < self.bytes().len()).then_some(stop)
    }

    /// How this file lays out its blocks, by the first of each kind.
    pub(super) fn habit(&self) -> Habit {
        let mut habit = Habit::default();
        let Ok(root) = self.root() else { return habit };
        let (mut step, mut dash) = (None, None);
        let mut open = vec![root];
        while let (Some(spot), true) = (open.pop(), step.is_none() || dash.is_none()) {
            let Ok(children) = self.children(&spot) else {
                continue;
            };
            if spot.in_brackets || self.is_bracketed(&spot) {
                continue;
            }
            if let (Some(first), Some(column)) = (children.first(), spot.column)
                && self.begins_line(first.start)
            {
                let offset = self.column(first.start).checked_sub(column);
                match (first.key, offset) {
                    (Some(_), Some(1..)) => step = step.or(offset),
                    (None, _) => dash = dash.or(offset),
                    _ => {}
                }
            }
            open.extend(children.iter().rev().map(|child| child.value));
        }
        habit.step = step.unwrap_or(habit.step).min(8);
        habit.dash = dash.unwrap_or(habit.dash).min(8);
        habit
    }
}

/// What stands last in a value.
fn last_leaf(node: NodeRef<'_>) -> NodeRef<'_> {
    let mut leaf = node;
    loop {
        let entry = leaf.entries().last().map(|(_, value)| value);
        match entry.or_else(|| leaf.items().last()) {
            Some(last) => leaf = last,
            None => return leaf,
        }
    }
}
