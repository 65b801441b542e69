//! Markdown with YAML front matter: where each of the two is.

use super::problem::{Fault, Problem, line_around, span};
use crate::say;
use crate::text::Span;

const MARK: &str = "\u{feff}";

/// The front matter and the body of Markdown: what is between the first line, exactly `---`, and the next
/// line that is exactly `---`, and what follows that.
pub fn front_matter(text: &str) -> Result<(Span, Span), Box<Problem>> {
    let begin = if text.starts_with(MARK) {
        MARK.len()
    } else {
        0
    };
    let first = line_end(text, begin);
    if content(text, begin, first) != "---" {
        let problem = Problem::new(
            Fault::Syntax,
            line_around(text, begin),
            say!(
                en: "the file doesn't begin with its fields: the first line is not `---`",
                zh: "文件开头没有字段区：第一行不是 ---",
            ),
        )
        .help(say!(
            en: "put the fields between two lines `---` at the top of the file",
            zh: "在文件开头用两行 --- 把字段括起来",
        ));
        return Err(Box::new(problem));
    }
    let mut at = first;
    while at < text.len() {
        let end = line_end(text, at);
        if content(text, at, end) == "---" {
            return Ok((span(first, at), span(end, text.len())));
        }
        at = end;
    }
    let problem = Problem::new(
        Fault::Syntax,
        span(begin, begin + 3),
        say!(
            en: "the fields at the top have no end: the closing line `---` is missing",
            zh: "开头的字段区没有结束：缺少收尾的 --- 行",
        ),
    )
    .help(say!(
        en: "write a line `---` after the last field",
        zh: "在最后一个字段之后加一行 ---",
    ));
    Err(Box::new(problem))
}

/// One past the line end of the line that byte `at` is on.
fn line_end(text: &str, at: usize) -> usize {
    let rest = text.as_bytes().get(at..).unwrap_or_default();
    rest.iter()
        .position(|&b| b == b'\n')
        .map_or(text.len(), |lf| at + lf + 1)
}

fn content(text: &str, start: usize, end: usize) -> &str {
    let line = text.get(start..end).unwrap_or_default();
    let line = line.strip_suffix('\n').unwrap_or(line);
    line.strip_suffix('\r').unwrap_or(line)
}
