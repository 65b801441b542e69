//! The dossiers that a change reaches without touching them: they refer to a changed record, and the judgement reads
//! there what changed. Files are looked through only where that can be so, for the record's id.

use super::introduced::Comparison;
use crate::form::{FieldType, KindId, Record};
use crate::process::{Process, Reach};
use crate::records::{self, Claims, Furniture, Listing, Reader, Role};
use rayon::prelude::*;
use regex::bytes::{Regex, RegexBuilder};
use std::collections::BTreeSet;
use std::sync::OnceLock;
use unicode_normalization::UnicodeNormalization;

/// Something that other files may name.
#[derive(Clone, PartialEq, Eq, PartialOrd, Ord)]
enum Named {
    /// A record: its kind and address.
    Record(KindId, String),
    /// An attachment: its path.
    Attachment(String),
}

/// What a changed file is to other dossiers.
#[derive(Default)]
struct Sought {
    /// What they may name.
    names: BTreeSet<Named>,
    /// Kinds whose records go through all records of the changed one's kind.
    readers: BTreeSet<KindId>,
}

impl Comparison<'_> {
    /// The homes of the dossiers that the changed `paths` reach, in the later state.
    pub fn reached(&self, paths: &[String]) -> Vec<String> {
        let search = Search {
            process: self.process,
            claims: Claims::of(self.process),
            reach: OnceLock::new(),
            before: Listing::live(self.before, Furniture::of(self.process)),
            after: Listing::live(self.after, Furniture::of(self.process)),
        };
        let mut sought = Sought::default();
        for path in paths {
            search.seek(path, &mut sought);
        }
        let home = |path: &str| records::home(self.process, &search.claims, path);
        let found: BTreeSet<String> = search.find(sought).iter().map(|path| home(path)).collect();
        let touched: BTreeSet<String> = paths.iter().map(|path| home(path)).collect();
        found.difference(&touched).cloned().collect()
    }
}

struct Search<'s> {
    process: &'s Process,
    claims: Claims<'s>,
    /// Gathered once it is asked for: templates are read for it.
    reach: OnceLock<Reach>,
    before: Listing<'s>,
    after: Listing<'s>,
}

