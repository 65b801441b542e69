//! What may not be merged silently: sign-offs and waivers, what a sign-off covers, the log of stage moves.

use super::value::Value;
use super::version::Version;
use crate::files::{Entry, Files};
use crate::form::{FieldType, KindId, Shape};
use crate::process::Process;
use crate::records::{Claims, Furniture, Role};
use crate::text::{NodeRef, Span, Tree, decode, read_yaml};

/// Largest sign-off file that is looked at, in bytes.
const LARGEST: u64 = 1024 * 1024;

/// How a file is merged.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum Custody {
    /// By fields; of each of these groups of fields, one side's changes only.
    Record(Vec<Bound>),
    /// Never: a sign-off or a waiver.
    Paper,
    /// By lines: no record.
    Text,
}

/// Fields that belong together: names from the outermost map on. `body` alone is the body of Markdown.
pub type Bound = Vec<Vec<String>>;

/// The fields of a record that are in conflict, whatever was made of them.
#[derive(Default)]
pub(super) struct Forced {
    pub(super) fields: Vec<Vec<String>>,
    pub(super) body: bool,
}

impl Custody {
    /// The custody of the file at `path` in the pipeline `files`, whose process may be broken or missing.
    pub fn of(process: Option<&Process>, files: &dyn Files, path: &str) -> Custody {
        let furniture = process.map_or_else(Furniture::default, Furniture::of);
        if furniture.has(path) {
            return Custody::Text;
        }
        let Some(process) = process else {
            let folder = path.rsplit('/').nth(1);
            return match folder {
                Some("signoffs" | "waivers" | "sent") if path.ends_with(".yaml") => Custody::Paper,
                _ => Custody::Record(bounds(None, files, path)),
            };
        };
        match Claims::of(process).role(path) {
            Role::Signoff | Role::Waiver | Role::Dispatch => Custody::Paper,
            Role::Record(kind, _) => Custody::Record(bounds(Some((process, kind)), files, path)),
            Role::Attachment | Role::Unclaimed => Custody::Text,
        }
    }
}

/// The groups of fields of the record at `path` that sign-offs on it, or on records beside it, cover; and its moves.
fn bounds(kind: Option<(&Process, KindId)>, files: &dyn Files, path: &str) -> Vec<Bound> {
    let mut bounds = vec![vec![vec![moves(kind)]]];
    for paper in papers(files, path) {
        let read = files.read(&paper, LARGEST).ok();
        let text = read.and_then(|bytes| decode(bytes).ok());
        let bound = text.and_then(|text| covered(kind, path, &text));
        bounds.extend(bound.filter(|bound| !bound.is_empty()));
    }
    bounds
}

fn moves(kind: Option<(&Process, KindId)>) -> String {
    let field = kind.and_then(|(process, kind)| {
        let outline = &process.kind(kind).outline;
        let (_, moves) = outline.stage_fields?;
        Some(outline.shape.fields.get(moves)?.name.clone())
    });
    field.unwrap_or_else(|| "moves".to_owned())
}

/// The sign-off files of the record's folder, of those in it and of those that it is in.
fn papers(files: &dyn Files, path: &str) -> Vec<Box<str>> {
    let Some((folder, _)) = path.rsplit_once('/') else {
        return Vec::new();
    };
    let hidden = |path: &str| {
        path.rsplit('/')
            .next()
            .is_some_and(|name| name.starts_with('.'))
    };
    let mut papers = files.list(&format!("{folder}/"), &hidden).paths;
    papers.retain(|path| path.rsplit('/').nth(1) == Some("signoffs"));
    // The first folder holds all records of a kind.
    let above = folder
        .match_indices('/')
        .filter_map(|(at, _)| folder.get(..at))
        .skip(1);
    for folder in above.map(|folder| format!("{folder}/signoffs")) {
        if files.at(&folder).ok() == Some(Entry::Folder) {
            papers.extend(files.list(&format!("{folder}/"), &hidden).paths);
        }
    }
    papers.retain(|path| path.ends_with(".yaml"));
    papers.sort();
    papers
}

