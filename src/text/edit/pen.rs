//! How values are written: in a block or in brackets, with the columns, line ends and habits of a file.

use super::Plant;
use super::layout::Habit;
use super::plain::{is_plain, is_plain_text};
use super::scalar::{block, double, single};
use crate::text::Style;
use unicode_width::UnicodeWidthStr;

/// Widest line of a list item in brackets, in columns of a terminal.
const ITEM_FITS: usize = 100;

/// Widest line of a key with its value in brackets.
const VALUE_FITS: usize = 80;

/// Widest item of a list that is written in brackets behind its key.
const WORD_FITS: usize = 16;

/// Writes values into one file.
#[derive(Clone, Copy)]
pub(super) struct Pen {
    pub(super) line_end: &'static str,
    pub(super) habit: Habit,
    /// Whether every text is put in quotes.
    pub(super) quotes: bool,
}

/// A value as it is written: what stands behind its sign, and the lines below, each with its indentation.
#[derive(Default)]
pub(super) struct Written {
    pub(super) head: String,
    pub(super) lines: Vec<String>,
}

impl Written {
    fn head(head: String) -> Written {
        Written {
            head,
            lines: Vec::new(),
        }
    }
}

impl Pen {
    /// Everything that stands behind `sign` on its line and below.
    pub(super) fn entry(&self, sign: &str, written: &Written) -> String {
        let mut text = sign.to_owned();
        if !written.head.is_empty() {
            text.push(' ');
            text.push_str(&written.head);
        }
        self.below(&mut text, &written.lines);
        text
    }

    /// Appends lines, each behind a line end.
    pub(super) fn below(&self, text: &mut String, lines: &[String]) {
        for line in lines {
            text.push_str(self.line_end);
            text.push_str(line);
        }
    }

    /// A key and its colon.
    pub(super) fn sign(&self, key: &str) -> String {
        match is_plain_text(key, true) {
            true => format!("{key}:"),
            false => format!("{}:", double(key)),
        }
    }

    /// A value behind a key that stands in `column`, the key being `width` columns wide.
    pub(super) fn behind_key(&self, plant: &Plant, column: usize, width: usize) -> Written {
        match plant {
            Plant::Map(entries) if !entries.is_empty() => {
                self.terse(plant, column + width).unwrap_or_else(|| {
                    let lines = self.block(plant, column + self.habit.step);
                    Written {
                        head: String::new(),
                        lines,
                    }
                })
            }
            Plant::List(items) if !items.is_empty() => {
                self.terse(plant, column + width).unwrap_or_else(|| {
                    let lines = self.block(plant, column + self.habit.dash);
                    Written {
                        head: String::new(),
                        lines,
                    }
                })
            }
            _ => self.scalar(plant, None, column + self.habit.step),
        }
    }

    /// An item behind a dash in `column` with `gap` spaces after it.
    pub(super) fn behind_dash(
        &self,
        plant: &Plant,
        column: usize,
        gap: usize,
        like: Like,
    ) -> Written {
        let inner = column + 1 + gap;
        let bracketed = match (plant, like) {
            (Plant::Text(_) | Plant::Literal(_), _) => {
                return self.scalar(plant, None, inner.max(column + 2));
            }
            (Plant::Map(entries), _) if entries.is_empty() => true,
            (Plant::List(items), _) if items.is_empty() => true,
            (_, Like::Block) => false,
            (_, Like::Brackets) => is_flat(plant),
            (_, Like::Nothing) => {
                is_flat(plant) && inner + width(&self.bracketed(plant)) <= ITEM_FITS
            }
        };
        if bracketed {
            return Written::head(self.bracketed(plant));
        }
        let mut lines = self.block(plant, inner);
        let first = if lines.is_empty() {
            String::new()
        } else {
            lines.remove(0)
        };
        Written {
            head: first.trim_start_matches(' ').to_owned(),
            lines,
        }
    }

    /// A map or list in brackets, where that is short and simple.
    fn terse(&self, plant: &Plant, used: usize) -> Option<Written> {
        let simple = match plant {
            Plant::Map(entries) => entries.iter().all(|(_, value)| is_leaf(value)),
            Plant::List(items) => items.iter().all(is_word),
            _ => false,
        };
        let text = (simple && is_flat(plant)).then(|| self.bracketed(plant))?;
        (used + 1 + width(&text) <= VALUE_FITS).then(|| Written::head(text))
    }

