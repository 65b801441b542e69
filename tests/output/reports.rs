//! Reports made by hand.

use chrono::NaiveDate;
use dealdesk::finding::{DeadlineCount, Excerpt, Finding, Level, Place, Report, Summary, Waived};
use dealdesk::language::{Language, Phrase};
use dealdesk::output::{Format, RuleInfo, Style, write};
use dealdesk::say;
use dealdesk::text::{Source, Span};

/// Every format.
pub const FORMATS: [Format; 8] = [
    Format::Human,
    Format::Concise,
    Format::Json,
    Format::Sarif,
    Format::Github,
    Format::Gitlab,
    Format::Junit,
    Format::Markdown,
];

/// Nothing found, nothing read.
pub fn empty() -> Report {
    Report {
        pipeline: say!(en: "Example", zh: "示例"),
        today: day(2026, 6, 30),
        findings: Vec::new(),
        waived: Vec::new(),
        summary: Summary::default(),
    }
}

/// Three findings of different shapes, and one waived.
pub fn small() -> Report {
    Report {
        findings: vec![signoff(), missing_value(), whole_file()],
        waived: vec![Waived {
            finding: price(),
            waiver: "waivers/huachen-price.yaml".into(),
            by: "li-na".into(),
            until: day(2026, 12, 31),
            reason: "首单，总经理批准".into(),
        }],
        summary: Summary {
            files: 231,
            records: 214,
            deadlines: DeadlineCount {
                met: 41,
                met_late: 3,
                missed: 2,
                ..DeadlineCount::default()
            },
            process_only: false,
        },
        ..empty()
    }
}

fn signoff() -> Finding {
    Finding {
        rule: "missing-signoff".into(),
        subject: Some("solution".into()),
        level: Level::Error,
        message: say!(
            en: "华辰自动化改造 entered negotiation without the solution sign-off of technical_support",
            zh: "华辰自动化改造 进入商务谈判，但解决方案缺少 technical_support 的签核",
        ),
        place: mark(
            "deals/huachen-2603-k7q/deal.yaml",
            "name: 华辰自动化改造 🚀\nstage: negotiation # 商务谈判\n",
            "negotiation",
        ),
        label: Some(say!(en: "entered 2026-03-18", zh: "2026-03-18 进入")),
        demand: Some((
            mark(
                "kinds/solution.yaml",
                &format!(
                    "{}    roles: [销售经理 🚀, product_manager, technical_support]",
                    "\n".repeat(40)
                ),
                "technical_support",
            ),
            say!(en: "required here", zh: "此处要求"),
        )),
        record: Some("deal/huachen-2603-k7q".into()),
        help: Some(Phrase::same(
            "deal sign huachen-2603-k7q solution --as technical_support",
        )),
        passed: false,
    }
}

fn missing_value() -> Finding {
    let source = Source::new("deals/huachen-2603-k7q/deal.yaml", "budget:\n");
    Finding {
        rule: "missing-field".into(),
        subject: Some("budget".into()),
        level: Level::Warning,
        message: say!(en: "the deal has no budget", zh: "商机没有填写预算"),
        place: Place::of(&source, Span::new(7, 7)),
        label: Some(say!(en: "empty", zh: "未填写")),
        demand: None,
        record: Some("deal/huachen-2603-k7q".into()),
        help: Some(say!(
            en: "write the customer's budget, or why it isn't known",
            zh: "填写客户预算，或说明为何未知",
        )),
        passed: false,
    }
}

fn whole_file() -> Finding {
    Finding {
        rule: "unclaimed-file".into(),
        subject: None,
        level: Level::Warning,
        message: say!(en: "no kind claims this file", zh: "没有表单认领此文件"),
        place: Place::file("notes/会议 1.md"),
        label: None,
        demand: None,
        record: None,
        help: None,
        passed: false,
    }
}

fn price() -> Finding {
    Finding {
        rule: "price-floor".into(),
        subject: Some("lines[0]".into()),
        level: Level::Error,
        message: say!(en: "line 1 is below the floor price", zh: "第 1 行低于底价"),
        place: mark("deals/huachen-2603-k7q/deal.yaml", "unit_price: 90", "90"),
        label: None,
        demand: None,
        record: Some("deal/huachen-2603-k7q".into()),
        help: None,
        passed: false,
    }
}

