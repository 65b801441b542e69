//! What granit-parser calls an error, in words for people who sell.

use super::DEEPEST;
use super::problem::{Fault, Problem, line_around, span};
use super::unsupported::{Unsupported, unsupported};
use super::wording;
use crate::say;
use crate::text::Span;
use granit_parser::ErrorKind;

/// The problem for a file, or front matter, in which nothing is written.
pub(super) fn empty(part: Span) -> Problem {
    Problem::new(
        Fault::Syntax,
        Span::new(part.start, part.start),
        say!(en: "no field is written here", zh: "这里没有写任何字段"),
    )
    .help(say!(
        en: "write the record's fields, or delete the file",
        zh: "请填写记录的字段，或删除该文件",
    ))
}

/// The problem for a colon at `at` without a name before it.
pub(super) fn nameless(text: &str, at: usize) -> Problem {
    Problem::new(
        Fault::Syntax,
        line_around(text, at),
        say!(en: "the name before the colon is missing", zh: "冒号前面缺少字段名"),
    )
    .help(say!(en: "write `name: value`", zh: "请写成“字段名: 值”"))
}

/// The problem for nesting beyond the limit at `at`.
pub(super) fn too_deep(text: &str, at: usize) -> Problem {
    Problem::new(
        Fault::TooLarge,
        one_char(text, at),
        say!(
            en: "values are nested deeper than {deepest} levels",
            zh: "内容嵌套超过 {deepest} 层",
            deepest = DEEPEST,
        ),
    )
    .help(say!(en: "write it flatter", zh: "请减少嵌套层次"))
}

/// The problem for the parser's error at byte `at`.
pub(super) fn explain(text: &str, kind: &ErrorKind, at: usize) -> Problem {
    use ErrorKind as E;
    match kind {
        E::RecursionLimitExceeded => return too_deep(text, at),
        E::DirectiveDisallowed
        | E::DuplicateVersionDirective
        | E::UnsupportedYamlMajorVersion
        | E::DuplicateTagDirective
        | E::MissingDocumentEndBeforeDirective
        | E::MissingDirectiveName
        | E::InvalidDirectiveName => {
            return unsupported(text, line_around(text, at), Unsupported::Directive);
        }
        E::MissingAnchorOrAliasName => return sign(text, at),
        E::ExpectedTagBang
        | E::UndeclaredTagHandle
        | E::InvalidGlobalTagCharacter
        | E::InvalidTagTerminator
        | E::MissingTagUri
        | E::UnclosedVerbatimTag
        | E::InvalidTagEscape => {
            return unsupported(text, line_around(text, at), Unsupported::Tag);
        }
        E::UnexpectedCharacter { .. } => return sign(text, at),
        _ => {}
    }
    let place = if wants_line(kind) {
        last_written(text, at)
    } else {
        one_char(text, at)
    };
    let line = line_around(text, at);
    let before = text.get(line.range().start..at).unwrap_or_default();
    let (message, help) = match kind {
        E::MappingValueNotAllowed if before.contains(": ") => wording::second_colon(),
        E::ExpectedBlockMappingKey if before.trim_end().ends_with([']', '}']) => {
            wording::behind_bracket()
        }
        E::ExpectedBlockMappingKey
            if text
                .get(line.range())
                .is_some_and(|line| line.starts_with("- ")) =>
        {
            wording::mixed()
        }
        _ => wording::wording(kind),
    };
    Problem::new(Fault::Syntax, place, message).help(help)
}

/// Whether the error is of the line as a whole.
fn wants_line(kind: &ErrorKind) -> bool {
    use ErrorKind as E;
    matches!(
        kind,
        E::SimpleKeyExpected
            | E::InvalidSimpleKey
            | E::ExpectedBlockMappingKey
            | E::ExpectedBlockSequenceEntry
            | E::InvalidIndentation
            | E::ExpectedNodeContent
            | E::ExpectedDocumentStart
            | E::InvalidQuotedScalarIndent
            | E::UnexpectedEof
    )
}

/// The problem for a value that begins with a sign that YAML keeps for itself.
fn sign(text: &str, at: usize) -> Problem {
    let place = one_char(text, at);
    let written = text.get(place.range()).unwrap_or_default();
    Problem::new(
        Fault::Syntax,
        place,
        say!(
            en: "a value can't begin with the sign {written}",
            zh: "值不能以 {written} 开头",
            written = written,
        ),
    )
    .help(say!(en: "put the value in quotes", zh: "请给这个值加引号"))
}

fn one_char(text: &str, at: usize) -> Span {
    let length = text
        .get(at..)
        .and_then(|rest| rest.chars().next())
        .map_or(0, char::len_utf8);
    span(at.min(text.len()), at.min(text.len()) + length)
}

/// The line of `at`, or the last line before it that holds text.
fn last_written(text: &str, at: usize) -> Span {
    let line = line_around(text, at);
    if line.start < line.end {
        return line;
    }
    let before = text.get(..at).unwrap_or(text).trim_ascii_end();
    line_around(text, before.len().saturating_sub(1))
}