impl Search<'_> {
    fn reach(&self) -> &Reach {
        self.reach.get_or_init(|| self.process.reach())
    }

    /// What the change of one file has others look for.
    fn seek(&self, path: &str, sought: &mut Sought) {
        match self.claims.role(path) {
            Role::Record(kind, index) if self.concerns(kind) => {
                self.seek_record(kind, index, path, sought);
            }
            Role::Signoff => self.seek_owners(path, sought),
            Role::Attachment if self.before.exists(path) => {
                sought.names.insert(Named::Attachment(path.to_owned()));
            }
            _ => {}
        }
    }

    /// Whether a record of a kind can be of concern to any other dossier.
    fn concerns(&self, kind: KindId) -> bool {
        let parent = self.process.kind(kind).outline.parent;
        let mut named = [Some(kind), parent].into_iter().flatten();
        named.any(|kind| self.process.is_named(kind)) || self.process.readers(kind).next().is_some()
    }

    fn seek_record(&self, kind: KindId, index: u8, path: &str, sought: &mut Sought) {
        let before = self.record(&self.before, kind, index, path);
        let after = self.record(&self.after, kind, index, path);
        let asked = || self.reach().facts.contains(&kind);
        let (known, seen) = match (&before, &after) {
            (Some(was), Some(is)) => {
                let changed = self.changed(was, is);
                let read = |field: &usize| self.reach().fields.contains(&(kind, *field));
                let moved = self.moved(kind, &changed) && asked();
                (is, moved || changed.iter().any(read))
            }
            // Nobody could refer to what was not there; but it is one more of its parent's.
            (None, Some(is)) => {
                if asked() {
                    self.name_parent(is, sought);
                }
                (is, false)
            }
            (Some(was), None) => (was, true),
            (None, None) => return,
        };
        if seen {
            self.name(known, sought);
        }
        if seen || before.is_none() {
            sought.readers.extend(self.process.readers(kind));
        }
    }

    /// A sign-off changes what is known of the records in the folder above.
    fn seek_owners(&self, paper: &str, sought: &mut Sought) {
        let folder = records::folder(paper.rsplit_once('/').map_or("", |(folder, _)| folder));
        for path in self.after.under(folder) {
            if records::folder(&path) != folder {
                continue;
            }
            let Role::Record(kind, index) = self.claims.role(&path) else {
                continue;
            };
            if self.concerns(kind)
                && self.reach().facts.contains(&kind)
                && let Some(record) = self.record(&self.after, kind, index, &path)
            {
                self.name(&record, sought);
            }
        }
    }

    fn name(&self, record: &Record, sought: &mut Sought) {
        sought
            .names
            .insert(Named::Record(record.kind, record.address.clone()));
        self.name_parent(record, sought);
    }

    /// What reads a child from another folder comes by its parent.
    fn name_parent(&self, record: &Record, sought: &mut Sought) {
        if let Some(parent) = self.process.kind(record.kind).outline.parent {
            let id = records::parent_id(self.process, record);
            sought.names.insert(Named::Record(parent, id.to_owned()));
        }
    }

    fn record(&self, listing: &Listing<'_>, kind: KindId, index: u8, path: &str) -> Option<Record> {
        let claim = self.claims.pattern(kind, index)?.claim(path)?;
        let id = claim.id.or(claim.parent)?;
        let mut reader = Reader::new(self.process, listing);
        let found = listing.exists(path);
        found.then(|| reader.record(kind, path, id, claim.parent).0)
    }

    /// Positions of the fields that are written otherwise.
    fn changed(&self, was: &Record, is: &Record) -> Vec<usize> {
        let written = |record: &Record, at: usize| {
            let slot = record.slots.get(at);
            slot.map(|slot| record.source.slice(slot.span).to_owned())
        };
        let fields = self.process.kind(is.kind).outline.shape.fields.len();
        (0..fields)
            .filter(|at| written(was, *at) != written(is, *at))
            .collect()
    }

    fn moved(&self, kind: KindId, changed: &[usize]) -> bool {
        let fields = self.process.kind(kind).outline.stage_fields;
        fields.is_some_and(|(stage, moves)| changed.contains(&stage) || changed.contains(&moves))
    }

    /// The files that name what is sought, and those that name these by a field that is read on the way.
    fn find(&self, sought: Sought) -> BTreeSet<String> {
        let reads = |role| matches!(role, Role::Record(kind, _) if sought.readers.contains(&kind));
        let readers = self.files(&reads).into_iter();
        let mut found: BTreeSet<String> = readers.map(|(path, _)| path.into()).collect();
        let mut known = sought.names.clone();
        let mut names = sought.names;
        while !names.is_empty() {
            let hits = self.naming(&names);
            let kinds = kinds(&names);
            let mut next = Sought::default();
            for (path, role) in &hits {
                if let Role::Record(kind, index) = role
                    && self.passes_on(*kind, &kinds)
                    && let Some(record) = self.record(&self.after, *kind, *index, path)
                {
                    self.name(&record, &mut next);
                }
            }
            found.extend(hits.into_iter().map(|(path, _)| path.into()));
            names = next.names.difference(&known).cloned().collect();
            known.extend(names.iter().cloned());
        }
        found
    }

    /// Whether others read the field by which a kind refers to one of these.
    fn passes_on(&self, kind: KindId, to: &BTreeSet<KindId>) -> bool {
        let fields = &self.process.kind(kind).outline.shape.fields;
        let leads = |ty: &FieldType| to.iter().any(|to| self.process.leads(ty, *to));
        let read = |at: usize| self.reach().fields.contains(&(kind, at));
        let mut fields = fields.iter().enumerate();
        fields.any(|(at, field)| leads(&field.ty) && read(at))
    }

    /// The files that may name one of these.
    fn naming(&self, names: &BTreeSet<Named>) -> Vec<(Box<str>, Role)> {
        let Some(pattern) = pattern(names) else {
            return Vec::new();
        };
        let kinds = kinds(names);
        let attachments = names
            .iter()
            .any(|name| matches!(name, Named::Attachment(_)));
        let files = self.files(&|role| self.may_name(role, &kinds, attachments));
        let limit = self.process.pipeline.file_limit;
        let names_one = |path: &str| {
            let read = self.after.read(path, limit);
            read.is_ok_and(|bytes| pattern.is_match(&bytes))
        };
        let files = files.into_par_iter();
        files.filter(|(path, _)| names_one(path)).collect()
    }

    /// The later files of some roles. Only the folders are listed that those can lie in.
    fn files(&self, wanted: &dyn Fn(Role) -> bool) -> Vec<(Box<str>, Role)> {
        let papers = [Role::Signoff, Role::Waiver, Role::Dispatch];
        let papers = papers.into_iter().any(wanted);
        let kinds = self.process.kinds.iter();
        let kinds = kinds.filter(|kind| papers || wanted(Role::Record(kind.outline.id, 0)));
        let patterns = kinds.flat_map(|kind| &kind.outline.patterns);
        let mut roots: Vec<String> = patterns.map(|pattern| pattern.root()).collect();
        roots.sort_unstable();
        roots.dedup_by(|root, above| root.starts_with(above.as_str()));
        let paths = roots.iter().flat_map(|root| self.after.under(root));
        let files = paths.map(|path| (self.claims.role(&path), path));
        files
            .filter(|(role, _)| wanted(*role))
            .map(|(role, path)| (path, role))
            .collect()
    }

    /// Whether a file may name a record of these kinds, or an attachment if one is sought: in fields, or as evidence.
    fn may_name(&self, role: Role, kinds: &BTreeSet<KindId>, attachments: bool) -> bool {
        match role {
            Role::Record(kind, _) => {
                attachments || kinds.iter().any(|to| self.process.refers(kind, *to))
            }
            Role::Signoff | Role::Dispatch => attachments || self.has_people(kinds),
            Role::Waiver => self.has_people(kinds),
            Role::Attachment | Role::Unclaimed => false,
        }
    }

    fn has_people(&self, kinds: &BTreeSet<KindId>) -> bool {
        let people = self.process.people.as_ref();
        people.is_some_and(|people| kinds.contains(&people.kind))
    }
}

fn kinds(names: &BTreeSet<Named>) -> BTreeSet<KindId> {
    let records = names.iter().filter_map(|name| match name {
        Named::Record(kind, _) => Some(*kind),
        Named::Attachment(_) => None,
    });
    records.collect()
}

/// What is found in a file that names one of these. A reference may be written with escapes, which all have a
/// backslash.
fn pattern(names: &BTreeSet<Named>) -> Option<Regex> {
    let mut parts = vec![regex::escape("\\")];
    for name in names {
        match name {
            Named::Record(_, address) => parts.push(regex::escape(address)),
            Named::Attachment(path) => {
                let file = path.rsplit('/').next().unwrap_or(path);
                parts.push(regex::escape(&file.nfc().collect::<String>()));
                parts.push(regex::escape(&file.nfd().collect::<String>()));
            }
        }
    }
    let pattern = RegexBuilder::new(&parts.join("|"))
        .size_limit(usize::MAX)
        .build();
    pattern.ok()
}
