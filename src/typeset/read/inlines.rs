//! Parts of a line.

use super::blocks::{Reader, Voice};
use super::{DEEPEST, Problem, prose};
use crate::say;
use crate::typeset::Inline;
use crate::typeset::literal::plain;
use comrak::Node;
use comrak::nodes::NodeValue;
use unicode_width::UnicodeWidthChar;

/// Longest address of a link, in bytes.
const LONGEST_LINK: usize = 2_000;

/// The line that a node's children make, without spaces and line ends at either end.
pub(super) fn read(reader: &Reader<'_>, node: Node<'_>) -> Result<Vec<Inline>, Problem> {
    let mut line = children(reader, node, 0)?;
    trim(&mut line);
    Ok(line)
}

fn children(reader: &Reader<'_>, node: Node<'_>, depth: usize) -> Result<Vec<Inline>, Problem> {
    if depth >= DEEPEST {
        return Err(reader.problem(
            node,
            say!(en: "nested more than 32 deep", zh: "嵌套超过 32 层"),
        ));
    }
    let mut line = Vec::new();
    for child in node.children() {
        inline(reader, child, depth + 1, &mut line)?;
    }
    close_up(&mut line);
    Ok(line)
}

/// Takes away the space that Markdown needs between strong text that ends with a Chinese stop and what follows:
/// `**一小时以内。** 程序`.
fn close_up(line: &mut [Inline]) {
    let is_stop = |c: char| c.width() == Some(2) && !c.is_alphanumeric();
    for at in 1..line.len() {
        let (before, rest) = line.split_at_mut(at);
        if let Some(Inline::Strong(strong) | Inline::Emphasis(strong)) = before.last()
            && strong.last().and_then(last_char).is_some_and(is_stop)
            && let Some(Inline::Text(text)) = rest.first_mut()
        {
            *text = text.trim_start_matches(' ').to_owned();
        }
    }
}

fn inline(
    reader: &Reader<'_>,
    node: Node<'_>,
    depth: usize,
    line: &mut Vec<Inline>,
) -> Result<(), Problem> {
    let wrapped = |wrap: fn(Vec<Inline>) -> Inline| {
        let inner = children(reader, node, depth)?;
        Ok((!inner.is_empty()).then(|| wrap(inner)))
    };
    match &node.data().value {
        NodeValue::Text(text) => value(reader, text, line),
        NodeValue::SoftBreak => soft_break(node, line),
        NodeValue::LineBreak => line.push(Inline::Break),
        NodeValue::Code(code) => {
            let text = plain(&code.literal).replace('\n', " ");
            if !text.is_empty() {
                line.push(Inline::Code(text));
            }
        }
        NodeValue::Strong => line.extend(wrapped(Inline::Strong)?),
        NodeValue::Emph => line.extend(wrapped(Inline::Emphasis)?),
        NodeValue::Insert => line.extend(wrapped(Inline::Inserted)?),
        NodeValue::Strikethrough => line.extend(wrapped(Inline::Deleted)?),
        NodeValue::Link(link) => {
            let text = children(reader, node, depth)?;
            match address(&plain(&link.url)) {
                Some(to) if !text.is_empty() => line.push(Inline::Link { to, text }),
                _ => text.into_iter().for_each(|inline| push(line, inline)),
            }
        }
        NodeValue::HtmlInline(html) if is_break(html) => line.push(Inline::Break),
        NodeValue::HtmlInline(html) => match reader.voice {
            Voice::Template => return Err(reader.no_html(node)),
            Voice::Person if html.starts_with("<!--") => {}
            Voice::Person => push_text(line, &plain(html)),
        },
        NodeValue::Image(_) if reader.voice == Voice::Person => {
            for inline in children(reader, node, depth)? {
                push(line, inline);
            }
        }
        NodeValue::Image(_) => {
            return Err(reader.problem(
                node,
                say!(en: "a template has no images", zh: "模板中不能放图片"),
            ));
        }
        _ => {
            return Err(reader.problem(
                node,
                say!(en: "this kind of Markdown has no place in a line", zh: "行内不能用这种 Markdown"),
            ));
        }
    }
    Ok(())
}

