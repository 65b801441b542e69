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
    /// The arguments that it takes.
    pub takes: &'static [Argument],
    /// What a filter acts on.
    pub on: Sort,
    /// What a filter makes of it.
    pub makes: Sort,
    /// What it means, in English.
    pub en: &'static str,
    /// What it means, in Chinese.
    pub zh: &'static str,
}

/// An argument of a word.
#[derive(Debug)]
pub struct Argument {
    /// Its name.
    pub name: &'static str,
    /// Whether the word can't do without it.
    pub needed: bool,
    /// What can be written there, where that is one of some words.
    pub one_of: &'static [&'static str],
}

/// A sort of values that filters act on and make.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Sort {
    /// Whatever it is.
    Any,
    /// Money, a number, a percentage.
    Quantity,
    /// A day.
    Day,
    /// True or false.
    Truth,
    /// A list.
    Items,
    /// A text.
    Text,
    /// A text that is made for people, and that nothing is computed with.
    Shown,
}

impl Sort {
    /// Whether a filter that acts on `self` can act on what another made.
    pub fn takes(self, made: Sort) -> bool {
        match (self, made) {
            (Sort::Any, _) | (_, Sort::Any) | (Sort::Text, Sort::Shown) => true,
            (on, made) => on == made,
        }
    }

    /// What people call it.
    pub fn phrase(self) -> Phrase {
        match self {
            Sort::Any => say!(en: "any value", zh: "任何值"),
            Sort::Quantity => say!(en: "money or a number", zh: "金额或数字"),
            Sort::Day => say!(en: "a day", zh: "日期"),
            Sort::Truth => say!(en: "true or false", zh: "是否值"),
            Sort::Items => say!(en: "a list", zh: "列表"),
            Sort::Text | Sort::Shown => say!(en: "a text", zh: "文本"),
        }
    }
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
        takes: &[],
        on: Sort::Any,
        makes: Sort::Any,
        en,
        zh,
    }
}

impl Word {
    const fn takes(self, takes: &'static [Argument]) -> Word {
        Word { takes, ..self }
    }

    const fn on(self, on: Sort) -> Word {
        Word { on, ..self }
    }

    const fn makes(self, makes: Sort) -> Word {
        Word { makes, ..self }
    }
}

const fn need(name: &'static str) -> Argument {
    Argument {
        name,
        needed: true,
        one_of: &[],
    }
}

const fn may(name: &'static str) -> Argument {
    Argument {
        name,
        needed: false,
        one_of: &[],
    }
}

const fn one_of(name: &'static str, one_of: &'static [&'static str]) -> Argument {
    Argument {
        name,
        needed: false,
        one_of,
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
    )
    .takes(&[need("pat")]),
    word(
        "starting_with",
        "number is starting_with(pat=\"HT\")",
        Gives::Value,
        "a text that begins with this",
        "文本以此开头",
    )
    .takes(&[need("pat")]),
    word(
        "ending_with",
        "number is ending_with(pat=\"A\")",
        Gives::Value,
        "a text that ends with this",
        "文本以此结尾",
    )
    .takes(&[need("pat")]),
];

/// The functions.
pub const FUNCTIONS: &[Word] = &[word(
    "range",
    "range(end=3)",
    Gives::Value,
    "whole numbers from `start` (0) up to before `end`, at most a thousand",
    "从 `start`（默认 0）到 `end` 之前的整数，最多一千个",
)
.takes(&[may("start"), need("end")])];

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
    // Of short words many are alike that have nothing to do with each other: `safe`, `date`.
    let near = crate::text::nearest(name, names.iter().copied())
        .filter(|near| near.len() > 5 || strsim::damerau_levenshtein(near, name) < 2);
    Some(match near {
        Some(near) => say!(en: "did you mean `{near}`?", zh: "是不是 `{near}`？", near = near),
        None => say!(en: "there are: {names}", zh: "可用的有：{names}", names = names.join(", ")),
    })
}
