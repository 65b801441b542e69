//! The sentence that sums up a run.

use crate::finding::{DeadlineCount, Report};
use crate::language::Phrase;
use crate::say;

/// Counts, what was judged, and at which day.
pub fn sentence(report: &Report) -> Phrase {
    let summary = &report.summary;
    let counts = counts(report);
    let files = count(summary.files, "file", "files", "个文件");
    let today = report.today;
    if summary.process_only {
        return say!(
            en: "{counts}; the process is wrong, so no record was judged ({today})",
            zh: "{counts}；流程定义有误，因此没有检查任何记录（{today}）",
            counts = counts, today = today,
        );
    }
    say!(
        en: "{counts} in {records} of {files}, judged at {today}{deadlines}",
        zh: "{counts}，共检查 {records}（{files}），判定日期 {today}{deadlines}",
        counts = counts,
        records = count(summary.records, "record", "records", "条记录"),
        files = files,
        today = today,
        deadlines = deadlines(&summary.deadlines),
    )
}

/// How many findings there are: `3 errors, 2 warnings, 1 waived`.
pub fn counts(report: &Report) -> Phrase {
    let mut parts = present(&[
        (report.errors(), "error", "errors", "个错误"),
        (report.warnings(), "warning", "warnings", "个警告"),
    ]);
    if parts.is_empty() {
        parts.push(say!(en: "no findings", zh: "没有发现问题"));
    }
    parts.extend(present(&[(
        report.waived.len(),
        "waived",
        "waived",
        "个已豁免",
    )]));
    joined(&parts)
}

fn deadlines(count: &DeadlineCount) -> Phrase {
    let parts = present(&[
        (count.running, "running", "running", "个未到期"),
        (count.due_today, "due today", "due today", "个今天到期"),
        (count.met, "met", "met", "个按时完成"),
        (count.met_late, "late", "late", "个逾期完成"),
        (count.missed, "missed", "missed", "个逾期未完成"),
    ]);
    if parts.is_empty() {
        return Phrase::default();
    }
    say!(en: " (deadlines: {parts})", zh: "（期限：{parts}）", parts = joined(&parts))
}

type Count = (usize, &'static str, &'static str, &'static str);

fn present(counts: &[Count]) -> Vec<Phrase> {
    let present = counts.iter().filter(|(n, ..)| *n > 0);
    present
        .map(|&(n, one, many, zh)| count(n, one, many, zh))
        .collect()
}

fn count(n: usize, one: &str, many: &str, zh: &str) -> Phrase {
    Phrase {
        en: format!("{n} {}", if n == 1 { one } else { many }),
        zh: format!("{n} {zh}"),
    }
}

fn joined(parts: &[Phrase]) -> Phrase {
    let all = |pick: fn(&Phrase) -> &str, between: &str| {
        let texts: Vec<_> = parts.iter().map(pick).collect();
        texts.join(between)
    };
    Phrase {
        en: all(|part| &part.en, ", "),
        zh: all(|part| &part.zh, "、"),
    }
}
