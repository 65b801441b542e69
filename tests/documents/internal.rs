//! Papers of the example that go to no customer: audits, disputes, plans, incentives, targets, competitors, training,
//! misconduct, the toolkit, reports.

use crate::example::{edit, example, made, run};
use std::fs;
use std::path::Path;

/// Records with nothing in them that they can do without, and the document of each.
const SPARSE: [(&str, &str, &str); 9] = [
    (
        "audits/sparse.yaml",
        "audit-report",
        "title: 空审计\naudited_on: 2026-06-29\nled_by: gu-shen\nscope: [orders]\n",
    ),
    (
        "deals/huachen-2603-k7q/disputes/2026-06-29.yaml",
        "dispute",
        "raised_on: 2026-06-29\ncontract_number: CW-2026-0426\nraised_by: us\nclaim: 催款\nowner: zhou-heng\n",
    ),
    (
        "plans/sparse.yaml",
        "development-plan",
        "title: 空计划\naccounts: [甲]\nchannels: [展会]\nowner: zhou-heng\nfrom: 2026-06-01\nuntil: 2026-06-30\n",
    ),
    (
        "incentives/sparse.yaml",
        "incentive-plan",
        "title: 法务激励\nowner: shen-yan\nroles: [finance]\nfrom: 2026-06-01\nbase: 8000\ncommission:\n  - {from_attainment: 0%, rate: 1%}\n",
    ),
    (
        "competitors/sparse.yaml",
        "competitor",
        "name: 新对手\nupdated_on: 2026-06-29\nproducts: 甲\npricing: 乙\nchannels: 丙\n",
    ),
    (
        "targets/sparse.yaml",
        "target-sheet",
        "period: month\nfrom: 2026-08-01\nuntil: 2026-08-31\nperson: pan-yue\nrevenue: 0\n",
    ),
    (
        "people/sparse.yaml",
        "training-record",
        "name: 新人\nemail: new@cangwu.example.com\nroles:\n  - {role: finance, from: 2026-06-29}\nhired_on: 2026-06-29\n",
    ),
    (
        "misconduct/sparse.yaml",
        "misconduct-report",
        "received_on: 2026-06-29\nnamed: [su-ting]\ncontent: 待查\nhandled_by: gu-shen\n",
    ),
    (
        "teams/sparse.yaml",
        "toolkit",
        "name: 新团队\nmanager: shen-yan\n",
    ),
];

#[test]
fn each_is_made_in_both_languages() {
    let example = example();
    for (record, document, chinese, english) in [
        (
            "2026-q2-orders",
            "audit-report",
            "# 内部审计报告",
            "# Internal Audit Report",
        ),
        (
            "ruiting-2603-f8b/dispute/2026-06-11-audit-trail",
            "dispute",
            "## 三、处理过程",
            "## 3 Steps",
        ),
        (
            "2026-auto-h1",
            "development-plan",
            "| 行业 | 汽车零部件、机械装备 |",
            "| Industries | Automotive parts, Machinery |",
        ),
        (
            "2026-sales-rep",
            "incentive-plan",
            "| 80% 及以上，不足 100% | 1.2% | ¥12,000.00 |",
            "| 80% or more, less than 100% | 1.2% | CNY 12,000.00 |",
        ),
        (
            "ludao",
            "competitor",
            "### 丢给对手的单",
            "### Deals lost to them",
        ),
        (
            "2026-q2-su-ting",
            "target-sheet",
            "按《2026 销售代表激励方案》兑现：达成率 0% 及以上，提成 0.8%；",
            "By “2026 销售代表激励方案”: 0.8% commission from 0% attainment,",
        ),
        (
            "he-xiao",
            "training-record",
            "| 团队 | 北西销售团队 | 累计学时 | 25 |",
            "| Team | 北西销售团队 | Hours of training | 25 |",
        ),
        (
            "2026-04-gift",
            "misconduct-report",
            "机密，仅限处理人与批准人",
            "Strictly confidential",
        ),
        (
            "east-south",
            "toolkit",
            "## 二、不得外发的资料",
            "## 2 Not approved for customers",
        ),
        (
            "su-ting",
            "weekly-report",
            "# 销售周报",
            "# Weekly Sales Report",
        ),
        (
            "su-ting",
            "monthly-report",
            "## 一、目标达成",
            "## 1 Attainment",
        ),
    ] {
        for (language, text) in [("zh-CN", chinese), ("en", english)] {
            let made = made(example.path(), record, document, language);
            assert!(made.contains(text), "{document} {language}: {made}");
        }
    }
}

