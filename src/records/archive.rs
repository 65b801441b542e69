//! Records that others refer to, read once when they are first asked for and kept for the whole run.

use super::claim::Claims;
use super::listing::Listing;
use super::papers::Statement;
use super::read::Reader;
use crate::form::{KindId, Record};
use crate::language::Language;
use crate::process::{Document, Kind, Medium, Page, Process};
use crate::text;
use elsa::sync::FrozenMap;
use std::collections::BTreeSet;
use std::sync::{Arc, OnceLock};

/// Reads the record of a kind at a path, which is there, with the ids that the path holds: its own, its parent's.
pub type Read<'p> = dyn Fn(KindId, &str, &str, Option<&str>) -> Arc<Record> + Sync + 'p;

/// The pipeline's records by path.
pub struct Archive<'p> {
    /// The process.
    pub process: &'p Process,
    /// The files.
    pub listing: &'p Listing<'p>,
    /// How the command is called from the user's folder, for advice: `deal`, or `deal -C example-pipeline`.
    pub command: &'p str,
    /// What each path is.
    pub claims: Claims<'p>,
    read: Option<&'p Read<'p>>,
    records: FrozenMap<Box<str>, Arc<Record>>,
    statements: FrozenMap<Box<str>, Vec<Statement>>,
    kinds: Vec<OnceLock<Vec<Record>>>,
    pages: FrozenMap<String, Box<Option<Page>>>,
}

impl<'p> Archive<'p> {
    /// An archive of nothing yet.
    pub fn new(process: &'p Process, listing: &'p Listing<'p>, command: &'p str) -> Archive<'p> {
        Archive {
            process,
            listing,
            command,
            claims: Claims::of(process),
            read: None,
            records: FrozenMap::new(),
            statements: FrozenMap::new(),
            pages: FrozenMap::new(),
            kinds: process.kinds.iter().map(|_| OnceLock::new()).collect(),
        }
    }

    /// The archive that has single records read so: by somebody who may know them already.
    pub fn reading(self, read: &'p Read<'p>) -> Archive<'p> {
        Archive {
            read: Some(read),
            ..self
        }
    }

    /// The path at which the record of this id is, if there is a file.
    pub fn path(&self, kind: KindId, id: &str, parent: &str) -> Option<String> {
        let patterns = &self.process.kind(kind).outline.patterns;
        patterns
            .iter()
            .filter_map(|pattern| pattern.path(id, parent))
            .find(|path| self.listing.exists(path))
    }

    /// The page of a document in a language; nothing where there is no template, or one that doesn't fit.
    pub fn page(
        &self,
        kind: &Kind,
        document: &Document,
        language: Language,
        medium: Medium,
    ) -> Option<&Page> {
        let (kind_name, template) = (&kind.outline.name, document.template(medium));
        let key = format!(
            "{kind_name}/{}/{}/{template}",
            document.name,
            language.tag()
        );
        let known = self.pages.get(&key);
        let page = known.unwrap_or_else(|| {
            let page = Page::read(self.process, kind, document, language, medium);
            self.pages.insert(key, Box::new(page.ok().flatten()))
        });
        page.as_ref()
    }

    /// The pages of a document in a language, in each medium for which there is a template that fits.
    pub fn pages(
        &self,
        kind: &Kind,
        document: &Document,
        language: Language,
    ) -> impl Iterator<Item = &Page> {
        let pages = Medium::ALL.map(|medium| self.page(kind, document, language, medium));
        pages.into_iter().flatten()
    }

    /// All records of a kind, by path.
    pub fn all(&self, kind: KindId) -> &[Record] {
        let Some(cell) = self.kinds.get(usize::from(kind.0)) else {
            return &[];
        };
        cell.get_or_init(|| {
            let paths = self.paths(kind);
            let records = paths.iter().filter_map(|path| self.once(kind, path));
            records.collect()
        })
    }

    /// The same, read for this once and not kept.
    pub fn once(&self, kind: KindId, path: &str) -> Option<Record> {
        let (id, parent) = self.ids(kind, path)?;
        Some(self.fresh(kind, path, id, parent))
    }

    fn fresh(&self, kind: KindId, path: &str, id: &str, parent: Option<&str>) -> Record {
        let mut reader = Reader::new(self.process, self.listing);
        reader.record(kind, path, id, parent).0
    }

    /// The paths of all records of a kind, sorted within each folder that the kind names.
    pub fn paths(&self, kind: KindId) -> Vec<Box<str>> {
        let patterns = self.process.kind(kind).outline.patterns.iter();
        let roots: BTreeSet<String> = patterns.map(|pattern| pattern.root()).collect();
        let paths = roots.iter().flat_map(|root| self.listing.under(root));
        paths
            .filter(|path| self.ids(kind, path).is_some())
            .collect()
    }

    /// The id of a record without a parent that a misspelt one is most like.
    pub fn nearest(&self, kind: KindId, id: &str) -> Option<String> {
        if self.process.kind(kind).outline.parent.is_some() {
            return None;
        }
        let paths = self.paths(kind);
        let known = paths
            .iter()
            .filter_map(|path| Some(self.ids(kind, path)?.0));
        text::nearest(id, known).map(str::to_owned)
    }

    /// The children of a kind of the record at `path`, by path.
    pub fn children(&self, path: &str, kind: KindId) -> Vec<&Record> {
        let folder = folder(path);
        self.listing
            .under(folder)
            .iter()
            .filter_map(|path| self.record(kind, path))
            .collect()
    }

    /// The record of a kind at `path`, which is there; `None` where the path is none of the kind's.
    pub fn record(&self, kind: KindId, path: &str) -> Option<&Record> {
        let (id, parent) = self.ids(kind, path)?;
        Some(self.at(kind, path, id, parent.unwrap_or_default()))
    }

    /// The sign-offs on the record at `path`, by path.
    pub fn statements(&self, path: &str) -> &[Statement] {
        if let Some(known) = self.statements.get(path) {
            return known;
        }
        let mut reader = Reader::new(self.process, self.listing);
        let statements = self
            .listing
            .under(&format!("{}signoffs/", folder(path)))
            .iter()
            .filter_map(|paper| Statement::read(&mut reader, paper).0)
            .filter(|statement| statement.on == path)
            .collect();
        self.statements.insert(path.into(), statements)
    }

    /// The ids in a path that is a record of `kind`.
    fn ids<'a>(&self, kind: KindId, path: &'a str) -> Option<(&'a str, Option<&'a str>)> {
        let outline = &self.process.kind(kind).outline;
        let claim = outline
            .patterns
            .iter()
            .find_map(|pattern| pattern.claim(path))?;
        Some((claim.id.or(claim.parent)?, claim.parent))
    }

    /// The record at `path`, which is there.
    pub fn at(&self, kind: KindId, path: &str, id: &str, parent: &str) -> &Record {
        if let Some(known) = self.records.get(path) {
            return known;
        }
        let parent = (!parent.is_empty()).then_some(parent);
        let record = match self.read {
            Some(read) => read(kind, path, id, parent),
            None => Arc::new(self.fresh(kind, path, id, parent)),
        };
        self.records.insert(path.into(), record)
    }
}

