//! The command in a shell: completions, manual pages, the pager.

#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)]

mod completions;
#[cfg(unix)]
mod pager;

use std::process::Command;

fn deal() -> Command {
    let mut deal = Command::new(env!("CARGO_BIN_EXE_deal"));
    deal.current_dir("example-pipeline");
    deal
}

fn printed(args: &[&str]) -> String {
    let output = deal().args(args).output().unwrap();
    assert!(output.status.success(), "{args:?}");
    String::from_utf8(output.stdout).unwrap()
}

#[test]
fn each_command_has_a_manual_page_in_both_languages() {
    let whole = printed(&["man"]);
    assert!(whole.contains(".TH DEAL 1"), "{whole}");
    assert!(whole.contains("deal\\-check(1)"), "{whole}");
    for (language, headings) in [
        (
            "en",
            [".SH NAME", ".SH SYNOPSIS", ".SH OPTIONS", ".SH EXAMPLES"],
        ),
        ("zh-CN", [".SH 名称", ".SH 用法", ".SH 选项", ".SH 示例"]),
    ] {
        for command in ["check", "init", "owners", "completions", "explain"] {
            let page = printed(&["man", command, "--lang", language]);
            for heading in headings {
                let found = page.lines().filter(|line| *line == heading).count();
                assert_eq!(found, 1, "{command}: {heading} in {page}");
            }
        }
    }
    let unknown = deal().args(["man", "chekc"]).output().unwrap();
    assert_eq!(unknown.status.code(), Some(3));
}

#[test]
fn owners_follow_the_roles_of_the_day() {
    let rules = printed(&["owners", "--lang", "en"]);
    let rule = "/deals/*/signoffs/solution.sales_manager.* \
                lu.ming@cangwu.example.com shen.yan@cangwu.example.com";
    assert!(rules.lines().any(|line| line.ends_with(rule)), "{rules}");
    assert!(
        rules.contains("/toolkit/signoffs/*.promotional-material.legal.* ye.zhen@"),
        "{rules}"
    );
    let later = printed(&["owners", "--lang", "en", "--today", "2020-01-01"]);
    assert!(
        later.contains("solution.sales_manager.*: nobody holds the role"),
        "{later}"
    );
    // The general stands before the special: the last rule that fits counts.
    let folder = rules.find("/deals/*/signoffs/* ").unwrap();
    assert!(folder < rules.find("/deals/*/signoffs/solution").unwrap());
}
