//! Names, references, children, parents, and what of them is read.

use super::sample::*;
use crate::expression::*;
use crate::form::{KindId, Value};
use std::collections::BTreeSet;

#[test]
fn references_are_followed() {
    Sample::new().check_all(&[
        ("customer", "<huachen>"),
        ("customer.full_name", "华辰（上海）有限公司"),
        ("customer.grade", "Grade B"),
        ("customer.owner.email", "zhang-wei@Example.COM"),
        ("customer.region", "(empty)"),
        ("lines.map(l, l.product.maker)[0]", "<li-na>"),
        ("first(lines).product.maker.name", "Li Na"),
        ("helpers.map(h, h.name)", "Li Na, Zhang Wei, Li Na"),
    ]);
}

#[test]
fn references_compare_by_id() {
    let sample = Sample::new();
    sample.check_all(&[
        ("owner == customer.owner", "yes"),
        ("owner == first(lines).product.maker", "no"),
        ("owner == 'zhang-wei'", "yes"),
        ("owner != 'li-na'", "yes"),
        ("owner in helpers", "yes"),
        ("owner in ['li-na', 'zhang-wei']", "yes"),
        ("customer.owner in [solution.lead]", "no"),
        ("distinct(helpers)", "<li-na>, <zhang-wei>"),
        ("minutes[0].deal == solution.deal", "yes"),
        ("pipeline.person.exists(p, p == owner)", "yes"),
    ]);
    // Nobody needs to be there for that.
    let dangling = Sample::new().with("owner", words("gone"));
    dangling.check_all(&[
        ("owner == customer.owner", "no"),
        ("owner == 'gone'", "yes"),
        ("has(owner)", "yes"),
        ("owner", "gone"),
    ]);
}

#[test]
fn a_missing_or_broken_record_is_unknown() {
    Sample::new().check_all(&[
        ("has(lines[2].product)", "yes"),
        ("has(lines[2].product.maker)", "(unknown)"),
        ("lines[2].product.maker == null", "(unknown)"),
        ("lines[1].product.maker.name", "(unknown)"),
        ("lines[1].product.maker.holds('legal')", "(unknown)"),
        ("pipeline.product.map(p, p.name)", "PLC, HMI, (unknown)"),
        ("size(pipeline.product)", "3"),
    ]);
    Sample::new()
        .with("customer", words("p-broken"))
        .check_all(&[("customer.grade == 'A'", "(unknown)")]);
    Sample::new().with("customer", Value::Absent).check_all(&[
        ("customer.grade == null", "yes"),
        ("customer.grade == 'A'", "(unknown)"),
        ("has(customer.owner.email)", "no"),
    ]);
}

#[test]
fn children_and_parents_have_their_kinds_names() {
    let sample = Sample::new();
    sample.check_all(&[
        ("size(minutes)", "2"),
        ("minutes.exists(m, m.about == 'needs')", "yes"),
        ("solution.total", "99.00 CNY"),
        ("solution.deal.title", "华辰 Line 3"),
        ("has(solution)", "yes"),
        ("minutes[0].deal.solution.lead.name", "Li Na"),
    ]);
    let of_minutes = Site {
        kind: MINUTES,
        ..sample.site()
    };
    let compiled =
        compile("deal.amount > 5 && about == 'needs'", &sample, &of_minutes).expect("checks");
    let scope = Scope::of(sample.record("d-1/minutes/a"), &sample);
    assert_eq!(compiled.eval(&scope).truth(), Some(true));
    let mut without = Sample::new();
    without.records.retain(|record| record.kind != SOLUTION);
    without.check_all(&[("has(solution)", "no"), ("solution.total", "(empty)")]);
}

#[test]
fn items_of_each_have_values_and_places() {
    let sample = Sample::new();
    let lines = sample.compile("lines");
    let Type::List(item) = lines.ty() else {
        panic!("a list");
    };
    let site = Site {
        item: Some(own((**item).clone())),
        wants: Wants::Boolean,
        ..sample.site()
    };
    let text = "item.unit_price >= item.product.floor_price";
    let rule = compile(text, &sample, &site).expect("checks");
    let scope = Scope::of(&sample.records[0], &sample);
    let Val::List(list) = lines.eval(&scope).value else {
        panic!("a list");
    };
    let judged: Vec<Option<bool>> = list
        .items()
        .map(|item| rule.eval(&scope.with_item(item)).truth())
        .collect();
    assert_eq!(judged, [Some(false), Some(true), None]);

    let first = rule.reads().first_field().expect("a field");
    assert_eq!((first.from, &first.fields[..]), (Root::Item, &[2][..]));
    let item = list.items().nth(1).expect("an item");
    let (record, span) = first.place(&scope.with_item(item)).expect("a place");
    assert_eq!((record.address.as_str(), span.start), ("d-1", 20));
    assert_eq!(rule.reads().paths[1].fields, [1]);
}

