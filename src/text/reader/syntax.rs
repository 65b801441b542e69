//! What granit-parser calls an error, in words for people who sell.

use super::DEEPEST;
use super::problem::{Fault, Problem, line_around, span};
use super::unsupported::{Unsupported, unsupported};
use crate::language::Phrase;
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
    let (message, help) = layout(kind)
        .or_else(|| quotes(kind))
        .or_else(|| flow(kind))
        .or_else(|| block_scalar(kind))
        .unwrap_or_else(|| other(kind));
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

fn layout(kind: &ErrorKind) -> Option<(Phrase, Phrase)> {
    use ErrorKind as E;
    Some(match kind {
        E::TabNotAllowed
        | E::TabInBlockIndentation
        | E::TabInIndentation
        | E::TabInPlainScalar
        | E::TabAtBlockScalarStart
        | E::InvalidBlockEntryWhitespace
        | E::InvalidMappingValueWhitespace => tab(),
        E::SimpleKeyExpected | E::InvalidSimpleKey => (
            say!(
                en: "this line is not `name: value`",
                zh: "这一行不是“字段名: 值”的形式",
            ),
            say!(
                en: "write a colon and a space after the name; indent text that continues the line above",
                zh: "字段名后写英文冒号和空格；如果是接续上一行的文字，请缩进",
            ),
        ),
        E::ExpectedBlockMappingKey | E::InvalidIndentation => (
            say!(
                en: "this line doesn't fit the lines above: its indentation is that of no field there",
                zh: "这一行与上面的行对不齐：缩进不属于上面任何一个字段",
            ),
            say!(
                en: "begin fields of one group in the same column",
                zh: "同一组字段要从同一列开始",
            ),
        ),
        E::ExpectedBlockSequenceEntry | E::BlockSequenceEntryNotAllowed => (
            say!(
                en: "list items and fields are mixed here",
                zh: "这里把列表项和字段混在一起了",
            ),
            say!(
                en: "begin every item of the list with `- ` in the same column, each on a line of its own",
                zh: "列表的每一项单独一行，都以 - 加空格开头，并从同一列开始",
            ),
        ),
        E::MappingValueNotAllowed | E::MappingKeyNotAllowed => (
            say!(
                en: "there is a second `: ` where a value was expected, or the line is indented too far",
                zh: "值的位置又出现了冒号，或者这一行缩进过多",
            ),
            say!(
                en: "put a value that holds `: ` in quotes; begin fields of one group in the same column",
                zh: "值里含有“: ”时请加引号；同一组字段要从同一列开始",
            ),
        ),
        E::CommentInterceptedScalar => (
            say!(
                en: "a comment stands in the middle of a text of several lines",
                zh: "多行文字的中间夹了注释",
            ),
            say!(
                en: "move the comment above the field; put text with ` #` in quotes",
                zh: "请把注释移到该字段上方；文字中有“ #”时请加引号",
            ),
        ),
        _ => return None,
    })
}

/// The words for a tab where only spaces may indent.
pub(super) fn tab() -> (Phrase, Phrase) {
    (
        say!(en: "a tab indents this line", zh: "这一行用了制表符（Tab）缩进"),
        say!(en: "indent with spaces, two for a level", zh: "请用空格缩进，每层两个空格"),
    )
}

