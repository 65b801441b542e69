//! Everything that the language has besides names and literals: one table, from which the checker takes arity and
//! types, and the documentation its words.

use super::ast::{BinaryOperator, UnaryOperator};
use crate::language::Phrase;

/// An operator, function or macro.
#[derive(Debug)]
pub struct Entry {
    /// How it is written: `+`, `size`, `all`.
    pub name: &'static str,
    /// How it is used.
    pub form: Form,
    /// What it takes and gives; the first that fits counts.
    pub signatures: &'static [Signature],
    /// What it does, in both languages.
    pub doc: Doc,
    /// An expression that uses it.
    pub example: &'static str,
    /// What it is to the evaluator.
    pub(super) meaning: Meaning,
}

/// A text of the table in both languages.
#[derive(Debug)]
pub struct Doc {
    /// English.
    pub en: &'static str,
    /// Chinese.
    pub zh: &'static str,
}

impl Doc {
    /// The text as a phrase.
    pub fn phrase(&self) -> Phrase {
        Phrase {
            en: self.en.to_owned(),
            zh: self.zh.to_owned(),
        }
    }
}

/// How an entry is used.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Form {
    /// Between its operands, or before its one operand.
    Operator,
    /// `size(x)`
    Function,
    /// `x.contains(y)`
    Method,
    /// `record.signed(…)`; without anything before it, of the record at hand.
    Fact,
    /// `list.all(x, …)`: the second argument is evaluated for each item.
    Macro,
}

/// What an entry takes and gives.
#[derive(Debug)]
pub struct Signature {
    /// The types of operands or arguments; what stands before the point comes first.
    pub takes: &'static [Pattern],
    /// The type of the result.
    pub gives: Pattern,
    /// Whether percents give a percent.
    pub keeps_percent: bool,
}

/// What types fit.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Pattern {
    /// Any type; the same wherever it stands in a signature.
    Item,
    /// The same, where two of them can be compared: no group and no list.
    Plain,
    /// `true` or `false`.
    Boolean,
    /// A number or percent.
    Number,
    /// A whole number: a position, a number of days or of decimal places.
    Whole,
    /// A text or one of an enum's names.
    Text,
    /// A day.
    Moment,
    /// A duration.
    Length,
    /// Money.
    Money,
    /// A record or reference.
    Record,
    /// A record of a person.
    Person,
    /// A list of these.
    List(&'static Pattern),
    /// `null`
    Null,
    /// A field or a path to one.
    Path,
    /// The name that stands for an item.
    Variable,
    /// A literal text: a day.
    DayText,
    /// A literal text: a duration.
    LengthText,
    /// A literal text: an amount in a currency.
    MoneyText,
    /// A literal text: a regular expression.
    Regex,
    /// A literal text: a stage of the record's kind.
    Stage,
    /// A literal text: a sign-off of the record's kind.
    SignOff,
    /// A literal text: a role.
    Role,
}

/// What an entry is to the evaluator.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(super) enum Meaning {
    Unary(UnaryOperator),
    Binary(BinaryOperator),
    Conditional,
    Index,
    Has,
    Macro(Macro),
    Function(Function),
}

/// A macro over a list.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(super) enum Macro {
    All,
    Exists,
    ExistsOne,
    Filter,
    Map,
}

/// A function, method or fact.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(super) enum Function {
    Size,
    Sum,
    Min,
    Max,
    Mean,
    First,
    Last,
    Distinct,
    Contains,
    StartsWith,
    EndsWith,
    Matches,
    Fold,
    Digits,
    Domain,
    Round,
    Abs,
    Date,
    Duration,
    Money,
    Currency,
    Days,
    Year,
    Month,
    Day,
    WorkingDays,
    MonthEnd,
    Entered,
    Left,
    Reached,
    Passed,
    Closed,
    Signed,
    Holds,
}

/// The table.
pub fn reference() -> &'static [Entry] {
    ENTRIES
}

/// The function, method, fact or macro of this name.
pub(super) fn called(name: &str) -> Option<&'static Entry> {
    ENTRIES
        .iter()
        .find(|entry| entry.form != Form::Operator && entry.name == name)
}

/// The entry of an operator.
pub(super) fn operator(meaning: Meaning) -> Option<&'static Entry> {
    ENTRIES.iter().find(|entry| entry.meaning == meaning)
}

impl Pattern {
    /// Whether only a text that is written in the expression will do.
    pub(super) fn is_literal(self) -> bool {
        matches!(
            self,
            Pattern::DayText
                | Pattern::LengthText
                | Pattern::MoneyText
                | Pattern::Regex
                | Pattern::Stage
                | Pattern::SignOff
                | Pattern::Role
        )
    }

