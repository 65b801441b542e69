//! What the values of records do to a terminal, a log, a CI runner, or whoever reads the findings: nothing.

use crate::pipeline::{DEAL, MINUTES, Pipeline, text};
use serde_json::Value;

const FORMATS: [&str; 8] = [
    "human", "concise", "json", "sarif", "github", "gitlab", "junit", "markdown",
];

/// A double-quoted YAML value of the text.
fn quoted(text: &str) -> String {
    let escaped = text.chars().map(|c| match c {
        ' '..='~' if c != '"' && c != '\\' => c.to_string(),
        _ => format!("\\U{:08x}", c as u32),
    });
    format!("\"{}\"", escaped.collect::<String>())
}

/// A pipeline whose findings quote the text in a message, in a help line, in an excerpt and in the process's words.
fn quoting(text: &str) -> Pipeline {
    let pipeline = Pipeline::new();
    let value = quoted(text);
    pipeline.write(
        DEAL,
        format!("title: {value}\nowner: li-na\ncustomer: lanyu\namount: 50\nserial: {value}\n{value}: 1\ndiscount: {value}\nanswer: {value}\n"),
    );
    pipeline
}

const HOSTILE: [&str; 12] = [
    "\u{1b}[31mred\u{1b}]0;title\u{7}",
    "back\rover\u{8}\u{9b}2J",
    "\u{202e}txt.exe\u{2066}",
    "::error file=x,line=1::gone",
    "x\n::set-output name=a::b",
    "%0A::error::x",
    "##vso[task.setvariable]x",
    "section_start:1:a\r\u{1b}[0K",
    "<script>alert(1)</script> ]]> &amp;",
    "| a | b |\n|---|---|",
    "[x](javascript:alert) @all #1 !2 `x`",
    "\u{fffe}\u{10ffff}🚀\u{200d}",
];

#[test]
fn no_format_passes_on_what_steers() {
    for hostile in HOSTILE {
        let pipeline = quoting(hostile);
        for format in FORMATS {
            let ran = pipeline.run(&["check", "--format", format, "--color", "never"]);
            assert_eq!(ran.status, 1, "{format} {hostile:?}: {}", ran.err);
            let steers = |c: char| {
                (c.is_control() && c != '\n')
                    || ('\u{202a}'..='\u{202e}').contains(&c)
                    || ('\u{2066}'..='\u{2069}').contains(&c)
            };
            assert!(
                !ran.out.contains(steers),
                "{format} {hostile:?}: {:?}",
                ran.out
            );
            for line in ran.out.lines() {
                let ours = format == "github"
                    && (line.starts_with("::error file=") || line.starts_with("::warning file="));
                assert!(
                    !line.trim_start().starts_with("::")
                        || ours
                        || line.trim_start().starts_with("::: "),
                    "{format}: {line}"
                );
                assert!(!line.contains("##vso["), "{format}: {line}");
            }
        }
    }
}

#[test]
fn the_colours_of_a_terminal_are_the_only_escapes() {
    for hostile in HOSTILE {
        let ran = quoting(hostile).run(&["check", "--color", "always"]);
        assert!(ran.out.contains("\u{1b}["));
        let rest: String = ran
            .out
            .split("\u{1b}[")
            .skip(1)
            .map(|part| part.trim_start_matches(|c: char| c.is_ascii_digit() || c == ';'))
            .collect();
        assert!(!rest.contains('\u{1b}'));
        for part in ran.out.split("\u{1b}[").skip(1) {
            let sign = part.chars().find(|c| !c.is_ascii_digit() && *c != ';');
            assert_eq!(sign, Some('m'), "{hostile:?}: {part:?}");
        }
    }
}

#[test]
fn github_commands_are_one_line_each_and_escaped() {
    let pipeline = quoting("a%0A,b:\nc");
    let ran = pipeline.run(&["check", "--format", "github"]);
    let whole = pipeline.check(&[]);
    let commands: Vec<_> = ran
        .out
        .lines()
        .filter(|line| line.starts_with("::"))
        .collect();
    assert_eq!(commands.len(), whole.findings().len());
    for command in commands {
        let (properties, message) = command.trim_start_matches("::").split_once("::").unwrap();
        assert!(
            properties.starts_with("error file=deals/lanyu-a1/deal.yaml,line="),
            "{command}"
        );
        assert!(
            !message
                .replace("%25", "")
                .replace("%0A", "")
                .replace("%0D", "")
                .contains('%'),
            "{command}"
        );
    }
}

