//! Signs of Chinese typing in tags, which look like those that tags are written with, and names in Chinese.

use crate::language::Phrase;
use crate::say;
use crate::text::Span;
use crate::value::personal;

/// A tag that begins with a full-width brace is none: it would be printed as it stands.
const OPENS: [&str; 6] = ["｛｛", "｛{", "{｛", "｛%", "{％", "｛％"];

/// The first sign in a tag that isn't one of tags, and the tag without such signs.
pub fn mistake(text: &str, tag: Span) -> Option<(Span, Phrase, Option<Phrase>)> {
    let (at, sign, mended) = mended(text.get(tag.range())?)?;
    let start = tag.start + u32::try_from(at).unwrap_or_default();
    let length = u32::try_from(sign.len_utf8()).unwrap_or_default();
    let message =
        say!(en: "`{sign}` is no sign of tags", zh: "标签中不能用 `{sign}`", sign = shown(sign));
    let help = say!(en: "write `{mended}`", zh: "请写成 `{mended}`", mended = mended);
    Some((Span::new(start, start + length), message, Some(help)))
}

/// Tags that were begun with full-width signs, outside of tags.
pub fn strays(text: &str, between: Span) -> Option<(Span, Phrase, Option<Phrase>)> {
    let said = text.get(between.range())?;
    let opens = OPENS
        .iter()
        .filter_map(|open| Some((said.find(open)?, *open)));
    let (at, open) = opens.min()?;
    let line = said.get(at..)?.lines().next()?;
    let close = ["｝｝", "｝}", "}｝", "}}", "％｝", "%｝", "％}", "%}"];
    let ends = close
        .iter()
        .filter_map(|close| Some(line.find(close)? + close.len()));
    let whole = line.get(..ends.min().unwrap_or(line.len()))?;
    let start = between.start + u32::try_from(at).unwrap_or_default();
    let length = u32::try_from(open.len()).unwrap_or_default();
    let message = say!(en: "`{open}` begins no tag and would be printed", zh: "`{open}` 不是标签的开头，会原样打印", open = open);
    let help = say!(en: "write `{mended}`", zh: "请写成 `{mended}`", mended = straight(whole));
    Some((Span::new(start, start + length), message, Some(help)))
}

fn shown(sign: char) -> String {
    match sign {
        '\u{3000}' | '\u{a0}' => format!("U+{:04X}", u32::from(sign)),
        sign => sign.to_string(),
    }
}

/// The sign of tags that a sign looks like.
fn narrow(sign: char) -> Option<char> {
    Some(match sign {
        '\u{ff01}'..='\u{ff5e}' => personal::narrow(sign),
        '\u{3000}' | '\u{a0}' => ' ',
        '“' | '”' | '„' | '「' | '」' | '『' | '』' => '"',
        '‘' | '’' => '\'',
        '。' => '.',
        '、' => ',',
        '【' => '[',
        '】' => ']',
        '《' | '〈' => '<',
        '》' | '〉' => '>',
        '–' | '—' => '-',
        '×' => '*',
        '÷' => '/',
        _ => return None,
    })
}

/// What ends a text that begins with this sign; what is in it stays as it is.
fn ends(sign: char) -> Option<&'static str> {
    Some(match sign {
        '"' => "\"",
        '\'' => "'",
        '`' => "`",
        '“' | '”' | '„' => "“”",
        '‘' | '’' => "‘’",
        '「' => "」",
        '『' => "』",
        '＂' => "＂",
        '＇' => "＇",
        _ => return None,
    })
}

