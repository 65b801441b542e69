//! What all documents of one call have in common, and their templates, each made ready once.

use crate::check::Bench;
use crate::documents::{Order, Plate, Print, Refusal};
use crate::finding::{Finding, Level};
use crate::form::{KindId, Record};
use crate::history::State;
use crate::language::Language;
use crate::process::{Document, Medium, Process};
use crate::rules::Rule;
use chrono::NaiveDate;
use elsa::sync::FrozenMap;
use std::collections::BTreeSet;

/// What all documents of one call have in common.
pub struct Press<'p> {
    /// The process.
    pub process: &'p Process,
    /// The language of the documents.
    pub language: Language,
    /// What files are made of them.
    pub medium: Medium,
    /// The day that they are made on.
    pub day: NaiveDate,
    /// Paths of records that something is wrong with.
    pub flawed: BTreeSet<String>,
    /// The commit that the files are of.
    pub commit: Option<String>,
    /// Drafts will do.
    pub draft: bool,
    /// The templates that were made ready.
    pub plates: Plates<'p>,
}

/// Documents with their templates, by kind and name.
pub type Plates<'p> = FrozenMap<(KindId, String), Box<Plate<'p>>>;

impl<'p> Press<'p> {
    /// A document of a record.
    ///
    /// # Errors
    /// Why it can't be made.
    pub fn print(
        &self,
        bench: &Bench<'_>,
        record: &Record,
        document: &Document,
    ) -> Result<Print, Refusal> {
        let order = Order {
            day: self.day,
            draft: self.draft,
            flawed: self.flawed.contains(&record.source.path),
            commit: self.commit.as_deref(),
        };
        self.plate(record, document)?.print(bench, record, order)
    }

    fn plate(&self, record: &Record, document: &Document) -> Result<&Plate<'p>, Refusal> {
        let key = (record.kind, document.name.clone());
        if let Some(plate) = self.plates.get(&key) {
            return Ok(plate);
        }
        let kind = self.process.kind(record.kind);
        let mut documents = kind.clauses.documents.iter();
        let document = documents.find(|known| known.name == document.name);
        let document = document.ok_or(Refusal::NotOfThisRecord)?;
        let plate = Plate::new(self.process, kind, document, self.language, self.medium)?;
        Ok(self.plates.insert(key, Box::new(plate)))
    }
}

/// The paths of records in the dossiers around these paths that have findings at error level.
pub fn flawed(state: &State<'_>, paths: &[String]) -> BTreeSet<String> {
    let findings = state.findings(paths).into_iter();
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
