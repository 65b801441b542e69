//! The words that documents may use beside those of Tera's tags: filters, tests and functions, each with what it means.
//! Tera's own filters that could make a text grow without end, or call text safe, are not among them.

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

/// The filters.
pub const FILTERS: &[Word] = &[
    word(
        "default",
        "note | default(value=\"–\")",
        Gives::Value,
        "what to print where there is nothing",
        "没有内容时打印什么",
    ),
    word(
        "money",
        "total | money",
        Gives::Value,
        "money with its sign and grouped: ¥586,380.00",
        "带货币符号和千分位的金额：¥586,380.00",
    ),
    word(
        "amount",
        "total | amount",
        Gives::Value,
        "money without its currency, grouped: 586,380.00",
        "不带货币的金额，有千分位：586,380.00",
    ),
    word(
        "currency",
        "total | currency",
        Gives::Value,
        "the currency of money: CNY",
        "金额的货币：CNY",
    ),
    word(
        "capitals",
        "total | capitals",
        Gives::Value,
        "renminbi in financial capitals: 人民币伍拾捌万陆仟叁佰捌拾元整",
        "人民币大写金额：人民币伍拾捌万陆仟叁佰捌拾元整",
    ),
    word(
        "from_capitals",
        "\"壹仟肆佰零玖元伍角整\" | from_capitals",
        Gives::Value,
        "the money that financial capitals say",
        "大写金额所表示的金额",
    ),
    word(
        "times",
        "unit_price | times(by=3)",
        Gives::Value,
        "money or a number times a number or percentage, exactly",
        "金额或数字乘以数字或百分比，精确计算",
    ),
    word(
        "plus",
        "total | plus(add=freight)",
        Gives::Value,
        "money or a number plus another, exactly",
        "金额或数字相加，精确计算",
    ),
    word(
        "minus",
        "total | minus(take=paid)",
        Gives::Value,
        "money or a number less another, exactly",
        "金额或数字相减，精确计算",
    ),
    word(
        "cents",
        "share | cents",
        Gives::Value,
        "money or a number rounded half up to two places",
        "四舍五入到分（两位小数）",
    ),
    word(
        "total",
        "lines | total(of=\"amount\")",
        Gives::Sum,
        "the exact sum of a field of all items, or of all items",
        "各项某字段之和，或各项之和，精确计算",
    ),
    word(
        "number",
        "quantity | number(places=2)",
        Gives::Value,
        "a number, grouped, with so many places",
        "带千分位的数字，保留几位小数",
    ),
    word(
        "percent",
        "discount | percent(places=1)",
        Gives::Value,
        "a percentage with so many places",
        "百分比，保留几位小数",
    ),
    word(
        "off",
        "discount | off",
        Gives::Value,
        "a discount as people say it: 9.2 折, 8 % off",
        "折扣的通常说法：9.2 折",
    ),
    word(
        "date",
        "signed_on | date",
        Gives::Value,
        "a day in words: 31 March 2026; `format` is `long`, `short` (2026-03-31), `month` or `weekday`",
        "日期的写法：2026年3月31日；`format` 可为 `long`、`short`（2026-03-31）、`month`、`weekday`",
    ),
    word(
        "plus_days",
        "held_on | plus_days(days=30)",
        Gives::Value,
        "the day so many days later",
        "若干天之后的日期",
    ),
    word(
        "plus_working_days",
        "held_on | plus_working_days(days=3)",
        Gives::Value,
        "the day so many working days later, by the pipeline's calendar",
        "若干工作日之后的日期，按本库的日历",
    ),
    word(
        "yes_no",
        "passed | yes_no",
        Gives::Value,
        "true or false as yes or no",
        "是或否",
    ),
    word(
        "changes",
        "clause.text | changes(from=clause.standard)",
        Gives::Value,
        "a text with what was added and taken out against another",
        "与另一文本相比增删了什么",
    ),
    word(
        "where",
        "questions | where(of=\"kind.name\", is=\"situation\")",
        Gives::Items,
        "the items whose field is this",
        "某字段等于此值的各项",
    ),
    word(
        "having",
        "requirements | having(of=\"alternative\")",
        Gives::Items,
        "the items that have this field",
        "填有此字段的各项",
    ),
    word(
        "sorted",
        "lines | sorted(of=\"amount\")",
        Gives::Items,
        "the items in the order of a field",
        "按某字段排序的各项",
    ),
    word(
        "first",
        "payments | first",
        Gives::Items,
        "the first item",
        "第一项",
    ),
    word(
        "last",
        "payments | last",
        Gives::Items,
        "the last item",
        "最后一项",
    ),
    word(
        "nth",
        "payments | nth(n=1)",
        Gives::Items,
        "the item at a position, from 0",
        "指定位置的一项，从 0 起",
    ),
    word(
        "reverse",
        "moves | reverse",
        Gives::Items,
        "the items from the last to the first",
        "倒序的各项",
    ),
    word(
        "length",
        "lines | length",
        Gives::Count,
        "how many items, or characters",
        "项数或字数",
    ),
    word(
        "join",
        "names | join(sep=\"、\")",
        Gives::Value,
        "the items as one text with a sign between them",
        "各项连成一段文本，中间加分隔符",
    ),
    word(
        "fill",
        "script.opening | fill(with={\"客户简称\": customer.short_name})",
        Gives::Value,
        "a text with its placeholders, `{name}` or `［name］`, filled in; those that are not given stay",
        "填入文本中的占位符 `{名称}` 或 `［名称］`，没有给出的原样保留",
    ),
    word(
        "upper",
        "code | upper",
        Gives::Value,
        "in capital letters",
        "转为大写字母",
    ),
    word(
        "lower",
        "code | lower",
        Gives::Value,
        "in small letters",
        "转为小写字母",
    ),
    word(
        "trim",
        "note | trim",
        Gives::Value,
        "without white space around it",
        "去掉首尾空白",
    ),
    word(
        "truncate",
        "note | truncate(length=20)",
        Gives::Value,
        "its first characters, and … where there are more",
        "前若干个字，超出部分以 … 代替",
    ),
];

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