/// Where the first wrong sign is, which it is, and the text without any.
fn mended(tag: &str) -> Option<(usize, char, String)> {
    let mut first = None;
    let mut mended = String::with_capacity(tag.len());
    let mut push = |at: usize, sign: char, mended: &mut String| {
        if let Some(narrow) = narrow(sign) {
            first.get_or_insert((at, sign));
            mended.push(narrow);
        } else {
            mended.push(sign);
        }
    };
    let mut letters = tag.char_indices();
    while let Some((at, sign)) = letters.next() {
        push(at, sign, &mut mended);
        let Some(ends) = ends(sign) else { continue };
        let rest = letters.as_str();
        let end = rest
            .find(|letter| ends.contains(letter))
            .unwrap_or(rest.len());
        mended.push_str(rest.get(..end).unwrap_or_default());
        let skipped = rest.get(..end).unwrap_or_default().chars().count();
        for _ in 0..skipped {
            letters.next();
        }
        if let Some((at, sign)) = letters.next() {
            push(at, sign, &mut mended);
        }
    }
    let (at, sign) = first?;
    Some((at, sign, mended))
}

fn straight(tag: &str) -> String {
    mended(tag).map_or_else(|| tag.to_owned(), |(_, _, mended)| mended)
}

/// Names in a tag that are written in other than Latin letters, each with its place.
pub fn names(text: &str, tag: Span) -> Vec<(Span, &str)> {
    let mut names = Vec::new();
    let Some(said) = text.get(tag.range()) else {
        return names;
    };
    let mut quote = None;
    let mut from: Option<usize> = None;
    for (at, letter) in said.char_indices().chain([(said.len(), ' ')]) {
        let belongs = quote.is_none()
            && (letter.is_alphanumeric() || letter == '_')
            && narrow(letter).is_none();
        if let (Some(start), false) = (from, belongs) {
            let name = said.get(start..at).unwrap_or_default();
            if !name.is_ascii() {
                let byte = |at: usize| tag.start + u32::try_from(at).unwrap_or_default();
                names.push((Span::new(byte(start), byte(at)), name));
            }
            from = None;
        }
        if belongs && from.is_none() {
            from = Some(at);
        }
        match quote {
            Some(closing) if letter == closing => quote = None,
            None if matches!(letter, '"' | '\'' | '`') => quote = Some(letter),
            _ => {}
        }
    }
    names
}

#[cfg(test)]
mod tests {
    use super::*;

    fn whole(text: &str) -> Span {
        Span::new(0, u32::try_from(text.len()).unwrap())
    }

    #[test]
    fn a_tag_is_written_with_straight_signs() {
        for (tag, mended_as) in [
            (
                "{{ a | default（value=\"（无）\"） }}",
                "{{ a | default(value=\"（无）\") }}",
            ),
            ("{{ a ｜ join(sep=“、”) }}", "{{ a | join(sep=\"、\") }}"),
            ("{{　a　}}", "{{ a }}"),
            ("{% if a ＝＝ ‘x，y’ %}", "{% if a == 'x，y' %}"),
        ] {
            assert_eq!(straight(tag), mended_as);
            assert!(mistake(tag, whole(tag)).is_some());
        }
        for tag in [
            "{{ a | default(value=\"（无），“好”\") }}",
            "{{ 金额 }}",
            "{{ a.b }}",
        ] {
            assert_eq!(mistake(tag, whole(tag)), None, "{tag}");
        }
    }

    #[test]
    fn a_tag_in_wide_braces_is_found() {
        let text = "合计｛｛ total ｜ money ｝｝元";
        let (span, _, help) = strays(text, whole(text)).unwrap();
        assert_eq!(&text[span.range()], "｛｛");
        assert_eq!(help.unwrap().en, "write `{{ total | money }}`");
        assert_eq!(strays("a ｛b｝ {c}", whole("a ｛b｝ {c}")), None);
    }

    #[test]
    fn names_in_chinese_are_found() {
        let found = |text: &'static str| {
            let names = names(text, whole(text));
            names.into_iter().map(|(_, name)| name).collect::<Vec<_>>()
        };
        assert_eq!(found("{{ 金额 | default(value='无') }}"), ["金额"]);
        assert_eq!(found("{{ deal.客户名_2 }}"), ["客户名_2"]);
        assert!(found("{{ a | join(sep='、中') }}").is_empty());
    }
}
