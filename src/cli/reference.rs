//! `deal reference`: the reference documentation, printed from the tables that the program works by.

use super::args::{Global, Reference};
use super::failure::Failure;
use super::{Status, answer};
use crate::expression::{self, vocabulary::Form};
use crate::finding::Level;
use crate::language::{Language, Phrase};
use crate::output::{Format, JSON_KEYS};
use crate::process;
use crate::rules::{Group, Rule};
use crate::say;
use crate::template::vocabulary;
use clap::ValueEnum;

/// A page and how it is made.
type Page = (&'static str, fn(Language) -> String);

/// Every page.
const PAGES: &[Page] = &[
    ("keys", keys),
    ("types", types),
    ("expressions", expressions),
    ("formats", formats),
    ("templates", templates),
    ("rules", rules),
];

/// Runs the command.
pub fn run(global: &Global, args: &Reference) -> Result<Status, Failure> {
    let language = global.lang.unwrap_or_default();
    match PAGES.iter().find(|(name, _)| *name == args.page) {
        Some((_, page)) => answer(&page(language)),
        None => {
            let names: Vec<&str> = PAGES.iter().map(|(name, _)| *name).collect();
            let failure = Failure::nothing(
                say!(en: "there is no page `{page}`", zh: "没有 `{page}` 这一页", page = args.page),
            );
            Err(failure
                .hint(say!(en: "pages: {names}", zh: "可用：{names}", names = names.join(", "))))
        }
    }
}

/// Every key of the definition.
fn keys(language: Language) -> String {
    let tables: [(Phrase, &[process::Key]); 23] = [
        (Phrase::same("pipeline.yaml"), process::PIPELINE_KEYS),
        (
            Phrase::same("pipeline.yaml: roles.NAME"),
            process::ROLE_KEYS,
        ),
        (Phrase::same("pipeline.yaml: people"), process::PEOPLE_KEYS),
        (
            Phrase::same("pipeline.yaml: waivers"),
            process::WAIVER_POLICY_KEYS,
        ),
        (
            Phrase::same("pipeline.yaml: signoffs"),
            process::SIGNOFFS_KEYS,
        ),
        (Phrase::same("pipeline.yaml: limits"), process::LIMIT_KEYS),
        (Phrase::same("pipeline.yaml: audit"), process::AUDIT_KEYS),
        (Phrase::same("kinds/KIND.yaml"), process::KIND_KEYS),
        (Phrase::same("fields.NAME"), process::FIELD_KEYS),
        (Phrase::same("follow"), process::FOLLOW_KEYS),
        (Phrase::same("stages[]"), process::STAGE_KEYS),
        (
            say!(
                en: "gates.NAME, deadlines.NAME, signoffs.NAME, rules.NAME, unique.NAME",
                zh: "gates.名称、deadlines.名称、signoffs.名称、rules.名称、unique.名称"
            ),
            process::CLAUSE_KEYS,
        ),
        (Phrase::same("gates.NAME"), process::GATE_KEYS),
        (Phrase::same("gates.NAME.records[]"), process::RECORD_KEYS),
        (Phrase::same("gates.NAME.assert[]"), process::ASSERT_KEYS),
        (Phrase::same("deadlines.NAME"), process::DEADLINE_KEYS),
        (Phrase::same("documents.NAME"), process::DOCUMENT_KEYS),
        (Phrase::same("signoffs.NAME"), process::SIGNOFF_KEYS),
        (Phrase::same("signoffs.NAME.ladder[]"), process::STEP_KEYS),
        (Phrase::same("signoffs.NAME.roles"), process::QUORUM_KEYS),
        (Phrase::same("signoffs.NAME.outside"), process::OUTSIDE_KEYS),
        (Phrase::same("rules.NAME"), process::RULE_KEYS),
        (Phrase::same("unique.NAME"), process::UNIQUE_KEYS),
    ];
    let title = say!(en: "Keys of a process", zh: "流程定义的键");
    let mut text = format!("# {}\n", title.get(language));
    for (name, keys) in tables {
        text.push_str(&format!(
            "\n## `{}`\n\n{}",
            name.get(language),
            table_head(language)
        ));
        for key in keys {
            let meaning = match language {
                Language::En => key.en,
                Language::ZhCn => key.zh,
            };
            text.push_str(&format!("| `{}` | {} | {meaning} |\n", key.name, key.takes));
        }
    }
    text
}

fn table_head(language: Language) -> &'static str {
    match language {
        Language::En => "| key | takes | meaning |\n|---|---|---|\n",
        Language::ZhCn => "| 键 | 取值 | 含义 |\n|---|---|---|\n",
    }
}

