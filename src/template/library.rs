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
        Library { own }
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
