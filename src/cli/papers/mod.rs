//! What the commands that make documents have in common: which are meant, making them, and writing them down.

pub mod choice;
pub mod file;
pub mod refused;
pub mod watch;

use super::args::PaperFormat;
use super::desk::Desk;
use super::failure::Failure;
use super::{show, typesetting};
use crate::check::Bench;
use crate::documents::{Order, Paper, Plate, Print, Refusal};
use crate::files::{Entry, Files};
use crate::finding::{Finding, Level};
use crate::form::Record;
use crate::git::{Head, Repository};
use crate::language::Language;
use crate::process::{Document, Medium, Process};
use crate::records::{Claims, Furniture, Listing, Role};
use crate::rules::Rule;
use crate::say;
use crate::typeset;
use chrono::NaiveDate;
use std::collections::BTreeSet;
use std::path::Path;

/// What all documents of one call have in common.
pub struct Press<'p> {
    /// The process.
    pub process: &'p Process,
    /// The language of the documents.
    pub language: Language,
    /// The day that they are made on.
    pub day: NaiveDate,
    /// Paths of records that something is wrong with.
    pub flawed: BTreeSet<String>,
    /// The commit that the files are of.
    pub commit: Option<String>,
    /// Drafts will do.
    pub draft: bool,
}

impl Press<'_> {
    /// A document of a record, for files of a medium's formats.
    ///
    /// # Errors
    /// Why it can't be made.
    pub fn print(
        &self,
        bench: &Bench<'_>,
        record: &Record,
        document: &Document,
        medium: Medium,
    ) -> Result<Print, Refusal> {
        let kind = self.process.kind(record.kind);
        let plate = Plate::new(self.process, kind, document, self.language, medium)?;
        plate.print(bench, record, self.order(record))
    }

    /// What is asked of a record.
    pub fn order(&self, record: &Record) -> Order<'_> {
        Order {
            day: self.day,
            draft: self.draft,
            flawed: self.flawed.contains(&record.source.path),
            commit: self.commit.as_deref(),
        }
    }
}

/// The company's own Word file, whose look Word documents take.
pub const LETTERHEAD: &str = "templates/letterhead.docx";
/// Largest letterhead, in bytes.
const LARGEST: u64 = 32 << 20;

/// What formats need beside the document: the pipeline's fonts and its letterhead.
pub struct Stock<'s> {
    /// The pipeline's folder.
    pub root: &'s Path,
    /// Its files, now or at a commit.
    pub files: &'s dyn Files,
}

impl Stock<'_> {
    /// A document as a file of the format that it was printed for.
    ///
    /// # Errors
    /// The format can't be made here.
    pub fn bytes(&self, format: PaperFormat, paper: Paper) -> Result<Vec<u8>, Failure> {
        let paper = &match paper {
            Paper::Typeset(paper) => paper,
            Paper::Word(file) => return Ok(file),
        };
        match format {
            PaperFormat::Md => Ok(typeset::markdown(paper).into_bytes()),
            PaperFormat::Html => Ok(typeset::html(paper).into_bytes()),
            PaperFormat::Docx => {
                let letterhead = self.letterhead()?;
                typeset::docx(paper, letterhead.as_deref()).map_err(|refusal| {
                    Failure::correctable(say!(en: "{path}: {why}", zh: "{path}：{why}", path = LETTERHEAD, why = refusal.message()))
                })
            }
            PaperFormat::Pdf => typesetting::pdf(paper, self.root),
        }
    }

    fn letterhead(&self) -> Result<Option<Vec<u8>>, Failure> {
        if self.files.link_on_the_way(LETTERHEAD).is_some()
            || self.files.at(LETTERHEAD).ok() != Some(Entry::File)
        {
            return Ok(None);
        }
        let bytes = self.files.read(LETTERHEAD, LARGEST).map_err(|_| {
            Failure::correctable(
                say!(en: "can't read {path}", zh: "无法读取 {path}", path = LETTERHEAD),
            )
        })?;
        Ok(Some(bytes))
    }
}

/// What a format is made from first.
pub fn medium(format: PaperFormat) -> Medium {
    match format {
        PaperFormat::Docx => Medium::Word,
        PaperFormat::Md | PaperFormat::Html | PaperFormat::Pdf => Medium::Markdown,
    }
}

/// The paths of records of the dossier at `home` that have findings at error level.
pub fn flawed(
    process: &Process,
    listing: &Listing<'_>,
    home: &str,
    today: NaiveDate,
) -> BTreeSet<String> {
    let findings = show::findings(process, listing, home, today).into_iter();
    let errors = findings.filter(|finding| finding.level == Level::Error && holds_back(finding));
    errors.map(|finding| finding.place.path).collect()
}

/// Whether a finding keeps a paper from going out. What is late, or was confirmed in an earlier form, is mended just by
/// sending it.
fn holds_back(finding: &Finding) -> bool {
    !matches!(
        Rule::named(&finding.rule),
        Some(Rule::MissedDeadline | Rule::StaleStage | Rule::ChangedDocument)
    )
}

/// The commit that the pipeline's files are of; none where a record, a paper, a template or the process differs from it,
/// or where there is no repository.
///
/// # Errors
/// Git fails.
pub fn commit(desk: &Desk, process: &Process) -> Result<Option<String>, Failure> {
    let Some(repository) = Repository::around(&desk.root)? else {
        return Ok(None);
    };
    let (Head::Branch { commit: head, .. } | Head::Detached(head)) = repository.head()? else {
        return Ok(None);
    };
    let claims = Claims::of(process);
    let furniture = Furniture::of(process);
    let says_something = |path: &str| {
        let is_made = path.starts_with("out/") || path.starts_with("README");
        let of_process = furniture.has(path) && !is_made;
        of_process || !matches!(claims.role(path), Role::Attachment | Role::Unclaimed)
    };
    let unsaved = repository.unsaved(Some(head))?;
    let clean = !unsaved.iter().any(|path| says_something(path));
    Ok(clean.then(|| head.to_string()))
}
