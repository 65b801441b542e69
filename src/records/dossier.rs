//! A record with everything that lies in its folder: children, sign-offs, waivers, dispatches. What is judged together.

use super::archive::folder;
use super::claim::{Claims, Role};
use super::listing::Listing;
use super::papers::{Dispatch, Statement, Waiver};
use super::read::Reader;
use crate::finding::Finding;
use crate::form::{KindId, Record};
use crate::process::Process;
use crate::rules::Rule;
use crate::say;
use crate::value::id;
use std::collections::HashMap;

/// The folders of papers beside a record.
const PAPERS: [&str; 3] = ["signoffs", "waivers", "sent"];

/// The paths of a dossier, sorted.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Folder<'l> {
    /// Its files, which stand side by side among all paths.
    files: &'l [Box<str>],
    /// Sign-offs and waivers of a record that shares its folder: they stand elsewhere.
    papers: Vec<&'l str>,
}

impl<'l> Folder<'l> {
    /// A dossier of these files.
    pub fn of(files: &'l [Box<str>]) -> Folder<'l> {
        Folder {
            files,
            papers: Vec::new(),
        }
    }

    /// The paths.
    pub fn paths(&self) -> impl Iterator<Item = &'l str> {
        self.files
            .iter()
            .map(|path| &**path)
            .chain(self.papers.iter().copied())
    }

    /// Number of paths.
    pub fn count(&self) -> usize {
        self.files.len() + self.papers.len()
    }
}

/// A record with its children and papers.
#[derive(Debug, Default)]
pub struct Dossier {
    /// Records by path; parents and children alike.
    pub records: Vec<Record>,
    /// Sign-offs by path.
    pub signoffs: Vec<Statement>,
    /// Waivers by path.
    pub waivers: Vec<Waiver>,
    /// Documents that went out, by path.
    pub dispatches: Vec<Dispatch>,
    /// What is wrong with the files.
    pub findings: Vec<Finding>,
    /// Files that were read.
    pub files: usize,
}

/// Sorts the pipeline's paths into dossiers.
pub fn folders<'l>(
    process: &Process,
    claims: &Claims<'_>,
    paths: &'l [Box<str>],
) -> Vec<Folder<'l>> {
    let mut folders: Vec<Folder<'l>> = Vec::new();
    let mut at = 0;
    while let Some(path) = paths.get(at) {
        let key = key(process, claims, path);
        let rest = paths.get(at + 1..).unwrap_or_default();
        let more = rest.iter().take_while(|path| key.holds(path)).count();
        let end = at + 1 + more;
        folders.push(Folder::of(paths.get(at..end).unwrap_or_default()));
        at = end;
    }
    join_flat(folders)
}

/// What holds a dossier together.
enum Key<'l> {
    /// The paths under a folder.
    Under(&'l str),
    /// One path.
    Alone,
}

impl Key<'_> {
    fn holds(&self, path: &str) -> bool {
        match self {
            Key::Under(folder) => path.starts_with(folder),
            Key::Alone => false,
        }
    }
}

/// The folder of the record that `path` is, or is a child of; a record in a folder with others is alone.
fn key<'l>(process: &Process, claims: &Claims<'_>, path: &'l str) -> Key<'l> {
    let Role::Record(kind, index) = claims.role(path) else {
        return nearest_folder(process, claims, path);
    };
    let outline = &process.kind(kind).outline;
    let Some(pattern) = claims.pattern(kind, index) else {
        return Key::Alone;
    };
    let depth = match outline.parent {
        Some(parent) => process
            .kind(parent)
            .outline
            .patterns
            .first()
            .map(|its| its.depth() - 1),
        None if pattern.owns_folder() => Some(pattern.depth() - 1),
        None => None,
    };
    depth
        .and_then(|depth| first_folders(path, depth))
        .map_or(Key::Alone, Key::Under)
}

/// For a paper or a file that is no record: the folder of the first kind whose folders it lies in.
fn nearest_folder<'l>(process: &Process, claims: &Claims<'_>, path: &'l str) -> Key<'l> {
    let _ = claims;
    process
        .kinds
        .iter()
        .filter(|kind| kind.outline.parent.is_none())
        .flat_map(|kind| &kind.outline.patterns)
        .filter(|pattern| pattern.owns_folder() && path.starts_with(&pattern.root()))
        .find_map(|pattern| first_folders(path, pattern.depth() - 1))
        .map_or(Key::Alone, Key::Under)
}