#[test]
fn scalar_items_have_places_too() {
    let sample = Sample::new();
    let scores = sample.compile("scores");
    let scope = Scope::of(&sample.records[0], &sample);
    let Val::List(list) = scores.eval(&scope).value else {
        panic!("a list");
    };
    let site = Site {
        item: Some(own(Type::NUMBER)),
        ..sample.site()
    };
    let rule = compile("item > 1", &sample, &site).expect("checks");
    let item = list.items().nth(2).expect("an item");
    let first = rule.reads().first_field().expect("the item");
    let (_, span) = first.place(&scope.with_item(item)).expect("a place");
    assert_eq!(span.start, 20);
}

#[test]
fn reads_tell_fields_and_kinds() {
    let sample = Sample::new();
    let reads = |text: &str| sample.compile(text).reads().clone();
    let paths = |text: &str| -> Vec<Vec<usize>> {
        reads(text)
            .paths
            .into_iter()
            .map(|path| path.fields)
            .collect()
    };
    assert_eq!(
        paths("today > budget.agreed.on && score > 1"),
        [vec![13, 2, 0], vec![7]]
    );
    assert_eq!(paths("score + score"), [vec![7]]);
    assert_eq!(paths("customer.owner == owner"), [vec![1], vec![2]]);
    assert_eq!(
        paths("lines.all(l, l.quantity > score)"),
        [vec![14], vec![7]]
    );
    assert!(paths("size(minutes) > 1").is_empty());
}

#[test]
fn reads_tell_what_is_asked_of_other_records() {
    let sample = Sample::new();
    let beyond = |text: &str| sample.compile(text).reads().beyond.clone();
    let fields = |text: &str| -> Vec<(KindId, usize)> { beyond(text).fields.into_iter().collect() };
    assert_eq!(beyond("score > 1 && owner == 'x'"), Beyond::default());
    assert_eq!(
        fields("customer.owner.name == 'x'"),
        [(CUSTOMER, 1), (PERSON, 0)]
    );
    assert_eq!(
        fields("lines.exists(l, l.product.name == 'x')"),
        [(PRODUCT, 0)]
    );
    let kinds = |of: &dyn Fn(&Beyond) -> &BTreeSet<KindId>, text: &str| -> Vec<KindId> {
        of(&beyond(text)).iter().copied().collect()
    };
    let facts = |text: &str| kinds(&|beyond| &beyond.facts, text);
    let whole = |text: &str| kinds(&|beyond| &beyond.whole, text);
    assert_eq!(facts("owner.holds('legal')"), [PERSON]);
    // The papers in the record's own folder are judged with it.
    assert_eq!(facts("solution.signed('solution')"), []);
    assert_eq!(facts("size(minutes) > 1"), []);
    for text in [
        "minutes.exists(m, m.deal.score > 1)",
        "minutes.filter(m, m.deal.score > 1)[0].deal.score > 1",
        "first(minutes).deal.signed('concession')",
        "score > 1 ? solution.deal.score > 1 : false",
    ] {
        assert_eq!(beyond(text), Beyond::default(), "{text}");
    }
    assert_eq!(whole("size(pipeline.minutes) > 1"), [MINUTES]);
}

#[test]
fn places_end_where_the_file_does() {
    let sample = Sample::new();
    let scope = Scope::of(&sample.records[0], &sample);
    let place = |text: &str| {
        let compiled = sample.compile(text);
        let path = compiled.reads().first_field().cloned();
        path.and_then(|path| path.place(&scope))
            .map(|(_, span)| span.start)
    };
    assert_eq!(place("budget.low > 1"), Some(0));
    assert_eq!(place("budget.agreed.on < today"), Some(20));
    assert_eq!(place("customer.owner.name == 'x'"), Some(10));
    assert_eq!(place("today > date('2026-01-01')"), None);
}

#[test]
fn what_a_value_comes_from_is_known() {
    let sample = Sample::new();
    let gives = |text: &str| {
        let given = sample.compile(text).gives(DEAL, None).into_iter();
        given
            .map(|field| (field.kind, field.fields))
            .collect::<Vec<_>>()
    };
    let field = |kind: KindId, fields: &[usize]| (kind, fields.to_vec());
    let (assigned, met, agreed) = (
        field(DEAL, &[9]),
        field(DEAL, &[10]),
        field(DEAL, &[13, 2, 0]),
    );
    for (text, expected) in [
        ("assigned_on", vec![assigned.clone()]),
        ("budget.agreed.on", vec![agreed.clone()]),
        // What is only looked at is not given.
        ("met_at >= assigned_on ? met_at : null", vec![met.clone()]),
        (
            "max([assigned_on, budget.agreed.on])",
            vec![assigned, agreed],
        ),
        ("days_off.filter(d, d > today)", vec![field(DEAL, &[18])]),
        ("first(days_off)", vec![field(DEAL, &[18])]),
        ("lines.map(l, l.product)", vec![field(PRODUCT, &[])]),
        ("lines.map(l, l.unit_price)", vec![field(DEAL, &[14, 2])]),
        (
            "lines.map(l, scores.map(s, l.unit_price))",
            vec![field(DEAL, &[14, 2])],
        ),
        ("customer.full_name", vec![field(CUSTOMER, &[0])]),
        // What is computed comes from no field.
        ("met_at + duration('1 week')", vec![]),
        ("entered('lead')", vec![]),
        ("date('2026-01-01')", vec![]),
    ] {
        assert_eq!(gives(text), expected, "{text}");
    }
}
