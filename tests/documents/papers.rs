//! The papers of the example as their readers want them: what a Chinese quote or contract says, and what a record that
//! holds little leaves behind.

use crate::example::{example, run};
use std::fs;
use std::path::Path;

const DEAL: &str = "deals/songxi-2606-w3p";
const QUOTE: &str = "\
quoted_on: 2026-06-24
quoted_by: he-xiao
valid_until: 2026-07-24
lines:
  - {product: plc-300, unit_price: 18600, quantity: 2, discount: 0%, amount: 37200.00}
total: 37200.00
";

#[test]
fn a_quote_has_its_number_models_and_the_amount_in_capitals() {
    let example = example();
    let quote = made(example.path(), "huachen-2603-k7q/quote", "quote");
    let number = between(&quote, "| 报价编号 | ", " |");
    let codes = run(
        example.path(),
        &["documents", "huachen-2603-k7q", "--format", "json"],
    );
    assert!(
        codes.out.contains(&format!("\"{number}\"")),
        "{number}: {}",
        codes.out
    );
    for part in [
        "| 电话 | 138-0000-9003 | 电子邮箱 | zhou.heng@cangwu.example.com |",
        "| 1 | 苍梧产线监控平台<br>CW-SP3，两条线，含手机端 | 套 | 1 | 128,000.00 |",
        "合计金额大写：人民币壹佰陆拾陆万贰仟贰佰捌拾捌元整。以上价格含 13% 增值税。",
        "自 2026年3月26日起至 2026年4月30日止有效",
        "苍梧智控（虚构）有限公司（盖章）",
    ] {
        assert!(quote.contains(part), "{part}: {quote}");
    }
}

#[test]
fn a_quote_in_another_currency_has_no_capitals() {
    let example = example();
    let dollars = QUOTE.replace("37200.00", "USD 37200.00");
    let dollars = dollars.replace("unit_price: 18600", "unit_price: USD 18600");
    write(example.path(), "quote.yaml", &dollars);
    let quote = made(example.path(), "songxi-2606-w3p/quote", "quote");
    assert!(
        quote.contains("37,200.00") && !quote.contains("大写"),
        "{quote}"
    );
}

#[test]
fn a_contract_names_its_parties_by_one_name_and_ends_its_sentences_once() {
    let example = example();
    let path = "deals/huachen-2603-k7q/contract.yaml";
    let file = example.path().join(path);
    let text = fs::read_to_string(&file).unwrap();
    assert!(text.contains("期限为合同终止后五年\n"));
    fs::write(
        &file,
        text.replace("合同终止后五年\n", "合同终止后五年。\n"),
    )
    .unwrap();
    let contract = made(example.path(), path, "contract");
    let (articles, _) = contract.split_once("（以下无正文").unwrap();
    let (parties, articles) = articles.split_once("## 第一条").unwrap();
    assert!(parties.contains("| 卖方（甲方） |") && parties.contains("| 买方（乙方） |"));
    assert!(
        !articles.contains("甲方") && !articles.contains("乙方"),
        "{articles}"
    );
    assert!(contract.contains("期限为合同终止后五年。\n") && !contract.contains("。。"));
    assert!(contract.contains("（大写：人民币壹佰陆拾贰万零贰佰元整），含 13% 增值税。"));
    let company = fs::read_to_string(example.path().join("pipeline.yaml")).unwrap();
    let seller = between(&contract, "| 卖方（甲方） | ", " |");
    assert!(company.contains(&format!("zh-CN: {seller},")), "{seller}");
}

#[test]
fn the_sheet_of_a_deal_has_who_took_part_what_comes_next_and_why_it_was_lost() {
    let example = example();
    let sheet = made(example.path(), "heyan-2602-g5d", "deal");
    for part in [
        "## 一、需求描述",
        "| 康立成、谷雨欣：",
        "| 原因 | 竞争对手 | 胜出的竞争对手 | 鹭岛科技（虚构） |",
    ] {
        assert!(sheet.contains(part), "{part}: {sheet}");
    }
}

#[test]
fn what_is_not_filled_in_leaves_no_empty_section() {
    let example = example();
    let minutes = "---\nabout: needs\nheld_on: 2026-06-25\nplace: 电话\nrecorded_by: he-xiao\nour_people: [he-xiao]\n---\n";
    write(example.path(), "minutes/2026-06-25-needs.md", minutes);
    let deal = example.path().join(DEAL).join("deal.yaml");
    let text = fs::read_to_string(&deal).unwrap();
    let bare = text
        .lines()
        .filter(|line| !line.starts_with("need_description"));
    let bare: String = bare.map(|line| format!("{line}\n")).collect();
    fs::write(deal, bare).unwrap();
    let record = made(
        example.path(),
        "songxi-2606-w3p/minutes/2026-06-25-needs",
        "needs-record",
    );
    assert!(!record.contains("需求概述"), "{record}");
    let solution = "---\ntitle: 灌装线方案\nprepared_by: he-xiao\n---\n## 痛点\n\n停机多。\n";
    write(example.path(), "solution.md", solution);
    let solution = made(example.path(), "songxi-2606-w3p/solution", "solution");
    assert!(
        !solution.contains('|'),
        "no table has nothing in it: {solution}"
    );
    write(example.path(), "quote.yaml", QUOTE);
    let priced = made(example.path(), "songxi-2606-w3p/solution", "solution");
    assert!(
        priced.contains("合计金额大写：人民币叁万柒仟贰佰元整。"),
        "{priced}"
    );
}

fn made(folder: &Path, record: &str, document: &str) -> String {
    let made = run(folder, &["render", record, document, "--draft"]);
    assert_eq!(made.status, 0, "{record} {document}: {}", made.err);
    made.out
}

fn write(folder: &Path, path: &str, text: &str) {
    let path = folder.join(DEAL).join(path);
    fs::create_dir_all(path.parent().unwrap()).unwrap();
    fs::write(path, text).unwrap();
}

/// What stands between two parts of a text.
fn between<'t>(text: &'t str, before: &str, after: &str) -> &'t str {
    let (_, rest) = text.split_once(before).unwrap();
    rest.split_once(after).unwrap().0
}