/// Where the dossier of a path is, whether anything is there or not: a folder without its final `/`, or a file.
pub fn home(process: &Process, claims: &Claims<'_>, path: &str) -> String {
    match key(process, claims, path) {
        Key::Under(folder) => folder.trim_end_matches('/').to_owned(),
        // The papers of a record that shares its folder lie beside it.
        Key::Alone => match flat_paper(path) {
            Some(stem) => {
                let with = |end: &str| format!("{stem}{end}");
                let is_record = |path: &String| matches!(claims.role(path), Role::Record(..));
                [with(".yaml"), with(".md")]
                    .into_iter()
                    .find(is_record)
                    .unwrap_or_else(|| path.to_owned())
            }
            None => path.to_owned(),
        },
    }
}

/// The first `depth` folders of a path, with the final `/`.
fn first_folders(path: &str, depth: usize) -> Option<&str> {
    let (end, _) = path.match_indices('/').nth(depth.checked_sub(1)?)?;
    path.get(..=end)
}

/// Papers of a flat folder (`appraisals/signoffs/ID.…`) go to the dossier of the record `appraisals/ID.yaml`.
fn join_flat<'l>(folders: Vec<Folder<'l>>) -> Vec<Folder<'l>> {
    let is_paper =
        |folder: &Folder<'l>| matches!(folder.files, [path] if flat_paper(path).is_some());
    if !folders.iter().any(is_paper) {
        return folders;
    }
    let (papers, mut joined): (Vec<Folder<'l>>, Vec<Folder<'l>>) =
        folders.into_iter().partition(is_paper);
    let stem = |path: &'l str| {
        path.strip_suffix(".yaml")
            .or_else(|| path.strip_suffix(".md"))
    };
    let owners: HashMap<&str, usize> = joined
        .iter()
        .enumerate()
        .filter_map(|(at, folder)| Some((stem(folder.files.first()?)?, at)))
        .collect();
    for folder in papers {
        let owner = folder
            .files
            .first()
            .and_then(|path| owners.get(flat_paper(path)?.as_str()).copied());
        match owner {
            Some(at) => joined[at].papers.extend(folder.paths()),
            None => joined.push(folder),
        }
    }
    joined
}

/// For `appraisals/signoffs/2026-05.appraisal.…yaml`: `appraisals/2026-05`.
fn flat_paper(path: &str) -> Option<String> {
    let (rest, file) = path.rsplit_once('/')?;
    let folder = PAPERS.iter().find_map(|name| rest.strip_suffix(name))?;
    let id = file.split('.').next()?;
    Some(format!("{folder}{id}"))
}

/// The folder of the record at `path`, if it has one to itself; without the final `/`.
pub fn own_folder(process: &Process, path: &str) -> Option<String> {
    let patterns = process.kinds.iter().flat_map(|kind| &kind.outline.patterns);
    let pattern = patterns
        .into_iter()
        .find(|pattern| pattern.claim(path).is_some())?;
    pattern
        .owns_folder()
        .then(|| folder(path).trim_end_matches('/').to_owned())
}

/// The paths of all dossiers that the asked files and folders are in, sorted.
pub fn dossier_paths(
    process: &Process,
    claims: &Claims<'_>,
    listing: &Listing<'_>,
    asked: &[String],
) -> Vec<Box<str>> {
    let mut paths: Vec<Box<str>> = Vec::new();
    for asked in asked {
        let files = match listing.exists(asked) {
            true => vec![asked.as_str().into()],
            false => listing.under(&format!("{asked}/")),
        };
        if files.is_empty() {
            paths.extend(around(process, claims, listing, asked));
        }
        let mut known = String::new();
        for path in files {
            if !known.is_empty() && path.starts_with(&known) {
                continue;
            }
            match key(process, claims, &path) {
                Key::Under(folder) => {
                    folder.clone_into(&mut known);
                    paths.extend(listing.under(folder));
                }
                Key::Alone => {
                    paths.extend(flat_company(listing, &path));
                    paths.push(path);
                }
            }
        }
    }
    paths.sort_unstable();
    paths.dedup();
    paths
}

/// The dossier that a file would be in which isn't there.
fn around(
    process: &Process,
    claims: &Claims<'_>,
    listing: &Listing<'_>,
    path: &str,
) -> Vec<Box<str>> {
    match key(process, claims, path) {
        Key::Under(folder) => listing.under(folder),
        Key::Alone => flat_company(listing, path),
    }
}

