//! The words that documents may use beside those of Tera's tags: filters, tests and functions, each with what it means.
//! Tera's own filters that could make a text grow without end, or call text safe, are not among them.

mod filters;

pub use filters::FILTERS;

use crate::language::Phrase;
use crate::say;

/// A filter, test or function.
#[derive(Debug)]
pub struct Word {
    /// Its name.
    pub name: &'static str,
    /// How it is written.
    pub usage: &'static str,
    /// What it gives.
    pub gives: Gives,
    /// What it means, in English.
    pub en: &'static str,
    /// What it means, in Chinese.
    pub zh: &'static str,
}

/// What a filter gives.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Gives {
    /// Items of the list that it is given, as they are.
    Items,
    /// How many there are: says nothing of their values.
    Count,
    /// A sum over a field of each item, or over the items.
    Sum,
    /// Another value.
    Value,
}

const fn word(
    name: &'static str,
    usage: &'static str,
    gives: Gives,
    en: &'static str,
    zh: &'static str,
) -> Word {
    Word {
        name,
        usage,
        gives,
        en,
        zh,
    }
}

/// The tests, after `is`.
pub const TESTS: &[Word] = &[
    word(
        "defined",
        "note is defined",
        Gives::Value,
        "there is something",
        "有内容",
    ),
    word(
        "undefined",
        "note is undefined",
        Gives::Value,
        "there is nothing",
        "没有内容",
    ),
    word(
        "odd",
        "loop.index is odd",
        Gives::Value,
        "an odd number",
        "奇数",
    ),
    word(
        "even",
        "loop.index is even",
        Gives::Value,
        "an even number",
        "偶数",
    ),
    word(
        "containing",
        "note is containing(pat=\"加急\")",
        Gives::Value,
        "a text or list that has this in it",
        "文本或列表中含有",
    ),
    word(
        "starting_with",
        "number is starting_with(pat=\"HT\")",
        Gives::Value,
        "a text that begins with this",
        "文本以此开头",
    ),
    word(
        "ending_with",
        "number is ending_with(pat=\"A\")",
        Gives::Value,
        "a text that ends with this",
        "文本以此结尾",
    ),
];

/// The functions.
pub const FUNCTIONS: &[Word] = &[word(
    "range",
    "range(end=3)",
    Gives::Value,
    "whole numbers from `start` (0) up to before `end`, at most a thousand",
    "从 `start`（默认 0）到 `end` 之前的整数，最多一千个",
)];

/// What templates can say of the document itself.
pub const DOCUMENT: &[Word] = &[
    word(
        "title",
        "document.title",
        Gives::Value,
        "what people call the document",
        "单据的显示名称",
    ),
    word(
        "name",
        "document.name",
        Gives::Value,
        "its name in the process",
        "流程中的单据名",
    ),
    word(
        "code",
        "document.code",
        Gives::Value,
        "the short code by which a file is known again: 7F3K-9MZ2",
        "据以识别文件的短编号：7F3K-9MZ2",
    ),
    word(
        "day",
        "document.day",
        Gives::Value,
        "the day that it is made on",
        "生成日期",
    ),
    word(
        "record",
        "document.record",
        Gives::Value,
        "the address of its record",
        "所属记录的地址",
    ),
    word(
        "draft",
        "document.draft",
        Gives::Value,
        "whether it is a draft",
        "是否为草稿",
    ),
];

/// The word that a name is likely a misspelling of, or the words that there are.
pub fn nearest(words: &[Word], name: &str) -> Option<Phrase> {
    let names: Vec<&str> = words.iter().map(|word| word.name).collect();
    Some(match crate::text::nearest(name, names.iter().copied()) {
        Some(near) => say!(en: "did you mean `{near}`?", zh: "是不是 `{near}`？", near = near),
        None => say!(en: "there are: {names}", zh: "可用的有：{names}", names = names.join(", ")),
    })
}
