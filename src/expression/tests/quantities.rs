//! Numbers, money, days and durations: exact, and never mixed up.

use super::sample::{Sample, amount, day, yuan};
use crate::form::Value;

#[test]
fn decimals_are_exact() {
    Sample::new().check_all(&[
        ("0.1 + 0.2 == 0.3", "yes"),
        ("99999999999999.99 + 0.01", "100000000000000"),
        ("1 / 3 * 3 == 1", "no"),
        ("round(1 / 3 * 3, 6) == 1", "yes"),
        ("1 / 8", "0.125"),
        (
            "9999999999999999999999999999 * 1000",
            "(unknown) ! a number became too large",
        ),
        ("0.00000000000000001 > 0", "yes"),
    ]);
}

#[test]
fn percents_are_numbers_and_shown_as_percents() {
    Sample::new().check_all(&[
        ("discount", "8%"),
        ("discount == 0.08", "yes"),
        ("discount > 0.05", "yes"),
        ("discount + discount", "16%"),
        ("discount * 100", "8"),
        (
            "max(lines.filter(l, has(l.discount)).map(l, l.discount))",
            "10%",
        ),
        ("[discount, 0.5]", "0.08, 0.5"),
        ("urgent ? discount : discount", "8%"),
        ("discount / 3", "0.026667"),
        ("-discount", "-8%"),
    ]);
}

#[test]
fn money_keeps_its_currency() {
    Sample::new().check_all(&[
        ("amount * 2", "2,560,000.00 CNY"),
        ("0.5 * amount", "640,000.00 CNY"),
        ("amount / 3", "426,666.67 CNY"),
        ("amount / budget.low", "2.56"),
        ("amount - budget.low", "780,000.00 CNY"),
        ("-amount", "-1,280,000.00 CNY"),
        ("amount > 100000", "yes"),
        ("100000 > amount", "no"),
        ("amount == 1280000", "yes"),
        ("amount in [1, 1280000]", "yes"),
        ("amount + 1", "1,280,001.00 CNY"),
        ("amount > -1", "yes"),
        ("urgent ? amount : 0", "1,280,000.00 CNY"),
        ("max([0, amount, 5])", "1,280,000.00 CNY"),
        ("amount / 0", "(unknown) ! division by zero"),
    ]);
}

#[test]
fn currencies_do_not_mix() {
    let dollars = Sample::new().with("amount", amount("120000", "USD"));
    let mixed = "(unknown) ! USD and CNY can't be compared or added";
    dollars.check_all(&[
        ("amount", "120,000.00 USD"),
        ("amount > 100000", mixed),
        ("amount + budget.low", mixed),
        ("amount / budget.low", mixed),
        ("amount == budget.low", mixed),
        ("sum([amount, budget.low])", mixed),
        (
            "max([amount, budget.low])",
            "(unknown) ! CNY and USD can't be compared or added",
        ),
        // Nothing is nothing in every currency.
        ("amount > 0", "yes"),
        // A rate, and an amount in the other currency.
        (
            "amount / money('USD 1') * money('CNY 7.1')",
            "852,000.00 CNY",
        ),
        ("amount > money('USD 100000')", "yes"),
        (
            "currency(amount) == 'USD' ? amount > money('USD 1') : amount > 1",
            "yes",
        ),
        ("amount + 0", "120,000.00 USD"),
        ("0 - amount", "-120,000.00 USD"),
        ("amount == 0", "no"),
        ("sum([amount])", "120,000.00 USD"),
        ("sum([amount, amount])", "240,000.00 USD"),
        (
            "sum(lines.filter(l, false).map(l, l.unit_price)) < amount",
            "yes",
        ),
    ]);
}

#[test]
fn money_is_shown_to_the_cent() {
    for (value, shown) in [
        ("0", "0.00 CNY"),
        ("999.5", "999.50 CNY"),
        ("1000", "1,000.00 CNY"),
        ("-123456.785", "-123,456.79 CNY"),
        ("1234567890.10", "1,234,567,890.10 CNY"),
    ] {
        assert_eq!(
            Sample::new().with("amount", yuan(value)).show("amount"),
            shown
        );
    }
}

#[test]
fn days_compare_as_days_where_a_time_is_missing() {
    Sample::new().check_all(&[
        ("met_at", "2026-03-02 15:00"),
        ("assigned_on == met_at", "yes"),
        ("assigned_on < met_at", "no"),
        ("assigned_on <= met_at", "yes"),
        ("met_at < today", "yes"),
        ("met_at - assigned_on", "0"),
        ("moves[0].at < moves[1].at", "yes"),
        ("today - assigned_on", "120"),
        ("assigned_on - today", "-120"),
    ]);
    Sample::new()
        .with("assigned_on", Value::Moment(day("2026-03-03")))
        .check_all(&[
            ("met_at < assigned_on", "yes"),
            ("met_at == assigned_on", "no"),
        ]);
}

#[test]
fn durations_compare_where_units_convert() {
    Sample::new().check_all(&[
        ("duration('48 hours') == duration('2 days')", "yes"),
        ("duration('1 week') > duration('6 days')", "yes"),
        ("duration('1 year') == duration('12 months')", "yes"),
        ("duration('1 month') < duration('40 days')", "(unknown)"),
        ("term == duration('2 working days')", "yes"),
        ("term > duration('1 day')", "(unknown)"),
    ]);
}