    /// The lines of a map or list whose keys or dashes stand in `column`.
    pub(super) fn block(&self, plant: &Plant, column: usize) -> Vec<String> {
        let pad = " ".repeat(column);
        let mut lines = Vec::new();
        let mut push = |sign: String, written: Written| {
            let Written { head, lines: below } = written;
            let space = if head.is_empty() { "" } else { " " };
            lines.push(format!("{pad}{sign}{space}{head}"));
            lines.extend(below);
        };
        match plant {
            Plant::Map(entries) => {
                for (key, value) in entries {
                    let sign = self.sign(key);
                    let written = self.behind_key(value, column, width(&sign));
                    push(sign, written);
                }
            }
            Plant::List(items) => {
                // One that doesn't fit takes the others along, so that a list looks alike.
                let fit = |item: &Plant| {
                    is_flat(item) && column + 2 + width(&self.bracketed(item)) <= ITEM_FITS
                };
                let like = match items.iter().all(fit) {
                    true => Like::Brackets,
                    false => Like::Block,
                };
                for item in items {
                    push("-".to_owned(), self.behind_dash(item, column, 1, like));
                }
            }
            _ => {}
        }
        lines
    }

    /// A value on one line, as it stands in brackets.
    pub(super) fn bracketed(&self, plant: &Plant) -> String {
        match plant {
            Plant::Text(_) | Plant::Literal(_) => self.quoted(plant, None, true),
            Plant::List(items) => {
                let items: Vec<String> = items.iter().map(|item| self.bracketed(item)).collect();
                format!("[{}]", items.join(", "))
            }
            Plant::Map(entries) => {
                let entries: Vec<String> = entries
                    .iter()
                    .map(|(key, value)| self.bracketed_entry(key, value))
                    .collect();
                format!("{{{}}}", entries.join(", "))
            }
        }
    }

    /// A key and its value, as they stand in brackets.
    pub(super) fn bracketed_entry(&self, key: &str, value: &Plant) -> String {
        self.entry(&self.sign(key), &Written::head(self.bracketed(value)))
    }

    /// A scalar in a block, in the style `keep` where that can be; lines of a block scalar stand in `column`.
    pub(super) fn scalar(&self, plant: &Plant, keep: Option<Style>, column: usize) -> Written {
        let Plant::Text(text) = plant else {
            return Written::head(self.quoted(plant, keep, false));
        };
        let several = text.contains('\n');
        let sign = match keep {
            Some(Style::Folded) if !text.trim_end_matches('\n').contains('\n') => Some('>'),
            Some(Style::Folded | Style::Literal) => Some('|'),
            None | Some(Style::Plain) if several => Some('|'),
            _ => None,
        };
        let Some((head, lines)) = sign.and_then(|sign| block(text, sign)) else {
            return Written::head(self.quoted(plant, keep, false));
        };
        let pad = " ".repeat(column);
        let line = |line: &&str| match line.is_empty() {
            true => String::new(),
            false => format!("{pad}{line}"),
        };
        Written {
            head,
            lines: lines.iter().map(line).collect(),
        }
    }

    /// A scalar on one line; of a map or list, its brackets.
    pub(super) fn quoted(&self, plant: &Plant, keep: Option<Style>, in_brackets: bool) -> String {
        let (text, plain) = match plant {
            Plant::Text(text) => (text, !self.quotes && is_plain_text(text, in_brackets)),
            Plant::Literal(text) => (text, text.is_empty() || is_plain(text, in_brackets)),
            _ => return self.bracketed(plant),
        };
        let nothing = matches!(plant, Plant::Literal(_)) && is_nothing(text);
        match keep {
            _ if nothing && text.is_empty() && in_brackets => "null".to_owned(),
            _ if nothing => text.clone(),
            Some(Style::Single) => single(text).unwrap_or_else(|| double(text)),
            Some(Style::Double) => double(text),
            _ if plain => text.clone(),
            _ => double(text),
        }
    }
}

/// The style of the item before.
#[derive(Clone, Copy)]
pub(super) enum Like {
    Nothing,
    Block,
    Brackets,
}

/// Whether a literal is read as no value.
pub(super) fn is_nothing(literal: &str) -> bool {
    matches!(literal, "" | "~" | "null")
}

/// Whether a value has no text of several lines, so that it reads well on one.
pub(super) fn is_flat(plant: &Plant) -> bool {
    match plant {
        Plant::Text(text) => !text.contains('\n'),
        Plant::Literal(_) => true,
        Plant::List(items) => items.iter().all(is_flat),
        Plant::Map(entries) => entries.iter().all(|(_, value)| is_flat(value)),
    }
}

fn is_leaf(plant: &Plant) -> bool {
    match plant {
        Plant::Text(_) | Plant::Literal(_) => true,
        Plant::List(items) => items.iter().all(is_word),
        Plant::Map(_) => false,
    }
}

/// Whether a value is a short word, an id say.
fn is_word(plant: &Plant) -> bool {
    match plant {
        Plant::Text(text) | Plant::Literal(text) => !text.contains(' ') && width(text) <= WORD_FITS,
        _ => false,
    }
}

/// Columns of a terminal.
pub(super) fn width(text: &str) -> usize {
    text.width()
}
