//! Three values: true, false, and what can't be said.

use super::sample::{Sample, number};
use crate::form::Value;

const ABSENT: &str = "budget.high > 1";
const BROKEN: &str = "lines[2].unit_price > 1";

#[test]
fn one_side_is_enough() {
    for unknown in [ABSENT, BROKEN] {
        let sample = Sample::new();
        for (text, expected) in [
            ("U && true", "(unknown)"),
            ("U && false", "no"),
            ("false && U", "no"),
            ("U || true", "yes"),
            ("true || U", "yes"),
            ("U || false", "(unknown)"),
            ("!(U)", "(unknown)"),
            ("U ? 1 : 2", "(unknown)"),
            ("true ? 1 : (U ? 2 : 3)", "1"),
        ] {
            let text = text.replace('U', unknown);
            assert_eq!(sample.show(&text), expected, "{text}");
        }
    }
}

#[test]
fn absent_is_null_and_nothing_else() {
    Sample::new().check_all(&[
        ("budget.high == null", "yes"),
        ("budget.high != null", "no"),
        ("null == budget.high", "yes"),
        ("has(budget.high)", "no"),
        ("has(budget.low)", "yes"),
        ("budget.high", "(empty)"),
        ("budget.high == budget.high", "(unknown)"),
        ("budget.high < 5", "(unknown)"),
        ("budget.high + 5", "(unknown)"),
        ("-budget.high", "(unknown)"),
        ("null == null", "yes"),
    ]);
}

#[test]
fn an_absent_group_has_absent_fields() {
    Sample::new().check_all(&[
        ("has(budget.agreed.on)", "no"),
        ("has(budget.agreed)", "no"),
        ("budget.agreed.on == null", "yes"),
        ("budget.agreed.on < today", "(unknown)"),
    ]);
}

#[test]
fn a_broken_value_is_neither_there_nor_absent() {
    Sample::new().check_all(&[
        ("has(lines[2].unit_price)", "(unknown)"),
        ("lines[2].unit_price == null", "(unknown)"),
        ("lines[2].unit_price == 3", "(unknown)"),
    ]);
    let broken = Sample::new().with("lines", Value::Broken);
    broken.check_all(&[
        ("size(lines)", "(unknown)"),
        ("lines.all(l, true)", "(unknown)"),
        ("has(lines)", "(unknown)"),
    ]);
}

#[test]
fn an_absent_list_is_empty() {
    Sample::new().check_all(&[
        ("size(days_off)", "0"),
        ("has(days_off)", "no"),
        ("days_off == null", "yes"),
        ("days_off.all(d, d == today)", "yes"),
        ("days_off.exists(d, d == today)", "no"),
        ("days_off.map(d, year(d))", ""),
        ("size(days_off.filter(d, true))", "0"),
        ("first(days_off)", "(empty)"),
        ("today in days_off", "no"),
    ]);
}

#[test]
fn macros_are_decided_by_one_item() {
    Sample::new().check_all(&[
        ("lines.all(l, l.discount < 0.5)", "(unknown)"),
        ("lines.all(l, l.discount < 0.05)", "no"),
        ("lines.exists(l, l.discount > 0.05)", "yes"),
        ("lines.exists(l, l.discount > 0.5)", "(unknown)"),
        ("lines.exists_one(l, l.discount > 0.06)", "(unknown)"),
        ("lines.exists_one(l, l.quantity == 3)", "yes"),
        ("lines.exists_one(l, l.quantity < 4)", "no"),
        ("lines.exists_one(l, l.discount > 0.01)", "(unknown)"),
        ("size(lines.filter(l, l.discount > 0.01))", "(unknown)"),
        ("lines.map(l, l.discount)", "5%, (empty), 10%"),
    ]);
}

#[test]
fn membership_is_decided_by_one_item() {
    Sample::new().check_all(&[
        ("0.05 in lines.map(l, l.discount)", "yes"),
        ("0.06 in lines.map(l, l.discount)", "(unknown)"),
        ("budget.high in [budget.low]", "(unknown)"),
        ("3 in scores", "yes"),
        ("4 in scores", "no"),
    ]);
}

#[test]
fn totals_need_every_item() {
    Sample::new().check_all(&[
        ("sum(lines.map(l, l.discount))", "(unknown)"),
        ("max(lines.map(l, l.discount))", "(unknown)"),
        ("mean(lines.map(l, l.discount))", "(unknown)"),
        ("distinct(lines.map(l, l.discount))", "(unknown)"),
        (
            "sum(lines.filter(l, has(l.discount)).map(l, l.discount))",
            "15%",
        ),
    ]);
}

#[test]
fn what_goes_wrong_is_told_where_it_matters() {
    Sample::new().check_all(&[
        ("1 / 0", "(unknown) ! division by zero"),
        ("5 % 0 == 1", "(unknown) ! division by zero"),
        ("1 / 0 > 1 && score == 8", "no"),
        ("1 / 0 > 1 || score == 7", "yes"),
        ("score > 0 ? 1 : 1 / 0", "1"),
        ("1 / 0 > 1 || true ? 5 : 6", "5"),
        ("[1 / 0, 2]", "(unknown), 2 ! division by zero"),
        (
            "9999999999999999999999999999 * 1000",
            "(unknown) ! a number became too large",
        ),
    ]);
    let negative = Sample::new().with("score", number("-1"));
    negative.check_all(&[
        (
            "scores[score]",
            "(unknown) ! a number here must be whole and not below 0",
        ),
        (
            "today + days(score)",
            "(unknown) ! a number here must be whole and not below 0",
        ),
        (
            "round(1.5, score)",
            "(unknown) ! a number here must be whole and not below 0",
        ),
    ]);
}
