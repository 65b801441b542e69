//! Where templates come from: those of the pipeline, and below them, file by file, those that are built in. A company's
//! Word files are templates too.

use super::asked::At;
use super::built_in;
use super::form;
use crate::language::{Language, Phrase};
use crate::say;
use crate::text::{Source, nearest};
use crate::typeset::form::Form;
use crate::typeset::{Logo, Refusal};
use std::sync::{Arc, OnceLock};

/// The folder of templates in a pipeline.
pub const FOLDER: &str = "templates/";
/// Where a company's logo may be.
pub const LOGOS: [&str; 2] = ["templates/logo.png", "templates/logo.jpg"];

/// All templates that a pipeline has.
#[derive(Debug)]
pub struct Library {
    own: Vec<Source>,
    forms: Vec<WordFile>,
    logo: Result<Option<Arc<Logo>>, NoLogo>,
}

/// Why a company's logo can't be used.
#[derive(Clone, Debug)]
pub struct NoLogo {
    /// The file.
    pub path: String,
    /// What is wrong with it and what to do.
    pub message: Phrase,
}

/// A company's Word file with tags in it.
#[derive(Debug)]
pub struct WordFile {
    /// Its path.
    pub path: String,
    bytes: Vec<u8>,
    read: OnceLock<Result<Arc<Form>, Refusal>>,
}

/// The templates of one language that are read, and in which order.
#[derive(Clone, Debug)]
pub struct Shelf {
    /// Their language.
    pub language: Language,
    /// They themselves; [`At::template`](super::At) is a position here.
    pub sources: Vec<Source>,
    /// The Word file that is the one template; its source is what people see of it, a line for each paragraph.
    pub form: Option<Arc<Form>>,
}

impl Library {
    /// The library of a pipeline with these templates and logos of its own, of which there may be one.
    pub fn new(own: Vec<Source>, forms: Vec<WordFile>, logos: &[(&str, Vec<u8>)]) -> Library {
        let logo = logo(logos);
        Library { own, forms, logo }
    }

    /// The company's logo, if it has one.
    ///
    /// # Errors
    /// It can't be used.
    pub fn logo(&self) -> Result<Option<Arc<Logo>>, NoLogo> {
        self.logo.clone()
    }

    /// The Word file of a name such as `quote.docx`.
    pub fn form(&self, language: Language, name: &str) -> Option<&WordFile> {
        let mut forms = self.forms.iter();
        forms.find(|form| name_of(&form.path, language) == Some(name))
    }

    /// The template of a name such as `quote.md`.
    pub fn find(&self, language: Language, name: &str) -> Option<Source> {
        let is_it = |path: &str| name_of(path, language) == Some(name);
        let own = self.own.iter().find(|source| is_it(&source.path));
        own.cloned().or_else(|| {
            let mut built_in = built_in::FILES.iter();
            let (path, text) = built_in.find(|(path, _)| is_it(path))?;
            Some(Source::new(*path, *text))
        })
    }

    /// The templates of the pipeline's own.
    pub fn own(&self) -> &[Source] {
        &self.own
    }

    /// A suggestion for the name of a template.
    pub fn nearest(&self, language: Language, name: &str) -> Option<Phrase> {
        let own = self.own.iter().map(|source| source.path.as_str());
        let all = own.chain(built_in::FILES.iter().map(|(path, _)| *path));
        let near = nearest(name, all.filter_map(|path| name_of(path, language)));
        near.map(|near| say!(en: "did you mean `{near}`?", zh: "是不是 `{near}`？", near = near))
    }

    /// Whether a path is that of a template that is built in.
    pub fn is_built_in(path: &str) -> bool {
        built_in::FILES
            .iter()
            .any(|(built_in, _)| *built_in == path)
    }
}

