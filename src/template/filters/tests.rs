//! Filters, by what a template prints.

use super::Setting;
use crate::calendar::Calendar;
use crate::language::Language;
use crate::template::{Engine, Library, Shelf, Value};
use crate::text::Source;
use crate::value::Currency;
use std::sync::Arc;

fn printed(language: Language, text: &str) -> String {
    let path = format!("templates/{}/test.txt", language.tag());
    let library = Library::new(vec![Source::new(path, text)], Vec::new(), &[]);
    let mut shelf = Shelf::new(language);
    shelf.place(library.find(language, "test.txt").unwrap());
    let setting = Setting {
        language,
        currency: Currency::new("CNY").unwrap(),
        calendar: Arc::new(Calendar::default()),
    };
    let engine = Engine::new(&shelf, &setting).unwrap();
    let lines = serde_json::json!([
        {"amount": "1,200.50 CNY", "kind": {"name": "a"}, "note": "x"},
        {"amount": "99.50 CNY", "kind": {"name": "b"}},
        {"amount": "10,000.00 CNY", "kind": {"name": "a"}},
    ]);
    let values = [
        ("total".to_owned(), Value::from("586,380.00 CNY")),
        ("day".to_owned(), Value::from("2026-03-31")),
        ("lines".to_owned(), Value::from_serializable(&lines)),
    ];
    match engine.fill("test.txt", &values) {
        Ok(text) => text,
        Err(trouble) => format!("! {}", trouble.message.zh),
    }
}

fn each(language: Language, cases: &[(&str, &str)]) {
    for (template, wanted) in cases {
        assert_eq!(printed(language, template), *wanted, "{template}");
    }
}

#[test]
fn money() {
    each(
        Language::ZhCn,
        &[
            ("{{ total }}", "586,380.00 CNY"),
            ("{{ total | money }}", "¥586,380.00"),
            (
                "{{ total | minus(take=total) | minus(take=total) | money }}",
                "-¥586,380.00",
            ),
            ("{{ '100.00 JPY' | money }}", "JPY 100.00"),
            ("{{ total | amount }}", "586,380.00"),
            ("{{ total | currency }}", "CNY"),
            ("{{ total | capitals }}", "人民币伍拾捌万陆仟叁佰捌拾元整"),
            ("{{ total | capitals | from_capitals }}", "586,380.00 CNY"),
            ("{{ total | times(by='13%') | money }}", "¥76,229.40"),
            ("{{ '0.10 CNY' | times(by='33.3%') }}", "0.0333 CNY"),
            ("{{ '0.10 CNY' | times(by='33.3%') | cents }}", "0.03 CNY"),
            ("{{ 3 | times(by=total) }}", "1,759,140.00 CNY"),
            ("{{ lines | total(of='amount') }}", "11,300.00 CNY"),
            ("{{ [] | total | money }}", "¥0.00"),
            ("{{ 'x' | money }}", "! 模板出错：`x` 不是金额或数字"),
            (
                "{{ total | plus(add='1.00 USD') }}",
                "! 模板出错：`586,380.00 CNY` 与 `1.00 USD` 不能相加减：单位须相同",
            ),
            (
                "{{ '0.10 CNY' | times(by='33.3%') | capitals }}",
                "! 模板出错：`0.0333 CNY` 超过两位小数：请先用 `cents` 舍入",
            ),
            (
                "{{ total | times(by=total) }}",
                "! 模板出错：金额不能与金额相乘",
            ),
        ],
    );
}

#[test]
fn english_does_not_call_a_yuan_by_the_sign_of_a_yen() {
    each(
        Language::En,
        &[
            ("{{ total | money }}", "CNY 586,380.00"),
            ("{{ '-1.00 CNY' | money }}", "-CNY 1.00"),
            ("{{ '1.00 USD' | money }}", "$1.00"),
        ],
    );
}

#[test]
fn a_sentence_ends_with_one_full_stop() {
    each(
        Language::En,
        &[
            ("{{ '30 days ' | sentence }}", "30 days."),
            ("{{ '30 days.' | sentence }}", "30 days."),
            ("{{ '三十天' | sentence }}", "三十天。"),
            ("{{ '三十天。' | sentence }}", "三十天。"),
            ("{{ '' | sentence }}", ""),
        ],
    );
    each(
        Language::ZhCn,
        &[
            ("{{ '按图纸 X2' | sentence }}", "按图纸 X2。"),
            ("{{ '三十天！' | sentence }}", "三十天！"),
        ],
    );
}

