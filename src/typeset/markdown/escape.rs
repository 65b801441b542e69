//! Text as Markdown that means just that text, with no more signs than it takes.

/// What a text stands behind.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Behind {
    /// Other text.
    Text,
    /// The start of a heading or a cell.
    Edge,
    /// The start of a line, which may begin a block.
    Line,
}

/// `text` in a line. `end`: the line ends behind it. Spaces at the ends of a line would be lost.
pub(super) fn escaped(text: &str, behind: Behind, end: bool) -> String {
    let mut out = String::with_capacity(text.len() + 8);
    let chars: Vec<char> = text.chars().collect();
    let sign = (behind == Behind::Line)
        .then(|| block_sign(&chars))
        .flatten();
    let entities = text.contains(';');
    let blank = |c: &&char| **c == ' ';
    let lead = match behind {
        Behind::Text => 0,
        Behind::Edge | Behind::Line => chars.iter().take_while(blank).count(),
    };
    let tail = if end {
        chars.iter().rev().take_while(blank).count()
    } else {
        0
    };
    for (at, &c) in chars.iter().enumerate() {
        if at < lead || at + tail >= chars.len() {
            out.push_str("&#32;");
            continue;
        }
        let before = at.checked_sub(1).and_then(|at| chars.get(at)).copied();
        let after = chars.get(at + 1).copied();
        // Signs at the end of a heading would be taken off.
        let closing = c == '#' && end && after.is_none();
        let harmless = c == '&' && !entities;
        if sign == Some(at) || closing || (!harmless && is_special(c, before, after)) {
            out.push('\\');
        }
        out.push(c);
    }
    out
}

/// Whether a character could mean something where it stands.
fn is_special(c: char, before: Option<char>, next: Option<char>) -> bool {
    match c {
        '\\' | '`' | '*' | '[' | ']' | '|' | '~' => true,
        '_' => !(is_word(before) && is_word(next)),
        '<' => {
            next.is_none_or(|next| next.is_ascii_alphabetic() || matches!(next, '/' | '!' | '?'))
        }
        '&' => next.is_none_or(|next| next.is_ascii_alphanumeric() || next == '#'),
        // Before a link it would make an image; GitHub takes `$x$` for a formula, but no `$5`.
        '!' => next.is_none(),
        '$' => next.is_none_or(|next| !next.is_ascii_digit()),
        '^' => before.is_none(),
        _ => false,
    }
}

fn is_word(c: Option<char>) -> bool {
    c.is_some_and(char::is_alphanumeric)
}

/// The character that would make a block of a line that begins so.
fn block_sign(line: &[char]) -> Option<usize> {
    let ends = |at: usize| line.get(at).is_none_or(|c| *c == ' ');
    match line.first()? {
        '#' | '>' | '=' => Some(0),
        '+' => ends(1).then_some(0),
        '-' => (ends(1) || matches!(line.get(1), Some('-' | ':'))).then_some(0),
        ':' => (line.get(1) == Some(&'-') || line.starts_with(&[':', ':', ':'])).then_some(0),
        c if c.is_ascii_digit() => {
            let digits = line.iter().take_while(|c| c.is_ascii_digit()).count();
            let list = matches!(line.get(digits), Some('.' | ')')) && ends(digits + 1);
            list.then_some(digits)
        }
        _ => None,
    }
}

/// The address of a link.
pub(super) fn address(to: &str) -> String {
    let mut out = String::with_capacity(to.len());
    for c in to.chars() {
        match c {
            '&' if !to.contains(';') => out.push(c),
            '\\' | '<' | '>' | '(' | ')' | '|' | '`' | '&' => {
                out.push('\\');
                out.push(c);
            }
            c if c.is_whitespace() || c.is_control() => out.push_str("%20"),
            c => out.push(c),
        }
    }
    out
}
