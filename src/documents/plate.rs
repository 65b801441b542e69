//! A document of a kind, ready to be printed for any number of records.

use super::receipt::{Receipt, State};
use super::refusal::Refusal;
use crate::check::{Bench, Showing, showing};
use crate::form::Record;
use crate::language::{Language, Phrase};
use crate::process::{Audience, Document, Kind, Medium, Page, Process, setting};
use crate::say;
use crate::template::{At, Engine, Key, Map, Value};
use crate::text::{Span, sha256_of};
use crate::typeset::{self, Imprint, Receipt as Printed};
use chrono::NaiveDate;

/// Most steps that a template takes: turns of its loops, and values that it makes, each as long as the longest text.
const MOST_STEPS: u64 = 20_000_000;
/// Bytes of a text that one step goes through.
const BYTES_A_STEP: u64 = 1024;
/// Most bytes that the values which it makes in one turn of each loop hold together.
const MOST_MADE: u64 = 256 << 20;
/// Turns of a loop whose length no record says: that of `range` is bounded.
const TURNS_OF_OTHERS: u64 = 1000;

/// A document of a kind with its template, made ready once.
pub struct Plate<'p> {
    process: &'p Process,
    kind: &'p Kind,
    /// The document.
    pub document: &'p Document,
    page: Page,
    engine: Engine,
    template: String,
    definition: String,
}

/// What is asked for.
#[derive(Clone, Copy, Debug)]
pub struct Order<'o> {
    /// The day that it is made on.
    pub day: NaiveDate,
    /// A draft will do, where it may not go out yet.
    pub draft: bool,
    /// Something is wrong with the record, so that nothing of it may go out.
    pub flawed: bool,
    /// The commit that the files are of; none where there is something that no commit has.
    pub commit: Option<&'o str>,
}

/// What a document is made by.
pub struct Digests<'d> {
    /// SHA-256 of its templates.
    pub template: String,
    /// SHA-256 of the process.
    pub process: &'d str,
}

/// Which state of a record a document shows, and what it shows.
///
/// # Errors
/// Something of it is written wrong.
pub fn receipt(
    bench: &Bench<'_>,
    record: &Record,
    document: &Document,
    page: &Page,
    digests: Digests<'_>,
    order: Order<'_>,
) -> Result<(Receipt, Showing), Refusal> {
    if record.broken {
        return Err(Refusal::BrokenRecord);
    }
    let shown = showing(bench, record, document, page);
    if !shown.broken.is_empty() {
        return Err(Refusal::Broken(shown.broken));
    }
    let receipt = Receipt::new(State {
        pipeline: &bench.process.pipeline.uuid,
        on: &record.source.path,
        document: &document.name,
        language: page.shelf.language,
        day: order.day,
        draft: order.draft,
        commit: order.commit,
        template: digests.template,
        process: digests.process.to_owned(),
        fields: shown.digests.clone(),
    });
    Ok((receipt, shown))
}

/// A document that was made.
#[derive(Debug)]
pub struct Print {
    /// What is on it.
    pub paper: Paper,
    /// Which state it shows.
    pub receipt: Receipt,
}

/// What is on a document.
#[derive(Debug)]
pub enum Paper {
    /// What its Markdown says, for any format.
    Typeset(Box<typeset::Document>),
    /// A company's Word file, filled: the file itself.
    Word(Vec<u8>),
}

