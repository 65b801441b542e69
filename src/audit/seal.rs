//! Seals: signed tags that say what the official history was, by hashes that don't rest on Git's own.
//!
//! The chain is SHA-256 over the raw bytes of each official commit and the value before, the oldest first; the content
//! is SHA-256 over every file's path and SHA-256.

use super::deed::Deed;
use super::scene::Found;
use super::standing::Standing;
use crate::check::{self, Bench};
use crate::expression::World;
use crate::files::Files;
use crate::finding::Finding;
use crate::git::{CommitId, ObjectId, Repository, Snapshot, Trouble};
use crate::language::Phrase;
use crate::process::Definition;
use crate::records::{Archive, Dossier, Furniture, Listing};
use crate::rules::Rule;
use crate::say;
use crate::signature::{SEALS, Signature};
use crate::text::hex;
use crate::value::date;
use sha2::{Digest, Sha256};
use std::collections::BTreeSet;
use std::fs;
use std::sync::Arc;

/// Where seals stand among the tags.
const TAGS: &str = "deal-seal/";

/// What a seal says.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Seal {
    /// The pipeline's UUID.
    pub pipeline: String,
    /// Its folder in the repository.
    pub prefix: String,
    /// The branch.
    pub branch: String,
    /// The day on which it was made.
    pub day: String,
    /// The commit up to which it seals.
    pub tip: CommitId,
    /// Number of official commits.
    pub commits: usize,
    /// The chain of their hashes.
    pub chain: String,
    /// The hash of all files at the tip.
    pub content: String,
}

/// The seals of a repository, judged.
#[derive(Default)]
pub struct Seals {
    /// What is wrong with them, or with history by them.
    pub found: Vec<Found>,
    /// The names of those that hold, and who made them.
    pub good: Vec<(String, Phrase)>,
}

impl Seal {
    /// The seal of a pipeline's history up to a commit.
    ///
    /// # Errors
    /// It can't be read, or has no sound process there.
    pub fn of(
        repository: &Repository,
        branch: &str,
        day: &str,
        tip: CommitId,
    ) -> Result<Seal, Trouble> {
        let snapshot = repository.snapshot(tip)?;
        let (loaded, _) = Definition::load_from(&snapshot);
        let process = loaded.process.ok_or_else(|| {
            Trouble::correctable(say!(en: "the process at {tip} is wrong", zh: "{tip} 的流程定义有误", tip = tip.short()))
        })?;
        let (commits, chain) = chain(repository, tip)?;
        Ok(Seal {
            pipeline: process.pipeline.uuid,
            prefix: repository.prefix().to_owned(),
            branch: branch.to_owned(),
            day: day.to_owned(),
            tip,
            commits,
            chain,
            content: content(&snapshot)?,
        })
    }

    /// The text that is signed.
    pub fn text(&self) -> String {
        format!(
            "deal-seal 1\npipeline: {}\nprefix: {}\nbranch: {}\nday: {}\ntip: {}\ncommits: {}\nchain: {}\ncontent: {}\n",
            self.pipeline,
            self.prefix,
            self.branch,
            self.day,
            self.tip,
            self.commits,
            self.chain,
            self.content
        )
    }

    fn read(text: &str) -> Option<Seal> {
        let mut lines = text.lines();
        (lines.next()? == "deal-seal 1").then_some(())?;
        let mut next = |key: &str| {
            lines
                .next()?
                .strip_prefix(key)?
                .strip_prefix(": ")
                .map(str::to_owned)
        };
        Some(Seal {
            pipeline: next("pipeline")?,
            prefix: next("prefix")?,
            branch: next("branch")?,
            day: next("day")?,
            tip: ObjectId::from_hex(next("tip")?.as_bytes()).map(CommitId)?,
            commits: next("commits")?.parse().ok()?,
            chain: next("chain")?,
            content: next("content")?,
        })
    }

