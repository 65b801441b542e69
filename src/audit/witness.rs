//! The last tip of each branch that this clone audited: what was official then must be in the branch's history still.

use super::deed::Deed;
use super::scene::Found;
use super::standing::Standing;
use crate::finding::Finding;
use crate::git::{CommitId, ObjectId, Repository};
use crate::rules::Rule;
use crate::say;
use crate::text::sha256;
use std::collections::BTreeMap;
use std::fs;
use std::path::PathBuf;
use std::sync::Arc;

/// The memory of one clone.
pub struct Witness {
    file: PathBuf,
    key: String,
    tips: BTreeMap<String, String>,
}

impl Witness {
    /// What a clone remembers of a branch.
    pub fn of(repository: &Repository, branch: &str) -> Witness {
        let file = repository.common_dir().join("dealdesk").join("audit-tips");
        let text = fs::read_to_string(&file).unwrap_or_default();
        let tips = text.lines().filter_map(|line| line.split_once(' '));
        let key = sha256(format!("{branch}\n{}", repository.prefix()).as_bytes());
        Witness {
            tips: tips
                .map(|(key, tip)| (key.to_owned(), tip.to_owned()))
                .collect(),
            file,
            key,
        }
    }

    /// What is wrong with a branch's tip, by what was official when it was last audited.
    pub fn judge(&self, repository: &Repository, tip: CommitId, last: &Arc<Deed>) -> Option<Found> {
        let known = self.tips.get(&self.key)?;
        let known = ObjectId::from_hex(known.as_bytes()).map(CommitId)?;
        let lost = Standing::of(repository, known, tip).lost(tip)?;
        let message = say!(
            en: "{known} was official when this clone was last audited, and {lost}",
            zh: "{known} 在此克隆上次审查时是正式状态，如今{lost}",
            known = known.short(), lost = lost
        );
        let help = say!(
            en: "find out who rewrote it and why, and keep the old commits; once it is settled, delete `dealdesk/audit-tips` among the Git files",
            zh: "请查明何人因何改写，并保留旧提交；处理完毕后，删除 Git 目录中的 `dealdesk/audit-tips`"
        );
        Some(Found {
            finding: Finding::of_file(Rule::RewrittenHistory, "pipeline.yaml", message).help(help),
            deed: last.clone(),
        })
    }

    /// Remembers a tip. A clone that can't write doesn't.
    pub fn remember(mut self, tip: CommitId) {
        if self
            .tips
            .get(&self.key)
            .is_some_and(|known| *known == tip.to_string())
        {
            return;
        }
        self.tips.insert(self.key, tip.to_string());
        let lines = self.tips.iter().map(|(key, tip)| format!("{key} {tip}\n"));
        let text: String = lines.collect();
        let new = self
            .file
            .with_extension(format!("{}.new", std::process::id()));
        let written = match self.file.parent() {
            Some(folder) => fs::create_dir_all(folder).and_then(|()| fs::write(&new, text)),
            None => Ok(()),
        };
        if written.and_then(|()| fs::rename(&new, &self.file)).is_err() {
            let _ = fs::remove_file(&new);
        }
    }
}
