//! The keys of the `json` format, for its documentation.

/// A key of the `json` format.
#[derive(Debug)]
pub struct JsonKey {
    /// The way to it: `findings[].rule`.
    pub path: &'static str,
    /// Its meaning, in English.
    pub en: &'static str,
    /// Its meaning, in Chinese.
    pub zh: &'static str,
}

const fn key(path: &'static str, en: &'static str, zh: &'static str) -> JsonKey {
    JsonKey { path, en, zh }
}

/// Every key, in the document's order. An entry of `waived` has the keys of a finding too.
pub const JSON_KEYS: &[JsonKey] = &[
    key(
        "version",
        "1; it rises when a key changes its meaning or goes",
        "1；键的含义改变或取消时才会增加",
    ),
    key("today", "the day that was judged at", "判断日期"),
    key("pipeline", "the pipeline's name", "销售库名称"),
    key(
        "summary.errors",
        "findings at error level",
        "错误级别的问题数",
    ),
    key(
        "summary.warnings",
        "findings at warning level",
        "警告级别的问题数",
    ),
    key(
        "summary.waived",
        "findings that a waiver excuses",
        "已豁免的问题数",
    ),
    key("summary.files", "files that were read", "读取的文件数"),
    key(
        "summary.records",
        "records that were judged",
        "检查的记录数",
    ),
    key(
        "summary.deadlines.running",
        "deadlines still to come",
        "未到期的期限数",
    ),
    key(
        "summary.deadlines.due_today",
        "deadlines on their last day",
        "今日到期的期限数",
    ),
    key(
        "summary.deadlines.met",
        "deadlines met in time",
        "按时完成的期限数",
    ),
    key(
        "summary.deadlines.met_late",
        "deadlines met too late",
        "逾期完成的期限数",
    ),
    key(
        "summary.deadlines.missed",
        "deadlines that were missed",
        "错过的期限数",
    ),
    key(
        "summary.process_only",
        "the process itself is wrong, and no record was judged",
        "流程定义有误，未检查任何记录",
    ),
    key("findings[].rule", "the rule's name", "规则名"),
    key(
        "findings[].subject",
        "the field, deadline, gate or sign-off it is about, or null",
        "所涉及的字段、期限、关口或签批，或 null",
    ),
    key(
        "findings[].level",
        "`error` or `warning`",
        "`error` 或 `warning`",
    ),
    key("findings[].message", "the business fact", "业务事实"),
    key(
        "findings[].path",
        "the file, from the pipeline's folder",
        "文件，相对于销售库目录",
    ),
    key(
        "findings[].line",
        "line of the offending value, from 1; null for a whole file",
        "问题所在行，从 1 起；整个文件为 null",
    ),
    key(
        "findings[].column",
        "column in characters, from 1",
        "列，按字符从 1 起",
    ),
    key("findings[].end_line", "line of its end", "结束行"),
    key(
        "findings[].end_column",
        "column after its last character",
        "最后一个字符之后的列",
    ),
    key(
        "findings[].record",
        "address of the record, or null",
        "记录地址，或 null",
    ),
    key(
        "findings[].help",
        "what mends it, or null",
        "如何改正，或 null",
    ),
    key(
        "findings[].demand.path",
        "the file of the process that demands otherwise; `demand` may be null",
        "提出要求的流程文件；`demand` 可为 null",
    ),
    key("findings[].demand.line", "its line", "其行"),
    key("findings[].demand.column", "its column", "其列"),
    key(
        "findings[].demand.message",
        "what is demanded there",
        "那里的要求",
    ),
    key("waived[].waiver.path", "the waiver's file", "豁免文件"),
    key(
        "waived[].waiver.by",
        "id of the person who gave it",
        "豁免人编号",
    ),
    key("waived[].waiver.until", "its last day", "截止日期"),
    key("waived[].waiver.reason", "why", "原因"),
];

#[cfg(test)]
mod tests {
    use super::*;
    use crate::finding::{DeadlineCount, Finding, Level, Place, Report, Summary, Waived};
    use crate::language::{Language, Phrase};
    use crate::output::json;
    use std::collections::BTreeSet;

    #[test]
    fn every_key_is_documented_and_no_other() {
        let place = Place::file("a.yaml");
        let finding = Finding {
            rule: "r".into(),
            subject: None,
            level: Level::Error,
            message: Phrase::same("m"),
            place: place.clone(),
            label: None,
            demand: Some((place, Phrase::same("d"))),
            record: None,
            help: None,
            passed: false,
        };
        let waived = Waived {
            finding: finding.clone(),
            waiver: "w.yaml".into(),
            by: "p".into(),
            until: chrono::NaiveDate::MIN,
            reason: "x".into(),
        };
        let report = Report {
            pipeline: Phrase::same("p"),
            today: chrono::NaiveDate::MIN,
            findings: vec![finding],
            waived: vec![waived],
            summary: Summary {
                deadlines: DeadlineCount::default(),
                ..Summary::default()
            },
        };
        let value = serde_json::to_value(json::Report::new(&report, Language::En)).unwrap();
        let mut found = BTreeSet::new();
        gather("", &value, &mut found);
        found.retain(|path| !path.starts_with("waived[].") || path.starts_with("waived[].waiver"));
        let documented: BTreeSet<String> =
            JSON_KEYS.iter().map(|key| key.path.to_owned()).collect();
        assert_eq!(found, documented);
    }

    fn gather(path: &str, value: &serde_json::Value, found: &mut BTreeSet<String>) {
        match value {
            serde_json::Value::Object(map) => {
                for (key, value) in map {
                    let dot = if path.is_empty() { "" } else { "." };
                    gather(&format!("{path}{dot}{key}"), value, found);
                }
            }
            serde_json::Value::Array(items) => {
                for item in items {
                    gather(&format!("{path}[]"), item, found);
                }
            }
            _ => {
                found.insert(path.to_owned());
            }
        }
    }
}