/// What belongs to a file in a folder that records share: their papers to a record, and the record to a paper.
fn flat_company(listing: &Listing<'_>, path: &str) -> Vec<Box<str>> {
    let Some(stem) = flat_paper(path) else {
        return flat_papers(listing, path);
    };
    let records = [".yaml", ".md"].map(|end| format!("{stem}{end}"));
    let found = records.into_iter().filter(|record| listing.exists(record));
    found
        .flat_map(|record| {
            let mut dossier = flat_papers(listing, &record);
            dossier.push(record.into());
            dossier
        })
        .collect()
}

/// The papers of a record that shares its folder.
fn flat_papers(listing: &Listing<'_>, path: &str) -> Vec<Box<str>> {
    let stem = path.rsplit_once('.').map_or(path, |(stem, _)| stem);
    let papers = PAPERS
        .iter()
        .flat_map(|name| listing.under(&format!("{}{name}/", folder(path))));
    papers
        .filter(|paper| flat_paper(paper).as_deref() == Some(stem))
        .collect()
}

impl Dossier {
    /// The dossier that the record at `path` is in; `None` where no record is there.
    pub fn around(
        process: &Process,
        claims: &Claims<'_>,
        listing: &Listing<'_>,
        path: &str,
    ) -> Option<Dossier> {
        let members = dossier_paths(process, claims, listing, &[path.to_owned()]);
        let mut reader = Reader::new(process, listing);
        folders(process, claims, &members)
            .iter()
            .map(|folder| Dossier::read(&mut reader, claims, folder))
            .find(|dossier| dossier.at(path).is_some())
    }

    /// Reads the files of a folder.
    pub fn read(reader: &mut Reader<'_>, claims: &Claims<'_>, folder: &Folder<'_>) -> Dossier {
        let mut dossier = Dossier::default();
        for path in folder.paths() {
            match claims.role(path) {
                Role::Record(kind, index) => {
                    dossier.take_record(reader, claims, (kind, index), path)
                }
                Role::Signoff => {
                    let (statement, findings) = Statement::read(reader, path);
                    dossier.take(statement, findings, |dossier| &mut dossier.signoffs);
                }
                Role::Waiver => {
                    let (waiver, findings) = Waiver::read(reader, path);
                    dossier.take(waiver, findings, |dossier| &mut dossier.waivers);
                }
                Role::Dispatch => {
                    let (dispatch, findings) = Dispatch::read(reader, path);
                    dossier.take(dispatch, findings, |dossier| &mut dossier.dispatches);
                }
                Role::Attachment => {}
                Role::Unclaimed => dossier.findings.push(unclaimed(path)),
            }
        }
        dossier
    }

    fn take_record(
        &mut self,
        reader: &mut Reader<'_>,
        claims: &Claims<'_>,
        (kind, index): (KindId, u8),
        path: &str,
    ) {
        let Some(claim) = claims
            .pattern(kind, index)
            .and_then(|pattern| pattern.claim(path))
        else {
            return;
        };
        let ids = [claim.id, claim.parent];
        if let Some(message) = ids.iter().flatten().find_map(|text| id::read(text).err()) {
            self.findings
                .push(Finding::of_file(Rule::InvalidId, path, message));
            return;
        }
        let id = claim.id.or(claim.parent).unwrap_or_default();
        let (record, findings) = reader.record(kind, path, id, claim.parent);
        self.take(Some(record), findings, |dossier| &mut dossier.records);
    }

    fn take<T>(
        &mut self,
        read: Option<T>,
        findings: Vec<Finding>,
        list: impl FnOnce(&mut Dossier) -> &mut Vec<T>,
    ) {
        self.files += 1;
        self.findings.extend(findings);
        list(self).extend(read);
    }

    /// The record at `path`.
    pub fn at(&self, path: &str) -> Option<&Record> {
        self.records
            .iter()
            .find(|record| record.source.path == path)
    }

    /// The records of a kind in the folder of the record at `path`.
    pub fn children<'d>(&'d self, path: &str, kind: KindId) -> impl Iterator<Item = &'d Record> {
        let folder = folder(path).to_owned();
        self.records
            .iter()
            .filter(move |record| record.kind == kind && record.source.path.starts_with(&folder))
    }
}

fn unclaimed(path: &str) -> Finding {
    Finding::of_file(Rule::UnclaimedFile, path, say!(en: "no kind claims this file", zh: "没有任何表单认领此文件")).help(say!(
        en: "move it to where its kind's `files` pattern says, or name it under `attachments` or `ignore` in pipeline.yaml",
        zh: "把它移到所属表单 `files` 规定的位置，或在 pipeline.yaml 的 `attachments`、`ignore` 中列出"
    ))
}
