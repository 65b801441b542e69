//! The dossiers that a change reaches without touching them: they refer to a changed record, and the judgement reads
//! there what changed. Files are looked through only where that can be so, for the record's id.

use super::introduced::Comparison;
use crate::form::{FieldType, KindId, Record};
use crate::process::{Process, Reach};
use crate::records::{self, Claims, Furniture, Listing, Reader, Role};
use rayon::prelude::*;
use regex::bytes::{Regex, RegexBuilder};
use std::collections::BTreeSet;
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
    /// Paths in the dossiers that the changed `paths` reach, in the later state.
    pub fn reached(&self, paths: &[String]) -> Vec<String> {
        let search = Search {
            process: self.process,
            claims: Claims::of(self.process),
            reach: self.process.reach(),
            before: Listing::live(self.before, Furniture::of(self.process)),
            after: Listing::live(self.after, Furniture::of(self.process)),
        };
        let mut sought = Sought::default();
        for path in paths {
            search.seek(path, &mut sought);
        }
        if sought.names.is_empty() && sought.readers.is_empty() {
            return Vec::new();
        }
        let listing = Listing::whole(self.after, Furniture::of(self.process));
        search.find(&listing, sought).into_iter().collect()
    }
}

struct Search<'s> {
    process: &'s Process,
    claims: Claims<'s>,
    reach: Reach,
    before: Listing<'s>,
    after: Listing<'s>,
}

impl Search<'_> {
    /// What the change of one file has others look for.
    fn seek(&self, path: &str, sought: &mut Sought) {
        match self.claims.role(path) {
            Role::Record(kind, index) => self.seek_record(kind, index, path, sought),
            Role::Signoff => self.seek_owners(path, sought),
            Role::Attachment if self.before.exists(path) => {
                sought.names.insert(Named::Attachment(path.to_owned()));
            }
            Role::Attachment | Role::Waiver | Role::Dispatch | Role::Unclaimed => {}
        }
    }

    fn seek_record(&self, kind: KindId, index: u8, path: &str, sought: &mut Sought) {
        let before = self.record(&self.before, kind, index, path);
        let after = self.record(&self.after, kind, index, path);
        let beyond = &self.reach.beyond;
        let (known, seen) = match (&before, &after) {
            (Some(was), Some(is)) => {
                let changed = self.changed(was, is);
                let facts = beyond.facts.contains(&kind) && self.moved(kind, &changed);
                let read = |field: &usize| beyond.fields.contains(&(kind, *field));
                (is, facts || changed.iter().any(read))
            }
            // Nobody could refer to what was not there; but it is one more of its parent's.
            (None, Some(is)) => {
                if beyond.facts.contains(&kind) {
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
            let whole = self.reach.whole.iter().filter(|(_, of)| *of == kind);
            sought.readers.extend(whole.map(|(reader, _)| *reader));
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
            if let Some(record) = self
                .record(&self.after, kind, index, &path)
                .filter(|_| self.reach.beyond.facts.contains(&kind))
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
    fn find(&self, listing: &Listing<'_>, sought: Sought) -> BTreeSet<String> {
        let mut found: BTreeSet<String> = BTreeSet::new();
        for path in listing.paths() {
            let role = self.claims.role(path);
            if matches!(role, Role::Record(kind, _) if sought.readers.contains(&kind)) {
                found.insert(path.to_string());
            }
        }
        let mut known = sought.names.clone();
        let mut names = sought.names;
        while !names.is_empty() {
            let hits = self.naming(listing, &names);
            let mut next = Sought::default();
            for (path, role) in &hits {
                if let Role::Record(kind, index) = role
                    && self.passes_on(*kind, &names)
                    && let Some(record) = self.record(&self.after, *kind, *index, path)
                {
                    self.name(&record, &mut next);
                }
            }
            found.extend(hits.into_iter().map(|(path, _)| path));
            names = next.names.difference(&known).cloned().collect();
            known.extend(names.iter().cloned());
        }
        found
    }

    /// Whether others read the field by which a kind refers to one of these.
    fn passes_on(&self, kind: KindId, names: &BTreeSet<Named>) -> bool {
        let fields = &self.process.kind(kind).outline.shape.fields;
        let leads = |ty: &FieldType| {
            names.iter().any(|name| match name {
                Named::Record(to, _) => self.process.leads(ty, *to),
                Named::Attachment(_) => false,
            })
        };
        let read = |at: usize| self.reach.beyond.fields.contains(&(kind, at));
        let mut fields = fields.iter().enumerate();
        fields.any(|(at, field)| read(at) && leads(&field.ty))
    }

    /// The files that may name one of these.
    fn naming(&self, listing: &Listing<'_>, names: &BTreeSet<Named>) -> Vec<(String, Role)> {
        let Some(pattern) = pattern(names) else {
            return Vec::new();
        };
        let paths = listing.paths().par_iter();
        paths
            .filter_map(|path| {
                let role = self.claims.role(path);
                let limit = self.process.pipeline.file_limit;
                let may = self.may_name(role, names);
                let bytes = may.then(|| listing.read(path, limit).ok()).flatten()?;
                pattern.is_match(&bytes).then(|| (path.to_string(), role))
            })
            .collect()
    }

    fn may_name(&self, role: Role, names: &BTreeSet<Named>) -> bool {
        let people = self.process.people.as_ref().map(|people| people.kind);
        names.iter().any(|name| match (name, role) {
            (Named::Record(to, _), Role::Record(kind, _)) => self.process.refers(kind, *to),
            (Named::Record(to, _), Role::Signoff | Role::Waiver | Role::Dispatch) => {
                people == Some(*to)
            }
            (Named::Attachment(_), Role::Record(..) | Role::Signoff) => true,
            _ => false,
        })
    }
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
