//! New files.

use super::Plant;
use super::layout::Habit;
use super::pen::Pen;

/// The text of a new record: `value`'s keys a line each, short maps in lists in braces, text of several lines below
/// `|`. With a body it is Markdown: the fields stand in front matter.
pub fn document(value: &Plant, body: Option<&str>) -> String {
    let pen = Pen {
        line_end: "\n",
        habit: Habit::default(),
        quotes: false,
    };
    let lines = match value {
        Plant::Map(entries) if !entries.is_empty() => pen.block(value, 0),
        Plant::List(items) if !items.is_empty() => pen.block(value, 0),
        _ => vec![pen.bracketed(value)],
    };
    let mut text = lines.join("\n");
    text.push('\n');
    match body {
        None => text,
        Some(body) => {
            let end = match body.is_empty() || body.ends_with('\n') {
                true => "",
                false => "\n",
            };
            format!("---\n{text}---\n{body}{end}")
        }
    }
}