fn quotes(kind: &ErrorKind) -> Option<(Phrase, Phrase)> {
    use ErrorKind as E;
    Some(match kind {
        E::UnclosedQuotedScalar | E::DocumentIndicatorInQuotedScalar => (
            say!(
                en: "the quotation mark that opens here is never closed",
                zh: "从这里开始的引号没有闭合",
            ),
            say!(en: "close the quotation mark", zh: "请补上结尾的引号"),
        ),
        E::InvalidTrailingSingleQuotedScalar | E::InvalidTrailingDoubleQuotedScalar => (
            say!(
                en: "there is more text after the closing quotation mark",
                zh: "结尾引号之后还有文字",
            ),
            say!(
                en: "put the whole value in quotes: '…'; a quotation mark inside is written twice",
                zh: "请把整个值放进单引号 '…' 中；里面的单引号写两次",
            ),
        ),
        E::InvalidQuotedScalarIndent | E::InvalidFlowScalarIndent => (
            say!(
                en: "a quotation mark is not closed before this line",
                zh: "到这一行为止，前面的引号还没有闭合",
            ),
            say!(
                en: "close the quotation mark; if the text goes on here, indent the line",
                zh: "请补上结尾的引号；如果文字还没结束，请缩进这一行",
            ),
        ),
        E::UnknownQuotedScalarEscape
        | E::InvalidQuotedScalarHexEscape
        | E::InvalidLowSurrogateHexEscape
        | E::InvalidLowSurrogate
        | E::MissingLowSurrogate
        | E::UnpairedLowSurrogate
        | E::InvalidUnicodeEscape => (
            say!(
                en: "a backslash in double quotes begins no known character",
                zh: "双引号里的反斜杠后面不是可识别的写法",
            ),
            say!(
                en: "use single quotes, or write the backslash twice",
                zh: "请改用单引号，或把反斜杠写两次",
            ),
        ),
        _ => return None,
    })
}

fn flow(kind: &ErrorKind) -> Option<(Phrase, Phrase)> {
    use ErrorKind as E;
    Some(match kind {
        E::UnclosedFlowCollection { open } => bracket(*open),
        E::UnexpectedEofFlowSequence => bracket('['),
        E::UnexpectedEofFlowMapping | E::UnexpectedEofImplicitFlowMapping => bracket('{'),
        E::MismatchedFlowCollectionEnd { open, close } => (
            say!(
                en: "the bracket {open} is closed with {close}",
                zh: "括号 {open} 用 {close} 闭合了",
                open = open,
                close = close,
            ),
            say!(en: "close [ with ] and {{ with }}", zh: "[ 用 ] 闭合，{{ 用 }} 闭合"),
        ),
        E::MisplacedFlowCollectionEnd => (
            say!(
                en: "a bracket is closed that was never opened",
                zh: "多了一个没有对应开头的括号",
            ),
            say!(en: "delete it, or put the value in quotes", zh: "请删除它，或给整个值加引号"),
        ),
        E::ExpectedFlowMappingSeparator
        | E::ExpectedFlowSequenceSeparator
        | E::InvalidColonPlacement
        | E::FlowMappingValueAdjacentCollection
        | E::UnexpectedEndOfPlainScalar
        | E::BlockEntryInFlowCollection
        | E::PlainScalarStartsWithDashFlowIndicator => (
            say!(
                en: "values in brackets are not separated as they should be",
                zh: "括号里的内容没有正确分隔",
            ),
            say!(
                en: "write `[a, b]` or `{{name: value, other: value}}`, with a space after each comma and colon",
                zh: "请写成 [甲, 乙] 或 {{字段: 值, 字段: 值}}，用英文逗号和冒号，后面加空格",
            ),
        ),
        _ => return None,
    })
}

fn bracket(open: char) -> (Phrase, Phrase) {
    (
        say!(
            en: "the bracket {open} is never closed",
            zh: "括号 {open} 没有闭合",
            open = open,
        ),
        say!(
            en: "close the bracket; put text that begins with a bracket in quotes",
            zh: "请补上括号；以括号开头的文字请加引号",
        ),
    )
}

fn block_scalar(kind: &ErrorKind) -> Option<(Phrase, Phrase)> {
    use ErrorKind as E;
    matches!(
        kind,
        E::ZeroBlockScalarIndent | E::InvalidBlockScalarHeader | E::InvalidBlockScalarIndent
    )
    .then(|| {
        (
            say!(
                en: "the text after `|` or `>` is not laid out as it should be",
                zh: "| 或 > 之后的多行文字格式不对",
            ),
            say!(
                en: "write nothing after the sign and indent every line of the text alike",
                zh: "符号后面不要写内容，下面每一行文字缩进一致",
            ),
        )
    })
}

fn other(kind: &ErrorKind) -> (Phrase, Phrase) {
    (
        say!(
            en: "the file can't be read here: {kind}",
            zh: "文件在这里无法读取：{kind}",
            kind = kind,
        ),
        say!(
            en: "write `name: value`, one a line; put unusual text in quotes",
            zh: "请按“字段名: 值”每行写一个；特殊文字请加引号",
        ),
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
            en: "a value can't begin with `{written}`",
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
