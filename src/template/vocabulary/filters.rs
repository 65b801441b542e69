//! The filters, with what each gives.

use super::{Gives, Sort, Word, may, need, one_of, word};

/// The filters.
pub const FILTERS: &[Word] = &[
    word(
        "default",
        "note | default(value=\"–\")",
        Gives::Value,
        "what to print where there is nothing",
        "没有内容时打印什么",
    )
    .takes(&[need("value"), may("boolean")]),
    word(
        "money",
        "total | money",
        Gives::Value,
        "money with its currency and grouped: CNY 586,380.00, in Chinese ¥586,380.00",
        "带货币符号和千分位的金额：¥586,380.00",
    )
    .on(Sort::Quantity)
    .makes(Sort::Shown),
    word(
        "amount",
        "total | amount",
        Gives::Value,
        "money without its currency, grouped: 586,380.00",
        "不带货币的金额，有千分位：586,380.00",
    )
    .on(Sort::Quantity)
    .makes(Sort::Quantity),
    word(
        "currency",
        "total | currency",
        Gives::Value,
        "the currency of money: CNY",
        "金额的货币：CNY",
    )
    .on(Sort::Quantity)
    .makes(Sort::Shown),
    word(
        "capitals",
        "total | capitals",
        Gives::Value,
        "renminbi in financial capitals: 人民币伍拾捌万陆仟叁佰捌拾元整",
        "人民币大写金额：人民币伍拾捌万陆仟叁佰捌拾元整",
    )
    .on(Sort::Quantity)
    .makes(Sort::Shown),
    word(
        "from_capitals",
        "\"壹仟肆佰零玖元伍角整\" | from_capitals",
        Gives::Value,
        "the money that financial capitals say",
        "大写金额所表示的金额",
    )
    .on(Sort::Text)
    .makes(Sort::Quantity),
    word(
        "times",
        "unit_price | times(by=3)",
        Gives::Value,
        "money or a number times a number or percentage, exactly",
        "金额或数字乘以数字或百分比，精确计算",
    )
    .on(Sort::Quantity)
    .makes(Sort::Quantity)
    .takes(&[need("by")]),
    word(
        "plus",
        "total | plus(add=freight)",
        Gives::Value,
        "money or a number plus another, exactly",
        "金额或数字相加，精确计算",
    )
    .on(Sort::Quantity)
    .makes(Sort::Quantity)
    .takes(&[need("add")]),
    word(
        "minus",
        "total | minus(take=paid)",
        Gives::Value,
        "money or a number less another, exactly",
        "金额或数字相减，精确计算",
    )
    .on(Sort::Quantity)
    .makes(Sort::Quantity)
    .takes(&[need("take")]),
    word(
        "cents",
        "share | cents",
        Gives::Value,
        "money or a number rounded half up to two places",
        "四舍五入到分（两位小数）",
    )
    .on(Sort::Quantity)
    .makes(Sort::Quantity),
    word(
        "total",
        "lines | total(of=\"amount\")",
        Gives::Sum,
        "the exact sum of a field of all items, or of all items",
        "各项某字段之和，或各项之和，精确计算",
    )
    .on(Sort::Items)
    .makes(Sort::Quantity)
    .takes(&[may("of")]),
    word(
        "number",
        "quantity | number(places=2)",
        Gives::Value,
        "a number, grouped, with so many places",
        "带千分位的数字，保留几位小数",
    )
    .on(Sort::Quantity)
    .makes(Sort::Quantity)
    .takes(&[may("places")]),
    word(
        "percent",
        "discount | percent(places=1)",
        Gives::Value,
        "a percentage with so many places",
        "百分比，保留几位小数",
    )
    .on(Sort::Quantity)
    .makes(Sort::Quantity)
    .takes(&[may("places")]),
    word(
        "off",
        "discount | off",
        Gives::Value,
        "a discount as people say it: 9.2 折, 8% off",
        "折扣的通常说法：9.2 折",
    )
    .on(Sort::Quantity)
    .makes(Sort::Shown),
    word(
        "date",
        "signed_on | date",
        Gives::Value,
        "a day in words: 31 March 2026; `format` is `long`, `short` (2026-03-31), `month` or `weekday`",
        "日期的写法：2026年3月31日；`format` 可为 `long`、`short`（2026-03-31）、`month`、`weekday`",
    )
    .on(Sort::Day)
    .makes(Sort::Shown)
    .takes(&[one_of("format", &["long", "short", "month", "weekday"])]),
    word(
        "plus_days",
        "held_on | plus_days(days=30)",
        Gives::Value,
        "the day so many days later",
        "若干天之后的日期",
    )
    .on(Sort::Day)
    .makes(Sort::Day)
    .takes(&[need("days")]),
    word(
        "plus_working_days",
        "held_on | plus_working_days(days=3)",
        Gives::Value,
        "the day so many working days later, by the pipeline's calendar",
        "若干工作日之后的日期，按本库的日历",
    )
    .on(Sort::Day)
    .makes(Sort::Day)
    .takes(&[need("days")]),
    word(
        "yes_no",
        "passed | yes_no",
        Gives::Value,
        "true or false as yes or no",
        "是或否",
    )
    .on(Sort::Truth)
    .makes(Sort::Shown),
    word(
        "sentence",
        "warranty | sentence",
        Gives::Value,
        "a text with a full stop at its end, where it has none",
        "末尾没有句号的，补上句号",
    ),
    word(
        "sentence",
        "warranty | sentence",
        Gives::Value,
        "a text with a full stop at its end, where it has none",
        "末尾没有句号的，补上句号",
    ),
    word(
        "changes",
        "clause.text | changes(from=clause.standard)",
        Gives::Value,
        "a text with what was added and taken out against another",
        "与另一文本相比增删了什么",
    )
    .makes(Sort::Shown)
    .takes(&[need("from")]),
    word(
        "where",
        "questions | where(of=\"kind.name\", is=\"situation\")",
        Gives::Items,
        "the items whose field is this",
        "某字段等于此值的各项",
    )
    .on(Sort::Items)
    .makes(Sort::Items)
    .takes(&[need("of"), need("is")]),
    word(
        "having",
        "requirements | having(of=\"alternative\")",
        Gives::Items,
        "the items that have this field",
        "填有此字段的各项",
    )
    .on(Sort::Items)
    .makes(Sort::Items)
    .takes(&[need("of")]),
    word(
        "sorted",
        "lines | sorted(of=\"amount\")",
        Gives::Items,
        "the items in the order of a field",
        "按某字段排序的各项",
    )
    .on(Sort::Items)
    .makes(Sort::Items)
    .takes(&[need("of")]),
    word(
        "first",
        "payments | first",
        Gives::Items,
        "the first item",
        "第一项",
    )
    .on(Sort::Items),
    word(
        "last",
        "payments | last",
        Gives::Items,
        "the last item",
        "最后一项",
    )
    .on(Sort::Items),
    word(
        "nth",
        "payments | nth(n=1)",
        Gives::Items,
        "the item at a position, from 0",
        "指定位置的一项，从 0 起",
    )
    .on(Sort::Items)
    .takes(&[need("n")]),
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
    )
    .makes(Sort::Quantity),
    word(
        "join",
        "names | join(sep=\"、\")",
        Gives::Value,
        "the items as one text with a sign between them",
        "各项连成一段文本，中间加分隔符",
    )
    .on(Sort::Items)
    .makes(Sort::Shown)
    .takes(&[may("sep")]),
    word(
        "fill",
        "script.opening | fill(with={\"客户简称\": customer.short_name})",
        Gives::Value,
        "a text with its placeholders, `{name}` or `［name］`, filled in; those that are not given stay",
        "填入文本中的占位符 `{名称}` 或 `［名称］`，没有给出的原样保留",
    )
    .makes(Sort::Shown)
    .takes(&[need("with")]),
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
    )
    .takes(&[may("pat")]),
    word(
        "truncate",
        "note | truncate(length=20)",
        Gives::Value,
        "its first characters, and … where there are more",
        "前若干个字，超出部分以 … 代替",
    )
    .takes(&[need("length"), may("end")]),
];
