//! Realistic files of a Chinese sales team, and ways to spoil them.

use proptest::prelude::*;

const FILES: [&str; 6] = [
    "# 华辰自动化改造\ntitle: 华辰自动化改造\ncustomer: huachen-2603-k7q\nstage: negotiation\namount: 1280000.00\n\
     owner: li-na   # 负责人\ncontacts:\n  - {name: 周明, role: 采购经理, phone: '13800000000'}\n  \
     - {name: 吴芳, role: 技术总监, decides: yes}\ntags: [重点, 老客户, 2026]\nrequirements:\n  - text: 产线节拍不低于 12 件/分钟\n    \
     need: rigid\n    priority: 1\n  - text: \"支持“双班”运行；停机 < 2h\"\n    need: elastic\nnotes: |\n  第一次拜访：客户对交期很敏感。\n\n  \
     下次带方案：1) 节拍 2) 报价\nclosed_on:\n",
    "moves:\n- to: lead\n  at: 2026-03-02 09:15\n  by: li-na\n- to: needs\n  at: 2026-03-10T15:20+08:00\n  by: li-na\n  \
     reason: '客户说''可以''了'\nfollow_ups:\n- date: 2026-03-11\n  text: |-\n    电话沟通。\n      缩进一行\n    结束\n  next: ~\n-\n- 空\n",
    "date: 2026-03-10\nabout: needs\npresent:\n  - 周明\n  - 李娜\nopen_items: []\nsummary: {}\ndecision:\n  \
     chain:\n    - - 周明\n      - 吴芳\n    - []\n  budget: {low: 100, high: 1000, note: null}\nurl: https://example.com/a#b\n\
     time: 12:30\ncode: 007\n",
    "solution:\n  lines:\n    - product: plc-200\n      quantity: 3\n      unit_price: 12,800\n      discount: 8%\n      remark: >\n        \
     折叠的\n        文字\n    - product: 'robot: arm'\n      quantity: 1\n      # 备注\n      accessories:\n      - 夹具\n      - 线缆 # 两米\n  \
     risks: |\n    交期：十周\n    付款：3-6-1\n\n  signed: no\n",
    "- 甲\n- 乙: 1\n  丙: \"二\\n三\\\"四\"\n-\n  丁: [a, {b: c}, 'd']\n- |\n  文\n- - - x\n- {a: 1, b: [1, 2]}\n",
    "\"名称\": 云岭\n'地址' : 昆明市 五华区\nlist:\n  -\n    a: 1\n  - # 注\n    b: 2\nempty: \"\"\nlong: 这是  一段 中文，带标点；和“引号”——破折号\nlast: |-\n  行一\n   行二\n",
];

const PIECES: [&str; 74] = [
    " ",
    "  ",
    "    ",
    "\n",
    "\n\n",
    "\r\n",
    "\t",
    "#",
    " # 注",
    ":",
    ": ",
    ":\n",
    "- ",
    "-",
    "-\n",
    "- - ",
    "\n- ",
    "\n  - ",
    "\"",
    "'",
    "''",
    "\\",
    "\\n",
    "\\\"",
    "[",
    "]",
    "{",
    "}",
    "[]",
    "{}",
    ", ",
    ",",
    "|",
    "|-\n",
    "|\n",
    "|+\n",
    ">\n",
    "|2\n",
    "? ",
    "?",
    "& ",
    "&a ",
    "*a",
    "!",
    "!!str ",
    "<<: ",
    "<<",
    "%",
    "@",
    "`",
    "~",
    "null",
    "---",
    "---\n",
    "...\n",
    "=======",
    "：",
    "，",
    "客户",
    "a: b",
    "x",
    "“重点”",
    "\u{a0}",
    "\u{3000}",
    "{a: b}",
    "[a, b]",
    "'a'",
    "\"b\"",
    "1",
    "\n   ",
    "\n      ",
    " |\n  文\n",
    "k:\n",
    " \n",
];

/// One edit: where, how many characters are taken out, what is put in.
type Edit = (u16, u8, u8, u16);

fn spoil(text: &str, edits: &[Edit]) -> String {
    let mut chars: Vec<char> = text.chars().collect();
    for &(at, how, length, what) in edits {
        let at = at as usize % (chars.len() + 1);
        let end = (at + length as usize % 4).min(chars.len());
        let piece = PIECES[what as usize % PIECES.len()];
        match how % 6 {
            0 => drop(chars.splice(at..end, [])),
            1 | 2 => drop(chars.splice(at..at, piece.chars())),
            3 => drop(chars.splice(at..end, piece.chars())),
            4 => chars.truncate(at.max(1)),
            _ => {
                let copied: Vec<char> = chars[at..(at + 12).min(chars.len())].to_vec();
                let to = what as usize % (chars.len() + 1);
                drop(chars.splice(to..to, copied));
            }
        }
    }
    chars.into_iter().collect()
}

/// Some lines of a realistic file, with LF or CRLF, after a few edits; or nothing but pieces.
pub(super) fn fragment() -> impl Strategy<Value = String> {
    let edits = prop::collection::vec(any::<Edit>(), 0..5);
    let spoilt = (0..FILES.len(), any::<(u8, u8, u8)>(), edits).prop_map(
        |(file, (first, count, ends), edits)| {
            let lines: Vec<&str> = FILES[file].split_inclusive('\n').collect();
            let first = if ends & 1 == 0 {
                0
            } else {
                first as usize % lines.len()
            };
            let last = (first + 1 + count as usize % 12).min(lines.len());
            let text = spoil(&lines[first..last].concat(), &edits);
            match ends % 8 {
                6 => text.replace("\r\n", "\n").replace('\n', "\r\n"),
                7 => text.trim_end().to_owned(),
                _ => text,
            }
        },
    );
    let pieces = prop::collection::vec(0..PIECES.len(), 1..12)
        .prop_map(|pieces| pieces.into_iter().map(|piece| PIECES[piece]).collect());
    prop_oneof![6 => spoilt, 1 => pieces]
}

/// The files as they are.
pub(super) fn files() -> [&'static str; 6] {
    FILES
}
