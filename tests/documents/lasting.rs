//! What a customer confirms stays true: nothing that happens afterwards is on the paper. The same paper has the same code.

use crate::example::{edit, example, made};

#[test]
fn what_happens_afterwards_changes_no_paper_that_was_confirmed() {
    let example = example();
    for (record, path, documents, before, after) in [
        (
            "ruiting-2605-n5g/minutes/2026-05-15-needs",
            "deals/ruiting-2605-n5g/minutes/2026-05-15-needs.md",
            &["needs-minutes", "needs-record"][..],
            &["closed_on: 2026-05-18", "confirmed_on: 2026-05-20"][..],
            &["closed_on: 2026-05-19", "confirmed_on: 2026-05-21"][..],
        ),
        (
            "heyan-2604-b2m/minutes/2026-06-24-negotiation",
            "deals/heyan-2604-b2m/minutes/2026-06-24-negotiation.md",
            &["negotiation-minutes"],
            &["sent_on: 2026-06-24", "confirmed_by: "],
            &["sent_on: 2026-06-25", "confirmed_by: 代"],
        ),
        (
            "lantian-2601-q3h/acceptance",
            "deals/lantian-2601-q3h/acceptance.yaml",
            &["acceptance"],
            &["signed_by: "],
            &["signed_by: 代"],
        ),
        (
            "huachen-2603-k7q/contract",
            "deals/huachen-2603-k7q/contract.yaml",
            &["contract"],
            &[
                "received_on: 2026-05-19",
                "signed_by_customer: {date: 2026-05-07, name: ",
            ],
            &[
                "received_on: 2026-05-20",
                "signed_by_customer: {date: 2026-05-07, name: 代",
            ],
        ),
        (
            "huachen-2603-k7q/order",
            "deals/huachen-2603-k7q/order.yaml",
            &["order"],
            &["done_on: 2026-06-18", "delivered: 38"],
            &["done_on: 2026-06-17", "delivered: 40"],
        ),
    ] {
        let papers = || {
            let languages = ["zh-CN", "en"].into_iter();
            let papers = languages.flat_map(|language| {
                let made = |document: &&str| made(example.path(), record, document, language);
                documents.iter().map(made)
            });
            papers.collect::<Vec<_>>()
        };
        let sent = papers();
        for (before, after) in before.iter().zip(after) {
            edit(example.path(), path, |text| text.replace(before, after));
        }
        assert_eq!(papers(), sent, "{record}");
    }
}

#[test]
fn minutes_name_the_day_by_which_to_confirm_them() {
    let example = example();
    let minutes = "ruiting-2605-n5g/minutes/2026-05-15-needs";
    let said = |language| made(example.path(), minutes, "needs-minutes", language);
    assert!(said("zh-CN").contains("请于 2026年5月20日前确认以上内容"));
    assert!(said("en").contains("Please confirm this by 20 May 2026,"));
    edit(
        example.path(),
        "deals/ruiting-2605-n5g/minutes/2026-05-15-needs.md",
        |text| text.replace("confirm_by: 2026-05-20\n", ""),
    );
    assert!(said("zh-CN").contains("请确认以上内容"));
}