impl<'p> Plate<'p> {
    /// A document in a language, made ready. A company's Word file makes Word files only, and goes before Markdown there.
    ///
    /// # Errors
    /// There is no template, or it doesn't fit.
    pub fn new(
        process: &'p Process,
        kind: &'p Kind,
        document: &'p Document,
        language: Language,
        medium: Medium,
    ) -> Result<Plate<'p>, Refusal> {
        let read =
            |medium| Page::read(process, kind, document, language, medium).map_err(Refusal::Unfit);
        let form = match medium {
            Medium::Word => read(Medium::Word)?,
            Medium::Markdown => None,
        };
        let page = match form {
            Some(page) => Some(page),
            None => read(Medium::Markdown)?,
        };
        let page = page.ok_or_else(|| {
            let form = document.template(Medium::Word);
            match process.library.form(language, &form) {
                Some(form) => Refusal::OnlyWord(form.path.clone()),
                None => Refusal::NoTemplate(language),
            }
        })?;
        let engine = Engine::new(&page.shelf, &setting(process, language)).map_err(|problems| {
            Refusal::Unfit(Box::new(crate::process::Unfit {
                medium,
                shelf: page.shelf.clone(),
                problems,
            }))
        })?;
        Ok(Plate {
            template: page.digest(),
            definition: sha256_of(&process.sources),
            process,
            kind,
            document,
            page,
            engine,
        })
    }

    /// Which state of a record the document would show now, and what it would show.
    ///
    /// # Errors
    /// Something of it is written wrong.
    pub fn receipt(
        &self,
        bench: &Bench<'_>,
        record: &Record,
        order: Order<'_>,
    ) -> Result<(Receipt, Showing), Refusal> {
        let digests = Digests {
            template: self.template.clone(),
            process: &self.definition,
        };
        receipt(bench, record, self.document, &self.page, digests, order)
    }

    /// The document of a record; where it may not go out yet and a draft will do, that.
    ///
    /// # Errors
    /// The record has no such document, something that it prints isn't there or is written wrong, or the template fails.
    pub fn print(
        &self,
        bench: &Bench<'_>,
        record: &Record,
        order: Order<'_>,
    ) -> Result<Print, Refusal> {
        let holds = |condition| bench.truth(condition, record, None);
        if self
            .document
            .when
            .as_ref()
            .map(holds)
            .is_some_and(|when| when != Some(true))
        {
            return Err(Refusal::NotOfThisRecord);
        }
        let is_ready = self
            .document
            .ready
            .as_ref()
            .is_none_or(|ready| holds(ready) == Some(true));
        let goes_out = self.document.audience == Audience::Customer;
        let draft = !is_ready || goes_out && order.flawed;
        if draft && !order.draft {
            return Err(match is_ready {
                true => Refusal::Flawed,
                false => Refusal::NotReady,
            });
        }
        let order = Order { draft, ..order };
        let (receipt, shown) = self.receipt(bench, record, order)?;
        if !shown.absent.is_empty() {
            let absent = shown.absent.into_iter();
            let placed = absent.map(|absent| {
                let place = self.place(absent.at);
                (absent, place)
            });
            return Err(Refusal::Absent(placed.collect()));
        }
        self.bounded(&shown)?;
        let mut values = shown.values;
        values.push(("document".to_owned(), self.facts(record, &receipt)));
        let filled = self
            .engine
            .fill(&self.page.template, &values)
            .map_err(|trouble| {
                Refusal::Trouble(trouble.at.map(|at| self.place(at)), Box::new(trouble))
            })?;
        let paper = self.paper(&filled, &receipt)?;
        Ok(Print { paper, receipt })
    }

    /// The filled template as what is on the document.
    fn paper(&self, filled: &str, receipt: &Receipt) -> Result<Paper, Refusal> {
        let language = self.page.shelf.language;
        let title = self.document.title.get(language);
        let author = self.company().get(language);
        let mark = say!(en: "DRAFT", zh: "草稿");
        let mark = receipt.draft.then(|| mark.get(language));
        let statement = receipt.statement();
        if let Some(form) = &self.page.shelf.form {
            let imprint = Imprint {
                title,
                author,
                language,
                day: receipt.day,
                statement: &statement,
            };
            let bytes = form.fill(filled, &imprint, mark).map_err(Refusal::Form)?;
            return Ok(Paper::Word(bytes));
        }
        let read = typeset::read(filled, language).map_err(Refusal::Layout)?;
        let mut sheet = read.sheet;
        sheet.mark = mark.map(str::to_owned);
        let logo = match self.document.audience {
            Audience::Customer => self.process.library.logo().map_err(Refusal::Logo)?,
            Audience::Us => None,
        };
        let document = typeset::Document {
            title: read.title.unwrap_or_else(|| title.to_owned()),
            language,
            author: author.to_owned(),
            day: receipt.day,
            sheet,
            receipt: Printed {
                code: receipt.code(),
                statement,
            },
            logo,
            blocks: read.blocks,
        };
        Ok(Paper::Typeset(Box::new(document)))
    }

    /// What templates can say of the document itself.
    fn facts(&self, record: &Record, receipt: &Receipt) -> Value {
        let title = self.document.title.get(self.page.shelf.language);
        let mut facts = Map::new();
        for (name, value) in [
            ("title", Value::from(title)),
            ("name", Value::from(self.document.name.as_str())),
            ("code", Value::from(receipt.code())),
            ("day", Value::from(receipt.day.to_string())),
            ("record", Value::from(record.address.as_str())),
            ("draft", Value::from(receipt.draft)),
        ] {
            facts.insert(Key::from(name.to_owned()), value);
        }
        Value::from(facts)
    }

    /// Who issues documents: the company's name, else the pipeline's.
    fn company(&self) -> &Phrase {
        let mut company = self.process.pipeline.company.iter();
        let name = company.find(|(name, _)| name == "name");
        name.map_or(&self.process.pipeline.name, |(_, text)| text)
    }

    /// What a template does must have an end: its lists and texts are as long as the record makes them.
    fn bounded(&self, shown: &Showing) -> Result<(), Refusal> {
        let too_long = |at| Err(Refusal::TooLong(self.place(at)));
        let text = shown.longest_text as u64;
        let of_text = 1 + text / BYTES_A_STEP;
        let start = At {
            template: 0,
            span: Span::default(),
        };
        let (mut steps, mut made) = (self.page.made * of_text, self.page.made);
        for nest in &self.page.nests {
            let turns = nest.lists.iter().fold(1_u64, |turns, list| {
                let length = list.and_then(|id| shown.longest.get(&id).copied());
                turns.saturating_mul(length.map_or(TURNS_OF_OTHERS, |length| length as u64))
            });
            steps = steps.saturating_add(turns.saturating_mul(1 + nest.made * of_text));
            made += nest.made;
            if steps > MOST_STEPS {
                return too_long(nest.at);
            }
        }
        match steps > MOST_STEPS || made.saturating_mul(text) > MOST_MADE {
            true => too_long(start),
            false => Ok(()),
        }
    }

    /// A place in the templates, for people.
    fn place(&self, at: At) -> Phrase {
        let Some(source) = self.page.shelf.sources.get(at.template) else {
            return Phrase::default();
        };
        let path = &source.path;
        match self.page.shelf.paragraph(at) {
            Some(paragraph) => {
                say!(en: "{path}, {paragraph},", zh: "{path} {paragraph}", path = path, paragraph = paragraph)
            }
            None => {
                let position = source.position(at.span.start);
                let place = format!("{path}:{}:{}", position.line, position.column);
                say!(en: "{place}", zh: "{place}", place = place)
            }
        }
    }

    /// The kind whose document it is.
    pub fn kind(&self) -> &Kind {
        self.kind
    }
}
