//! How the tags of a template are written: that each has an end, that blocks end where they should, and that no sign
//! is one of those that only look like the right one. The engine says so too, but in its own words and in English.

use super::tags::{Cut, Sign, Tag, Token};
use super::wide;
use crate::language::Phrase;
use crate::say;
use crate::text::Span;

/// A mistake, where it is and what mends it.
pub type Mistake = (Span, Phrase, Option<Phrase>);

/// The words of tags.
const WORDS: [&str; 10] = [
    "if", "elif", "else", "endif", "for", "endfor", "set", "include", "raw", "endraw",
];

/// Blocks without an end that are told: more of them teach nothing.
const MOST_OPEN: usize = 10;

/// What is wrong with the tags of a template.
pub fn mistakes(text: &str, cut: &Cut<'_>) -> Vec<Mistake> {
    let mut mistakes = Vec::new();
    let mut open: Vec<(&str, Span)> = Vec::new();
    for tag in &cut.tags {
        let written = wide::mistake(text, tag.span);
        if let Some(mistake) = unclosed(text, tag) {
            mistakes.push(mistake);
            break;
        }
        if written.is_some() {
            mistakes.extend(written);
        } else if !tag.prints {
            mistakes.extend(block(tag, &mut open));
        }
    }
    if let Some(comment) = cut.open_comment {
        let message = say!(en: "the comment `{{#` has no end", zh: "注释 `{{#` 没有结束");
        mistakes.push((
            comment,
            message,
            Some(say!(en: "end it with `#}}`", zh: "请以 `#}}` 结束")),
        ));
    }
    // Blocks are counted only where every tag could be read.
    if mistakes.is_empty() {
        mistakes.extend(open.into_iter().take(MOST_OPEN).map(|(word, span)| {
            let message =
                say!(en: "this `{word}` has no end", zh: "这个 `{word}` 没有结束", word = word);
            (span, message, Some(end_with(word)))
        }));
    }
    mistakes
}

fn end_with(word: &str) -> Phrase {
    say!(en: "end it with `{{% end{word} %}}`", zh: "请以 `{{% end{word} %}}` 结束", word = word)
}

/// Whether a tag has an end; one that runs into the next has none.
pub fn is_whole(tag: &Tag<'_>) -> bool {
    tag.closed && !runs_on(tag)
}

/// A tag without an end.
fn unclosed(text: &str, tag: &Tag<'_>) -> Option<Mistake> {
    let (open, close) = if tag.prints {
        ("{{", "}}")
    } else {
        ("{%", "%}")
    };
    if is_whole(tag) {
        return None;
    }
    let last = tag.signs.last().filter(|_| !tag.closed);
    if let Some(Sign {
        token: Token::Text(_),
        span,
    }) = last
        && span.range().end == text.len()
    {
        let quote = text
            .get(span.range())
            .and_then(|quoted| quoted.chars().next());
        let quote = quote.map_or_else(String::new, String::from);
        let span = Span::new(span.start, span.start + 1);
        let message = say!(en: "the text that begins with {quote} has no end", zh: "以 {quote} 开头的文本没有结束", quote = quote);
        return Some((
            span,
            message,
            Some(say!(en: "end it with {quote}", zh: "请以 {quote} 结束", quote = quote)),
        ));
    }
    let span = Span::new(tag.span.start, tag.span.start + 2);
    let message = say!(en: "`{open}` has no end", zh: "`{open}` 没有结束", open = open);
    let help = say!(en: "end it with `{close}`", zh: "请以 `{close}` 结束", close = close);
    Some((span, message, Some(help)))
}

/// Whether a bracket closes in the tag that nothing has opened, or another tag begins in it.
fn runs_on(tag: &Tag<'_>) -> bool {
    let mut depth = 0_u32;
    let mut before = None;
    for sign in &tag.signs {
        match sign.token {
            Token::Sign("{") if before == Some(sign.span.start) => return true,
            Token::Sign("{") => {
                depth += 1;
                before = Some(sign.span.end);
                continue;
            }
            Token::Sign("%") if before == Some(sign.span.start) => return true,
            Token::Sign("}") if depth == 0 => return true,
            Token::Sign("}") => depth -= 1,
            _ => {}
        }
        before = None;
    }
    false
}

