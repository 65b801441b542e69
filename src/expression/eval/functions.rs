//! Functions, methods and facts.

use super::Evaluation;
use crate::expression::ast::BinaryOperator;
use crate::expression::compiled::{Constant, Node, Op};
use crate::expression::trouble::Cause;
use crate::expression::value::{List, Val};
use crate::expression::vocabulary::Function;
use crate::expression::world::Fact;
use crate::form::Record;
use crate::text::Span;
use crate::value::{Decimal, Length, Moment, Money, Unit, date, fold, number};
use chrono::Datelike;
use rust_decimal::prelude::ToPrimitive;
use std::borrow::Cow;
use std::cmp::Ordering;
use std::collections::HashSet;

impl<'a> Evaluation<'a, '_> {
    pub(super) fn call(&mut self, function: Function, takes: &'a [Node], span: Span) -> Val<'a> {
        use Function as F;
        let Some((first, rest)) = takes.split_first() else {
            return Val::Unknown;
        };
        let value = self.node(first);
        match function {
            F::Size => self.size(&value),
            F::Sum => self.sum(value, rest, span),
            F::Mean => self.mean(&value, span),
            F::Min => self.extreme(&value, Ordering::Less, span),
            F::Max => self.extreme(&value, Ordering::Greater, span),
            F::First => of_list(value, |list| list.get(0).unwrap_or(Val::Null)),
            F::Last => of_list(value, |list| {
                let last = list.len().checked_sub(1).and_then(|at| list.get(at));
                last.unwrap_or(Val::Null)
            }),
            F::Distinct => self.distinct(&value),
            F::Contains | F::StartsWith | F::EndsWith => self.text_in_text(function, value, rest),
            F::Matches => self.matches(&value, rest),
            F::Fold | F::Digits | F::Domain => self.rewritten(function, &value),
            F::Round => self.round(value, rest, span),
            F::Abs => match value {
                Val::Number(number) => Val::Number(number.abs()),
                Val::Money(money) => Val::Money(Money {
                    amount: money.amount.abs(),
                    ..money
                }),
                _ => Val::Unknown,
            },
            F::Currency => match value {
                Val::Money(money) => Val::Text(Cow::Owned(money.currency.code().to_owned())),
                Val::Null => Val::Null,
                _ => Val::Unknown,
            },
            F::Days => self.days(&value, span),
            F::Year | F::Month | F::Day | F::MonthEnd => of_day(function, &value),
            F::WorkingDays => self.working_days(&value, rest, span),
            F::Entered | F::Left | F::Reached | F::Passed | F::Closed | F::Signed | F::Holds => {
                self.fact(function, value, rest)
            }
            // The checker leaves only their literals.
            F::Date | F::Duration | F::Money => value,
        }
    }

    fn second(&mut self, rest: &'a [Node]) -> Val<'a> {
        rest.first().map_or(Val::Unknown, |node| self.node(node))
    }

    fn size(&mut self, value: &Val<'a>) -> Val<'a> {
        let size = match (value, value.text()) {
            (Val::List(list), _) => list.len(),
            (_, Some(text)) if self.spend_text(text.len()) => text.chars().count(),
            _ => return Val::Unknown,
        };
        Val::Number(Decimal::from(size))
    }

    fn sum(&mut self, value: Val<'a>, zero: &'a [Node], span: Span) -> Val<'a> {
        let zero = self.second(zero);
        match value {
            Val::List(list) => self.added(zero, list.values(), span),
            _ => Val::Unknown,
        }
    }

    fn added(
        &mut self,
        start: Val<'a>,
        items: impl Iterator<Item = Val<'a>>,
        span: Span,
    ) -> Val<'a> {
        let mut sum = start;
        for item in items {
            if !self.spend(1) {
                return Val::Unknown;
            }
            sum = self.arithmetic(BinaryOperator::Add, sum, item, span);
            if sum.is_unknown() {
                break;
            }
        }
        sum
    }

    fn mean(&mut self, value: &Val<'a>, span: Span) -> Val<'a> {
        let Val::List(list) = value else {
            return Val::Unknown;
        };
        let mut items = list.values();
        let Some(first) = items.next() else {
            return Val::Null;
        };
        let sum = self.added(first, items, span);
        let count = Val::Number(Decimal::from(list.len()));
        self.arithmetic(BinaryOperator::Divide, sum, count, span)
    }

    fn extreme(&mut self, value: &Val<'a>, wanted: Ordering, span: Span) -> Val<'a> {
        let Val::List(list) = value else {
            return Val::Unknown;
        };
        let mut items = list.values();
        let Some(mut best) = items.next() else {
            return Val::Null;
        };
        if matches!(best, Val::Null) {
            return Val::Unknown;
        }
        for item in items {
            if !self.spend(1) {
                return Val::Unknown;
            }
            match self.compare(&item, &best, span) {
                Some(order) if order == wanted => best = item,
                Some(_) => {}
                None => return Val::Unknown,
            }
        }
        best
    }

    fn distinct(&mut self, value: &Val<'a>) -> Val<'a> {
        let Val::List(list) = value else {
            return Val::Unknown;
        };
        let mut seen = HashSet::new();
        let mut kept = Vec::new();
        for item in list.values() {
            let Some(key) = item.key(self.scope.world) else {
                return Val::Unknown;
            };
            if !self.spend_text(key.len()) {
                return Val::Unknown;
            }
            if seen.insert(key) {
                kept.push(item);
            }
        }
        Val::List(List::Values(kept.into()))
    }

    fn text_in_text(&mut self, function: Function, value: Val<'a>, rest: &'a [Node]) -> Val<'a> {
        let other = self.second(rest);
        let (Some(text), Some(part)) = (value.text(), other.text()) else {
            return Val::Unknown;
        };
        if !self.spend_text(text.len()) {
            return Val::Unknown;
        }
        Val::Boolean(match function {
            Function::StartsWith => text.starts_with(part),
            Function::EndsWith => text.ends_with(part),
            _ => text.contains(part),
        })
    }

    fn matches(&mut self, value: &Val<'a>, rest: &'a [Node]) -> Val<'a> {
        let (Some(text), Some(Op::Constant(Constant::Regex(regex)))) =
            (value.text(), rest.first().map(|node| &node.op))
        else {
            return Val::Unknown;
        };
        if !self.spend_text(text.len()) {
            return Val::Unknown;
        }
        Val::Boolean(regex.is_match(text))
    }

    fn rewritten(&mut self, function: Function, value: &Val<'a>) -> Val<'a> {
        let Some(text) = value.text() else {
            return Val::Unknown;
        };
        if !self.spend_text(text.len()) {
            return Val::Unknown;
        }
        let rewritten = match function {
            Function::Fold => fold::fold(text),
            Function::Digits => fold::digits(text),
            _ => match fold::domain(text) {
                Some(domain) => domain,
                None => return Val::Null,
            },
        };
        Val::Text(Cow::Owned(rewritten))
    }

    fn round(&mut self, value: Val<'a>, rest: &'a [Node], span: Span) -> Val<'a> {
        let places = match self.second(rest) {
            Val::Number(places) if places.is_integer() => places.to_u32(),
            Val::Number(_) => None,
            _ => return Val::Unknown,
        };
        let Some(places) = places else {
            return self.trouble(Cause::NotWhole, span);
        };
        match value {
            Val::Number(number) => Val::Number(number::round(number, places)),
            Val::Money(money) => Val::Money(Money {
                amount: number::round(money.amount, places),
                ..money
            }),
            _ => Val::Unknown,
        }
    }

    fn days(&mut self, value: &Val<'a>, span: Span) -> Val<'a> {
        let Val::Number(number) = value else {
            return Val::Unknown;
        };
        match number.to_u32().filter(|_| number.is_integer()) {
            Some(count) => Val::Length(Length {
                count,
                unit: Unit::Days,
            }),
            None => self.trouble(Cause::NotWhole, span),
        }
    }

    fn working_days(&mut self, from: &Val<'a>, rest: &'a [Node], span: Span) -> Val<'a> {
        let (Val::Moment(from), Val::Moment(to)) = (from, self.second(rest)) else {
            return Val::Unknown;
        };
        let days = self.scope.world.working_days(from.date, to.date);
        self.in_calendar(days.map(|days| Val::Number(Decimal::from(days))), span)
    }

    fn fact(&self, function: Function, of: Val<'a>, rest: &'a [Node]) -> Val<'a> {
        let record: &'a Record = match of {
            Val::Record(record) => record,
            Val::Reference(to) => match self.followed(to) {
                Some(record) => record,
                None => return Val::Unknown,
            },
            _ => return Val::Unknown,
        };
        if record.broken {
            return Val::Unknown;
        }
        let at = match rest.first().map(|node| &node.op) {
            Some(Op::Constant(Constant::Position(at))) => *at,
            _ => 0,
        };
        let world = self.scope.world;
        let moment = |fact: Fact<Moment>| match fact {
            Fact::Known(moment) => Val::Moment(moment),
            Fact::Absent => Val::Null,
            Fact::Unknown => Val::Unknown,
        };
        match function {
            Function::Entered => moment(world.entered(record, at)),
            Function::Left => moment(world.left(record, at)),
            Function::Reached => Val::from_truth(world.reached(record, at)),
            Function::Passed => Val::from_truth(world.passed(record, at)),
            Function::Closed => Val::from_truth(world.closed(record)),
            Function::Signed => Val::from_truth(world.signed(record, at)),
            Function::Holds => Val::from_truth(world.holds(record, at)),
            _ => Val::Unknown,
        }
    }
}

fn of_list<'a>(value: Val<'a>, pick: impl FnOnce(&List<'a>) -> Val<'a>) -> Val<'a> {
    match value {
        Val::List(list) => pick(&list),
        Val::Null => Val::Null,
        _ => Val::Unknown,
    }
}

fn of_day<'a>(function: Function, value: &Val<'a>) -> Val<'a> {
    let Val::Moment(moment) = value else {
        return Val::Unknown;
    };
    let day = moment.date;
    match function {
        Function::Year => Val::Number(Decimal::from(day.year())),
        Function::Month => Val::Number(Decimal::from(day.month())),
        Function::Day => Val::Number(Decimal::from(day.day())),
        _ => Val::Moment(Moment::day(date::month_end(day))),
    }
}
