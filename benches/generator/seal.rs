//! Sign-offs in bulk: every record is read as `deal` reads it, and what a sign-off covers is digested as it is then.

use super::folder::{Signoff, put};
use dealdesk::check::{self, Bench};
use dealdesk::files::Disk;
use dealdesk::process::{Definition, Process};
use dealdesk::records::{Archive, Claims, Dossier, Folder, Furniture, Listing, Reader, Statement};
use dealdesk::text::{Source, Span};
use dealdesk::value::Moment;
use std::collections::HashMap;
use std::io;
use std::path::Path;

/// The process of the pipeline at `root`, which is sound.
pub fn process(definition: &[(&str, &str)]) -> Process {
    let source = |path: &str| {
        let found = definition.iter().find(|(known, _)| *known == path);
        Source::new(path, found.map_or("", |(_, text)| text))
    };
    let kinds = definition
        .iter()
        .filter(|(path, _)| path.starts_with("kinds/"));
    let loaded = Definition {
        pipeline: source("pipeline.yaml"),
        kinds: kinds.map(|(path, _)| source(path)).collect(),
        calendars: vec![source("calendar/cn.yaml")],
        templates: Vec::new(),
        forms: Vec::new(),
        logos: Vec::new(),
        incomplete: false,
    }
    .load();
    loaded
        .process
        .unwrap_or_else(|| panic!("the definition is wrong: {:?}", loaded.problems))
}

/// Gives sign-offs. The paths of those given, in the same order.
pub fn give(root: &Path, process: &Process, signoffs: &[Signoff]) -> io::Result<Vec<String>> {
    let files = Disk::new(root);
    let listing = Listing::whole(&files, Furniture::of(process));
    let claims = Claims::of(process);
    let archive = Archive::new(process, &listing, "deal");
    let mut by_folder: HashMap<&str, Vec<usize>> = HashMap::new();
    for (number, signoff) in signoffs.iter().enumerate() {
        by_folder
            .entry(dossier_folder(&signoff.on))
            .or_default()
            .push(number);
    }
    let mut paths = vec![String::new(); signoffs.len()];
    let mut reader = Reader::new(process, &listing);
    for (folder, numbers) in by_folder {
        let members = listing.under(folder);
        let folder = Folder::of(&members);
        let dossier = Dossier::read(&mut reader, &claims, &folder);
        let bench = Bench::new(&archive, &dossier, super::deal::today());
        for number in numbers {
            let (path, text) = statement(&bench, &dossier, &signoffs[number]);
            put(root, &path, &text)?;
            paths[number] = path;
        }
    }
    Ok(paths)
}

/// `deals/000/ID/` of anything below it.
fn dossier_folder(path: &str) -> &str {
    let end = path
        .match_indices('/')
        .nth(2)
        .map_or(path.len(), |(at, _)| at + 1);
    &path[..end]
}

/// The path and the text of a sign-off on the record as it is now.
fn statement(bench: &Bench<'_>, dossier: &Dossier, wanted: &Signoff) -> (String, String) {
    let record = dossier
        .at(&wanted.on)
        .unwrap_or_else(|| panic!("there is no {}", wanted.on));
    let kind = bench.process.kind(record.kind);
    let signoff = kind
        .clauses
        .signoffs
        .iter()
        .find(|signoff| signoff.clause.name == wanted.name);
    let signoff = signoff.unwrap_or_else(|| panic!("there is no sign-off {}", wanted.name));
    let at = Moment::read(&wanted.at, bench.process.pipeline.timezone);
    let at = at.unwrap_or_else(|_| panic!("{} is no time", wanted.at));
    let mut given = Statement::draft(wanted.name, &wanted.on, wanted.role, &wanted.by, at);
    given.recorded_by.clone_from(&wanted.recorded_by);
    for covered in &signoff.covers {
        let digest = check::digest_of(bench, record, &covered.value);
        let digest =
            digest.unwrap_or_else(|| panic!("{}: {} can't be read", wanted.on, covered.path));
        given
            .covers
            .push((covered.path.clone(), digest, Span::default()));
    }
    let covers: String = given
        .covers
        .iter()
        .map(|(field, sha256, _)| format!("  - {{field: {field}, sha256: {sha256}}}\n"))
        .collect();
    let recorded = wanted
        .recorded_by
        .as_ref()
        .map(|by| format!("recorded_by: {by}\n"))
        .unwrap_or_default();
    let text = format!(
        "signoff: {}\non: {}\nrole: {}\nby: {}\nat: {}\nverdict: approved\n{recorded}covers:\n{covers}sha256: {}\n",
        wanted.name,
        wanted.on,
        wanted.role,
        wanted.by,
        wanted.at,
        check::seal(bench.process, &given)
    );
    let folder = dealdesk::records::folder(&wanted.on);
    let name = check::file_name(bench.process, record, &given);
    (format!("{folder}signoffs/{name}.yaml"), text)
}
