//! The attachments that a change newly names and that no commit has as they are: its commit takes them along.

use super::failure::Failure;
use crate::change::{Change, Ground};
use crate::git::Repository;
use crate::language::Language;
use crate::output::visible;
use crate::records::{Claims, Role};
use crate::say;
use crate::value::size;
use std::fs;
use std::io::{self, Write};

/// The attachments of a change that are to be committed with it.
pub struct Attached(Vec<Attachment>);

/// A file as it lies in the work tree.
struct Attachment {
    /// Its path from the pipeline's folder.
    path: String,
    /// Whether no commit has it.
    new: bool,
    /// In bytes.
    size: u64,
}

impl Attached {
    /// Those that a change needs; none where there is no repository.
    ///
    /// # Errors
    /// One can't go along: Git ignores it, say, or the pipeline takes it for no attachment.
    pub fn of(
        repository: Option<&Repository>,
        ground: &Ground<'_>,
        change: &Change,
    ) -> Result<Attached, Failure> {
        let Some(repository) = repository else {
            return Ok(Attached(Vec::new()));
        };
        let claims = Claims::of(ground.process);
        let mut attached = Vec::new();
        for along in repository.uncommitted(&change.attached(ground))? {
            let path = along.path.strip_prefix(repository.prefix());
            let path = path.unwrap_or(&along.path).to_owned();
            if claims.role(&path) != Role::Attachment {
                return Err(no_attachment(&path));
            }
            let found = fs::symlink_metadata(repository.folder().join(&along.path));
            attached.push(Attachment {
                path,
                new: along.committed.is_none(),
                size: found.map_err(|error| Failure::system(&error))?.len(),
            });
        }
        Ok(Attached(attached))
    }

    /// Their paths from the pipeline's folder.
    pub fn paths(&self) -> Vec<String> {
        self.0.iter().map(|file| file.path.clone()).collect()
    }

    /// What a patch would say of them, with their sizes in place of their bytes.
    pub fn diff(&self, language: Language) -> String {
        let mut text = String::new();
        for Attachment { path, new, size } in &self.0 {
            let path = visible::line(path);
            let old = match new {
                true => "/dev/null".to_owned(),
                false => format!("a/{path}"),
            };
            let said = say!(en: "attachment, {size}", zh: "附件，{size}", size = size::show(*size));
            let said = said.get(language);
            text.push_str(&format!("--- {old}\n+++ b/{path}\n{said}\n"));
        }
        text
    }

    /// Says on stderr that they were committed with the change, or are to be.
    pub fn tell(&self, committed: bool, language: Language) {
        for Attachment { path, size, .. } in &self.0 {
            let size = size::show(*size);
            let said = match committed {
                true => {
                    say!(en: "committed with it: {path} ({size})", zh: "一并提交：{path}（{size}）", path = path, size = size)
                }
                false => {
                    say!(en: "to be committed with it: {path} ({size})", zh: "须一并提交：{path}（{size}）", path = path, size = size)
                }
            };
            let _ = writeln!(io::stderr(), "{}", visible::line(said.get(language)));
        }
    }
}

fn no_attachment(path: &str) -> Failure {
    Failure::correctable(say!(
        en: "{path} isn't committed, and `attachments` in pipeline.yaml doesn't take it",
        zh: "{path} 尚未提交，pipeline.yaml 的 `attachments` 也不包括它", path = path
    ))
    .hint(say!(
        en: "move it to where `attachments` says, or commit it first",
        zh: "请把它移到 `attachments` 规定的位置，或先提交它"
    ))
}