#[test]
fn each_is_made_of_a_record_that_has_no_more_than_it_must() {
    let example = example();
    for (path, document, text) in SPARSE {
        let file = example.path().join(path);
        fs::create_dir_all(file.parent().unwrap()).unwrap();
        fs::write(file, text).unwrap();
        for language in ["zh-CN", "en"] {
            made(example.path(), path, document, language);
        }
    }
    for document in ["weekly-report", "monthly-report"] {
        let report = made(example.path(), "people/sparse.yaml", document, "en");
        assert!(report.contains("| New deals | 0 |"), "{report}");
        assert!(!report.contains("mean satisfaction"), "{report}");
    }
}

#[test]
fn an_audit_report_counts_what_is_open_and_overdue() {
    let example = example();
    let report = |day: &str| {
        let args = ["render", "2026-q2-orders", "audit-report", "--lang", "en"];
        run(example.path(), &[&args[..], &["--today", day]].concat()).out
    };
    let before = report("2026-07-10");
    assert!(
        before.contains("| Findings | 3 | Still open | 2 |"),
        "{before}"
    );
    assert!(!before.contains("overdue |"), "{before}");
    let after = report("2026-07-11");
    assert!(after.contains("2, 1 of them overdue |"), "{after}");
    assert!(after.contains("| 2026-07-10 | overdue |"), "{after}");
    assert!(
        after.contains("| CW-2026-0507 | 2026-05-13 | 646,000.00 |"),
        "{after}"
    );
}

#[test]
fn a_team_target_is_shared_out_once() {
    let example = example();
    let sheet = made(example.path(), "2026-east-south", "target-sheet", "en");
    assert!(sheet.contains("**CNY 4,350,000.00**"), "{sheet}");
    assert!(
        !sheet.contains("2026-07-31"),
        "a month lies in its quarter: {sheet}"
    );
    assert!(sheet.contains("2026 销售经理激励方案"), "{sheet}");
}

#[test]
fn missing_training_is_said() {
    let example = example();
    let said = |example: &Path| {
        made(example, "he-xiao", "training-record", "en").contains("please arrange it")
    };
    assert!(!said(example.path()));
    edit(example.path(), "people/he-xiao.yaml", |text| {
        text.replace("type: compliance", "type: external")
    });
    assert!(said(example.path()));
}

#[test]
fn material_whose_approval_is_void_may_not_go_out() {
    let example = example();
    let split = |example: &Path| {
        let list = made(example, "east-south", "toolkit", "en");
        let (approved, rest) = list.split_once("## 2 Not approved for customers").unwrap();
        (approved.to_owned(), rest.to_owned())
    };
    let (approved, rest) = split(example.path());
    assert!(approved.contains("x2-brochure-2026.txt") && rest.contains("company-slides-2026.txt"));
    edit(example.path(), "toolkit/brochure-vision.yaml", |text| {
        text.replace("2026 版", "2027 版")
    });
    let (approved, rest) = split(example.path());
    assert!(
        approved.contains("No material is approved by legal.")
            && rest.contains("x2-brochure-2026.txt")
    );
}

#[test]
fn a_monthly_report_has_attainment_payments_and_the_funnel() {
    let example = example();
    let report = made(example.path(), "east-south", "monthly-report", "en");
    for row in [
        "| 周衡 | Quarter | 2026-04-01 – 2026-06-30 | 1,500,000.00 | 1,620,200.00 | 108% |",
        "| New deals | 2 | Deals lost | 0 |",
        "| After-sales visits | 1, mean satisfaction 5.0 |",
        "Received in the period: CNY 644,800.00. Due in the period: CNY 644,800.00.",
        "| Negotiation | 2 | 1,927,560.00 |",
        "| **Total** | **8** | **CNY 6,385,760.00** |",
        "2026-06-26 overdue |",
    ] {
        assert!(report.contains(row), "{row}: {report}");
    }
    let args = ["render", "east-south", "monthly-report", "--lang", "en"];
    let later = run(
        example.path(),
        &[&args[..], &["--today", "2026-08-31"]].concat(),
    )
    .out;
    let arrears = "| CW-2026-0426 | 华宸汽配 | 发货款 30% | 10 July 2026 | 486,060.00 | 0.00 |";
    assert!(later.contains(arrears), "{later}");
}
