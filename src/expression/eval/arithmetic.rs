//! `+`, `-`, `*`, `/`, `%`: exact, and unknown rather than wrong.

use super::Evaluation;
use crate::expression::ast::BinaryOperator;
use crate::expression::compiled::Node;
use crate::expression::trouble::Cause;
use crate::expression::value::{List, Val};
use crate::text::Span;
use crate::value::{Decimal, Money};
use std::borrow::Cow;

impl<'a> Evaluation<'a, '_> {
    pub(super) fn negated(&mut self, of: &'a Node) -> Val<'a> {
        match self.node(of) {
            Val::Number(number) => Val::Number(-number),
            Val::Money(money) => Val::Money(Money {
                amount: -money.amount,
                ..money
            }),
            _ => Val::Unknown,
        }
    }

    pub(super) fn arithmetic(
        &mut self,
        operator: BinaryOperator,
        left: Val<'a>,
        right: Val<'a>,
        span: Span,
    ) -> Val<'a> {
        use BinaryOperator as B;
        match (operator, left, right) {
            (_, Val::Number(one), Val::Number(two)) => self
                .number(operator, one, two, span)
                .map_or(Val::Unknown, Val::Number),
            (B::Multiply, Val::Money(money), Val::Number(number))
            | (B::Multiply, Val::Number(number), Val::Money(money))
            | (B::Divide, Val::Money(money), Val::Number(number)) => {
                self.money(operator, money, number, span)
            }
            (B::Divide, Val::Money(one), Val::Money(two)) => match self.common(one, two, span) {
                Some(_) => self
                    .number(operator, one.amount, two.amount, span)
                    .map_or(Val::Unknown, Val::Number),
                None => Val::Unknown,
            },
            (B::Add | B::Subtract, Val::Money(one), Val::Money(two)) => {
                match self.common(one, two, span) {
                    Some(money) => self.money(
                        operator,
                        Money {
                            amount: one.amount,
                            ..money
                        },
                        two.amount,
                        span,
                    ),
                    None => Val::Unknown,
                }
            }
            (B::Add, Val::Moment(moment), Val::Length(length)) => {
                let later = self.scope.world.add(moment, length);
                self.in_calendar(later.map(Val::Moment), span)
            }
            (B::Subtract, Val::Moment(moment), Val::Length(length)) => {
                let earlier = self.scope.world.subtract(moment, length);
                self.in_calendar(earlier.map(Val::Moment), span)
            }
            (B::Subtract, Val::Moment(one), Val::Moment(two)) => {
                let days = one.date.signed_duration_since(two.date).num_days();
                Val::Number(Decimal::from(days))
            }
            (B::Add, Val::List(one), Val::List(two)) => self.one_after_other(&one, &two),
            (B::Add, left, right) => match (left.text(), right.text()) {
                (Some(one), Some(two)) if self.spend_text_of(one, two) => {
                    Val::Text(Cow::Owned([one, two].concat()))
                }
                _ => Val::Unknown,
            },
            _ => Val::Unknown,
        }
    }

    /// Long texts cost their length, so that doubling soon ends.
    fn spend_text_of(&mut self, one: &str, two: &str) -> bool {
        self.spend(one.len().saturating_add(two.len()))
    }

    pub(super) fn in_calendar(&mut self, value: Option<Val<'a>>, span: Span) -> Val<'a> {
        value.unwrap_or_else(|| self.trouble(Cause::BeyondCalendar, span))
    }

    fn number(
        &mut self,
        operator: BinaryOperator,
        one: Decimal,
        two: Decimal,
        span: Span,
    ) -> Option<Decimal> {
        use BinaryOperator as B;
        let divides = matches!(operator, B::Divide | B::Remainder);
        let result = match operator {
            B::Add => one.checked_add(two),
            B::Subtract => one.checked_sub(two),
            B::Multiply => one.checked_mul(two),
            B::Divide => one.checked_div(two),
            B::Remainder => one.checked_rem(two),
            _ => return None,
        };
        if result.is_none() {
            let cause = if divides && two.is_zero() {
                Cause::DivisionByZero
            } else {
                Cause::Overflow
            };
            self.trouble(cause, span);
        }
        result
    }

    fn money(
        &mut self,
        operator: BinaryOperator,
        money: Money,
        number: Decimal,
        span: Span,
    ) -> Val<'a> {
        self.number(operator, money.amount, number, span)
            .map_or(Val::Unknown, |amount| Val::Money(Money { amount, ..money }))
    }

    /// The one of both whose currency counts: nothing has any currency.
    fn common(&mut self, one: Money, two: Money, span: Span) -> Option<Money> {
        if one.currency == two.currency || two.amount.is_zero() {
            return Some(one);
        }
        if one.amount.is_zero() {
            return Some(two);
        }
        self.trouble(Cause::MixedCurrencies(one.currency, two.currency), span);
        None
    }

    fn one_after_other(&mut self, one: &List<'a>, two: &List<'a>) -> Val<'a> {
        if !self.spend(one.len().saturating_add(two.len())) {
            return Val::Unknown;
        }
        let values = one.values().chain(two.values()).collect();
        Val::List(List::Values(values))
    }
}
