//! Signs that look right to people and are not YAML's: full-width colons, commas and dashes, a colon without
//! its space, tabs as indentation. Nothing is guessed: the file stays broken, the message says what to write.

use super::problem::{Fault, MOST, Problem, line_around, quoted, span};
use super::wording;
use crate::language::Phrase;
use crate::say;
use crate::text::Span;

/// Longest name of a field that a look-alike colon is looked for behind, in characters.
const LONGEST_NAME: usize = 40;

/// Adds the parser's `error` to the problems, or the look-alikes that explain it.
pub(super) fn explain(text: &str, part: Span, error: Problem, problems: &mut Vec<Problem>) {
    if error.fault != Fault::Syntax {
        problems.push(error);
        return;
    }
    let found = in_lines(text, part);
    let error_line = line_around(text, error.span.range().start);
    let explained = found
        .iter()
        .take(1)
        .any(|first| first.span.start <= error_line.end || first.message == error.message);
    if !explained {
        problems.push(in_brackets(text, error_line, error));
    }
    problems.extend(found);
    problems.truncate(MOST);
}

/// Adds the problems of a plain text that begins on a line of its own and whose every line looks like a field,
/// and of one that goes on with a line that looks like an item: YAML takes both for text, people don't.
pub(super) fn plain(text: &str, place: Span, problems: &mut Vec<Problem>) {
    let range = place.range();
    let Some(written) = text.get(range.clone()) else {
        return;
    };
    // Only the spaces before it are looked at, so that a long line costs no more than its length.
    let mut before = text.as_bytes()[..range.start].iter().rev();
    let own = before.find(|&&b| b != b' ').is_none_or(|&b| b == b'\n');
    if own && written.contains(['：', ':', '－', '—']) {
        let found = in_lines(text, place);
        let lines = written.lines().filter(|line| !line.trim_ascii().is_empty());
        if found.len() == lines.take(MOST).count() {
            problems.extend(found);
            problems.truncate(MOST);
        }
    }
    let mut at = range.start;
    for (index, line) in written.split_inclusive('\n').enumerate() {
        let lead = line.len() - line.trim_ascii_start().len();
        if index > 0 && line.trim_ascii_start().starts_with("- ") && problems.len() < MOST {
            problems.push(item_in_text(span(at + lead, at + lead + 1)));
        }
        at += line.len();
    }
}

fn item_in_text(place: Span) -> Problem {
    let message = say!(
        en: "this item continues the text of the line above, because it is indented further",
        zh: "这一项缩进更深，被当成了上一行文字的延续",
    );
    let help = say!(
        en: "begin items of one list in the same column; text of several lines goes below `|`",
        zh: "同一列表的各项要从同一列开始；多行文字请写在 | 的下面",
    );
    Problem::new(Fault::Syntax, place, message).help(help)
}

/// The problem for a name in a flow map that has no colon behind it.
pub(super) fn no_value(text: &str, line: Span, place: Span) -> Problem {
    let written = text.get(line.range()).unwrap_or_default();
    let at = place.range().start;
    let before = text.get(line.range().start..at).unwrap_or_default();
    let begin = before.rfind([',', '{']).map_or(0, |sign| sign + 1);
    let name = before.get(begin..).unwrap_or_default();
    let start = at - name.trim_ascii_start().len();
    let problem = Problem::new(
        Fault::Syntax,
        span(start, place.range().end),
        say!(
            en: "a name in {{…}} has no value",
            zh: "{{…}} 里有字段名没有值",
        ),
    );
    let help = if written.contains('：') {
        full_width_colon()
    } else if name.contains(')') {
        // The second half of a value such as `sum(lines.map(l, l.amount))`.
        say!(
            en: "a comma ends a value in {{…}}: put a value with a comma in quotes",
            zh: "{{…}} 里逗号表示一个值的结束：值里含有逗号时请整个加引号",
        )
    } else {
        say!(
            en: "write `{{name: value}}`, or `[…]` for a list",
            zh: "请写成 {{字段: 值}}；如果是列表请用 […]",
        )
    };
    problem.help(help)
}

/// `error` with a word on full-width signs, where its line has brackets and such signs.
fn in_brackets(text: &str, line: Span, error: Problem) -> Problem {
    let written = text.get(line.range()).unwrap_or_default();
    if !written.contains(['[', '{']) {
        return error;
    }
    if written.contains('：') {
        error.help(full_width_colon())
    } else if written.contains('，') {
        error.help(say!(
            en: "write `, ` (a plain comma and a space) instead of `，`",
            zh: "请把全角逗号“，”改成半角逗号加空格“, ”",
        ))
    } else {
        error
    }
}