/// A text with the values in it.
fn value(reader: &Reader<'_>, text: &str, line: &mut Vec<Inline>) {
    let mut rest = text;
    if reader.voice == Voice::Template {
        while let Some((before, source, after)) = crate::typeset::literal::split_prose(rest) {
            push_text(line, &plain(before));
            push_text(line, &prose::flat(&source, reader));
            rest = after;
        }
    }
    push_text(line, &plain(rest));
}

/// `<br>`, the one tag that is known: cells can't break otherwise.
fn is_break(html: &str) -> bool {
    ["<br>", "<br/>", "<br />"]
        .iter()
        .any(|tag| html.eq_ignore_ascii_case(tag))
}

/// A line end in the source: a space, but nothing between two Chinese characters.
fn soft_break(node: Node<'_>, line: &mut Vec<Inline>) {
    let before = line.last().and_then(last_char);
    let after = node.next_sibling().and_then(first_char);
    let wide = |c: Option<char>| c.and_then(char::width) == Some(2);
    if !(wide(before) && wide(after)) {
        push_text(line, " ");
    }
}

fn last_char(inline: &Inline) -> Option<char> {
    match inline {
        Inline::Text(text) | Inline::Code(text) => text.chars().next_back(),
        Inline::Strong(inner)
        | Inline::Emphasis(inner)
        | Inline::Inserted(inner)
        | Inline::Deleted(inner)
        | Inline::Link { text: inner, .. } => inner.last().and_then(last_char),
        Inline::Break => None,
    }
}

fn first_char(node: Node<'_>) -> Option<char> {
    node.descendants()
        .find_map(|node| match &node.data().value {
            NodeValue::Text(text) => plain(text).chars().next(),
            NodeValue::Code(code) => plain(&code.literal).chars().next(),
            _ => None,
        })
}

/// The address, if it is one that a document may link to.
fn address(url: &str) -> Option<String> {
    let (scheme, rest) = url.split_once(':')?;
    let scheme = scheme.to_ascii_lowercase();
    let known = matches!(scheme.as_str(), "http" | "https" | "mailto" | "tel");
    let clean = !rest.is_empty() && !rest.contains(char::is_whitespace);
    (known && clean && url.len() <= LONGEST_LINK).then(|| format!("{scheme}:{rest}"))
}

/// Appends a text; each line end in it becomes a new line.
pub(super) fn push_text(line: &mut Vec<Inline>, text: &str) {
    for (at, part) in text.split('\n').enumerate() {
        if at > 0 {
            line.push(Inline::Break);
        }
        if !part.is_empty() {
            push(line, Inline::Text(part.to_owned()));
        }
    }
}

/// Appends, joining texts.
fn push(line: &mut Vec<Inline>, inline: Inline) {
    match (line.last_mut(), inline) {
        (Some(Inline::Text(before)), Inline::Text(text)) => before.push_str(&text),
        (_, inline) => line.push(inline),
    }
}

/// Takes spaces and line ends off both ends.
fn trim(line: &mut Vec<Inline>) {
    while let Some(Inline::Break) | Some(Inline::Text(_)) = line.last() {
        match line.pop() {
            Some(Inline::Text(text)) if !text.trim_end_matches(' ').is_empty() => {
                line.push(Inline::Text(text.trim_end_matches(' ').to_owned()));
                break;
            }
            _ => {}
        }
    }
    let blank = |inline: &Inline| match inline {
        Inline::Break => true,
        Inline::Text(text) => text.trim_start_matches(' ').is_empty(),
        _ => false,
    };
    let lead = line.iter().take_while(|inline| blank(inline)).count();
    line.drain(..lead);
    if let Some(Inline::Text(text)) = line.first_mut() {
        *text = text.trim_start_matches(' ').to_owned();
    }
}

/// The text of a line, a space for a new line.
pub(super) fn text_of(line: &[Inline]) -> String {
    let mut text = String::new();
    append_text(line, &mut text);
    text
}

fn append_text(line: &[Inline], text: &mut String) {
    for inline in line {
        match inline {
            Inline::Text(part) | Inline::Code(part) => text.push_str(part),
            Inline::Strong(inner)
            | Inline::Emphasis(inner)
            | Inline::Inserted(inner)
            | Inline::Deleted(inner)
            | Inline::Link { text: inner, .. } => append_text(inner, text),
            Inline::Break => text.push(' '),
        }
    }
}