/// The path of the record of an address: `ID`, `ID/KIND` or `ID/KIND/ID`.
pub fn find_address(process: &Process, listing: &Listing<'_>, address: &str) -> Option<String> {
    let mut paths = address_paths(process, address).into_iter();
    paths.find(|path| listing.exists(path))
}

/// The paths at which a record of this address can be.
pub fn address_paths(process: &Process, address: &str) -> Vec<String> {
    let mut parts = address.split('/');
    let (Some(first), kind, own) = (parts.next(), parts.next(), parts.next()) else {
        return Vec::new();
    };
    if parts.next().is_some()
        || [Some(first), kind, own]
            .iter()
            .flatten()
            .any(|part| part.is_empty())
    {
        return Vec::new();
    }
    let kinds = process.kinds.iter().map(|kind| &kind.outline);
    let patterns = kinds
        .filter(|outline| match kind {
            Some(kind) => {
                outline.name == kind && outline.parent.is_some() && outline.single == own.is_none()
            }
            None => outline.parent.is_none(),
        })
        .flat_map(|outline| &outline.patterns);
    patterns
        .filter_map(|pattern| match kind {
            Some(_) => pattern.path(own.unwrap_or(first), first),
            None => pattern.path(first, ""),
        })
        .collect()
}

/// The folder of a path, with its `/`.
pub fn folder(path: &str) -> &str {
    path.rfind('/').map_or("", |at| &path[..=at])
}

/// The id of the record's parent: the first part of a child's address; of another, nothing.
pub fn parent_id<'r>(process: &Process, record: &'r Record) -> &'r str {
    match process.kind(record.kind).outline.parent {
        Some(_) => record.address.split('/').next().unwrap_or_default(),
        None => "",
    }
}