fn full_width_colon() -> Phrase {
    say!(
        en: "write `: ` (a plain colon and a space) instead of `：`",
        zh: "请把全角冒号“：”改成半角冒号加空格“: ”",
    )
}

/// A problem for each line of `part` that is meant as a field or an item and isn't one.
fn in_lines(text: &str, part: Span) -> Vec<Problem> {
    let mut problems = Vec::new();
    let mut at = part.range().start;
    // Indentation of the line that opened a block scalar, while its text lasts.
    let mut block: Option<usize> = None;
    for line in text
        .get(part.range())
        .unwrap_or_default()
        .split_inclusive('\n')
    {
        let start = at;
        at += line.len();
        let written = line.trim_ascii();
        let indent = line.len() - line.trim_ascii_start().len();
        if written.is_empty() || block.is_some_and(|opener| indent > opener) {
            continue;
        }
        block = opens_block(written).then_some(indent);
        if written.starts_with('#') {
            continue;
        }
        let lead = line.get(..indent).unwrap_or_default();
        let place = span(start + indent, start + indent + written.len());
        if let Some(problem) = tab(lead, start).or_else(|| judge(written, place)) {
            problems.push(problem);
        }
        if problems.len() >= MOST {
            break;
        }
    }
    problems
}

fn opens_block(line: &str) -> bool {
    let line = line.split(" #").next().unwrap_or(line).trim_ascii_end();
    [": |", ": >", "- |", "- >"].iter().any(|sign| {
        line.rfind(sign).is_some_and(|at| {
            line[at + sign.len()..]
                .bytes()
                .all(|b| matches!(b, b'+' | b'-' | b'0'..=b'9'))
        })
    })
}

fn tab(lead: &str, start: usize) -> Option<Problem> {
    let at = lead.find('\t')?;
    let (message, help) = wording::tab();
    let place = span(start + at, start + at + 1);
    Some(Problem::new(Fault::Syntax, place, message).help(help))
}

fn judge(line: &str, place: Span) -> Option<Problem> {
    if line.starts_with(['"', '\'', '[', '{', '-']) || line.contains(": ") || line.ends_with(':') {
        return None;
    }
    let start = place.range().start;
    if let Some(dash) = line
        .chars()
        .next()
        .filter(|c| matches!(c, '－' | '—' | '–' | '•' | '·'))
    {
        let message = say!(
            en: "the item begins with `{dash}`, which is not the list sign",
            zh: "列表项用了“{dash}”开头，这不是列表符号",
            dash = dash,
        );
        let help = say!(
            en: "write `- ` (a plain hyphen and a space)",
            zh: "请改成半角减号加空格“- ”",
        );
        let place = span(start, start + dash.len_utf8());
        return Some(Problem::new(Fault::Syntax, place, message).help(help));
    }
    let at = line.find(['：', ':'])?;
    let (name, rest) = line.split_at(at);
    let colon = rest.chars().next()?;
    let name_end = name.trim_ascii_end();
    let is_name = !name_end.is_empty()
        && !name_end.contains([' ', '"', '\'', '#', '，', '。', '|'])
        && name_end.chars().count() <= LONGEST_NAME;
    if !is_name {
        return None;
    }
    let place = span(start + at, start + at + colon.len_utf8());
    if colon == '：' {
        let message = say!(
            en: "`{name}` is followed by a full-width colon `：`",
            zh: "“{name}”后面用了全角冒号“：”",
            name = quoted(name_end),
        );
        return Some(Problem::new(Fault::Syntax, place, message).help(full_width_colon()));
    }
    // A time or an address isn't a field; a tab is a space.
    if rest.starts_with("://")
        || rest.starts_with(":\t")
        || name_end.ends_with(|c: char| c.is_ascii_digit())
    {
        return None;
    }
    let message = say!(
        en: "the colon after `{name}` has no space behind it",
        zh: "“{name}”的冒号后面缺少空格",
        name = quoted(name_end),
    );
    let help = say!(en: "write `: ` (a colon and a space)", zh: "冒号后面请加一个空格");
    Some(Problem::new(Fault::Syntax, place, message).help(help))
}
