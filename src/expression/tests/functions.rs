//! Every function, method, fact and operator of the table.

use super::sample::{Sample, words};
use crate::expression::vocabulary::{Form, reference};

const CASES: &[(&str, &str)] = &[
    ("size(lines)", "3"),
    ("size('华辰')", "2"),
    ("size(title + '!')", "10"),
    ("sum(scores)", "6"),
    ("sum([])", "0"),
    (
        "sum(lines.filter(l, l.quantity > 1).map(l, l.unit_price * l.quantity))",
        "10,351.50 CNY",
    ),
    (
        "sum(lines.filter(l, false).map(l, l.unit_price))",
        "0.00 CNY",
    ),
    ("min(scores)", "1"),
    ("max(scores)", "3"),
    ("min(days_off)", "(empty)"),
    (
        "max(minutes.filter(m, has(m.held_on)).map(m, m.held_on))",
        "2026-02-10",
    ),
    ("max([budget.low, amount])", "1,280,000.00 CNY"),
    ("mean(scores)", "2"),
    ("mean([1, 2])", "1.5"),
    ("mean(days_off.map(d, 1))", "(empty)"),
    ("mean([budget.low, amount])", "890,000.00 CNY"),
    ("first(scores)", "3"),
    ("last(scores)", "2"),
    ("first([])", "(empty)"),
    ("distinct(['a', 'b', 'a'])", "a, b"),
    ("distinct([1, 1.0, 2])", "1, 2"),
    ("size(distinct(lines.map(l, l.product)))", "3"),
    ("title.contains('Line')", "yes"),
    ("title.contains('line')", "no"),
    ("title.startsWith('华')", "yes"),
    ("title.endsWith('3')", "yes"),
    ("title.matches('^华.* [0-9]$')", "yes"),
    ("title.matches(r'^\\d')", "no"),
    ("grade.startsWith('A')", "yes"),
    ("fold('ＡＢＣ 有限公司（上海）')", "abc有限公司上海"),
    ("fold(' Acme,  Inc. ') == fold('ACME INC')", "yes"),
    ("digits('+86 138-００01 2345')", "8613800012345"),
    ("domain('Li.Na@Example.COM')", "example.com"),
    ("domain('nobody')", "(empty)"),
    ("round(2.345, 2)", "2.35"),
    ("round(-2.5, 0)", "-3"),
    ("round(0.5, 0)", "1"),
    ("round(amount / 3, 2)", "426,666.67 CNY"),
    ("round(discount, 1)", "10%"),
    ("abs(-3)", "3"),
    ("abs(-amount)", "1,280,000.00 CNY"),
    ("date('2026-01-31')", "2026-01-31"),
    ("duration('3 working days')", "3 working days"),
    ("duration('1 week')", "1 week"),
    ("money('USD 1200')", "1,200.00 USD"),
    ("money('1200')", "1,200.00 CNY"),
    ("currency(amount)", "CNY"),
    ("duration('month end')", "month end"),
    ("days(5)", "5 days"),
    ("assigned_on + days(5)", "2026-03-07"),
    ("assigned_on - days(5)", "2026-02-25"),
    ("met_at + days(1)", "2026-03-03 15:00"),
    ("year(today)", "2026"),
    ("month(today)", "6"),
    ("day(today)", "30"),
    ("month_end(date('2028-02-03'))", "2028-02-29"),
    ("month_end(date('2026-12-31'))", "2026-12-31"),
    ("working_days(assigned_on, today)", "120"),
    (
        "working_days(today, date('2027-01-01'))",
        "(unknown) ! the calendar does not reach that day",
    ),
    (
        "date('2200-12-31') + days(4000000000)",
        "(unknown) ! the calendar does not reach that day",
    ),
    ("entered('needs')", "2026-02-05"),
    ("entered('won')", "(empty)"),
    ("left('lead')", "2026-02-05"),
    ("left('needs') == null", "yes"),
    ("left('won') == null", "(unknown)"),
    ("reached('needs')", "yes"),
    ("passed('needs')", "no"),
    ("closed()", "no"),
    ("solution.deal.closed()", "no"),
    ("solution.closed()", "(unknown)"),
    ("solution.deal.entered('lead') < today", "yes"),
    ("signed('concession')", "no"),
    ("solution.signed('solution')", "yes"),
    ("owner.holds('sales')", "yes"),
    ("owner.holds('legal')", "no"),
    ("solution.lead.holds('legal')", "yes"),
    ("has(owner)", "yes"),
    ("has(lines[7])", "no"),
    ("lines.all(l, l.quantity > 0)", "yes"),
    ("lines.exists(l, l.quantity > 5)", "yes"),
    ("lines.exists_one(l, l.quantity > 5)", "yes"),
    ("lines.filter(l, l.quantity > 5).map(l, l.name)", "PLC"),
    ("lines.all(l, l.tags.all(t, size(t) == 1))", "yes"),
    ("lines.map(l, l.tags.map(t, t + l.name))[1]", "xHMI, yHMI"),
    ("lines[1].name", "HMI"),
    ("lines[9]", "(empty)"),
    ("urgent ? 1 : 2", "1"),
    ("urgent || false", "yes"),
    ("urgent && true", "yes"),
    ("!urgent", "no"),
    ("-score", "-7"),
    ("score == 7", "yes"),
    ("score != 7", "no"),
    ("score < 7", "no"),
    ("score <= 7", "yes"),
    ("score > 7", "no"),
    ("score >= 7", "yes"),
    ("grade in ['A', 'B']", "yes"),
    ("score + 1", "8"),
    ("score - 1", "6"),
    ("score * 2", "14"),
    ("score / 2", "3.5"),
    ("score % 2", "1"),
    ("[1] + scores", "1, 3, 1, 2"),
];

#[test]
fn each_does_what_the_table_says() {
    Sample::new().check_all(CASES);
}

#[test]
fn each_entry_has_a_case() {
    for entry in reference() {
        let used = |text: &str| match entry.form {
            Form::Operator if entry.name == "? :" => text.contains(" ? "),
            Form::Operator if entry.name == "[]" => text.contains("[1]"),
            Form::Operator => text.contains(entry.name),
            _ => text.contains(&format!("{}(", entry.name)),
        };
        assert!(CASES.iter().any(|(text, _)| used(text)), "{}", entry.name);
    }
}

#[test]
fn functions_of_unknown_values_are_unknown() {
    let sample = Sample::new().with("title", crate::form::Value::Absent);
    for text in [
        "size(title)",
        "fold(title)",
        "digits(title)",
        "domain(title)",
        "title.contains('a')",
        "title.matches('a')",
        "'a'.contains(title)",
        "title + 'a'",
        "round(budget.high, 2)",
        "abs(budget.high)",
        "year(budget.agreed.on)",
        "month_end(budget.agreed.on)",
        "working_days(budget.agreed.on, today)",
        "budget.agreed.on + days(1)",
        "today - budget.agreed.on",
    ] {
        assert_eq!(sample.show(text), "(unknown)", "{text}");
    }
}

#[test]
fn texts_are_compared_as_they_are() {
    Sample::new()
        .with("title", words("ａ"))
        .check_all(&[("title == 'a'", "no"), ("fold(title) == 'a'", "yes")]);
}
