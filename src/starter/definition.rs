//! `pipeline.yaml` of a new pipeline: the example's, with what is its own exchanged.

use super::{Start, With, example, small};
use crate::language::Language;

/// Where it is.
pub const PATH: &str = "pipeline.yaml";

/// The file for a pipeline of one's own: another UUID, no fixed day.
pub fn of_start(start: &Start<'_>) -> String {
    let mut text = head(start.language).to_owned();
    if start.with == With::Small {
        let name = start.name.map_or_else(|| quoted("…"), quoted);
        text.push_str(&format!("pipeline: {}\nname: {name}\n", start.uuid));
        text.push_str(&company(start));
        text.push_str(&format!("language: {}\n", start.language.tag()));
        return text + small::DEFINITION;
    }
    let mut in_company = false;
    for line in example_lines().skip_while(|line| line.starts_with('#')) {
        in_company &= line.starts_with(' ');
        match line.split_once(':').map(|(key, _)| key) {
            _ if in_company => {}
            Some("company") => {
                in_company = true;
                text.push_str(&company(start));
            }
            Some("pipeline") => text.push_str(&format!("pipeline: {}\n", start.uuid)),
            Some("today") => {}
            key => text.push_str(&own(start, key, line)),
        }
    }
    text
}

/// What documents say of the company: its name, until somebody writes the rest.
fn company(start: &Start<'_>) -> String {
    let name = start.name.map_or_else(|| quoted("…"), quoted);
    let rest = match start.language {
        Language::En => {
            "# printed on documents where given: address, phone, email, website, tax_id, bank, account"
        }
        Language::ZhCn => {
            "# 填写后打印在单据上：address、phone、email、website、tax_id、bank、account"
        }
    };
    format!("company:\n  name: {name}\n  {rest}\n")
}

/// The example's file, in the language asked for.
pub fn of_example(start: &Start<'_>) -> String {
    example_lines()
        .map(|line| own(start, line.split_once(':').map(|(key, _)| key), line))
        .collect()
}

/// A line of the example's file, or what stands in its place.
fn own(start: &Start<'_>, key: Option<&str>, line: &str) -> String {
    match (key, start.name) {
        (Some("name"), Some(name)) => format!("name: {}\n", quoted(name)),
        (Some("language"), _) => format!("language: {}\n", start.language.tag()),
        _ => format!("{line}\n"),
    }
}

fn example_lines() -> impl Iterator<Item = &'static str> {
    let file = example::FILES.iter().find(|(path, _)| *path == PATH);
    file.and_then(|(_, bytes)| str::from_utf8(bytes).ok())
        .unwrap_or_default()
        .lines()
}

/// A text in double quotes, as YAML reads it back.
pub fn quoted(text: &str) -> String {
    serde_json::Value::from(text).to_string()
}

fn head(language: Language) -> &'static str {
    match language {
        Language::En => {
            "\
# What holds for the whole pipeline. The forms of the process are in kinds/, a file each; both are yours to change.
# `deal check` judges the process as well as the records. The UUID stays: sign-offs hold in this pipeline only.
"
        }
        Language::ZhCn => {
            "\
# 整个销售库的设置。流程的各个表单在 kinds/ 中，每个表单一个文件；两者都可按本公司情况修改。
# `deal check` 既检查记录，也检查流程本身。UUID 请勿更改：签批只在本库有效。
"
        }
    }
}
