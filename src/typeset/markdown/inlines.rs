//! Lines of text. Emphasis is written with stars where each reader of Markdown sees it, else with tags:
//! `**甲方：**华辰` has stars in it for most forges.

use super::escape::{Behind, address, escaped};
use crate::typeset::Inline;

/// Where a line stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Place {
    /// A paragraph: it may have several lines.
    Paragraph,
    /// A heading or a cell: one line.
    OneLine,
    /// A cell of a table, where `|` ends it.
    Cell,
}

/// A line as Markdown.
pub(super) fn line(inlines: &[Inline], place: Place) -> String {
    let inlines = tidy(inlines);
    let mut pen = Pen {
        out: String::new(),
        place,
    };
    pen.inlines(&inlines, None);
    pen.out
}

struct Pen {
    out: String,
    place: Place,
}

impl Pen {
    /// `outer`: the sign that stands before and behind all this.
    fn inlines(&mut self, inlines: &[Inline], outer: Option<char>) {
        for (at, inline) in inlines.iter().enumerate() {
            let next = inlines.get(at + 1);
            match inline {
                Inline::Text(text) => {
                    let ends_line = next.is_none() && outer.is_none();
                    self.text(text, ends_line || next == Some(&Inline::Break));
                }
                Inline::Code(text) => self.code(text),
                Inline::Break => self.line_end(),
                Inline::Strong(inner) => self.marked(inner, "**", "strong", next, outer),
                Inline::Emphasis(inner) => self.marked(inner, "*", "em", next, outer),
                Inline::Deleted(inner) => self.marked(inner, "~~", "del", next, outer),
                Inline::Inserted(inner) => self.tagged(inner, "ins"),
                Inline::Link { to, text } => {
                    self.out.push('[');
                    self.inlines(text, Some(']'));
                    self.out.push_str("](");
                    self.out.push_str(&address(to));
                    self.out.push(')');
                }
            }
        }
    }

    fn text(&mut self, text: &str, end: bool) {
        let behind = match self.place {
            Place::Paragraph if self.out.is_empty() || self.out.ends_with('\n') => Behind::Line,
            Place::OneLine | Place::Cell if self.out.is_empty() => Behind::Edge,
            _ => Behind::Text,
        };
        self.out.push_str(&escaped(text, behind, end));
    }

    fn line_end(&mut self) {
        self.out.push_str(match self.place {
            Place::Paragraph => "\\\n",
            Place::OneLine | Place::Cell => "<br>",
        });
    }

    fn marked(
        &mut self,
        inner: &[Inline],
        sign: &str,
        tag: &str,
        next: Option<&Inline>,
        outer: Option<char>,
    ) {
        let begins = inner.first().and_then(plain_edge);
        let ends = inner.last().and_then(|inline| match inline {
            Inline::Text(text) => text.chars().next_back(),
            _ => None,
        });
        let mark = sign.chars().next();
        let opens = opens(self.out.chars().next_back(), begins, mark);
        let closes = opens_backwards(next, outer, ends, mark);
        // Signs within signs are read differently.
        let within = matches!(outer, Some('*' | '~' | '<'));
        if within || !opens || !closes {
            return self.tagged(inner, tag);
        }
        self.out.push_str(sign);
        self.inlines(inner, mark);
        self.out.push_str(sign);
    }

    fn tagged(&mut self, inner: &[Inline], tag: &str) {
        self.out.push_str(&format!("<{tag}>"));
        self.inlines(inner, Some('<'));
        self.out.push_str(&format!("</{tag}>"));
    }

