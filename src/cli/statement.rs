//! `deal statement`: a sign-off file for a record as it is now, printed or written at its place.

use super::args::{Global, Statement as Args};
use super::desk::{Asked, Desk};
use super::failure::Failure;
use super::{Status, answer};
use crate::check::{self, Bench};
use crate::form::Record;
use crate::process::{Process, Signoff};
use crate::records::{self, Archive, Claims, Dossier, Furniture, Listing, Reader, Statement};
use crate::say;
use crate::text::Span;
use crate::value::Moment;
use std::fs;
use std::io::{self, Write};

/// Runs the command.
pub fn run(global: &Global, args: &Args) -> Result<Status, Failure> {
    let desk = Desk::of(global, Some(&args.record))?;
    let process = desk.process()?;
    let (Asked::Path(wanted) | Asked::Record(wanted)) = desk.path(process, global, &args.record)?;
    let listing = Listing::live(&desk.files, Furniture::of(process));
    let claims = Claims::of(process);
    let members = records::dossier_paths(process, &claims, &listing, std::slice::from_ref(&wanted));
    let archive = Archive::new(process, &listing, "deal");
    let mut reader = Reader::new(process, &listing);
    let folders = records::folders(process, &claims, &members);
    let dossier = folders
        .iter()
        .map(|folder| Dossier::read(&mut reader, &claims, folder))
        .find(|dossier| dossier.at(&wanted).is_some());
    let dossier = dossier.ok_or_else(|| no_record(&wanted))?;
    let record = dossier.at(&wanted).ok_or_else(|| no_record(&wanted))?;
    let bench = Bench::new(&archive, &dossier, desk.today(global));
    let signoff = find(process, record, &args.signoff)?;
    let given = draft(&bench, record, signoff, args)?;
    if let Some(flaw) = check::refusal(&bench, record, signoff, &given) {
        let failure = Failure::correctable(flaw.message);
        return Err(match flaw.help {
            Some(help) => failure.hint(help),
            None => failure,
        });
    }
    let text = text(&given, args);
    match args.write {
        true => write(&desk, process, record, &given, &text),
        false => answer(&text),
    }
}

/// Writes the file at its place, beside those that are there, and prints its path.
fn write(
    desk: &Desk,
    process: &Process,
    record: &Record,
    given: &Statement,
    text: &str,
) -> Result<Status, Failure> {
    let folder = format!("{}signoffs/", records::folder(&record.source.path));
    let name = check::file_name(process, record, given);
    let names = std::iter::once(format!("{name}.yaml"))
        .chain((2..).map(|number| format!("{name}.{number}.yaml")));
    let failed = |error: io::Error| Failure::system(&error);
    fs::create_dir_all(desk.root.join(&folder)).map_err(failed)?;
    for name in names {
        let path = format!("{folder}{name}");
        match fs::File::create_new(desk.root.join(&path)) {
            Ok(mut file) => {
                let written = file
                    .write_all(text.as_bytes())
                    .and_then(|()| file.sync_all());
                if let Err(error) = written {
                    // Nothing is better than half a sign-off.
                    let _ = fs::remove_file(desk.root.join(&path));
                    return Err(failed(error));
                }
                return answer(&format!("{}{path}\n", desk.prefix()));
            }
            Err(error) if error.kind() == io::ErrorKind::AlreadyExists => {}
            Err(error) => return Err(failed(error)),
        }
    }
    Ok(Status::System)
}

fn no_record(path: &str) -> Failure {
    Failure::nothing(say!(en: "{path} is no record", zh: "{path} 不是记录", path = path))
}

fn find<'p>(process: &'p Process, record: &Record, name: &str) -> Result<&'p Signoff, Failure> {
    let kind = process.kind(record.kind);
    let found = kind
        .clauses
        .signoffs
        .iter()
        .find(|signoff| signoff.clause.name == name);
    found.ok_or_else(|| {
        let known = kind.outline.signoffs.join(", ");
        Failure::correctable(say!(en: "{kind} has no sign-off `{name}`", zh: "{kind}没有签批 `{name}`", kind = kind.outline.title, name = name))
            .hint(say!(en: "known here: {known}", zh: "此处可用：{known}", known = known))
    })
}

/// The statement about the record as it is now.
fn draft(
    bench: &Bench<'_>,
    record: &Record,
    signoff: &Signoff,
    args: &Args,
) -> Result<Statement, Failure> {
    let at = match &args.at {
        Some(at) => {
            Moment::read(at, bench.process.pipeline.timezone).map_err(Failure::correctable)?
        }
        None => Moment::day(bench.today),
    };
    let mut covers = Vec::new();
    for covered in &signoff.covers {
        let digest = check::digest_of(bench, record, &covered.value).ok_or_else(|| {
            Failure::correctable(say!(en: "`{field}` can't be read: mend the record first", zh: "无法读取 `{field}`：请先改正记录", field = covered.path))
                .hint(say!(en: "deal check {path}", zh: "deal check {path}", path = record.source.path))
        })?;
        covers.push((covered.path.clone(), digest, Span::default()));
    }
    let mut given = Statement::draft(&args.signoff, &record.source.path, &args.role, &args.by, at);
    given.approved = args.returned.is_none();
    given.behalf.clone_from(&args.behalf);
    given.recorded_by.clone_from(&args.recorded_by);
    given.covers = covers;
    given.sha256 = check::seal(bench.process, &given);
    Ok(given)
}

fn text(given: &Statement, args: &Args) -> String {
    let mut lines = vec![
        format!("signoff: {}", given.signoff),
        format!("on: {}", given.on),
        format!("role: {}", quoted(&given.role)),
        format!("by: {}", quoted(&given.by)),
        format!("at: {}", shown(given.at)),
        format!(
            "verdict: {}",
            if given.approved {
                "approved"
            } else {
                "returned"
            }
        ),
    ];
    let optional = [
        ("comment", args.returned.as_ref().or(args.comment.as_ref())),
        ("behalf", args.behalf.as_ref()),
        ("recorded_by", args.recorded_by.as_ref()),
        ("evidence", args.evidence.as_ref()),
    ];
    lines.extend(
        optional
            .iter()
            .filter_map(|(name, value)| Some(format!("{name}: {}", quoted(value.as_ref()?)))),
    );
    lines.push("covers:".to_owned());
    lines.extend(
        given.covers.iter().map(|(field, sha256, _)| {
            format!("  - {{field: {}, sha256: {sha256}}}", quoted(field))
        }),
    );
    lines.push(format!("sha256: {}", given.sha256));
    lines.join("\n") + "\n"
}

fn shown(at: Moment) -> String {
    match at.time {
        Some(time) => format!("{}T{}", at.date, time.format("%H:%M:%S")),
        None => at.date.to_string(),
    }
}

/// Plain where that is safe in a flow map too, else in double quotes.
fn quoted(text: &str) -> String {
    let plain = text
        .chars()
        .all(|c| c.is_alphanumeric() || matches!(c, '_' | '-' | '.' | '/'))
        && text.starts_with(|c: char| c.is_alphabetic());
    if plain && text != "null" {
        return text.to_owned();
    }
    serde_json::Value::from(text).to_string()
}