/// Every type of a field.
fn types(language: Language) -> String {
    let title = say!(en: "Types of fields", zh: "字段类型");
    let head =
        say!(en: "| type | example | meaning | more keys |", zh: "| 类型 | 示例 | 含义 | 其他键 |");
    let mut text = format!(
        "# {}\n\n{}\n|---|---|---|---|\n",
        title.get(language),
        head.get(language)
    );
    for ty in process::TYPES {
        let meaning = match language {
            Language::En => ty.en,
            Language::ZhCn => ty.zh,
        };
        let keys: Vec<String> = ty.keys.iter().map(|key| format!("`{key}`")).collect();
        text.push_str(&format!(
            "| `{}` | `{}` | {meaning} | {} |\n",
            ty.name,
            ty.example,
            keys.join(", ")
        ));
    }
    text
}

/// Every rule of the engine, in its groups.
fn rules(language: Language) -> String {
    let title = say!(en: "Rules that every process has", zh: "所有流程共有的规则");
    let intro = say!(
        en: "`deal explain NAME` prints a page. All are errors unless it says so here; `levels` in `pipeline.yaml` changes that rule by rule, but not for the process itself.",
        zh: "`deal explain 规则名` 显示各规则的说明。除注明外均为错误；可在 `pipeline.yaml` 的 `levels` 中按规则调整级别，流程定义类除外。"
    );
    let mut text = format!("# {}\n\n{}\n", title.get(language), intro.get(language));
    let groups = [
        Group::Files,
        Group::Records,
        Group::Process,
        Group::Business,
        Group::Audit,
    ];
    for group in groups {
        text.push_str(&format!("\n## {}\n\n", group.title().get(language)));
        for rule in Rule::ALL.iter().filter(|rule| rule.group() == group) {
            let level = match rule.level() {
                Level::Error => Phrase::default(),
                Level::Warning => say!(en: " (warning)", zh: "（警告）"),
            };
            let line = say!(
                en: "- [`{name}`]({name}.md){level}: {summary}\n", zh: "- [`{name}`]({name}.md){level}：{summary}\n",
                name = rule.name(), level = level, summary = rule.summary()
            );
            text.push_str(line.get(language));
        }
    }
    text
}

/// Every operator, function and macro of expressions.
fn expressions(language: Language) -> String {
    let title = say!(en: "Operators, functions and macros", zh: "运算符、函数和宏");
    let mut text = format!("# {}\n", title.get(language));
    let forms = [
        (Form::Operator, say!(en: "Operators", zh: "运算符")),
        (Form::Macro, say!(en: "Macros over lists", zh: "列表宏")),
        (Form::Function, say!(en: "Functions", zh: "函数")),
        (Form::Method, say!(en: "Functions on texts", zh: "文本函数")),
        (Form::Fact, say!(en: "Facts of a record", zh: "记录的事实")),
    ];
    let head = say!(en: "| | example | meaning |", zh: "| | 示例 | 含义 |");
    for (form, heading) in forms {
        text.push_str(&format!(
            "\n## {}\n\n{}\n|---|---|---|\n",
            heading.get(language),
            head.get(language)
        ));
        for entry in expression::reference()
            .iter()
            .filter(|entry| entry.form == form)
        {
            let cell = |text: &str| text.replace('|', "\\|");
            let doc = entry.doc.phrase();
            text.push_str(&format!(
                "| `{}` | `{}` | {} |\n",
                cell(entry.name),
                cell(entry.example),
                cell(doc.get(language))
            ));
        }
    }
    text
}