    fn code(&mut self, text: &str) {
        // Two codes beside each other would be one; in a cell no backslash before a bar can be written so.
        let bar = self.place == Place::Cell && text.contains('|') && text.contains('\\');
        if bar || self.out.ends_with('`') {
            self.out.push_str("<code>");
            self.out.push_str(&escaped(text, Behind::Text, false));
            self.out.push_str("</code>");
            return;
        }
        let fence = "`".repeat(longest_run(text, '`') + 1);
        let outer = |c: char| text.starts_with(c) || text.ends_with(c);
        let blank = text.trim_matches(' ').is_empty();
        let pad = if outer('`') || (outer(' ') && !blank) {
            " "
        } else {
            ""
        };
        let text = match self.place {
            Place::Cell => text.replace('|', "\\|"),
            _ => text.to_owned(),
        };
        self.out
            .push_str(&format!("{fence}{pad}{text}{pad}{fence}"));
    }
}

/// The character that an inline begins with, if that is a text's.
fn plain_edge(inline: &Inline) -> Option<char> {
    match inline {
        Inline::Text(text) => text.chars().next(),
        _ => None,
    }
}

/// Whether a sign opens between these characters, for every reader. `inner` is nothing where other markup begins.
fn opens(before: Option<char>, inner: Option<char>, sign: Option<char>) -> bool {
    let outside = before.is_none_or(|c| c.is_whitespace() || is_punctuation(c));
    before != sign && (inner.is_some_and(is_letter) || (outside && inner.is_some_and(is_seen)))
}

fn opens_backwards(
    next: Option<&Inline>,
    outer: Option<char>,
    inner: Option<char>,
    sign: Option<char>,
) -> bool {
    let after = match next {
        None => outer,
        Some(Inline::Text(text)) => text.chars().next(),
        Some(Inline::Strong(_) | Inline::Emphasis(_)) => Some('*'),
        Some(Inline::Deleted(_)) => Some('~'),
        Some(_) => Some('<'),
    };
    opens(after, inner, sign)
}

fn is_seen(c: char) -> bool {
    !c.is_whitespace()
}

/// Letters and digits; signs like Ⓐ are punctuation to some readers.
fn is_letter(c: char) -> bool {
    c.is_alphanumeric() && !matches!(c, '\u{2460}'..='\u{24ff}' | '\u{1f100}'..='\u{1f1ff}')
}

/// What each reader takes for punctuation. They look through `~` at what stands before it.
fn is_punctuation(c: char) -> bool {
    (c.is_ascii_punctuation() && c != '~') || "，。、；：？！“”‘’（）《》【】「」…—·".contains(c)
}

pub(super) fn longest_run(text: &str, of: char) -> usize {
    text.split(|c| c != of).map(str::len).max().unwrap_or(0)
}

/// The line without what is empty, texts joined, without new lines at either end.
fn tidy(inlines: &[Inline]) -> Vec<Inline> {
    let mut line = joined(inlines);
    while line.last() == Some(&Inline::Break) {
        line.pop();
    }
    let lead = line
        .iter()
        .take_while(|inline| **inline == Inline::Break)
        .count();
    line.drain(..lead);
    line
}

fn joined(inlines: &[Inline]) -> Vec<Inline> {
    let mut line: Vec<Inline> = Vec::new();
    for inline in inlines {
        let kept = match inline {
            Inline::Text(text) if text.is_empty() => None,
            Inline::Code(text) if text.is_empty() => None,
            Inline::Text(text) => match line.last_mut() {
                Some(Inline::Text(before)) => {
                    before.push_str(text);
                    None
                }
                _ => Some(inline.clone()),
            },
            Inline::Code(_) | Inline::Break => Some(inline.clone()),
            Inline::Strong(inner) => within(inner, Inline::Strong),
            Inline::Emphasis(inner) => within(inner, Inline::Emphasis),
            Inline::Inserted(inner) => within(inner, Inline::Inserted),
            Inline::Deleted(inner) => within(inner, Inline::Deleted),
            Inline::Link { to, text } => within(text, |text| Inline::Link {
                to: to.clone(),
                text,
            }),
        };
        line.extend(kept);
    }
    line
}

fn within(inner: &[Inline], wrap: impl FnOnce(Vec<Inline>) -> Inline) -> Option<Inline> {
    let inner = joined(inner);
    let says = inner.iter().any(|inline| *inline != Inline::Break);
    says.then(|| wrap(inner))
}
