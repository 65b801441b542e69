//! What the forms of the example begin with, so that the paper is half written.

use crate::example::{example, run};
use std::path::Path;

#[test]
fn a_new_form_begins_with_what_is_known() {
    let example = example();
    for (args, lines) in [
        (
            "minutes jingtu-2606-c8f about=needs place=电话",
            &[
                "customer_people: [舒望, 尤佳]",
                "sent_to: [jiang-ke, lu-ming]",
                "sent_to_customer: [舒望, 尤佳]",
                "confirm_by: 2026-07-06",
            ][..],
        ),
        (
            "minutes lantian-2604-e6u about=negotiation place=电话",
            &[
                "price: 786000",
                "delivery_date: 2026-09-10",
                "still_open: [违约责任]",
            ],
        ),
        (
            "presentation jingtu-2606-c8f equipment_tested=true",
            &[
                "audience: [舒望, 尤佳]",
                "talk_minutes: 40",
                "question_minutes: 20",
            ],
        ),
        (
            "solution_review heyan-2604-b2m needs_match=passed price=passed feasibility=passed result=passed",
            &["reviewers: [jiang-ke, tang-wei]"],
        ),
        (
            "progress_report huachen-2603-k7q done=[甲] next=[乙]",
            &["from: 2026-06-27", "until: 2026-06-30"],
        ),
        (
            "visit tiehe-2601-v5c experience=好 satisfaction=5",
            &["occasion: three_months"],
        ),
        (
            "visit lantian-2601-q3h experience=好 satisfaction=5",
            &["occasion: other"],
        ),
        (
            "acceptance huachen-2603-k7q result=accepted",
            &["standard: 换型时间不超过 60 分钟"],
        ),
        (
            "target period=quarter from=2026-07-01 person=su-ting revenue=1",
            &["until: 2026-09-30"],
        ),
        (
            "target period=month from=2026-08-01 team=east-south revenue=1",
            &["until: 2026-08-31", "2026-08-01-east-south"],
        ),
    ] {
        let new = new(example.path(), args);
        for line in lines {
            assert!(new.contains(line), "{args}: {line}: {new}");
        }
    }
}

#[test]
fn minutes_among_ourselves_name_no_customer() {
    let example = example();
    let minutes = new(
        example.path(),
        "minutes jingtu-2606-c8f about=internal place=会议室",
    );
    for absent in ["customer_people", "sent_to", "confirm_by", "terms"] {
        assert!(!minutes.contains(absent), "{minutes}");
    }
}

/// What `deal new` would write.
fn new(folder: &Path, args: &str) -> String {
    let mut all = vec!["new", "--dry-run", "--as", "lu-ming", "--lang", "en"];
    all.extend(args.split(' '));
    let made = run(folder, &all);
    assert_eq!(made.status, 0, "{args}: {}{}", made.out, made.err);
    made.out
}
