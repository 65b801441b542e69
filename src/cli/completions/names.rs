//! The names of the pipeline at hand.

use super::super::desk::Desk;
use super::Sort;
use super::words::Words;
use crate::process::{Kind, Pattern, Process};
use crate::rules::Rule;
use crate::value::id;
use std::collections::BTreeSet;
use std::fs;
use std::path::Path;

/// The names of one sort that could complete what is `begun`.
pub fn of(sort: Sort, begun: &str, words: &Words) -> Vec<String> {
    let desk = Desk::open(&words.folder()).ok();
    let process = desk.as_ref().and_then(|desk| desk.loaded.process.as_ref());
    let (Some(desk), Some(process)) = (&desk, process) else {
        return match sort {
            Sort::Rule => engine_rules().collect(),
            _ => Vec::new(),
        };
    };
    let root = desk.root.as_path();
    match sort {
        Sort::Address | Sort::Record => addresses(root, process, begun),
        Sort::Kind => kinds(process)
            .map(|kind| kind.outline.name.clone())
            .collect(),
        Sort::Stage => meant(root, process, words)
            .filter_map(|kind| kind.outline.stages.as_ref())
            .flat_map(|stages| stages.names().map(str::to_owned))
            .collect(),
        Sort::Signoff => meant(root, process, words)
            .flat_map(|kind| kind.outline.signoffs.iter().cloned())
            .collect(),
        Sort::Field => fields(root, process, words),
        Sort::RecordOrField => {
            let mut names = addresses(root, process, begun);
            names.extend(fields(root, process, words));
            names
        }
        Sort::Rule => {
            let own = kinds(process).flat_map(Kind::clause_names);
            own.map(str::to_owned).chain(engine_rules()).collect()
        }
        Sort::Role => process
            .pipeline
            .roles
            .iter()
            .map(|role| role.name.clone())
            .collect(),
        Sort::Person => match &process.people {
            Some(people) => ids(root, &process.kind(people.kind).outline.patterns, "", begun),
            None => Vec::new(),
        },
        Sort::Command | Sort::Path => Vec::new(),
    }
}

fn kinds(process: &Process) -> impl Iterator<Item = &Kind> {
    process.kinds.iter()
}

fn engine_rules() -> impl Iterator<Item = String> {
    Rule::ALL.iter().map(|rule| rule.name().to_owned())
}

/// Addresses: `ID`, and below an id that is typed out, `ID/KIND` and `ID/KIND/ID`.
fn addresses(root: &Path, process: &Process, begun: &str) -> Vec<String> {
    let Some((parent, rest)) = begun.split_once('/') else {
        let top = kinds(process).filter(|kind| kind.outline.parent.is_none());
        return top
            .flat_map(|kind| ids(root, &kind.outline.patterns, "", begun))
            .collect();
    };
    let below = kinds(process).filter(|kind| kind.outline.parent.is_some());
    let (kind_begun, id_begun) = rest.split_once('/').unwrap_or((rest, ""));
    let mut found = Vec::new();
    for outline in below.map(|kind| &kind.outline) {
        if id::read(parent).is_err() || !outline.name.starts_with(kind_begun) {
            continue;
        }
        let address = format!("{parent}/{}", outline.name);
        if outline.single {
            let paths = outline.patterns.iter();
            let there = paths
                .filter_map(|pattern| pattern.path(parent, parent))
                .any(|path| root.join(path).is_file());
            found.extend(there.then_some(address));
        } else {
            let ids = ids(root, &outline.patterns, parent, id_begun);
            found.extend(ids.iter().map(|id| format!("{address}/{id}")));
        }
    }
    found
}

/// The ids of the records under these patterns that begin so, from the names of their files and folders.
fn ids(root: &Path, patterns: &[Pattern], parent: &str, begun: &str) -> Vec<String> {
    let mut found = BTreeSet::new();
    for pattern in patterns {
        for path in paths(root, pattern, parent, begun) {
            let claim = pattern.claim(&path);
            let own = claim.filter(|claim| claim.parent.unwrap_or_default() == parent);
            let id = own.and_then(|claim| claim.id);
            // A name that is no id could mean anything to a shell.
            found.extend(id.filter(|id| id::read(id).is_ok()).map(str::to_owned));
        }
    }
    found.into_iter().collect()
}

/// The paths that a pattern can claim with an id that begins so; a fixed name at the end is taken to be there.
fn paths(root: &Path, pattern: &Pattern, parent: &str, begun: &str) -> Vec<String> {
    let whole_parent = pattern.parent.as_ref().map(|kind| format!("{{{kind}}}"));
    let mut folders = vec![String::new()];
    for (index, segment) in pattern.text.split('/').enumerate() {
        let slash = if index == 0 { "" } else { "/" };
        let fixed = match segment.contains('{') {
            false => Some(segment),
            true => (whole_parent.as_deref() == Some(segment)).then_some(parent),
        };
        let begins = if segment.starts_with("{id}") {
            begun
        } else {
            ""
        };
        let below = |folder: &String| match fixed {
            Some(name) => vec![format!("{folder}{slash}{name}")],
            None => listed(root, folder, slash, begins),
        };
        folders = folders.iter().flat_map(below).collect();
    }
    folders
}

/// What is in a folder under names that begin so.
fn listed(root: &Path, folder: &str, slash: &str, begins: &str) -> Vec<String> {
    let entries = fs::read_dir(root.join(folder))
        .into_iter()
        .flatten()
        .flatten();
    let names = entries.map(|entry| entry.file_name());
    names
        .filter_map(|name| {
            let name = name.to_str()?;
            let wanted = name.starts_with(begins) && !name.starts_with('.');
            wanted.then(|| format!("{folder}{slash}{name}"))
        })
        .collect()
}

/// The fields that can be given a value, as far as the `=`.
fn fields(root: &Path, process: &Process, words: &Words) -> Vec<String> {
    let shapes = meant(root, process, words).map(|kind| &kind.outline.shape);
    shapes
        .flat_map(|shape| &shape.fields)
        .map(|field| format!("{}=", field.name))
        .collect()
}

/// The kinds that the typed words mean: that of the record among them, or the one to be made, else all.
fn meant<'p>(
    root: &Path,
    process: &'p Process,
    words: &Words,
) -> impl Iterator<Item = &'p Kind> + use<'p> {
    let made = words.after("new").and_then(|name| process.kind_named(name));
    let named = match made {
        Some(kind) => Some(kind.outline.name.as_str()),
        None => words.plain().find_map(|word| kind_of(root, process, word)),
    };
    kinds(process).filter(move |kind| named.is_none_or(|named| named == kind.outline.name))
}

/// The kind of the record that a word names, by its address or its path.
fn kind_of<'p>(root: &Path, process: &'p Process, word: &str) -> Option<&'p str> {
    let mut parts = word.split('/');
    let (first, second) = (parts.next()?, parts.next());
    let below = second.and_then(|name| process.kind_named(name));
    let claims = |kind: &&Kind| {
        let patterns = &kind.outline.patterns;
        patterns.iter().any(|pattern| pattern.claim(word).is_some())
    };
    let top = |kind: &&Kind| {
        let patterns = kind.outline.patterns.iter();
        second.is_none()
            && kind.outline.parent.is_none()
            && patterns
                .filter_map(|pattern| pattern.path(first, ""))
                .any(|path| id::read(first).is_ok() && root.join(path).is_file())
    };
    let found = kinds(process).find(claims).or(below);
    found
        .or_else(|| kinds(process).find(top))
        .map(|kind| kind.outline.name.as_str())
}
