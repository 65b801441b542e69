//! Where a pipeline was before it came to its folder. Its first state is taken as it is, so one that was moved to another
//! folder of the repository would begin anew, with nothing of what it was before.

use super::walk::file;
use crate::finding::Finding;
use crate::git::{CommitId, Query, Repository, Trouble};
use crate::rules::Rule;
use crate::say;

/// Largest `pipeline.yaml` that is looked into, in bytes.
const LARGEST: u64 = 1024 * 1024;

/// That the pipeline of this UUID was official in another folder of the repository, up to the commit `before` which its
/// first state here follows.
///
/// # Errors
/// History can't be read.
pub fn elsewhere(
    repository: &Repository,
    before: CommitId,
    uuid: &str,
) -> Result<Option<Finding>, Trouble> {
    let own = format!("{}pipeline.yaml", repository.prefix());
    let Some(whole) = Repository::around(repository.folder())? else {
        return Ok(None);
    };
    let whole = whole.with_prefix("");
    let mut blobs = whole.blobs()?;
    let log = whole.log(&Query {
        from: vec![before],
        first_parent: true,
        ..Query::default()
    })?;
    for commit in log {
        let commit = commit?;
        for delta in &commit.changes {
            let name = delta.path.rsplit('/').next();
            let blob = file(delta.after).or_else(|| file(delta.before));
            let (Some("pipeline.yaml"), Some(blob)) = (name, blob) else {
                continue;
            };
            let text = blobs.read(blob, LARGEST).unwrap_or_default();
            if *delta.path != *own && String::from_utf8_lossy(&text).contains(uuid) {
                return Ok(Some(moved(&delta.path, before)));
            }
        }
    }
    Ok(None)
}

fn moved(from: &str, last: CommitId) -> Finding {
    let folder = from.strip_suffix("pipeline.yaml").unwrap_or_default();
    let folder = folder.trim_end_matches('/');
    let message = say!(
        en: "this pipeline was official as {from} before: its history begins anew here, and what changed with the move is judged by nobody",
        zh: "此销售库此前以 {from} 为正式定义：历史在此重新开始，随迁移而变的内容无人判定",
        from = from
    );
    let folder = match folder.is_empty() {
        true => ".",
        false => folder,
    };
    let help = say!(
        en: "audit what was there, and compare the two: deal audit --pipeline {folder} --at {last}",
        zh: "请审查原处的历史，并比较两者：deal audit --pipeline {folder} --at {last}",
        folder = folder, last = last.short()
    );
    Finding::of_file(Rule::RewrittenHistory, "pipeline.yaml", message).help(help)
}