/// Whether the words of blocks are there, and in the right order.
fn block<'t>(tag: &Tag<'t>, open: &mut Vec<(&'t str, Span)>) -> Option<Mistake> {
    let [first, rest @ ..] = tag.signs.as_slice() else {
        return None;
    };
    let Token::Name(word) = first.token else {
        let message = say!(en: "`{{%` begins with a word", zh: "`{{%` 之后应是一个词");
        return Some((first.span, message, Some(words())));
    };
    let last = open.last().copied();
    match word {
        "if" | "for" => open.push((word, first.span)),
        "endif" | "endfor" => {
            open.pop();
            let begun = word.strip_prefix("end");
            return match last {
                Some((open, _)) if begun == Some(open) => None,
                Some((open, _)) => Some(crossed(word, first.span, open)),
                None => Some(nothing(word, first.span)),
            };
        }
        "else" => {
            if let Some(Sign {
                token: Token::Name("if"),
                ..
            }) = rest.first()
            {
                let message =
                    say!(en: "`else if` is written in one word", zh: "`else if` 应写成一个词");
                let help = say!(en: "write `{{% elif … %}}`", zh: "请写成 `{{% elif … %}}`");
                return Some((first.span, message, Some(help)));
            }
            return last.is_none().then(|| nothing(word, first.span));
        }
        "elif" => {
            return match last {
                Some(("for", _)) => Some(crossed(word, first.span, "for")),
                Some(_) => None,
                None => Some(nothing(word, first.span)),
            };
        }
        "include" => return include(first.span, rest),
        "elseif" | "elsif" => {
            let message = say!(en: "there is no `{word}`", zh: "没有 `{word}`", word = word);
            return Some((
                first.span,
                message,
                Some(say!(en: "write `elif`", zh: "请写 `elif`")),
            ));
        }
        _ => {
            let near = crate::text::nearest(word, WORDS.into_iter());
            let near = near.filter(|near| *near != word)?;
            let message = say!(en: "there is no `{word}`", zh: "没有 `{word}`", word = word);
            let help = say!(en: "did you mean `{near}`?", zh: "是不是 `{near}`？", near = near);
            return Some((first.span, message, Some(help)));
        }
    }
    None
}

fn words() -> Phrase {
    say!(en: "print with `{{{{ … }}}}`; a document takes if, for, set, include, raw", zh: "打印请用 `{{{{ … }}}}`；单据模板可用 if、for、set、include、raw")
}

fn nothing(word: &str, span: Span) -> Mistake {
    let message =
        say!(en: "`{word}` belongs to no block", zh: "`{word}` 不属于任何块", word = word);
    let help = say!(en: "take it out, or write the `if` or `for` that it belongs to", zh: "请删去，或补上它所属的 `if` 或 `for`");
    (span, message, Some(help))
}

fn crossed(word: &str, span: Span, open: &str) -> Mistake {
    let message = say!(
        en: "`{word}` stands in a `{open}` that is still open", zh: "`{word}` 所在的 `{open}` 还没有结束",
        word = word, open = open
    );
    (span, message, Some(end_with(open)))
}

/// The name of what is included is in quotes.
fn include(at: Span, rest: &[Sign<'_>]) -> Option<Mistake> {
    if let [
        Sign {
            token: Token::Text(_),
            ..
        },
    ] = rest
    {
        return None;
    }
    let message = say!(en: "`include` takes the name of a template in quotes", zh: "`include` 之后是加引号的模板名");
    let span = rest.first().map_or(at, |sign| sign.span);
    let help = say!(en: "write `{{% include \"parts/head.md\" %}}`", zh: "请写成 `{{% include \"parts/head.md\" %}}`");
    Some((span, message, Some(help)))
}
