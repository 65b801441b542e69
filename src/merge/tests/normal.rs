//! The normal form for differences.

use super::super::normal_form;

#[test]
fn a_value_stands_behind_its_path() {
    let text = "# 注\ntitle: '华辰'\nmoves:\n  - {to: lead, at: 2026-03-10}\nrequirements:\n- text: 一\n  id: R1\nbudget: {low: 1,\n  high: }\nnotes: |\n  一\n  二\ntags: [甲, 乙]\nnone: []\n";
    assert_eq!(
        normal_form("deal.yaml", text, None),
        "title: 华辰\nmoves[lead].to: lead\nmoves[lead].at: 2026-03-10\nrequirements[R1].text: 一\nrequirements[R1].id: R1\n\
         budget.low: 1\nbudget.high:\nnotes: 一\nnotes: 二\ntags[]: 甲\ntags[]: 乙\nnone: []\n"
    );
}

#[test]
fn a_body_follows() {
    assert_eq!(
        normal_form("m.md", "---\na: 1\n---\n# 文\n", None),
        "a: 1\n\n# 文\n"
    );
}

#[test]
fn what_is_no_record_is_shown_as_it_is() {
    assert_eq!(normal_form("deal.yaml", "a: [\n", None), "a: [\n");
    assert_eq!(normal_form("README.md", "# 文\n", None), "# 文\n");
}
