//! Why an edit isn't made.

use super::Step;
use crate::language::Phrase;
use crate::say;
use crate::text::Problem;

/// Why a text was left as it is.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Refusal {
    /// What stands in the way.
    pub message: Phrase,
    /// What to do.
    pub help: Option<Phrase>,
}

impl Refusal {
    /// The file is broken already.
    pub(super) fn broken(text: &str, problem: &Problem) -> Refusal {
        let before = text.as_bytes().get(..problem.span.range().start);
        let lines = before.unwrap_or_default().iter().filter(|&&b| b == b'\n');
        Refusal {
            message: say!(
                en: "line {line} is broken: {problem}",
                zh: "第 {line} 行有错误：{problem}",
                line = lines.count() + 1,
                problem = problem.message,
            ),
            help: Some(say!(
                en: "mend the file first",
                zh: "请先改正文件中的错误",
            )),
        }
    }

    /// The place can't be edited without touching something else.
    pub(super) fn layout(path: &[Step]) -> Refusal {
        Refusal {
            message: say!(
                en: "{path} is laid out in a way that can't be edited without touching something else",
                zh: "{path} 的写法特殊，无法只改这一处而不影响其他内容",
                path = shown(path),
            ),
            help: Some(say!(
                en: "change it by hand in an editor",
                zh: "请用编辑器手工修改",
            )),
        }
    }

    /// What the path goes through has no such part.
    pub(super) fn no_part(path: &[Step]) -> Refusal {
        Refusal {
            message: say!(
                en: "there is no place for {path}: what it stands in is something else",
                zh: "没有地方写 {path}：它所在的位置是别的内容",
                path = shown(path),
            ),
            help: None,
        }
    }

    /// The record would have no field left.
    pub(super) fn last_field(path: &[Step]) -> Refusal {
        Refusal {
            message: say!(
                en: "{path} is the record's only field",
                zh: "{path} 是这条记录唯一的字段",
                path = shown(path),
            ),
            help: Some(say!(en: "delete the file", zh: "请直接删除文件")),
        }
    }

    /// A record in YAML has no body.
    pub(super) fn no_body() -> Refusal {
        Refusal {
            message: say!(
                en: "only a Markdown record has a body",
                zh: "只有 Markdown 记录才有正文",
            ),
            help: None,
        }
    }
}

/// A path as people write it: `lines[0].price`.
pub(super) fn shown(path: &[Step]) -> String {
    let mut text = String::new();
    for step in path {
        match step {
            Step::Key(key) => {
                if !text.is_empty() {
                    text.push('.');
                }
                text.push_str(key);
            }
            Step::Item(index) => text.push_str(&format!("[{index}]")),
        }
    }
    text
}