    /// What documentation calls it.
    pub fn phrase(self) -> Phrase {
        let (en, zh) = match self {
            Pattern::Item => ("any", "任意值"),
            Pattern::Plain => ("value", "值"),
            Pattern::Boolean => ("boolean", "是否值"),
            Pattern::Number => ("number", "数字"),
            Pattern::Whole => ("whole number", "整数"),
            Pattern::Text => ("text", "文本"),
            Pattern::Moment => ("day", "日期"),
            Pattern::Length => ("duration", "时长"),
            Pattern::Money => ("money", "金额"),
            Pattern::Record => ("record", "记录"),
            Pattern::Person => ("person", "人员"),
            Pattern::Null => ("null", "空值"),
            Pattern::Path => ("field", "字段"),
            Pattern::Variable => ("name", "变量名"),
            Pattern::DayText => ("'2026-03-31'", "'2026-03-31'"),
            Pattern::LengthText => ("'3 days'", "'3 days'"),
            Pattern::MoneyText => ("'USD 12000'", "'USD 12000'"),
            Pattern::Regex => ("'regex'", "'正则表达式'"),
            Pattern::Stage => ("'stage'", "'阶段'"),
            Pattern::SignOff => ("'sign-off'", "'签批'"),
            Pattern::Role => ("'role'", "'角色'"),
            Pattern::List(Pattern::Number) => ("list of numbers", "数字列表"),
            Pattern::List(Pattern::Money) => ("list of money", "金额列表"),
            Pattern::List(Pattern::Moment) => ("list of days", "日期列表"),
            Pattern::List(Pattern::Plain) => ("list of values", "值列表"),
            Pattern::List(_) => ("list", "列表"),
        };
        Phrase {
            en: en.to_owned(),
            zh: zh.to_owned(),
        }
    }
}

impl Entry {
    /// How one of its signatures is written: `round(number, number)`.
    pub fn usage(&self, signature: &Signature) -> Phrase {
        let takes: Vec<Phrase> = signature.takes.iter().map(|p| p.phrase()).collect();
        let en: Vec<&str> = takes.iter().map(|phrase| phrase.en.as_str()).collect();
        let zh: Vec<&str> = takes.iter().map(|phrase| phrase.zh.as_str()).collect();
        Phrase {
            en: self.written(&en),
            zh: self.written(&zh),
        }
    }

    fn written(&self, takes: &[&str]) -> String {
        let name = self.name;
        match (self.form, takes) {
            (Form::Operator, [condition, yes, no]) => format!("{condition} ? {yes} : {no}"),
            (Form::Operator, [list, index]) if name == "[]" => format!("{list}[{index}]"),
            (Form::Operator, [left, right]) => format!("{left} {name} {right}"),
            (Form::Operator, operands) => format!("{name}{}", operands.join("")),
            (Form::Function, arguments) => format!("{name}({})", arguments.join(", ")),
            (_, [on, arguments @ ..]) => format!("{on}.{name}({})", arguments.join(", ")),
            (_, []) => format!("{name}()"),
        }
    }
}

const fn gives(takes: &'static [Pattern], gives: Pattern) -> Signature {
    Signature {
        takes,
        gives,
        keeps_percent: false,
    }
}

const fn keeps(takes: &'static [Pattern], gives: Pattern) -> Signature {
    Signature {
        takes,
        gives,
        keeps_percent: true,
    }
}

use Pattern as P;

const ITEMS: Pattern = P::List(&P::Item);
const PLAINS: Pattern = P::List(&P::Plain);
const NUMBERS: Pattern = P::List(&P::Number);
const MONIES: Pattern = P::List(&P::Money);
const MOMENTS: Pattern = P::List(&P::Moment);

const BOOLEANS: &[Signature] = &[gives(&[P::Boolean, P::Boolean], P::Boolean)];
const ALIKE: &[Signature] = &[gives(&[P::Item, P::Item], P::Boolean)];
const ORDERED: &[Signature] = &[
    gives(&[P::Number, P::Number], P::Boolean),
    gives(&[P::Money, P::Money], P::Boolean),
    gives(&[P::Moment, P::Moment], P::Boolean),
    gives(&[P::Length, P::Length], P::Boolean),
    gives(&[P::Text, P::Text], P::Boolean),
];
const EXTREME: &[Signature] = &[
    keeps(&[NUMBERS], P::Number),
    gives(&[MONIES], P::Money),
    gives(&[MOMENTS], P::Moment),
];
const TESTED: &[Signature] = &[gives(&[ITEMS, P::Variable, P::Boolean], P::Boolean)];
const TEXTS: &[Signature] = &[gives(&[P::Text, P::Text], P::Boolean)];
const AT_STAGE: &[Signature] = &[gives(&[P::Record, P::Stage], P::Moment)];
const BY_STAGE: &[Signature] = &[gives(&[P::Record, P::Stage], P::Boolean)];
const OF_DAY: &[Signature] = &[gives(&[P::Moment], P::Number)];

