//! The small report in every format and language, byte for byte. `UPDATE_GOLDEN=1 cargo test --test output` writes
//! the files anew; read their diff.

use crate::reports::{FORMATS, empty, small, written};
use dealdesk::finding::Summary;
use dealdesk::language::Language;
use dealdesk::output::Format;
use std::path::PathBuf;

#[test]
fn the_small_report() {
    for format in FORMATS {
        for language in [Language::En, Language::ZhCn] {
            let name = format!("{format:?}.{}.txt", language.tag()).to_lowercase();
            let path = PathBuf::from(env!("CARGO_MANIFEST_DIR"))
                .join("tests/output/golden")
                .join(&name);
            let text = written(&small(), format, language);
            if std::env::var_os("UPDATE_GOLDEN").is_some() {
                std::fs::write(&path, &text).expect("the golden file is written");
            }
            let golden = std::fs::read_to_string(&path).expect("a golden file");
            assert_eq!(text, golden, "{name}");
        }
    }
}

#[test]
fn summaries() {
    let last = |report: &_, language| {
        let text = written(report, Format::Concise, language);
        text.lines().last().unwrap_or_default().to_owned()
    };
    let mut report = empty();
    report.summary = Summary {
        files: 1,
        records: 1,
        ..Summary::default()
    };
    assert_eq!(
        last(&report, Language::En),
        "no findings in 1 record of 1 file, judged at 2026-06-30"
    );
    assert_eq!(
        last(&report, Language::ZhCn),
        "没有发现问题，共检查 1 条记录（1 个文件），判定日期 2026-06-30"
    );
    report.summary.process_only = true;
    report.findings = small().findings;
    assert_eq!(
        last(&report, Language::En),
        "1 error, 2 warnings; the process is wrong, so no record was judged (2026-06-30)"
    );
    assert_eq!(
        last(&report, Language::ZhCn),
        "1 个错误、2 个警告；流程定义有误，因此没有检查任何记录（2026-06-30）"
    );
}
