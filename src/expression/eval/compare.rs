//! `==`, `<` and their kin, and `in`.

use super::Evaluation;
use crate::expression::trouble::Cause;
use crate::expression::value::{List, Val};
use crate::form::Record;
use crate::text::Span;
use crate::value::{Decimal, Length, Moment, Money, Unit};
use std::cmp::Ordering;

impl<'a> Evaluation<'a, '_> {
    /// Whether both are the same; none where that can't be said.
    pub(super) fn equal(&mut self, left: &Val<'a>, right: &Val<'a>, span: Span) -> Option<bool> {
        match (left, right) {
            (Val::Null | Val::Unknown, _) | (_, Val::Null | Val::Unknown) => None,
            (Val::Boolean(one), Val::Boolean(two)) => Some(one == two),
            (Val::Choice(one, at), Val::Choice(two, other)) if std::ptr::eq(*one, *two) => {
                Some(at == other)
            }
            (
                Val::Text(_) | Val::Choice(..) | Val::File(_),
                Val::Text(_) | Val::Choice(..) | Val::File(_),
            ) => Some(left.text() == right.text()),
            (Val::List(one), Val::List(two)) => self.equal_lists(one, two, span),
            (Val::Record(_) | Val::Reference(_), Val::Text(id)) => Some(has_id(left, id)),
            (Val::Text(id), Val::Record(_) | Val::Reference(_)) => Some(has_id(right, id)),
            (Val::Record(_) | Val::Reference(_), Val::Record(_) | Val::Reference(_)) => {
                Some(self.same_record(left, right))
            }
            _ => self
                .compare(left, right, span)
                .map(|order| order == Ordering::Equal),
        }
    }

    fn equal_lists(&mut self, one: &List<'a>, two: &List<'a>, span: Span) -> Option<bool> {
        if one.len() != two.len() {
            return Some(false);
        }
        let mut all = Some(true);
        for (left, right) in one.values().zip(two.values()) {
            if !self.spend(1) {
                return None;
            }
            match self.equal(&left, &right, span) {
                Some(true) => {}
                Some(false) => return Some(false),
                None => all = None,
            }
        }
        all
    }

    fn same_record(&self, one: &Val<'a>, two: &Val<'a>) -> bool {
        if let (Val::Record(one), Val::Record(two)) = (one, two) {
            return one.kind == two.kind && one.address == two.address;
        }
        if let (Val::Reference(one), Val::Reference(two)) = (one, two)
            && one.kind == two.kind
            && one.id == two.id
            && std::ptr::eq(one.from, two.from)
        {
            return true;
        }
        one.key(self.scope.world) == two.key(self.scope.world)
    }

    /// Which is less; none where that can't be said.
    pub(super) fn compare(
        &mut self,
        left: &Val<'a>,
        right: &Val<'a>,
        span: Span,
    ) -> Option<Ordering> {
        match (left, right) {
            (Val::Number(one), Val::Number(two)) => Some(one.cmp(two)),
            (Val::Money(one), Val::Money(two)) => self.compare_money(one, two, span),
            (Val::Moment(one), Val::Moment(two)) => Some(compare_moments(one, two)),
            (Val::Length(one), Val::Length(two)) => compare_lengths(one, two),
            (Val::Text(one), Val::Text(two)) => Some(one.cmp(two)),
            _ => None,
        }
    }

    /// Amounts of two currencies can't be compared, unless one is nothing.
    fn compare_money(&mut self, one: &Money, two: &Money, span: Span) -> Option<Ordering> {
        if one.currency == two.currency || one.amount.is_zero() || two.amount.is_zero() {
            return Some(one.amount.cmp(&two.amount));
        }
        self.trouble(Cause::MixedCurrencies(one.currency, two.currency), span);
        None
    }

    /// Whether a list has an item that is the same; one is enough.
    pub(super) fn is_in(&mut self, item: &Val<'a>, list: &Val<'a>, span: Span) -> Option<bool> {
        let list = match list {
            Val::List(list) => list,
            Val::Null => return Some(false),
            _ => return None,
        };
        let mut found = Some(false);
        for value in list.values() {
            if !self.spend(1) {
                return None;
            }
            match self.equal(item, &value, span) {
                Some(true) => return Some(true),
                Some(false) => {}
                None => found = None,
            }
        }
        found
    }
}

fn has_id(record: &Val<'_>, id: &str) -> bool {
    match record {
        Val::Reference(to) => to.id == id,
        Val::Record(Record {
            id: own, address, ..
        }) => own == id || address == id,
        _ => false,
    }
}

/// Where one of both has no time, days are compared.
fn compare_moments(one: &Moment, two: &Moment) -> Ordering {
    let times = match (one.time, two.time) {
        (Some(one), Some(two)) => one.cmp(&two),
        _ => Ordering::Equal,
    };
    one.date.cmp(&two.date).then(times)
}

/// Lengths compare where their units convert: hours, days and weeks; months and years.
fn compare_lengths(one: &Length, two: &Length) -> Option<Ordering> {
    let size = |length: &Length| -> (Unit, Decimal) {
        let count = Decimal::from(length.count);
        let times = |unit, factor: u32| (unit, count * Decimal::from(factor));
        match length.unit {
            Unit::Hours => times(Unit::Hours, 1),
            Unit::Days => times(Unit::Hours, 24),
            Unit::Weeks => times(Unit::Hours, 24 * 7),
            Unit::Months => times(Unit::Months, 1),
            Unit::Years => times(Unit::Months, 12),
            unit => (unit, count),
        }
    };
    let ((unit, count), (other_unit, other_count)) = (size(one), size(two));
    (unit == other_unit).then(|| count.cmp(&other_count))
}
