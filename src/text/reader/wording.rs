//! What is wrong and what mends it, for each kind of error of granit-parser.

use crate::language::Phrase;
use crate::say;
use granit_parser::ErrorKind;

/// The message and the help for an error.
pub(super) fn wording(kind: &ErrorKind) -> (Phrase, Phrase) {
    layout(kind)
        .or_else(|| quotes(kind))
        .or_else(|| flow(kind))
        .or_else(|| block_scalar(kind))
        .unwrap_or_else(|| other(kind))
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
        E::ExpectedBlockMappingKey | E::InvalidIndentation | E::ExpectedDocumentStart => (
            say!(
                en: "this line doesn't fit the lines above: its indentation is that of no field there",
                zh: "这一行与上面的行对不齐：缩进不属于上面任何一个字段",
            ),
            say!(
                en: "begin fields of one group in the same column",
                zh: "同一组字段要从同一列开始",
            ),
        ),
        E::ExpectedBlockSequenceEntry | E::BlockSequenceEntryNotAllowed => mixed(),
        E::MappingValueNotAllowed | E::MappingKeyNotAllowed => (
            say!(
                en: "this line is indented too far to be a field",
                zh: "这一行缩进过多，不能作为字段",
            ),
            say!(
                en: "begin fields of one group in the same column; put a value that holds `: ` in quotes",
                zh: "同一组字段要从同一列开始；值里含有“: ”时请加引号",
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

/// The words for items among fields, or the other way round.
pub(super) fn mixed() -> (Phrase, Phrase) {
    (
        say!(
            en: "list items and fields are mixed here",
            zh: "这里把列表项和字段混在一起了",
        ),
        say!(
            en: "begin every item of the list with `- ` in the same column, each on a line of its own",
            zh: "列表的每一项单独一行，都以 - 加空格开头，并从同一列开始",
        ),
    )
}

/// The words for a second `: ` in a line.
pub(super) fn second_colon() -> (Phrase, Phrase) {
    (
        say!(
            en: "there is a second `: ` in this line",
            zh: "这一行出现了第二个冒号加空格“: ”",
        ),
        say!(en: "put the value that holds it in quotes", zh: "请给含有它的值加引号"),
    )
}

/// The words for text behind a closing bracket.
pub(super) fn behind_bracket() -> (Phrase, Phrase) {
    (
        say!(
            en: "there is more text after the closing bracket",
            zh: "结尾括号之后还有文字",
        ),
        say!(
            en: "put the whole value in quotes, or delete what follows the bracket",
            zh: "请给整个值加引号，或删除括号后面的内容",
        ),
    )
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