fn logo(files: &[(&str, Vec<u8>)]) -> Result<Option<Arc<Logo>>, NoLogo> {
    let refused = |path: &str, message| NoLogo {
        path: path.to_owned(),
        message,
    };
    match files {
        [] => Ok(None),
        [(path, bytes)] => match Logo::read(bytes) {
            Ok(logo) => Ok(Some(Arc::new(logo))),
            Err(message) => Err(refused(path, message)),
        },
        [(one, _), (other, _), ..] => Err(refused(
            other,
            say!(en: "there is {one} too; keep one of the two", zh: "另有 {one}；请只保留其一", one = one),
        )),
    }
}

/// The name of the template at a path of this language.
fn name_of(path: &str, language: Language) -> Option<&str> {
    let below = path.strip_prefix(FOLDER)?;
    below.strip_prefix(language.tag())?.strip_prefix('/')
}

impl WordFile {
    /// A file that wasn't looked at yet.
    pub fn new(path: String, bytes: Vec<u8>) -> WordFile {
        WordFile {
            path,
            bytes,
            read: OnceLock::new(),
        }
    }

    /// The form in the file.
    ///
    /// # Errors
    /// The file can't be used.
    pub fn read(&self) -> &Result<Arc<Form>, Refusal> {
        self.read
            .get_or_init(|| Form::read(&self.bytes, form::tags).map(Arc::new))
    }
}

/// So much of a line around a letter that people find it.
fn around(line: &str, letter: usize) -> String {
    const BEFORE: usize = 20;
    const MOST: usize = 60;
    let length = line.chars().count();
    let from = match length > MOST {
        true => letter.saturating_sub(BEFORE).min(length - MOST),
        false => 0,
    };
    let said: String = line.chars().skip(from).take(MOST).collect();
    let dots = |is_cut: bool| if is_cut { "…" } else { "" };
    let (before, after) = (dots(from > 0), dots(from + MOST < length));
    format!("{before}{}{after}", said.trim())
}

impl Shelf {
    /// A shelf without templates.
    pub fn new(language: Language) -> Shelf {
        Shelf {
            language,
            sources: Vec::new(),
            form: None,
        }
    }

    /// A shelf with a Word file as the one template.
    pub fn of_form(language: Language, path: &str, form: &Arc<Form>) -> Shelf {
        Shelf {
            language,
            sources: vec![Source::new(path, form.seen.clone())],
            form: Some(Arc::clone(form)),
        }
    }

    /// The template of a name, if it is on the shelf.
    pub(super) fn find(&self, name: &str) -> Option<&Source> {
        let found = self.named().find(|(known, _)| *known == name);
        found.map(|(_, source)| source)
    }

    /// The paragraph of a Word file that a place is in, with what it says; nothing in other templates, which have lines.
    pub fn paragraph(&self, at: At) -> Option<Phrase> {
        let form = self.form.as_ref()?;
        let source = self.sources.get(at.template)?;
        let position = source.position(at.span.start);
        let line = source.text.lines().nth(position.line as usize - 1)?;
        let said = around(line, position.column as usize - 1);
        let (part, number) = form.paragraph(position.line);
        Some(match part {
            None => {
                say!(en: "paragraph {n} “{said}”", zh: "第 {n} 段“{said}”", n = number, said = said)
            }
            Some(part) => {
                let part = part.rsplit('/').next().unwrap_or(part);
                say!(en: "paragraph {n} of {part} “{said}”", zh: "{part} 第 {n} 段“{said}”", n = number, part = part, said = said)
            }
        })
    }

    /// The template's place on the shelf, where it is from now on.
    pub fn place(&mut self, source: Source) -> usize {
        let known = self
            .sources
            .iter()
            .position(|known| known.path == source.path);
        known.unwrap_or_else(|| {
            self.sources.push(source);
            self.sources.len() - 1
        })
    }

    /// The names under which templates include each other.
    pub(super) fn named(&self) -> impl Iterator<Item = (&str, &Source)> {
        let named = self.sources.iter();
        named.filter_map(|source| Some((name_of(&source.path, self.language)?, source)))
    }
}