#[test]
fn machines_read_what_was_written() {
    for hostile in HOSTILE {
        let pipeline = quoting(hostile);
        for format in ["json", "sarif", "gitlab"] {
            let ran = pipeline.run(&["check", "--format", format]);
            serde_json::from_str::<Value>(&ran.out)
                .unwrap_or_else(|error| panic!("{format}: {error}"));
        }
        let checked = pipeline.check(&[]);
        let unknown = checked.only("unknown-field");
        assert_eq!(text(&unknown["subject"]), hostile);
        let junit = pipeline.run(&["check", "--format", "junit"]).out;
        let mut reader = quick_xml::Reader::from_str(&junit);
        loop {
            match reader.read_event().unwrap() {
                quick_xml::events::Event::Eof => break,
                quick_xml::events::Event::Text(part) => drop(part.decode().unwrap()),
                _ => {}
            }
        }
    }
}

#[test]
fn other_commands_show_nothing_that_steers_either() {
    let evil = "a\u{1b}[31m\u{202e}";
    let pipeline = Pipeline::new();
    for args in [
        ["explain", evil].as_slice(),
        &["check", "--only", evil],
        &["check", evil],
        &["-C", evil, "check"],
        &["statement", DEAL, evil, "--role", "manager", "--by", "x"],
        &[
            "statement",
            evil,
            "review",
            "--role",
            "manager",
            "--by",
            "x",
        ],
        &["check", "--today", evil],
        &["check", "--lang", evil],
        &["check", "--format", evil],
        &[evil],
    ] {
        let ran = pipeline.run(args);
        assert!(matches!(ran.status, 2 | 3), "{args:?}");
        assert!(
            !ran.err.contains(['\u{1b}', '\u{202e}']),
            "{args:?}: {:?}",
            ran.err
        );
    }
}

#[test]
fn personal_data_is_masked_everywhere() {
    let (card, mobile, bank) = ("11010519491231002X", "13812345678", "6222021234567890128");
    let spaced = "138 1234 5678";
    let pipeline = Pipeline::with_deal(&format!(
        "note: 身份证 {card}，手机 {mobile}，卡号 {bank}\n\
         serial: {mobile} x\n\
         answer: {mobile}\n\
         tags: [{card}, {spaced}]\n\
         lines: [{{name: 手机 {mobile}, prise: 3}}]\n\
         {mobile}: 1\n"
    ));
    pipeline.append(MINUTES, &format!("请拨 {mobile}。\n"));
    let checked = pipeline.check(&[]);
    let personal: Vec<_> = checked
        .findings()
        .iter()
        .filter(|f| f["rule"] == "personal-data")
        .collect();
    let subjects: Vec<_> = personal.iter().map(|f| text(&f["subject"])).collect();
    assert!(
        ["note", "tags", "lines[1].name", "body"]
            .iter()
            .all(|name| subjects.contains(name)),
        "{subjects:?}"
    );
    for finding in personal {
        assert!(text(&finding["help"]).contains("Git"), "{finding}");
    }
    for format in FORMATS {
        for language in ["en", "zh-CN"] {
            let ran = pipeline.run(&["check", "--format", format, "--lang", language]);
            for number in [card, mobile, bank, spaced] {
                assert!(!ran.out.contains(number), "{format}: {}", ran.out);
            }
        }
    }
}

#[test]
fn numbers_that_are_no_personal_data_and_fields_that_allow_it_are_left_alone() {
    let pipeline = Pipeline::with_deal(
        "contact: 13812345678\nnote: 订单号 13812345678，身份证 110105194912310021，sha 6222021234567890128a\ncount: 13812345678\n",
    );
    pipeline.check(&[]).is(&[]);
}
