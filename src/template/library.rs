//! Where templates come from: those of the pipeline, and below them, file by file, those that are built in.

use super::built_in;
use crate::language::{Language, Phrase};
use crate::say;
use crate::text::{Source, nearest};

/// The folder of templates in a pipeline.
pub const FOLDER: &str = "templates/";

/// All templates that a pipeline has.
#[derive(Debug, Default)]
pub struct Library {
    own: Vec<Source>,
    built_in: Vec<Source>,
}

/// The templates of one language that are read, and in which order.
#[derive(Clone, Debug)]
pub struct Shelf {
    /// Their language.
    pub language: Language,
    /// They themselves; [`At::template`](super::At) is a position here.
    pub sources: Vec<Source>,
}

impl Library {
    /// The library of a pipeline with these templates of its own.
    pub fn new(own: Vec<Source>) -> Library {
        let built_in = built_in::FILES;
        Library {
            own,
            built_in: built_in
                .iter()
                .map(|(path, text)| Source::new(*path, *text))
                .collect(),
        }
    }

    /// The template of a name such as `quote.md`.
    pub fn find(&self, language: Language, name: &str) -> Option<&Source> {
        let all = self.own.iter().chain(&self.built_in);
        let mut named = all.filter(|source| name_of(&source.path, language) == Some(name));
        named.next()
    }

    /// A suggestion for the name of a template.
    pub fn nearest(&self, language: Language, name: &str) -> Option<Phrase> {
        let all = self.own.iter().chain(&self.built_in);
        let names = all.filter_map(|source| name_of(&source.path, language));
        let near = nearest(name, names);
        near.map(|near| say!(en: "did you mean `{near}`?", zh: "是不是 `{near}`？", near = near))
    }

    /// Whether a path is that of a template that is built in.
    pub fn is_built_in(path: &str) -> bool {
        built_in::FILES
            .iter()
            .any(|(built_in, _)| *built_in == path)
    }
}

/// The name of the template at a path of this language.
fn name_of(path: &str, language: Language) -> Option<&str> {
    let below = path.strip_prefix(FOLDER)?;
    below.strip_prefix(language.tag())?.strip_prefix('/')
}

impl Shelf {
    /// A shelf without templates.
    pub fn new(language: Language) -> Shelf {
        Shelf {
            language,
            sources: Vec::new(),
        }
    }

    /// The template's place on the shelf, where it is from now on.
    pub fn place(&mut self, source: &Source) -> usize {
        let known = self
            .sources
            .iter()
            .position(|known| known.path == source.path);
        known.unwrap_or_else(|| {
            self.sources.push(source.clone());
            self.sources.len() - 1
        })
    }

    /// The names under which templates include each other.
    pub(super) fn named(&self) -> impl Iterator<Item = (&str, &Source)> {
        let named = self.sources.iter();
        named.filter_map(|source| Some((name_of(&source.path, self.language)?, source)))
    }
}
