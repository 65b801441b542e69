//! The commands that mend what is found, as the user can type them.

use super::bench::Bench;
use crate::form::{Field, FieldType, Record, Shape};
use crate::language::Phrase;
use crate::process::NeededRecord;
use crate::records;
use crate::say;

/// The command that fills in a field of a record; `path` is its name from the record.
pub fn fill(bench: &Bench<'_>, record: &Record, path: &str, ty: &FieldType) -> String {
    let command = bench.archive.command;
    let address = named(bench, record);
    let assignment = match ty {
        FieldType::List { of, .. } => format!("{path}+={}", of.example().as_deref().unwrap_or("…")),
        ty => format!("{path}={}", ty.example().as_deref().unwrap_or("…")),
    };
    let assignment = match assignment.contains(['{', '[']) {
        true => format!("'{assignment}'"),
        false => assignment,
    };
    format!("{command} set {address} {assignment}")
}

/// The command that moves a record to a stage.
pub fn enter(bench: &Bench<'_>, record: &Record, stage: &str, more: &str) -> Phrase {
    let command = bench.archive.command;
    let address = named(bench, record);
    Phrase::same(format!("{command} move {address} {stage}{more}"))
}

/// The command that makes a child that is demanded. Where the only one is there already, it must become what is
/// demanded.
pub fn make(
    bench: &Bench<'_>,
    record: &Record,
    needed: &NeededRecord,
    there: &[&Record],
) -> Phrase {
    let command = bench.archive.command;
    let outline = &bench.process.kind(needed.kind).outline;
    match there {
        [only] if outline.single => {
            let wanted = needed.filter.as_ref().and_then(|filter| filter.place());
            let wanted = wanted.and_then(|(file, span)| {
                let source = bench.process.sources.get(file)?;
                Some(source.slice(span).trim_matches(['"', '\'']).to_owned())
            });
            let (address, wanted) = (named(bench, only), wanted.unwrap_or_default());
            say!(
                en: "make `{wanted}` true: {command} set {address} …", zh: "使 `{wanted}` 成立：{command} set {address} …",
                wanted = wanted, command = command, address = address
            )
        }
        _ => Phrase::same(format!(
            "{command} new {} {}",
            outline.name,
            named(bench, record)
        )),
    }
}

/// The field at the end of a path of slots.
pub fn field_at<'s>(shape: &'s Shape, slots: &[usize]) -> Option<&'s Field> {
    let (first, rest) = slots.split_first()?;
    let field = shape.fields.get(*first)?;
    match (rest.is_empty(), &field.ty) {
        (true, _) => Some(field),
        (false, FieldType::Group(inner)) => field_at(inner, rest),
        _ => None,
    }
}

/// What a record is called in commands: its address, where that leads to it; else its path.
pub fn named<'r>(bench: &Bench<'_>, record: &'r Record) -> &'r str {
    let (archive, path) = (bench.archive, &record.source.path);
    let found = records::find_address(archive.process, archive.listing, &record.address);
    match found.as_deref() == Some(path) {
        true => &record.address,
        false => path,
    }
}