/// Every filter, test and function of templates, and what they can say of the document itself.
fn templates(language: Language) -> String {
    let title = say!(en: "Words of templates", zh: "模板用词");
    let intro = say!(
        en: "Templates are written in [Tera](https://keats.github.io/tera/)'s syntax with the tags `if`, `for`, `set`, `include` and `raw`, and these words. How to write one: [Documents](../documents.md).",
        zh: "模板采用 [Tera](https://keats.github.io/tera/) 语法，可用标签 `if`、`for`、`set`、`include`、`raw`，以及下列用词。写法见[单据](../../zh-CN/documents.md)。"
    );
    let mut text = format!("# {}\n\n{}\n", title.get(language), intro.get(language));
    let head = say!(en: "| | example | meaning |", zh: "| | 示例 | 含义 |");
    let groups = [
        (say!(en: "Filters", zh: "过滤器"), vocabulary::FILTERS),
        (say!(en: "Tests", zh: "判断"), vocabulary::TESTS),
        (say!(en: "Functions", zh: "函数"), vocabulary::FUNCTIONS),
        (
            say!(en: "The document itself", zh: "单据本身"),
            vocabulary::DOCUMENT,
        ),
    ];
    for (heading, words) in groups {
        text.push_str(&format!(
            "\n## {}\n\n{}\n|---|---|---|\n",
            heading.get(language),
            head.get(language)
        ));
        for word in words {
            let meaning = match language {
                Language::En => word.en,
                Language::ZhCn => word.zh,
            };
            let usage = word.usage.replace('|', "\\|");
            text.push_str(&format!("| `{}` | `{usage}` | {meaning} |\n", word.name));
        }
    }
    text
}

/// The formats of `deal check`, the keys of its JSON, and the exit statuses.
fn formats(language: Language) -> String {
    let title = say!(en: "Output formats and exit statuses", zh: "输出格式和退出状态");
    let head = say!(en: "| `--format` | for |", zh: "| `--format` | 用途 |");
    let mut text = format!(
        "# {}\n\n{}\n|---|---|\n",
        title.get(language),
        head.get(language)
    );
    for format in Format::value_variants() {
        let Some(value) = format.to_possible_value() else {
            continue;
        };
        let meaning = match language {
            Language::En => value
                .get_help()
                .map(ToString::to_string)
                .unwrap_or_default(),
            Language::ZhCn => format.zh().to_owned(),
        };
        text.push_str(&format!("| `{}` | {meaning} |\n", value.get_name()));
    }
    let head = say!(
        en: "\n## `json`\n\nEvery key is always there. An entry of `waived` has the keys of a finding too.\n\n| key | meaning |",
        zh: "\n## `json`\n\n每个键总是存在。`waived` 中的每一项也有问题的各个键。\n\n| 键 | 含义 |"
    );
    text.push_str(&format!("{}\n|---|---|\n", head.get(language)));
    for key in JSON_KEYS {
        let meaning = match language {
            Language::En => key.en,
            Language::ZhCn => key.zh,
        };
        text.push_str(&format!("| `{}` | {meaning} |\n", key.path));
    }
    let head = say!(en: "\n## Exit statuses\n\n| status | meaning |", zh: "\n## 退出状态\n\n| 状态 | 含义 |");
    text.push_str(&format!("{}\n|---|---|\n", head.get(language)));
    for (status, en, zh) in Status::MEANINGS {
        let meaning = match language {
            Language::En => en,
            Language::ZhCn => zh,
        };
        text.push_str(&format!("| {} | {meaning} |\n", status as u8));
    }
    let stands = say!(
        en: "A change whose commit stands ends with 0 also where the command can't remove its own notes afterwards; a line on stderr then names the commit and what was left over.",
        zh: "提交已生成、只是事后未能删除自己的记录文件时，改动命令仍以 0 结束，并在 stderr 写明提交和遗留的文件。"
    );
    text.push_str(&format!("\n{}\n", stands.get(language)));
    text
}