    /// Makes the tag, with the signature over the text; its name.
    pub fn tag(&self, repository: &Repository, signature: &str) -> Result<String, Trouble> {
        let known = repository.tags(TAGS)?;
        let name = (1..)
            .map(|number| format!("{TAGS}{}-{number}", self.day))
            .find(|name| !known.iter().any(|(other, _)| other == name))
            .unwrap_or_default();
        repository.tag(&name, self.tip, &format!("{}{signature}", self.text()))?;
        Ok(name)
    }
}

fn chain(repository: &Repository, tip: CommitId) -> Result<(usize, String), Trouble> {
    let ids: Vec<String> = repository
        .chain(tip)?
        .iter()
        .map(ToString::to_string)
        .collect();
    let mut value = [0_u8; 32];
    repository.raw(&ids, |bytes| {
        let mut hash = Sha256::new();
        hash.update(value);
        hash.update(bytes);
        value = hash.finalize().into();
    })?;
    Ok((ids.len(), hex(&value)))
}

fn content(files: &Snapshot<'_>) -> Result<String, Trouble> {
    let mut paths = files.list("", &|_| false).paths;
    paths.sort_unstable();
    let mut hash = Sha256::new();
    for path in paths {
        let digest = files
            .digest(&path)
            .map_err(|error| Trouble::at(&path, &error))?;
        hash.update(format!("{digest} {path}\n"));
    }
    Ok(hex(&hash.finalize()))
}

impl Seals {
    /// Judges the seals of a repository by the history up to a commit, which is that of `branch` where one is given.
    /// `afresh` computes those again that an earlier audit found to hold.
    pub fn judge(
        repository: &Repository,
        tip: CommitId,
        branch: Option<&str>,
        last: &Arc<Deed>,
        afresh: bool,
    ) -> Result<Seals, Trouble> {
        let mut seals = Seals::default();
        let memory = Memory::of(repository);
        let mut held = memory.held.clone();
        for (name, id) in repository.tags(TAGS)? {
            let mut text = String::new();
            repository.raw(std::slice::from_ref(&id), |bytes| {
                text = String::from_utf8_lossy(bytes).into_owned();
            })?;
            // The headers of a tag end with an empty line; a tag without a message has none.
            let message = text.split_once("\n\n").map_or("", |(_, message)| message);
            let Some(seal) = Seal::read(message) else {
                let message = say!(en: "the tag {name} is no seal that can be read", zh: "标签 {name} 不是可读的封印", name = name);
                seals.find(Rule::InvalidSeal, message, last);
                continue;
            };
            if seal.prefix != repository.prefix() {
                continue;
            }
            let known = (!afresh).then(|| memory.by(&id)).flatten();
            match known.map_or_else(|| seal.verified(repository, message), |by| Ok(Ok(by)))? {
                Ok(by) => {
                    held.insert(format!("{id} {}\t{}", by.en, by.zh));
                    let Some(lost) = seal.lost(repository, tip, branch)? else {
                        seals.good.push((name, by));
                        continue;
                    };
                    let message = say!(
                        en: "{sealed} was sealed by {name} ({by}), and {lost}", zh: "{sealed} 已由 {name} 封印（{by}），如今{lost}",
                        sealed = seal.tip.short(), name = name, by = by, lost = lost
                    );
                    seals.find(Rule::RewrittenHistory, message, last);
                }
                Err(why) => {
                    let message = say!(en: "the seal {name} doesn't hold: {why}", zh: "封印 {name} 不成立：{why}", name = name, why = why);
                    seals.find(Rule::InvalidSeal, message, last);
                }
            }
        }
        memory.keep(held);
        Ok(seals)
    }

    fn find(&mut self, rule: Rule, message: Phrase, last: &Arc<Deed>) {
        self.found.push(Found {
            finding: Finding::of_file(rule, "pipeline.yaml", message).shown(),
            deed: last.clone(),
        });
    }
}