macro_rules! entries {
    ($($name:literal $form:ident $meaning:expr, $signatures:expr, $example:literal, $en:literal, $zh:literal;)*) => {
        &[$(Entry {
            name: $name,
            form: Form::$form,
            signatures: $signatures,
            doc: Doc { en: $en, zh: $zh },
            example: $example,
            meaning: $meaning,
        }),*]
    };
}

use BinaryOperator as B;
use Function as F;
use Meaning::{Binary, Unary};

#[rustfmt::skip]
static ENTRIES: &[Entry] = entries! {
    "? :" Operator Meaning::Conditional, &[gives(&[P::Boolean, P::Item, P::Item], P::Item)], "discount > 0.1 ? 2 : 1",
        "The second value where the first is true, else the third.", "条件成立时取第一个值，否则取第二个值。";
    "||" Operator Binary(B::Or), BOOLEANS, "a || b",
        "Whether one of both is true; one true side is enough, whatever the other is.", "任一成立即成立；一边成立时不看另一边。";
    "&&" Operator Binary(B::And), BOOLEANS, "a && b",
        "Whether both are true; one false side is enough to say no.", "两者都成立才成立；一边不成立即不成立。";
    "==" Operator Binary(B::Equal), ALIKE, "stage == 'won'",
        "Whether both are the same; `x == null` asks whether a value isn't there.", "两者是否相同；`x == null` 表示没有填写。";
    "!=" Operator Binary(B::Unequal), ALIKE, "owner != null",
        "Whether both differ; `x != null` asks whether a value is there.", "两者是否不同；`x != null` 表示已填写。";
    "<" Operator Binary(B::Less), ORDERED, "signed_on < today",
        "Less, or earlier. Days are compared as days where one of both has no time.", "小于，或更早。只要有一方没有时刻，就按天比较。";
    "<=" Operator Binary(B::LessOrEqual), ORDERED, "discount <= 0.1",
        "Less or equal, not later.", "小于等于，或不晚于。";
    ">" Operator Binary(B::Greater), ORDERED, "total > 100000",
        "Greater, or later. A number beside money is in the pipeline's currency.", "大于，或更晚。与金额比较的数字按销售库的币种理解。";
    ">=" Operator Binary(B::GreaterOrEqual), ORDERED, "item.unit_price >= item.product.floor_price",
        "Greater or equal, not earlier.", "大于等于，或不早于。";
    "in" Operator Binary(B::In), &[gives(&[P::Item, ITEMS], P::Boolean)], "need in ['rigid', 'elastic']",
        "Whether a list has an item like this.", "列表中是否有这个值。";
    "+" Operator Binary(B::Add),
        &[keeps(&[P::Number, P::Number], P::Number), gives(&[P::Money, P::Money], P::Money), gives(&[P::Moment, P::Length], P::Moment),
          gives(&[P::Text, P::Text], P::Text), gives(&[ITEMS, ITEMS], ITEMS)], "signed_on + duration('3 working days')",
        "Sum; a day that much later; texts or lists one after the other.", "求和；向后推算日期；连接文本或列表。";
    "-" Operator Binary(B::Subtract),
        &[keeps(&[P::Number, P::Number], P::Number), gives(&[P::Money, P::Money], P::Money), gives(&[P::Moment, P::Length], P::Moment),
          gives(&[P::Moment, P::Moment], P::Number)], "today - assigned_on",
        "Difference; a day that much earlier; the number of days between two days.", "求差；向前推算日期；两个日期相差的天数。";
    "*" Operator Binary(B::Multiply),
        &[gives(&[P::Number, P::Number], P::Number), gives(&[P::Money, P::Number], P::Money), gives(&[P::Number, P::Money], P::Money)],
        "unit_price * quantity", "Product.", "求积。";
    "/" Operator Binary(B::Divide),
        &[gives(&[P::Number, P::Number], P::Number), gives(&[P::Money, P::Number], P::Money), gives(&[P::Money, P::Money], P::Number)],
        "(price - cost) / price", "Quotient, with decimals. By zero it is unknown.", "求商，保留小数。除以零时结果未知。";
    "%" Operator Binary(B::Remainder), &[gives(&[P::Number, P::Number], P::Number)], "quantity % 10 == 0",
        "Remainder of a division, with the sign of the first number.", "余数，符号与被除数相同。";
    "-" Operator Unary(UnaryOperator::Negate), &[keeps(&[P::Number], P::Number), gives(&[P::Money], P::Money)], "-amount",
        "The negative.", "相反数。";
    "!" Operator Unary(UnaryOperator::Not), &[gives(&[P::Boolean], P::Boolean)], "!has(lost_reason)",
        "The opposite.", "取反。";
    "[]" Operator Meaning::Index, &[gives(&[ITEMS, P::Whole], P::Item)], "lines[0]",
        "An item by its position, from 0; null beyond the end.", "按位置取一项，从 0 开始；超出范围为空。";
    "has" Function Meaning::Has, &[gives(&[P::Path], P::Boolean)], "has(budget.low)",
        "Whether the value is there. An empty list counts as absent.", "是否已填写。空列表视为没有填写。";
    "all" Macro Meaning::Macro(Macro::All), TESTED, "requirements.all(r, has(r.priority))",
        "Whether it is true of every item; of an empty list it is.", "是否每一项都成立；空列表视为成立。";
    "exists" Macro Meaning::Macro(Macro::Exists), TESTED, "contacts.exists(c, c.role == 'decision_maker')",
        "Whether it is true of at least one item.", "是否至少有一项成立。";
    "exists_one" Macro Meaning::Macro(Macro::ExistsOne), TESTED, "contacts.exists_one(c, c.main)",
        "Whether it is true of exactly one item.", "是否恰好有一项成立。";
    "filter" Macro Meaning::Macro(Macro::Filter), &[gives(&[ITEMS, P::Variable, P::Boolean], ITEMS)], "lines.filter(l, l.quantity > 10)",
        "The items of which it is true.", "取出成立的各项。";
    "map" Macro Meaning::Macro(Macro::Map), &[gives(&[ITEMS, P::Variable, P::Item], ITEMS)], "follow_ups.map(f, f.date)",
        "The value for every item.", "对每一项求值。";
    "size" Function Meaning::Function(F::Size), &[gives(&[ITEMS], P::Number), gives(&[P::Text], P::Number)], "size(requirements) >= 3",
        "Number of items, or of characters.", "列表的项数，或文本的字数。";
    "sum" Function Meaning::Function(F::Sum), &[keeps(&[NUMBERS], P::Number), gives(&[MONIES], P::Money)], "sum(lines.map(l, l.amount))",
        "Sum of the items; zero of none.", "各项之和；空列表为零。";
    "min" Function Meaning::Function(F::Min), EXTREME, "min(lines.map(l, l.discount))",
        "The least item, or the earliest; null of none.", "最小或最早的一项；空列表为空。";
    "max" Function Meaning::Function(F::Max), EXTREME, "max(follow_ups.map(f, f.date))",
        "The greatest item, or the latest; null of none.", "最大或最晚的一项；空列表为空。";
    "mean" Function Meaning::Function(F::Mean), &[keeps(&[NUMBERS], P::Number), gives(&[MONIES], P::Money)], "mean(visits.map(v, v.score))",
        "The average of the items; null of none.", "平均值；空列表为空。";
    "first" Function Meaning::Function(F::First), &[gives(&[ITEMS], P::Item)], "first(moves).at",
        "The first item; null of none.", "第一项；空列表为空。";
    "last" Function Meaning::Function(F::Last), &[gives(&[ITEMS], P::Item)], "last(follow_ups).date",
        "The last item; null of none.", "最后一项；空列表为空。";
    "distinct" Function Meaning::Function(F::Distinct), &[gives(&[PLAINS], PLAINS)], "size(distinct(lines.map(l, l.product)))",
        "The items without repetitions, in their order.", "去掉重复后的各项，保持次序。";
    "contains" Method Meaning::Function(F::Contains), TEXTS, "title.contains('自动化')",
        "Whether the text has this in it.", "文本是否包含这一段。";
    "startsWith" Method Meaning::Function(F::StartsWith), TEXTS, "number.startsWith('HT-')",
        "Whether the text begins with this.", "文本是否以此开头。";
    "endsWith" Method Meaning::Function(F::EndsWith), TEXTS, "file.endsWith('.pdf')",
        "Whether the text ends with this.", "文本是否以此结尾。";
    "matches" Method Meaning::Function(F::Matches), &[gives(&[P::Text, P::Regex], P::Boolean)], "number.matches('^HT-[0-9]{4}$')",
        "Whether the regular expression is found in the text; `^` and `$` bind it to the whole.", "文本中是否有符合正则表达式的部分；用 `^` 和 `$` 表示整个文本。";
    "fold" Function Meaning::Function(F::Fold), &[gives(&[P::Text], P::Text)], "fold(full_name)",
        "The text in one form: lower case, half width, letters and digits only.", "统一写法：小写、半角，只留文字和数字。";
    "digits" Function Meaning::Function(F::Digits), &[gives(&[P::Text], P::Text)], "digits(phone)",
        "The digits of the text.", "文本中的数字。";
    "domain" Function Meaning::Function(F::Domain), &[gives(&[P::Text], P::Text)], "domain(email)",
        "What follows the `@` of an e-mail address, in lower case; null without one.", "邮箱地址 `@` 之后的部分（小写）；没有则为空。";
    "round" Function Meaning::Function(F::Round), &[keeps(&[P::Number, P::Whole], P::Number), gives(&[P::Money, P::Whole], P::Money)], "round(total * 0.13, 2)",
        "Rounded to so many decimal places, half away from zero.", "四舍五入到指定的小数位数。";
    "abs" Function Meaning::Function(F::Abs), &[keeps(&[P::Number], P::Number), gives(&[P::Money], P::Money)], "abs(paid - due) < 1",
        "Without its sign.", "绝对值。";
    "date" Function Meaning::Function(F::Date), &[gives(&[P::DayText], P::Moment)], "date('2026-01-01')",
        "A day.", "一个日期。";
    "duration" Function Meaning::Function(F::Duration), &[gives(&[P::LengthText], P::Length)], "duration('3 working days')",
        "A length of time: hours, days, working days, weeks, months, years, or `month end`.", "时长：hours、days、working days、weeks、months、years 或 `month end`。";
    "money" Function Meaning::Function(F::Money), &[gives(&[P::MoneyText], P::Money)], "fee / money('CNY 1') * money('USD 0.14')",
        "An amount in a currency of its own.", "带币种的金额。";
    "currency" Function Meaning::Function(F::Currency), &[gives(&[P::Money], P::Text)], "currency(total) == 'USD'",
        "The code of an amount's currency.", "金额的币种代码。";
    "days" Function Meaning::Function(F::Days), &[gives(&[P::Whole], P::Length)], "signed_on + days(payment_days)",
        "A duration of so many days.", "若干天的时长。";
    "year" Function Meaning::Function(F::Year), OF_DAY, "year(today)", "The year of a day.", "年份。";
    "month" Function Meaning::Function(F::Month), OF_DAY, "month(today)", "The month of a day, from 1 to 12.", "月份，1 至 12。";
    "day" Function Meaning::Function(F::Day), OF_DAY, "day(today)", "The day of the month, from 1.", "当月第几日。";
    "working_days" Function Meaning::Function(F::WorkingDays), &[gives(&[P::Moment, P::Moment], P::Number)], "working_days(sent_on, today) <= 3",
        "Number of working days after the first day, up to and with the second.", "从前一日之后到后一日（含）的工作日数。";
    "month_end" Function Meaning::Function(F::MonthEnd), &[gives(&[P::Moment], P::Moment)], "month_end(signed_on)",
        "The last day of the month.", "当月最后一天。";
    "entered" Fact Meaning::Function(F::Entered), AT_STAGE, "entered('needs')",
        "When the stage was last entered; null if never.", "最近一次进入该阶段的时间；从未进入则为空。";
    "left" Fact Meaning::Function(F::Left), AT_STAGE, "left('needs')",
        "When the stage was last left; null if it wasn't.", "最近一次离开该阶段的时间；没有则为空。";
    "reached" Fact Meaning::Function(F::Reached), BY_STAGE, "reached('contract')",
        "Whether the stage has ever been entered.", "是否曾进入该阶段。";
    "passed" Fact Meaning::Function(F::Passed), BY_STAGE, "passed('needs')",
        "Whether the record stands beyond the stage now.", "现在是否已越过该阶段。";
    "closed" Fact Meaning::Function(F::Closed), &[gives(&[P::Record], P::Boolean)], "closed()",
        "Whether the record rests in an end stage.", "是否停在结束阶段。";
    "signed" Fact Meaning::Function(F::Signed), &[gives(&[P::Record, P::SignOff], P::Boolean)], "solution.signed('solution')",
        "Whether all roles that the sign-off demands have approved what is there now.", "要求的角色是否都已就现有内容签批同意。";
    "holds" Method Meaning::Function(F::Holds), &[gives(&[P::Person, P::Role], P::Boolean)], "owner.holds('legal')",
        "Whether the person holds the role today.", "此人现在是否担任该角色。";
};
