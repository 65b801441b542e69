//! Why a value can't be said although everything it needs is there.

use crate::language::Phrase;
use crate::say;
use crate::text::Span;
use crate::value::Currency;

/// What went wrong in an evaluation, and in which part of the expression.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Trouble {
    /// What went wrong.
    pub cause: Cause,
    /// The part of the expression.
    pub span: Span,
}

/// What can go wrong.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Cause {
    /// A number became too large.
    Overflow,
    /// A division by zero.
    DivisionByZero,
    /// Amounts in two currencies were compared or added.
    MixedCurrencies(Currency, Currency),
    /// A number that must be whole and not negative is otherwise.
    NotWhole,
    /// A day that the calendar doesn't reach.
    BeyondCalendar,
    /// The evaluation took too many steps.
    TooCostly,
}

impl Trouble {
    /// What mends it, where the expression does.
    pub fn help(&self) -> Option<Phrase> {
        matches!(self.cause, Cause::MixedCurrencies(..)).then(|| {
            say!(
                en: "ask for it with `currency(…)`, or bring one to the other at a rate: `x / money('USD 1') * money('CNY 7.1')`",
                zh: "用 `currency(…)` 区分币种，或按汇率换算：`x / money('USD 1') * money('CNY 7.1')`"
            )
        })
    }

    /// What went wrong, for people.
    pub fn phrase(&self) -> Phrase {
        match self.cause {
            Cause::Overflow => say!(en: "a number became too large", zh: "数字过大"),
            Cause::DivisionByZero => say!(en: "division by zero", zh: "除数为零"),
            Cause::MixedCurrencies(one, two) => {
                say!(en: "{one} and {two} can't be compared or added", zh: "{one} 与 {two} 不能比较或相加", one = one.code(), two = two.code())
            }
            Cause::NotWhole => {
                say!(en: "a number here must be whole and not below 0", zh: "这里的数字必须是不小于 0 的整数")
            }
            Cause::BeyondCalendar => {
                say!(en: "the calendar does not reach that day", zh: "日历没有覆盖到这一天")
            }
            Cause::TooCostly => {
                say!(en: "the expression takes too many steps on this record", zh: "这条记录上表达式的计算步数过多")
            }
        }
    }
}