/// A report whose every text of people is `text`, which is also what is marked.
pub fn saying(text: &str) -> Report {
    let phrase = Phrase::same(text);
    let place = |path: &str, marked| Place {
        excerpt: Some(Excerpt {
            line: 1,
            text: text.replace('\n', ""),
            marked,
        }),
        ..mark(path, "x", "x")
    };
    let length = text.replace('\n', "").len();
    let finding = |level| Finding {
        rule: text.to_owned().into(),
        subject: Some(text.to_owned()),
        level,
        message: phrase.clone(),
        place: place(text, 0..length),
        label: Some(phrase.clone()),
        demand: Some((place(text, length..length), phrase.clone())),
        record: Some(text.to_owned()),
        help: Some(phrase.clone()),
        passed: false,
    };
    Report {
        pipeline: phrase.clone(),
        findings: vec![
            finding(Level::Error),
            finding(Level::Warning),
            Finding {
                place: Place::file(text),
                demand: Some((Place::file(text), phrase.clone())),
                ..finding(Level::Error)
            },
        ],
        waived: vec![Waived {
            finding: finding(Level::Error),
            waiver: text.to_owned(),
            by: text.to_owned(),
            until: day(2026, 12, 31),
            reason: text.to_owned(),
        }],
        ..empty()
    }
}

/// What breaks terminals, logs, tables and readers.
pub const HOSTILE: [&str; 22] = [
    "\u{1b}[2J\u{1b}]0;title\u{7}",
    "\u{202e}txt.lmay\u{2066}",
    "::error file=x::y",
    "a\n::set-output name=x::y",
    "\u{3000}::add-mask::x",
    "x\r\n::warning::y",
    "##vso[task.setvariable variable=x]y",
    "##[error]x",
    "%0A::error::x%25",
    "section_start:1:x\r\u{1b}[0K",
    "a|b\\|c\\",
    "`code` ``x``",
    "<script>alert(1)</script>&amp;",
    "[x](http://example.org) ![i](javascript:x)",
    "@team/owners #12 !3 ~label $x$ :tada: www.example.org",
    "**bold** _em_ ~~gone~~ # h",
    "\"quoted\" 'single' , : ;",
    "]]> <!-- -->",
    "\u{fffe}\u{ffff}\u{1fffe}\0",
    "👩‍👩‍👧 🇨🇳 é 华辰",
    "\u{feff}\u{2028}\u{85}\u{9b}31m",
    "",
];

/// `text`'s first `marked` in a file of this path.
fn mark(path: &str, text: &str, marked: &str) -> Place {
    let start = text.find(marked).expect("the text holds it") as u32;
    let span = Span::new(start, start + marked.len() as u32);
    Place::of(&Source::new(path, text), span)
}

fn day(year: i32, month: u32, day: u32) -> NaiveDate {
    NaiveDate::from_ymd_opt(year, month, day).expect("a day")
}

/// The rules of the small report that are known beforehand.
pub fn rules() -> Vec<RuleInfo> {
    vec![RuleInfo {
        name: "missing-signoff".into(),
        level: Level::Error,
        short: say!(en: "A sign-off is there when its gate is passed", zh: "过关时签核已完成"),
        help: say!(en: "Have it signed by the roles named.", zh: "请由指定角色签核。"),
    }]
}

/// The report as text, from the folder above the pipeline.
pub fn written(report: &Report, format: Format, language: Language) -> String {
    written_from("example-pipeline/", report, format, language)
}

/// The report as text, with this way to the pipeline.
pub fn written_from(prefix: &str, report: &Report, format: Format, language: Language) -> String {
    let rules = rules();
    let style = Style {
        language,
        prefix: prefix.into(),
        rules: &rules,
        ..Style::default()
    };
    let mut out = Vec::new();
    write(report, format, &style, &mut out).expect("a vector takes every byte");
    String::from_utf8(out).expect("output is UTF-8")
}
