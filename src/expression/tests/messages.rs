//! Templates, and values as people read them in both languages.

use super::sample::Sample;
use crate::expression::*;
use crate::language::Language;

fn render(sample: &Sample, text: &str, language: Language) -> String {
    let template = Template::compile(text, sample, &sample.site())
        .unwrap_or_else(|problems| panic!("{text}: {problems:#?}"));
    template.render(&Scope::of(&sample.records[0], sample), language)
}

#[test]
fn messages_speak_both_languages() {
    let sample = Sample::new();
    for (text, zh, en) in [
        (
            "{title}：{amount}",
            "华辰 Line 3：1,280,000.00 CNY",
            "华辰 Line 3：1,280,000.00 CNY",
        ),
        (
            "{discount} {grade} {stage}",
            "8% A 类 需求",
            "8% Grade A Needs",
        ),
        (
            "{customer}/{owner.name}",
            "《huachen》/Zhang Wei",
            "<huachen>/Zhang Wei",
        ),
        ("{team} {urgent}", "法务 是", "Legal yes"),
        (
            "{term}, {assigned_on}",
            "2 个工作日, 2026-03-02",
            "2 working days, 2026-03-02",
        ),
        ("{budget.high}", "（空）", "(empty)"),
        ("{lines[2].unit_price}", "（未知）", "(unknown)"),
        (
            "{helpers}",
            "《li-na》、《zhang-wei》、《li-na》",
            "<li-na>, <zhang-wei>, <li-na>",
        ),
        (
            "{requirements.map(r, r.need)}",
            "刚性、弹性",
            "Rigid, Elastic",
        ),
        ("{moves.map(m, m.to)}", "线索、需求", "Lead, Needs"),
        ("", "", ""),
        ("{{{score}}}", "{7}", "{7}"),
        ("a {{b}} c", "a {b} c", "a {b} c"),
        ("{'}'}{\"{\"}", "}{", "}{"),
    ] {
        assert_eq!(render(&sample, text, Language::ZhCn), zh, "{text}");
        assert_eq!(render(&sample, text, Language::En), en, "{text}");
    }
}

#[test]
fn problems_of_a_message_have_places_in_it() {
    let sample = Sample::new();
    let places = |text: &str| -> Vec<String> {
        let problems = Template::compile(text, &sample, &sample.site()).expect_err("mistakes");
        let place = |problem: &Problem| text.get(problem.span.range()).map(str::to_owned);
        problems.iter().filter_map(place).collect()
    };
    assert_eq!(places("单价 {titel} 与 {amout}"), ["titel", "amout"]);
    assert_eq!(places("a } b"), ["}"]);
    assert_eq!(places("a { b"), ["{"]);
    assert_eq!(places("a {title {x}"), ["{", "x"]);
    assert_eq!(places("{budget}"), ["budget"]);
    assert_eq!(places("{lines}"), ["lines"]);
    assert_eq!(places("{}"), [""]);
}

#[test]
fn long_lists_are_cut() {
    let sample = Sample::new();
    let text = format!("[{}]", "1,".repeat(21));
    assert!(sample.show(&text).ends_with("1…"));
}
