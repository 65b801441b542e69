//! The README of a new pipeline.

use super::{Start, With};
use crate::language::Language;

const ENGLISH: &str = include_str!("readme.en.md");
const CHINESE: &str = include_str!("readme.zh-CN.md");

/// The page, under the pipeline's name.
pub fn of(start: &Start<'_>) -> String {
    let (template, unnamed) = match start.language {
        Language::En => (ENGLISH, "Sales"),
        Language::ZhCn => (CHINESE, "销售库"),
    };
    let name: String = start
        .name
        .unwrap_or(unnamed)
        .chars()
        .flat_map(escaped)
        .collect();
    let rule = match start.with {
        With::Small => "within-credit",
        With::Process | With::Example => "price-floor",
    };
    template
        .replacen("RULE", rule, 1)
        .replacen("NAME", &name, 1)
}

/// A character of a heading that Markdown would otherwise take as its own.
fn escaped(c: char) -> impl Iterator<Item = char> {
    let marks = matches!(
        c,
        '\\' | '`' | '*' | '_' | '[' | ']' | '<' | '>' | '#' | '&' | '!' | '|' | '~' | '^'
    );
    marks.then_some('\\').into_iter().chain([c])
}