impl Seal {
    /// What became of the sealed state in the history of `tip`, if it isn't official there. Of another branch that is
    /// still there, or of a tip before the seal, nothing is said: a branch that was only renamed has the same history.
    fn lost(
        &self,
        repository: &Repository,
        tip: CommitId,
        branch: Option<&str>,
    ) -> Result<Option<Phrase>, Trouble> {
        let Some(lost) = Standing::of(repository, self.tip, tip).lost(tip) else {
            return Ok(None);
        };
        let another = branch != Some(&self.branch) && repository.has_branch(&self.branch)?;
        let before = repository.is_ancestor(tip, self.tip).unwrap_or(false);
        Ok((!another && !before).then_some(lost))
    }

    /// Who made it, or why it doesn't hold; `message` is what its tag says.
    ///
    /// # Errors
    /// Git failed.
    pub fn verified(
        &self,
        repository: &Repository,
        message: &str,
    ) -> Result<Result<Phrase, Phrase>, Trouble> {
        let text = self.text();
        let Some(armored) = message.strip_prefix(&text) else {
            return Ok(Err(
                say!(en: "it has more than a seal says", zh: "其中有封印以外的内容"),
            ));
        };
        let signature = match Signature::read_for(armored, SEALS) {
            Ok(signature) => signature,
            Err(why) => return Ok(Err(why)),
        };
        let Ok(snapshot) = repository.snapshot(self.tip) else {
            return Ok(Err(
                say!(en: "the commit that it seals is not here", zh: "所封印的提交不在此处"),
            ));
        };
        let Some(by) = self.signer(&snapshot, &signature) else {
            return Ok(Err(
                say!(en: "its signature is by nobody of the pipeline", zh: "其签名不属于销售库中的任何人"),
            ));
        };
        let (commits, chain) = chain(repository, self.tip)?;
        if (commits, &chain) != (self.commits, &self.chain) {
            return Ok(Err(
                say!(en: "the commits are not those that were sealed", zh: "提交与封印时不同"),
            ));
        }
        if content(&snapshot)? != self.content {
            return Ok(Err(
                say!(en: "the files are not those that were sealed", zh: "文件与封印时不同"),
            ));
        }
        Ok(Ok(by))
    }

    /// The person of the sealed state whose key made the signature.
    fn signer(&self, files: &Snapshot<'_>, signature: &Signature) -> Option<Phrase> {
        let process = Definition::load_from(files).0.process?;
        let day = date::read(&self.day).ok()?;
        let kind = process.people.as_ref()?.kind;
        let listing = Listing::whole(files, Furniture::of(&process));
        let archive = Archive::new(&process, &listing, "deal");
        let dossier = Dossier::default();
        let bench = Bench::new(&archive, &dossier, day);
        let key = signature.key();
        let person = archive
            .all(kind)
            .iter()
            .find(|person| check::keys_on(&bench, person, day).contains(&key))?;
        signature
            .verify(&key, self.text().as_bytes())
            .then(|| bench.name(person))
    }
}

/// The seals that were found to hold: their objects never change.
struct Memory {
    file: std::path::PathBuf,
    held: BTreeSet<String>,
}

impl Memory {
    fn of(repository: &Repository) -> Memory {
        let file = repository.common_dir().join("dealdesk").join("audit-seals");
        let text = fs::read_to_string(&file).unwrap_or_default();
        Memory {
            held: text.lines().map(str::to_owned).collect(),
            file,
        }
    }

    fn by(&self, id: &str) -> Option<Phrase> {
        let mut lines = self.held.iter();
        let line = lines.find_map(|line| line.strip_prefix(id)?.strip_prefix(' '))?;
        let (en, zh) = line.split_once('\t')?;
        Some(Phrase {
            zh: zh.to_owned(),
            en: en.to_owned(),
        })
    }

    /// Keeps them. A clone that can't write computes them again.
    fn keep(self, held: BTreeSet<String>) {
        if held == self.held {
            return;
        }
        let text: String = held.iter().map(|line| format!("{line}\n")).collect();
        if let Some(folder) = self.file.parent() {
            let _ = fs::create_dir_all(folder).and_then(|()| fs::write(&self.file, text));
        }
    }
}
