//! What each path is: a record of a kind, a sign-off, a waiver, a dispatch, an attachment, or nobody's.

use crate::form::KindId;
use crate::process::{Pattern, Process};
use globset::GlobSet;
use std::collections::HashMap;
use std::sync::Arc;

/// What a path is.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Role {
    /// A record, by one of the kind's patterns.
    Record(KindId, u8),
    /// A sign-off on a record of the folder above.
    Signoff,
    /// A waiver for a record of the folder above.
    Waiver,
    /// A document of a record of the folder above that went out.
    Dispatch,
    /// A file that records may name.
    Attachment,
    /// No kind claims it.
    Unclaimed,
}

/// The patterns of all kinds, by first folder and depth.
#[derive(Debug)]
pub struct Claims<'p> {
    process: &'p Process,
    patterns: HashMap<(&'p str, usize), Vec<(KindId, u8)>>,
}

impl<'p> Claims<'p> {
    /// The claims of a process.
    pub fn of(process: &'p Process) -> Claims<'p> {
        let mut patterns: HashMap<_, Vec<_>> = HashMap::new();
        for kind in &process.kinds {
            for (index, pattern) in kind.outline.patterns.iter().enumerate() {
                let first = pattern.text.split('/').next().unwrap_or_default();
                let index = u8::try_from(index).unwrap_or(u8::MAX);
                patterns
                    .entry((first, pattern.depth()))
                    .or_default()
                    .push((kind.outline.id, index));
            }
        }
        Claims { process, patterns }
    }

    /// What `path` is.
    pub fn role(&self, path: &str) -> Role {
        let first = path.split('/').next().unwrap_or_default();
        let depth = path.bytes().filter(|&b| b == b'/').count() + 1;
        let candidates = self
            .patterns
            .get(&(first, depth))
            .map(Vec::as_slice)
            .unwrap_or_default();
        let record = candidates.iter().find(|(kind, index)| {
            self.pattern(*kind, *index)
                .is_some_and(|pattern| pattern.claim(path).is_some())
        });
        if let Some((kind, index)) = record {
            return Role::Record(*kind, *index);
        }
        let mut folders = path.rsplit('/').skip(1);
        match folders.next() {
            Some("signoffs") if path.ends_with(".yaml") => Role::Signoff,
            Some("waivers") if path.ends_with(".yaml") => Role::Waiver,
            Some("sent") if path.ends_with(".yaml") => Role::Dispatch,
            _ if self.process.pipeline.attachments.is_match(path) => Role::Attachment,
            _ => Role::Unclaimed,
        }
    }

    /// A pattern of a kind.
    pub fn pattern(&self, kind: KindId, index: u8) -> Option<&'p Pattern> {
        self.process
            .kind(kind)
            .outline
            .patterns
            .get(usize::from(index))
    }
}

/// Paths that are no records by nature: the definition's own files, documents that were made (`out/`), and what the
/// pipeline ignores.
#[derive(Clone, Debug, Default)]
pub struct Furniture {
    /// Shared by its clones: a set's own clone would have to warm up again.
    ignore: Arc<GlobSet>,
}

impl Furniture {
    /// The furniture of a pipeline.
    pub fn of(process: &Process) -> Furniture {
        Furniture {
            ignore: Arc::new(process.pipeline.ignore.clone()),
        }
    }

    /// Whether `path` is part of it.
    pub fn has(&self, path: &str) -> bool {
        is_furniture(&self.ignore, path)
    }
}

fn is_furniture(ignore: &GlobSet, path: &str) -> bool {
    let (first, below) = path
        .split_once('/')
        .map_or((path, false), |(first, _)| (first, true));
    match below {
        true => {
            matches!(first, "kinds" | "calendar" | "templates" | "out") || ignore.is_match(path)
        }
        false => {
            matches!(
                first,
                "pipeline.yaml" | "figures.yaml" | "kinds" | "calendar" | "templates" | "out"
            ) || first.starts_with("README")
                || ignore.is_match(path)
        }
    }
}
