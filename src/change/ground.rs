//! What a change is built on: the process, the files as they are, the moment, and who makes it.

use super::refusal::Refusal;
use crate::check::Bench;
use crate::files::{Files, Unread, lacking, unreadable};
use crate::form::{KindId, Record};
use crate::language::Phrase;
use crate::process::Process;
use crate::records::{self, Archive, Claims, Dossier, Furniture, Listing, Role};
use crate::say;
use crate::text;
use crate::value::{Moment, size};
use chrono::NaiveDate;

/// What a change is built on.
pub struct Ground<'g> {
    /// The process.
    pub process: &'g Process,
    /// The pipeline's files as they are.
    pub files: &'g dyn Files,
    /// The day that is judged at.
    pub today: NaiveDate,
    /// The moment that is written down: with the hour, unless the day is a fixed one.
    pub now: Moment,
    /// Id of the person who makes the change, where that is known.
    pub person: Option<&'g str>,
    /// How the command is called from the user's folder, for advice.
    pub command: &'g str,
}

/// A record that a change is about.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Target {
    /// Its path from the pipeline's folder.
    pub path: String,
    /// Its kind.
    pub kind: KindId,
}

impl Ground<'_> {
    /// The record at a path or address.
    ///
    /// # Errors
    /// There is none.
    pub fn target(&self, asked: &str) -> Result<Target, Refusal> {
        let listing = Listing::live(self.files, Furniture::of(self.process));
        let path = match listing.exists(asked) {
            true => Some(asked.to_owned()),
            false => records::find_address(self.process, &listing, asked),
        };
        let path = path.ok_or_else(|| {
            Refusal::nothing(say!(en: "there is no record {asked}", zh: "没有记录 {asked}", asked = asked))
                .help(say!(
                    en: "name a path, or a record's address: ID, ID/KIND, ID/KIND/ID", zh: "请写路径，或记录地址：编号、编号/表单、编号/表单/编号"
                ))
        })?;
        match Claims::of(self.process).role(&path) {
            Role::Record(kind, _) => Ok(Target { path, kind }),
            _ => Err(Refusal::nothing(
                say!(en: "{path} is no record", zh: "{path} 不是记录", path = path),
            )),
        }
    }

    /// The text of a file.
    ///
    /// # Errors
    /// It can't be read, or is no text.
    pub fn text(&self, path: &str) -> Result<String, Refusal> {
        let limit = self.process.pipeline.file_limit;
        let bytes = self.files.read(path, limit).map_err(|unread| {
            let why = match unread {
                Unread::Failed(error) => unreadable(&error),
                Unread::Lacking => lacking(),
                Unread::TooLarge(bytes) => say!(en: "the file has {size}, more than the limit of {limit}", zh: "文件有 {size}，超过上限 {limit}", size = size::show(bytes), limit = size::show(limit)),
            };
            Refusal::new(say!(en: "{path}: {why}", zh: "{path}：{why}", path = path, why = why))
        })?;
        text::decode(bytes).map_err(|broken| {
            let why = broken.problem.message;
            Refusal::new(say!(en: "{path}: {why}", zh: "{path}：{why}", path = path, why = why))
        })
    }

    /// Does something with the record, and with the bench of its dossier.
    ///
    /// # Errors
    /// The record is broken, or `then` refuses.
    pub fn with<T>(
        &self,
        target: &Target,
        then: impl FnOnce(&Bench<'_>, &Record) -> Result<T, Refusal>,
    ) -> Result<T, Refusal> {
        self.dossier(target, |archive, dossier| {
            let record = dossier
                .at(&target.path)
                .filter(|record| !record.broken)
                .ok_or_else(|| self.broken(&target.path))?;
            let mut bench = Bench::new(archive, &dossier, self.today);
            bench.me = self.person;
            then(&bench, record)
        })
    }

    /// Does something with the dossier that the record is in, and with the archive of all others.
    pub(super) fn dossier<T>(
        &self,
        target: &Target,
        then: impl FnOnce(&Archive<'_>, Dossier) -> T,
    ) -> T {
        let listing = Listing::live(self.files, Furniture::of(self.process));
        let archive = Archive::new(self.process, &listing, self.command);
        let dossier = Dossier::around(self.process, &archive.claims, &listing, &target.path);
        then(&archive, dossier.unwrap_or_default())
    }

    /// The id of the person who makes the change.
    ///
    /// # Errors
    /// It isn't known.
    pub fn giver(&self) -> Result<&str, Refusal> {
        self.person.ok_or_else(|| self.nobody())
    }

    /// What people call a person.
    pub fn called(&self, id: &str) -> Phrase {
        let listing = Listing::live(self.files, Furniture::of(self.process));
        let archive = Archive::new(self.process, &listing, self.command);
        let dossier = Dossier::default();
        Bench::new(&archive, &dossier, self.today).called(id)
    }

    /// That nobody is known to make the change.
    pub fn nobody(&self) -> Refusal {
        Refusal::new(say!(
            en: "no person of the pipeline has the e-mail address of your Git identity", zh: "销售库中没有人员使用您的 Git 邮箱"
        ))
        .help(say!(en: "say who you are: `--as ID`", zh: "请用 `--as 人员编号` 指明您是谁"))
    }

    /// That a record can't be read.
    pub(super) fn broken(&self, path: &str) -> Refusal {
        Refusal::new(
            say!(en: "{path} can't be read: mend it first", zh: "无法读取 {path}：请先改正", path = path),
        )
        .help(Phrase::same(format!("{} check {path}", self.command)))
    }
}
