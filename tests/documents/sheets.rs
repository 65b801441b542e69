//! What the example prints of its libraries and of the price: scripts by occasion, answers to objections, total cost of
//! ownership, sheets of products, cases, markets and ideal customers.

use crate::example::{edit, example, made, run};
use std::fs;
use std::path::Path;

const TCO: &str = "deals/heyan-2604-b2m/tco.yaml";
const CASE: &str = "cases/automotive-01.md";

#[test]
fn each_is_made_in_both_languages() {
    let example = example();
    for (record, document, chinese, english) in [
        (
            "huachen-2603-k7q",
            "script",
            "# 首次接触话术：",
            "# First-Contact Script: ",
        ),
        (
            "huachen-2603-k7q",
            "objections",
            "# 异议应对单",
            "# Objections and Answers",
        ),
        (
            TCO,
            "tco",
            "# 总拥有成本对比表",
            "# Total Cost of Ownership",
        ),
        (
            "vision-x2",
            "product-sheet",
            "解决什么问题",
            "Problems it solves",
        ),
        ("automotive-01", "case-sheet", "## 成果", "## Results"),
        (
            "2026-automotive",
            "market-study",
            "## 在手商机",
            "## Current deals",
        ),
        (
            "auto-parts",
            "ideal-customer",
            "# 理想客户画像：",
            "# Ideal Customer: ",
        ),
    ] {
        for (language, text) in [("zh-CN", chinese), ("en", english)] {
            let made = made(example.path(), record, document, language);
            assert!(made.contains(text), "{document} {language}: {made}");
        }
    }
}

#[test]
fn scripts_come_by_their_occasion_with_what_is_known_filled_in() {
    let example = example();
    let first = made(example.path(), "huachen-2603-k7q", "script", "zh-CN");
    assert!(
        first.contains("程远航您好，我是苍梧智控的周衡。"),
        "{first}"
    );
    assert!(
        !first.contains('［') && !first.contains("价格异议"),
        "{first}"
    );
    let answers = made(example.path(), "huachen-2603-k7q", "objections", "zh-CN");
    assert!(
        answers.contains(
            "按3年算，华宸汽配用我方方案的总成本是¥1,917,288.00，比另一方案少¥1,180,712.00"
        )
    );
    assert!(answers.contains("价格异议：算总账") && !answers.contains("首次电话"));
    assert!(
        answers.contains("［竞争对手］"),
        "only the customer's own words name one"
    );
}

#[test]
fn an_objection_stands_with_its_evidence() {
    let example = example();
    let answers = made(example.path(), "huachen-2603-k7q", "objections", "zh-CN");
    let price = answers.find("价格：琼台报价低约 9%").unwrap();
    let function = answers.find("功能：老机床接口").unwrap();
    let delivery = answers.find("交期：高温假只有九天").unwrap();
    assert!(answers[price..function].contains("| **差额** | **¥1,180,712.00** |"));
    assert!(
        answers[function..delivery].contains("| 某减震器工厂 | 换型时间由 180 分钟降到 40 分钟；")
    );
    assert!(!answers.contains("远岫减震"));
    let none = made(example.path(), "jihe-2604-r8w", "objections", "en");
    assert!(none.contains("has not been calculated yet") && none.contains("［总成本］"));
}

#[test]
fn a_comparison_adds_up_over_the_years() {
    let example = example();
    let whole = made(example.path(), "huachen-2603-k7q/tco", "tco", "en");
    assert!(whole.contains("CNY 1,180,712.00") && !whole.contains("each unit"));
    let sheet = made(example.path(), TCO, "tco", "en");
    for row in [
        "| 3 | 备件 | 5 years | 30,000.00 | 48,000.00 | 18,000.00 |",
        "**CNY 672,136.00** | **CNY 761,000.00** | **CNY 88,864.00**",
        "about **CNY 7,405.00** for each unit",
    ] {
        assert!(sheet.contains(row), "{row}: {sheet}");
    }
    edit(example.path(), TCO, |text| {
        text.replace("ours: 6000.00", "ours: 6000.01")
    });
    let sheet = made(example.path(), TCO, "tco", "en");
    assert!(sheet.contains("**CNY 672,136.05**") && sheet.contains("**CNY 88,863.95**"));
}

#[test]
fn a_comparison_without_its_parts_or_beside_the_quote_is_found() {
    let example = example();
    assert!(!found(example.path(), "tco-parts") && !found(example.path(), "tco-purchase"));
    edit(example.path(), TCO, |text| {
        text.replace("ours: 72000.00", "ours: 72000.01")
    });
    assert!(found(example.path(), "tco-purchase"));
    edit(example.path(), TCO, |text| {
        text.replace("type: downtime", "type: other")
    });
    assert!(found(example.path(), "tco-parts"));
    assert!(!found(example.path(), "tco-worked-out"));
    fs::remove_file(example.path().join(TCO)).unwrap();
    assert!(found(example.path(), "tco-worked-out"));
}

#[test]
fn a_product_sheet_has_neither_floor_nor_cost() {
    let example = example();
    for language in ["zh-CN", "en"] {
        let sheet = made(example.path(), "vision-x2", "product-sheet", language);
        assert!(sheet.contains("86,000.00"), "{sheet}");
        assert!(
            !sheet.contains("74,000") && !sheet.contains("49,000"),
            "{sheet}"
        );
        assert!(
            sheet.contains("某消费电子代工厂"),
            "cases by what they may be called"
        );
    }
}

#[test]
fn a_case_sheet_names_the_customer_only_where_it_may() {
    let example = example();
    let sheet = made(example.path(), "automotive-01", "case-sheet", "zh-CN");
    assert!(sheet.contains("某减震器工厂") && sheet.contains("不公开其名称"));
    assert!(
        !sheet.contains("远岫减震") && !sheet.contains("跟了两个班"),
        "{sheet}"
    );
    let named = made(example.path(), "food-02", "case-sheet", "zh-CN");
    assert!(named.contains("青笋调味") && !named.contains("不公开其名称"));
    assert!(
        !named.contains("不可公开吨价"),
        "what is for us stays with us"
    );
    edit(example.path(), CASE, |text| {
        text.replace("background: ", "background: 远岫减震的")
    });
    assert!(found(example.path(), "case-unnamed"));
}

/// Whether a check of all finds this.
fn found(folder: &Path, rule: &str) -> bool {
    let ran = run(folder, &["check", "--format", "concise", "--lang", "en"]);
    ran.out.contains(&format!("[{rule}]"))
}
