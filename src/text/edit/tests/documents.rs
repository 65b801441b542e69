//! New files.

use super::{list, literal, map, text};
use crate::text::{apply, document};

#[test]
fn a_record_looks_as_a_person_would_write_it() {
    let deal = map([
        ("title", text("北垣化工罐区远程监控")),
        ("stage", text("lead")),
        ("amount", literal("260000")),
        (
            "moves",
            list([map([
                ("to", text("lead")),
                ("at", literal("2026-03-10 09:30")),
                ("by", text("fang-jie")),
            ])]),
        ),
        (
            "budget",
            map([("low", literal("200000")), ("high", literal("300000"))]),
        ),
        ("our_people", list([text("fang-jie"), text("su-ting")])),
        (
            "asked",
            list([
                text("夜班几个人，多久巡一次？"),
                text("冬天爬罐抄表有没有出过险情？"),
            ]),
        ),
        (
            "pains",
            list([
                map([
                    ("text", text("夜间巡检两小时一次，液位高报曾晚发现四十分钟")),
                    (
                        "impact",
                        text("去年一次溢流，环保罚款 12 万元，集团通报批评"),
                    ),
                ]),
                map([("text", text("冬季巡检爬罐有安全风险"))]),
            ]),
        ),
        ("notes", text("第一次拜访。\n\n客户对交期很敏感。\n")),
        (
            "setback",
            map([
                ("reason", text("budget")),
                (
                    "note",
                    text("集团发文冻结全年技改预算，项目取消；柴科长表示明年预算十月编制"),
                ),
            ]),
        ),
        ("open", list([])),
        ("code", text("007")),
    ]);
    let text = "\
title: 北垣化工罐区远程监控
stage: lead
amount: 260000
moves:
  - {to: lead, at: 2026-03-10 09:30, by: fang-jie}
budget: {low: 200000, high: 300000}
our_people: [fang-jie, su-ting]
asked:
  - 夜班几个人，多久巡一次？
  - 冬天爬罐抄表有没有出过险情？
pains:
  - text: 夜间巡检两小时一次，液位高报曾晚发现四十分钟
    impact: 去年一次溢流，环保罚款 12 万元，集团通报批评
  - text: 冬季巡检爬罐有安全风险
notes: |
  第一次拜访。

  客户对交期很敏感。
setback:
  reason: budget
  note: 集团发文冻结全年技改预算，项目取消；柴科长表示明年预算十月编制
open: []
code: \"007\"
";
    assert_eq!(document(&deal, None), text);
    assert_eq!(
        apply("deal.yaml", text, &[super::set("", deal)]).unwrap(),
        text
    );
}

#[test]
fn markdown_has_its_fields_in_front() {
    let fields = map([("about", text("needs")), ("held_on", literal("2026-01-16"))]);
    assert_eq!(
        document(&fields, Some("# 纪要\n\n文")),
        "---\nabout: needs\nheld_on: 2026-01-16\n---\n# 纪要\n\n文\n"
    );
    assert_eq!(
        document(&fields, Some("")),
        "---\nabout: needs\nheld_on: 2026-01-16\n---\n"
    );
}

#[test]
fn lists_of_lists_and_empty_maps() {
    let odd = map([
        (
            "a",
            list([list([text("x"), text("y z")]), list([]), map([])]),
        ),
        ("b", map([("c", map([]))])),
    ]);
    assert_eq!(
        document(&odd, None),
        "a:\n  - [x, y z]\n  - []\n  - {}\nb:\n  c: {}\n"
    );
}
