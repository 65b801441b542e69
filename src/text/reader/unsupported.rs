//! YAML that a record may not use, though it is good YAML.

use super::problem::{Fault, Problem, quoted};
use crate::say;
use crate::text::Span;

/// YAML that a record may not use.
#[derive(Clone, Copy, PartialEq)]
pub(super) enum Unsupported {
    Alias,
    Anchor,
    Tag,
    Merge,
    Documents,
    Directive,
    Key,
}

/// The problem for YAML at `place` that a record may not use.
pub(super) fn unsupported(text: &str, place: Span, what: Unsupported) -> Problem {
    let written = quoted(text.get(place.range()).unwrap_or_default());
    let (message, help) = match what {
        Unsupported::Alias => (
            say!(
                en: "`{written}` stands for text written elsewhere (a YAML alias), which records may not use",
                zh: "“{written}”是引用别处内容的写法（YAML 别名），记录中不能使用",
                written = written,
            ),
            say!(
                en: "write the value out; if it is meant as text, put it in quotes",
                zh: "请直接写出内容；如果它本身就是文字，请加引号",
            ),
        ),
        Unsupported::Anchor => (
            say!(
                en: "`{written}` names a value for use elsewhere (a YAML anchor), which records may not use",
                zh: "“{written}”是给内容起别名的写法（YAML 锚点），记录中不能使用",
                written = written,
            ),
            say!(
                en: "delete it; if it is meant as text, put the value in quotes",
                zh: "请删除它；如果它本身就是文字，请加引号",
            ),
        ),
        Unsupported::Tag => (
            say!(
                en: "tags (`!…`) may not be used in records",
                zh: "记录中不能使用标签（! 开头的写法）",
            ),
            say!(
                en: "delete the tag; if it is meant as text, put the value in quotes",
                zh: "请删除标签；如果它本身就是文字，请加引号",
            ),
        ),
        Unsupported::Merge => (
            say!(
                en: "the merge key `<<` may not be used in records",
                zh: "记录中不能使用合并键 <<",
            ),
            say!(en: "write the fields out", zh: "请把各字段直接写出来"),
        ),
        Unsupported::Documents => (
            say!(
                en: "a second document begins here; a file holds one record",
                zh: "从这里开始是第二个文档；一个文件只能写一个记录",
            ),
            say!(
                en: "put it in a file of its own, or delete the line `---`",
                zh: "请另存为一个文件，或删除 --- 这一行",
            ),
        ),
        Unsupported::Directive => (
            say!(
                en: "a line that begins with `%` is an instruction to the reader, which records may not use",
                zh: "以 % 开头的行是给读取程序的指令，记录中不能使用",
            ),
            say!(en: "delete the line", zh: "请删除这一行"),
        ),
        Unsupported::Key => (
            say!(
                en: "a list or a map can't be the name of a field",
                zh: "字段名不能是列表或一组字段",
            ),
            say!(
                en: "write `name: value`; put text that begins with [ or {{ in quotes",
                zh: "请写成“字段名: 值”；以 [ 或 {{ 开头的文字请加引号",
            ),
        ),
    };
    Problem::new(Fault::UnsupportedYaml, place, message).help(help)
}
