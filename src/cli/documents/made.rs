//! Files that were made of a record's documents, sorted to the documents that they show.

use super::super::failure::Failure;
use super::super::seen::Seen;
use super::super::verify::{Paper, judge};
use super::Standing;
use crate::say;
use std::path::PathBuf;
use walkdir::WalkDir;

/// Puts each file to its document. Gives how many files are of other records, or carry no receipt.
///
/// # Errors
/// A file or folder that was named isn't there, or Git fails.
pub fn sort(
    seen: &Seen<'_>,
    asked: &[PathBuf],
    standings: &mut [Standing<'_>],
) -> Result<usize, Failure> {
    let mut others = 0;
    for path in files(asked)? {
        let Ok(paper) = Paper::read(seen.process, &path) else {
            others += 1;
            continue;
        };
        let receipt = &paper.receipt;
        let shown = standings.iter_mut().find(|one| {
            one.record.source.path == receipt.on && one.document.name == receipt.document
        });
        match shown {
            Some(standing) => standing.made.push(judge(seen.desk, seen.bench, paper)?),
            None => others += 1,
        }
    }
    Ok(others)
}

/// The files that are meant, folders gone through; no link is followed there.
fn files(asked: &[PathBuf]) -> Result<Vec<PathBuf>, Failure> {
    let mut files = Vec::new();
    for path in asked {
        for entry in WalkDir::new(path).sort_by_file_name() {
            let entry = entry.map_err(|error| {
                Failure::correctable(
                    say!(en: "can't read {path}: {error}", zh: "无法读取 {path}：{error}", path = path.display(), error = error),
                )
            })?;
            if entry.depth() == 0 && !entry.file_type().is_dir() || entry.file_type().is_file() {
                files.push(entry.into_path());
            }
        }
    }
    Ok(files)
}
