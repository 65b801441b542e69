//! What a part of a Word file from outside refers to.

use super::archive::Archive;
use super::reading::{self, Seen};
use super::refusal::Refusal;
use super::xml::RELATED;

/// A relationship as it is read.
pub struct Relation {
    /// The name by which the part calls it.
    pub id: String,
    /// The last word of its type, or the whole type where that isn't one of Word's own.
    pub kind: String,
    /// The name of a part, or an address.
    pub target: String,
    /// What it refers to isn't in the file.
    pub external: bool,
}

/// What a part refers to. Targets inside of the file become names of parts.
pub fn relations(archive: &mut Archive<'_>, part: &str) -> Result<Vec<Relation>, Refusal> {
    let (folder, file) = part.rsplit_once('/').unwrap_or(("", part));
    let name = format!("{folder}/_rels/{file}.rels");
    let mut relations = Vec::new();
    let Some(text) = archive.text(&name)? else {
        return Ok(relations);
    };
    reading::walk(&name, &text, |seen| {
        let Seen::Open(element) = seen else { return };
        if element.name != "Relationship" {
            return;
        }
        let get = |name| element.get(name).unwrap_or_default();
        let external = get("TargetMode").eq_ignore_ascii_case("External");
        let target = match external {
            true => get("Target").to_owned(),
            false => inside(folder, get("Target")),
        };
        let kind = get("Type");
        relations.push(Relation {
            id: get("Id").to_owned(),
            kind: kind
                .strip_prefix(RELATED)
                .map_or(kind, |rest| rest.trim_start_matches('/'))
                .to_owned(),
            target,
            external,
        });
    })?;
    Ok(relations)
}

/// The name of the part that a target names, seen from a folder.
fn inside(folder: &str, target: &str) -> String {
    let mut steps: Vec<&str> = match target.starts_with('/') {
        true => Vec::new(),
        false => folder.split('/').collect(),
    };
    for step in target.split('/') {
        match step {
            "" | "." => (),
            ".." => drop(steps.pop()),
            step => steps.push(step),
        }
    }
    steps.join("/")
}
