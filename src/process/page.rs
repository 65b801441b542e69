//! A document's template against the process: what each of its names is, checked before any record is there.

use super::document::Document;
use super::{Kind, Process, typing};
use crate::expression::{Member, Type};
use crate::language::Language;
use crate::template::{AskedId, At, Engine, Nest, Problem, Scan, Setting, Shelf, scan};
use crate::text::{Source, Span, sha256, sha256_of};
use std::sync::Arc;

/// A template that fits its document.
#[derive(Debug)]
pub struct Page {
    /// The template and all that it includes, in the order of reading.
    pub shelf: Shelf,
    /// The name of the template itself: `quote.md`, `quote.docx`.
    pub template: String,
    /// What it shows.
    pub views: Vec<View>,
    /// Its loops.
    pub nests: Vec<Nest>,
    /// How many values it makes of others, outside of loops.
    pub made: u64,
}

/// A name in a template, and what it shows.
#[derive(Debug)]
pub struct View {
    /// The name.
    pub name: String,
    /// Its position among the names that the template asks for.
    pub id: AskedId,
    /// Where its value comes from.
    pub origin: Origin,
    /// The type of its value.
    pub ty: Type,
    /// Where it is printed whatever the record holds.
    pub needed: Option<At>,
    /// The names after its point.
    pub parts: Vec<View>,
}

/// Where the value of a name comes from.
#[derive(Debug)]
pub enum Origin {
    /// From what stands before it.
    Member(Member),
    /// From the document's `with`, by position.
    With(usize),
    /// A choice's own name, as it is written in files.
    ChoiceName,
    /// What people call a choice.
    ChoiceTitle,
    /// The document itself.
    Document,
    /// The company, from `pipeline.yaml`.
    Company,
}

/// A template that doesn't fit.
#[derive(Debug)]
pub struct Unfit {
    /// What the template is written in.
    pub medium: Medium,
    /// The templates that were read.
    pub shelf: Shelf,
    /// What is wrong with them; at least one.
    pub problems: Vec<Problem>,
}

/// What a template is written in.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Medium {
    /// Markdown, from which each format is made.
    Markdown,
    /// A company's Word file, which is filled as it stands.
    Word,
}

impl Medium {
    /// Each of them.
    pub const ALL: [Medium; 2] = [Medium::Markdown, Medium::Word];
}

impl Page {
    /// The page of a document in a language; nothing where there is no template for it in this medium.
    ///
    /// # Errors
    /// All that is wrong with the template.
    pub fn read(
        process: &Process,
        kind: &Kind,
        document: &Document,
        language: Language,
        medium: Medium,
    ) -> Result<Option<Page>, Box<Unfit>> {
        let template = document.template(medium);
        let Some(mut shelf) = shelf(process, language, medium, &template)? else {
            return Ok(None);
        };
        let unfit = |shelf, problems| {
            Err(Box::new(Unfit {
                medium,
                shelf,
                problems: in_order(problems),
            }))
        };
        let Scan {
            asked,
            mut problems,
            mut broken,
        } = scan(&process.library, &mut shelf, &template);
        broken.extend(typing::foreign(process, kind, document, &asked));
        if !broken.is_empty() {
            return unfit(shelf, broken);
        }
        if let Err(syntax) = Engine::new(&shelf, &setting(process, language)) {
            // Of an include that isn't there the engine doesn't know the place.
            let placed = syntax
                .iter()
                .any(|problem| problem.at.span != Span::default());
            let is_told = problems
                .iter()
                .any(|own| syntax.iter().any(|problem| problem.at == own.at));
            if placed && !is_told || problems.is_empty() {
                problems = syntax;
            }
            return unfit(shelf, problems);
        }
        let (views, mut untyped) = typing::views(process, kind, document, &asked);
        problems.append(&mut untyped);
        if problems.is_empty() {
            return Ok(Some(Page {
                shelf,
                template,
                views,
                nests: asked.nests,
                made: asked.made,
            }));
        }
        unfit(shelf, problems)
    }

    /// What a template shows, as far as it can be said: the engine isn't made ready for it.
    pub fn shown(
        process: &Process,
        kind: &Kind,
        document: &Document,
        language: Language,
        medium: Medium,
    ) -> Vec<View> {
        let template = document.template(medium);
        let Ok(Some(mut shelf)) = shelf(process, language, medium, &template) else {
            return Vec::new();
        };
        let scan = scan(&process.library, &mut shelf, &template);
        typing::views(process, kind, document, &scan.asked).0
    }

    /// SHA-256 of the template and all that it includes.
    pub fn digest(&self) -> String {
        match (&self.shelf.form, self.shelf.sources.as_slice()) {
            (Some(form), [source]) => {
                sha256(format!("{} {}\n", form.sha256, source.path).as_bytes())
            }
            _ => sha256_of(&self.shelf.sources),
        }
    }
}

/// Each problem once, as they stand in the templates.
fn in_order(mut problems: Vec<Problem>) -> Vec<Problem> {
    problems.sort_by_key(|problem| problem.at);
    problems.dedup();
    problems
}

/// The shelf that a template is read onto; nothing where there is no template in this medium.
fn shelf(
    process: &Process,
    language: Language,
    medium: Medium,
    template: &str,
) -> Result<Option<Shelf>, Box<Unfit>> {
    match medium {
        Medium::Word => form(process, language, template),
        Medium::Markdown => {
            let found = process.library.find(language, template);
            Ok(found.map(|_| Shelf::new(language)))
        }
    }
}

/// A shelf with a company's Word file; nothing where there is none.
fn form(
    process: &Process,
    language: Language,
    template: &str,
) -> Result<Option<Shelf>, Box<Unfit>> {
    let Some(file) = process.library.form(language, template) else {
        return Ok(None);
    };
    let whole = At {
        template: 0,
        span: Span::default(),
    };
    let form = file.read().as_ref().map_err(|refusal| {
        let mut shelf = Shelf::new(language);
        shelf.place(Source::new(file.path.as_str(), ""));
        let problem = Problem {
            at: whole,
            message: refusal.message().clone(),
            help: None,
        };
        Box::new(Unfit {
            medium: Medium::Word,
            shelf,
            problems: vec![problem],
        })
    })?;
    let shelf = Shelf::of_form(language, &file.path, form);
    let flaws = form.flaws.iter().map(|flaw| Problem {
        at: At {
            span: flaw.span,
            ..whole
        },
        message: flaw.message.clone(),
        help: flaw.help.clone(),
    });
    let problems: Vec<Problem> = flaws.collect();
    match problems.is_empty() {
        true => Ok(Some(shelf)),
        false => Err(Box::new(Unfit {
            medium: Medium::Word,
            shelf,
            problems,
        })),
    }
}

/// What the filters of a document in this language go by.
pub fn setting(process: &Process, language: Language) -> Setting {
    Setting {
        language,
        currency: process.pipeline.currency,
        calendar: Arc::new(process.calendar.clone()),
    }
}