#[test]
fn numbers() {
    each(
        Language::En,
        &[
            ("{{ '1234567.5' | number }}", "1,234,567.5"),
            ("{{ '100' | number }}", "100"),
            ("{{ '100' | number(places=2) }}", "100.00"),
            ("{{ 1000 | number }}", "1,000"),
            ("{{ '-0.5' | number }}", "-0.5"),
            ("{{ '-0.5' | number(places=2) }}", "-0.50"),
            ("{{ '-1234.5' | number }}", "-1,234.5"),
            ("{{ '-0.001' | number(places=2) }}", "0.00"),
            ("{{ '8%' | percent(places=1) }}", "8.0%"),
            ("{{ '8%' | off }}", "8% off"),
            ("{{ '0%' | off }}", ""),
        ],
    );
    each(
        Language::ZhCn,
        &[
            ("{{ '8%' | off }}", "9.2 折"),
            ("{{ '15%' | off }}", "8.5 折"),
            ("{{ '100%' | off }}", "0 折"),
            (
                "{{ 5 | off }}",
                "! 模板出错：`5` 不是折扣：应在 0% 到 100% 之间",
            ),
            (
                "{{ '-5%' | off }}",
                "! 模板出错：`-5%` 不是折扣：应在 0% 到 100% 之间",
            ),
        ],
    );
}

#[test]
fn days() {
    each(
        Language::ZhCn,
        &[
            ("{{ day | date }}", "2026年3月31日"),
            ("{{ '2026-03-31 15:20' | date }}", "2026年3月31日 15:20"),
            ("{{ day | date(format='weekday') }}", "星期二"),
            ("{{ day | date(format='month') }}", "2026年3月"),
            ("{{ day | plus_days(days=1) }}", "2026-04-01"),
            ("{{ day | plus_days(days=-31) }}", "2026-02-28"),
        ],
    );
    each(
        Language::En,
        &[
            ("{{ day | date }}", "31 March 2026"),
            (
                "{{ day | date(format='odd') }}",
                "! 模板出错：`format` is `long`, `short`, `month` or `weekday`",
            ),
            ("{{ 'soon' | date }}", "! 模板出错：`soon` is no day"),
            (
                "{{ day | plus_working_days(days=1) }}",
                "! 模板出错：the calendar doesn't have 2026",
            ),
        ],
    );
}

#[test]
fn lists() {
    each(
        Language::En,
        &[
            (
                "{% for l in lines | where(of='kind.name', is='a') %}{{ l.amount }};{% endfor %}",
                "1,200.50 CNY;10,000.00 CNY;",
            ),
            ("{{ lines | having(of='note') | length }}", "1"),
            (
                "{% for l in lines | sorted(of='amount') %}{{ l.amount }};{% endfor %}",
                "99.50 CNY;1,200.50 CNY;10,000.00 CNY;",
            ),
            ("{{ ['a', 'b'] | join(sep='、') }}", "a、b"),
            ("{% for n in range(end=3) %}{{ n }}{% endfor %}", "012"),
            (
                "{{ range(end=5000) }}",
                "! 模板出错：`range` gives at most 1000 numbers",
            ),
            (
                "{{ day | where(of='x', is='y') }}",
                "! 模板出错：`2026-03-31` is no list",
            ),
        ],
    );
}

#[test]
fn texts() {
    each(
        Language::En,
        &[
            ("{{ true | yes_no }}", "yes"),
            (
                "{{ 'Good day {who}, ［what］, {other' | fill(with={'who': '［what］', 'what': ['b', 'c']}) }}",
                "Good day ［what］, b, {other",
            ),
            (
                "{{ '{gone} ［gone］' | fill(with={'gone': nothing?.at}) }}",
                "{gone} ［gone］",
            ),
        ],
    );
}

#[test]
fn a_number_that_is_too_large_is_no_panic() {
    let most = "79228162514264337593543950335";
    each(
        Language::ZhCn,
        &[
            (
                &format!("{{{{ '{most}' | percent(places=2) }}}}"),
                "! 模板出错：结果过大",
            ),
            (
                "{{ day | plus_working_days(days='-9223372036854775808') }}",
                "! 模板出错：此过滤器需要 `days=…`，须为整数",
            ),
            (
                &format!("{{{{ '{most}' | off }}}}"),
                &format!("! 模板出错：`{most}` 不是折扣：应在 0% 到 100% 之间"),
            ),
            (
                &format!("{{{{ '{most} CNY' | capitals }}}}"),
                &format!("! 模板出错：`{most} CNY` 无法写成大写金额"),
            ),
            (
                &format!("{{{{ '{most}' | number(places=8) }}}}"),
                "79,228,162,514,264,337,593,543,950,335.00000000",
            ),
        ],
    );
}
