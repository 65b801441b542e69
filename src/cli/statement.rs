//! `deal statement`: a sign-off file for a record as it is now, printed or written at its place.

use super::args::{Global, Statement as Args};
use super::desk::{Asked, Desk};
use super::failure::Failure;
use super::{Status, answer, signing};
use crate::check::{self, Bench, Intent};
use crate::form::Record;
use crate::process::{Process, Signoff};
use crate::records::{self, Archive, Dossier, Furniture, Listing, Statement};
use crate::say;
use crate::value::Moment;
use std::fs;
use std::io::{self, Write};

/// Runs the command.
pub fn run(global: &Global, args: &Args) -> Result<Status, Failure> {
    let desk = Desk::of(global, Some(&args.record))?;
    let process = desk.process()?;
    let (Asked::Path(wanted) | Asked::Record(wanted)) = desk.path(process, global, &args.record)?;
    let listing = Listing::live(&desk.files, Furniture::of(process));
    let archive = Archive::new(process, &listing, "deal");
    let dossier = Dossier::around(process, &archive.claims, &listing, &wanted);
    let dossier = dossier.ok_or_else(|| no_record(&wanted))?;
    let record = dossier.at(&wanted).ok_or_else(|| no_record(&wanted))?;
    let bench = Bench::new(&archive, &dossier, desk.today(global));
    let signoff = find(process, record, &args.signoff)?;
    let intent = intent(process, args)?;
    let mut given = check::draft(&bench, record, signoff, intent).map_err(Failure::from)?;
    if args.sign {
        signing::sign(&bench, signoff, &mut given, args.key.as_deref())?;
    }
    let text = given.text();
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

/// Who signs, and what they say.
fn intent(process: &Process, args: &Args) -> Result<Intent, Failure> {
    let read = |at: &String| Moment::read(at, process.pipeline.timezone);
    let at = args.at.as_ref().map(read).transpose();
    Ok(Intent {
        role: args.role.clone(),
        by: args.by.clone(),
        at: at.map_err(Failure::correctable)?,
        returns: args.returned.is_some(),
        comment: args.returned.as_ref().or(args.comment.as_ref()).cloned(),
        behalf: args.behalf.clone(),
        recorded_by: args.recorded_by.clone(),
        evidence: args.evidence.clone(),
    })
}