/// The fields of the record at `path` that the sign-off in `text` covers.
fn covered(kind: Option<(&Process, KindId)>, path: &str, text: &str) -> Option<Bound> {
    let mut tree = Tree::new();
    let whole = Span::new(0, u32::try_from(text.len()).ok()?);
    read_yaml(text, whole, &mut tree).ok()?;
    let root = tree.root(text)?;
    let on = root.get("on")?.scalar()?;
    let names = root.get("covers")?.items();
    let names = names.filter_map(|item: NodeRef<'_>| item.get("field")?.scalar());
    let field = |name: &str| {
        let parts: Vec<&str> = name.split('.').collect();
        match kind {
            Some((process, kind)) => reached(process, kind, on == path, on, &parts),
            None => {
                (on == path).then(|| parts.iter().take(1).map(|&part| part.to_owned()).collect())
            }
        }
    };
    Some(names.filter_map(field).collect())
}

/// The field of a record of `kind` that a path from the record `on` leads to.
fn reached(
    process: &Process,
    kind: KindId,
    own: bool,
    on: &str,
    parts: &[&str],
) -> Option<Vec<String>> {
    let mut here = match Claims::of(process).role(on) {
        Role::Record(kind, _) => kind,
        _ => return None,
    };
    let mut at_hand = own;
    for (index, part) in parts.iter().enumerate() {
        let shape = &process.kind(here).outline.shape;
        match (shape.find(part), process.kind_named(part)) {
            (Some((_, field)), _) => match field.ty {
                FieldType::Reference(to) if index + 1 < parts.len() => here = to,
                _ => return at_hand.then(|| within(shape, parts.get(index..).unwrap_or_default())),
            },
            (None, Some(next)) => here = next.outline.id,
            // The body and other things that every record has.
            (None, None) => return at_hand.then(|| vec![(*part).to_owned()]),
        }
        at_hand = here == kind;
    }
    None
}

/// The names of a path as far as it goes through groups.
fn within(mut shape: &Shape, parts: &[&str]) -> Vec<String> {
    let mut names = Vec::new();
    for part in parts {
        names.push((*part).to_owned());
        match shape.find(part).map(|(_, field)| &field.ty) {
            Some(FieldType::Group(inner)) => shape = inner,
            _ => break,
        }
    }
    names
}

/// What both sides changed of one group of fields, though they may have changed different ones.
pub(super) fn forced(
    bounds: &[Bound],
    base: &Version<'_>,
    ours: &Version<'_>,
    theirs: &Version<'_>,
) -> Forced {
    let mut forced = Forced::default();
    for bound in bounds {
        let changed = |side: &Version<'_>| -> Vec<&Vec<String>> {
            let differs = |path: &&Vec<String>| match is_body(path, side) {
                true => side.body != base.body,
                false => at(&side.fields, path) != at(&base.fields, path),
            };
            bound.iter().filter(differs).collect()
        };
        let same = |path: &&&Vec<String>| match is_body(path, ours) {
            true => ours.body == theirs.body,
            false => at(&ours.fields, path) == at(&theirs.fields, path),
        };
        let (mine, other) = (changed(ours), changed(theirs));
        let alike = mine.iter().chain(&other).all(|path| same(&path));
        if mine.is_empty() || other.is_empty() || alike {
            continue;
        }
        for path in mine.into_iter().chain(other) {
            match is_body(path, ours) {
                true => forced.body = true,
                false => forced.fields.push(path.clone()),
            }
        }
    }
    forced
}

fn is_body(path: &[String], version: &Version<'_>) -> bool {
    matches!(path, [name] if name == "body") && version.fields.get("body").is_none()
}

fn at<'v>(fields: &'v Value, path: &[String]) -> Option<&'v Value> {
    path.iter().try_fold(fields, |value, name| value.get(name))
}
